from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.forms.prose.narrative import narrate
from schema.place import Place
from schema.reading import AmountReading, Printed
from tests.extractors.papers import sure

CASES = Path(__file__).parents[2] / "cases"


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def told(amounts: tuple[AmountReading, ...]) -> str:
    return "；".join(f"{amount.value.text}={'/'.join(amount.path)}" for amount in amounts)


@pytest.mark.parametrize("case", rows("narrative.csv"), ids=lambda case: case["text"][:20])
def test_case(case: dict[str, str]) -> None:
    assert told(narrate([Printed(case["text"])])) == case["amounts"]


def test_source_project_and_place() -> None:
    place = Place(page=2, block=7)
    (amount,) = narrate([Printed("公用经费12万元。", place, 0.8)], project="修路")
    assert (amount.source, amount.project, amount.place, amount.confidence) == ("narrative", "修路", place, 0.8)
    assert amount.value.place == place


def test_once_a_chapter_and_again_in_the_next() -> None:
    lines = [
        "一、支出",
        "基本支出50万元，其中业务工作经费20万元。",
        "1.工作经费20万元。主要用于办公。",
        "二、总结",
        "工作经费20万元。",
    ]
    found = told(narrate([Printed(line, Place(block=at)) for at, line in enumerate(lines, 1)]))
    assert found == "50万元=基本支出；20万元=基本支出/业务工作经费；20万元=工作经费"


def test_parts_may_begin_the_next_paragraph() -> None:
    found = told(narrate([Printed("全年支出50万元。"), Printed("其中：人员经费30万元。"), Printed("公用经费20万元。")]))
    assert found == "50万元=支出；30万元=支出/人员经费；20万元=公用经费"


def test_two_items_of_one_amount_are_two() -> None:
    found = told(narrate([Printed("进出口20亿元。"), Printed("出口20亿元。"), Printed("人员经费20亿元。")]))
    assert found == "20亿元=进出口；20亿元=出口；20亿元=人员经费"


def test_cells_are_chapters_of_their_own() -> None:
    cells = [Printed("电商交易额140亿元。", Place(table=1, row=row, column=2)) for row in (3, 9)]
    assert len(narrate(cells)) == 2


def test_a_figure_in_a_short_numbered_line_is_no_heading() -> None:
    assert told(narrate([Printed("一、支出"), Printed("（一）人员经费20万元")])) == "20万元=人员经费"


def test_label_is_the_other_year() -> None:
    texts = [Printed("2024年支出5万元。2024年收入6万元。"), Printed("2023年支出4万元，较2022年减少1万元。")]
    assert [amount.label for amount in narrate(texts)] == ["", "", "2023年", "2023年"]


def test_negative_growth_keeps_its_sign() -> None:
    assert narrate([Printed("出口增长-3.5%。")])[0].value.text == "-3.5%"


@pytest.mark.parametrize(
    "text",
    [
        "经费1元" * 20_000,
        "其中(1人" * 20_000,
        "1,111" * 20_000,
        "计" * 100_000 + "5元",
        "1-" * 50_000,
        "（一）甲\n" * 20_000,
    ],
    ids=lambda text: text[:6],
)
def test_hostile_texts_take_linear_time(text: str) -> None:
    narrate([Printed("经费1元")])
    began = time.process_time()
    narrate([Printed(text)])
    assert time.process_time() - began < 5


FRAGMENTS = st.sampled_from(
    [*"其中共计为，。；（）、1２.,%元万人个年 \n", "基本支出", "用于", "同比增长", "分别为", "2023年", "目标1："]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(FRAGMENTS, max_size=60).map("".join))
def test_any_text_gives_figures_that_stand_in_it(text: str) -> None:
    for amount in narrate([Printed(text)]):
        assert amount.path and all(amount.path)
        assert amount.value.text.strip()[0] in text


@pytest.mark.parametrize(
    ("text", "found", "reason"),
    [
        ("部门支出1亿2千万元。", "1亿2千万元=支出", "the figure is printed in several scales"),
        ("财政收入1亿2000万元。", "1亿2000万元=财政收入", "the figure is printed in several scales"),
        ("培训费2万3千5百元。", "2万3千5百元=培训费", "the figure is printed in several scales"),
        ("购置费3万5千元。", "3万5千元=购置费", "the figure is printed in several scales"),
        ("邮电费三万二千元。", "三万二千元=邮电费", "the figure is printed in Chinese numerals"),
        ("水费十二万元。", "十二万元=水费", "the figure is printed in Chinese numerals"),
        ("电费伍拾万元整。", "伍拾万元=电费", "the figure is printed in Chinese numerals"),
        ("劳务费人民币叁万元。", "叁万元=劳务费", "the figure is printed in Chinese numerals"),
        ("经费一百二十三万元。", "一百二十三万元=经费", "the figure is printed in Chinese numerals"),
        (
            "办公费1 234.56万元。",
            "1 234.56万元=办公费",
            "the figure's digits had to be put right",
        ),
        ("办公费1,2\n34万元。", "1,2 34万元=办公费", "the figure's digits had to be put right"),
        ("办公费12.\n5万元。", "12. 5万元=办公费", "the figure's digits had to be put right"),
        ("办公费12 34万元。", "34万元=办公费12", "further digits stand before the figure, a blank or line between"),
    ],
)
def test_a_figure_in_an_odd_writing_is_doubted(text: str, found: str, reason: str) -> None:
    amounts = narrate([Printed(text)])
    assert told(amounts) == found
    assert amounts[0].reasons == (reason,)
    assert sure(amounts[0]) < 0.8


@pytest.mark.parametrize("sign", ["RMB", "RMB ", "CNY", "¥", "￥", "人民币", "¥ "])
def test_the_sign_of_a_currency_is_no_name(sign: str) -> None:
    assert told(narrate([Printed(f"印刷费{sign}50万元。")])) == "50万元=印刷费"


@pytest.mark.parametrize("text", ["二元结构明显。", "单元改造。", "三方面、两个方面。", "元月一日起。", "万元以上的。"])
def test_words_with_numerals_are_no_sums(text: str) -> None:
    assert told(narrate([Printed(text)])) == ""


def test_parts_in_several_scales_stand_under_their_whole() -> None:
    found = told(narrate([Printed("支出1亿2千万元，其中：项目支出2千5百万元，基本支出9千5百万元。")]))
    assert found == "1亿2千万元=支出；2千5百万元=支出/项目支出；9千5百万元=支出/基本支出"


@pytest.mark.parametrize(
    ("lines", "amounts"),
    [
        ("本年度本单位安排改造资金100\n0万元用于修路。", "1000万元=改造资金"),
        ("本年度本单位的全部项目支出245.\n6万元。", "245.6万元=全部项目支出"),
        ("本年度本单位在各乡镇的农村培训农民1,2\n00人次。", "1,200人次=各乡镇的农村培训农民"),
        ("本年度本单位的改造任务完成于2023\n100万元。", "100万元=于2023"),
    ],
)
def test_a_figure_that_the_end_of_a_line_cut_is_one(lines: str, amounts: str) -> None:
    assert told(narrate([Printed(lines)])).split("；")[-1] == amounts
