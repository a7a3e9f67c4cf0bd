"""Labelled cells: label and value side by side or in one cell, and single amounts with their label."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractors.forms.around.field_keys import (
    LONGEST_KEY,
    is_key,
    is_money_key,
    labelled_cells,
    may_be_key,
)  # fmt: skip
from extractors.forms.around.projects import Named, is_code, named_by, said_once
from extractors.forms.columns.storeys import is_head_row
from extractors.forms.evidence.fit import cues, is_level_name
from extractors.forms.grid import Grid, Row, Slot
from extractors.forms.labels.labels import Parents, label_of
from extractors.forms.labels.openings import asks_for_words, is_block_label
from extractors.forms.scene import BlockReader, Claim, Scene
from extractors.forms.words.content import is_amount, is_placeholder
from extractors.forms.words.furniture import is_furniture, is_left_open
from extractors.forms.words.inline import Pair, inline_pair, pairs_of
from extractors.forms.words.joint import joint_keys, split_contact
from extractors.forms.words.titles import table_unit
from extractors.forms.words.vocabulary import Role, role_of, words
from normalizers.quantities.unit_headings import unit_in_brackets
from normalizers.text import bare, compact, tidy
from schema.reading import AmountReading, FieldReading

_SURE = 0.96
_GUESSED = 0.8
_LONGEST_LIST = 40
#: A lone cell behind a project's name, with no more characters than this, is a label that nobody filled in.
_SHORT_LABEL = 6
_PEOPLE = "人"
LOOSE_LABEL = "a label without a value stands before the figure's own"


@dataclass
class _Found:
    amounts: list[AmountReading] = field(default_factory=list)
    fields: list[FieldReading] = field(default_factory=list)
    project: str | None = None
    guessed: bool = False


def read(grid: Grid, index: int, scene: Scene) -> Claim | None:
    """The pairs of one row, and of the rows below while they go on with parts of its amounts."""
    row = grid.rows[index]
    if not row.filled or is_head_row(row):
        return None
    found = _Found()
    end = index + 1
    if any(_inline_amount(slot) for slot in row.filled):
        end = _parallel(grid, index, scene, found)
    if _stacked(grid, index, scene, found):
        end = index + 2
    else:
        _pairs(grid, index, scene, found)
    if not found.amounts and not found.fields and found.project is None:
        return None
    if (sure := grid.sureness(index)) < 1:
        found.fields = [replace(reading, confidence=reading.confidence * sure) for reading in found.fields]
        found.amounts = [replace(reading, confidence=reading.confidence * sure) for reading in found.amounts]
    if found.project is not None:
        found.fields = [replace(reading, project=found.project) for reading in found.fields]
        found.amounts = [replace(reading, project=found.project) for reading in found.amounts]
    return Claim(
        end,
        amounts=tuple(found.amounts),
        fields=tuple(found.fields),
        project=found.project,
        guessed=found.guessed,
    )


def _inline_amount(slot: Slot, going_on: bool = False) -> Pair | None:
    """A cell such as `按收入性质分：716.83` or, empty, `其中：基本支出：`."""
    pair = inline_pair(slot.text)
    if pair is None or role_of("fields", pair.label).sureness == 1.0:
        return None
    if pair.value:
        return pair if is_amount(pair.value) else None
    return pair if going_on or pair.part or bare(pair.label) in words("money", "rows") else None


def _parallel(grid: Grid, index: int, scene: Scene, found: _Found) -> int:
    """Inline amounts of this row and the rows below it, a hierarchy of its own a column."""
    parents: dict[int, Parents] = {}
    at = index
    while at < min(len(grid.rows), index + _LONGEST_LIST):
        row = grid.rows[at]
        pairs = [(slot, pair) for slot in row.filled if (pair := _inline_amount(slot, at > index))]
        if at > index and (not pairs or len(pairs) < len(row.filled)):
            break
        for slot, pair in pairs:
            label = label_of(("其中：" if pair.part else "") + pair.label)
            rank = parents.setdefault(slot.column, Parents(all_parts=True))
            path = rank.path(label)
            if pair.value and not is_placeholder(pair.value):
                found.amounts.append(_amount(grid, at, slot, path, pair.value, pair.label, scene))
        at += 1
    return at


def _amount(
    grid: Grid, index: int, slot: Slot, path: tuple[str, ...], value: str, label: str, scene: Scene
) -> AmountReading:
    unit = unit_in_brackets(label) or (_PEOPLE if _counts_people(label) else "")
    over = _money_unit(grid, index, scene, label)
    printed = replace(grid.printed(index, slot), text=value)
    return AmountReading(path, printed, scene.project, "", unit, over, place=grid.place(index, slot), confidence=_SURE)


def _counts_people(label: str) -> bool:
    word = compact(label)
    return any(mark in word for mark in words("money", "people"))


def _money_unit(grid: Grid, index: int, scene: Scene, label: str) -> str:
    """The unit of the nearest money heading above in the table, for labels of money alone."""
    if not any(
        mark in label for mark in ("支出", "收入", "资金", "预算", "拨款", "金额", "经费", "性质", "投资", "款")
    ):
        return ""
    for at in range(index, max(-1, index - 12), -1):
        for slot in grid.rows[at].filled:
            unit = unit_in_brackets(slot.text)
            if unit.endswith("元"):
                return unit
    return scene.table_unit


def _stacked(grid: Grid, index: int, scene: Scene, found: _Found) -> bool:
    """Labels side by side with their values in the row below, each in its label's columns: takes them, and says so."""
    row, below = grid.rows[index], grid.rows[index + 1] if index + 1 < len(grid.rows) else None
    if below is None or len(row.filled) < 2 or not _all_labels(row):
        return False
    values = {(slot.column, slot.width): slot for slot in below.filled}
    keys = {(slot.column, slot.width): slot for slot in row.filled}
    if (
        any(_is_field_key(slot) or is_level_name(slot.text) for slot in values.values())
        or not set(values) <= set(keys)
        or 2 * len(values) < len(keys)
    ):
        return False
    if any(asks_for_words(slot.text) for slot in values.values()) and not all(map(_is_field_key, row.filled)):
        return False
    for at, value in values.items():
        key, role = keys[at], role_of("fields", keys[at].text)
        if role.name == "project":
            found.project, found.guessed = tidy(value.text), False
        found.fields.extend(_fields(grid, index + 1, key, value, role, scene))
    return True


