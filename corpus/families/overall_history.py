"""部门整体绩效目标表 with an annual and a long-term table, two-storey heads and the values of the last two years."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from corpus import figures, funds, issuer, prose
from corpus.figures import one_cell
from corpus.invention import Box, Column, Fields, Figure, Form, Goals, Indicators, Invention, Prose, Row
from corpus.lexicon import Pattern, management, patterns, word, words

NAME = "overall-history"
OUTPUTS = {"数量": "核心业务产出", "质量": "核心业务产出"}
EFFECTS = {"经济效益": "经济效益", "社会效益": "社会效益", "生态效益": "生态效益", "满意度": "服务对象满意度"}


def _chosen(random: Random, sector: str) -> list[Pattern]:
    """Patterns in form order with level 1 as their group: management, duties, effects, prospects, satisfaction."""
    own = [p for p in patterns() if p.group == sector]
    outputs = [p for p in own if p.level2 in OUTPUTS and p.shape != "date"]
    core = [
        replace(p, group="履职效能", level2=f"核心业务产出{i + 1}") for i, p in enumerate(random.sample(outputs, 3))
    ]
    effects = [random.choice([p for p in own if p.level2 == c]) for c in EFFECTS if c != "满意度"]
    social = [replace(p, group="社会效应", level2=EFFECTS[p.level2]) for p in effects]
    liked = [replace(p, group="满意度", level2="服务对象满意度") for p in own if p.level2 == "满意度"]
    kept = [p for p in management() if random.random() < 0.75]
    first = [p for p in kept if p.group != "可持续发展能力"]
    return [*first, *core, *social, *(p for p in kept if p.group == "可持续发展能力"), *liked]


def _history(random: Random, pattern: Pattern, target: Figure, year: int) -> tuple[tuple[str, Figure], ...]:
    if target.kind in ("qualitative", "date"):
        return tuple((str(year - back), target) for back in (2, 1))
    plain = replace(pattern, shape="growth" if pattern.shape == "growth" else "even")
    found: list[tuple[str, Figure]] = []
    for back in (2, 1):
        number = figures.draw(random, pattern)
        raw = f"{figures.printed(number)}{plain.unit}"
        found.append((str(year - back), Figure(raw, "", number, None, plain.unit, target.kind)))
    return tuple(found)


def _rows(random: Random, chosen: list[Pattern], year: int, history: bool) -> tuple[Row, ...]:
    done: list[Row] = []
    kinds = random.choice(words()["tags"])
    for i, p in enumerate(chosen):
        target = one_cell(random, p, str(year))
        basis = "计划标准" if random.random() < 0.7 else word(random, "bases")
        texts = {"basis": basis, "tag": random.choice(kinds)}
        past = _history(random, p, target, year) if history else ()
        done.append(Row(p.group, p.level2, p.name, target, history=past, texts=texts))
        if p.level2 == "项目支出成本控制" and (i + 1 == len(chosen) or chosen[i + 1].level2 != p.level2):
            done.append(Row(p.group, p.level2, "……", texts=texts if history else {}, placeholder=True))
    return tuple(done)


def _columns(year: int, history: bool, lead: str = "") -> tuple[Column, ...]:
    levels = (Column("level1", "一级\n指标"), Column("level2", "二级指标"), Column("name", "三级指标"))
    ends = (Column("basis", "指标值确定依据"), Column("tag", "指标分类"))
    if not history:
        return (*levels, Column("target", "指标值"), *ends)
    past = tuple(Column("history", f"{year - b} 年", "近两年指标值", str(year - b)) for b in (2, 1))
    values = tuple(replace(c, over=f"{lead}/{c.over}") for c in past)
    return (*levels, *values, Column("target", "预期当年实现值", "指标值"), *ends)


def invent(random: Random) -> Invention:
    """A department's overall targets: money by source and type, duties, tasks, long-term and annual goals."""
    year, who = random.randint(2019, 2025), issuer.issuer(random)
    chosen = _chosen(random, who.sector)
    annual, distant = _rows(random, chosen, year, True), _rows(random, chosen, year, False)
    duties = prose.numbered(random, issuer.duties(random, who))
    tasks = prose.numbered(random, prose.plain(random, who))
    aims = prose.objectives(random, annual, who)
    far = prose.objectives(random, distant, who)
    money, planted = funds.unsound(random, funds.composition(random, year))
    last = Goals("", (Box(f"长期目标：\n（截止{year + 2}年）", "objective", far),), "long-term")
    form = Form("overall-target", (
        Fields((("部门（单位）\n名称", who.body),), roles=frozenset({"部门（单位）名称"})),
        Fields((("填报人", issuer.person(random)), ("联系电话", issuer.telephone(random)))),
        money,
        Goals("", (Box("部门职能概述", "duty", duties),)),
        Goals("", (Box(random.choice(("年度工作任务", "年度主要任务")), "task", tasks),)),
        last,
        Indicators("长期绩\n效指标", _columns(year, False), distant, "long-term"),
        Goals("", (Box("年度目标：", "objective", aims),)),
        Indicators("年度绩效指标", _columns(year, True, random.choice(("", "指标值"))), annual),
    ))  # fmt: skip
    title = random.choice((f"{year}年部门整体绩效目标表", "部门整体绩效目标表", f"{year}年度单位整体绩效目标表"))
    parts = (Prose(title, "title"), Prose("单位：万元", "unit"), form)
    return Invention(NAME, "overall-target", str(year), who.body, parts, planted)
