"""Hostile and damaged Word files are refused by name, quickly and without being unpacked."""

from __future__ import annotations

import io
import random
import shutil
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import office
from extractors.readers import word
from extractors.reading import read_document
from extractors.word_tree import package as word_package
from schema.document import Document, Paragraph, Table
from schema.errors import JixiaoError, LimitError, MissingToolError, UnreadableError
from tests.extractors.word_files import (
    BEGINS,
    GOES_ON,
    NAMES,
    docx,
    item,
    level,
    numbering,
    p,
    package,
    parts,
    picture,
    relations,
    run,
    span,
    story,
    tbl,
    tc,
    tr,
)

GENEROUS_SECONDS = 30


def refused(data: bytes, kind: type[JixiaoError] = UnreadableError) -> str:
    """What the refusal says; it comes soon and with advice."""
    start = time.process_time()
    with pytest.raises(kind) as caught:
        read_document(data)
    assert time.process_time() - start < GENEROUS_SECONDS
    assert caught.value.advice
    return caught.value.message


def compound(*streams: str) -> bytes:
    """The head of a compound file with a directory that names the streams."""
    data = bytearray(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 22 + struct.pack("<H", 9)).ljust(512, b"\0")
    for stream in ("Root Entry", *streams):
        data += f"{stream}\0".encode("utf-16-le").ljust(116, b"\0") + struct.pack("<I", 4) + b"\0" * 8
    return bytes(data.ljust(8192, b"\0"))


@pytest.mark.parametrize(
    ("made", "name"),
    [
        ({"xl/styles.xml": "<x/>", "[Content_Types].xml": "<x/>"}, "Excel"),
        ({"ppt/presentation.xml": "<x/>"}, "PowerPoint"),
        ({"content.xml": "<x/>", "mimetype": "application/vnd.oasis.opendocument.text"}, "OpenDocument"),
        ({"photo.jpg": "x"}, "the files in it are filings of their own"),
        ({"word/styles.xml": "<x/>"}, "main part"),
    ],
)
def test_what_is_no_word_file_is_named(made: dict[str, str | bytes], name: str) -> None:
    assert name in refused(package(made))


def test_an_encrypted_file_is_named() -> None:
    assert "encrypted" in refused(compound("EncryptionInfo", "EncryptedPackage"))
    data = bytearray(docx("正文"))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in refused(bytes(data))


def test_an_encrypted_old_file_is_named() -> None:
    data = bytearray(compound("WordDocument").ljust(16384, b"\0"))
    struct.pack_into("<H8xH", data, 5 * 512, 0xA5EC, 0x0100)
    assert "encrypted" in refused(bytes(data))


@pytest.mark.parametrize(
    ("stream", "name"), [("Workbook", "old workbook is damaged"), ("PowerPoint Document", "PowerPoint"),
                         ("Else", "no known kind")]
)  # fmt: skip
def test_other_compound_files_are_named(stream: str, name: str) -> None:
    assert name in refused(compound(stream))


RTF = rb"{\rtf1\ansi\pard One\par\trowd\cellx2000\cellx4000\intbl A\cell B\cell\row\pard Two\par}"
INSTALLED = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")


@INSTALLED
def test_an_old_file_is_converted_and_says_so() -> None:
    document = read_document(RTF)
    first, table, last = document.blocks
    assert (first, last) == (Paragraph("One"), Paragraph("Two"))
    assert isinstance(table, Table)
    assert [cell.text for cell in table.cells] == ["A", "B"]
    assert document.channel == "docx"
    assert any("converted" in warning for warning in document.warnings)


@INSTALLED
def test_a_conversion_ends_in_time_with_all_that_it_started() -> None:
    start = time.process_time()
    with pytest.raises(LimitError, match="longer"):
        office.convert(RTF, ".rtf", "docx:MS Word 2007 XML", seconds=0.01)
    assert time.process_time() - start < GENEROUS_SECONDS


