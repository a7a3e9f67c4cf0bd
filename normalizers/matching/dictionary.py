"""Names that an entry has a spelling for: word for word, in equal words, or as a scan may have damaged it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from normalizers.matching.slips import changed, shape
from normalizers.names.names import bare_key, key, lexicon
from normalizers.names.parts import ENDING, NameParts, parts, stem
from normalizers.names.taxonomy import Entry, Taxonomy

# Of a slip so much goes, as a share of the name; a shorter name has none.
_A_SLIP, _SLIP_SHORTEST = 60, 5


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that the name may mean, how surely, and why.

    `vague`: the name says it only where kind and unit do not speak against it; `placed`: and only under its level 2.
    """

    entry: Entry
    score: float
    reasons: tuple[str, ...]
    vague: bool = False
    placed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Index:
    """The entries of each spelling: put alike, as a scan may have read it, and with one character lost; and the key,
    the stem and the parts of each spelling."""

    stems: Mapping[str, tuple[tuple[Entry, str], ...]]
    shapes: Mapping[str, tuple[tuple[Entry, str], ...]]
    losses: Mapping[str, Sequence[tuple[Entry, str]]]
    keys: Mapping[str, str]
    stemmed: Mapping[str, str]
    parts: Mapping[str, NameParts]


def by_dictionary(folded: str, plain: str, taxonomy: Taxonomy) -> list[Hit]:
    """By the first way that finds anything: word for word, without brackets, put alike, as a scan may have read it."""
    weights, vague = lexicon().weights, lexicon().vague
    exact = exact_index(taxonomy)
    if found := exact.get(folded):
        doubts = folded in vague, folded in lexicon().placed
        return [Hit(entry, 100, (_exact(entry, spelling),), *doubts) for entry, spelling in found]
    if found := exact.get(plain):
        reason = "the same without brackets"
        return [Hit(entry, weights["bracket"], (reason,), plain in vague) for entry, _ in found]
    if folded in without_entry(taxonomy):
        return []
    alike = _alike_index(taxonomy)
    for text in dict.fromkeys((stem(folded), stem(plain))):
        if found := alike.stems.get(text):
            return [Hit(entry, weights["stem"], (f"in other words {spelling}",)) for entry, spelling in found]
    found = alike.shapes.get(shape(folded), ())
    slips = ((entry, spelling, sum(map(str.__ne__, folded, alike.keys[spelling]))) for entry, spelling in found)
    hits = [misread(entry, spelling, count, folded) for entry, spelling, count in slips if 2 * count <= len(folded)]
    return hits or _by_loss(plain or folded, alike)


def _by_loss(text: str, alike: _Index) -> list[Hit]:
    """The entries with a spelling that is the name but for a character of each: as both are printed, since a damaged
    word is put for no other, else with their equal words put alike."""
    if len(text) < _SLIP_SHORTEST:
        return []
    name = parts(text)
    return _one_away(name, text, text, alike, alike.keys) or _one_away(name, name.stem, text, alike, alike.stemmed)


def _one_away(name: NameParts, own: str, text: str, alike: _Index, theirs: Mapping[str, str]) -> list[Hit]:
    """The entries with a spelling whose text in `theirs` is the name's own but for a character of each."""
    found: dict[str, Hit] = {}
    for left in _one_lost(own):
        for entry, spelling in alike.losses.get(left, ()):
            if entry.id not in found and _comparable(name, alike.parts[spelling]):
                count = changed(own, theirs[spelling], len(text))
                if count is not None:
                    found[entry.id] = misread(entry, spelling, count, own)
    return list(found.values())


def _comparable(name: NameParts, other: NameParts) -> bool:
    """Whether what differs may be a slip: not where one alone counts places, or what is a count in one (受理数) is a
    share in the other (受理率)."""
    doubled = name.head is not None and name.head.role == ENDING  # of 率数 one is the slip
    kinds = {one.ending.kind for one in (name, other) if one.ending is not None}
    return (len(kinds) <= 1 or doubled) and name.counts_places == other.counts_places


