"""整体绩效目标申报表 with operator, value and unit in three cells, 指标解释 and 评分标准, tasks with their contents."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from corpus import figures, funds, issuer, prose, rows
from corpus.figures import printed
from corpus.invention import Box, Fields, Form, Goals, Indicators, Invention, Line, Money, Prose, Row
from corpus.lexicon import Pattern, management, patterns, sentence, words

NAME = "overall-rules"
EFFECTS = {"经济效益": "经济效益", "社会效益": "社会效益", "生态效益": "生态效益", "满意度": "社会公众满意度"}
MANAGED = {
    "预算编制": "预算和财务管理",
    "预算执行": "预算和财务管理",
    "财务管理": "预算和财务管理",
    "绩效管理": "绩效管理",
}


def _chosen(random: Random, sector: str) -> list[Pattern]:
    managed = [
        replace(p, group="投入管理指标", level2=MANAGED[p.level2], shape="up" if p.shape == "even" else p.shape)
        for p in management()
        if p.level2 in MANAGED and random.random() < 0.8
    ]
    managed.sort(key=lambda p: p.level2 == "绩效管理")
    own = [p for p in patterns() if p.group == sector and p.shape != "growth"]
    outputs = [replace(p, group="产出指标", level2="履职目标实现") for p in own if p.level2 in ("数量", "质量")]
    effects = [replace(p, group="效益指标", level2=EFFECTS[p.level2]) for p in own if p.level2 in EFFECTS]
    random.shuffle(outputs)
    return managed + outputs[: random.randint(3, 7)] + effects


def _rule(random: Random, row: Row, points: Decimal) -> str:
    """A scoring rule that names the full points, fit for the target."""
    full, target = printed(points), row.target
    if target is None or target.value is None:
        return random.choice(
            (f"符合要求得{full}分，否则酌情扣分。", f"{row.name}达到要求的，计{full}分，未达到不得分。")
        )
    bound = "以内" if target.op == "<=" else "以上"
    more = "增加" if target.op == "<=" else "减少"
    step = random.choice(("1", "5", "10"))
    return random.choice(
        (
            f"{printed(target.value)}{target.unit}{bound}得{full}分，每{more}{step}{target.unit}扣0.5分，扣完为止。",
            f"达到目标值得{full}分，每{more}{step}{target.unit}扣0.5分，扣完为止。",
        )
    )


def _row(random: Random, pattern: Pattern, year: str) -> Row:
    target = figures.three_cells(random, pattern, year, random.choice(("定性", "定性", "定性", "其他")))
    target = replace(target, sign="定性") if target.kind == "qualitative" else target
    row = Row(pattern.group, pattern.level2, pattern.name, target)
    points = Decimal(random.choice((1, 2, 3, 4, 5)))
    explained = random.choice(
        (f"考察{row.name}的情况。", f"反映{row.name}是否达到年初设定的要求，以年末统计数据为准。")
    )
    return replace(row, weight=points, texts={"rule": _rule(random, row, points), "explanation": explained})


def _money(random: Random) -> Money:
    total = funds.amount(random, 200, 4000)
    basic, project = funds.parts(random, total, 2)
    source, shape = random.choice((("资金来源", "资金结构"), ("1、资金来源", "2、资金结构")))
    lines = (
        Line("部门预算总额", "部门预算总额", (printed(total),)),
        Line("资金来源/财政性资金", "（1）财政性资金", (printed(total),), source),
        Line("资金来源/其他资金", "（2）其他资金", ("",), source),
        Line("资金结构/基本支出", "（1）基本支出", (printed(basic),), shape),
        Line("资金结构/项目支出", "（2）项目支出", (printed(project),), shape),
    )
    return Money("预算情况\n（万元）", "", (), lines, labelled=False)


def _tasks(random: Random) -> Goals:
    names = random.sample(list(words()["tasks"]), random.randint(2, 4))
    boxes = []
    for name in names:
        told = [sentence(random, "plain_objectives") for _ in range(random.randint(1, 3))]
        boxes.append(
            Box(name, "task", tuple(f"目标{i + 1}：{text}" for i, text in enumerate(dict.fromkeys(told))), name)
        )
    return Goals("年度主要任务", tuple(boxes), heads=("*任务名称", "*主要内容"))


def invent(random: Random) -> Invention:
    """A department's overall targets with scoring rules; weights stand in the rules alone."""
    year, who = random.randint(2019, 2025), issuer.issuer(random)
    body = who.body + random.choice(("", "", "本级"))
    drawn = tuple(_row(random, p, str(year)) for p in _chosen(random, who.sector))
    roles = ["level1", "level2", "name", "operator", "target", "unit", "explanation", "rule"]
    if random.random() < 0.3:
        roles[-2:] = ["rule", "explanation"]
    columns = rows.levels_agree(random, rows.columns(random, roles))
    aims = prose.objectives(random, drawn, who)
    title = random.choice(
        ("省级部门（单位）整体绩效目标申报表", "部门（单位）整体绩效目标申报表", "部门整体支出绩效目标申报表")
    )
    form = Form("overall-target", (
        Fields((("部门（单位）名称", body),), roles=frozenset({"部门（单位）名称"})),
        Goals("", (Box("年度履职目标", "objective", aims),)),
        _tasks(random),
        _money(random),
        Indicators(random.choice(("", "整体绩效目标")), columns, drawn),
    ))  # fmt: skip
    return Invention(
        NAME, "overall-target", str(year), body, (Prose(title, "title"), Prose(f"（{year} 年度）", "year"), form)
    )
