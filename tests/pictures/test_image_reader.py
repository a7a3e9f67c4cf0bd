from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from extractors.readers import image, pdf
from extractors.reading import read_document
from schema.document import Document, Table
from schema.errors import JixiaoError, LimitError, UnreadableError
from schema.sight import Sight
from tests.pictures.drawn import Knowing, grid, paper, write


def page(text: str = "指标名称") -> tuple[Any, Knowing]:
    drawn = grid(paper())
    return drawn, Knowing([write(drawn, 120, 190, text), write(drawn, 430, 190, "数量")])


def saved(kind: str, *pages: Any, **more: Any) -> bytes:
    first, *rest = [Image.fromarray(one) for one in pages]
    into = BytesIO()
    extra = {"save_all": True, "append_images": rest} if rest else {}
    first.save(into, kind, **extra, **more)
    return into.getvalue()


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Knowing:
    _, knowing = page()
    for reader in (image, pdf):
        monkeypatch.setattr(reader, "recogniser_for", lambda _sight: knowing)
    return knowing


def texts(document: Document) -> list[str]:
    return [cell.text for block in document.blocks if isinstance(block, Table) for cell in block.cells if cell.text]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"])
def test_every_kind_of_picture_is_read(kind: str, engine: Knowing) -> None:
    more = {} if kind == "GIF" else {"dpi": (200, 200)}
    if kind in ("GIF", "WEBP"):
        engine.lines = ()
        engine.texts = ["数量"] * 9
    document = read_document(saved(kind, page()[0], **more))
    assert (document.channel, document.pages) == ("image", 1)
    assert "数量" in texts(document)


def test_boxes_are_in_pixels_of_the_picture(engine: Knowing) -> None:
    drawn = Image.fromarray(page()[0]).resize((2400, 1800))
    into = BytesIO()
    drawn.save(into, "PNG", dpi=(300, 300))
    (table,) = read_document(into.getvalue()).blocks
    assert isinstance(table, Table) and table.cells[0].box is not None
    box = table.cells[0].box
    assert [round(side) for side in (box.x0, box.y0, box.x1, box.y1)] == pytest.approx([150, 225, 600, 390], abs=5)


def test_all_pages_of_a_tiff_are_read_and_told(engine: Knowing) -> None:
    heard: list[tuple[int, int]] = []
    sight = Sight(page_begun=lambda number, pages: heard.append((number, pages)))
    document = read_document(saved("TIFF", page()[0], page()[0], dpi=(200, 200)), "", sight)
    assert document.pages == 2 and heard == [(1, 2), (2, 2)]
    assert {cell.page for block in document.blocks if isinstance(block, Table) for cell in block.cells} == {1, 2}


def test_a_camera_that_was_held_on_its_side(engine: Knowing) -> None:
    turned = Image.fromarray(page()[0]).transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6
    into = BytesIO()
    turned.save(into, "JPEG", exif=exif, dpi=(200, 200), quality=95)
    assert texts(read_document(into.getvalue()))[:2] == ["指标名称", "数量"]


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "CMYK", "I;16"])
def test_every_way_of_storing_colours(mode: str, engine: Knowing) -> None:
    plain = Image.fromarray(page()[0])
    deep = Image.fromarray(page()[0][:, :, 0].astype("uint16") * 257)
    stored = deep if mode == "I;16" else plain.convert(mode)
    into = BytesIO()
    stored.save(into, "TIFF", dpi=(200, 200))
    assert texts(read_document(into.getvalue()))[:2] == ["指标名称", "数量"]


def test_a_white_page_and_no_sight_are_said() -> None:
    with pytest.raises(UnreadableError, match="OCR"):
        read_document(saved("PNG", page()[0]), "", Sight("never"))


def test_nothing_printed_is_said(engine: Knowing) -> None:
    engine.lines = ()
    with pytest.raises(UnreadableError, match="nothing is printed"):
        read_document(saved("PNG", paper()))


def test_a_giant_is_refused_before_it_is_unpacked() -> None:
    into = BytesIO()
    Image.new("1", (20_000, 20_000), 1).save(into, "PNG")
    with pytest.raises(LimitError, match="larger than a page"):
        read_document(into.getvalue())


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.95])
def test_damaged_pictures_are_named_failures(kind: str, share: float, engine: Knowing) -> None:
    whole = saved(kind, page()[0])
    with pytest.raises(JixiaoError):
        read_document(whole[: int(share * len(whole))])
