"""The characters of a page by pypdfium2."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from extractors.readers.pdf_objects import HIDDEN, WATERMARK
from extractors.readers.pdf_page import Matrix
from extractors.readers.pdf_radicals import plain_character
from extractors.tables.marks import Character
from schema.errors import LimitError

#: Characters of one page; a dense page of small print has 5,000.
MAXIMUM_CHARACTERS = 150_000

_BLANKS = frozenset("\t\n\r\x0b\x0c\xa0 ")
_SOFT_HYPHENS = (0x02, 0xAD, 0xFFFE)


@dataclass
class Printed:
    """The characters of a page, in the order of its content; those printed invisibly are counted and kept apart."""

    characters: list[Character] = field(default_factory=list)
    hidden: list[Character] = field(default_factory=list)
    unmapped: int = 0


def printed_on(page: Any, frame: Matrix, notes: Mapping[int, int]) -> Printed:
    """The characters of a page without watermarks; `notes` says of text objects how they are turned or hidden.

    Raises `LimitError` for more than `MAXIMUM_CHARACTERS`.
    """
    import pypdfium2.raw as pdfium

    text = pdfium.FPDFText_LoadPage(page)
    try:
        count = pdfium.FPDFText_CountChars(text)
        if count > MAXIMUM_CHARACTERS:
            raise LimitError(f"a page has {count:,} characters, more than a form may have", "cut the file into parts")
        printed = Printed()
        for one, note, mapped in _characters(pdfium, text, count, frame, notes):
            if note == HIDDEN:
                printed.hidden.append(one)
            elif note != WATERMARK:
                printed.characters.append(one)
                printed.unmapped += not mapped
        return printed
    finally:
        pdfium.FPDFText_ClosePage(text)


def _characters(
    pdfium: Any, text: Any, count: int, frame: Matrix, notes: Mapping[int, int]
) -> Iterator[tuple[Character, int, bool]]:
    """Each character with the note on its object and whether its font says what it means."""
    a, b, c, d, e, f = frame
    level = b == 0.0
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(0), ctypes.c_double(0)
    boxed, origin, code_of = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetUnicode
    note = 0
    for number in range(count):
        code = code_of(text, number)
        if code in (13, 10) or (code == 32 and pdfium.FPDFText_IsGenerated(text, number)):
            continue
        if not boxed(text, number, rect) or code in _SOFT_HYPHENS:
            continue
        origin(text, number, x, y)
        if notes:
            note = _note(pdfium, text, number, notes)
        if level:
            x0, x1 = a * rect.left + e, a * rect.right + e
            y0, y1 = d * rect.top + f, d * rect.bottom + f
        else:
            x0, x1 = c * rect.bottom + e, c * rect.top + e
            y0, y1 = b * rect.left + f, b * rect.right + f
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        sign = chr(code) if code else "\ufffd"
        sign = " " if sign in _BLANKS else plain_character(sign)
        place = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        mapped = bool(code) and code != 0xFFFD
        yield Character(sign, x0, y0, x1, y1, *place, max(note, 0)), note, mapped


def _note(pdfium: Any, text: Any, number: int, notes: Mapping[int, int]) -> int:
    thing = pdfium.FPDFText_GetTextObject(text, number)
    return notes.get(ctypes.addressof(thing.contents), 0) if thing else 0
