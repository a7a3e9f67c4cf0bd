"""A picture of a page read: its tables and the lines around them, as from a page with text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from extractors.pdf_layout.running import PageRead, without_page_number
from extractors.pictures.beside import foreign
from extractors.pictures.dirt import without_dirt
from extractors.pictures.fitted import fitted
from extractors.pictures.halves import halves
from extractors.pictures.ink import dark_on_light, evened, ink_of, is_bilevel
from extractors.pictures.kinds import BLANK, FORM, PHOTO, PROSE, kind_of
from extractors.pictures.letters import characters_of
from extractors.pictures.picture import POINT, Picture, way_back
from extractors.pictures.ruling import Ruling, ruling_of, without_rules
from extractors.pictures.seals import without_seals
from extractors.pictures.streaks import without_streaks
from extractors.pictures.unread import firm_and_lone, passed_over, unless_read_again
from extractors.pictures.upright import is_sideways, rectified
from extractors.tables.lettering import lines_of
from extractors.tables.ruled import RuledTable, ruled_tables
from extractors.tables.unruled import unruled_tables

if TYPE_CHECKING:
    from extractors.ocr.seen import Line
    from extractors.tables.marks import Character

#: Below this a page may stand on its head; it is tried, and kept if so much surer.
_DOUBTFUL, _SURER = 0.8, 0.1
#: The blur, in pixels, that makes a fax readable.
_SOFT = 1.0
#: A label in a narrow cell has no more characters, one below the other.
_LABEL = 4


def read_sheet(picture: Picture, number: int, recogniser: Any, before: PageRead | None = None) -> tuple[PageRead, ...]:
    """The page of that number, or the two that stand on one sheet side by side, left and right.

    An engine reads none that is blank or a photograph without text, and rules are looked for where some may be.
    """
    sheet = Picture(dark_on_light(picture.pixels), picture.back)
    kind = kind_of(sheet.pixels)
    if kind in (BLANK, PHOTO):
        height, width = (side * POINT for side in sheet.pixels.shape[:2])
        return (PageRead(number, width, height, (), (), way_back(sheet), kind),)
    pages: list[PageRead] = []
    for half in halves(sheet):
        pages.append(read_picture(half, number, recogniser, pages[-1] if pages else before, kind))
    return tuple(pages)


def read_picture(
    picture: Picture, number: int, recogniser: Any, before: PageRead | None = None, kind: str = FORM
) -> PageRead:
    """The page of that number and kind; it has neither tables nor lines where nothing is printed on it.

    Its table may go on from the page before.
    """
    import cv2

    lifted, sideways = lit(picture)
    upright, lines = _seen(lifted, 1 if sideways else 0, recogniser)
    if _is_tall(lines):
        sideways = not sideways
        upright, lines = _seen(lifted, 1 if sideways else 0, recogniser)
    if lines and _sureness(lines) < _DOUBTFUL:
        over, again = _seen(lifted, 3 if sideways else 2, recogniser)
        if _sureness(again) > _sureness(lines) + _SURER:
            upright, lines = over, again
    even = evened(cv2.cvtColor(upright.pixels, cv2.COLOR_RGB2GRAY))
    known = before.edges_at_foot if before else ()
    ruling = without_rules(even) if kind == PROSE else ruling_of(even, lines)
    return fitted(_laid_out(upright, ruling, lines, number, recogniser, known), before)


def lit(picture: Picture) -> tuple[Picture, bool]:
    """The picture without seals and streaks, and whether its text seems to run up or down."""
    import cv2

    lifted = Picture(without_streaks(without_seals(picture.pixels)[0]), picture.back)
    return lifted, is_sideways(ink_of(evened(cv2.cvtColor(lifted.pixels, cv2.COLOR_RGB2GRAY))))


def _seen(picture: Picture, quarters: int, recogniser: Any) -> tuple[Picture, tuple[Line, ...]]:
    """The picture after so many quarter turns, set level, and what the engine sees on it."""
    import cv2

    turned = picture.turned(quarters)
    grey = cv2.cvtColor(turned.pixels, cv2.COLOR_RGB2GRAY)
    upright = rectified(turned, evened(grey))
    # Strokes that a fax printed as dots are whole again out of focus; a page with greys only loses by it.
    pixels = cv2.GaussianBlur(upright.pixels, (0, 0), _SOFT) if is_bilevel(grey) else upright.pixels
    return upright, recogniser.page(pixels)


def _is_tall(lines: tuple[Line, ...]) -> bool:
    """Whether most lines of several characters run up or down the page."""
    several = [line for line in lines if len(line.glyphs) > _LABEL]
    tall = sum(1 for line in several if line.y1 - line.y0 > line.x1 - line.x0)
    return tall > len(several) / 2


def _sureness(lines: tuple[Line, ...]) -> float:
    """The confidence of the characters on the whole."""
    count = sum(len(line.glyphs) for line in lines)
    return sum(glyph.confidence for line in lines for glyph in line.glyphs) / count if count else 0.0


def _laid_out(
    upright: Picture, ruling: Ruling, seen: tuple[Line, ...], number: int, recogniser: Any, known: Sequence[float]
) -> PageRead:
    lines = _every_line(upright, ruling, seen, recogniser)
    tables, _ = _tables(ruling, lines, known)
    shape = ruling.ink.shape
    other = foreign([line for line in lines if not any(_stands_in(line, table) for table in tables)], shape)
    tables, rest = _tables(ruling, [line for line in lines if line not in other], known)
    height, width = (side * POINT for side in shape)
    return PageRead(number, width, height, tables, without_page_number(tables, lines_of(rest)), way_back(upright))


def _tables(
    ruling: Ruling, lines: Sequence[Line], known: Sequence[float]
) -> tuple[tuple[RuledTable, ...], Sequence[Character]]:
    """The tables with rules and without, and the characters outside; `known` are columns that may go on without."""
    ruled, rest = ruling.tables(lines)
    unruled, rest = unruled_tables(rest, () if ruled else known)
    return (*ruled, *unruled), rest


def _every_line(upright: Picture, ruling: Ruling, seen: Sequence[Line], recogniser: Any) -> list[Line]:
    """The lines that say something, and those that the engine passed over in the cells."""
    lines, lone = firm_and_lone(without_dirt(seen, ruling.ink))
    # Places without a table around them are looked at as well: what makes it one may be what was passed over.
    tables, _ = ruled_tables(ruling.rules, characters_of(lines, ruling.level, ruling.upright))
    boxes = [cell.box for table in tables for cell in table.cells]
    more = passed_over(upright.pixels, ruling.ink, ruling.mask, lines, boxes, recogniser)
    return [*lines, *more, *unless_read_again(lone, more)]


def _stands_in(line: Line, table: RuledTable) -> bool:
    x, y, box = POINT * (line.x0 + line.x1) / 2, POINT * (line.y0 + line.y1) / 2, table.box
    return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1
