"""Embedded sheets and pictures of tables are read where they stand in a Word file; the rest stays named."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw

from extractors.reading import read_document
from extractors.word_tree import embedded as word_embedded
from schema.document import Cell, Document, Paragraph, Table
from schema.errors import UnreadableError
from schema.geometry import Box
from schema.sight import Sight
from tests.extractors.book_files import Sheet, as_new, as_old, as_open
from tests.extractors.papers import texts_of
from tests.extractors.word_files import linked, p, picture, story, tbl, tc, tr

GRID = [["指标", "值", "分值"], ["里程", "5公里", "10"], ["数量", "7个", "20"]]
OBJECT = '<w:r><w:object><o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" r:id="rId9"/></w:object></w:r>'


def with_sheet(data: bytes, *blocks: str, name: str = "s.xlsx") -> Document:
    targets = {"rId9": ("package", f"embeddings/{name}")}
    return read_document(linked(story(*blocks), targets, {f"word/embeddings/{name}": data}))


@pytest.mark.parametrize("writer", [as_new, as_old, as_open])
def test_an_embedded_sheet_stands_in_its_place(writer: Callable[..., bytes]) -> None:
    merged = Sheet([*GRID[:2], [None, *GRID[2][1:]]], [((1, 0), (2, 0))])
    document = with_sheet(writer(merged), "前", p(OBJECT), "后")
    table = [*GRID[:2], GRID[2][1:]]
    assert texts_of(document) == ["前", table, "后"]
    assert (document.unread, document.warnings) == ((), ("embedded sheets, read in their places: 1",))
    cells = document.blocks[1].cells  # type: ignore[union-attr]
    assert {(one.page, one.name, one.box) for one in cells} == {(None, "", None)} and cells[3].rowspan == 2


def test_the_first_sheet_of_an_embedded_workbook_is_the_one_that_shows() -> None:
    document = with_sheet(as_new(Sheet(GRID), Sheet([["别", "的"], ["一", "页"]])), p(OBJECT))
    assert texts_of(document) == [GRID]


def test_what_an_embedded_sheet_leaves_out_is_named() -> None:
    document = with_sheet(as_new(Sheet(GRID, hidden_rows=[1])), p(OBJECT))
    assert [sentence.split(":")[0] for sentence in document.unread] == ["of an embedded sheet"]


@pytest.mark.parametrize(
    ("data", "block"),
    [
        (b"damaged", p(OBJECT)),
        (as_new(Sheet(GRID))[:-100], p(OBJECT)),
        (as_new(Sheet(GRID)), tbl(tr(tc(p(OBJECT)), tc("甲")), tr(tc("乙"), tc("丙")))),
    ],
    ids=["nonsense", "damaged", "in a cell"],
)
def test_a_sheet_that_is_not_read_stays_named(data: bytes, block: str) -> None:
    document = with_sheet(data, "前", block)
    assert [sentence.split(":")[0] for sentence in document.unread] == ["embedded sheets, not read"]


def drawn(lines: int) -> bytes:
    """A picture of so many level and as many upright lines."""
    image = Image.new("RGB", (800, 600), "white")
    pen = ImageDraw.Draw(image)
    for number in range(lines):
        pen.line((50, 50 + 60 * number, 750, 50 + 60 * number), "black", 3)
        pen.line((50 + 90 * number, 50, 50 + 90 * number, 550), "black", 3)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


SEEN = Document(
    "image",
    (
        Paragraph("附表", 1, Box(1, 1, 9, 9), 0.8),
        Table(tuple(
            Cell(words, row, column, 1, 1, 1, Box(1, 1, 9, 9), 0.7)
            for row, line in enumerate(GRID) for column, words in enumerate(line)
        )),
    ),
    1,
)  # fmt: skip


def with_picture(
    monkeypatch: pytest.MonkeyPatch, seen: Document | None, data: bytes, sight: Sight = Sight()
) -> Document:
    def read(_data: bytes, _sight: Sight) -> Document:
        if seen is None:
            raise UnreadableError("nothing is printed on the picture", "")
        return seen

    monkeypatch.setattr(word_embedded.image, "read", read)
    made = linked(story("前", p(picture(12, 9)), "后"), {"rId1": ("image", "media/a.png")}, {"word/media/a.png": data})
    return read_document(made, sight=sight)


def test_a_picture_of_a_table_is_read_in_its_place_with_its_doubts(monkeypatch: pytest.MonkeyPatch) -> None:
    document = with_picture(monkeypatch, SEEN, drawn(5))
    assert texts_of(document) == ["前", "附表", GRID, "后"]
    assert (document.unread, document.warnings) == ((), ("tables read from pictures in the file: 1",))
    cells = document.blocks[2].cells  # type: ignore[union-attr]
    assert {(one.page, one.box, one.confidence) for one in cells} == {(None, None, 0.7)}


@pytest.mark.parametrize(
    ("seen", "data", "sight"),
    [
        (SEEN, drawn(1), Sight()),
        (SEEN, drawn(5), Sight("never")),
        (None, drawn(5), Sight()),
        (Document("image", (Paragraph("照片", 1),), 1), drawn(5), Sight()),
        (SEEN, b"no picture", Sight()),
    ],
    ids=["no lines", "not to be read", "damaged", "no table", "nonsense"],
)
def test_a_picture_without_a_table_stays_named(
    monkeypatch: pytest.MonkeyPatch, seen: Document | None, data: bytes, sight: Sight
) -> None:
    document = with_picture(monkeypatch, seen, data, sight)
    assert texts_of(document) == ["前", "后"]
    assert [sentence.split(":")[0] for sentence in document.unread] == ["pictures that may hold content, not read"]


def test_a_mark_of_the_paper_itself_is_a_text() -> None:
    assert texts_of(with_sheet(as_new(Sheet(GRID)), "\ufffc7\ufffc", p(OBJECT))) == ["\ufffc7\ufffc", GRID]
