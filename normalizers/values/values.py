"""Reads a printed target value: operator, number, unit, kind, words, and the same in the base unit.

What forms leave open is read so, each time with a reason and at the cost of confidence:

- 1小时30分钟 and 3元5角 are one figure in the larger unit, in the smaller one where six decimals do not hold it.
- 3万5 is 35,000, as it is spoken; 3万05 and 1亿2000 are counted as printed.
- 十五 without a unit is a number, 一 is none.
- 9/10万 is so many out of 100,000 in the unit `/10万`; 3/4万元 is three quarters of one.
- △ before a figure is a minus; ▲ is one too, though it may mean a rise. Brackets round a number of money are a minus.
- 37.5±0.5 is from 37 to 38. 45人/50人 is what was done of what was planned: the first counts.
- A bare 2022 is a year only where name, unit or target speak of time, or nothing is named at all.
- A figure that a template left open (≥××%, **元/人) is no value; the unit in a name's template (（≥**平方米）) counts.
- 公里每小时 at the end of a cell is a unit, 每亩 before a figure (每亩300元) stays in the text.
- 45230 in a row about time is a day as a spreadsheet counts it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from normalizers.knowledge import table
from normalizers.quantities.implied_units import is_about
from normalizers.quantities.numerals import NUMERALS
from normalizers.quantities.operators import SIGNS, sign_folding
from normalizers.quantities.periods import recurs
from normalizers.quantities.units import sole_unit
from normalizers.values.cells import BARRIER, Cell, clean, says_nothing
from normalizers.values.context import NO_CONTEXT, Context
from normalizers.values.counted import value_of_number
from normalizers.values.dated import date_in, value_of_date
from normalizers.values.doubts import doubted
from normalizers.values.printing import print_value
from schema.reading import Printed
from schema.value import Value

__all__ = ["Context", "parse_value", "print_value", "settled_value", "value_of_cell"]

_MARKS = frozenset(SIGNS + "%‰±")
_LABEL = re.compile(r"([^:：\d]{1,12})[:：](?=.)")
_SIGNS_AS_PRINTED = SIGNS + "".join(map(chr, sign_folding()))
_LETTERS = re.compile(r"[lIOoBSZ]{1,6}(?=[^A-Za-z])")
_TRIM = "。.;；,，、:： "


def parse_value(raw: str, context: Context = NO_CONTEXT) -> Value:
    """The value that a cell prints. Words alone are `qualitative`; a cell that says nothing is an empty value; a cell
    that can be read in ways that matter is an empty value of low confidence with its `readings`, likeliest first."""
    alone = replace(context, neighbours=()) if context.neighbours else context
    return doubted(_read(raw, alone), context)


def settled_value(raw: str, context: Context = NO_CONTEXT) -> Value:
    """The value that a cell prints, taken at its word: a person has vouched for what stands there."""
    return _read(raw, replace(context, neighbours=()))


def value_of_cell(cell: Printed, context: Context) -> Value:
    """What a cell prints; what a person has vouched for is not doubted."""
    return settled_value(cell.text, context) if cell.settled else parse_value(cell.text, context)


@lru_cache(maxsize=8192)
def _read(raw: str, context: Context) -> Value:
    """What the cell says taken by itself; forms say the same few thousand things again and again."""
    cell = clean(raw)
    context = context if context.name else replace(context, name=_label(cell))
    if says_nothing(cell):
        return _nothing(raw, cell, context)
    date = date_in(cell, context)
    value = value_of_date(cell, date, context) if date is not None else None
    if value is None and not recurs(cell.text):
        value = value_of_number(cell, context, (date.start, date.end) if date is not None else None)
    return replace(value or _words(cell), raw=raw)


def _label(cell: Cell) -> str:
    """The label that a value stands behind, where it says what is counted: 人员经费：35."""
    match = _LABEL.match(cell.shown)
    return match[1] if match else ""


def _nothing(raw: str, cell: Cell, context: Context) -> Value:
    """Empty, but where 无 is the very answer: 事故发生数 无."""
    word = cell.shown.rpartition("：")[2]
    if word in ("无", "没有") and is_about(context.name, "nothing"):
        return Value(raw=raw, kind="qualitative", text=word, confidence=0.8, reasons=("无 answers the name",))
    return Value(raw=raw, reasons=("the cell says nothing",))


def _bare(words: str) -> str:
    """The words without a sign, a label, a 定性 and punctuation round them, however many stand there."""
    shorter = words.lstrip(_SIGNS_AS_PRINTED).strip(_TRIM)
    for head in sorted(table("value_words")["dropped"]["qualitative"], key=len, reverse=True):
        shorter = shorter.removeprefix(head).lstrip(":：") or shorter
    label = _LABEL.match(shorter)
    return shorter[label.end() :] if label else shorter


def _hides_number(words: str) -> bool:
    """Whether the words are a numeral that was not understood, or letters that stand where a number must (ll%)."""
    if len(words) > 1 and all(character in NUMERALS for character in words):
        return True
    figure = _LETTERS.match(words)
    if figure is None:
        return False
    return sole_unit(words[figure.end() :]) is not None


def _words(cell: Cell) -> Value:
    """The words of a cell without a number; an empty value where only signs or a torn-out unit are left."""
    words = cell.shown.replace(BARRIER, "")
    text = cell.text.replace(BARRIER, "")
    if all(character in _MARKS for character in text) or sole_unit(text):
        return Value(confidence=0.3, reasons=("a sign or a unit alone",))
    while (shorter := _bare(words)) != words:
        words = shorter
    if any(character.isdigit() for character in words):
        return Value(kind="qualitative", text=words, confidence=0.5, reasons=("words round digits that are no value",))
    if _hides_number(words):
        return Value(kind="qualitative", text=words, confidence=0.5, reasons=("a numeral that is no value",))
    return Value(kind="qualitative", text=words, confidence=0.95, reasons=("words, no number",))
