"""A printed indicator name taken for an entry of the taxonomy, or for none: first by dictionary, then by its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from normalizers.matching.dictionary import Hit, by_dictionary, exact_index, misread, slips_between, without_entry
from normalizers.matching.evidence import beside
from normalizers.matching.likeness import Likeness, candidates, decided, near, ranked, vague_within
from normalizers.matching.slips import mended_name
from normalizers.names.families import likely_family
from normalizers.names.names import bare_key, key, lexicon
from normalizers.names.parts import NameParts, bring_different, parts
from normalizers.names.taxonomy import Taxonomy
from schema.match import Candidate, Match

#: The least score at which a name is taken for an entry.
THRESHOLD: float = lexicon().threshold

# A longer text is a sentence, and no name of an indicator.
_LONGEST = 60
_CANDIDATES = 4
_NO_NAME = ("no name",)
# What several clauses say is no one thing: a comma within, or more than so many enumerated.
_SENTENCE, _CLAUSES, _MOST_CLAUSES = re.compile(r"[，,；;。]."), re.compile(r"[、]."), 1
# A name that is only like an entry's scores no more.
_LIKE_AT_MOST = 97.0
# Only names of so many characters have several slips.
_SLIPS = 10
# An entry with so much of the best one's chance is as good as that one but for what decided.
_TIE = 0.4


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
    return key(name) in exact_index(taxonomy or Taxonomy.load())


def match_many(names: Iterable[str], *, taxonomy: Taxonomy | None = None) -> list[Match]:
    """The matches of many names in their order, without evidence beside the letters."""
    return [match(name, taxonomy=taxonomy) for name in names]


def forget() -> None:
    """Drops the answers kept so far, not the index: for measuring."""
    _match.cache_clear()
    parts.cache_clear()
    key.cache_clear()


@lru_cache(maxsize=65536)
def _match(name: str, level2: str, kind: str, unit: str, taxonomy: Taxonomy) -> Match:
    found = _found(name, level2, kind, unit, taxonomy)
    if found.canonical_id or found.reasons == _NO_NAME:
        return found
    return replace(found, family=likely_family(name[: 2 * _LONGEST], level2, kind, taxonomy))


def _found(name: str, level2: str, kind: str, unit: str, taxonomy: Taxonomy) -> Match:
    """The match, without a family where no entry is meant."""
    folded = key(name)
    if not folded or folded in lexicon().placeholders:
        return Match(reasons=_NO_NAME, taxonomy_version=taxonomy.version)
    if len(folded) > _LONGEST:
        return Match(reasons=("too long for a name",), taxonomy_version=taxonomy.version)
    plain = bare_key(name)
    hits = [_weighed(hit, level2, kind, unit) for hit in by_dictionary(folded, plain, taxonomy)]
    if any(hit.vague or hit.score >= THRESHOLD for hit in hits):
        return _decide(hits, taxonomy.version)
    if len(folded) < lexicon().exact_length:
        return Match(reasons=("too short to be like a name",), taxonomy_version=taxonomy.version)
    if len(_CLAUSES.findall(name)) > _MOST_CLAUSES or _SENTENCE.search(name):
        return Match(reasons=("a sentence of several things",), taxonomy_version=taxonomy.version)
    if folded in without_entry(taxonomy):
        return Match(reasons=("known to have no entry",), taxonomy_version=taxonomy.version)
    return _decide(_by_words(plain or folded, level2, kind, unit, taxonomy), taxonomy.version)


def _by_words(text: str, level2: str, kind: str, unit: str, taxonomy: Taxonomy) -> list[Hit]:
    """The entries that have a spelling which is several slips away, else those that share the name's parts."""
    name = parts(text)
    found = near(name, taxonomy)
    if len(text) >= _SLIPS:
        away = ((one, slips_between(name, len(text), one.spelling.parts)) for one in found)
        hits = (misread(one.entry, one.spelling.parts.stem, n, name.stem) for one, n in away if n is not None)
        slips = [_weighed(hit, level2, kind, unit) for hit in hits]
        if any(hit.score >= THRESHOLD for hit in slips):
            return slips
    found = [one for one in found if not bring_different(name, one.spelling.parts)]
    likely = ranked(candidates(name, level2, kind, unit, taxonomy, found))
    mended = text
    if not likely or likely[0].chance < lexicon().accepted:
        mended = mended_name(text, exact_index(taxonomy).__contains__)
    if mended != text:
        return [_for_mended(hit) for hit in _by_words(mended, level2, kind, unit, taxonomy)]
    alike = [Hit(one.entry, _score(one.chance), _why(name, likely) if one is likely[0] else ()) for one in likely]
    return [_no_vaguer(hit, one, text, name) for hit, one in zip(alike, likely, strict=True)]


