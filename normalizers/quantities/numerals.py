"""Numbers written out: 一千零五十, 贰拾伍, 二〇, 一点五, 两三."""

from __future__ import annotations

import re
from decimal import Decimal

#: The figures, in ordinary writing and in that of cheques.
DIGITS = {character: value for value, row in enumerate(
    ("零〇○", "一壹弌幺", "二贰貳弍两俩", "三叁參仨", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for character in row}  # fmt: skip
#: What multiplies the figure before it.
STEPS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000,
         "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}  # fmt: skip
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_MYRIAD = 10**4
#: Every character that a numeral may hold.
NUMERALS = "".join((*DIGITS, *STEPS, *_TENS, "点"))

_LONGEST = 32
_PIECE = re.compile(
    rf"(?P<digits>\d{{1,15}}(?:\.\d{{1,8}})?)|(?P<figure>[{''.join(DIGITS)}])|(?P<step>[{''.join(STEPS)}])"
)
_WITHOUT_STEP = re.compile(rf"(?:[亿億万萬]\d{{1,3}}|[千仟]\d{{1,2}}|[百佰]\d|[百佰千仟万萬亿億][{''.join(DIGITS)}])$")
#: What is said for about so many without being neighbours: 三五个, 三两天 (two or three).
_SPREAD = {("三", "五"), ("三", "两")}
_NEIGHBOURS = re.compile(
    rf"((?:[{''.join(DIGITS)}]{{0,1}}[{''.join(STEPS)}廿卅卌])*)([一二两三四五六七八])([二两三四五六七八九])([十百千万亿]*)"
)


def read_numeral(word: str) -> tuple[Decimal, Decimal | None] | None:
    """A Chinese numeral and, for figures such as 两三, 七八十 or 三五, its upper end; None for no number."""
    if len(word) > _LONGEST:
        return None
    whole, point, fraction = word.partition("点")
    if point:
        return _with_fraction(whole, fraction)
    spread = _NEIGHBOURS.fullmatch(whole)
    if spread and (DIGITS[spread[3]] == DIGITS[spread[2]] + 1 or (spread[2], spread[3]) in _SPREAD):
        ends = sorted((spread[2], spread[3]), key=lambda figure: DIGITS[figure])
        low, high = (_integer(spread[1] + figure + spread[4]) for figure in ends)
        return (Decimal(low), Decimal(high)) if low is not None and high is not None else None
    value = _integer(whole)
    return None if value is None else (Decimal(value), None)


def _with_fraction(whole: str, fraction: str) -> tuple[Decimal, None] | None:
    base = _integer(whole)
    if base is None or not fraction or any(character not in DIGITS for character in fraction):
        return None
    return Decimal(f"{base}.{''.join(str(DIGITS[character]) for character in fraction)}"), None


def _integer(word: str) -> int | None:
    if not word or set(word) <= {"万", "亿", "萬", "億"}:
        return None
    if all(character in DIGITS for character in word):
        return int("".join(str(DIGITS[character]) for character in word))
    return _summed(word)


def _summed(word: str) -> int:
    """The value by place: figures times their steps, in sections of 万, 亿 and 兆; 一万二 is 12000."""
    great, trillions, small = word.rpartition("兆")
    if trillions:
        return _summed(great) * 10**12 + _summed(small)
    total = section = figure = 0
    last = 1
    for character in word:
        if character in DIGITS:
            figure = DIGITS[character]
            last = last if figure else 1
            continue
        last = STEPS.get(character, 10)
        if character in _TENS:
            section += _TENS[character]
        elif last < _MYRIAD:
            section += (figure or 1) * last
        elif last == _MYRIAD:
            total, section = total + (section + figure) * last, 0
        else:
            total, section = (total + section + figure) * last, 0
        figure = 0
    return total + section + figure * max(last // 10, 1)


def read_steps(word: str) -> tuple[Decimal, bool] | None:
    """The number of figures with their steps, in digits or characters (1亿2千5百万, 一亿2000万), and whether its last
    figure lacks its step. One such character or digit counts the step below the last one, as it is spoken: 3万5 is
    35,000. None where the steps do not fall."""
    total = section = figure = Decimal(0)
    small, great, last = _MYRIAD, _MYRIAD**3, 1
    for piece in _PIECE.finditer(word):
        if piece.lastgroup != "step":
            figure = Decimal(DIGITS.get(piece[0], piece[0]))
            last = last if figure else 1
            continue
        step = STEPS[piece[0]]
        if step >= (small if step < _MYRIAD else great) and not (
            step == _MYRIAD**2 and word[piece.start() - 1] in "万萬"
        ):
            return None
        if step < _MYRIAD:
            section, small = section + figure * step, step
        else:
            rest = total if step > great else Decimal(0)
            total, section = (total - rest) + (rest + section + figure) * step, Decimal(0)
            small, great = _MYRIAD, step
        figure, last = Decimal(0), step
    bare = _WITHOUT_STEP.search(word) if figure and last > 1 else None
    spoken = bare is not None and len(bare[0]) == 2
    return total + section + (figure * last / 10 if spoken else figure), bare is not None
