"""Sheets that are embedded in a Word file, and pictures in it that show a table: read in their places.

An object in the running text is read by whoever reads its format, and a mark holds its place in the tree until the
blocks are made. What stands in a cell, shows no table or can't be read stays named as not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from extractors.readers import image, sheet, sheet_old, sheet_open
from extractors.readers.compound import open_compound
from extractors.word_tree.making import say, within
from extractors.word_tree.omissions import SHEET, Omissions
from extractors.word_tree.package import Element, Package, W
from schema.document import Block, Document, Paragraph, Table
from schema.errors import JixiaoError
from schema.sight import Sight

#: So many objects of one file are read; the longest report seen has 12.
_MOST_OBJECTS = 30
_MARK = re.compile("\ufffc(\\d{1,3})\ufffc")
#: A picture with fewer cells, or fewer long lines in a direction, shows no table.
_FEWEST_CELLS, _FEWEST_LINES = 6, 3
_SHEETS_READ = "embedded sheets, read in their places"
_PICTURES_READ = "tables read from pictures in the file"


@dataclass(slots=True)
class Embedded:
    """What was read of a file's objects, by the numbers of their marks."""

    package: Package
    sight: Sight
    omissions: Omissions
    read: list[tuple[Block, ...]] = field(default_factory=list)
    _looked_at: int = 0

    def is_read(self, kind: str, node: Element, name: str) -> bool:
        """Whether what an element holds by the name of a relation was read, and its place marked."""
        return self._takes_sheet(node, name) if kind == SHEET else self._takes_picture(node, name)

    def _takes_sheet(self, node: Element, name: str) -> bool:
        data = self._data(node, name)
        compound = open_compound(data) if data else None
        data = (compound.stream("Package") if compound else b"") or data
        readers = (sheet.SHEET, sheet_old.OLD_SHEET, sheet_open.OPEN_SHEET)
        reader = max(readers, key=lambda one: one.accepts(data))
        if not data or not reader.accepts(data):
            return False
        try:
            document = reader.read(data, self.sight)
        except JixiaoError:
            return False
        self._put(node, _first_page(document))
        self.omissions.note(_SHEETS_READ)
        self.omissions.damage.extend(f"of an embedded sheet: {sentence}" for sentence in document.unread)
        return True

    def _takes_picture(self, node: Element, name: str) -> bool:
        data = self._data(node, name)
        if self.sight.when == "never" or not data or not image.accepts(data) or not _may_show_table(data):
            return False
        try:
            document = image.read(data, self.sight)
        except JixiaoError:
            return False
        if not any(isinstance(one, Table) and len(one.cells) >= _FEWEST_CELLS for one in document.blocks):
            return False
        self._put(node, document.blocks)
        self.omissions.note(_PICTURES_READ)
        return True

    def in_places(self, blocks: Iterator[Block]) -> Iterator[Block]:
        """The blocks of the file with what was read of its objects in the place of their marks."""
        for block in blocks:
            mark = _MARK.fullmatch(block.text) if isinstance(block, Paragraph) else None
            if mark is not None and int(mark[1]) < len(self.read):
                yield from self.read[int(mark[1])]
            else:
                yield block

    def _data(self, node: Element, name: str) -> bytes:
        """The bytes of an object in the running text; nothing for one elsewhere, or for one too many."""
        if self._paragraph(node) is None or self._looked_at >= _MOST_OBJECTS or not self.package.holds(name):
            return b""
        self._looked_at += 1
        try:
            return self.package.part(self.package.relations[name].target)
        except JixiaoError:
            return b""

    def _paragraph(self, node: Element) -> Element | None:
        """The paragraph of the running text that an element stands in."""
        own = next(node.iterancestors(W + "p"), None)
        return own if own is not None and own.getparent().tag == W + "body" else None

    def _put(self, node: Element, blocks: tuple[Block, ...]) -> None:
        paragraph = self._paragraph(node)
        assert paragraph is not None
        mark = within(paragraph.getparent(), "p")
        say(mark, f"\ufffc{len(self.read)}\ufffc")
        paragraph.addnext(mark)
        self.read.append(tuple(_without_place(block) for block in blocks))


def _first_page(document: Document) -> tuple[Block, ...]:
    """The blocks of the first sheet that holds anything: of an embedded workbook one sheet is shown."""
    pages = [_page(block) for block in document.blocks]
    return tuple(block for block, page in zip(document.blocks, pages, strict=True) if page == pages[0])


def _page(block: Block) -> int | None:
    return block.page if isinstance(block, Paragraph) else block.cells[0].page


def _without_place(block: Block) -> Block:
    """The block without its place in the object: the Word file has no pages."""
    if isinstance(block, Paragraph):
        return replace(block, page=None, box=None)
    return replace(block, cells=tuple(replace(cell, page=None, box=None, name="") for cell in block.cells))


def _may_show_table(data: bytes) -> bool:
    """Whether a picture has long level and upright lines; looked at small, so that photographs cost little."""
    import cv2
    import numpy as np

    try:
        grey: Any = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_REDUCED_GRAYSCALE_2)
    except cv2.error:
        return True
    if grey is None:  # a format that only the reader of pictures knows
        return True
    found = cv2.createLineSegmentDetector().detect(grey)[0]
    if found is None:
        return False
    x0, y0, x1, y1 = found.reshape(-1, 4).T
    across, down = np.abs(x1 - x0), np.abs(y1 - y0)
    level = (across > 0.1 * grey.shape[1]) & (down < 0.15 * across)
    upright = (down > 0.03 * grey.shape[0]) & (across < 0.15 * down)
    return bool(level.sum() >= _FEWEST_LINES and upright.sum() >= _FEWEST_LINES)
