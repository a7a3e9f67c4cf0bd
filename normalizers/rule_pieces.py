"""The pieces of a scoring rule: which results earn what, by interval, by grade, by word or by conditions met."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache

from normalizers.numbers import parse_number as number
from normalizers.rule_bounds import Bound, beyond, bound, bounds, settled, unit_pattern, whole_unit
from normalizers.rule_formulas import falling, formula
from normalizers.rule_text import NUMBER, NUMBERING, Statement, choice, words
from normalizers.words import cut

Piece = dict[str, object]
Pieces = tuple[Piece, ...]

_PAID = ("award", "part", "full", "share", "half")
_OTHERWISE = re.compile(r"否|反之|未|不|其他|其它|其余|没有|低于|超|逾|达不到")
# A condition shorter than this is a state and stands as printed; a longer one is told as met or not.
_STATE = 5
_FORMULA_LONGEST = 120
_MET = (
    (2, re.compile(r"(?:两|二)(?:个|类|项|者|种)(?!.*其中一)|(?:都|均)(?:达|符|满)")),
    (1, re.compile(r"其中(?:之)?一|(?:只|仅)有?(?:一|1)|任(?:一|意一)|一(?:项|类|个)(?:达|符|满)")),
    (0, re.compile(r"^(?:都|均|全部)?(?:达不到|不达|未达|不满足|不符合|未满足)")),
)


def pieces(found: Sequence[Statement], text: str) -> Pieces:
    """The first way of telling pieces that fits the rule; empty for a plain threshold with steps."""
    ways: tuple[Callable[[Sequence[Statement], str], Pieces], ...] = (
        _grades, _grade_intervals, _met, _formulas, _bonus, _accident, _intervals, _words, _rated,
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


@lru_cache(maxsize=1)
def _grade() -> str:
    return choice(words()["grades"]["words"])


def _grades(found: Sequence[Statement], _: str) -> Pieces:
    """`优秀得10分，良好得8分`."""
    ranked = [
        (statement, _last_grade(statement.condition)) for statement in found if statement.kind in (*_PAID, "zero")
    ]
    graded = [(statement, grade) for statement, grade in ranked if grade]
    if len(graded) > 1:
        worths = _alike([statement for statement, _ in graded])
        return tuple({"grade": grade, **worth} for (_, grade), worth in zip(graded, worths, strict=True))
    return ()


def _rated(_: Sequence[Statement], text: str) -> Pieces:
    """`优=95%，良=85%`: grades told as rates of completion."""
    rated = re.findall(rf"(?<![\u4e00-\u9fff])({_grade()})[=:]({NUMBER})%", text)
    return tuple({"grade": grade, "x": number(figure)} for grade, figure in rated) if len(rated) > 1 else ()


def _last_grade(condition: str) -> str:
    """The grade that a condition is; empty where it is another."""
    last = re.split(r"[,;。:]", condition)[-1].strip("\"“”'")
    match = re.fullmatch(rf"([\u4e00-\u9fff]{{0,6}}?)[“\"]?({_grade()})[”\"]?(?:等级|等次|档)?", last)
    return match[2] if match and (not match[1] or len(match[2]) > 1) else ""


def _grade_intervals(_: Sequence[Statement], text: str) -> Pieces:
    """`优秀（大于90分）、良好（80-90分）`: an edge that two grades print belongs to the upper one."""
    printed = re.findall(rf"({_grade()})[(]([^()]{{1,30}})[)]", text)
    ranged = [(grade, found[0]) for grade, inside in printed if (found := bounds(inside))]
    if len(ranged) < 2:
        return ()
    made = [_span(one) | {"grade": grade} for grade, one in ranged]
    return tuple(_unshared(made))


def _span(one: Bound) -> Piece:
    return {"lo": one.lo, "lo_incl": one.lo_incl, "hi": one.hi, "hi_incl": one.hi_incl}


def _unshared(made: list[Piece]) -> list[Piece]:
    """The same spans, none holding an edge that the span above it holds as well."""
    lowest = {piece["lo"] for piece in made if piece["lo"] is not None and piece["lo_incl"]}
    return [piece | {"hi_incl": bool(piece["hi_incl"]) and piece["hi"] not in lowest} for piece in made]


def _met(found: Sequence[Statement], _: str) -> Pieces:
    """`两类都达到…；只有一类…；都达不到…`: how many of the conditions are met."""
    counted: dict[int, Statement] = {}
    for statement in found:
        if statement.kind in (*_PAID, "zero"):
            last = re.split(r"[,;。](?=(?:两|都|均|达|只|仅|不|未|一|其中))", statement.condition)[-1]
            met = next((count for count, pattern in reversed(_MET) if pattern.search(last)), None)
            if met is not None:
                counted.setdefault(met, statement)
    if set(counted) < {1, 2}:
        return ()
    worths = _alike(list(counted.values()))
    made = [{"met": count, **worth} for count, worth in zip(counted, worths, strict=True)]
    return tuple(sorted(made, key=lambda piece: -int(str(piece["met"])))) if {1, 2} <= set(counted) else ()


def _formulas(found: Sequence[Statement], text: str) -> Pieces:
    """The one formula of a rule without intervals; `按比例` is the result's share of the target."""
    if _numbered(found):
        return ()
    printed = [statement for statement in found if statement.kind == "formula"]
    capped = any(statement.kind == "capped" for statement in found)
    alone = text.rstrip("。;") if not found and len(text) <= _FORMULA_LONGEST else ""
    expression = printed[0].expression if printed else alone if not re.search("[,;。]", alone) else ""
    read, unit = formula(expression, capped, bool(printed)) if expression else ("", "")
    if read and unit:
        return (_everywhere() | {"formula": read},)
    if read:
        return ({"formula": read},)
    return ({"formula": "min(a/t,1)*W"},) if any(statement.kind == "prorata" for statement in found) else ()


