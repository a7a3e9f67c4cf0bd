"""A web page comes back as its text and tables, without the site around it; what it only names is named."""

from __future__ import annotations

import base64
import contextlib
import time

import pytest

from extractors.reading import read_document
from schema.document import Document
from schema.errors import JixiaoError, LimitError, UnreadableError
from tests.extractors.papers import texts_of

TABLE = (
    '<table><tr><td rowspan="2">产出指标</td><td>指标名称</td><td>年度指标值</td></tr>'
    "<tr><td>农村公路养护里程</td><td>≥3.6公里</td></tr><tr><td colspan=2>合计若干指标</td><td>100</td></tr></table>"
)
GRID = [["产出指标", "指标名称", "年度指标值"], ["农村公路养护里程", "≥3.6公里"], ["合计若干指标", "100"]]
MENU = "<ul><li><a href=/>首页</a><li><a href=/a>政务公开</a><li><a href=/b>办事服务</a></ul>"


def page(body: str, charset: str = "utf-8", title: str = "") -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}</title></head><body>{body}</body></html>'
    )


def read(body: str, title: str = "") -> Document:
    return read_document(page(body, title=title).encode())


def test_tables_have_their_spans_and_the_page_no_pages() -> None:
    document = read(f"<p>绩效目标表</p>{TABLE}")
    assert (document.channel, document.pages, document.unread) == ("html", None, ())
    assert texts_of(document) == ["绩效目标表", GRID]
    cells = document.blocks[1].cells  # type: ignore[union-attr]
    assert (cells[0].rowspan, cells[5].colspan) == (2, 2) and document.blocks[1].exact  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("says", "is_in"),
    [
        ("gb2312", "gbk"), ("gb2312", "gb18030"), ("gbk", "gbk"), ("utf-8", "utf-8"), ("utf-8", "gb18030"),
        ("gb2312", "utf-8"), ("big5", "utf-8"), ("utf-8", "utf-8-sig"), ("utf-8", "utf-16"), ("zip", "gbk"),
        ("hex", "gbk"), ("base64", "gbk"), ("undefined", "gbk"), ("nobodys", "gbk"),
    ],
)  # fmt: skip
def test_encodings_by_what_the_page_says_and_by_content(says: str, is_in: str) -> None:
    assert texts_of(read_document(page(TABLE, says).encode(is_in))) == [GRID]


def test_an_encoding_that_content_cannot_tell_is_the_one_that_the_page_says() -> None:
    table = "<table><tr><td>目的</td><td>數量</td></tr><tr><td>公路里程</td><td>三千</td></tr></table>"
    assert texts_of(read_document(page(table, "big5").encode("big5"))) == [[["目的", "數量"], ["公路里程", "三千"]]]


@pytest.mark.parametrize(
    "around",
    [
        "<div id=header><img src=logo.png></div>{}",
        "<nav>站点导航</nav>{}<footer>联系我们</footer>",
        MENU + "{}",
        '<div class="crumbs">您的位置：<a href=/>首页</a> &gt; 公开</div>{}',
        '<div class="page-footer"><p>地址：某路1号</p></div>{}',
        "{}<p>版权所有：某县人民政府</p>",
        "<span>发布时间：2023-02-18</span> <span>浏览次数：<em>128</em></span>{}",
        "<script>if(1<2){{document.write('<table>')}}</script><style>td{{x:y}}</style>{}",
        "<form><input value=请输入关键字><select><option selected>全站</select></form>{}",
        "{}<div>上一篇：<a href=/x>别的</a></div><div>下一篇：没有了</div>",
        "<table><tr><td>" + MENU + "</td><td>{}</td></tr></table>",
        "<div class=info>来源：财政局</div>{}",
        "<div style='display:none'>分享</div>{}",
    ],
)
def test_the_site_around_the_filing_is_left_out(around: str) -> None:
    document = read(around.format("<h1>绩效目标表</h1>" + TABLE))
    assert texts_of(document) == ["绩效目标表", GRID]
    assert document.unread == ()


