"""Rows that say over the whole width what the rows below them are about: a level, a project."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.forms.column import Column
from extractors.forms.content import has_figure, is_prose
from extractors.forms.fit import cues, is_level_name, level_names, parents_of
from extractors.forms.grid import Grid, Row, Slot, moved
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
    for index in rows:
        one = _heading(grid.rows[index], grid, head, found.values())
        if one is not None:
            found[index] = one
    if not found:
        return grid, head
    kinds = list(dict.fromkeys(role for role, _ in found.values()))
    own = {column.role: column.start for column in reversed(head.columns)}
    places = {role: own.get(role, grid.width + at) for at, role in enumerate(kinds)}
    behind = [Column(role, place, place + 1, sureness=_SURE) for role, place in places.items() if role not in own]
    told = [
        _saying(row, places[found[at][0]], found[at][1]) if at in found else row for at, row in enumerate(grid.rows)
    ]
    return replace(grid, rows=tuple(told)), replace(head, columns=(*head.columns, *behind))


def is_heading(grid: Grid, index: int) -> bool:
    """Whether a row says over the whole width what level or project the rows below it are of."""
    row = grid.rows[index]
    if not _is_over_all(row, grid):
        return False
    text = row.filled[0].text
    return is_level_name(label_of(text).text) or bool(_project(text))


def _heading(row: Row, grid: Grid, head: Head, above: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    """What a heading is about (`level1`, `level2`, `project`) and says; None for any other row. A level of both kinds
    is the lower one under headings `above` of which one is its parent."""
    if not _is_over_all(row, grid):
        return None
    slot = row.filled[0]
    words = label_of(slot.text).text
    known = [level for level in _LEVELS if bare(words) in level_names(level)]
    if known:
        free = [level for level in known if all(column.role != level for column in head.columns)] or known
        outer = next((text for role, text in reversed(list(above)) if role == "level1"), "")
        return free[-1 if bare(outer) in parents_of(bare(words)) else 0], words
    project = _project(slot.text)
    return ("project", project) if project else None


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
    slots = [_moved(slot, place, text) if slot.label else slot for slot in row.slots]
    return replace(row, slots=tuple(sorted(slots, key=lambda slot: slot.column)))


def _moved(slot: Slot, place: int, text: str) -> Slot:
    return moved(replace(slot, text=text), place, 1)
