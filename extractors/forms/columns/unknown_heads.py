"""Indicator tables of whose head no word is known, or that go on without one: told by what stands in their cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractors.forms.columns.heads import Head, head_over
from extractors.forms.columns.storeys import STOREYS, is_head_row
from extractors.forms.columns.weighed import cells_of
from extractors.forms.evidence.fit import is_level_name
from extractors.forms.grid import Grid, Row
from extractors.forms.labels.labels import label_of
from extractors.forms.labels.openings import opens_block, total_label
from extractors.forms.words.content import has_figure, is_comparison, is_prose, year_of
from extractors.forms.words.vocabulary import Role, column_role, spellings
from normalizers.quantities.unit_headings import unit_in_brackets
from normalizers.text import bare, fold

#: A table has so many columns and rows at least.
_COLUMNS, _ROWS = 4, 2
#: So much must say that its rows are indicators. A label at the left edge, or a head that is known to stand over names
#: or targets, says all of it; each row with a level's name says 1, and so do values that are compared, points that are
#: given, and levels merged over rows.
_ENOUGH = 2
_LOOKED_AT, _LONGEST = 30, 24
#: A head that is known to stand over names or targets says it as well, with so few columns.
_TELLING, _FEWEST = (Role("name", 1.0), Role("target", 1.0)), 2
#: Without such columns nothing tells an indicator.
_SUBSTANCE = frozenset({"target", "actual", "weight", "score", "interim"})
#: No such table is surer than that.
_AT_MOST = 0.8


def unknown_head(grid: Grid, index: int) -> Head | None:
    """The head that begins in a row of a ruled grid though nobody knows its words; one of no rows, `last` before
    `first`, where the indicators begin at once. None where the cells below do not say that there is a table."""
    row = grid.rows[index]
    is_named = any(column_role(slot.text) in _TELLING for slot in row.filled)
    if not grid.exact or len(row.slots) < (_FEWEST if is_named else _COLUMNS) or is_head_row(row):
        return None
    first = index if _may_be_head(row) else None
    if first is None and index and _shape(grid.rows[index - 1]) == _shape(row):
        return None
    last = _last(grid, index) if first is not None else index - 1
    body = _body(grid, last + 1)
    rows = [row for row in body if len(row.filled) > 1]
    if len(rows) < _ROWS or _begins_later(rows, first is not None):
        return None
    found = head_over(grid, index, last, rows)
    name = found.column("name")
    if name is None or not _SUBSTANCE & set(found.roles()) or _are_heads(cells_of(name, rows)):
        return None
    levels = sum(map(_names_level, body))
    if levels < _ENOUGH and not is_named and any(map(is_head_row, grid.rows[last + 1 :])):
        return None  # the indicators stand below their own head, and these rows say hardly anything of any
    said = _ENOUGH if is_named or _is_labelled(row) else levels + _said_by_columns(found, rows)
    return found.doubted(_AT_MOST) if said >= _ENOUGH else None


def _are_heads(names: Sequence[str]) -> bool:
    """Whether most of what stands where names should are known heads: labels beside their values, as on cards."""
    return 2 * sum(column_role(name).sureness == 1.0 for name in names) > len(names)


def _is_labelled(row: Row) -> bool:
    """Whether a label at the left edge says that indicators stand beside it."""
    first = row.slots[0]
    return first.origin.rowspan > _ROWS and bare(first.text) in spellings("side")


def _said_by_columns(head: Head, rows: Sequence[Row]) -> int:
    """How much the columns say that they are those of indicators; nothing where one of them is known to hold money."""
    if "money" in head.roles():
        return 0
    target, name = head.column("target"), head.column("name")
    values = cells_of(target, rows) if target else []
    before = [slot for row in rows for slot in row.slots if name and slot.column < name.start and slot.label]
    return sum(
        (
            2 * sum(map(_is_compared, values)) > len(values) > 0,
            {"weight", "score"} <= set(head.roles()),
            any(slot.origin.rowspan > 1 and not has_figure(slot.text) for slot in before),
        )
    )


def _is_compared(text: str) -> bool:
    """Whether a value is printed with a comparison before its figure, or as a share."""
    word = fold(text)
    return has_figure(word) and (is_comparison(word[:1]) or word.endswith("%"))


def _may_be_head(row: Row) -> bool:
    """Whether all cells but a label at the left edge may be heads: short words that are no level's name."""
    cells = [slot for slot in row.filled if slot.column or slot.origin.rowspan <= STOREYS]
    words = [slot for slot in cells if len(slot.label) <= _LONGEST and _is_word(slot.text)]
    return len(words) == len(cells) >= min(_COLUMNS - 1, len(row.slots))


def _shape(row: Row) -> list[tuple[int, bool]]:
    """Which cells of a row are filled, and which of them hold figures: a table begins in no row like the one above."""
    return [(slot.column, has_figure(slot.text)) for slot in row.filled]


def _begins_later(rows: Sequence[Row], is_headed: bool) -> bool:
    """Whether one of the rows is the head of those below it, which are the most. Where the rows have what may be a head
    already, no figures stand between the two."""
    first = 0 if is_headed else 1
    heads = range(first, (len(rows) + 1) // 2)
    return any(_stands_over(rows[at], rows[at + 1 :], rows[:at] if is_headed else ()) for at in heads)


def _stands_over(row: Row, below: Sequence[Row], before: Sequence[Row]) -> bool:
    """Whether a row is the head of those below: words alone, in as many cells as any of them has, over figures that
    none of the rows before has; what it says does not stand below again, as levels do."""
    widest = max((len(one.filled) for one in below), default=0)
    if len(row.filled) < max(widest, _COLUMNS) or not _may_be_head(row) or _says_again(row, below):
        return False
    columns = _figured(below)
    return bool(columns) and not any(columns & _figured([one]) for one in (*before, row))


def _figured(rows: Sequence[Row]) -> set[int]:
    """The columns in which most of the rows have a figure."""
    counts = Counter(slot.column for row in rows for slot in row.filled if has_figure(slot.text))
    return {column for column, count in counts.items() if 2 * count > len(rows)}


def _says_again(row: Row, below: Sequence[Row]) -> bool:
    """Whether a cell says what one below it says, as levels do."""
    own = {slot.column: bare(slot.text) for slot in row.filled}
    return any(own.get(slot.column) == bare(slot.text) for one in below for slot in one.filled)


def _last(grid: Grid, index: int) -> int:
    """The last storey: as far down as cells of the first one are merged, the label at the left edge left out."""
    spans = [slot.origin.rowspan for slot in grid.rows[index].filled if slot.origin.rowspan <= STOREYS]
    last = min(len(grid.rows) - 1, index + max(spans, default=1) - 1)
    below = (slot.text for row in grid.rows[index + 1 : last + 1] for slot in row.filled)
    return last if all(map(_is_word, below)) else index


def _is_word(text: str) -> bool:
    """Whether a text may be a head: one that is known, a year, or no figure, no sentence, no level's name."""
    return bool(column_role(text) or year_of(text)) or not (has_figure(text) or is_prose(text) or is_level_name(text))


def _body(grid: Grid, start: int) -> Sequence[Row]:
    rows: list[Row] = []
    for _, row in grid.from_row(start):
        if len(rows) == _LOOKED_AT or is_head_row(row) or opens_block(row, grid.width, True) or total_label(row):
            break
        rows.append(row)
    return rows


def _names_level(row: Row) -> bool:
    """Whether a cell is a level's name; `预算执行情况（万元）` stands beside money."""
    return any(is_level_name(label_of(slot.text).text) and not unit_in_brackets(slot.text) for slot in row.filled)
