"""What a Word file holds comes back in order and once: paragraphs, fields, changes, boxes, controls."""

from __future__ import annotations

import io
import zipfile

import pytest

from extractors.reading import read_document
from schema.document import Paragraph, Table
from schema.errors import UnreadableError
from tests.extractors.papers import texts_of
from tests.extractors.word_files import (
    SPACES,
    docx,
    item,
    level,
    numbering,
    p,
    package,
    parts,
    picture,
    relations,
    run,
    story,
    tbl,
    tc,
    tr,
)


def told(data: bytes) -> list[str | list[list[str]]]:
    """Each block: the text of a paragraph, or the texts of a table by rows."""
    return texts_of(read_document(data))


def only(*pieces: str) -> str:
    """The text of a file of one paragraph."""
    (text,) = told(docx(p(*pieces)))
    assert isinstance(text, str)
    return text


def field(*pieces: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{"".join(pieces)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


CODE = "<w:r><w:instrText>{}</w:instrText></w:r>"
SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'


def box(*blocks: str) -> str:
    return f"<w:r><w:drawing><wps:txbx><w:txbxContent>{''.join(blocks)}</w:txbxContent></wps:txbx></w:drawing></w:r>"


def test_a_document_of_word_has_no_pages_and_exact_tables() -> None:
    document = read_document(docx("一、概况", tbl(tr("甲", "乙")), "", p(), "二、其他"))
    assert (document.channel, document.pages, document.warnings) == ("docx", None, ())
    assert [type(block) for block in document.blocks] == [Paragraph, Table, Paragraph]
    assert all(block.exact for block in document.blocks if isinstance(block, Table))


def test_blocks_stand_in_document_order() -> None:
    data = docx("一", tbl(tr("甲", "乙")), "二", "三", tbl(tr("丙")), "四")
    assert told(data) == ["一", [["甲", "乙"]], "二", "三", [["丙"]], "四"]


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (("单位", "<w:r><w:tab/></w:r>", "名称"), "单位\t名称"),
        (("上", "<w:r><w:br/></w:r>", "下"), "上\n下"),
        (("上", "<w:r><w:cr/></w:r>", "下"), "上\n下"),
        (("2023", "<w:r><w:noBreakHyphen/></w:r>", "1"), "2023-1"),
        (("甲", "<w:r><w:softHyphen/></w:r>", "乙"), "甲乙"),
        (('<w:r><w:br w:type="page"/></w:r>', "第二章"), "第二章"),
        (('<w:hyperlink r:id="rId9">' + run("通知") + "</w:hyperlink>", "全文"), "通知全文"),
        (('<w:smartTag w:element="date">' + run("3月") + "</w:smartTag>", "底"), "3月底"),
        (("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", "=c"), "a+b=c"),
        (("<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",),
         "1/2"),
        (("<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>4</m:t></m:r></m:sup></m:sSup></m:oMath>",),
         "10^4"),
        (("<m:oMath><m:sSup><m:e><m:r><m:t>m</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>",),
         "m2"),
        ((f"<w:r><w:ruby><w:rt>{run('t')}</w:rt><w:rubyBase>{run('潼')}</w:rubyBase></w:ruby></w:r>",), "潼"),
        (("见", run("隐", "<w:vanish/>"), run("显", '<w:vanish w:val="0"/>')), "见显"),
    ],
)  # fmt: skip
def test_a_paragraph_says_what_it_prints(pieces: tuple[str, ...], text: str) -> None:
    assert only(*pieces) == text


def test_places_of_tab_stops_are_no_tabs() -> None:
    stops = '<w:tabs><w:tab w:val="left" w:pos="420"/><w:tab w:val="left" w:pos="840"/></w:tabs>'
    assert told(docx(p("正文", properties=stops), tbl(tr(tc(p("格", properties=stops)))))) == ["正文", [["格"]]]


