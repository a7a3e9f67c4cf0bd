"""The paths and pictures of a page: ruling lines, and areas that hide what they are painted over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from extractors.pdf_objects.looks import Area, Colour, Sides
from extractors.pdf_objects.page import Matrix
from extractors.pdf_objects.walk import Thing, Walk
from extractors.tables.marks import Rule
from schema.errors import LimitError

#: Path segments of one page, those that clip an area counted with each area.
MAXIMUM_SEGMENTS = 400_000
#: A filled rectangle no thicker than this is a line.
_THICKEST = 3.0
#: A line whose ends differ by no more across its direction is level or upright.
_SLANT = 1.0
#: A line that parts a cell is at least so wide and high, in points; a page of them is a drawing.
_SLANTING, _MOST_SLANTS = 8.0, 200
#: No lighter colour is seen on paper, and only this opaque hides what lies under it.
_WHITE, _OPAQUE = 250, 255
#: The corners of a rectangle lie so near to those of what surrounds it; in points.
_CORNER = 0.5
#: Outlines of one path that are looked at for areas.
_MOST_AREAS = 50

_LINE_TO, _CURVE_TO = 0, 1

Point = tuple[float, float]


class Paths:
    """What the paths of a page came to so far."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self.rules: list[Rule] = []
        self.slants: list[Sides] = []
        self.curves = 0
        self._segments = 0

    def add(self, thing: Thing) -> list[Area]:
        """Adds the lines of a path: strokes, and fills so thin that they are strokes. Gives back the areas it hides."""
        walk, pdfium = self._walk, self._walk.pdfium
        pdfium.FPDFPath_GetDrawMode(thing.raw, walk.fill, walk.stroke)
        stroked = bool(walk.stroke.value) and _is_seen(walk.colour(pdfium.FPDFPageObj_GetStrokeColor, thing.raw))
        paint = walk.colour(pdfium.FPDFPageObj_GetFillColor, thing.raw) if walk.fill.value else (0, 0, 0, 0)
        hides = paint is not None and paint[3] == _OPAQUE
        filled = _is_seen(paint)
        if not (stroked or filled or hides):
            return []
        areas: list[Sides] = []
        for points in self._outlines(thing.raw, walk.matrix_of(thing.raw, thing.outer)):
            rules, slants = lines_of_outline(points, stroked, filled)
            self.rules += rules
            if len(self.slants) < _MOST_SLANTS:
                self.slants += slants
            if hides and not (filled and _thin(points)) and len(areas) <= _MOST_AREAS:
                areas += _rectangle(points)
        return [Area(area, paint) for area in areas] if _are_apart(areas) else []

    def _outlines(self, raw: Any, matrix: Matrix) -> Iterator[list[Point]]:
        """The outlines of a path as points; a curve is left out, and parts the straight pieces on either side."""
        walk, pdfium = self._walk, self._walk.pdfium
        count = self._counted(pdfium.FPDFPath_CountSegments(raw))
        a, b, c, d, e, f = matrix
        x, y, x_at, y_at = walk.x, walk.y, walk.x_at, walk.y_at
        segment_of, kind_of, point_of = (
            pdfium.FPDFPath_GetPathSegment, pdfium.FPDFPathSegment_GetType, pdfium.FPDFPathSegment_GetPoint,
        )  # fmt: skip
        points: list[Point] = []
        for number in range(count):
            segment = segment_of(raw, number)
            kind = kind_of(segment)
            point_of(segment, x_at, y_at)
            if kind != _LINE_TO and points:
                yield points
                points = []
            self.curves += kind == _CURVE_TO
            points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
            if len(points) > 2 and pdfium.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if points:
            yield points

    def clipped(self, thing: Thing, sides: Sides) -> Sides | None:
        """What is left of the sides of an object within the areas that it is clipped to; None for nothing."""
        walk, pdfium = self._walk, self._walk.pdfium
        clip = pdfium.FPDFPageObj_GetClipPath(thing.raw)
        a, b, c, d, e, f = thing.outer
        for path in range(pdfium.FPDFClipPath_CountPaths(clip) if clip else 0):
            count = self._counted(pdfium.FPDFClipPath_CountPathSegments(clip, path))
            points = [_point(walk, clip, path, number) for number in range(count)]
            xs, ys = [a * x + c * y + e for x, y in points], [b * x + d * y + f for x, y in points]
            if xs:
                sides = max(sides[0], min(xs)), max(sides[1], min(ys)), min(sides[2], max(xs)), min(sides[3], max(ys))
        return sides if sides[0] < sides[2] and sides[1] < sides[3] else None

    def _counted(self, segments: int) -> int:
        """So many pieces of paths, to be looked at. Raises `LimitError` where they are too many for a page."""
        self._segments += max(0, segments)
        if self._segments > MAXIMUM_SEGMENTS:
            raise LimitError(f"a page has more than {MAXIMUM_SEGMENTS:,} pieces of paths", "print it anew")
        return segments


def lines_of_outline(points: list[Point], is_stroked: bool, is_filled: bool) -> tuple[list[Rule], list[Sides]]:
    """The ruling lines of an outline, strokes or a fill so thin that it is one, and the lines in it that fall."""
    thin = _thin(points) if is_filled else None
    if thin is not None:
        return [thin], []
    return (list(_strokes(points)), list(_falling(points))) if is_stroked else ([], [])


def _is_seen(colour: Colour | None) -> bool:
    """Whether the colour can be seen on paper; what can't be told is taken for black."""
    return colour is None or (min(colour[:3]) < _WHITE and colour[3] > 0)


def _rectangle(points: Sequence[Point]) -> list[Sides]:
    """The sides of an outline that is a level rectangle; nothing for another."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
    if len(points) < 4 or min(right - left, bottom - top) <= _THICKEST:
        return []
    level = all(
        min(x - left, right - x) <= _CORNER and min(y - top, bottom - y) <= _CORNER for x, y in points
    )  # fmt: skip
    return [(left, top, right, bottom)] if level else []


def _are_apart(areas: Sequence[Sides]) -> bool:
    """Whether no two of the areas overlap: one within the other may be a frame around a hole."""
    if len(areas) > _MOST_AREAS:
        return False
    return not any(
        one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
        for number, one in enumerate(areas)
        for other in areas[number + 1 :]
    )


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


def _falling(points: Sequence[Point]) -> Iterator[Sides]:
    """The straight lines that fall from the upper left to the lower right, as one does that parts a cell."""
    for one, other in pairwise(points):
        (ax, ay), (bx, by) = sorted((one, other))
        if bx - ax >= _SLANTING and by - ay >= _SLANTING:
            yield ax, ay, bx, by


def line_of(sides: Sides) -> Rule | None:
    """The line that a thin picture is, as a printer driver paints them."""
    left, top, right, bottom = sides
    return _thin([(left, top), (right, bottom)]) if min(right - left, bottom - top) <= _THICKEST else None


def _point(walk: Walk, clip: Any, path: int, number: int) -> Point:
    segment = walk.pdfium.FPDFClipPath_GetPathSegment(clip, path, number)
    walk.pdfium.FPDFPathSegment_GetPoint(segment, walk.x_at, walk.y_at)
    return walk.x.value, walk.y.value
