"""The family of an indicator, above the entries of the taxonomy: satisfaction, timeliness, quantity, cost …"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from normalizers.names.levels import second_level
from normalizers.names.names import core_key, key
from normalizers.names.parts import parts
from normalizers.names.taxonomy import Taxonomy

# What every sign is thought to have been seen with in every family before anything was counted.
_PRIOR = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class _Counts:
    """For each family in order the logarithm of its share, and for each sign of a name those of its shares in them."""

    families: tuple[str, ...]
    shares: tuple[float, ...]
    signs: Mapping[str, tuple[float, ...]]


def likely_family(name: str, level2: str, kind: str, taxonomy: Taxonomy) -> str:
    """The family that a name without an entry is likeliest of, by what the spellings of the entries say; empty for no
    name."""
    if not key(name):
        return ""
    counts = _counts(taxonomy)
    said = [shares for sign in _signs(name, level2, kind) if (shares := counts.signs.get(sign))]
    chances = [math.fsum(shares) for shares in zip(counts.shares, *said, strict=True)]
    return counts.families[chances.index(max(chances))] if chances else ""


@lru_cache(maxsize=8)
def _counts(taxonomy: Taxonomy) -> _Counts:
    found: Counter[str] = Counter()
    signs: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for entry in taxonomy.entries:
        for spelling in entry.spellings if entry.family else ():
            found[entry.family] += 1
            for sign in _signs(spelling, entry.level2, entry.kind):
                signs[sign][entry.family] += 1
    whole = found.total()

    def in_families(seen: Mapping[str, int]) -> tuple[float, ...]:
        return tuple(math.log((seen.get(family, 0) + _PRIOR) / (count + 2 * _PRIOR)) for family, count in found.items())

    shares = tuple(math.log(count / whole) for count in found.values())
    return _Counts(tuple(found), shares, {sign: in_families(seen) for sign, seen in signs.items()})


def _signs(name: str, level2: str, kind: str) -> Iterable[str]:
    """What tells a family: the level, the kind of value, what is counted, the last words, every doing and thing."""
    found = parts(core_key(name))
    signs = {*found.doings, *(f"#{word}" for word in found.kinds or found.things)}
    if level := second_level(level2):
        signs.add(f"level {level}")
    if kind:
        signs.add(f"kind {kind}")
    if found.ending:
        signs.update((f"counts {found.ending.means}", f"group {found.ending.kind}"))
    if found.head:
        signs.add(f"head {found.head.means}")
    return sorted(signs)
