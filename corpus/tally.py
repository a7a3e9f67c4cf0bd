"""Counts of what was right, wrong, missed and invented, and the F1 that they give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """Cells by field: right ones, and false ones of either side."""

    right: Counter[str] = field(default_factory=Counter)
    invented: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def cell(self, name: str, gold: object, got: object) -> bool:
        """Counts one cell; True where it is right. Both empty counts for nothing."""
        if got == gold or (got in (None, "") and gold in (None, "")):
            self.right[name] += gold not in (None, "")
            return True
        self.missed[name] += gold not in (None, "")
        self.invented[name] += got not in (None, "")
        return False

    def names(self) -> list[str]:
        """The fields that were counted, sorted."""
        return sorted(name for name in {*self.right, *self.invented, *self.missed} if self.total(name))

    def total(self, name: str) -> int:
        """How often the field was counted."""
        return self.right[name] + self.invented[name] + self.missed[name]

    def f1(self, names: Iterable[str] | None = None) -> float:
        """Micro-averaged over the fields, all of them by default; 1 where nothing was to be said and nothing was."""
        chosen = list({*self.right, *self.invented, *self.missed} if names is None else names)
        right = sum(self.right[name] for name in chosen)
        false = sum(self.invented[name] + self.missed[name] for name in chosen)
        return f1(right, false)

    def add(self, other: Tally) -> None:
        """Adds another's counts to these."""
        for mine, theirs in ((self.right, other.right), (self.invented, other.invented), (self.missed, other.missed)):
            mine.update(theirs)


@dataclass(frozen=True, slots=True)
class Counts:
    """Whole records: a pair that differs is wrong."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    invented: int = 0

    def __add__(self, other: Counts) -> Counts:
        """The sums of both."""
        return Counts(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed,
                      self.invented + other.invented)  # fmt: skip

    @property
    def f1(self) -> float:
        """A wrong pair is false on both sides."""
        return f1(self.right, 2 * self.wrong + self.missed + self.invented)


def f1(right: int, false: int) -> float:
    """Twice the right over all that both sides say."""
    return 2 * right / (2 * right + false) if right or false else 1.0
