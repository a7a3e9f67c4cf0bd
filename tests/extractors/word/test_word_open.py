"""A text of the OpenDocument standard says what a Word file says."""

from __future__ import annotations

import pytest

from extractors.reading import read_document
from schema.errors import JixiaoError
from tests.extractors.book_files import SPACES, open_file
from tests.extractors.papers import texts_of

P = "<text:p>{}</text:p>"
CELL = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
COVERED = "<table:covered-table-cell{}/>"
SPAN = ' table:number-{}-spanned="{}"'
NOTE = f"<text:note><text:note-body>{P.format('注')}</text:note-body></text:note>"
NUMBERS = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="一, 二, 三, ..." '
    'style:num-prefix="（" style:num-suffix="）"/></text:list-style>'
)


def row(*cells: str, said: str = "") -> str:
    return f"<table:table-row{said}>{''.join(cells)}</table:table-row>"


def cell(words: str, *spans: tuple[str, int]) -> str:
    return CELL.format("".join(SPAN.format(*span) for span in spans), words)


def boxed(words: str) -> str:
    return f"<draw:frame><draw:text-box>{words}</draw:text-box></draw:frame>"


def table(*rows: str) -> str:
    return f"<table:table>{''.join(rows)}</table:table>"


def listed(*points: str, said: str = "") -> str:
    items = "".join(f"<text:list-item>{one}</text:list-item>" for one in points)
    return f'<text:list text:style-name="L"{said}>{items}</text:list>'


DARK = '<text:span text:style-name="dark">暗</text:span>'
MERGED = table(
    row(cell("甲", ("rows", 2)), cell("乙", ("columns", 2)), COVERED.format("")),
    row(COVERED.format(""), cell("丙"), cell("丁")),
)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (P.format("一") + P.format('二<text:s text:c="3"/>三<text:tab/>四<text:line-break/>五'),
         ["一", "二   三\t四\n五"]),
        (MERGED, [[["甲", "乙"], ["丙", "丁"]]]),
        (table(f"<table:table-header-rows>{row(cell('甲'), cell('乙'))}</table:table-header-rows>",
               row(cell("丙"), cell("丁"))),
         [[["甲", "乙"], ["丙", "丁"]]]),
        (f"<text:section>{P.format('内')}</text:section>"
         f"<text:section text:display='none'>{P.format('暗')}</text:section>", ["内"]),
        (f"<text:tracked-changes><text:changed-region>{P.format('删')}</text:changed-region></text:tracked-changes>"
         + P.format("留"), ["留"]),
        (P.format('新<text:span text:style-name="cut">旧</text:span>值') + P.format(DARK), ["新值"]),
        (P.format(f'114万元<text:note><text:note-citation>1</text:note-citation><text:note-body>{P.format("含结转")}'
                  "</text:note-body></text:note>") + P.format("后"), ["114万元", "后", "含结转"]),
        (P.format(f"框<draw:frame><draw:text-box>{P.format('里')}</draw:text-box></draw:frame>外"), ["框外", "里"]),
        (P.format(f"形<draw:g><draw:custom-shape>{P.format('里')}<draw:enhanced-geometry/></draw:custom-shape></draw:g>"),
         ["形", "里"]),
        (P.format(boxed(P.format("二" + boxed(P.format("三" + NOTE))))), ["二", "三", "注"]),
        (listed(P.format("甲"), P.format("乙") + listed(P.format("丙")), P.format("丁")) + listed(P.format("戊")),
         ["1.甲", "2.乙", "（一）丙", "3.丁", "1.戊"]),
        (listed(P.format("甲")) + listed(P.format("乙"), said=' text:continue-numbering="true"'), ["1.甲", "2.乙"]),
    ],
    ids=["signs", "merged", "head", "hidden section", "deleted", "struck", "note", "frame", "shape",
         "frame in a frame", "list", "list goes on"],
)  # fmt: skip
def test_a_text_says_what_it_prints(body: str, wanted: list[object]) -> None:
    assert texts_of(read_document(open_file("text", body, styles=NUMBERS))) == wanted


def test_merged_cells_have_their_extent() -> None:
    cells = read_document(open_file("text", MERGED)).blocks[0].cells  # type: ignore[union-attr]
    assert [(one.text, one.row, one.column, one.rowspan, one.colspan) for one in cells] == [
        ("甲", 0, 0, 2, 1), ("乙", 0, 1, 1, 2), ("丙", 1, 1, 1, 1), ("丁", 1, 2, 1, 1),
    ]  # fmt: skip


def test_what_is_left_out_is_named() -> None:
    body = P.format(
        '值<text:span text:style-name="cut">旧</text:span><office:annotation><text:p>改</text:p></office:annotation>'
        "<draw:frame><draw:image/></draw:frame><draw:frame><draw:object/><draw:image/></draw:frame>"
    ) + table(row(cell("甲"), cell("乙")), row(cell("暗"), cell("密"), said=' table:visibility="collapse"'))
    document = read_document(open_file("text", body))
    kinds = [sentence.split(":")[0] for sentence in document.unread]
    assert kinds == [
        "struck-out texts, left out", "comments, not read", "pictures that may hold content, not read",
        "charts, not read", "hidden texts, left out",
    ]  # fmt: skip


def test_labelled_lines_of_headers_and_footers_are_read_once() -> None:
    pages = "".join(
        f'<style:master-page style:name="{name}">'
        f"<style:header>{P.format('单位：万元')}{P.format('第1页')}</style:header>"
        f"<style:footer>{P.format('填报单位：甲局')}</style:footer></style:master-page>"
        for name in ("a", "b")
    )
    styles = f"<office:document-styles {SPACES}>{pages}</office:document-styles>"
    document = read_document(open_file("text", P.format("正文"), more={"styles.xml": styles}))
    assert texts_of(document) == ["单位：万元", "正文", "填报单位：甲局"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (open_file("text", "", more={"META-INF/manifest.xml": "<a><encryption-data/></a>"}), "is encrypted"),
        (open_file("text", ""), "holds no text"),
        (open_file("text", table(row(cell("甲", ("columns", 999_999))))),
         "more than 100,000 cells or 1,000 columns"),
        (open_file("text", "<text:section>" * 100 + P.format("深") + "</text:section>" * 100), "more than 60 deep"),
        (open_file("text", "<text:list><text:list-item>" * 100 + "</text:list-item></text:list>" * 100),
         "more than 60 deep"),
        (open_file("text", "<text:p>"), "broken XML"),
    ],
)  # fmt: skip
def test_what_can_not_be_read_is_refused_by_name(data: bytes, words: str) -> None:
    with pytest.raises(JixiaoError) as refused:
        read_document(data)
    assert words in refused.value.message
