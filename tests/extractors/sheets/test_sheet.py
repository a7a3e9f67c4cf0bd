"""A workbook comes back as a person sees it; what is hidden, lost or beside the cells is named."""

from __future__ import annotations

import pytest

from extractors.reading import read_document
from schema.errors import JixiaoError, UnreadableError
from tests.extractors.papers import texts_of
from tests.extractors.sheet_files import BORDERED, FIRST_FORMAT, MAIN, STRUCK, letters, sheet, workbook
from tests.extractors.word_files import OFFICE, package

HEAD = ("一级指标", "二级指标", "三级指标", "指标值")
ROWS = (HEAD, ("产出指标", "数量指标", "养护里程", "≥7公里"), (None, "质量指标", "合格率", "≥9%"))
GRID = [list(HEAD), ["产出指标", "数量指标", "养护里程", "≥7公里"], ["质量指标", "合格率", "≥9%"]]
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
SHAPES = "http://schemas.openxmlformats.org/drawingml/2006/main"


def test_sheets_are_pages_in_order_and_merged_cells_have_their_extent() -> None:
    document = read_document(workbook(sheet(*ROWS, merged=["A2:A3"]), sheet(("单位", "甲局"), ("年度", 2024))))
    assert (document.channel, document.pages, document.unread, document.warnings) == ("sheet", 2, (), ())
    assert texts_of(document) == [GRID, [["单位", "甲局"], ["年度", "2024"]]]
    first = document.blocks[0].cells[4]  # type: ignore[union-attr]
    assert (first.text, first.row, first.column, first.rowspan, first.colspan, first.page) == (
        "产出指标",
        1,
        0,
        2,
        1,
        1,
    )
    assert document.blocks[1].cells[0].page == 2  # type: ignore[union-attr]


def test_margins_are_trimmed_and_merged_cells_end_with_what_is_filled() -> None:
    rows = ([], [None, None, "目标表"], [None, None, "甲", "乙"], [None, None, "丙", "丁"], [None] * 9, [])
    document = read_document(workbook(sheet(*rows, merged=["C2:XFD2", "D3:Z3"])))
    assert texts_of(document) == ["目标表", [["甲", "乙"], ["丙", "丁"]]]
    assert all(cell.colspan == 1 for cell in document.blocks[1].cells)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("rows", "options", "wanted"),
    [
        ((["目标表"], ["单位：万元"], *ROWS), {"merged": ["A4:A5"]}, ["目标表", "单位：万元", GRID]),
        ((["目标表"], [], *ROWS), {"merged": ["A1:D1", "A4:A5"]}, ["目标表", GRID]),
        ((*ROWS, [], ["表二"], *ROWS), {"merged": ["A2:A3", "A7:A8"]}, [GRID, "表二", GRID]),
        ((*ROWS, [], *ROWS[1:]), {"merged": ["A2:A3", "A5:A6"]}, [GRID + GRID[1:]]),
        ((["项目名称", None], *ROWS), {"merged": ["B1:D1", "A3:A4"]}, [[["项目名称", ""], *GRID]]),
        ((["项目名称", None, None, None], *ROWS), {"merged": ["A3:A4"], "look": BORDERED},
         [[["项目名称", "", "", ""], *GRID]]),
        ((["目标表", None, None, None], *ROWS), {"merged": ["A1:D1", "A3:A4"], "look": BORDERED}, ["目标表", GRID]),
        ((["单位：甲局", None, None, "万元"], *ROWS), {"merged": ["A3:A4"], "look": BORDERED,
          "looks": {(0, column): 0 for column in range(4)}}, ["单位：甲局\u3000\u3000万元", GRID]),
        ((*ROWS, ["填报人：甲", None, "电话：1"]), {"merged": ["A2:A3"], "look": BORDERED,
          "looks": {(3, column): 0 for column in range(3)}}, [GRID, "填报人：甲\u3000\u3000电话：1"]),
        ((*ROWS, ["说明：略"]), {"merged": ["A2:A3", "A4:D4"]}, [GRID, "说明：略"]),
        ((HEAD, ["产出指标", "数量指标", "养护里程", "1"], [None] * 4, [None, "质量指标", "合格率", "2"]),
         {"merged": ["A2:A4"]},
         [[list(HEAD), ["产出指标", "数量指标", "养护里程", "1"], ["", "", ""], ["质量指标", "合格率", "2"]]]),
    ],
    ids=["titles", "merged title", "two tables", "gap", "label", "ruled label", "ruled title", "line", "foot", "note",
         "gap under a merged cell"],
)  # fmt: skip
def test_titles_and_tables_are_parted(rows: tuple[list[str]], options: dict, wanted: list) -> None:  # type: ignore[type-arg]
    assert texts_of(read_document(workbook(sheet(*rows, **options)))) == wanted


