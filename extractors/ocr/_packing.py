"""Recognised lines as small files, and back."""

from __future__ import annotations

import gzip
import json
import math
import os
import tempfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from extractors.ocr.seen import Glyph, Line

_DIGITS = 1


def packed(lines: Iterable[Line], **more: Any) -> bytes:
    """The lines, pixels to a tenth, with further fields, as compressed JSON; the same bytes for the same lines."""
    listed = [[*_box(line), line.confidence, [[g.text, *_box(g), g.confidence] for g in line.glyphs]] for line in lines]
    text = json.dumps({**more, "lines": listed}, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), mtime=0)


def _box(part: Line | Glyph) -> list[float]:
    return [round(value, _DIGITS) for value in (part.x0, part.y0, part.x1, part.y1)]


def unpacked(data: bytes) -> dict[str, Any]:
    """The fields, `lines` as a tuple of `Line`. Raises `ValueError` for bytes that are not whole and well formed."""
    try:
        fields = json.loads(gzip.decompress(data))
        return {**fields, "lines": tuple(_line(line) for line in fields["lines"])}
    except (OSError, EOFError, zlib.error, LookupError, TypeError) as error:
        raise ValueError(f"no recognised lines: {error}") from error


def _line(listed: Sequence[Any]) -> Line:
    *numbers, glyphs = listed
    x0, y0, x1, y1, confidence = _numbers(numbers)
    return Line(x0, y0, x1, y1, tuple(_glyph(glyph) for glyph in glyphs), confidence)


def _glyph(listed: Sequence[Any]) -> Glyph:
    text, *numbers = listed
    if not isinstance(text, str):
        raise TypeError("the text of a character is no text")
    return Glyph(text, *_numbers(numbers))


def _numbers(values: Sequence[Any]) -> tuple[float, float, float, float, float]:
    numbers = tuple(float(value) for value in values)
    if len(numbers) != 5 or not all(map(math.isfinite, numbers)):
        raise ValueError("a box and a confidence are five numbers")
    return numbers


def write_whole(path: Path, data: bytes) -> None:
    """Writes the file whole or not at all, whoever else writes it. Raises `OSError` as files do."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
