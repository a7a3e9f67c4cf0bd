"""Which time the indicators of a table are about: the evidence of heads, labels and goals, the nearest first."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.forms.columns.column import Column, Variant
from extractors.forms.columns.heads import Head
from extractors.forms.grid import Grid, Row
from extractors.forms.prose.outline import numbering
from extractors.forms.scene import Scene
from extractors.forms.words.times import ANNUAL, LONG, WHOLE, time_of
from normalizers.text import bare, compact

#: What the label of a part of a table is about ends so.
_ENDS = ("指标", "目标", "情况")
_LONGEST_HEADING = 24
#: Columns of what came of a year.
_RESULTS = frozenset({"actual", "score", "interim", "forecast"})
ONLY_LONG = "no goal of one year stands in the table, and nothing else says whether its indicators are of several years"
WHOLE_OF_WHAT = "the label at the left edge does not say whether the indicators are of one year or of several"


def part_heading(row: Row) -> str:
    """The text of a row that heads a part of a table by its time (实施期绩效指标, alone in it); empty for others."""
    filled = row.filled
    if len(filled) != 1 or len(filled[0].label) > _LONGEST_HEADING or "指标" not in filled[0].label:
        return ""
    text = compact(filled[0].text)
    head = numbering(text)
    said = head.rest if head is not None else text
    return text if bare(said).endswith(_ENDS) and time_of(said) in (LONG, ANNUAL) else ""


def part_above(lines: Sequence[str]) -> str:
    """The line over a table that says what part of a form it is, the nearest one; empty where none does."""
    return next((line for line in map(compact, reversed(lines)) if _is_part(line)), "")


def _is_part(line: str) -> bool:
    head = numbering(line) if len(line) <= _LONGEST_HEADING else None
    said = bare(head.rest if head is not None else line).rstrip(":：")
    return len(line) <= _LONGEST_HEADING and said.endswith(_ENDS)


def horizon_meant(
    grid: Grid, head: Head, variant: Variant, columns: Sequence[Column], scene: Scene
) -> tuple[str, tuple[str, ...]]:
    """The horizon of the indicators under these columns, and what speaks against it.

    A half of the table says it, else the label at its left edge, else the head over the targets; results are of a year;
    then the line over the table, then the goals over it.
    """
    side = time_of(head.side)
    if variant.horizon or side in (LONG, ANNUAL):
        return variant.horizon or side, ()
    if side == WHOLE and _has_annual_part(grid):
        return LONG, ()
    heads = {time_of(text) for column in columns if column.role == "target" for text in column.storeys}
    if heads & {LONG, ANNUAL}:
        return (ANNUAL if ANNUAL in heads else LONG), ()
    has_results = any(column.role in _RESULTS for column in columns)
    if not has_results and (part := time_of(scene.part)) in (LONG, ANNUAL):
        return part, ()
    if has_results or scene.horizon != LONG:
        return ANNUAL, (WHOLE_OF_WHAT,) if side == WHOLE and scene.horizon != ANNUAL else ()
    return LONG, () if side == WHOLE else (ONLY_LONG,)


def _has_annual_part(grid: Grid) -> bool:
    """Whether a label at the left edge of the table says that what is beside it is of one year."""
    edges = (row.slots[0].label for row in grid.rows if row.slots)
    return any("指标" in label and time_of(label) == ANNUAL for label in edges if len(label) <= _LONGEST_HEADING)
