"""Which of several readings of a document is the likeliest, judged by the rows that came out alone.

Each row has signals; what they weigh is fitted to rows of made filings that were read right and wrong. A reading is
worth its rows that are likelier right than wrong, less those that are likelier wrong.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from math import exp, inf, log

from extractors.forms.evidence.counts import data
from extractors.forms.evidence.fit import level_names
from extractors.forms.rows.line import points
from extractors.forms.words.content import kinds_of_indicators
from normalizers.text import bare, compact
from schema.reading import IndicatorReading, Reading

WEIGHTS = "row_signals.csv"
ALWAYS = "before anything is said"
#: What is said of a row that another reading has not, which is worth so large a share of this one; what a row is told
#: by beside its name.
OTHERWISE = "another way to read the text says otherwise"
NEAR = 0.5
_ESSENTIAL = ("target", "actual", "weight", "score")
#: A row is worth nothing that is not likelier right than this: a wrong row costs a person more than a right one saves.
EVEN = 0.55
#: A column is one of the table's where so large a share of its rows has a cell, and a stray one where few have.
_COMMON, _RARE = 0.6, 0.25
_SHORT_NAME, _MOST_DOUBTS, _LEAST = 3, 3, 0.01
_VALUE_IN_NAME = re.compile(rf"[≥≤<>]\s*\d|\d\s?%|(?:^|\s)(?:{'|'.join(sorted(kinds_of_indicators()))})(?:\s|$)")
_HEAD_IN_NAME = re.compile(r"[一二三]级指标|(?:数量|质量|时效|成本|效益|产出|可持续影响|满意度)指标")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2}")
_TORN = re.compile(r"[\n|\t]| {2}")
#: What the points of a form add up to.
_SUMS = frozenset((100, 90, 80))

Signals = Mapping[str, float]


def likeliest(readings: Sequence[Reading]) -> tuple[int, Reading]:
    """The index of the likeliest reading, of those that are worth the same of the first, and the reading itself: its
    rows are doubted that the nearest other one has not, if that is nearly as likely. Where none is worth anything, the
    one counts whose rows are the likeliest all together: what is doubtful is shown, not left out."""
    named = are_named(readings)
    chances = [[chance(signals) for signals in signals_of(reading.indicators, named)] for reading in readings]
    worths = [sum(each - EVEN for each in rows) for rows in chances]
    likely = [sum(map(log, rows)) / len(rows) if rows else -inf for rows in chances]
    order = sorted(range(len(readings)), key=lambda at: (-max(0.0, worths[at]), -likely[at]))
    best = readings[order[0]]
    if len(order) == 1 or max(0.0, worths[order[1]]) < NEAR * worths[order[0]]:
        return order[0], best
    others = {said(row) for row in readings[order[1]].indicators}
    rows = (row if said(row) in others else replace(row, reasons=(*row.reasons, OTHERWISE)) for row in best.indicators)
    return order[0], replace(best, indicators=tuple(rows))


def said(row: IndicatorReading) -> tuple[str, ...]:
    """What tells one row from another: its name and its values."""
    return (compact(row.name.text), *(compact(row.cell(role).text) for role in _ESSENTIAL))


def are_named(readings: Iterable[Reading]) -> bool:
    """Whether a reading of a document finds the name of a project: then rows without one have lost it."""
    return any(row.project for reading in readings for row in reading.indicators)


def worth(reading: Reading) -> float:
    """How many rows of a reading are right, beyond those that are wrong, as far as its rows tell."""
    return sum(chance(signals) - EVEN for signals in signals_of(reading.indicators, are_named([reading])))


def chance(signals: Signals) -> float:
    """How likely a row of such signals is right."""
    weighed = sum(_weights().get(signal, 0.0) * strength for signal, strength in signals.items())
    return 1 / (1 + exp(-max(-60.0, min(60.0, weighed))))


@cache
def _weights() -> Mapping[str, float]:
    return {row["signal"]: float(row["weight"]) for row in csv.DictReader(io.StringIO(data(WEIGHTS)))}


def signals_of(rows: Sequence[IndicatorReading], named: bool) -> Iterator[Signals]:
    """The signals of each row, with their strengths: below 0 against it, above 0 for it; `named` says that the document
    names a project."""
    filled = Counter(role for row in rows for role, cell in row.cells.items() if cell.text)
    common = [role for role, count in filled.items() if count >= _COMMON * len(rows)]
    rare = [role for role, count in filled.items() if count < _RARE * len(rows)]
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for row in rows:
        sums[row.project, row.horizon] += float(points(row.cell("weight").text) or 0)
    for row in rows:
        yield {
            ALWAYS: 1.0,
            **_of_name(compact(row.name.text), row.name.text),
            **_of_values(row),
            "a level or a head where the name or the target should be": -float(_holds_head(row)),
            "an odd level": -float(_is_odd(row.level1) + _is_odd(row.level2)),
            "a cell is missing that most rows have": -float(sum(not row.cell(role).text for role in common)),
            "a cell that few rows have": -float(sum(bool(row.cell(role).text) for role in rare)),
            "the points add up": float(sums[row.project, row.horizon] in _SUMS),
            "no project though one is named": -float(named and not row.project),
            "doubts": -float(min(_MOST_DOUBTS, len(row.reasons))),
            "how surely it was put together": log(max(_LEAST, row.confidence)),
        }


def _of_name(name: str, printed: str) -> Signals:
    return {
        "no word in the name": -float(not _CHINESE.search(name)),
        "a name of few characters": -float(len(name) < _SHORT_NAME),
        "a value in the name": -float(bool(_VALUE_IN_NAME.search(printed))),
        "a name of two cells": -float(bool(_TORN.search(printed.strip()))),
    }


def _of_values(row: IndicatorReading) -> Signals:
    target, actual = compact(row.cell("target").text), compact(row.cell("actual").text)
    weight, score = points(row.cell("weight").text), points(row.cell("score").text)
    figures = [any(sign.isdigit() for sign in text) for text in (target, actual)]
    return {
        "no target": -float(not target),
        "a result of another kind": -float(bool(target and actual) and figures[0] != figures[1]),
        "a result like the target": float(bool(target) and target == actual),
        "a score above its weight": -float(weight is not None and score is not None and score > weight),
    }


def _holds_head(row: IndicatorReading) -> bool:
    """Whether a level or a head stands within the name, or as the target."""
    target = bare(row.cell("target").text)
    is_level = target in level_names("level1") | level_names("level2")
    return is_level or _HEAD_IN_NAME.search(compact(row.name.text)) is not None


def _is_odd(level: str) -> bool:
    return bool(level) and bare(level) not in level_names("level1") | level_names("level2")
