"""Which code and data each stage's results hang on, so that only what can have changed is done again.

Found out from the sources: what a stage's modules import, and what those import, with the tables of knowledge that
they name.
"""

from __future__ import annotations

import ast
import hashlib
import threading
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_ROOMS = ("schema", "normalizers", "extractors", "pipeline")
_DATA = (".toml", ".csv", ".txt", ".json")

#: Where reading begins: every part of `extractors` may be asked.
_READING = ("extractors",)
#: Where meaning begins; the taxonomy has a version of its own.
_MEANING = ("normalizers", "pipeline/checks", "pipeline/ingest/interpreting.py", "pipeline/store/rows.py")
_APART = frozenset({"normalizers/data/taxonomy.csv"})


#: Python 3.11 fails at times where two threads parse at once, as the first previews of several reviewers do.
_ALONE = threading.Lock()


def reading_version() -> str:
    """Of everything that decides what is read from a document as printed."""
    with _ALONE:
        return _version(_READING)


def meaning_version() -> str:
    """Of everything that decides what is made of a reading, but for the taxonomy."""
    with _ALONE:
        return _version(_MEANING)


@cache
def _version(beginnings: tuple[str, ...]) -> str:
    return _hash(_lineage(beginnings) - (_APART if beginnings == _MEANING else frozenset()))


def _lineage(beginnings: Iterable[str]) -> set[str]:
    """The files that the beginnings are, import, and name, as paths from the root."""
    found: set[str] = set()
    waiting = [path for beginning in beginnings for path in _files(_ROOT / beginning)]
    while waiting:
        path = waiting.pop()
        name = path.relative_to(_ROOT).as_posix()
        if name in found:
            continue
        found.add(name)
        if path.suffix == ".py":
            waiting.extend(_needed(path))
    return found


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return [file for file in path.rglob("*") if file.suffix == ".py" or file.suffix in _DATA]


@cache
def _needed(path: Path) -> tuple[Path, ...]:
    """Our modules that a module imports, anywhere in it, and the tables that it names, in a `data` above too."""
    tree = ast.parse(path.read_bytes())
    named = {name for node in ast.walk(tree) for name in _imported(node)}
    modules = [file for name in named if name.split(".")[0] in _ROOMS for file in _module(name)]
    return (*modules, *_tables(tree, path))


def _imported(node: ast.AST) -> Iterator[str]:
    """What an import names: modules, and whatever it takes out of them, which may be modules too."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _module(name: str) -> list[Path]:
    base = _ROOT.joinpath(*name.split("."))
    return [path for path in (base.with_suffix(".py"), base / "__init__.py") if path.is_file()]


def _tables(tree: ast.AST, path: Path) -> list[Path]:
    words = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    above = [folder / "data" for folder in path.parents if _ROOT in folder.parents]
    beside = [path.parent, *(folder for folder in above if folder.is_dir())]
    return [
        file for place in beside for file in place.iterdir() if file.suffix in _DATA and {file.stem, file.name} & words
    ]


def _hash(names: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for name in sorted(names):
        content = (_ROOT / name).read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]
