"""How likely a piece of running text is as a whole cell of a role: what tells where a cell ends.

Chances are logarithms. Words and figures that every form prints are known outright; all others are spelled out by
the characters that cells of the role are made of.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

from extractors.forms.evidence.characters import Spelled
from extractors.forms.evidence.fit import all_level_names, cues, level_names, sheet_levels
from extractors.forms.evidence.outlines import level_numbers
from extractors.forms.words.content import is_operator, kinds_of_indicators
from normalizers.quantities.figures import FIGURE, POINTS, SIGNED, are_run_together
from normalizers.quantities.units import match_unit
from normalizers.text import fold

#: The chance of a text that cannot be a cell of the role.
NEVER = -1e6
#: No cell is longer; most prose that is run together with its neighbours is far shorter.
LONGEST_PROSE = 400
#: Names that say that there is no indicator.
VOID = ("不涉及", "无", "/")

# Chances of what is known outright, as logarithms: one of so many operators, units, standard levels.
_OPERATOR, _UNIT, _LEVEL, _TAG, _VOID, _DATE, _WORDS = -2.2, -3.5, -3.0, -2.5, -5.0, -5.0, -5.0
_SHEET_LEVEL = -4.5  # a level of score sheets, which is another label elsewhere
_SHORT_LEVEL, _LEVEL_LIKE, FREE_LEVEL, OTHER_LEVEL = 1.5, -5.5, -4.0, -14.0
NAMED_LEVEL = -1.0  # an office's own level (监督检查), spelled like names of indicators
LEVEL_BEHIND = -6.0  # a standard level behind other words, which may be the cell before: 部分延迟发放成本指标
_POINTED = -4.0  # a character of a level with points behind it: those stand behind few other words
INDICATOR, _COUNT = "指标", "数"
#: What stands for 指标 behind a level's stem (产出值, 时效类, 数量目标).
LEVEL_STEM_ENDS = ("值", "类", "项", "目标")
_LEVEL_WORD = re.compile(r"^[\u4e00-\u9fff、“”]{2,14}$")
_BLANK_FORM = -4.0
_EITHER = 0.4  # 成本指标 is a first level in some forms and a second one in most
# Of points: usual ones, others up to 30, larger ones. Of figures: a per cent, one with a unit, a bare one.
_USUAL_POINTS, _POINTS_TO_30, _MORE_POINTS = -2.0, -4.5, -4.0
_IN_PER_CENT = -4.0  # points that are printed as a share of all: 15%
_PER_CENT, _WITH_UNIT, _BARE, _ODD_UNIT, _ODD_SIGN, _SIGNED = -2.0, -4.5, -3.0, -5.0, -8.0, -1.0
_LED = -1.5  # words before a figure, each
_ODD_SHARE, _LARGE_SHARE = -8.0, re.compile(r"\d{4,}|[3-9]\d\d")
#: The role of columns that count the rows, and the chance of a number there.
NUMBER, _RUNNING = "number", -2.0
#: The role of columns of what is computed as a share (偏离度, 完成率), and the chances of one and of a bare figure.
SHARE, _SHARE, _BARE_SHARE = "share", -2.0, -4.0
_LONGEST = {NUMBER: 3, SHARE: 9, "weight": 6, "weight1": 6, "weight2": 6, "score": 6, "second_score": 6,
            "operator": 6, "unit": 8, "level1": 24, "level2": 24, "name": 60, "target": 44, "actual": 60}  # fmt: skip
NOT_FIRST = "，。、；：:,;)）%％≥≤<>=+-./／"
NOT_FIRST_OF_VALUE = "，。、；：:,;)）%％./／"
NOT_LAST_OF_VALUE = "：:(（.已未不较更"
#: What ends a sentence stands in no name, and hardly in a value; it costs that so much.
SENTENCE_ENDS, SENTENCE_IN_VALUE = "。；", -6.0
NOT_LAST = "，、；：:(（≥≤<>="
_POINTS = re.compile(rf"^{POINTS}$")
_FIGURE = re.compile(
    r"^(?P<sign>[≥≤><=≧≦⩾⩽＞＜＝﹥﹤±]|不[低高少超大小][于过]?|小于|大于|等于|至少|达到?|控制在|约)*"
    rf"{SIGNED}(?:[-~～—至到]{FIGURE})?"
    r"(?P<unit>[(（]?[%％‰][)）]?|[\u4e00-\u9fffa-zA-Z㎡³²/·()（）]{0,8}?)(?:以上|以下|以内|左右|及以上)?$"
)
# Two figures of one value: a range whose ends both have their unit (80%-90%), hours of days (7×24小时), a share (1:3).
_TWO_ENDS = re.compile(
    rf"^(?:[≥≤><=]|控制在|在)?{FIGURE}(?P<unit>[%‰\u4e00-\u9fff]{{1,4}})[-~～—–至到]{FIGURE}(?P=unit)(?:之间|以内|以上|左右)?$"
)
_PRODUCT = re.compile(r"^\d{1,3}[×xX*:：∶]\d{1,4}(?P<unit>[\u4e00-\u9fff]{0,4})$")
_SHARE_SAID = re.compile(rf"^(?P<figure>{SIGNED})(?P<unit>[%％‰]?)$")
_DATE_SAID = re.compile(
    r"^(?:[≥≤><=]|不晚于|截至)?(?:20\d\d年)(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?底|月底|末)?(?:以?前|之前|完成|前完成|内)?$"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
# A figure and what stands behind it; signs with which that may go on behind a unit, and what so few others cost.
_WHOLE_FIGURE = re.compile(rf"^[≥≤><=]{{0,2}}{FIGURE}(?P<tail>[%\u4e00-\u9fff/]{{2,6}})$")
_TWO_FIGURES = -12.0
_BEHIND_FIGURES, _MOST_STUCK, _STUCK = "以内前后级倍及左上下之底初末的为次人个", 2, -6.0
# A blank for a figure that forms print behind a name: (≥**人), ≥××%.
_TEMPLATE = re.compile(r"[(（]?[≥≤><=]{1,2}(?:\*{1,3}|×{1,3}|[Xx]{1,3})[^()（）\d≥≤><=]{0,8}[)）]?$")
# The number that forms print before a name: 指标1：
_NUMBER = re.compile(r"^[指目]标\d{1,2}(?:[:：、.．]|(?!\d))")
_RATE = re.compile(r"^[万亿]?元(?:/[\u4e00-\u9fff]{1,2}){1,2}$")
#: What says how something is computed, and stands in no name: =（, =本年, ÷.
FORMULA = re.compile(r"[=＝](?=[(（\u4e00-\u9fff])|÷")
_POINTS_BEHIND = re.compile(rf"[(（]{POINTS}分?[)）]$")
# What forms say in brackets behind a level's name (（必填）), and what it costs.
_REMARK_BEHIND, _REMARKED = re.compile(r"[(（][\u4e00-\u9fff]{1,8}[)）]$"), -2.0
#: What it costs that a word is an indicator's name which the frameworks know as a second level too.
_LEVEL_AS_NAME = -3.0
VALUED = frozenset({"target", "adjusted", "actual", "history", "interim", "forecast", "money"})


def longest(role: str) -> int:
    """The most characters that a cell of the role may have."""
    return _LONGEST.get(role, LONGEST_PROSE)


class Likelihoods:
    """The chances of all parts of a text as cells."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.spelled = Spelled(text)
        #: Where the level begins whose number begins at a place.
        self.numbered = level_numbers(text)

    def of(self, role: str, start: int, end: int) -> float:
        """How likely the characters from `start` to before `end` are a whole cell of the role; `NEVER` for none."""
        text = self._text[start:end]
        if role in _KNOWN:
            return _KNOWN[role](text)
        if role in ("level1", "level2"):
            word = max(start, min(end - 1, self.numbered.get(start, start)))
            return _level(role, self._text[word:end], self.spelled.chance(role, word, end))
        if role == "name":
            return self._name(text, start, end)
        if role in VALUED:
            return _value(text, self.spelled.chance(role, start, end))
        return NEVER if text[0] in NOT_FIRST else self.spelled.chance(role, start, end)

    def _name(self, text: str, start: int, end: int) -> float:
        if text in VOID:
            return _VOID
        blank = _TEMPLATE.search(text) or _POINTS_BEHIND.search(text)
        number = _NUMBER.match(text)
        own = text[number.end() if number else 0 : blank.start() if blank else len(text)]
        if len(own) < 2 or FORMULA.search(own) or not _is_whole(own) or own == INDICATOR or _is_level_alone(own):
            return NEVER
        first = start + (number.end() if number else 0)
        level = _LEVEL_AS_NAME if own in level_names("level2") else 0.0
        spelled = self.spelled.chance("name", first, first + len(own)) + level
        return max(spelled + _BLANK_FORM, self.spelled.chance("name", first, end)) if blank else spelled


