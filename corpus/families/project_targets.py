"""Project targets: several projects in one document under a department's prose, or one project on one sheet."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from corpus import funds, issuer, prose, rows
from corpus.figures import printed
from corpus.invention import Box, Fields, Figure, Form, Goals, Indicators, Invention, Planted, Prose, Row, Section, Told
from corpus.issuer import Issuer
from corpus.lexicon import head, sentence, word, words

NAME = "project-targets"
CONTACT = "项目负责人及联系电话"


def _capped(random: Random, drawn: tuple[Row, ...], budget: Decimal) -> tuple[Row, ...]:
    """The rows with a cost ceiling that is the budget itself, as most of these forms have it."""
    ceiling = Figure(f"≤{printed(budget)}万元", "<=", budget, None, "万元", "money")
    at = next((i for i, row in enumerate(drawn) if "成本" in row.level2), None)
    if at is None:
        return drawn
    name = random.choice(("不高于预算核定数额", "项目总成本", "支出总额控制"))
    return (
        *drawn[:at],
        Row(drawn[at].level1, drawn[at].level2, name, ceiling, texts=drawn[at].texts),
        *drawn[at + 1 :],
    )


def _quarterly(random: Random, who: Issuer, year: str, project: str) -> Form:
    plan = rows.Plan(random.randint(5, 14), year, who.sector, basis=True)
    budget = funds.amount(random, 2, 600)
    drawn = _capped(random, rows.draw(random, plan), budget)
    name, telephone = issuer.person(random), issuer.telephone(random)
    contact = Fields(
        (("项目名称", project), (CONTACT, f"{name} {telephone}")),
        {CONTACT: (("项目负责人", name), ("联系电话", telephone))},
        frozenset({"项目名称"}),
    )
    columns = rows.levels_agree(random, rows.columns(random, ["level1", "level2", "name", "target", "basis"]))
    aims = prose.objectives(random, drawn, who)
    goals = Goals("总\n体\n目\n标", (Box("年度目标", "objective", aims),), layout="columns")
    sections: tuple[Section, ...] = (
        contact,
        *funds.applied(random, budget),
        goals,
        Indicators("绩\n效\n指\n标", columns, drawn),
    )
    return Form("project-target", sections, project)


def _chapters(random: Random, who: Issuer, year: str) -> list[Prose]:
    """What a department says before its tables: an overall aim and the measures that secure it."""
    task = word(random, "tasks")
    aim = f"围绕全{who.level}中心工作，{sentence(random, 'plain_objectives')}{sentence(random, 'plain_completions')}"
    measures = [
        f"（{c}）{text}" for c, text in zip("一二三", random.sample(words()["prose"]["measures"], 3), strict=True)
    ]
    return [
        Prose("第一部分", "heading"), Prose(f"{year}年部门整体绩效目标", "title"),
        Prose("一、总体绩效目标", "heading"), Prose(aim, goal="objective"),
        Prose("二、分项绩效目标", "heading"), Prose(f"（一）{task}", "heading"), Prose("绩效目标："),
        Prose(sentence(random, "plain_objectives"), goal="objective", optional=True),
        Prose("绩效指标："), *_described(random),
        Prose("三、工作保障措施", "heading"), *(Prose(text) for text in measures), _threshold(random),
        Prose("第二部分", "heading"), Prose("专项资金绩效目标", "title"),
    ]  # fmt: skip


def _described(random: Random) -> list[Prose]:
    """Classes of indicators in running text, as some departments write before their tables."""
    said = random.sample(list(words()["prose"]["described"].items()), random.randint(2, 4))
    return [Prose(f"{level2}：{text}；", indicator=Row("", level2, text, optional=True)) for level2, text in said]


def _threshold(random: Random) -> Prose:
    """Limits of a procedure: figures that are no amounts of the year."""
    low, high = random.choice(((2000, 20000), (3000, 50000), (5000, 100000)))
    told = tuple(Told("支出", f"{n}元", Decimal(n), "元", optional=True) for n in (low, high))
    return Prose(f"（四）规范支出审批。{low}元以下的由财务负责人审核，{high}元以上的提交会议研究。", told=told)


def invent(random: Random) -> Invention:
    """Several projects, each with its heading and table; no department is named in a cell."""
    year, who = str(random.randint(2019, 2025)), issuer.issuer(random)
    names = issuer.projects(random, who, year, random.randint(2, 9))
    forms = [_quarterly(random, who, year, name) for name in names]
    parts: list[Prose | Form] = list(_chapters(random, who, year))
    for i, form in enumerate(forms):
        parts += [Prose(f"{i + 1}、{form.project}绩效目标表", "title"), form]
    planted = _over_budget(random, forms, parts)
    return Invention(NAME, "project-target", year, "", tuple(parts), planted)


def _is_ceiling(row: Row) -> bool:
    return row.target is not None and row.target.unit == "万元" and "≤" in row.target.raw


def _over_budget(random: Random, forms: list[Form], parts: list[Prose | Form]) -> tuple[Planted, ...]:
    """At times the first project's ceiling is above what it applies for."""
    form = forms[0]
    table = form.sections[-1]
    if random.random() < 0.5 or not isinstance(table, Indicators):
        return ()
    at = next((i for i, row in enumerate(table.rows) if "成本" in row.level2 and _is_ceiling(row)), None)
    if at is None or (cap := table.rows[at].target) is None or cap.value is None:
        return ()
    above = cap.value * 2
    figure = Figure(f"≤{printed(above)}万元", "<=", above, None, "万元", "money")
    row = Row(table.rows[at].level1, table.rows[at].level2, table.rows[at].name, figure, texts=table.rows[at].texts)
    changed = Indicators(table.side, table.columns, (*table.rows[:at], row, *table.rows[at + 1 :]))
    parts[parts.index(form)] = Form(form.kind, (*form.sections[:-1], changed), form.project)
    why = f"成本上限{printed(above)}万元，申请{printed(cap.value)}万元"
    return (Planted("cost-ceiling-mismatch", row.name, why, form.project),)


