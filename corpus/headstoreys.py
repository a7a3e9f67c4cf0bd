"""Heads of one or more storeys: neighbours under the same upper head share it, shorter ones reach down."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.layout import Cell

Path = tuple[str, ...]


def rows(paths: Sequence[Path]) -> list[tuple[Cell, ...]]:
    """The head rows for columns whose heads are given from the top storey down."""
    height = max(len(path) for path in paths)
    done: list[list[Cell]] = [[] for _ in range(height)]
    column = 0
    while column < len(paths):
        column += _fill(done, paths, column, 0, height)
    return [tuple(line) for line in done]


def _fill(done: list[list[Cell]], paths: Sequence[Path], column: int, depth: int, height: int) -> int:
    """Puts the head at this place and all below it; gives back how many columns it covers."""
    path = paths[column]
    last = depth + 1 == len(path)
    span = 1
    while column + span < len(paths) and paths[column + span][: depth + 1] == path[: depth + 1] and (
        not last or paths[column + span] == path
    ):  # fmt: skip
        span += 1
    done[depth].append(Cell(path[depth], height - depth if last else 1, span, head=True))
    if not last:
        below = 0
        while below < span:
            below += _fill(done, paths, column + below, depth + 1, height)
    return span
