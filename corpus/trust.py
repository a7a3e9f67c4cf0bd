"""Whether the confidence is worth anything: what a person would see who looks at the least trusted records alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

#: Records below this confidence go to a person, unless told otherwise.
REVIEW_BELOW = 0.8
#: What a person is to see at most, as a share of all records.
AT_MOST = 0.2

#: A record's confidence, and whether a cell of it is wrong or it should not be there at all.
Doubt = tuple[float, bool]


def under(doubts: Sequence[Doubt], threshold: float) -> tuple[float, float | None]:
    """The share of all records below the threshold, and of the wrong ones: None where none is wrong."""
    wrong = sum(bad for _, bad in doubts)
    below = [bad for confidence, bad in doubts if confidence < threshold]
    return len(below) / len(doubts) if doubts else 0.0, sum(below) / wrong if wrong else None


def widest(doubts: Sequence[Doubt], share: float = AT_MOST) -> float:
    """The highest threshold below which no more than that share of the records lies; 1 at most."""
    ordered = sorted(confidence for confidence, _ in doubts)
    room = int(share * len(ordered))
    return min(1.0, ordered[room]) if room < len(ordered) else 1.0


def review_of(doubts: Sequence[Doubt], threshold: float = REVIEW_BELOW) -> dict[str, Any]:
    """The shares below the threshold, and those below the best one that sends no more than `AT_MOST` to a person."""
    best = widest(doubts)
    share, caught = under(doubts, threshold)
    best_share, best_caught = under(doubts, best)
    return {
        "records": len(doubts),
        "wrong": sum(bad for _, bad in doubts),
        "threshold": threshold,
        "share": _rounded(share),
        "caught": _rounded(caught),
        "best_threshold": _rounded(best),
        "best_share": _rounded(best_share),
        "best_caught": _rounded(best_caught),
    }


COLUMNS = ("below", "sent", "caught", "best below", "sent", "caught")
HEADING = f"{'review':<44}{'records':>9}{'wrong':>7}" + "".join(f"{head:>11}" for head in COLUMNS)


def line(name: str, review: dict[str, Any]) -> str:
    """One line under `HEADING`: how many go to a person below the threshold and below the best, what that catches."""
    cells = [review[key] for key in ("threshold", "share", "caught", "best_threshold", "best_share", "best_caught")]
    texts = "".join(f"{'-' if cell is None else format(cell, '.4f'):>11}" for cell in cells)
    return f"{name[:43]:<44}{review['records']:>9}{review['wrong']:>7}{texts}"


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
