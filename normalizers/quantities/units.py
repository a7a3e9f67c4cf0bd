"""Units as printed: what they are, how they scale, and which unit an indicator's name implies."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from normalizers.knowledge import table
from normalizers.text import compact

BRACKETED = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_LAYOUT = re.compile(r"^(?:计量|度量|金额)?单位[:：]?|[\s:：。，,;；]+$")
_DIVIDERS = "/／"
_FACTORS = "·•.*×-、"
_FIGURES = re.compile(r"10{0,4}(?=[百千万])")
_SIX = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Unit:
    """A printed unit; a number times `numerator / denominator` is in `base` (empty where no base is known).

    `scale` is the 万, 亿 and the like that `printed` begins with; a unit of `kind` "" is a bare scale such as 亿.
    """

    printed: str
    kind: str
    base: str
    numerator: Decimal = Decimal(1)
    denominator: Decimal = Decimal(1)
    countable: bool = False
    scale: str = ""

    def in_base(self, number: Decimal) -> Decimal:
        """The number counted in the base unit; what does not come out even has six decimals."""
        exact = number * self.numerator
        if self.denominator == 1:
            return exact
        quotient = exact / self.denominator
        rounded = quotient.quantize(_SIX) if quotient.adjusted() < 20 else quotient
        return quotient if quotient == rounded else rounded


@cache
def scales() -> dict[str, Decimal]:
    """万 -> 10000 and the like."""
    return {word: Decimal(factor) for word, factor in table("units")["scales"].items()}


@cache
def known_units() -> dict[str, Unit]:
    """Every unit by each of its names, in lower case too where a name has more than one character."""
    found: dict[str, Unit] = {}
    for entry in table("units")["unit"]:
        numerator, _, denominator = str(entry.get("factor", "1")).partition("/")
        for name in entry["names"]:
            base = name if entry["base"] == "*" else entry["base"]
            found[name.replace("（", "(").replace("）", ")")] = Unit(
                name, entry["kind"], base, Decimal(numerator), Decimal(denominator or 1), bool(entry.get("countable"))
            )
    for name, unit in tuple(found.items()):
        if unit.countable and len(name) == 1:
            found.setdefault(f"{name}次", replace(unit, printed=f"{name}次", base=f"{name}次"))
        if len(name) > 1:
            found.setdefault(name.lower(), unit)
    return found


def unit_names() -> tuple[str, ...]:
    """Every name of a unit that the tables know."""
    return tuple(known_units())


@cache
def _longest() -> int:
    return max(map(len, known_units()))


def _plain(text: str, start: int) -> tuple[Unit, int] | None:
    known = known_units()
    for end in range(min(len(text), start + _longest()), start, -1):
        piece = text[start:end]
        unit = known.get(piece) or (known.get(piece.lower()) if len(piece) > 1 else None)
        if unit and not (is_latin(piece[-1]) and _runs_on(piece, text, end)):
            return unit, end
    return None


def _runs_on(piece: str, text: str, end: int) -> bool:
    """Whether Latin letters are part of a longer word: 5G基站, 4S店, 10min but not 10m以上."""
    if end == len(text):
        return False
    single = len(piece) == 1 and text[end].isalpha() and text[end] not in "以之内及或左上每"
    return is_latin(text[end]) or single


def is_latin(character: str) -> bool:
    """Whether a character is a letter without marks."""
    return character.isascii() and character.isalpha()


def _scaled(text: str, start: int) -> tuple[Unit, int] | None:
    best = _plain(text, start)
    for length in (2, 1):
        word = text[start : start + length]
        factor = scales().get(word)
        if factor is None or len(word) != length:
            continue
        inner = _plain(text, start + length)
        if is_latin(word) and inner is None and _runs_on(word, text, start + length):
            continue
        if inner is None or inner[0].kind in ("ratio", "duration"):
            found = Unit(word, "", "", factor, scale=word), start + length
        else:
            found = _times(inner[0], word, factor), inner[1]
        if best is None or found[1] > best[1]:
            best = found
    return best


def _times(unit: Unit, word: str, factor: Decimal) -> Unit:
    return replace(unit, printed=word + unit.printed, numerator=unit.numerator * factor, countable=False, scale=word)


def _tail(text: str, start: int, inside: bool = False) -> int:
    """Where a divisor such as `/人·月` that begins at `start` ends; `start` itself where there is none."""
    end = start
    while end < len(text) and text[end] in (_DIVIDERS + _FACTORS if inside or end > start else _DIVIDERS):
        bracket = text[end + 1 : end + 2] == "("
        number = _FIGURES.match(text, end + 1 + bracket)
        figures = number.end() if number else end + 1 + bracket
        inner = _scaled(text, figures)
        bare = inner is not None and not inner[0].kind and figures == end + 1 + bracket
        bare = bare or (inner is not None and text[end] == "、" and inner[0].kind != "duration")
        if inner is None and not inside and not bracket and end == start:
            return _unknown_divisor(text, end)
        if inner is None or bare or text.startswith("百分", end + 1):
            break
        stop = _tail(text, inner[1], inside=True) if bracket else _alternative(text, inner[1])
        if bracket and text[stop : stop + 1] != ")":
            break
        end = stop + bracket
    return end


def _spoken_divisor(text: str, start: int) -> int:
    """Where `每小时` of 公里每小时 ends, at the end of a text or before a comparison; `start` where there is none."""
    inner = _plain(text, start + 1) if text.startswith("每", start) else None
    closes = inner is not None and (inner[1] == len(text) or text[inner[1]] in "以之及左,;。)")
    return inner[1] if inner is not None and closes else start


def _unknown_divisor(text: str, start: int) -> int:
    """Where `/生` of 元/生 and `/生/年` of 元/生/年 end: words of one or two characters that close the cell or that a
    bound follows."""
    found = _DIVISOR.match(text, start)
    return found.end() if found else start


def match_unit(text: str, start: int = 0, shown: str = "") -> tuple[Unit, int] | None:
    """The longest unit that begins at `start` of folded text, and where it ends; None where none does.

    `shown` is the text as printed, of the same length; the unit's `printed` is cut from it.
    """
    found = _scaled(text, start)
    if found is None:
        return _out_of(text, start)
    unit, end = found
    stop = _tail(text, end) if unit.kind or not text[end + 1 : end + 2].isdecimal() else end
    stop = _spoken_divisor(text, end) if stop == end and unit.kind else stop
    if stop > end:
        kind = unit.kind if unit.kind in ("", "money", "ratio") else "quantity"
        divisor = (shown or text)[end:stop]
        base = unit.base and unit.base + ("/" + divisor[1:] if divisor[0] == "每" else divisor)
        return replace(unit, kind=kind, base=base, printed=(shown or text)[start:stop]), stop
    end = _alternative(text, end)
    printed = (shown or text)[start:end]
    return replace(unit, printed=printed, base=_own_base(unit, printed)), end


def sole_unit(text: str, shown: str = "") -> Unit | None:
    """The unit that folded text is, with nothing behind it; None for any other text."""
    found = match_unit(text, 0, shown) if text else None
    return found[0] if found is not None and found[1] == len(text) else None


_OUT_OF = re.compile(r"/(10{0,4})?([百千]?[万亿]|千(?![万亿]))(?![元吨米克瓦卡\d])")


def _out_of(text: str, start: int) -> tuple[Unit, int] | None:
    """`/10万` of 9/10万: so many out of a hundred thousand."""
    found = _OUT_OF.match(text, start)
    if found is None or not start or not text[start - 1].isdecimal():
        return None
    whole = Decimal(found[1] or 1) * scales()[found[2]]
    return Unit(found[0], "ratio", "1", denominator=whole), found.end()


def _alternative(text: str, end: int) -> int:
    """Behind `（套）` of 台（套）, where the bracket holds a counter."""
    if end < len(text) and text[end] == "(":
        inner = _plain(text, end + 1)
        if inner and inner[1] < len(text) and text[inner[1]] == ")":
            return inner[1] + 1
    return end


def is_unit(text: str) -> bool:
    """True where the tables know the whole text as a unit: 县（市、区）."""
    return text.replace("（", "(").replace("）", ")") in known_units()


def _own_base(unit: Unit, printed: str) -> str:
    """A counter is its own base, as printed: 台（套）, without the scale in front."""
    plain = known_units().get(unit.base)
    if plain is not None and plain.base == unit.base and plain.kind == "quantity" and plain.countable:
        return printed.removeprefix(unit.scale)
    return unit.base


@lru_cache(maxsize=4096)
def read_unit(text: str) -> Unit | None:
    """The unit that a unit column, a column head or 单位：万元 prints; None where it prints no known one."""
    shown = compact(text)
    if shown[:1] in "（([【" and shown[-1:] in "）)]】":
        shown = shown[1:-1]
    shown = _LAYOUT.sub("", shown).strip("'\"")
    folded = shown.translate(FOLD)
    if not folded:
        return None
    return _said_twice(folded) or sole_unit(folded, shown.replace("％", "%")) or _odd_unit(shown, folded)


def _said_twice(folded: str) -> Unit | None:
    """The unit before a bracket that says the same one in other words: %(百分比), m2(平方米)."""
    found = _TWICE.fullmatch(folded)
    first, second = (sole_unit(found[1]), sole_unit(found[2])) if found else (None, None)
    if first is None or second is None or first.base != second.base:
        return None
    return first if first.in_base(Decimal(1)) == second.in_base(Decimal(1)) else None


_DIVISOR = re.compile(
    r"/[\u4e00-\u9fff]{1,2}(?:[/·×][\u4e00-\u9fff]{1,2})?(?=$|以上|以下|以内|及以|之内|左右|[,，;；。)])"
)
FOLD = str.maketrans("％（）／：", "%()/:")
_TWICE = re.compile(r"([^()]{1,8})\(([^()]{1,8})\)")


def _odd_unit(shown: str, folded: str) -> Unit | None:
    """A counter that no table knows (a word of one to four characters in a unit column) counts itself."""
    first = BRACKETED.search(folded)
    if first and (inner := sole_unit(first[1])):
        return inner
    word = folded.replace("(", "").replace(")", "").replace("/", "")
    if 0 < len(word) <= 4 and word.isalpha() and word not in ("无", "定性", "不涉及", "其他", "单位", "级别", "文字"):
        return Unit(shown, "quantity", shown)
    return None
