"""Numbers as printed: digits with separators, Chinese numerals, fractions and ratios; Decimal throughout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from normalizers.text import compact

DIGITS = dict(zip("零〇○一二三四五六七八九", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
DIGITS |= dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True)) | {
    "两": 2,
    "俩": 2,
    "貳": 2,
    "參": 3,
    "弍": 2,
    "幺": 1,
}
_STEPS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
NUMERALS = "".join((*DIGITS, *_STEPS, *_MYRIADS, *_TENS, "点"))

_LONGEST = 30  # digits; a longer run is no number of a form, and Decimal rounds at 28
_SIX = Decimal("0.000001")
_PLAIN = r"\d{1,15}(?:\.\d{1,8})?"
_TOKEN = re.compile(
    rf"(?P<share>[百千万]分之(?:[{NUMERALS}]{{1,12}}|\d{{1,12}}(?:\.\d{{1,8}})?|百)(?:[至到~-][一二三四五六七八九十]{{1,3}}(?!分之))?)"
    rf"|(?P<part>(?:[{NUMERALS}]{{1,6}}|\d{{1,6}})分之(?:[{NUMERALS}]{{1,6}}|\d{{1,6}}))"
    r"|(?P<hundred>百分百)"
    r"|(?P<doubled>翻[一两二三四]?番)"
    rf"|(?P<quotient>\d{{1,9}}/\d{{1,9}}(?![\d/.]))"
    rf"|(?P<ratio>{_PLAIN}[:比]{_PLAIN}(?![:\d.]))"
    rf"|(?P<mixed>{_PLAIN}(?:亿零?\d{{1,4}}(?:\.\d{{1,8}})?万|[亿万千]零?\d{{1,4}}(?:\.\d{{1,8}})?[千百]?(?!\d)))"
    r"|(?P<digits>(?:\d[\d,'.。·]*\d|\d|\.\d+))"
    rf"|(?P<halved>[{NUMERALS}]{{1,6}}个半|\d{{1,4}}个半)(?=小时|月|星期|学期|钟头)"
    r"|(?P<half>过?半数|过半(?![年月个天小])|一半|半)"
    rf"|(?P<numeral>[{NUMERALS}]+)"
)
_NOISE = re.compile(r"(\d*\.\d*?)(0{4,}|9{4,})\d*")


@dataclass(frozen=True, slots=True)
class Number:
    """A number where it stands in a text. `form` says how it is written, `top` is the upper end of 两三,
    `unit` is what the writing itself fixes (百分之 -> %), `doubt` what had to be put right."""

    start: int
    end: int
    value: Decimal
    form: str
    top: Decimal | None = None
    unit: str = ""
    doubt: str = ""


def find_numbers(text: str, most: int = 64) -> list[Number]:
    """The numbers of a folded text in order, at most so many; a minus in front is not part of them."""
    found: list[Number] = []
    for match in _TOKEN.finditer(text):
        for number in _read(match):
            found.append(number)
        if len(found) >= most:
            break
    return found


def _read(match: re.Match[str]) -> Iterator[Number]:
    form = str(match.lastgroup)
    start, end = match.span()
    word = match[0]
    if form == "digits":
        read = read_digits(word)
        if read is not None:
            yield Number(start, end, read[0], form, doubt=read[1])
        return
    reader = _READERS[form]
    number = reader(word, start, end)
    if number is not None:
        yield number


def read_digits(word: str) -> tuple[Decimal, str] | None:
    """A number in digits and what had to be put right about it; None where the separators make no sense."""
    plain = word.replace("'", ",").replace("。", ".").replace("·", ".")
    if len(plain) > _LONGEST:
        return None
    doubt = "" if plain.count(".") == word.count(".") else "a point misread"
    parts = re.split(r"[.,]", plain)
    marks = [character for character in plain if character in ".,"]
    if not marks:
        return Decimal(plain), doubt
    if marks == ["."]:
        return _without_noise(parts), doubt
    return _grouped(parts, marks, doubt)


def _grouped(parts: list[str], marks: list[str], doubt: str) -> tuple[Decimal, str] | None:
    """Thousands in groups of three, the last part a fraction after a point; slips between point and comma mended."""
    threes = all(len(part) == 3 for part in parts[1:-1]) and 1 <= len(parts[0]) <= 3
    if not threes:
        return None
    whole, last = "".join(parts[:-1]), parts[-1]
    if marks[-1] == "," and len(last) == 3:
        return Decimal(whole + last), doubt if "." not in marks else "a point misread for a comma"
    if marks[-1] == "." and "." not in marks[:-1] and "," in marks:
        return Decimal(f"{whole}.{last}"), doubt
    if len(last) == 3 and len(marks) > 1:
        return Decimal(whole + last), "a point misread for a comma"
    if len(marks) > 1 or len(last) <= 2 or len(last) > 3:
        return Decimal(f"{whole}.{last}"), "a comma misread for a point"
    return None


def _without_noise(parts: list[str]) -> Decimal:
    """Drops what binary arithmetic of a spreadsheet left: 0.0900000762939453 is 0.09."""
    text = ".".join(parts)
    if len(parts[1]) >= 10 and (noise := _NOISE.fullmatch(text)):
        kept = Decimal(noise[1] + "0")
        unit = Decimal(1).scaleb(-len(noise[1].partition(".")[2]))
        return (kept + unit if noise[2][0] == "9" else kept).quantize(unit)
    return Decimal(text if parts[0] else f"0{text}")


def read_numeral(word: str) -> tuple[Decimal, Decimal | None] | None:
    """A Chinese numeral and, for neighbouring digits such as 两三 or 七八十, its upper end; None for no number."""
    whole, point, fraction = word.partition("点")
    if point:
        digits = "".join(str(DIGITS[c]) for c in fraction if c in DIGITS)
        base = _integer(whole)
        if base is None or not digits or len(digits) != len(fraction.rstrip("万亿")) or len(digits) > 8:
            return None
        return Decimal(f"{base}.{digits}"), None
    spread = re.search(r"([一二两三四五六七八])([二两三四五六七八九])", whole)
    if (
        spread
        and len(whole) <= 4
        and DIGITS[spread[2]] == DIGITS[spread[1]] + 1
        and not whole[spread.end() :].strip("十百千万亿")
        and not whole[: spread.start()].strip("十百千万亿")
    ):
        low, high = (_integer(whole[: spread.start()] + digit + whole[spread.end() :]) for digit in spread.groups())
        return (Decimal(low), Decimal(high)) if low and high else None
    value = _integer(whole)
    return None if value is None else (Decimal(value), None)


def _integer(word: str) -> int | None:
    if not word or len(word) > 20 or not any(c in DIGITS or c in _STEPS or c in _TENS for c in word):
        return None
    if all(c in DIGITS for c in word):
        return int("".join(str(DIGITS[c]) for c in word))
    total = section = digit = 0
    last = 1
    for character in word:
        if character in DIGITS:
            digit = DIGITS[character]
            last = 1 if digit == 0 else last
            continue
        step = _STEPS.get(character) or _MYRIADS.get(character)
        if character in _TENS:
            section, last = section + _TENS[character], 10
        elif character in _STEPS:
            section, last = (
                section + (digit or (1 if step in (10,) or not section else 0)) * int(step or 0),
                int(step or 0),
            )
        elif character in "亿億":
            total, section, last = (total + section + digit) * 10**8, 0, 10**8
        else:
            total, section, last = total + (section + digit) * 10**4, 0, 10**4
        digit = 0
    tail = digit * (last // 10 if last > 10 and word[-2:-1] not in "零〇" else 1)
    return total + section + tail


def _share(word: str, start: int, end: int) -> Number | None:
    kind, _, rest = word.partition("分之")
    low, _, high = re.sub("[至到~-]", "/", rest).partition("/")
    value, top = _amount(low), _amount(high) if high else None
    if value is None:
        return None
    if kind == "万":
        return Number(start, end, value / 100, "share", unit="%")
    return Number(start, end, value, "share", top, "%" if kind == "百" else "‰")


def _amount(word: str) -> Decimal | None:
    if word[:1].isdigit() and word.isascii():
        return Decimal(word)
    read = read_numeral(word)
    return read[0] if read else None


def _part(word: str, start: int, end: int) -> Number | None:
    lower, _, upper = word.partition("分之")
    return _divided(_amount(upper), _amount(lower), start, end, "fraction")


def _quotient(word: str, start: int, end: int) -> Number | None:
    upper, _, lower = word.partition("/")
    return _divided(Decimal(upper), Decimal(lower), start, end, "fraction")


def _ratio(word: str, start: int, end: int) -> Number | None:
    upper, lower = re.split("[:比]", word)
    return _divided(Decimal(upper), Decimal(lower), start, end, "ratio")


def _divided(upper: Decimal | None, lower: Decimal | None, start: int, end: int, form: str) -> Number | None:
    if upper is None or not lower:
        return None
    exact = upper / lower
    rounded = exact.quantize(_SIX) if exact.adjusted() < 20 else exact
    return Number(start, end, exact if exact == rounded else rounded, form)


def _mixed(word: str, start: int, end: int) -> Number | None:
    """1亿5000万, 3万5千: digits and myriads in turn; a last 万 stays for the unit."""
    total, unit = Decimal(0), Decimal(10) ** 20
    kept = word.endswith("万")
    for digits, scale in re.findall(r"(\d+(?:\.\d+)?)([亿万千百]?)", word):
        factor = Decimal(_MYRIADS.get(scale) or _STEPS.get(scale) or 1)
        if factor >= unit:
            return None
        total, unit = total + Decimal(digits) * factor, factor
    return Number(start, end - 1, total / 10000, "mixed") if kept else Number(start, end, total, "mixed")


def _half(word: str, start: int, end: int) -> Number | None:
    return Number(start, end, Decimal("0.5"), "half" if word == "半" else "fraction")


def _halved(word: str, start: int, end: int) -> Number | None:
    value = _amount(word.removesuffix("个半"))
    return None if value is None else Number(start, end, value + Decimal("0.5"), "halved")


def _hundred(word: str, start: int, end: int) -> Number | None:
    return Number(start, end, Decimal(100), "share", unit="%")


def _doubled(word: str, start: int, end: int) -> Number | None:
    """翻一番 is +100 %, 翻两番 four times as much: +300 %."""
    times = DIGITS.get(word[1], 1)
    return Number(start, end, Decimal(100 * (2**times - 1)), "doubled", unit="%", doubt="a doubling read as a growth")


def _numeral(word: str, start: int, end: int) -> Number | None:
    """A numeral; a last 万 or 亿 is left to the unit, as 一百二十五万元 is 125 万元."""
    kept = word.rstrip("万亿萬億")
    shorter = len(word) - len(kept)
    if not kept or shorter > 2:
        return None
    if shorter and any(character in _MYRIADS for character in kept) and word[len(kept)] in "万萬":
        read = read_numeral(word)
        value = None if read is None else (read[0] / 10000, read[1])
    else:
        value = read_numeral(kept)
    if value is None:
        return None
    return Number(start, end - shorter, value[0], "numeral", top=value[1])


_READERS = {
    "share": _share, "part": _part, "hundred": _hundred, "doubled": _doubled, "quotient": _quotient, "ratio": _ratio, "mixed": _mixed,
    "half": _half, "halved": _halved, "numeral": _numeral,
}  # fmt: skip

_FOLD = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {"’": "'", "‘": "'", "−": "-", "﹣": "-", "．": "."}
)


def parse_number(text: str) -> Decimal | None:
    """The number of a plain cell such as 分值 or 得分 (`10`, `10分`, `１０`, `10,411.21`, `十五`); None for no number."""
    folded = compact(text).translate(_FOLD)
    sign, plain = (folded[:1], folded[1:]) if folded[:1] in ("-", "+") else ("", folded)
    numbers = find_numbers(plain, 2) if len(plain) <= 64 else []
    if len(numbers) != 1 or numbers[0].start or numbers[0].unit:
        return None
    factor = {"": 1, "分": 1, "万": 10**4, "亿": 10**8}.get(plain[numbers[0].end :])
    if factor is None:
        return None
    return (-numbers[0].value if sign == "-" else numbers[0].value) * factor
