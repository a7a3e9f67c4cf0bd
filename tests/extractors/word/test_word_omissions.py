"""What a Word file holds and the reader leaves out is told with its number and place; what only decorates is not."""

from __future__ import annotations

import pytest

from extractors.reading import read_document
from pipeline.words import Words
from schema.document import Document
from tests.extractors.word_files import (
    BEGINS,
    GOES_ON,
    NAMES,
    SPACES,
    docx,
    linked,
    p,
    picture,
    run,
    span,
    story,
    tbl,
    tc,
    tr,
)

PICTURED = {"rId1": ("image", "media/a.png"), "rId2": ("image", "media/none.png"), "rId3": ("image", "http://x/a.png")}
HELD: dict[str, str | bytes] = {"word/media/a.png": b"\x89PNG"}
CHART = SPACES["a"].replace("main", "chart")
DIAGRAM = SPACES["a"].replace("main", "diagram")


def read(*blocks: str) -> Document:
    return read_document(linked(story("正文", *blocks), PICTURED, HELD))


def unread(*blocks: str) -> tuple[str, ...]:
    """What is told of a file of a line and the blocks; each sentence has its Chinese for the review."""
    told = read(*blocks).unread
    assert all("read" not in Words("zh").reason(sentence) for sentence in told)
    assert all("；" not in sentence for sentence in told)
    return told


def drawn(uri: str, inside: str = "") -> str:
    graphic = f'<a:graphic><a:graphicData uri="{uri}">{inside}</a:graphicData></a:graphic>'
    return p(f'<w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/>{graphic}</wp:inline></w:drawing></w:r>')


def old(style: str, refers: str = 'r:id="rId1"', more: str = "", name: str = "") -> str:
    shape = f'<v:shape id="{name}" style="{style}" {more}><v:imagedata {refers}/></v:shape>'
    return f"<w:r><w:pict>{shape}</w:pict></w:r>"


def ole(program: str, kind: str = "Embed") -> str:
    shape = '<v:shape style="width:400pt;height:300pt"><v:imagedata r:id="rId1"/></v:shape>'
    return f'<w:r><w:object>{shape}<o:OLEObject Type="{kind}" ProgID="{program}" r:id="rId9"/></w:object></w:r>'


PICTURE = "pictures that may hold content, not read: 1 (near “正文”)"
GROUP = (
    '<w:r><w:pict><v:group style="width:16cm;height:9cm"><v:shape style="width:900;height:300">{}</v:shape></v:group>'
    "</w:pict></w:r>"
)


@pytest.mark.parametrize(
    "piece",
    [
        picture(16, 9),
        picture(16, 1),
        picture(5.5, 3, placed="anchor"),
        old("width:400pt;height:3in"),
        old("position:absolute;width:120mm;height:300px"),
        old("width:120;height:300"),
        GROUP.format('<v:imagedata r:id="rId1"/>'),
        GROUP.format('<v:fill type="frame" r:id="rId1"/>'),
        f"<mc:AlternateContent><mc:Choice>{picture(16, 9)}</mc:Choice>"
        f"<mc:Fallback>{old('width:400pt;height:300pt')}</mc:Fallback></mc:AlternateContent>",
        f"<w:sdt><w:sdtPr><w:picture/></w:sdtPr><w:sdtContent>{picture(8, 8)}</w:sdtContent></w:sdt>",
        f'<w:ins w:id="1">{picture(8, 8)}</w:ins>',
    ],
)
def test_a_picture_that_may_hold_content_is_told(piece: str) -> None:
    assert unread(p(piece)) == (PICTURE,)


@pytest.mark.parametrize(
    "piece",
    [
        picture(4.5, 4.5, placed="anchor"),  # a seal
        picture(3, 1.2),  # a logo
        picture(16, 0.1),  # a line
        picture(16, 9, more='hidden="1"'),
        picture(0.4, 0.4),
        old("width:450pt;height:1.5pt"),
        old("width:450pt;height:30pt", more='o:hr="t"'),
        old("width:192pt;height:96pt", name="PowerPlusWaterMarkObject1"),
        f"<w:del>{picture(16, 9)}</w:del>",
        '<w:r><w:drawing><wp:anchor><wp:extent cx="9000000" cy="9000000"/><wps:wsp/></wp:anchor></w:drawing></w:r>',
        '<w:r><w:pict><v:rect style="width:400pt;height:300pt"/></w:pict></w:r>',
        f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p()}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
        f"<w:sdt><w:sdtPr><w:picture/><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{picture(8, 8)}</w:sdtContent></w:sdt>",
    ],
)
def test_what_only_decorates_is_not_told(piece: str) -> None:
    document = read(p(piece), tbl(tr(tc(p("落款", piece)), "乙")))
    assert document.unread == ()


