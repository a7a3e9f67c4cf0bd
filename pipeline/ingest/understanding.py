"""What a document says as printed, and how that is kept so that its meaning can be made anew without the document."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import cache
from typing import Any

from schema.errors import DamagedReadingError
from schema.reading import Reading

DAMAGED = "its stored reading is damaged"
MEND = "make it again: jixiao doctor --repair"


@dataclass(frozen=True, slots=True)
class Recognised:
    """A document's reading, what the document is written in and its number of pages."""

    channel: str
    pages: int | None
    reading: Reading


def packed(found: Recognised) -> bytes:
    """The reading as it is stored: JSON, compressed."""
    # The cells of a row may be a mapping of any kind.
    return zlib.compress(_adapter().dump_json(found, fallback=dict, warnings=False))


def unpacked(kept: bytes) -> Recognised:
    """The reading that was stored. Raises `DamagedReadingError` for anything else."""
    try:
        found: Recognised = _adapter().validate_json(zlib.decompress(kept))
    except (zlib.error, ValueError) as error:
        raise DamagedReadingError(DAMAGED, MEND) from error
    return found


def is_whole(kept: bytes) -> bool:
    """Whether a stored reading is as it was put there: what is compressed bears a sum of its own."""
    try:
        return bool(zlib.decompress(kept))
    except zlib.error:
        return False


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Recognised)
