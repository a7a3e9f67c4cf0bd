"""Labelled lines of headers and footers and the notes are read; what repeats on each page is not."""

from __future__ import annotations

import pytest

from extractors.reading import read_document
from schema.document import Document, Paragraph
from tests.extractors.word_files import NAMES, docx, linked, p, picture, story, tbl, tc, tr


def header(*blocks: str) -> str:
    made = "".join(block if block.startswith("<") else p(block) for block in blocks)
    return f"<w:hdr {NAMES}>{made}</w:hdr>"


def section(*kinds: str, more: str = "") -> str:
    return f"<w:sectPr>{''.join(kinds)}{more}</w:sectPr>"


def refers(name: str, kind: str = "header", place: str = "default") -> str:
    return f'<w:{kind}Reference w:type="{place}" r:id="{name}"/>'


def read(*blocks: str, **made: str) -> Document:
    targets = {name: (name.rstrip("123"), f"{name}.xml") for name in made}
    held: dict[str, str | bytes] = {f"word/{name}.xml": part for name, part in made.items()}
    return read_document(linked(story(*blocks), targets, held))


def lines(document: Document) -> list[str]:
    return [block.text if isinstance(block, Paragraph) else "表" for block in document.blocks]


TABLE = tbl(tr("甲", "乙"))


@pytest.mark.parametrize(
    "block",
    [
        "填报单位：青枫县体育中心",
        p("填报单位：", "青枫县体育中心"),
        tbl(tr("填报单位：", "青枫县体育中心")),
        p(f"<w:r><w:drawing><wps:txbx><w:txbxContent>{p('填报单位：青枫县体育中心')}</w:txbxContent></wps:txbx></w:drawing></w:r>"),
    ],
)  # fmt: skip
def test_a_labelled_line_of_a_header_is_read_once_before_its_section(block: str) -> None:
    document = read("标题", TABLE, section(refers("header1")), header1=header("内部资料", block, block))
    assert [line.replace("\t", "") for line in lines(document)] == ["填报单位：青枫县体育中心", "标题", "表"]
    assert document.warnings == ("labelled lines of page headers and footers, read in the body: 1",)
    assert document.unread == ()


def test_titles_page_numbers_and_empty_labels_are_no_such_lines() -> None:
    made = header("某县绩效自评报告", "第1页 共3页", "填报单位：", "填报人：____", p(picture(19, 27)))
    document = read("正文", section(refers("header1")), header1=made)
    assert (lines(document), document.warnings, document.unread) == (["正文"], (), ())


def test_each_section_has_its_own_lines() -> None:
    first = p("一", properties=section(refers("header1"), refers("footer1", "footer")))
    document = read(
        first, "二", section(refers("header2")),
        header1=header("单位：万元"), header2=header("单位：元", "单位：万元"), footer1=header("填报人：张某"),
    )  # fmt: skip
    assert lines(document) == ["单位：万元", "一", "填报人：张某", "单位：元", "二"]


def test_a_first_page_has_its_header_only_where_it_is_set_apart() -> None:
    made = header("填报单位：甲")
    assert lines(read("正文", section(refers("header1", place="first")), header1=made)) == ["正文"]
    apart = section(refers("header1", place="first"), more="<w:titlePg/>")
    assert lines(read("正文", apart, header1=made)) == ["填报单位：甲", "正文"]


def test_a_damaged_or_missing_header_costs_no_more_than_itself() -> None:
    document = read("正文", section(refers("header1"), refers("header9")), header1="<w:hdr")
    assert lines(document) == ["正文"]
    assert document.unread == ("the part word/header1.xml is damaged or too large and was not read",)


@pytest.mark.parametrize(("part", "name"), [("footnotes", "footnote"), ("endnotes", "endnote")])
def test_notes_that_are_cited_are_read_behind_the_body(part: str, name: str) -> None:
    notes = "".join(
        f'<w:{name} w:id="{number}">{inside}</w:{name}>'
        for number, inside in ((-1, p("分隔")), (1, p("按决算数")), (2, tbl(tr("年", "数"), tr("2023", "114"))))
    )
    cited = "".join(f'<w:r><w:{name}Reference w:id="{number}"/></w:r>' for number in (2, 1, 2, 7))
    document = read_document(docx(p("正文", cited), **{part: f"<w:{part} {NAMES}>{notes}</w:{part}>"}))
    assert lines(document) == ["正文", "表", "按决算数"]
    assert document.warnings == ("footnotes and endnotes, read behind the body: 2",)


def test_a_note_of_a_cell_changes_nothing_in_the_cell() -> None:
    notes = f'<w:footnotes {NAMES}><w:footnote w:id="1">{p("按决算数")}</w:footnote></w:footnotes>'
    cited = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="1"/></w:r>'
    document = read_document(docx(tbl(tr("成本", tc(p("114万元", cited)))), footnotes=notes))
    table = document.blocks[0]
    assert not isinstance(table, Paragraph)
    assert table.cells[1].text == "114万元"
    assert document.unread == ()
