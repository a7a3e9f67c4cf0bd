"""转移支付绩效自评表: money of the centre and of the place, how it was handled, results mostly without points."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from corpus import funds, issuer, prose, rows
from corpus.figures import printed
from corpus.invention import Box, Fields, Form, Goals, Indicators, Invention, Line, Money, Note, Planted, Prose, Total
from corpus.issuer import Issuer
from corpus.lexicon import head, word, words

NAME = "transfer"
TITLES = ("转移支付区域绩效目标自评表", "中央对地方专项转移支付绩效目标自评表", "转移支付项目支出绩效自评表")
BODIES = frozenset({"转移支付（项目）名称", "项目名称", "专项名称", "中央主管部门", "地方主管部门", "资金使用单位"})


def _head(random: Random, who: Issuer, project: str) -> list[Fields]:
    key = random.choice(("转移支付（项目）名称", "项目名称", "专项名称"))
    above = words()["ministries"][who.sector]
    own = random.choice((who.body, who.body, who.office))
    return [
        Fields(((key, project),), roles=BODIES),
        Fields((("中央主管部门", above),), roles=BODIES),
        Fields((("地方主管部门", who.body), ("资金使用单位", own)), roles=BODIES),
    ]


def _money(random: Random, project: str) -> tuple[Money, tuple[Planted, ...]]:
    """What the centre and the place gave, what was spent of it, and the rate of all."""
    spent, planted = funds.misrated(random, funds.spending(random, 50, 6000), project)
    given = funds.parts(random, spent.budget, 2)
    used = [min(given[0], spent.executed), max(Decimal(0), spent.executed - given[0])]
    centre = random.choice(("中央补助", "中央财政资金", "中央财政补助"))
    total = "年度资金总额"
    rows_ = [
        Line(total, random.choice((total, f"{total}：")), (printed(spent.budget), printed(spent.executed), spent.rate))
    ]
    for name, lead, plan, done in zip((centre, "地方资金"), ("其中：", ""), given, used, strict=True):
        cells = (printed(plan), printed(done), funds.share(done, plan))
        rows_.append(Line(f"{total}/{name}", lead + name, cells, aliases=(name,)))
    rows_.append(Line(f"{total}/其他资金", "其他资金", ("", "", ""), aliases=("其他资金",)))
    heads = ("全年预算数（A）", "全年执行数（B）", "预算执行率（B/A）")
    return Money(random.choice(("资金情况\n（万元）", "项目资金（万元）")), "", heads, tuple(rows_)), planted


def _handled(random: Random) -> list[Note | Fields]:
    """资金管理情况, beside or above the asked points: a statement on each."""
    title = "资金管理情况"
    side = random.choice((title, "资金\n管理\n情况", ""))
    told: list[Note | Fields] = [
        Fields(((key, random.choice(said)),), side=side) for key, said in words()["handling"].items()
    ]
    return told if side else [Note(title), *told]


def invent(random: Random) -> Invention:
    """One transfer's results; at times with points, mostly with reasons alone."""
    year, who = str(random.randint(2019, 2025)), issuer.issuer(random)
    project = issuer.projects(random, who, year, 1)[0]
    scored = random.random() < 0.3
    count = random.choice((9, 12, 15, 20, 30))
    plan = rows.Plan(count, year, who.sector, True, Decimal(100) if scored else None, layout=rows.LAYOUTS[0])
    drawn = rows.draw(random, plan)
    roles = ["level1", "level2", "name", "target", "actual", *(["weight", "score"] if scored else []), "remark"]
    columns = rows.levels_agree(random, rows.columns(random, roles))
    money, planted = _money(random, project)
    boxes = (Box(head(random, "objective"), "objective", prose.objectives(random, drawn, who)),
             Box(head(random, "completion"), "completion", prose.completions(random, drawn, who)))  # fmt: skip
    points = printed(sum((row.score or Decimal(0) for row in drawn), Decimal(0)))
    form = Form("self-evaluation", (
        *_head(random, who, project), money, *(_handled(random) if random.random() < 0.7 else ()),
        Goals("总体目标\n完成情况", boxes, layout="columns"),
        Indicators("绩效指标", columns, rows.with_gaps(random, drawn)),
        *((Total("合计", "100", points),) if scored else ()),
    ), project)  # fmt: skip
    parts = (
        Prose(random.choice(TITLES), "title"),
        Prose(f"（{year}年度）", "year"),
        form,
        Prose(word(random, "notes")),
    )
    return Invention(NAME, "self-evaluation", year, who.body, parts, planted)
