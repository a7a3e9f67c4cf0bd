"""Which code and data each stage's results hang on, so that only what can have changed is done again.

Found out from the sources: what a stage's modules import, and what those import, with the tables of knowledge that
they name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
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


# An import at the start of a line, of modules or of names out of one; a bracket may run over several lines.
_IMPORT = re.compile(r"^[ \t]*(?:from ([\w.]+) import (\([^)]*\)|.*)|import (.*))", re.MULTILINE)
_REMARK = re.compile(r"#.*")
# A word in quotes that may name a table.
_QUOTED = re.compile(r"""["']([\w.-]+)["']""")


def reading_version() -> str:
    """Of everything that decides what is read from a document as printed."""
    return _version(_READING)


def meaning_version() -> str:
    """Of everything that decides what is made of a reading, but for the taxonomy."""
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
    """Our modules that a module imports, anywhere in it, and the tables that it names, in a `data` above too.

    They are looked for in the text: a syntax tree of every module would take longer than all else that a start does.
    """
    text = path.read_text(encoding="utf-8")
    modules = [file for name in _imported(text) if name.split(".")[0] in _ROOMS for file in _module(name)]
    return (*modules, *_tables(set(_QUOTED.findall(text)), path))


def _imported(text: str) -> set[str]:
    """What a module's imports name: modules, and whatever they take out of them, which may be modules too."""
    found: set[str] = set()
    for origin, taken, plain in _IMPORT.findall(text):
        names = [said.split()[0] for said in _REMARK.sub("", taken or plain).strip("() \n").split(",") if said.split()]
        found.update([origin, *(f"{origin}.{name}" for name in names)] if origin else names)
    return found


@cache
def _module(name: str) -> tuple[Path, ...]:
    base = _ROOT.joinpath(*name.split("."))
    return tuple(path for path in (base.with_suffix(".py"), base / "__init__.py") if path.is_file())


def _tables(words: set[str], path: Path) -> list[Path]:
    above = [folder / "data" for folder in path.parents if _ROOT in folder.parents]
    beside = [path.parent, *(folder for folder in above if folder.is_dir())]
    return [file for place in beside for file in _data_files(place) if {file.stem, file.name} & words]


@cache
def _data_files(folder: Path) -> tuple[Path, ...]:
    return tuple(file for file in folder.iterdir() if file.suffix in _DATA)


def _hash(names: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for name in sorted(names):
        content = (_ROOT / name).read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]
