"""How amounts, goals, fields and findings are compared with their gold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz

from corpus.judging import Kind
from corpus.likeness import as_number, folded

Record = Mapping[str, Any]
#: Checks of sums by what they sum: a gold that says `sum-mismatch` is met by any of them.
SUM = "sum-mismatch"
SUMS = frozenset(
    (SUM, "score-sum-mismatch", "three-public-mismatch", "staff-rate-mismatch", "allocation-sum-mismatch",
     "income-expense-mismatch", "project-sum-mismatch", "weight-subtotal-mismatch", "weight-sum-mismatch")
)  # fmt: skip


def _amount_cells(amount: Record) -> tuple[object, ...]:
    words = (folded(amount.get(key)) for key in ("project", "item", "label"))
    return (*words, as_number(amount.get("value")), folded(amount.get("unit")))


def _amount_alike(gold: Record, row: Record) -> float:
    likeness = [fuzz.ratio(folded(gold.get(key)), folded(row.get(key))) for key in ("item", "label", "project")]
    same = 100 if _same_value(gold, row) else 0
    return 0.45 * likeness[0] + 0.2 * likeness[1] + 0.1 * likeness[2] + 0.25 * same


def _same_value(gold: Record, row: Record) -> bool:
    return as_number(gold.get("value")) == as_number(row.get("value"))


def _amount_said(amount: Record) -> str:
    return " ".join(str(amount.get(key) or "") for key in ("project", "item", "label", "value", "unit")).strip()


def _goal_alike(gold: Record, row: Record) -> float:
    return 0.98 * fuzz.ratio(folded(gold.get("text")), folded(row.get("text"))) + 2 * (
        gold.get("horizon") == row.get("horizon")
    )


def _field_alike(gold: Record, row: Record) -> float:
    key, value, project = (
        fuzz.ratio(folded(gold.get(k)), folded(row.get(k))) for k in ("key", "value", "project")
    )  # fmt: skip
    return 0.5 * key + 0.4 * value + 0.1 * project


TABLE_AMOUNTS = Kind("amount", _amount_cells, _amount_alike, 60, _amount_said)
TOLD_AMOUNTS = Kind(
    "narrative amount",
    lambda amount: (as_number(amount.get("value")), folded(amount.get("unit"))),
    lambda gold, row: _amount_alike(gold, row) if _same_value(gold, row) else 0.0,
    30,
    _amount_said,
)
#: Amounts of running text by what they are of as well.
TOLD_ITEMS = Kind(
    "narrative item",
    lambda amount: (folded(amount.get("item")), as_number(amount.get("value")), folded(amount.get("unit"))),
    _amount_alike,
    60,
    _amount_said,
)
GOALS = Kind(
    "goal",
    lambda goal: (goal.get("kind"), goal.get("horizon") or "annual", folded(goal.get("project"))),
    _goal_alike,
    88,
    lambda goal: f"{goal.get('kind')} {goal.get('horizon')} {folded(goal.get('text'))[:40]}",
)
FIELDS = Kind(
    "field",
    lambda field: (folded(field.get("project")), folded(field.get("key")), folded(field.get("value"))),
    _field_alike,
    60,
    lambda field: f"{folded(field.get('key'))} = {folded(field.get('value'))}",
)


def caught(golds: Sequence[Record], rows: Sequence[Record], names: Mapping[str, str], misses: list[str]) -> int:
    """How many findings of the gold the export raises: the same rule, or another one of sums for a sum, and what it is
    about is named."""
    spoken = [
        (row.get("rule"), folded(row.get("message"))[:160] + folded(names.get(row.get("indicator_id") or "", ""))
         + folded(row.get("project")))
        for row in rows
    ]  # fmt: skip
    count = 0
    for gold in golds:
        about, rules = folded(gold["about"]), SUMS if gold["rule"] == SUM else (gold["rule"],)
        if any(rule in rules and fuzz.partial_ratio(about, text) >= 80 for rule, text in spoken):
            count += 1
        else:
            misses.append(f"finding not caught: {gold['rule']}: {gold['about']}")
    return count
