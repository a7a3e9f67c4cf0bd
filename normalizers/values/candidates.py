"""Which numbers of a value cell count anything: not list numbers, grades, words such as 进一步, or a rule's points."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from normalizers.knowledge import table
from normalizers.quantities.numbers import Number, find_numbers
from normalizers.quantities.numerals import DIGITS, NUMERALS
from normalizers.quantities.operators import SIGNS, after_number, before_number
from normalizers.quantities.units import Unit, match_unit, sole_unit
from normalizers.values.cells import BARRIER, Cell

#: What joins the two ends of a range. 一 is a dash that was misread.
RANGE_JOINT = re.compile(r"(?:-{1,3}|~{1,2}|至|到|一(?=\d))")

#: Punctuation and blanks that no leftover word begins or ends with.
EDGES = " .,;:、。·'\"-~|（）()[]【】!！①②③④⑤⑥⑦⑧⑨"

#: Words behind a figure that say about so many.
AROUND = ("左右", "上下")
#: Letters behind a figure that may be a unit which no table knows (40DDQs), alone or of something: 3XU/份.
ODD_LETTERS = re.compile(r"[A-Za-zμµ]{2,6}(?:/[A-Za-z\u4e00-\u9fff]{1,4})?")
_RULE = re.compile(
    r"得(?:\d|满分|[一二三四五六七八九十]{1,3}分)|每(?:减少|增加|少|低|超|下降|降低|高|提高|多|延)|扣\d|否则|不得分|[计记]\d{1,6}分"
)
_LIST = re.compile(r"(?:\d{1,2}[.、](?=[^\d])|\d{1,2}、(?=\d)|[一二三四五六七八九十]{1,2}、|[①-⑳]|\(?\d{1,2}\)(?=.))")
_MAY_FOLLOW = "以及或之上下左内起至到和与且并得余多几封保含不每完为超低大小约X"
_LOWER_END = re.compile(rf"^(?:在|从)?(?:\d|[{NUMERALS}]){{1,12}}(?:至|到|-|~|[和与](?=[{NUMERALS}]{{1,12}}之?间))$")
_FURTHER = re.compile(rf"[零又]?(?:\d{{1,2}}|[{NUMERALS}]{{1,3}})")
_SPOKEN = re.compile(r"(?:[一二三四五六七八九]{1,2}|[1-9])(?=$|[,;。、)以左])")
_OFTEN = re.compile("一[年月季周天日]一次")
_SERVICE = re.compile(r"\d(?:小时|天)?[×xX]\d(?!0\^)|\d:\d{1,6}(?:\.\d{1,6})?:\d")


@cache
def not_numbers() -> re.Pattern[str]:
    """Words that begin like a numeral and are none."""
    words: list[str] = table("value_words")["not_numbers"]["words"]
    return re.compile("|".join(sorted(map(re.escape, set(words)), key=len, reverse=True)))


@cache
def more_words() -> str:
    """The characters behind a number that say somewhat more: 余, 多."""
    return "".join(table("operators")["more"]["words"])


def more_behind(text: str, end: int, number: Decimal) -> str:
    """The character behind a number that says somewhat more or about so many (余, 多, 来); empty for none. 来 says so
    behind a round number that counts something: 十来个."""
    behind = text[end : end + 1]
    if not behind or behind in more_words():
        return behind
    about = behind in table("operators")["more"]["about"] and number and number % 10 == 0
    return behind if about and match_unit(text, end + 1) is not None else ""


def spoken_decimals(text: str, unit: Unit, end: int) -> tuple[Unit, Decimal, int] | None:
    """What a bare figure behind a unit means (一米八): the unit meant, the decimals, where they end; or None."""
    meant = table("units")["spoken"].get(unit.printed)
    figures = _SPOKEN.match(text, end) if meant else None
    found = match_unit(meant) if meant and figures else None
    if figures is None or found is None:
        return None
    decimals = "".join(str(DIGITS.get(figure, figure)) for figure in figures[0])
    return found[0], Decimal(f"0.{decimals}"), figures.end()


def currency_before(text: str, start: int) -> str:
    """The unit of a currency sign or word right before a number: ￥, 人民币, US$; empty for none."""
    return currency_sign(text, start)[1]


def currency_sign(text: str, end: int) -> tuple[str, str]:
    """The currency sign or word that ends at `end`, and its unit; both empty for none."""
    ahead = text[max(0, end - 4) : end].upper()
    signs: dict[str, str] = table("units")["currency_signs"]
    return next(((sign, unit) for sign, unit in signs.items() if ahead.endswith(sign)), ("", ""))


def counting_numbers(cell: Cell, setting: tuple[int, int] | None) -> tuple[list[Number], int, int]:
    """The numbers that may count something, and the stretch of the cell's text that they are read from.

    `setting` bounds a date whose numbers are none.
    """
    text = cell.text
    begin = _begin(text)
    left, right = setting or (0, 0)
    numbers = [
        number
        for number in find_numbers(text)
        if number.start >= begin and not left <= number.start < right and _counts(cell, number)
    ]
    if not numbers or any(match.start() < numbers[0].end + 8 for match in _SERVICE.finditer(text)):
        return [], begin, len(text)
    rule = _RULE.search(text, numbers[0].end)
    stop = rule.start() if rule else len(text)
    return [number for number in numbers if number.start < stop], begin, stop


def _begin(text: str) -> int:
    """Where the value begins, behind a list number and a label with a colon."""
    listed = _LIST.match(text)
    start = listed.end() if listed and listed.end() < len(text) else 0
    colon = text.rfind(":")
    while colon > start and text[colon + 1 : colon + 2].isdigit() and text[colon - 1].isdigit():
        colon = text.rfind(":", 0, colon)
    return colon + 1 if colon >= start and 0 < colon < len(text) - 1 else start


def _counts(cell: Cell, number: Number) -> bool:
    text = cell.text
    if number.form in ("numeral", "half", "halved"):
        return _numeral_counts(text, number)
    ahead = text[number.start - 1] if number.start else ""
    if ahead == "第" or _is_list_number(text, number):
        return False
    foreign = _is_latin(ahead) and ahead not in "xXyY" and not _ends_in_unit(text, number.start)
    if foreign and not currency_before(text, number.start):
        return False
    return not _runs_into_a_word(cell, number)


def _ends_in_unit(text: str, end: int) -> bool:
    """Whether the letters before a place are the unit of a figure: 2h30min."""
    pieces = (text[start:end] for start in range(max(1, end - 3), end) if text[start - 1].isdigit())
    return any(sole_unit(piece) is not None for piece in pieces)


def _runs_into_a_word(cell: Cell, number: Number) -> bool:
    """500强企业, 4S店: letters behind a number that are no unit and no words of comparison; a lone character (24席), or
    letters that end a cell without words (40DDQs), are a unit, known or not."""
    following = cell.text[number.end : number.end + 1]
    if not following.isalpha() or match_unit(cell.text, number.end) is not None:
        return False
    ahead = cell.text[number.start - 1] if number.start else ""
    if _is_latin(following):
        return bool(ahead and ahead not in SIGNS) or ODD_LETTERS.fullmatch(cell.text, number.end) is None
    if more_behind(cell.text, number.end, number.value):
        return False
    apart = number.end in cell.gaps or (ahead and ahead in SIGNS) or number.form != "digits"
    lone = number.start == 0 and number.end == len(cell.text) - 1
    return not apart and not lone and following not in _MAY_FOLLOW


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _is_list_number(text: str, number: Number) -> bool:
    """1、完成；2、未完成: it opens a clause, and words follow."""
    if text[number.end : number.end + 1] != "、" or number.end - number.start > 2:
        return False
    begins = number.start == 0 or text[number.start - 1] in ";。,"
    return begins and text[number.end + 1 : number.end + 2].isalpha()


def _numeral_counts(text: str, number: Number) -> bool:
    """A Chinese numeral counts with a unit behind it where it is no part of a word, and where it is all of the cell."""
    if is_alone(text, number):
        return True
    if _is_in_word(text, number):
        return False
    if RANGE_JOINT.match(text, number.end):
        return True
    unit = match_unit(text, number.end + len(more_behind(text, number.end, number.value)))
    return unit is not None and _stands_free(text, number, *unit)


def is_alone(text: str, number: Number) -> bool:
    """Whether a numeral is all that a cell prints beside its comparison, or the end of a range: 十五, ≥二十, 五百多,
    一千到一千五百. 一 may be a dash."""
    behind = after_number(text[number.end :])
    rest = behind.rest.strip(EDGES)
    if number.form != "numeral" or rest not in ("", "万", "亿", "多", "余", "间", "之间", *AROUND):
        return False
    word = text[number.start : number.end]
    before = before_number(_LOWER_END.sub("", text[: number.start]).rstrip("-负"))
    named = number.top is not None and not_numbers().fullmatch(word) is not None
    compared = behind.ops or before.ops
    return not before.rest.strip(EDGES) and (compared or word not in ("一", "〇", "○", "百", "千")) and not named


def _is_in_word(text: str, number: Number) -> bool:
    """进一步, 十分, 数十, 减半."""
    ahead = text[number.start - 1] if number.start else ""
    if number.form == "half" and ahead and ahead not in "≥≤><=过近约" and not before_number(text[: number.start]).ops:
        return True
    glued: str = table("value_words")["not_numbers"]["glued"]
    if ahead == "上" and text[number.start] in "百千":
        return False
    if text[max(0, number.start - 2) : number.start] == "零下":
        return False
    if ahead == "又" and _behind_a_measure(text, number.start - 1):
        return False
    if ahead and (ahead in glued or (ahead in "数几" and text[number.start] in "十百千")):
        return True
    twice = number.start > 1 and text[number.start - 2] == text[number.start] == "一"
    if twice and not _OFTEN.match(text, number.start - 2):
        return True  # 一人一档, 一户一策
    known = not_numbers().match(text, number.start)
    if known is None or text.startswith("折", number.end):
        return False  # 三八折 is a price
    return known.end() >= number.end and known.end() > number.start + 1


def _behind_a_measure(text: str, end: int) -> bool:
    """Whether a figure with its unit stands before a place: the 8天 of 8天又二十个小时."""
    pieces = ((text[start - 1], text[start:end]) for start in range(max(1, end - 3), end))
    return any((figure.isdigit() or figure in NUMERALS) and sole_unit(piece) is not None for figure, piece in pieces)


def _goes_on(text: str, unit: Unit, end: int) -> bool:
    """Whether a further figure in a unit of the same base stands behind a unit, or decimals: 三年零两个月, 一米八."""
    if spoken_decimals(text, unit, end) is not None:
        return True
    figure = _FURTHER.match(text, end)
    found = match_unit(text, figure.end()) if figure else None
    if found is None:
        return False
    smaller: dict[str, str] = table("units")["behind"].get(found[0].printed, {})
    return found[0].base == unit.base or unit.printed in smaller


def _stands_free(text: str, number: Number, unit: Unit, end: int) -> bool:
    """What follows a numeral and its unit leaves it a number: 一次性 and 三年行动计划 are words."""
    if unit.printed == "分" and number.start == 0 and end < len(text) and text[end].isalpha():
        return bool(after_number(text[end:]).ops)
    if _goes_on(text, unit, end):
        return True
    if unit.kind == "duration" and text[end : end + 1].isdigit():
        return False
    found = after_number(text[end:])
    rest = found.rest.lstrip(EDGES)
    if found.ops or not rest or rest[0] in "半左上前整正多余" or not rest[0].isalpha():
        return True
    if text[end : end + 1] in ",;、。" + BARRIER:
        return True
    few = number.value <= 1 or unit.kind == "duration"
    return not few and len(rest) <= 8 and rest[0] not in "性化级等位面体定流类新大"
