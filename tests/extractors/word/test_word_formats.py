"""Hidden and struck text is left out and told, marks of notes are taken off, powers stay."""

from __future__ import annotations

import pytest

from extractors.reading import read_document
from schema.document import Document, Paragraph
from tests.extractors.word_files import NAMES, docx, p, run, tbl, tc, tr

STRIKE, HIGH, HIDDEN = "<w:strike/>", '<w:vertAlign w:val="superscript"/>', "<w:vanish/>"
STYLES = (
    f'<w:styles {NAMES}><w:style w:styleId="base"><w:rPr>{{}}</w:rPr></w:style>'
    '<w:style w:styleId="own"><w:basedOn w:val="base"/></w:style></w:styles>'
)


def said(document: Document) -> str:
    (block,) = document.blocks
    return block.text if isinstance(block, Paragraph) else "|".join(cell.text for cell in block.cells)


@pytest.mark.parametrize("look", [STRIKE, "<w:dstrike/>", '<w:strike w:val="true"/>', '<w:dstrike w:val="1"/>'])
def test_struck_figures_are_left_out_and_told(look: str) -> None:
    table = tbl(tr("长度", tc(p(run("≥3.2", look), run("公里", look), "≥3.6公里")), tc(p(run("10", look)), "9")))
    document = read_document(docx(table))
    assert said(document) == "长度|≥3.6公里|9"
    assert document.unread == ("struck-out texts, left out: 2 (table 1, row 1: “≥3.2公里”; table 1, row 1: “10”)",)


def test_a_struck_row_is_empty_and_told() -> None:
    cells = [tc(p(run(text, STRIKE))) for text in ("座椅", "≥40把", "41把")]
    document = read_document(docx(tbl(tr("甲", "乙", "丙"), tr(*cells))))
    assert said(document) == "甲|乙|丙|||"
    assert document.unread[0].startswith("struck-out texts, left out: 3 (table 1, row 2: “座椅”;")


@pytest.mark.parametrize(
    "look", ['<w:strike w:val="0"/>', '<w:dstrike w:val="false"/>', '<w:vanish w:val="off"/>', "<w:webHidden/>"]
)
def test_a_format_that_is_turned_off_takes_nothing(look: str) -> None:
    document = read_document(docx(p(run("3.6公里", look))))
    assert (said(document), document.unread) == ("3.6公里", ())


def test_hidden_text_is_left_out_and_told_and_hidden_blanks_are_not() -> None:
    document = read_document(docx(p("得分", run("（草稿 88）", HIDDEN), "90", run(" ", HIDDEN))))
    assert said(document) == "得分90"
    assert document.unread == ("hidden texts, left out: 1 (near “得分90”: “（草稿 88）”)",)


@pytest.mark.parametrize(
    ("style", "sentence"),
    [(STRIKE, "struck-out texts"), (HIDDEN, "hidden texts"), (HIGH, "")],
    ids=["struck", "hidden", "high"],
)
@pytest.mark.parametrize("name", ["base", "own"])
def test_a_style_has_the_format_for_its_runs(style: str, sentence: str, name: str) -> None:
    runs = run("3", f'<w:rStyle w:val="{name}"/>')
    document = read_document(docx(p("14", runs), styles=STYLES.format(style)))
    assert said(document) == "14"
    assert [text.split(",")[0] for text in document.unread] == ([sentence] if sentence else [])
    off = style.replace("/>", ' w:val="0"/>') if "val" not in style else style.replace("superscript", "baseline")
    document = read_document(docx(p("14", run("3", f'<w:rStyle w:val="{name}"/>{off}')), styles=STYLES.format(style)))
    assert said(document) == "143"


def test_a_hidden_paragraph_by_its_style_is_left_out() -> None:
    hidden = p("表单顶端", properties='<w:pStyle w:val="own"/>')
    document = read_document(docx(hidden, "正文", styles=STYLES.format(HIDDEN)))
    assert said(document) == "正文"
    assert document.unread[0].startswith("hidden texts, left out: 1")


WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:val="clear" w:fill="1F4E79"/>'


@pytest.mark.parametrize("white", [WHITE, WHITE.replace("FFFFFF", "ffffff")])
def test_white_text_is_hidden_where_nothing_lies_under_it(white: str) -> None:
    document = read_document(docx(tbl(tr("得分", tc(p(run("88", white), "90"))))))
    assert said(document) == "得分|90"
    assert document.unread == ("hidden texts, left out: 1 (table 1, row 1: “88”)",)


@pytest.mark.parametrize(
    "block",
    [
        tbl(tr(tc(p(run("合格", WHITE)), properties=DARK))),
        p(run("合格", WHITE), properties=DARK),
        p(run("合格", WHITE + DARK)),
        p(run("合格", WHITE + '<w:highlight w:val="black"/>')),
        tbl(tr(tc(p(run("合格", WHITE))))).replace("<w:tblPr/>", '<w:tblPr><w:tblStyle w:val="a"/></w:tblPr>'),
        p(f"<w:r><w:drawing><w:txbxContent>{p(run('合格', WHITE))}</w:txbxContent></w:drawing></w:r>"),
        p(run("合格", '<w:color w:val="auto"/>')),
    ],
)
def test_white_text_on_a_ground_is_read(block: str) -> None:
    document = read_document(docx(block))
    assert (said(document), document.unread) == ("合格", ())


@pytest.mark.parametrize("mark", ["1", "12", "[4]", "［4］", "（2）", "注1", "①", "*", "※", "1,2", "a"])
@pytest.mark.parametrize("before", ["114万元", "98%", "14", "≥3.6公里"])
def test_the_mark_of_a_note_is_no_part_of_a_figure(before: str, mark: str) -> None:
    document = read_document(docx(p(before, run(mark, HIGH))))
    assert said(document) == before
    assert document.unread == ()
    assert document.warnings == ("marks of notes set high, taken off: 1",)


@pytest.mark.parametrize(
    ("before", "mark", "text"),
    [
        ("500m", "2", "500m2"), ("3km", "2", "3km2"), ("20cm", "3", "20cm3"), ("3.8×10", "4", "3.8×10^4"),
        ("第1", "st", "第1st"), ("", "1", "1"), ("共", "300万元", "共300万元"), ("CO", "", "CO"),
    ],
)  # fmt: skip
def test_powers_and_words_set_high_stay(before: str, mark: str, text: str) -> None:
    assert said(read_document(docx(p(before, run(mark, HIGH), run(" "))))).strip() == text


def test_a_subscript_stays() -> None:
    assert said(read_document(docx(p("CO", run("2", '<w:vertAlign w:val="subscript"/>'), "减排")))) == "CO2减排"
