"""Prints invented values in the ways that filings do, and keeps what each print means beside it."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from corpus.invention import Figure
from corpus.lexicon import Pattern, word

RATIOS = frozenset({"%", "百分比", "‰"})
DURATIONS = frozenset({"年", "个月", "天", "小时", "分钟", "个工作日"})
#: Prefix, suffix, operator, words left over, for a floor, a ceiling and a plain figure.
FLOORS = (("≥", "", ">=", ""),) * 8 + (
    ("不低于", "", ">=", ""), ("不少于", "", ">=", ""), ("", "以上", ">=", ""), (">", "", ">", ""), ("≧", "", ">=", ""),
    ("", "", "", ""), ("大于等于", "", ">=", ""), ("达到", "", ">=", ""),
)  # fmt: skip
CEILINGS = (("≤", "", "<=", ""),) * 7 + (
    ("不超过", "", "<=", ""), ("", "以内", "<=", ""), ("≦", "", "<=", ""), ("<", "", "<", ""), ("", "", "", ""),
)  # fmt: skip
PLAIN = (("", "", "", ""),) * 6 + (("=", "", "=", ""), ("＝", "", "=", ""), ("约", "", "", "约"))
GROWTH = ("增长", "同比增长", "较上年增长")
SIGNS = {"up": ("≥", ">="), "down": ("≤", "<="), "even": ("＝", "="), "growth": ("≥", ">="), "date": ("≤", "<=")}


def kind_of(unit: str) -> str:
    """The kind of a figure by its unit."""
    if unit in RATIOS:
        return "ratio"
    if unit in DURATIONS:
        return "duration"
    return "money" if "元" in unit else "quantity"


def printed(number: Decimal) -> str:
    """The shortest plain print: no exponent, no trailing zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def draw(random: Random, pattern: Pattern) -> Decimal:
    """A figure of the pattern's range and step."""
    steps = int((pattern.high - pattern.low) / pattern.step) if pattern.step else 0
    return pattern.low + pattern.step * random.randint(0, steps)


def _forms(pattern: Pattern) -> tuple[tuple[str, str, str, str], ...]:
    return {"up": FLOORS, "down": CEILINGS}.get(pattern.shape, PLAIN)


def _grouped(random: Random, number: Decimal) -> str:
    plain = printed(number)
    if number >= 1000 and random.random() < 0.12:
        return f"{int(number):,}" + plain[len(str(int(number))) :]
    return plain


def _span(random: Random, pattern: Pattern, number: Decimal) -> Figure:
    top = number + (pattern.step or Decimal(1)) * random.randint(1, 4)
    raw = f"{printed(number)}{random.choice(('-', '~', '—'))}{printed(top)}{pattern.unit}"
    return Figure(raw, "", number, top, pattern.unit, kind_of(pattern.unit))


def _growth(random: Random, pattern: Pattern, number: Decimal) -> Figure:
    falls = "下降" in pattern.name or "降低" in pattern.name
    lead = "下降" if falls else random.choice(GROWTH)
    tail = "以上" if random.random() < 0.3 else ""
    op = ">=" if tail else ""
    return Figure(f"{lead}{printed(number)}%{tail}", op, number, None, "%", "ratio", lead)


def date(random: Random, year: str) -> Figure:
    """A day or month by which something is done."""
    month = random.randint(6, 12)
    raw, op = random.choice(
        (
            (f"{year}年{month}月30日前", "<="), (f"{year}年12月31日前", "<="), (f"{year}年{month}月底前", "<="),
            (f"{year}年12月", ""), (f"{year}年底前", "<="), (f"{year}年{month}月", ""),
        )
    )  # fmt: skip
    return Figure(raw, op, None, None, "", "date")


def qualitative(text: str) -> Figure:
    """A value in words."""
    return Figure(text, kind="qualitative", text=text)


def one_cell(random: Random, pattern: Pattern, year: str, number: Decimal | None = None) -> Figure:
    """A target that prints operator, number and unit in its one cell."""
    if pattern.shape == "word":
        return qualitative(random.choice(pattern.unit.split("/")))
    if pattern.shape == "date":
        return date(random, year)
    number = draw(random, pattern) if number is None else number
    if pattern.shape == "growth":
        return _growth(random, pattern, number)
    if pattern.shape == "even" and number >= 10 and "元" not in pattern.unit and random.random() < 0.04:
        return _span(random, pattern, number)
    prefix, suffix, op, text = random.choice(_forms(pattern))
    if op in (">", "<") and number == pattern.high == pattern.low:
        prefix, op = "", ""
    if number >= 100 and pattern.unit == "%":
        prefix, suffix, op, text = random.choice((("", "", "", ""), ("=", "", "=", "")))
    raw = f"{prefix}{_grouped(random, number)}{pattern.unit}{suffix}"
    return Figure(raw, op, number, None, pattern.unit, kind_of(pattern.unit), text)


def three_cells(random: Random, pattern: Pattern, year: str, words_sign: str = "定性") -> Figure:
    """A target whose operator, number and unit stand in cells of their own."""
    if pattern.shape == "word":
        text = random.choice(pattern.unit.split("/"))
        return Figure(text, kind="qualitative", text=text, sign=words_sign)
    sign, op = SIGNS[pattern.shape]
    if pattern.shape == "date":
        return Figure(f"{year}年{random.randint(6, 12)}月", op, None, None, "", "date", sign=sign)
    number = draw(random, pattern)
    unit = "百分比" if pattern.unit == "%" and random.random() < 0.08 else pattern.unit
    return Figure(printed(number), op, number, None, unit, kind_of(unit), sign=sign, measure=unit)


def number_only(random: Random, pattern: Pattern, year: str) -> Figure:
    """A target without an operator whose unit stands in a column of its own."""
    if pattern.shape in ("word", "date"):
        return one_cell(random, pattern, year)
    number = draw(random, pattern)
    return Figure(printed(number), "", number, None, pattern.unit, kind_of(pattern.unit), measure=pattern.unit)


def _reached(random: Random, pattern: Pattern, target: Figure, met: bool) -> Decimal:
    wanted = target.value or Decimal(0)
    if met and (target.op in ("", "=") or (pattern.unit == "%" and wanted >= 99)):
        return wanted
    step = (pattern.step or Decimal(1)) * random.randint(1, 3)
    up = pattern.shape != "down"
    better = wanted + step if met == up else wanted - step
    if pattern.unit == "%" and better > 100:
        return Decimal(100)
    return better if better > 0 else wanted


def result(random: Random, pattern: Pattern, target: Figure, year: str, met: bool, bare: float = 0.25) -> Figure:
    """What was reached for a target; `bare` is the chance of a number alone, which then takes the target's unit."""
    if target.kind == "qualitative":
        return random.choice((target, qualitative(word(random, "qualitative_results"))))
    if target.kind == "date":
        return random.choice((qualitative("按期完成"), Figure(f"{year}年{random.randint(4, 11)}月", kind="date")))
    if met and not target.sign and random.random() < 0.08:
        return Figure(target.raw, target.op, target.value, target.value_max, target.unit, target.kind, target.text)
    number = _reached(random, pattern, target, met)
    alone = number > 1 and random.random() < bare
    raw = printed(number) if alone else f"{printed(number)}{target.unit}"
    return Figure(raw, "", number, None, target.unit, target.kind)
