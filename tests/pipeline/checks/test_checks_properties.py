"""No filing, however broken its reading, makes the checks fail, and their cost grows with its size."""

from __future__ import annotations

import time
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from schema.filing import Amount, Field, Filing, Goal, Indicator
from schema.place import Place
from schema.reading import Printed
from schema.rule import ScoringRule
from schema.value import KINDS, OPERATORS, PeriodValue, Value
from tests.pipeline.checks_filings import checked, filing

_TELLING = [
    "项目支出",
    "三公经费",
    "公务用车",
    "合计",
    "占比",
    "收入构成",
    "支出构成",
    "年度资金总额",
    "分值",
    "得分",
    "执行率",
    "全年执行数",
    "决算数",
    "2024年",
    "2023年度",
    "预算数",
    "编制数",
    "控制率",
    "资金支出计划",
    "3月底",
    "率",
    "额",
    "数量",
    "万美元",
    "元",
    "（",
    "）",
    "“",
    "：",
    "。",
    "、",
    "一",
    "优秀",
    "自评得分96分",
    "等级为优",
    "总分",
    "不高于预算核定数额",
    "××",
    "其中",
    "/",
    "绩效目标表",
    "10",
    "长期目标",
    "外贸进出口",
    "同比增长",
]
_WORDS = st.lists(st.sampled_from([*_TELLING, " ", "\n"]) | st.text(max_size=5), max_size=6).map("".join)
_NUMBERS = st.none() | st.decimals(-(10**30), 10**30) | st.sampled_from([Decimal(0), Decimal("1E+3"), Decimal("0.10")])
_VALUES = st.builds(
    Value, raw=_WORDS, op=st.sampled_from(["", *OPERATORS]), value=_NUMBERS, value_max=st.none() | _NUMBERS,
    unit=st.sampled_from(["", "%", "万元", "个", "分", "人"]), kind=st.sampled_from(["", *KINDS]), text=_WORDS,
    base_value=_NUMBERS, base_unit=st.sampled_from(["", "1", "元", "人"]),
)  # fmt: skip
_SPOTS = st.none() | st.integers(1, 3)
_PLACES = st.builds(Place, block=_SPOTS, table=_SPOTS, row=_SPOTS)
_PROJECTS = st.sampled_from(["", "甲", "2023年度乙项目"])
_KEYS = st.integers(0, 99).map(str)
_RULES = st.builds(ScoringRule, threshold=_NUMBERS, unit=_WORDS, points=_NUMBERS)
_INDICATORS = st.builds(
    Indicator, key=_KEYS, form=st.just("self-evaluation"), name=_WORDS, name_raw=_WORDS, project=_PROJECTS,
    horizon=st.sampled_from(["annual", "long-term"]), level1=_WORDS, level2=_WORDS, target=_VALUES, actual=_VALUES,
    history=st.lists(st.builds(PeriodValue, _WORDS | st.just("2023"), _VALUES), max_size=2).map(tuple),
    weight=_NUMBERS, weight_raw=st.just("10") | _WORDS, score=_NUMBERS, scoring_rule=_WORDS, rule=_RULES, remark=_WORDS,
    place=_PLACES,
)  # fmt: skip
_AMOUNTS = st.builds(
    Amount, key=_KEYS, item=_WORDS, value=_VALUES, project=_PROJECTS, label=_WORDS,
    source=st.sampled_from(["table", "narrative"]), place=_PLACES,
)  # fmt: skip
_GOALS = st.builds(
    Goal, key=_KEYS, kind=st.sampled_from(["objective", "task", "completion"]), text=_WORDS, project=_PROJECTS,
    horizon=st.sampled_from(["annual", "long-term"]), place=_PLACES,
)  # fmt: skip
_FIELDS = st.builds(Field, key=_KEYS, name=_WORDS, value=_WORDS, project=_PROJECTS, place=_PLACES)
_PRINTED = st.lists(st.builds(Printed, _WORDS, _PLACES), max_size=5).map(tuple)
_FILINGS = st.builds(
    Filing, channel=st.just("text"), form=st.sampled_from(["self-evaluation", "overall-target", "unknown"]),
    fiscal_year=st.sampled_from(["", "2024", "二〇二四"]), titles=_PRINTED, texts=_PRINTED,
    indicators=st.lists(_INDICATORS, max_size=5).map(tuple), amounts=st.lists(_AMOUNTS, max_size=8).map(tuple),
    goals=st.lists(_GOALS, max_size=4).map(tuple), fields=st.lists(_FIELDS, max_size=4).map(tuple),
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(_FILINGS)
def test_no_filing_breaks_a_check(any_filing: Filing) -> None:
    found = checked(any_filing)
    assert all(0 < len(finding.message) <= 120 for finding in found)
    assert len(set(found)) == len(found)


@settings(max_examples=20, deadline=None)
@given(_FILINGS)
def test_the_same_filing_has_the_same_findings(any_filing: Filing) -> None:
    assert checked(any_filing) == checked(any_filing)


def _large(size: int) -> Filing:
    rows = [f"I 指标{at}|≥{at}次|{at}次|1|1" for at in range(size // 4)]
    money = [f"A 项目支出/第{at}项@2024年决算数={at}万元" for at in range(size)]
    told = [f"P 第{at}段项目支出{at}万元;N 项目支出/第{at}项={at + 1}万元" for at in range(size // 4)]
    projects = [f"Y 项目{at};T 项目{at}绩效目标表;B;A 年度资金总额={at}万元;F 合计=9" for at in range(size // 4)]
    return filing(";".join([*rows, *money, *told, *projects]))


def _seconds(size: int) -> float:
    large = _large(size)
    start = time.process_time()
    checked(large)
    return time.process_time() - start


def test_the_cost_grows_with_the_filing() -> None:
    _seconds(200)
    small, large = _seconds(1_000), _seconds(8_000)
    # Eight times the size; a quadratic check would take sixty-four times as long.
    assert large < 24 * max(small, 0.05)


def test_long_hostile_lines_take_no_long() -> None:
    lines = (
        "（" * 10_000,
        "一、" * 5_000,
        "得分" * 5_000,
        "完成" * 5_000,
        "1" * 10_000,
        "优秀（90" * 2_500,
        "《" * 10_000,
    )
    start = time.process_time()
    for line in lines:
        parts = f"P {line};T {line};G objective: {line};A {line}@{line}=1万元;I {line}|1次|1次;F {line}={line}"
        checked(filing(parts))
    assert time.process_time() - start < 10


def test_figures_beyond_reason_are_printed_all_the_same() -> None:
    huge = "9" * 40
    rates = f"A 资金@预算数=1万元;A 资金@执行数={huge}万元;A 资金@执行率=50%;A 资金@分值=10分;A 资金@得分=99分"
    sums = f"A 支出构成/甲@金额={huge}万元;A 支出构成/乙@金额=1万元;A 支出构成/合计@金额=1万元;I 丙|1次|{huge}次|1|1"
    rules = {finding.rule for finding in checked(filing(f"{rates};{sums}"))}
    assert {"execution-rate-mismatch", "execution-score-mismatch", "sum-mismatch", "completion-extreme"} <= rules
