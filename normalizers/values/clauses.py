"""What stands round a number: comparisons and leftover words, clause by clause, and two bounds that make a range."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from normalizers.knowledge import table
from normalizers.quantities.operators import FLIPPED, SIGNS, after_number, before_number, of_signs
from normalizers.values.candidates import AROUND, EDGES, counting_numbers
from normalizers.values.cells import BARRIER, Cell
from normalizers.values.measures import Measure, measures_of

_CLAUSE = re.compile(f"[,;、。！!{BARRIER}]")
_BOUND_JOINT = re.compile(rf"(?:且|并且|并|和|及|同时|,|;|、)?[{SIGNS}]*")
_RUN = re.compile(f"[{SIGNS}]+")
_SHORT_CELL = 30
_LOWER, _UPPER = (">", ">="), ("<", "<=")


def find_measures(cell: Cell, setting: tuple[int, int] | None = None) -> list[Measure]:
    """Every number of the cell that may be its value, with its comparisons and words, in order; none where the cell
    says words alone. `setting` bounds a date whose numbers are none."""
    numbers, begin, stop = counting_numbers(cell, setting)
    if not numbers:
        return []
    measures = measures_of(cell, numbers)
    ends = [measure.start for measure in measures[1:]] + [stop]
    found: list[Measure] = []
    done = begin
    for measure, end in zip(measures, ends, strict=True):
        found.append(_with_words(cell, measure, done, end, measure is measures[-1]))
        done = measure.end + _attached(cell.text[measure.end : end])
    if len(found) == 1 and stop == len(cell.text):
        found = [_with_other_clauses(cell, found[0], begin)]
    return _bounded(cell.text, _counted(cell.text, found))


def _with_other_clauses(cell: Cell, measure: Measure, begin: int) -> Measure:
    """The only number of a cell with the words of the clauses beside its own: 100%，按时完成."""
    ahead = _CLAUSE.split(cell.text[begin : measure.start])[:-1]
    behind = _CLAUSE.split(cell.text[measure.end :])[1:]
    if len(cell.text) > _SHORT_CELL or any(gap >= measure.end for gap in cell.gaps):
        return measure
    before, after = ("".join(map(words_of, clauses)) for clauses in (ahead, behind))
    return replace(measure, ahead=before + measure.ahead, behind=measure.behind + after)


def _counted(text: str, measures: list[Measure]) -> list[Measure]:
    """Each measure with the number of its clause."""
    counted: list[Measure] = []
    clause, done = 0, 0
    for measure in measures:
        clause += len(_CLAUSE.findall(text, done, measure.start)) if counted else 0
        counted.append(replace(measure, clause=clause))
        done = measure.end
    return counted


def _attached(tail: str) -> int:
    """How many characters behind a number are its own words of comparison."""
    found = after_number(tail)
    return len(tail) - len(found.rest) if found.ops else 0


def _with_words(cell: Cell, measure: Measure, begin: int, end: int, is_last: bool) -> Measure:
    ahead = cell.text[begin : measure.start]
    parted = [match.end() for match in _CLAUSE.finditer(ahead)]
    before = before_number(ahead[parted[-1] :] if parted else ahead)
    tail = cell.text[measure.end : end]
    flip = _RUN.match(tail)
    if flip and flip.end() == len(tail) and (before.ops or measure.ops):
        flip = None  # ≥5次 ≥95%: the sign is the next number's
    sign = FLIPPED[of_signs(flip[0])] if flip else ""
    ops, rest = _behind(cell, measure, tail[flip.end() :] if flip else tail, is_last)
    return replace(
        measure,
        ops=(*before.ops, *measure.ops, *ops),
        flipped=sign,
        framed=before.framed,
        ahead=_without_head(words_of(before.rest)),
        behind=measure.behind + words_of(rest),
    )


def _behind(cell: Cell, measure: Measure, tail: str, is_last: bool) -> tuple[tuple[str, ...], str]:
    """The comparisons behind a number and the words of its clause; what a blank parts from it is another column's."""
    clause = _CLAUSE.search(tail)
    own = _without_ending(tail[: clause.start()] if clause else tail)
    after = after_number(own)
    first = measure.end + len(own) - len(after.rest)
    apart = first in cell.gaps or (measure.end in cell.gaps and not after.ops)
    shared = not is_last and clause is None
    if (apart or shared) and not after.rest.startswith((*AROUND, "之间")):
        return after.ops, ""
    return after.ops, after.rest


def _without_ending(text: str) -> str:
    """Without 整 behind money: 贰拾伍万元整."""
    tails: list[str] = table("value_words")["dropped"]["tails"]
    return text[1:] if text[:1] in tails and (not text[1:2].isalpha() or text[1] in "以左上") else text


@cache
def _heads() -> list[str]:
    return sorted(table("value_words")["dropped"]["heads"], key=len, reverse=True)


def _without_head(words: str) -> str:
    """Without a label that lacks its colon (目标值95%) or the 定性 of an operator column."""
    for head in _heads():
        if words.startswith(head) and (len(words) - len(head) <= 1 or head in ("定性", "定量")):
            return words[len(head) :]
    return words


@cache
def _framing() -> re.Pattern[str]:
    words: list[str] = table("value_words")["dropped"]["inside"]
    return re.compile("|".join(map(re.escape, words)), re.I)


def words_of(text: str) -> str:
    """The words of a stretch without punctuation at its ends and without what frames a range or money."""
    stripped = _framing().sub("", text).strip(EDGES + SIGNS + BARRIER + "×")
    return "" if len(stripped) == 1 and (stripped.isascii() or stripped in "在于含“”‘’") else stripped


def _bounded(text: str, measures: list[Measure]) -> list[Measure]:
    """Two bounds of one thing become a range: 80%≤X≤90%, ≥95%，≤100%."""
    if len(measures) < 2:
        return measures
    low, high, *rest = measures
    joint = text[low.end : high.start]
    lower, upper = low.flipped or _first(low.ops), _first(high.ops)
    if low.flipped and (not joint.strip(SIGNS) or set(joint) & set(",;。")):
        return measures
    if lower in _LOWER and upper in _UPPER and (low.flipped or _only_joins(joint)):
        return [_merged(low, high, high.ahead if low.flipped else low.ahead), *rest]
    turned = _first(low.ops) in _UPPER and upper in _LOWER and not low.flipped and high.value < low.value
    if turned and _only_joins(joint):
        return [_merged(high, low, low.ahead), *rest]
    if low.flipped and lower in _UPPER and upper in _LOWER:
        return [_merged(high, low, high.ahead), *rest]
    return measures


def _only_joins(joint: str) -> bool:
    """Whether there is nothing but 且, a comma and words of comparison between two bounds."""
    return _BOUND_JOINT.fullmatch(after_number(before_number(joint).rest).rest) is not None


def _first(ops: tuple[str, ...]) -> str:
    return ops[0] if ops else ""


def _merged(low: Measure, high: Measure, words: str) -> Measure:
    return replace(
        low,
        start=min(low.start, high.start),
        end=max(low.end, high.end),
        top=high.value,
        unit=low.unit or high.unit,
        top_unit=high.unit or low.unit,
        ops=(),
        flipped="",
        framed=False,
        ahead=words if len(words) > 1 else "",
        behind="",
    )
