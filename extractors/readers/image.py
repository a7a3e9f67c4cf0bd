"""Pictures: PNG, JPEG, TIFF of many pages, BMP, GIF and WebP, read by OCR."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO
from math import sqrt
from typing import Any

from extractors.pictures.pages import read_picture
from extractors.pictures.picture import MOST_PIXELS, RESOLUTION, Picture
from extractors.pictures.seeing import recogniser_for
from extractors.readers.pdf_blocks import blocks
from extractors.readers.pdf_running import PageRead, without_running
from schema.document import Document
from schema.errors import LimitError, UnreadableError
from schema.parts import Reader
from schema.sight import Sight

#: A sheet of A4 at 1200 to the inch has 139 million pixels.
MAXIMUM_PIXELS = 160_000_000
MAXIMUM_PAGES = 1_000
#: Resolutions that scanners have; a camera writes any.
_SCANNED = (100, 1300)
#: The longer side of a page of A4, in inches: what a picture without a resolution is taken for.
_PAGE = 11.69

_COARSER = "scan it at 200 to 300 dpi"
_MARKS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM", b"GIF8")


def accepts(data: bytes) -> float:
    """0.95 where the file begins with the mark of such a format, else 0."""
    return 0.95 if data.startswith(_MARKS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP") else 0.0


def read(data: bytes, sight: Sight = Sight()) -> Document:
    """The tables and paragraphs of all pages; boxes are in pixels of the picture as it is shown.

    Raises `UnreadableError` for a damaged file, or where pictures are not to be read, `LimitError` for one too large.
    """
    if sight.when == "never":
        raise UnreadableError("a picture: it needs OCR", "ingest it with --ocr auto")
    pages: list[PageRead] = []
    count = 0
    for number, count, picture in _pictures(data, sight.only):
        sight.page_begun(number, count)
        pages.append(read_picture(picture, number, recogniser_for(sight), pages[-1] if pages else None))
    if not any(page.tables or page.lines for page in pages):
        raise UnreadableError("nothing is printed on the picture", "look for the original and ingest that")
    return Document("image", tuple(blocks(without_running(pages))), count)


def _pictures(data: bytes, only: int | None) -> Iterator[tuple[int, int, Picture]]:
    """The number of each page, or of one alone, how many there are, and its picture."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit is ours
            with Image.open(BytesIO(data)) as opened:
                count = getattr(opened, "n_frames", 1) if opened.format == "TIFF" else 1
                if count > MAXIMUM_PAGES:
                    raise LimitError(f"the picture has {count:,} pages, more than a filing may have", "cut it up")
                for number in range(1, count + 1) if only is None else (only,):
                    opened.seek(number - 1)
                    yield number, count, _picture(opened)
    except Image.DecompressionBombError as problem:
        raise LimitError(f"the picture is larger than a page may be: {problem}", _COARSER) from None
    except (OSError, SyntaxError, ValueError, EOFError) as problem:
        raise UnreadableError(f"the picture is damaged: {problem}", "scan it again, or save it anew") from None


def _picture(opened: Any) -> Picture:
    """The page shown now, at the resolution that pages are read at; `back` leads to its own pixels."""
    import numpy as np
    from PIL import Image, ImageOps

    size = _size(opened)
    width, height = opened.size
    if opened.format == "JPEG":
        opened.draft("RGB", size)
    if opened.width * opened.height > MAXIMUM_PIXELS:
        raise LimitError(f"the picture has {width:,} x {height:,} pixels, more than a page may have", _COARSER)
    resized = _plain(opened).resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    shown = ImageOps.exif_transpose(resized)
    pixels = np.array(shown.convert("RGB"))
    if (shown.width > shown.height) != (size[0] > size[1]):
        width, height = height, width
    return Picture(pixels, np.diag([width / shown.width, height / shown.height, 1.0]))


def _plain(opened: Any) -> Any:
    """The picture in grey or in red, green and blue, on white paper where it is transparent."""
    from PIL import Image

    if opened.mode.startswith(("I", "F")):
        return opened.point(lambda value: value / 256).convert("L")
    if "A" in opened.mode or "transparency" in opened.info:
        colours = opened.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("RGB")
    plain = opened.convert("L" if opened.mode in ("1", "L") else "RGB")
    plain.info, plain._exif = opened.info, getattr(opened, "_exif", None)
    return plain


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


IMAGE = Reader(name="image", version="1", accepts=accepts, read=read)
