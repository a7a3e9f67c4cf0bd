"""How well a piece of flattened text makes a whole cell of a role: what tells where a cell ends."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from extractors.forms.content import is_operator
from extractors.forms.fit import cues, fit, level_names, sounds
from normalizers.figures import FIGURE, POINTS, SIGNED
from normalizers.text import bare, fold
from normalizers.units import match_unit

#: The worth of a text that cannot be a cell of the role.
NEVER = -9.0
#: No cell is longer; most prose that is run together with its neighbours is far shorter.
LONGEST_PROSE = 400
#: Names that say that there is no indicator.
VOID = ("不涉及", "无", "/")

_PROSE_CHARACTER = 0.02
_LONGEST_BASIS = 18
_EITHER = 0.1  # 成本指标 is a first level in some forms and a second one in most
_SIGN = 1.5  # an operator inside a name, a second figure inside a value
_DIGIT = 0.25  # a digit inside a name
_LONGEST = {"weight": 6, "score": 6, "operator": 6, "unit": 8, "level1": 20, "level2": 22, "name": 44, "target": 44,
            "actual": 60}  # fmt: skip
_NOT_FIRST = "，。、；：:,;)）%％≥≤<>=+-./／"
_NOT_LAST = "，、；：:(（≥≤<>="
_POINTS = re.compile(rf"^{POINTS}$")
_FIGURE = re.compile(
    r"^(?:[≥≤><=≧≦⩾⩽＞＜＝﹥﹤±]|不[低高少超大小]|小于|大于|等于|至少|达到?|控制在|约)*"
    rf"{SIGNED}(?:[-~～—至到][\d,，.]+)?(?P<unit>[(（]?[%％‰][)）]?|[\u4e00-\u9fffa-zA-Z㎡³²/·()（）]{{0,8}}?)(?:以上|以下|以内|左右|及以上)?$"
)
_DATE = re.compile(
    r"^(?:[≥≤><=]|不晚于|截至)?(?:20\d\d年)(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?底|月底|末)?(?:以?前|之前|完成|前完成|内)?$"
)
_ONE_DIGIT = re.compile(r"\d")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_FOREIGN = re.compile(r"[≥≤><=%％。；]|定性")  # what stands in values and sentences, and in no name
# A blank for a figure that forms print behind a name: (≥**人), ≥××%.
_TEMPLATE = re.compile(r"[(（]?[≥≤><=]{1,2}(?:\*{1,3}|×{1,3}|[Xx]{1,3})[^()（）\d≥≤><=]{0,8}[)）]?")
_STATED = re.compile(r"(?:[≥≤]|[><]=?)\s?\d")
_RULED = ("rule", "explanation")  # cells that speak of values
_DIGITS = re.compile(FIGURE)
_RATE = re.compile(r"^[万亿]?元(?:/[\u4e00-\u9fff]{1,2}){1,2}$")
_LEVEL = re.compile(r"^(?:(?!指标)[\u4e00-\u9fff]){2,12}指标(?:[(（]" + POINTS + r"分?[)）])?$")


def longest(role: str) -> int:
    """The most characters that a cell of the role may have."""
    return _LONGEST.get(role, LONGEST_PROSE)


@lru_cache(maxsize=262144)
def worth_of(role: str, text: str) -> float:
    """How well a text makes a whole cell of the role, about -2 to 1.4; `NEVER` where it cannot be one."""
    if role in ("weight", "score"):
        return _points_worth(text)
    if role in ("level1", "level2"):
        return _level_worth(role, text)
    if role == "name":
        return _name_worth(text)
    if role in ("target", "actual", "history"):
        return _value_worth(text)
    if role == "operator":
        return 1.0 if is_operator(text) else NEVER
    if role == "tag" and text in cues("directions"):
        return 1.0
    if role == "unit":
        return 1.0 if _known_unit(text) else NEVER
    return _prose_worth(role, text)


def _points_worth(text: str) -> float:
    if not _POINTS.match(text) or float(text) > 100 or _zero_led(text):
        return NEVER
    return 0.9 if float(text) <= 30 else 0.5


def _zero_led(digits: str) -> bool:
    return digits[:1] == "0" and digits[1:2].isdigit()


def _level_worth(role: str, text: str) -> float:
    if text[:1] in "(（" or text in cues("directions"):
        return NEVER
    word = bare(text) if text[-1] in ")）" else text
    if word in level_names(role):
        both = _EITHER if role == "level1" and word in level_names("level2") else 0.0
        return (1.4 if word.endswith("指标") else 0.9) - both
    if word[:-1] in cues("level_stems") and word[-1] in "值类项":
        return 0.8
    if _LEVEL.match(text):
        return 0.9 if word not in level_names("level1") | level_names("level2") else -0.5
    return NEVER


def _name_worth(text: str) -> float:
    if len(text) < 2 or not _is_whole_name(text) or _holds_level(text):
        return NEVER
    if text in VOID:
        return 1.0
    core = bare(text) if text[-1] in ")）" else text
    own = _TEMPLATE.sub("", text)
    worth = 0.9 if own.endswith(cues("name_endings")) or core.endswith(cues("name_endings")) else 0.45
    worth -= _DIGIT * len(_ONE_DIGIT.findall(own)) + _SIGN * len(_FOREIGN.findall(own))
    if text.startswith(cues("basis_phrases")):
        worth -= _SIGN
    return worth - (0.4 if len(text) > 28 else 0.0) - (0.3 if len(text) == 2 else 0.0)


def _is_whole_name(word: str) -> bool:
    """Chinese words with both brackets of a pair, and no punctuation at an end."""
    if word[0] in _NOT_FIRST or word[-1] in _NOT_LAST or not _CHINESE.search(word):
        return False
    return word.count("(") + word.count("（") == word.count(")") + word.count("）")


def _value_worth(text: str) -> float:
    if _holds_level(text):
        return NEVER
    word = unicodedata.normalize("NFKC", text).lower()
    if _DATE.match(word):
        return 1.0
    figure = _FIGURE.match(word)
    if figure:
        return _figure_worth(word, figure["unit"])
    if word[:1] in _NOT_FIRST:
        return NEVER
    if _ONE_DIGIT.search(word):
        return 0.2 - 0.04 * len(word) - _SIGN * (len(_DIGITS.findall(word)) - 1 + sum(c in "≥≤" for c in word[1:]))
    if len(word) > 3 and word == word[: len(word) // 2] * 2:
        return -0.5  # target and result alike
    if not _CHINESE.search(word):
        return NEVER
    if word in cues("quality_words"):
        return 0.8
    worth = 0.3 + 0.2 * min(2, sounds("quality_words", word)) - 0.03 * max(0, len(word) - 8)
    return worth - (0.4 if word.endswith(cues("name_endings")) and word not in cues("quality_words") else 0.0)


def _holds_level(text: str) -> bool:
    """A standard level's name inside: then two cells have run together."""
    return "指标" in text and any(level in text for level in _levels())


