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

_STREAM = b"stream"
_PACKED = re.compile(rb"/(?:FlateDecode|Fl)\b")
_ENDSTREAM = b"endstream"


def refuse_bombs(data: bytes) -> None:
    """Raises `LimitError` for a stream, or all of them, that would unpack to more than a filing has.

    Pictures are left out: nothing unpacks them unless the page is drawn. A stream that is packed twice is refused.
    """
    total = 0
    at = data.find(_STREAM)
    while at >= 0:
        start = at + len(_STREAM)
        end = data.find(_ENDSTREAM, start)
        end = len(data) if end < 0 else end
        total += _checked(data, at, start, end)
        if total > MAXIMUM_ALTOGETHER:
            raise LimitError("the PDF unpacks to more than a filing may have", "cut it into parts")
        at = data.find(_STREAM, end + len(_ENDSTREAM))


def _checked(data: bytes, at: int, start: int, end: int) -> int:
    """How much the stream unpacks to, as far as that matters; its keys stand before `at`."""
    keys = data[max(0, at - _DICTIONARY) : at]
    keys = keys[keys.rfind(b" obj") + 4 :]
    packings = len(_PACKED.findall(keys))
    if not packings or b"/Image" in keys:
        return 0
    if packings > 1:
        raise LimitError("a part of the PDF is packed twice, as no program does", "print it to a new PDF")
    return _unpacked(data, start + (data[start : start + 1] == b"\r") + 1, end)


def _unpacked(data: bytes, start: int, end: int) -> int:
    """How many bytes the stream there holds; counted only where it could be too many."""
    packed = end - start
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
