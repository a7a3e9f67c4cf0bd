"""HTML as elements of a Word tree: paragraphs and tables with their spans; looks and scripts say nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from extractors.readers.indents import printed_indent, set_in, styled_indent
from extractors.word_tree.making import foreign, say, within
from extractors.word_tree.package import VML, Element, tree_bytes
from schema.errors import LimitError, UnreadableError

MAXIMUM_TREE_BYTES = 200_000_000
MAXIMUM_CELLS = 100_000
MAXIMUM_COLUMNS = 1_000
#: Items of a numbered list beyond these go without their numbers.
MAXIMUM_ITEMS = 200
#: What a browser allows a cell.
MAXIMUM_SPAN = 1_000

_CUT = "cut it into one file a filing"
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
# What may begin within what.
_CELLS = ("td", "th")
_STORIES = ("story", *_CELLS)
_BEGINS = {"table": _STORIES, "tr": ("table",), "td": ("tr",), "th": ("tr",)}
_SILENT = ("head", "script", "style", "template", "noscript")
_INLINE = frozenset(
    ("a", "abbr", "b", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "s",
     "small", "span", "strong", "sub", "sup", "tt", "u", "var")
)  # fmt: skip
_BLANKS = re.compile(r"[ \t\r\n\f\u00a0]+")
# Blanks that a browser does not run together: they part what stands on one line.
_APART = re.compile(r"\u00a0[ \t\r\n\f]*\u00a0")
# A line break between two Chinese characters is none.
_BREAK_IN_WORDS = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u3000-\u9fff\uff00-\uffef])")


@dataclass(slots=True)
class _Cell:
    """A cell and the rows and columns that it takes; `merge` is empty, `restart` or `continue` as Word has it."""

    width: int
    height: int = 1
    merge: str = ""
    blocks: list[_Block] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    rows: list[list[_Cell]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture; its size as the style of a shape."""

    style: str


_Block = str | _Picture | _Table


def make_elements(page: str, story: Element) -> None:
    """Puts the paragraphs and tables of a page into an empty story of a Word tree, in order.

    Raises `LimitError` for more than a report holds, `UnreadableError` for what is no page; then nothing is put.
    """
    write_elements(parse(page), story)


def parse(page: str) -> Element:
    """The root of a page's tree. Raises `LimitError` and `UnreadableError` as `make_elements` does."""
    from lxml import etree

    data = _DECLARATION.sub("", page, count=1).encode("utf-8", "replace")
    if tree_bytes(data) > MAXIMUM_TREE_BYTES:
        raise LimitError("the page has more elements than a report", _CUT)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(
            f"the page can't be read ({error})", "open it in a browser and print it to PDF"
        ) from error
    if root is None:
        raise UnreadableError("the page says nothing", "open it in a browser and print it to PDF")
    return root


def write_elements(root: Element, story: Element) -> None:
    """Puts what a parsed page says into an empty story of a Word tree."""
    reader = _PageReader()
    _walk(root, reader)
    _write(story, reader.finished())


def _walk(root: Element, reader: _PageReader) -> None:
    """In document order; lxml's own walk takes the square of the number of brothers."""
    reader.start(root)
    opened = [(root, iter(root))]
    while opened:
        node, children = opened[-1]
        child = next(children, None)
        if child is None:
            reader.end(node)
            opened.pop()
        elif isinstance(child.tag, str):
            reader.start(child)
            opened.append((child, iter(child)))


