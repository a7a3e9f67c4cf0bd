"""Parts of a Word file that lie in it as they came, in a format of their own (`w:altChunk`), put in their places.

Programs that make reports leave HTML, text, web archives and whole Word files so; Word takes them in when it opens the
file. After ECMA-376 part 1, 17.17.2. What is none of these, or damaged, is named and left out.
"""

from __future__ import annotations

import codecs

from extractors.readers import text
from extractors.readers.encoding import decode
from extractors.readers.markup import page_of_archive
from extractors.word_tree.html import make_elements
from extractors.word_tree.making import copy_into, say, within
from extractors.word_tree.omissions import CHUNK, LINKED, Omissions
from extractors.word_tree.package import Element, Package, R, W, is_package, open_package
from schema.document import Block, Paragraph
from schema.errors import JixiaoError, UnreadableError

#: More than a report's tables take as HTML; the tree of a larger part would not fit beside the file's own.
MAXIMUM_BYTES = 8_000_000
MAXIMUM_CHUNKS = 200

_RTF = b"{\\rtf"
_ARCHIVE_MARKS = (b"mime-version:", b"content-type: multipart")
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HEAD = 2_000


def insert_chunks(root: Element, package: Package, omissions: Omissions) -> None:
    """Replaces each such part by what it says, as paragraphs and tables of the tree; others stay and are named."""
    budget = MAXIMUM_BYTES
    for chunk in list(root.iter(W + "altChunk"))[:MAXIMUM_CHUNKS]:
        name = chunk.get(R + "id", "")
        del chunk[:]
        try:
            data = package.part(package.relations[name].target) if package.holds(name) else b""
            budget -= len(data)
            if data and budget >= 0:
                _fill(chunk, data)
        except JixiaoError:
            del chunk[:]
        _unwrap(chunk)
    for chunk in root.iter(W + "altChunk"):
        relation = package.relations.get(chunk.get(R + "id", ""))
        omissions.add(LINKED if relation is not None and relation.is_external else CHUNK, chunk)


def _unwrap(chunk: Element) -> None:
    """Puts what a chunk was filled with into its place; one that was not filled stays."""
    parent, blocks = chunk.getparent(), list(chunk)
    place = chunk
    for block in blocks:
        place.addnext(block)
        place = block
    if blocks:
        parent.remove(chunk)


def _fill(chunk: Element, data: bytes) -> None:
    if is_package(data):
        _fill_from_word(chunk, data)
        return
    if data.lstrip().startswith(_RTF):
        raise UnreadableError("an embedded part is RTF")
    if any(mark in data[:_HEAD].lower() for mark in _ARCHIVE_MARKS):
        data = page_of_archive(data)
    is_binary = b"\x00" in data[:_HEAD] and not data.startswith(_WIDE_MARKS)
    words = None if is_binary else decode(data)
    if words is None:
        raise UnreadableError("an embedded part is in no format that we know")
    if "<" in words[:_HEAD] and ">" in words:
        make_elements(words, chunk)
    else:
        for block in text.read(data).blocks:
            _add(chunk, block)


def _fill_from_word(chunk: Element, data: bytes) -> None:
    """The body of another Word file. Names that lead into that file's own parts, and its lists, are cut off."""
    package = open_package(data)
    body = next(package.tree(package.main).iter(W + "body"), None)
    if body is None:
        raise UnreadableError("an embedded Word file has no body")
    for node in list(body.iter()):
        for name in [name for name in node.attrib if name.startswith(R)]:
            del node.attrib[name]
        if node.tag in (W + "numPr", W + "sectPr"):
            node.getparent().remove(node)
    for block in body:
        copy_into(chunk, block)


def _add(chunk: Element, block: Block) -> None:
    if isinstance(block, Paragraph):
        say(within(chunk, "p"), block.text)
        return
    table = within(chunk, "tbl")
    for cells in block.rows():
        row = within(table, "tr")
        for cell in cells:
            say(within(within(row, "tc"), "p"), cell.text)
