"""What kind of thing a cell says, by its characters alone: a figure, an operator, a label, prose."""

from __future__ import annotations

import re
from functools import lru_cache

from normalizers.quantities.figures import is_figure_with_unit
from normalizers.quantities.operators import sign_folding
from normalizers.text import compact, fold

_COMPARISONS = frozenset(
    ("≥", "≤", ">", "<", "=", "≧", "≦", "⩾", "⩽", ">=", "<=", "=>", "=<", "==", "\\geq", "\\leq",
     "\\ge", "\\le", "大于等于", "小于等于", "等于", "大于", "小于", "不低于", "不高于", "不超过")
)  # fmt: skip
_KINDS = frozenset({"定性", "定量", "是/否", "有/无"})
_OPERATORS = _COMPARISONS | _KINDS
_SENTENCE = re.compile(r"[。；;！!？?]")
_PLACEHOLDER = re.compile(r"^[….。·、\-—/\\\s＊*]*$")
_YEAR = re.compile(r"^20(?:[0-4]\d年度?|[0-3]\d)$")
#: A cell with more characters than this is prose.
PROSE = 40


@lru_cache(maxsize=65536)
def is_operator(text: str) -> bool:
    """An operator column's cell: ≥ ≤ > < = 定性, in any spelling."""
    return fold(text).translate(sign_folding()).strip("$") in _OPERATORS


def is_comparison(text: str) -> bool:
    """An operator that compares with a figure: all but 定性, 定量 and the like."""
    return fold(text).translate(sign_folding()).strip("$") in _COMPARISONS


def kinds_of_indicators() -> frozenset[str]:
    """The words that say of what kind an indicator is: 定性, 定量."""
    return _KINDS


def is_amount(text: str) -> bool:
    """A figure alone, with at most a unit behind it: what money and staff tables hold."""
    return is_figure_with_unit(compact(text))


def has_figure(text: str) -> bool:
    """Whether a digit stands anywhere in it."""
    return any(character.isdecimal() for character in fold(text))


def is_placeholder(text: str) -> bool:
    """Nothing, dots or dashes: what a form leaves where there is nothing to say."""
    return bool(_PLACEHOLDER.match(compact(text)))


def is_prose(text: str) -> bool:
    """A sentence or more: longer than a label or with the punctuation of sentences inside."""
    words = compact(text)
    return len(words) > PROSE or bool(_SENTENCE.search(words[:-1]))


def year_of(text: str) -> str:
    """The year of a head such as `2022年`; empty for any other text."""
    word = fold(text)
    return word[:4] if _YEAR.match(word) else ""
