"""A PDF opened with pypdfium2, and the content of each of its pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from operator import attrgetter
from typing import Any

from extractors.readers.pdf_characters import Printed, printed_on
from extractors.readers.pdf_fonts import without_fonts_of_the_machine
from extractors.readers.pdf_looks import OUTSIDE, UNDER, Sides, holds
from extractors.readers.pdf_objects import Drawn, drawn_on
from extractors.readers.pdf_page import PageContent, shown, times
from extractors.readers.pdf_typed import Typed, characters_of, typed_on
from extractors.readers.pdf_watermarks import titles_and_marks
from extractors.tables.marks import Character, Rule, turned_box, upright
from schema.errors import LimitError, UnreadableError

#: A filing has 200 pages at most; more is a collection of them.
MAXIMUM_PAGES = 1_000
MAXIMUM_BYTES = 200_000_000

#: A page no longer than this, in points, is measured in another unit; it is taken for one of this length.
_TINY, _A4 = 150.0, 842.0
#: A picture over such a share of the page may hold a table, unless more characters than this stand over it.
_LARGE, _A_FEW = 0.08, 5
_MOST_PICTURES = 100
#: What a form prints where something is to be typed.
_RULED = frozenset(" _＿.…")

_TURN = attrgetter("turn")


class DamagedError(UnreadableError):
    """The file can't be opened; another reader may be able to."""


class DamagedPageError(UnreadableError):
    """A page can't be read; another reader may be able to."""


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """The document; raises `UnreadableError` for what can't be opened and `LimitError` for too many pages.

    No font of the machine is used while it is open.
    """
    if len(data) > MAXIMUM_BYTES:
        raise LimitError(
            f"the PDF has {len(data):,} bytes, more than a filing may have", "cut it into one file a filing"
        )
    with without_fonts_of_the_machine(), _loaded(data) as document:
        if len(document) > MAXIMUM_PAGES:
            raise LimitError(
                f"the PDF has {len(document):,} pages, more than the {MAXIMUM_PAGES:,} that a filing may have",
                "cut it into one file a filing",
            )
        if not len(document):
            raise UnreadableError("the PDF has no pages", "look for the original and ingest that")
        yield document


@contextmanager
def _loaded(data: bytes) -> Iterator[Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        raise _refused(problem) from None
    try:
        with suppress(pypdfium2.PdfiumError):
            document.init_forms()
        yield document
    finally:
        document.close()


def _refused(problem: Exception) -> UnreadableError:
    import pypdfium2.raw as pdfium

    code = getattr(problem, "err_code", None)
    if code == pdfium.FPDF_ERR_PASSWORD or "password" in str(problem).lower():
        return UnreadableError("the PDF is encrypted", "save it without a password and ingest that")
    return DamagedError("the PDF is damaged", "open it in a viewer, print it to a new PDF and ingest that")


def page_content(document: Any, number: int, layers_off: Collection[str] = ()) -> PageContent:
    """What the page of that number, from 0, holds. Raises `DamagedPageError` for one that can't be read.

    `layers_off` are the names of the layers that are not shown.
    """
    import pypdfium2.raw as pdfium

    page = pdfium.FPDF_LoadPage(document.raw, number)
    if not page:
        raise DamagedPageError(f"page {number + 1} is damaged", "print the file to a new PDF and ingest that")
    try:
        box, rotation = _visible(pdfium, page), pdfium.FPDFPage_GetRotation(page)
        scale = _scale(box)
        frame = times(shown(box, rotation), (scale, 0.0, 0.0, scale, 0.0, 0.0))
        drawn = drawn_on(page, frame, layers_off)
        printed = printed_on(page, frame, drawn.looks)
        typed = typed_on(page, document.formenv and document.formenv.raw, frame)
    finally:
        pdfium.FPDF_ClosePage(page)
    width, height = scale * (box[2] - box[0]), scale * (box[3] - box[1])
    if rotation % 2:
        width, height = height, width
    return replace(settled(number + 1, width, height, drawn, printed, typed), scale=scale)


def _visible(pdfium: Any, page: Any) -> Sides:
    rect = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, rect) or rect.right <= rect.left or rect.top <= rect.bottom:
        return 0.0, 0.0, pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    return rect.left, rect.bottom, rect.right, rect.top