@INSTALLED
def test_an_old_file_of_nonsense_is_named() -> None:
    refused(compound("WordDocument"))


def test_the_xml_of_2003_is_named() -> None:
    assert "2003" in refused(b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>')


def test_an_old_file_needs_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda name: None)
    monkeypatch.setattr(office._HELD, "office", None)
    for data in (compound("WordDocument"), b"{\\rtf1 x}"):
        with pytest.raises(MissingToolError, match="LibreOffice") as caught:
            read_document(data)
        assert "install" in caught.value.advice


def test_a_part_that_grows_without_measure_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = package(parts(story(" " * 40_000_000)))
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("was unpacked"))
    assert "zip bomb" in refused(bomb, LimitError)


def test_many_large_parts_are_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    piece = random.Random(1).randbytes(4_000) * 1_000
    bomb = package(parts(story("正文")) | {f"word/media/{index}.bin": piece for index in range(4)})
    monkeypatch.setattr(word_package, "MAXIMUM_BYTES", 15_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("was unpacked"))
    assert "unpacks to" in refused(bomb, LimitError)


def test_a_large_part_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    data = docx("正文" * 10_000)
    monkeypatch.setattr(word_package, "MAXIMUM_PART_BYTES", 20_000)
    assert "document.xml" in refused(data, LimitError)


def test_many_entries_are_refused_before_the_directory_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = package(parts(story("正文")) | {f"word/{index}": "" for index in range(word_package.MAXIMUM_ENTRIES)})
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_: pytest.fail("was opened"))
    assert "parts" in refused(data, LimitError)


def test_a_size_that_lies_yields_no_more_than_it_says() -> None:
    data = bytearray(docx("正文" * 100_000))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        entry = archive.getinfo("word/document.xml")
    place = data.rindex(b"word/document.xml", 0, data.rindex(b"word/_rels")) - 46
    assert struct.unpack_from("<I", data, place + 24)[0] == entry.file_size
    struct.pack_into("<I", data, place + 24, 1_000)
    refused(bytes(data))


def test_short_elements_without_number_are_refused_before_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lxml.etree.fromstring", lambda *_: pytest.fail("was parsed"))
    dense = story("<w:p/>" * 10 + "".join(f"<w:p><w:r w:a='{index}'/></w:p>" for index in range(30)) * 60_000)
    made = parts(dense)
    del made["_rels/.rels"], made["word/_rels/document.xml.rels"]
    assert "elements" in refused(package(made, zipfile.ZIP_STORED), LimitError)


ENTITIES = '<!DOCTYPE w:document [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "_rels/.rels", "customXml/item1.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_a_doctype_in_any_part_is_refused_before_parsing(
    name: str, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lxml.etree.fromstring", lambda *_: pytest.fail("was parsed"))
    made = parts(story("正文")) | {name: f'<?xml version="1.0"?>{ENTITIES}<x>&b;&c;</x>'.encode(encoding)}
    assert "DOCTYPE" in refused(package(made))


def test_a_doctype_in_an_odd_encoding_is_refused_too() -> None:
    part = f'<?xml version="1.0" encoding="UTF-32LE"?>{ENTITIES}{story("&b;")[38:]}'.encode("utf-32-le")
    refused(package(parts(part)))


@pytest.mark.parametrize(
    "block",
    [
        tbl(tr(tc("甲", properties=span(100_000_000)))),
        tbl(tr("甲", properties='<w:gridBefore w:val="100000000"/>')),
        tbl(tr(*["甲"] * 1_001)),
        tbl(tr(*[tc("甲", properties=span(900))] * 2)),
    ],
)
def test_spans_without_measure_are_refused(block: str) -> None:
    assert "columns" in refused(docx(block), LimitError)


def test_cells_without_number_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.word_text.tables.MAXIMUM_CELLS", 100)
    assert "cells" in refused(docx(tbl(*[tr(*"甲乙丙")] * 40)), LimitError)


