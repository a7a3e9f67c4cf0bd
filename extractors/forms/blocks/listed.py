"""Lists of labelled words under a heading: 资金管理情况 with 分配科学性, 下达及时性 and their answers.

A heading that nobody knows is told by its shape: it is merged down over rows of a short label and an answer in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.forms.columns.storeys import is_head_row
from extractors.forms.evidence.fit import fit, is_level_name
from extractors.forms.grid import Grid, Row, Slot, without_outer
from extractors.forms.labels.openings import is_block_label
from extractors.forms.scene import BlockReader, Claim, Scene
from extractors.forms.words.content import has_figure, is_amount, is_placeholder
from extractors.forms.words.vocabulary import is_word
from normalizers.text import tidy
from schema.reading import FieldReading

_SURE, _BY_SHAPE = 0.93, 0.75
#: A label and its answer.
_PAIR = 2
#: Words suit a column of targets no better than this.
_WORDS = 0.5
#: A heading by its shape stands over so many rows; no label has more characters than this, and no answer of most rows
#: fewer than this.
_LEAST_ROWS, _LONGEST_LABEL, _SHORTEST_ANSWER = 3, 12, 5


def read(grid: Grid, index: int, scene: Scene) -> Claim | None:
    """The answers of the rows from a heading of such a list on; None for other rows."""
    filled = grid.rows[index].filled
    if not filled or not is_word("lists", "headings", filled[0].text):
        return None
    end = index + 1
    while end < len(grid.rows) and _goes_on(grid.rows[end], over=len(filled) == 1):
        end += 1
    return Claim(end, fields=tuple(_answers(grid, index, end, scene, _SURE)))


def read_by_shape(grid: Grid, index: int, scene: Scene) -> Claim | None:
    """The same under a heading that nobody knows."""
    filled = grid.rows[index].filled
    if not grid.exact or len(filled) < _PAIR or filled[0].origin.rowspan <= _LEAST_ROWS:
        return None
    end = min(index + filled[0].origin.rowspan, len(grid.rows))
    rows = [without_outer(grid.rows[at]) for at in range(index + 1, end)]
    if not all(len(cells) in (_PAIR, _PAIR + 1) and _is_answered(cells) for cells in rows):
        return None
    long = sum(len(cells[1].label) >= _SHORTEST_ANSWER for cells in rows)
    if 2 * long <= len(rows) or len({cells[0].label for cells in rows}) < len(rows):
        return None
    return Claim(end, fields=tuple(_answers(grid, index, end, scene, _BY_SHAPE)))


def _is_answered(cells: Sequence[Slot]) -> bool:
    """Whether a short label and an answer in words stand in a row; what holds values is a row of something else."""
    label, answers = cells[0], cells[1:]
    if len(label.label) > _LONGEST_LABEL or has_figure(label.label) or is_level_name(label.text):
        return False
    return not any(fit("target", slot.text) > _WORDS or is_amount(slot.text) for slot in answers)


def _goes_on(row: Row, over: bool) -> bool:
    """A question and its answer, beside the heading or below one that reaches over the whole table; a column of remarks
    may stand behind."""
    filled = row.filled
    if not filled or is_head_row(row) or is_block_label(filled[0].text) or (row.slots[0].label and not over):
        return False
    return len(filled) in (2, 3) or (len(filled) == 1 and not over)


def _answers(grid: Grid, start: int, end: int, scene: Scene, sureness: float) -> Iterator[FieldReading]:
    """Question and answer of each row; where remarks stand behind, the row of the heading names the columns."""
    remarked = any(len(grid.rows[index].filled) == 3 for index in range(start + 1, end))
    for index in range(start + remarked, end):
        cells = grid.rows[index].filled[1 if index == start else 0 :]
        if len(cells) in (2, 3) and not is_placeholder(cells[1].text):
            place = grid.place(index, cells[1])
            yield FieldReading(cells[0].label, tidy(cells[1].text), "", scene.project, place, sureness)


LISTED = BlockReader(name="listed", order=15, read=read)
LISTED_BY_SHAPE = BlockReader(name="listed under an unknown heading", order=34, read=read_by_shape)
