"""The figure of a rule's formula: numbers, letters, + - * /, brackets, min, max, ceil and floor; nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, DecimalException

_TOKEN = re.compile(r"\d+(?:\.\d+)?|[A-Za-z]+|[-+*/(),]")
#: Longer formulas, or deeper ones, no rule has.
_MOST_TOKENS, _DEEPEST = 200, 20


def letters(formula: str) -> frozenset[str]:
    """The letters that a formula needs figures for."""
    return frozenset(re.findall(r"[A-Za-z]+", formula)) - set(_CALLS)


def evaluate(formula: str, figures: Mapping[str, Decimal]) -> Decimal | None:
    """The figure of a formula; None where a letter has none, nothing divides, or it is no formula."""
    tokens = _TOKEN.findall(formula)
    if "".join(tokens) != formula or len(tokens) > _MOST_TOKENS:
        return None
    try:
        reader = _Reader(tokens, figures)
        value = reader.total(0)
        return value if reader.at == len(tokens) and value.is_finite() else None
    except (_NoFormulaError, DecimalException):
        return None


class _NoFormulaError(Exception):
    """Never leaves this module."""


_CALLS: dict[str, Callable[[list[Decimal]], Decimal]] = {
    "min": min,
    "max": max,
    "ceil": lambda parts: parts[0].to_integral_value(ROUND_CEILING),
    "floor": lambda parts: parts[0].to_integral_value(ROUND_FLOOR),
}


class _Reader:
    """Reads tokens from left to right, `at` the next one."""

    def __init__(self, tokens: list[str], figures: Mapping[str, Decimal]) -> None:
        self.tokens, self.figures, self.at = tokens, figures, 0

    def _next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _take(self, token: str) -> None:
        if self._next() != token:
            raise _NoFormulaError
        self.at += 1

    def total(self, depth: int) -> Decimal:
        """A sum of products."""
        if depth > _DEEPEST:
            raise _NoFormulaError
        value = self._product(depth)
        while (sign := self._next()) in ("+", "-"):
            self.at += 1
            part = self._product(depth)
            value = value + part if sign == "+" else value - part
        return value

    def _product(self, depth: int) -> Decimal:
        value = self._factor(depth)
        while (sign := self._next()) in ("*", "/"):
            self.at += 1
            factor = self._factor(depth)
            value = value * factor if sign == "*" else value / factor
        return value

    def _factor(self, depth: int) -> Decimal:
        token = self._next()
        self.at += 1
        if token == "(":
            value = self.total(depth + 1)
            self._take(")")
            return value
        if token in _CALLS:
            self._take("(")
            parts = [self.total(depth + 1)]
            while self._next() == ",":
                self.at += 1
                parts.append(self.total(depth + 1))
            self._take(")")
            return _CALLS[token](parts)
        if token[:1].isdigit():
            return Decimal(token)
        if token not in self.figures:
            raise _NoFormulaError
        return self.figures[token]


def holds(piece: dict[str, object], x: Decimal) -> bool:
    """Whether a figure lies between the ends of a piece."""
    lo, hi = piece.get("lo"), piece.get("hi")
    if lo is not None and (x < Decimal(str(lo)) or (x == Decimal(str(lo)) and not piece["lo_incl"])):
        return False
    return hi is None or x < Decimal(str(hi)) or (x == Decimal(str(hi)) and bool(piece["hi_incl"]))


def meets(op: str, actual: Decimal, wanted: Decimal) -> bool | None:
    """Whether a result is what an operator asks for; None where no operator says which side is better."""
    match op:
        case "":
            return True if actual == wanted else None
        case "<=":
            return actual <= wanted
        case "<":
            return actual < wanted
        case ">":
            return actual > wanted
    return actual >= wanted
