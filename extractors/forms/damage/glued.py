"""Cells that a scan glued or parted: a label and its value in one cell, since the rule between them is lost
(`项目负责人鲁子衡`), and an amount in the cell behind its label, since a stroke was taken for a rule."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise

from extractors.forms.grid import Grid, Row, Slot, mended
from extractors.forms.words.content import is_amount
from extractors.forms.words.inline import inline_pair
from extractors.forms.words.joint import joint_keys, split_contact
from extractors.forms.words.vocabulary import listed, spellings
from normalizers.names.layout import is_public_body
from normalizers.text import bare, compact

_SURE, _SURE_APART = 0.85, 0.95
_MOST_CELLS = 4
_LONGEST = 60
_WIDE_BLANK = re.compile(r"[ \u3000]{2,}")
_NAME = re.compile(r"^[\u4e00-\u9fff·]{2,4}$")
_TELEPHONE = re.compile(r"^[（(]?\+?\d[\d\-—–()（）]{6,20}$")
_PROJECT = re.compile(r"^[^及和与、/:：，,]{4,}(?:项目|资金|经费|工程|专项|补助|补贴|费|奖补|工资|建设|采购|购置)$")
_STROKE = re.compile(r"^[A-Za-z|丨](?=[\u4e00-\u9fff])")
_COLONS = (":", "：")
_PERSONAL = ("person", "contact")


def with_parted_cells(grid: Grid) -> Grid:
    """The grid with label and value in cells of their own, in rows of labelled cells alone; and with an amount in the
    cell of its label, in rows of labels with their amounts."""
    return replace(grid, rows=tuple(_rejoined(_parted(row)) for row in grid.rows))


def _parted(row: Row) -> Row:
    """The row parted where each of its cells is a label, the value behind one, or both in one."""
    filled = row.filled
    pairs = {slot.column: pair for slot in filled if (pair := glued_pair(slot.text))}
    if not pairs or len(filled) > _MOST_CELLS or not _are_labelled(filled, pairs):
        return row
    parted: list[Slot] = []
    for slot in row.slots:
        parted += _halves(slot, *pairs[slot.column]) if slot.label and slot.column in pairs else [slot]
    return replace(row, slots=tuple(parted))


def _are_labelled(filled: Sequence[Slot], pairs: Mapping[int, object]) -> bool:
    """Whether every cell is a pair, a known label, or stands right behind such a label."""
    known = [bare(slot.text) in spellings("fields") or bool(joint_keys(slot.text)) for slot in filled]
    return all(
        slot.column in pairs or known[at] or (at > 0 and known[at - 1] and not known[at])
        for at, slot in enumerate(filled)
    )


def _halves(slot: Slot, label: str, value: str) -> tuple[Slot, Slot]:
    """The label in the first column of the cell, the value in the rest of it."""
    sure = _SURE_APART if _WIDE_BLANK.search(slot.text.strip()) else _SURE
    rest = max(1, slot.width - 1)
    key = replace(mended(slot, label, sure), width=1)
    return key, replace(mended(slot, value, sure), column=slot.end - rest, width=rest)


@lru_cache(maxsize=8192)
def glued_pair(text: str) -> tuple[str, str] | None:
    """A known label and what stands right behind it, where that is what such a label is followed by, or where a wide
    blank still parts them."""
    said = text.strip()
    if len(said) > _LONGEST or bare(said) in spellings("fields") or inline_pair(said):
        return None
    label, *values = _WIDE_BLANK.split(said, maxsplit=1)
    if values and (bare(label) in spellings("fields") or joint_keys(label)):
        return compact(label), _STROKE.sub("", values[0].strip())
    said = compact(said)
    found = next((label for label in _labels() if said.startswith(label)), "")
    value = said[len(found) :]
    return (found, value) if found and _suits(found, value) else None


def _suits(label: str, value: str) -> bool:
    """Whether a label of that kind is followed by such a value."""
    role = spellings("fields").get(bare(label), "")
    if not role:
        return bool(split_contact(value))
    if role == "person":
        return bool(_NAME.match(value)) and not value.startswith(listed("joints", "words"))
    if role == "contact":
        return bool(_TELEPHONE.match(value))
    return bool(_PROJECT.match(value)) if role == "project" else is_public_body(value)


@cache
def _labels() -> tuple[str, ...]:
    """The labels that people, bodies and projects stand behind, and those that join two, the longest first."""
    roles = ("project", "unit_name", "implementing_unit", "competent_department", *_PERSONAL)
    plain = [label for role in roles for label in listed("fields", role)]
    people, contacts = (listed("fields", role) for role in _PERSONAL)
    joined = [left + "及" + right for left in people for right in contacts]
    return tuple(sorted([*plain, *joined], key=len, reverse=True))


def _rejoined(row: Row) -> Row:
    """The row with each amount in the cell of the label before it, if another of its cells holds both."""
    filled = row.filled
    if not any(_holds_amount(slot.text) for slot in filled):
        return row
    slots = list(row.slots)
    for label, amount in pairwise(filled):
        whole = label.text.strip() + amount.text.strip()
        if label.end == amount.column and _is_cut_at_colon(label, amount) and _holds_amount(whole):
            at = slots.index(label)
            slots[at : at + 2] = [replace(mended(label, whole, _SURE), width=label.width + amount.width)]
    return replace(row, slots=tuple(slots))


def _is_cut_at_colon(label: Slot, amount: Slot) -> bool:
    return label.label.endswith(_COLONS) != amount.label.startswith(_COLONS)


def _holds_amount(text: str) -> bool:
    """Whether a text is a label, a colon and an amount."""
    pair = inline_pair(text)
    return pair is not None and is_amount(pair.value)
