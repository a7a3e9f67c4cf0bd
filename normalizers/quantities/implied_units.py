"""What the name of an indicator says of its number: a unit that it prints or implies, or at least a kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from normalizers.knowledge import table
from normalizers.quantities.units import BRACKETED, FOLD, Unit, known_units, match_unit, sole_unit
from normalizers.text import compact

# What a template prints where its figure will stand: （≥**平方米）.
_TEMPLATE = re.compile(r"^[≥≤><=≧≦]{0,2}(?:\*{1,4}|×{1,4}|[xX]{2,4}|_{1,8}|…)?")
_NAME_END = re.compile(r"(?:指标|合计|小计|总计|情况|数量)$")


@dataclass(frozen=True, slots=True)
class Implied:
    """What an indicator's name says of its number: a unit, or at least a kind; `word` is what says so.

    `stated` is true where the name prints the unit itself: 成交额（亿元）.
    """

    unit: Unit | None = None
    kind: str = ""
    word: str = ""
    stated: bool = False


@lru_cache(maxsize=8192)
def implied_by(name: str) -> Implied:
    """What the name of an indicator implies for a bare number: …率 a %, …次数 a 次, …金额 money without a unit."""
    folded = compact(name).translate(FOLD)
    for bracket in reversed(list(BRACKETED.finditer(folded))):
        inner = _TEMPLATE.sub("", bracket[1])
        found = sole_unit(inner)
        last = bracket.end() == len(folded)
        if found and (last or not found.countable):
            return Implied(found, found.kind, inner, stated=True)
    bare = BRACKETED.sub("", folded).strip(":：、，。“”\"'")
    words = table("units")["implied"]
    if any(bare.endswith(word) for word in words["none"]["words"]):
        return Implied(kind="quantity")
    if bare.endswith("数量") and not bare.removesuffix("数量").endswith(tuple(words["kind"]["money"])):
        return _by_ending(bare) or Implied(kind="quantity")
    if bare.endswith(tuple(words["sums"]["words"])):
        return Implied(kind="money")
    return _by_ending(bare) or _by_printed_unit(bare) or Implied(kind=_money_kind(bare))


def _by_ending(bare: str) -> Implied | None:
    endings: dict[str, str] = table("units")["implied"]["unit"]
    for name in dict.fromkeys((bare, _NAME_END.sub("", bare), _NAME_END.sub("", _NAME_END.sub("", bare)))):
        for length in range(min(len(name), 5), 0, -1):
            unit = endings.get(name[-length:])
            if unit:
                found = known_units()[unit]
                return Implied(found, found.kind, name[-length:])
        counter = _counter(name)
        if counter:
            return Implied(counter, counter.kind, name[-len(counter.printed) - 1 :])
    return None


def _counter(name: str) -> Unit | None:
    if not name.endswith("数") or len(name) < 2:
        return None
    for length in (2, 1):
        unit = known_units().get(name[-1 - length : -1])
        if unit and unit.countable and len(name) > length:
            return unit if length == 1 or unit.printed[-1] in "次时" else None
    return None


def _by_printed_unit(bare: str) -> Implied | None:
    """完成外贸进出口亿元人民币: a scaled unit of money, or a currency, at the end of the name."""
    for start in range(max(0, len(bare) - 8), len(bare) - 1):
        found = match_unit(bare, start)
        if found and found[1] == len(bare) and found[0].kind == "money" and (found[0].scale or start < len(bare) - 2):
            return Implied(found[0], "money", bare[start:], stated=True)
    return None


def money_at_end(name: str) -> Unit | None:
    """The unit of money that a name ends with, in brackets or not, and no figure before it: 进出口（亿美元）."""
    found = _unit_at_end(compact(name).translate(FOLD))
    return found[0] if found is not None and found[0].kind == "money" else None


def without_unit_at_end(name: str) -> str:
    """A folded name without the unit of money, of weight, of heads or the per cent sign that it ends with."""
    found = _unit_at_end(name)
    return name if found is None else name[: found[1]].rstrip("(（")


def _unit_at_end(text: str) -> tuple[Unit, int] | None:
    """The longest unit that counts by itself at the end of a text (no 个 or 项), and where it begins."""
    bare = text.rstrip(")）")
    for start in range(max(1, len(bare) - 8), len(bare)):
        found = match_unit(bare, start)
        plain = found is not None and (not found[0].countable or found[0].printed == "人次")
        if found is None or found[1] != len(bare) or not plain or bare[start - 1] in "十百千万亿.≥≤><=/0123456789":
            continue
        if found[0].kind in ("money", "ratio") or found[0].base in ("kg", "人次"):
            return found[0], start
    return None


def _money_kind(bare: str) -> str:
    words: list[str] = table("units")["implied"]["kind"]["money"]
    for word in words:
        if bare.endswith(word) or (len(word) > 1 and word in bare):
            return "money"
    return ""


def is_about(name: str, subject: str) -> bool:
    """True where the name holds one of the words listed for a subject: `duration`, `date`, `nothing`, `bounded`."""
    words: list[str] = table("units")["implied"]["kind"][subject]
    return any(word in name for word in words)


def ends_about(name: str, subject: str) -> bool:
    """True where the name ends in one of the words listed for a subject: 资金支付时间 is about time, not money."""
    words: list[str] = table("units")["implied"]["kind"][subject]
    return _NAME_END.sub("", BRACKETED.sub("", name.strip())).endswith(tuple(words))
