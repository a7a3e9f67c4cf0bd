"""What stands beside a name, for an entry or against it: level 2, the kind of the value and its unit."""

from __future__ import annotations

from dataclasses import dataclass

from normalizers.names import lexicon
from normalizers.taxonomy import Entry
from normalizers.text import fold

# A word says nothing against a number that is wanted: 明显 and 及时 stand where a count or a rate would.
_OPEN_KINDS = ("", "qualitative")
# A year and a span of years are often printed alike.
_NEAR_KINDS = (frozenset(("date", "duration")),)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Points for or against an entry, why, whether kind or unit speaks plainly against it, and whether the level-2
    name that is printed, if any, is the entry's own."""

    score: float = 0
    reasons: tuple[str, ...] = ()
    against: bool = False
    in_place: bool = True


NONE = Evidence()


def beside(entry: Entry, level2: str, kind: str, unit: str) -> Evidence:
    """The evidence for an entry beside the letters of its name; what is not given says nothing."""
    if not (level2 or kind or unit):
        return NONE
    parts = [_level(entry, level2), _kind(entry, kind), _unit(entry, unit)]
    found = [part for part in parts if part is not None]
    points = lexicon().evidence
    return Evidence(
        score=sum(points[part] for part in found),
        reasons=tuple(part.replace("_", " ") for part in found),
        against="kind_differs" in found or "unit_differs" in found,
        in_place=not level2.strip() or "level_agrees" in found,
    )


def _level(entry: Entry, level2: str) -> str | None:
    printed = fold(level2).removesuffix("指标")
    own = entry.level2.removesuffix("指标")
    if not printed:
        return None
    if printed == own or (_family(printed) is not None and _family(printed) == _family(own)):
        return "level_agrees"
    both = _family(printed) is not None and _family(own) is not None
    return "level_differs" if both else None


def _family(level: str) -> int | None:
    return next((place for place, names in enumerate(lexicon().levels) if level in names), None)


def _kind(entry: Entry, kind: str) -> str | None:
    if not kind or not entry.kind:
        return None
    if kind == entry.kind:
        return "kind_agrees"
    near = any({kind, entry.kind} <= kinds for kinds in _NEAR_KINDS)
    return None if near or kind in _OPEN_KINDS or entry.kind in _OPEN_KINDS else "kind_differs"


def _unit(entry: Entry, unit: str) -> str | None:
    printed = fold(unit)
    if not printed or not entry.unit:
        return None
    if printed == entry.unit:
        return "unit_agrees"
    alike = any(printed in units and entry.unit in units for units in lexicon().units)
    return None if alike else "unit_differs"
