"""Word files as one XML (Flat OPC, `.xml`): the parts of a package one behind the other, put into a package and read.

Word saves so under "Word XML document"; a web service hands it out. The older XML of Word 2003 is another format.
"""

from __future__ import annotations

import base64
import binascii
import io
import zipfile

from extractors.readers import word
from extractors.word_tree.package import Element, parsed
from schema.document import Document
from schema.errors import LimitError
from schema.parts import Reader
from schema.sight import Sight

MAXIMUM_BYTES = 64_000_000

_SPACE = b"http://schemas.microsoft.com/office/2006/xmlPackage"
_PART, _DATA, _BINARY = (f"{{{_SPACE.decode()}}}{name}" for name in ("part", "xmlData", "binaryData"))
_HEAD = 2_000


def accepts(data: bytes) -> float:
    """0.97 where the root is such a package, surer than who takes it for Word's XML of 2003; else 0."""
    return 0.97 if _SPACE in data[:_HEAD] and b"<pkg:package" in data[:_HEAD] else 0.0


def read(data: bytes, sight: Sight = Sight()) -> Document:
    """What the Word reader gives for the package; raises what it raises, and `LimitError` for a file too large."""
    if len(data) > MAXIMUM_BYTES:
        raise LimitError(
            f"the file has {len(data):,} bytes, more than {MAXIMUM_BYTES:,}", "save it as .docx and ingest that"
        )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for part in parsed(data, "of the file").iter(_PART):
            archive.writestr(part.get(f"{{{_SPACE.decode()}}}name", "").lstrip("/") or "unnamed", _bytes(part))
    return word.read(file.getvalue(), sight)


def _bytes(part: Element) -> bytes:
    from lxml import etree

    inside = part.find(f"{_DATA}/*")
    if inside is not None:
        return bytes(etree.tostring(inside, encoding="UTF-8", with_tail=False))
    try:
        return base64.b64decode(part.findtext(_BINARY) or "")
    except binascii.Error:
        return b""


FLAT = Reader(name="word-flat", version="1", accepts=accepts, read=read)