def _all_labels(row: Row) -> bool:
    """Whether a row holds nothing but labels: all of them known, or one known and most of the others asking for words,
    so that two labels stand side by side."""
    known = [_is_field_key(slot) for slot in row.filled]
    if all(known):
        return True
    told = [is_known or asks_for_words(slot.text) for is_known, slot in zip(known, row.filled, strict=True)]
    side_by_side = any(known[at] and told[at + 1] for at in range(len(told) - 1))
    return len(told) > 2 and side_by_side and 2 * sum(told) > len(told) and all(map(may_be_key, row.filled))


def _is_field_key(slot: Slot) -> bool:
    return role_of("fields", slot.text).sureness == 1.0


def _pairs(grid: Grid, index: int, scene: Scene, found: _Found) -> None:
    row = grid.rows[index]
    loose = _loose(row, grid)
    for key, value in labelled_cells(row, grid):
        role = role_of("fields", key.text)
        if value is None:
            continue
        if role.name == "project" and role.sureness > 0.85:
            found.project, found.guessed = _name_behind(row, value)
        if _is_amount(key, value, role):
            path = (label_of(key.text).text,)
            amount = _amount(grid, index, value, path, value.text.strip(), key.text, scene)
            found.amounts.append(_doubted(amount) if key.column in loose else amount)
        else:
            found.fields.extend(_fields(grid, index, key, value, role, scene))
    if found.project is None and (named := _named(row, scene)) is not None:
        found.project, found.guessed = named.name, named.guessed
    for slot in row.filled:
        found.fields.extend(_inline_fields(grid, index, slot, scene))


def _named(row: Row, scene: Scene) -> Named | None:
    """The project that a row names: behind a known label in its own cell always, else where none is known yet."""
    inline = [one for pair in _inline_pairs(row) if (one := named_by(*pair, scene.is_overall)) is not None]
    if scene.project and not scene.guessed:
        return next((one for one in inline if not one.guessed), None)
    beside = (named_by(key.text, value.text, scene.is_overall) for key, value in pairwise(row.filled))
    return next((one for one in (*beside, *inline) if one is not None), None)