def _scale(box: Sides) -> float:
    """By how much a page is enlarged so that it is measured in points: some are drawn in inches or centimetres."""
    longer = max(box[2] - box[0], box[3] - box[1])
    return _A4 / longer if 0 < longer < _TINY else 1.0


def settled(
    number: int, width: float, height: float, drawn: Drawn, printed: Printed, typed: Typed | None = None
) -> PageContent:
    """The content of a page without what lies outside it, set upright where most of its text is turned."""
    titles, mark = titles_and_marks(printed, height)
    every = [*printed.characters, *titles]
    characters = [one for one in every if one.x1 >= 0 and one.x0 <= width and 0 <= one.y1 <= height + one.y1 - one.y0]
    outside = len(every) - len(characters)
    left_out = printed.left_out + Counter({OUTSIDE: outside}) if outside else printed.left_out
    turns = Counter(map(_TURN, characters))
    turn = max(turns, key=turns.__getitem__) if turns else 0
    rules = drawn.rules
    if turn:
        characters = upright(characters, turn, width, height)
        rules = [Rule(*turned_box(rule, turn, width, height)) for rule in rules]
    content = PageContent(
        number=number,
        width=height if turn % 2 else width,
        height=width if turn % 2 else height,
        characters=tuple(characters),
        rules=tuple(rules),
        turn=turn,
        pictured=_pictured(drawn.pictures, width, height),
        apart=_apart(drawn.pictures, every, width, height),
        drawn=drawn.curves,
        unmapped=printed.unmapped,
        undrawn=drawn.undrawn,
        left_out=left_out,
        mark=mark,
    )
    return with_typed(content, typed, (width, height)) if typed and typed.met else content


def with_typed(content: PageContent, typed: Typed, size: tuple[float, float]) -> PageContent:
    """The content with what was typed onto the page, in place of what is printed under it.

    `size` is that of the page before it was set upright.
    """
    added: list[Character] = []
    for text in typed.texts:
        sides = turned_box(text.sides, content.turn, *size) if content.turn else text.sides
        added += characters_of(replace(text, sides=sides))
    kept = [one for one in content.characters if not _is_under(one, added)] if added else content.characters
    under = sum(1 for one in content.characters if one.text not in _RULED) - sum(
        1 for one in kept if one.text not in _RULED
    )
    left_out = Counter(content.left_out) + Counter({UNDER: under})
    return replace(content, characters=(*kept, *added), left_out=left_out, beside=typed.met)


def _is_under(one: Character, typed: Sequence[Character]) -> bool:
    """Whether the middle of a character lies under a typed one."""
    x, y = (one.x0 + one.x1) / 2, (one.y0 + one.y1) / 2
    return any(other.x0 <= x <= other.x1 and other.y0 <= y <= other.y1 for other in typed)


def _pictured(pictures: Iterable[Sides], width: float, height: float) -> float:
    """The share of the page that pictures cover."""
    covered = sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in pictures)
    return min(1.0, covered / (width * height)) if width * height else 0.0


def _apart(pictures: Iterable[Sides], characters: Sequence[Character], width: float, height: float) -> int:
    """How many large pictures have no text over them."""
    large = [one for one in pictures if (one[2] - one[0]) * (one[3] - one[1]) >= _LARGE * width * height]
    return sum(1 for sides in large[:_MOST_PICTURES] if not _is_written_over(sides, characters))


def _is_written_over(sides: Sides, characters: Iterable[Character]) -> bool:
    over = 0
    for one in characters:
        over += holds(sides, (one.x0 + one.x1) / 2, (one.y0 + one.y1) / 2)
        if over > _A_FEW:
            return True
    return False