def slips_between(name: NameParts, length: int, other: NameParts) -> int | None:
    """How many slips a name is away from a spelling, with equal words put alike; None where they are not few."""
    return changed(name.stem, other.stem, length) if _comparable(name, other) else None


def _one_lost(text: str) -> tuple[str, ...]:
    """The text, and the text without each of its characters, each once."""
    return tuple(dict.fromkeys((text, *(text[:at] + text[at + 1 :] for at in range(len(text))))))


def misread(entry: Entry, spelling: str, count: int, name: str) -> Hit:
    """An entry whose spelling is so many slips away from a name; a slip alone refuses none."""
    return Hit(
        entry, max(lexicon().threshold, round(100 - _A_SLIP * count / len(name), 1)), (f"a slip away from {spelling}",)
    )


def _exact(entry: Entry, spelling: str) -> str:
    return "exact name" if spelling == entry.name else f"exact alias of {entry.name}"


@lru_cache(maxsize=8)
def exact_index(taxonomy: Taxonomy) -> Mapping[str, tuple[tuple[Entry, str], ...]]:
    """For the key of each spelling, with brackets and without, its entries."""
    spelled = ((entry, spelling) for entry in taxonomy.entries for spelling in entry.spellings)
    return _put((entry, spelling, {key(spelling), bare_key(spelling)}) for entry, spelling in spelled)


@lru_cache(maxsize=8)
def _alike_index(taxonomy: Taxonomy) -> _Index:
    clear = _clear_spellings(taxonomy)
    taken = {spelling: parts(text) for _, spelling, text in clear}
    long = [(entry, spelling) for entry, spelling, text in clear if len(text) >= _SLIP_SHORTEST]
    return _Index(
        _put((entry, spelling, {taken[spelling].stem}) for entry, spelling, _ in clear),
        _put((entry, spelling, {shape(text)}) for entry, spelling, text in clear),
        _losses(long, taken),
        {spelling: text for _, spelling, text in clear},
        {spelling: name.stem for spelling, name in taken.items()},
        taken,
    )


def _losses(
    spelled: Iterable[tuple[Entry, str]], taken: Mapping[str, NameParts]
) -> Mapping[str, list[tuple[Entry, str]]]:
    """For each text the entries with a spelling that it is, as printed or with equal words put alike, but for one
    character or none."""
    found: defaultdict[str, list[tuple[Entry, str]]] = defaultdict(list)
    for entry, spelling in spelled:
        one = entry, spelling
        for text in {*_one_lost(taken[spelling].stem), *_one_lost(key(spelling))}:
            found[text].append(one)
    return found


def _clear_spellings(taxonomy: Taxonomy) -> list[tuple[Entry, str, str]]:
    """The spellings that mean their entry by themselves, each with its key."""
    least, vague = lexicon().exact_length, lexicon().vague
    spelled = ((entry, spelling, key(spelling)) for entry in taxonomy.entries for spelling in entry.spellings)
    return [(entry, spelling, text) for entry, spelling, text in spelled if len(text) >= least and text not in vague]


def _put(spelled: Iterable[tuple[Entry, str, Iterable[str]]]) -> Mapping[str, tuple[tuple[Entry, str], ...]]:
    """For each text the entries that have it, each with the first of its spellings that does."""
    found: defaultdict[str, dict[str, tuple[Entry, str]]] = defaultdict(dict)
    for entry, spelling, texts in spelled:
        for text in filter(None, texts):
            found[text].setdefault(entry.id, (entry, spelling))
    return {text: tuple(entries.values()) for text, entries in found.items()}


@lru_cache(maxsize=8)
def without_entry(taxonomy: Taxonomy) -> frozenset[str]:
    """The keys of the names that are known to mean no entry."""
    return frozenset(key(one.name) for one in taxonomy.without)
