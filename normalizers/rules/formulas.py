"""A printed formula of points rewritten in letters: W the weight, a the result, t the target, x any other figure."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from normalizers.rules.text import words

_LETTERS = "abcdefgh"
_OPERATORS = {"×": "*", "*": "*", "÷": "/", "/": "/", "+": "+", "-": "-", "(": "(", ")": ")"}
# 实际发放数 over 计划发放数: the same thing as it came about and as it was planned.
_CAME, _PLANNED = (
    re.compile(r"(?:实际|已)([\u4e00-\u9fff]{1,12})"),
    re.compile(r"(?:计划|目标|预定)([\u4e00-\u9fff]{1,12})"),
)
_SHARE_OF = re.compile(r"([\u4e00-\u9fff]{2,20})占([\u4e00-\u9fff]{2,20}?)的?(?:比例|比重|百分比|比率)(?=[×*]|乘)")
_TOKEN = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,10})?)(%?)|([×*÷/+\-])|([()])|([^×*÷/+\-()0-9%]+|%)")


# Of things that are counted, and no figures of the indicator itself (完成值).
_OF_THINGS = re.compile(r"(?:实际|已)([\u4e00-\u9fff]{1,11}[^值])[)）]?[÷/][(（]?(?:计划|目标|预定)\1")


def divides_things(text: str) -> bool:
    """Whether a rule divides what came about by what was planned, both counted: under an indicator that is a rate that
    is the rate itself, whatever its target."""
    return _OF_THINGS.search(text) is not None


@lru_cache(maxsize=1)
def _named() -> dict[str, str]:
    lists = words()["formulas"]
    return {
        word: letter for letter, role in (("W", "weight"), ("a", "result"), ("t", "target")) for word in lists[role]
    }


def formula(printed: str, capped: bool = False, points: bool = False) -> tuple[str, str]:
    """The formula in letters and the unit of its x (`%` or empty); an empty formula where it cannot be read.

    `capped`: the rule says that no more than the weight is given; target over result never gives more. `points`: what
    it gives are points even where it names no weight (`得分=执行率×10`).
    """
    tokens = _tokens(_unbracketed(printed))
    variables = list(dict.fromkeys(word for kind, word in tokens if kind == "name" and word not in _named()))
    factor = any(kind == "number" for kind, _ in tokens)
    named = any(kind == "name" for kind, _ in tokens)
    weighted = (points and named and (factor or len(variables) == 1)) or any(
        _named().get(word) == "W" for kind, word in tokens if kind == "name"
    )
    if not weighted or not tokens or len(variables) > len(_LETTERS):
        return "", ""
    letters = _lettered(variables, tokens)
    text = re.sub(r"^\(([at]/[at])\)", r"\1", _weight_last(_joined(tokens, letters)))
    if text.count("(") != text.count(")"):
        return "", ""
    text, unit = _percent(text, variables[0]) if len(variables) == 1 else (text, "")
    reverse = text == "t/a*W"
    return (f"min({text.removesuffix('*W')},1)*W" if (capped or reverse) and text.endswith("*W") else text), unit


def _weight_last(text: str) -> str:
    """`W*x` written as `x*W`, where nothing is added or taken off."""
    return f"{text[2:]}*W" if text.startswith("W*") and not re.search(r"[+\-]", text) else text


def _lettered(variables: list[str], tokens: list[tuple[str, str]]) -> dict[str, str]:
    taken = {_named().get(word) for kind, word in tokens if kind == "name"}
    if len(variables) == 2 and not taken & {"a", "t"} and (told := _came_and_planned(variables)):
        return told
    free = [letter for letter in _LETTERS if letter not in taken]
    letters = ["x"] if len(variables) == 1 else free
    return dict(zip(variables, letters, strict=False))


def _came_and_planned(variables: list[str]) -> dict[str, str]:
    """a and t for two names that say the same thing, as it came about and as it was planned; empty for others."""
    for result, target in (variables, variables[::-1]):
        came, planned = _CAME.fullmatch(result), _PLANNED.fullmatch(target)
        if came and planned and came[1] == planned[1]:
            return {result: "a", target: "t"}
    return {}


def _percent(text: str, name: str) -> tuple[str, str]:
    """A rate stands in per cents: `x/100*W`; in `x÷62.5%` both do, so that the signs cancel out."""
    ends = words()["formulas"]
    if name.endswith(tuple(ends["fraction_ends"])) or not name.endswith(tuple(ends["percent_ends"])):
        return text, ""
    return re.sub(r"(?<![a-z])x(?!/)", "x/100", text), "%"


def _unbracketed(printed: str) -> str:
    """Without brackets that explain a word: such as hold no operator and stand behind a letter; `a占b的比例` as a/b."""
    printed = _SHARE_OF.sub(r"\1/\2", printed)
    return re.sub(r"(?<=[\u4e00-\u9fff])\([^()×*÷/+\-]{0,40}\)", "", printed)


def _tokens(printed: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for figure, percent, operator, bracket, name in _TOKEN.findall(printed.removesuffix("分")):
        if figure:
            divides = [kind for kind, _ in found[-2:]] == ["name", "operator"] and found[-1][1] == "/"
            found.append(("number", _share(figure) if percent and not divides else figure))
        elif operator or bracket:
            found.append(("operator" if operator else "bracket", _OPERATORS[operator or bracket]))
        elif name != "%":
            found.append(("name", name.strip("的“”\"'各得该项为:")))
    return found


def _share(figure: str) -> str:
    return format((Decimal(figure) / 100).normalize(), "f")


def _joined(tokens: list[tuple[str, str]], letters: dict[str, str]) -> str:
    """The tokens as a formula; a figure straight before a name multiplies it."""
    text, last = "", ""
    for kind, word in tokens:
        if kind in ("number", "name") and last in ("number", "name"):
            text += "*"
        text += _named().get(word, letters.get(word, "")) if kind == "name" else word
        last = kind
    return text


def held_to(expression: str, most: Decimal) -> str:
    """A formula of points that never gives more than so many."""
    factor = expression.removesuffix(f"*{most:f}")
    return f"min({factor},1)*{most:f}" if factor != expression else f"min({expression},{most:f})"


def full_marks(points: Decimal | None) -> str:
    """The full points in a formula: the weight where the rule names no number."""
    return "W" if points is None else f"{points:f}"


def falling(top: Decimal | None, threshold: Decimal, step: Decimal, deduction: Decimal, rising: bool) -> str:
    """The points between full marks and a cut-off, a deduction for every step begun."""
    distance = f"{threshold:f}-x" if rising else f"x-{threshold:f}"
    return f"{full_marks(top)}-ceil(({distance})/{step:f})*{deduction:f}"
