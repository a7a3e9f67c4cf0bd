"""What was typed onto a PDF afterwards is read where it stands; what is not read of it is said."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest

from extractors.pdf_layout import second as pdf_second
from extractors.pdf_objects import typed as pdf_typed
from extractors.readers import pdf
from extractors.readers.pdf import read
from schema.document import Document
from schema.errors import LimitError, UnreadableError
from schema.sight import Sight
from tests.extractors.pdf_made import drawn, table, tables, texts, write
from tests.hostile import pdf_files

BLIND = Sight("never")
#: Columns and rows of the ruled table of `form`.
_XS, _YS = (50, 150, 250, 350), (700, 670, 640, 610)


def form(annotations: Sequence[bytes], fields: Sequence[int] = (), more: bytes = b"", turn: int = 0) -> bytes:
    """A ruled table with a label in each row, and these annotations, numbered from 6; `fields` are those of a form."""
    lines = [b"%d %d m %d %d l S" % (_XS[0], y, _XS[-1], y) for y in _YS]
    lines += [b"%d %d m %d %d l S" % (x, _YS[0], x, _YS[-1]) for x in _XS]
    words = [b"BT /F1 9 Tf %d %d Td (row %d) Tj ET" % (_XS[0] + 4, y - 20, row) for row, y in enumerate(_YS[:-1])]
    kids = b" ".join(b"%d 0 R" % number for number in range(6, 6 + len(annotations)))
    return pdf_files.raw([
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [" + b" ".join(b"%d 0 R" % one for one in fields)
        + b"] >> " + more + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Rotate %d /Contents 4 0 R " % turn
        + b"/Resources << /Font << /F1 5 0 R >> >> /Annots [" + kids + b"] >>",
        pdf_files.stream(b"\n".join([*lines, *words])),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *annotations,
    ])  # fmt: skip


def annotation(kind: bytes, row: int, column: int, words: str = "", keys: bytes = b"") -> bytes:
    """An annotation of that kind over the cell, with these words."""
    box = b"%d %d %d %d" % (_XS[column] + 2, _YS[row + 1] + 2, _XS[column + 1] - 2, _YS[row] - 2)
    said = b"/Contents <FEFF" + words.encode("utf-16-be").hex().encode() + b">" if words else b""
    return b"<< /Type /Annot /Subtype /" + kind + b" /Rect [" + box + b"] " + said + b" " + keys + b" >>"


def value(words: str) -> bytes:
    return b"/V <FEFF" + words.encode("utf-16-be").hex().encode() + b">"


def cells(document: Document) -> list[list[str]]:
    return texts(tables(document)[0])


@pytest.mark.parametrize("keys", [b"/DA (/Helv 9 Tf 0 g)", b"/DA (/Helv 0 Tf)", b"", b"/DA (0 g /F 24 Tf)"])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_typed_annotations_stand_in_their_cells(keys: bytes, turn: int) -> None:
    document = read(
        form([annotation(b"FreeText", 0, 1, "3.8公里", keys), annotation(b"FreeText", 2, 2, "97.5%", keys)], turn=turn)
    )
    assert cells(document) == [["row 0", "3.8公里", ""], ["row 1", "", ""], ["row 2", "", "97.5%"]]
    assert document.warnings == ("read on p. 1: typed annotations (2)",)
    assert not document.unread


def test_a_long_typed_text_is_broken_as_its_box_has_room() -> None:
    long = "因暴雨影响进度延后，已于年底前完成整改"
    found = cells(read(form([annotation(b"FreeText", 1, 1, long), annotation(b"FreeText", 1, 2, "一\r二")])))
    assert found[1][1].replace("\n", "") == long
    assert found[1][2] == "一\n二"


def test_what_is_typed_takes_the_place_of_what_is_printed_under_it() -> None:
    document = read(form([annotation(b"FreeText", 1, 0, "row 9")]))
    assert cells(document)[1][0] == "row 9"
    assert document.unread == ("characters left out on p. 1: under what was typed (4)",)


@pytest.mark.parametrize("flag", [1, 2, 32])
def test_hidden_annotations_are_not_read(flag: int) -> None:
    document = read(form([annotation(b"FreeText", 0, 1, "3.8", b"/F %d" % flag)]))
    assert cells(document)[0][1] == "" and not document.unread


@pytest.mark.parametrize(
    ("kind", "words", "said"),
    [
        (b"Text", "数字有误", "notes (annotations)"),
        (b"Highlight", "请核对", "notes (annotations)"),
        (b"StrikeOut", "", "annotations that strike text out"),
        (b"Ink", "", "annotations drawn by hand"),
        (b"FileAttachment", "", "attached files"),
    ],
)
def test_annotations_that_are_not_read_are_said(kind: bytes, words: str, said: str) -> None:
    assert read(form([annotation(kind, 0, 1, words)] * 2)).unread == (f"not read on p. 1: {said} (2)",)


def test_an_annotation_beyond_the_limits_is_said() -> None:
    document = read(form([annotation(b"FreeText", 0, 1, "字" * 25_000), annotation(b"FreeText", 0, 2, "3.8")]))
    assert cells(document)[0] == ["row 0", "", "3.8"]
    assert document.unread == ("not read on p. 1: annotations (1)",)


def test_more_annotations_than_a_page_may_have_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_typed, "_MOST", 2)
    document = read(form([annotation(b"FreeText", row, 1, "3.8") for row in range(3)]))
    assert [row[1] for row in cells(document)] == ["3.8", "3.8", ""]
    assert document.unread == ("not read on p. 1: annotations (1)",)


@pytest.mark.parametrize("kind", [b"Link", b"Highlight", b"Square", b"Stamp", b"Popup"])
def test_annotations_that_say_nothing_cost_nothing(kind: bytes) -> None:
    assert not read(form([annotation(kind, 0, 1)])).unread


def test_fields_are_read_with_and_without_appearance() -> None:
    choice = b"/FT /Ch /T (c) /Ff 131072 /Opt [[(a) (good)] [(b) (fair)]] /V (b)"
    document = read(
        form(
            [
                annotation(b"Widget", 0, 1, keys=b"/FT /Tx /T (a) /DA (/Helv 9 Tf) " + value("3.8公里")),
                annotation(b"Widget", 0, 2, keys=b"/Parent 10 0 R"),
                annotation(b"Widget", 1, 1, keys=choice),
                annotation(b"Widget", 2, 1, keys=b"/FT /Tx /T (e) /V ( )"),
                b"<< /FT /Tx /T (p) /Kids [7 0 R] " + value("10") + b" >>",
            ],
            fields=(6, 10, 8, 9),
        )
    )
    assert cells(document) == [["row 0", "3.8公里", "10"], ["row 1", "fair", ""], ["row 2", "", ""]]
    assert document.warnings == ("read on p. 1: form fields (3)",)


def test_ticked_boxes_are_said() -> None:
    on = b"/FT /Btn /T (b%d) /V /Yes /AS /Yes /AP << /N << /Yes 4 0 R /Off 4 0 R >> >>"
    off = b"/FT /Btn /T (o) /V /Off /AS /Off /AP << /N << /Yes 4 0 R /Off 4 0 R >> >>"
    boxes = [annotation(b"Widget", row, 1, keys=on % row) for row in (0, 1)]
    document = read(form([*boxes, annotation(b"Widget", 2, 1, keys=off)], fields=(6, 7, 8)))
    assert document.unread == ("not read on p. 1: ticked boxes of the form (2)",)


@pytest.mark.parametrize("names", [["自评表.pdf"], [f"附件{number}.xlsx" for number in range(7)]])
def test_attached_files_are_said(names: Sequence[str]) -> None:
    made = pypdfium2.PdfDocument(form([]))
    for name in names:
        made.new_attachment(name).set_data(b"content")
    out = io.BytesIO()
    made.save(out)
    document = read(out.getvalue())
    (said,) = document.warnings
    assert document.unread == ()
    assert said.startswith(f"files attached to the PDF are filings of their own ({len(names)}): {names[0]}")


def test_a_form_made_by_a_program_is_said() -> None:
    data = form([annotation(b"Widget", 0, 1, keys=b"/FT /Tx /T (a) /V (x)")], fields=(6,))
    assert any("XFA" in said for said in read(data.replace(b"] >>  >>", b"] /XFA [(template) 4 0 R] >>  >>")).unread)


ROW = ["产出指标", "数量指标", "事项", "5次"]


def page(canvas: Any) -> None:
    table(canvas, 100, [ROW] * 3, [20] * 3)


@pytest.mark.parametrize("problem", [UnreadableError("it broke"), LimitError("it is too large")])
def test_a_fault_of_a_page_costs_that_page(monkeypatch: pytest.MonkeyPatch, problem: Exception) -> None:
    real = pdf._by_text

    def faulty(content: Any, known: Any) -> Any:
        if content.number == 2:
            raise problem
        return real(content, known)

    monkeypatch.setattr(pdf, "_by_text", faulty)
    document = read(drawn(page, page, page))
    assert document.unread == (f"page 2 was left out: {problem}",)
    assert sum(len(texts(one)) for one in tables(document)) == 6
    with pytest.raises(type(problem)):
        monkeypatch.setattr(pdf, "_by_text", lambda content, known: faulty(replace(content, number=2), known))
        read(drawn(page))


def test_a_page_beyond_the_limits_costs_that_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(canvas: Any) -> None:
        for number in range(60):
            write(canvas, 50, 60 + 10 * number, "字" * 40)

    monkeypatch.setattr("extractors.pdf_objects.characters.MAXIMUM_CHARACTERS", 1_000)
    document = read(drawn(page, full))
    assert len(tables(document)) == 1 and document.unread[0].startswith("page 2 was left out: a page has")


def test_the_second_reader_is_taken_only_where_it_sees_most(monkeypatch: pytest.MonkeyPatch) -> None:
    def odd(canvas: Any) -> None:
        for line in range(10):
            write(canvas, 50, 100 + 20 * line, "".join(chr(0x9000 + 37 * (30 * line + i) % 0xEFF) for i in range(30)))

    def second(share: float) -> Callable[[bytes, int], Any]:
        lines = drawn(lambda canvas: [write(canvas, 50, 60 + 9 * n, "目标" * 15) for n in range(10)])
        whole = pdf_second.second_content(lines, 0)
        return lambda data, number: replace(whole, characters=whole.characters[: int(300 * share)])

    contents = "extractors.pdf_layout.contents.second_content"
    monkeypatch.setattr(contents, second(0.5))
    with pytest.raises(UnreadableError):
        read(drawn(odd), BLIND)
    monkeypatch.setattr(contents, second(0.9))
    assert read(drawn(odd), BLIND).unread == ("not read on p. 1: characters that one of two readers does not see (30)",)
