"""The door to the readers: bytes in, `Document` out."""

from __future__ import annotations

from schema.document import Document
from schema.errors import UnreadableError
from schema.parts import Reader
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
            f"{name or 'the file'} is of no format that we read", "convert it to text, Word or PDF and ingest that"
        )
    return reader.read(data, sight)
