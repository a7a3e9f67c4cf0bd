"""A value cell made ready for reading: markup, quotes, blanks and brackets out of the way, signs in one spelling."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from normalizers.knowledge import table
from normalizers.quantities.operators import sign_folding
from normalizers.quantities.units import is_unit, match_unit, sole_unit
from normalizers.text import BORDERS, simplified, visible
from normalizers.values.confusables import mend_digits, mend_divisors, mend_minus, mend_sign, mend_units

#: Stands in a cell where a blank parts two numbers that are not one.
BARRIER = "\x1f"

_TAG = re.compile(
    r"</?(?:ol|ul|li|br|p|span|div|td|tr|th|table|sup|sub|b|i|u|em|strong|font|img|a)(?:\s[^<>]*|/)?(?:>|$)", re.I
)
_DEBRIS = re.compile(r"\[(?:bookmark|image)[^\[\]]*\]", re.I)
_LATEX = {
    "geqslant": "≥", "geq": "≥", "ge": "≥", "gt": ">", "leqslant": "≤", "leq": "≤", "le": "≤", "lt": "<",
    "sim": "~", "times": "×", "cdot": "·", "pm": "±", "approx": "约", "eq": "=", "to": "~", "div": "/",
}  # fmt: skip
_COMMAND = re.compile(r"\\([a-z]{1,12}|[%$_&#{} ,;])", re.I)
_POWER = re.compile(r"(?<=[A-Za-z米])\^(\d)")
_QUOTES = "\"'“”‘’「」『』`"
_QUOTED_FIGURE = re.compile(r"[\"'“‘「『]([≥≤><＞＜]{0,2}\d[^\"'“”‘’「」『』]{0,12})[\"'”’」』]")
_APART = re.compile(r"(?<![\dOolI.,，])[\dOolI][\d.,，OolI]*(?: [\dOolI.,，][\d.,，OolI]*)+")
_STRAY_POINT = re.compile(r"^\s*[.·]\s*(?=\d+\.\d)")
_BRACKET = re.compile(r"[(（\[【〔{]([^()（）\[\]【】〔〕{}]*)[)）\]】〕}]")
_INTERVAL = re.compile(r"\s*\d[\d.]*\s*[%％]?\s*[,，]\s*\d[\d.]*\s*[%％]?\s*")
_THOUSANDS = re.compile(r"\d{1,3}(?:[,，]\d{3})+(?:\.\d*)?")
_WHOLE_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_ROUND_NUMBER = re.compile(r"\s*[(（]\s*(\d[\d,，.．]*)\s*[)）]([^\d()（）]{0,8})")
_CIRCLED = re.compile(r"([①-⑨])(?=[^\d①-⑳])")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_RAISED_POWER = re.compile(r"(?<=[×xX*✕]10)[⁰¹²³⁴-⁹⁻]{1,3}")
# In a cell of values the character 丨 is never a word.
_BORDERS = f"{BORDERS}丨"
_AT_EDGES = re.compile(rf"^[\s{_BORDERS}]+|[\s{_BORDERS}]+$")
_BESIDE_DIGIT = re.compile(rf"^\s*[{_BORDERS}]+\d|\d[{_BORDERS}]+\s*$")
_INSIDE = re.compile(rf"\s*[{BORDERS}][\s{_BORDERS}]*")
_WRITTEN = str.maketrans({"㎞": "km", "㏎": "km", "㎏": "kg", "㎝": "cm", "㎜": "mm", "ℓ": "L"})
_FRACTION = re.compile("[½¼¾⅓⅔⅕⅖⅗⅘⅛]")
_TENTHS = {"½": ".5", "¼": ".25", "¾": ".75", "⅕": ".2", "⅖": ".4", "⅗": ".6", "⅘": ".8", "⅛": ".125"}
_MARKS = re.compile(r"[≥≤><=]{0,2}(?:[×xX]{1,8}|_{1,20}|…{1,4})")
_UNFILLED = frozenset("×xX年度月日前底%个次万元人家户项天分号时小以上下内之≥≤><=")
_ENDS = "()。.,;:、 "
_OPEN = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]*$")
_FULL = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}
_SHOWN = str.maketrans(_FULL | {ord(c): "%" for c in "％﹪٪℅"} | {0xFF0F: "/", 0xFE6A: "%"})
_FOLDED = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys("−—–―─﹣‐‑‒⁃ー", "-")
    | dict.fromkeys("～〜∼﹏˜∽", "~")
    | dict.fromkeys("∶：︰﹕ː", ":")
    | dict.fromkeys("【〔［{", "(")
    | dict.fromkeys("】〕］}", ")")
    | dict.fromkeys("’‘′ʼ", "'")
    | dict.fromkeys("✕✖╳＊*", "×")
    | dict.fromkeys("•‧∙⋅", "·")
    | {"，": ",", "﹐": ",", "．": ".", "﹒": ".", "、": "、", "﹑": "、", "﹔": ";", "；": ";"}
)


@dataclass(frozen=True, slots=True)
class Cell:
    """`shown` is the cell as printed without layout, `text` the same folded for reading, character by character;
    `gaps` are the positions before which a blank stood; `rounded` says that brackets stood round its only number;
    `mended` says what was put right."""

    shown: str
    text: str
    gaps: frozenset[int] = frozenset()
    rounded: bool = False
    mended: tuple[str, ...] = ()


def clean(raw: str) -> Cell:
    """A cell ready for reading."""
    text, border = without_borders(_written_out(_without_markup(visible(raw))))
    text, unit_mended = mend_units(_QUOTED_FIGURE.sub(r"\1", _unquoted(text)))
    text, divisor_mended = mend_divisors(text)
    text, circled = _uncircled(text)
    rounded = _ROUND_NUMBER.fullmatch(text)
    rounded = rounded if rounded and _may_follow(rounded[2]) else None
    text = rounded[1] + rounded[2] if rounded else text
    text, stray = without_stray_point(text)
    text = _unbracketed(_unwrapped(text))
    apart = " ".join(text.split())
    text = _APART.sub(_joined, apart)
    joined = "digits joined over a blank" if text.count(" ") + text.count(BARRIER) < apart.count(" ") else ""
    shown, gaps = _squeezed(text)
    shown = shown.translate(_SHOWN)
    folded = shown.translate(_FOLDED).translate(sign_folding()).translate(simplified())
    folded, minus = mend_minus(folded)
    folded, sign_mended = mend_sign(folded)
    folded, digits_mended = mend_digits(folded)
    mended = tuple(
        reason
        for reason in (border, unit_mended or divisor_mended, circled, stray, joined, minus, sign_mended, digits_mended)
        if reason
    )
    return Cell(shown, folded, gaps, rounded is not None, mended)


def _may_follow(text: str) -> bool:
    """Whether nothing or a unit alone stands behind a number in brackets or in a circle: (12.5)万元."""
    return not text.strip() or sole_unit(text.strip()) is not None


def _uncircled(text: str) -> tuple[str, str]:
    """③次 as 3次, where a unit alone stands behind the circled figure, and the reason."""
    circled = _CIRCLED.match(text)
    if circled is None or not _may_follow(text[1:]):
        return text, ""
    return unicodedata.normalize("NFKC", circled[1]) + text[1:], "a circled figure"


def without_borders(text: str) -> tuple[str, str]:
    """The text without the borders of its cell, and the reason for doubt where they touch a digit, which they are none
    of, or part what stands in it: then the pieces are clauses of their own."""
    if not any(mark in text for mark in _BORDERS):
        return text, ""
    beside = "a border of the cell touches a digit" if _BESIDE_DIGIT.search(text) else ""
    inner = _AT_EDGES.sub("", text)
    parted = _INSIDE.sub("；", inner)
    return (parted, "a border inside the cell") if parted != inner else (inner, beside)


def _written_out(text: str) -> str:
    """Signs that stand for several characters (㎞, ½) as those characters; 1½ is 1.5."""
    if text.isascii():
        return text
    text = _RAISED_POWER.sub(lambda power: "^" + power[0].translate(_RAISED), text)
    return _FRACTION.sub(_fraction, text.translate(_WRITTEN))


def _fraction(match: re.Match[str]) -> str:
    if match.string[max(0, match.start() - 1) : match.start()].isdecimal():
        return _TENTHS.get(match[0], match[0])
    return unicodedata.normalize("NFKC", match[0]).replace("\u2044", "/")


def without_stray_point(text: str) -> tuple[str, str]:
    """The text without a point that dirt left before a figure with a point of its own (`. 5.5`), and the reason."""
    bared = _STRAY_POINT.sub("", text)
    return (bared, "a point misread") if bared != text else (text, "")


def _without_markup(text: str) -> str:
    marked = "\\" in text
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(lambda tag: "" if tag[0][1:4].strip("/").lower() in ("sup", "sub") else " ", text)
    if "\\" in text:
        text = _COMMAND.sub(lambda command: _LATEX.get(command[1], command[1] if command[1] == "%" else ""), text)
        text = text.replace("\\", "")
    if text.count("$") > 1 or (marked and "$" in text):
        text = text.replace("$", "")
    if "^" in text:
        text = _POWER.sub(r"\1", text)
    return _DEBRIS.sub(" ", text) if "[" in text else text


def _unquoted(text: str) -> str:
    """Quotes round the whole cell go, those inside stay."""
    stripped = text.strip()
    if stripped[:1] == "'" and stripped[1:2] not in _QUOTES:
        stripped = stripped[1:].lstrip()
    while len(stripped) > 1 and stripped[0] in _QUOTES and stripped[-1] in _QUOTES:
        stripped = stripped[1:-1].strip()
    return stripped


def _unwrapped(text: str) -> str:
    """Brackets round the whole cell go."""
    match = _BRACKET.fullmatch(text.removeprefix("定性").removeprefix("定量"))
    if match and _INTERVAL.fullmatch(match[1]) and not _THOUSANDS.fullmatch(match[1]):
        return re.sub("[,，]", "~", match[1])
    return match[1].strip() if match and match[1].strip() else text


def _unbracketed(text: str) -> str:
    """Brackets and what stands in them go, but for （含）, （不含）, a second counter (台（套）) and a unit."""
    if not any(mark in text for mark in "(（[【〔{"):
        return text
    return _OPEN.sub(_kept_if_alone, _BRACKET.sub(_bracket, text)).strip()


def _kept_if_alone(match: re.Match[str]) -> str:
    return "" if match.start() > 0 else match[0][1:]


def _bracket(match: re.Match[str]) -> str:
    """What a bracket leaves: 不含, a unit, a second counter, or a bar where it stood between two numbers."""
    kept = _kept_of(match)
    before, after = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    between = before.isdigit() and after != "" and (after.isdigit() or after in ".,，．")
    return kept or (BARRIER if between else "")


def _kept_of(match: re.Match[str]) -> str:
    inner = "".join(match[1].split())
    ahead = match.string[max(0, match.start() - 8) : match.start()].rstrip()
    if inner.startswith("不含") or inner in ("不包含", "不包括"):
        return "不含"
    if inner.startswith("含") or inner in ("包含", "包括"):
        return ""
    if ahead[-1:] in ("/", "／"):
        return match[0]
    if any(is_unit(f"{ahead[-length:]}({inner})") for length in (1, 2, 3)):
        return match[0]
    if sole_unit(inner.translate(_SHOWN)) is None:
        return ""
    if ahead[-1:].isdigit():
        return inner
    return match[0] if _ends_in_counter(ahead) else ""


def _ends_in_counter(text: str) -> bool:
    return any((unit := sole_unit(text[-length:])) is not None and unit.countable for length in (1, 2))


def _joined(match: re.Match[str]) -> str:
    """Digits that blanks broke apart are joined where one number is the likelier reading: 1 732, 1 00 %, 4 .4."""
    pieces = match[0].replace("，", ",").split(" ")
    following = match.string[match.end() : match.end() + 8].lstrip().translate(_SHOWN)
    if _is_one(pieces, match_unit(following) is not None, following[:1] == "%"):
        return "".join(match[0].split(" "))
    return match[0].replace(" ", BARRIER)


def _is_one(pieces: list[str], has_unit: bool, is_share: bool) -> bool:
    if len(pieces) == 2 and (pieces[0][-1] in ".," or pieces[1][0] in ".,"):
        return True
    if all(piece[-1] == "," for piece in pieces[:-1]) and all(len(piece.strip(",")) == 3 for piece in pieces[1:-1]):
        return len(pieces[0]) <= 4 and len(pieces[-1].partition(".")[0]) == 3
    if _WHOLE_THOUSANDS.fullmatch("".join(pieces)):
        return True
    if not has_unit:
        return False
    if len(pieces[0]) <= 3 and all(len(piece.partition(".")[0]) == 3 for piece in pieces[1:]):
        return True
    digits = sum(len(piece.partition(".")[0]) for piece in pieces)
    return digits <= (3 if is_share else 4)


def _squeezed(text: str) -> tuple[str, frozenset[int]]:
    pieces = text.split(" ")
    if len(pieces) == 1:
        return text, frozenset()
    gaps: list[int] = []
    length = 0
    for piece in pieces:
        length += len(piece)
        gaps.append(length)
    return "".join(pieces), frozenset(gaps[:-1])


def _is_unfilled(text: str) -> bool:
    """Whether a template's marks stand where the figure belongs: ≥××%, **元/人, ____万元."""
    marks = _MARKS.match(text)
    rest = text[marks.end() :] if marks else ""
    return marks is not None and (_UNFILLED.issuperset(rest) or sole_unit(rest) is not None)


@cache
def _nothing() -> frozenset[str]:
    words: list[str] = table("value_words")["nothing"]["words"]
    return frozenset(words)


@cache
def _marks() -> frozenset[str]:
    return frozenset(table("value_words")["nothing"]["marks"])


def says_nothing(cell: Cell) -> bool:
    """True for blanks, dashes, strokes, `N/A`, 无, 不涉及, an unfilled ≥××% and other cells that hold no value."""
    if _is_unfilled(cell.text):
        return True
    word = cell.text[cell.text.find(":") + 1 :].strip(_ENDS).lower()
    return word in _nothing() or all(character in _marks() or character == BARRIER for character in cell.shown)
