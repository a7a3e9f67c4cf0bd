"""What speaks for the records of a document and against them, each signal by its name in `data/confidence.csv`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from normalizers.confidence import (
    SURE,
    TYPED,
    Evidence,
    against,
    counted,
    in_favour,
    measured,
    remark,
    setting,
    together,
    weights,
    written_in,
)
from normalizers.legibility import of_cells, of_row, parting
from normalizers.names.layout import level_name
from normalizers.names.levels import standard_level
from schema.match import Match
from schema.reading import AmountReading, FieldReading, GoalReading, IndicatorReading
from schema.value import Value

_EXACT = 100.0
_UNTOLD = "a value was read in a way that no count tells of"
_PUT_TOGETHER = "how surely it was put together"


@dataclass(frozen=True, slots=True)
class Paper:
    """What is said of every record of a document: what it is written in, and how many things on it were not read."""

    channel: str
    unread: int

    @property
    def typed(self) -> bool:
        """Whether it is written in characters."""
        return self.channel in TYPED

    @property
    def evidence(self) -> dict[str, float]:
        """What that says of each record."""
        return written_in(self.channel) | counted("something in the filing was not read", self.unread)


_CUT = "the row was cut out of running text"
_CUT_BESIDE = "the row was cut out of text of which something was not read"
_CUT_AMOUNT = "the figure was cut out of running text"


def in_pieces(paper: Paper, reading: IndicatorReading) -> tuple[str, ...]:
    """What speaks against cells that were cut out of text: where each ends is our own reading; and pieces beside them
    that were not read may be theirs."""
    if not paper.typed or parting(reading) == 1:
        return ()
    return (_CUT, _CUT_BESIDE) if paper.unread else (_CUT,)


@dataclass(frozen=True, slots=True)
class RowMeaning:
    """What an indicator's row means, as far as it tells how surely the row was read; `known` says that the name is an
    entry's, `project` how surely the name of its project was read."""

    match: Match
    target: Value
    actual: Value
    known: bool
    project: float


def of_indicator(paper: Paper, reading: IndicatorReading, row: RowMeaning, doubts: Iterable[str]) -> Evidence:
    """What an indicator's row, its cells and its values say; doubts by their sentences."""
    return together([
        paper.evidence,
        of_row(reading, row.known, row.project, paper.typed),
        against(*doubts),
        measured("how surely the target was read", row.target.confidence),
        measured("how surely the result was read", row.actual.confidence),
        _remarks("indicators", row.target, row.actual),
        _usual(reading, row),
    ])  # fmt: skip


def _usual(reading: IndicatorReading, row: RowMeaning) -> dict[str, float]:
    """What forms usually print in a row and this one does."""
    target, actual = row.target, row.actual
    found = {
        "its name is a canonical indicator's": row.match.score == _EXACT,
        "its first level is one of the framework's": bool(standard_level(level_name(reading.level1))),
        "its second level is one of the framework's": bool(standard_level(level_name(reading.level2))),
        "its result is of its target's kind": bool(actual.kind) and actual.kind == target.kind,
    }
    return in_favour(*(signal for signal, holds in found.items() if holds))


def _remarks(table: str, *values: Value) -> dict[str, float]:
    """What was remarked of how values were read, each kind of remark once: what it tells of a record is counted. A
    value that was not read surely for what was never counted is a doubt."""
    known = weights(table)
    untold = any(value.confidence < SURE and not _remarked(value).keys() <= known.keys() for value in values)
    return together([*map(_remarked, values), against(*([_UNTOLD] if untold else []))])


def _remarked(value: Value) -> dict[str, float]:
    return together(remark(reason.partition(": ")[0]) for reason in value.reasons)


def of_amount(paper: Paper, reading: AmountReading, value: Value) -> Evidence:
    """What a figure of money, its place and its value say."""
    cell = reading.value.confidence
    return together([
        paper.evidence,
        measured(_PUT_TOGETHER, reading.confidence),
        measured("how surely its cell was parted", cell) if paper.typed else of_cells([("figures", cell)]),
        measured("how surely its value was read", value.confidence),
        _remarks("amounts", value),
        against(*reading.reasons, *([_CUT_AMOUNT] if paper.typed and cell < 1 else [])),
        in_favour(*reading.proofs),
        setting("told in running text") if reading.source == "narrative" else {},
    ])  # fmt: skip


def of_words(paper: Paper, reading: GoalReading | FieldReading) -> Evidence:
    """What an objective's paragraph or a labelled cell says."""
    return paper.evidence | measured(_PUT_TOGETHER, reading.confidence)
