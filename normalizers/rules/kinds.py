"""The statements of a scoring rule put into their right kinds by what stands beside them: a 计 that adds up or ranks, a
得 that is paid once or for each, a 得 after a step that is a 扣."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from normalizers.rules.bounds import bound, bounds
from normalizers.rules.states import last_clause
from normalizers.rules.text import NUMBER, Statement, condition
from normalizers.rules.worths import PAID, step_of

_DOWN = re.compile(r"每?(?:有)?(?:减少|少|降低|下降|降|低|缺|超|超过|超出|延迟|推迟)")
_EACH = re.compile(r"(?:[\u4e00-\u9fff]{0,8}[率数量额度收])?每(?![月年季周天日])[^,;。0-9每]{0,8}?[0-9一二两三半十]")
_ONE_OF = re.compile(
    r"(?:符合|满足|达到|完成|具备|做到)(?:其中)?(?:的)?[一1](?:[项个条类次点场期家户村人](?:[要条任指][点件务标])?|个?(?:季度|月))$|^[一1][项个条](?:符合|达标|完成|满足)$"
)
_FOR_EACH = re.compile(rf"各(?:得|计|记)(?:{NUMBER})分[,:;。]{{0,2}}(.{{4,400}})$")
_MORE_THAN_ALL = re.compile(r"^超额?(?:完成|过目标值?|出目标值?)(?:的|部分)?$")
# More than so much of something, which is no step of it.
_EXCEEDS = re.compile(r"以上|超过|大于|高于|及以上")


def settled_kinds(found: Sequence[Statement], text: str) -> tuple[list[Statement], list[str]]:
    """The statements of a prepared rule put into their right kinds, and what of it is doubtful."""
    found = _each_of_a_list(found, text)
    repaired = _added_up(_limited(_at_once(_in_degrees([_meant(statement) for statement in _bracketed(found)]))))
    doubts: list[str] = []
    for place, statement in enumerate(repaired):
        paid = any(one.kind == "award" for one in repaired[:place])
        falls = _DOWN.match(statement.condition) and re.search(NUMBER, statement.condition)
        if paid and statement.kind == "award" and falls and not _is_band(statement.condition):
            repaired[place] = replace(statement, kind="deduct")
            doubts = ["得 after a step is read as 扣"]
    return repaired, doubts


def _each_of_a_list(found: Sequence[Statement], text: str) -> Sequence[Statement]:
    """`各得0.5分：①合同齐全；②验收规范` as an award for each part of the list behind it."""
    listed = _FOR_EACH.search(text)
    if listed is None or len(found) != 1 or found[0].kind not in ("award", "part"):
        return found
    parts = [part for part in (condition(piece) for piece in re.split("[;。]", listed[1])) if part]
    return [replace(found[0], kind="award", condition=part) for part in parts] if len(parts) > 1 else found


def _is_band(condition: str) -> bool:
    """Whether it asks for results below or above a figure, and counts no steps: 低于85%, 减少10%以内."""
    return not condition.startswith("每") and bool(bounds(condition))


def _limited(found: Sequence[Statement]) -> list[Statement]:
    """`最多3分` behind deductions alone is the most that goes."""
    off = any(one.kind == "deduct" for one in found) and not any(one.kind == "bonus" for one in found)
    return [replace(one, kind="most_off") if one.kind == "most_on" and off else one for one in found]


def _in_degrees(found: Sequence[Statement]) -> list[Statement]:
    """`良好计4分，一般计2分，违约计0分`: of parts that add up none pays nothing, so these shut each other out; and
    `超额完成得满分` beside a formula says where that ends."""
    kinds = {one.kind for one in found}
    found = [replace(one, kind="award") if "zero" in kinds and one.kind == "part" else one for one in found]
    counted = kinds & {"formula", "prorata"}
    return [replace(one, kind="capped") if counted and _MORE_THAN_ALL.search(one.condition) else one for one in found]


def _at_once(found: Sequence[Statement]) -> list[Statement]:
    """`提前10天以上完成的加1分` pays once where nothing else pays, for it counts no steps."""
    if any(one.kind in (*PAID, "base") for one in found):
        return list(found)

    def once(one: Statement) -> bool:
        return (
            one.kind == "bonus"
            and "每" not in one.condition
            and (step_of(one.condition) is None or _EXCEEDS.search(one.condition) is not None)
        )

    return [replace(one, kind="award") if once(one) else one for one in found]


def _bracketed(found: Sequence[Statement]) -> list[Statement]:
    """`发放9000份为满分（4分）` as the award that it is."""
    joined: list[Statement] = []
    for one in found:
        if joined and joined[-1].kind == "full" and one.kind == "award" and one.condition in ("", "标准"):
            joined[-1] = replace(joined[-1], kind="award", amount=one.amount)
        else:
            joined.append(one)
    return joined


def _added_up(found: Sequence[Statement]) -> list[Statement]:
    """`符合一项得1分，满分4分` and `培训1人次得0.02分，上限8分` pay for each; without the 满分 they pay once."""
    most = next((one.amount for one in found if one.kind in ("whole", "most_on")), None)
    if most is None:
        return list(found)
    paid = [one for one in found if one.kind in (*PAID, "zero", "deduct", "deduct_share", "bonus")]

    def counts(one: Statement) -> bool:
        if one.kind != "award" or one.amount is None or one.amount >= most:
            return False
        alone = len(paid) == 1 and not bounds(one.condition) and step_of(one.condition) is not None
        return alone or _ONE_OF.search(one.condition) is not None

    return [replace(one, kind="bonus") if counts(one) else one for one in found]


def _meant(statement: Statement) -> Statement:
    """计 and 满分 on a bound of their own give points like 得; 得 and 计 for each step of more are a bonus."""
    last = last_clause(statement.condition)
    if statement.kind in ("award", "part") and _EACH.match(last) and not _DOWN.match(last):
        return replace(statement, kind="bonus")
    bounded = (
        statement.kind in ("part", "whole")
        and bound(statement.condition) is not None
        and statement.condition[0] != "共"
    )
    return replace(statement, kind="award") if bounded else statement
