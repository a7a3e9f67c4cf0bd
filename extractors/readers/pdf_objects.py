"""The drawn objects of a page by pypdfium2: ruling lines, pictures, and text that is turned, faint or hidden."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from extractors.readers.pdf_page import Matrix, times
from extractors.tables.marks import Rule
from schema.errors import LimitError

#: Objects and path segments of one page; the densest form seen has 2,000.
MAXIMUM_OBJECTS = 150_000
MAXIMUM_SEGMENTS = 400_000
#: Forms within forms.
_DEEPEST = 12

#: A filled rectangle no thicker than this is a line.
_THICKEST = 3.0
#: A line whose ends differ by no more across its direction is level or upright.
_SLANT = 1.0
#: Text of this size and fainter than that, or text that leans, is a watermark.
_WATERMARK_SIZE = 28.0
_WATERMARK_LIGHT = 140
_WATERMARK_ALPHA = 160
_WHITE = 250

_LINE_TO, _CURVE_TO, _MOVE_TO = 0, 1, 2
_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_FILLED, _OUTLINED, _HIDDEN_MODES = 0, 1, (3, 7)
#: Text no wider than this, in points, PDFium passes over; no higher, it takes two lines that say the same for one.
_NO_EXTENT = 0.01

#: What `Drawn.text` says of a text object beyond its quarter turns.
WATERMARK, HIDDEN = -1, -2

Point = tuple[float, float]


@dataclass
class Drawn:
    """What was found so far. `text` gives by address the text objects that don't read to the right, with their turn."""

    rules: list[Rule] = field(default_factory=list)
    text: dict[int, int] = field(default_factory=dict)
    pictured: float = 0.0
    curves: int = 0
    objects: int = 0
    segments: int = 0


class _Walk:
    """A walk over the objects of a page: the library, what was drawn, and room for the answers, made once."""

    def __init__(self, page: Any) -> None:
        import pypdfium2.raw as pdfium

        self.pdfium, self.page, self.drawn = pdfium, page, Drawn()
        self.matrix = pdfium.FS_MATRIX()
        self.matrix_at = ctypes.byref(self.matrix)
        self.x, self.y = ctypes.c_float(0), ctypes.c_float(0)
        self.x_at, self.y_at = ctypes.byref(self.x), ctypes.byref(self.y)
        self.sides = [ctypes.c_float(0) for _ in range(4)]
        self.sides_at = [ctypes.byref(side) for side in self.sides]
        self.fill, self.stroke = ctypes.c_int(0), ctypes.c_int(0)
        self.colour = [ctypes.c_uint(0) for _ in range(4)]
        self.colour_at = [ctypes.byref(part) for part in self.colour]

    def matrix_of(self, thing: Any, outer: Matrix) -> Matrix:
        """The matrix of an object with that of what holds it."""
        self.pdfium.FPDFPageObj_GetMatrix(thing, self.matrix_at)
        m = self.matrix
        own = (m.a, m.b, m.c, m.d, m.e, m.f)
        return outer if own == _SAME else times(own, outer)

    def shade(self, get: Any, thing: Any) -> tuple[int, int]:
        """How light a colour is and how opaque, both of 255; black where it can't be told."""
        if not get(thing, *self.colour_at):
            return 0, 255
        red, green, blue, alpha = self.colour
        return min(red.value, green.value, blue.value), alpha.value

    def seen(self, get: Any, thing: Any) -> bool:
        """Whether the colour can be seen on paper."""
        light, alpha = self.shade(get, thing)
        return light < _WHITE and alpha > 0


_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def drawn_on(page: Any, frame: Matrix) -> Drawn:
    """Everything drawn on a page, in the coordinates that the frame leads to; raises `LimitError` for too much."""
    walk = _Walk(page)
    for thing, kind, matrix in _objects(walk, frame):
        if kind == _PATH:
            _path(walk, thing, matrix)
        elif kind == _TEXT:
            _text(walk, thing, matrix)
        elif kind == _IMAGE:
            _image(walk.matrix_of(thing, matrix), walk.drawn)
    return walk.drawn


def _objects(walk: _Walk, frame: Matrix) -> Iterator[tuple[Any, int, Matrix]]:
    """Every object with its kind and the matrix of what holds it, those inside forms too."""
    pdfium, drawn = walk.pdfium, walk.drawn
    kind_of = pdfium.FPDFPageObj_GetType
    waiting = [(pdfium.FPDFPage_CountObjects(walk.page), pdfium.FPDFPage_GetObject, walk.page, frame, 0)]
    while waiting:
        count, get, holder, matrix, depth = waiting.pop()
        drawn.objects += max(0, count)
        if drawn.objects > MAXIMUM_OBJECTS:
            raise LimitError(f"a page has more than {MAXIMUM_OBJECTS:,} drawn objects", "print it anew")
        for number in range(count):
            thing = get(holder, number)
            kind = kind_of(thing)
            if kind != _FORM:
                yield thing, kind, matrix
            elif depth < _DEEPEST:
                inner = walk.matrix_of(thing, matrix)
                size = pdfium.FPDFFormObj_CountObjects(thing)
                waiting.append((size, pdfium.FPDFFormObj_GetObject, thing, inner, depth + 1))


