"""Files attached to a PDF, those of a portfolio among them; the PDF is a document besides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from extractors.containers._limits import LARGEST_MEMBER, MOST_BYTES, MOST_MEMBERS, SPLIT, UNPACK, plain
from schema.errors import LimitError, UnreadableError
from schema.parts import Container, Member

_HEAD, _PIECE = 1_024, 1 << 20
_SAVE = "open the PDF and save what is attached"
#: A PDF names its attachments openly, or within streams of objects, where only a parser finds them.
_SIGNS = (b"/EmbeddedFile", b"/ObjStm")


def accepts(file: BinaryIO) -> bool:
    """Whether it is a PDF that may have attachments."""
    file.seek(0)
    if b"%PDF-" not in file.read(_HEAD):
        return False
    file.seek(0)
    tail = b""
    while piece := file.read(_PIECE):
        if any(sign in tail + piece for sign in _SIGNS):
            return True
        tail = piece[-16:]
    return False


def members(file: BinaryIO, wanted: Callable[[str], bool]) -> Iterator[Member]:
    """The attachments that are wanted; none of a PDF that can't be opened, which its reader will say.

    Raises `LimitError` for too much.
    """
    from extractors.pdf_objects.pages import loaded

    file.seek(0)
    try:
        with loaded(file.read()) as document:
            yield from _attached(document, wanted)
    except UnreadableError:
        return


def _attached(document: Any, wanted: Callable[[str], bool]) -> Iterator[Member]:
    count = document.count_attachments()
    if count > MOST_MEMBERS:
        raise LimitError(f"more than {MOST_MEMBERS:,} files are attached to the PDF", UNPACK)
    total = 0
    for index in range(count):
        member = _member(document, index, wanted)
        if member is not None:
            total += len(member.data)
            if total > MOST_BYTES:
                raise LimitError(f"what is attached to the PDF unpacks to more than {MOST_BYTES:,} bytes", UNPACK)
            yield member


def _member(document: Any, index: int, wanted: Callable[[str], bool]) -> Member | None:
    import pypdfium2

    name = ""
    try:
        attachment = document.get_attachment(index)
        name = plain(attachment.get_name()) or f"attachment {index + 1}"
        if not wanted(name):
            return None
        data = bytes(attachment.get_data())
    except (pypdfium2.PdfiumError, ValueError, UnicodeError) as error:
        return Member(name or f"attachment {index + 1}", problem=f"it is damaged ({error})", advice=_SAVE)
    if len(data) > LARGEST_MEMBER:
        return Member(name, problem=f"it has more than {LARGEST_MEMBER:,} bytes", advice=SPLIT)
    return Member(name, data)


ATTACHED = Container(name="pdf", accepts=accepts, members=members, is_document=True)
