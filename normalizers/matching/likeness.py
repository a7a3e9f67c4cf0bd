"""How likely a name in other words means an entry: by what it is made of, weighed as the aliases have taught."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from normalizers.matching.evidence import Evidence, beside
from normalizers.matching.model import network
from normalizers.matching.name_features import FEATURES, Asked, asked, closest, features
from normalizers.matching.name_index import Spelling, name_index
from normalizers.names.names import key, lexicon
from normalizers.names.parts import NameParts, parts
from normalizers.names.taxonomy import Entry, Taxonomy

# Entries that are looked at more closely.
_NEAREST = 6
# What features say together, for telling what decided between two entries.
_PARTS = {
    "level 2": ("level",), "the kind": ("kind",), "the unit": ("unit",), "what is counted": ("ending", "same ending"),
    "the letters": ("letters", "common tail", "difference of length"),
    "its last word": ("same head", "head", "strange head"),
}  # fmt: skip
_WORDS = "its words"
_ALL_PARTS = (*_PARTS, _WORDS)


class Near(NamedTuple):
    """An entry near a name, its spelling that is most like it, and how much name and entry share by the index; and the
    name itself, which is the same for all of its entries."""

    entry: Entry
    spelling: Spelling
    shared: float
    asked: Asked


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


def near(name: NameParts, taxonomy: Taxonomy) -> list[Near]:
    """The entries that share most with a name, likeliest first."""
    index = name_index(taxonomy)
    likely, strangers = index.nearest(name, _NEAREST)
    of_name = asked(index, name, strangers)
    return [
        Near(taxonomy.entries[place], closest(name, index.spellings[place]), shared, of_name)
        for place, shared in likely
    ]


def candidates(
    name: NameParts, level2: str, kind: str, unit: str, taxonomy: Taxonomy, found: Sequence[Near] | None = None
) -> list[Likeness]:
    """The entries near a name with all figures; where no unit is printed, the one that its ending says counts."""
    index = name_index(taxonomy)
    said = unit or (name.ending.unit if name.ending else "")
    result = []
    for entry, spelling, shared, of_name in near(name, taxonomy) if found is None else found:
        evidence = beside(entry, level2, kind, said)
        figures = features(index, of_name, spelling, entry, evidence, shared)
        result.append(Likeness(entry, spelling, figures, evidence))
    return result


def ranked(found: Sequence[Likeness]) -> list[Likeness]:
    """The candidates with their chances, likeliest first; what is left of 1 is the chance that none is meant."""
    if not found:
        return []
    sums = network().weigh([one.figures for one in found])
    most = max(0.0, *sums)
    powers = [math.exp(value - most) for value in sums]
    whole = sum(powers) + math.exp(-most)
    chances = (
        Likeness(one.entry, one.spelling, one.figures, one.evidence, power / whole)
        for one, power in zip(found, powers, strict=True)
    )
    return sorted(chances, key=lambda one: (-one.chance, one.entry.id))


def vague_within(one: Likeness, text: str, name: NameParts) -> str:
    """The vague spelling of an entry that a name holds and shares no more with (县城保工资 of 保工资): what is vague
    alone is so behind another word as well. Empty where there is none."""
    shared = (name.doings | name.things) & (one.spelling.parts.doings | one.spelling.parts.things)
    for spelling in one.entry.spellings:
        if (held := key(spelling)) in lexicon().vague and held in text:
            said = parts(held)
            if shared <= said.doings | said.things:
                return spelling
    return ""


def decided(best: Likeness, other: Likeness) -> str:
    """What most of all tells the better of two candidates from the other."""
    figures = list(zip(_parts_of_features(), best.figures, other.figures, strict=True))
    swapped = [[theirs if of == part else mine for of, mine, theirs in figures] for part in _ALL_PARTS]
    return min(zip(network().weigh(swapped), _ALL_PARTS, strict=True))[1]


@lru_cache(maxsize=1)
def _parts_of_features() -> tuple[str, ...]:
    return tuple(
        next((part for part, starts in _PARTS.items() if feature.startswith(starts)), _WORDS) for feature in FEATURES
    )
