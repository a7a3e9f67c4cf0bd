"""What was typed onto a page afterwards: the fields of its form, and annotations."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from extractors.pdf_layout.radicals import plain_character
from extractors.pdf_objects.looks import Sides
from extractors.pdf_objects.page import Matrix
from extractors.pdf_objects.walk import around
from extractors.tables.marks import Character
from schema.errors import LimitError

#: What was read beside the print, and what was not.
FIELDS, TYPED = "form fields", "typed annotations"
TICKED, NOTES, STRUCK, DRAWN, FILES, OTHERS = (
    "ticked boxes of the form", "notes (annotations)", "annotations that strike text out",
    "annotations drawn by hand", "attached files", "annotations",
)  # fmt: skip

#: Annotations of one page, and characters of one of them.
_MOST, _LONGEST = 5_000, 20_000
#: Size of type where none is named, and how far lines are apart, in sizes of type.
_USUAL, _LINE = 10.0, 1.3
#: How far from the edge typed text begins, in points.
_MARGIN = 2.0
_SIZE = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)\s+Tf")
_FREE_TEXT, _WIDGET = 3, 20
_NOT_READ = {1: NOTES, 9: NOTES, 10: NOTES, 11: NOTES, 14: NOTES, 12: STRUCK, 15: DRAWN, 17: FILES}
#: Invisible, hidden, not shown on the screen.
_HIDDEN = 1 | 2 | 32
_CHECKBOX, _RADIO, _CHOICES, _TEXTS = 2, 3, (4, 5), (4, 5, 6)


@dataclass(frozen=True, slots=True)
class Text:
    """A typed text: where it stands, in points of the page as shown, and the size of its type, 0 for one that fits."""

    words: str
    sides: Sides
    size: float


@dataclass
class Typed:
    """The texts typed onto a page; `met` counts by kind what was read and what was not."""

    texts: list[Text] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)


def typed_on(page: Any, form: Any, frame: Matrix) -> Typed:
    """The annotations of a page; `form` is the handle of the document's form, None where it has none."""
    import pypdfium2.raw as pdfium

    typed = Typed()
    count = pdfium.FPDFPage_GetAnnotCount(page)
    if count > _MOST:
        typed.met[OTHERS] += count - _MOST
    for number in range(min(_MOST, count)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        if not annotation:
            continue
        try:
            if not pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
                _add(typed, pdfium, annotation, form, frame)
        except LimitError:
            typed.met[OTHERS] += 1
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return typed


def _add(typed: Typed, pdfium: Any, annotation: Any, form: Any, frame: Matrix) -> None:
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    contents = _string(pdfium, annotation, b"Contents")
    if kind == _WIDGET and form:
        _add_field(typed, pdfium, annotation, form, frame)
    elif kind == _FREE_TEXT and contents.strip():
        typed.texts.append(_text(pdfium, annotation, contents, frame))
        typed.met[TYPED] += 1
    elif kind in _NOT_READ and (contents.strip() or _NOT_READ[kind] != NOTES):
        typed.met[_NOT_READ[kind]] += 1


def _add_field(typed: Typed, pdfium: Any, annotation: Any, form: Any, frame: Matrix) -> None:
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in (_CHECKBOX, _RADIO):
        typed.met[TICKED] += _string(pdfium, annotation, b"AS") not in ("", "Off")
        return
    words = _value(pdfium, annotation, form, kind) if kind in _TEXTS else ""
    if words.strip():
        typed.texts.append(_text(pdfium, annotation, words, frame))
        typed.met[FIELDS] += 1


def _value(pdfium: Any, annotation: Any, form: Any, kind: int) -> str:
    """What a field says; of a choice what is shown for it."""
    if kind in _CHOICES:
        for option in range(max(0, min(_MOST, pdfium.FPDFAnnot_GetOptionCount(form, annotation)))):
            if pdfium.FPDFAnnot_IsOptionSelected(form, annotation, option):
                return _filled(partial(pdfium.FPDFAnnot_GetOptionLabel, form, annotation, option))
    return _filled(partial(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation))


def _string(pdfium: Any, annotation: Any, key: bytes) -> str:
    return _filled(partial(pdfium.FPDFAnnot_GetStringValue, annotation, key))


def _filled(ask: Callable[[Any, int], int]) -> str:
    """The text that the library writes into room of so many bytes, the last two its end; `LimitError` if too long."""
    size = ask(None, 0)
    if size > 2 * _LONGEST:  # into less room it writes nothing
        raise LimitError("an annotation holds more than a form may have", "print the file to a new PDF and ingest that")
    if size <= 2:
        return ""
    room = (ctypes.c_ushort * (size // 2 + 1))()
    ask(room, size)
    return bytes(room)[: size - 2].decode("utf-16-le", "replace")


def _text(pdfium: Any, annotation: Any, words: str, frame: Matrix) -> Text:
    rect = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, rect)
    named = _SIZE.search(_string(pdfium, annotation, b"DA"))
    scale = max(abs(frame[0]), abs(frame[1]))
    size = scale * float(named.group(1)) if named else 0.0
    return Text(words, around(frame, rect.left, rect.bottom, rect.right, rect.top), size)


def characters_of(text: Text) -> Iterator[Character]:
    """The characters of a typed text, set as its box has room: a single line in the middle, several from the top."""
    x0, y0, x1, y1 = text.sides
    lines = text.words.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
    size = min(text.size or _USUAL, max(1.0, (y1 - y0) / len(lines)))
    broken = [piece for line in lines for piece in _broken(line, max(size, x1 - x0 - 2 * _MARGIN), size)]
    step = min(_LINE * size, max(1.0, (y1 - y0) / len(broken)))
    top = (y0 + y1 - size) / 2 if len(broken) == 1 else y0
    for number, line in enumerate(broken):
        x, y = x0 + _MARGIN, top + number * step
        for sign in line:
            wide = _width(sign) * size
            if sign.isprintable():
                yield Character(plain_character(sign), x, y, x + wide, y + size)
            x += wide


def _broken(line: str, room: float, size: float) -> Iterator[str]:
    """The line in pieces that have room."""
    piece, used = "", 0.0
    for sign in line:
        wide = _width(sign) * size
        if piece and used + wide > room:
            yield piece
            piece, used = "", 0.0
        piece, used = piece + sign, used + wide
    yield piece


def _width(sign: str) -> float:
    """The width of a character in sizes of type."""
    return 1.0 if sign >= "\u2e80" else 0.5