def _is_level_alone(word: str) -> bool:
    """Whether a word names a second level and nothing else: 数量指标, 质量. 预算执行率 may be an indicator as well."""
    return word in level_names("level2") and (word.endswith(INDICATOR) or word in cues("level_stems"))


def _is_whole(word: str) -> bool:
    """Chinese words with both brackets of a pair, and no punctuation at an end."""
    if word[0] in NOT_FIRST or word[-1] in NOT_LAST or not _CHINESE.search(word):
        return False
    if any(sign in word for sign in SENTENCE_ENDS):
        return False
    return word.count("(") + word.count("（") == word.count(")") + word.count("）")


@lru_cache(maxsize=2048)
def _points(text: str) -> float:
    if not _POINTS.match(text) or float(text) > 100 or _zero_led(text):
        return NEVER
    points = float(text)
    if points > 30:
        return _MORE_POINTS
    return _USUAL_POINTS if points * 2 == int(points * 2) else _POINTS_TO_30


def _weight(text: str) -> float:
    """Full points, or the share of all that they are (15%)."""
    share = text[:-1] if text[-1] in "%％" else ""
    return _IN_PER_CENT + _points(share) if share and share != "100" else _points(text)


@lru_cache(maxsize=2048)
def is_unit(text: str) -> bool:
    """A unit of the tables, whole, in letters of any case, or what is counted in it (间数); or a rate of money whose
    divisor they need not know (元/生)."""
    folded = fold(text)
    word = folded.removesuffix(_COUNT) if len(folded) > 1 else folded
    found = (match_unit(spelled) for spelled in (word, word.upper()))
    return any(one is not None and one[1] == len(word) for one in found) or bool(_RATE.match(folded))


