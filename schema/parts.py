"""What each kind of part must offer. A part is a frozen value that a module of its folder defines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from schema.document import Document
from schema.filing import Filing
from schema.finding import Finding
from schema.sight import Sight


@dataclass(frozen=True, slots=True)
class Reader:
    """Turns the bytes of one format into a `Document`.

    `accepts` looks at the content, never at the name, and says from 0 to 1 how sure it is; the surest reader reads.
    `read` is told how to read pictures, and raises a child of `JixiaoError` for what it refuses. `version` changes when
    its results may.
    """

    name: str
    version: str
    accepts: Callable[[bytes], float]
    read: Callable[[bytes, Sight], Document]


@dataclass(frozen=True, slots=True)
class Member:
    """A file within another: its path there, slashes between folders, and what it holds, or why it can't be had."""

    name: str
    data: bytes = b""
    problem: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Container:
    """A format that holds files. `is_document` says that it may be a document besides (a PDF with attachments).

    `accepts` looks at the content; `members` yields each file that it is asked for by name, the rest are never
    unpacked, and raises a child of `JixiaoError` for a container that can't be opened at all.
    """

    name: str
    accepts: Callable[[BinaryIO], bool]
    members: Callable[[BinaryIO, Callable[[str], bool]], Iterator[Member]]
    is_document: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """Something that must add up. `rules` are the names that it may raise; `run` yields what does not hold."""

    name: str
    rules: tuple[str, ...]
    run: Callable[[Filing], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the export in one format; `write(folder, table name, column names, rows, headings)` makes a table's file.

    `headings` are what stands over the columns. It raises `MissingToolError` where a package for it is not installed.
    """

    name: str
    suffix: str
    write: Callable[[Path, str, Sequence[str], Iterable[Sequence[Any]], Sequence[str]], Path]


@dataclass(frozen=True, slots=True)
class Engine:
    """Recognises the text of pictures.

    `version` names the package and its models, and `load` makes the engine ready for so many threads, as an
    `extractors.ocr.seen.Recogniser`; both raise `MissingToolError` where it is not installed.
    """

    name: str
    version: Callable[[], str]
    load: Callable[[int], Any]