class _PageReader:
    """Meets the elements of a page in order and gathers its blocks."""

    def __init__(self) -> None:
        self._story: list[_Block] = []
        # What is open around the place, innermost last: stories (of the page, of cells), tables and rows.
        self._open: list[list[_Block] | _Table | list[_Cell]] = [self._story]
        self._names = ["story"]
        self._words: list[str] = []
        self._silent = self._cells = 0
        self._indent = 0.0  # of the open cell, until its first words
        self._number = ""  # of the open item of a list, until its first words

    def start(self, node: Element) -> None:
        name = node.tag
        if name in _SILENT or is_hidden(node):
            self._silent += 1
        if self._silent:
            return
        if name not in _INLINE:
            self._end_paragraph()
        if name == "img":
            self._put(_Picture(_style(node)))
        elif name in _BEGINS and self._names[-1] in _BEGINS[name]:
            self._begin(name, node)
        if style := node.get("style"):
            self._indent += styled_indent(style)
        if name == "li":
            self._number = _number(node)
        self._words.append(node.text or "")

    def end(self, node: Element) -> None:
        name = node.tag
        if self._silent:
            self._silent -= name in _SILENT or is_hidden(node)
        else:
            if name not in _INLINE:
                self._end_paragraph()
            if name == self._names[-1]:
                self._close()
        if not self._silent:
            self._words.append(node.tail or "")

    def finished(self) -> list[_Block]:
        self._end_paragraph()
        return self._story

    def _begin(self, name: str, node: Element) -> None:
        holder: Any = self._open[-1]
        made: Any = _Table() if name == "table" else []
        if name == "table":
            holder.append(made)
        elif name == "tr":
            holder.rows.append(made)
        else:
            self._count()
            self._indent = 0.0
            holder.append(_Cell(_span(node, "colspan"), _span(node, "rowspan"), blocks=made))
        self._open.append(made)
        self._names.append(name)

    def _close(self) -> None:
        closed = self._open.pop()
        self._names.pop()
        if isinstance(closed, _Table):
            self._lay_out(closed)

    def _end_paragraph(self) -> None:
        told = "".join(self._words)
        words = _BLANKS.sub(_blank, _BREAK_IN_WORDS.sub("", told)).strip()
        self._words.clear()
        if words:
            words, self._number = self._number + words, ""
            in_cell = self._names[-1] in _CELLS
            self._put(set_in(words, self._indent + printed_indent(told)) if in_cell else words)
            self._indent = 0.0

    def _put(self, block: _Block) -> None:
        """Into the open cell or story; what stands in a table and in no cell, as its title, goes before the table."""
        at = next(place for place in reversed(range(len(self._names))) if self._names[place] in _STORIES)
        story: Any = self._open[at]
        story.insert(len(story) - (at < len(self._open) - 1), block)

    def _lay_out(self, table: _Table) -> None:
        """Gives each row below a high cell the piece of it that Word has there."""
        running: dict[int, tuple[int, int]] = {}  # at a column: the width of a high cell and its rows still to come
        for row in table.rows:
            laid: list[_Cell] = []
            below: dict[int, tuple[int, int]] = {}
            column = 0
            for cell in [*row, None]:
                while column in running:
                    width, rows = running.pop(column)
                    self._count()
                    column = _lay(laid, _Cell(width, rows, "continue"), column, below)
                if cell is not None:
                    cell.merge = "restart" if cell.height > 1 else ""
                    column = _lay(laid, cell, column, below)
            row[:] = laid
            running = below
            if column > MAXIMUM_COLUMNS:
                raise LimitError("the page has more columns than a report", _CUT)

    def _count(self) -> None:
        self._cells += 1
        if self._cells > MAXIMUM_CELLS:
            raise LimitError("the page has more cells than a report", _CUT)


def _lay(row: list[_Cell], cell: _Cell, column: int, below: dict[int, tuple[int, int]]) -> int:
    """Adds a cell to its row, and what is to come of it to the row below; the column behind it."""
    row.append(cell)
    if cell.height > 1:
        below[column] = cell.width, cell.height - 1
    return column + cell.width


def _write(story: Element, blocks: list[_Block]) -> None:
    for block in blocks:
        if isinstance(block, str):
            say(within(story, "p"), block)
        elif isinstance(block, _Picture):
            shape = foreign(within(within(within(story, "p"), "r"), "pict"), f"{VML}shape")
            shape.set("style", block.style)
            foreign(shape, f"{VML}imagedata")
        else:
            _write_table(story, block)


def _write_table(story: Element, table: _Table) -> None:
    made = within(story, "tbl")
    for row in table.rows:
        line = within(made, "tr")
        for cell in row:
            holder = within(line, "tc")
            properties = within(holder, "tcPr")
            within(properties, "gridSpan", str(cell.width))
            if cell.merge:
                within(properties, "vMerge", cell.merge)
            _write(holder, cell.blocks or [""])


def _blank(blanks: re.Match[str]) -> str:
    return "\u3000" if _APART.search(blanks[0]) else " "


def _number(item: Element) -> str:
    """The number that a browser prints before an item of a numbered list."""
    listed = item.getparent() if item.tag == "li" else None
    if listed is None or listed.tag != "ol" or listed.get("type") or "list-style" in listed.get("style", ""):
        return ""
    before = sum(1 for _ in islice(item.itersiblings("li", preceding=True), MAXIMUM_ITEMS))
    return f"{before + 1}." if before < MAXIMUM_ITEMS else ""


def _style(picture: Element) -> str:
    sides = (f"{name}:{picture.get(name, '').removesuffix('px')}px" for name in ("width", "height"))
    return ";".join((*sides, picture.get("style", "")))


def is_hidden(node: Element) -> bool:
    """Whether a browser shows nothing of an element, as far as it says so itself."""
    return "display:none" in "".join(node.get("style", "")[:500].split()).lower() or node.get("hidden") is not None


def _span(node: Element, name: str) -> int:
    text = node.get(name, "").strip()
    return min(max(int(text), 1), MAXIMUM_SPAN) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
