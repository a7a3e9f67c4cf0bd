"""Label and value in one cell, since a scan lost the rule between them: `项目负责人鲁子衡`."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache

from extractors.forms.grid import Grid, Row, Slot, mended
from extractors.forms.vocabulary import listed, spellings
from normalizers.layout import is_public_body
from normalizers.text import bare, compact

_SURE = 0.85
_MOST_CELLS = 4
_LONGEST = 60
_NAME = re.compile(r"^[\u4e00-\u9fff·]{2,4}$")
_TELEPHONE = re.compile(r"^[（(]?\+?\d[\d\-—–()（）]{6,20}$")
_PROJECT = re.compile(r"^[^及和与、/:：，,]{4,}(?:项目|资金|经费|工程|专项|补助|补贴|费|奖补|工资|建设|采购|购置)$")


def with_parted_cells(grid: Grid) -> Grid:
    """The grid with label and value in cells of their own, in rows of labelled cells alone."""
    return replace(grid, rows=tuple(map(_parted, grid.rows)))


def _parted(row: Row) -> Row:
    """The row parted where each of its cells is a label, the value behind one, or both in one."""
    filled = row.filled
    pairs = {slot.column: pair for slot in filled if (pair := glued_pair(slot.text))}
    if not pairs or len(filled) > _MOST_CELLS or not _is_labelled(filled, pairs):
        return row
    parted: list[Slot] = []
    for slot in row.slots:
        parted += _halves(slot, *pairs[slot.column]) if slot.label and slot.column in pairs else [slot]
    return replace(row, slots=tuple(parted))


def _is_labelled(filled: tuple[Slot, ...], pairs: dict[int, tuple[str, str]]) -> bool:
    behind_label = False
    for slot in filled:
        if slot.column in pairs:
            behind_label = False
        elif bare(slot.text) in spellings("fields"):
            behind_label = True
        elif behind_label:
            behind_label = False
        else:
            return False
    return True


def _halves(slot: Slot, label: str, value: str) -> tuple[Slot, Slot]:
    """The label in the first column of the cell, the value in the rest of it."""
    key = replace(mended(slot, label, _SURE), width=1)
    rest = max(1, slot.width - 1)
    return key, replace(mended(slot, value, _SURE), column=slot.end - rest, width=rest)


@lru_cache(maxsize=8192)
def glued_pair(text: str) -> tuple[str, str] | None:
    """A known label and what stands right behind it, where that is what such a label is followed by."""
    said = compact(text)
    if len(said) > _LONGEST or bare(said) in spellings("fields"):
        return None
    found = next((label for label in _labels() if said.startswith(label)), "")
    value = said[len(found) :]
    return (found, value) if found and _suits(spellings("fields")[bare(found)], value) else None


def _suits(role: str, value: str) -> bool:
    if role == "person":
        return bool(_NAME.match(value)) and not value.startswith(listed("joints", "words"))
    if role == "contact":
        return bool(_TELEPHONE.match(value))
    return bool(_PROJECT.match(value)) if role == "project" else is_public_body(value)


@cache
def _labels() -> tuple[str, ...]:
    """The labels that people, bodies and projects stand behind, the longest first."""
    roles = ("project", "unit_name", "implementing_unit", "competent_department", "person", "contact")
    return tuple(sorted((label for role in roles for label in listed("fields", role)), key=len, reverse=True))
