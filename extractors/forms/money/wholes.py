"""Which row above the parts of a money table (其中：) belong to, by the figures: none is more than its whole."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

Figures = Mapping[int, Decimal]


class Wholes:
    """Follows the rows of a block downwards, each with its path and its figures by their columns."""

    def __init__(self) -> None:
        self._plain: list[tuple[tuple[str, ...], Figures]] = []
        self._last: Figures = {}

    def whole_of(self, figures: Figures) -> tuple[str, ...]:
        """The path of the row further up whose parts begin with these figures, where the row right above is smaller
        than they are; empty where that one will do, or none will.

        年度预算总额 864, 基本支出 438, 项目支出 426, 其中：财政拨款 864 is a part of the first.
        """
        fitting = [path for path, whole in self._plain if _holds(whole, figures)]
        return fitting[-1] if figures and fitting and not _holds(self._last, figures) else ()

    def figures_of(self, path: tuple[str, ...]) -> Figures:
        """The figures of the last row with that path."""
        return next((figures for own, figures in reversed(self._plain) if own == path), {})

    def take(self, path: tuple[str, ...], figures: Figures) -> None:
        """Takes the next row."""
        if len(path) == 1 and figures:
            self._plain.append((path, figures))
        self._last = figures


def _holds(whole: Figures, part: Figures) -> bool:
    """Whether no figure of a part is more than that of the whole in its column."""
    return part.keys() <= whole.keys() and all(abs(figure) <= abs(whole[column]) for column, figure in part.items())
