"""The pieces of a scoring rule: which results earn what, by interval, by grade, by word or by conditions met."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from normalizers.numbers import parse_number as number
from normalizers.rule_bounds import Bound, beyond, bound, bounds, dated, one_sided, settled, unit_pattern, whole_unit
from normalizers.rule_formulas import falling, formula
from normalizers.rule_states import (
    ALL_MET,
    conditions_met,
    grade_pattern,
    graded,
    is_otherwise,
    known_grade,
    last_clause,
    opposed,
    state,
)
from normalizers.rule_text import NUMBER, Statement, words

Piece = dict[str, object]
Pieces = tuple[Piece, ...]

_PAID = ("award", "part", "full", "share", "half")
_OTHERWISE = re.compile(r"否|反之|未|不|其他|其它|其余|没有|低于|超|逾|达不到")
_FORMULA_LONGEST = 120


def pieces(found: Sequence[Statement], text: str) -> Pieces:
    """The first way of telling pieces that fits the rule; empty for a plain threshold with steps."""
    ways: tuple[Callable[[Sequence[Statement], str], Pieces], ...] = (
        _met, _grades, _grade_intervals, _formulas, _bonus, _accident, _intervals, _words, _rated,
    )  # fmt: skip
    return next((made for way in ways if (made := way(found, text))), ())


def _worth(statement: Statement) -> Piece:
    """What a statement pays: points, or a share of the weight."""
    match statement.kind:
        case "full":
            return {"share": Decimal(1)}
        case "half":
            return {"share": Decimal("0.5")}
        case "share":
            return {"share": (statement.amount or Decimal(0)) / 100}
        case "zero":
            return {"points": Decimal(0)}
    return {"points": statement.amount}


def _alike(found: Sequence[Statement]) -> list[Piece]:
    """What statements pay, a zero in the measure of the others."""
    paid = [statement for statement in found if statement.kind in _PAID]
    share = bool(paid) and paid[0].kind in ("full", "half", "share")
    worths = [_worth(statement) for statement in found]
    zero: Piece = {"share": Decimal(0)} if share else {"points": Decimal(0)}
    return [zero if statement.kind == "zero" else worth for statement, worth in zip(found, worths, strict=True)]


def _grades(found: Sequence[Statement], _: str) -> Pieces:
    """`优秀得10分，良好得8分`, `健全得3分，基本健全得2分，不健全不得分`."""
    paying = [statement for statement in found if statement.kind in (*_PAID, "zero")]
    if sum(statement.kind in ("part", "whole") for statement in found) > 1:
        return ()
    down = bool(paying) and paying[-1].kind == "zero"
    grades = graded([statement.condition for statement in paying], down)
    if not grades:
        named = [statement for statement in paying if known_grade(statement.condition)]
        paying = named if len(named) > 1 else []
        grades = tuple(known_grade(statement.condition) for statement in paying)
    return tuple({"grade": grade, **worth} for grade, worth in zip(grades, _alike(paying), strict=True))


def _rated(_: Sequence[Statement], text: str) -> Pieces:
    """`优=95%，良=85%`: grades told as rates of completion."""
    rated = re.findall(rf"(?<![\u4e00-\u9fff])({grade_pattern()})[=:]({NUMBER})%", text)
    return tuple({"grade": grade, "x": number(figure)} for grade, figure in rated) if len(rated) > 1 else ()


def _grade_intervals(_: Sequence[Statement], text: str) -> Pieces:
    """`优秀（大于90分）、良好（80-90分）`: an edge that two grades print belongs to the upper one."""
    printed = re.findall(rf"({grade_pattern()})[(]([^()]{{1,30}})[)]", text)
    ranged = [(grade, found[0]) for grade, inside in printed if (found := bounds(inside))]
    if len(ranged) < 2:
        return ()
    made = [_span(one) | {"grade": grade} for grade, one in ranged]
    return tuple(_unshared(made, [one for _, one in ranged]))


def _span(one: Bound) -> Piece:
    return {"lo": one.lo, "lo_incl": one.lo_incl, "hi": one.hi, "hi_incl": one.hi_incl}


def _unshared(made: list[Piece], stated: Sequence[Bound]) -> list[Piece]:
    """The same spans, an edge that two of them hold left to the one that claims it more plainly, else to the upper."""
    claims = [(0, 0)] * len(made)
    claims[: len(stated)] = [(one.lo_claim, one.hi_claim) for one in stated]
    settled_spans = [dict(piece) for piece in made]
    for low, (_, claim) in zip(settled_spans, claims, strict=True):
        for high, (other, _) in zip(settled_spans, claims, strict=True):
            if low is high or low["hi"] is None or low["hi"] != high["lo"]:
                continue
            if low["hi_incl"] and high["lo_incl"]:
                low["hi_incl"], high["lo_incl"] = claim > other, claim <= other
    return settled_spans


def _met(found: Sequence[Statement], _: str) -> Pieces:
    """`两类都达到…；只有一类…；都达不到…`: how many of the conditions are met."""
    counted: dict[int, Statement] = {}
    for statement in found:
        if statement.kind in (*_PAID, "zero") and (met := conditions_met(statement.condition)) is not None:
            counted.setdefault(met, statement)
    if len([met for met in counted if met]) < 2:
        return ()
    if ALL_MET in counted:
        counted[max(counted) + 1] = counted.pop(ALL_MET)
    worths = _alike(list(counted.values()))
    made = [{"met": count, **worth} for count, worth in zip(counted, worths, strict=True)]
    return tuple(sorted(made, key=lambda piece: -int(str(piece["met"]))))


def _formulas(found: Sequence[Statement], text: str) -> Pieces:
    """The one formula of a rule without intervals; `按比例` is the result's share of the target."""
    if _numbered(found):
        return ()
    printed = [statement for statement in found if statement.kind == "formula"]
    capped = any(statement.kind == "capped" for statement in found)
    alone = "" if printed else _formula_alone(found, text)
    expression = printed[0].expression if printed else alone
    read, _ = formula(expression, capped, bool(printed)) if expression else ("", "")
    if read:
        return ({"formula": read},)
    return ({"formula": "min(a/t,1)*W"},) if any(statement.kind == "prorata" for statement in found) else ()