def _inline_fields(grid: Grid, index: int, slot: Slot, scene: Scene) -> Iterator[FieldReading]:
    """The labels and values of a cell that holds both, one pair or several."""
    whole = inline_pair(slot.text)
    if whole is not None and table_unit(slot.text):
        return
    alone = whole is not None and len(grid.rows[index].filled) == 1 and not is_furniture(whole.label)
    place = grid.place(index, slot)
    for pair in [whole] if whole is not None else pairs_of(slot.text):
        if table_unit(f"{pair.label}：{pair.value}"):
            continue
        role = role_of("fields", pair.label)
        sure = _SURE if role.sureness == 1.0 else _SURE * _GUESSED
        is_short = len(pair.value) <= LONGEST_KEY and not pair.value.endswith("。")
        asked = role.sureness == 1.0 or (asks_for_words(pair.label) and (is_short or alone))
        if pair.value and asked and not is_left_open(pair.value):
            letters = slot.origin.confidence
            yield FieldReading(compact(pair.label), tidy(pair.value), role.name, scene.project, place, sure, letters)


def _name_behind(row: Row, value: Slot) -> tuple[str, bool]:
    """The project's name behind its label, and whether that is a guess: where its code stands in a cell before it, or
    another cell of words behind it may be the rest of it."""
    # A merged cell is printed once for each of its columns by some programs.
    behind = [slot for slot in row.filled if slot.column >= value.end and slot.label != value.label]
    if len(behind) != 1 or is_key(behind[0]) or is_amount(behind[0].text):
        return said_once(tidy(value.text)), False
    if is_code(value.text):
        return tidy(behind[0].text), True
    if behind[0].label.endswith(cues("project_ends")):
        return tidy(value.text + behind[0].text), True
    return said_once(tidy(value.text)), len(behind[0].label) > _SHORT_LABEL


def _inline_pairs(row: Row) -> Iterator[tuple[str, str]]:
    """The labels and values of cells that hold both, one pair or several."""
    for slot in row.filled:
        whole = inline_pair(slot.text)
        pairs = [whole] if whole is not None else pairs_of(slot.text)
        yield from ((label_of(pair.label).text, pair.value) for pair in pairs if pair.value)


def _doubted(amount: AmountReading) -> AmountReading:
    return replace(amount, reasons=(*amount.reasons, LOOSE_LABEL))


def _loose(row: Row, grid: Grid) -> set[int]:
    """The columns of labels before which another stands that has no value: its part may be what they name."""
    pairs = {slot.column for pair in labelled_cells(row, grid) for slot in pair if slot is not None}
    free = {slot.column for slot in row.filled if slot.column not in pairs and not is_block_label(slot.text)}
    return {slot.column for before, slot in pairwise(row.filled) if before.column in free and slot.column in pairs}


def _is_amount(key: Slot, value: Slot, role: Role) -> bool:
    if (role and role.sureness > 0.85) or asks_for_words(key.text):
        return False
    return is_amount(value.text) or (is_money_key(key) and value.label[:1].isdigit())


def _fields(grid: Grid, index: int, key: Slot, value: Slot, role: Role, scene: Scene) -> Iterator[FieldReading]:
    place = grid.place(index, value)
    keys = joint_keys(key.text)
    values = split_contact(value.text) if len(keys) == 2 else ()
    if values:
        for name, part in zip(keys, values, strict=True):
            role_name = role_of("fields", name).name
            yield FieldReading(name, part, role_name, scene.project, place, _SURE, value.origin.confidence)
        return
    if is_placeholder(value.text) or is_left_open(value.text):
        return
    letters = value.origin.confidence
    sure = letters * (1.0 if role.sureness == 1.0 else _GUESSED)
    yield FieldReading(without_colon(key.label), tidy(value.text), role.name, scene.project, place, sure, letters)


def without_colon(label: str) -> str:
    """A key as printed, without its closing colon and required-field mark."""
    return label.strip(":：*＊")


LABELLED = BlockReader(name="labelled", order=40, read=read)
