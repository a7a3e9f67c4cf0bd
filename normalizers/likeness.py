"""How alike a name and the spellings of the taxonomy are: by characters, and by words that say something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from normalizers.names import key, lexicon, stem
from normalizers.taxonomy import Entry, Taxonomy
from normalizers.words import cut, dictionary, weigh

# Spellings that are looked at more closely, and the least likeness of characters, of 100, for that.
_NEAREST = 10
_LEAST = 50.0
# A slip of reading: one character in five may be another, if that makes no word.
_SLIP_EVERY = 5


@dataclass(frozen=True, slots=True, eq=False)
class _Spellings:
    stems: list[str]
    entries: list[Entry]
    words: list[Counter[str]]
    weights: Mapping[str, float]
    rarest: float


def alike(name: str, taxonomy: Taxonomy) -> list[tuple[Entry, float, tuple[str, ...]]]:
    """The entries that a stem is like, each with 0 to 100 and the reasons, best spelling only; empty for none."""
    from rapidfuzz import fuzz, process

    spellings = _spellings(taxonomy)
    near = process.extract(name, spellings.stems, scorer=fuzz.ratio, limit=_NEAREST, score_cutoff=_LEAST)
    if not near:
        return []
    words = Counter(_cut(name))
    best: dict[str, tuple[Entry, float, tuple[str, ...]]] = {}
    for _, characters, place in near:
        entry = spellings.entries[place]
        score, reasons = _score(name, words, characters, place, spellings)
        if entry.id not in best or score > best[entry.id][1]:
            best[entry.id] = (entry, score, reasons)
    return list(best.values())


def _score(
    name: str, words: Counter[str], characters: float, place: int, spellings: _Spellings
) -> tuple[float, tuple[str, ...]]:
    other, theirs = spellings.stems[place], spellings.words[place]
    left, missing = words - theirs, theirs - words
    if (changed := _slips(name, other, left)) is not None:
        return 100 - 60 * changed / len(name), (f"a slip away from {other}",)
    shared = 2 * _weight(words & theirs, spellings)
    overlap = 100 * shared / (shared + _weight(left, spellings) + _weight(missing, spellings))
    weights = lexicon().weights
    reasons = (f"characters {characters:.0f}", f"words {overlap:.0f}", f"against {other}")
    return weights["characters"] * characters + weights["words"] * overlap, reasons


def _weight(words: Counter[str], spellings: _Spellings) -> float:
    return sum(count * spellings.weights.get(word, spellings.rarest) for word, count in words.items())


def _slips(name: str, other: str, left: Counter[str]) -> int | None:
    """How many characters were misread, if the difference is small and makes no other word."""
    from rapidfuzz.distance import Levenshtein

    allowed = len(name) // _SLIP_EVERY
    known = dictionary(lexicon().words)
    if not allowed or any(word in known for word in left):
        return None
    changed = Levenshtein.distance(name, other, score_cutoff=allowed)
    return changed if changed <= allowed else None


@lru_cache(maxsize=16384)
def _cut(text: str) -> tuple[str, ...]:
    return cut(text, dictionary(lexicon().words))


@lru_cache(maxsize=8)
def _spellings(taxonomy: Taxonomy) -> _Spellings:
    """All spellings that may be matched by likeness: neither short nor vague."""
    pairs = {
        (stem(key(text)), entry.id): entry for entry in taxonomy.entries for text in entry.spellings if _says(text)
    }
    stems = [text for text, _ in pairs]
    words = [_cut(text) for text in stems]
    weights = weigh(words)
    rarest = max(weights.values(), default=1.0)
    return _Spellings(stems, list(pairs.values()), [Counter(found) for found in words], weights, rarest)


def _says(spelling: str) -> bool:
    folded = key(spelling)
    return len(folded) > lexicon().exact_length and folded not in lexicon().vague
