"""The door to the readers: bytes in, `Document` out."""

from __future__ import annotations

from dataclasses import replace

from schema.document import Document, Paragraph
from schema.errors import UnreadableError
from schema.parts import Reader
from schema.printing import storable
from schema.registry import discover
from schema.sight import Sight

#: Below this no reader is sure enough to try.
_LEAST = 0.1


def read_document(data: bytes, name: str = "", sight: Sight = Sight()) -> Document:
    """What the bytes hold, read by the reader that is surest of them.

    Raises `UnreadableError` where none is (empty, binary, unknown), and what the reader raises; `name` is for the
    message alone, `sight` says how pictures are read.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableError(f"{name or 'the file'} is empty", "look for the original and ingest that")
    readers = discover("extractors.readers", Reader)
    reader = max(readers, key=lambda part: part.accepts(data))
    if reader.accepts(data) < _LEAST:
        raise UnreadableError(
            f"{name or 'the file'} is of no format that we read",
            "convert it to text, Word, a workbook (.xlsx) or PDF and ingest that",
        )
    return _storable(reader.read(data, sight))


def _storable(document: Document) -> Document:
    """The document without halves of characters and noughts, which a font or a converter may give and no file takes."""
    blocks = tuple(
        replace(block, text=storable(block.text))
        if isinstance(block, Paragraph)
        else replace(block, cells=tuple(replace(cell, text=storable(cell.text)) for cell in block.cells))
        for block in document.blocks
    )
    return document if blocks == document.blocks else replace(document, blocks=blocks)