def _formula_alone(found: Sequence[Statement], text: str) -> str:
    """The formula that a rule is without saying so, before what caps it: 实际完成值/目标值×分值，最高得满分."""
    if len(text) > _FORMULA_LONGEST or any(statement.kind != "capped" for statement in found):
        return ""
    alone = found[0].condition if found else text.rstrip("。;")
    return "" if re.search("[,;。]", alone) else alone


def _bonus(found: Sequence[Statement], _: str) -> Pieces:
    """`每增加10家加1分，最多加5分`; what is counted one by one comes in whole numbers."""
    added = next((statement for statement in found if statement.kind == "bonus"), None)
    most = next((statement.amount for statement in found if statement.kind in ("most_on", "whole")), None)
    step = step_of(added.condition) if added else None
    if added is None or added.amount is None or step is None or not step[0]:
        return ()
    steps = f"x*{added.amount:f}" if step[0] == 1 else f"floor(x/{step[0]:f})*{added.amount:f}"
    base = next((statement.amount for statement in found if statement.kind == "base"), None)
    steps = f"{base:f}+{steps}" if base is not None else steps
    return ({"formula": f"min({steps},{most:f})" if most is not None else steps},)


def step_of(condition: str) -> tuple[Decimal | None, str] | None:
    """The step that a condition counts, its number and unit: `每减少10亿` gives 10 and 亿; None for no step."""
    counted = re.compile(rf"({NUMBER})({unit_pattern()})")
    clauses = [condition[condition.rfind("每") :]] if "每" in condition else re.split(r"[,;。]", condition)
    last = clauses[-1]
    if match := next((match for clause in reversed(clauses) if (match := counted.search(clause))), None):
        return number(match[1]), whole_unit(match[2])
    if not last.startswith("每"):
        return None
    if match := re.search(rf"({NUMBER})([\u4e00-\u9fff]{{1,3}})?$", last):
        return number(match[1]), match[2] or ""
    unit = re.search(rf"(?:{unit_pattern()})$", last)
    return (Decimal(1), whole_unit(unit[0])) if unit else None


