from __future__ import annotations

import pytest

from extractors.readers.text import MAXIMUM_BYTES, MAXIMUM_CELLS
from extractors.reading import read_document
from schema.document import Paragraph, Table
from schema.errors import JixiaoError, LimitError, UnreadableError
from tests.extractors.papers import document, lined, tabbed


def rows(text: str, number: int = 0) -> list[list[str]]:
    """The cells of one of the tables of a text."""
    tables = [block for block in document(text).blocks if isinstance(block, Table)]
    return [[cell.text for cell in row] for row in tables[number].rows()]


def shapes(text: str) -> list[str]:
    """`p` for a paragraph with its text, `t` for a table with its number of rows."""
    return [
        f"p {block.text}" if isinstance(block, Paragraph) else f"t {len(list(block.rows()))}"
        for block in document(text).blocks
    ]


def test_a_text_of_lines_is_paragraphs() -> None:
    assert shapes("整体绩效目标表\n\n  单位：万元\n") == ["p 整体绩效目标表", "p   单位：万元"]


def test_tabs_make_rows_of_one_length_with_empty_cells_behind() -> None:
    assert rows(tabbed("项目名称|路灯维护||", "主管部门|柳湾县城管局")) == [
        ["项目名称", "路灯维护", "", ""],
        ["主管部门", "柳湾县城管局", "", ""],
    ]


def test_labels_with_what_they_say_beside_an_even_table_are_lines() -> None:
    body = ["一级指标|产出指标|产出指标", "三级指标|修渠长度|修桥数量", "指标值|≥3公里|2座"]
    text = tabbed("填报单位：某站|项目名称：修渠", *body, "填报人：某某|日期：某日")
    assert shapes(text) == ["p 填报单位：某站\t项目名称：修渠", "t 3", "p 填报人：某某\t日期：某日"]
    assert shapes(tabbed("填报单位：某站|项目名称：修渠", "填报人：某某|日期：某日")) == ["t 2"]


def test_pairs_over_an_even_table_are_rows_of_it() -> None:
    body = ["一级指标|产出指标|产出指标|效益指标", "三级指标|修渠长度|修桥数量|受益人数", "指标值|≥3公里|2座|9人"]
    (table,) = document(tabbed("填报单位|某站", "项目名称|修渠", *body)).blocks
    assert isinstance(table, Table)
    assert table.exact
    assert [[cell.text for cell in row][:2] for row in table.rows()] == [
        ["填报单位", "某站"],
        ["项目名称", "修渠"],
        *(line.split("|")[:2] for line in body),
    ]


def test_a_heading_between_rows_parts_two_tables() -> None:
    text = tabbed("甲|1", "乙|2") + "附件2\n" + tabbed("丙|3")
    assert shapes(text) == ["t 2", "p 附件2", "t 1"]


def test_a_short_torn_line_between_rows_stays_in_the_table() -> None:
    text = tabbed("甲|1|2", "乙|3|4") + "标值\n" + tabbed("丙|5|6")
    assert rows(text) == [["甲", "1", "2"], ["乙", "3", "4"], ["标值", "", ""], ["丙", "5", "6"]]


def test_a_line_too_long_to_be_torn_ends_the_table() -> None:
    text = tabbed("甲|1", "乙|2") + "以上各项由填报单位如实填写并对数字负责\n" + tabbed("丙|3")
    assert shapes(text) == ["t 2", "p 以上各项由填报单位如实填写并对数字负责", "t 1"]


def test_a_cell_a_line_is_a_row_to_the_blank_line() -> None:
    assert rows(lined("项目名称|路灯维护", "主管部门|柳湾县城管局|实施单位|路灯所")) == [
        ["项目名称", "路灯维护"],
        ["主管部门", "柳湾县城管局", "实施单位", "路灯所"],
    ]


def test_a_line_without_a_tab_goes_on_in_its_cell() -> None:
    text = "\t年度目标\n\t一、修好路灯。\n二、换好灯杆。\n\t完成\n\n\t甲\n\t乙\n\t丙\n"
    assert rows(text)[0] == ["年度目标", "一、修好路灯。\n二、换好灯杆。", "完成"]