def test_a_picture_alone_in_its_cell_is_what_the_cell_says() -> None:
    small = p(picture(1.5, 0.4))
    assert unread(tbl(tr("甲", "乙"), tr("丙", tc(small)))) == (
        "pictures that may hold content, not read: 1 (table 1, row 2)",
    )
    assert unread(tbl(tr("甲", tc(p("乙", picture(1.5, 0.4)))))) == ()
    assert unread(tbl(tr("甲", tc(p(picture(0.4, 0.2)))))) == ()


def test_a_picture_that_is_elsewhere_or_missing_is_told_so() -> None:
    assert unread(p(picture(16, 9, 'r:embed="rId2"'))) == (
        "pictures that the file names and does not hold: 1 (near “正文”)",
    )
    assert unread(p(picture(16, 9, 'r:embed="rId77"')))[0].startswith("pictures that the file names")
    for far in (picture(16, 9, 'r:link="rId3"'), old("width:9cm;height:9cm", 'r:href="rId3"')):
        assert unread(p(far)) == ("contents linked from other files, not read: 1 (near “正文”)",)
    assert unread(p(picture(2, 2, 'r:embed="rId2"'))) == ()


@pytest.mark.parametrize(
    ("block", "sentence"),
    [
        (p(ole("Excel.Sheet.12")), "embedded sheets, not read: 1 (near “正文”: “Excel.Sheet.12”)"),
        (p(ole("ET.Xlsx.6")), "embedded sheets, not read: 1 (near “正文”: “ET.Xlsx.6”)"),
        (p(ole("Package")), "embedded objects, not read: 1 (near “正文”: “Package”)"),
        (p(ole("Word.Document.12")), "embedded objects, not read: 1 (near “正文”: “Word.Document.12”)"),
        (p(ole("Equation.3")), "embedded objects, not read: 1 (near “正文”: “Equation.3”)"),
        (p(ole("Excel.8", "Link")), "contents linked from other files, not read: 1 (near “正文”: “Excel.8”)"),
        (
            p('<w:r><w:object><w:control r:id="rId9" w:name="TextBox1"/></w:object></w:r>'),
            "form controls whose value was not read: 1 (near “正文”: “TextBox1”)",
        ),
        ('<w:subDoc r:id="rId9"/>', "contents linked from other files, not read: 1 (near “正文”)"),
        (drawn(CHART), "charts, not read: 1 (near “正文”)"),
        (drawn("http://schemas.microsoft.com/office/drawing/2014/chartex"), "charts, not read: 1 (near “正文”)"),
        (drawn(DIAGRAM), "diagrams, not read: 1 (near “正文”)"),
        (
            p("<mc:AlternateContent><mc:Choice Requires='wpi'><w:r><w:drawing><wp:inline><a:graphic><a:graphicData>"
              '<w14:contentPart r:id="rId4"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></mc:Choice>'
              "</mc:AlternateContent>"),
            "handwriting, not read: 1 (near “正文”)",
        ),
        (
            p('<w:r><w:pict><v:shape><v:textpath string="绩效目标表"/></v:shape></w:pict></w:r>'),
            "texts drawn as pictures (WordArt), not read: 1 (near “正文”: “绩效目标表”)",
        ),
        (f"<w:r>{run('散落')}</w:r>", "texts outside paragraphs, not read: 1 (near “正文”: “散落”)"),
        ('<w:altChunk r:id="rId9"/>', "embedded parts in a format of their own, not read: 1 (near “正文”)"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_told_by_its_kind(block: str, sentence: str) -> None:
    assert unread(block) == (sentence,)


def test_comments_are_told_with_their_words() -> None:
    def comment(number: int, text: str) -> str:
        return f'<w:comment w:id="{number}">{p(text)}</w:comment>'

    def cited(number: int) -> str:
        return f'<w:r><w:commentReference w:id="{number}"/></w:r>'

    made = f"<w:comments {NAMES}>{comment(1, '金额请核实；重报')}{comment(2, '')}</w:comments>"
    table = tbl(tr("甲", tc(p("3万元", cited(1), cited(2)))))
    assert read_document(docx(table, comments=made)).unread == (
        "comments, not read: 1 (table 1, row 1: “金额请核实，重报”)",
    )
    assert read_document(docx(p("甲", cited(1)), comments="<w:comments")).unread == (
        "comments, not read: 1 (near “甲”)",
    )
    assert read_document(docx("甲", comments=made)).unread == ()


def test_words_under_a_merge_are_told_where_the_merge_says_something_else() -> None:
    first = tr(tc("产出", properties=BEGINS), "1")
    assert unread(tbl(first, tr(tc("效益", properties=GOES_ON), "2"))) == (
        "texts under merged cells, left out: 1 (table 1, row 2: “效益”)",
    )
    assert unread(tbl(first, tr(tc("产 出", properties=GOES_ON), "2"), tr(tc(properties=GOES_ON), "3"))) == ()
    start, more = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
    assert unread(tbl(tr(tc("甲", properties=start), tc("48盏", properties=more)))) == (
        "texts under merged cells, left out: 1 (table 1, row 1: “48盏”)",
    )


@pytest.mark.parametrize("sign", ["\uf0ff", "\ue003", "\uf8f0"])
def test_a_sign_that_nobody_knows_is_told_where_it_may_change_a_figure(sign: str) -> None:
    symbol = f'<w:r><w:sym w:font="Own" w:char="{ord(sign):04X}"/></w:r>'
    sentence = "signs of unknown fonts beside figures, not read: 1 (table 1, row 1: “{}”)"
    assert unread(tbl(tr("甲", f"{sign}95%"))) == (sentence.format(f"{sign}95%"),)
    assert unread(tbl(tr("甲", tc(p("达到 95", symbol))))) == (sentence.format(f"达到 95{sign}"),)
    assert unread(p(f"{sign}概况"), tbl(tr("甲", f"{sign} 概况"))) == ()
    assert len(unread(p(f"{sign}1万元"))) == 1


def test_labels_said_again_behind_a_cut_are_not_told() -> None:
    top = tr(tc("项目名称", properties=span(2)), tc("某工程", properties=span(2)))
    rows = (top, tr("绩效指标", "数量指标", "里程", "3公里"), tr("", "", "桥梁", "2座"))
    again = tbl(tr("绩效指标", "质量指标", "合格率", "98%"), tr("", "", "达标率", "97%"), widths=(4, 3, 2, 1))
    document = read(tbl(*rows, widths=(1, 2, 3, 4)), p(), again)
    assert (len(document.blocks), document.unread) == (2, ())


def boxed(text: str) -> str:
    inside = f"<wps:txbx><w:txbxContent>{p(text)}</w:txbxContent></wps:txbx>"
    return f"<w:r><w:drawing><wp:anchor>{inside}</wp:anchor></w:drawing></w:r>"


def test_a_figure_in_a_text_box_outside_tables_is_told() -> None:
    table = tbl(tr("长度", ""))
    for figure in ("≥3.6公里", "97.5%", "114", "52 盏", "1,200.5万元"):
        sentence = f"figures in text boxes outside tables, whose place is not known: 1 (near “正文”: “{figure}”)"
        assert unread(p(boxed(figure)), table) == (sentence,)
        assert unread(tbl(tr("长度", tc(p(boxed(figure)))))) == ()
    assert unread(p(boxed("附件1：绩效目标表")), p(boxed("2023年12月31日")), p(boxed("2023年度")), table) == ()


def test_places_count_rows_and_tables_as_read() -> None:
    cut = (
        tbl(tr("类", "值"), tr("甲", "1"), widths=(1, 2)),
        p(),
        tbl(tr("", tc("2", properties=GOES_ON)), widths=(1, 2)),
    )
    covered = tbl(tr(tc("丙", properties=BEGINS)), tr(tc("丁", properties=GOES_ON)))
    assert unread(*cut, "间", covered) == ("texts under merged cells, left out: 1 (table 2, row 2: “丁”)",)
    joined = (tc("戊", properties='<w:hMerge w:val="restart"/>'), tc("己", properties="<w:hMerge/>"))
    parts = tbl(tr("类", "值"), tr("甲", "1"), widths=(1, 2)), tbl(tr("乙", "2"), tr(*joined), widths=(1, 2))
    assert unread(*parts) == ("texts under merged cells, left out: 1 (table 1, row 4: “己”)",)
    nested = tbl(tr("指标", "值"), tr(tc(p(picture(1, 1))), "3"))
    assert unread(tbl(tr("甲", tc(nested, p()))), tbl(tr("乙"), tr(tc(p(picture(9, 9)))))) == (
        "pictures that may hold content, not read: 2 (table 2, row 2; table 3, row 2)",
    )


def test_many_of_a_kind_are_one_sentence() -> None:
    (sentence,) = unread(*[p(f"附件{index}", picture(16, 9)) for index in range(40)])
    assert sentence == "pictures that may hold content, not read: 40 (near “附件0”; near “附件1”; near “附件2”; …)"


def test_a_file_of_pictures_alone_is_refused_by_name() -> None:
    from schema.errors import UnreadableError

    with pytest.raises(UnreadableError, match="pictures"):
        read_document(docx(p(picture(16, 9))))
    with pytest.raises(UnreadableError, match="embedded sheets"):
        read_document(docx(p(ole("Excel.Sheet.12").replace("v:imagedata", "v:fill"))))
