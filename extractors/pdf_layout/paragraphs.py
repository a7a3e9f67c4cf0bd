"""Lines of running text into paragraphs, over page breaks too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extractors.tables.lettering import TextLine
from schema.document import Paragraph
from schema.geometry import Box, union

#: A paragraph's first line is indented by two characters; in sizes of type, what counts as indented at all.
_INDENTED = 0.8
#: A line that ends farther from the right margin than this, in sizes of type, is the last of its paragraph.
_SHORT = 2.6
#: Lines farther apart than this, in sizes of type, or of types that differ more than that, belong to two paragraphs.
_APART = 2.6
_UNLIKE = 0.15
#: Of the width that all lines take together, what a long line takes.
_LONG = 0.6
#: What opens a paragraph of its own even where the line before is full.
_NUMBER = re.compile(
    r"(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?\d{1,2}[）)、.．](?!\d)|第[一二三四五六七八九十]{1,3}[章节部])"
)
#: Figures and Latin words stay whole; how wide their characters are, in sizes of type.
_UNBROKEN = re.compile(r"[A-Za-z0-9.,%]{2,20}")
_LATIN = 0.55
_ENDED = tuple("。！？；：;!?:")


@dataclass(frozen=True, slots=True)
class PagedLine:
    """A line on its page; `place` leads to the coordinates of the page as shown, `column` names its column of text."""

    page: int
    line: TextLine
    place: Callable[[Box], Box] = field(default=lambda box: box)
    column: int = 0


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of running text begin and end."""

    left: float
    right: float


def margins_of(lines: Sequence[TextLine], tables: Sequence[Box] = ()) -> Margins:
    """The margins that the long lines keep to; where there are no long ones, those of the outermost lines and tables.

    A short line may stand beyond them: the unit over a table reaches as far as the table.
    """
    if not lines:
        return Margins(0.0, 0.0)
    left = min(line.box.x0 for line in lines)
    right = max(box.x1 for box in (*(line.box for line in lines), *tables))
    long = [line.box for line in lines if line.box.x1 - line.box.x0 > _LONG * (right - left)]
    if not long:
        return Margins(left, right)
    return Margins(sorted(box.x0 for box in long)[len(long) // 10], max(box.x1 for box in long))


def paragraphs(lines: Sequence[PagedLine], margins: Callable[[PagedLine], Margins]) -> Iterator[Paragraph]:
    """The paragraphs of the lines, in order; each bears the page and the box of its part on its first page."""
    group: list[PagedLine] = []
    for line in lines:
        if group and not _goes_on(group, line, margins(line)):
            yield _paragraph(group)
            group = []
        group.append(line)
    if group:
        yield _paragraph(group)


def _goes_on(group: Sequence[PagedLine], line: PagedLine, margins: Margins) -> bool:
    """Whether a line belongs to the paragraph of the lines before it."""
    before, now = group[-1].line, line.line
    size = max(before.size, now.size)
    if abs(before.size - now.size) > _UNLIKE * size or 0 in {group[-1].column, line.column} != {0}:
        return False
    if group[-1].page == line.page and group[-1].column == line.column and now.box.y0 - before.box.y1 > _APART * size:
        return False
    if margins.right - before.box.x1 > (_SHORT + _wide_start(now.text)) * size:
        return False
    if _NUMBER.match(now.text) and before.text.endswith(_ENDED):
        return False
    indent = now.box.x0 - margins.left
    hanging = len(group) > 1 and abs(now.box.x0 - before.box.x0) < _INDENTED * size
    return indent < _INDENTED * size or hanging


def _wide_start(text: str) -> float:
    """How much room, in sizes of type, a line needs for the figure or word that it begins with: none is broken."""
    start = _UNBROKEN.match(text)
    return _LATIN * len(start.group()) if start else 0.0


def _paragraph(group: Sequence[PagedLine]) -> Paragraph:
    first = group[0]
    box = union(line.line.box for line in group if line.page == first.page)
    text, sure = run_on(line.line.text for line in group), min(line.line.confidence for line in group)
    return Paragraph(text, first.page, first.place(box) if box else None, sure)


def run_on(texts: Iterable[str]) -> str:
    """Broken lines as one: Chinese joins without a blank, Latin words with one."""
    whole = ""
    for text in texts:
        latin = whole[-1:].isascii() and whole[-1:].isalpha() and text[:1].isascii() and text[:1].isalpha()
        whole += (" " if latin else "") + text
    return whole
