"""Which rows are the head of an indicator table: one of them names its columns, others stand above or below it."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.forms.evidence.fit import cues
from extractors.forms.grid import Grid, Row, Slot
from extractors.forms.words.content import has_figure, is_amount, is_prose, year_of
from extractors.forms.words.vocabulary import Role, column_role, joint_roles, spellings
from normalizers.text import bare

#: A head has no more storeys than this.
STOREYS = 3
#: So many grades side by side are the heads of their bounds.
LEAST_GRADES = 3
#: A row of more filled cells is no head of a form, nor is one of more cells at all.
WIDEST, _MOST_SLOTS = 100, 1000
_LEAST_ROLES, _SEVERAL = 3, 2
#: Heads of fewer cells, where their words are known to the letter.
_SMALLEST = [[Role("name", 1.0), Role(role, 1.0)] for role in ("target", "actual", "score")]
_LONGEST = 60
#: The words over several columns are few.
_LONGEST_SPAN = 10
_LEVELS = ("level1", "level2", "name")
_STRUCTURE = frozenset({*_LEVELS, "finest"})
_SUBSTANCE = (
    "target", "actual", "weight", "score", "basis", "rule", "operator", "unit", "history", "interim", "forecast",
    "remark",
)  # fmt: skip


def last_storey(grid: Grid, index: int) -> int | None:
    """The last row of the head that begins in a row; None where none begins there."""
    if _spans_over(grid, index) or _completes(grid, index):
        return last_storey(grid, index + 1)
    reaches = _reaches_down(grid, index)
    if not reaches and not is_head_row(grid.rows[index]) and not _is_upper_storey(grid, index):
        return None
    last = index + max(reaches, _merged_down(grid, index))
    while last + 1 < len(grid.rows) and last - index + 1 < STOREYS and _is_storey(grid.rows[last + 1], grid, index):
        last += 1
    return last


def is_head_row(row: Row) -> bool:
    """Whether the row names the columns of an indicator table.

    That is at least three roles, of structure and of substance; a target beside what came of it; or grades side by
    side.
    """
    if len(row.slots) > _MOST_SLOTS or len(row.filled) > WIDEST:
        return False
    if sum(is_grade(slot.text) for slot in row.filled) >= LEAST_GRADES:
        return True
    if len(row.filled) < _LEAST_ROLES:
        return [column_role(slot.text) for slot in row.slots] in _SMALLEST
    said = [slot.text for slot in row.filled if len(slot.label) <= _LONGEST]
    roles = {role for text in said for role in (joint_roles(text) or (column_role(text).name,))}
    known = roles - {"", "?", "other", "note"}
    structure = known & _STRUCTURE
    if len(known) + ("?" in roles) < _LEAST_ROLES:
        return _names_and_more(row, said, structure, known)
    if not structure:
        return "target" in known and bool(known & {"actual", "weight", "score", "operator", "unit"})
    return bool(known & set(_SUBSTANCE)) or len(structure) >= len(_LEVELS)


def is_grade(text: str) -> bool:
    """Whether a head names a grade (优, 良, 中, 差) whose bound stands below it."""
    return bare(text) in cues("grades")


def _names_and_more(row: Row, said: Sequence[str], structure: set[str], known: set[str]) -> bool:
    """Whether two roles alone make a head: names beside their values or levels, and no cell that no head could be."""
    if (
        len(said) < len(row.filled)
        or len(said) < _LEAST_ROLES
        or any(has_figure(text) or is_prose(text) for text in said)
    ):
        return False
    named = bool(structure & {"name", "finest"})
    if named and "target" in known:
        heads = sum(bool(column_role(text)) or bare(text) in spellings("side") for text in said)
        return 2 * heads >= len(said)
    return named and len(structure) > 1 and len(said) > _LEAST_ROLES


def _reaches_down(grid: Grid, index: int) -> bool:
    """Whether a row of unknown words is the upper storey of the head below it: a cell of it, not the label at the left
    edge, is merged with that head's."""
    if not grid.exact or index + 1 >= len(grid.rows) or is_head_row(grid.rows[index]):
        return False
    row, below = grid.rows[index], grid.rows[index + 1]
    own = {id(slot.origin) for slot in row.filled if slot.column and not slot.continues}
    reaching = any(slot.continues and id(slot.origin) in own for slot in below.slots)
    return reaching and not any(has_figure(slot.text) for slot in row.filled) and is_head_row(below)


