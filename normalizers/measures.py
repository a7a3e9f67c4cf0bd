"""Finds numbers with their units, comparisons and leftover words in a value cell."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from normalizers.cells import BARRIER, Cell
from normalizers.knowledge import table
from normalizers.numbers import NUMERALS, Number, find_numbers
from normalizers.operators import FLIPPED, SIGNS, after_number, before_number, of_signs
from normalizers.units import Unit, match_unit

_TO = re.compile(r"(?:-{1,3}|~{1,2}|至|到|一(?=\d))")
_AND = re.compile("[和与]")
_CLAUSE = re.compile(f"[,;、。；!！{BARRIER}]")
_RULE = re.compile(
    r"得(?:\d|满分|[一二三四五六七八九十]{1,3}分)|每(?:减少|增加|少|低|超|下降|降低|高|提高|多|延)|扣\d|否则|不得分|[计记]\d+(?:\.\d+)?分"
)
_LIST = re.compile(r"(?:\d{1,2}[.、](?=[^\d])|\d{1,2}、(?=\d)|[一二三四五六七八九十]{1,2}、|[①-⑳]|\(?\d{1,2}\)(?=.))")
_LABEL = re.compile(r"^.{0,200}?[^\d:]:(?!\d+(?:\D|$)(?<=:))")
_BOUND_JOINT = re.compile(rf"^(?:且|并且|并|和|及|同时|,|;|、)?[{SIGNS}]*$")
_CHANGE = re.compile(r"(?=\d[角分])(?:(\d)角)?(?:(\d)分)?")
_HALF_TAIL = re.compile(r"半(?![数年])")
_SERVICE = re.compile(r"\d(?:小时|天)?[×xX]\d|\d:\d+(?:\.\d+)?:\d")
_TRIM = " .,;:、。·'\"-~|（）()[]【】!！"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with all that belongs to it; `ops` are the comparisons printed round it, `text` the words left over.

    `start` and `end` bound number and unit; `clause` counts the clauses before it.
    """

    start: int
    end: int
    value: Decimal
    form: str
    top: Decimal | None = None
    unit: Unit | None = None
    top_unit: Unit | None = None
    ops: tuple[str, ...] = ()
    behind: str = ""
    ahead: str = ""
    framed: bool = False
    flipped: str = ""
    cut: bool = False
    currency: str = ""
    doubts: tuple[str, ...] = ()
    clause: int = 0

    @property
    def text(self) -> str:
        """The words left of the measure's clause."""
        return self.ahead + self.behind


@cache
def _word_set(group: str, name: str = "words") -> frozenset[str]:
    words: list[str] = table("value_words")[group][name]
    return frozenset(words)


@cache
def _not_numbers() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _word_set("not_numbers")), key=len, reverse=True)))


@cache
def _more() -> str:
    words: list[str] = table("operators")["more"]["words"]
    return "".join(words)


def find_measures(cell: Cell, setting: tuple[int, int] | None = None) -> list[Measure]:
    """Every number of the cell that may be its value, in order; none where the cell says words alone.

    `setting` bounds a date whose numbers are none.
    """
    text = cell.text
    begin = _begin(text)
    left, right = setting or (0, 0)
    numbers = [
        number
        for number in find_numbers(text)
        if number.start >= begin and not left <= number.start < right and _is_number(text, number)
    ]
    stop = _rule_start(text, numbers)
    numbers = [number for number in numbers if number.start < stop]
    if not numbers or any(match.start() < numbers[0].end + 8 for match in _SERVICE.finditer(text)):
        return []
    return _bounded(text, _worded(cell, _chained(cell, numbers, stop), begin, stop))


def _begin(text: str) -> int:
    """Where the value begins, behind a list number and a label with a colon."""
    start = 0
    listed = _LIST.match(text)
    if listed and listed.end() < len(text):
        start = listed.end()
    colon = text.rfind(":")
    while colon > start and text[colon + 1 : colon + 2].isdigit() and text[colon - 1].isdigit():
        colon = text.rfind(":", 0, colon)
    return colon + 1 if colon >= start and 0 < colon < len(text) - 1 else start


def _rule_start(text: str, numbers: list[Number]) -> int:
    """Where a scoring rule that ran into the cell begins; the text's length where none does."""
    if not numbers:
        return len(text)
    match = _RULE.search(text, numbers[0].end)
    return match.start() if match else len(text)


