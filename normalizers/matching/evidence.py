"""What stands beside a name, for an entry or against it: level 2, the kind of the value and its unit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from normalizers.names.levels import second_level
from normalizers.names.names import lexicon
from normalizers.names.taxonomy import Entry
from normalizers.text import fold

# A word says nothing against a number that is wanted: 明显 and 及时 stand where a count or a rate would.
_OPEN_KINDS = ("", "qualitative")
# A year and a span of years are often printed alike.
_NEAR_KINDS = (frozenset(("date", "duration")),)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an entry (1) or against it (-1); 0 says nothing."""

    level: int = 0
    kind: int = 0
    unit: int = 0

    @property
    def against(self) -> bool:
        """Whether kind or unit speaks plainly against the entry."""
        return self.kind < 0 or self.unit < 0

    @property
    def score(self) -> float:
        """The points that the evidence gives a name that is equal but for its words."""
        points = lexicon().evidence
        return sum(points[reason.replace(" ", "_")] for reason in self.reasons)

    @property
    def reasons(self) -> tuple[str, ...]:
        """`level agrees`, `unit differs` and the like."""
        found = (("level", self.level), ("kind", self.kind), ("unit", self.unit))
        return tuple(f"{part} {'agrees' if sign > 0 else 'differs'}" for part, sign in found if sign)


def beside(entry: Entry, level2: str, kind: str, unit: str) -> Evidence:
    """The evidence for an entry beside the letters of its name; what is not given says nothing."""
    return Evidence(
        _level(level2, entry.level2) if level2 else 0,
        _kind(kind, entry.kind) if kind else 0,
        _unit(unit, entry.unit) if unit else 0,
    )


@lru_cache(maxsize=4096)
def _level(printed: str, own: str) -> int:
    text = fold(printed).removesuffix("指标")
    if not text:
        return 0
    one, other = second_level(printed), second_level(own)
    if text == own.removesuffix("指标") or (one and one == other):
        return 1
    return -1 if one and other else 0


def _kind(kind: str, own: str) -> int:
    if not own or kind == own:
        return 1 if own else 0
    near = any({kind, own} <= kinds for kinds in _NEAR_KINDS)
    return 0 if near or kind in _OPEN_KINDS or own in _OPEN_KINDS else -1


@lru_cache(maxsize=4096)
def _unit(unit: str, own: str) -> int:
    printed = fold(unit)
    if not printed or not own:
        return 0
    if printed == own:
        return 1
    return 0 if any(printed in units and own in units for units in lexicon().units) else -1
