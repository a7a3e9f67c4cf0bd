"""How sure records are, counted from made and annotated filings: what `jixiao corpus calibrate` does."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from normalizers.confidence import counted as counting
from normalizers.confidence import measured
from pipeline.ingest.worker import clean_context
from pipeline.measuring.unseen_words import FOLDS, folds
from schema.errors import JixiaoError
from schema.sight import Sight

if TYPE_CHECKING:
    from corpus.calibration import Counted, Observed

#: What scans show of the stresses: all that paper can.
_ON_PAPER = ("words", "labels", "layout", "storeys", "joins")
#: The lists of an evaluation, by the table that their records stand in; amounts of running text apart.
_LISTS = {"table_amounts": "amounts", "narrative": "amounts", "goals": "goals", "fields": "fields"}
TABLES = ("indicators", "amounts", "goals", "fields", "filings")
_PLACES = 1_000_000


@dataclass(frozen=True, slots=True)
class Given:
    """A document with its truth beside it, and how what is seen of it counts: see `corpus.calibration.Observed`."""

    path: Path
    manner: str = "plain"


def own_folder() -> Path:
    """Where the program keeps what it judges its records by."""
    import normalizers

    return Path(normalizers.__file__).parent / "data"


def observe(given: Given, sight: Sight = Sight()) -> list[Observed]:
    """The records of a document, each with what speaks for it and whether it is right; none of one that failed."""
    from corpus.evaluate import judge
    from pipeline.generations.versions import Versions
    from pipeline.ingest.interpreting import meant
    from pipeline.ingest.recognising import recognised
    from pipeline.store.rows import rows_of

    gold = json.loads(given.path.with_name(f"{given.path.name}.gold.json").read_text(encoding="utf-8"))
    try:
        meaning = meant(recognised(given.path.read_bytes(), given.path.name, sight))
    except JixiaoError:
        return []
    rows = rows_of(meaning.filing, meaning.findings, given.path.name, "0" * 64, Versions("", "", ""))
    tables = {name: [_printed(row) for row in table] for name, table in rows.items()} | {"sources": []}
    for name in _LISTS.values():
        _numbered(tables[name])
    _numbered(tables["indicators"])
    judged = judge(tables, gold)
    make = partial(_observed, given, gold, meaning.filing.channel)
    found = [make("indicators", meaning.filing.indicators[at].evidence, right)
             for at, right in _verdicts(judged.judged.trusted)]  # fmt: skip
    for name, table in _LISTS.items():
        records = getattr(meaning.filing, table)
        found += [make(table, records[at].evidence, right) for at, right in _verdicts(judged.trusted[name])]
    share = judged.judged.exact / max(1, judged.judged.wanted, judged.judged.exported)
    unread = counting("something was not read", len(meaning.filing.unread))
    return [*found, make("filings", tuple(unread.items()), share)]


def _printed(row: Mapping[str, Any]) -> dict[str, str]:
    """A row as the export prints it."""
    from schema.printing import plain

    return {
        name: "" if cell is None else str(cell) if isinstance(cell, str) else plain(cell) for name, cell in row.items()
    }


def _numbered(rows: Sequence[dict[str, str]]) -> None:
    """Lets each row's place stand for its confidence: a judge gives that back with what it says of the row."""
    for place, row in enumerate(rows):
        row["confidence"] = f"{place / _PLACES:.6f}"


def _verdicts(trusted: Sequence[tuple[float, bool]]) -> Iterator[tuple[int, bool]]:
    yield from ((round(place * _PLACES), right) for place, right in trusted)


def _observed(
    given: Given, gold: Mapping[str, Any], channel: str, table: str, evidence: Sequence[tuple[str, float]], right: float
) -> Observed:
    from corpus.calibration import Observed

    family = gold.get("family") or given.path.name
    return Observed(table, dict(evidence), float(right), str(given.path), family, channel, given.manner)


@dataclass(frozen=True, slots=True)
class Size:
    """How many filings are made of each kind: as families print them and under stress (each is read again with some of
    the words unknown), how many scans of both, and from which seed."""

    plain: int = 120
    stressed: int = 180
    scans: int = 32
    hard_scans: int = 24
    seed: int = 31
    scan_seed: int = 4243
    kinds: tuple[str, ...] = ("docx", "pdf", "text")


