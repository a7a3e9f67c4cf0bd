"""What stands in a document and ended in no record: rows that no block took, forms without a single indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.forms.content import has_figure, is_placeholder
from extractors.forms.fit import level_names
from extractors.forms.grid import Grid, Row
from extractors.forms.language import REPORT, Language
from extractors.forms.openings import is_block_label
from extractors.forms.vocabulary import column_role
from normalizers.text import bare

NO_INDICATOR = "it speaks the language of a form, and no indicator came out of it"
NO_TABLE = "a report without a table of indicators: what its text says of them was not read"


def unclaimed(grid: Grid, rows: Sequence[int]) -> Iterator[str]:
    """A sentence for each stretch of rows (indexes, ascending) that no block took and that say more than labels."""
    for first, last in _stretches(rows):
        number = sum(_says_something(grid.rows[index]) for index in range(first, last + 1))
        if number:
            place = f"rows {grid.rows[first].number} to {grid.rows[last].number}"
            yield f"table {grid.table}, {place}: {number} filled rows are part of no block that is known"


def _stretches(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last index of each run of neighbours."""
    breaks = [0, *(at for at, (a, b) in enumerate(pairwise(rows), 1) if b != a + 1), len(rows)]
    yield from ((rows[start], rows[end - 1]) for start, end in pairwise(breaks) if end > start)


def _says_something(row: Row) -> bool:
    """Whether two cells or more say something beside labels and levels, or one a figure."""
    said = [slot.text for slot in row.filled if not is_placeholder(slot.text) and not _is_label(slot.text)]
    return len(said) > 1 or (len(row.filled) > 1 and any(map(has_figure, said)))


def _is_label(text: str) -> bool:
    word = bare(text)
    return is_block_label(text) or bool(column_role(text)) or word in level_names("level1") | level_names("level2")


def nothing_found(language: Language) -> str:
    """Why a form or a report of which no indicator came must be looked at."""
    return NO_TABLE if language.kind == REPORT else NO_INDICATOR
