"""The second reader, pdfplumber: for a page that the fast one can't read, and to check it by.

Slower by a factor of fifteen, and of another making, so that the two don't fail alike.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from extractors.pdf_layout.radicals import plain_character
from extractors.pdf_layout.settled import settled
from extractors.pdf_objects.characters import MAXIMUM_CHARACTERS, MEANINGLESS, UNMAPPED, Printed
from extractors.pdf_objects.looks import LEANING, Sides, turn_of
from extractors.pdf_objects.objects import Drawn
from extractors.pdf_objects.page import PageContent
from extractors.pdf_objects.pages import MAXIMUM_PAGES
from extractors.pdf_objects.typed import OTHERS, Typed
from extractors.tables.marks import Character, Rule
from schema.errors import JixiaoError, LimitError, UnreadableError

_THICKEST = 3.0
_PRINT_ANEW = "open it in a viewer, print it to a new PDF"


def second_content(data: bytes, number: int) -> PageContent:
    """What the page of that number, from 0, holds; raises `UnreadableError` where it can't be read this way either."""
    for content in _pages(data, [number + 1]):
        if isinstance(content, PageContent):
            return content
        raise content
    raise UnreadableError("the PDF has no such page", _PRINT_ANEW)


def second_contents(data: bytes) -> Iterator[PageContent | JixiaoError]:
    """What each page holds, in order, or why it can't be read.

    Raises `UnreadableError` where the file can't be read this way either.
    """
    return _pages(data, None)


def _pages(data: bytes, numbers: list[int] | None) -> Iterator[PageContent | JixiaoError]:
    with _opened(data, numbers) as document:
        pages, broken = _found(document)
        if len(pages) > MAXIMUM_PAGES:
            raise LimitError(f"the PDF has {len(pages):,} pages, more than a filing may have", "cut it")
        for page in pages:
            yield _content_or_problem(page)
    if broken:
        yield broken


@contextmanager
def _opened(data: bytes, numbers: list[int] | None) -> Iterator[Any]:
    import pdfplumber

    with _named():
        document = pdfplumber.open(io.BytesIO(data), pages=numbers)
    try:
        yield document
    finally:
        with suppress(Exception):  # it walks through the pages once more
            document.close()


def _found(document: Any) -> tuple[Sequence[Any], JixiaoError | None]:
    """The pages up to where their tree breaks, and that it does. Raises `UnreadableError` where there are none."""
    try:
        with _named():
            return document.pages, None
    except UnreadableError as problem:
        with _named():
            pages = document.pages  # asked again, it gives those that it came to
        if not pages:
            raise
        return pages, UnreadableError(f"what follows is lost: {problem.message}", problem.advice)


def _content_or_problem(page: Any) -> PageContent | JixiaoError:
    try:
        with _named():
            content = _content(page)
            page.close()
    except JixiaoError as problem:
        return problem
    return content


@contextmanager
def _named() -> Iterator[None]:
    """Raises `UnreadableError` for whatever a parser of hostile bytes and its libraries raise."""
    try:
        yield
    except JixiaoError:
        raise
    except Exception as problem:
        raise UnreadableError(f"the PDF is damaged ({type(problem).__name__})", _PRINT_ANEW) from None


def _content(page: Any) -> PageContent:
    if len(page.chars) > MAXIMUM_CHARACTERS:
        raise LimitError(f"a page has {len(page.chars):,} characters, more than a form may have", "cut the file")
    printed = Printed()
    for char in page.chars:
        turn = turn_of(char["matrix"][0], -char["matrix"][1]) if "matrix" in char else 0
        if turn is None:
            printed.left_out[LEANING] += not char["text"].isspace()
            continue
        for one in _characters(char, turn):
            printed.characters.append(one)
            printed.unmapped += char["text"].startswith("(cid:")
    drawn = Drawn(rules=[rule for thing in (*page.lines, *page.rects) for rule in _rules(thing)])
    drawn.pictures = [_sides(image) for image in page.images]
    typed = Typed(met=Counter({OTHERS: count})) if (count := _typed(page)) else None
    return settled(int(page.page_number), float(page.width), float(page.height), drawn, printed, typed)


def _typed(page: Any) -> int:
    """How many annotations and fields hold text, which this reader does not read."""
    return sum(1 for one in page.annots if one.get("contents") or one.get("data", {}).get("V"))


def _sides(thing: Any) -> Sides:
    return float(thing["x0"]), float(thing["top"]), float(thing["x1"]), float(thing["bottom"])


def _characters(char: Any, turn: int) -> list[Character]:
    text = char["text"]
    box = _sides(char)
    signs = [UNMAPPED] if text.startswith("(cid:") else [plain_character(" " if s.isspace() else s) for s in text]
    return [Character(sign, *box, turn, 1.0 if sign != UNMAPPED else MEANINGLESS) for sign in signs]


def _rules(thing: Any) -> list[Rule]:
    x0, y0, x1, y1 = _sides(thing)
    if min(x1 - x0, y1 - y0) <= _THICKEST:
        if x1 - x0 >= y1 - y0:
            return [Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)]
        return [Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)]
    if not thing.get("stroke"):
        return []
    return [Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1), Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1)]