def accident(condition: str) -> tuple[Decimal, str] | None:
    """What a condition counts that must not happen: `发生一起事故`, `出现安全事故`; None for another."""
    if not re.match(r"(?:如|若|凡)?(?:本年度?|年内|全年)?(?:发生|发现|出现|有|存在|造成|被)", condition):
        return None
    step = step_of(condition)
    if step is not None and step[0] is not None:
        return step[0], step[1]
    listed: dict[str, list[str]] = words()["accidents"]
    return next(
        ((Decimal(1), unit) for unit, names in listed.items() if any(name in condition for name in names)), None
    )


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


def _numbered(found: Sequence[Statement]) -> list[tuple[Statement, Bound]]:
    """The statements that pay by an interval of numbers, each with its interval."""
    kinds = (*_PAID, "zero", "formula")
    paying = [statement for statement in found if statement.kind in kinds]
    pairs = [(one, (bound if one.kind == "formula" else settled)(_asked(one))) for one in paying]
    if any(one is not None and one.op == "<=" and one.hi == 0 for _, one in pairs):
        pairs = [(statement, one or _happened(statement)) for statement, one in pairs]
    return [(statement, one) for statement, one in pairs if one is not None and one.has_number]


def _happened(statement: Statement) -> Bound | None:
    """`发生事故不得分` beside `无事故得5分`: from the first accident on."""
    counted = accident(statement.condition) if statement.kind == "zero" else None
    return None if counted is None else one_sided(">=", counted[0], counted[1])


def _asked(statement: Statement) -> str:
    """The condition; of a formula its last clause alone, for figures stand in what explains it."""
    return last_clause(statement.condition) if statement.kind == "formula" else statement.condition


def _intervals(found: Sequence[Statement], _: str) -> Pieces:
    """Intervals that pay, and what lies between or beyond them where the rule says what that pays."""
    ranged = _numbered(found)
    units = {one.unit for _, one in ranged if one.unit}
    if len(units) > 1 or all(statement.kind == "zero" for statement, _ in ranged):
        return ()
    rest = _rest(found, ranged)
    if len(ranged) == 1 and rest is None:
        return ({**_span(ranged[0][1]), **_worth(ranged[0][0])},) if not ranged[0][1].op else ()
    worths = _alike([statement for statement, _ in ranged])
    spans = _stacked([one for _, one in ranged])
    made = [_span(one) | _paid(paid, worth) for one, (paid, _), worth in zip(spans, ranged, worths, strict=True)]
    if len(ranged) == 1 and rest is not None and ranged[0][1].op:
        made.append(_span(beyond(ranged[0][1])) | _rest_worth(rest, ranged[0]))
    filled = _filled(made, found, ranged)
    return tuple(_unshared(filled, [one for _, one in ranged] if len(filled) == len(ranged) else ()))


def _stacked(ranged: list[Bound]) -> list[Bound]:
    """Bounds of one direction as the steps that they are: 达到100%…，达到90%… is from 90 up to 100."""
    floors = sorted({one.lo for one in ranged if one.op in (">=", ">", "=") and one.lo is not None})
    tops = sorted({one.hi for one in ranged if one.op in ("<=", "<") and one.hi is not None})
    spans: list[Bound] = []
    for one in ranged:
        above = next((floor for floor in floors if one.lo is not None and floor > one.lo), None)
        below = next((top for top in reversed(tops) if one.hi is not None and top < one.hi), None)
        if one.op in (">=", ">") and above is not None:
            one = replace(one, hi=above, hi_incl=False)
        elif one.op in ("<=", "<") and below is not None and not any(other.lo == below for other in ranged):
            one = replace(one, lo=below, lo_incl=False)
        spans.append(one)
    return spans


def _paid(statement: Statement, worth: Piece) -> Piece:
    if statement.kind != "formula":
        return worth
    return {"formula": formula(statement.expression)[0]}


