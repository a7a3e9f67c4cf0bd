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
    """How often each family was seen, and with each sign of a name."""

    families: Mapping[str, int]
    signs: Mapping[str, Mapping[str, int]]


def likely_family(name: str, level2: str, kind: str, taxonomy: Taxonomy) -> str:
    """The family that a name without an entry is likeliest of, by what the spellings of the entries say; empty for no
    name."""
    if not key(name):
        return ""
    counts = _counts(taxonomy)
    signs = [sign for sign in _signs(name, level2, kind) if sign in counts.signs]
    whole = sum(counts.families.values())

    def chance(family: str) -> float:
        seen = counts.families[family]
        shares = (counts.signs[sign].get(family, 0) + _PRIOR for sign in signs)
        return math.log(seen / whole) + sum(math.log(share / (seen + 2 * _PRIOR)) for share in shares)

    return max(counts.families, key=chance, default="")


@lru_cache(maxsize=8)
def _counts(taxonomy: Taxonomy) -> _Counts:
    found: Counter[str] = Counter()
    signs: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for entry in taxonomy.entries:
        for spelling in entry.spellings if entry.family else ():
            found[entry.family] += 1
            for sign in _signs(spelling, entry.level2, entry.kind):
                signs[sign][entry.family] += 1
    return _Counts(found, signs)


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
