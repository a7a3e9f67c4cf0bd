"""Heads of columns that no list has, told by what they are made of: 财政终评得分, 加扣分说明, 比较方式."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extractors.knowledge import alternatives

_LONGEST = 24
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]|[:：*＊\s]")
#: What each group of `[head_parts]` ends a head with, and the role of such a column.
_ROLES = {
    "wide": "level1",
    "narrow": "level2",
    "single": "name",
    "changes": "other",
    "shares": "other",
    "owners": "other",
    "standards": "other",
    "paces": "other",
    "outlooks": "other",
    "reasons": "remark",
    "rules": "rule",
    "meanings": "explanation",
    "proofs": "evidence",
    "signs": "operator",
    "scores": "score",
}


@lru_cache(maxsize=16384)
def composed_head(text: str) -> str:
    """The role of a head made of the words of such heads alone: a level, `name`, `score`, `second_score`, `remark`,
    `operator`, `rule`, `explanation`, `evidence`, or `other` for what is computed from the rest; empty for any other
    head."""
    if len(text) > 2 * _LONGEST:
        return ""
    found = _pattern().fullmatch(_BRACKETS.sub("", text))
    if found is None:
        return ""
    role = next(role for group, role in _ROLES.items() if found[group])
    return "second_score" if role == "score" and found["checking"] else role


@cache
def _pattern() -> re.Pattern[str]:
    """Words of time and of who says it, then what a column holds."""
    part = alternatives("head_parts")
    before = rf"(?:{part['before']})"
    return re.compile(
        rf"(?:{before}){{0,3}}(?:(?P<checking>(?:{part['checking']}){{1,3}})|{before})?(?:"
        rf"(?P<changes>{part['changes']})|(?P<shares>(?:{part['measured']})(?:{part['shares']}))"
        rf"|(?:{part['judged']})(?:(?P<wide>{part['wide']})|(?P<narrow>{part['narrow']})|(?P<single>{part['single']}))"
        rf"|(?P<owners>(?:{part['duties']})(?:{part['owners']}))|(?P<standards>{part['standards']})"
        rf"|(?P<paces>{part['paces']})|(?P<outlooks>(?:预计)?(?:{part['outlooks']})(?:{part['reached']}))"
        rf"|(?P<reasons>(?:(?:{part['explained']})[及和与、/]?){{1,3}}(?:{part['reasons']})(?:[及和与、/](?:{part['reasons']}))?)"
        rf"|(?P<rules>(?:{part['scored']})(?:{part['rules']}))"
        rf"|(?:{part['meant']})(?P<meanings>{part['meanings']})"
        rf"|(?:(?:需|应|须)?提供的?)?(?:{part['proved']})(?:性)?(?P<proofs>{part['proofs']})(?:名称|清单)?"
        rf"|(?P<signs>(?:{part['compared']})(?:{part['signs']}))|(?P<scores>{part['scores']}))"
    )
