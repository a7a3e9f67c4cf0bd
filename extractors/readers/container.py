"""Archives and mails, where they come as a document: their files are filings, they are none."""

from __future__ import annotations

import io

from extractors.opening import complaint, container_of, members_of
from schema.document import Document
from schema.errors import UnreadableError
from schema.parts import Reader
from schema.sight import Sight


def accepts(data: bytes) -> float:
    """0.97 for a container that is no document besides, else 0."""
    return 0.0 if container_of(io.BytesIO(data), documents=False) is None else 0.97


def read(data: bytes, _sight: Sight = Sight()) -> Document:
    """Raises `UnreadableError` with what in the container can't be had, or that its files are to be ingested."""
    file = io.BytesIO(data)
    container = container_of(file, documents=False)
    members = members_of(file, container, lambda _name: True) if container else iter(())
    message, advice = complaint([member for member in members if member.problem])
    raise UnreadableError(message or "the files in it are filings of their own", advice or "ingest it again")


CONTAINER = Reader(name="container", version="1", accepts=accepts, read=read)