def invent_single(random: Random) -> Invention:
    """One project: nature, term, bodies, money by source, aims, indicators."""
    year, who = str(random.randint(2019, 2025)), issuer.issuer(random)
    project = issuer.projects(random, who, year, 1)[0]
    count = random.choice((1, 3, 8, 10, 12, 15, 18, 20, 30, 60, 200))
    cells = random.choice(("one", "one", "three"))
    plan = rows.Plan(
        count, year, who.sector, cells=cells, basis=random.random() < 0.3, layout=random.choice(rows.LAYOUTS)
    )
    drawn = rows.with_gaps(random, rows.draw(random, plan))
    values = ["operator", "target", "unit"] if cells == "three" else ["target"]
    roles = ["level1", "level2", "name", *values, *(["basis"] if plan.basis else [])]
    columns = rows.levels_agree(random, rows.columns(random, roles))
    aims = prose.objectives(random, drawn, who)
    goals = Goals("总体目标", (Box(head(random, "objective"), "objective", aims),), layout="columns")
    title = random.choice(
        ("项目支出绩效目标申报表", "财政支出项目绩效目标申报表", "专项资金绩效目标表", "预算项目绩效目标表")
    )
    form = Form("project-target", (
        Fields((("项目名称", project),), roles=frozenset({"项目名称"})),
        *_bodies(random, who, year), funds.sources(random, funds.amount(random, 5, 900), "资金情况\n（万元）"),
        goals, Indicators("绩效指标", columns, drawn, merged=random.random() < 0.9),
    ), project)  # fmt: skip
    parts = (Prose(title, "title"), Prose(f"（{year}年度）", "year"), form, Prose(word_note(random)))
    return Invention("project-target", "project-target", year, who.body, parts)


def word_note(random: Random) -> str:
    """A remark under the table."""
    return str(random.choice(words()["notes"]))


def _bodies(random: Random, who: Issuer, year: str) -> list[Fields]:
    """Who is in charge: the department above, the one that carries the project out, its people, the term."""
    code = random.choice(("", "", f"{random.randint(100, 399)}-"))
    own = random.choice((who.body, who.office, f"{code}{who.body}"))
    found = [Fields((("主管部门", code + who.body), ("实施单位", own)), roles=frozenset({"主管部门", "实施单位"}))]
    if random.random() < 0.5:
        term = word(random, "terms").format(y=year, z=int(year) + 1)
        found.append(Fields((("项目属性", word(random, "natures")), ("项目起止时间", term))))
    if random.random() < 0.5:
        found.append(Fields((("项目负责人", issuer.person(random)), ("联系电话", issuer.telephone(random)))))
    return found
