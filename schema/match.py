"""What the taxonomy says of a printed indicator name."""

from __future__ import annotations

from dataclasses import dataclass

#: What indicators are of, above the entries of the taxonomy: things delivered, people served, how well, how much of a
#: task is done, how many are reached, how fast, what it costs, by what standard is paid, what goes wrong, what comes of
#: it, how long it lasts, who is content, how it is run.
FAMILIES = (
    "quantity", "people", "quality", "completion", "coverage", "timeliness", "cost", "support-standard", "safety",
    "economic-effect", "social-effect", "ecological-effect", "sustainability", "satisfaction", "management",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A canonical indicator that a printed name may mean; `score` runs from 0 to 100."""

    canonical_id: str
    canonical_name: str
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """The best entry, or none (`canonical_id` empty) where nothing is close enough.

    `family` is one of `FAMILIES`, also where no entry is close. `candidates` are the next best, likeliest first;
    `reasons` say what decided, one short phrase each.
    """

    canonical_id: str = ""
    canonical_name: str = ""
    score: float = 0.0
    candidates: tuple[Candidate, ...] = ()
    reasons: tuple[str, ...] = ()
    taxonomy_version: str = ""
    family: str = ""
