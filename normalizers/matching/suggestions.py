"""Names that the taxonomy lacks, put together by likeness, each lot with the entry that it might become."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from normalizers.knowledge import table
from normalizers.matching.matching import match
from normalizers.names.families import likely_family
from normalizers.names.names import core_key, key, lexicon
from normalizers.names.parts import stem
from normalizers.names.taxonomy import Entry, Taxonomy
from normalizers.quantities.implied_units import implied_by
from normalizers.text import tidy
from schema.match import Candidate


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A printed name that matched nothing, how often it was seen, and what stood beside it."""

    name: str
    count: int = 1
    level1: str = ""
    level2: str = ""
    kind: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Names of one meaning, most frequent first, and the entry they might become (its id is NEW01, NEW02…).

    `count` is how often they were seen together; `nearest` the entry of the taxonomy that is most like the first of
    them, None where none is like it: the names may be missing aliases of that one.
    """

    entry: Entry
    count: int
    names: tuple[tuple[str, int], ...]
    nearest: Candidate | None = None


@dataclass(slots=True)
class _Lot:
    stem: str
    members: list[Unmatched] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(member.count for member in self.members)


def suggest(names: Iterable[Unmatched], taxonomy: Taxonomy | None = None) -> list[Suggestion]:
    """The names in lots of one meaning, the most frequent lot first; what is no name or has an entry is left out."""
    wanted = [one for one in _together(names) if _lacking(one, taxonomy)]
    lots = sorted(_lots(wanted), key=lambda lot: (-lot.count, lot.members[0].name))
    return [_suggestion(lot, place, taxonomy) for place, lot in enumerate(lots, 1)]


def _together(names: Iterable[Unmatched]) -> list[Unmatched]:
    """One for each name, counts added, with what most often stood beside it; the most frequent first."""
    seen: dict[str, list[Unmatched]] = {}
    for one in names:
        if one.count > 0 and key(one.name):
            seen.setdefault(tidy(one.name), []).append(one)
    made = [
        Unmatched(
            name, sum(one.count for one in lot), *(_usual(lot, part) for part in ("level1", "level2", "kind", "unit"))
        )
        for name, lot in seen.items()
    ]
    return sorted(made, key=lambda one: (-one.count, one.name))


def _usual(lot: Sequence[Unmatched], part: str) -> str:
    """What most often stands in a part of the lot, empty where nothing does."""
    counts: Counter[str] = Counter()
    for one in lot:
        if getattr(one, part):
            counts[getattr(one, part)] += one.count
    return min(counts, key=lambda value: (-counts[value], value)) if counts else ""


def _lacking(one: Unmatched, taxonomy: Taxonomy | None) -> bool:
    found = match(one.name, level2=one.level2, kind=one.kind, unit=one.unit, taxonomy=taxonomy)
    return not found.canonical_id and found.reasons[:1] not in (("no name",), ("too long for a name",))


def _lots(names: Sequence[Unmatched]) -> list[_Lot]:
    """Each name with the first lot whose head it is like, else at the head of its own."""
    from rapidfuzz import fuzz, process

    lots: list[_Lot] = []
    heads: list[str] = []
    for one in names:
        text = stem(core_key(one.name))
        like = process.extractOne(text, heads, scorer=fuzz.ratio, score_cutoff=lexicon().threshold)
        if like is None:
            lots.append(_Lot(text))
            heads.append(text)
        lots[like[2] if like else -1].members.append(one)
    return lots


def _suggestion(lot: _Lot, place: int, taxonomy: Taxonomy | None) -> Suggestion:
    head = lot.members[0]
    candidates = match(head.name, taxonomy=taxonomy).candidates
    names = tuple((one.name, one.count) for one in lot.members)
    return Suggestion(_entry(lot, f"NEW{place:02}", taxonomy), lot.count, names, candidates[0] if candidates else None)


def _entry(lot: _Lot, identity: str, taxonomy: Taxonomy | None) -> Entry:
    """What the lot might become: named as its most frequent name, the rest from what stood beside or from the name."""
    name = lot.members[0].name
    kind, unit = _measure(lot, name)
    level1, level2 = (
        _usual(lot.members, part) or guess for part, guess in zip(("level1", "level2"), _levels(name), strict=True)
    )
    return Entry(
        id=identity,
        level1=level1,
        level2=level2,
        name=name,
        aliases=tuple(one.name for one in lot.members[1:]),
        kind=kind,
        unit=unit,
        direction=_direction(name),
        family=likely_family(name, level2, kind, taxonomy or Taxonomy.load()),
        source="taxonomy suggest",
    )


def _measure(lot: _Lot, name: str) -> tuple[str, str]:
    implied = implied_by(name)
    kind = _usual(lot.members, "kind") or implied.kind or "qualitative"
    return kind, _usual(lot.members, "unit") or (implied.unit.printed if implied.unit else "")


def _levels(name: str) -> tuple[str, str]:
    for guess in table("matching")["guesses"]["levels"]:
        if any(word in name for word in guess["words"]):
            return guess["level1"], guess["level2"]
    return "", ""


def _direction(name: str) -> str:
    lower = table("matching")["guesses"]["lower"]
    return "lower" if any(word in name for word in lower) else "higher"
