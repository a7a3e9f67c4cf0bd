"""HTML as elements of a Word tree: paragraphs and tables with their spans; looks and scripts say nothing."""

from __future__ import annotations

import re

from extractors.readers.word_making import paragraph, within
from extractors.readers.word_package import VML, Element, W, tree_bytes
from schema.errors import LimitError, UnreadableError

MAXIMUM_TREE_BYTES = 200_000_000
MAXIMUM_CELLS = 100_000
#: What a browser allows a cell.
MAXIMUM_SPAN = 1_000

_TABLE, _ROW, _CELLS = "table", "tr", ("td", "th")
_SILENT = ("head", "script", "style", "template", "noscript")
_HOLDERS = (W + "body", W + "tc")
_INLINE = frozenset(
    ("a", "abbr", "b", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "s",
     "small", "span", "strong", "sub", "sup", "tt", "u", "var")
)  # fmt: skip
_BLANKS = re.compile(r"[ \t\r\n\f\u00a0]+")
# A line break between two Chinese characters is none.
_BREAK_IN_WORDS = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u3000-\u9fff\uff00-\uffef])")


def elements_of(page: str, near: Element) -> list[Element]:
    """The paragraphs and tables of a page, in order, as elements of the tree that `near` belongs to.

    Raises `LimitError` for more than a report holds, `UnreadableError` for a page that says nothing.
    """
    from lxml import etree

    data = page.encode("utf-8", "replace")
    if tree_bytes(data) > MAXIMUM_TREE_BYTES:
        raise LimitError("an embedded page has more elements than a report")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(data, parser)
    if root is None:
        raise UnreadableError("an embedded page says nothing")
    maker = _Maker(near)
    for event, node in etree.iterwalk(root, events=("start", "end")):
        (maker.start if event == "start" else maker.end)(node)
    found = maker.finished()
    if not found:
        raise UnreadableError("an embedded page says nothing")
    return found


class _Maker:
    """Meets the elements of a page in order; `_open` holds the tables and cells around the place, innermost last."""

    def __init__(self, near: Element) -> None:
        self._story = near.makeelement(W + "body")
        self._open: list[Element] = [self._story]
        self._words: list[str] = []
        self._silent = self._cells = 0
        self._spans: dict[Element, tuple[int, int]] = {}

    def start(self, node: Element) -> None:
        name = node.tag
        if name in _SILENT or _is_hidden(node):
            self._silent += 1
        if self._silent:
            return
        if name not in _INLINE:
            self._end_paragraph()
        if name == "img":
            self._picture(node)
        holder = self._open[-1]
        if name == _TABLE and holder.tag in _HOLDERS:
            self._open.append(within(holder, "tbl"))
        elif name == _ROW and holder.tag == W + "tbl":
            self._open.append(within(holder, "tr"))
        elif name in _CELLS and holder.tag == W + "tr":
            self._begin_cell(node, holder)
        self._words.append(node.text or "")

    def end(self, node: Element) -> None:
        name = node.tag
        if self._silent:
            self._silent -= name in _SILENT or _is_hidden(node)
        else:
            if name not in _INLINE:
                self._end_paragraph()
            made = {_TABLE: "tbl", _ROW: "tr", **dict.fromkeys(_CELLS, "tc")}.get(name)
            if made and self._open[-1].tag == W + made:
                self._close()
        if not self._silent:
            self._words.append(node.tail or "")

    def finished(self) -> list[Element]:
        self._end_paragraph()
        return list(self._story)

    def _begin_cell(self, node: Element, row: Element) -> None:
        self._count()
        cell = within(row, "tc")
        self._spans[cell] = _span(node, "colspan"), _span(node, "rowspan")
        self._open.append(cell)

    def _end_paragraph(self) -> None:
        words = _BLANKS.sub(" ", _BREAK_IN_WORDS.sub("", "".join(self._words))).strip()
        self._words.clear()
        if words:
            self._put(paragraph(self._story, words))

    def _put(self, made: Element) -> None:
        """Into the open cell or story; what stands in a table and in no cell, as its title, goes before the table."""
        at = next(place for place in reversed(range(len(self._open))) if self._open[place].tag in _HOLDERS)
        holder = self._open[at]
        if at == len(self._open) - 1:
            holder.append(made)
        else:
            self._open[at + 1].addprevious(made)

    def _picture(self, node: Element) -> None:
        """A shape of that size, to be judged with the other pictures of the file."""
        made = paragraph(self._story, "")
        shape = within(within(made, "r"), "pict").makeelement(f"{VML}shape")
        made[-1][0].append(shape)
        sides = (f"{name}:{node.get(name, '').removesuffix('px')}px" for name in ("width", "height"))
        shape.set("style", ";".join((*sides, node.get("style", ""))))
        shape.append(shape.makeelement(f"{VML}imagedata"))
        self._put(made)

    def _close(self) -> None:
        closed = self._open.pop()
        if closed.tag == W + "tc" and len(closed) == 0:
            closed.append(paragraph(closed, ""))
        if closed.tag == W + "tbl":
            self._settle_spans(closed)

    def _settle_spans(self, table: Element) -> None:
        """Gives cells their width, and each row below a high cell the piece of it that Word has there."""
        running: dict[int, tuple[int, int]] = {}  # at a column: the width of a high cell and its rows still to come
        for row in table:
            column, below = 0, dict[int, tuple[int, int]]()
            for cell in [*row, None]:
                while column in running:
                    column = self._go_on(row, cell, column, running.pop(column), below)
                if cell is not None:
                    column = self._widen(cell, column, below)
            running = below

    def _widen(self, cell: Element, column: int, below: dict[int, tuple[int, int]]) -> int:
        width, rows = self._spans.pop(cell)
        properties = cell.makeelement(W + "tcPr")
        cell.insert(0, properties)
        within(properties, "gridSpan", str(width))
        if rows > 1:
            within(properties, "vMerge", "restart")
            below[column] = width, rows - 1
        return column + width

    def _go_on(
        self, row: Element, before: Element | None, column: int, above: tuple[int, int], below: dict[int, tuple[int, int]]
    ) -> int:
        """Puts a piece that goes on from above before a cell, or at the end of the row."""
        width, rows = above
        self._count()
        piece = row.makeelement(W + "tc")
        properties = within(piece, "tcPr")
        within(properties, "gridSpan", str(width))
        within(properties, "vMerge")
        piece.append(paragraph(row, ""))
        if before is None:
            row.append(piece)
        else:
            before.addprevious(piece)
        if rows > 1:
            below[column] = width, rows - 1
        return column + width

    def _count(self) -> None:
        self._cells += 1
        if self._cells > MAXIMUM_CELLS:
            raise LimitError("an embedded page has more cells than a report")


def _is_hidden(node: Element) -> bool:
    return "display:none" in "".join(node.get("style", "")[:500].split()).lower() or node.get("hidden") is not None


def _span(node: Element, name: str) -> int:
    text = node.get(name, "").strip()
    return min(max(int(text), 1), MAXIMUM_SPAN) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
