"""The characters of a page by pypdfium2."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from extractors.pdf_layout.radicals import plain_character
from extractors.pdf_objects.looks import COVERED, FAINT, FAINT_LEANING, PLAIN, Look, holds
from extractors.pdf_objects.page import Matrix
from extractors.tables.marks import Character
from schema.errors import LimitError

#: Characters of one page; a dense page of small print has 5,000.
MAXIMUM_CHARACTERS = 150_000

#: What stands for a character that the font gives no meaning, and how sure it is.
UNMAPPED = "\ufffd"
MEANINGLESS = 0.1

#: A font that claims more height than this, in sizes of type, claims more than its letters have. It is looked for
#: behind characters that are higher than this, in their widths: Latin ones and figures, and Chinese from that code on.
_CLAIMED, _HIGH, _HIGH_CHINESE, _CHINESE = 1.5, 2.75, 1.5, 0x2E80
#: How far letters rise above and fall below what they stand on, in sizes of type.
_RISE, _FALL = 0.9, 0.22

_BLANKS = frozenset(map(ord, "\t\x0b\x0c\xa0 "))
#: Line ends that pdfium makes up, and marks of a word parted at the line's end.
_LINE_ENDS = frozenset((10, 13, 0x02, 0xAD, 0xFFFE))


@dataclass
class Printed:
    """The characters of a page, in the order of its content.

    `left_out` counts, by the reason, those that nobody sees or that are beside the matter; `faint` and `leaning` are
    those that may be a watermark.
    """

    characters: list[Character] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    faint: list[Character] = field(default_factory=list)
    leaning: list[Character] = field(default_factory=list)
    unmapped: int = 0


def printed_on(page: Any, frame: Matrix, looks: Mapping[int, Look]) -> Printed:
    """The characters of a page that are seen; `looks` says of text objects how they are turned or hidden.

    Raises `LimitError` for more than `MAXIMUM_CHARACTERS`.
    """
    import pypdfium2.raw as pdfium

    text = pdfium.FPDFText_LoadPage(page)
    try:
        count = pdfium.FPDFText_CountChars(text)
        if count > MAXIMUM_CHARACTERS:
            raise LimitError(f"a page has {count:,} characters, more than a form may have", "cut the file into parts")
        printed = Printed()
        into = {"": printed.characters, FAINT: printed.faint, FAINT_LEANING: printed.leaning}
        trim = _Trim(pdfium, text)
        found = list(_characters(trim, count, frame, looks))
        if trim.needed:
            found = list(_characters(trim, count, frame, looks))
        for one, look in found:
            why = look.left_out or (COVERED if look.covers and _is_covered(one, look) else "")
            kept = into.get(why)
            if kept is not None:
                kept.append(one)
            elif one.text != " ":
                printed.left_out[why] += 1
        printed.unmapped = sum(1 for one in printed.characters if one.text == UNMAPPED)
        return printed
    finally:
        pdfium.FPDFText_ClosePage(text)


def _is_covered(one: Character, look: Look) -> bool:
    """Whether an area was painted over the middle of the character."""
    x, y = (one.x0 + one.x1) / 2, (one.y0 + one.y1) / 2
    return any(holds(sides, x, y) for sides in look.covers)


def _characters(trim: _Trim, count: int, frame: Matrix, looks: Mapping[int, Look]) -> Iterator[tuple[Character, Look]]:
    """Each character with the look of its object; this loop is most of what a page costs."""
    a, b, c, d, e, f = frame
    on_its_side = b != 0.0
    pdfium, text, rect = trim.pdfium, trim.text, trim.rect
    boxed, rect_at = pdfium.FPDFText_GetLooseCharBox, ctypes.byref(rect)
    high, high_chinese = (0.0, 0.0) if trim.needed else (_HIGH, _HIGH_CHINESE)
    look = PLAIN
    for number, code in enumerate(_codes(pdfium, text, count)):
        if code in _LINE_ENDS or (code == 32 and pdfium.FPDFText_IsGenerated(text, number)):
            continue
        if not boxed(text, number, rect_at):
            continue
        if rect.top - rect.bottom > (rect.right - rect.left) * (high if code < _CHINESE else high_chinese):
            trim(number)
        if looks:
            look = _look(pdfium, text, number, looks)
        if on_its_side:
            x0, x1, y0, y1 = c * rect.bottom + e, c * rect.top + e, b * rect.left + f, b * rect.right + f
        else:
            x0, x1, y0, y1 = a * rect.left + e, a * rect.right + e, d * rect.top + f, d * rect.bottom + f
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        sign = _sign(code)
        yield Character(sign, x0, y0, x1, y1, look.turn, MEANINGLESS if sign == UNMAPPED else 1.0), look


class _Trim:
    """Takes off a character's box what its font claims above and below all letters.

    Fonts of many scripts claim nearly two sizes of type; their characters would reach into the next lines. `rect` is
    the box of the character at hand, `needed` says whether a font on the page is of that kind.
    """

    def __init__(self, pdfium: Any, text: Any) -> None:
        self.pdfium, self.text, self.rect = pdfium, text, pdfium.FS_RECTF()
        self.needed = False
        self._ascent, self._descent = ctypes.c_float(0), ctypes.c_float(0)
        self._claims: dict[int, tuple[float, float]] = {}

    def __call__(self, number: int) -> None:
        """Trims the box of the character of that number, which is the one at hand."""
        ascent, descent = self._claim(number)
        if ascent - descent <= _CLAIMED:
            return
        self.needed = True
        rect = self.rect
        size = (rect.top - rect.bottom) / (ascent - descent)
        stands_on = rect.bottom - descent * size
        rect.top, rect.bottom = stands_on + min(ascent, _RISE) * size, stands_on + max(descent, -_FALL) * size

    def _claim(self, number: int) -> tuple[float, float]:
        """How far the font of a character rises and falls by what it says of itself, in sizes of type."""
        pdfium = self.pdfium
        thing = pdfium.FPDFText_GetTextObject(self.text, number)
        font = pdfium.FPDFTextObj_GetFont(thing) if thing else None
        if not font:
            return 0.0, 0.0
        key = ctypes.addressof(font.contents)
        if key not in self._claims:
            known = pdfium.FPDFFont_GetAscent(font, 1.0, ctypes.byref(self._ascent))
            known = known and pdfium.FPDFFont_GetDescent(font, 1.0, ctypes.byref(self._descent))
            self._claims[key] = (self._ascent.value, self._descent.value) if known else (0.0, 0.0)
        return self._claims[key]


def _codes(pdfium: Any, text: Any, count: int) -> Iterable[int]:
    """The code of each character: all at once, unless some have none or lie beyond the first plane."""
    room = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(text, 0, count, room) == count + 1:
        codes = room[:count]
        if not any(0xD800 <= code < 0xE000 or not code for code in codes):
            return codes
    return (pdfium.FPDFText_GetUnicode(text, number) for number in range(count))


@cache
def _sign(code: int) -> str:
    """The character of a code: blanks of every kind alike, radicals as ideographs, what means nothing as `UNMAPPED`."""
    if code in _BLANKS:
        return " "
    return plain_character(chr(code)) if 0 < code < 0x110000 else UNMAPPED


def _look(pdfium: Any, text: Any, number: int, looks: Mapping[int, Look]) -> Look:
    thing = pdfium.FPDFText_GetTextObject(text, number)
    return looks.get(ctypes.addressof(thing.contents), PLAIN) if thing else PLAIN
