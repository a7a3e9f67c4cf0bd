"""How a row says that something new begins: a label of the form at its left edge, the word of a sum."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.forms.evidence.fit import cues, is_level_name
from extractors.forms.grid import Row, Slot
from extractors.forms.labels.labels import label_of
from extractors.forms.words.content import has_figure, is_amount, is_prose, year_of
from extractors.forms.words.inline import inline_pair, pairs_of, pieces_of
from extractors.forms.words.vocabulary import role_of, words
from normalizers.text import bare, fold

_LONGEST_ASKING = 10
# The number of a column that is computed from others: 6=5/4.
_COMPUTED = re.compile(r"^(\d{1,2})=[\d+\-*/×÷()%]{1,20}$")
_YES_OR_NO = "是否"
#: What numbers a block of a table.
_NUMBER = re.compile(r"[(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[).、]?")


def asks_for_words(label: str) -> bool:
    """Whether a label ends as those of people, times, places, kinds and reasons do, or asks for yes or no: 牵头领导,
    办公座机, 是否涉密."""
    word = bare(label)
    if not 2 <= len(word) <= _LONGEST_ASKING or has_figure(word):
        return False
    return word.endswith(cues("field_ends")) or word.startswith(_YES_OR_NO)


def labels_in_turn(row: Row) -> Sequence[Slot]:
    """The labels of a row of labels and values in turn, each label known or such as asks for words, and no value so:
    传真 | … | 邮政编码 | …; none of another row."""
    labels, values = row.filled[::2], row.filled[1::2]
    if len(labels) != len(values) or len(labels) < 2:
        return ()
    if not all(asks_for_words(slot.text) or _is_field(slot.text) for slot in labels):
        return ()
    return () if any(asks_for_words(slot.text) or _is_field(slot.text) for slot in values) else labels


def _is_field(text: str) -> bool:
    return role_of("fields", text).sureness == 1.0


def total_label(row: Row) -> bool:
    """Whether the row is a sum (合计, 产出指标小计) and no indicator; a running number may stand before the word."""
    filled = row.filled[1:] if len(row.filled) > 2 and row.filled[0].label.isdecimal() else row.filled
    return len(filled) > 1 and _names_total(bare(filled[0].text))


def counts_columns(row: Row, first: bool) -> bool:
    """Whether the row counts the columns (`栏次 | 1 | 2 | 3`, `6=5/4`); without that word only the first below the
    heads may."""
    labels = [slot for slot in row.filled if not is_amount(slot.text) and not _COMPUTED.match(slot.label)]
    if labels and bare(labels[0].text) in words("money", "counters"):
        return True
    numbers = [_COMPUTED.sub(r"\1", slot.label) for slot in row.filled if slot not in labels]
    return first and not labels and len(numbers) > 1 and numbers == [str(at) for at in range(1, len(numbers) + 1)]


def _names_total(label: str) -> bool:
    """Whether a label is the word of a sum, or that behind the name of a level."""
    totals = words("totals", "words")
    of_what = next((label.removesuffix(word) for word in totals if len(word) > 1 and label.endswith(word)), label)
    return label in totals or (of_what != label and is_level_name(of_what))


def is_block_label(text: str) -> bool:
    """A label that opens a block of its own: an objective's heading, a labelled cell, a list, a money block."""
    known = any(role_of(section, text).sureness == 1.0 for section in ("goals", "fields", "lists"))
    return known or names_money_block(text)


def names_money_block(text: str) -> bool:
    """Whether a label is a known heading of a block of money: 项目资金."""
    return bare(text) in words("money", "blocks")


def opens_block(row: Row, width: int, exact: bool) -> bool:
    """Whether the row cannot belong to the indicator table above it: its first cell opens another block, or several
    of its cells do, or all hold a label with its value."""
    filled = _behind_number(row.filled)
    if filled and (_names_project(filled[0].text) or _holds_fields(filled)):
        return True
    if (labels := labels_in_turn(row)) and labels[0] is row.slots[0] and _is_field(labels[0].text):
        return True
    if sum(is_block_label(slot.text) for slot in filled) > 1:
        return True
    if not filled or filled[0].column > 1:
        return False
    if not is_block_label(filled[0].text):
        return len(filled) == 2 and bool(role_of("goals", filled[0].text)) and is_prose(filled[1].text)
    if len(filled) <= 2 or any(is_prose(slot.text) for slot in filled[1:]):
        return True
    return any(slot.width > 1 for slot in filled[1:]) if exact else len(row.slots) < width


def _behind_number(filled: Sequence[Slot]) -> Sequence[Slot]:
    """The cells of a row without the number of the block that begins there: one that is merged over more rows, or
    stands before the label of a project's name."""
    if len(filled) < 2 or not _NUMBER.fullmatch(fold(filled[0].text)):
        return filled
    is_of_block = filled[0].origin.rowspan > 1 or role_of("fields", filled[1].text).name == "project"
    return filled[1:] if is_of_block else filled


def _names_project(text: str) -> bool:
    """Whether a cell holds the label of a project's name, with a number before it or without, and a value."""
    pair = next(pairs_of(text), None)
    role = role_of("fields", label_of(pair.label).text) if pair is not None else None
    return role is not None and role.name == "project" and role.sureness == 1.0


def _holds_fields(filled: Sequence[Slot]) -> bool:
    """Whether every cell holds known labels with their values, but for those that wait for a signature or a value."""
    holding = [_holds_field(slot.text) for slot in filled]
    return any(holding) and all(
        holds or _waits_for_value(slot.text) for holds, slot in zip(holding, filled, strict=True)
    )


def _waits_for_value(text: str) -> bool:
    """Whether a cell is a known label whose colon has nothing behind it: `单位负责人（签字）：`."""
    label = text.strip()
    return label.endswith((":", "：")) and role_of("fields", label).sureness == 1.0


def _holds_field(text: str) -> bool:
    """Whether a cell holds known labels and their values, one or several: `填报人：某某`."""
    whole = inline_pair(text)
    pairs = [whole] if whole is not None else list(pairs_of(text))
    if not pairs or (whole is None and len(pairs) < len(pieces_of(text))):
        return False
    return all(pair.value and role_of("fields", pair.label).sureness == 1.0 for pair in pairs)


def is_column_label(text: str) -> bool:
    """A head of a money or staff table: a known word or a year."""
    return bare(text) in words("money", "columns") or bool(year_of(text)) or _dated(text)


def _dated(text: str) -> bool:
    """`2023年决算数`, `3月底`, `第一季度`: a known word behind or a time in front."""
    word = bare(text)
    if is_amount(word):
        return False
    known = words("money", "columns")
    return any(word.endswith(end) for end in known if len(end) > 2) or word.endswith(("月底", "季度", "月", "月末"))
