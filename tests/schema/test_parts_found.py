"""Parts that are found by their folder lie in it: one that lay elsewhere would be lost without a word."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = {
    "Reader": "extractors/readers",
    "Container": "extractors/containers",
    "BlockReader": "extractors/forms/blocks",
    "Engine": "extractors/ocr",
    "Check": "pipeline/checks",
    "Writer": "pipeline/export",
}


def _made(kind: str) -> Iterator[Path]:
    """The modules of the product that make a value of the kind for all to find."""
    for folder in ("schema", "normalizers", "extractors", "pipeline"):
        for path in (ROOT / folder).rglob("*.py"):
            values = (getattr(line, "value", None) for line in ast.parse(path.read_text(encoding="utf-8")).body)
            if any(isinstance(value, ast.Call) and _name(value.func) == kind for value in values):
                yield path.relative_to(ROOT)


def _name(called: ast.expr) -> str:
    return called.id if isinstance(called, ast.Name) else ""


@pytest.mark.parametrize("kind", FOLDERS)
def test_every_part_of_a_kind_lies_where_it_is_looked_for(kind: str) -> None:
    made = list(_made(kind))
    assert made
    assert {path.parent.as_posix() for path in made} == {FOLDERS[kind]}
