"""Whether the confidence is worth anything: how often it is high and wrong, and what a person would see who looks at
the least trusted records alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

#: From this confidence on a record counts as sure.
SURE = 0.9

#: Records below this confidence go to a person, unless told otherwise.
REVIEW_BELOW = 0.8
#: What a person is to see at most, as a share of all records.
AT_MOST = 0.2

#: A record's confidence, and whether all that makes it a right record is right.
Trusted = tuple[float, bool]
#: A record's confidence, and whether a cell of it is wrong or it should not be there at all.
Doubt = tuple[float, bool]


def wrong_and_sure(trusted: Sequence[Trusted]) -> float:
    """Of all records the share that is wrong and sure."""
    return sum(not right and confidence >= SURE for confidence, right in trusted) / len(trusted) if trusted else 0.0


def right_and_sure(trusted: Sequence[Trusted]) -> float:
    """Of the right records the share that is sure."""
    sure = [confidence >= SURE for confidence, right in trusted if right]
    return sum(sure) / len(sure) if sure else 0.0


def wrong_after(trusted: Sequence[Trusted], share: float) -> float:
    """The share wrong of what is left when that share, the least trusted, was reviewed; of equals wrong ones are
    left."""
    left = _least_trusted_first(trusted)[round(share * len(trusted)) :]
    return sum(not right for _, right in left) / len(left) if left else 0.0


def found_in(trusted: Sequence[Trusted], share: float = 0.1) -> float | None:
    """Of all wrong records the part among that share of the least trusted; None without wrong ones."""
    wrong = sum(not right for _, right in trusted)
    first = _least_trusted_first(trusted)[: max(1, round(share * len(trusted)))]
    return sum(not right for _, right in first) / wrong if wrong else None


def calibration_error(trusted: Sequence[Trusted], bins: int = 10) -> float:
    """The mean distance between confidence and the share that is right, over so many equal steps of confidence."""
    steps: dict[int, list[Trusted]] = defaultdict(list)
    for confidence, right in trusted:
        steps[min(int(confidence * bins), bins - 1)].append((confidence, right))
    apart = (
        abs(sum(right for _, right in step) - sum(confidence for confidence, _ in step)) for step in steps.values()
    )
    return sum(apart) / len(trusted) if trusted else 0.0


def area(trusted: Sequence[Trusted]) -> float:
    """The mean share wrong over all shares, in hundredths, of the least trusted records left out."""
    return sum(wrong_after(trusted, hundredth / 100) for hundredth in range(100)) / 100


def _least_trusted_first(trusted: Sequence[Trusted]) -> list[Trusted]:
    return sorted(trusted, key=lambda pair: (pair[0], not pair[1]))


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