@pytest.mark.parametrize(
    "body",
    [
        '<div class="header">{}</div>',
        '<div id="footer">{}</div>',
        "<nav>{}</nav>",
        "<table><tr><td><table><tr><td>{}</td></tr></table></td></tr></table>",
        "<div class=nav-info><div>{}</div></div>",
    ],
)
def test_a_table_is_kept_whatever_is_around_it(body: str) -> None:
    assert GRID in texts_of(read(body.format(TABLE)))


@pytest.mark.parametrize(
    "line",
    [
        "<div class=header><h1>绩效目标表</h1></div>",
        "<div class=info><a href=a.pdf>绩效目标表</a></div>",
        "<table><tr><td><p>绩效目标表</p></td><td>" + TABLE + "</td></tr></table>",
    ],
    ids=["heading", "attachment", "layout"],
)
def test_lines_of_the_filing_are_kept_as_lines_whatever_is_around_them(line: str) -> None:
    assert texts_of(read(line if TABLE in line else line + TABLE)) == ["绩效目标表", GRID]


def test_long_text_is_kept_whatever_its_element_is_called() -> None:
    text = "一是完成农村公路养护。" * 40
    assert texts_of(read(f"<div class=info>{text}</div>")) == [text]


def test_lines_in_a_table_are_never_the_sites() -> None:
    rows = "<tr><td>资金</td><td>来源：财政拨款</td></tr><tr><td>项目负责人姓名和电话</td><td>发布时间：2023</td></tr>"
    assert texts_of(read(f"<table>{rows}{rows}</table>"))[0][0] == ["资金", "来源：财政拨款"]


def test_the_title_stands_for_a_heading_that_the_page_lacks() -> None:
    title = "甲县水利局2022年度绩效自评表_甲县人民政府"
    assert texts_of(read(TABLE, title))[0] == "甲县水利局2022年度绩效自评表"
    assert texts_of(read(f"<h1>甲县水利局2022年度 绩效自评表</h1>{TABLE}", title))[0] == "甲县水利局2022年度 绩效自评表"


def test_fields_of_a_form_in_a_table_say_what_was_entered() -> None:
    rows = (
        "<tr><td>项目名称</td><td><input value='农村公路养护'></td></tr><tr><td>是否完成</td><td>"
        "<input type=checkbox checked>是<input type=checkbox>否</td></tr><tr><td>项目类别</td><td>"
        "<select><option>新增<option selected>延续</select></td></tr>"
        "<tr><td>备注</td><td><textarea>略</textarea></td></tr>"
    )
    wanted = [["项目名称", "农村公路养护"], ["是否完成", "☑是☐否"], ["项目类别", "延续"], ["备注", "略"]]
    assert texts_of(read(f"<table>{rows}</table>")) == [wanted]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ('<p>附件：<a href="/x/自评表.xlsx">2022年自评表</a></p>',
         "files that the page only names, not read: 1 (a link: “2022年自评表”)"),
        ('<p><a href="a.pdf?x=1">自评报告</a></p>', "files that the page only names, not read: 1 (a link: “自评报告”)"),
        ('<iframe src="table.htm"></iframe>',
         "contents linked from other files, not read: 1 (in a frame: “table.htm”)"),
        ('<p><img src="scan.jpg" width="900" height="1200"></p>',
         "pictures that may hold content, not read: 1 (behind table 1)"),
        (f'<div style="display:none">{TABLE}</div>',
         "hidden texts, left out: 1 (in the page: “产出指标指标名称年度指标值农村公路养护里程≥3…”)"),
    ],
)  # fmt: skip
def test_what_the_page_only_names_or_hides_is_named(more: str, sentence: str) -> None:
    assert read(TABLE + more).unread == (sentence,)


