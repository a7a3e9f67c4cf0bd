"""Texts of the OpenDocument standard (`.odt`): a tree as Word has it, then read as a Word file.

Tracked deletions, hidden sections and hidden text are left out, as in a Word file; notes come behind the body, and what
headers and footers label stands before and behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.readers.open_document import (
    DRAW,
    OFFICE,
    TABLE,
    TEXT,
    OpenDocument,
    Words,
    count_of,
    is_kind,
    open_document,
)  # fmt: skip
from extractors.readers.word import blocks_of
from extractors.word_text.margins import labelled
from extractors.word_text.numerals import numeral
from extractors.word_tree.making import say, within
from extractors.word_tree.nesting import unnest
from extractors.word_tree.omissions import CHART, COMMENT, HIDDEN, OBJECT, PICTURE, STRUCK, Omissions
from extractors.word_tree.package import Element, W
from schema.document import Document
from schema.errors import LimitError, UnreadableError
from schema.parts import Reader
from schema.sight import Sight

MAXIMUM_CELLS = 100_000
_MOST_COLUMNS = 1_000
#: So many elements more may come of rows and cells that say how often they are repeated.
_MOST_REPEATED = 200_000
_DEEPEST = 60
_CALLED = "OpenDocument text"
_LINES = (TEXT + "p", TEXT + "h")
_SILENT = (TEXT + "tracked-changes", TEXT + "sequence-decls", OFFICE + "forms", TEXT + "variable-decls")
_ROWS = (TABLE + "table-header-rows", TABLE + "table-rows", TABLE + "table-row-group")
#: What stands in a frame, as the sentences call it.
_OBJECTS = {DRAW + "object": CHART, DRAW + "object-ole": OBJECT, DRAW + "image": PICTURE}
_NOTE, _COMMENT, _BOX = TEXT + "note-body", OFFICE + "annotation", DRAW + "text-box"
_GOES_ON = (TEXT + "continue-numbering", TEXT + "continue-list")
_CUT = "cut it into one file a filing"


def accepts(data: bytes) -> float:
    """How sure we are that the bytes are such a text: 0.97 by the kind that the file names first."""
    return 0.97 if is_kind(data, "text") else 0.0


def read(data: bytes, _sight: Sight = Sight()) -> Document:
    """The paragraphs and tables of a text; all its tables are `exact`, and it has no pages.

    Raises `UnreadableError` for what is encrypted, damaged or says nothing, `LimitError` for more than a filing holds.
    """
    from lxml import etree

    document = open_document(data, _CALLED, "text")
    omissions = Omissions()
    root = etree.Element(W + "document")
    body = within(root, "body")
    maker = _Maker(document, omissions)
    margins = list(_margins(document, omissions))
    for line in (line for name, line in margins if name == "header"):
        say(within(body, "p"), line)
    maker.put(document.body, body)
    for line in (line for name, line in margins if name == "footer"):
        say(within(body, "p"), line)
    maker.put_notes(body)
    unnest(root)
    blocks = tuple(blocks_of(body, {}, omissions))
    unread = omissions.unread(root)
    if not blocks:
        what = f": {unread[0]}" if unread else ""
        raise UnreadableError(f"the {_CALLED} holds no text{what}", "look for the original and ingest that")
    return Document("docx", blocks, warnings=omissions.warnings(), unread=unread)


def _margins(document: OpenDocument, omissions: Omissions) -> Iterator[tuple[str, str]]:
    """The labelled lines of headers and footers, each once, with where they stand."""
    told: dict[str, str] = {}
    for page in document.masters:
        for name in ("header", "footer"):
            node = document.header(page, name)
            for line in () if node is None else node.iter(*_LINES):
                for words in labelled(Words(document).of(line)):
                    told.setdefault(words, name)
    omissions.note("labelled lines of page headers and footers, read in the body", len(told))
    return ((name, line) for line, name in told.items())


@dataclass(slots=True)
class _Maker:
    """Puts what a text says into a Word tree, and names what it leaves out."""

    document: OpenDocument
    omissions: Omissions
    notes: list[Element] = field(default_factory=list)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    cells: int = 0
    repeated: int = 0

    def put(self, parent: Element, story: Element, level: int = 0) -> None:
        """The paragraphs and tables of an element, those in its sections and lists too."""
        if level > _DEEPEST:
            raise LimitError(f"lists or tables are nested more than {_DEEPEST} deep", _CUT)
        for node in parent:
            if not isinstance(node.tag, str) or node.tag in _SILENT:
                continue
            if node.tag in _LINES:
                self._paragraph(node, story, "", level)
            elif node.tag == TABLE + "table":
                self._table(node, story, level)
            elif node.tag == TEXT + "list":
                self._list(node, story, level, 1, node.get(TEXT + "style-name", ""))
            elif node.tag == TEXT + "section" and node.get(TEXT + "display", "true") != "true":
                self.omissions.add(HIDDEN, None, "".join(node.itertext()), "a hidden section")
            else:
                self.put(node, story, level + 1)

    def put_notes(self, story: Element) -> None:
        """The notes that were met, behind all else."""
        for note in self.notes:
            self.put(note, story)
        self.omissions.note("footnotes and endnotes, read behind the body", len(self.notes))

    def _paragraph(self, node: Element, story: Element, number: str, level: int) -> None:
        words = Words(self.document)
        line = within(story, "p")
        say(line, number + words.of(node))
        for kind, left_out in ((STRUCK, words.struck), (HIDDEN, words.hidden)):
            if left_out.strip():
                self.omissions.add(kind, line, left_out)
        for inner in _held(node):
            if inner.tag == _NOTE:
                self.notes.append(inner)
            elif inner.tag == _COMMENT:
                self.omissions.add(COMMENT, line, "".join(inner.itertext()))
            elif inner.tag not in _OBJECTS:
                self.put(inner, story, level + 1)
            elif inner.getparent().find(DRAW + "object") is None or inner.tag == DRAW + "object":
                self.omissions.add(_OBJECTS[inner.tag], line)

    def _list(self, node: Element, story: Element, level: int, depth: int, style: str) -> None:
        """The points of a list with the numbers that the program prints before them."""
        if level > _DEEPEST:
            raise LimitError(f"lists are nested more than {_DEEPEST} deep", _CUT)
        if depth == 1 and not any(name in node.attrib for name in _GOES_ON):
            self.counts.pop(style, None)
        for item in node.iterchildren(TEXT + "list-item", TEXT + "list-header"):
            is_first = item.tag == TEXT + "list-item"
            for block in item:
                if block.tag == TEXT + "list":
                    self._list(block, story, level + 1, depth + 1, block.get(TEXT + "style-name", style))
                elif block.tag in _LINES:
                    self._paragraph(block, story, self._number(style, depth) if is_first else "", level)
                    is_first = False

    def _number(self, style: str, depth: int) -> str:
        """The next number of a list at a depth, in the style of the list; empty for a point without one."""
        told = self.document.numbering.get((style, depth))
        if told is None:
            return ""
        counts = {above: count for above, count in self.counts.get(style, {}).items() if above <= depth}
        counts[depth] = counts.get(depth, 0) + 1
        self.counts[style] = counts
        before, form, behind = told
        return f"{before}{numeral(counts[depth], form)}{behind}"

    def _table(self, node: Element, story: Element, level: int) -> None:
        made = within(story, "tbl")
        running: dict[int, tuple[int, int]] = {}  # at a column: the width of a high cell and its rows still to come
        for row in (one for one in _rows(node) for _ in range(self._times(one, "rows"))):
            if row.get(TABLE + "visibility") in ("collapse", "filter"):
                self.omissions.add(HIDDEN, made, "".join(row.itertext()), "a hidden row")
                continue
            running = self._row(row, within(made, "tr"), running, level)

    def _times(self, node: Element, what: str) -> int:
        """How often a row or cell stands there. Raises `LimitError` where too much comes of that."""
        times = count_of(node.get(f"{TABLE}number-{what}-repeated"))
        self.repeated += (times - 1) * sum(1 for _ in node.iter()) if times > 1 else 0
        if self.repeated > _MOST_REPEATED:
            raise LimitError(f"rows and cells are repeated to more than {_MOST_REPEATED:,} elements", _CUT)
        return times

    def _row(
        self, row: Element, line: Element, running: dict[int, tuple[int, int]], level: int
    ) -> dict[int, tuple[int, int]]:
        """Puts the cells of a row; gives back what is to come of high cells in the rows below."""
        below: dict[int, tuple[int, int]] = {}
        column = 0
        for node in row.iterchildren(TABLE + "table-cell", TABLE + "covered-table-cell"):
            width, height = (count_of(node.get(f"{TABLE}number-{what}-spanned")) for what in ("columns", "rows"))
            for _ in range(self._times(node, "columns")):
                if node.tag == TABLE + "table-cell":
                    holder = self._cell(line, width, "restart" if height > 1 else "")
                    self.put(node, holder, level + 1)
                    if len(holder) == 1:
                        within(holder, "p")
                    if height > 1:
                        below[column] = width, height - 1
                elif column in running:
                    across, left = running[column]
                    within(self._cell(line, across, "continue"), "p")
                    if left > 1:
                        below[column] = across, left - 1
                column += 1
        return below

    def _cell(self, line: Element, width: int, merge: str) -> Element:
        self.cells += 1
        if self.cells > MAXIMUM_CELLS or width > _MOST_COLUMNS:
            raise LimitError(f"the text has more than {MAXIMUM_CELLS:,} cells or {_MOST_COLUMNS:,} columns", _CUT)
        holder = within(line, "tc")
        properties = within(holder, "tcPr")
        within(properties, "gridSpan", str(width))
        if merge:
            within(properties, "vMerge", merge)
        return holder


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table in order, out of the groups that they stand in."""
    opened = [iter(table)]
    while opened:
        node = next(opened[-1], None)
        if node is None:
            opened.pop()
        elif node.tag == TABLE + "table-row":
            yield node
        elif node.tag in _ROWS:
            opened.append(iter(node))


def _held(paragraph: Element) -> Iterator[Element]:
    """What stands in a paragraph beside its words; what stands in that again belongs to its own paragraphs."""
    waiting = [paragraph]
    while waiting:
        node = waiting.pop()
        if node.tag in (_NOTE, _COMMENT, _BOX, *_OBJECTS) or _is_written_on(node):
            yield node
        else:
            waiting.extend(reversed(node))


def _is_written_on(node: Element) -> bool:
    """Whether an element is a drawn shape with lines of text in it."""
    is_drawn = isinstance(node.tag, str) and node.tag.startswith(DRAW)
    return is_drawn and any(child.tag in _LINES for child in node)


OPEN_TEXT = Reader(name="word-open", version="1", accepts=accepts, read=read)
