"""A workbook says the same in every format of workbooks, down to the names of its cells and what is left out."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from extractors.reading import read_document
from schema.document import Document, Table
from schema.errors import JixiaoError
from tests.extractors.book_files import Sheet, as_new, as_old, as_open, as_xml, open_file
from tests.extractors.papers import texts_of

HEAD = ("一级指标", "二级指标", "三级指标", "指标值", "分值")
ROWS = (
    HEAD,
    ("产出指标", "数量指标", "养护里程", "≥7公里", 20),
    (None, None, "巡查次数", "12次", 10.5),
    (None, "质量指标", "合格率", "≥98%", 20),
)
MERGED = [((1, 0), (3, 0)), ((1, 1), (2, 1))]
EVERY = {(row, column) for row in range(4) for column in range(5)}
WRITERS = {"old": as_old, "open": as_open, "xml": as_xml}

BOOKS = {
    "merged": [Sheet(ROWS, MERGED)],
    "ruled under a title": [Sheet([["目标表"], ["单位：万元"], *ROWS], [((3, 0), (5, 0))], bordered=[
        (row + 2, column) for row, column in EVERY])],
    "two tables on a sheet": [Sheet([*ROWS, [], ["表二"], *ROWS], [*MERGED, ((7, 0), (9, 0))])],
    "two sheets": [Sheet(ROWS, MERGED), Sheet([["单位", "甲局"], ["年度", 2024]])],
    "hidden rows": [Sheet(ROWS, MERGED, hidden_rows=[2])],
    "hidden columns": [Sheet(ROWS, MERGED, hidden_columns=[1, 4])],
    "a merged cell that begins in a hidden row": [Sheet(ROWS, MERGED, hidden_rows=[1])],
    "a hidden table": [Sheet(ROWS, MERGED), Sheet(ROWS, is_hidden=True)],
    "a hidden list": [Sheet([["是"], ["否"]], is_hidden=True), Sheet(ROWS, MERGED)],
    "struck out": [Sheet(ROWS, MERGED, struck=[(1, 3), (3, 2)])],
    "errors": [Sheet([["指标", "值"], ["里程", "#DIV/0!"], ["数量", "####"]])],
    "breaks and blanks": [Sheet([["指标\n名称", " 值"], ["里程", "1\n2"], ["数量", "三  个"]])],
    "formats": [Sheet(
        [["执行率", 0.96114], ["金额", 1234567.5], ["日期", 45292], ["零头", -3.25], ["数", 7], ["月", 45292]],
        formats={(0, 1): "0.00%", (1, 1): "#,##0.00", (2, 1): "yyyy-mm-dd", (3, 1): "0.00_ ;(0.00)",
                 (5, 1): 'yyyy"年"m"月"'})],
    "far away": [Sheet([[], [], [None, None, "甲", "乙"], [None, None, "丙", "丁"]])],
}  # fmt: skip


def said(document: Document) -> object:
    """All that a document says, with every place and name."""
    cells = [cell for block in document.blocks if isinstance(block, Table) for cell in block.cells]
    return document.channel, document.pages, texts_of(document), cells, document.warnings, document.unread


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("writer", WRITERS)
def test_a_workbook_says_the_same_in_every_format(name: str, writer: str) -> None:
    sheets = BOOKS[name]
    assert said(read_document(WRITERS[writer](*sheets))) == said(read_document(as_new(*sheets)))


def test_formats_are_what_a_person_sees() -> None:
    table = texts_of(read_document(as_old(*BOOKS["formats"])))[0]
    assert [row[1] for row in table] == ["96.11%", "1,234,567.50", "2024-01-01", "(3.25)", "7", "2024年1月"]


@pytest.mark.parametrize("writer", [as_new, *WRITERS.values()])
def test_cells_have_the_names_that_they_have_in_the_file(writer: Callable[..., bytes]) -> None:
    document = read_document(writer(Sheet(ROWS, MERGED, hidden_rows=[2], hidden_columns=[1])))
    names = {cell.text: cell.name for block in document.blocks if isinstance(block, Table) for cell in block.cells}
    assert names == {
        "一级指标": "A1", "三级指标": "C1", "指标值": "D1", "分值": "E1",
        "产出指标": "A2", "养护里程": "C2", "≥7公里": "D2", "20": "E4", "合格率": "C4", "≥98%": "D4",
    }  # fmt: skip


@pytest.mark.parametrize("writer", [as_new, as_open, as_xml])
def test_comments_are_named(writer: Callable[..., bytes]) -> None:
    document = read_document(writer(Sheet(ROWS, MERGED, comments={(3, 3): "改过"})))
    assert document.unread == ("comments, not read: 1 (sheet 1, cell D4: “改过”)",)


BLANK = "<table:table-cell/>"
ROW = "<table:table-row{0}><table:table-cell><text:p>甲</text:p></table:table-cell><table:table-cell{1}><text:p>乙{2}"
ROW += "</text:p></table:table-cell></table:table-row>"


def in_open(*rows: str, before: str = "") -> bytes:
    return open_file("spreadsheet", f'<table:table table:name="表">{before}{"".join(rows)}</table:table>')


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ((ROW.format(' table:number-rows-repeated="3"', "", ""),), [["甲", "乙"]] * 3),
        ((ROW.format("", ' table:number-columns-repeated="2"', ""), ROW.format("", "", "")),
         [["甲", "乙", "乙"], ["甲", "乙", ""]]),
        ((f"<table:table-header-rows>{ROW.format('', '', '')}</table:table-header-rows>",
          f"<table:table-row-group>{ROW.format('', '', '')}</table:table-row-group>"), [["甲", "乙"]] * 2),
        ((ROW.format("", "", '<text:s text:c="2"/>丙<text:tab/><text:line-break/><text:a>丁</text:a>'),
          ROW.format("", "", '<text:span text:style-name="cut">旧</text:span>')),
         [["甲", "乙  丙\t\n丁"], ["甲", "乙"]]),
    ],
    ids=["rows", "columns", "groups", "signs"],
)  # fmt: skip
def test_what_an_open_workbook_writes_in_short_is_written_out(rows: tuple[str], wanted: list[list[str]]) -> None:
    assert texts_of(read_document(in_open(*rows))) == [wanted]


def test_objects_of_an_open_workbook_are_named() -> None:
    frames = (
        "".join(f"<draw:frame><draw:{name}/></draw:frame>" for name in ("image", "object", "object-ole"))
        + "<draw:custom-shape><text:p>说明</text:p></draw:custom-shape>"
    )
    document = read_document(
        in_open(ROW.format("", "", ""), ROW.format("", "", ""), before=f"<table:shapes>{frames}</table:shapes>")
    )
    assert document.unread == (
        "pictures that may hold content, not read: 1 (sheet 1)", "charts, not read: 1 (sheet 1)",
        "embedded objects, not read: 1 (sheet 1)", "text boxes, not read: 1 (sheet 1: “说明”)",
    )  # fmt: skip


OPEN_ROWS = f'<table:table-row table:number-rows-repeated="1048570">{ROW[ROW.index(">") + 1 :].format("", "", "")}'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (open_file("spreadsheet", "", more={"META-INF/manifest.xml": "<a><encryption-data/></a>"}), "is encrypted"),
        (open_file("spreadsheet", f'<table:table table:name="a">{BLANK}</table:table>'), "holds no text"),
        (in_open(OPEN_ROWS), "more than 400,000 filled rows"),
        (in_open(ROW.format("", ' table:number-columns-repeated="16384"', "")), "more than 1,000 columns"),
        (open_file("spreadsheet", '<table:table table:name="a"/>' * 301), "more than 300 sheets"),
        (as_open(Sheet(ROWS))[:-200], "damaged zip"),
        (open_file("spreadsheet", "<broken"), "broken XML"),
        (as_old(Sheet(ROWS))[:3000], "a compound file of no known kind"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(500), "damaged"),
    ],
)  # fmt: skip
def test_what_can_not_be_read_is_refused_by_name(data: bytes, words: str) -> None:
    with pytest.raises(JixiaoError) as refused:
        read_document(data)
    assert words in f"{refused.value}"


def in_xml(cell: str, said: str = "") -> bytes:
    whole = as_xml(Sheet([["指标", "值"], ["里程", "甲"]])).decode()
    return (
        whole.replace('<Data ss:Type="String">甲</Data>', cell).replace('<Cell ss:Index="2">', f"<Cell{said}>").encode()
    )


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<Data ss:Type="DateTime">2024-03-05T00:00:00.000</Data>', "45356"),
        ('<Data ss:Type="Boolean">1</Data>', "TRUE"),
        ('<Data ss:Type="Number">3.60</Data>', "3.6"),
        ('<Data ss:Type="Number">odd</Data>', "odd"),
        ('<ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">新<S>旧</S><B>值</B></ss:Data>', "新值"),
    ],
)
def test_the_kinds_of_cells_of_xml_are_shown(cell: str, shown: str) -> None:
    assert texts_of(read_document(in_xml(cell))) == [[["指标", "值"], ["里程", shown]]]


def test_a_formula_without_a_result_in_xml_is_named() -> None:
    document = read_document(in_xml("", ' ss:Formula="=A1"'))
    assert [sentence.split(":")[0] for sentence in document.unread] == ["formulas without a stored result, not read"]


def test_struck_runs_of_an_old_workbook_lie_where_it_says() -> None:
    import xlwt

    book, stream = xlwt.Workbook(encoding="utf-8"), io.BytesIO()
    sheet = book.add_sheet("表")
    sheet.write(0, 0, "指标")
    sheet.write_rich_text(1, 0, ["第一行\r\n第二行\r\n", ("旧", xlwt.easyfont("struck_out on")), ("新", xlwt.Font())])
    book.save(stream)
    assert texts_of(read_document(stream.getvalue())) == ["指标", "第一行\n第二行\n新"]


@pytest.mark.parametrize("cut", range(0, 4_000, 97))
def test_damaged_old_workbooks_are_read_or_refused(cut: int) -> None:
    whole = bytearray(as_old(*BOOKS["merged"]))
    whole[cut % len(whole) : cut % len(whole) + 5] = b"\xff\x01\x00\xfe\x7f"
    try:
        read_document(bytes(whole))
    except JixiaoError as refused:
        assert refused.message
