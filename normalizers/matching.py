"""A printed indicator name taken for an entry of the taxonomy, or for none: first by dictionary, then by likeness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from normalizers import likeness
from normalizers.evidence import Evidence, beside
from normalizers.names import bare_key, key, lexicon, stem
from normalizers.taxonomy import Entry, Taxonomy
from schema.match import Candidate, Match

#: The least score at which a name is taken for an entry.
THRESHOLD: float = lexicon().threshold

# A longer text is a sentence, and no name of an indicator.
_LONGEST = 60
_CANDIDATES = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that the name may mean: how alike the letters are, and why.

    `vague`: the name says it only where kind and unit do not speak against it; `placed`: and only under its level 2.
    """

    entry: Entry
    score: float
    reasons: tuple[str, ...]
    vague: bool = False
    placed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Index:
    exact: dict[str, tuple[tuple[Entry, str], ...]]
    stems: dict[str, tuple[tuple[Entry, str], ...]]


def match(name: str, *, level2: str = "", kind: str = "", unit: str = "", taxonomy: Taxonomy | None = None) -> Match:
    """The entry that a printed name means, with the next candidates and what decided; none below `THRESHOLD`.

    `level2`, `kind` and `unit` are those of the row and its value: they decide between entries that are about as
    alike, and for vague names whether there is a match at all. Never raises; the same question is answered once.
    """
    if len(name) > 4 * _LONGEST:
        return Match(reasons=("too long for a name",), taxonomy_version=(taxonomy or Taxonomy.load()).version)
    return _match(name, level2, kind, unit, taxonomy or Taxonomy.load())


def is_exact(name: str, taxonomy: Taxonomy | None = None) -> bool:
    """Whether a name is, word for word, one of an entry's spellings."""
    return key(name) in _index(taxonomy or Taxonomy.load()).exact


def match_many(names: Iterable[str], *, taxonomy: Taxonomy | None = None) -> list[Match]:
    """The matches of many names in their order, without evidence beside the letters."""
    return [match(name, taxonomy=taxonomy) for name in names]


def forget() -> None:
    """Drops the answers kept so far, not the index: for measuring."""
    _match.cache_clear()
    likeness.forget()


@lru_cache(maxsize=65536)
def _match(name: str, level2: str, kind: str, unit: str, taxonomy: Taxonomy) -> Match:
    folded = key(name)
    if not folded or folded in lexicon().placeholders:
        return Match(reasons=("no name",), taxonomy_version=taxonomy.version)
    if len(folded) > _LONGEST:
        return Match(reasons=("too long for a name",), taxonomy_version=taxonomy.version)
    hits = _hits(name, folded, taxonomy)
    return _decide([_weighed(hit, beside(hit.entry, level2, kind, unit)) for hit in hits], taxonomy.version)


def _hits(name: str, folded: str, taxonomy: Taxonomy) -> list[Hit]:
    """By the first way that finds anything: word for word, without brackets, put alike, by likeness."""
    index, weights, vague = _index(taxonomy), lexicon().weights, lexicon().vague
    if found := index.exact.get(folded):
        doubts = folded in vague, folded in lexicon().placed
        return [Hit(entry, 100, (_exact(entry, spelling),), *doubts) for entry, spelling in found]
    plain = bare_key(name)
    if found := index.exact.get(plain):
        reason = "the same without brackets"
        return [Hit(entry, weights["bracket"], (reason,), plain in vague) for entry, _ in found]
    for text in dict.fromkeys((stem(folded), stem(plain))):
        if found := index.stems.get(text):
            return [Hit(entry, weights["stem"], (f"in other words {spelling}",)) for entry, spelling in found]
    return [Hit(*alike) for alike in likeness.alike(stem(plain or folded), taxonomy)]


def _exact(entry: Entry, spelling: str) -> str:
    return "exact name" if spelling == entry.name else f"exact alias of {entry.name}"


def _weighed(hit: Hit, evidence: Evidence) -> Hit:
    """The hit with what stands beside it; word for word needs none, unless the word is vague and it speaks against."""
    if hit.vague and (evidence.against or (hit.placed and not evidence.in_place)):
        return replace(hit, score=THRESHOLD - 10, reasons=(*hit.reasons, "too vague here", *evidence.reasons))
    if hit.score == 100:
        return replace(hit, reasons=(*hit.reasons, *evidence.reasons))
    score = max(0.0, min(99.0, hit.score + evidence.score))
    return replace(hit, score=round(score, 1), reasons=(*hit.reasons, *evidence.reasons))


def _decide(hits: Sequence[Hit], version: str) -> Match:
    ranked = sorted(hits, key=lambda hit: (-hit.score, hit.entry.id))
    others = [Candidate(hit.entry.id, hit.entry.name, hit.score) for hit in ranked[: _CANDIDATES + 1]]
    if not ranked:
        return Match(reasons=("nothing alike",), taxonomy_version=version)
    best = ranked[0]
    if best.score < THRESHOLD:
        reasons = (f"the nearest, {best.entry.name}, is not close enough", *best.reasons)
        return Match("", "", best.score, tuple(others[:_CANDIDATES]), reasons, version)
    return Match(best.entry.id, best.entry.name, best.score, tuple(others[1:]), best.reasons, version)


@lru_cache(maxsize=8)
def _index(taxonomy: Taxonomy) -> _Index:
    exact: defaultdict[str, dict[str, tuple[Entry, str]]] = defaultdict(dict)
    stems: defaultdict[str, dict[str, tuple[Entry, str]]] = defaultdict(dict)
    for entry in taxonomy.entries:
        for spelling in entry.spellings:
            folded = key(spelling)
            for text in {folded, bare_key(spelling)} - {""}:
                exact[text].setdefault(entry.id, (entry, spelling))
            if len(folded) >= lexicon().exact_length and folded not in lexicon().vague:
                stems[stem(folded)].setdefault(entry.id, (entry, spelling))
    return _Index(
        {text: tuple(found.values()) for text, found in exact.items()},
        {text: tuple(found.values()) for text, found in stems.items()},
    )
