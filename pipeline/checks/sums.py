"""Money tables: totals are the sum of their parts, income is expenditure, shares are shares."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from normalizers.text import bare
from pipeline.checks._figures import HALF, Figure, Sum, add_up, percent
from pipeline.checks._knowledge import holds_any, section
from pipeline.checks._ledger import Family, column, families, is_total, lines
from pipeline.checks._wording import error, info, name
from schema.filing import Filing
from schema.finding import Finding
from schema.parts import Check

_NO_MONEY = ("share", "rate", "control", "score", "weight")


def _rule(family: Family) -> str:
    """The rule that a family's sum comes under; empty where its parts need not be all there are."""
    head = bare(family.parent[-1]) if family.parent else ""
    for key, rule in (("three_public", "three-public-mismatch"), ("official_cars", "three-public-mismatch")):
        if holds_any(head, "exhaustive", key):
            return rule
    if head in section("exhaustive")["project"]:
        return "project-sum-mismatch"
    listed = holds_any(head, "exhaustive", "parents")
    return "sum-mismatch" if listed or (family.total and is_total(family.total.leaf)) else ""


def _columns(family: Family) -> Iterator[tuple[str, Figure, list[Figure], bool]]:
    """Each column with its total, its parts, and whether a part that other columns print is missing here."""
    printed = [line.figures() for line in family.parts]
    for label, total in (family.total.figures() if family.total else {}).items():
        parts = [figures[label] for figures in printed if label in figures]
        if column(label).kind not in _NO_MONEY and total.unit != "1":
            yield label, total, parts, len(parts) < len(printed)


def _verdict(addition: Sum, rule: str, is_short: bool) -> str:
    """`error`, `info` for what rounding explains, or empty where it holds or cannot be told."""
    if addition.is_exact:
        return ""
    if addition.difference < 0 and (not rule or is_short or len(addition.parts) < 2):
        return ""
    return "info" if addition.is_rounding else "error"


def _broken(family: Family, rule: str) -> Iterator[tuple[str, str, Sum]]:
    """The columns that do not add up: verdict, label and addition."""
    for label, total, parts, is_short in _columns(family):
        addition = add_up(total, parts)
        verdict = _verdict(addition, rule, is_short) if addition else ""
        if addition and verdict:
            yield verdict, label, addition


def _sums(family: Family) -> Iterator[Finding]:
    """One finding a family and verdict, however many of its columns are wrong."""
    rule = _rule(family)
    found = list(_broken(family, rule))
    for verdict, say, tail in (("error", error, ""), ("info", info, "，属四舍五入")):
        columns = [(label, addition) for each, label, addition in found if each == verdict]
        for label, addition in columns[:1]:
            more = f"等{len(columns)}列" if len(columns) > 1 else ""
            where = f"（{label}{more}）" if label or more else ""
            text = f"{name(family.name)}{where}为{addition.total.words}，而分项{addition.words}{tail}"
            yield say(rule or "sum-mismatch", text, project=family.project)


def _amount(family: Family | None) -> dict[str, Figure]:
    return family.total.figures() if family and family.total else {}


def _pairs(known: tuple[Family, ...]) -> Iterator[Finding]:
    heads = {(each.project, bare(each.parent[-1])): each for each in known if each.parent}
    rows = {(line.project, bare(line.leaf)): line for each in known for line in (*each.parts, each.total) if line}
    for project in dict.fromkeys(each.project for each in known):
        for income, expense in section("income_expense")["pairs"]:
            sides = [
                _amount(heads.get((project, side)))
                or (rows[project, side].figures() if (project, side) in rows else {})
                for side in (income, expense)
            ]
            yield from _unequal(project, (income, expense), sides)


def _unequal(project: str, names: tuple[str, str], sides: list[dict[str, Figure]]) -> Iterator[Finding]:
    for label, one in sides[0].items():
        other = sides[1].get(label)
        if column(label).kind in _NO_MONEY or other is None or other.unit != one.unit:
            continue
        if abs(one.size - other.size) * 2 >= max(one.grain, other.grain):
            where = f"（{label}）" if label else ""
            text = f"{name(names[0])}合计{where}{one.words}，不等于{name(names[1])}合计{other.words}"
            yield error("income-expense-mismatch", text, project=project)


def _shares(family: Family) -> Iterator[Finding]:
    whole = family.total.figures() if family.total else {}
    money = next((label for label in whole if column(label).kind not in _NO_MONEY and not column(label).year), None)
    if money is None or whole[money].size <= 0:
        return
    for line in family.parts:
        figures = line.figures()
        shares = line.of_kind("share")
        if shares and money in figures:
            yield from _share(family, line.leaf, shares[0][1], figures[money], whole[money])


def _share(family: Family, leaf: str, share: Figure, part: Figure, whole: Figure) -> Iterator[Finding]:
    real = part.size / whole.size
    if part.unit == whole.unit and abs(real - share.size) > share.grain * HALF * Decimal("1.01"):
        text = f"{name(leaf)}占比印为{share.words}，{part.words}占{whole.words}的{percent(real)}"
        yield error("share-mismatch", text, project=family.project)


def _whole_shares(family: Family) -> Iterator[Finding]:
    """The printed shares of a family that has a total add up to 100%."""
    shares = [found[0][1] for line in family.parts if (found := line.of_kind("share"))]
    if family.total is None or len(shares) < 2 or len(shares) < len(family.parts):
        return
    total = sum((each.size for each in shares), Decimal(0))
    if abs(total - 1) > sum((each.grain for each in shares), Decimal(0)) * HALF:
        text = f"{name(family.name)}各项占比之和为{percent(total)}，不等于100%"
        yield error("share-mismatch", text, project=family.project)


def _run(filing: Filing) -> Iterator[Finding]:
    known = families(lines(filing))
    for family in known:
        broken = list(_sums(family))
        yield from broken
        # Where the money does not add up, its shares cannot be judged.
        if all(finding.severity == "info" for finding in broken):
            yield from _shares(family)
            yield from _whole_shares(family)
    yield from _pairs(known)


SUMS = Check(
    "sums",
    ("sum-mismatch", "three-public-mismatch", "project-sum-mismatch", "income-expense-mismatch", "share-mismatch"),
    _run,
)
