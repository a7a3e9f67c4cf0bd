"""The second reader, pdfplumber: for a page that the fast one can't read, and to check it by.

Slower by a factor of fifteen, and of another making, so that the two don't fail alike.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from extractors.readers.pdf_characters import MAXIMUM_CHARACTERS, Printed
from extractors.readers.pdf_objects import Drawn, turn_of
from extractors.readers.pdf_page import PageContent
from extractors.readers.pdf_pages import MAXIMUM_PAGES, settled
from extractors.readers.pdf_radicals import plain_character
from extractors.tables.marks import Character, Rule
from schema.errors import JixiaoError, LimitError, UnreadableError

_THICKEST = 3.0


def second_content(data: bytes, number: int) -> PageContent:
    """What the page of that number, from 0, holds; raises `UnreadableError` where it can't be read this way either."""
    return next(iter(_pages(data, [number + 1])))


def second_contents(data: bytes) -> Iterator[PageContent]:
    """What each page holds, in order; raises `UnreadableError` where the file can't be read this way either."""
    return _pages(data, None)


def _pages(data: bytes, numbers: list[int] | None) -> Iterator[PageContent]:
    import pdfplumber

    try:
        with pdfplumber.open(io.BytesIO(data), pages=numbers) as document:
            if len(document.pages) > MAXIMUM_PAGES:
                raise LimitError(f"the PDF has {len(document.pages):,} pages, more than a filing may have", "cut it")
            for page in document.pages:
                yield _content(page)
                page.close()
    except JixiaoError:
        raise
    except Exception as problem:  # a parser of hostile bytes raises whatever its libraries do
        raise UnreadableError(
            f"the PDF is damaged ({type(problem).__name__})", "open it in a viewer, print it to a new PDF"
        ) from None


def _content(page: Any) -> PageContent:
    if len(page.chars) > MAXIMUM_CHARACTERS:
        raise LimitError(f"a page has {len(page.chars):,} characters, more than a form may have", "cut the file")
    printed = Printed()
    for char in page.chars:
        for one in _characters(char):
            printed.characters.append(one)
            printed.unmapped += char["text"].startswith("(cid:")
    drawn = Drawn(rules=[rule for thing in (*page.lines, *page.rects) for rule in _rules(thing)])
    drawn.pictured = sum((image["x1"] - image["x0"]) * (image["bottom"] - image["top"]) for image in page.images)
    return settled(int(page.page_number), float(page.width), float(page.height), drawn, printed)


def _characters(char: Any) -> list[Character]:
    text = char["text"]
    turn = turn_of(char["matrix"][0], -char["matrix"][1]) if "matrix" in char else 0
    if turn < 0 or not text:
        return []
    box = (float(char["x0"]), float(char["top"]), float(char["x1"]), float(char["bottom"]))
    signs = ["\ufffd"] if text.startswith("(cid:") else [plain_character(" " if s.isspace() else s) for s in text]
    return [Character(sign, *box, turn) for sign in signs]


def _rules(thing: Any) -> list[Rule]:
    x0, y0, x1, y1 = float(thing["x0"]), float(thing["top"]), float(thing["x1"]), float(thing["bottom"])
    if min(x1 - x0, y1 - y0) <= _THICKEST:
        if x1 - x0 >= y1 - y0:
            return [Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)]
        return [Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)]
    if not thing.get("stroke"):
        return []
    return [Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1), Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1)]
