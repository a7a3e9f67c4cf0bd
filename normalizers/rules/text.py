"""A 评分标准 cut into statements: what is asked, and what it earns or costs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from normalizers.knowledge import table
from normalizers.quantities.numbers import parse_number
from normalizers.quantities.numerals import DIGITS
from normalizers.text import fold

# Signs of lists, fractions and raised figures, which would read as figures of the number beside them once folded.
_SET_OFF = re.compile(
    "[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209c\u2150-\u215f\u218a\u218b\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]"
)
# 目标值的80%: a share of the target, beside which the target itself is 100 %.
_SHARE_OF_TARGET = re.compile(r"(?:目标值|指标值|计划数|计划值|目标数)的(?=[0-9]{1,3}%)")
_ALL_OF_TARGET = re.compile(r"(?:年度|年初)?(?:目标值|指标值|计划数|计划值|目标数)")
# 目标值95%: the figure of the target beside its name.
_PRINTED_TARGET = re.compile(r"(?:目标值|指标值)(?=[0-9]{1,3}(?:\.[0-9]{1,2})?%)")
# 九成五 is 9.5 成.
_TENTHS = re.compile(r"([一二三四五六七八九])成([一二三四五六七八九半])")
# 高于90%(含90%) holds the number, though 高于 alone does not.
_HELD = re.compile(r"(?:(高于|大于|超过|多于)|低于|小于|少于)([0-9.]{1,12}[^0-9(),;。]{0,3})[(]含[^()]{0,8}[)]")
# 1:2 behind a sign is a half.
_QUOTIENT = re.compile(r"(?<=[≥≤><=于到])([0-9]{1,4}):([1-9][0-9]{0,3})(?![0-9.])")
# 一千二百张: a number in words of more than two places.
_IN_WORDS = re.compile(
    r"(?<![零一二两三四五六七八九十百千万第])[一二两三四五六七八九](?:千(?![米克瓦])|百(?!分))"
    r"[零一二三四五六七八九十百]{0,7}(?!千)"
)
# 很满意5分、满意4分: parts of a list.
_LISTED = re.compile(r"(?<=[0-9]分)[、/]")
# What a rate is multiplied by to be told in per cents: 完成率=实际/目标×100%.
_IN_PER_CENT = re.compile(r"[×*]100%")
_GROUPED = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_GRAIN = Decimal("0.000001")
#: What numbers a part of a rule: `1.`, `（二）`, 一是.
NUMBERING = re.compile(
    r"^(?:[(]?[0-9一二三四五六七八九十]{1,2}[)]|[0-9]{1,2}[.,、:](?![0-9])|[一二三四五六七八九]是|[a-d][.)])"
)

#: A number in figures or in words.
NUMBER = r"(?<![0-9.])[0-9]{1,15}(?:\.[0-9]{1,10})?|(?:[零一二两三四五六七八九十半]|百(?!分)){1,5}"
_POINTS = rf"({NUMBER})分(?!钟|之|类|位|项|点)"


def words() -> dict[str, Any]:
    """The lists of `rules.toml`."""
    return table("rules")


def choice(listed: Sequence[str]) -> str:
    """A pattern for one of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))


def prepared(raw: str) -> str:
    """The rule in one width and one way of writing each sign, without blanks, numbers ungrouped."""
    text = fold(_SET_OFF.sub(";", raw))
    for printed, sign in words()["signs"].items():
        text = text.replace(printed, sign)
    text = _IN_PER_CENT.sub("", text)
    text = _QUOTIENT.sub(_divided, _LISTED.sub(",", _IN_WORDS.sub(_in_figures, text)))
    text = _HELD.sub(lambda held: f"{'≥' if held[1] else '≤'}{held[2]}", text)
    text = _PRINTED_TARGET.sub("", _TENTHS.sub(_in_tenths, _GROUPED.sub("", text)))
    return _ALL_OF_TARGET.sub("100%", _SHARE_OF_TARGET.sub("", text)) if _SHARE_OF_TARGET.search(text) else text


def _divided(match: re.Match[str]) -> str:
    return format((Decimal(match[1]) / Decimal(match[2])).quantize(_GRAIN).normalize(), "f")


def _in_figures(match: re.Match[str]) -> str:
    value = parse_number(match[0])
    return match[0] if value is None else f"{value:f}"


def _in_tenths(match: re.Match[str]) -> str:
    return f"{DIGITS[match[1]]}.{DIGITS.get(match[2], 5)}成"