def _path(walk: _Walk, thing: Any, outer: Matrix) -> None:
    """Adds the lines of a path: strokes, and fills so thin that they are strokes."""
    pdfium, rules = walk.pdfium, walk.drawn.rules
    pdfium.FPDFPath_GetDrawMode(thing, walk.fill, walk.stroke)
    stroked = bool(walk.stroke.value) and walk.seen(pdfium.FPDFPageObj_GetStrokeColor, thing)
    filled = bool(walk.fill.value) and walk.seen(pdfium.FPDFPageObj_GetFillColor, thing)
    if not stroked and not filled:
        return
    for points in _outlines(walk, thing, walk.matrix_of(thing, outer)):
        thin = _thin(points) if filled else None
        if thin is not None:
            rules.append(thin)
        elif stroked:
            rules.extend(_strokes(points))


def _outlines(walk: _Walk, thing: Any, matrix: Matrix) -> Iterator[list[Point]]:
    """The outlines of a path as points; a curve is left out, so that it parts the straight pieces on either side."""
    pdfium, drawn = walk.pdfium, walk.drawn
    count = pdfium.FPDFPath_CountSegments(thing)
    drawn.segments += max(0, count)
    if drawn.segments > MAXIMUM_SEGMENTS:
        raise LimitError(f"a page has more than {MAXIMUM_SEGMENTS:,} pieces of paths", "print it anew")
    a, b, c, d, e, f = matrix
    x, y, x_at, y_at = walk.x, walk.y, walk.x_at, walk.y_at
    segment_of, kind_of, point_of = (
        pdfium.FPDFPath_GetPathSegment, pdfium.FPDFPathSegment_GetType, pdfium.FPDFPathSegment_GetPoint,
    )  # fmt: skip
    points: list[Point] = []
    for number in range(count):
        segment = segment_of(thing, number)
        kind = kind_of(segment)
        point_of(segment, x_at, y_at)
        if kind != _LINE_TO and points:
            yield points
            points = []
        drawn.curves += kind == _CURVE_TO
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if len(points) > 2 and pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _thin(points: list[Point]) -> Rule | None:
    """The line that a filled outline is, if it is thin: along its middle."""
    if len(points) < 2:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    if right - left < bottom - top:
        middle = (left + right) / 2
        return Rule(middle, top, middle, bottom) if right - left <= _THICKEST else None
    middle = (top + bottom) / 2
    return Rule(left, middle, right, middle) if bottom - top <= _THICKEST else None


def _strokes(points: list[Point]) -> Iterator[Rule]:
    for (ax, ay), (bx, by) in pairwise(points):
        if abs(ay - by) <= _SLANT and abs(ax - bx) >= abs(ay - by):
            middle = (ay + by) / 2
            yield Rule(min(ax, bx), middle, max(ax, bx), middle)
        elif abs(ax - bx) <= _SLANT:
            middle = (ax + bx) / 2
            yield Rule(middle, min(ay, by), middle, max(ay, by))


def _image(matrix: Matrix, drawn: Drawn) -> None:
    """A picture is the unit square under its matrix; one that is thin is a line that a printer driver painted."""
    a, b, c, d, e, f = matrix
    xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    drawn.pictured += width * height
    thin = _thin([(min(xs), min(ys)), (max(xs), max(ys))]) if min(width, height) <= _THICKEST else None
    if thin is not None:
        drawn.rules.append(thin)


def _text(walk: _Walk, thing: Any, outer: Matrix) -> None:
    """Notes text that leans, is hidden, is a watermark or reads elsewhere than to the right."""
    pdfium = walk.pdfium
    if pdfium.FPDFPageObj_GetBounds(thing, *walk.sides_at):
        left, bottom, right, top = walk.sides
        if right.value - left.value < _NO_EXTENT or top.value - bottom.value < _NO_EXTENT:
            _widen(walk, thing)
    a, b, c, d, _, _ = walk.matrix_of(thing, outer)
    note = turn_of(a, b)
    if pdfium.FPDFTextObj_GetTextRenderMode(thing) in _HIDDEN_MODES:
        note = HIDDEN
    elif note != WATERMARK and _is_faint(walk, thing, max(abs(c), abs(d))):
        note = WATERMARK
    if note:
        walk.drawn.text[ctypes.addressof(thing.contents)] = note


def _widen(walk: _Walk, thing: Any) -> None:
    """Gives text an extent whose font the file does not hold: without the shapes of its characters it has none.

    An outline widens it, and a new place, though it is the old one, makes PDFium measure anew.
    """
    pdfium = walk.pdfium
    font = pdfium.FPDFTextObj_GetFont(thing)
    if pdfium.FPDFTextObj_GetTextRenderMode(thing) == _FILLED and font and not pdfium.FPDFFont_GetIsEmbedded(font):
        pdfium.FPDFTextObj_SetTextRenderMode(thing, _OUTLINED)
        pdfium.FPDFPageObj_SetStrokeWidth(thing, 1.0)
        pdfium.FPDFPageObj_TransformF(thing, pdfium.FS_MATRIX(*_SAME))


def turn_of(across: float, down: float) -> int:
    """The quarter turns against the clock of text that runs so far across and down, or `WATERMARK` where it leans."""
    if abs(down) <= 0.05 * abs(across):
        return 0 if across >= 0 else 2
    if abs(across) <= 0.05 * abs(down):
        return 1 if down < 0 else 3
    return WATERMARK


def _is_faint(walk: _Walk, thing: Any, scale: float) -> bool:
    walk.pdfium.FPDFTextObj_GetFontSize(thing, walk.x_at)
    if walk.x.value * scale < _WATERMARK_SIZE:
        return False
    light, alpha = walk.shade(walk.pdfium.FPDFPageObj_GetFillColor, thing)
    return light > _WATERMARK_LIGHT or alpha < _WATERMARK_ALPHA
