"""How sure we are of a record: the chance that all of it is right, from what speaks for it and what against it.

Every doubt, every sum that holds and every measure of how surely something was read is a signal with a name and a
strength. `data/confidence.csv` says what each weighs, `data/calibration.csv` what chance all of them together come to;
both are counted by `jixiao corpus calibrate`, and no weight is set by hand anywhere else."""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log
from typing import Any

#: Strengths by the names of signals: above 0 what speaks for a record, below 0 what speaks against it, -1 a doubt.
Evidence = Mapping[str, float]
#: The channels of what is written in characters, and never read from a picture.
TYPED = ("text", "docx", "sheet", "html")
#: The name under which a kind of record has its weight before anything is said of it.
BASE = "before anything is said"
#: From the first chance on a record counts as sure; what is less likely right than the second goes to a person.
SURE, REVIEW_BELOW = 0.9, 0.8
#: What a doubt weighs before anybody has counted it.
UNCOUNTED = 1.5

_LEAST, _MOST = 0.01, 0.999
#: No chance is smaller than this before its logarithm is taken.
_SMALLEST = 0.01
#: A filing with a row that is less likely right than this is never sent on unseen. Rows between this and a half are
#: for a person too, each by itself: a cell that was printed oddly says little of the rest of its filing.
_LIKELY_WRONG = 0.25
#: Several rows below a half say that something of the table was misread.
_OPEN, _SEVERAL = 0.5, 3
#: What signals are called that are no doubts about the reading by themselves: what a document is written in, what its
#: table is, what a check found, what was remarked of a value. Of those that were never counted nothing is known.
_SETTING, _REMARK = "setting: {}", "value: {}"
FINDING = "finding: {} ({})"
_NO_DOUBTS = ("setting:", "finding:", "value:")
_CHANNELS = {
    "text": "running text",
    "pdf-text": "drawn on pages",
    "ofd": "drawn on pages",
    "pdf-scan": "a picture",
    "image": "a picture",
}


@dataclass(frozen=True, slots=True)
class Weight:
    """What a signal weighs, how sure a record may be at most that bears it, and how many right and wrong records
    did."""

    weight: float
    most: float = 1.0
    right: int = 0
    wrong: int = 0


#: What a doubt comes to that was never counted: a person must see what it means.
_UNCOUNTED = Weight(UNCOUNTED, most=REVIEW_BELOW - 0.01)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Sums of weighed signals, ascending, and the chance that each comes to: between two of them it runs straight, and
    beyond the first and the last, where nothing was counted, the odds go with the sum, as those of what was weighed."""

    sums: tuple[float, ...]
    chances: tuple[float, ...]

    def chance(self, said: float) -> float:
        """The chance of a record of which the signals say so much."""
        at = bisect_right(self.sums, said)
        if at == 0:
            return self.chances[0] * exp(said - self.sums[0])
        if at == len(self.sums):
            return 1 - (1 - self.chances[-1]) * exp(self.sums[-1] - said)
        share = (said - self.sums[at - 1]) / (self.sums[at] - self.sums[at - 1])
        return self.chances[at - 1] + share * (self.chances[at] - self.chances[at - 1])


def against(*doubts: str) -> dict[str, float]:
    """Plain doubts as evidence."""
    return dict.fromkeys(doubts, -1.0)


def in_favour(*proofs: str) -> dict[str, float]:
    """What plainly speaks for a record, as evidence."""
    return dict.fromkeys(proofs, 1.0)


def measured(signal: str, chance: float) -> dict[str, float]:
    """How surely something was read, as evidence: nothing where it is certain."""
    return {signal: log(max(_SMALLEST, chance))} if chance < 1 else {}


def written_in(channel: str) -> dict[str, float]:
    """What the document is written in, as evidence; nothing of what has cells of its own."""
    return setting(_CHANNELS[channel]) if channel in _CHANNELS else {}


def setting(name: str) -> dict[str, float]:
    """Where a record stands, as evidence: there it may be harder to read than elsewhere."""
    return against(_SETTING.format(name))


def remark(text: str) -> dict[str, float]:
    """What was remarked of a record's value, as evidence: it may speak for the record as well as against it."""
    return against(_REMARK.format(text))


def sureness(table: str, evidence: Evidence) -> float:
    """The chance that a record of this table is right, from 0.01 to 0.999 with three decimals."""
    known = weights(table)
    chance = calibration(table).chance(said(known, evidence))
    most = (weight_of(known, signal).most for signal, strength in evidence.items() if strength < 0)
    return round(min(_MOST, max(_LEAST, min((chance, *most)))), 3)


def said(known: Mapping[str, Weight], evidence: Evidence) -> float:
    """What all signals come to, each by its weight."""
    return known[BASE].weight + sum(weight_of(known, signal).weight * evidence[signal] for signal in sorted(evidence))


def weight_of(known: Mapping[str, Weight], signal: str) -> Weight:
    """What a signal weighs among those of a table; a doubt that was never counted weighs what a person must see."""
    if signal in known:
        return known[signal]
    return Weight(0.0) if signal.startswith(_NO_DOUBTS) else _UNCOUNTED


def of_filing(rows: Sequence[float], unread: int) -> float:
    """How large a part of a filing is likely right, by how sure its records are and how much of it was not read: no
    larger than its records say, and never sure where something was not read; and one row that is very likely wrong, or
    several that are likely so, are enough to send it to a person."""
    mean = sum(rows) / len(rows)
    said = measured("how sure its records are", mean) | counted("something was not read", unread)
    is_doubted = min(rows) < _LIKELY_WRONG or sum(row < _OPEN for row in rows) >= _SEVERAL
    most = REVIEW_BELOW - 0.01 if is_doubted else _MOST
    likely = min(most, round(mean, 3), sureness("filings", said))
    return round(SURE * likely, 3) if unread else likely


def counted(signal: str, count: int) -> dict[str, float]:
    """Something that speaks against a record the more the oftener it was met, as evidence."""
    return {signal: -log(1 + count)} if count else {}


def together(parts: Iterable[Evidence]) -> dict[str, float]:
    """Several pieces of evidence as one."""
    return {signal: strength for part in parts for signal, strength in part.items()}


@cache
def weights(table: str) -> dict[str, Weight]:
    """What each signal of a table's records weighs."""
    return {
        row["signal"]: Weight(float(row["weight"]), float(row["most"]), int(row["right"]), int(row["wrong"]))
        for row in _rows("confidence")
        if row["table"] == table
    }


@cache
def calibration(table: str) -> Calibration:
    """What chance the weighed signals of a table's records come to."""
    steps = [row for row in _rows("calibration") if row["table"] == table]
    return Calibration(tuple(float(row["sum"]) for row in steps), tuple(float(row["chance"]) for row in steps))


def _rows(name: str) -> list[dict[str, Any]]:
    text = (files("normalizers") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
