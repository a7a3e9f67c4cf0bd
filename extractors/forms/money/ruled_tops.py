"""The top of a money table whose rules are known: by what stands over its figures, whatever the words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.forms.around.field_keys import holds_labelled
from extractors.forms.columns.storeys import is_head_row
from extractors.forms.grid import Grid, Row, Slot
from extractors.forms.labels.openings import is_block_label, is_column_label
from extractors.forms.words.content import is_amount, is_prose
from extractors.forms.words.inline import inline_pair
from extractors.forms.words.joint import joint_keys
from extractors.forms.words.titles import form_of_title
from extractors.forms.words.vocabulary import listed, role_of, words
from normalizers.text import bare, compact

_STOREYS = 6
_LOOKED_AT = 40
#: A label so much like a known one is taken for it.
_ALIKE = 0.85
#: So many known heads beside 项目名称 make it a head.
_PLAINLY = 2
#: What the rows of a list are named by.
_LISTED = frozenset(("project", "unit_name"))
_CODE = re.compile(r"^(?:\d{1,3}|\d{5,9})$")
_LEVELS_OF_CODES = ("类", "款", "项", "目")


@dataclass(frozen=True, slots=True)
class RuledTop:
    """The last row of heads, the first column of figures, the columns of codes, and the heading beside it all.

    `of_money` says that heads of money stand over at least half of the figures, and none of an indicator table.
    """

    last: int
    first_figure: int
    codes: frozenset[int]
    heading: Slot | None
    of_money: bool


def ruled_top(grid: Grid, index: int) -> RuledTop | None:
    """The top that begins in the row of a ruled grid, where rows of figures follow; else None."""
    body = _rows_of_figures(grid, index)
    if not body:
        return None
    storeys = list(_head_rows(grid, index, body[0]))
    codes = _code_columns(storeys, body)
    figures = sorted({s.column for row in body for s in row.filled if is_amount(s.text)} - codes)
    if not figures:
        return None
    heads = [row for row in storeys if _covers(row, figures)]
    if not heads or heads[0] is not grid.rows[index]:
        return None
    last = heads[-1].number - 1
    over = [_texts_over(heads, column) for column in figures]
    return RuledTop(last, figures[0], codes, _heading(grid, index, last, figures[0]), _of_money(over, body, figures))


def is_code(text: str) -> bool:
    """A code of the budget's classification, or a running number: 201, 05, 2080501, 301001 (of a unit)."""
    return bool(_CODE.match(compact(text)))


def _rows_of_figures(grid: Grid, index: int) -> list[Row]:
    """The rows with figures below, to the next head of an indicator table; none where they begin too far below."""
    found: list[Row] = []
    for at in range(index + 1, min(len(grid.rows), index + _LOOKED_AT)):
        row = grid.rows[at]
        if is_head_row(row) or (not found and at > index + 2 * _STOREYS):
            break
        if any(is_amount(slot.text) for slot in row.filled):
            found.append(row)
        elif found and row.filled and is_block_label(row.filled[0].text):
            break
    return found


def _head_rows(grid: Grid, index: int, first_figures: Row) -> Iterator[Row]:
    """The rows from one on that can be heads: short labels alone, above the first figures."""
    for at in range(index, min(first_figures.number - 1, index + _STOREYS)):
        row = grid.rows[at]
        if any(is_prose(slot.text) or holds_pair(slot) for slot in row.filled) or _holds_fields(row):
            return
        yield row


def _holds_fields(row: Row) -> bool:
    """Whether labelled cells stand in the row, so that it is none of heads.

    项目名称 or 单位名称 beside known heads names a column of a list.
    """
    if holds_labelled(row):
        return True
    texts = [slot.text for slot in row.filled if not any(m in slot.label for m in listed("money", "classes"))]
    roles = {role.name for text in texts if (role := role_of("fields", text)).sureness > _ALIKE}
    if roles and roles <= _LISTED and not any(joint_keys(text) for text in texts):
        return sum(names_money(text) for text in texts) < _PLAINLY
    return bool(roles) or any(joint_keys(text) for text in texts)


def holds_pair(slot: Slot) -> bool:
    """Whether the cell holds a label and its value: `其他资金：15.52`."""
    pair = inline_pair(slot.text)
    return pair is not None and bool(pair.value)


def _covers(row: Row, figures: Iterable[int]) -> bool:
    """Whether cells of the row, or of a head above that reaches into it, stand over half of the figures."""
    columns = list(figures)
    slots = [slot for slot in row.slots if slot.label or slot.continues]
    covered = sum(any(slot.column <= column < slot.end for slot in slots) for column in columns)
    own = any(slot.label for slot in row.slots)
    return own and covered * 2 >= len(columns)


def _code_columns(storeys: Iterable[Row], body: Iterable[Row]) -> frozenset[int]:
    """The columns under 科目编码, 类, 款, 项 in which nothing but codes stands."""
    named = {
        column
        for row in storeys
        for slot in row.filled
        if _names_codes(slot.text)
        for column in range(slot.column, slot.end)
    }
    others = {
        slot.column
        for row in body
        for slot in row.filled
        if slot.width == 1 and not is_code(slot.text) and not _stands_among_codes(slot.text)
    }
    return frozenset(named - others)


def _stands_among_codes(text: str) -> bool:
    """Whether the text is no code but stands in a column of codes: a level of them, or the label of a sum."""
    return compact(text) in _LEVELS_OF_CODES or bare(text) in words("money", "sums")


def _names_codes(text: str) -> bool:
    word = bare(text)
    return word in _LEVELS_OF_CODES or any(mark in word for mark in listed("money", "codes"))


def _texts_over(heads: Iterable[Row], column: int) -> list[str]:
    return [slot.text for row in heads for slot in row.filled if slot.column <= column < slot.end]


def _heading(grid: Grid, first: int, last: int, figures: int) -> Slot | None:
    """The cell beside the rows that names the block: it reaches from the heads down over figures."""
    filled = grid.rows[first].filled
    if not filled:
        return None
    beside = filled[0].origin
    reaches = beside.row + beside.rowspan - 1 > last
    return filled[0] if reaches and filled[0].end <= figures else None


def _of_money(over: list[list[str]], body: list[Row], figures: list[int]) -> bool:
    said = [text for texts in over for text in texts]
    if any(mark in compact(text) for text in said for mark in listed("money", "foreign")) or any(
        map(form_of_title, said)
    ):
        return False
    money = sum(any(names_money(text) for text in texts) for texts in over)
    return money * 2 >= len(over) and (len(body) > 1 or len(figures) > 1)


def names_money(text: str) -> bool:
    """Whether a head is one of money: known as such, or with a word that none but money has."""
    word = compact(text)
    return is_column_label(text) or any(mark in word for mark in listed("money", "marks"))
