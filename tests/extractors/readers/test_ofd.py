"""An OFD file says what the same pages say as a PDF; what is not read of it is named."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from corpus.make import make
from extractors.reading import read_document
from extractors.recognition import recognise
from normalizers.normalize import normalize
from schema.document import Document
from schema.errors import JixiaoError
from schema.filing import Filing, Indicator
from schema.sight import Sight
from tests.extractors.ofd_files import grid, of_pdf, ofd, path, text
from tests.extractors.papers import texts_of

WORDS = (("一级指标", "三级指标", "指标值"), ("产出指标", "养护里程", "≥7.25公里"), ("效益指标", "满意度", "≥90%"))
XS, YS = (20.0, 70.0, 120.0, 180.0), (30.0, 40.0, 50.0, 60.0)
TABLE = [list(row) for row in WORDS]


def filing(document: Document) -> Filing:
    return normalize(recognise(document), document)


def form(said: str = "", inside: str = "") -> str:
    cells = (
        text(words, XS[column] + 2, YS[row] + 7, said=said, inside=inside)
        for row, line in enumerate(WORDS)
        for column, words in enumerate(line)
    )
    return text("项目支出绩效目标表", 70, 20) + grid(XS, YS) + "".join(cells)


def test_texts_stand_where_they_are_printed() -> None:
    document = read_document(ofd(form()))
    assert (document.channel, document.pages, document.unread) == ("ofd", 1, ())
    assert texts_of(document) == ["项目支出绩效目标表", TABLE]
    box = document.blocks[1].cells[0].box  # type: ignore[union-attr]
    assert box is not None and str(box) == "56.7 85.0 198.4 113.4"


@pytest.mark.parametrize(
    ("page", "template", "wanted"),
    [
        (form(), "", ["项目支出绩效目标表", TABLE]),
        ("".join(form().split("<ofd:PathObject")[:1]), form(), ["项目支出绩效目标表", TABLE]),
        (f"<ofd:PageBlock><ofd:PageBlock>{form()}</ofd:PageBlock></ofd:PageBlock>", "", ["项目支出绩效目标表", TABLE]),
        (form() + text("暗", 20, 100, said=' Visible="false"'), "", ["项目支出绩效目标表", TABLE]),
        (text("甲乙丙丁", 20, 50, steps="g 2 6 6") + text("戊己", 80, 50), "", ["甲乙丙丁  戊己"]),
        (
            path("M 20 30 L 180 30 L 180 60 L 20 60 C", said=' Stroke="true"') + form(),
            "",
            ["项目支出绩效目标表", TABLE],
        ),
    ],
    ids=["plain", "template", "blocks", "hidden", "steps", "frame"],
)
def test_what_a_page_shows_is_read(page: str, template: str, wanted: list[object]) -> None:
    said = [
        " ".join(one.split()) if isinstance(one, str) else one
        for one in texts_of(read_document(ofd(page, template=template)))
    ]
    assert said == [" ".join(one.split()) if isinstance(one, str) else one for one in wanted]


@pytest.mark.parametrize("seed", [5, 6, 7])
def test_pages_of_a_pdf_are_the_same_as_ofd(tmp_path: Path, seed: int) -> None:
    (made,) = [one for one in make(tmp_path, 1, seed, ("pdf",)) if one.suffix == ".pdf"]
    first, second = (filing(read_document(data)) for data in (made.read_bytes(), of_pdf(made.read_bytes())))
    assert [_said(one) for one in second.indicators] == [_said(one) for one in first.indicators] != []


def _said(one: Indicator) -> tuple[object, ...]:
    return one.name, one.level1, one.level2, one.target.raw, one.actual.raw, one.weight, one.score


def test_the_pages_of_a_form_are_joined() -> None:
    rest = text("满意度指标", 22, 37) + text("群众满意度", 72, 37) + text("≥95%", 122, 37) + grid(XS, YS[:2])
    document = read_document(ofd(form(), rest))
    assert document.pages == 2
    assert [one for one in texts_of(document) if isinstance(one, list)][-1][-1] == ["满意度指标", "群众满意度", "≥95%"]


PALE = '<ofd:FillColor Value="255 255 255"/>'


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        (form() + text("白字", 20, 100, inside=PALE), "characters left out on p. 1: in the colour of the paper (2)"),
        (form() + text("暗字", 20, 100, said=' Visible="false"'), "characters left out on p. 1: printed invisibly (2)"),
        (form() + '<ofd:CompositeObject ResourceID="3"/>', "composite units, not read: 1"),
    ],
)
def test_what_is_not_read_is_named(page: str, sentence: str) -> None:
    document = read_document(ofd(page))
    assert (texts_of(document)[1], document.unread) == (TABLE, (sentence,))


def test_a_damaged_page_costs_itself_alone() -> None:
    document = read_document(ofd(form(), form(), more={"Doc_0/Pages/Page_0/Content.xml": "<broken"}))
    assert texts_of(document) == ["项目支出绩效目标表", TABLE]
    assert document.unread[0].startswith("page 1 was left out: the part doc_0/pages/page_0/content.xml is broken XML")


def test_a_page_that_is_a_picture_needs_ocr() -> None:
    stream = io.BytesIO()
    Image.new("RGB", (400, 600), "white").save(stream, "PNG")
    page = '<ofd:ImageObject Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="7"/>'
    with pytest.raises(JixiaoError, match="picture without text"):
        read_document(ofd(page, resources={"7": stream.getvalue()}), sight=Sight("never"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (ofd(), "has no pages"),
        (ofd(form(), more={"Doc_0/Encryptions.xml": "<x/>"}), "is encrypted"),
        (ofd(""), "nothing is printed on any page"),
        (ofd("<ofd:PageBlock>" * 60 + form() + "</ofd:PageBlock>" * 60), "nested without end"),
        (ofd(text("甲" * 60_000, 10, 10) * 3), "more than 150,000 characters"),
        (ofd(path("M 1 1 " + "L 2 2 " * 150_000) * 3), "pieces of paths"),
        (ofd(*[""] * 2_001), "more than 2,000 pages"),
        (ofd(text("\ue000\ue001" * 60, 10, 10)), "it needs OCR: characters without meaning"),
    ],
)
def test_what_can_not_be_read_is_refused_by_name(data: bytes, words: str) -> None:
    with pytest.raises(JixiaoError) as refused:
        read_document(data)
    assert words in refused.value.message


@pytest.mark.parametrize("size", [(float("inf"), 297), (1e308, 1e308), (float("nan"), 297)])
def test_a_page_larger_than_any_paper_is_one_of_plain_size(size: tuple[float, float]) -> None:
    assert texts_of(read_document(ofd(form(), size=size))) == texts_of(read_document(ofd(form())))


def test_a_damaged_picture_costs_its_page_alone() -> None:
    shown = '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="7"/>'
    whole = bytearray(ofd(shown, form(), resources={"7": bytes(range(256)) * 9}))
    start = whole.index(b"Doc_0/Res/7.png") + 30
    whole[start : start + 9] = bytes(9)
    document = read_document(bytes(whole))
    assert texts_of(document) == ["项目支出绩效目标表", TABLE]
    assert document.unread[0].startswith("page 1 was left out: the part Doc_0/Res/7.png is damaged")


ODD = ("M", "M 1", "L L L", "M 1 1 L nan 2", "g g g", "A 1 2 3", "1 2 3 M 4 4 L 9e999 1", "M 1 1 C C C")


@pytest.mark.parametrize("odd", ODD)
def test_odd_numbers_are_borne(odd: str) -> None:
    page = form() + path(odd) + text("甲乙", 100, 100, steps=odd) + path("M 1 1 L 5 1", said=f' CTM="{odd}"')
    assert TABLE in texts_of(read_document(ofd(page)))
