"""What `jixiao parse` answers: one mapping a text, its numbers as strings, nothing as the empty string."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from schema.printing import pieces_text, plain

Answer = dict[str, Any]


def value_answer(row: Mapping[str, str]) -> Answer:
    """The value columns of `values.csv`, the reasons, the confidence and the readings of a doubtful value."""
    from normalizers.values.values import Context, parse_value

    context = Context(name=row["context_name"], head_unit=row["context_unit"], fiscal_year=row["fiscal_year"])
    return _value(parse_value(row["raw"], context))


def name_answer(row: Mapping[str, str]) -> Answer:
    """The canonical indicator that a name means, how close it is, its family, the next candidates and what decided."""
    from normalizers.matching.matching import match

    found = match(row["name"], level2=row["level2"], kind=row["kind"])
    candidates = [
        {"canonical_id": other.canonical_id, "canonical_name": other.canonical_name, "match_score": _text(other.score)}
        for other in found.candidates
    ]
    return {
        "canonical_id": found.canonical_id,
        "canonical_name": found.canonical_name,
        "match_score": _text(found.score),
        "family": found.family,
        "candidates": candidates,
        "reasons": list(found.reasons),
    }


def rule_answer(row: Mapping[str, str]) -> Answer:
    """The columns of `rules.csv`, `pieces` as the JSON text that stands there, and the reasons as a list."""
    from normalizers.rules.scoring_rules import parse_rule

    found = parse_rule(row["raw"])
    answer = {field.name: _text(getattr(found, field.name)) for field in fields(found)}
    return answer | {"pieces": pieces_text(found.pieces)}


def _value(value: Any) -> Answer:
    answer = {field.name: _text(getattr(value, field.name)) for field in fields(value) if field.name != "readings"}
    return answer | {"readings": [_value(reading) for reading in value.readings]}


def _text(part: Any) -> Any:
    """A number as text, nothing as the empty text, a tuple as a list."""
    if part is None or isinstance(part, str):
        return part or ""
    return plain(part) if isinstance(part, Decimal | float | int) else list(part)
