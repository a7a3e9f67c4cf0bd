"""What a scoring rule pays for: grades (健全, 基本健全, 不健全), states, opposites, conditions that are met."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from normalizers.names.names import lexicon
from normalizers.names.words import cut
from normalizers.quantities.numerals import DIGITS
from normalizers.rules.text import NUMBERING, choice, words

#: A condition longer than this is no grade.
_LONGEST_GRADE = 8
#: A condition shorter than this is a state and stands as printed; a longer one is told as met or not.
_STATE = 5
_NEGATED = re.compile(r"(?:未能?|不|没有?|无|非)(?=.)")
# A condition with such a word is one of several of which no two are met together.
_SHUTS_OUT = re.compile(
    r"[长中短]期|季度|第[一二三]|[高低]于|未|不|没|无|基本|部分|较|否则|其[他它余]|以[上下内]|但|仅|只|延迟|延期|逾期|推迟|超期|滞后|提前|[一二三四五a-e]档|[a-e]级"
)
# What stands before a grade and makes another of it: 很满意, 未达标.
_MORE_OR_NONE = re.compile(r"(?:很|更|最|未|不|无|非|特别|十分|非常|比|比较|较为|基本|部分)$")
# A bound that what is met together with others may ask for: 公示不少于7天.
_AT_LEAST = re.compile(r"不(?:少于|低于|小于|超过|高于|大于|晚于|多于)")
_SHARED = re.compile(r"[,;。:]")


def shuts_out(condition: str) -> bool:
    """Whether a condition can't be met together with the others of its rule: 部分完成, 延迟完成."""
    return _SHUTS_OUT.search(_AT_LEAST.sub("", condition)) is not None


@lru_cache(maxsize=1)
def grade_pattern() -> str:
    """A pattern for the words of grades, the longest first."""
    return choice(words()["grades"]["words"])


def last_clause(condition: str) -> str:
    """The last clause of a condition, without numbering."""
    return NUMBERING.sub("", _SHARED.split(condition)[-1])[:40]


def known_grade(condition: str) -> str:
    """The grade that a condition ends with (成效明显: 明显); empty where it is another."""
    last = _SHARED.split(condition)[-1].strip("\"“”'")
    match = re.fullmatch(rf"([\u4e00-\u9fff]{{0,6}}?)[“\"]?({grade_pattern()})[”\"]?(?:等级|等次|档)?", last)
    if match is None or not (match[1][-1:] in ("", "为", "是") or len(match[2]) > 1):
        return ""
    degree = _MORE_OR_NONE.search(match[1])
    return f"{degree[0]}{match[2]}" if degree else match[2]


def graded(conditions: Sequence[str], paid_down: bool = False) -> tuple[str, ...]:
    """The grades that two and more conditions are; empty where they are none.

    Grades are all known words, or degrees of one state: three and more short conditions, or two of which one speaks
    of a part (基本完成, 未完成). `paid_down` says that the last of them pays nothing, so that any short words rank.
    """
    known = [known_grade(condition) for condition in conditions]
    if len(set(known)) == len(known) > 1 and all(known):
        return tuple(known)
    named = [last_clause(condition) for condition in conditions]
    if any(not 0 < len(name) <= _LONGEST_GRADE or re.search(r"\d", name) or is_otherwise(name) for name in named):
        return ()
    partly = tuple(words()["grades"]["partly"])
    ranked = len(named) > 2 and paid_down and all(len(name) < _STATE for name in named)
    degrees = ranked or any(
        part.startswith(partly) or part[-2:] in partly for name in named for part in (name, _degree(name))
    )
    opposed = any(_NEGATED.match(name) for name in named)
    if not degrees and not (opposed and len(named) > 2):
        return ()
    told = tuple(_degree(name) for name in named)
    return told if len(set(told)) == len(told) else tuple(named)