@cache
def _levels() -> tuple[str, ...]:
    return tuple(sorted(level for level in level_names("level2") | level_names("level1") if "指标" in level))


@lru_cache(maxsize=8192)
def _known_unit(text: str) -> bool:
    """A unit of the tables, whole; or a rate of money whose divisor they need not know (元/生)."""
    folded = fold(text)
    found = match_unit(folded)
    return (found is not None and found[1] == len(folded)) or bool(_RATE.match(folded))


def _figure_worth(word: str, unit: str) -> float:
    digits = word.lstrip("≥≤><=±-+")
    if unit and not _known_unit(unit):
        return 0.5 - 0.1 * len(unit)
    if _zero_led(digits):
        return NEVER
    if digits.replace(".", "").replace(",", "").isdigit():
        return 0.55
    return 1.0


def _prose_worth(role: str, text: str) -> float:
    if text[:1] in _NOT_FIRST:
        return NEVER
    if _holds_level(text):
        return NEVER
    worth = fit(role, text)
    if role not in _RULED:
        worth -= _SIGN * len(_STATED.findall(text))
    if role == "basis" and len(text) <= _LONGEST_BASIS and text.endswith(cues("basis_endings")):
        return 1.0
    return (0.3 if worth > 0.3 else 0.0) + min(worth, 0.4) - _PROSE_CHARACTER * len(text)
