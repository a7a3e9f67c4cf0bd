"""Streams that are small in the file and huge in truth, found before anything is read."""

from __future__ import annotations

import re
import zlib

from schema.errors import LimitError

#: What one stream may hold once unpacked; the content of the fullest page seen has 2 MB.
MAXIMUM_UNPACKED = 64_000_000
#: All streams but pictures together; a filing of 200 pages has 50 MB.
MAXIMUM_ALTOGETHER = 400_000_000
#: No packed stream grows by more than this (the limit of the format).
_GREATEST_RATIO = 1032
_CHUNK = 1 << 20
#: How far before its stream a dictionary is looked at.
_DICTIONARY = 600

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PACKED = re.compile(rb"/(?:FlateDecode|Fl)\b")
_ENDSTREAM = b"endstream"


def refuse_bombs(data: bytes) -> None:
    """Raises `LimitError` for a stream, or all of them, that would unpack to more than a filing has.

    Pictures are left out: nothing unpacks them unless the page is drawn. A stream that is packed twice is refused.
    """
    total = 0
    for match in _STREAM.finditer(data):
        keys = data[max(0, match.start() - _DICTIONARY) : match.start()]
        keys = keys[keys.rfind(b"obj") + 3 :]
        packings = len(_PACKED.findall(keys))
        if not packings or b"/Image" in keys:
            continue
        if packings > 1:
            raise LimitError("a part of the PDF is packed twice, as no program does", "print it to a new PDF")
        total += _unpacked(data, match.end())
        if total > MAXIMUM_ALTOGETHER:
            raise LimitError("the PDF unpacks to more than a filing may have", "cut it into parts")


def _unpacked(data: bytes, start: int) -> int:
    """How many bytes the stream there holds; counted only where it could be too many."""
    end = data.find(_ENDSTREAM, start)
    packed = (len(data) if end < 0 else end) - start
    if packed * _GREATEST_RATIO <= MAXIMUM_UNPACKED:
        return 0
    unpacker = zlib.decompressobj()
    view = memoryview(data)[start : start + packed]
    size = 0
    try:
        chunk = unpacker.decompress(view, _CHUNK)
        while chunk:
            size += len(chunk)
            if size > MAXIMUM_UNPACKED:
                raise LimitError("a part of the PDF unpacks to more than a page may have", "print it to a new PDF")
            chunk = unpacker.decompress(unpacker.unconsumed_tail, _CHUNK)
    except zlib.error:
        return size
    return size
