"""Numbers that Word generates come back as they print."""

from __future__ import annotations

import pytest

from extractors.reading import read_document
from extractors.word_text.numerals import numeral
from schema.document import Paragraph, Table
from tests.extractors.word_files import BEGINS, GOES_ON, NAMES, docx, item, level, numbering, p, tbl, tc, tr


def lines(*blocks: str, **more: str) -> list[str]:
    found: list[str] = []
    for block in read_document(docx(*blocks, **more)).blocks:
        found += [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
    return found


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (3, "decimal", "3"),
        (3, "decimalZero", "03"),
        (12, "decimalZero", "12"),
        (14, "upperRoman", "XIV"),
        (9, "lowerRoman", "ix"),
        (4000, "upperRoman", "4000"),
        (28, "lowerLetter", "bb"),
        (10**9, "upperLetter", "1000000000"),
        (10, "chineseCounting", "十"),
        (11, "chineseCountingThousand", "十一"),
        (20, "chineseCounting", "二十"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "chineseCountingThousand", "一百一十"),
        (1005, "japaneseCounting", "一千零五"),
        (10, "chineseLegalSimplified", "壹拾"),
        (12, "ideographDigital", "一二"),
        (20, "decimalEnclosedCircle", "⑳"),
        (21, "decimalEnclosedCircleChinese", "21"),
        (3, "decimalEnclosedParen", "⑶"),
        (2, "ideographTraditional", "乙"),
        (12, "decimalFullWidth", "１２"),
        (5, "none", ""),
        (5, "unheardOf", "5"),
        (0, "upperRoman", "0"),
    ],
)
def test_numbers_print_in_their_format(number: int, form: str, text: str) -> None:
    assert numeral(number, form) == text


def test_a_generated_number_belongs_to_the_text() -> None:
    chapters = numbering(
        level(0, "chineseCounting", "%1、", '<w:suff w:val="nothing"/>'), level(1, "decimal", "（%2）")
    )
    blocks = (item("概况"), item("职能", 1), item("机构", 1), "正文", item("目标"), item("总体", 1))
    assert lines(*blocks, numbering=chapters) == [
        "一、概况", "（1） 职能", "（2） 机构", "正文", "二、目标", "（1） 总体",
    ]  # fmt: skip


def test_levels_above_are_told_and_legal_levels_in_digits() -> None:
    legal = numbering(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2", "<w:isLgl/>", start=3))
    assert lines(item("a"), item("b", 1), item("c", 1), numbering=legal) == ["一、 a", "1.3 b", "1.4 c"]


def test_a_level_may_never_begin_anew() -> None:
    on = numbering(level(0, "decimal", "%1."), level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>'))
    assert lines(item("a"), item("b", 1), item("c"), item("d", 1), numbering=on) == ["1. a", "1) b", "2. c", "2) d"]


def test_lists_of_one_abstract_list_count_on_and_an_override_begins_anew() -> None:
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    blocks = (item("a"), item("b", number=2), item("c", number=3), item("d", number=3), item("e"))
    assert lines(*blocks, numbering=numbering(level(0, "decimal", "%1."), lists=more)) == [
        "1. a", "2. b", "1. c", "2. d", "3. e",
    ]  # fmt: skip


def test_a_style_numbers_its_paragraphs_and_zero_takes_the_number_away() -> None:
    styles = (
        f'<w:styles {NAMES}><w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    )
    headings = numbering(
        level(0, "decimal", "第%1章", '<w:pStyle w:val="a"/>'), level(1, "decimal", "%1.%2", '<w:pStyle w:val="b"/>')
    )
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    blocks = (
        p("一", properties='<w:pStyle w:val="a"/>'),
        p("二", properties='<w:pStyle w:val="b"/>'),
        p("三", properties='<w:pStyle w:val="a"/>' + none),
    )
    assert lines(*blocks, numbering=headings, styles=styles) == ["第1章 一", "1.1 二", "三"]


def test_row_numbers_in_cells_are_told_even_where_the_cell_is_empty() -> None:
    serial = numbering(level(0, "decimal", "%1"))
    rows = [tr(tc(item("")), name) for name in ("甲", "乙")]
    hidden = [tr(tc(item(""), properties=BEGINS), "丙"), tr(tc(item(""), properties=GOES_ON), "丁")]
    (table,) = read_document(docx(tbl(*rows, *hidden, tr(tc(item("")), "戊")), numbering=serial)).blocks
    assert isinstance(table, Table)
    assert [cell.text.strip() for cell in table.cells if cell.column == 0] == ["1", "2", "3", "4"]


def test_bullets_and_unknown_lists_are_no_numbers() -> None:
    bullets = numbering(level(0, "bullet", "\uf06c"))
    assert lines(item("a"), item("b", number=9), item("c", 8), numbering=bullets) == ["a", "b", "c"]


def test_damaged_lists_are_told_and_the_text_is_kept() -> None:
    document = read_document(docx(item("a"), numbering="<w:numbering"))
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["a"]
    assert document.unread == ("the part for numbering is damaged: numbers that Word generates are missing",)


def test_a_pattern_without_end_and_styles_in_a_circle_do_no_harm() -> None:
    endless = numbering(level(0, "decimal", "%1" * 20_000))
    circle = (
        f'<w:styles {NAMES}><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    )
    texts = lines(item("a"), p("b", properties='<w:pStyle w:val="a"/>'), numbering=endless, styles=circle)
    assert len(texts[0]) < 100
    assert texts[1] == "b"
