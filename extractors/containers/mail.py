"""Mails (`.eml`): their attachments; of a mail without any, what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email.header import decode_header
from email.message import Message
from itertools import islice
from typing import BinaryIO

from extractors.containers._limits import LARGEST_MEMBER, MOST_MEMBERS, UNPACK, plain
from extractors.readers.encoding import decode
from extractors.readers.markup import MAIL, kind_of
from schema.errors import LimitError, UnreadableError
from schema.parts import Container, Member

_HEAD = 65_536
_SAVE = "save its attachments from the mail program and ingest those"
_WEB_ARCHIVES = ("multipart/related", "text/html")
_BODIES = {"text/html": "mail.html", "text/plain": "mail.txt"}


def accepts(file: BinaryIO) -> bool:
    """Whether it is a mail and no web page saved as one."""
    file.seek(0)
    head = file.read(_HEAD).decode("latin-1")
    if kind_of(head) != MAIL:
        return False
    from email.parser import HeaderParser

    return HeaderParser().parsestr(head).get_content_type() not in _WEB_ARCHIVES


def members(file: BinaryIO, wanted: Callable[[str], bool]) -> Iterator[Member]:
    """The attachments that are wanted. Raises `UnreadableError` for a damaged mail, `LimitError` for too much."""
    import email

    file.seek(0)
    data = file.read(2 * LARGEST_MEMBER + 1)
    if len(data) > 2 * LARGEST_MEMBER:
        raise LimitError("the mail is larger than a mail may be", _SAVE)
    try:
        parts = list(islice(_parts(email.message_from_bytes(data)), MOST_MEMBERS + 1))
    except RecursionError as error:
        raise UnreadableError("the mail holds mails without end", _SAVE) from error
    if len(parts) > MOST_MEMBERS:
        raise LimitError(f"the mail holds more than {MOST_MEMBERS:,} parts", UNPACK)
    attached = [(name, part) for part in parts if (name := _name(part))]
    if not attached:  # the filing may stand in the mail itself, the page rather than its plain text
        bodies = [(_BODIES[part.get_content_type()], part) for part in parts if part.get_content_type() in _BODIES]
        attached = sorted(bodies, key=lambda pair: pair[0])[:1]
    yield from (Member(name, _bytes(part)) for name, part in attached if wanted(name))


def _parts(message: Message) -> Iterator[Message]:
    """The parts of a mail; a mail that is attached is one part."""
    opened = [iter([message])]
    while opened:
        part = next(opened[-1], None)
        if part is None:
            opened.pop()
        elif part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
            opened.append(iter(part.get_payload()))  # type: ignore[arg-type]
        else:
            yield part


def _name(part: Message) -> str:
    """The name of an attachment; empty for what belongs to the mail's own text."""
    told = part.get_filename() or ""
    if part.get_content_type() == "message/rfc822":
        return plain(_words(told)) or "mail.eml"
    is_shown = part.get_content_disposition() == "inline" and part.get_content_maintype() == "image"
    name = "" if is_shown else plain(_words(told))
    return name or ("attachment" if part.get_content_disposition() == "attachment" else "")


def _words(told: str) -> str:
    """A name in the encodings of headers, and in those that old programs wrote bare."""
    pieces = []
    try:
        found = decode_header(told)
    except ValueError:
        return told
    for piece, charset in found:
        if isinstance(piece, str):
            piece = piece.encode("latin-1", "surrogateescape") if piece.isascii() else piece.encode("utf-8", "replace")
        try:
            pieces.append(piece.decode(charset) if charset and "gb" not in charset.lower() else decode(piece) or "")
        except (LookupError, UnicodeError):
            pieces.append(decode(piece) or "")
    return "".join(pieces)


def _bytes(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822":
        held = part.get_payload()
        return held[0].as_bytes() if isinstance(held, list) and isinstance(held[0], Message) else b""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


MAIL_BOX = Container(name="mail", accepts=accepts, members=members)
