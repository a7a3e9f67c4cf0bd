"""How well names are matched that the taxonomy does not list: an alias, own things, a whole domain left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from normalizers.matching.matching import match
from normalizers.matching.training import folds, strangers
from normalizers.names.names import core_key, key
from normalizers.names.parts import listed_things, parts
from normalizers.names.taxonomy import Entry, Taxonomy

_SEED = 11
# Domains are told by the beginnings of ids.
_DOMAINS = (("W",), ("B",), ("SS",), ("PT",), ("C",), ("E",))
#: A spelling is tried as a foreign one; a shorter says too little.
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Proof:
    """How many names were tried, got what they should, and got an entry that is not theirs."""

    title: str
    tried: int
    right: int
    wrong: int


def proofs(taxonomy: Taxonomy) -> Iterator[Proof]:
    """The figures of each way of leaving out; `right` of the last two is a refusal."""
    yield _proof("aliases", _aliases(taxonomy))
    yield _proof("things", _things(taxonomy))
    yield _proof("domains", _domains(taxonomy))
    yield _proof("refused", _refused(taxonomy))


def _proof(title: str, answers: Iterator[tuple[str, str]]) -> Proof:
    pairs = list(answers)
    right = sum(wanted == got for wanted, got in pairs)
    return Proof(title, len(pairs), right, sum(bool(got) and wanted != got for wanted, got in pairs))


def _ask(name: str, entry: Entry, taxonomy: Taxonomy) -> str:
    return match(name, level2=entry.level2, kind=entry.kind, taxonomy=taxonomy).canonical_id


def _aliases(taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    for left, out in folds(taxonomy):
        known = {entry.id for entry in left.entries}
        yield from ((entry.id, _ask(spelling, entry, left)) for entry, spelling in out if entry.id in known)


def _things(taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    """Spellings that take any thing, each with one that no spelling of its entry has."""
    chance, things = Random(_SEED), listed_things()
    for entry in taxonomy.entries:
        found = [parts(core_key(spelling)) for spelling in entry.spellings]
        said = {word for name in found for word in name.things}
        for spelling, name in zip(entry.spellings, found, strict=True):
            if name.generic and name.doings and name.ending and len(key(spelling)) >= _SHORTEST:
                thing = chance.choice([thing for thing in things if thing not in said])
                yield entry.id, _ask(thing + spelling, entry, taxonomy)


def _domains(taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    for domain in _DOMAINS:
        others = tuple(entry for entry in taxonomy.entries if not entry.id.startswith(domain))
        left = Taxonomy.of(others, taxonomy.without)
        for entry in taxonomy.entries:
            if entry.id.startswith(domain):
                yield from (("", _ask(spelling, entry, left)) for spelling in entry.spellings)


def _refused(taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    """Names without an entry, each as if it were not listed among those."""
    for left, out in strangers(taxonomy):
        yield from (("", match(one.name, level2=one.level2, kind=one.kind, taxonomy=left).canonical_id) for one in out)
