"""Columns of an indicator table that hold a form's labelled cells, as lists that a system wrote out have them: a
project's leader, telephone and code beside each of its indicators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extractors.forms.around.beside import Group
from extractors.forms.columns.column import Column
from extractors.forms.columns.heads import Head
from extractors.forms.evidence.counts import OTHER
from extractors.forms.grid import Grid
from extractors.forms.scene import Scene
from extractors.forms.words.content import is_placeholder
from extractors.forms.words.vocabulary import role_of
from normalizers.text import compact, tidy
from schema.reading import FieldReading

#: Read by what tells departments and projects.
_TOLD_ELSEWHERE = frozenset({"unit_name", "project"})


def fields_of_columns(
    grid: Grid, head: Head, rows: Sequence[int], scene: Scene, groups: Mapping[int, Group]
) -> Iterator[FieldReading]:
    """The labelled cells that stand in columns of these rows, what several rows of a project repeat once."""
    columns = [
        column for column in head.columns if column.role == OTHER and role_of("fields", column.head).sureness == 1.0
    ]
    done: set[tuple[str, str, str]] = set()
    for index in rows if columns else ():
        project = groups.get(index, Group(0, scene.project)).project
        for column in columns:
            for field in _in_column(grid, index, column, project):
                if (same := (project, field.key, field.value)) not in done:
                    done.add(same)
                    yield field


def _in_column(grid: Grid, index: int, column: Column, project: str) -> Iterator[FieldReading]:
    role = role_of("fields", column.head)
    for slot in grid.rows[index].filled:
        inside = column.start <= slot.column < column.end and not is_placeholder(slot.text)
        if inside and role.name not in _TOLD_ELSEWHERE:
            place, sure = grid.place(index, slot), min(column.sureness, slot.origin.confidence)
            yield FieldReading(compact(column.head), tidy(slot.text), role.name, project, place, sure)
