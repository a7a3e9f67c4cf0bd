"""Lists of labelled words under a heading: 资金管理情况 with 分配科学性, 下达及时性 and their answers."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.forms.columns.storeys import is_head_row
from extractors.forms.grid import Grid, Row
from extractors.forms.labels.openings import is_block_label
from extractors.forms.scene import BlockReader, Claim, Scene
from extractors.forms.words.content import is_placeholder
from extractors.forms.words.vocabulary import is_word
from normalizers.text import tidy
from schema.reading import FieldReading

_SURE = 0.93


def read(grid: Grid, index: int, scene: Scene) -> Claim | None:
    """The answers of the rows from a heading of such a list on; None for other rows."""
    filled = grid.rows[index].filled
    if not filled or not is_word("lists", "headings", filled[0].text):
        return None
    end = index + 1
    while end < len(grid.rows) and _goes_on(grid.rows[end], over=len(filled) == 1):
        end += 1
    return Claim(end, fields=tuple(_answers(grid, index, end, scene)))


def _goes_on(row: Row, over: bool) -> bool:
    """A question and its answer, beside the heading or below one that reaches over the whole table; a column of remarks
    may stand behind."""
    filled = row.filled
    if not filled or is_head_row(row) or is_block_label(filled[0].text) or (row.slots[0].label and not over):
        return False
    return len(filled) in (2, 3) or (len(filled) == 1 and not over)


def _answers(grid: Grid, start: int, end: int, scene: Scene) -> Iterator[FieldReading]:
    """Question and answer of each row; where remarks stand behind, the row of the heading names the columns."""
    remarked = any(len(grid.rows[index].filled) == 3 for index in range(start + 1, end))
    for index in range(start + remarked, end):
        cells = grid.rows[index].filled[1 if index == start else 0 :]
        if len(cells) in (2, 3) and not is_placeholder(cells[1].text):
            place = grid.place(index, cells[1])
            yield FieldReading(cells[0].label, tidy(cells[1].text), "", scene.project, place, _SURE)


LISTED = BlockReader(name="listed", order=15, read=read)
