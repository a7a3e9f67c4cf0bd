"""What stands beside the indicators of a table for a whole group of them: project, place, money, goals, department."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.forms.columns.column import Column
from extractors.forms.columns.head_columns import BESIDE, GOALS
from extractors.forms.columns.heads import Head
from extractors.forms.columns.variants import horizon_of
from extractors.forms.grid import Grid, Row, Slot
from extractors.forms.labels.labels import label_of
from extractors.forms.prose.chapters import split_goals
from extractors.forms.scene import Scene
from extractors.forms.words.content import is_amount, is_placeholder
from normalizers.names.layout import is_public_body
from normalizers.text import compact, tidy
from schema.reading import AmountReading, FieldReading, GoalReading

_SURE = 0.96


@dataclass(frozen=True, slots=True)
class Group:
    """What the rows of a group are about: `number` counts groups, a project or a place empty where none is printed."""

    number: int = 0
    project: str = ""
    place: str = ""


@dataclass
class Beside:
    """The group of each row, by its index, and what stands beside the indicators."""

    groups: dict[int, Group] = field(default_factory=dict)
    amounts: list[AmountReading] = field(default_factory=list)
    goals: list[GoalReading] = field(default_factory=list)
    fields: list[FieldReading] = field(default_factory=list)


def beside(grid: Grid, head: Head, rows: Sequence[int], scene: Scene) -> Beside:
    """What the columns beside the indicators say, row by row; a cell holds down to the next one of its column."""
    columns = [column for column in head.columns if column.role in BESIDE]
    found = Beside(groups={index: Group(0, scene.project) for index in rows})
    if not columns:
        return found
    rests = _rests(grid, head, rows)
    found.groups = _groups(grid, columns, rows, rests, scene)
    # A department printed before the projects has several of them; one behind a project's name is that project's.
    inner = min((column.start for column in columns if column.role == "project"), default=grid.width)
    said: set[tuple[int, int, str]] = set()
    for index in rows:
        group = found.groups[index]
        for column, slot in _cells(grid.rows[index], columns):
            key = (group.number, column.start, slot.label)
            if index in rests:
                _go_on(found, column, slot)
            elif key not in said:
                is_outer = column.role == "unit_name" and column.start < inner
                _take(found, grid, index, column, slot, replace(group, project="") if is_outer else group, scene)
            said.add(key)
    _name_units(found)
    return found


def _rests(grid: Grid, head: Head, rows: Sequence[int]) -> set[int]:
    """The first rows of pages in which the end of a page cut a group: the level above goes on, so what stands beside it
    goes on as well."""
    level = head.column("level1")
    if not grid.exact or level is None:
        return set()
    pages = [grid.row_place(index).page for index in rows]
    first = [index for index, page, before in zip(rows[1:], pages[1:], pages, strict=False) if page != before]
    return {
        index
        for index in first
        if any(slot.continues and slot.column <= level.start < slot.end for slot in grid.rows[index].slots)
    }


def _groups(
    grid: Grid, columns: Sequence[Column], rows: Sequence[int], rests: set[int], scene: Scene
) -> dict[int, Group]:
    """The group of each row. A name that the end of a page cut goes on in the first row of the next one."""
    found: dict[int, Group] = {}
    group = Group(0, scene.project)
    projects = [column for column in columns if column.role == "project"]
    for index in rows:
        cells = list(_cells(grid.rows[index], columns))
        rest = "".join(compact(slot.text) for column, slot in cells if column.role == "project")
        if index in rests and rest:
            group = replace(group, project=group.project + rest)
            found = {at: group if one.number == group.number else one for at, one in found.items()}
        elif index not in rests:
            group = _group(group, cells, bool(projects))
        found[index] = group
    return found


def _go_on(found: Beside, column: Column, slot: Slot) -> None:
    """The rest of a goal that the end of a page cut."""
    if column.role in GOALS and found.goals:
        found.goals[-1] = replace(found.goals[-1], text=found.goals[-1].text + tidy(slot.text))


def _cells(row: Row, columns: Sequence[Column]) -> Iterator[tuple[Column, Slot]]:
    """The cells of a row under the columns; a department among projects as under a column of departments."""
    for column in columns:
        slot = next((s for s in row.between(column.start, column.end) if s.label), None)
        if slot is not None and not is_placeholder(slot.text):
            is_unit = column.role == "project" and is_public_body(compact(slot.text))
            yield replace(column, role="unit_name") if is_unit else column, slot


def _group(before: Group, cells: Sequence[tuple[Column, Slot]], has_projects: bool) -> Group:
    """The group of a row: the innermost project printed in it, else the one before; where projects have a column, a
    department without one ends it."""
    said = {role: [slot for column, slot in cells if column.role == role] for role in ("project", "place", "unit_name")}
    project = tidy(said["project"][-1].text) if said["project"] else before.project
    if has_projects and said["unit_name"] and not said["project"]:
        project = ""
    place = compact(said["place"][-1].text) if said["place"] else before.place
    if said["project"] and not said["place"] and project != before.project:
        place = ""
    if (project, place) == (before.project, before.place):
        return before
    return Group(before.number + 1, project, place)


def _take(found: Beside, grid: Grid, index: int, column: Column, slot: Slot, group: Group, scene: Scene) -> None:
    place = grid.place(index, slot)
    label = label_of(column.head).text
    sure = round(_SURE * grid.sureness(index), 3)
    if column.role == "money" and is_amount(slot.text):
        printed = grid.printed(index, slot)
        found.amounts.append(
            AmountReading(
                (label,), printed, group.project, "", column.unit, scene.table_unit, place=place, confidence=sure
            )
        )
    elif column.role in GOALS:
        is_long = column.role == "long_objective"
        kind = "objective" if is_long else column.role
        horizon = "long-term" if is_long else horizon_of(column.head) or "annual"
        found.goals += [
            GoalReading(kind, text, group.project, horizon, place=place, confidence=sure)
            for text in split_goals(slot.text)
        ]
    elif column.role == "unit_name":
        found.fields.append(FieldReading(label, tidy(slot.text), "unit_name", group.project, place, sure))


def _name_units(found: Beside) -> None:
    """Of several departments none is the filing's: they stay labelled cells."""
    if len({cell.value for cell in found.fields}) > 1:
        found.fields = [replace(cell, role="") for cell in found.fields]


def money_at(head: Head, slot: Slot) -> Column | None:
    """The column of money beside the indicators in which a cell stands; None for any other cell."""
    return next((c for c in head.columns if c.role == "money" and c.start <= slot.column < c.end), None)


def total_amounts(grid: Grid, index: int, head: Head, scene: Scene) -> Iterator[AmountReading]:
    """The sums of money that a row which closes the table prints under its columns of money."""
    label, *rest = grid.rows[index].filled
    for slot in rest:
        column = money_at(head, slot)
        if column is not None and is_amount(slot.text):
            yield AmountReading(
                (label_of(label.text).text,), grid.printed(index, slot), "", label_of(column.head).text, column.unit,
                scene.table_unit, place=grid.place(index, slot), confidence=_SURE,
            )  # fmt: skip