def archives(depth: int) -> str:
    """A web archive in which each holds one more."""
    each = (f"Content-Type: multipart/related; boundary=b{number}\n\n--b{number}\n" for number in range(depth))
    return f"MIME-Version: 1.0\n{''.join(each)}"


def archive(body: str) -> str:
    return (
        "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n"
        f"--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}\r\n--x--\r\n"
    )


@pytest.mark.parametrize(
    "data",
    [
        archive(base64.b64encode(page(TABLE).encode()).decode()).encode(),
        archive(base64.b64encode(page(TABLE).encode()).decode()).replace("\r\n", "\n").encode(),
        f"<html xmlns:x='urn:schemas-microsoft-com:office:excel'>{TABLE}</html>".encode("gb18030"),
        f"<?xml version='1.0' encoding='utf-8'?>\n<html xmlns='http://www.w3.org/1999/xhtml'><body>{TABLE}</body></html>".encode(),
        f"<!-- 导出 -->\n<HTML>{TABLE.upper()}</HTML>".encode(),
        TABLE.replace("</td>", "").replace("</tr>", "").encode(),
        f"\r\n  <div>{TABLE}".encode(),
    ],
    ids=["archive", "archive of lines", "spreadsheet", "xhtml", "upper case", "unclosed", "piece"],
)  # fmt: skip
def test_pages_of_all_sorts_are_known_by_content(data: bytes) -> None:
    document = read_document(data)
    assert document.channel == "html" and texts_of(document) == [GRID]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (page("").encode(), "no text"),
        (page('<img src="scan.jpg">').encode(), "pictures"),
        (b'<html><frameset><frame src="sheet001.htm"></frameset></html>', "other files"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--", "no page"),
        (archives(3_000).encode(), "without end"),
        (b"MIME-Version: 1.0\nContent-Type: text/plain\n\nx", "filings of their own"),
    ],
)
def test_a_page_that_says_nothing_is_refused_with_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words) as raised:
        read_document(data)
    assert raised.value.advice


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + "甲",
        "<table><tr><td>" * 5_000 + "甲",
        "<a href=x.pdf>甲</a>" * 60_000,
        "<div style=display:none>" * 20_000 + "甲",
        "<p class='" + "nav " * 200_000 + "'>甲</p>",
        "<table>" + "<tr><td rowspan=1000 colspan=1000>甲</td></tr>" * 200 + "</table>",
        "<p>" + "来源：" * 200_000 + "</p>",
        "&#x110000;&#xd800;&bogus;甲",
    ],
    ids=["depth", "tables", "links", "hidden", "class", "spans", "line", "entities"],
)
def test_hostile_pages_end_soon(body: str) -> None:
    started = time.process_time()
    try:
        assert read(body).channel == "html"
    except JixiaoError as error:
        assert error.advice
    assert time.process_time() - started < 10


def test_a_page_without_end_is_refused() -> None:
    with pytest.raises(LimitError):
        read_document(b"<html>" + b"<p>x</p>" * 2_500_000)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<ol><li>铺设管网</li><li><p>培训农户</p></li></ol>", ["1.铺设管网", "2.培训农户"]),
        ("<ul><li>铺设管网</li><li>培训农户</li></ul>", ["铺设管网", "培训农户"]),
        ('<ol style="list-style:none"><li>铺设管网</li></ol>', ["铺设管网"]),
        ("<p>填报人：甲&nbsp;&nbsp; &nbsp;联系电话：5550101</p>", ["填报人：甲　联系电话：5550101"]),
        ("<p>填报人：甲  乙</p>", ["填报人：甲 乙"]),
    ],
)
def test_lists_are_numbered_and_wide_blanks_kept_as_a_browser_does(body: str, wanted: list[str]) -> None:
    assert texts_of(read(f"{TABLE}{body}"))[1:] == wanted


FORM = [["项目名称", "公路养护"], ["主管部门", "甲县交通局"], ["年度目标", "完成养护。"]]


