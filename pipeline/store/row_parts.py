"""Pieces that rows of several tables share: the parts of a value, a place with how sure its record is, reasons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from normalizers.confidence import REVIEW_BELOW
from schema.place import Place
from schema.value import VALUE_PARTS, Value

Row = dict[str, Any]


def value_parts(value: Value, prefix: str = "") -> Row:
    """The parts of a value, each in its column."""
    return {prefix + part: getattr(value, part) for part in VALUE_PARTS}


def spot_of(place: Place, confidence: float) -> Row:
    """Page and box of a record, and how sure it is."""
    box = str(place.box) if place.box else ""
    return {"page": place.page, "bbox": box, "confidence": likelihood(confidence)}


def place_of(place: Place, confidence: float) -> Row:
    """The same with its table and row."""
    return spot_of(place, confidence) | {"table": place.table, "row": place.row}


def review_of(confidence: float) -> str:
    """Whether a person must look at a record that is so sure."""
    return "pending" if confidence < REVIEW_BELOW else "none"


def likelihood(confidence: float) -> float:
    """From 0 to 1 with four decimals, so that the last bits of a float never show."""
    return round(min(1.0, max(0.0, float(confidence))), 4)


def joined(reasons: Iterable[str]) -> str:
    """The reasons, each once; one that quotes the document with the mark that parts them has another in its place."""
    return "；".join(dict.fromkeys(reason.replace("；", ";") for reason in reasons))
