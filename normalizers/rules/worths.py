"""What a statement of a scoring rule pays, the span that it pays for, and the step that it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from normalizers.quantities.numbers import parse_number as number
from normalizers.rules.bounds import Bound, unit_pattern, whole_unit
from normalizers.rules.text import NUMBER, Statement, words

Piece = dict[str, object]
Pieces = tuple[Piece, ...]

#: The kinds of statements that pay.
PAID = ("award", "part", "full", "share", "half")


def worth(statement: Statement) -> Piece:
    """What a statement pays: points, or a share of the weight."""
    match statement.kind:
        case "full":
            return {"share": Decimal(1)}
        case "half":
            return {"share": Decimal("0.5")}
        case "share":
            return {"share": (statement.amount or Decimal(0)) / 100}
        case "zero":
            return {"points": Decimal(0)}
    return {"points": statement.amount}


def alike(found: Sequence[Statement]) -> list[Piece]:
    """What statements pay, a zero in the measure of the others."""
    paid = [statement for statement in found if statement.kind in PAID]
    share = bool(paid) and paid[0].kind in ("full", "half", "share")
    worths = [worth(statement) for statement in found]
    zero: Piece = {"share": Decimal(0)} if share else {"points": Decimal(0)}
    return [zero if statement.kind == "zero" else worth for statement, worth in zip(found, worths, strict=True)]


def span(one: Bound) -> Piece:
    """The ends of a bound as a piece has them."""
    return {"lo": one.lo, "lo_incl": one.lo_incl, "hi": one.hi, "hi_incl": one.hi_incl}


def unshared(made: list[Piece], stated: Sequence[Bound]) -> list[Piece]:
    """The same spans, an edge that two of them hold left to the one that claims it more plainly, else to the upper."""
    claims = [(0, 0)] * len(made)
    claims[: len(stated)] = [(one.lo_claim, one.hi_claim) for one in stated]
    settled_spans = [dict(piece) for piece in made]
    for low, (_, claim) in zip(settled_spans, claims, strict=True):
        for high, (other, _) in zip(settled_spans, claims, strict=True):
            if low is high or low["hi"] is None or low["hi"] != high["lo"]:
                continue
            if low["hi_incl"] and high["lo_incl"]:
                low["hi_incl"], high["lo_incl"] = claim > other, claim <= other
    return settled_spans


def step_of(condition: str) -> tuple[Decimal | None, str] | None:
    """The step that a condition counts, its number and unit: `每减少10亿` gives 10 and 亿; None for no step."""
    counted = re.compile(rf"({NUMBER})({unit_pattern()})")
    clauses = [condition[condition.rfind("每") :]] if "每" in condition else re.split(r"[,;。]", condition)
    last = clauses[-1]
    if match := next((match for clause in reversed(clauses) if (match := counted.search(clause))), None):
        return number(match[1]), whole_unit(match[2])
    if not last.startswith("每"):
        return None
    if match := re.search(rf"({NUMBER})([\u4e00-\u9fff]{{1,3}})?$", last):
        return number(match[1]), match[2] or ""
    unit = re.search(rf"(?:{unit_pattern()})$", last)
    return (Decimal(1), whole_unit(unit[0])) if unit else None


def accident(condition: str) -> tuple[Decimal, str] | None:
    """What a condition counts that must not happen: `发生一起事故`, `出现安全事故`; None for another."""
    if not re.match(r"(?:如|若|凡)?(?:本年度?|年内|全年)?(?:发生|发现|出现|有|存在|造成|被)", condition):
        return None
    step = step_of(condition)
    if step is not None and step[0] is not None:
        return step[0], step[1]
    listed: dict[str, list[str]] = words()["accidents"]
    return next(
        ((Decimal(1), unit) for unit, names in listed.items() if any(name in condition for name in names)), None
    )