# Words that lead a condition in, or over to what it pays, and ask nothing: 若已公示则.
_LEADING = re.compile(r"^(?:若|如果|凡是?|对于)(?=[\u4e00-\u9fff]{2})")
_TRAILING = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:(?<![立随])即可?|(?<![规原细准])则|便|才可?)$")
_POINTS_PAID = re.compile(r"[得扣计]\d{1,3}(?:\.\d{1,3})?分")


def names_points(text: str) -> bool:
    """Whether a stretch of text pays or takes points: 得5分, 扣0.5分."""
    return _POINTS_PAID.search(text) is not None


@dataclass(frozen=True, slots=True)
class Statement:
    """A condition and what follows from it.

    `kind` is `award`, `part` (计: parts that add up), `full`, `half`, `share`, `zero`, `deduct`, `deduct_share`,
    `bonus`, `base` (what a bonus is added to), `prorata`, `formula`, `discretion`, `until`, or of the whole rule
    `whole`, `least`, `most_off`, `most_on`, `capped`.
    """

    kind: str
    condition: str = ""
    amount: Decimal | None = None
    expression: str = ""


_WEIGHT = r"(?:该|本)?项?(?:指标)?(?:总分|满分|标准分|分值|权重分?)"
_GIVEN = r"(?:得分|计分|记分|打分|评分|扣分|给分|赋分|折算|计算|扣减|计|记|得|扣|给|赋)"
_KINDS = (
    ("most_off", rf"(?:最多|最高|至多|累计|总共)可?扣(?:除|减)?{_POINTS}|(?:累计)?扣分(?:最多|最高)?不超过{_POINTS}"),
    (
        "most_on",
        rf"(?:最多|最高|至多|不超过|上限|封顶|以|累计|加满)可?(?:不超过|加|得|计|为)?{_POINTS}(?:为限|为?止)?"
        rf"|{_POINTS}封顶",
    ),
    ("least", rf"(?:最低|最少|至少)(?:得|为|计)?{_POINTS}"),
    (
        "whole",
        rf"(?:共计?|满分|总分|合计)(?:为|是|:)?{_POINTS}|(?:本|该)(?:项指标|项|指标)(?:分值)?[为共计:]?{_POINTS}(?=[,;。:])"
        rf"|^[(]?{_POINTS}[)]?(?=[,;。每缺少]|发现|出现)",
    ),
    (
        "capped",
        rf"(?:最高|最多)?(?:得分)?不超过{_WEIGHT}|以(?:满分|分值|{_WEIGHT})为限|(?:最高|最多)(?:可?得|计|为)?(?:满分|100%)"
        r"|(?:超过|大于|高于|达到)100%(?:以上)?的?,?(?:均|都)?(?:按|以)100%(?:计算?|核算|计分|为准)?|超(?:过|额|出)?(?:部分)?(?:完成)?(?:的)?不(?:再)?加分"
        r"|超过(?:该|本)?(?:项)?(?:指标)?(?:分值|权重分?|满分)的?,?按(?:该|本)?(?:项)?(?:指标)?(?:分值|权重分?|满分)(?:计算|计分?|记分?)"
        r"|超(?:过|出|额)?(?:完成)?(?:年度|年初|预期)?(?:目标|计划|任务|指标)[值数量]?的?(?:部分)?,?(?:均|都)?(?:按|以|计|得)(?:该|本)?(?:项)?(?:指标)?满分(?:计算|计分?|记分?)?"
        r"|(?:超过|大于|高于)100%(?:以上)?的?,?(?:均|都)?(?:按|以|计|得)(?:该|本)?(?:项)?(?:指标)?满分(?:计算|计分?|记分?)?",
    ),
    ("base", rf"基(?:础|本|准)分值?(?:为|是|:)?{_POINTS}"),
    ("by_direction", rf"[按以]照?[(]?(?:b/a或a/b|a/b或b/a|b/a(?=[×*]))[^,;。]{{0,20}}{_GIVEN}"),
    (
        "formula",
        r"得分[=:](?=[^,;。=]{0,60}[×*÷/])([^,;。=≥≤]{1,160})|[按以]照?([^,;。=≥≤0-9×][^,;。=≥≤×]{1,60}×[^,;。=]{1,40}?)(?:计算)?(?:得分|计分|记分)"
        rf"|(?:^|(?<=[,;。:]))([^,;。:=≥≤0-9]{{2,40}}×(?:{NUMBER}))分(?=[,;。]|$)"
        r"|(?:^|(?<=[,;。:]))([^,;。:=≥≤]{2,80}×[^,;。:=≥≤]{1,40})=[^,;。=0-9]{0,6}得分",
    ),
    (
        "zero",
        r"不(?:予|能)?(?:得|计|给|记|赋)(?:该项|本项|权重)?分|不予得分|(?:得|计|记|为|(?<=[,:%上下内\u4e00-\u9fff]))(?:0|零)分"
        r"|(?:得|计)(?:0|零)(?=[,;。]|$)"
        r"|分值?(?:扣完(?!为)|全扣)|全部扣除|(?<!无)扣除?全部分值?",
    ),
    ("deduct_share", rf"(?<!不)扣(?:除|减)?[^,;。0-9扣]{{0,10}}({NUMBER})%(?:的?分值?)?"),
    ("deduct", rf"(?<!不)(?:扣|减)(?:除|减|掉)?{_POINTS}"),
    (
        "share",
        rf"(?:得|计|给|记|赋|按)({NUMBER})%的?(?:分值|权重分?|分数|(?:计|得|给|记)?分)|(?:得|计|给|记|赋|按){_WEIGHT}的({NUMBER})%(?:(?:计|得|给|记)分)?"
        rf"|(?:得|计|给|记)({NUMBER})%(?=[,;。]|$)|(?<=[上下内间,:])({NUMBER})%的?(?:分值|权重分?|满分|标准分)",
    ),
    (
        "full",
        r"(?:得|计|给|记|达|为)?(?:满|全|全部)分(?!值|的|数|为|基础|之外|[0-9])|得(?:该|本)项?(?:指标)?(?:全部)?分值"
        r"|得全部(?:权重分|分值)",
    ),
    ("half", r"(?:得|计|给)(?:一半|半数|一半的)的?分?值?"),
    (
        "award",
        rf"(?:得|给予?|赋予?|为|记为?|获|打|评)(?:{NUMBER}[-至])?{_POINTS}(?:[,(]?[即为是]满分[)]?)?|(?<=[,:%上下内]){_POINTS}(?=[,;。)]|$)|(?<=[\u4e00-\u9fff])[(]{_POINTS}[)]"
        rf"|(?<=[\u4e00-\u9fff])(?<![扣减加计满])([0-9]{{1,3}}(?:\.[0-9]{{1,2}})?)分(?=[,;。]|$)",
    ),
    ("part", rf"计{_POINTS}"),
    ("bonus", rf"加{_POINTS}"),
    (
        "prorata",
        rf"[按依据][^,;。0-9]{{0,20}}?(?:比例|完成率|比率|占比|比重|比值|完成度|百分[比率]){_GIVEN}|[按依据][^,;。0-9]{{0,16}}?(?:比例|占比|比重|百分[比率])[^,;。0-9]{{0,4}}?{_GIVEN}",
    ),
    ("discretion", r"酌情(?:扣|给|计|得|减)?分?|视情(?:况|节)?(?:轻重)?(?:酌情)?(?:扣|给|计)分"),
    ("until", r"扣(?:完|至0分|至零分|光)(?:为)?止?|直至?到?扣完|止(?=[。;,.]|$)"),
)
_SCAN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS))


def statements(text: str) -> list[Statement]:
    """The statements of a prepared rule in their order; each condition is what stands since the last one."""
    found: list[Statement] = []
    end = 0
    for match in _SCAN.finditer(text):
        kind = (match.lastgroup or "").replace("by_direction", "prorata")
        printed = next((group for group in _inner(match) if group), "")
        amount = None if kind == "formula" else parse_number(printed)
        found.append(
            Statement(kind, condition(text[end : match.start()]), amount, printed if kind == "formula" else "")
        )
        end = match.end()
    return found


def _inner(match: re.Match[str]) -> list[str]:
    """The groups inside the kind that matched, which come after its own."""
    kind = match.lastgroup or ""
    first = _SCAN.groupindex[kind]
    later = [place for place in _SCAN.groupindex.values() if place > first]
    last = min(later, default=_SCAN.groups + 1)
    return [match.group(place) or "" for place in range(first + 1, last)]


def condition(text: str) -> str:
    """What is asked, without stops around it, numbering before it and 的 behind it."""
    asked = NUMBERING.sub("", text.strip(",;。.:")).rstrip(",;。:的得计")
    return _LEADING.sub("", _TRAILING.sub("", asked))