def test_paragraphs_without_number_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "MAXIMUM_PARAGRAPHS", 100)
    assert "paragraphs" in refused(many(p(), 200), LimitError)


@pytest.mark.parametrize(
    "document",
    [
        "",
        "<w:document>",
        "no xml",
        story("正文")[:-20],
        f"<w:document {NAMES}/>",
        story("a\x00b"),
        story("正文").encode("gb18030"),
    ],
)
def test_broken_xml_is_named(document: str | bytes) -> None:
    refused(package(parts(document)))


def test_pictures_without_text_are_named() -> None:
    picture = '<w:r><w:drawing><a:blip r:embed="rId1"/></w:drawing></w:r>'
    assert "pictures" in refused(docx(p(picture)))
    assert "no text" in refused(docx(p()))


@pytest.mark.parametrize("share", [0.02, 0.3, 0.9, 0.999])
def test_a_truncated_file_is_named(share: float) -> None:
    data = docx(*["正文" * 200] * 50)
    assert "damaged" in refused(data[: int(len(data) * share)])


def test_depth_without_end_is_named_or_read() -> None:
    table = "<w:tbl><w:tr><w:tc>" * 20_000 + p("甲") + "</w:tc></w:tr></w:tbl>" * 20_000
    assert "XML" in refused(docx(table))
    deep = "甲"
    for _ in range(70):
        deep = tbl(tr(tc(deep, p()), "乙"), tr("丙", "丁"))
    assert len(read_document(docx(deep)).blocks) == 70


def many(block: str, count: int = 20_000) -> bytes:
    return docx(block * count)


def marked(text: str) -> str:
    return p(text, properties='<w:rPr><w:del w:id="1"/></w:rPr>')


def boxed(text: str) -> str:
    return f"<w:r><w:drawing><w:txbxContent>{p(text)}</w:txbxContent></w:drawing></w:r>"


