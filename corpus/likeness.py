"""When two printed things are the same: width, blanks and marks folded, numbers as numbers; who goes with whom."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Any

#: Marks that filings and readers use for one another.
MARKS = str.maketrans(
    {
        **dict.fromkeys("“”", '"'), **dict.fromkeys("‘’", "'"), **dict.fromkeys("—–－", "-"),
        **dict.fromkeys("…·•。", "."),
        **dict.fromkeys("（〔", "("), **dict.fromkeys("）〕", ")"), **dict.fromkeys("、，", ","),
        "～": "~", "；": ";", "：": ":", "【": "[", "】": "]",
    }
)  # fmt: skip
#: What is compared of a value.
PARTS = ("op", "value", "value_max", "unit", "text")
MILLIONTH = Decimal("0.000001")

Value = tuple[Any, ...]


def folded(text: object) -> str:
    """Only the characters that matter: half width, one kind of mark, no blanks, no mark at the end."""
    plain = unicodedata.normalize("NFKC", str(text or "")).translate(MARKS)
    if len(plain) > 1 and plain.startswith("'"):
        plain = plain[1:]
    return "".join(plain.split()).rstrip(".,;:")


def as_number(text: object) -> Decimal | str | None:
    """The number to six decimals; what is none as it stands; None for nothing."""
    plain = "" if text is None else str(text).replace(",", "").strip()
    if not plain:
        return None
    try:
        return Decimal(plain).quantize(MILLIONTH, ROUND_HALF_EVEN).normalize()
    except InvalidOperation:
        return plain


def _compared(value: Mapping[str, Any], open_parts: frozenset[str]) -> Value:
    parts = _parts(value)
    numbers = {part: as_number(parts[part]) for part in ("value", "value_max")}
    whole = {**{part: folded(parts[part]) for part in ("op", "unit", "text")}, **numbers}
    return tuple(None if part in open_parts else whole[part] for part in PARTS)


def _parts(value: Mapping[str, Any]) -> dict[str, Any]:
    """What is compared of a value; a date has no number of its own, so that its print stands for it."""
    parts = {part: value.get(part) for part in PARTS}
    if value.get("kind") == "date" and value.get("value") in (None, ""):
        parts["text"] = value.get("text") or value.get("raw")
    return parts


def gold_value(value: Mapping[str, Any] | None, open_parts: frozenset[str] = frozenset()) -> Value | None:
    """What is compared of a gold's value object, without its open parts; None where there is no object."""
    return _compared(value, open_parts) if value else None


def row_value(row: Mapping[str, Any], prefix: str, open_parts: frozenset[str] = frozenset()) -> Value | None:
    """The same of a row's columns with the prefix; None where they are all empty."""
    parts = {key.removeprefix(prefix): cell for key, cell in row.items() if key.startswith(prefix)}
    is_empty = all(part in (None, "") for part in _parts(parts).values())
    return None if is_empty else _compared(parts, open_parts)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Who goes with whom, and the indices that took part on either side."""

    pairs: tuple[tuple[int, int], ...]

    @property
    def golds(self) -> frozenset[int]:
        """The golds that found a partner."""
        return frozenset(i for i, _ in self.pairs)

    @property
    def rows(self) -> frozenset[int]:
        """The exported rows that found a partner."""
        return frozenset(j for _, j in self.pairs)


def paired(golds: Sequence[Any], rows: Sequence[Any], alike: Callable[[int, int], float], floor: float) -> Pairs:
    """One to one, the most alike first and the earlier of equals; nothing below the floor."""
    scored = [(alike(i, j), -i, -j) for i in range(len(golds)) for j in range(len(rows))]
    scored = sorted((entry for entry in scored if entry[0] >= floor), reverse=True)
    left, right, found = set(range(len(golds))), set(range(len(rows))), []
    for _, i, j in scored:
        if -i in left and -j in right:
            left.discard(-i)
            right.discard(-j)
            found.append((-i, -j))
    return Pairs(tuple(found))
