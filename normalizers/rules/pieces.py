"""The pieces of a scoring rule: which results earn what, by interval, by grade, by word or by conditions met."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from normalizers.quantities.numbers import parse_number as number
from normalizers.rules.bounds import bounds, dated, settled
from normalizers.rules.formulas import formula, held_to
from normalizers.rules.intervals import intervals, numbered
from normalizers.rules.states import (
    ALL_MET,
    conditions_met,
    grade_pattern,
    graded,
    is_otherwise,
    known_grade,
    last_clause,
    opposed,
    shuts_out,
    state,
)
from normalizers.rules.text import NUMBER, Statement
from normalizers.rules.worths import PAID, Pieces, accident, alike, span, step_of, unshared

_FORMULA_LONGEST = 120


def pieces(found: Sequence[Statement], text: str) -> Pieces:
    """The first way of telling pieces that fits the rule; empty for a plain threshold with steps."""
    ways: tuple[Callable[[Sequence[Statement], str], Pieces], ...] = (
        _met, _grades, _grade_intervals, _formulas, _bonus, _accident, intervals, _words, _parts, _rated,
    )  # fmt: skip
    return next((made for way in ways if (made := way(found, text))), ())


def _grades(found: Sequence[Statement], _: str) -> Pieces:
    """`优秀得10分，良好得8分`, `健全得3分，基本健全得2分，不健全不得分`."""
    paying = [statement for statement in found if statement.kind in (*PAID, "zero")]
    if sum(statement.kind in ("part", "whole") for statement in found) > 1:
        return ()
    down = bool(paying) and paying[-1].kind == "zero"
    grades = graded([statement.condition for statement in paying], down)
    if not grades:
        named = [known_grade(statement.condition) for statement in paying]
        paying = paying if len(named) > 1 and all(named) else []
        grades = tuple(named) if paying else ()
    return tuple({"grade": grade, **worth} for grade, worth in zip(grades, alike(paying), strict=True))


def _rated(_: Sequence[Statement], text: str) -> Pieces:
    """`优=95%，良=85%`: grades told as rates of completion."""
    rated = re.findall(rf"(?<![\u4e00-\u9fff])({grade_pattern()})[=:]({NUMBER})%", text)
    return tuple({"grade": grade, "x": number(figure)} for grade, figure in rated) if len(rated) > 1 else ()


def _grade_intervals(_: Sequence[Statement], text: str) -> Pieces:
    """`优秀（大于90分）、良好（80-90分）`, `90分以上为优秀`: an edge that two grades print belongs to the upper one."""
    printed = re.findall(rf"({grade_pattern()})[(]([^()]{{1,30}})[)]", text)
    if not printed:
        told = re.findall(rf"([^,;。为]{{2,24}})为({grade_pattern()})(?=[,;。、]|$)", text)
        printed = [(grade, asked) for asked, grade in told]
    ranged = [(grade, found[0]) for grade, inside in printed if (found := bounds(inside))]
    if len(ranged) < 2:
        return ()
    made = [span(one) | {"grade": grade} for grade, one in ranged]
    return tuple(unshared(made, [one for _, one in ranged]))


def _met(found: Sequence[Statement], _: str) -> Pieces:
    """`两类都达到…；只有一类…；都达不到…`: how many of the conditions are met."""
    counted: dict[int, Statement] = {}
    for statement in found:
        if statement.kind in (*PAID, "zero") and (met := conditions_met(statement.condition)) is not None:
            counted.setdefault(met, statement)
    if len([met for met in counted if met]) < 2:
        return ()
    if ALL_MET in counted:
        counted[max(counted) + 1] = counted.pop(ALL_MET)
    worths = alike(list(counted.values()))
    made = [{"met": count, **worth} for count, worth in zip(counted, worths, strict=True)]
    return tuple(sorted(made, key=lambda piece: -int(str(piece["met"]))))


def _formulas(found: Sequence[Statement], text: str) -> Pieces:
    """The one formula of a rule without intervals; `按比例` is the result's share of the target."""
    if numbered(found):
        return ()
    capped = any(statement.kind == "capped" for statement in found)
    printed = next((one.expression for one in found if one.kind == "formula"), "")
    expression = printed or _formula_alone(found, text)
    read, _ = formula(expression, capped, bool(printed)) if expression else ("", "")
    most = next((one.amount for one in found if one.kind == "most_on" and one.amount is not None), None)
    if read:
        return ({"formula": held_to(read, most) if most is not None and "W" not in read else read},)
    return ({"formula": "min(a/t,1)*W"},) if any(statement.kind == "prorata" for statement in found) else ()


