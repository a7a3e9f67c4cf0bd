"""Funds without column heads: a heading, then rows of one or two labels and a figure at their end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.forms.content import is_amount
from extractors.forms.grid import Grid, Row, Slot
from extractors.forms.heads import head_unit, is_head_row
from extractors.forms.labels import Label, Parents, label_of
from extractors.forms.numbered import is_first
from extractors.forms.openings import is_block_label, is_column_label
from extractors.forms.scene import BlockReader, Claim, Scene
from extractors.forms.vocabulary import words
from normalizers.text import bare, compact
from schema.reading import AmountReading

_SURE = 0.95


@dataclass(frozen=True, slots=True)
class _Line:
    index: int
    labels: tuple[Slot, ...]
    figure: Slot | None


def read(grid: Grid, index: int, scene: Scene) -> Claim | None:
    """The figures of the rows that go on from a money heading with a label and a figure; None for other rows."""
    row = grid.rows[index]
    filled = row.filled
    if len(filled) < 2 or bare(filled[0].text) not in words("money", "blocks") or is_head_row(row):
        return None
    first = _line(index, filled[1:])
    if first is None or not first.labels or any(is_column_label(slot.text) for slot in first.labels[1:]):
        return None
    lines = [first, *_following(grid, index + 1)]
    if not any(line.figure for line in lines):
        return None
    unit = head_unit(filled[0].text) or scene.table_unit
    return Claim(lines[-1].index + 1, amounts=tuple(_amounts(grid, lines, unit, scene)))


def _line(index: int, slots: tuple[Slot, ...]) -> _Line | None:
    """Labels and at most one figure, behind them; None for a row of other things."""
    figures = [slot for slot in slots if is_amount(slot.text)]
    if len(figures) > 1 or (figures and slots[-1] is not figures[0]) or len(slots) - len(figures) > 2:
        return None
    return _Line(index, tuple(slot for slot in slots if slot not in figures), figures[0] if figures else None)


def _following(grid: Grid, start: int) -> Iterator[_Line]:
    for index, row in grid.from_row(start):
        line = _line(index, row.filled)
        if line is None or not line.labels or not _goes_on(row, line):
            return
        yield line


def _goes_on(row: Row, line: _Line) -> bool:
    if row.slots[0].label or is_head_row(row) or is_block_label(row.filled[0].text):
        return False
    heads = any(is_column_label(slot.text) and not label_of(slot.text).number for slot in line.labels[1:])
    return line.figure is not None or not heads


def _amounts(grid: Grid, lines: list[_Line], unit: str, scene: Scene) -> Iterator[AmountReading]:
    for line, path in zip(lines, _paths(lines), strict=True):
        if line.figure is not None:
            place = grid.place(line.index, line.figure)
            sure = _SURE * grid.sureness(line.index)
            yield AmountReading(
                path, grid.printed(line.index, line.figure), scene.project, "", "", unit, place=place, confidence=sure
            )


def _paths(lines: list[_Line]) -> list[tuple[str, ...]]:
    """The labels of each row, the merged one over several rows first."""
    parents = Parents()
    found: list[tuple[str, ...]] = []
    outer = ""
    for position, line in enumerate(lines):
        labels = [label_of(slot.text) for slot in line.labels]
        if len(labels) == 2:
            outer = labels[0].text
        elif labels[0].number and is_first(compact(line.labels[0].text)):
            outer = _outer_below(lines[position + 1 :]) or outer
        elif not (outer and _stands_inside(line, labels[0])):
            outer = ""
        found.append((outer, labels[-1].text) if outer else parents.path(labels[0]))
    return found


def _outer_below(lines: list[_Line]) -> str:
    """The merged label where a bad reading put it beside a later part: `资金来源 | （2）其他资金`."""
    if lines and len(lines[0].labels) == 2 and not is_first(compact(lines[0].labels[1].text)):
        return label_of(lines[0].labels[0].text).text
    return ""


def _stands_inside(line: _Line, label: Label) -> bool:
    """A numbered label, or one in the second label column, is a part of the merged one."""
    return bool(label.number) or label.part or line.labels[0].column > 1


FUNDS = BlockReader(name="funds", order=32, read=read)
