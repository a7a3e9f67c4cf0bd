"""Hostile files of the OpenDocument and OFD standards, old workbooks, archives: refused by name, or read, and soon."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable

import pytest

from extractors.opening import container_of, members_of
from extractors.reading import read_document
from schema.errors import JixiaoError
from tests.containers.archives import mailed, zipped
from tests.extractors.book_files import Sheet, as_old, as_open, as_xml, open_file
from tests.extractors.ofd_files import grid, ofd, path, text
from tests.hostile.test_hostile_sheet import SECONDS, told

ROWS = [("一级指标", "三级指标", "指标值"), ("产出", "里程", "3.6"), ("效益", "合格率", "95%")]
DECLARED = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
NESTED = "<text:span>" * 100_000 + "深" + "</text:span>" * 100_000

POINT = "<text:list-item><text:p>点</text:p></text:list-item>"
LEVEL = '<text:list-level-style-number text:level="1" style:num-format="1"/>'


def with_content(kind: str, content: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
    return stream.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "entities in a workbook": lambda: with_content("spreadsheet", f"{DECLARED}<x>&b;</x>"),
    "entities in a text": lambda: with_content("text", f"{DECLARED}<x>&b;</x>"),
    "entities in an OFD file": lambda: ofd(more={"Doc_0/Document.xml": f"{DECLARED}<x>&b;</x>"}),
    "tags without end in a text": lambda: open_file("text", f"<text:p>{NESTED}</text:p>"),
    "tags without end in a workbook": lambda: open_file("spreadsheet", f"<table:table>{NESTED}</table:table>"),
    "tags without end in an OFD file": lambda: ofd("<ofd:PageBlock>" * 100_000 + "</ofd:PageBlock>" * 100_000),
    "a bomb in a workbook": lambda: open_file("spreadsheet", " " * 60_000_000),
    "a bomb in a text": lambda: open_file("text", " " * 60_000_000),
    "a bomb in an OFD file": lambda: ofd(text(" " * 60_000_000, 1, 1)),
    "a million empty rows": lambda: open_file(
        "spreadsheet",
        "<table:table>" + "<table:table-row><table:table-cell/></table:table-row>" * 1_000_000 + "</table:table>",
    ),
    "rows that repeat without end": lambda: open_file(
        "spreadsheet",
        '<table:table><table:table-row table:number-rows-repeated="9999999"><table:table-cell '
        'table:number-columns-repeated="9999999"/></table:table-row></table:table>' * 200,
    ),
    "columns that repeat without end": lambda: open_file(
        "spreadsheet",
        '<table:table><table:table-column table:number-columns-repeated="9999999" table:visibility="collapse"/>'
        "</table:table>" * 200,
    ),
    "rows hidden again and again": lambda: as_xml(Sheet(ROWS)).replace(
        b"<Table>", b"<Table>" + b'<Row ss:Index="1" ss:Span="1048575" ss:Hidden="1"/>' * 2_000
    ),
    "blanks without end": lambda: open_file("text", "<text:p>甲" + '<text:s text:c="999999"/>' * 300_000 + "</text:p>"),
    "cells that repeat without end": lambda: open_file(
        "text",
        '<table:table><table:table-row table:number-rows-repeated="9999999"><table:covered-table-cell '
        'table:number-columns-repeated="9999999"/></table:table-row></table:table>' * 20,
    ),
    "lists of ever another style": lambda: open_file(
        "text",
        "".join(f'<text:list text:style-name="L{n}">{POINT}</text:list>' for n in range(20_000)),
        styles="".join(f'<text:list-style style:name="L{n}">{LEVEL}</text:list-style>' for n in range(20_000)),
    ),
    "boxes within boxes": lambda: open_file(
        "text", "<text:p><draw:frame><draw:text-box>" * 50 + "</draw:text-box></draw:frame></text:p>" * 50
    ),
    "cells of nothing that repeat": lambda: open_file(
        "spreadsheet",
        '<table:table><table:table-row table:number-rows-repeated="399999"><table:table-cell '
        'table:number-columns-repeated="999"><text:p/></table:table-cell></table:table-row></table:table>',
    ),
    "spans beyond all": lambda: as_open(Sheet(ROWS, [((0, 0), (9_999_990, 9_999_990))])),
    "steps without end": lambda: ofd(text("甲乙丙", 1, 1, steps="g 999999 1 " * 50_000)),
    "a path without end": lambda: ofd(path("L 1 1 " * 400_000)),
    "a grid without end": lambda: ofd(*[grid(range(200), range(200)) + text("甲", 5, 5)] * 2),
    "a page that is its own template": lambda: ofd(text("甲", 1, 1), template='<ofd:Template TemplateID="90"/>'),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_soon(name: str) -> None:
    made = HOSTILE[name]()
    begun = time.monotonic()
    told(made)
    assert time.monotonic() - begun < SECONDS


@pytest.mark.parametrize("name", ["entities in a workbook", "entities in a text", "entities in an OFD file"])
def test_declarations_are_refused_by_name(name: str) -> None:
    assert "DOCTYPE" in told(HOSTILE[name]())


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("kind", ["old", "open", "ofd"])
def test_damaged_files_are_read_or_refused(kind: str, seed: int) -> None:
    whole = bytearray({"old": lambda: as_old(Sheet(ROWS)), "open": lambda: as_open(Sheet(ROWS)),
                       "ofd": lambda: ofd(text("甲乙", 1, 1))}[kind]())  # fmt: skip
    chance = random.Random(seed)
    for _ in range(chance.choice([1, 5, 50])):
        whole[chance.randrange(len(whole))] = chance.randrange(256)
    told(bytes(whole[: chance.choice([len(whole), chance.randrange(1, len(whole))])]))


@pytest.mark.parametrize("seed", range(30))
def test_damaged_containers_are_opened_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    whole = bytearray(chance.choice([zipped({"a.txt": b"1" * 99, "b.txt": b"2"}), mailed({"a.txt": b"1" * 99})]))
    for _ in range(chance.choice([1, 5, 50])):
        whole[chance.randrange(len(whole))] = chance.randrange(256)
    file = io.BytesIO(bytes(whole))
    container = container_of(file)
    try:
        for member in members_of(file, container, lambda _name: True) if container else ():
            assert member.data is not None
    except JixiaoError as refused:
        assert refused.message


def test_an_archive_of_many_files_is_refused_soon() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(25_000):
            archive.writestr(f"{number}.txt", b"")
    begun = time.monotonic()
    with pytest.raises(JixiaoError, match="more than 20,000 files"):
        read_document(stream.getvalue())
    assert time.monotonic() - begun < SECONDS