def _spans_over(grid: Grid, index: int) -> bool:
    """Whether a row of words is the upper storey of the head below it: each of them stands over several columns, the
    first is one for indicators."""
    if not grid.exact or index + 1 >= len(grid.rows) or is_head_row(grid.rows[index]):
        return False
    row, below = grid.rows[index], grid.rows[index + 1]
    is_wide = len(row.filled) > 1 and all(slot.width > 1 and _may_span(slot) for slot in row.filled)
    is_wide = is_wide and bare(row.filled[0].text) in spellings("side")
    ends = {slot.end for slot in below.slots}
    return is_wide and is_head_row(below) and all(slot.end in ends for slot in row.filled)


def _completes(grid: Grid, index: int) -> bool:
    """Whether a row names columns that the head below it leaves empty, where nothing tells which cells are merged:
    绩效指标 | | | 指标值 | 权重 | 评价等次 over 一级指标 | 二级指标 | 三级指标 | | | 优 | 良 | 中 | 差."""
    if not grid.exact or grid.merges or index + 1 >= len(grid.rows):
        return False
    row, below = grid.rows[index], grid.rows[index + 1]
    if not is_head_row(below) or not all(map(_may_span, row.filled)):
        return False
    named = {slot.column for slot in below.filled}
    own = [slot for slot in row.filled if slot.column not in named and slot.column < max(named)]
    return any(column_role(slot.text).name in _SUBSTANCE for slot in own)


def _may_span(slot: Slot) -> bool:
    return len(slot.label) <= _LONGEST_SPAN and not _is_content(slot)


def _merged_down(grid: Grid, index: int) -> int:
    """How many rows below belong to the head because its words for levels and name, or several others that are known,
    are merged over them: whatever else stands there is a storey of it."""
    row = grid.rows[index]
    roles = [(column_role(slot.text).name, slot.origin.rowspan - 1) for slot in row.filled]
    reaches = [reach for role, reach in roles if role in _STRUCTURE]
    if not reaches:
        reaches = sorted(reach for role, reach in roles if role in _SUBSTANCE and reach)[-_SEVERAL:]
        reaches = reaches if len(reaches) == _SEVERAL and is_head_row(row) else []
    below = min(reaches, default=0) if grid.exact else 0
    own = (slot for storey in grid.rows[index + 1 : index + 1 + below] for slot in storey.filled)
    return below if below < STOREYS and not any(map(_is_content, own)) else 0


def _is_content(slot: Slot) -> bool:
    """Whether a cell says what no head does: a figure that is neither a year nor a part of one, a sentence."""
    return is_prose(slot.text) or (is_amount(slot.text) and not year_of(slot.text))


def _is_upper_storey(grid: Grid, index: int) -> bool:
    """A first storey of few words (一级指标 | 中长期目标 | 年度目标) over one that is a head by itself."""
    row, following = grid.rows[index], grid.rows[index + 1] if index + 1 < len(grid.rows) else None
    if following is None or not following.slots or following.slots[0].label or not is_head_row(following):
        return False
    return bool(_structure(row)) and not _structure(row) & _structure(following) and len(row.filled) > 1


def _is_storey(row: Row, grid: Grid, first: int) -> bool:
    """A further storey names columns alone and leaves the level columns to the storey above."""
    filled = row.filled
    if not filled or (is_head_row(row) and _structure(row) & _structure(grid.rows[first])):
        return False
    if not all(column_role(s.text) or year_of(s.text) or _is_span(s.text) for s in filled):
        return False
    if grid.exact and _parts_first(grid.rows[first], row):
        return True
    return not row.slots[0].label and filled[0].column >= 2


def _parts_first(above: Row, row: Row) -> bool:
    """Whether the levels stand under one wide cell (绩效指标) of the storey above."""
    return bool(above.slots) and above.slots[0].width > row.slots[0].width and not above.slots[0].continues


def _structure(row: Row) -> set[str]:
    return {column_role(slot.text).name for slot in row.filled} & _STRUCTURE


def _is_span(text: str) -> bool:
    return column_role(text).name in ("history", "target", "actual")
