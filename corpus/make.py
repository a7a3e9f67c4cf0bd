"""Writes made filings with their gold into a folder: what `jixiao corpus make` does."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from numpy.random import default_rng

from corpus import office, to_docx, to_pdf
from corpus.fitting import Breaks
from corpus.gold import gold_of
from corpus.invent import FAMILIES, invent
from corpus.invention import Invention
from corpus.issuer import issuer
from corpus.softened import softened, unruled
from corpus.stress.catalog import OF_TEXT, STRESSES, stressed
from corpus.stress.changing import tables_of
from corpus.stress.separators import separated
from corpus.to_scan import container, to_scan
from corpus.to_text import DAMAGES, ENCODINGS, SHAPES, Printed, encoded, to_text
from corpus.typeset import typeset
from corpus.wear.picture import page_count
from corpus.wear.profiles import PROFILES

#: The shapes of text that a family is met in; cells a line or with tabs for all, run together for the simpler forms.
RUN_TOGETHER = ("project-target", "project-results", "older")
WIDE = ("tabbed", "ocr")
FLAT = ("spaced", "lined", "glued")
#: Wear under which a form without rulings is still to be read.
SMOOTH = ("clean", "office")
#: Scans are of filings of at most so many pages as the library draws them, where one of so many draws is.
PAGES, TRIES = 2, 6
PLAIN = to_pdf.Manner("lines", Breaks(heads_again=False, cut=False, largest=False), 9.0)
LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """One filing to be written: where, under which name, as the how many-eth, and by which chance.

    `desk` is where drafts lie: what LibreOffice has printed, if it has, lies there under `printed`."""

    folder: Path
    stem: str
    number: int
    invention: Invention
    random: Random
    desk: Path

    @property
    def printed(self) -> Path:
        """Where LibreOffice's print of the filing lies."""
        return self.desk / f"{self.stem}_office.pdf"


def _shape(random: Random, invention: Invention) -> str:
    """A shape of text that keeps what the filing is about: breaks in cells, or the columns that a cell covers."""
    separators = [name for stress, name in (each.split("/") for each in invention.variants) if stress in OF_TEXT]
    if separators:
        return separators[0]
    tables = tables_of(invention)
    if any(table.lined for table in tables):
        return "tabbed"
    if any(table.turned for table in tables) or invention.family == "score-sheet":
        return "ocr"
    return random.choice(WIDE + FLAT if may_be_unruled(invention) else WIDE)


def may_be_unruled(invention: Invention) -> bool:
    """Whether the filing can be read without rulings between its cells: one of a simple form in known words."""
    return invention.family in RUN_TOGETHER and not invention.stress


def write_text(job: Job) -> Path:
    """Writes the filing as a text of a drawn shape, damage and encoding, and its gold; gives back the text's path."""
    random, invention = job.random, job.invention
    shape, damage = _shape(random, invention), random.choice(DAMAGES[:1] if invention.stress else DAMAGES)
    encoding = random.choice(("utf-8", "utf-8", "utf-8", *ENCODINGS))
    layout = typeset(invention)
    printed = to_text(layout, random, shape, damage) if shape in SHAPES else Printed(separated(layout, random, shape))
    path = job.folder / f"{job.stem}_{shape}_{damage}.txt"
    path.write_bytes(encoded(printed.text, encoding))
    write_gold(path, softened(gold_of(invention, path.name), invention, shape, printed))
    return path


def write_docx(job: Job) -> Path:
    """Writes the filing as a Word file of a drawn manner, and its gold; gives back the file's path."""
    path = job.folder / f"{job.stem}.docx"
    path.write_bytes(to_docx.to_docx(typeset(job.invention), job.random, to_docx.manner(job.random)))
    write_gold(path, gold_of(job.invention, path.name))
    return path


def write_pdf(job: Job) -> Path:
    """Writes the filing as a PDF, LibreOffice's where it has printed one, and its gold; gives back the PDF's path."""
    producer = "office" if job.printed.exists() else "library"
    path = job.folder / f"{job.stem}_{producer}.pdf"
    data, gold = _pdf(job, path.name, may_be_unruled(job.invention))
    path.write_bytes(data)
    write_gold(path, gold)
    return path


def write_scan(job: Job) -> Path:
    """Writes the filing as a scan, a photograph or a fax of its PDF, and its gold; gives back the path."""
    profile = profile_of(job.number)
    data, gold = _pdf(job, "", profile in SMOOTH and may_be_unruled(job.invention))
    chance = default_rng(job.random.getrandbits(64))
    body = job.invention.unit_name or issuer(job.random).body
    ending = container(profile, page_count(data), chance)
    path = job.folder / f"{job.stem}_{profile}-scan{ending}"
    path.write_bytes(to_scan(data, profile, ending, body, chance))
    write_gold(path, {**gold, "source": path.name, "wear": profile})
    return path


def profile_of(number: int) -> str:
    """The kind of wear of the how many-eth scan: all in turn, one on after each round, so that each meets both
    producers of PDFs."""
    return list(PROFILES)[sum(divmod(number, len(PROFILES))) % len(PROFILES)]