def _formula_alone(found: Sequence[Statement], text: str) -> str:
    """The formula that a rule is without saying so, before what caps it: 实际完成值/目标值×分值，最高得满分."""
    if len(text) > _FORMULA_LONGEST or any(statement.kind != "capped" for statement in found):
        return ""
    alone = found[0].condition if found else text.rstrip("。;")
    return "" if re.search("[,;。]", alone) else alone


def _bonus(found: Sequence[Statement], _: str) -> Pieces:
    """`每增加10家加1分，最多加5分`; what is counted one by one comes in whole numbers. What is added to full points has
    no pieces, for no form gives more than those."""
    if any(statement.kind in ("award", "full") for statement in found):
        return ()
    added = next((statement for statement in found if statement.kind == "bonus"), None)
    most = next((statement.amount for statement in found if statement.kind in ("most_on", "whole")), None)
    step = step_of(added.condition) if added else None
    if added is None or added.amount is None or step is None or not step[0]:
        return ()
    steps = f"x*{added.amount:f}" if step[0] == 1 else f"floor(x/{step[0]:f})*{added.amount:f}"
    base = next((statement.amount for statement in found if statement.kind == "base"), None)
    steps = f"{base:f}+{steps}" if base is not None else steps
    return ({"formula": f"min({steps},{most:f})" if most is not None else steps},)


def _accident(found: Sequence[Statement], _: str) -> Pieces:
    """`发生一起…，本项不得分`, alone: all for none, nothing from the first."""
    paid = [statement for statement in found if statement.kind not in ("until", "discretion")]
    if [statement.kind for statement in paid] != ["zero"]:
        return ()
    counted = accident(paid[0].condition)
    if counted is None:
        return ()
    none: dict[str, object] = {"lo": None, "lo_incl": True, "hi": Decimal(0), "hi_incl": True, "share": Decimal(1)}
    return (none, {"lo": counted[0], "lo_incl": True, "hi": None, "hi_incl": False, "share": Decimal(0)})


def _words(found: Sequence[Statement], _: str) -> Pieces:
    """`是得2分，否得0分`, `符合要求的得满分，否则不得分`, or the parts that a rule adds up."""
    parts = [statement for statement in found if statement.kind == "part" and statement.condition]
    deducted = any(statement.kind.startswith("deduct") for statement in found)
    if parts and not deducted:
        return tuple({"cond": state(part.condition), "points": part.amount} for part in parts)
    paid = [statement for statement in found if statement.kind in ("award", "full", "share", "half")]
    zeros = [statement for statement in found if statement.kind == "zero"]
    told = [*paid, *zeros[:1]]
    if len(told) == 2 and len(found) - len(told) < 1 + len(zeros) and not deducted and not numbered(found):
        return _either(told[0], told[1])
    if len(paid) > 1 and not numbered(found) and not deducted:
        names = [one.condition if one.kind != "zero" else _otherwise(one.condition) for one in told]
        return tuple({"cond": last_clause(name), **worth} for name, worth in zip(names, alike(told), strict=True))
    if len(zeros) == 1 and len(found) == 1 and not numbered(found):
        return ({"cond": state(zeros[0].condition), "points": Decimal(0)},)
    return ()


def _parts(found: Sequence[Statement], text: str) -> Pieces:
    """`到位率100%得2分；到位及时得2分`: parts set apart by a stop, none of which shuts out another."""
    apart = all(re.search(rf"分[;。](?:[a-z][.)]|[(]?\d[).])?{re.escape(one.condition)}", text) for one in found[1:])
    if len(found) < 2 or any(one.kind != "award" or not one.condition for one in found) or not apart:
        return ()
    if len(numbered(found)) > 1 or any(shuts_out(one.condition) for one in found):
        return ()
    return tuple({"cond": last_clause(one.condition), "points": one.amount} for one in found)


def _either(paid: Statement, other: Statement) -> Pieces:
    """Two states and what each pays."""
    figure = settled(paid.condition) is not None or re.search("[≥≤]", paid.condition) is not None
    bounded = figure or dated(paid.condition)
    names = opposed(paid.condition, other.condition, bounded)
    return tuple({"cond": name, **worth} for name, worth in zip(names, alike([paid, other]), strict=True))


def _otherwise(condition: str) -> str:
    return "否则" if is_otherwise(condition) else condition