def test_numbers_and_results_are_shown_as_formatted() -> None:
    looks = {(0, 1): FIRST_FORMAT, (1, 1): FIRST_FORMAT + 1}
    rows = (
        ["执行率", "<f>A1/B1</f><v>0.9611</v>"],
        ["日期", 45292],
        ["合格", 't="b"|<v>1</v>'],
        ["文", 't="str"|<f>X</f><v>甲</v>'],
    )
    document = read_document(workbook(sheet(*rows, looks=looks), codes=["0.00%", "yyyy-mm-dd"]))
    assert texts_of(document) == [[["执行率", "96.11%"], ["日期", "2024-01-01"], ["合格", "TRUE"], ["文", "甲"]]]


def listed(*sheets: tuple[str, str], properties: str = "") -> dict[str, str | bytes]:
    """The main part of a workbook, of sheets by name and relation."""
    each = "".join(f'<sheet name="{name}" r:id="{relation}"/>' for name, relation in sheets)
    made = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr {properties}/><sheets>{each}</sheets></workbook>'
    return {"xl/workbook.xml": made}


def test_dates_are_counted_from_the_day_that_the_workbook_says() -> None:
    made, looks = listed(("表", "rId1"), properties='date1904="1"'), {(1, 1): FIRST_FORMAT}
    document = read_document(
        workbook(sheet(["甲", "乙"], ["日期", 43830], looks=looks), codes=["yyyy-mm-dd"], parts=made)
    )
    assert texts_of(document) == [[["甲", "乙"], ["日期", "2024-01-01"]]]


def test_a_sheet_that_is_a_chart_is_named() -> None:
    document = read_document(workbook(sheet(["甲", "乙"], ["丙", "丁"]), parts=listed(("表", "rId1"), ("图", "rId2"))))
    assert (texts_of(document), document.unread) == (
        [[["甲", "乙"], ["丙", "丁"]]],
        ("charts, not read: 1 (sheet 2: “图”)",),
    )


def test_shared_texts_come_without_readings_and_struck_runs() -> None:
    text = "<r><t>绩</t></r><r><rPr><strike/></rPr><t>旧</t></r><r><t>效_x000D_</t></r><rPh><t>ji</t></rPh>"
    document = read_document(workbook(sheet(["甲", 't="s"|<v>0</v>'], ["乙", "丙"]), strings=[text]))
    assert texts_of(document) == [[["甲", "绩效"], ["乙", "丙"]]]


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ('t="e"|<v>#DIV/0!</v>', "cells that show an error in place of a value: 1 (sheet 1, cell B2: “#DIV/0!”)"),
        ('t="e"|<v>#N/A</v>', "cells that show an error in place of a value: 1 (sheet 1, cell B2: “#N/A”)"),
        ("########", "cells that show an error in place of a value: 1 (sheet 1, cell B2: “########”)"),
        ("<f>SUM(A1:A2)</f>", "formulas without a stored result, not read: 1 (sheet 1, cell B2)"),
        ("<f>SUM(A1:A2)</f><v></v>", "formulas without a stored result, not read: 1 (sheet 1, cell B2)"),
    ],
)
def test_cells_without_a_value_say_so(value: str, sentence: str) -> None:
    document = read_document(workbook(sheet(["指标", "值"], ["里程", value], ["数量", 3])))
    assert texts_of(document) == [[["指标", "值"], ["里程", ""], ["数量", "3"]]]
    assert document.unread == (sentence,)


def test_a_date_that_is_none_and_a_hidden_value_say_so() -> None:
    looks = {(1, 1): FIRST_FORMAT, (1, 2): FIRST_FORMAT + 1, (0, 0): STRUCK}
    rows = ["旧", "值"], ["甲", -4, 5]
    document = read_document(workbook(sheet(*rows, looks=looks), codes=["yyyy/m/d", ";;;"]))
    assert document.unread == (
        "struck-out texts, left out: 1 (sheet 1, cell A1: “旧”)",
        "cells that show an error in place of a value: 1 (sheet 1, cell B2: “########”)",
        "cells whose format hides what they hold, left out: 1 (sheet 1, cell C2: “5”)",
    )


