"""How alike a name and the spellings of the taxonomy are: by characters, and by words that say something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from normalizers.names import confused, key, lexicon, stem
from normalizers.taxonomy import Entry, Taxonomy
from normalizers.words import cut, dictionary, weigh

# Spellings that are looked at more closely, and the least likeness of characters, of 100, for that.
_NEAREST = 10
_LEAST = 50.0
# A slip of reading: one character in five may be another of its shape or be lost, one in seven any other.
_SLIP_EVERY = 5
_ODD_SLIP = 1.4


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
    if (changed := _slips(name, other)) is not None:
        return 100 - 60 * changed / len(name), (f"a slip away from {other}",)
    shared = 2 * _weight(words & theirs, spellings)
    overlap = 100 * shared / (shared + _weight(left, spellings) + _weight(missing, spellings))
    weights = lexicon().weights
    reasons = (f"characters {characters:.0f}", f"words {overlap:.0f}", f"against {other}")
    return weights["characters"] * characters + weights["words"] * overlap, reasons


def _weight(words: Counter[str], spellings: _Spellings) -> float:
    return sum(count * spellings.weights.get(word, spellings.rarest) for word, count in words.items())


def _slips(name: str, other: str) -> int | None:
    """How many characters were misread or lost, if they are few and their change makes no other word."""
    from rapidfuzz.distance import Levenshtein

    allowed = len(name) // _SLIP_EVERY
    if not allowed or Levenshtein.distance(name, other, score_cutoff=allowed) > allowed:
        return None
    changes = Levenshtein.editops(name, other)
    mine, theirs = _covering(name), _covering(other)
    lost = Counter(theirs[change.dest_pos] for change in changes if change.tag == "insert")
    if any(count == len(word) > 1 for (_, word), count in lost.items()):
        return None
    odd = 0
    for change in changes:
        alike_shapes = change.tag == "replace" and confused(name[change.src_pos], other[change.dest_pos])
        if change.tag == "insert" or alike_shapes:
            continue
        odd += 1
        if len(mine[change.src_pos][1]) > 1:
            return None
    return len(changes) if len(changes) + odd * (_ODD_SLIP - 1) <= len(name) / _SLIP_EVERY else None


def _covering(text: str) -> list[tuple[int, str]]:
    """For each character the word that it stands in, and where that word begins."""
    found: list[tuple[int, str]] = []
    for word in _cut(text):
        found.extend([(len(found), word)] * len(word))
    return found


def forget() -> None:
    """Drops the words of names seen so far, not the index: for measuring."""
    _cut.cache_clear()


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
