"""A Word file or workbook as a package: refused by name where it is none or asks too much, else its parts as XML trees.

The package is opened here and not by python-docx, which refuses a whole file for one dangling relationship (offices'
programs leave such), unpacks every picture, and limits nothing. A part is read only when it is asked for.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from schema.errors import LimitError, UnreadableError

#: An element of an lxml tree: lxml brings no types.
Element = Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
VML = "{urn:schemas-microsoft-com:vml}"
#: What may be asked of us before anything is unpacked.
MAXIMUM_ENTRIES = 5_000
MAXIMUM_BYTES = 500_000_000
MAXIMUM_PART_BYTES = 64_000_000
#: What a tree may take, so that a worker stays under a gigabyte: 5,000 x 20 plain cells take half of it.
MAXIMUM_TREE_BYTES = 700_000_000
#: A form of many like cells may shrink to a six-hundredth while it is small; at this size nothing honest does.
MAXIMUM_RATIO = 200
_RATIO_MATTERS_FROM = 32_000_000

_OFF = ("0", "false", "off", "none")
_ZIP_MARK = b"PK\x03\x04"
_ENTRY_MARK = b"PK\x01\x02"
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Bytes that lxml's tree takes for an element or a text, and for an attribute with its value (64-bit, measured).
_NODE, _ATTRIBUTE = 128, 224
# The two editions of the standard differ in the names of their spaces alone (ISO/IEC 29500-1 and -4).
_STRICT = re.compile(
    rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|spreadsheetml|drawingml|officeDocument|schemaLibrary)/"
)
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OTHERS = {"xl/": "an Excel workbook", "ppt/": "a PowerPoint file", "content.xml": "an OpenDocument file"}
_COPY = "copy it again from where it came from, or open it in Word and save it anew"
_SAVE = "open it in the program that made it, save it as .xlsx, .docx or PDF and ingest that"
_SPLIT = "cut it into one file a filing, or print it to PDF and ingest that"
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    NotImplementedError,
    ValueError,
    OSError,
    EOFError,
    zlib.error,
    RuntimeError,
    struct.error,
)


def is_package(data: bytes) -> float:
    """How sure we are that the bytes are a Word file: 0.95 by its parts, 0.2 for another zip, which we can name."""
    if not data.startswith(_ZIP_MARK):
        return 0.0
    return 0.95 if b"word/document" in data else 0.2


def is_on(switch: Element | None) -> bool:
    """Whether a switch such as `w:vanish` is there and not turned off."""
    return switch is not None and switch.get(W + "val", "1") not in _OFF


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of file that is a zip of parts: what it is called, the folder of its parts, the main one among them."""

    called: str
    folder: str
    main: str


WORD = Sort("Word file", "word/", "word/document")
WORKBOOK = Sort("workbook", "xl/", "xl/workbook")


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the kind (`image`, `styles`), the part's name, and whether it lies outside the file."""

    kind: str
    target: str
    is_external: bool


@dataclass(frozen=True, slots=True)
class Package:
    """The entries of a zip that passed, by lower-case name, the name of the main part and what that part refers to, by
    the names that its XML uses; `doubled` are the names that stand twice in the zip over different bytes."""

    archive: zipfile.ZipFile
    entries: dict[str, zipfile.ZipInfo]
    main: str
    relations: dict[str, Relation]
    doubled: tuple[str, ...] = ()

    def tree(self, name: str, most: int = MAXIMUM_PART_BYTES) -> Element:
        """The root of a part's XML. Raises `UnreadableError`, or `LimitError` where it has too many bytes."""
        if self.entries[name].file_size > most:
            raise LimitError(f"the part {name} has more than {most:,} bytes", _SPLIT)
        return parsed(self.part(name), name)

    def part(self, name: str) -> bytes:
        """The bytes of a part. Raises `UnreadableError` where it is damaged, `LimitError` where it is too large."""
        return _bytes(self.archive, self.entries[name])

    def holds(self, name: str | None) -> bool:
        """Whether what the main part calls so is a part of this file."""
        relation = self.relations.get(name or "")
        return relation is not None and not relation.is_external and relation.target in self.entries

    def named(self, kind: str) -> list[str]:
        """The names of the parts that the main part refers to as of a kind, in its order."""
        found = [one.target for one in self.relations.values() if one.kind == kind and not one.is_external]
        return [target for target in found if target in self.entries]

    def around(self, name: str) -> list[Relation]:
        """What another part refers to, of that which this file holds."""
        found = _relations(self.archive, self.entries, name).values()
        return [one for one in found if not one.is_external and one.target in self.entries]

    def related(self, kind: str) -> Element | None:
        """The root of the part that the main part names for a kind (`numbering`, `styles`), if there is one."""
        return next((self.tree(name) for name in self.named(kind)), None)


def open_package(data: bytes, sort: Sort = WORD) -> Package:
    """The package of the bytes. Raises `UnreadableError` for what is of another sort, `LimitError` for too much.

    Looked at are the directory of the zip and every XML part's head; nothing is parsed before they have passed.
    """
    if data.count(_ENTRY_MARK) > MAXIMUM_ENTRIES:
        raise LimitError(f"the file holds more than {MAXIMUM_ENTRIES:,} parts, as no {sort.called} does", _SPLIT)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _ZIP_ERRORS as error:
        raise UnreadableError(f"the file is a damaged zip ({error}): its end may be missing", _COPY) from error
    entries, doubled = _entries(archive)
    _refuse_others(entries, sort)
    _refuse_too_much(archive.infolist(), sort)
    _refuse_declarations(archive, entries)
    main = next((name for name in _main_names(archive, entries, sort) if name in entries), None)
    if main is None:
        raise UnreadableError(f"the {sort.called} has no main part ({sort.main}.xml)", _COPY)
    return Package(archive, entries, main, _relations(archive, entries, main), doubled)