def drawn(row: str, cell: str, rows: list[list[str]] = FORM) -> str:
    """Rows of cells in such elements, `row` and `cell` with their attributes."""
    ends = f"</{row.split()[0]}>", f"</{cell.split()[0]}>"
    return "".join(f"<{row}>" + "".join(f"<{cell}>{x}{ends[1]}" for x in line) + ends[0] for line in rows)


@pytest.mark.parametrize(
    "body",
    [
        drawn('div class="row"', 'div class="cell"'),
        drawn('div class="tr"', "span"),
        drawn('div style="display:flex"', 'div style="flex:1"'),
        drawn('div style="display: table-row;"', "div"),
        "<style>.a1{color:red} .zz, .b2 { display:flex; }</style>" + drawn('div class="b2"', "div"),
        "<ul>" + drawn('li class="row"', "span") + "</ul>",
        "<dl>" + "".join(f"<dt>{a}</dt><dd>{b}</dd>" for a, b in FORM) + "</dl>",
        "".join(f"<table><tr><td>{a}</td><td>{b}</td></tr></table>" for a, b in FORM),
    ],
    ids=["class", "tr", "flex", "table-row", "sheet", "list", "terms", "a table a row"],
)
def test_tables_drawn_without_their_elements(body: str) -> None:
    assert texts_of(read(f"<p>绩效目标表</p><div>{body}</div><p>尾注</p>")) == ["绩效目标表", FORM, "尾注"]


def test_rows_that_repeat_are_a_table_without_a_word_of_style() -> None:
    assert texts_of(read(drawn("div", "div", GRID_OF_THREE))) == [GRID_OF_THREE]


GRID_OF_THREE = [
    ["一级指标", "三级指标", "指标值"],
    ["产出指标", "公路养护里程", "≥3.6公里"],
    ["效益指标", "惠及人口", "≥1人"],
]


def test_the_last_cell_of_a_short_row_reaches_to_the_edge() -> None:
    (table,) = read(drawn('div class="row"', "div", [["项目名称", "公路养护"], *GRID_OF_THREE])).blocks
    assert [cell.colspan for cell in table.cells[:3]] == [1, 2, 1]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "body",
    [
        drawn("div", "div"),
        drawn('div class="row"', "div", FORM[:1]),
        drawn('div class="row"', "div", [["甲", "<a href=1>养护公开</a>"]] * 2) + "一是完成养护。" * 50,
        drawn('div class="row"', "div", [["<h2>标题</h2>", "正文"], ["<h2>标题</h2>", "正文"]]),
        "<dl><dt>甲</dt><dd>乙</dd><dd>丙</dd></dl>",
    ],
    ids=["two blocks", "one row", "links", "headings", "two of one term"],
)
def test_blocks_that_are_no_table(body: str) -> None:
    assert all(isinstance(text, str) for text in texts_of(read(f"<p>绩效目标</p>{body}")))


def test_a_form_around_a_table_is_no_layout() -> None:
    form = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in FORM)
    document = read(f"<table>{form}<tr><td>绩效指标</td><td>{TABLE * 2}</td></tr></table>")
    assert texts_of(document) == [[*FORM, ["绩效指标", ""]], GRID, GRID]


def test_a_title_among_the_data_about_the_page() -> None:
    title = '<meta name="ArticleTitle" content="公路养护项目绩效目标表">'
    assert texts_of(read(title + TABLE, "甲县人民政府"))[0] == "公路养护项目绩效目标表"


@pytest.mark.parametrize(
    "body",
    [
        "<div><b>甲</b>" * 50_000,
        "<div class=row>" * 50_000,
        "<dl><dt>" * 50_000,
        "<table><tr><td>甲<td>乙</table>" * 30_000,
    ],
)
def test_hostile_blocks_take_linear_time(body: str) -> None:
    start = time.process_time()
    with contextlib.suppress(JixiaoError):
        read("<p>绩效目标表</p>" + body)
    assert time.process_time() - start < 15
