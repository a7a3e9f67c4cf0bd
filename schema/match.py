"""What the taxonomy says of a printed indicator name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """A canonical indicator that a printed name may mean; `score` runs from 0 to 100."""

    canonical_id: str
    canonical_name: str
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """The best entry, or none (`canonical_id` empty) where nothing is close enough.

    `candidates` are the next best, likeliest first; `reasons` say what decided, one short phrase each.
    """

    canonical_id: str = ""
    canonical_name: str = ""
    score: float = 0.0
    candidates: tuple[Candidate, ...] = ()
    reasons: tuple[str, ...] = ()
    taxonomy_version: str = ""
