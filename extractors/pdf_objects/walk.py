"""A walk over the drawn objects of a page by pypdfium2, those inside forms too, in the order of painting."""

from __future__ import annotations

import ctypes
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from extractors.pdf_objects.looks import Colour, Sides
from extractors.pdf_objects.page import Matrix, times
from schema.errors import LimitError

#: Objects of one page; the densest form seen has 2,000.
MAXIMUM_OBJECTS = 150_000
#: Forms within forms.
_DEEPEST = 12
#: The name of a mark that puts an object on a layer, and room for the name of the layer.
_LAYER, _LONGEST = "OC", 512

TEXT, PATH, IMAGE, _FORM = 1, 2, 3, 5
SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Thing(NamedTuple):
    """An object, its kind, the matrix of what holds it, and whether its layer is switched off."""

    raw: Any
    kind: int
    outer: Matrix
    off: bool


class _Holder(NamedTuple):
    """A page or a form half walked through: its objects, how many, which is next, and how deep it lies."""

    raw: Any
    object_of: Any
    size: int
    matrix: Matrix
    off: bool
    depth: int


class Walk:
    """The library, what it says of an object, and room for its answers, made once a page."""

    def __init__(self, page: Any, layers_off: Collection[bytes] = ()) -> None:
        import pypdfium2.raw as pdfium

        self.pdfium, self.page, self.layers_off = pdfium, page, layers_off
        self.matrix = pdfium.FS_MATRIX()
        self.matrix_at = ctypes.byref(self.matrix)
        self.x, self.y = ctypes.c_float(0), ctypes.c_float(0)
        self.x_at, self.y_at = ctypes.byref(self.x), ctypes.byref(self.y)
        self._sides = [ctypes.c_float(0) for _ in range(4)]
        self._sides_at = [ctypes.byref(side) for side in self._sides]
        self.fill, self.stroke = ctypes.c_int(0), ctypes.c_int(0)
        self._colour = [ctypes.c_uint(0) for _ in range(4)]
        self._colour_at = [ctypes.byref(part) for part in self._colour]

    def things(self, frame: Matrix) -> Iterator[Thing]:
        """Every object in the order of painting. Raises `LimitError` for too many."""
        pdfium, walked = self.pdfium, 0
        size = pdfium.FPDFPage_CountObjects(self.page)
        waiting = [(_Holder(self.page, pdfium.FPDFPage_GetObject, size, frame, False, 0), 0)]
        while waiting:
            holder, first = waiting.pop()
            walked += max(0, holder.size) if first == 0 else 0
            if walked > MAXIMUM_OBJECTS:
                raise LimitError(f"a page has more than {MAXIMUM_OBJECTS:,} drawn objects", "print it anew")
            for number in range(first, holder.size):
                raw = holder.object_of(holder.raw, number)
                kind = pdfium.FPDFPageObj_GetType(raw)
                off = holder.off or (bool(self.layers_off) and self._is_off(raw))
                if kind != _FORM:
                    yield Thing(raw, kind, holder.matrix, off)
                elif holder.depth < _DEEPEST:
                    waiting += [(holder, number + 1), (self._form(raw, holder, off), 0)]
                    break

    def _form(self, raw: Any, holder: _Holder, off: bool) -> _Holder:
        pdfium = self.pdfium
        size, matrix = pdfium.FPDFFormObj_CountObjects(raw), self.matrix_of(raw, holder.matrix)
        return _Holder(raw, pdfium.FPDFFormObj_GetObject, size, matrix, off, holder.depth + 1)

    def _is_off(self, raw: Any) -> bool:
        """Whether a mark puts the object on a layer that is off."""
        marks = (
            self.pdfium.FPDFPageObj_GetMark(raw, number) for number in range(self.pdfium.FPDFPageObj_CountMarks(raw))
        )
        return any(self._name(mark) == _LAYER and self._layer(mark) in self.layers_off for mark in marks)

    def _name(self, mark: Any) -> str:
        room, size = (ctypes.c_ushort * _LONGEST)(), ctypes.c_ulong(0)
        self.pdfium.FPDFPageObjMark_GetName(mark, room, 2 * _LONGEST, ctypes.byref(size))
        return _text(room, size.value)

    def _layer(self, mark: Any) -> bytes:
        room, size = (ctypes.c_ubyte * _LONGEST)(), ctypes.c_ulong(0)
        self.pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"Name", room, _LONGEST, ctypes.byref(size))
        return bytes(room)[: min(size.value, _LONGEST)]

    def matrix_of(self, raw: Any, outer: Matrix) -> Matrix:
        """The matrix of an object with that of what holds it."""
        self.pdfium.FPDFPageObj_GetMatrix(raw, self.matrix_at)
        m = self.matrix
        own = (m.a, m.b, m.c, m.d, m.e, m.f)
        return outer if own == SAME else times(own, outer)

    def colour(self, get: Any, raw: Any) -> Colour | None:
        """Red, green, blue and how opaque, each up to 255; None where it can't be told, as of a pattern."""
        if not get(raw, *self._colour_at):
            return None
        red, green, blue, opaque = self._colour
        return red.value, green.value, blue.value, opaque.value

    def sides(self, raw: Any, outer: Matrix) -> Sides | None:
        """Where the object lies on the page; None where it lies nowhere."""
        if not self.pdfium.FPDFPageObj_GetBounds(raw, *self._sides_at):
            return None
        left, bottom, right, top = self._sides
        return around(outer, left.value, bottom.value, right.value, top.value)


def around(matrix: Matrix, x0: float, y0: float, x1: float, y1: float) -> Sides:
    """The sides of what lies between two corners under the matrix."""
    a, b, c, d, e, f = matrix
    if not b and not c and a > 0 > d:  # an upright page, as nearly all are
        return a * x0 + e, d * y1 + f, a * x1 + e, d * y0 + f
    xs = (a * x0 + c * y0 + e, a * x1 + c * y1 + e, a * x0 + c * y1 + e, a * x1 + c * y0 + e)
    ys = (b * x0 + d * y0 + f, b * x1 + d * y1 + f, b * x0 + d * y1 + f, b * x1 + d * y0 + f)
    return min(xs), min(ys), max(xs), max(ys)


def _text(room: Any, size: int) -> str:
    """The text in room of 16-bit units, of which so many bytes are filled, the last two with the end."""
    return bytes(room)[: max(0, min(size, 2 * _LONGEST) - 2)].decode("utf-16-le", "replace")