def _no_vaguer(hit: Hit, one: Likeness, text: str, name: NameParts) -> Hit:
    """The hit, below `THRESHOLD` where all that speaks for it is a vague spelling, and its level 2 does not."""
    held = vague_within(one, text, name) if hit.score >= THRESHOLD and one.evidence.level <= 0 else ""
    return replace(hit, score=THRESHOLD - 10, reasons=(*hit.reasons, f"no more than {held}, vague")) if held else hit


def _for_mended(hit: Hit) -> Hit:
    score = max(0.0, hit.score - lexicon().weights["mended"])
    return replace(hit, score=round(score, 1), reasons=("a misread character put right", *hit.reasons))


def _score(chance: float) -> float:
    """A chance as a score: `THRESHOLD` where it is just accepted."""
    least = lexicon().accepted
    if chance < least:
        return round(min(THRESHOLD - 0.1, THRESHOLD * chance / least), 1)
    return round(THRESHOLD + (_LIKE_AT_MOST - THRESHOLD) * (chance - least) / (1 - least), 1)


def _why(name: NameParts, likely: Sequence[Likeness]) -> tuple[str, ...]:
    """What name and the likeliest entry share, what stands beside, and what decided a near tie."""
    one = likely[0]
    other = one.spelling.parts
    shared = sorted((name.doings & other.doings) | (name.things & other.things))
    kinds = sorted(name.kinds & other.kinds)
    ending = [name.ending.means] if name.ending and other.ending and name.ending.means == other.ending.means else []
    reasons = [f"like {other.stem}: {'、'.join([*shared, *ending]) or 'its letters'}"]
    if kinds and not name.things & other.things:
        reasons.append(f"of a kind with {'、'.join(kinds)}")
    reasons += one.evidence.reasons
    if len(likely) > 1 and one.chance >= lexicon().accepted and likely[1].chance >= _TIE * one.chance:
        reasons.append(f"a near tie with {likely[1].entry.name}, decided by {decided(one, likely[1])}")
    return tuple(reasons)


def _weighed(hit: Hit, level2: str, kind: str, unit: str) -> Hit:
    """The hit with what stands beside it; word for word needs none, unless the word is vague and it speaks against."""
    evidence = beside(hit.entry, level2, kind, unit)
    in_place = not level2.strip() or evidence.level > 0
    if hit.vague and (evidence.against or (hit.placed and not in_place)):
        return replace(hit, score=THRESHOLD - 10, reasons=(*hit.reasons, "too vague here", *evidence.reasons))
    if hit.score == 100:
        return replace(hit, reasons=(*hit.reasons, *evidence.reasons))
    score = max(0.0, min(99.0, hit.score + evidence.score))
    return replace(hit, score=round(score, 1), reasons=(*hit.reasons, *evidence.reasons))


def _decide(hits: Sequence[Hit], version: str) -> Match:
    order = sorted(hits, key=lambda hit: (-hit.score, hit.entry.id))
    others = [Candidate(hit.entry.id, hit.entry.name, hit.score) for hit in order[: _CANDIDATES + 1]]
    if not order:
        return Match(reasons=("nothing alike",), taxonomy_version=version)
    best = order[0]
    if best.score < THRESHOLD:
        reasons = (f"the nearest, {best.entry.name}, is not close enough", *best.reasons)
        return Match("", "", best.score, tuple(others[:_CANDIDATES]), reasons, version)
    return Match(
        best.entry.id, best.entry.name, best.score, tuple(others[1:]), best.reasons, version, best.entry.family
    )