ASKING = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('甲')}</w:sdtContent></w:sdt>{p('乙')}"
OPENED = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
GRID = tbl(tr("甲", "乙"), tr("丙", "丁"))
ALL_LEVELS = numbering(level(0, "decimal", "%1%2%3%4%5%6%7%8%9" * 9))
LARGE = {
    "deleted marks": lambda: many(marked("甲")),
    "fields left open, one a paragraph": lambda: many(p(OPENED)),
    "fields left open in one paragraph": lambda: docx(p(OPENED * 20_000, "甲"), "乙"),
    "text boxes, one a paragraph": lambda: many(p(boxed("甲")), 10_000),
    "text boxes of one paragraph": lambda: docx(p(boxed("甲") * 10_000)),
    "unfilled controls": lambda: many(ASKING, 10_000),
    "tables in one cell": lambda: docx(tbl(tr(tc(GRID * 5_000, p())))),
    "tables that go on": lambda: docx(tbl(tr("甲", "乙"), widths=(1, 2)) * 5_000),
    "tables that go on without a beginning": lambda: docx(
        tbl(tr("丙", "丁"), *[tr("甲", "乙")] * 2, widths=(1, 2)) * 5_000
    ),
    "merges from nowhere": lambda: docx(tbl(tr(tc("甲", properties=GOES_ON) * 2)) * 5_000),
    "a paragraph of 200,000 characters": lambda: docx(p("汉" * 200_000)),
    "cells of 200,000 characters": lambda: docx(tbl(tr(*["汉" * 200_000] * 2))),
    "160 x 160 cells": lambda: docx(tbl(*[tr(*["1"] * 160)] * 160)),
    "numbers of nine levels": lambda: docx(*[item("甲", index % 9) for index in range(10_000)], numbering=ALL_LEVELS),
    "hidden runs": lambda: docx(p(run("甲", "<w:vanish/>") * 20_000, "乙")),
    "note marks": lambda: docx(p("14", run("3", '<w:vertAlign w:val="superscript"/>') * 20_000)),
    "struck runs": lambda: docx(p(run("甲", "<w:strike/>") * 20_000, "乙")),
    "pictures of one cell": lambda: docx(tbl(tr(tc(p(picture(3, 1) * 10_000)), "乙"))),
    "objects without number": lambda: many(
        p('<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.8"/></w:object></w:r>', "甲"), 5_000
    ),
    "covered rows": lambda: docx(tbl(tr(tc("甲", properties=BEGINS)), *[tr(tc("乙", properties=GOES_ON))] * 5_000)),
    "controls with data": lambda: docx(
        p(*["<w:sdt><w:sdtPr><w:dataBinding w:xpath='/a/b'/></w:sdtPr><w:sdtContent/></w:sdt>"] * 5_000, "甲")
    ),
    "sections": lambda: docx(
        *[p("甲", properties="<w:sectPr><w:headerReference r:id='rId1'/></w:sectPr>")] * 5_000,
        header=f"<w:hdr {NAMES}>{p('单位：万元') * 5_000}</w:hdr>",
    ),
    "chunks": lambda: docx('<w:altChunk r:id="rId1"/>' * 5_000, "甲", aFChunk="<table><tr><td>" * 2_000),
    "notes": lambda: docx(
        *[p(f'<w:r><w:footnoteReference w:id="{index}"/></w:r>', "甲") for index in range(5_000)],
        footnotes=f"<w:footnotes {NAMES}>"
        + "".join(f'<w:footnote w:id="{index}">{p("注")}</w:footnote>' for index in range(5_000))
        + "</w:footnotes>",
    ),
    "comments": lambda: docx(
        *[p(f'<w:r><w:commentReference w:id="{index}"/></w:r>') for index in range(5_000)],
        "甲",
        comments=f"<w:comments {NAMES}>"
        + "".join(f'<w:comment w:id="{index}">{p("注")}</w:comment>' for index in range(5_000))
        + "</w:comments>",
    ),
    "nested fields": lambda: docx(p(OPENED * 20_000 + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' * 20_000, "甲")),
    "a long code": lambda: docx(p(f"<w:r><w:instrText>eq \\o{' ' * 200_000}</w:instrText></w:r>", "甲")),
    "long lines between tables": lambda: docx(GRID, *["（续" * 20_000, "（" * 200_000] * 10, GRID),
}


@pytest.mark.parametrize("make", LARGE.values(), ids=LARGE.keys())
def test_large_numbers_of_anything_cost_in_proportion(make: Callable[[], bytes]) -> None:
    data = make()
    start = time.process_time()
    try:
        assert read_document(data).blocks
    except UnreadableError as error:
        assert "no text" in error.message
    assert time.process_time() - start < GENEROUS_SECONDS


def test_a_high_merge_is_one_cell() -> None:
    rows = [tr(tc("甲", properties='<w:vMerge w:val="restart"/>'), "1"), *[tr(tc(properties=GOES_ON), "2")] * 2_999]
    (table,) = read_document(docx(tbl(*rows))).blocks
    assert isinstance(table, Table)
    assert table.cells[0].rowspan == 3_000
    assert len(table.cells) == 3_001


def test_a_bomb_takes_little_memory() -> None:
    bomb = package(parts(story(" " * 40_000_000)))
    tracemalloc.start()
    refused(bomb, LimitError)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


WHOLE = docx(
    "一、概况",
    tbl(tr(tc("甲", properties=span(2)), "乙"), tr("丙", "丁", "3")),
    item("丁"),
    numbering=numbering(level(0, "decimal", "%1.")),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=12),
    st.integers(0, len(WHOLE)),
)
def test_damage_makes_nothing_but_our_errors(changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(WHOLE)
    for place, byte in changes:
        data[place] = byte
    for damaged in (bytes(data), bytes(data[:cut] + data[cut + 7 :])):
        try:
            assert isinstance(word.read(damaged), Document)
        except JixiaoError as error:
            assert error.advice


RELATIONS = (
    ("numbering", "numbering.xml"), ("styles", "styles.xml"), ("header", "header.xml"), ("footnotes", "footnotes.xml"),
    ("comments", "comments.xml"), ("customXml", "../customXml/item1.xml"), ("aFChunk", "chunk.html"),
    ("aFChunk", "chunk.docx"), ("image", "media/a.png"),
)  # fmt: skip
RICH: dict[str, str | bytes] = parts(
    story(
        p("项目绩效目标表", '<w:r><w:footnoteReference w:id="1"/></w:r>'),
        tbl(
            tr("指标", tc("值", properties=BEGINS)),
            tr(tc(p("长度", run("3", '<w:vertAlign w:val="superscript"/>'))), tc("3.2", properties=GOES_ON)),
            tr(
                tc(p(run("旧", "<w:strike/>"), run("隐", '<w:rStyle w:val="h"/>'))),
                tc(p(picture(3, 1, 'r:embed="rId9"'))),
            ),
        ),
        '<w:altChunk r:id="rId7"/><w:altChunk r:id="rId8"/>',
        p(
            "<w:sdt><w:sdtPr><w:showingPlcHdr/><w:dataBinding w:xpath='/a/b'/></w:sdtPr>"
            f"<w:sdtContent>{run('单击')}</w:sdtContent></w:sdt>",
            '<w:fldSimple w:instr="=SUM(ABOVE)"/><w:r><w:commentReference w:id="1"/></w:r>',
        ),
        item("概况"),
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/></w:sectPr>',
    )
) | {
    "word/_rels/document.xml.rels": relations(*RELATIONS),
    "word/numbering.xml": numbering(level(0, "decimal", "%1.")),
    "word/styles.xml": f'<w:styles {NAMES}><w:style w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>',
    "word/header.xml": f"<w:hdr {NAMES}>{p('单位：万元')}</w:hdr>",
    "word/footnotes.xml": f'<w:footnotes {NAMES}><w:footnote w:id="1">{p("注")}</w:footnote></w:footnotes>',
    "word/comments.xml": f'<w:comments {NAMES}><w:comment w:id="1">{p("核实")}</w:comment></w:comments>',
    "customXml/item1.xml": "<a><b>值</b></a>",
    "word/chunk.html": "<table><tr><td rowspan=2>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>",
    "word/chunk.docx": docx("内"),
    "word/media/a.png": b"\x89PNG",
}
MAIN = "word/document.xml"
SPLICES = (
    "<",
    ">",
    "&",
    '"',
    "\x00",
    "</w:p>",
    "<w:p>",
    "<w:tbl/>",
    "<w:tc/>",
    "<w:tr/>",
    "\ufffe",
    "9" * 30,
    "<!--",
    "]]>",
)


def test_the_rich_file_is_read_whole() -> None:
    document = read_document(package(RICH))
    assert {sentence.split(":")[0] for sentence in document.unread} == {
        "struck-out texts, left out", "hidden texts, left out", "comments, not read",
        "texts under merged cells, left out",
        "pictures that may hold content, not read", "fields without a result that can be read",
    }  # fmt: skip
    assert document.blocks[0] == Paragraph("单位：万元")
    assert document.blocks[-1] == Paragraph("注")


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(RICH)), st.data())
def test_a_mutated_part_makes_nothing_but_our_errors(name: str, data: st.DataObject) -> None:
    part = RICH[name]
    blob = bytearray(part.encode() if isinstance(part, str) else part)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(blob)))
        length = data.draw(st.sampled_from((0, 0, 1, 5, 60)))
        blob[at : at + length] = data.draw(st.sampled_from(SPLICES)).encode()
    try:
        document = read_document(package(RICH | {name: bytes(blob)}))
    except JixiaoError as error:
        assert error.advice
        assert name in (MAIN, "_rels/.rels") or "DOCTYPE" in error.message
    else:
        assert document.blocks


