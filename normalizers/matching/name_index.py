"""The spellings of a taxonomy put for looking up, and which entries are worth a closer look for a name."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from normalizers.names.names import core_key, key, lexicon
from normalizers.names.parts import NameParts, is_generic, parts
from normalizers.names.taxonomy import Taxonomy

# What a word is worth: a generic thing little, the kind of a thing less than the thing, a letter least.
_GENERIC, _KIND, _ENDING, _LETTER = 0.35, 0.7, 2.5, 0.4
# How much of a word's worth an entry has for it whose other spellings lack the word.
_ONCE = 0.5
# So many strangers are looked at more closely.
_STRANGERS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Spelling:
    """A spelling of an entry taken apart; the weights are those of its doings and its things together, `things` are
    these one by one with what each says, `telling` its signs without the things that stand for any."""

    entry: int
    parts: NameParts
    telling: frozenset[str]
    things: tuple[tuple[str, float], ...]
    doing_weight: float
    thing_weight: float


@dataclass(frozen=True, slots=True, eq=False)
class Spellings:
    """The spellings of an entry, or of all names that mean none, with their stems and the places of those that have a
    telling sign."""

    all: tuple[Spelling, ...]
    stems: tuple[str, ...]
    telling: Mapping[str, tuple[int, ...]]

    @staticmethod
    def of(spellings: Iterable[Spelling]) -> Spellings:
        """The spellings with what they are looked up by."""
        listed = tuple(spellings)
        telling: defaultdict[str, tuple[int, ...]] = defaultdict(tuple)
        for at, spelling in enumerate(listed):
            for sign in spelling.telling:
                telling[sign] += (at,)
        return Spellings(listed, tuple(spelling.parts.stem for spelling in listed), dict(telling))


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """What an entry's spellings say together: each word with the share of them that say it, the kinds of their things,
    what half of them say with how much that weighs, and the share of them that take any thing."""

    said: Mapping[str, float]
    kinds: frozenset[str]
    core: tuple[tuple[str, float], ...]
    core_weight: float
    open: float


@dataclass(frozen=True, slots=True, eq=False)
class NameIndex:
    """All spellings that may be matched by their words, by entry (a place in the taxonomy).

    `strangers` are the names that mean none of the entries; `weights` says how much a word says, by how few entries
    have it; `holders` the places of the entries that have a sign of a name, and behind them those of the strangers,
    and how much they have of it.
    """

    spellings: tuple[Spellings, ...]
    strangers: tuple[Spelling, ...]
    words: tuple[Words, ...]
    weights: Mapping[str, float]
    rarest: float
    holders: Mapping[str, tuple[Any, Any]]

    def weight(self, word: str) -> float:
        """How much a doing, or a kind with its `#`, says."""
        return self.weights.get(word, self.rarest)

    def thing(self, word: str) -> float:
        """How much a thing says."""
        return self.weights.get(word, self.rarest) * (_GENERIC if is_generic(word) else 1)

    def things(self, name: NameParts) -> tuple[tuple[str, float], ...]:
        """The things of a name in one order, each with how much it says."""
        return tuple([(thing, self.thing(thing)) for thing in sorted(name.things)])

    def nearest(self, name: NameParts, count: int) -> tuple[list[tuple[int, float]], tuple[Spelling, ...]]:
        """The places of so many entries that share most with a name, and how much that is, likeliest first; and a few
        strangers that share most with it."""
        import numpy as np

        known = [(found, worth) for sign, worth in _signs(name) if (found := self.holders.get(sign)) is not None]
        if not known:
            return [], ()
        places = np.concatenate([found[0] for found, _ in known])
        worths = np.concatenate([found[1] if worth == 1 else worth * found[1] for found, worth in known])
        shared = np.bincount(places, worths, len(self.spellings) + len(self.strangers))
        entries, strange = shared[: len(self.spellings)], shared[len(self.spellings) :]
        likely = ((place, float(entries[place])) for place in _most(entries, count) if self.spellings[place].all)
        best = sorted((one for one in likely if one[1] > 0), key=lambda one: (-one[1], one[0]))
        return best, tuple(self.strangers[place] for place in sorted(_most(strange, _STRANGERS)) if strange[place] > 0)


def _most(values: Any, count: int) -> list[int]:
    """The places of so many of the greatest values."""
    import numpy as np

    if len(values) <= count:
        return list(range(len(values)))
    return [int(place) for place in np.argpartition(-values, count - 1)[:count]]


@lru_cache(maxsize=8)
def name_index(taxonomy: Taxonomy) -> NameIndex:
    """The index of a taxonomy, made once."""
    taken = [_taken(entry.spellings) for entry in taxonomy.entries]
    strange = _taken(one.name for one in taxonomy.without)
    held = Counter(word for found in taken for word in {word for name in found for word in _words(name)})
    weights = {word: math.log(1 + len(taken) / count) for word, count in held.items()}
    rarest = math.log(1 + len(taken))
    draft = NameIndex((), (), (), weights, rarest, {})
    spellings = tuple(
        Spellings.of(_spelling(draft, place, name) for name in found) for place, found in enumerate(taken)
    )
    strangers = tuple(_spelling(draft, place, name) for place, name in enumerate(strange))
    words = tuple(_together(draft, found) for found in taken)
    holders = _holders(draft, [*taken, *([name] for name in strange)])
    return NameIndex(spellings, strangers, words, weights, rarest, holders)


def _taken(spellings: Iterable[str]) -> list[NameParts]:
    """The spellings of an entry that its likes may be found by: neither a placeholder nor vague, each stem once."""
    found: dict[str, NameParts] = {}
    for spelling in spellings:
        text = core_key(spelling)
        if len(text) > lexicon().exact_length and key(spelling) not in lexicon().vague:
            found.setdefault(parts(text).stem, parts(text))
    return list(found.values())


def _words(name: NameParts) -> Iterable[str]:
    return (*name.doings, *name.things, *(f"#{kind}" for kind in name.kinds))


def _signs(name: NameParts) -> Iterable[tuple[str, float]]:
    """What an entry is looked up by, and what each sign is worth beside the word's own weight; always in one order, so
    that sums of them are the same to the last digit."""
    yield from ((word, 1.0) for word in sorted(name.doings))
    yield from ((word, _GENERIC if is_generic(word) else 1.0) for word in sorted(name.things))
    yield from ((f"#{kind}", _KIND) for kind in sorted(name.kinds))
    if name.ending:
        yield f"={name.ending.means}", _ENDING
    yield from ((f"'{letter}", _LETTER) for letter in dict.fromkeys(name.stem))


def _spelling(index: NameIndex, place: int, name: NameParts) -> Spelling:
    telling = frozenset(sign for sign in name.signs if not is_generic(sign))
    things = index.things(name)
    doing, thing = math.fsum(map(index.weight, name.doings)), math.fsum(weight for _, weight in things)
    return Spelling(place, name, telling, things, doing, thing)


def _together(index: NameIndex, names: list[NameParts]) -> Words:
    counts = Counter(word for name in names for word in (*name.doings, *name.things))
    many = max(1, len(names))
    kinds = frozenset(kind for name in names for kind in name.kinds)
    core = tuple((word, index.thing(word)) for word, count in sorted(counts.items()) if 2 * count >= many)
    said = {word: count / many for word, count in counts.items()}
    whole = math.fsum(weight for _, weight in core)
    return Words(said, kinds, core, whole, sum(name.generic for name in names) / many)


def _holders(index: NameIndex, taken: list[list[NameParts]]) -> Mapping[str, tuple[Any, Any]]:
    import numpy as np

    found: defaultdict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
    for place, names in enumerate(taken):
        counts = Counter(sign for name in names for sign, _ in _signs(name))
        for sign, count in counts.items():
            worth = 1.0 if sign[0] in "='" else index.weight(sign)
            found[sign][0].append(place)
            found[sign][1].append(worth * (_ONCE + (1 - _ONCE) * count / len(names)))
    return {sign: (np.array(places), np.array(worths)) for sign, (places, worths) in found.items()}
