"""A row of an indicator table with its cells under the columns, and what speaks against it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.forms.columns.column import Column
from extractors.forms.columns.weighed import COUNTING
from extractors.forms.evidence.likelihoods import VOID
from extractors.forms.grid import Grid, Row, Slot
from extractors.forms.rows.alignment import Aligned, align
from extractors.forms.rows.levels import Mark, subtotal_of
from extractors.forms.rows.statements import is_template
from extractors.forms.words.content import has_figure, is_placeholder, is_prose
from normalizers.quantities.figures import DECIMAL
from normalizers.text import compact, fold

_PLAIN = re.compile(rf"^[-+]?{DECIMAL}$")
_NO_VALUE = re.compile(r"^[(（]\d{1,3}分[)）]$|指标\d{1,2}[:：]")
NO_NAME = "the row has no name of its own"
#: Cells of which an indicator has one at least.
VALUES = frozenset({"target", "adjusted", "actual", "weight", "score", "history", "interim", "forecast"})
_SEVERAL_NAMES = re.compile(r"(?:^|\n)\s{0,3}[(（]?(?:\d{1,2}|[①-⑳])[)）.、．]?\s{0,3}(?=[^\d\s.])")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table with its cells under the columns; `index` counts rows from 0."""

    index: int
    aligned: Aligned
    cells: Mapping[str, Sequence[Slot]]

    def slot(self, role: str) -> Slot | None:
        """The first cell of a role; None where it says nothing."""
        found = self.cells.get(role)
        return found[0] if found else None

    def text(self, role: str) -> str:
        """What the first cell of a role says."""
        slot = self.slot(role)
        return slot.text if slot else ""

    @property
    def counts(self) -> bool:
        """Whether the row is an indicator's: it has a name that says something, or points of its own."""
        if self.slot("name") is None:
            return all(points(self.text(role)) is not None for role in ("weight", "score"))
        return not is_placeholder(self.text("name")) and not (is_template(self.text("name")) and not self.has_figures)

    @property
    def has_values(self) -> bool:
        """Whether one of the cells of which an indicator has one at least says something."""
        return any(not is_placeholder(self.text(role)) for role in VALUES)

    @property
    def has_figures(self) -> bool:
        """Whether a digit stands in one of those cells; a unit alone is no value, nor are the points of a level or
        the number before a name that ran into the cell."""
        return any(has_figure(_NO_VALUE.sub("", compact(self.text(role)))) for role in VALUES)

    def mark(self, role: str, points_role: str) -> Mark:
        """What the row says of a level."""
        label = self.text(role)
        subtotal = points(self.text(points_role)) if self.slot(points_role) else subtotal_of(label)
        return Mark(label, subtotal, points(self.text("weight")), self.counts)


def line_of(index: int, row: Row, columns: Sequence[Column], grid: Grid) -> Line:
    """The row with its cells under these columns."""
    aligned = align(row, columns, grid.exact or index in grid.headings)
    return Line(index, aligned, aligned.by_role(columns))


def points(text: str) -> Decimal | None:
    """The points that a cell prints, with or without 分, or as a share of a hundred; None for anything else."""
    plain = fold(text).rstrip("分%")
    return Decimal(plain) if _PLAIN.match(plain) else None


def doubts_of(line: Line, columns: Sequence[Column]) -> Iterator[str]:
    """What speaks against a row by its own cells, each by a sentence that has its weight in
    `normalizers/data/confidence.csv`."""
    name = line.text("name")
    if not name.strip():
        yield NO_NAME
    elif len(_SEVERAL_NAMES.findall(name)) > 1:
        yield "several names stand in one cell"
    elif is_prose(name) and not line.has_values:
        yield "a sentence stands where the name should be"
    roles = {column.role for column in columns}
    if not roles & VALUES:
        yield "the table has no column of values"
    elif not line.has_values and compact(name) not in VOID:
        yield "the row has a name and no value"
    if roles & {"actual", "history"} and "target" not in roles:
        yield "the table has no column of targets"
    if line.aligned.left:
        yield "cells stand under no column of their own"
    if any(len(line.cells.get(role, ())) > 1 for role in COUNTING - {"name", "history"}):
        yield "several cells stand under one head"
