"""Pictures of pages: PDF pages as pixels, and marks that are drawn as a PDF first, so that no font file is needed."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.wear.typeface import established
from schema.errors import MissingToolError

#: Rows, columns, and blue, green, red: a page in colour, 255 is white.
Picture = npt.NDArray[np.uint8]
#: Rows and columns, 0 to 1: how much of something covers each pixel.
Cover = npt.NDArray[np.float32]
Chance = np.random.Generator

#: Points an inch.
POINTS = 72
#: The font that every reader of PDFs replaces by one of the machine's own.
CHINESE = "STSong-Light"


def pages(data: bytes, dpi: float) -> Iterator[Picture]:
    """Each page of the PDF as it is seen, at that resolution.

    Raises `MissingToolError` where the machine has no font for Chinese: the pages would be blank."""
    import pypdfium2

    if not chinese_is_printed():
        advice = "apt-get install --no-install-recommends fonts-noto-cjk"
        raise MissingToolError("no font with Chinese characters is installed: pages cannot be pictured", advice)
    established()
    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            yield _pixels(page, dpi)
    finally:
        document.close()


def _pixels(page: Any, dpi: float) -> Picture:
    bitmap = page.render(scale=dpi / POINTS)
    pixels: Picture = np.array(bitmap.to_numpy()[:, :, :3], dtype=np.uint8)
    bitmap.close()
    page.close()
    return pixels


def page_count(data: bytes) -> int:
    """How many pages the PDF has."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    count = len(document)
    document.close()
    return count


def drawn(width: float, height: float, dpi: float, draw: Callable[[Any], None]) -> Cover:
    """What `draw` puts in black on a canvas of so many points, as the cover of a picture at that resolution.

    Raises `MissingToolError` where reportlab is not installed."""
    import pypdfium2

    try:
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont
        from reportlab.pdfbase.pdfmetrics import registerFont
        from reportlab.pdfgen.canvas import Canvas
    except ImportError as error:
        raise MissingToolError("reportlab is not installed: no mark can be drawn", "pip install reportlab") from error
    registerFont(UnicodeCIDFont(CHINESE))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(width, height), invariant=1)
    draw(canvas)
    canvas.save()
    established()
    document = pypdfium2.PdfDocument(out.getvalue())
    pixels = _pixels(document[0], dpi)
    document.close()
    cover: Cover = 1 - pixels[:, :, 0].astype(np.float32) / np.float32(255)
    return cover


@cache
def chinese_is_printed() -> bool:
    """Whether two different characters come out, and come out different: a box for both is no font."""

    def glyph(char: str) -> Cover:
        def draw(canvas: Any) -> None:
            canvas.setFont(CHINESE, 40)
            canvas.drawString(4, 10, char)

        return drawn(48, 48, POINTS, draw)

    one, other = glyph("一"), glyph("圆")
    return bool(one.any() and other.any() and np.abs(one - other).max() > 0.5)


def eight_bit(pixels: npt.NDArray[Any]) -> Picture:
    """The pixels as whole levels from 0 to 255."""
    done: Picture = pixels if pixels.dtype == np.uint8 else np.clip(pixels, 0, 255).astype(np.uint8)
    return done


def inked(picture: Picture, cover: Cover, colour: tuple[int, int, int]) -> Picture:
    """The picture with transparent ink of that colour (blue, green, red) where the cover says; print shows through."""
    tint = np.asarray(colour, np.float32) / 255
    rows, columns = np.nonzero(cover)
    if rows.size == 0:
        return picture
    done = picture.copy()
    part = slice(rows.min(), rows.max() + 1), slice(columns.min(), columns.max() + 1)
    done[part] = eight_bit(picture[part] * (1 - cover[part][:, :, None] * (1 - tint)))
    return done


def placed(cover: Cover, shape: tuple[int, int], top: int, left: int) -> Cover:
    """The cover laid on an empty one of that shape, its upper left corner there; what sticks out is cut off."""
    done: Cover = np.zeros(shape, np.float32)
    rows, columns = cover.shape
    y0, x0 = max(0, top), max(0, left)
    y1, x1 = min(shape[0], top + rows), min(shape[1], left + columns)
    if y0 < y1 and x0 < x1:
        done[y0:y1, x0:x1] = cover[y0 - top : y1 - top, x0 - left : x1 - left]
    return done


def cloudy(shape: tuple[int, int], grain: int, chance: Chance) -> Cover:
    """Soft clouds between 0 and 1, each about `grain` pixels wide."""
    import cv2

    rows, columns = (max(2, side // grain + 2) for side in shape)
    coarse = chance.random((rows, columns), dtype=np.float32)
    return np.clip(cv2.resize(coarse, shape[::-1], interpolation=cv2.INTER_CUBIC), 0, 1).astype(np.float32)
