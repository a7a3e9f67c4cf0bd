"""Pictures of the pages of a PDF."""

from __future__ import annotations

from math import sqrt
from typing import Any

from extractors.pictures.picture import MOST_PIXELS, POINT, RESOLUTION, Picture
from schema.errors import UnreadableError

_INCH = 72
#: A picture on so much of the page matters, and a JPEG ends with this mark, or nearly.
_MATTERS = 0.1
_END, _NEAR_END = b"\xff\xd9", 1024


def page_picture(document: Any, number: int) -> Picture:
    """The page of that number, from 0, as it is shown; `back` leads to its points. Large pages become coarser.

    Raises `UnreadableError` for a page that can't be drawn, or whose picture is cut off: it would be drawn as far as it
    goes, and nobody would know that rows are missing.
    """
    import numpy as np
    import pypdfium2

    try:
        page = document[number]
        width, height = page.get_size()
        if _is_cut_off(page, width * height):
            raise UnreadableError(
                f"the picture of page {number + 1} is cut off", "scan it again, or print it to a new PDF"
            )
        scale = RESOLUTION / _INCH * min(1.0, sqrt(MOST_PIXELS * POINT * POINT / max(1.0, width * height)))
        drawn = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False).to_numpy()
        page.close()
    except pypdfium2.PdfiumError as problem:
        raise UnreadableError(f"page {number + 1} can't be drawn", "print the file to a new PDF") from problem
    pixels = np.repeat(drawn.reshape(*drawn.shape[:2], 1), 3, axis=2) if drawn.ndim == 2 else drawn[:, :, :3]
    high, wide = pixels.shape[:2]
    return Picture(np.ascontiguousarray(pixels), np.diag([width / wide, height / high, 1.0]))


def _is_cut_off(page: Any, area: float) -> bool:
    """Whether a picture on the page is a JPEG without its end."""
    import pypdfium2.raw as pdfium

    for picture in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=4):
        left, bottom, right, top = picture.get_bounds()
        matters = (right - left) * (top - bottom) >= _MATTERS * area
        if matters and picture.get_filters() == ["DCTDecode"] and _END not in bytes(picture.get_data()[-_NEAR_END:]):
            return True
    return False
