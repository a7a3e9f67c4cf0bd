"""The older project form: 长期绩效指标 and 年度绩效指标 one below the other, 指标内容, 备注."""

from __future__ import annotations

from random import Random

from corpus import funds, issuer, prose, rows
from corpus.invention import Box, Column, Fields, Form, Goals, Indicators, Invention, Prose
from corpus.lexicon import sentence

NAME = "older"
COLUMNS = (Column("level1", "一级指标"), Column("level2", "二级指标"), Column("name", "指标内容"),
           Column("target", "指标值"), Column("remark", "备注"))  # fmt: skip


def invent(random: Random) -> Invention:
    """One project with a long-term and an annual table of the same columns."""
    year, who = str(random.randint(2014, 2022)), issuer.issuer(random)
    project = issuer.projects(random, who, year, 1)[0]
    distant = rows.draw(random, rows.Plan(random.randint(4, 9), year, who.sector))
    annual = rows.draw(random, rows.Plan(random.randint(5, 14), year, who.sector))
    name, telephone = issuer.person(random), issuer.telephone(random)
    far = (sentence(random, "plain_objectives"),)
    form = Form("project-target", (
        Fields((("填报单位", who.body),), roles=frozenset({"填报单位"})),
        Fields((("项目名称", project),), roles=frozenset({"项目名称"})),
        Fields((("项目负责人", name), ("联系电话", telephone))),
        *funds.applied(random, funds.amount(random, 5, 500))[:1],
        Goals("", (Box("长期绩效目标", "objective", far),), "long-term"),
        Goals("", (Box("年度绩效目标", "objective", prose.objectives(random, annual, who)),)),
        Indicators("长期绩效指标", COLUMNS, distant, "long-term"),
        Indicators("年度绩效指标", COLUMNS, annual),
    ), project)  # fmt: skip
    parts = (Prose("财政支出项目绩效目标申报表", "title"), Prose(f"（{year}年度）", "year"), form)
    return Invention(NAME, "project-target", year, who.body, parts)
