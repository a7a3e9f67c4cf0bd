"""Columns of rows whose cells are only counted off: where merged heads leave fewer cells than the rows below have."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Extent = tuple[int, int]

# What it costs to lay a head over cells below: it should not swallow the empty cell under a head of its own.
_SWALLOWS_EMPTY = 4.0
_EMPTY_SPREADS = 3.0
_SPREADS = 0.5


def unit_extents(count: int) -> list[Extent]:
    """One column a cell."""
    return [(i, i + 1) for i in range(count)]


def over(above: Sequence[str], below: Sequence[str], extents: Sequence[Extent]) -> list[Extent]:
    """The extents of the cells above, each over one or more whole cells below, in order, at the least cost.

    Where there are more cells above than below they are counted off.
    """
    n, m = len(above), len(below)
    if n > m or not n:
        return unit_extents(n)
    infinite = float("inf")
    best = [[infinite] * (m + 1) for _ in range(n + 1)]
    came: list[list[int]] = [[0] * (m + 1) for _ in range(n + 1)]
    best[0][0] = 0.0
    for i in range(1, n + 1):
        for j in range(i, m - (n - i) + 1):
            for k in range(i - 1, j):
                cost = best[i - 1][k] + _lay(above[i - 1], below[k:j])
                if cost < best[i][j]:
                    best[i][j], came[i][j] = cost, k
    spans: list[Extent] = []
    j = m
    for i in range(n, 0, -1):
        k = came[i][j]
        spans.append((extents[k][0], extents[j - 1][1]))
        j = k
    return spans[::-1]


def _lay(head: str, cells: Sequence[str]) -> float:
    if len(cells) == 1:
        return 0.0
    empty = sum(1 for cell in cells if not cell)
    return _SPREADS * len(cells) + _SWALLOWS_EMPTY * empty + (0.0 if head else _EMPTY_SPREADS)


def widen(count: int, width: int, suits: Callable[[Sequence[Extent]], float]) -> list[Extent]:
    """Extents of `count` cells over `width` columns when one of them is wider: the one for which `suits` is highest."""
    if count >= width or not count:
        return unit_extents(count)
    extra = width - count
    choices = [
        [
            (i, i + 1) if i < wide else ((i, i + 1 + extra) if i == wide else (i + extra, i + 1 + extra))
            for i in range(count)
        ]
        for wide in range(count)
    ]
    return max(choices, key=suits)
