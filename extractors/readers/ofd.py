"""OFD files (`.ofd`, GB/T 33190-2016): text with places, and tables found in it as in a PDF.

A page that is one picture is read from it; we draw no pages ourselves, so that one whose text has no meaning is left
out and named. What else is not read stands in `ofd_package`.
"""

from __future__ import annotations

import io
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from extractors.pdf_layout.contents import Page
from extractors.pdf_layout.trust import distrust
from extractors.pdf_objects.looks import Sides
from extractors.pdf_objects.page import PageContent
from extractors.readers.image import picture_of
from extractors.readers.ofd_package import OfdFile, open_ofd
from extractors.readers.ofd_page import OfdPage, read_page
from extractors.readers.pdf import Pages
from schema.document import Document
from schema.errors import JixiaoError
from schema.parts import Reader
from schema.sight import Sight

if TYPE_CHECKING:
    from extractors.pictures.picture import Picture


def accepts(data: bytes) -> float:
    """How sure we are that the bytes are an OFD file: 0.96 by the name of its main part."""
    return 0.96 if data.startswith(b"PK\x03\x04") and b"OFD.xml" in data and b"[Content_Types].xml" not in data else 0.0


def read(data: bytes, sight: Sight = Sight()) -> Document:
    """The tables and paragraphs of the file in reading order, every cell with its page and box, in points.

    Raises `UnreadableError` for what is encrypted, damaged or says nothing, `LimitError` for more than a filing holds.
    """
    file = open_ofd(data)
    pages = Pages(sight, ("ofd", "ofd"))
    not_read: Counter[str] = Counter()
    papers = list(file.papers())
    for number, paper in enumerate(papers, 1):
        if sight.only not in (None, number):
            continue
        try:
            page = read_page(file.sheet(paper), number)
            picture = _picture(file, page)
        except JixiaoError as problem:
            pages.add(Page(PageContent(number, 0.0, 0.0), "", len(papers), problem=problem))
            continue
        not_read.update(page.unread)
        pages.add(Page(page.content, distrust(page.content), len(papers), picture))
    pages.file_lacks += [*file.unread, *(f"{what}: {count}" for what, count in not_read.items())]
    return pages.document()


def _picture(file: OfdFile, page: OfdPage) -> partial[Picture] | None:
    """The picture that a page consists of; None where it has none, or several."""
    if len(page.pictures) != 1:
        return None
    resource, sides = page.pictures[0]
    data = file.picture(resource)
    return partial(_drawn, data, sides) if data else None


def _drawn(data: bytes, sides: Sides) -> Picture:
    """The picture in pixels, with the way back to points of the page."""
    import numpy as np

    from extractors.pictures.picture import Picture

    picture = picture_of(io.BytesIO(data), 1)
    height, width = picture.pixels.shape[:2]
    left, top, right, bottom = sides
    across, down = (right - left) / width, (bottom - top) / height
    return Picture(picture.pixels, np.array([[across, 0.0, left], [0.0, down, top], [0.0, 0.0, 1.0]]))


OFD = Reader(name="ofd", version="1", accepts=accepts, read=read)
