"""What is printed on every page and belongs to none: page numbers, running heads and feet, in a table's area too."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from extractors.tables.cells import RuledCell
from extractors.tables.lettering import TextLine
from extractors.tables.ruled import RuledTable
from schema.geometry import Box

#: Running heads and feet keep to this share of the page at its top and bottom.
_EDGE = 0.13
#: The same place on two pages, in points; the same height of a line, however the sheet lay on the glass.
_SAME_PLACE = 4.0
_SAME_HEIGHT = 24.0
_LONGEST = 60
#: A line at the top of so many times the usual size is a title, though every page has it.
_TITLE = 1.3
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[\s\-—–－─·~_|]{0,8}(?:第\s?)?(?:\d{1,4}|[一二三四五六七八九十]{1,4})(?:\s?页)?"
    r"[\s,，、/]{0,4}(?:共?\s?\d{1,4}\s?页?)?[\s\-—–－─·~_|]{0,8}|Page\s?\d{1,4}(?:\s?of\s?\d{1,4})?",
    re.IGNORECASE,
)
_LOST_COUNT = re.compile(r"第\s*\d{0,4}\s*页[\s,，、/]*(?:共\s*\d{0,4}\s*页)?")
_FAXED = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*\d{1,2}[:：]\d{2}(?!\d)")


@dataclass(frozen=True, slots=True)
class PageRead:
    """The tables of a page and the lines of text around them, before they are put in order.

    `shown` leads from its coordinates to those of the page as the user sees it; `kind` is that of its picture, where it
    was read from one.
    """

    number: int
    width: float
    height: float
    tables: tuple[RuledTable, ...]
    lines: tuple[TextLine, ...]
    shown: Callable[[Box], Box] = field(default=lambda box: box)
    kind: str = ""

    @property
    def edges_at_foot(self) -> Sequence[float]:
        """The column edges of its last table, which may go on overleaf; none where it has no table."""
        return max(self.tables, key=lambda table: table.ys[-1]).xs if self.tables else ()


def without_running(pages: Sequence[PageRead]) -> list[PageRead]:
    """The pages without page numbers, running heads and feet; a head stays on the first, as a title."""
    numbers = _numbered_places(pages)
    repeated = _repeated(pages)
    return [
        replace(
            page,
            tables=tuple(_cleaned(table, page, numbers) for table in page.tables),
            lines=tuple(line for line in page.lines if not _runs(line, page, repeated)),
        )
        for page in pages
    ]


def without_page_number(tables: Sequence[RuledTable], lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines without a page number above or below all else, wherever the sheet lay on the glass, and without the
    line that a fax prints over each page: day, time, sender."""
    kept = [line for line in lines if not _FAXED.match(line.text)]
    boxes = [table.box for table in tables]
    for outermost in (min, max):
        every = [*boxes, *(line.box for line in kept)]
        if not every:
            break
        edge = outermost(every, key=lambda box: box.y0)
        kept = [line for line in kept if line.box is not edge or not _is_page_number(line.text)]
    return tuple(kept)


def _is_page_number(text: str) -> bool:
    """Whether it counts pages, though an engine may have lost the count."""
    return bool(_PAGE_NUMBER.fullmatch(text) or _LOST_COUNT.fullmatch(text))


def _at_edge(line: TextLine, page: PageRead, share: float = _EDGE) -> str:
    """`top` or `bottom` where the line stands at that edge of the page, else nothing."""
    if len(line.text) > _LONGEST:
        return ""
    if line.box.y1 <= share * page.height:
        return "top"
    return "bottom" if line.box.y0 >= (1 - share) * page.height else ""


def _pattern(line: TextLine, edge: str = "") -> str:
    """What the line says; at the foot of the page whatever its figures, since a head with a number is a title."""
    words = "".join(line.text.split())
    return words if edge == "top" else _DIGITS.sub("#", words)


def _size(page: PageRead) -> float:
    """The usual size of type of the page; 0 where nothing is printed."""
    return median([line.size for line in (*page.lines, *_cell_lines(page))] or [0.0])


def _repeated(pages: Sequence[PageRead]) -> set[tuple[str, int]]:
    """The patterns and heights of lines at the edge of most pages."""
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for page in pages:
        largest = _TITLE * _size(page)
        for line in page.lines:
            edge = _at_edge(line, page)
            if edge == "bottom" or (edge and line.size < largest):
                place = round(line.box.y0 / _SAME_HEIGHT)
                for near in (place - 1, place, place + 1):
                    seen[(_pattern(line, edge), near)].add(page.number)
    enough = max(2, len(pages) // 2)
    return {key for key, numbers in seen.items() if len(numbers) >= enough}


def _runs(line: TextLine, page: PageRead, repeated: set[tuple[str, int]]) -> bool:
    edge = _at_edge(line, page)
    if not edge:
        return False
    if _PAGE_NUMBER.fullmatch(line.text.strip()) and not (edge == "top" and _is_under_a_line(line, page)):
        return True
    if (_pattern(line, edge), round(line.box.y0 / _SAME_HEIGHT)) not in repeated:
        return False
    return edge == "bottom" or page.number > 1


def _is_under_a_line(line: TextLine, page: PageRead) -> bool:
    """Whether text stands above the line: a number under a label, such as the year under `年度:`, counts no pages."""
    return any(other.box.y1 <= line.box.y0 + _SAME_PLACE for other in page.lines if other is not line)


def _numbered_places(pages: Sequence[PageRead]) -> set[tuple[int, int]]:
    """The places (x, y) at the edge where a number counts the pages, all of them, though inside a table's area."""
    offsets: dict[tuple[int, int], list[int]] = defaultdict(list)
    outside: set[tuple[int, int]] = set()
    for page in pages:
        outside |= {_spot(line) for line in page.lines if _counts_pages(line, page)}
        for line in (*page.lines, *_cell_lines(page)):
            if _counts_pages(line, page):
                offsets[_spot(line)].append(int(_DIGITS.findall(line.text)[0]) - page.number)
    enough = {spot for spot, found in offsets.items() if len(found) > 2 or (len(found) == 2 and spot in outside)}
    return {spot for spot in enough if len(offsets[spot]) * 3 >= len(pages) * 2 and len(set(offsets[spot])) == 1}


def _counts_pages(line: TextLine, page: PageRead) -> bool:
    figures = _DIGITS.search(line.text)
    return bool(figures and _at_edge(line, page) and _PAGE_NUMBER.fullmatch(line.text.strip()))


def _cell_lines(page: PageRead) -> Iterator[TextLine]:
    for table in page.tables:
        for cell in table.cells:
            yield from cell.lines


def _spot(line: TextLine) -> tuple[int, int]:
    middle = (line.box.x0 + line.box.x1) / 2
    return round(middle / (2 * _SAME_PLACE)), round(line.box.y0 / _SAME_PLACE)


def _cleaned(table: RuledTable, page: PageRead, spots: set[tuple[int, int]]) -> RuledTable:
    if not spots:
        return table
    return replace(table, cells=tuple(_without(cell, page, spots) for cell in table.cells))


def _without(cell: RuledCell, page: PageRead, spots: set[tuple[int, int]]) -> RuledCell:
    kept = tuple(line for line in cell.lines if not (_at_edge(line, page) and _spot(line) in spots))
    return cell if len(kept) == len(cell.lines) else replace(cell, lines=kept)


def same_lines(one: Iterable[TextLine], other: Iterable[TextLine]) -> bool:
    """Whether the lines say the same, figures too: a title with another number is another title."""
    return [_pattern(line, "top") for line in one] == [_pattern(line, "top") for line in other]
