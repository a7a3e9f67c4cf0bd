"""Rules completed where it is known that they run: between the edges of a grid much weaker marks are enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extractors.pictures.parted import between_texts
from extractors.pictures.picture import POINT
from extractors.tables.lines import Line as Straight
from extractors.tables.lines import meshes, whole_lines
from extractors.tables.marks import Rule

if TYPE_CHECKING:
    from extractors.ocr.seen import Line
    from extractors.pictures.picture import Pixels

#: Pieces of a rule lie so near, in points, to where it runs on the whole; a bent page moves them.
_NEAR = 6.0
#: A rule covers the whole side of a cell: one that covers so much of it (share, points) is broken.
_BROKEN, _LEAST = 0.35, 4.0
#: Pixels: how far marks may lie off the rule, from where to where nothing may stand beside it, the gaps in dashes.
_OFF, _BESIDE, _DASHES = 4, (6, 11), 9
#: Shares of the side: marked at least, and on either hand of it at most; or marked in one straight line, whatever
#: stands beside it.
_MARKED, _EMPTY = 0.75, 0.3
#: The same where the rule goes on at both ends.
_MARKED_BETWEEN = 0.3
#: What was completed on both hands of a side is known in the next round.
_ROUNDS = 2
#: On a side that is shorter, in points, a single character may look like a rule.
_TALLER = 18.0
_LINE = 0.85
_CORNER = 3
#: So much of a rule, in points, may be lost where it meets another.
_CORNER_LOST = 12.0


def completed(rules: Sequence[Rule], marks: Pixels, seen: Sequence[Line]) -> list[Rule]:
    """The rules, and the sides of cells between them that are marked though too weakly to be found without the others.

    `marks` is 255 where there is any mark; between texts of the lines `seen` that stand side by side a rule may be
    lost altogether.
    """
    done = [*rules, *_reaching(*whole_lines(rules))]
    level = [rule for rule in done if rule.horizontal]
    standing = [rule.flipped for rule in done if not rule.horizontal]
    for _ in range(_ROUNDS):
        found: list[Rule] = []
        for mesh in meshes(done):
            found += _sides(level, mesh.ys, mesh.xs, mesh.level, mesh.upright, marks)
            sides = _sides(standing, mesh.xs, mesh.ys, mesh.upright, mesh.level, marks.T)
            found += [side.flipped for side in sides]
        if not found:
            break
        done += found
    return [*done, *(side for mesh in meshes(done) for side in between_texts(mesh, seen, marks))]


def _reaching(level: Sequence[Straight], upright: Sequence[Straight]) -> Iterator[Rule]:
    """What the lines lack at their ends to the next one across: corners are where rules break first."""
    yield from (Rule(start, line.at, end, line.at) for line in level for start, end in _lacking(line, upright))
    yield from (Rule(line.at, start, line.at, end) for line in upright for start, end in _lacking(line, level))


def _lacking(line: Straight, across: Sequence[Straight]) -> Iterator[tuple[float, float]]:
    """From where to where the line lacks at either end; nothing where it touches another, or none is near."""
    places = [other.at for other in across if other.start - _CORNER_LOST <= line.at <= other.end + _CORNER_LOST]
    for end in (line.start, line.end):
        near = min(places, key=lambda place: abs(place - end), default=end)
        outwards = near < end if end == line.start else near > end
        if outwards and abs(near - end) <= _CORNER_LOST:
            yield min(near, end), max(near, end)


def _sides(
    pieces: Sequence[Rule],
    edges: Sequence[float],
    places: Sequence[float],
    there: Sequence[bytearray],
    across: Sequence[bytearray],
    marks: Pixels,
) -> Iterator[Rule]:
    """The level sides of cells that no rule covers, where one is broken or weakly marked, or closes the frame."""
    for number, edge in enumerate(edges):
        own = [piece for piece in pieces if abs(piece.y0 - edge) <= _NEAR]
        for first, last in _gaps(there[number], across, number) if own else ():
            start, end = places[first], places[last + 1]
            covered = sum(max(0.0, min(end, piece.x1) - max(start, piece.x0)) for piece in own)
            at = min(own, key=lambda piece: max(start - piece.x1, piece.x0 - end)).y0
            broken = covered > max(_LEAST, _BROKEN * (end - start))
            between = first > 0 and last < len(places) - 2 and there[number][first - 1] and there[number][last + 1]
            least = _MARKED_BETWEEN if between else _MARKED
            told = between or end - start >= _TALLER
            if (
                broken
                or _frames(number, len(edges), first, last, across)
                or (told and _is_marked(marks, at, start, end, least))
            ):
                yield Rule(start, edge, end, edge)


def _gaps(there: bytearray, across: Sequence[bytearray], number: int) -> Iterator[tuple[int, int]]:
    """The first and last place of each side of a cell along an edge that no rule covers: where no rule stands on the
    edge or hangs from it, the side goes on."""
    first = None
    for place, is_there in enumerate(there):
        if is_there:
            first = None
            continue
        first = place if first is None else first
        ends = place + 1 == len(there) or there[place + 1] or any(across[place + 1][max(0, number - 1) : number + 1])
        if ends:
            yield first, place
            first = None


def _frames(number: int, edges: int, first: int, last: int, across: Sequence[bytearray]) -> bool:
    """Whether the side lies on the outline of the grid, and the rules at both its ends reach up to there."""
    if number not in (0, edges - 1):
        return False
    outermost = 0 if number == 0 else -1
    return bool(across[first][outermost] and across[last + 1][outermost])


def _is_marked(marks: Pixels, at: float, start: float, end: float, least: float) -> bool:
    """Whether a weak line runs there, with hardly anything beside it."""
    import cv2
    import numpy as np

    y, x0, x1 = round(at / POINT), round(start / POINT) + _CORNER, round(end / POINT) - _CORNER
    band = marks[max(0, y - _OFF) : y + _OFF + 1, x0:x1]
    if band.shape[1] < _DASHES or not band.size:
        return False
    thick = cv2.dilate(np.ascontiguousarray(band), np.ones((3, 1), np.uint8))
    if (thick > 0).mean(axis=1).max() >= _LINE:
        return True
    along = np.ascontiguousarray(band.max(axis=0)[None, :])
    along = cv2.morphologyEx(along, cv2.MORPH_CLOSE, np.ones((1, _DASHES), np.uint8))
    near, far = _BESIDE
    sides = marks[max(0, y - far) : max(0, y - near), x0:x1], marks[y + near : y + far, x0:x1]
    fullest = max((float((side > 0).mean()) for side in sides if side.size), default=0.0)
    return bool((along > 0).mean() >= least and fullest <= _EMPTY)
