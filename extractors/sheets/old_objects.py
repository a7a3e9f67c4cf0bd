"""What lies on the sheets of an old workbook and in no cell: pictures, charts, text boxes, embedded files.

After [MS-XLS], sections 2.4.181 (Obj) and 2.5.143 (FtCmo): the kind of an object is the number behind its first mark.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from extractors.sheets.book import BOX
from extractors.word_tree.omissions import CHART, CONTROL, PICTURE, Omissions

_BOUNDSHEET, _OBJECT, _TEXT_OF_OBJECT = 0x0085, 0x005D, 0x01B6
_CHART_SHEET, _WORKSHEET = 2, 0
_COMMON, _COMMENT = 0x15, 0x19
_KINDS = {0x05: CHART, 0x08: PICTURE, 0x0B: CONTROL, 0x0C: CONTROL, 0x0D: CONTROL, 0x12: CONTROL}
#: Where the record of an object's text says how many characters it has.
_LETTERS = 10


def name_objects(book: Any, places: Mapping[int, str], omissions: Omissions) -> None:
    """Tells `omissions` of the objects of a workbook that xlrd opened; `places` name its visible sheets by number."""
    records = list(_records(book))
    charts, begins = _sheets([body for _, number, body in records if number == _BOUNDSHEET], book.base)
    for _ in range(charts):
        omissions.add(CHART, None, "", "a sheet of its own")
    starts = [start for start, _ in begins]
    is_comment = False
    for at, number, body in records:
        kind = _kind(number, body, is_comment)
        is_comment = number == _OBJECT and _sort(body) == _COMMENT
        before = bisect_right(starts, at) - 1
        if kind and before >= 0 and begins[before][1] in places:
            omissions.add(kind, None, "", places[begins[before][1]])


def _sheets(bodies: Sequence[bytes], base: int) -> tuple[int, list[tuple[int, int]]]:
    """How many sheets are charts, and where each sheet of cells begins, with its number, in the order of the file."""
    told = [struct.unpack_from("<iBB", body) for body in bodies if len(body) >= 6]
    offsets = [offset + base for offset, _, sort in told if sort == _WORKSHEET]
    charts = sum(sort == _CHART_SHEET for _, _, sort in told)
    return charts, sorted((offset, number) for number, offset in enumerate(offsets))


def _kind(number: int, body: bytes, is_comment: bool) -> str:
    """What a record tells of, as the sentences call it; empty for what holds nothing to read, and for comments, which
    are named by their cells."""
    if number == _TEXT_OF_OBJECT and len(body) > _LETTERS + 2:
        return BOX if struct.unpack_from("<H", body, _LETTERS)[0] and not is_comment else ""
    return _KINDS.get(_sort(body), "") if number == _OBJECT else ""


def _sort(body: bytes) -> int:
    """The number of an object's kind; -1 where the record is of another make."""
    mark, _, kind = struct.unpack_from("<HHH", body) if len(body) >= 6 else (0, 0, 0)
    return kind if mark == _COMMON else -1


def _records(book: Any) -> Iterator[tuple[int, int, bytes]]:
    """The records of the workbook's stream: where each stands, its number and what it holds."""
    memory, at, end = book.mem, book.base, book.base + book.stream_len
    while at + 4 <= end:
        number, length = struct.unpack_from("<HH", memory, at)
        if number in (_BOUNDSHEET, _OBJECT, _TEXT_OF_OBJECT):
            yield at, number, bytes(memory[at + 4 : at + 4 + length])
        at += 4 + length