def _degree(name: str) -> str:
    """The word for a degree in a short condition: 提升显著 is 显著, 执行基本到位 基本到位, 达成预期指标 达成."""
    if name.startswith(tuple(words()["grades"]["whole"])):
        return name
    ending = _degrees().search(name)
    if ending and (len(ending[0]) > 1 or len(name) > 2):
        return ending[0]
    beginning = _beginnings().match(name)
    return beginning[0] if beginning else name


@lru_cache(maxsize=1)
def _degrees() -> re.Pattern[str]:
    """A degree at the end of a condition: a state or a grade, with what makes less of it before it."""
    states = choice([*words()["grades"]["words"], *words()["states"]["words"], *words()["grades"]["partly"]])
    return re.compile(rf"(?:{choice(words()['grades']['partly'])}|未|不|无)?(?:{states})$")


@lru_cache(maxsize=1)
def _beginnings() -> re.Pattern[str]:
    states = choice(words()["states"]["words"])
    return re.compile(rf"(?:{choice(words()['grades']['partly'])}|未|不)?(?:{states})")


def opposed(paid: str, otherwise: str, bounded: bool) -> tuple[str, str]:
    """How the two outcomes of a rule are called: a state and its opposite as printed (齐全, 不齐全), else met or not.

    `bounded`: the paid condition is a date or another figure, which has no name.
    """
    met = ("达到", "否则")
    name, other = last_clause(paid), last_clause(otherwise)
    if bounded or is_otherwise(other):
        return met
    for states in words()["states"]["opposites"]:
        if (first := _holds(name, states[0])) and other in states[1]:
            return first, other
    for negated in _NEGATED.finditer(other):
        denied, common = other[negated.end() :], other[: negated.start()]
        if name.endswith(denied) and name.startswith(common) and not name.endswith("有" + denied):
            return denied, negated[0] + denied
        if common and common in name and denied in name:
            return denied, negated[0] + denied
    short = 0 < len(name) < _STATE and 0 < len(other) < _STATE
    denies = _NEGATED.search(other) or re.search("[超逾]|突破|低于|达不到", other)
    return (name, other) if short or (name and other and not denies) else met


def _holds(name: str, states: Sequence[str]) -> str:
    return next((word for word in sorted(states, key=len, reverse=True) if word in name), "")


def is_otherwise(condition: str) -> bool:
    """Whether a condition stands for all that was not named."""
    return condition in ("否则", "反之", "其他", "其他情况", "其它", "其余", "")


def state(condition: str) -> str:
    """What a condition asks in a word: its state (相关, 健全), what is not done (未公开), else its last clause."""
    last = last_clause(condition)
    if last[:1] in ("未", "不"):
        return last[0] + cut(last[1:], lexicon().words)[0] if len(last) > 1 else last
    match = re.search(rf"(?:{choice(words()['states']['words'])})$", last)
    return match[0] if match else last


_COUNTED = re.compile(r"(?<![0-9])([一二两三四五1-5])(?:个(?![工月季自小])|类|项|者|种|条|点)")
_NONE = re.compile(
    r"^(?:都|均|全部?|各项|[一二两三四五1-5][个项类条]都?均?)?(?:达不到|不达|未达|不满足|不符合|未满足|未符合|未完成)"
)
_ALL = re.compile(r"(?:都|均|全部)(?:达|符|满|完|具)")
#: All of the conditions, where nobody says how many there are.
ALL_MET = -1
_ONE = re.compile(r"其中(?:之)?一|(?:只|仅)有?(?:一|1)|任(?:一|意一)")
_TOLD = re.compile(r"[,;。](?=(?:[一二两三四五1-5]|都|均|达|只|仅|不|未|其中|符合|满足|完成))")


def conditions_met(condition: str) -> int | None:
    """How many of several conditions the last clause says to be met; None where it counts none."""
    last = NUMBERING.sub("", _TOLD.split(condition)[-1])
    if _NONE.search(last):
        return 0
    if _ONE.search(last):
        return 1
    counted = _COUNTED.search(last)
    if counted is not None and re.search("达|符|满足|完成|具备|条件|要求", last):
        return DIGITS[counted[1]] if counted[1] in DIGITS else int(counted[1])
    return ALL_MET if _ALL.search(last) else None