@pytest.mark.parametrize(
    ("font", "code", "text"),
    [
        ("Symbol", "F0B3", "≥"),
        ("Symbol", "F0A3", "≤"),
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings 2", "0052", "☑"),
        ("Wingdings 2", "F0A3", "□"),
        ("宋体", "2265", "≥"),
        ("Symbol", "zzzz", ""),
        ("Symbol", "", ""),
    ],
)
def test_symbols_are_the_characters_that_they_print(font: str, code: str, text: str) -> None:
    assert only("达到", f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>', "95%") == f"达到{text}95%"


def test_private_characters_are_read_by_the_font_of_their_run() -> None:
    wingdings = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    assert only(run("\uf0fe", wingdings), "新增", run("\uf0a8", wingdings), "延续") == "☑新增□延续"
    assert only("\uf0b395%") == "≥95%"


def test_a_field_shows_its_result_and_not_its_code() -> None:
    assert only("共", field(CODE.format("= SUM(ABOVE)"), SEPARATE, run("300")), "万元") == "共300万元"
    assert only('<w:fldSimple w:instr="DATE">' + run("2023年") + "</w:fldSimple>", "度") == "2023年度"


def test_a_field_in_the_code_of_another_is_not_shown() -> None:
    inner = field(CODE.format("MERGEFIELD x"), SEPARATE, run("5"))
    assert only(field(CODE.format("IF"), inner, CODE.format("> 3"), SEPARATE, run("合格"))) == "合格"


def test_a_result_may_run_through_paragraphs_and_an_unended_code_hides_no_more_than_its_own() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    toc = (p(begin, CODE.format("TOC"), SEPARATE, "一、概况"), p("二、目标"), p(end), "三")
    assert told(docx(*toc)) == ["一、概况", "二、目标", "三"]
    assert told(docx(p(begin, "不见"), "可见")) == ["可见"]


def test_a_ringed_character_and_a_ticked_box_are_fields_without_a_result() -> None:
    assert only(field(CODE.format(r" eq \o\ac(○,3)")), "完成验收") == "③完成验收"
    data = '<w:ffData><w:checkBox><w:default w:val="{}"/></w:checkBox></w:ffData>'
    ticked = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
    close = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    text = only(ticked.format(1), CODE.format("FORMCHECKBOX"), close, "新增", ticked.format(0), close, "延续")
    assert text == "☑新增□延续"


def test_tracked_changes_are_accepted() -> None:
    inserted = '<w:ins w:id="1">' + run("新") + "</w:ins>"
    deleted = '<w:del w:id="2"><w:r><w:delText>旧</w:delText></w:r></w:del>'
    assert only("用", inserted, deleted, "表") == "用新表"
    assert only("用", '<w:ins w:id="1">' + deleted + run("新") + "</w:ins>", "表") == "用新表"


def test_what_was_moved_stands_once() -> None:
    leaves = '<w:moveFrom w:id="1">' + run("甲") + "</w:moveFrom>"
    arrives = '<w:moveTo w:id="2">' + run("甲") + "</w:moveTo>"
    gone = '<w:rPr><w:moveFrom w:id="3"/></w:rPr>'
    assert told(docx(p(leaves, properties=gone), p("乙"), p(arrives))) == ["乙", "甲"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    gone = '<w:rPr><w:del w:id="3"/></w:rPr>'
    assert told(docx(p("一", properties=gone), p("二", properties=gone), p("三"), "四")) == ["一二三", "四"]


def test_deleted_rows_and_cells_are_gone_and_inserted_ones_stay() -> None:
    table = tbl(
        tr("甲", "1"),
        tr("乙", "2", properties='<w:del w:id="1"/>'),
        tr("丙", tc("x", properties='<w:cellDel w:id="2"/>'), "3", properties='<w:ins w:id="3"/>'),
    )
    assert told(docx(table)) == [[["甲", "1"], ["丙", "3"]]]


def test_content_controls_are_seen_through_around_paragraphs_rows_and_cells() -> None:
    def control(inside: str) -> str:
        properties = '<w:sdtPr><w:rPr><w:vanish/></w:rPr><w:alias w:val="x"/></w:sdtPr>'
        return f"<w:sdt>{properties}<w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    table = tbl(control(tr("甲", "1")), tr(control(tc("乙")), tc(control(p(control(run("2")))))))
    assert told(docx(control(p("前")), control(control(table)), p("后", control(run("面"))))) == [
        "前",
        [["甲", "1"], ["乙", "2"]],
        "后面",
    ]


def test_the_request_of_an_unfilled_control_is_no_content() -> None:
    asking = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + run("单击此处输入文字。")
        + "</w:sdtContent></w:sdt>"
    )
    assert only("负责人：", asking) == "负责人："


def test_a_text_box_follows_its_paragraph_and_counts_once() -> None:
    old = (
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
        + p("框内")
        + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    inner = box(p("框内"))
    fallback = f"<mc:Fallback>{old}</mc:Fallback>"
    both = f'<mc:AlternateContent><mc:Choice Requires="wps">{inner}</mc:Choice>{fallback}</mc:AlternateContent>'
    assert told(docx(p("锚", both), "后")) == ["锚", "框内", "后"]
    assert told(docx(p(old), "后")) == ["框内", "后"]
    empty = f'<mc:AlternateContent><mc:Choice Requires="wpg"/>{fallback}</mc:AlternateContent>'
    assert told(docx(p("锚", empty))) == ["锚", "框内"]


def test_tables_and_further_boxes_in_a_text_box_are_read_in_order() -> None:
    inside = box(p("一", box(p("二"))), tbl(tr("甲", "乙")), p("三"))
    assert told(docx(p("锚", inside, box(p("四"))), "五")) == ["锚", "一", "二", [["甲", "乙"]], "三", "四", "五"]


def test_a_text_box_in_a_cell_belongs_to_the_cell() -> None:
    assert told(docx(tbl(tr(tc(p("格", box(p("框")))), "乙")))) == [[["格\n框", "乙"]]]


def test_headers_footers_and_notes_stay_apart() -> None:
    header = story("内部资料").replace("w:document", "w:hdr")
    assert told(docx("正文", header=header, footnotes=header)) == ["正文"]


def test_the_main_part_is_found_by_its_relationship() -> None:
    made = parts(story("正文"))
    made["word/document2.xml"] = made.pop("word/document.xml")
    made["_rels/.rels"] = relations(("officeDocument", "/word/document2.xml"))
    assert told(package(made)) == ["正文"]


@pytest.mark.parametrize("name", ["word\\document.xml", "Word/Document.xml", "/word/document.xml"])
def test_odd_names_of_parts_are_understood(name: str) -> None:
    assert told(package({name: story("正文")})) == ["正文"]


def test_a_relationship_that_leads_nowhere_does_no_harm() -> None:
    made = parts(story("正文"))
    made["word/_rels/document.xml.rels"] = relations(
        ("image", "NULL"), ("numbering", "none.xml"), ("styles", "../../x")
    )
    assert told(package(made)) == ["正文"]


def test_the_strict_edition_of_the_format_is_read() -> None:
    half = "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
    strict = story("正文", tbl(tr("甲", tc(p(half)))), p(picture(16, 9)))
    for kind in ("wordprocessingml", "drawingml", "officeDocument"):
        strict = strict.replace(
            f"http://schemas.openxmlformats.org/{kind}/2006/", f"http://purl.oclc.org/ooxml/{kind}/"
        )
    assert SPACES["w"] not in strict
    document = read_document(package(parts(strict)))
    assert told(package(parts(strict))) == ["正文", [["甲", "1/2"]]]
    assert document.unread == ("pictures that the file names and does not hold: 1 (behind table 1)",)


def test_utf_16_parts_are_read() -> None:
    part = story("正文").replace("UTF-8", "UTF-16").encode("utf-16")
    assert told(package(parts(part))) == ["正文"]


def flat(data: bytes) -> str:
    """A Word file as one XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        held = {name: archive.read(name).decode() for name in archive.namelist()}
    bare = {name: part.split("?>", 1)[-1] for name, part in held.items()}
    each = (f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{part}</pkg:xmlData></pkg:part>' for name, part in bare.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
        f'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{"".join(each)}</pkg:package>'
    )


def test_a_word_file_as_one_xml_is_read_like_its_package() -> None:
    listed = numbering(level(0, "decimal", "%1."))
    data = docx("一、概况", tbl(tr("甲", "乙")), item("丙"), p(picture(16, 9)), numbering=listed)
    assert read_document(flat(data).encode()) == read_document(data)
    assert read_document(b"\xef\xbb\xbf" + flat(data).encode()) == read_document(data)


def test_one_xml_that_is_broken_or_holds_no_word_file_is_named() -> None:
    data = flat(docx("正文"))
    for broken in (data[:-20], data.replace("word/", "xl/"), data.replace("?><pkg", "?><!DOCTYPE x><pkg")):
        with pytest.raises(UnreadableError):
            read_document(broken.encode())
