"""Zip archives: names in any Chinese encoding, nothing unpacked that is not asked for or would not fit."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from extractors.containers._limits import (
    LARGEST_MEMBER,
    MOST_BYTES,
    MOST_MEMBERS,
    RATIO,
    RATIO_MATTERS_FROM,
    SPLIT,
    UNPACK,
    plain,
)  # fmt: skip
from extractors.readers.encoding import decode
from schema.errors import LimitError, UnreadableError
from schema.parts import Container, Member

_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
#: By these names in its directory, each behind the head of an entry, a zip is a document and no folder of such.
_DOCUMENT = re.compile(
    rb"PK\x01\x02[\s\S]{42}[/\\]?(?:\[content_types\]\.xml|_rels[/\\]\.rels|mimetype|ofd\.xml|content\.xml"
    rb"|meta-inf[/\\]container\.xml|(?:word[/\\](?:document|styles)|xl[/\\](?:workbook|styles)|ppt[/\\]presentation)"
    rb"\d*\.(?:xml|bin))",
    re.IGNORECASE,
)
#: Where the directory ends, how far that may be from the end of the file, and how long a directory is read.
_END, _COMMENT, _LONGEST_DIRECTORY = b"PK\x05\x06", 65_557, 16_000_000
_UTF8, _ENCRYPTED = 0x800, 0x1
_COPY = "copy it again from where it came from"
_UNICODE_NAME = 0x7075
_ERRORS = (
    zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, zlib.error, RuntimeError, struct.error,
)  # fmt: skip


def accepts(file: BinaryIO) -> bool:
    """Whether it is a zip that is no document itself; a damaged one, of which nobody can tell, is none."""
    file.seek(0)
    if not file.read(4).startswith(_MARKS):
        return False
    size = file.seek(0, 2)
    file.seek(max(0, size - _COMMENT))
    tail = file.read()
    end = tail.rfind(_END)
    if end < 0 or end + 20 > len(tail):
        return False
    (length,) = struct.unpack_from("<I", tail, end + 12)
    file.seek(max(0, size - len(tail) + end - min(length, _LONGEST_DIRECTORY)))
    return _DOCUMENT.search(file.read()) is None


def members(file: BinaryIO, wanted: Callable[[str], bool]) -> Iterator[Member]:
    """The files that are wanted. Raises `UnreadableError` for a damaged zip, `LimitError` for too much."""
    try:
        archive = zipfile.ZipFile(file)
    except _ERRORS as error:
        raise UnreadableError(f"the archive is a damaged zip ({error})", _COPY) from error
    entries = archive.infolist()
    if len(entries) > MOST_MEMBERS:
        raise LimitError(f"the archive holds more than {MOST_MEMBERS:,} files", UNPACK)
    total = 0
    for info in entries:
        name = name_of(info)
        if info.is_dir() or name.endswith("/") or not wanted(name):
            continue
        total += info.file_size
        if total > MOST_BYTES:
            raise LimitError(f"the archive unpacks to more than {MOST_BYTES:,} bytes", UNPACK)
        yield _member(archive, info, name)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Member:
    if info.flag_bits & _ENCRYPTED:
        return Member(name, problem="it is encrypted", advice="unpack the archive with its password")
    if info.file_size > LARGEST_MEMBER:
        return Member(name, problem=f"it has more than {LARGEST_MEMBER:,} bytes", advice=SPLIT)
    if info.file_size > RATIO_MATTERS_FROM and info.file_size > RATIO * max(info.compress_size, 1):
        return Member(name, problem="it grows as no document does when unpacked: a zip bomb", advice=SPLIT)
    try:
        return Member(name, archive.read(info))
    except _ERRORS as error:
        return Member(name, problem=f"it is damaged ({error})", advice=_COPY)


def name_of(info: zipfile.ZipInfo) -> str:
    """The path of an entry. Programs on Chinese systems write it in GBK and say that it is in code page 437."""
    told = _told_in_unicode(info.extra)
    if told or info.flag_bits & _UTF8:
        return plain(told or info.filename)
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return plain(info.filename)
    return plain(decode(raw) or info.filename)


def _told_in_unicode(extra: bytes) -> str:
    """The name in the extra field for names in Unicode (APPNOTE 4.6.9); empty where there is none."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == _UNICODE_NAME and length > 5:
            return extra[at + 9 : at + 4 + length].decode("utf-8", "replace")
        at += 4 + length
    return ""


ZIP = Container(name="zip", accepts=accepts, members=members)
