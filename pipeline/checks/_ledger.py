"""The money and staff tables as lines of figures by column, and what their labels mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from normalizers.quantities.figures import POINTS
from normalizers.text import bare, compact, fold
from pipeline.checks._figures import Figure, figure
from pipeline.checks._knowledge import section, words
from schema.filing import Amount, Filing

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_POINTS = re.compile(rf"({POINTS})(?:分|万元)?")
_NUMBERING = re.compile(r"^(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]|其中[:：]?)+")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column's label means: `kind` is a key of `[columns]` in the knowledge file or empty; `year` if printed."""

    kind: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a money table: its path (parents first) and the amounts by their printed column label."""

    project: str
    table: int | None
    path: tuple[str, ...]
    amounts: dict[str, Amount]

    @property
    def leaf(self) -> str:
        """The row's own label."""
        return self.path[-1]

    @property
    def item(self) -> str:
        """The row's labels as the export joins them."""
        return "/".join(self.path)

    def figures(self) -> dict[str, Figure]:
        """The comparable figure of each column."""
        found = {label: figure(amount.value) for label, amount in self.amounts.items()}
        return {label: each for label, each in found.items() if each is not None}

    def points(self, kind: str) -> Decimal | None:
        """The points of the first `weight` or `score` column as printed: the head's unit is none of theirs."""
        cells = [amount.value.raw for label, amount in self.amounts.items() if column(label).kind == kind]
        printed = (_POINTS.fullmatch(compact(cell)) for cell in cells)
        return next((Decimal(found[1]) for found in printed if found), None)

    def of_kind(self, *kinds: str) -> list[tuple[str, Figure]]:
        """The figures of the columns of these kinds, with their labels, left to right."""
        return [(label, each) for label, each in self.figures().items() if column(label).kind in kinds]


@lru_cache(maxsize=4096)
def column(label: str) -> Column:
    """What a column label means; the first kind of the knowledge file with a word of it wins."""
    clean = bare(label)
    year = _YEAR.search(clean)
    for kind, known in section("columns").items():
        if any(word in clean for word in known):
            return Column(kind, year[1] if year else "")
    return Column("", year[1] if year else "")


@lru_cache(maxsize=16384)
def key(label: str) -> str:
    """A label for comparing: without numbering, brackets and prefixes, by one name for the same thing.

    `3、上级专项资金` and `专项资金` are one, `企业补助资金专项资金` and `企业补助资金` as well.
    """
    clean = _NUMBERING.sub("", bare(label))
    for one, spellings in section("same_item").items():
        if clean == one or clean in spellings:
            return str(one)
    for prefix in words("items", "prefixes"):
        clean = clean.removeprefix(prefix) if len(clean) > len(prefix) + 1 else clean
    for suffix in words("items", "suffixes"):
        clean = clean.removesuffix(suffix) if len(clean) > len(suffix) + 1 else clean
    return clean


def path_of(amount: Amount) -> tuple[str, ...]:
    """The item's labels, parents first."""
    return tuple(amount.item.split("/")) if amount.item else ("",)


def lines(filing: Filing) -> tuple[Line, ...]:
    """The rows of all money and staff tables in reading order; a label that comes again begins a new row."""
    made: list[Line] = []
    newest: dict[tuple[str, int | None, str], Line] = {}
    for amount in filing.amounts:
        if amount.source != "table":
            continue
        place = (amount.project, amount.place.table, amount.item)
        line = newest.get(place)
        if line is None or amount.label in line.amounts:
            line = Line(amount.project, amount.place.table, path_of(amount), {})
            newest[place] = line
            made.append(line)
        line.amounts[amount.label] = amount
    return tuple(made)


def narrative(filing: Filing) -> tuple[Amount, ...]:
    """The amounts stated in running text, in reading order."""
    return tuple(amount for amount in filing.amounts if amount.source == "narrative")


@dataclass(frozen=True, slots=True)
class Family:
    """Rows under one parent in one table; `total` is the parent's own row or its 合计 row, None where neither is."""

    project: str
    parent: tuple[str, ...]
    total: Line | None
    parts: tuple[Line, ...]

    @property
    def name(self) -> str:
        """What the family's total is called."""
        if self.total and self.total.path != self.parent and self.parent:
            return f"{self.parent[-1]}{self.total.leaf}"
        return self.parent[-1] if self.parent else "合计"


def is_total(label: str) -> bool:
    """Whether a row's label says that it adds up the others: 合计, 总计, 小计."""
    return fold(label).strip(":：") in words("items", "totals")


def _once(parts: Sequence[Line], members: Sequence[Line], total: Line | None) -> tuple[Line, ...]:
    """The parts of a total that stands below them, those that a sum among them (本年收入合计) adds up left out."""
    last = members[-1]
    if total is not last:
        return tuple(parts)
    found: list[Line] = []
    since: list[Line] = []
    for line in parts:
        if since and any(fold(line.leaf).endswith(word) for word in words("items", "totals")):
            found, since = [*found, line], []
        else:
            since.append(line)
    return (*found, *since)


def families(rows: Iterable[Line]) -> tuple[Family, ...]:
    """Rows grouped under their parents, in the order in which the parents' first rows stand."""
    groups: dict[tuple[str, int | None, tuple[str, ...]], list[Line]] = {}
    heads: dict[tuple[str, int | None, tuple[str, ...]], Line] = {}
    for line in rows:
        groups.setdefault((line.project, line.table, line.path[:-1]), []).append(line)
        heads.setdefault((line.project, line.table, line.path), line)
    made = []
    for (project, table, parent), members in groups.items():
        totals = [line for line in members if is_total(line.leaf)]
        total = totals[0] if totals else heads.get((project, table, parent))
        parts = [line for line in members if line is not total and not is_total(line.leaf)]
        made.append(Family(project, parent, total, _once(parts, members, total)))
    return tuple(made)
