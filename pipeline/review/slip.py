"""A record's slip: one HTML page that needs nothing else, for a working paper. It holds what the record says, where it
stands and how it looks there, who decided what about it, and the hashes by which all of that can be checked."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from pipeline.review.drawing import Picture
from pipeline.review.filing import Record
from pipeline.review.sheet import SheetBlock
from schema.printing import plain

# How much of the page stands around the record's box, as shares of the page: lines above and below, little beside.
_AROUND = (0.02, 0.04)
# So many rows above and below the record's own.
_ROWS = 3


@dataclass(frozen=True, slots=True)
class Crop:
    """A part of a page as a PNG in a data address; `box` is where it lies there, `corners` are those of the record."""

    address: str
    box: tuple[float, float, float, float]
    corners: tuple[tuple[float, float], ...]


def told(record: Record) -> dict[str, Any]:
    """The record's exported columns, numbers in digits; the text that its hash is of is this as JSON."""
    exported = {name for name, column in record.kind.columns.items() if column.exported}
    return {name: _digits(cell) for name, cell in record.row.items() if name in exported}


def written(cells: Mapping[str, Any]) -> str:
    """The record as the one line of JSON that its hash is of: keys in order, no blanks, UTF-8."""
    return json.dumps(cells, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def crop(picture: Picture, record: Record) -> Crop | None:
    """The part of the page that the record stands on; None where it has no place there."""
    from PIL import Image

    if record.box is None:
        return None
    x0, y0, x1, y1 = record.box
    aside, above = _AROUND[0] * picture.width, _AROUND[1] * picture.height
    box = (
        max(0.0, min(x0, x1) - aside), max(0.0, min(y0, y1) - above),
        min(picture.width, max(x0, x1) + aside), min(picture.height, max(y0, y1) + above),
    )  # fmt: skip
    if box[2] <= box[0] or box[3] <= box[1]:
        return None
    with Image.open(io.BytesIO(picture.data)) as page:
        across, down = page.width / picture.width, page.height / picture.height
        dots = (round(box[0] * across), round(box[1] * down), round(box[2] * across), round(box[3] * down))
        cut = io.BytesIO()
        page.crop(dots).save(cut, "PNG", optimize=True)
    address = f"data:image/png;base64,{base64.b64encode(cut.getvalue()).decode()}"
    return Crop(address, box, record.corners)


def beside(blocks: Sequence[SheetBlock]) -> list[SheetBlock]:
    """Of the blocks of a text those that hold the record, and of them the rows around it."""
    found = []
    for block in blocks:
        here = [place for place, row in enumerate(block.rows) if row.current]
        if here:
            found.append(replace(block, rows=block.rows[max(0, here[0] - _ROWS) : here[-1] + _ROWS + 1]))
    return found


def _digits(cell: Any) -> Any:
    return plain(cell) if isinstance(cell, Decimal) else cell
