"""项目支出绩效自评表: targets and results of a project with points, in the column orders of several provinces."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from corpus import funds, issuer, prose, rows
from corpus.families.project_targets import word_note
from corpus.figures import printed
from corpus.invention import Box, Fields, Form, Goals, Indicators, Invention, Planted, Prose, Row, Section, Total
from corpus.issuer import Issuer
from corpus.lexicon import head

NAME = "project-results"
LEVELS = ("level1", "level2", "name")
#: (columns after the levels, how values are set, whether levels bear their points in brackets at times)
ORDERS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("target", "actual", "weight", "score", "remark"), "one"),
    (("target", "actual", "weight", "score", "remark"), "one"),
    (("weight", "target", "actual", "score", "remark"), "one"),
    (("operator", "target", "unit", "actual", "weight", "score", "remark"), "three"),
    (("weight", "unit", "target", "actual", "remark"), "number"),
    (("target", "actual", "remark"), "one"),
)


def _total(drawn: tuple[Row, ...], spent: funds.Spending, roles: tuple[str, ...]) -> Total | None:
    """The last row: points and score of all rows and of the spending row."""
    if "score" not in roles:
        return None
    weights = sum((row.weight or Decimal(0) for row in drawn), spent.points)
    scores = sum((row.score or Decimal(0) for row in drawn), spent.score)
    return Total("总分", printed(weights), printed(scores))


def _wrong_total(random: Random, total: Total | None, project: str) -> tuple[Total | None, tuple[Planted, ...]]:
    if total is None or random.random() < 0.85:
        return total, ()
    wrong = printed(Decimal(total.score) - 3)
    return Total(total.label, total.weight, wrong), (
        Planted("score-sum-mismatch", "总分", f"得分之和{total.score}，总分{wrong}", project),
    )


def _head(random: Random, who: Issuer, project: str) -> list[Fields]:
    roles = frozenset({"项目名称", "主管部门", "实施单位"})
    found = [Fields((("项目名称", project),), roles=roles)]
    if random.random() < 0.4:
        key, name, telephone = "项目负责人及电话", issuer.person(random), issuer.telephone(random)
        means = {key: (("项目负责人", name), ("电话", telephone))}
        found = [Fields((("项目名称", project), (key, f"{name} {telephone}")), means, roles)]
    code = random.choice(("", f"{random.randint(100, 399)}", ""))
    above = f"{code}-{who.body}" if code else who.body
    own = f"{code}001-{who.body}" if code else random.choice((who.body, who.body, who.office))
    return [*found, Fields((("主管部门", above), ("实施单位", own)), roles=roles)]


def project_form(random: Random, who: Issuer, year: str, project: str, count: int) -> tuple[Form, tuple[Planted, ...]]:
    """One project's sheet and what is wrong with it on purpose."""
    after, cells = random.choice(ORDERS)
    points = Decimal(90) if "weight" in after else None
    plan = rows.Plan(count, year, who.sector, True, points, cells, bare=0.7 if cells != "one" else 0.25,
                     layout=random.choice(rows.LAYOUTS))  # fmt: skip
    drawn = rows.draw(random, plan)
    planted: tuple[Planted, ...] = ()
    if "score" in after:
        drawn, planted = rows.lose_reason(random, drawn, project)
        drawn, heavy = rows.overweighted(random, drawn, project)
        planted += heavy
    aims, told = prose.objectives(random, drawn, who), prose.completions(random, drawn, who)
    spent, off = funds.misrated(random, funds.spending(random), project)
    total, wrong = _wrong_total(random, _total(drawn, spent, after), project)
    if points and random.random() < 0.6:
        drawn = rows.bracketed(random, drawn)
    if "score" not in after:
        drawn = tuple(_unscored(row) for row in drawn)
    columns = rows.levels_agree(random, rows.columns(random, [*LEVELS, *after]))
    boxes = (Box(head(random, "objective"), "objective", aims), Box(head(random, "completion"), "completion", told))
    side = random.choice(("项目资金\n（万元）", "资金情况（万元）", "年度预算\n执行情况\n（万元）"))
    sections: list[Section] = [
        *_head(random, who, project), funds.results(random, spent, side, random.random() < 0.7),
        Goals(random.choice(("年度总体目标", "年度\n总体\n目标")), boxes, layout="columns"),
        Indicators(random.choice(("绩效指标", "绩\n效\n指\n标")), columns, rows.with_gaps(random, drawn)),
    ]  # fmt: skip
    return Form("self-evaluation", (*sections, *([total] if total else [])), project), planted + off + wrong


def _unscored(row: Row) -> Row:
    return Row(row.level1, row.level2, row.name, row.target, row.actual, weight=row.weight, texts=row.texts,
               printed=row.printed, placeholder=row.placeholder)  # fmt: skip


def invent(random: Random) -> Invention:
    """One to three projects' results in one document."""
    year, who = str(random.randint(2019, 2025)), issuer.issuer(random)
    names = issuer.projects(random, who, year, random.choice((1, 1, 1, 2, 3)))
    title = random.choice(("项目支出绩效自评表", "专项资金绩效目标自评表", "财政衔接资金项目绩效自评表"))
    parts: list[Prose | Form] = []
    planted: tuple[Planted, ...] = ()
    for name in names:
        count = random.choice((4, 8, 10, 12, 16, 24, 48))
        form, wrong = project_form(random, who, year, name, count)
        parts += [Prose(title, "title"), Prose(f"（{year}年度）", "year"), form, Prose(word_note(random))]
        planted += wrong
    return Invention(NAME, "self-evaluation", year, who.body, tuple(parts), planted)
