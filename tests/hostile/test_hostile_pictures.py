"""Pictures that are damaged, absurd or huge, by themselves and in PDFs: read, or refused by name in little memory."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image

from extractors.readers import image, pdf
from extractors.reading import read_document
from extractors.recognition import recognise
from pipeline.ingest.workers import Crew
from pipeline.settings import MIB, Limits
from schema.document import Document
from schema.errors import JixiaoError, LimitError, NoFormError, UnreadableError
from tests.hostile.pdf_files import page_of, stream
from tests.pictures.drawn import Knowing, grid, paper, write

LIMITS = Limits()


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> Knowing:
    knowing = Knowing([write(paper(), 120, 190, "单位职责说明")])
    for reader in (image, pdf):
        monkeypatch.setattr(reader, "recogniser_for", lambda _sight: knowing)
    return knowing


def saved(kind: str, *pages: Any, **more: Any) -> bytes:
    into = BytesIO()
    several = {"save_all": True, "append_images": pages[1:]} if len(pages) > 1 else {}
    pages[0].save(into, kind, **several, **more)
    return into.getvalue()


def noisy(width: int = 900, height: int = 1200) -> Any:
    """A page that no packing makes small: what is cut off of it is missing."""
    drawn = grid(paper(height, width), (100, 400, 800), (150, 260, 370))
    dirt = np.random.default_rng(1).integers(0, 12, drawn.shape, dtype=np.uint8)
    return Image.fromarray(np.maximum(drawn, dirt) - dirt)


def in_a_pdf(packed: bytes, width: int, height: int, packing: bytes = b"/DCTDecode") -> bytes:
    """A PDF of one page that shows the picture all over."""
    keys = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter "
    picture = stream(packed, keys % (width, height) + packing)
    return page_of(b"q 600 0 0 800 0 0 cm /P Do Q", b"/XObject << /P 6 0 R >>", [picture])


def plain(size: tuple[int, int], mode: str = "1") -> Any:
    return Image.new(mode, size, 1 if mode == "1" else "white")


HUGE = (20_000, 20_000)
TOO_LARGE: dict[str, Callable[[], bytes]] = {
    "PNG": lambda: saved("PNG", plain(HUGE)),
    "JPEG": lambda: saved("JPEG", plain(HUGE, "L"), quality=10),
    "a JPEG in layers": lambda: saved(
        "JPEG", plain((12_000, 9_000), "RGB"), progressive=True, subsampling=0, quality=9
    ),
}


@pytest.mark.parametrize("make", TOO_LARGE.values(), ids=TOO_LARGE.keys())
def test_what_would_take_too_much_memory_is_refused(make: Callable[[], bytes]) -> None:
    with pytest.raises(LimitError, match=r"more than a page may have|larger than a page may be"):
        read_document(make())


def test_a_page_that_would_take_too_much_memory_costs_that_page() -> None:
    (said,) = read_document(saved("TIFF", noisy(), plain(HUGE), compression="tiff_adobe_deflate")).unread
    assert said.startswith("left out: ") and "than a page may" in said


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_further_pictures_of_a_film_are_said(kind: str) -> None:
    frames = [noisy(), noisy(880, 1180).resize((900, 1200)), plain((900, 1200), "RGB")]
    into = BytesIO()
    frames[0].save(into, kind, save_all=True, append_images=frames[1:])
    assert read_document(into.getvalue()).unread == ("further pictures in the file were not read (2)",)


def test_a_film_cut_off_after_its_first_picture_is_said() -> None:
    whole = saved("GIF", noisy(), noisy().rotate(2))
    with Image.open(BytesIO(whole)) as opened:
        opened.seek(1)
        tiles: Any = opened
        second = tiles.tile[0].offset
    (said,) = read_document(whole[: second - 5]).unread
    assert said.startswith("left out: what follows the picture is damaged")


def test_a_cut_off_jpeg_is_named_by_itself_and_in_a_pdf() -> None:
    whole = saved("JPEG", noisy(), quality=90)
    assert read_document(in_a_pdf(whole, 900, 1200)).pages == 1
    for share in (0.3, 0.9):
        cut = whole[: int(share * len(whole))]
        with pytest.raises(UnreadableError, match="damaged"):
            read_document(cut)
        with pytest.raises(UnreadableError, match="picture of page 1 is cut off"):
            read_document(in_a_pdf(cut, 900, 1200))


def test_a_damaged_page_of_a_tiff_is_named() -> None:
    pages = [noisy(), noisy(), noisy()]
    whole = bytearray(saved("TIFF", *pages, compression="tiff_adobe_deflate", dpi=(200, 200)))
    assert read_document(bytes(whole)).pages == 3
    with Image.open(BytesIO(whole)) as opened:
        opened.seek(1)
        tags: Any = opened
        place, length = tags.tag_v2[273][0], tags.tag_v2[279][0]
    whole[place : place + length] = bytes(length)
    document = read_document(bytes(whole))
    assert document.pages == 3
    assert len(document.unread) == 1 and document.unread[0].startswith("left out: page 2 is damaged")


@pytest.mark.parametrize("side", [1, 60_000, 2_000_000_000])
def test_a_pdf_picture_that_lies_about_its_size_makes_nothing_but_our_error(side: int) -> None:
    data = in_a_pdf(zlib.compress(b"\xff" * 3000), side, side, b"/FlateDecode")
    try:
        assert isinstance(read_document(data), Document)
    except JixiaoError:
        return


def test_a_blank_page_and_a_photo_without_a_form_are_named(engine: Knowing) -> None:
    photo = saved("JPEG", noisy(), dpi=(200, 200))
    with pytest.raises(NoFormError):
        recognise(read_document(photo))
    engine.lines = ()
    for made in (photo, saved("PNG", plain((800, 1000)))):
        with pytest.raises(UnreadableError, match="nothing is printed"):
            read_document(made)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "CMYK"])
def test_a_picture_made_smaller_in_strips_is_what_it_is_as_a_whole(mode: str) -> None:
    whole = noisy(2311, 1777).convert(mode)
    opened = Image.open(BytesIO(saved("TIFF", whole)))
    size = (301, 299)
    wanted = image._plain(whole).resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    assert (np.asarray(image._resized(opened, size)) == np.asarray(wanted)).all()


def _peak(data: bytes, _tell: Any) -> int:
    """How many MiB more the process has held at most when it has made the picture of the page than before."""
    import resource

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    opened = Image.open(BytesIO(data))
    image._picture(opened, 1)
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the figure has another unit")
def test_a_sheet_at_1200_to_the_inch_leaves_room_for_an_engine() -> None:
    data = saved("PNG", Image.new("RGB", (9921, 14031), "white"), compress_level=1, dpi=(1200, 1200))
    ((_, peak),) = Crew(_peak, 1, 60, LIMITS.memory_with_pictures).results([data])
    assert isinstance(peak, int), peak
    assert 9921 * 14031 * 4 // MIB < peak < 960