def _number(text: str) -> float:
    return _RUNNING if text.isdecimal() and len(text) <= _LONGEST[NUMBER] and text[0] != "0" else NEVER


def _share(text: str) -> float:
    """A figure, signed or not, mostly in per cent."""
    found = _SHARE_SAID.match(text)
    if found is None or _zero_led(found["figure"].lstrip("-−－+")):
        return NEVER
    return _SHARE if found["unit"] else _BARE_SHARE


_KNOWN: dict[str, Callable[[str], float]] = {
    "operator": lambda text: _OPERATOR if is_operator(text) else NEVER,
    "unit": lambda text: _UNIT if is_unit(text) else NEVER,
    NUMBER: _number,
    SHARE: _share,
    "tag": lambda text: _TAG if text in cues("directions") or text in kinds_of_indicators() else NEVER,
    **dict.fromkeys(("weight", "weight1", "weight2"), _weight),
    **dict.fromkeys(("score", "second_score"), _points),
}


@lru_cache(maxsize=2048)
def _ends_with_level(word: str) -> bool:
    """Whether other words stand before a standard level at the end of a text."""
    return any(word[start:] in all_level_names() for start in range(1, len(word) - 1))


def _level(role: str, text: str, spelled: float) -> float:
    """Standard levels first; then words that end like one, or have points behind them; all others are spelled out."""
    pointed = _POINTS_BEHIND.search(text)
    word = text[: pointed.start()] if pointed else text
    if remark := _REMARK_BEHIND.search(text):
        own = text[: remark.start()]
        return _level(role, own, NEVER) + _REMARKED if own in level_names(role) else NEVER
    if not _LEVEL_WORD.match(word) or word == INDICATOR or word in cues("directions"):
        return NEVER
    if word in level_names(role):
        both = _EITHER if role == "level1" and word in level_names("level2") else 0.0
        return _LEVEL - both - (0.0 if word.endswith(INDICATOR) else _SHORT_LEVEL)
    if word in level_names("level1") | level_names("level2"):
        return OTHER_LEVEL + spelled
    if word in sheet_levels(role):
        return _SHEET_LEVEL
    if any(word.removesuffix(end) in cues("level_stems") for end in LEVEL_STEM_ENDS if word.endswith(end)):
        return _LEVEL_LIKE
    spelled += LEVEL_BEHIND if _ends_with_level(word) else 0.0
    if pointed:
        return max(spelled, _POINTED * len(word))
    return spelled if word.endswith(INDICATOR) and INDICATOR not in word[:-2] else OTHER_LEVEL + spelled


