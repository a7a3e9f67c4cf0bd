"""What a document says as printed, and how that is kept so that its meaning can be made anew without the document."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import cache
from typing import Any

from schema.reading import Reading


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
    """The reading that was stored. Raises `ValueError` for anything else."""
    try:
        found: Recognised = _adapter().validate_json(zlib.decompress(kept))
    except zlib.error as error:
        raise ValueError(f"a stored reading is damaged: {error}") from error
    return found


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Recognised)
