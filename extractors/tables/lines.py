"""Ruling lines into meshes: snapped together, joined over gaps, grouped by what touches.

A producer may draw a border twice, in dashes, a piece a cell, a little too short or with an open side.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from extractors.tables.marks import Rule
from schema.errors import LimitError

#: Lines nearer than this are one line drawn twice; the whole bundle is no wider than three times that.
_SAME = 2.5
#: Pieces of one line lie no farther apart; no cell is so narrow.
_GAP = 4.5
#: A line that ends so near to another one touches it.
_TOUCH = 4.0
#: What is shorter, once joined, is no border of a cell.
_SHORTEST = 5.0
#: Pieces of lines on one page; a form of 160 x 160 cells, each drawn by itself, has 102,400.
MAXIMUM_RULES = 150_000
#: Whole lines on one page.
MAXIMUM_LINES = 6_000

Stretch = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """One whole line: where it lies across its direction, and from where to where it runs along it."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Mesh:
    """Lines that touch each other, cut into places.

    `level[i][c]` says whether a line runs along the row edge `ys[i]` over the column c, `upright[j][r]` whether one
    runs along the column edge `xs[j]` beside the row r. `open_top` and `open_bottom` say that the outermost row edge
    is none but the common end of upright lines.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    level: tuple[bytearray, ...]
    upright: tuple[bytearray, ...]
    open_top: bool = False
    open_bottom: bool = False


def meshes(rules: Iterable[Rule]) -> list[Mesh]:
    """Every group of touching lines that could be a table: two lines at least in either direction."""
    return [mesh for group in _touching(*whole_lines(rules)) if (mesh := _mesh(*group)) is not None]


def whole_lines(rules: Iterable[Rule]) -> tuple[list[Line], list[Line]]:
    """The level and the upright lines that the rules are pieces of. Raises `LimitError` for too many."""
    pieces = list(rules)
    if len(pieces) > MAXIMUM_RULES:
        raise LimitError(f"a page has {len(pieces):,} ruling lines, more than a form may have", "print it anew")
    level = _joined([(rule.y0, rule.x0, rule.x1) for rule in pieces if rule.horizontal])
    upright = _joined([(rule.x0, rule.y0, rule.y1) for rule in pieces if not rule.horizontal or _is_dot(rule)])
    if len(level) + len(upright) > MAXIMUM_LINES:
        raise LimitError(f"a page has {len(level) + len(upright):,} lines, more than a form may have", "print it anew")
    return level, upright


def _is_dot(rule: Rule) -> bool:
    return rule.x1 - rule.x0 < _SAME and rule.y1 - rule.y0 < _SAME


def _joined(pieces: Sequence[tuple[float, float, float]]) -> list[Line]:
    """Whole lines from pieces (across, start, end), those shorter than a cell's border left out."""
    lines: list[Line] = []
    for bundle in _bundles(pieces):
        length = sum(end - start for _, start, end in bundle)
        at = sum(at * (end - start) for at, start, end in bundle) / length if length else bundle[0][0]
        for start, end in _merged((start, end) for _, start, end in bundle):
            if end - start >= _SHORTEST:
                lines.append(Line(at, start, end))
    return lines


def _bundles(pieces: Iterable[tuple[float, float, float]]) -> list[list[tuple[float, float, float]]]:
    """The pieces grouped by where they lie across their direction."""
    bundles: list[list[tuple[float, float, float]]] = []
    for piece in sorted(pieces):
        if bundles and piece[0] - bundles[-1][-1][0] <= _SAME and piece[0] - bundles[-1][0][0] <= 3 * _SAME:
            bundles[-1].append(piece)
        else:
            bundles.append([piece])
    return bundles


def _merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The stretches joined where they overlap or nearly meet, in order."""
    done: list[Stretch] = []
    for start, end in sorted(stretches):
        if done and start - done[-1][1] <= _GAP:
            done[-1] = (done[-1][0], max(end, done[-1][1]))
        else:
            done.append((start, end))
    return done


def _touching(level: Sequence[Line], upright: Sequence[Line]) -> list[tuple[list[Line], list[Line]]]:
    """The lines grouped by what they touch, over any number of others."""
    columns = sorted(upright, key=lambda line: line.at)
    places = [line.at for line in columns]
    parent = list(range(len(level) + len(columns)))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for number, line in enumerate(level):
        for other in range(bisect_left(places, line.start - _TOUCH), bisect_right(places, line.end + _TOUCH)):
            if columns[other].start - _TOUCH <= line.at <= columns[other].end + _TOUCH:
                parent[root(number)] = root(len(level) + other)
    groups: dict[int, tuple[list[Line], list[Line]]] = {}
    for number, line in enumerate(level):
        groups.setdefault(root(number), ([], []))[0].append(line)
    for number, line in enumerate(columns):
        groups.setdefault(root(len(level) + number), ([], []))[1].append(line)
    return list(groups.values())


def _mesh(level: Sequence[Line], upright: Sequence[Line]) -> Mesh | None:
    """The mesh of touching lines, open sides closed where several lines end together; None for too few lines."""
    if not level or not upright:
        return None
    top, bottom = _open_end(upright, level, min), _open_end(upright, level, max)
    left, right = _open_end(level, upright, min), _open_end(level, upright, max)
    level = [*level, *(_closing(end, upright) for end in (top, bottom) if end is not None)]
    upright = [*upright, *(_closing(end, level) for end in (left, right) if end is not None)]
    ys, xs = _edges(level), _edges(upright)
    if len(xs) < 2 or len(ys) < 2:
        return None
    return Mesh(
        xs,
        ys,
        _covered(level, ys, xs),
        _covered(upright, xs, ys),
        open_top=top is not None,
        open_bottom=bottom is not None,
    )


def _edges(lines: Iterable[Line]) -> tuple[float, ...]:
    return tuple(sorted({line.at for line in lines}))


def _open_end(lines: Sequence[Line], across: Sequence[Line], outermost: Callable[..., float]) -> float | None:
    """Where most of several lines end together beyond the outermost line across them; None where that closes them."""
    ends = [line.start if outermost is min else line.end for line in lines]
    edge = outermost(line.at for line in across)
    beyond = [end for end in ends if (edge - end if outermost is min else end - edge) > _TOUCH]
    if len(beyond) < 2:
        return None
    end = outermost(beyond)
    together = sum(1 for other in beyond if abs(other - end) <= _TOUCH)
    return end if together >= 2 and together * 2 >= len({line.at for line in lines}) else None


def _closing(at: float, ending: Sequence[Line]) -> Line:
    """A line at the common end, from the first to the last of the lines that end there."""
    reaching = [line.at for line in ending if line.start - _TOUCH <= at <= line.end + _TOUCH]
    return Line(at, min(reaching), max(reaching))


def _covered(lines: Iterable[Line], edges: Sequence[float], places: Sequence[float]) -> tuple[bytearray, ...]:
    """For each edge the places along it that a line covers by more than half."""
    index = {at: number for number, at in enumerate(edges)}
    covered = tuple(bytearray(len(places) - 1) for _ in edges)
    for line in lines:
        row = covered[index[line.at]]
        for place in range(max(0, bisect_right(places, line.start) - 1), len(row)):
            start, end = places[place], places[place + 1]
            if start >= line.end:
                break
            if min(end, line.end) - max(start, line.start) > (end - start) / 2:
                row[place] = 1
    return covered
