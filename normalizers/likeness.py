"""How likely a name in other words means an entry: by what it is made of, weighed as the aliases have taught."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import mul
from pathlib import Path

from normalizers.evidence import Evidence, beside
from normalizers.name_features import FEATURES, closest, features
from normalizers.name_index import Spelling, name_index
from normalizers.name_parts import NameParts
from normalizers.taxonomy import Entry, Taxonomy

#: The weights of the features, made by `jixiao taxonomy count`.
WEIGHTS = Path(__file__).with_name("data") / "matching_weights.csv"

# Entries that are looked at more closely.
_NEAREST = 8
# What features say together, for telling what decided between two entries.
_PARTS = {
    "level 2": ("level",), "the kind": ("kind",), "the unit": ("unit",), "what is counted": ("ending", "same ending"),
    "the letters": ("letters", "common tail", "difference of length"), "its last word": ("same head", "head", "strange"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """An entry, its spelling that is most like the name, the figures of both and the evidence beside the name.

    `chance` is the probability that the name means the entry, next to all others and to none.
    """

    entry: Entry
    spelling: Spelling
    figures: tuple[float, ...]
    evidence: Evidence
    chance: float = 0.0


def candidates(name: NameParts, level2: str, kind: str, unit: str, taxonomy: Taxonomy) -> list[Likeness]:
    """The entries that share most with a name; where no unit is printed, the one that its ending says counts."""
    index = name_index(taxonomy)
    said = unit or (name.ending.unit if name.ending else "")
    found = []
    for place, shared in index.nearest(name, _NEAREST):
        if not index.spellings[place]:
            continue
        entry, spelling = taxonomy.entries[place], closest(name, index.spellings[place])
        evidence = beside(entry, level2, kind, said)
        figures = features(index, name, spelling, entry, evidence, shared)
        found.append(Likeness(entry, spelling, figures, evidence))
    return found


def ranked(found: Sequence[Likeness], weights: Sequence[float] | None = None) -> list[Likeness]:
    """The candidates with their chances, likeliest first; what is left of 1 is the chance that none is meant."""
    if not found:
        return []
    counted = weights or _weights()
    sums = [sum(map(mul, counted, one.figures)) for one in found]
    most = max(0.0, *sums)
    powers = [math.exp(value - most) for value in sums]
    whole = sum(powers) + math.exp(-most)
    chances = (Likeness(one.entry, one.spelling, one.figures, one.evidence, power / whole)
               for one, power in zip(found, powers, strict=True))  # fmt: skip
    return sorted(chances, key=lambda one: (-one.chance, one.entry.id))


def decided(best: Likeness, other: Likeness) -> str:
    """What most of all tells the better of two candidates from the other."""
    counted = _weights()
    gains: dict[str, float] = {}
    for feature, weight, mine, theirs in zip(FEATURES, counted, best.figures, other.figures, strict=True):
        part = next((part for part, starts in _PARTS.items() if feature.startswith(starts)), "its words")
        gains[part] = gains.get(part, 0.0) + weight * (mine - theirs)
    return max(gains, key=lambda part: gains[part])


@lru_cache(maxsize=1)
def _weights() -> tuple[float, ...]:
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        found = {row["feature"]: float(row["weight"]) for row in csv.DictReader(file)}
    return tuple(found[feature] for feature in FEATURES)