def _value(text: str, spelled: float) -> float:
    if text[0] in NOT_FIRST_OF_VALUE or text[-1] in NOT_LAST_OF_VALUE or _zero_led(text):
        return NEVER
    sentences = sum(map(text.count, SENTENCE_ENDS))
    return max(spelled + SENTENCE_IN_VALUE * sentences + _stuck(text), _plain_value(text)) + _run_together(text)


@lru_cache(maxsize=4096)
def _stuck(text: str) -> float:
    """What it costs that a sign or two stick to a whole figure, which may be the next cell's (240元/人每, 84%夜间)."""
    figure = _WHOLE_FIGURE.match(fold(text))
    if figure is None:
        return 0.0
    tail = figure["tail"]
    unit = next((end for end in range(len(tail), 0, -1) if tail[:end] == "%" or is_unit(tail[:end])), 0)
    rest = tail[unit:]
    return _STUCK if unit and 0 < len(rest) <= _MOST_STUCK and rest[0] not in _BEHIND_FIGURES else 0.0


def _run_together(text: str) -> float:
    """What it costs that a value holds two figures which nothing parts."""
    return _TWO_FIGURES if are_run_together(text) else 0.0


def _zero_led(digits: str) -> bool:
    return digits[:1] == "0" and digits[1:2].isdigit()


@lru_cache(maxsize=4096)
def _plain_value(text: str) -> float:
    """The chance of a value that is known outright: a date, a figure, a word of quality."""
    word = unicodedata.normalize("NFKC", text).lower()
    if _DATE_SAID.match(word):
        return _DATE
    figure = _FIGURE.match(word)
    if figure:
        return _figure(word.lstrip("≥≤><=±-+"), figure["unit"]) + (_SIGNED if figure["sign"] else 0.0)
    if lead := led().match(word):
        return _plain_value(word[lead.end() :]) + _LED
    if (ends := _TWO_ENDS.match(word) or _PRODUCT.match(word)) and (not ends["unit"] or _is_unit_said(ends["unit"])):
        return _WITH_UNIT
    return _WORDS if word in cues("quality_words") or word in quality_sayings() else NEVER


def _is_unit_said(unit: str) -> bool:
    return unit in "%‰" or is_unit(unit)


@cache
def led() -> re.Pattern[str]:
    """What stands before the figure of a value, straight before it or before more of its kind."""
    leads = "|".join(sorted(map(re.escape, cues("value_leads")), key=len, reverse=True))
    return re.compile(rf"(?:{leads})(?=\d|(?:{leads})+\d)")


@cache
def quality_sayings() -> frozenset[str]:
    """Values of two or three words that say one thing: what is reached or changes, and how."""
    manners, changes = cues("quality_manners"), cues("quality_changes")
    once = {manner + change for manner in manners for change in changes}
    return frozenset({*once, *(f"得到{said}" for said in once)})


def _figure(digits: str, unit: str) -> float:
    if _zero_led(digits):
        return NEVER
    if not unit:
        return _BARE
    if unit.strip("()（）") in "%％‰":
        return _ODD_SHARE if _LARGE_SHARE.match(digits) else _PER_CENT
    return _WITH_UNIT if is_unit(unit) else _ODD_UNIT + _ODD_SIGN * len(unit)
