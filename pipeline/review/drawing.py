"""A page as a picture: drawn by PDFium, or the image itself made small enough to send."""

from __future__ import annotations

import io
from dataclasses import dataclass
from math import sqrt
from typing import Any

from pipeline.store.remote import at_hand
from schema.errors import UnreadableError

# The picture's longest side, and its most dots in all: enough to read the smallest print, zoomed in.
_LONGEST = 2400
_MOST_DOTS = 5_000_000
# An image of more dots than this is no scan of a page.
_LARGEST_IMAGE = 160_000_000
_QUALITY = 82
_PDF = b"%PDF-"


@dataclass(frozen=True, slots=True)
class Picture:
    """A WebP picture; `width` and `height` are the page's own, in PDF points or the image's pixels, as boxes are."""

    data: bytes
    width: float
    height: float
    pages: int


def draw(task: tuple[str, int], _tell: object) -> Picture:
    """The page of this number of the file at this path. Raises `UnreadableError` where there is none."""
    where, page = task
    with at_hand(where) as path:
        with path.open("rb") as file:
            is_pdf = _PDF in file.read(1024)
        return _pdf(str(path), page) if is_pdf else _image(str(path), page)


def _pdf(path: str, page: int) -> Picture:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(path)
        pages = len(pdf)
        if not 1 <= page <= pages:
            raise UnreadableError(f"it has no page {page}")
        sheet = pdf[page - 1]
        width, height = sheet.get_size()
        drawn = sheet.render(scale=_scale(width, height)).to_pil()
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(f"PDFium can't draw it: {error}") from error
    return Picture(_webp(drawn), width, height, pages)


def _image(path: str, page: int) -> Picture:
    """The image as it is shown, turned as its camera says; only a TIFF has pages."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = _LARGEST_IMAGE
    try:
        with Image.open(path) as image:
            pages = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
            if not 1 <= page <= pages:
                raise UnreadableError(f"it has no page {page}")
            image.seek(page - 1)
            size = image.size
            scale = min(1.0, _scale(*size))
            wanted = max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
            image.draft("RGB", wanted)
            small = ImageOps.exif_transpose(image.resize(wanted, reducing_gap=2.0) if scale < 1 else image)
            turned = (small.width > small.height) != (wanted[0] > wanted[1])
            width, height = reversed(size) if turned else size
            return Picture(_webp(small), width, height, pages)
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise UnreadableError(f"the image can't be read: {error}") from error


def _scale(width: float, height: float) -> float:
    """How much larger a page is drawn than it is."""
    if width <= 0 or height <= 0:
        raise UnreadableError("the page has no size")
    by_dots = sqrt(_MOST_DOTS / (width * height))
    return min(4.0, _LONGEST / max(width, height), by_dots)


def _webp(image: Any) -> bytes:
    written = io.BytesIO()
    image.convert("RGB").save(written, "WEBP", quality=_QUALITY, method=2)
    return written.getvalue()
