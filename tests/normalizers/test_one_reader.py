"""Numbers and units are read in one place: nothing outside `normalizers` has patterns of figures or lists of units."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pytest

from normalizers.quantities.units import known_units

ROOT = Path(__file__).parents[2]
#: Those who read bytes of file formats, whose sizes and coordinates are no figures of a filing.
FORMATS = ("/tesseract.py", "/pdf_objects/typed.py", "/word_tree/objects.py", "/word_text/tables.py", "/indents.py")
_DECIMAL = re.compile(r"(?:\\d|\[0-9\])[^|]{0,14}?(?:\\\.\\d|\\\.\[0-9|\[\\d[.,，]|\[\.,|\(\?:\\\.)")
_COUNTED = re.compile(r"(?:\\d|\[0-9\])[^|]{0,30}\[[^\]]*[元亿人户][^\]]*\]|[万亿]元\||\|[万亿]元")


def _modules() -> list[Path]:
    found = [
        path for folder in ("extractors", "pipeline", "schema", "corpus") for path in (ROOT / folder).rglob("*.py")
    ]
    return sorted(path for path in found if not path.as_posix().endswith(FORMATS))


def _tables() -> list[Path]:
    return sorted(path for folder in ("extractors", "pipeline", "corpus") for path in (ROOT / folder).rglob("*.toml"))


def _texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    for each in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _texts(each)


def _units() -> set[str]:
    return {name for name in known_units() if len(name) > 1 and not name.isascii()}


def _literals(path: Path) -> Iterator[ast.AST]:
    """The expressions of a module, docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef)
    documented = {id(node.body[0]) for node in ast.walk(tree) if isinstance(node, owners) and node.body}
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and id(node) in documented}
    return (node for node in ast.walk(tree) if id(node) not in told)


def _is_text(node: ast.AST | None) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _patterns(path: Path) -> Iterator[str]:
    for node in _literals(path):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "d" in node.value:
            yield node.value


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_pattern_of_numbers(path: Path) -> None:
    assert [text for text in _patterns(path) if _DECIMAL.search(text) or _COUNTED.search(text)] == []


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_list_of_units(path: Path) -> None:
    if path.is_relative_to(ROOT / "corpus"):
        return  # what makes filings prints units
    units = _units()
    strung = [re.split(r"[|,、 ()\[\]]", node.value) for node in _literals(path) if _is_text(node)]
    keys = [[key.value for key in node.keys if _is_text(key)] for node in _literals(path) if isinstance(node, ast.Dict)]
    assert [names for names in (*strung, *keys) if len(units & set(names)) > 2] == []
    listed = [
        [each.value for each in node.elts if isinstance(each, ast.Constant) and each.value in units]
        for node in _literals(path)
        if isinstance(node, ast.List | ast.Tuple | ast.Set)
    ]
    assert [names for names in listed if len(names) > 2] == []


@pytest.mark.parametrize("path", _tables(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_pattern_of_numbers_among_the_words(path: Path) -> None:
    with path.open("rb") as file:
        texts = list(_texts(tomllib.load(file)))
    assert [text for text in texts if _DECIMAL.search(text) or _COUNTED.search(text)] == []
    assert [text for text in texts if len(_units() & set(text.split("|"))) > 2] == []


def test_such_patterns_would_be_seen() -> None:
    assert _DECIMAL.search(r"\d{1,3}(?:\.\d+)?") and _DECIMAL.search(r"[-+]?\d[\d,.]*")
    assert _COUNTED.search(r"\d\s?[万亿千]?[元人名户]")
