"""Labelled values on lines outside tables: `填报单位：某局    填报日期：…`, and a value on the line below its label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from extractors.forms.words.content import is_amount
from extractors.forms.words.furniture import is_furniture, is_left_open
from extractors.forms.words.inline import inline_pair, pieces_of
from extractors.forms.words.titles import table_unit
from extractors.forms.words.vocabulary import role_of
from normalizers.text import bare, compact, tidy
from schema.document import Paragraph
from schema.place import Place
from schema.reading import FieldReading

_UNIT, _SHORTEST_UNIT = "单位", 4


def is_value_of(label: str, block: Paragraph) -> bool:
    """Whether a line is the value of the label that the line above ends with, and no label or furniture itself. Behind
    a blank line only a figure is (年度, 2023): words there are another line's."""
    if not label.rstrip().endswith((":", "：")) or len(compact(block.text)) > 40:
        return False
    if block.apart and not is_amount(block.text):
        return False
    return not is_furniture(block.text) and not role_of("fields", block.text)


def line_fields(text: str, place: Place, project: str) -> Iterator[FieldReading]:
    """Labelled values on a line of their own: `填报单位：某局    填报日期：…`."""
    for label, value, sure in _line_pairs(pieces_of(text)):
        role = role_of("fields", label)
        name = "unit_name" if _names_unit(label, value) else role.name if role.sureness == 1.0 else ""
        if name and not is_left_open(value):
            yield FieldReading(compact(label), tidy(value), name, project, place, sure)


def _names_unit(label: str, value: str) -> bool:
    """Whether 单位 stands before who the filing is of, and not before a unit of money."""
    return bare(label) == _UNIT and not table_unit(f"{label}：{value}") and len(compact(value)) >= _SHORTEST_UNIT


def _line_pairs(pieces: Sequence[str]) -> Iterator[tuple[str, str, float]]:
    """Labels, values and how sure they belong together: in one piece, or in two one behind the other (cells of a sheet
    beside its table), the first of which ends with a colon or is a known label as the second is not."""
    for piece, behind in zip_longest(pieces, pieces[1:], fillvalue=""):
        pair = inline_pair(piece)
        if pair is not None and pair.value:
            yield pair.label, pair.value, 0.9
        elif behind and inline_pair(behind) is None and role_of("fields", behind).sureness < 1.0:
            label = piece.rstrip(":：")
            if label != piece or role_of("fields", piece).sureness == 1.0:
                yield label, behind, 0.9 if label != piece else 0.8
