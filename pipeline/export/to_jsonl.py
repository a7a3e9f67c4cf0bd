"""The export as JSON Lines: an object a row; numbers as text, digit by digit, for floats would change them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from schema.parts import Writer


def write(
    folder: Path, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]], headings: Sequence[str] = ()
) -> Path:
    """Makes `TABLE.jsonl` and returns its path; what is empty is null."""
    path = folder / f"{table}.jsonl"
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            cells = {key: _plain(cell) for key, cell in zip(headings or names, row, strict=True)}
            file.write(json.dumps(cells, ensure_ascii=False) + "\n")
    return path


def _plain(cell: Any) -> Any:
    if isinstance(cell, Decimal):
        from schema.printing import plain

        return plain(cell)
    return None if cell == "" else cell


JSONL = Writer("jsonl", ".jsonl", write)
