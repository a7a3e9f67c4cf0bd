"""Pictures of the pages of a PDF."""

from __future__ import annotations

from math import sqrt
from typing import Any

from extractors.pictures.picture import MOST_PIXELS, POINT, RESOLUTION, Picture
from schema.errors import UnreadableError

_INCH = 72


def page_picture(document: Any, number: int) -> Picture:
    """The page of that number, from 0, as it is shown; `back` leads to its points. Large pages become coarser.

    Raises `UnreadableError` for a page that can't be drawn.
    """
    import numpy as np
    import pypdfium2

    try:
        page = document[number]
        width, height = page.get_size()
        scale = RESOLUTION / _INCH * min(1.0, sqrt(MOST_PIXELS * POINT * POINT / max(1.0, width * height)))
        drawn = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False).to_numpy()
        page.close()
    except pypdfium2.PdfiumError as problem:
        raise UnreadableError(f"page {number + 1} can't be drawn", "print the file to a new PDF") from problem
    pixels = np.repeat(drawn.reshape(*drawn.shape[:2], 1), 3, axis=2) if drawn.ndim == 2 else drawn[:, :, :3]
    high, wide = pixels.shape[:2]
    return Picture(np.ascontiguousarray(pixels), np.diag([width / wide, height / high, 1.0]))
