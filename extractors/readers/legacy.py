"""Old Word and WPS files (`.doc`, `.wps`), RTF, binary workbooks (`.xlsb`): converted with LibreOffice, then read."""

from __future__ import annotations

import re
import struct
from dataclasses import replace

from extractors.office import RESAVE, convert
from extractors.readers import sheet, word
from extractors.readers.compound import MARK
from schema.document import Document
from schema.errors import UnreadableError
from schema.parts import Reader
from schema.sight import Sight

_RTF = b"{\\rtf"
# The printed number of a point, without the end of the paragraph before it and the tab behind it; and what says which
# list a paragraph is of.
_NUMBER = re.compile(rb"\{\\listtext(?:\\pard|\\plain)*+\s*+((?:[^{}\\]|\\(?!tab\b)[^{}])*+)(?:\\tab)?\s*\}")
_OF_LIST = re.compile(rb"\\ls\d{1,5}\b ?")
_XML_2003 = b'progid="Word.Document"'
_HEAD = 2_000
_OTHERS = {
    "PowerPoint Document": "an old PowerPoint file",
}
_SAVE = "open it in the program that made it, save it as .xlsx, .docx or PDF and ingest that"
_UNLOCK = "open it with its password and save it without one"
# A Word 97 stream begins with the file information block; this bit of its flags says that the rest is encrypted.
_ENCRYPTED_WORD = 0x0100
_BINARY_WORKBOOK = b"xl/workbook.bin"
#: What LibreOffice makes: a name for the old file, the new format, who reads that.
_WORD, _SHEET = "docx:MS Word 2007 XML", "xlsx:Calc MS Excel 2007 XML"


def accepts(data: bytes) -> float:
    """How sure we are that it is such a file: 0.95, and 0.2 for another compound file, so that it can be named."""
    if data.startswith(MARK):
        return 0.95 if _holds(data, "WordDocument") or _holds(data, "EncryptedPackage") else 0.2
    if data.startswith(b"PK\x03\x04"):
        return 0.93 if _BINARY_WORKBOOK in data else 0.0
    return 0.95 if data.startswith(_RTF) or _XML_2003 in data[:_HEAD] else 0.0


def read(data: bytes, sight: Sight = Sight()) -> Document:
    """What the reader of the new format gives for the converted file, with a warning that it was converted.

    Raises `UnreadableError` for what is encrypted or holds no Word text, `MissingToolError` where LibreOffice is not
    installed, `LimitError` where it takes too long.
    """
    if data.startswith(b"PK"):
        document, what = sheet.read(convert(data, ".xlsb", _SHEET), sight), "a binary workbook"
    else:
        _refuse(data)
        is_rich = data.startswith(_RTF)
        suffix, data = (".rtf", numbered(data)) if is_rich else (".doc", data)
        document, what = word.read(convert(data, suffix, _WORD), sight), "an old Word file"
    return replace(document, warnings=(*document.warnings, f"{what}, converted by LibreOffice"))


def numbered(data: bytes) -> bytes:
    """An RTF file whose points of lists bear their numbers as text, as the program printed them that wrote it.

    The numbers stand there for programs that know no lists; those that do count anew, from texts of levels that
    LibreOffice writes down in an alphabet without Chinese (`??1:` for 目标1：).
    """
    return _OF_LIST.sub(b" ", _NUMBER.sub(rb"{\1}", data))


def _holds(data: bytes, stream: str) -> bool:
    """Whether a compound file has a stream of the name: names stand in its directory, closed by a zero."""
    return f"{stream}\0".encode("utf-16-le") in data


def _refuse(data: bytes) -> None:
    if data.startswith(_RTF):
        return
    if not data.startswith(MARK):  # LibreOffice reads it without a word, and without its vertical merges
        raise UnreadableError("the file is in Word's XML of 2003, which we do not read", RESAVE)
    if _holds(data, "EncryptedPackage") or _is_encrypted(data):
        raise UnreadableError("the Word file is encrypted", _UNLOCK)
    if not _holds(data, "WordDocument"):
        what = next(
            (what for stream, what in _OTHERS.items() if _holds(data, stream)), "a compound file of no known kind"
        )
        raise UnreadableError(f"the file is {what}, not a Word file", _SAVE)


def _is_encrypted(data: bytes) -> bool:
    """What the flags of the Word stream say; the stream's first sector is named in its entry of the directory."""
    entry = data.find("WordDocument\0".encode("utf-16-le"))
    try:
        shift = struct.unpack_from("<H", data, 30)[0]
        sector = struct.unpack_from("<I", data, entry + 116)[0]
        mark, flags = struct.unpack_from("<H8xH", data, (sector + 1) << min(shift, 16))
    except struct.error:
        return False
    return mark in (0xA5EC, 0xA5DC) and bool(flags & _ENCRYPTED_WORD)


LEGACY = Reader(name="word-legacy", version="2", accepts=accepts, read=read)
