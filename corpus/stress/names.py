"""Indicators under the names and with the values that public filings print."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from corpus import figures
from corpus.figures import printed
from corpus.invention import Figure, Indicators, Invention, Row
from corpus.lexicon import public
from corpus.stress import changing

#: A table with one of these says more of a value than a name and a print hold.
BOUND = frozenset({"operator", "unit", "history", "rule", "weight1"})


def names(random: Random, invention: Invention) -> Invention | None:
    """Each row under a public name of its class, as long as there are any; rows that a finding is about stay."""
    about = {one.about for one in invention.planted}
    free: dict[str, list[dict[str, str]]] = {}
    for given in random.sample(public(), len(public())):
        free.setdefault(given["class"], []).append(given)

    def row(old: Row) -> Row:
        pool = free.get(_class(old.level2), [])
        if old.placeholder or old.optional or old.name in about or not pool:
            return old
        return _named(old, pool.pop())

    def table(old: Indicators) -> Indicators | None:
        if BOUND & old.roles:
            return None
        return replace(old, rows=tuple(row(each) for each in old.rows))

    return changing.tables(invention, table, abreast=True)


def _class(level2: str) -> str:
    if "满意度" in level2:
        return "满意度"
    return level2.removeprefix("经济" if level2 == "经济成本指标" else "").removesuffix("指标")


def _named(row: Row, given: dict[str, str]) -> Row:
    low, high = (Decimal(given[key]) if given[key] else None for key in ("value", "value_max"))
    target = Figure(given["raw"], given["op"], low, high, given["unit"], given["kind"], given["text"])
    return replace(row, name=given["name"], target=target, actual=_reached(target) if row.actual else None)


def _reached(target: Figure) -> Figure:
    """What was reached, with the unit printed where the target prints it."""
    if target.value is None:
        return figures.qualitative(target.text or target.raw)
    unit = target.unit if target.unit in target.raw else ""
    return Figure(printed(target.value) + unit, "", target.value, None, target.unit, target.kind)
