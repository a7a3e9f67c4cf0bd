"""Pictures: PNG, JPEG, TIFF of many pages, BMP, GIF and WebP, read by OCR."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from math import sqrt
from typing import Any

from extractors.pdf_layout.blocks import blocks
from extractors.pdf_layout.running import PageRead, without_running
from extractors.pdf_layout.told import runs
from extractors.pictures.kinds import PHOTO
from extractors.pictures.pages import read_sheet
from extractors.pictures.picture import MOST_PIXELS, RESOLUTION, Picture
from extractors.pictures.seeing import recogniser_for
from schema.document import Document
from schema.errors import JixiaoError, LimitError, UnreadableError
from schema.parts import Reader
from schema.sight import Sight

#: Bytes of a page unpacked: a sheet of A4 at 1200 to the inch has 557 million in colour.
MAXIMUM_UNPACKED = 600_000_000
MAXIMUM_PAGES = 1_000
#: Resolutions that scanners have; a camera writes any.
_SCANNED = (100, 1300)
#: The longer side of a page of A4, in inches: what a picture without a resolution is taken for.
_PAGE = 11.69

#: A large picture is first made smaller by whole numbers, to so many times the size wanted, in strips of so many rows.
_FINER, _STRIP = 2.0, 64

_EMPTY = "nothing is printed on the picture"
_PHOTOGRAPH = "the picture is a photograph without text"
_COARSER = "scan it at 200 to 300 dpi"
_MARKS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM", b"GIF8")


def accepts(data: bytes) -> float:
    """0.95 where the file begins with the mark of such a format, else 0."""
    return 0.95 if data.startswith(_MARKS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP") else 0.0


def read(data: bytes, sight: Sight = Sight()) -> Document:
    """The tables and paragraphs of all pages; boxes are in pixels of the picture as it is shown.

    Raises `UnreadableError` for a damaged file, or where pictures are not to be read, `LimitError` for one too large;
    a damaged page among others is left out.
    """
    if sight.when == "never":
        raise UnreadableError("a picture: it needs OCR", "ingest it with --ocr auto")
    from PIL import Image

    with _said("the picture"):
        opened = Image.open(BytesIO(data))
        count = _count(opened)
    pages: list[PageRead] = []
    failed: list[JixiaoError] = []
    for number in range(1, count + 1) if sight.only is None else (sight.only,):
        sight.page_begun(number, count)
        try:
            with _said(f"page {number}" if count > 1 else "the picture"):
                picture = _picture(opened, number)
            pages += read_sheet(picture, number, recogniser_for(sight), pages[-1] if pages else None)
        except (UnreadableError, LimitError) as problem:  # it costs that page, not the others
            failed.append(problem)
    if not any(page.tables or page.lines for page in pages):
        what = _PHOTOGRAPH if any(page.kind == PHOTO for page in pages) else _EMPTY
        raise failed[0] if failed else UnreadableError(what, "look for the original and ingest that")
    photographs = runs(page.number for page in pages if page.kind == PHOTO)
    unread = (
        *(f"left out: {problem.message}" for problem in failed),
        *([f"not read on p. {photographs}: photographs"] if photographs else []),
        *_others(opened, count),
    )
    return Document("image", tuple(blocks(without_running(pages))), count, unread=unread)


def _others(opened: Any, count: int) -> Iterator[str]:
    """That the file holds more pictures than pages: those of a film, or of a camera that takes several at once."""
    try:
        with _said("what follows the picture"):
            more = getattr(opened, "n_frames", 1) - count
    except (UnreadableError, LimitError) as problem:
        yield f"left out: {problem.message}"
        return
    if more > 0:
        yield f"further pictures in the file were not read ({more})"


@contextmanager
def _said(what: str) -> Iterator[None]:
    """Raises `UnreadableError` where that is damaged, and `LimitError` where it is too large to be unpacked."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit is ours
            yield
    except Image.DecompressionBombError as problem:
        raise LimitError(f"{what} is larger than a page may be: {problem}", _COARSER) from None
    except JixiaoError:
        raise
    except Exception as problem:  # decoders of hostile bytes raise whatever they meet
        raise UnreadableError(f"{what} is damaged: {problem}", "scan it again, or save it anew") from None


