"""Rows that say over the whole width what the rows below them are about: a level, a project."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.forms.column import Column
from extractors.forms.content import has_figure, is_prose
from extractors.forms.fit import cues, level_names, parents_of
from extractors.forms.grid import Grid, Row, moved
from extractors.forms.heads import Head
from extractors.forms.labels import label_of
from extractors.forms.vocabulary import role_of
from normalizers.text import bare, compact

_LABELLED = re.compile(r"^([^:：]{2,12})[:：](.+)$")
_LONGEST = 40
_LEVELS = ("level1", "level2")
#: How sure a column is that stands for headings.
_SURE = 0.95


def with_headings(grid: Grid, head: Head, rows: Sequence[int]) -> tuple[Grid, Head]:
    """The table with a column of its own, behind the others, for what each kind of heading says; as it is where no row
    is a heading."""
    found: dict[int, tuple[str, str]] = {}
    outer = ""
    for index in rows:
        kinds, words = _said(grid.rows[index], grid)
        if kinds:
            role = _role(kinds, words, head, outer)
            found[index] = (role, words)
            outer = words if role == "level1" else outer
    if not found:
        return grid, head
    roles = list(dict.fromkeys(role for role, _ in found.values()))
    own = {column.role: column.start for column in reversed(head.columns)}
    places = {role: own.get(role, grid.width + at) for at, role in enumerate(roles)}
    behind = [Column(role, place, place + 1, sureness=_SURE) for role, place in places.items() if role not in own]
    told = [
        _saying(row, places[found[at][0]], found[at][1]) if at in found else row for at, row in enumerate(grid.rows)
    ]
    return replace(grid, rows=tuple(told)), replace(head, columns=(*head.columns, *behind))


def is_heading(grid: Grid, index: int) -> bool:
    """Whether a row says over the whole width what level or project the rows below it are of."""
    return bool(_said(grid.rows[index], grid)[0])


def _said(row: Row, grid: Grid) -> tuple[Sequence[str], str]:
    """What a heading may be about (`level1`, `level2`, `project`) and says; about nothing for any other row."""
    if not _is_over_all(row, grid):
        return (), ""
    text = row.filled[0].text
    words = label_of(text).text
    levels = [level for level in _LEVELS if bare(words) in level_names(level)]
    if levels:
        return levels, words
    project = _project(text)
    return ("project",) if project else (), project


def _role(kinds: Sequence[str], words: str, head: Head, outer: str) -> str:
    """Which of its kinds a heading is of: one without a column, and of both levels the lower one under a first level
    `outer` that is its parent."""
    free = [kind for kind in kinds if all(column.role != kind for column in head.columns)] or kinds
    return free[-1 if bare(outer) in parents_of(bare(words)) else 0]


def _is_over_all(row: Row, grid: Grid) -> bool:
    """Whether a row says one thing alone, in a cell that reaches from the left edge, or a label there, to the right."""
    own = [slot for slot in row.slots if not slot.continues]
    if not grid.exact or len(own) != 1 or not own[0].label:
        return False
    return own[0].width > 1 and own[0].end >= grid.width and not is_prose(own[0].text)


def _project(text: str) -> str:
    """The project that a heading names, behind its label or by how it ends; empty where it names none."""
    labelled = _LABELLED.match(compact(text))
    if labelled:
        return labelled[2] if role_of("fields", labelled[1]).name == "project" else ""
    name = label_of(text).text
    named = name.endswith(cues("project_ends")) and len(name) <= _LONGEST and not has_figure(name)
    return name if named and not name.startswith(cues("project_kinds")) else ""


def _saying(row: Row, place: int, text: str) -> Row:
    """The row with what its one cell says in another column."""
    slots = [moved(replace(slot, text=text), place, 1) if slot.label else slot for slot in row.slots]
    return replace(row, slots=tuple(sorted(slots, key=lambda slot: slot.column)))
