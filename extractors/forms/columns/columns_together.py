"""What the columns of a table are by each other, once heads and cells have said what they can of each alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.forms.columns.column import Column
from extractors.forms.evidence.fit import level_names
from extractors.forms.grid import Row
from extractors.forms.words.content import has_figure
from normalizers.text import bare

#: The points of a level, by the level.
POINTS_OF = {"level1": "weight1", "level2": "weight2"}


def settled(columns: Sequence[Column], body: Sequence[Row]) -> list[Column]:
    """The columns of a head over these rows: which holds the names, whose points they are, of which level."""
    return _first_parts(_scored(_one_weight(_finest(_named(_levelled(list(columns), body)), body))))


def _levelled(columns: list[Column], body: Sequence[Row]) -> list[Column]:
    """The only column of levels, of the level whose standard names stand in it: 指标类别 over 数量指标 and 质量指标."""
    levels = [column for column in columns if column.role in ("level1", "level2")]
    if len(levels) != 1:
        return columns
    before = next((c for c in columns if c.end == levels[0].start and c.role == "other" and c.head), None)
    if levels[0].role == "level2" and before is not None and _holds_groups(before, body):
        return [replace(column, role="level1") if column is before else column for column in columns]
    words = [bare(slot.text) for row in body for slot in row.between(levels[0].start, levels[0].end) if slot.label]
    known = {level: sum(word in level_names(level) for word in words) for level in ("level1", "level2")}
    other = "level2" if levels[0].role == "level1" else "level1"
    if known[other] <= known[levels[0].role] or 2 * known[other] <= len(words):
        return columns
    return [replace(column, role=other) if column is levels[0] else column for column in columns]


def _holds_groups(column: Column, body: Sequence[Row]) -> bool:
    """Whether different words are merged over rows in a column."""
    cells = [slot for row in body for slot in row.between(column.start, column.end) if slot.label]
    words = {slot.label for slot in cells if not has_figure(slot.text)}
    return len(words) == len(cells) > 1 and any(slot.origin.rowspan > 1 for slot in cells)


def _named(columns: list[Column]) -> list[Column]:
    """A table without a name column calls its deepest level's entries indicators."""
    if any({"name", "finest"} & {column.role, *column.joined} for column in columns):
        return columns
    deepest = next((role for role in ("level2", "level1") if any(c.role == role for c in columns)), "")
    return [replace(column, role="name") if column.role == deepest else column for column in columns]


def _finest(columns: list[Column], body: Sequence[Row]) -> list[Column]:
    """四级指标, where printed, is the indicator; the third level is then a group of them and goes without a column. So
    it is with two columns of names of which the first is merged over rows that the second tells apart; where no column
    is of the second level, this is the first of names."""
    names = [column for column in columns if column.role == "name"]
    if len(names) == 2 and names[0].end == names[1].start and parts_rows(names[0], names[1], body):
        columns = [replace(column, role="finest") if column is names[1] else column for column in columns]
    if not any(column.role == "finest" for column in columns):
        return columns
    roles = [column.role for column in columns]
    is_level = "level1" in roles and "level2" not in roles
    renamed = {"finest": "name", "name": "level2" if is_level else "other"}
    return [replace(column, role=renamed.get(column.role, column.role)) for column in columns]


def parts_rows(outer: Column, inner: Column, body: Sequence[Row]) -> bool:
    """Whether a cell of the outer column is merged over rows with cells of their own in the inner one."""
    return any(
        any(slot.continues and outer.start <= slot.column < outer.end for slot in row.slots)
        and any(slot.label for slot in row.between(inner.start, inner.end))
        for row in body
    )


def _one_weight(columns: list[Column]) -> list[Column]:
    """The columns, points of levels told from the indicator's own."""
    roles = points_of_levels([column.role for column in columns])
    return [replace(column, role=role) for column, role in zip(columns, roles, strict=True)]


def points_of_levels(roles: Sequence[str]) -> list[str]:
    """The roles of columns, of several of points those behind a level as its own: 分值 behind 一级 and 二级指标 are
    subtotals, the one behind the name is the indicator's."""
    if sum(role == "weight" for role in roles) < 2:
        return list(roles)
    behind = ["", *roles[:-1]]
    return [POINTS_OF.get(left, role) if role == "weight" else role for left, role in zip(behind, roles, strict=True)]


def _scored(columns: list[Column]) -> list[Column]:
    """Of several scores of an indicator the first is its own and the others check it; a check of none is the score."""
    roles = {column.role for column in columns}
    if "second_score" in roles and "score" not in roles:
        columns = [replace(c, role="score") if c.role == "second_score" else c for c in columns]
    seen: set[int] = set()
    found: list[Column] = []
    for column in columns:
        again = column.role == "score" and column.group in seen
        found.append(replace(column, role="second_score") if again else column)
        if column.role == "score":
            seen.add(column.group)
    return found


def _first_parts(columns: list[Column]) -> list[Column]:
    """The first operator and unit of an indicator are its target's; what came of it is in the same unit."""
    seen: set[tuple[str, int]] = set()
    found: list[Column] = []
    for column in columns:
        part = (column.role, column.group)
        again = column.role in ("operator", "unit") and part in seen
        found.append(replace(column, role="other") if again else column)
        seen.add(part)
    return found