def _pdf(job: Job, name: str, unruled_too: bool) -> tuple[bytes, dict[str, Any]]:
    """The filing as a PDF, and its gold under that name; some have no rulings where they may."""
    gold = gold_of(job.invention, name)
    if job.printed.exists():
        return job.printed.read_bytes(), gold
    how = to_pdf.manner(job.random, unruled_too)
    return to_pdf.to_pdf(typeset(job.invention), how), gold if how.ruling else unruled(gold)


def goes_to_office(number: int) -> bool:
    """Whether LibreOffice prints the how many-eth PDF: every second one of each family, where it is installed."""
    return sum(divmod(number, len(FAMILIES))) % 2 == 1 and office.program() is not None


def drafted(job: Job) -> Path | None:
    """The Word file that LibreOffice shall print; None for the filings that the library draws."""
    if not goes_to_office(job.number):
        return None
    draft = job.printed.with_suffix(".docx")
    how = to_docx.manner(job.random, for_print=True)
    draft.write_bytes(to_docx.to_docx(typeset(job.invention), job.random, how))
    return draft


def write_gold(path: Path, gold: dict[str, Any]) -> Path:
    """Writes the gold beside its document; gives back the gold's path."""
    beside = path.with_name(f"{path.name}.gold.json")
    beside.write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return beside


#: What `--as` may name, and how it is written.
KINDS: Mapping[str, Callable[[Job], Path]] = {
    "docx": write_docx,
    "pdf": write_pdf,
    "text": write_text,
    "scan": write_scan,
}
#: Those that begin with a PDF.
PRINTED = frozenset({"pdf", "scan"})


def make(
    out: Path, count: int, seed: int, kinds: Sequence[str] = ("text",), stresses: Sequence[str] = ()
) -> list[Path]:
    """Writes `count` made filings of each kind with their gold, family by family, the same for the same seed.

    With `stresses` each bears one of them in turn; `words+layout` is both at once. Gives back the documents' paths.
    Without LibreOffice all PDFs are drawn by the library, and a warning says so. Raises `ValueError` for a kind that is
    not in `KINDS` or a stress that there is not, `JixiaoError` where LibreOffice fails or scans are asked for and no
    font has Chinese characters.
    """
    _known("kind of document", kinds, KINDS)
    _known("stress", [name for each in stresses for name in each.split("+")], STRESSES)
    fit = {kind: _borne(kind, stresses) for kind in kinds}
    if PRINTED & set(kinds) and not office.program():
        LOG.warning("LibreOffice is not installed: all PDFs are drawn by the library")
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="jixiao-desk-") as desk:
        jobs = [(kind, _job(out, i, seed, kind, Path(desk) / kind, fit[kind])) for i in range(count) for kind in kinds]
        _print([job for kind, job in jobs if kind in PRINTED])
        return [KINDS[kind](job) for kind, job in jobs]


def _print(jobs: Sequence[Job]) -> None:
    """Has LibreOffice print what it shall, each onto the desk of its job."""
    drafts: dict[Path, list[Path]] = {}
    for job in jobs:
        job.desk.mkdir(exist_ok=True)
        if draft := drafted(job):
            drafts.setdefault(job.desk, []).append(draft)
    for desk, files in drafts.items():
        office.print_pdfs(files, desk)


def _known(what: str, names: Sequence[str], known: Collection[str]) -> None:
    unknown = sorted(set(names) - set(known))
    if unknown:
        raise ValueError(f"no such {what}: {', '.join(unknown)} (there are {', '.join(known)})")


def _borne(kind: str, stresses: Sequence[str]) -> list[str]:
    """The stresses that documents of the kind can show."""
    borne = [each for each in stresses if kind == "text" or not OF_TEXT & set(each.split("+"))]
    if stresses and not borne:
        raise ValueError(f"{', '.join(stresses)} shows in text alone, not in {kind}")
    return borne


def _job(out: Path, number: int, seed: int, kind: str, desk: Path, stresses: Sequence[str]) -> Job:
    invention = _invention(number, seed, kind, stresses)
    stem = "_".join((f"{number + 1:04d}", invention.family, *invention.stress))
    return Job(out, stem, number, invention, Random(f"{seed}/{number}/{kind}"), desk)


def _invention(number: int, seed: int, kind: str, stresses: Sequence[str]) -> Invention:
    """The how many-eth filing of that kind, under the stress whose turn it is."""
    family = list(FAMILIES)[number % len(FAMILIES)]

    def draw(of: str) -> Invention:
        if not stresses:
            return invent(of, family)
        turn, which = divmod(number, len(stresses))
        return stressed(of, turn, stresses[which].split("+"))

    own = f"{seed}/{number}"
    return short(draw, own) if kind == "scan" else draw(own)


def short(draw: Callable[[str], Invention], seed: str) -> Invention:
    """The first of a few filings drawn that fits on `PAGES` pages, else the shortest of them."""
    drawn = []
    for i in range(TRIES):
        invention = draw(f"{seed}/{i}")
        pages = page_count(to_pdf.to_pdf(typeset(invention), PLAIN))
        if pages <= PAGES:
            return invention
        drawn.append((pages, i, invention))
    return min(drawn, key=lambda one: one[:2])[2]
