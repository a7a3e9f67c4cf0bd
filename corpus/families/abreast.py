"""The central form of some years ago: targets of the whole period and of the year side by side, sharing one level."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from corpus import funds, issuer, prose, rows
from corpus.figures import printed
from corpus.invention import Abreast, Box, Column, Fields, Form, Goals, Indicators, Invention, Line, Prose, Row, Stated
from corpus.lexicon import word

NAME = "abreast"
TITLES = ("项目支出绩效目标申报表", "专项转移支付绩效目标申报表", "财政专项资金绩效目标表")
#: The heads over either half; without them the goals above tell the halves apart.
OVERS = (("实施期指标", "年度指标"), ("中长期绩效指标", "年度绩效指标"), ("", ""))
PERIODS = ("实施期目标", "长期目标", "中长期目标")


def _columns(over: tuple[str, str]) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    half = (Column("level2", "二级指标"), Column("name", "三级指标"), Column("target", "指标值"))
    left, right = (tuple(replace(column, over=head) for column in half) for head in over)
    return (Column("level1", "一级指标"), *left), right


def _money(random: Random) -> Stated:
    """The money of the whole period beside that of the year, each with its parts."""
    year = funds.amount(random, 20, 900)
    whole = year + funds.amount(random, 10, 900)
    first = random.choice(("财政拨款", "中央财政资金"))
    names = (("中期资金总额", whole), ("年度资金总额", year))
    return Stated(random.choice(("项目资金\n（万元）", "资金情况\n（万元）")), (
        tuple(Line(name, name, (printed(total),)) for name, total in names),
        tuple(Line(f"{name}/{first}", f"其中：{first}", (printed(total),)) for name, total in names),
        tuple(Line(f"{name}/其他资金", "其他资金", ("",)) for name, _ in names),
    ))  # fmt: skip


def _drawn(random: Random, year: str, sector: str) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The rows of either half; both have every class, so that one column of levels serves them."""
    layout = random.choice(rows.LAYOUTS)
    plans = (rows.Plan(random.randint(9, 15), year, sector, layout=layout) for _ in range(2))
    left, right = (rows.draw(random, plan) for plan in plans)
    liked = next(row.level2 for row in left if "满意度" in row.level2)
    return left, tuple(replace(row, level2=liked) if "满意度" in row.level2 else row for row in right)


def invent(random: Random) -> Invention:
    """One project with the goals and indicators of two horizons in one table."""
    year, who = random.randint(2015, 2023), issuer.issuer(random)
    project = issuer.projects(random, who, str(year), 1)[0]
    distant, annual = _drawn(random, str(year), who.sector)
    left, right = _columns(random.choice(OVERS))
    far = f"{random.choice(PERIODS)}（{year}年—{year + 2}年）"
    boxes = (
        Box(far, "objective", prose.objectives(random, distant, who), horizon="long-term"),
        Box("年度目标", "objective", prose.objectives(random, annual, who)),
    )
    form = Form("project-target", (
        Fields((("项目名称", project),), roles=frozenset({"项目名称"})),
        Fields((("主管部门", who.body), ("实施单位", random.choice((who.body, who.office)))),
               roles=frozenset({"主管部门", "实施单位"})),
        Fields((("项目属性", word(random, "natures")), ("项目期", f"{year}年-{year + 2}年"))),
        _money(random),
        Goals("总体目标", boxes, layout="columns"),
        Abreast("绩效指标", Indicators("", left, distant, "long-term"), Indicators("", right, annual)),
    ), project)  # fmt: skip
    parts = (Prose(random.choice(TITLES), "title"), Prose(f"（{year}年度）", "year"), form)
    return Invention(NAME, "project-target", str(year), who.body, parts)
