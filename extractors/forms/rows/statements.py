"""Rows below an indicator table's head that are no indicators: a label with a sentence behind it, signatures, and rows
of a template that nobody filled in."""

from __future__ import annotations

import re

from extractors.forms.evidence.fit import level_names
from extractors.forms.grid import Grid, Row, Slot
from extractors.forms.words.content import is_placeholder, is_prose
from normalizers.text import bare, compact

_LONGEST_LABEL = 24
#: Counted rows of a table this wide have more than two cells where they are indicators.
_WIDE = 5
_TEMPLATE = re.compile(r"^(?:绩效)?指标[一二三四五六七八九十\d]{0,3}[:：.、]?$|^[（(]?\d{1,2}[)）.、]?$")


def statement(grid: Grid, row: Row, width: int) -> tuple[Slot, Slot] | None:
    """Label and sentence of a row such as `评价结论 | 项目自评总分98.56分…`; None for any other row.

    On paper with borders the sentence reaches from the label over several columns, to the right edge or, where it is
    plainly one, to cells that are empty.
    """
    filled = row.filled
    if len(filled) != 2:
        return None
    label, said = filled
    is_label = 2 <= len(label.label) <= _LONGEST_LABEL and label.column <= 1 and not _is_level(label.text)
    if not is_label or is_placeholder(label.text):
        return None
    if grid.exact:
        is_plain = is_prose(said.text) or "，" in said.text
        reaches = said.column == label.end and said.width > 2 and (said.end >= grid.width or is_plain)
        return (label, said) if reaches else None
    return (label, said) if len(row.slots) == 2 and width >= _WIDE and is_prose(said.text) else None


def _is_level(text: str) -> bool:
    word = bare(text)
    return word in level_names("level1") | level_names("level2") or word.endswith("指标")


def is_template(name: str) -> bool:
    """Whether a name is what a template prints where an indicator's may be filled in: `指标2：`, a number alone."""
    return bool(_TEMPLATE.match(compact(name)))
