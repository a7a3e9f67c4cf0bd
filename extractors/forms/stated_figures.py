"""Figures of running text: numbers with a unit that are amounts, and what is doubtful about their digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extractors.forms.outline import words
from normalizers.numerals import DIGITS, NUMERALS, STEPS, read_numeral

_POINTS = re.compile(r"[得扣计]\d{1,3}(?:\.\d{1,3})?分")
_PARTED = re.compile(r"\d[,，.]?\s{1,3}$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit in a paragraph of one width: from `start` to `end`; `doubts` are about its digits."""

    start: int
    end: int
    number: Decimal
    unit: str
    family: str
    doubts: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[Decimal, str]:
        """What makes two figures the same amount."""
        return self.number, self.unit


@cache
def _families() -> dict[str, str]:
    """Unit to its family: money, heads, shares, counters."""
    spec = words()["figures"]
    plain = {unit: family for family in ("money", "heads", "shares", "counters") for unit in spec[family]}
    return {f"万{unit}": family for unit, family in plain.items() if family == "counters"} | plain


@cache
def _figure_pattern() -> re.Pattern[str]:
    units = "|".join(map(re.escape, sorted(_families(), key=len, reverse=True)))
    money = "|".join(unit for unit, family in _families().items() if family == "money")
    never = "|".join(map(re.escape, words()["figures"]["not_counted"]))
    number = r"(?:\d{1,3}(?:[,，]\d{3}){1,5}|\d{1,15})(?:\.\d{1,9})?"
    scaled = r"(?:\d{1,6}(?:\.\d{1,4})?[亿万千百](?=\d)){1,3}"
    numeral = rf"[{''.join(DIGITS)}十拾][{NUMERALS}]{{0,14}}?(?=[余多]?(?:{money}))"
    return re.compile(
        rf"(?<![\d.第〔\[])(?:(?<![A-Za-z])|(?<=RMB)|(?<=CNY))(?:(?<=[\u4e00-\u9fff])[-－−])?"
        rf"(?:{number}(?:%|万元|亿元|人|个)?\s?[-~～—至]\s?)?"
        rf"(?P<scales>{scaled})?(?P<number>{number}|{numeral})\s{{0,2}}[余多]?"
        rf"(?!{never})(?P<unit>{units})(?P<per>/[\u4e00-\u9fff]{{1,3}})?"
    )


def figures_in(text: str) -> Iterator[Figure]:
    """The figures of a paragraph that are amounts."""
    for found in _figure_pattern().finditer(text):
        unit, family = found["unit"], _families()[found["unit"]]
        number = _number_of(found)
        if number is None or (found["scales"] and family != "money"):
            continue
        unit = "元" if found["scales"] else unit
        figure = Figure(found.start(), found.end(), number, unit, family, tuple(_digit_doubts(text, found)))
        if not _is_threshold(text, figure) and not _is_rule(text, figure):
            yield figure


def _number_of(found: re.Match[str]) -> Decimal | None:
    """The number of a figure in its unit, of one in several scales in 元; None for a numeral that is none of money."""
    if found["scales"]:
        return _in_yuan(found["scales"] + found["number"] + found["unit"])
    if found["number"][0].isdecimal():
        return Decimal(found["number"].replace(",", "").replace("，", ""))
    numeral = read_numeral(found["number"])
    stepped = any(step in found["number"] + found["unit"] for step in STEPS)
    return numeral[0] if numeral is not None and stepped else None


def _in_yuan(text: str) -> Decimal:
    """A sum in several scales: 1亿2千万元 is 120,000,000."""
    total = section = Decimal(0)
    number = Decimal(0)
    for piece in re.findall(r"\d+(?:\.\d+)?|[亿万千百]", text.replace(",", "").replace("，", "")):
        if piece[0].isdecimal():
            number = Decimal(piece)
        elif STEPS[piece] < STEPS["万"]:
            section, number = section + number * STEPS[piece], Decimal(0)
        else:
            total, section, number = total + (section + number) * STEPS[piece], Decimal(0), Decimal(0)
    return total + section + number


def _digit_doubts(text: str, found: re.Match[str]) -> Iterator[str]:
    if found["scales"]:
        yield "the figure is printed in several scales"
    elif not found["number"][0].isdecimal():
        yield "the figure is printed in Chinese numerals"
    if _PARTED.search(text[max(0, found.start() - 8) : found.start()]):
        yield "further digits stand before the figure, a blank or line between"


def _is_threshold(text: str, figure: Figure) -> bool:
    """True for the bound of a procedure: 2000元以下经负责人签批."""
    spec = words()["context"]
    before = text[max(0, figure.start - 9) : figure.start].rstrip()
    bound = text.startswith(tuple(spec["bounds"]), figure.end) or before.endswith(tuple(spec["bounds_before"]))
    near = text[max(0, figure.start - 40) : figure.end + 40]
    return bound and any(word in near for word in spec["procedure"])


def _is_rule(text: str, figure: Figure) -> bool:
    """True for a figure of a scoring rule or a formula: 完成率低于60%的不得分, 分值×50%."""
    before = re.split("[。;；]", text[max(0, figure.start - 80) : figure.start])[-1]
    clause = before + text[figure.start : figure.end + 30]
    if before.rstrip().endswith(tuple("×÷*+/")) or _POINTS.search(clause):
        return True
    return any(word in clause for word in words()["context"]["scoring"])
