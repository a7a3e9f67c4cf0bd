"""Indicator tables: a head, then a row an indicator, levels merged to the left, sums at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from rapidfuzz import fuzz

from extractors.forms.column import Column
from extractors.forms.content import has_figure, is_placeholder, is_prose
from extractors.forms.fit import parents_of, sounds_like
from extractors.forms.grid import Grid, Row, grid_of
from extractors.forms.heads import Head, find_head, horizon_of, is_known_side, worded_head
from extractors.forms.labels import label_of
from extractors.forms.levels import carried
from extractors.forms.line import VALUES, Line, doubts_of, line_of, points
from extractors.forms.mending import joined
from extractors.forms.oddities import doubted
from extractors.forms.openings import opens_block, total_label
from extractors.forms.scene import BlockReader, Claim, Scene
from extractors.forms.statements import statement
from extractors.forms.storeys import is_head_row
from extractors.forms.vocabulary import is_word
from extractors.forms.weighed import cells_of, is_unknown
from normalizers.confidence import left_by
from normalizers.text import bare, compact, tidy
from schema.document import Document, Table
from schema.reading import FieldReading, IndicatorReading, Printed

#: How sure a word is of its column at least: one of two meanings whose cells decided.
_WORDED = 0.8
_SHORT, _LOOKED_AT, _ALIKE = 10, 400, 75.0
_UNKNOWN_SIDE = "the label at the left edge is not known"
#: How sure it is that a row of label and sentence is one.
_SAID = 0.85
_WIDE_BLANK = re.compile(r"[ \u3000]{2,}")
_SUBSTANCE = ("target", "actual", "weight", "score")
_KEPT = (
    "target", "operator", "unit", "actual", "forecast", "weight", "score", "basis", "rule", "explanation", "remark",
    "evidence", "tag",
)  # fmt: skip


def read(grid: Grid, index: int, scene: Scene) -> Claim | None:
    """The indicators under the head that begins in the row; None where none begins there."""
    head = find_head(grid, index)
    if head is None:
        return None
    body = _body(grid, head)
    rows = body.rows
    indicators: list[IndicatorReading] = []
    for group, horizon in enumerate(head.horizons):
        columns = [c for c in head.columns if c.group == group or c.role == "level1"]
        meant = horizon or horizon_of(head.side) or scene.horizon or "annual"
        indicators += _indicators(grid, rows, columns, head, replace(scene, horizon=meant))
    fields = (*_totals(grid, body.totals, head, scene), *_said(grid, body.statements, head, scene))
    return Claim(body.end, tuple(indicators), fields=fields, unread=tuple(_unread(grid, head, rows, indicators)))


def named_tables(document: Document) -> Iterator[list[tuple[str, list[str]]]]:
    """The indicator tables of a document as columns of (role, cells), as far as the words of their heads say the roles;
    a column under a head that nobody knows is left out. What is counted for `extractors.forms.evidence`."""
    for block in document.blocks:
        if isinstance(block, Table):
            grid = grid_of(block, 1, 1)
            heads = (worded_head(grid, index) for index in range(len(grid.rows)))
            for head in filter(None, heads):
                rows = [grid.rows[index] for index in _body(grid, head).rows]
                yield [(c.role, cells_of(c, rows)) for c in head.columns if c.sureness >= _WORDED and not is_unknown(c)]


@dataclass
class _Body:
    """What stands below a head, by the indexes of rows: indicators, sums, sentences; and the row behind the table."""

    end: int
    rows: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)


def _body(grid: Grid, head: Head) -> _Body:
    """The rows below a head. A head repeated on a new page is passed over."""
    body = _Body(head.last + 1)
    while body.end < len(grid.rows):
        again = find_head(grid, body.end)
        if again is not None and _is_another(grid, again, head):
            if again.roles() != head.roles() or _other_half(again, head):
                break
            body.end = again.last + 1
            continue
        row = grid.rows[body.end]
        if total_label(row):
            body.totals.append(body.end)
        elif opens_block(row, head.width, grid.exact):
            break
        else:
            (body.statements if statement(grid, row, head.width) else body.rows).append(body.end)
        body.end += 1
    return body


def _is_another(grid: Grid, again: Head, head: Head) -> bool:
    """Whether words say that a head stands below a head, or the same as in that one: cells alone do not."""
    rows = (grid.rows[index] for index in range(again.first, again.last + 1))
    words = [[slot.label for slot in grid.rows[at].filled[-len(head.columns) :]] for at in (again.last, head.last)]
    return any(map(is_head_row, rows)) or words[0][1:] == words[1][1:]


def _other_half(again: Head, head: Head) -> bool:
    """The same columns under another horizon: annual targets behind long-term ones."""
    return bool(again.side) and horizon_of(again.side) != horizon_of(head.side)


def _indicators(
    grid: Grid, rows: Sequence[int], columns: Sequence[Column], head: Head, scene: Scene
) -> list[IndicatorReading]:
    own = [(index, grid.rows[index]) for index in rows if grid.rows[index].slots]
    whole = own if grid.exact else joined(own, head.width)
    halves = len(head.horizons) > 1
    lines = [line_of(index, _within(row, columns) if halves else row, columns, grid) for index, row in whole]
    firsts, seconds = _levels(lines, grid.merges)
    level1, level2 = _level_cells(grid, lines, "level1", firsts), _level_cells(grid, lines, "level2", seconds)
    found: list[IndicatorReading] = []
    for line, first, second in zip(lines, level1, level2, strict=True):
        if line.counts:
            reading = _indicator(grid, line, columns, head, scene)
            if line.slot("name") is None:
                if not found:
                    continue
                reading = replace(reading, name=found[-1].name)
            found.append(_under(reading, first, second))
    return doubted(found, borders=grid.exact and not grid.seen)


def _level_cells(grid: Grid, lines: Sequence[Line], role: str, labels: Sequence[str]) -> list[Printed]:
    """The cell that gives each row its level: the nearest above that says it, else the nearest below."""
    found: list[Printed] = []
    for at, label in enumerate(labels):
        nearest = [*range(at, -1, -1), *range(at + 1, len(lines))] if label else []
        giver = next((lines[i] for i in nearest if lines[i].text(role) == label), None)
        found.append(replace(grid.printed(giver.index, giver.slot(role)), text=label) if giver else Printed(label))
    return found


def _under(reading: IndicatorReading, level1: Printed, level2: Printed) -> IndicatorReading:
    """The row under its levels, whose cells it keeps with how surely they were read."""
    levels = {role: cell for role, cell in (("level1", level1), ("level2", level2)) if cell.text}
    cells = MappingProxyType({**levels, **reading.cells})
    return replace(reading, level1=level1.text, level2=level2.text, cells=cells)


def _levels(lines: Sequence[Line], merges: bool) -> tuple[list[str], list[str]]:
    """The first and the second level of each row."""
    firsts = [line.mark("level1", "weight1") for line in lines]
    seconds = [line.mark("level2", "weight2") for line in lines]
    resets = [bool(mark.label) for mark in firsts]
    if merges:
        return carried(firsts), carried(seconds, resets)
    names = [compact(line.text("name")) for line in lines]
    level2 = carried(seconds, resets, lambda row, label: sounds_like(bare(label), names[row]))
    own = [bare(mark.label) if mark.label else "" for mark in seconds]
    known = {bare(mark.label) for mark in firsts if mark.label}

    def suits(row: int, label: str) -> float:
        parents = parents_of(own[row] or bare(level2[row])) & known
        if not parents:
            return 0.0
        return 1.0 if bare(label) in parents else -1.0

    return carried(firsts, suits=suits), level2


def _within(row: Row, columns: Sequence[Column]) -> Row:
    """The row with the cells under these columns alone."""
    return Row(row.number, tuple(s for s in row.slots if any(c.start <= s.column < c.end for c in columns)))


def _indicator(grid: Grid, line: Line, columns: Sequence[Column], head: Head, scene: Scene) -> IndicatorReading:
    cells = {role: _cell(grid, line, role) for role in _KEPT if line.slot(role)}
    note = line.slot("note")
    if note is not None and "remark" not in cells and not _repeats(note.text, line.text("evidence")):
        cells["remark"] = grid.printed(line.index, note)
    target = next((c for c in columns if c.role == "target"), None)
    doubts = (*doubts_of(line, columns), *([] if is_known_side(head.side) else [_UNKNOWN_SIDE]))
    return IndicatorReading(
        form=scene.form,
        name=grid.printed(line.index, line.slot("name")),
        project=scene.project,
        horizon=scene.horizon,
        cells=MappingProxyType(_parted(cells)),
        history=_periods(grid, line, columns, "history"),
        interim=_periods(grid, line, columns, "interim"),
        head_unit=target.unit if target else "",
        table_unit=scene.table_unit,
        place=grid.row_place(line.index, line.slot("name")),
        confidence=round(
            line.aligned.sureness * head.chance * left_by(doubts) * min(head.mended, grid.sureness(line.index)), 3
        ),
        reasons=(*head.doubts, *doubts),
    )


def _parted(cells: dict[str, Printed]) -> dict[str, Printed]:
    """Points with words behind a wide blank are two cells that a page without rulings did not part."""
    for role in ("weight", "score"):
        parts = _WIDE_BLANK.split(cells[role].text, maxsplit=1) if role in cells else []
        if len(parts) == 2 and points(parts[0]) is not None and "remark" not in cells:
            cells["remark"] = replace(cells[role], text=parts[1])
            cells[role] = replace(cells[role], text=parts[0])
    return cells


def _repeats(note: str, before: str) -> bool:
    """A reader that lost the rule between two cells gives the first one's text, or its end, again as the second's."""
    return len(note) > _SHORT and fuzz.partial_ratio(note[:_LOOKED_AT], before) > _ALIKE


def _cell(grid: Grid, line: Line, role: str) -> Printed:
    """The cell of a role; several columns of one role (two reasons, say) are read together."""
    slots = line.cells[role]
    first = grid.printed(line.index, slots[0])
    if len(slots) == 1 or role in _SUBSTANCE:
        return first
    return replace(first, text="；".join(slot.text.strip() for slot in slots))


def _periods(grid: Grid, line: Line, columns: Sequence[Column], role: str) -> tuple[tuple[str, Printed], ...]:
    """Period and cell of each column of another year, or of a part of this one."""
    return tuple(
        (columns[index].period, grid.printed(line.index, slot))
        for index, slot in sorted(line.aligned.slots.items())
        if columns[index].role == role
        and not is_placeholder(slot.text)
        and (columns[index].period or role != "history")
    )


def _totals(grid: Grid, rows: Sequence[int], head: Head, scene: Scene) -> Iterator[FieldReading]:
    """The sums that close the whole table: its score where there is one, else its last figure."""
    for index in rows:
        label, *rest = grid.rows[index].filled
        figures = [slot for slot in rest if points(slot.text) is not None]
        if figures and not is_word("totals", "parts", label.text):
            place = grid.place(index, label)
            yield FieldReading(label.label, figures[-1].label, role="total", project=scene.project, place=place)


def _said(grid: Grid, rows: Sequence[int], head: Head, scene: Scene) -> Iterator[FieldReading]:
    """What is said below the table: the conclusion, reasons, measures."""
    for index in rows:
        pair = statement(grid, grid.rows[index], head.width)
        if pair is not None:
            label, said = pair
            place = grid.place(index, label)
            yield FieldReading(
                label_of(label.text).text, tidy(said.text), project=scene.project, place=place, confidence=_SAID
            )


def _unread(grid: Grid, head: Head, rows: Sequence[int], found: Sequence[IndicatorReading]) -> Iterator[str]:
    """What stands below the head and is in no indicator: columns under unknown heads, rows without a name."""
    yield from (f"table {grid.table}: {sentence}" for sentence in head.unread)
    read = {reading.place.row for reading in found}
    values = [column for column in head.columns if column.role in VALUES]
    numbers = [grid.rows[at].number for at in rows if _holds_value(grid.rows[at], values)]
    lost = [number for number in numbers if number not in read]
    if lost:
        yield f"table {grid.table}: {len(lost)} rows with figures are no indicators (the first is row {lost[0]})"


def _holds_value(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a figure stands in a column of values, and something beside it."""
    if len(row.filled) < 2:
        return False
    return any(c.start <= slot.column < c.end and _is_figure(slot.text) for slot in row.filled for c in columns)


def _is_figure(text: str) -> bool:
    return has_figure(text) and not is_prose(text)


INDICATORS = BlockReader(name="indicators", order=10, read=read)
