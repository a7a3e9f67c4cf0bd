"""Forms with 四级指标: the finest level names the indicator, the third groups it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from random import Random

from corpus import funds, issuer, prose, rows
from corpus.figures import printed
from corpus.invention import (
    Box,
    Column,
    Fields,
    Form,
    Goals,
    Indicators,
    Invention,
    Planted,
    Prose,
    Row,
    Section,
    Total,
)
from corpus.lexicon import head, words

NAME = "four-levels"
LEVELS = (
    Column("level1", "一级指标"),
    Column("level2", "二级指标"),
    Column("level3", "三级指标"),
    Column("name", "四级指标"),
)


def _thirds(random: Random, drawn: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with a third level each; neighbours of a class share one or fall into two."""
    done: list[Row] = []
    for _, group in groupby(drawn, key=lambda row: (row.level1, row.level2)):
        members = list(group)
        key = "满意度" if "满意度" in members[0].level2 else members[0].level2
        names = random.sample(words()["thirds"][key], 2)
        cut = random.randint(1, len(members))
        for i, row in enumerate(members):
            done.append(replace(row, texts={**row.texts, "level3": names[i >= cut]}))
    return tuple(done)


def invent(random: Random) -> Invention:
    """One project's targets, or its results with points, in four levels."""
    year, who = str(random.randint(2019, 2025)), issuer.issuer(random)
    project = issuer.projects(random, who, year, 1)[0]
    scored = random.random() < 0.5
    points = Decimal(90) if scored else None
    layout = random.choice(rows.LAYOUTS)
    plan = rows.Plan(random.choice((9, 12, 16, 24)), year, who.sector, scored, points, layout=layout)
    drawn = _thirds(random, rows.draw(random, plan))
    roles = ("target", "actual", "weight", "score", "remark") if scored else ("target",)
    columns = (*LEVELS, *rows.columns(random, roles))
    boxes = [Box(head(random, "objective"), "objective", prose.objectives(random, drawn, who))]
    planted: tuple[Planted, ...] = ()
    if scored:
        boxes.append(Box(head(random, "completion"), "completion", prose.completions(random, drawn, who)))
        drawn, planted = rows.lose_reason(random, drawn, project)
    money, total = _money(random, drawn, scored)
    form = Form("self-evaluation" if scored else "project-target", (
        Fields((("项目名称", project),), roles=frozenset({"项目名称"})),
        Fields((("主管部门", who.body), ("实施单位", who.body)), roles=frozenset({"主管部门", "实施单位"})),
        money,
        Goals("年度总体目标", tuple(boxes), layout="columns"),
        Indicators(random.choice(("绩效指标", "")), columns, drawn),
        *total,
    ), project)  # fmt: skip
    title = "项目支出绩效自评表" if scored else "项目支出绩效目标申报表"
    return Invention(
        NAME, form.kind, year, who.body, (Prose(title, "title"), Prose(f"（{year}年度）", "year"), form), planted
    )


def _money(random: Random, drawn: Sequence[Row], scored: bool) -> tuple[Section, tuple[Total, ...]]:
    side = "项目资金\n（万元）"
    if not scored:
        return funds.sources(random, funds.amount(random, 5, 900), side), ()
    spent = funds.spending(random)
    score = sum((row.score or Decimal(0) for row in drawn), spent.score)
    return funds.results(random, spent, side, True), (Total("总分", "100", printed(score)),)