def _is_number(text: str, number: Number) -> bool:
    ahead = text[number.start - 1] if number.start else ""
    following = text[number.end : number.end + 1]
    if number.form == "numeral" and ahead and ahead in "数几" and text[number.start] in "十百千":
        return False
    if number.form in ("numeral", "half", "halved"):
        return _is_numeral(text, number, ahead)
    if ahead.isascii() and ahead.isalpha() and ahead not in "xXyY" and not _currency(text, number.start):
        return False
    if following == "、" and number.end - number.start <= 2 and _is_list_number(text, number):
        return False
    if following.isascii() and following.isalpha() and match_unit(text, number.end) is None:
        return False
    return ahead != "第"


def _is_list_number(text: str, number: Number) -> bool:
    """1、完成；2、未完成: it opens a clause, and words follow."""
    begins = number.start == 0 or text[number.start - 1] in ";。,"
    return begins and text[number.end + 1 : number.end + 2].isalpha()


def _is_numeral(text: str, number: Number, ahead: str) -> bool:
    """A Chinese numeral counts only with a unit behind it and where it is no part of a word (进一步, 十分)."""
    if number.form == "half" and ahead and ahead not in "≥≤><=过近约" and not _ends_in_op(text[: number.start]):
        return False
    known = _not_numbers().match(text, number.start)
    if (
        known
        and known.end() > number.start + (1 if number.end - number.start == 1 else 0)
        and known.end() >= number.end
    ):
        return False
    glued: str = table("value_words")["not_numbers"]["glued"]
    if ahead and ahead in glued:
        return False
    if _TO.match(text, number.end):
        return True
    unit = match_unit(
        text, number.end + (text[number.end : number.end + 1] in _more() and text[number.end : number.end + 1] != "")
    )
    if unit is None or (
        number.form == "numeral" and unit[0].kind == "quantity" and unit[0].printed in ("分",) and not ahead
    ):
        return unit is not None and unit[1] == len(text)
    return _free_behind(text, number, unit[0], unit[1])


def _ends_in_op(text: str) -> bool:
    return bool(before_number(text).ops)


def _free_behind(text: str, number: Number, unit: Unit, end: int) -> bool:
    """What follows a numeral and its unit leaves it a number: 一次性 and 三年行动计划 are words."""
    found = after_number(text[end:])
    rest = found.rest.lstrip(_TRIM)
    if found.ops or not rest or rest[0] in "半左上前整正多余" or not rest[0].isalpha():
        return True
    if text[end : end + 1] in ",;、。" + BARRIER:
        return True
    few = number.value <= 1 or unit.kind == "duration"
    return not few and len(rest) <= 8 and rest[0] not in "性化级等位面体定流类新大"


def _chained(cell: Cell, numbers: list[Number], stop: int) -> list[Measure]:
    """Each number with sign and unit; two that a dash or 至 joins as one range."""
    found: list[Measure] = []
    for number in numbers:
        measure = _measure(cell, number)
        last = found[-1] if found else None
        if last is not None and (measure.start < last.end or _ran_in(cell, last, measure)):
            continue
        if last is not None and last.top is None and (joined := _range(cell.text, last, measure)):
            found[-1] = joined
        else:
            found.append(measure)
    return found


def _ran_in(cell: Cell, last: Measure, measure: Measure) -> bool:
    """Whether a number is the weight or score of the next columns: ≥95% 10 10."""
    if last.unit is None or last.end not in cell.gaps or measure.start < last.end:
        return False
    between = cell.text[last.end : measure.start]
    same = measure.value == last.value and measure.unit == last.unit
    return not between.strip(BARRIER) and (measure.unit is None or same)


def _measure(cell: Cell, number: Number) -> Measure:
    text = cell.text
    start, end, value = number.start, number.end, number.value
    doubts: tuple[str, ...] = ()
    if _is_negative(text, start):
        start, value = start - 1, -value
    behind = text[start:end] if number.form == "doubled" else ""
    if text[end : end + 1] and text[end] in _more() and number.form != "ratio":
        behind, end = text[end], end + 1
    unit: Unit | None = None
    if text[end : end + 1] in (".", ",", "·") and match_unit(text, end + 1):
        end += 1
    if number.unit:
        unit = match_unit(number.unit)[0]  # type: ignore[index]
    elif number.form not in ("ratio",) and (found := match_unit(text, end, cell.shown)):
        unit, end, value = _with_unit(text, number, found, value)
    if text[end : end + 1] == text[end - 1 : end] and unit is not None and text[end - 1] not in SIGNS + BARRIER:
        end, doubts = end + 1, ("a doubled character",)
    if number.doubt:
        doubts = (*doubts, number.doubt)
    return Measure(
        start,
        end,
        value,
        number.form,
        number.top,
        unit,
        ops=_own_ops(text, number, behind),
        behind=behind,
        doubts=doubts,
    )


