"""Tables that hold several forms one below the other, each under a row that says what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from extractors.forms.around.horizons import part_heading
from extractors.forms.around.projects import may_head
from extractors.forms.columns.storeys import is_head_row
from extractors.forms.grid import Grid, Row
from extractors.forms.words.titles import form_of_title
from extractors.forms.words.vocabulary import role_of

#: Known labels of these are no headings of forms.
_LABELS = ("goals", "fields", "lists", "columns")


def forms_of(grid: Grid) -> Iterator[Grid]:
    """The table as it is, or its stretches in order: each begins with rows of one cell over the whole width, of which
    one is a title or may name a project, and holds a head of its own."""
    for start, end in pairwise([0, *_beginnings(grid), len(grid.rows)]):
        yield replace(grid, rows=grid.rows[start:end]) if (start, end) != (0, len(grid.rows)) else grid


def lines_over(grid: Grid) -> list[str]:
    """What the rows of one cell say with which a form begins."""
    lines: list[str] = []
    for row in grid.rows:
        if not _is_line(row, grid):
            break
        lines.append(row.filled[0].text)
    return lines


def _beginnings(grid: Grid) -> Iterator[int]:
    if not grid.exact:
        return
    lines = [_is_line(row, grid) for row in grid.rows]
    heads = [is_head_row(row) for row in grid.rows]
    runs = [at for at in range(1, len(lines)) if lines[at] and not lines[at - 1]]
    for start, end in pairwise([*runs, len(lines)]):
        said = [grid.rows[at].filled[0].text for at in range(start, end) if all(lines[start : at + 1])]
        if any(heads[start:end]) and any(heads[:start]) and any(map(_begins_form, said)):
            yield start


def _is_line(row: Row, grid: Grid) -> bool:
    """Whether one cell that reaches over the whole table is all that stands in a row."""
    first, *others = row.slots or (None,)
    if first is None or others or not first.label or first.continues:
        return False
    return first.width >= grid.width > 1 and not part_heading(row)


def _begins_form(text: str) -> bool:
    if form_of_title(text):
        return True
    return may_head(text) and not any(role_of(section, text) for section in _LABELS)
