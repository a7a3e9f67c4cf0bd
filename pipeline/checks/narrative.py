"""Running text against tables, and against itself: the same item, the same figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from normalizers.text import bare
from pipeline.checks._figures import Figure, agree, figure
from pipeline.checks._knowledge import words
from pipeline.checks._ledger import Line, column, key, lines, narrative, path_of
from pipeline.checks._wording import error, name, warning
from pipeline.checks._years import slipped_blocks
from schema.filing import Amount, Filing, Indicator
from schema.finding import Finding
from schema.parts import Check

_RULE = "narrative-table-mismatch"
_NO_AMOUNT = ("share", "rate", "control", "score", "weight")
_HEADS = "人"


@dataclass(frozen=True, slots=True)
class _Printed:
    """A figure of a table under the name that running text would use."""

    item: str
    label: str
    figure: Figure


def _name_of(line: Line, label: str, found: Figure) -> str:
    """What the figure counts: the row's label, of head counts the column's where that says it (编制数, 在职人数)."""
    kind = column(label).kind
    return kind if found.unit == _HEADS and kind in ("posts", "staff") else key(line.leaf)


def _tables(filing: Filing) -> dict[tuple[str, str], list[_Printed]]:
    """Table figures by project and item; what is no amount, and items too vague to be one thing, left out."""
    found: dict[tuple[str, str], list[_Printed]] = {}
    for line in lines(filing):
        for label, each in line.figures().items():
            if column(label).kind not in _NO_AMOUNT and key(line.leaf) not in words("items", "vague"):
                place = (line.project, _name_of(line, label, each))
                found.setdefault(place, []).append(_Printed(line.leaf, label, each))
    return found


def _rank(printed: _Printed, item: str) -> tuple[bool, bool]:
    """The row of the very name first, and executed sums: what a report's text speaks of."""
    return (bare(printed.item) != bare(item), column(printed.label).kind != "executed")


def _named(printed: _Printed, item: str) -> str:
    """Where the table prints it: the row, unless it has the text's own name, and the column."""
    row = "" if bare(printed.item) == bare(item) else name(printed.item)
    return f"{row}{printed.label}"


def _stated_name(amount: Amount, found: Figure) -> str:
    leaf = path_of(amount)[-1]
    kind = column(leaf).kind or ("posts" if key(leaf) == "编制" else "")
    return kind if found.unit == _HEADS and kind in ("posts", "staff") else key(leaf)


def _is_planned(amount: Amount) -> bool:
    return column(amount.label).kind in ("budget", "opening", "rate")


@dataclass(frozen=True, slots=True)
class _Stated:
    amount: Amount
    name: str
    figure: Figure


def _statements(filing: Filing) -> tuple[_Stated, ...]:
    """The figures that the text states of the filing's own year, each item and figure once."""
    found: dict[tuple[str, str, str], _Stated] = {}
    slipped = slipped_blocks(filing)
    for amount in narrative(filing):
        each = figure(amount.value)
        # A bound (2000元以上) is no statement.
        if each is None or amount.value.op or each.unit == "1" or _is_planned(amount):
            continue
        if column(amount.label).year not in ("", filing.fiscal_year) and amount.place.block not in slipped:
            continue
        named = _stated_name(amount, each)
        if named not in words("items", "vague"):
            found.setdefault((amount.project, named, each.words), _Stated(amount, named, each))
    return tuple(found.values())


def _against_tables(filing: Filing, tables: dict[tuple[str, str], list[_Printed]]) -> Iterator[Finding]:
    for stated in _statements(filing):
        rows = tables.get((stated.amount.project, stated.name), [])
        outcomes = [agree(stated.figure, row.figure) for row in rows]
        if True in outcomes or False not in outcomes:
            continue
        item = path_of(stated.amount)[-1]
        comparable = [row for row, outcome in zip(rows, outcomes, strict=True) if outcome is False]
        ours = [row for row in comparable if column(row.label).year in ("", filing.fiscal_year)]
        # The row's other years say nothing of this one.
        if ours:
            best = min(ours, key=lambda row: _rank(row, item))
            text = f"{name(item)}正文写{stated.figure.words}，表中{_named(best, item)}为{best.figure.words}，两者不符"
            yield error(_RULE, text, project=stated.amount.project)


def _against_itself(filing: Filing, tables: dict[tuple[str, str], list[_Printed]]) -> Iterator[Finding]:
    """Items that no table prints: the first figure of the text against those that follow."""
    first: dict[tuple[str, str, str], _Stated] = {}
    for stated in _statements(filing):
        place = (stated.amount.project, stated.name, _parent(stated.amount))
        before = first.setdefault(place, stated)
        printed = (stated.amount.project, stated.name) in tables
        if (
            printed
            or not _is_repeated(before.amount, stated.amount)
            or agree(before.figure, stated.figure) is not False
        ):
            continue
        item = path_of(stated.amount)[-1]
        text = (
            f"{name(path_of(before.amount)[-1])}正文先写{before.figure.words}，后在{name(item)}写{stated.figure.words}"
        )
        yield warning(_RULE, text, project=stated.amount.project)


def _is_repeated(before: Amount, after: Amount) -> bool:
    """Whether two paragraphs outside the tables speak of one sum of money; goals and their completion may differ."""
    outside = before.place.table is None and after.place.table is None
    return outside and before.place.block != after.place.block and after.value.kind == "money"


def _parent(amount: Amount) -> str:
    """What the item is part of: 其他支出 of one total is not that of another."""
    path = path_of(amount)
    return key(path[-2]) if len(path) > 1 else ""


def _indicators(filing: Filing, tables: dict[tuple[str, str], list[_Printed]]) -> Iterator[Finding]:
    """Money indicators that bear the very name of a table's row."""
    for row in filing.indicators:
        rows = tables.get((row.project, key(row.name)), [])
        found = figure(row.actual) or figure(row.target)
        outcomes = [agree(found, each.figure) for each in rows] if found and _is_money(row) else []
        if False in outcomes and True not in outcomes and found:
            best = min(rows, key=lambda each: _rank(each, row.name))
            text = f"指标{name(row.name)}为{found.words}，表中{_named(best, row.name)}为{best.figure.words}，两者不符"
            yield error(_RULE, text, row)


def _is_money(row: Indicator) -> bool:
    return "money" in (row.actual.kind, row.target.kind)


def _run(filing: Filing) -> Iterator[Finding]:
    tables = _tables(filing)
    yield from _against_tables(filing, tables)
    yield from _against_itself(filing, tables)
    yield from _indicators(filing, tables)


NARRATIVE = Check("narrative", (_RULE,), _run)
