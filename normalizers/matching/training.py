"""Counts from the aliases how much each figure of `name_features` weighs: names whose entry is known, each looked at as
if its spelling were not listed, beside names that have no entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from normalizers.matching.fitting import Sample, fitted
from normalizers.matching.likeness import candidates
from normalizers.matching.model import Network
from normalizers.names.names import core_key, key
from normalizers.names.parts import (
    ACTION,
    ASPECT,
    ENDING,
    THING,
    Word,
    contraries,
    is_generic,
    listed,
    listed_places,
    listed_things,
    parts,
    split,
)  # fmt: skip
from normalizers.names.taxonomy import Entry, NameWithoutEntry, Taxonomy
from normalizers.names.words import general

_FOLDS = 5
# What a sample counts: a name without an entry most, one of our own making least.
_WORTH = {
    "alias": 1.0,
    "prefixed": 0.8,
    "with a thing": 2.0,
    "strange head": 0.8,
    "other ending": 0.9,
    "other thing": 0.4,
    "other doing": 0.5,
    "contrary": 1.0,
    "entry out": 0.15,
    "no entry": 3.0,
}
# How often another doing stands in place of the name's, and not after it.
_REPLACED = 0.5
# How often a name gets a strange head, a foreign word before it, loses its kind and unit, or its level.
_STRANGE, _PREFIXED, _BARE, _NO_LEVEL = 0.35, 0.3, 0.5, 0.3
# How often it says its unit where it says its kind, and a generic thing goes for a foreign one.
_UNIT, _SWAPPED, _HEAD_GOES = 0.6, 0.5, 0.6
_SHORTEST = 4
# Endings of these kinds count different things.
_APART = ("share", "count", "size", "length", "money", "time", "measurement")
_SEED = 7


def count_weights(taxonomy: Taxonomy) -> Network:
    """The weights of the features; the same for the same lists."""
    return fitted(list(_samples(taxonomy, _SEED)))


def folds(taxonomy: Taxonomy, seed: int = _SEED) -> Iterator[tuple[Taxonomy, list[tuple[Entry, str]]]]:
    """Five times the taxonomy without a fifth of its spellings, and those spellings with their entries."""
    pairs = [(entry, spelling) for entry in taxonomy.entries for spelling in entry.spellings]
    Random(seed).shuffle(pairs)
    for fold in range(_FOLDS):
        out = pairs[fold::_FOLDS]
        yield _without(taxonomy, out), out


def strangers(taxonomy: Taxonomy) -> Iterator[tuple[Taxonomy, tuple[NameWithoutEntry, ...]]]:
    """Five times the taxonomy without a fifth of the names that have no entry, and those names."""
    for fold in range(_FOLDS):
        known = tuple(one for at, one in enumerate(taxonomy.without) if at % _FOLDS != fold)
        yield replace(taxonomy, without=known), taxonomy.without[fold::_FOLDS]


def _without(taxonomy: Taxonomy, out: Sequence[tuple[Entry, str]]) -> Taxonomy:
    """The taxonomy without these spellings; an entry whose name goes is known by an alias, and goes if it has none."""
    gone = {(entry.id, spelling) for entry, spelling in out}
    left = []
    for entry in taxonomy.entries:
        spellings = [spelling for spelling in entry.spellings if (entry.id, spelling) not in gone]
        if spellings:
            left.append(replace(entry, name=spellings[0], aliases=tuple(spellings[1:])))
    return Taxonomy.of(tuple(left), taxonomy.without)


def _samples(taxonomy: Taxonomy, seed: int) -> Iterator[Sample]:
    chance = Random(seed)
    foreign = tuple(word for word in general() if len(word) == 2)
    maker = _Maker(chance, listed_things(), foreign, listed(ENDING), listed(ACTION))
    ids = [entry.id for entry in taxonomy.entries]
    chance.shuffle(ids)
    both = zip(folds(taxonomy, seed), strangers(taxonomy), strict=True)
    for fold, ((left, out), (known, unknown)) in enumerate(both):
        gone = set(ids[fold :: 2 * _FOLDS])
        index = Taxonomy.of(tuple(entry for entry in left.entries if entry.id not in gone), known.without)
        for entry, spelling in out:
            if len(key(spelling)) >= _SHORTEST:
                yield from maker.of(entry, spelling, index, entry.id in gone)
        for entry in index.entries:
            yield from maker.with_thing(entry, index)
        for one in unknown:
            yield from _sample(one.name, (one.level2, one.kind, ""), index, None, "no entry")


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes samples of one spelling: as it is, with other things, with a foreign word before it or at its head."""

    chance: Random
    things: tuple[str, ...]
    foreign: tuple[str, ...]
    endings: tuple[tuple[str, Word], ...]
    actions: tuple[tuple[str, Word], ...]

    def of(self, entry: Entry, spelling: str, index: Taxonomy, gone: bool) -> Iterator[Sample]:
        beside = self._beside(entry)
        name = self._prefixed(spelling) if self.chance.random() < _PREFIXED else spelling
        if gone:
            yield from _sample(name, beside, index, None, "entry out")
            return
        yield from _sample(name, beside, index, entry.id, "alias")
        if self.chance.random() < _STRANGE:
            if strange := self._strange(spelling):
                yield from _sample(strange, beside, index, None, "strange head")
            if other := self._other_ending(spelling):
                yield from _against(other, (beside[0], "", ""), index, entry.id, "other ending")
            if other := self._other_thing(entry, spelling):
                yield from _against(other, beside, index, entry.id, "other thing")
            if other := self._other_doing(entry, spelling):
                yield from _against(other, beside, index, entry.id, "other doing")
            for other in filter(None, (self._contrary(spelling), self._places(spelling))):
                yield from _against(other, (beside[0], "", ""), index, entry.id, "contrary")
            yield from _sample(self.chance.choice(self.foreign) + spelling, beside, index, entry.id, "prefixed")

    def with_thing(self, entry: Entry, index: Taxonomy) -> Iterator[Sample]:
        """A spelling that the taxonomy has and that takes any thing, behind one that none of the entry's says."""
        found = [(spelling, parts(core_key(spelling))) for spelling in entry.spellings]
        fitting = [spelling for spelling, name in found if name.generic and name.doings and name.ending]
        if fitting:
            said = {word for _, name in found for word in name.things}
            thing = self.chance.choice([thing for thing in self.things if thing not in said])
            name = thing + self.chance.choice(fitting)
            yield from _sample(name, self._beside(entry), index, entry.id, "with a thing")

    def _beside(self, entry: Entry) -> tuple[str, str, str]:
        level2 = "" if self.chance.random() < _NO_LEVEL else entry.level2
        if self.chance.random() < _BARE:
            return level2, "", ""
        return level2, entry.kind, entry.unit if self.chance.random() < _UNIT else ""

    def _prefixed(self, spelling: str) -> str:
        """A thing before the name, in place of a generic one at times."""
        name, thing = spelling, self.chance.choice(self.things)
        found = parts(core_key(spelling))
        if found.generic and found.doings and found.things and self.chance.random() < _SWAPPED:
            name = name.replace(min(found.things), "", 1)
        return thing + name

    def _strange(self, spelling: str) -> str:
        """The name with a foreign word for what is done or right before its ending; empty where it has no ending."""
        words = split(core_key(spelling))
        if len(words) < 2 or words[-1][1].role != ENDING:
            return ""
        texts = [word for word, _ in words]
        if len(words) > 2 and words[-2][1].role in (ACTION, ASPECT) and self.chance.random() < _HEAD_GOES:
            del texts[-2]
        return "".join((*texts[:-1], self.chance.choice(self.foreign), texts[-1]))

    def _other_ending(self, spelling: str) -> str:
        """The name with something else counted; empty where it has no ending, or one that others say as well."""
        words = split(core_key(spelling))
        if len(words) < 2 or words[-1][1].role != ENDING or words[-1][1].kind not in _APART:
            return ""
        others = [word for word, found in self.endings if found.kind != words[-1][1].kind and found.kind in _APART]
        return "".join((*(word for word, _ in words[:-1]), self.chance.choice(others)))

    def _contrary(self, spelling: str) -> str:
        """The name with a word for the one that excludes it; empty where no word has one."""
        words = split(core_key(spelling))
        for place, (_, word) in enumerate(words):
            if others := sorted(contraries(word.means)):
                texts = [text for text, _ in words]
                texts[place] = self.chance.choice(others)
                return "".join(texts)
        return ""

    def _places(self, spelling: str) -> str:
        """The name of the places where something is done, for what is done; empty where nothing is counted."""
        texts, words = zip(*split(core_key(spelling)), strict=True)
        if len(words) < 2 or words[-1].kind != "count" or words[-2].role != ACTION:
            return ""
        return "".join((*texts[:-1], self.chance.choice(listed_places()), texts[-1]))

    def _other_doing(self, entry: Entry, spelling: str) -> str:
        """The name with something done that no spelling of the entry's says, in place of what is done or after it;
        empty where nothing is done or counted."""
        words = split(core_key(spelling))
        if len(words) < 2 or words[-1][1].role != ENDING or words[-2][1].role != ACTION:
            return ""
        said = {word for each in entry.spellings for word in parts(core_key(each)).doings}
        other = self.chance.choice([text for text, word in self.actions if word.means not in said])
        texts = [text for text, _ in words]
        texts[-2] = other if self.chance.random() < _REPLACED else texts[-2] + other
        return "".join(texts)

    def _other_thing(self, entry: Entry, spelling: str) -> str:
        """The name of another thing, where the entry is of one; empty where it is of any, or of several."""
        found = [parts(core_key(each)) for each in entry.spellings]
        words = split(core_key(spelling))
        for place, (_, word) in enumerate(words):
            own = sum(word.means in name.things for name in found)
            if word.role == THING and not is_generic(word.means) and 2 * own >= len(found):
                texts = [text for text, _ in words]
                texts[place] = self.chance.choice((*self.things, *self.foreign))
                return "".join(texts)
        return ""


def _sample(
    name: str, beside: tuple[str, str, str], index: Taxonomy, entry_id: str | None, kind: str
) -> Iterator[Sample]:
    """The sample of a name; nothing where the right entry is no candidate."""
    found = candidates(parts(core_key(name)), *beside, index)
    right = next((place for place, one in enumerate(found) if one.entry.id == entry_id), None)
    if found and (right is not None or entry_id is None):
        yield Sample(tuple(one.figures for one in found), right, _WORTH[kind])


def _against(name: str, beside: tuple[str, str, str], index: Taxonomy, entry_id: str, kind: str) -> Iterator[Sample]:
    """The sample of a name that does not mean this entry, whatever it means."""
    found = candidates(parts(core_key(name)), *beside, index)
    yield from (Sample((one.figures,), None, _WORTH[kind]) for one in found if one.entry.id == entry_id)
