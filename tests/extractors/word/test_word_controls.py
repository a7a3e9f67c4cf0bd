"""Content controls and fields give the value that they hold, and those that give none are told."""

from __future__ import annotations

import pytest

from extractors.reading import read_document
from schema.document import Document, Paragraph
from tests.extractors.word_files import docx, linked, p, run, story, tbl, tc, tr

ASKING = "<w:showingPlcHdr/>"
STYLED = run("待定", '<w:rStyle w:val="a3"/>')
STORE = '<root xmlns="urn:x"><target>≥3.6公里</target><year n="2023"/><blank/></root>'
PATHS = {
    "/ns0:root[1]/ns0:target[1]": "≥3.6公里",
    "/ns0:root/ns0:target": "≥3.6公里",
    "/ns0:root/ns0:year/@n": "2023",
    "/ns0:root/ns0:blank": "",
    "/ns0:root/ns0:none": "",
    "/ns1:root": "",
    "//ns0:target": "",
    "count(//*)": "",
    "/ns0:root[": "",
}


def control(properties: str, inside: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def bound(path: str) -> str:
    return f'<w:dataBinding w:prefixMappings="xmlns:ns0=\'urn:x\'" w:xpath="{path}" w:storeItemID="{{1}}"/>'


def read(*blocks: str, store: str = STORE) -> Document:
    return read_document(
        linked(story(*blocks), {"rId1": ("customXml", "../customXml/item1.xml")}, {"customXml/item1.xml": store})
    )


def said(document: Document) -> str:
    (block,) = document.blocks
    return block.text if isinstance(block, Paragraph) else "|".join(cell.text for cell in block.cells)


@pytest.mark.parametrize(("path", "value"), PATHS.items())
@pytest.mark.parametrize("inside", [run("单击此处输入文字。"), STYLED, ""], ids=["asking", "styled", "empty"])
def test_an_unfilled_control_says_what_the_data_hold(path: str, value: str, inside: str) -> None:
    properties = (ASKING if inside else "") + bound(path)
    assert said(read(p("指标：", control(properties, inside)))) == f"指标：{value}"
    table = tbl(tr("甲", control(properties, tc(p(inside)))), tr("乙", tc(control(properties, p(inside)))))
    assert said(read(table)) == f"甲|{value}|乙|{value}"


def test_a_filled_control_says_its_own_words() -> None:
    assert said(read(p(control(bound("/ns0:root/ns0:target"), run("≥4公里"))))) == "≥4公里"


def test_damaged_data_say_nothing() -> None:
    document = read(p("甲", control(ASKING + bound("/ns0:root/ns0:target"), STYLED)), store="<root")
    assert said(document) == "甲"


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ('<w:dropDownList w:lastValue="2"><w:listItem w:value="1" w:displayText="差"/>'
         '<w:listItem w:value="2" w:displayText="优"/></w:dropDownList>', "优"),
        ('<w:comboBox w:lastValue="良好"/>', "良好"),
        ('<w:date w:fullDate="2023-12-31T00:00:00Z"/>', "2023-12-31"),
        ('<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', "☑"),
        ('<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>', "□"),
        ("<w:dropDownList/>", ""),
        ("<w:text/>", ""),
    ],
)  # fmt: skip
def test_an_empty_control_says_what_its_settings_hold(properties: str, text: str) -> None:
    assert said(read(p("评定：", control(properties, "")))) == f"评定：{text}"


@pytest.mark.parametrize("text", ["3.8公里", "青枫县体育中心"])
def test_words_that_ask_nothing_count_although_their_control_counts_as_unfilled(text: str) -> None:
    document = read(p(control(ASKING, run(text))))
    assert said(document) == text
    assert document.warnings == ("texts of content controls that count as unfilled, read: 1",)


def field(code: str, *result: str, separate: bool = True) -> str:
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    between = marks["separate"] + "".join(result) if separate else ""
    return f"{marks['begin']}<w:r><w:instrText>{code}</w:instrText></w:r>{between}{marks['end']}"


DEFAULT = '<w:ffData><w:textInput><w:default w:val="3.8公里"/></w:textInput></w:ffData>'


@pytest.mark.parametrize(
    "piece",
    [
        field("=SUM(ABOVE)", separate=False),
        field(" = SUM(ABOVE) "),
        field("IF 1 &gt; 2 a b", run(" ")),
        field("MERGEFIELD 得分"),
        field("DOCPROPERTY 得分", run("错误！未知的文档属性名称")),
        field("REF x", run("Error! Reference source not found.")),
        field("LINK Excel.Sheet.12 a.xlsx"),
        '<w:fldSimple w:instr=" =SUM(ABOVE) "/>',
        field("FORMTEXT").replace('"begin"/>', f'"begin">{DEFAULT}</w:fldChar>'),
        field("IF 1", field("=1"), run("!语法错误")),
    ],
)
def test_a_field_without_a_result_is_told(piece: str) -> None:
    (sentence,) = read(tbl(tr("合计", tc(p(piece, run("万元")))))).unread
    assert sentence.startswith("fields without a result that can be read: ")
    assert "table 1, row 1" in sentence


@pytest.mark.parametrize(
    "piece",
    [
        field("=SUM(ABOVE)", run("300")),
        field("PAGE"),
        field("TOC"),
        field("FORMTEXT", run("\u2002\u2002")),
        field("IF", field("MERGEFIELD x", run("5")), run("合格")),
        field("IF", run("合格")).replace("</w:instrText>", "</w:instrText></w:r>" + field("MERGEFIELD x") + "<w:r>", 1),
        f'<w:fldSimple w:instr="=SUM(ABOVE)">{run("300")}</w:fldSimple>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ],
)
def test_a_field_with_a_result_or_of_no_matter_is_not_told(piece: str) -> None:
    assert read(p("甲", piece)).unread == ()


def test_nothing_is_told_of_a_file_of_controls_and_fields_that_are_filled() -> None:
    inside = control("<w:text/>", run("3.8公里")) + field("=SUM(ABOVE)", run("300"))
    document = read_document(docx(tbl(tr("甲", tc(p(inside))))))
    assert (document.unread, document.warnings) == ((), ())
