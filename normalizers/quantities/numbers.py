"""Numbers as printed: digits with separators, Chinese numerals, fractions and ratios; Decimal throughout."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from normalizers.quantities.numerals import DIGITS, NUMERALS, STEPS, read_numeral, read_steps
from normalizers.text import compact

_LONGEST = 27  # digits; a longer run is no number of a form, and Decimal rounds at 28
_SIX = Decimal("0.000001")
_PLAIN = r"\d{1,15}(?:\.\d{1,8})?"
_CN = f"[{NUMERALS}]"
_STEPS = "".join(STEPS)
_FIGURE = "".join(DIGITS)
_SPOKEN = "".join(figure for figure, value in DIGITS.items() if value > 1)
_PART = rf"(?:(?:{_CN}{{1,6}}|\d{{1,6}})分之(?:{_CN}{{1,12}}|\d{{1,6}}))"
_TOKEN = re.compile(
    rf"(?P<whole>(?:{_CN}{{1,6}}|\d{{1,6}})又(?:{_PART}|\d{{1,4}}/\d{{1,4}})"
    r"|\d{1,6}[ \x1f]\d{1,3}/\d{1,4}(?![\d/.]))"
    rf"|(?P<share>(?:(?:10{{0,3}}|[十百千])?万|[百千亿])分之(?:{_CN}{{1,12}}|\d{{1,3}}(?:,\d{{3}})+(?![\d,])|{_PLAIN})(?:[至到~-][一二三四五六七八九十]{{1,3}}(?!分之))?)"
    rf"|(?P<part>{_PART})"
    r"|(?P<hundred>百分百)"
    r"|(?P<doubled>翻[一两二三四]?番)"
    rf"|(?P<quotient>\d{{1,9}}/(?!10{{0,4}}[百千]?[万亿](?!元))\d{{1,9}}(?![\d/.]))"
    rf"|(?P<ratio>{_PLAIN}[:比]{_PLAIN}(?![:\d.])|{_CN}{{1,4}}比{_CN}{{1,4}})"
    r"|(?P<halves>(?<![一二两三四五六七八九十])[对半]折(?!叠))"
    rf"|(?P<mixed>(?=[{_FIGURE}{_STEPS}]{{0,12}}\d)(?:零?(?:{_PLAIN}|[{_FIGURE}])[{_STEPS}]{{1,3}}){{1,8}}"
    rf"零?(?:(?:\d{{1,4}}(?:\.\d{{1,8}})?|[{_FIGURE}])[{_STEPS}]{{1,3}}|\d{{1,4}}(?:\.\d{{1,8}})?|[{_SPOKEN}])"
    rf"(?![\d{_FIGURE}]))"
    r"|(?P<powered>(?:\d|\d{1,3}(?=[.eE][\d+-]))(?:\.\d{1,8})?[eE][+-]?\d{1,2}(?![A-Za-z\d.])|\d{1,6}(?:\.\d{1,8})?×10\^[+-]?\d{1,2}(?![\d.]))"
    rf"|(?P<halved>{_CN}{{1,6}}个半|\d{{1,4}}个半)(?=小时|月|星期|学期|钟头)"
    r"|(?P<broken>\d{1,3}(?:[,，]\d{3}){0,4}(?:[,，](?:\d[ \n]\d\d|\d\d[ \n]\d|[ \n]\d{3})"
    r"|\.\d{0,3}[ \n]\d{1,2}|[ \n][,，.]\d{1,3})"
    r"(?:[,，]\d{3}){0,4}(?![\d,.]))"
    r"|(?P<digits>(?:\d{1,3}(?:[ ,，]\d{3})+(?:\.\d{1,8})?(?![\d,.])|\d[\d,'.。·]*\d|\d|\.\d+))"
    rf"|(?P<step>(?<![\d{''.join(DIGITS)}{''.join(STEPS)}数几])[万亿](?=[余多]))"
    r"|(?P<half>过?半数|过半(?![年月个天小])|一半|半)"
    rf"|(?P<numeral>(?:(?![两俩]){_CN}|兆(?=[{_FIGURE}十拾])|(?<![二四五六七八九十])(?!(?<=[一三百千万])两(?:$|[以左,;]))[两俩])+)"
)
_CLOCK = re.compile(r"(?:[5-9]|1\d|2[0-3]):[1-5][05]")
_NOISE = re.compile(r"(\d*\.\d*?)(0{4,}|9{4,})\d*")
_WIDTH = str.maketrans({chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"’": "'", "−": "-"})

COMMA_FOR_POINT = "a comma misread for a point"
POINT_FOR_COMMA = "a point misread for a comma"
POINT_MISREAD = "a point misread"
JOINED = "digits joined over a blank"
OF_A_CLOCK = "a ratio that may be a time of day"
POWERED = "written by powers of ten"


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


def plain(number: Decimal) -> Decimal:
    """The same number without zeros at the end of its fraction and without an exponent, however long it is."""
    shorter = number.normalize()
    return Decimal(format(shorter, "f")) if int(shorter.as_tuple().exponent) > 0 else shorter


def find_numbers(text: str, most: int = 64) -> list[Number]:
    """The numbers of a folded text in order, at most so many; a minus in front is not part of them."""
    found: list[Number] = []
    for match in _TOKEN.finditer(text):
        form = str(match.lastgroup)
        number = _READERS[form](match[0], match.start(), match.end())
        if number is not None:
            found.append(number)
        if len(found) >= most:
            break
    return found


def _digits(word: str, start: int, end: int) -> Number | None:
    read = read_digits(word)
    return None if read is None else Number(start, end, read[0], "digits", doubt=read[1] or JOINED * (" " in word))


def _broken(word: str, start: int, end: int) -> Number | None:
    """1,2 and 34 on the next line: a figure that a blank or a line cut in two."""
    read = read_digits(re.sub("[ \n]", "", word))
    return None if read is None else Number(start, end, read[0], "digits", doubt=read[1] or JOINED)


def read_digits(word: str) -> tuple[Decimal, str] | None:
    """A number in digits and what had to be put right about it; None where its separators make no sense."""
    plain = word.replace("'", ",").replace("，", ",").replace(" ", ",").replace("。", ".").replace("·", ".")
    if len(plain) > _LONGEST:
        return None
    doubt = "" if plain.count(".") == word.count(".") else POINT_MISREAD
    parts = re.split(r"[.,]", plain)
    marks = "".join(character for character in plain if character in ".,")
    if not marks:
        return Decimal(plain), doubt
    if marks == ".":
        return _without_noise(*parts), doubt
    read = _grouped(parts, marks)
    return read and (read[0], read[1] or doubt)


def _grouped(parts: list[str], marks: str) -> tuple[Decimal, str] | None:
    """Thousands in groups of three, the last part a fraction after a point; slips between point and comma mended."""
    if not 1 <= len(parts[0]) <= 3 or any(len(part) != 3 for part in parts[1:-1]):
        return None
    whole, last = "".join(parts[:-1]), parts[-1]
    if set(marks[:-1]) <= {","} and marks[-1] == "." and len(marks) > 1:
        return Decimal(f"{whole}.{last}"), ""
    if len(last) == 3:
        return Decimal(whole + last), POINT_FOR_COMMA if "." in marks else ""
    if len(last) == 4 and marks == ",":
        return Decimal(whole + last), "digits in an odd group"
    return Decimal(f"{whole}.{last}"), COMMA_FOR_POINT


def _without_noise(whole: str, fraction: str) -> Decimal:
    """Drops what binary arithmetic of a spreadsheet left: 0.0900000762939453 is 0.09."""
    text = f"{whole}.{fraction}"
    if len(fraction) >= 10 and (noise := _NOISE.fullmatch(text)):
        kept = Decimal(noise[1] + "0")
        step = Decimal(1).scaleb(-len(noise[1].partition(".")[2]))
        return (kept + step if noise[2][0] == "9" else kept).quantize(step)
    return Decimal(text if whole else f"0{text}")


def _share(word: str, start: int, end: int) -> Number | None:
    """百分之八十, 百分之八十至九十, 千分之三; 万分之五 is 0.05 %, 10万分之九 0.009 %."""
    kind, _, rest = word.partition("分之")
    low, _, high = re.sub("[至到~-]", "/", rest).partition("/")
    value, top = _amount(low), _amount(high) if high else None
    if value is None:
        return None
    if kind not in ("百", "千"):
        below = read_steps(kind) if kind[0].isdigit() else read_numeral("一" * (kind[0] not in "十百千") + kind)
        return None if below is None else Number(start, end, value * 100 / below[0], "share", unit="%")
    return Number(start, end, value, "share", top, "%" if kind == "百" else "‰")


def _amount(word: str) -> Decimal | None:
    if word[:1].isdigit() and word.isascii():
        return Decimal(word.replace(",", ""))
    read = read_numeral(word)
    return read[0] if read else None


def _part(word: str, start: int, end: int) -> Number | None:
    lower, _, upper = word.partition("分之")
    return _divided(_amount(upper), _amount(lower), start, end, "fraction")


def _whole(word: str, start: int, end: int) -> Number | None:
    """一又二分之一, 5 1/4: a whole number with a fraction below one."""
    whole, joint, rest = re.split("([又 \x1f])", word, maxsplit=1)
    lower, _, upper = rest.partition("分之") if "分之" in rest else rest.partition("/")[::-1]
    ones, over, under = _amount(whole), _amount(upper), _amount(lower)
    if ones is None or over is None or not under or over >= under:
        return None
    read = _divided(ones * under + over, under, start, end, "fraction")
    return read if joint == "又" else read and replace(read, doubt=JOINED)


def _quotient(word: str, start: int, end: int) -> Number | None:
    upper, _, lower = word.partition("/")
    return _divided(Decimal(upper), Decimal(lower), start, end, "fraction")


def _ratio(word: str, start: int, end: int) -> Number | None:
    upper, lower = re.split("[:比]", word)
    read = _divided(_amount(upper), _amount(lower), start, end, "ratio")
    return replace(read, doubt=OF_A_CLOCK) if read is not None and _CLOCK.fullmatch(word) else read


def _divided(upper: Decimal | None, lower: Decimal | None, start: int, end: int, form: str) -> Number | None:
    if upper is None or not lower:
        return None
    exact = upper / lower
    rounded = exact.quantize(_SIX) if exact.adjusted() < 20 else exact
    return Number(start, end, exact if exact == rounded else rounded, form)


def _mixed(word: str, start: int, end: int) -> Number | None:
    """1亿5000万, 3万5千, 一亿2000万; a last 万 stays for the unit."""
    read = read_steps(word)
    if read is None:
        return None
    total, spoken = read
    if word[-1] in "万萬":
        return Number(start, end - 1, total / 10000, "mixed")
    return Number(start, end, total, "mixed", doubt="a figure without its step" if spoken else "")


def _powered(word: str, start: int, end: int) -> Number:
    """1.2E+06, as a spreadsheet prints what its column is too narrow for, and 1.2×10^6."""
    whole, _, power = word.partition("×10^")
    return Number(start, end, plain(Decimal(f"{whole}E{power}" if power else word)), "digits", doubt=POWERED)


def _half(word: str, start: int, end: int) -> Number | None:
    return Number(start, end, Decimal("0.5"), "half" if word == "半" else "fraction")


def _halved(word: str, start: int, end: int) -> Number | None:
    value = _amount(word.removesuffix("个半"))
    return None if value is None else Number(start, end, value + Decimal("0.5"), "halved")


def _halves(word: str, start: int, end: int) -> Number | None:
    """对折 and 半折 are five tenths of the price."""
    return Number(start, end, Decimal(5), "share", unit="折")


def _hundred(word: str, start: int, end: int) -> Number | None:
    return Number(start, end, Decimal(100), "share", unit="%")


def _doubled(word: str, start: int, end: int) -> Number | None:
    """翻一番 is +100 %, 翻两番 four times as much: +300 %."""
    times = DIGITS.get(word[1], 1)
    return Number(start, end, Decimal(100 * (2**times - 1)), "doubled", unit="%", doubt="a doubling read as a growth")


def _numeral(word: str, start: int, end: int) -> Number | None:
    """A numeral; a last 万 or 亿 is left to the unit, as 一百二十五万元 is 125 万元 and 一亿五千万元 15000 万元."""
    kept = word.rstrip("万亿萬億")
    left = len(word) - len(kept)
    if not left and len(word) > 1 and word[-1] == "千" and word[-2] in "十百万亿":
        return _numeral(word[:-1], start, end - 1)  # 一百千瓦, 三十千克
    if not kept or left > 2:
        return None
    scale = STEPS[word[len(kept)]] if left else 1
    whole = "兆" in kept or (scale == 10**4 and any(STEPS.get(character, 0) >= scale for character in kept))
    read = read_numeral(word if whole and left else kept)
    if read is None:
        return None
    return Number(start, end - left, read[0] / scale if whole and left else read[0], "numeral", read[1])


def _step(word: str, start: int, end: int) -> Number:
    """万余人: more than one of the step."""
    return Number(start, end, Decimal(STEPS[word]), "numeral")


_READERS = {
    "whole": _whole,
    "share": _share,
    "part": _part,
    "halves": _halves,
    "hundred": _hundred,
    "doubled": _doubled,
    "quotient": _quotient,
    "ratio": _ratio,
    "mixed": _mixed,
    "powered": _powered,
    "broken": _broken,
    "digits": _digits,
    "halved": _halved,
    "step": _step,
    "half": _half,
    "numeral": _numeral,
}


_STRAY_POINT = re.compile(r"^[.·,、]+(?=\d+\.\d)|(?<=\d)[.·,、]+$")


def without_stray_points(text: str) -> str:
    """A figure without points that dirt left at its ends: `13 .`, `. 5.5`; that of `.5` may be its own, and stays."""
    return _STRAY_POINT.sub("", compact(text[:400]).translate(_WIDTH))


def parse_number(text: str) -> Decimal | None:
    """The number of a plain cell such as 分值: `10`, `10分`, `１０`, `10,411.21`, `1.5万`, `十五`; None for none."""
    folded = compact(text[:400]).translate(_WIDTH)
    sign, figure = (folded[:1], folded[1:]) if folded[:1] in ("-", "+") else ("", folded)
    numbers = find_numbers(figure, 2) if len(figure) <= 64 else []
    if len(numbers) != 1 or numbers[0].start or numbers[0].unit or numbers[0].doubt == POWERED:
        return None
    factor = {"": 1, "分": 1, "万": 10**4, "亿": 10**8}.get(figure[numbers[0].end :])
    if factor is None:
        return None
    return (-numbers[0].value if sign == "-" else numbers[0].value) * factor
