"""Delimited text comes back as a table; text that only holds commas and tabs stays a text."""

from __future__ import annotations

import time

import pytest

from extractors.reading import read_document
from schema.errors import LimitError
from tests.extractors.papers import texts_of

ROWS = "一级指标,三级指标,指标值\r\n产出指标,养护里程,≥3.6公里\r\n,合格率,≥95%\r\n"
GRID = [["一级指标", "三级指标", "指标值"], ["产出指标", "养护里程", "≥3.6公里"], ["", "合格率", "≥95%"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_rows_in_all_encodings(encoding: str) -> None:
    document = read_document(ROWS.encode(encoding))
    assert (document.channel, document.pages, texts_of(document)) == ("sheet", None, [GRID])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (ROWS.replace(",", ";"), [GRID]),
        (ROWS.replace("\r\n", "\n"), [GRID]),
        (ROWS.replace(",", "\t").replace("养护里程", '"养护里程"'), [GRID]),
        ("绩效目标表,,\r\n单位：万元,,\r\n" + ROWS * 3, ["绩效目标表", "单位：万元", GRID * 3]),
        (ROWS + ",,\r\n第二张表,,\r\n" + ROWS, [GRID, "第二张表", GRID]),
        (ROWS + ",,\r\n,,\r\n", [GRID]),
        (ROWS.replace("养护里程", '"养护\n里程"'), [[GRID[0], ["产出指标", "养护\n里程", "≥3.6公里"], GRID[2]]]),
        (ROWS.replace("养护里程", '"养护""好""里程,公里"'),
         [[GRID[0], ["产出指标", '养护"好"里程,公里', "≥3.6公里"], GRID[2]]]),
        (ROWS.replace("养护里程", '="007"'), [[GRID[0], ["产出指标", "007", "≥3.6公里"], GRID[2]]]),
        (ROWS.replace("≥3.6公里", '"1,234.50"'), [[GRID[0], ["产出指标", "养护里程", "1,234.50"], GRID[2]]]),
    ],
)  # fmt: skip
def test_delimiters_quotes_and_titles(text: str, wanted: list[object]) -> None:
    assert texts_of(read_document(text.encode())) == wanted


def test_rows_of_tables_with_other_numbers_of_cells_are_tables() -> None:
    text = "绩效目标表\n填报单位,某县水务局\n" + "项目名称,渠道整修,联系人,周某\n" * 3 + ROWS.replace("\r", "")
    found = texts_of(read_document(text.encode()))
    assert [cell for row in found[-1] for cell in row][-3:] == ["合格率", "≥95%", ""]


@pytest.mark.parametrize("error", ["#DIV/0!", "########", "#REF!", "#N/A", "#VALUE!"])
def test_errors_are_no_values_and_named(error: str) -> None:
    document = read_document(ROWS.replace("≥95%", error).encode())
    assert texts_of(document) == [[*GRID[:2], ["", "合格率", ""]]]
    assert document.unread == (f"cells that show an error in place of a value: 1 (cell C3: “{error}”)",)


@pytest.mark.parametrize(
    "text",
    [
        "绩效目标表\n一、养护里程, 合格率, 满意度。\n二、完成。\n三、无。",
        "养护里程, 3.6公里\n合格率, 95%\n满意度, 90%\n",
        "一级指标\t三级指标\t指标值\n产出指标\t养护里程\t≥3.6公里\n产出指标\t合格率\t≥95%\n",
        '一级指标\t三级指标\t指标值\n<ol style="x">\t养护里程\t≥3.6公里\n产出指标\t合格率\t≥95%\n',
        "甲,乙,丙\n",
        "The road, the bridge, and the town\nA line\nAnother, line, with, commas\nLast line",
        "\t一级指标\n\t三级指标\n\t指标值, 分值, 得分\n\n\t产出\n\t里程\n\t3, 4, 5\n",
        "项目名称：道路，桥梁，学校\n主管部门：甲局，乙局，丙局\n金额：1,234,567元\n",
    ],
)
def test_text_with_commas_and_tabs_is_text(text: str) -> None:
    assert read_document(text.encode()).channel == "text"


@pytest.mark.parametrize(
    "text", [ROWS * 150_000, ROWS + '"' + "甲" * 200_000, "甲,乙,丙\n" * 9 + "," * 5_000 + "丁\n"],
    ids=["cells", "a quote without end", "columns"],
)  # fmt: skip
def test_more_than_a_filing_holds_is_refused_soon(text: str) -> None:
    started = time.process_time()
    with pytest.raises(LimitError):
        read_document(text.encode())
    assert time.process_time() - started < 10


@pytest.mark.parametrize("cell", ['"养护里程', '"养护"里程', '"'])
def test_a_lost_quote_swallows_no_rows_and_is_texts_of(cell: str) -> None:
    document = read_document(ROWS.replace("养护里程", cell).encode())
    assert texts_of(document) == [[GRID[0], ["产出指标", cell, "≥3.6公里"], GRID[2]]]
    (sentence,) = document.unread
    assert sentence.startswith("a quote of the delimited text is not closed")
