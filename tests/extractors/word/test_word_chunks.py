"""Parts that lie in a Word file in a format of their own are read in their places, or named."""

from __future__ import annotations

import base64

import pytest

from extractors.reading import read_document
from schema.document import Cell, Document, Paragraph, Table
from tests.extractors.papers import texts_of
from tests.extractors.word_files import BEGINS, GOES_ON, docx, linked, p, picture, span, story, tbl, tc, tr

CHUNK = '<w:altChunk r:id="rId1"/>'
UNREAD = "embedded parts in a format of their own, not read: 1 (near “前”)"
PAGE = "<html><head><title>无</title><meta charset='utf-8'><style>p{}</style></head><body>%s</body></html>"


def read(data: str | bytes, name: str = "a.bin", blocks: tuple[str, ...] = ("前", CHUNK, "后")) -> Document:
    return read_document(linked(story(*blocks), {"rId1": ("aFChunk", name)}, {f"word/{name}": data}))


TABLE = "<table><tr><th>指标</th><th>值</th></tr><tr><td>里程</td><td>≥3.6公里</td></tr></table>"
GRID = [["指标", "值"], ["里程", "≥3.6公里"]]


@pytest.mark.parametrize(
    "data",
    [
        PAGE % TABLE,
        TABLE.encode("gb18030"),
        (PAGE % TABLE).encode("utf-16"),
        '<!DOCTYPE html><?xml version="1.0"?>' + PAGE % TABLE.upper(),
        TABLE.replace("</td>", "").replace("</tr>", ""),
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
        "--x\nContent-Type: text/html; charset=utf-8\n"
        f"Content-Transfer-Encoding: base64\n\n{base64.b64encode(TABLE.encode()).decode()}\n--x--\n",
        docx(tbl(tr("指标", "值"), tr("里程", "≥3.6公里"))),
        "指标\t值\n里程\t≥3.6公里\n",
    ],
    ids=["html", "gb18030", "utf-16", "doctype", "unclosed", "web archive", "word", "text"],
)
def test_a_table_comes_back_in_its_place(data: str | bytes) -> None:
    document = read(data)
    assert texts_of(document) == ["前", GRID, "后"]
    assert document.unread == ()


def test_a_page_says_its_lines_and_titles_and_no_scripts() -> None:
    page = PAGE % (
        "一、<b>概</b>况<p>二 &nbsp; 三</p><script>x</script><div style='display: none'>隐</div>绩效\n目标<br>末"
        "<table><caption>表一</caption><tr><td><p>甲</p><p>乙</p></td><td><ul><li>丙</ul></td></tr></table>"
    )
    assert texts_of(read(page)) == ["前", "一、概况", "二 三", "绩效目标", "末", "表一", [["甲\n乙", "丙"]], "后"]


def test_spans_of_a_page_are_those_of_the_table() -> None:
    page = (
        "<table><tr><td rowspan=3>产出</td><td colspan='2'>数量</td><td rowspan=9>注</td></tr>"
        "<tr><td>里程</td><td rowspan=2>3</td></tr><tr><td>座</td></tr></table>"
    )
    table = read(page).blocks[1]
    assert isinstance(table, Table)
    assert table.cells == (
        Cell("产出", 0, 0, 3), Cell("数量", 0, 1, 1, 2), Cell("注", 0, 3, 3),
        Cell("里程", 1, 1), Cell("3", 1, 2, 2), Cell("座", 2, 1),
    )  # fmt: skip


def test_a_table_in_a_table_of_a_page_follows_it() -> None:
    inner = "<table><tr><td>1<td>2<tr><td>3<td>4</table>"
    assert texts_of(read(f"<table><tr><td>甲{inner}<td>乙</table>"))[1:3] == [[["甲", "乙"]], [["1", "2"], ["3", "4"]]]


def test_a_chunk_in_a_cell_stays_in_the_cell() -> None:
    table = tbl(tr("甲", tc(CHUNK, p())))
    assert texts_of(read("<p>3.8公里</p>", blocks=(table,))) == [[["甲", "3.8公里"]]]


def test_another_word_file_keeps_its_merges_and_loses_its_lists() -> None:
    inside = tbl(
        tr(tc("类", properties=span(2) + BEGINS), "1"),
        tr(tc(properties=span(2) + GOES_ON), tc(p("二", properties='<w:numPr><w:numId w:val="1"/></w:numPr>'))),
    )
    document = read(docx(inside, p(picture(16, 9))))
    table = document.blocks[1]
    assert isinstance(table, Table)
    assert [(cell.text, cell.rowspan) for cell in table.cells] == [("类", 2), ("1", 1), ("二", 1)]
    assert document.unread == ("pictures that may hold content, not read: 1 (behind table 1)",)


@pytest.mark.parametrize(
    "data",
    [
        b"{\\rtf1 x}",
        b"\x89PNG\x00\x01\x02" * 50,
        b"",
        b"PK\x03\x04word/document",
        docx(p("甲"))[:-40],
        "<html></html>",
        "MIME-Version: 1.0\n\nx",
        "MIME-Version: 1.0\n"
        + "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3_000)),
        "<table>" + "<tr>" + "<td>1" * 100_001,
        "<table>" + "<tr><td rowspan=65000 colspan=1000>1" + "<tr><td>2" * 60_000,
        docx("甲", CHUNK),
    ],
    ids=["rtf", "binary", "empty", "no zip", "cut", "blank", "bare", "archives", "many cells", "high spans",
         "chunk in chunk"],
)  # fmt: skip
def test_what_cannot_be_read_is_named_and_costs_no_more(data: bytes | str) -> None:
    document = read(data)
    assert [document.blocks[0], document.blocks[-1]] == [Paragraph("前"), Paragraph("后")]
    assert document.unread[0].startswith("embedded parts in a format of their own, not read: 1")


def test_a_chunk_that_is_too_large_or_elsewhere_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.word_tree.chunks.MAXIMUM_BYTES", 10)
    assert read(TABLE).unread == (UNREAD,)
    assert read(TABLE, "http://x/y.html").unread == ("contents linked from other files, not read: 1 (near “前”)",)


def test_pictures_of_a_page_are_judged_like_others() -> None:
    assert read(TABLE + "<img src=a.png width=600 height=300>").unread == (
        "pictures that may hold content, not read: 1 (behind table 1)",
    )
    assert read(TABLE + "<img src=a.png width=1 height=1>").unread == ()
