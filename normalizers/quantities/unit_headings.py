"""Units that headings print: in brackets behind a word, over a table, alone in a cell."""

from __future__ import annotations

import re

from normalizers.knowledge import table
from normalizers.quantities.units import BRACKETED, FOLD, is_latin, known_units, match_unit, scales, sole_unit
from normalizers.text import compact

_LABELLED = re.compile(r"^(?:计量|度量|金额)?单位[:：]?")
_OVER_TABLE = re.compile(r"(?:(?:金额|计量)?单位|金额)\s{0,3}[:：]\s{0,3}([^\s,，;；、。:：()（）]{1,12})")


#: In brackets behind a head these say whose value it is (指标值（年度）), and count nothing.
_TIMES = frozenset({"年度"})


def unit_in_brackets(text: str) -> str:
    """The unit that a heading prints in brackets (`执行数（万元）`), as printed; empty for none. A letter alone and a
    quotient of letters (`执行率(B/A)`) are parts of formulas, and a place (`实施单位（镇）`) is no unit."""
    return next((inner for inner in map(_unit_alone, BRACKETED.findall(compact(text))) if inner), "")


def _unit_alone(inner: str) -> str:
    """What stands in brackets, if it is a unit and nothing else."""
    printed = _LABELLED.sub("", inner)
    if printed.isascii() and (len(printed) < 2 or "/" in printed) and printed != "%":
        return ""
    folded = printed.translate(FOLD)
    is_other = folded in _TIMES or folded in table("units")["implied"]["places"]["words"]
    return printed if sole_unit(folded) and not is_other else ""


def without_units_in_brackets(text: str) -> str:
    """A compact heading without the brackets that hold a unit."""
    return BRACKETED.sub(lambda bracket: "" if _unit_alone(bracket[1]) else bracket[0], text)


def unit_over_table(text: str) -> str:
    """The unit of money of `单位：万元` or `金额：元` over a table, as printed; empty where the text names none."""
    for label in _OVER_TABLE.finditer(text):
        found = match_unit(label[1].translate(FOLD), 0, label[1])
        if found is not None and found[0].kind == "money":
            return found[0].printed
    return ""


def is_short_unit(text: str) -> bool:
    """True for a unit of one character, the scales 万 and 亿 among them, that is no other word where it stands and no
    length of time."""
    folded = text.translate(FOLD)
    if len(folded) != 1 or is_latin(folded) or folded not in known_units().keys() | scales().keys():
        return False
    other = table("units")["implied"]["places"]["words"] + table("units")["prose"]["never"]
    return folded not in other and not (folded in known_units() and known_units()[folded].kind == "duration")
