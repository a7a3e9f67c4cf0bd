"""Writes made filings with their gold into a folder: what `jixiao corpus make` does."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from corpus import office, to_docx, to_pdf
from corpus.gold import gold_of
from corpus.invent import FAMILIES, invent
from corpus.invention import Invention
from corpus.softened import softened, unruled
from corpus.to_text import DAMAGES, ENCODINGS, encoded, to_text
from corpus.typeset import typeset

#: The shapes of text that a family is met in; cells a line or with tabs for all, run together for the simpler forms.
RUN_TOGETHER = ("project-target", "project-results", "older")
WIDE = ("tabbed", "ocr")
FLAT = ("spaced", "lined", "glued")
LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """One filing to be written: where, under which name, as the how many-eth, and by which chance.

    `to_print` takes the Word files that LibreOffice shall print when all are there, in `desk`."""

    folder: Path
    stem: str
    number: int
    invention: Invention
    random: Random
    desk: Path
    to_print: list[Path] = field(default_factory=list)


def _shape(random: Random, family: str) -> str:
    if family == "score-sheet":
        return "ocr"
    return random.choice(WIDE + FLAT if family in RUN_TOGETHER else WIDE)


def write_text(job: Job) -> Path:
    """Writes the filing as a text of a drawn shape, damage and encoding, and its gold; gives back the text's path."""
    random, invention = job.random, job.invention
    shape, damage = _shape(random, invention.family), random.choice(DAMAGES)
    encoding = random.choice(("utf-8", "utf-8", "utf-8", *ENCODINGS))
    printed = to_text(typeset(invention), random, shape, damage)
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
    """Writes the filing as a PDF, and its gold; gives back the path of the PDF.

    Every second one of each family is printed by LibreOffice, where that is installed, once all filings are written."""
    if sum(divmod(job.number, len(FAMILIES))) % 2 and office.program():
        return _for_office(job)
    path = job.folder / f"{job.stem}_library.pdf"
    how = to_pdf.manner(job.random, job.invention.family in RUN_TOGETHER)
    path.write_bytes(to_pdf.to_pdf(typeset(job.invention), how))
    gold = gold_of(job.invention, path.name)
    write_gold(path, gold if how.ruling else unruled(gold))
    return path


def _for_office(job: Job) -> Path:
    path = job.folder / f"{job.stem}_office.pdf"
    draft = job.desk / f"{path.stem}.docx"
    how = to_docx.manner(job.random, for_print=True)
    draft.write_bytes(to_docx.to_docx(typeset(job.invention), job.random, how))
    job.to_print.append(draft)
    write_gold(path, gold_of(job.invention, path.name))
    return path


def write_gold(path: Path, gold: dict[str, Any]) -> Path:
    """Writes the gold beside its document; gives back the gold's path."""
    beside = path.with_name(f"{path.name}.gold.json")
    beside.write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return beside


#: What `--as` may name, and how it is written.
KINDS: Mapping[str, Callable[[Job], Path]] = {"docx": write_docx, "pdf": write_pdf, "text": write_text}


def make(out: Path, count: int, seed: int, kinds: Sequence[str] = ("text",)) -> list[Path]:
    """Writes `count` made filings of each kind with their gold, family by family, the same for the same seed.

    Gives back the documents' paths. Without LibreOffice all PDFs are drawn by the library, and a warning says so.
    Raises `ValueError` for a kind that is not in `KINDS`, `JixiaoError` where LibreOffice fails.
    """
    unknown = sorted(set(kinds) - set(KINDS))
    if unknown:
        raise ValueError(f"no such kind of document: {', '.join(unknown)} (there are {', '.join(KINDS)})")
    if "pdf" in kinds and not office.program():
        LOG.warning("LibreOffice is not installed: all PDFs are drawn by the library")
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="jixiao-desk-") as desk:
        jobs = [_job(out, i, seed, kind, Path(desk)) for i in range(count) for kind in kinds]
        done = [KINDS[kind](job) for kind, job in jobs]
        to_print = [draft for _, job in jobs for draft in job.to_print]
        if to_print:
            office.print_pdfs(to_print, out)
    return done


def _job(out: Path, number: int, seed: int, kind: str, desk: Path) -> tuple[str, Job]:
    family = list(FAMILIES)[number % len(FAMILIES)]
    random = Random(f"{seed}/{number}/{kind}")
    return kind, Job(out, f"{number + 1:04d}_{family}", number, invent(f"{seed}/{number}", family), random, desk)
