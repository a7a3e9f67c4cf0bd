"""Canonical indicators to choose from: those that a name may mean, or those that hold what is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from normalizers.matching.matching import match
from normalizers.names.names import key
from normalizers.names.taxonomy import Entry, Taxonomy

_MOST = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry with how close it is, from 0 to 100; None where it was only found by what was typed."""

    entry: Entry
    score: float | None = None


def entry(canonical_id: str) -> Entry | None:
    """The entry with this id."""
    return _by_id().get(canonical_id)


def meant(row: Mapping[str, Any]) -> list[Choice]:
    """The entries that an indicator's name may mean, likeliest first."""
    found = match(row["name"], level2=row["level2"], kind=row["target_kind"], unit=row["target_unit"])
    first = [(found.canonical_id, found.score)] if found.canonical_id else []
    ranked = [*first, *((other.canonical_id, other.score) for other in found.candidates)]
    return [Choice(_by_id()[name], score) for name, score in ranked if name in _by_id()]


def search(typed: str) -> list[Choice]:
    """The entries whose id begins with what is typed or of whose spellings it is a part, then those alike."""
    wanted = key(typed)
    if not wanted:
        return []
    by_letters = [one for one in Taxonomy.load().entries if _holds(one, wanted)]
    ranked = sorted(by_letters, key=lambda one: (wanted not in key(one.name), len(one.name), one.id))
    alike = match(typed)
    ids = [alike.canonical_id, *(other.canonical_id for other in alike.candidates)]
    rest = [_by_id()[name] for name in ids if name in _by_id()]
    return [Choice(one) for one in dict.fromkeys([*ranked, *rest])][:_MOST]


def _holds(one: Entry, wanted: str) -> bool:
    return one.id.casefold().startswith(wanted.casefold()) or any(wanted in key(text) for text in one.spellings)


@cache
def _by_id() -> Mapping[str, Entry]:
    return {one.id: one for one in Taxonomy.load().entries}
