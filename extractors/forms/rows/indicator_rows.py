"""The rows of an indicator table as readings: cells under their columns, levels carried down, a variant each."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from rapidfuzz import fuzz

from extractors.forms.around.beside import Group
from extractors.forms.around.horizons import horizon_meant
from extractors.forms.columns.column import SHARED, Column
from extractors.forms.columns.heads import Head, is_known_side
from extractors.forms.columns.variants import columns_of_variant
from extractors.forms.damage.torn_rows import joined
from extractors.forms.evidence.fit import parents_of, sounds_like
from extractors.forms.grid import Grid, Row
from extractors.forms.rows.levels import carried
from extractors.forms.rows.line import Line, doubts_of, line_of, points
from extractors.forms.rows.odd_levels import doubted
from extractors.forms.rows.shared_cells import shared
from extractors.forms.rows.stacked import joined_pairs, parts_of, unjoined
from extractors.forms.scene import Scene
from extractors.forms.trace import WatchedRow
from extractors.forms.words.content import has_figure, is_placeholder
from normalizers.text import bare, compact
from schema.reading import IndicatorReading, Printed

_SHORT, _LOOKED_AT, _ALIKE = 10, 400, 75.0
_UNKNOWN_SIDE = "the label at the left edge is not known"
_GUESSED_PROJECT = "the label of the project's name is not known"
_WIDE_BLANK = re.compile(r"[ \u3000]{2,}")
_SUBSTANCE = ("target", "actual", "weight", "score")
_KEPT = (
    "target", "operator", "unit", "adjusted", "actual", "forecast", "weight", "score", "second_score", "basis", "rule",
    "explanation", "remark", "evidence", "tag",
)  # fmt: skip
#: What is said of a year alone, where a row has a target for a longer time as well.
_OF_THE_YEAR = frozenset({"actual", "weight", "score", "second_score", "adjusted", "forecast", "interim"})


@dataclass(frozen=True, slots=True)
class _Part:
    """A row, or one indicator's share of it, with its cells under the columns of a variant, and what speaks against the
    parting."""

    line: Line
    doubts: tuple[str, ...]


def readings_of(
    grid: Grid, rows: Sequence[int], head: Head, scene: Scene, groups: Mapping[int, Group]
) -> list[IndicatorReading]:
    """The indicators of these rows: of tables in halves one half behind the other, else row by row."""
    found = [_of_variant(grid, rows, head, group, scene, groups) for group in range(len(head.variants))]
    if len(found) == 1:
        return [reading for _, _, reading in found[0]]
    names = {column.group for column in head.columns if column.role == "name"}
    every = [one for half in found for one in half]
    if names == {SHARED}:
        every = _filled(sorted(every, key=lambda one: one[0]), head)
    return [reading for _, _, reading in every]


#: A reading with the place of its part among the parts of the table, and its variant.
_Found = tuple[int, int, IndicatorReading]


def _filled(every: Sequence[_Found], head: Head) -> list[_Found]:
    """Of the variants of a row those that have a value; where none has, the row itself."""
    kept: list[_Found] = []
    parts: dict[int, list[_Found]] = {}
    for one in every:
        parts.setdefault(one[0], []).append(one)
    for own in parts.values():
        filled = [one for one in own if _has_value(one[2])]
        kept += filled or [_plainest(own, head)]
    return kept


def _has_value(reading: IndicatorReading) -> bool:
    return any(not is_placeholder(reading.cell(role).text) for role in ("target", "actual")) or bool(reading.interim)


def _plainest(own: Sequence[_Found], head: Head) -> _Found:
    """The variant of a row without values: that of the year, at no place."""
    at, group, reading = next((one for one in own if head.variants[one[1]].horizon != "long-term"), own[0])
    return at, group, replace(reading, site="") if head.variants[group].place else reading


def _of_variant(
    grid: Grid, rows: Sequence[int], head: Head, group: int, scene: Scene, groups: Mapping[int, Group]
) -> list[_Found]:
    columns, variant = columns_of_variant(head.columns, group), head.variants[group]
    if variant.horizon == "long-term" and any(
        c.role == "target" and c.group not in (group, SHARED) for c in head.columns
    ):
        columns = [c for c in columns if c.group != SHARED or c.role not in _OF_THE_YEAR]
    meant, doubts = horizon_meant(grid, head, variant, columns, scene)
    head = replace(head, doubts=(*head.doubts, *doubts))
    parts = list(_parts(grid, rows, head, columns))
    lines = [part.line for part in parts]
    begins = _begins(lines, groups)
    told = {role for line in lines if line.index in grid.headings for role in line.cells}
    firsts, seconds = _levels(lines, grid.merges or "level1" in told, begins)
    level1, level2 = _level_cells(grid, lines, "level1", firsts), _level_cells(grid, lines, "level2", seconds)
    found: list[_Found] = []
    for at, (part, first, second) in enumerate(zip(parts, level1, level2, strict=True)):
        if scene.watch is not None:
            scene.watch.rows.append(
                WatchedRow(grid.rows[part.line.index].number, part.line, tuple(columns), part.doubts)
            )
        if part.line.counts:
            about = groups.get(part.line.index, Group(0, scene.project))
            own = replace(scene, horizon=meant, project=variant.project or about.project)
            reading = _indicator(grid, part, columns, head, own, variant.place or about.place)
            if part.line.slot("name") is None:
                if not found:
                    continue
                reading = replace(reading, name=found[-1][2].name)
            first = replace(first, text=first.text or variant.level1)
            second = replace(second, text=second.text or variant.level2)
            found.append((at, group, _under(reading, first, second)))
    readings = doubted([reading for _, _, reading in found], borders=grid.exact and not grid.seen)
    return [(at, group, reading) for (at, group, _), reading in zip(found, readings, strict=True)]


def _parts(grid: Grid, rows: Sequence[int], head: Head, columns: Sequence[Column]) -> Iterator[_Part]:
    """The shares of single indicators in the rows, their cells under the columns."""
    own = [(index, grid.rows[index]) for index in rows if grid.rows[index].slots]
    whole = own if grid.exact else joined(own, head.width, grid.headings)
    pairs = joined_pairs(columns)
    places = {place for column in columns for place in range(column.start, column.end)}
    for index, row in whole:
        seen = _within(row, places) if len(head.variants) > 1 else row
        for part in parts_of(unjoined(seen, pairs), columns):
            told, doubts = shared(part.row, columns)
            yield _Part(line_of(index, told, columns, grid), (*part.doubts, *doubts))


def _begins(lines: Sequence[Line], groups: Mapping[int, Group]) -> list[bool]:
    """Whether another project or place begins in each line: levels do not reach over that."""
    numbers = [groups[line.index].number if line.index in groups else 0 for line in lines]
    return [at > 0 and numbers[at] != numbers[at - 1] for at in range(len(numbers))]


def _level_cells(grid: Grid, lines: Sequence[Line], role: str, labels: Sequence[str]) -> list[Printed]:
    """The cell that gives each row its level: the nearest above that says it, else the nearest below."""
    above, below = _givers(lines, role, labels), _givers(lines[::-1], role, labels[::-1])[::-1]
    return [
        replace(grid.printed(giver.index, giver.slot(role)), text=label) if giver else Printed(label)
        for label, giver in ((label, one or other) for label, one, other in zip(labels, above, below, strict=True))
    ]


def _givers(lines: Sequence[Line], role: str, labels: Sequence[str]) -> list[Line | None]:
    """For each line with a label the last one up to it that says it, in one go: labels reach over many rows."""
    last: dict[str, Line] = {}
    found: list[Line | None] = []
    for line, label in zip(lines, labels, strict=True):
        last[line.text(role)] = line
        found.append(last.get(label) if label else None)
    return found


def _under(reading: IndicatorReading, level1: Printed, level2: Printed) -> IndicatorReading:
    """The row under its levels, whose cells it keeps with how surely they were read."""
    levels = {role: cell for role, cell in (("level1", level1), ("level2", level2)) if cell.text}
    cells = MappingProxyType({**levels, **reading.cells})
    return replace(reading, level1=level1.text, level2=level2.text, cells=cells)


def _levels(lines: Sequence[Line], merges: bool, begins: Sequence[bool]) -> tuple[list[str], list[str]]:
    """The first and the second level of each row, neither over the beginning of another project; `merges` says that
    each stands at the top of its rows for certain."""
    firsts = [line.mark("level1", "weight1") for line in lines]
    seconds = [line.mark("level2", "weight2") for line in lines]
    resets = [bool(mark.label) or new for mark, new in zip(firsts, begins, strict=True)]
    if merges:
        return carried(firsts, begins), carried(seconds, resets)
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


def _within(row: Row, places: Container[int]) -> Row:
    """The row with the cells alone that begin at these places."""
    return Row(row.number, tuple(slot for slot in row.slots if slot.column in places))


def _indicator(
    grid: Grid, part: _Part, columns: Sequence[Column], head: Head, scene: Scene, site: str
) -> IndicatorReading:
    line = part.line
    cells = {role: _cell(grid, line, role) for role in _KEPT if line.slot(role)}
    note = line.slot("note")
    if note is not None and "remark" not in cells and not _repeats(note.text, line.text("evidence")):
        cells["remark"] = grid.printed(line.index, note)
    if line.slot("upper_bound") and "target" in cells:
        cells["target"] = _range(cells["target"], line.text("upper_bound"))
    target = next((c for c in columns if c.role == "target"), None)
    doubts = (
        *doubts_of(line, columns),
        *part.doubts,
        *([] if is_known_side(head.side) else [_UNKNOWN_SIDE]),
        *([_GUESSED_PROJECT] if scene.guessed and scene.project else []),
    )
    return IndicatorReading(
        form=scene.form,
        name=grid.printed(line.index, line.slot("name")),
        project=scene.project,
        horizon=scene.horizon,
        site=site,
        cells=MappingProxyType(_parted(cells)),
        history=_periods(grid, line, columns, "history"),
        interim=_periods(grid, line, columns, "interim"),
        head_unit=target.unit if target else "",
        table_unit=scene.table_unit,
        target_year=target.period if target else "",
        place=grid.row_place(line.index, line.slot("name")),
        confidence=round(line.aligned.sureness * head.chance * min(head.mended, grid.sureness(line.index)), 3),
        reasons=(*head.doubts, *doubts),
    )


def _range(lower: Printed, upper: str) -> Printed:
    """The target between two bounds that stand in cells of their own, where both are figures."""
    if not (has_figure(lower.text) and has_figure(upper)):
        return lower
    return replace(lower, text=f"{lower.text}-{upper}")


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
