"""What no cell, goal or field took of a text is named."""

from __future__ import annotations

import pytest

from extractors.forms.left_over import between, left_of, nothing_found
from extractors.forms.words.language import FORM, OTHER, REPORT, Language
from schema.reading import GoalReading, IndicatorReading, Printed, Reading


@pytest.mark.parametrize(
    "piece", ["≥", "≤", "12", "95%", "3.6公里", "另有三处未列", ">=", "验收合格率", "10分", "=", "按季度上报", "＞"]
)
def test_what_stands_between_the_cells_is_named_and_told_beside_its_row(piece: str) -> None:
    found = between(f"路灯数量 5盏 {piece} 桥灯数量 3座", [["路灯数量", "5盏"], ["桥灯数量", "3座"]])

    assert piece[:12] in found.unread
    assert found.beside(0) and found.beside(1)


@pytest.mark.parametrize("piece", ["", "、", "，", "★", "（）", "。", "……", "第1页"])
def test_marks_and_page_numbers_are_passed_over(piece: str) -> None:
    found = between(f"路灯数量 5盏 {piece} 桥灯数量 3座", [["路灯数量", "5盏"], ["桥灯数量", "3座"]])

    assert found.unread == ""


def test_borders_and_blanks_are_nothing_left_over() -> None:
    assert between("路灯数量 | 5 盏 | |||\n", [["路灯数量", "5盏"]]).unread == ""


@pytest.mark.parametrize(
    "line",
    [
        "1.草原禁牧面积完成率，年初目标值≥92%，实际完成值≥92%，自评得分20分；",
        "设1条数量指标：开通业务月份≥12个月；",
        "满意度>=90%",
        "成本超支率 ≤ 0%",
        "资金支付及时率=100%，保障率≥85%",
        "目标值90%，完成值92%",
    ],
)
def test_lines_that_state_values_outside_tables_are_named(line: str) -> None:
    (said,) = left_of(Reading(texts=(Printed(line),))).unread

    assert said.startswith("1 lines outside tables")


@pytest.mark.parametrize(
    "line",
    [
        "一、基本情况",
        "全年支出1200万元，完成率95%。",
        "注：得分≥90分为优，80分至90分为良。",
        "完成率≥95%得满分，每低1个百分点扣1分。",
        "执行率=执行数÷预算数×100%",
    ],
)
def test_prose_and_rules_are_no_lost_values(line: str) -> None:
    assert list(left_of(Reading(texts=(Printed(line),))).unread) == []


def test_a_goal_that_states_a_value_was_read() -> None:
    goal = "群众满意度≥90%"
    reading = Reading(texts=(Printed(goal),), goals=(GoalReading("objective", goal),))

    assert list(left_of(reading).unread) == []


def _lamps(*targets: str) -> tuple[IndicatorReading, ...]:
    return tuple(
        IndicatorReading("unknown", Printed(f"路灯数量{at}"), cells={"target": Printed(target)})
        for at, target in enumerate(targets)
    )


def test_a_line_that_says_again_what_the_indicator_it_names_does_is_not_lost() -> None:
    rows = _lamps("≥90%")
    assert not left_of(Reading(texts=(Printed("全年路灯数量0目标值≥90%"),), indicators=rows)).unread
    assert left_of(Reading(texts=(Printed("群众满意度≥90%"),), indicators=rows)).unread
    assert left_of(Reading(texts=(Printed("全年路灯数量0目标值≥95%"),), indicators=rows)).unread


def test_a_line_or_two_beside_a_ruled_table_tell_of_it() -> None:
    line, rows = Printed("群众满意度≥90%"), _lamps("5盏", "6盏", "7盏", "8盏")
    for texts, is_ruled, are_lost in (((line,), True, False), ((line,), False, True), ((line,) * 3, True, True)):
        left = left_of(Reading(texts=texts, indicators=rows), is_ruled)
        assert bool(left.unread) == are_lost and bool(left.remarks) != are_lost
    assert left_of(Reading(texts=(line,), indicators=rows[:2]), is_ruled=True).unread


def test_a_remark_that_holds_the_values_of_other_rows_is_named() -> None:
    row = IndicatorReading("unknown", Printed("路灯数量"), cells={"remark": Printed("桥灯数量≥3座")})
    (said,) = left_of(Reading(indicators=(row,))).unread

    assert said.startswith("1 cells of words state values")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language(FORM, ("分值", "得分")), "the words of a form stand in it (分值, 得分), but no indicator was read"),
        (Language(REPORT), "a report without a table of indicators: what its text says of them was not read"),
        (
            Language(OTHER),
            "its title, or what could not be read of it, may be that of a form, but no indicator was read",
        ),
    ],
)
def test_why_a_paper_without_indicators_must_be_looked_at(language: Language, said: str) -> None:
    assert nothing_found(language) == said


def test_a_long_cell_of_signs_takes_no_time() -> None:
    row = IndicatorReading(
        "project-target", Printed("新建路灯数量"), cells={"remark": Printed("字" + "≥1" * 30_000 + "）")}
    )

    assert len(list(left_of(Reading(indicators=(row,))).unread)) == 1