@dataclass(frozen=True, slots=True)
class Calibrated:
    """The files of weights and of the calibration by name, and what was observed, by table."""

    files: Mapping[str, str]
    observed: Mapping[str, Sequence[Observed]]

    @property
    def report(self) -> Iterator[str]:
        """A line for each family and channel that was left out of counting, and how well its records were foretold."""
        from corpus.calibration import report

        return report({table: self.observed[table] for table in TABLES[:2]})


def calibrated(size: Size, annotated: Sequence[Path], jobs: int, pages: Path | None = None) -> Calibrated:
    """What made filings say, and those in the folders `annotated`, with gold beside them; what was recognised of scans
    is kept in `pages`."""
    return fitted(observations(size, annotated, jobs, pages))


def fitted(observed: Sequence[Observed]) -> Calibrated:
    """What the records say that were observed."""
    from corpus.calibration import counted, written

    by_table = split(observed)
    tables = [counted(table, by_table[table]) for table in TABLES[:-1] if by_table[table]]
    by_table["filings"] = with_rows(by_table["filings"], by_table["indicators"], tables[0])
    tables.append(counted("filings", by_table["filings"]))
    return Calibrated(written(tables, by_table), by_table)


def split(observed: Sequence[Observed]) -> dict[str, list[Observed]]:
    """What was observed, by table."""
    found: defaultdict[str, list[Observed]] = defaultdict(list)
    for one in observed:
        found[one.table].append(one)
    return found


def with_rows(filings: Sequence[Observed], rows: Sequence[Observed], of_rows: Counted) -> list[Observed]:
    """The filings that have indicators, with how sure these are as evidence."""
    chances: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for row, chance in zip(rows, of_rows.held_out, strict=True):
        chances[row.filing, row.manner].append(chance)
    return [
        replace(one, evidence={**one.evidence, **measured("how sure its records are", sum(own) / len(own))})
        for one in filings
        if (own := chances.get((one.filing, one.manner)))
    ]


def observations(size: Size, annotated: Sequence[Path], jobs: int, pages: Path | None = None) -> list[Observed]:
    """What is seen of made filings in all channels and of annotated ones, always in the same order."""
    from corpus.make import make
    from corpus.stress.catalog import STRESSES

    with TemporaryDirectory(prefix="jixiao-") as name:
        folder = Path(name)
        plain = make(folder / "plain", size.plain, size.seed, size.kinds)
        hard = make(folder / "stress", size.stressed, size.seed + 1, size.kinds, tuple(STRESSES))
        scans = make(folder / "scans", size.scans, size.scan_seed, ("scan",))
        worn = make(folder / "worn", size.hard_scans, size.scan_seed + 1, ("scan",), _ON_PAPER)
        seen = Sight(kept=pages) if pages else Sight()
        given = [*map(Given, (*plain, *scans)), *(Given(path, "hard") for path in (*hard, *worn))]
        given += [Given(path, "annotated") for each in annotated for path in _annotated(each)]
        found = _observe_all(given, jobs, frozenset(), seen)
        for fold, hidden in enumerate(folds()):
            unseen = [*plain[fold::FOLDS], *hard[fold::FOLDS]]
            found += _observe_all([Given(path, "unseen") for path in unseen], jobs, hidden, seen)
        return found


def _annotated(folder: Path) -> list[Path]:
    golds = sorted(folder.rglob("*.gold.json"))
    return [path for gold in golds if (path := gold.with_name(gold.name.removesuffix(".gold.json"))).exists()]


def _observe_all(given: Sequence[Given], jobs: int, hidden: frozenset[str], sight: Sight) -> list[Observed]:
    """What is seen of each document, by processes that do not know the hidden words."""
    from extractors.forms.words.vocabulary import hide

    with ProcessPoolExecutor(jobs, clean_context(), hide, (hidden,)) as pool:
        return [one for found in pool.map(partial(observe, sight=sight), given, chunksize=4) for one in found]