def _everywhere() -> Piece:
    return {"lo": None, "lo_incl": True, "hi": None, "hi_incl": False}


def _bonus(found: Sequence[Statement], _: str) -> Pieces:
    """`每增加10家加1分，最多加5分`."""
    added = next((statement for statement in found if statement.kind == "bonus"), None)
    most = next((statement.amount for statement in found if statement.kind in ("most_on", "whole")), None)
    step = step_of(added.condition) if added else None
    if added is None or added.amount is None or step is None or not step[0]:
        return ()
    steps = f"floor(x/{step[0]:f})*{added.amount:f}"
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


def _accident(found: Sequence[Statement], _: str) -> Pieces:
    """`发生一起…，本项不得分`, alone: all for none, nothing from the first."""
    paid = [statement for statement in found if statement.kind not in ("until", "discretion")]
    if [statement.kind for statement in paid] != ["zero"] or not re.match(r"(?:如|若)?(?:发|出|有)", paid[0].condition):
        return ()
    step = step_of(paid[0].condition)
    if step is None or step[0] is None:
        return ()
    none: dict[str, object] = {"lo": None, "lo_incl": True, "hi": Decimal(0), "hi_incl": True, "share": Decimal(1)}
    return (none, {"lo": step[0], "lo_incl": True, "hi": None, "hi_incl": False, "share": Decimal(0)})


def _numbered(found: Sequence[Statement]) -> list[tuple[Statement, Bound]]:
    """The statements that pay by an interval of numbers, each with its interval."""
    kinds = (*_PAID, "zero", "formula")
    paying = [statement for statement in found if statement.kind in kinds]
    pairs = [(one, (bound if one.kind == "formula" else settled)(_asked(one))) for one in paying]
    return [(statement, one) for statement, one in pairs if one is not None and one.has_number]


def _asked(statement: Statement) -> str:
    """The condition; of a formula its last clause alone, for figures stand in what explains it."""
    return _last(statement.condition) if statement.kind == "formula" else statement.condition


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
    made = [_span(one) | _paid(statement, worth) for (statement, one), worth in zip(ranged, worths, strict=True)]
    if len(ranged) == 1 and rest is not None and ranged[0][1].op:
        made.append(_span(beyond(ranged[0][1])) | _rest_worth(rest, ranged[0]))
    return tuple(_unshared(_filled(made, found, ranged)))


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
    if deducted and deducted.amount is not None and step and step[0] and top.amount is not None:
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
    paid = [statement for statement in found if statement.kind in ("award", "full")]
    zeros = [statement for statement in found if statement.kind == "zero"]
    if len(paid) == 1 and len(zeros) == 1 and not deducted:
        return _either(paid[0], zeros[0])
    if len(paid) > 1 and not _numbered(found) and not deducted:
        told = [*paid, *zeros[:1]]
        names = [one.condition if one.kind != "zero" else _otherwise(one.condition) for one in told]
        return tuple({"cond": _last(name), **worth} for name, worth in zip(names, _alike(told), strict=True))
    if len(zeros) == 1 and len(found) == 1 and not _numbered(found):
        return ({"cond": state(zeros[0].condition), "points": Decimal(0)},)
    return ()


def _either(paid: Statement, zero: Statement) -> Pieces:
    """Two states and what each pays: as printed where both are short, else met or not."""
    names = [paid.condition, zero.condition]
    short = all(0 < len(name) < _STATE for name in names) and _otherwise(names[1]) != "否则"
    named = names if short else ["达到", "否则"]
    return tuple({"cond": name, **worth} for name, worth in zip(named, _alike([paid, zero]), strict=True))


def _otherwise(condition: str) -> str:
    return "否则" if condition in ("否则", "反之", "其他", "其他情况", "") else condition


def _last(condition: str) -> str:
    """The last clause of a condition, without numbering."""
    return NUMBERING.sub("", re.split(r"[,;。]", condition)[-1])[:40]


def state(condition: str) -> str:
    """What a condition asks in a word: its state (相关, 健全), what is not done (未公开), else its last clause."""
    last = _last(condition)
    if last[:1] in ("未", "不"):
        return last[0] + cut(last[1:])[0] if len(last) > 1 else last
    match = re.search(rf"(?:{choice(words()['states']['words'])})$", last)
    return match[0] if match else last