def test_an_empty_paragraph_inside_a_cell_does_not_end_its_row() -> None:
    text = lined("甲|乙|丙") + "\t年度目标\n\t修好路灯。\n\n换好灯杆。\n\t全部完成\n\n"
    assert rows(text)[1] == ["年度目标", "修好路灯。\n\n换好灯杆。", "全部完成"]


def test_a_heading_behind_a_short_row_is_no_rest_of_its_cell() -> None:
    text = lined("甲|乙|丙", "丁|戊") + "二、绩效指标\n" + lined("己|庚")
    assert shapes(text) == ["t 2", "p 二、绩效指标", "t 1"]


def test_behind_a_whole_row_a_line_is_a_paragraph() -> None:
    text = lined("甲|乙", "丁|戊") + "其余见附表\n" + lined("己|庚")
    assert shapes(text) == ["t 2", "p 其余见附表", "t 1"]


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_of_other_systems_are_line_ends(ends: str) -> None:
    assert rows(tabbed("甲|1|2", "乙|3|4").replace("\n", ends)) == [["甲", "1", "2"], ["乙", "3", "4"]]


def test_a_form_feed_begins_a_row_of_its_own() -> None:
    assert shapes("第一页\f第二页") == ["p 第一页", "p 第二页"]


@pytest.mark.parametrize("debris", ["[bookmark: _GoBack]", "[image:  3.png]", "[Footnote: a]"])
def test_marks_that_an_export_left_are_gone(debris: str) -> None:
    assert rows(tabbed(f"甲|{debris}满意度|1")) == [["甲", "满意度", "1"]]


def test_columns_of_a_text_are_counted_off() -> None:
    table = next(block for block in document(tabbed("甲|1|2")).blocks if isinstance(block, Table))
    assert not table.exact
    assert [cell.column for cell in table.cells] == [0, 1, 2]
    assert document("甲").channel == "text"


def test_a_composed_character_is_one() -> None:
    assert shapes("e\u0301") == ["p \u00e9"]


@pytest.mark.parametrize("data", [b"", b"  \r\n\t ", b"\x00\x00", "\ufeff  \n".encode(), b"[image: a]"])
def test_nothing_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_document(data)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("甲" * (MAXIMUM_BYTES // 3 + 1), id="bytes"),
        pytest.param("甲" + "\t" * (MAXIMUM_CELLS + 1), id="cells"),
        pytest.param("甲" + "\t" * 1000 + "\n" + "甲\t\n" * 1000, id="cells once all rows are of one length"),
    ],
)
def test_what_is_too_large_for_a_filing_is_refused(text: str) -> None:
    with pytest.raises(LimitError) as caught:
        document(text)
    assert caught.value.advice


def test_a_cell_of_many_lines_costs_no_more_than_its_length() -> None:
    text = "\t年度目标\n" + "修好路灯。\n" * 300_000
    (table,) = document(text).blocks
    assert isinstance(table, Table)
    assert len(table.cells) == 1
    assert table.cells[0].text.count("\n") == 300_000


def test_an_unknown_format_is_refused_by_name() -> None:
    with pytest.raises(JixiaoError, match=r"甲\.bin"):
        read_document(bytes(range(256)) * 40, "甲.bin")


@pytest.mark.parametrize(
    "text",
    [
        "<svg xmlns='http://www.w3.org/2000/svg'><text>绩效</text></svg>",
        "<?xml version='1.0'?><root><行>甲</行></root>",
    ],
)
def test_markup_is_refused_by_its_name(text: str) -> None:
    with pytest.raises(UnreadableError, match="which we do not read"):
        document(text)


@pytest.mark.parametrize(
    "text", ["<5次 绩效目标", "项目名称：<html>课程建设", "From: 某局\n绩效目标表", "<b>绩效</b>目标表"]
)
def test_text_with_a_sign_or_a_tag_in_it_is_text(text: str) -> None:
    assert shapes(text)[0].startswith("p ")
