"""Small filings for the tests of the checks, from a line of notation."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from pipeline.checks import check
from schema.filing import Amount, Field, Filing, Goal, Indicator
from schema.finding import Finding
from schema.place import Place
from schema.reading import Printed
from schema.rule import ScoringRule
from schema.value import PeriodValue, Value

#: Printed unit to kind, base unit and factor: as much as the tests need, and no parser of ours.
UNITS = {
    "": ("quantity", "", "1"),
    "%": ("ratio", "1", "0.01"),
    "元": ("money", "元", "1"),
    "万元": ("money", "元", "10000"),
    "亿元": ("money", "元", "100000000"),
    "亿元人民币": ("money", "元", "100000000"),
    "万美元": ("money", "美元", "10000"),
    "亿美元": ("money", "美元", "100000000"),
    "人": ("quantity", "人", "1"),
    "分": ("quantity", "分", "1"),
    "个": ("quantity", "个", "1"),
    "次": ("quantity", "次", "1"),
    "家": ("quantity", "家", "1"),
    "吨": ("quantity", "kg", "1000"),
    "小时": ("duration", "小时", "1"),
    "年": ("duration", "月", "12"),
    "月": ("date", "", "1"),
}
_NUMBER = re.compile(r"(增长|下降)?(>=|<=|≥|≤|>|<|=)?(-?\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?(.*)")
_OPERATORS = {"≥": ">=", "≤": "<="}


def value(raw: str) -> Value:
    """A value as the normalizers would give it: a number with its unit, else a word."""
    found = _NUMBER.fullmatch(raw.strip())
    if not raw.strip():
        return Value()
    if not found or found[5] not in UNITS:
        return Value(raw, text=raw, kind="qualitative")
    text, sign, number, top, unit = (part or "" for part in found.groups())
    return made(raw, _OPERATORS.get(sign, sign), number, top, unit, text)


def made(raw: str, op: str, number: str, top: str, unit: str, text: str = "") -> Value:
    """A value of these parts, with its base."""
    kind, base, factor = UNITS[unit]
    if kind == "date":
        return Value(raw, op, Decimal(number), unit=unit, kind=kind)
    most = Decimal(top) if top else None
    return Value(
        raw, op, Decimal(number), most, unit, kind, text, Decimal(number) * Decimal(factor),
        None if most is None else most * Decimal(factor), base,
    )  # fmt: skip


def filing(notation: str, form: str = "self-evaluation", year: str = "2024") -> Filing:
    """A filing from `;`-separated entries, in document order.

    `T heading`, `P prose`, `F key=value`, `G kind/horizon: text`, `A item@label=value`, `N item@label=value` (told),
    `I name | target | actual | weight | score | remark | level2 | horizon`, `R points/threshold/unit/words` (the rule
    of the indicator before it), `S points` (those that its rule gives), `H year=value` (its history), `Y project` (of
    what follows). Each G, T and P is a block of its own, N stands in the block before it, and the rest in the table
    that the last `B` began.
    """
    builder = _Builder(form)
    for entry in filter(None, (part.strip() for part in notation.split(";"))):
        builder.take(entry[0], entry[1:].strip())
    return builder.filing(year)


class _Builder:
    def __init__(self, form: str) -> None:
        self.form, self.project = form, ""
        self.block, self.table, self.row, self.home = 0, 0, 0, 0
        self.parts: dict[str, list[Any]] = {
            key: [] for key in ("titles", "texts", "indicators", "amounts", "goals", "fields")
        }

    def take(self, kind: str, rest: str) -> None:
        getattr(self, f"take_{kind.lower()}")(rest)

    def spot(self) -> Place:
        if not self.table:
            self.take_b("")
        self.row += 1
        return Place(block=self.home, table=self.table, row=self.row)

    def take_b(self, rest: str) -> None:
        self.block, self.table, self.row = self.block + 1, self.table + 1, 0
        self.home = self.block

    def take_y(self, rest: str) -> None:
        self.project = rest

    def prose(self, key: str, text: str) -> None:
        self.block += 1
        self.parts[key].append(Printed(text, Place(block=self.block)))

    def take_t(self, rest: str) -> None:
        self.prose("titles", rest)

    def take_p(self, rest: str) -> None:
        self.prose("texts", rest)

    def take_g(self, rest: str) -> None:
        head, _, text = rest.partition(":")
        kind, _, horizon = head.partition("/")
        self.block += 1
        place = Place(block=self.block)
        self.parts["goals"].append(
            Goal(f"g{self.block}", kind, text.strip(), self.project, horizon or "annual", place=place)
        )

    def amount(self, rest: str, source: str, place: Place) -> None:
        name, _, raw = rest.rpartition("=")
        item, _, label = name.partition("@")
        key = f"a{len(self.parts['amounts'])}"
        self.parts["amounts"].append(Amount(key, item, value(raw), self.project, label, source, place))

    def take_a(self, rest: str) -> None:
        self.amount(rest, "table", self.spot())

    def take_n(self, rest: str) -> None:
        self.amount(rest, "narrative", Place(block=self.block))

    def take_f(self, rest: str) -> None:
        name, _, text = rest.partition("=")
        self.parts["fields"].append(
            Field(f"f{len(self.parts['fields'])}", name, text, project=self.project, place=self.spot())
        )

    def take_i(self, rest: str) -> None:
        cells = [cell.strip() for cell in rest.split("|")] + [""] * 8
        name, target, actual, weight, score, remark, level2, horizon = cells[:8]
        self.parts["indicators"].append(
            Indicator(
                f"i{len(self.parts['indicators'])}",
                self.form,
                name,
                name,
                project=self.project,
                horizon=horizon or "annual",
                level1="产出指标",
                level2=level2,
                target=value(target),
                actual=value(actual),
                weight=Decimal(weight) if weight else None,
                weight_raw=weight,
                score=Decimal(score) if score else None,
                score_raw=score,
                remark=remark,
                place=self.spot(),
            )
        )

    def change(self, **parts: Any) -> None:
        from dataclasses import replace

        self.parts["indicators"][-1] = replace(self.parts["indicators"][-1], **parts)

    def take_r(self, rest: str) -> None:
        points, threshold, unit, *words = [*rest.split("/"), "", ""]
        numbers = [Decimal(each) if each else None for each in (threshold, points)]
        self.change(rule=ScoringRule(rest, "", numbers[0], unit, numbers[1]), scoring_rule=words[0])

    def take_s(self, rest: str) -> None:
        self.change(recomputed=Decimal(rest))

    def take_h(self, rest: str) -> None:
        period, _, raw = rest.partition("=")
        past = self.parts["indicators"][-1].history
        self.change(history=(*past, PeriodValue(period, value(raw))))

    def filing(self, year: str) -> Filing:
        parts = {key: tuple(each) for key, each in self.parts.items()}
        return Filing("text", self.form, year, "青岚县商务局", **parts)


def checked(case: Filing) -> tuple[Finding, ...]:
    """What does not add up in the filing; a check that breaks fails the test."""
    faults: list[str] = []
    found = check(case, faults)
    assert faults == []
    return found