@pytest.mark.parametrize(
    ("row", "column"), [('hidden="1"', 'hidden="1" width="9"'), ('customHeight="1" ht="0"', 'width="0.0"')]
)
def test_hidden_rows_and_columns_are_left_out_and_named(row: str, column: str) -> None:
    rows = (["指标", "密", "值"], ["里程", "暗", 5], ["样例", "暗", 6], ["数量", "暗", 7])
    made = sheet(*rows, hidden=[2], columns=f'<cols><col min="2" max="2" {column}/></cols>')
    document = read_document(workbook(made.replace('<row r="3" hidden="1">', f'<row r="3" {row}>')))
    assert texts_of(document) == [[["指标", "值"], ["里程", "5"], ["数量", "7"]]]
    (sentence,) = document.unread
    assert sentence.startswith(
        "hidden rows and columns with content, left out: 2 (sheet 1, column B: “密”; sheet 1, row 3:"
    )


def test_merged_cells_shrink_by_hidden_rows_and_show_even_where_they_begin_in_one() -> None:
    rows = (["指标", "值"], ["产出", "1"], [None, "2"], [None, "3"])
    document = read_document(workbook(sheet(*rows, merged=["A2:A4"], hidden=[1])))
    assert texts_of(document) == [[["指标", "值"], ["产出", "2"], ["3"]]]
    assert [cell.rowspan for cell in document.blocks[0].cells] == [1, 1, 2, 1, 1]  # type: ignore[union-attr]


def test_a_hidden_table_is_not_read_and_a_hidden_list_is_nothing() -> None:
    shown, choices = sheet(*ROWS, merged=["A2:A3"]), sheet(["是"], ["否"])
    table = read_document(workbook(shown, sheet(*ROWS[:2], *ROWS[:2]), hidden=[1]))
    assert texts_of(table) == [GRID] and table.pages == 1
    assert table.unread == ("hidden sheets with tables, left out: 1 (in the file: “表2”)",)
    assert read_document(workbook(shown, choices, hidden=[1])).warnings == (
        "hidden sheets without tables, left out: 1",
    )


def test_texts_under_merged_cells_are_named() -> None:
    document = read_document(workbook(sheet(["甲", "暗"], ["乙", "丙"], merged=["A1:B1"])))
    assert document.unread == ("texts under merged cells, left out: 1 (sheet 1: “暗”)",)


@pytest.mark.parametrize(
    ("kind", "part", "sentence"),
    [
        ("comments", f'<comments xmlns="{MAIN}"><commentList><comment ref="B2"><text><t>改</t></text></comment>'
         "</commentList></comments>", "comments, not read: 1 (sheet 1, cell B2: “改”)"),
        ("drawing", f'<d:wsDr xmlns:d="{DRAWING}" xmlns:a="{SHAPES}"><d:pic/></d:wsDr>',
         "pictures that may hold content, not read: 1 (sheet 1)"),
        ("drawing", f'<d:wsDr xmlns:d="{DRAWING}" xmlns:a="{SHAPES}"><d:sp><a:t>图注</a:t></d:sp></d:wsDr>',
         "text boxes, not read: 1 (sheet 1: “图注”)"),
        ("drawing", f'<d:wsDr xmlns:d="{DRAWING}"><d:graphicFrame/></d:wsDr>', "charts, not read: 1 (sheet 1)"),
        ("threadedComment", '<x><threadedComment ref="B2"><text>改</text></threadedComment></x>',
         "comments, not read: 1 (sheet 1, cell B2: “改”)"),
        ("ctrlProp", "<x/>", "form controls whose value was not read: 1 (sheet 1)"),
        ("drawing", "<broken", "the part xl/worksheets/beside.xml is damaged or too large and was not read"),
        ("oleObject", "x", "embedded objects, not read: 1 (sheet 1)"),
    ],
)  # fmt: skip
def test_what_lies_beside_the_cells_is_named(kind: str, part: str, sentence: str) -> None:
    data = workbook(sheet(*ROWS), beside={kind: "beside.xml"}, parts={"xl/worksheets/beside.xml": part})
    assert read_document(data).unread == (sentence,)


