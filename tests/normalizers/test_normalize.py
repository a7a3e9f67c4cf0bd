"""From what a form says to what it means."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest

from normalizers.normalize import normalize
from schema.document import Document
from schema.filing import Filing, Indicator
from schema.place import Place
from schema.reading import (
    AmountReading,
    FieldReading,
    GoalReading,
    IndicatorReading,
    Printed,
    Reading,
)

PAPER = Document("text", ())


def filing(**parts: object) -> Filing:
    return normalize(Reading(**parts), PAPER)  # type: ignore[arg-type]


def indicator(name: str = "新建路灯数量", level2: str = "数量指标", **cells: str) -> Indicator:
    printed = MappingProxyType({role: Printed(text) for role, text in cells.items()})
    reading = IndicatorReading(
        "self-evaluation", Printed(name), level1="产出指标（50分）", level2=level2, cells=printed
    )
    return filing(indicators=(reading,)).indicators[0]


def test_the_printed_text_is_kept_beside_the_meaning() -> None:
    found = indicator("指标1：新建\n路灯数量", target="≥50 盏", weight="10分", score=" 9.5 ")
    assert (found.name, found.name_raw) == ("新建路灯数量", "指标1：新建\n路灯数量")
    assert (found.target.raw, found.target.value, found.target.unit) == ("≥50 盏", Decimal(50), "盏")
    assert (found.weight, found.weight_raw) == (Decimal(10), "10分")
    assert (found.score, found.score_raw) == (Decimal("9.5"), "9.5")
    assert found.level1 == "产出指标"


def test_the_operator_and_unit_of_cells_of_their_own() -> None:
    found = indicator(operator="≥", target="50", unit="盏", actual="52")
    assert (found.target.op, found.target.value, found.target.unit) == (">=", Decimal(50), "盏")
    assert (found.actual.op, found.actual.value, found.actual.unit) == ("", Decimal(52), "盏")


def test_a_word_under_an_operator_column_is_one_value() -> None:
    found = indicator("群众出行条件", "社会效益指标", operator="定性", target="明显改善")
    assert (found.target.kind, found.target.text, found.target.op) == ("qualitative", "明显改善", "")


def test_points_that_only_the_rule_names_are_the_weight() -> None:
    assert indicator(rule="全部完成得5分，每少1盏扣1分。").weight == Decimal(5)
    assert indicator(rule="全部完成得5分。", weight="8").weight == Decimal(8)
    assert indicator().weight is None


@pytest.mark.parametrize("printed", ["13%", "13 ％", "13分", "13"])
def test_a_weight_may_be_printed_as_a_share_of_a_hundred(printed: str) -> None:
    assert indicator(weight=printed).weight == Decimal(13)


def test_the_score_that_the_rule_gives_stands_beside_the_printed_one() -> None:
    rule = "≥50盏得10分，每少1盏扣1分，扣完为止"
    row = indicator(target="≥50盏", actual="48盏", weight="10", score="10", rule=rule)
    assert (row.recomputed, row.score) == (8, 10)
    assert indicator(target="≥50盏", actual="48盏", weight="10", score="10").recomputed is None


def test_a_value_of_another_kind_than_its_entry_says_so() -> None:
    assert "a value of another kind than the taxonomy's entry" in indicator("培训人数", target="5万元").reasons
    assert not any("taxonomy" in reason for reason in indicator("培训人数", target="5人").reasons)


def test_words_where_points_should_be_lower_the_confidence() -> None:
    right, wrong = indicator(target="≥50盏", weight="10"), indicator(target="≥50盏", weight="十来分左右")
    assert wrong.weight is None
    assert wrong.weight_raw == "十来分左右"
    assert wrong.confidence < right.confidence


def test_points_lose_the_dirt_beside_them_and_some_confidence() -> None:
    right, stained = indicator(weight="13", score="2.7"), indicator(weight="13 .", score="2.7.")
    assert (stained.weight, stained.score) == (right.weight, right.score) == (Decimal(13), Decimal("2.7"))
    assert (stained.weight_raw, stained.score_raw) == ("13 .", "2.7.")
    assert stained.confidence < right.confidence


def test_what_was_read_less_surely_is_less_sure() -> None:
    plain = IndicatorReading("project-target", Printed("新建路灯数量"), "路灯节能改造工程", confidence=0.9)
    doubted = replace(plain, name=Printed("新建路灯数量", confidence=0.5))
    first, second = filing(indicators=(plain, doubted)).indicators
    assert second.confidence < first.confidence
    both, one = (filing(indicators=rows).confidence for rows in ((plain, doubted), (plain,)))
    assert both < one


def test_history_is_read_like_a_target() -> None:
    reading = IndicatorReading("overall-target", Printed("路灯亮灯率"), history=(("2021", Printed("95")),))
    (past,) = filing(indicators=(reading,)).indicators[0].history
    assert (past.period, past.value.value, past.value.unit) == ("2021", Decimal(95), "%")


def test_amounts_are_joined_and_read_in_the_unit_of_their_table() -> None:
    reading = AmountReading(("收入构成", "财政 拨款"), Printed("80.5"), label="当年 金额", head_unit="万元")
    (found,) = filing(amounts=(reading,)).amounts
    assert (found.item, found.label) == ("收入构成/财政拨款", "当年金额")
    assert (found.value.value, found.value.unit, found.value.base_value) == (Decimal("80.5"), "万元", Decimal(805_000))


def test_goals_are_counted_within_kind_horizon_and_project() -> None:
    goals = (
        GoalReading("objective", "甲。"),
        GoalReading("objective", "乙。"),
        GoalReading("completion", "丙。"),
        GoalReading("objective", "丁。", horizon="long-term"),
        GoalReading("objective", "戊。", project="桥灯"),
    )
    assert [goal.position for goal in filing(goals=goals).goals] == [1, 2, 1, 1, 1]


def test_records_of_one_place_are_told_apart() -> None:
    place = Place(table=2, row=7)
    fields = (FieldReading("联系人", "钱一凡", place=place), FieldReading("联系电话", "5550101", place=place))
    goals = (GoalReading("objective", "甲。", place=place),)
    found = filing(fields=fields, goals=goals)
    assert [field.key for field in found.fields] == ["t2r7", "t2r7-2"]
    assert found.goals[0].key == "t2r7"


@pytest.mark.parametrize(
    ("parts", "year"),
    [
        ({"titles": (Printed("2022年度整体绩效目标表"),)}, "2022"),
        ({"titles": (Printed("整体绩效目标表"),), "texts": (Printed("（2021年度）"),)}, "2021"),
        ({"fields": (FieldReading("年度", "2023", "year"),)}, "2023"),
        ({"goals": (GoalReading("objective", "2024年修好路灯，2024年底建成桥灯，承接2023年。"),)}, "2024"),
        (
            {"indicators": (IndicatorReading("overall-target", Printed("甲"), history=(("2022", Printed("5")),)),)},
            "2023",
        ),
        ({}, ""),
    ],
)
def test_the_year_that_a_filing_is_about(parts: dict[str, object], year: str) -> None:
    assert filing(**parts).fiscal_year == year


def test_a_title_outweighs_goals_and_history() -> None:
    found = filing(
        titles=(Printed("2022年度整体绩效目标表"),), goals=(GoalReading("objective", "2025年前换完路灯，2025年验收。"),)
    )
    assert found.fiscal_year == "2022"


def test_an_empty_reading_is_an_empty_filing() -> None:
    found = filing()
    assert (found.form, found.indicators, found.unit_name) == ("unknown", (), "")
    assert 0 < found.confidence <= 1


@pytest.mark.parametrize(
    ("title", "target", "others"),
    [
        ("2024年度项目支出绩效目标表", "14盏", [("2025", "16盏"), ("2026", "20盏")]),
        ("2026年度项目支出绩效目标表", "20盏", [("2024", "14盏"), ("2025", "16盏")]),
        ("项目支出绩效目标表", "20盏", [("2024", "14盏"), ("2025", "16盏")]),
    ],
)
def test_of_plans_for_several_years_that_of_the_filings_year_is_the_target(
    title: str, target: str, others: list[tuple[str, str]]
) -> None:
    row = IndicatorReading(
        "project-target",
        Printed("新建路灯数量"),
        cells=MappingProxyType({"target": Printed("20盏")}),
        history=(("2024", Printed("14盏")), ("2025", Printed("16盏"))),
        target_year="2026",
    )
    (found,) = filing(indicators=(row,), titles=(Printed(title),)).indicators
    assert found.target.raw == target
    assert [(past.period, past.value.raw) for past in found.history] == others
