"""A 评分标准 as structure, so that scoring needs no text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ScoringRule:
    """What a scoring rule says: full `points` at the `threshold`, `deduct_per_step` points for each `step` below.

    `deduct_share_per_step` is the cost of a step as a share of the weight W (0.05) where it is told so.
    `threshold_op` is one of `schema.value.OPERATORS` or empty; `floor` is None where none is printed. `pieces` is a
    tuple of mappings with `lo, lo_incl, hi, hi_incl` and one of `points`, `share` (of the weight W) or `formula`,
    or with `grade`, `cond` or `met`. What could not be read is None or empty, and `reasons` says why.
    """

    raw: str = ""
    threshold_op: str = ""
    threshold: Decimal | None = None
    unit: str = ""
    points: Decimal | None = None
    step: Decimal | None = None
    step_unit: str = ""
    deduct_per_step: Decimal | None = None
    deduct_share_per_step: Decimal | None = None
    floor: Decimal | None = None
    pieces: tuple[dict[str, object], ...] = ()
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True where nothing of the text could be read as structure."""
        parts = (self.threshold, self.points, self.step, self.deduct_per_step, self.deduct_share_per_step, self.floor)
        return all(part is None for part in parts) and not self.pieces