def _rest(found: Sequence[Statement], ranged: Sequence[tuple[Statement, Bound]]) -> Statement | None:
    """The statement on all else: `否则不得分`, `其余按比例得分`."""
    numbered = [statement for statement, _ in ranged]
    others = (statement for statement in found if statement.kind in ("zero", "prorata") and statement not in numbered)
    return next((statement for statement in others if _OTHERWISE.search(statement.condition)), None)


def _rest_worth(rest: Statement, main: tuple[Statement, Bound]) -> Piece:
    statement, one = main
    if rest.kind == "zero":
        return _alike([statement, rest])[1]
    whole = "W" if statement.amount is None else f"{statement.amount:f}"
    return {"formula": f"x/{one.lo:f}*{whole}" if one.lo else f"min(t/a,1)*{whole}"}


def _filled(made: list[Piece], found: Sequence[Statement], ranged: Sequence[tuple[Statement, Bound]]) -> list[Piece]:
    """With the gap between full marks and a cut-off filled by steps or in proportion, where the rule says so."""
    if len(ranged) != 2 or ranged[1][0].kind != "zero" or not (ranged[0][1].op and ranged[1][1].op):
        return made
    (top, upper), (_, lower) = ranged
    rising = upper.lo is not None
    low, high = (lower.hi, upper.lo) if rising else (upper.hi, lower.lo)
    worth = _between(found, top, upper, rising)
    if low is None or high is None or worth is None or low >= high:
        return made
    low_incl = not lower.hi_incl if rising else not upper.hi_incl
    high_incl = not upper.lo_incl if rising else not lower.lo_incl
    gap: Piece = {"lo": low, "lo_incl": low_incl, "hi": high, "hi_incl": high_incl or rising}
    return [made[0], gap | worth, made[1]]


def _between(found: Sequence[Statement], top: Statement, upper: Bound, rising: bool) -> Piece | None:
    deducted = next((statement for statement in found if statement.kind == "deduct"), None)
    step = step_of(deducted.condition) if deducted else None
    if deducted and deducted.amount is not None and step and step[0]:
        return {"formula": falling(top.amount, upper.value or Decimal(0), step[0], deducted.amount, rising)}
    if any(statement.kind == "prorata" for statement in found) and upper.lo:
        whole = "W" if top.amount is None else f"{top.amount:f}"
        return {"formula": f"x/{upper.lo:f}*{whole}"}
    return None


def _words(found: Sequence[Statement], _: str) -> Pieces:
    """`是得2分，否得0分`, `符合要求的得满分，否则不得分`, or the parts that a rule adds up."""
    parts = [statement for statement in found if statement.kind == "part" and statement.condition]
    deducted = any(statement.kind.startswith("deduct") for statement in found)
    if parts and not deducted:
        return tuple({"cond": state(part.condition), "points": part.amount} for part in parts)
    paid = [statement for statement in found if statement.kind in ("award", "full", "share", "half")]
    zeros = [statement for statement in found if statement.kind == "zero"]
    told = [*paid, *zeros[:1]]
    if len(told) == 2 and len(found) - len(told) < 1 + len(zeros) and not deducted and not _numbered(found):
        return _either(told[0], told[1])
    if len(paid) > 1 and not _numbered(found) and not deducted:
        names = [one.condition if one.kind != "zero" else _otherwise(one.condition) for one in told]
        return tuple({"cond": last_clause(name), **worth} for name, worth in zip(names, _alike(told), strict=True))
    if len(zeros) == 1 and len(found) == 1 and not _numbered(found):
        return ({"cond": state(zeros[0].condition), "points": Decimal(0)},)
    return ()


def _either(paid: Statement, other: Statement) -> Pieces:
    """Two states and what each pays."""
    figure = settled(paid.condition) is not None or re.search("[≥≤]", paid.condition) is not None
    bounded = figure or dated(paid.condition)
    names = opposed(paid.condition, other.condition, bounded)
    return tuple({"cond": name, **worth} for name, worth in zip(names, _alike([paid, other]), strict=True))


def _otherwise(condition: str) -> str:
    return "否则" if is_otherwise(condition) else condition
