"""A score sheet without targets: points after every level, explanation, rule and evidence of each indicator."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from corpus import funds, issuer, rows
from corpus.figures import printed
from corpus.invention import (
    Box,
    Column,
    Fields,
    Form,
    Goals,
    Indicators,
    Invention,
    Line,
    Money,
    Prose,
    Row,
    Stated,
    Total,
)  # fmt: skip
from corpus.issuer import Issuer
from corpus.lexicon import head, score_sheet, sentence, word, words

NAME = "score-sheet"


def _drawn(random: Random) -> tuple[Row, ...]:
    """The rows that are judged, with whole points that sum to 100, and the points of each level printed beside it."""
    kept = [r for r in score_sheet() if r["level1"] == "履职效能" or random.random() < 0.85]
    done: list[Row] = []
    for level1 in dict.fromkeys(r["level1"] for r in kept):
        mine = [r for r in kept if r["level1"] == level1]
        done += [_row(random, r, w) for r, w in zip(mine, rows.split(Decimal(50), len(mine)), strict=True)]
    return tuple(replace(row, texts={**row.texts, **_subtotals(done, row)}) for row in done)


def _subtotals(done: list[Row], row: Row) -> dict[str, str]:
    one = sum(r.weight or 0 for r in done if r.level1 == row.level1)
    two = sum(r.weight or 0 for r in done if (r.level1, r.level2) == (row.level1, row.level2))
    return {"weight1": printed(Decimal(one)), "weight2": printed(Decimal(two))}


def _row(random: Random, given: dict[str, str], weight: Decimal) -> Row:
    texts = {"explanation": given["explanation"], "rule": given["rule"].replace("{p}", printed(weight))}
    texts["evidence"] = word(random, "evidence")
    score = weight
    if random.random() < 0.2:
        score = (weight * Decimal(random.randint(50, 98)) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
        texts["remark"] = word(random, "reasons")
    return Row(given["level1"], given["level2"], given["name"], weight=weight, score=score, texts=texts)


def _columns(random: Random) -> tuple[Column, ...]:
    return (
        Column("level1", "一级指标"), Column("weight1", "分值"),
        Column("level2", "二级指标"), Column("weight2", "分值"),
        Column("name", "三级指标"), Column("weight", "分值"), Column("score", head(random, "score")),
        Column("remark", head(random, "reason")), Column("explanation", head(random, "explanation")),
        Column("rule", head(random, "rule")), Column("evidence", head(random, "evidence")),
    )  # fmt: skip


def _staff(random: Random) -> Stated:
    office, first = random.randint(12, 90), random.randint(0, 30)
    said = (("财供人数(编制总数)合计", office + first), ("行政(参公)编制数小计", office), ("公益一类编制数小计", first))
    cells = tuple(Line(name, name, (str(count),)) for name, count in said)
    return Stated("", (cells,), "人")


def _budget(random: Random) -> Money:
    total = funds.amount(random, 500, 12000)
    cells = tuple(f"{part:,}" for part in (total, *funds.parts(random, total, 3)))
    line = Line("年度部门预算情况", "", cells)
    heads = ("总预算\n(万元)", "基本支出", "项目支出", "专项资金")
    return Money("年度部门\n预算情况", "", heads, (line,))


def _goals(random: Random, who: Issuer) -> Goals:
    named = random.sample(list(words()["tasks"]), random.randint(2, 5))
    aims = tuple(f"{i + 1}. 任务{i + 1}: {name}" for i, name in enumerate(named))
    done = tuple(f"{i + 1}. 任务{i + 1}: {sentence(random, 'plain_completions')}" for i, _ in enumerate(named))
    return Goals("", (Box("年度\n总目标", "objective", aims), Box("完成\n情况", "completion", done)), layout="pairs")


def invent(random: Random) -> Invention:
    """A department's own scoring of its year, 100 points in two halves."""
    year, who = str(random.randint(2019, 2025)), issuer.issuer(random)
    drawn, planted = rows.lose_reason(random, _drawn(random), "")
    total = sum((row.score or Decimal(0) for row in drawn), Decimal(0))
    form = Form("self-evaluation", (
        Fields((("单位名称", who.body),), roles=frozenset({"单位名称"})),
        _staff(random), _goals(random, who), _budget(random),
        Indicators("", _columns(random), drawn), Total("合计", "100", printed(total)),
    ))  # fmt: skip
    parts = (Prose(f"年度:\n{year}", "year"), Prose("单位基本情况", "heading"), form)
    return Invention(NAME, "self-evaluation", year, who.body, parts, planted)
