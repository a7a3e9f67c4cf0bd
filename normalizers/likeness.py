"""How alike a name and the spellings of the taxonomy are: by characters, and by words that say something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from normalizers.names import confused, key, lexicon, stem
from normalizers.sieve import Sieve
from normalizers.taxonomy import Entry, Taxonomy
from normalizers.words import cut, dictionary, weigh

# Spellings that are looked at more closely, and the least likeness of characters, of 100, for that.
_NEAREST = 8
_LEAST = 50.0
# A slip of reading: one character in five may be another of its shape or be lost, one in seven any other.
_SLIP_EVERY = 5
_ODD_SLIP = 1.4
# Fewer like characters are more than slips.
_SLIP_LEAST = 75.0


@dataclass(frozen=True, slots=True, eq=False)
class _Spellings:
    stems: list[str]
    entries: list[Entry]
    words: list[Counter[str]]
    totals: list[float]
    weights: Mapping[str, float]
    rarest: float
    sieve: Sieve


def alike(name: str, taxonomy: Taxonomy) -> list[tuple[Entry, float, tuple[str, ...]]]:
    """The entries that a stem is like, each with 0 to 100 and the reasons, best spelling only; empty for none."""
    from rapidfuzz import fuzz, process

    spellings = _spellings(taxonomy)
    places = spellings.sieve.sharing(name, (len(set(name)) + 1) // 2)
    choices = [spellings.stems[place] for place in places]
    near = process.extract(name, choices, scorer=fuzz.ratio, limit=_NEAREST, score_cutoff=_LEAST)
    best: dict[str, tuple[Entry, float, tuple[str, ...]]] = {}
    words = Counter(_cut(name)) if near else Counter()
    total = _weight(words, spellings)
    for _, characters, choice in near:
        entry = spellings.entries[places[choice]]
        score, reasons = _score(name, words, total, characters, places[choice], spellings)
        if entry.id not in best or score > best[entry.id][1]:
            best[entry.id] = (entry, score, reasons)
    return list(best.values())


def _score(
    name: str, words: Counter[str], total: float, characters: float, place: int, spellings: _Spellings
) -> tuple[float, tuple[str, ...]]:
    other, theirs = spellings.stems[place], spellings.words[place]
    if characters >= _SLIP_LEAST and (changed := _slips(name, other)) is not None:
        return 100 - 60 * changed / len(name), (f"a slip away from {other}",)
    shared = sum(spellings.weights[word] * min(count, theirs[word]) for word, count in words.items() if word in theirs)
    overlap = 200 * shared / (total + spellings.totals[place])
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
    words = [Counter(_cut(text)) for text in stems]
    weights = weigh(words)
    totals = [sum(count * weights[word] for word, count in found.items()) for found in words]
    rarest = max(weights.values(), default=1.0)
    return _Spellings(stems, list(pairs.values()), words, totals, weights, rarest, Sieve.of(stems))


def _says(spelling: str) -> bool:
    folded = key(spelling)
    return len(folded) > lexicon().exact_length and folded not in lexicon().vague