def _own_ops(text: str, number: Number, behind: str) -> tuple[str, ...]:
    """余, 多 and 过半 say more than the number."""
    more = (behind and number.form != "doubled") or (number.form == "fraction" and text[number.start] == "过")
    return (">",) if more else ()


def _with_unit(text: str, number: Number, found: tuple[Unit, int], value: Decimal) -> tuple[Unit, int, Decimal]:
    """The unit and what follows it still: 一年半, 八成五, 三元五角."""
    unit, end = found
    if number.form == "halved":
        return (
            replace(unit, printed=text[number.end - 2] + text[number.end : end]) if unit.printed[:1] == "个" else unit,
            end,
            value,
        )
    following = text[end : end + 1]
    if unit.kind == "duration" and following == "半" and _HALF_TAIL.match(text, end):
        return unit, end + 1, value + Decimal("0.5")
    if unit.printed in ("成", "折") and following and following in NUMERALS[3:10] + "一二三四五六七八九":
        digit = find_numbers(following)
        if digit:
            return unit, end + 1, value + digit[0].value / 10
    if unit.printed == "元" and (change := _CHANGE.match(text, end)):
        return unit, change.end(), value + Decimal(change[1] or 0) / 10 + Decimal(change[2] or 0) / 100
    if unit.printed == "折" and value >= 10 and number.form == "numeral":
        return unit, end, value / 10
    if unit.printed == "折" and value >= 10:
        return replace(unit, numerator=Decimal("0.01")), end, value
    return unit, end, value


def _is_negative(text: str, start: int) -> bool:
    if start == 0 or text[start - 1] not in "-负":
        return False
    if text[start - 1] == "负":
        return text[start - 2 : start - 1] not in ("正", "担")
    return start == 1 or text[start - 2] in SIGNS + "(~,至到-降长加减为" or text[start - 2] == BARRIER


def _range(text: str, low: Measure, high: Measure) -> Measure | None:
    """One measure of two that a dash joins; the unit printed last holds for both."""
    joint = _TO.match(text, low.end) or (_AND.match(text, low.end) if text.startswith("之间", high.end) else None)
    if joint is None:
        return None
    if high.value < 0 <= low.value:
        high = replace(high, value=-high.value)
    between = text[joint.end() : high.start]
    if between.strip(SIGNS) or low.form in ("ratio", "fraction"):
        return None
    if low.unit is None or low.unit.kind == "" or high.unit is None:
        unit = _shared(low.unit, high.unit)
        high_unit = high.unit if unit is not high.unit else unit
        return Measure(
            low.start,
            high.end,
            low.value,
            low.form,
            high.value,
            unit,
            high_unit,
            high.ops,
            high.behind,
            doubts=low.doubts + high.doubts,
        )
    if low.unit.kind != high.unit.kind:
        return None
    return Measure(
        low.start,
        high.end,
        low.value,
        low.form,
        high.value,
        low.unit,
        high.unit,
        high.ops,
        high.behind,
        doubts=low.doubts + high.doubts,
    )


def _shared(low: Unit | None, high: Unit | None) -> Unit | None:
    if low is not None and low.kind == "" and high is not None and high.kind and high.scale != low.scale:
        rest = high.printed.removeprefix(high.scale)
        found = match_unit(low.printed + rest)
        return found[0] if found else high
    return high if high is not None else low


def _worded(cell: Cell, measures: list[Measure], begin: int, stop: int) -> list[Measure]:
    """Each measure with the comparisons and the words of its clause."""
    found: list[Measure] = []
    done = begin
    clause = 0
    for position, measure in enumerate(measures):
        following = measures[position + 1].start if position + 1 < len(measures) else stop
        ahead = cell.text[done : measure.start]
        parted = [match.end() for match in _CLAUSE.finditer(ahead)]
        clause += len(parted) if found else 0
        words_ahead = ahead[parted[-1] :] if parted else ahead
        before = before_number(words_ahead)
        found.append(
            _with_words(
                cell, measure, before.ops, before.framed, before.rest, following, position + 1 < len(measures), clause
            )
        )
        done = found[-1].end + _attached(cell, found[-1], following)
    return found


def _attached(cell: Cell, measure: Measure, following: int) -> int:
    """How many characters behind the measure are its own words of comparison."""
    tail = cell.text[measure.end : following]
    return len(tail) - len(after_number(tail).rest) if after_number(tail).ops else 0