@settings(max_examples=60, deadline=None)
@given(st.sets(st.sampled_from(sorted(set(RICH) - {MAIN})), min_size=1))
def test_missing_parts_cost_no_more_than_themselves(missing: set[str]) -> None:
    document = read_document(package({name: part for name, part in RICH.items() if name not in missing}))
    assert any("项目绩效目标表" in block.text for block in document.blocks if isinstance(block, Paragraph))


def damaged(name: str) -> bytes:
    """The rich file with bytes of one packed part turned over."""
    data = bytearray(package(RICH, zipfile.ZIP_STORED))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        entry = archive.getinfo(name)
    start = entry.header_offset + 30 + len(name)
    for place in range(start, start + min(entry.file_size, 40)):
        data[place] ^= 0x55
    return bytes(data)


@pytest.mark.parametrize("name", sorted(set(RICH) - {MAIN}))
def test_a_damaged_part_costs_no_more_than_itself(name: str) -> None:
    document = read_document(damaged(name))
    assert any("项目绩效目标表" in block.text for block in document.blocks if isinstance(block, Paragraph))
    assert len(document.unread) >= (5 if name.startswith("word/_rels") else 6)


def test_a_part_that_stands_twice_is_told() -> None:
    file = io.BytesIO(package(RICH))
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(MAIN, story("另一份"))
        archive.writestr("customXml/item1.xml", RICH["customXml/item1.xml"])
    document = read_document(file.getvalue())
    assert document.blocks == (Paragraph("另一份"),)
    assert document.unread == (f"the part {MAIN} stands twice in the file, one of them was not read",)