@pytest.mark.parametrize(
    ("size", "is_told"),
    [('cx="1500000" cy="1500000"', False), ('cx="5000000" cy="90000"', False), ('cx="3000000" cy="1500000"', True),
     ('cx="0" cy="0"', True), ("", True)],
    ids=["seal", "line", "picture", "by its cells", "unknown"],
)  # fmt: skip
def test_a_picture_may_hold_content_by_its_size(size: str, is_told: bool) -> None:
    named = '<d:nvPicPr><d:cNvPr><a:extLst><a:ext uri="{FF2B5EF4}"/></a:extLst></d:cNvPr></d:nvPicPr>'
    pic = f"<d:pic>{named}<d:spPr><a:xfrm><a:off/><a:ext {size}/></a:xfrm></d:spPr></d:pic>"
    drawing = f'<d:wsDr xmlns:d="{DRAWING}" xmlns:a="{SHAPES}">{pic}</d:wsDr>'
    data = workbook(sheet(*ROWS), beside={"drawing": "beside.xml"}, parts={"xl/worksheets/beside.xml": drawing})
    sentence = "pictures that may hold content, not read: 1 (sheet 1)"
    assert read_document(data).unread == ((sentence,) if is_told else ())


def test_headers_are_lines_and_numbers_of_pages_are_none() -> None:
    more = '<headerFooter><oddHeader>&amp;L附件1&amp;C&amp;"宋体"&amp;14绩效自评表</oddHeader>'
    more += "<oddFooter>第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>"
    document = read_document(workbook(sheet(*ROWS, more=more, merged=["A2:A3"])))
    assert texts_of(document) == ["附件1", "绩效自评表", GRID]


def test_a_damaged_sheet_costs_itself_alone() -> None:
    document = read_document(workbook("<worksheet", sheet(*ROWS, merged=["A2:A3"])))
    assert texts_of(document) == [GRID]
    assert document.unread == ("the part xl/worksheets/sheet1.xml is damaged or too large and was not read",)


def test_damaged_styles_cost_the_formats_and_say_so() -> None:
    document = read_document(workbook(sheet(["甲", 0.5], ["乙", 1]), parts={"xl/styles.xml": "<styleSheet"}))
    assert texts_of(document) == [[["甲", "0.5"], ["乙", "1"]]]
    assert document.unread == ("the part for styles is damaged: numbers may be shown in another form than on paper",)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (workbook(), "no sheets"),
        (workbook(sheet()), "no text"),
        (workbook(sheet(["甲", "乙"]), parts={"xl/sharedStrings.xml": "<sst"}), "damaged"),
        (package({"xl/workbook.xml": "<!DOCTYPE x><workbook/>"}), "DOCTYPE"),
        (workbook(sheet(["甲", "乙"]))[:-40], "damaged zip"),
    ],
)
def test_what_is_no_workbook_is_refused_with_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words) as raised:
        read_document(data)
    assert raised.value.advice


@pytest.mark.parametrize(
    "made",
    [
        sheet(["甲", *[None] * 1_200, "乙"]),
        sheet(["甲"], ["乙"], merged=["A1:B2"] * 60_000),
        sheet(*[["值"] * 900] * 460),
        sheet(["甲", *[None] * 900, "丁"], *[["乙"]] * 900, merged=[f"A{n}:XFD1048576" for n in range(1, 9)]),
    ],
    ids=["columns", "ranges", "cells", "merged area"],
)
def test_more_than_a_filing_holds_is_refused(made: str) -> None:
    with pytest.raises(JixiaoError, match="more than"):
        read_document(workbook(made))


def test_cells_far_apart_cost_no_more_than_they_are() -> None:
    rows = (f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}"><v>2</v></c></row>' for row in (1, 1_048_576))
    far = f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'
    assert texts_of(read_document(workbook(far))) == [[["1", "2"], ["1048576", "2"]]]


def test_columns_have_their_names() -> None:
    assert [letters(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_form_on_the_heels_of_another_is_one_by_itself() -> None:
    rows = (["表一"], ["项目名称", "甲"], ["金额", "1"], ["表二"], ["（2024年度）"], ["项目名称", "乙"], ["金额", "2"])
    first, second = [["项目名称", "甲"], ["金额", "1"]], [["项目名称", "乙"], ["金额", "2"]]
    assert texts_of(read_document(workbook(sheet(*rows)))) == ["表一", first, "表二", "（2024年度）", second]


@pytest.mark.parametrize(("formula", "shown"), [("100%", "=100%"), ("3", "=3"), ("-1.5", "=-1.5")])
def test_a_formula_that_is_a_number_is_what_someone_wrote(formula: str, shown: str) -> None:
    document = read_document(workbook(sheet(["指标", "值"], ["里程", f"<f>{formula}</f>"])))
    assert (texts_of(document), document.unread) == ([[["指标", "值"], ["里程", shown]]], ())