def _with_words(
    cell: Cell,
    measure: Measure,
    ops: tuple[str, ...],
    framed: bool,
    ahead: str,
    following: int,
    more: bool,
    clause: int,
) -> Measure:
    tail = cell.text[measure.end : following]
    flipped = re.match(f"[{SIGNS}]+", tail)
    if flipped and (ops or measure.ops) and flipped.end() == len(tail):
        flipped = None
    sign = FLIPPED[of_signs(flipped[0])] if flipped else ""
    tail = tail[flipped.end() :] if flipped else tail
    end_of_clause = _CLAUSE.search(tail)
    own = tail[: end_of_clause.start()] if end_of_clause else tail
    cut = bool(end_of_clause)
    after = after_number(_without_endings(own))
    rest = after.rest
    begins = measure.end + (flipped.end() if flipped else 0) + len(own) - len(rest)
    if rest and (begins in cell.gaps or (measure.end in cell.gaps and not after.ops)) and not _is_adverb(rest):
        rest, cut = "", True
    if more and not cut and rest:
        rest = rest if _is_adverb(rest) else ""
    leftover = _shown_words(cell, measure, ahead)
    return replace(
        measure,
        ops=(*ops, *measure.ops, *after.ops),
        framed=framed,
        currency=_currency(cell.text, measure.start),
        flipped=sign,
        ahead=leftover,
        behind=measure.behind + _words(rest),
        cut=cut,
        clause=clause,
    )


def _currency(text: str, start: int) -> str:
    """The unit of a currency sign or word right before a number: ￥, 人民币, US$."""
    ahead = text[max(0, start - 4) : start].upper()
    signs: dict[str, str] = table("units")["currency_signs"]
    return next((unit for sign, unit in signs.items() if ahead.endswith(sign)), "")


def _without_endings(text: str) -> str:
    tails = _word_set("dropped", "tails")
    return text[1:] if text[:1] in tails and (len(text) == 1 or not text[1].isalpha() or text[1] in "以左上") else text


def _is_adverb(word: str) -> bool:
    return word.startswith(("左右", "上下", "以", "及以", "之间"))


def _shown_words(cell: Cell, measure: Measure, ahead: str) -> str:
    words = _words(ahead)
    for head in sorted(_word_set("dropped", "heads"), key=len, reverse=True):
        if words == head or (words.startswith(head) and len(words) - len(head) <= 1):
            return words[len(head) :]
        if words.startswith(("定性", "定量")):
            return words[2:]
    return words


_FILLERS = re.compile("不含|介于|之间|区间|人民币|(?:US)?[￥¥$€£]|RMB|CNY|USD", re.I)


def _words(text: str) -> str:
    """The words of a stretch without punctuation at its ends and without what frames a range or money."""
    stripped = _FILLERS.sub("", text).strip(_TRIM + SIGNS + BARRIER + "×＊")
    return stripped if len(stripped) > 1 or not (stripped.isascii() or stripped in "在于含") else ""


def _bounded(text: str, measures: list[Measure]) -> list[Measure]:
    """Two bounds of one thing become a range: 80%≤X≤90%, ≥95%，≤100%."""
    if len(measures) < 2:
        return measures
    low, high = measures[0], measures[1]
    joint = text[low.end : high.start]
    lower = low.flipped or _single(low.ops)
    upper = _single(high.ops)
    if low.flipped and not joint.strip(SIGNS):
        return measures
    if low.flipped and lower in (">", ">=") and upper in ("<", "<=") and not set(joint) & set(",;。"):
        return [_merged(low, high, high.ahead), *measures[2:]]
    if low.flipped and lower in ("<", "<=") and upper in (">", ">="):
        return [_merged(high, low, high.ahead), *measures[2:]]
    if lower in (">", ">=") and upper in ("<", "<=") and _BOUND_JOINT.match(_without_ops(joint)):
        return [_merged(low, high, low.ahead), *measures[2:]]
    return measures


def _without_ops(joint: str) -> str:
    found = before_number(joint)
    return after_number(found.rest).rest


def _single(ops: tuple[str, ...]) -> str:
    return ops[0] if ops else ""


def _merged(low: Measure, high: Measure, words: str) -> Measure:
    name = words if len(words) > 1 else ""
    unit = low.unit or high.unit
    return replace(
        low, start=min(low.start, high.start), end=max(low.end, high.end), top=high.value, unit=unit, top_unit=high.unit or unit,
        ops=(), flipped="", ahead=name, behind="", framed=False,
    )  # fmt: skip
