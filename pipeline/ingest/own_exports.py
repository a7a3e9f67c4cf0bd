"""Whether a file is one that this program wrote: an export that lies among filings would be read as one of them, and
counted a second time."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from functools import cache
from typing import BinaryIO

from pipeline.export.to_xlsx import CREATOR
from pipeline.generations.changes import COLUMNS as CHANGES
from schema.records import TABLES, columns

_HEAD = 512
_MARK = b"\xef\xbb\xbf"
# A row as JSON; the description of tables; what Datasette is told.
_JSON = re.compile(
    r'\{"(?:filing_id|文件编号)": "f[0-9a-f]{16}"[,}]'
    r'|\{\s*"profile": "tabular-data-package",\s*"name": "jixiao",'
    r'|\{\s*"title": "(?:绩效数据|Performance data)",\s*"databases"'.encode()
)
_CREATED = re.compile(rb"<dc:creator[^<>]*>%b</dc:creator>" % CREATOR.encode())
_PROPERTIES = "docProps/core.xml"
# The directory of such a workbook, and its properties, have so many bytes at most; the end of a zip has 22.
_DIRECTORY, _LONGEST = 65_536, 65_536
_END, _END_LENGTH, _FAR_END = b"PK\x05\x06", 22, b"PK\x06\x07"
_ERRORS = (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, RuntimeError, zlib.error, struct.error)


def is_export(file: BinaryIO) -> bool:
    """Whether a file is a table of an export, its description, or a workbook, also one that a spreadsheet saved again.
    Looks at a few bytes of it alone. Raises `OSError`."""
    file.seek(0)
    head = file.read(_HEAD)
    if head.startswith(b"PK"):
        return _is_workbook(file)
    text = head.removeprefix(_MARK)
    return bool(_JSON.match(text)) or any(_begins(text, line) for line in _headings())


def _begins(text: bytes, line: bytes) -> bool:
    """Whether a text begins with this line, or is cut off within it."""
    return text.startswith(line) or (len(text) >= _HEAD - len(_MARK) and line.startswith(text))


@cache
def _headings() -> tuple[bytes, ...]:
    """The first lines of all tables, in both languages and in the encodings that spreadsheets write."""
    told = [columns(record) for record in TABLES]
    lines = [",".join(known) for known in told] + [",".join(CHANGES)]
    lines += [",".join(column.title_zh for column in known.values()) for known in told]
    return tuple(
        line.encode(encoding) + end for line in lines for encoding in ("utf-8", "gb18030") for end in (b"\r\n", b"\n")
    )


def _is_workbook(file: BinaryIO) -> bool:
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_LENGTH - len(_FAR_END) * 5))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at != _END_LENGTH or _FAR_END in tail:
        return False
    (length,) = struct.unpack_from("<I", tail, at + 12)
    if length > _DIRECTORY:
        return False
    try:
        with zipfile.ZipFile(file) as archive, archive.open(_PROPERTIES) as properties:
            return bool(_CREATED.search(properties.read(_LONGEST)))
    except (KeyError, *_ERRORS):
        return False