def test_a_part_that_nobody_needs_may_be_packed_oddly_or_be_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.BytesIO(docx("正文"))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/media/a.png", b"x" * 100, zipfile.ZIP_LZMA)
        archive.writestr("customXml/item1.xml", b"<x>" + b"y" * 100_000 + b"</x>")
    monkeypatch.setattr(word_package, "MAXIMUM_PART_BYTES", 50_000)
    assert read_document(file.getvalue()).blocks == (Paragraph("正文"),)


FRAGMENTS = ("<w:p>", "</w:p>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:sdt>", "</w:sdt>",
             "<w:sdtContent>", "</w:sdtContent>", "<w:r>", "</w:r>", "<w:t>甲</w:t>", "<w:tab/>", "<w:vanish/>",
             "<w:rPr>", "</w:rPr>", "<w:pPr>", "</w:pPr>", "<w:del>", "</w:del>", "<w:ins>", "</w:ins>",
             "<w:txbxContent>",
             "</w:txbxContent>", "<mc:AlternateContent>", "</mc:AlternateContent>", "<w:showingPlcHdr/>", "<w:vMerge/>",
             '<w:gridSpan w:val="3"/>', '<w:fldChar w:fldCharType="begin"/>', "<w:numPr/>", "<w:hMerge/>", "<w:trPr>",
             "</w:trPr>", "<w:checkBox/>", "<w:ddList/>", "<w:cellDel/>", "<w:moveFrom/>", "<w:sym/>")  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40))
def test_elements_in_any_order_make_nothing_but_our_errors(pieces: list[str]) -> None:
    closed: list[str] = []
    body = ""
    for piece in pieces:  # made well formed, so that it is the reader and not the parser that is tried
        if piece.startswith("</"):
            while piece[2:-1] in closed:
                body += f"</{(last := closed.pop())}>"
                if last == piece[2:-1]:
                    break
            continue
        body += piece
        if not piece.endswith("/>") and "</" not in piece:
            closed.append(piece[1:-1])
    body += "".join(f"</{name}>" for name in reversed(closed))
    try:
        assert isinstance(
            read_document(docx("<w:p/>" + body, numbering=numbering(level(0, "decimal", "%1")))), Document
        )
    except JixiaoError as error:
        assert error.advice