def _count(opened: Any) -> int:
    """How many pages there are. Raises `LimitError` for too many."""
    count: int = getattr(opened, "n_frames", 1) if opened.format == "TIFF" else 1
    if count > MAXIMUM_PAGES:
        raise LimitError(f"the picture has {count:,} pages, more than a filing may have", "cut it up")
    return count


def picture_of(file: BytesIO, number: int) -> Picture:
    """A page of a picture's file, as it is worked on. Raises `UnreadableError` or `LimitError`."""
    from PIL import Image

    with _said("the picture"):
        return _picture(Image.open(file), number)


def _picture(opened: Any, number: int) -> Picture:
    """The page of that number at the resolution that pages are read at; `back` leads to its own pixels."""
    import numpy as np
    from PIL import ImageOps

    opened.seek(number - 1)
    size = _size(opened)
    width, height = opened.size
    if _unpacked(opened) > MAXIMUM_UNPACKED:
        raise LimitError(f"the picture has {width:,} x {height:,} pixels, more than a page may have", _COARSER)
    if opened.format == "JPEG":
        opened.draft("RGB", size)
    shown = ImageOps.exif_transpose(_resized(opened, size))
    pixels = np.array(shown.convert("RGB"))
    if (shown.width > shown.height) != (size[0] > size[1]):
        width, height = height, width
    return Picture(pixels, np.diag([width / shown.width, height / shown.height, 1.0]))


def _unpacked(opened: Any) -> int:
    """The bytes held while the page is unpacked; of a JPEG that comes in layers two for each sample."""
    bands = len(opened.getbands())
    each = 2 * bands if "progressive" in opened.info else 1 if bands == 1 else 4
    return int(opened.width * opened.height * each)


def _resized(opened: Any, size: tuple[int, int]) -> Any:
    """The page at that size, made from strips of it: no copy of a huge picture is held beside the picture."""
    from PIL import Image

    across, down = (max(1, int(own / wanted / _FINER)) for own, wanted in zip(opened.size, size, strict=True))
    width, height = opened.size
    strips = []
    for top in range(0, height, _STRIP * down):
        strip = _plain(opened.crop((0, top, width, min(height, top + _STRIP * down))))
        strips.append(strip.reduce((across, down)) if across * down > 1 else strip)
    reduced = Image.new(strips[0].mode, (strips[0].width, sum(strip.height for strip in strips)))
    for number, strip in enumerate(strips):
        reduced.paste(strip, (0, number * _STRIP))
    reduced.info, reduced._exif = opened.info, getattr(opened, "_exif", None)
    return reduced.resize(size, Image.Resampling.LANCZOS, box=(0, 0, width / across, height / down))


def _plain(strip: Any) -> Any:
    """The strip in grey or in red, green and blue, on white paper where it is transparent."""
    from PIL import Image

    if strip.mode.startswith(("I", "F")):
        return strip.point(lambda value: value / 256).convert("L")
    if "A" in strip.mode or "transparency" in strip.info:
        colours = strip.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("RGB")
    return strip.convert("L" if strip.mode in ("1", "L") else "RGB")


def _size(opened: Any) -> tuple[int, int]:
    """How large the picture is worked on: by its resolution, which a fax has another of across than down."""
    across, down = opened.info.get("dpi", (0, 0))
    if all(_SCANNED[0] <= one <= _SCANNED[1] for one in (across, down)):
        scales = RESOLUTION / across, RESOLUTION / down
    else:
        scales = (RESOLUTION * _PAGE / max(opened.size),) * 2
    width, height = opened.width * scales[0], opened.height * scales[1]
    fit = min(1.0, sqrt(MOST_PIXELS / max(1.0, width * height)))
    return max(1, round(width * fit)), max(1, round(height * fit))


IMAGE = Reader(name="image", version="2", accepts=accepts, read=read)