def _entries(archive: zipfile.ZipFile) -> tuple[dict[str, zipfile.ZipInfo], tuple[str, ...]]:
    """The last entry of each name, and the names that two entries of different bytes bear."""
    entries: dict[str, zipfile.ZipInfo] = {}
    doubled = []
    for info in archive.infolist():
        name = info.filename.replace("\\", "/").lstrip("/").lower()
        if name in entries and (entries[name].CRC, entries[name].file_size) != (info.CRC, info.file_size):
            doubled.append(name)
        entries[name] = info
    return entries, tuple(dict.fromkeys(doubled))


def _refuse_others(entries: dict[str, zipfile.ZipInfo], sort: Sort) -> None:
    if any(name.startswith(sort.folder) for name in entries):
        return
    for prefix, what in _OTHERS.items():
        if any(name.startswith(prefix) for name in entries):
            raise UnreadableError(f"the file is {what}, not a {sort.called}", _SAVE)
    raise UnreadableError(f"the file is a zip, not a {sort.called}", "unpack it and ingest what it holds")


def _refuse_too_much(entries: list[zipfile.ZipInfo], sort: Sort) -> None:
    total = sum(entry.file_size for entry in entries)
    if total > MAXIMUM_BYTES:
        raise LimitError(f"the file unpacks to {total:,} bytes, more than {MAXIMUM_BYTES:,}", _SPLIT)
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            raise UnreadableError(
                f"the {sort.called} is encrypted", "open it with its password and save it without one"
            )
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > _RATIO_MATTERS_FROM and ratio > MAXIMUM_RATIO:
            raise LimitError(f"a part of the file grows {ratio:,.0f} times when unpacked: a zip bomb", _SPLIT)


def _refuse_declarations(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]) -> None:
    """A document type declaration can define entities without end; Office never writes one.

    A part that can't be unpacked, or is too large, declares nothing: who needs it will say so.
    """
    for name, entry in entries.items():
        if name.endswith((".xml", ".rels")) and _declares(archive, entry):
            raise UnreadableError(f"the part {name} holds a DOCTYPE, as no Office file does", _COPY)


def _declares(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    mark = "<!DOCTYPE"
    try:
        blob = _bytes(archive, entry)
    except (UnreadableError, LimitError):
        return False
    return any(mark.encode(encoding) in blob for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def _main_names(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], sort: Sort) -> Iterator[str]:
    """What the package names as its document, then where it stands by custom."""
    named = _relations(archive, entries, "").values()
    yield from (one.target for one in named if one.kind == "officeDocument" and not one.is_external)
    yield f"{sort.main}.xml"
    yield from (name for name in entries if name.startswith(sort.main) and name.endswith(".xml"))


def _relations(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], source: str) -> dict[str, Relation]:
    """What a part refers to, by the names that its XML uses; nothing where its relationships are damaged."""
    folder, file = posixpath.split(source)
    name = posixpath.join(folder, "_rels", f"{file}.rels")
    if name not in entries:
        return {}
    try:
        root = parsed(_bytes(archive, entries[name]), name)
    except (UnreadableError, LimitError):
        return {}
    return {one.get("Id", f"{index}"): _relation(one, folder) for index, one in enumerate(root.iter(_RELATION))}


def _relation(one: Element, folder: str) -> Relation:
    target, is_external = one.get("Target", ""), one.get("TargetMode") == "External"
    if not is_external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/").lower()
    return Relation(one.get("Type", "").rsplit("/", 1)[-1], target, is_external)


def _bytes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A part unpacked; never more than the directory says, whatever is packed behind it."""
    if entry.file_size > MAXIMUM_PART_BYTES:
        raise LimitError(
            f"the part {entry.filename} has {entry.file_size:,} bytes, more than {MAXIMUM_PART_BYTES:,}", _SPLIT
        )
    if entry.compress_type not in _METHODS:
        raise UnreadableError(f"the part {entry.filename} is packed as no Office file is", _COPY)
    try:
        return archive.read(entry)
    except _ZIP_ERRORS as error:
        raise UnreadableError(f"the part {entry.filename} is damaged ({error})", _COPY) from error


def parsed(blob: bytes, name: str) -> Element:
    """The root of XML without entities and of bounded size. Raises `UnreadableError` or `LimitError`."""
    from lxml import etree

    if tree_bytes(blob) > MAXIMUM_TREE_BYTES:
        raise LimitError(f"the part {name} has more elements than a filing may have", _SPLIT)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(_transitional(blob), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(f"the part {name} is broken XML ({error})", _COPY) from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableError(f"the part {name} holds a DOCTYPE, as no Office file does", _COPY)
    return root


def _transitional(blob: bytes) -> bytes:
    return _STRICT.sub(_TRANSITIONAL, blob) if b"purl.oclc.org/ooxml" in blob else blob


def tree_bytes(blob: bytes) -> int:
    """About how many bytes the tree of some XML takes: short elements take thirty times their own."""
    elements = blob.count(b"<") - blob.count(b"</")
    texts = blob.count(b">") - blob.count(b"><")
    attributes = blob.count(b'="') + blob.count(b"='")
    return _NODE * (elements + texts) + _ATTRIBUTE * attributes + len(blob)
