"""Tables of Word: spans, merges, gaps, nested tables, and tables that were cut in two."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.reading import read_document
from schema.document import Cell, Paragraph, Table
from tests.extractors.word_files import BEGINS, GOES_ON, docx, p, span, tbl, tc, tr


def tables(*blocks: str) -> list[Table]:
    return [block for block in read_document(docx(*blocks)).blocks if isinstance(block, Table)]


def only(*rows: str) -> tuple[Cell, ...]:
    (table,) = tables(tbl(*rows))
    return table.cells


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows()]


def test_spans_come_from_the_file() -> None:
    cells = only(
        tr(tc("绩效指标", properties=BEGINS), tc("一级", properties=span(2)), "值"),
        tr(tc(properties=GOES_ON), "数量", "个数", "3"),
        tr(tc(properties=GOES_ON), "质量", "合格率", "98%"),
    )
    assert cells[:3] == (Cell("绩效指标", 0, 0, 3, 1), Cell("一级", 0, 1, 1, 2), Cell("值", 0, 3))
    assert [(cell.row, cell.column) for cell in cells[3:]] == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)]


def test_a_wide_merge_goes_on_only_where_it_is_as_wide() -> None:
    wide = span(2)
    cells = only(
        tr(tc("甲", properties=wide + BEGINS), "1"),
        tr(tc(properties=wide + GOES_ON), "2"),
        tr(tc("乙", properties=GOES_ON), "3", "4"),
    )
    assert cells[0] == Cell("甲", 0, 0, 2, 2)
    assert cells[3] == Cell("乙", 2, 0)


def test_a_merge_that_begins_nowhere_is_a_cell() -> None:
    assert only(tr("甲", tc("乙", properties=GOES_ON)), tr("丙", "丁"))[1] == Cell("乙", 0, 1)


def test_a_second_merge_ends_the_first() -> None:
    cells = only(
        tr(tc("甲", properties=BEGINS), "1"),
        tr(tc(properties=GOES_ON), "2"),
        tr(tc("乙", properties=BEGINS), "3"),
        tr(tc(properties=GOES_ON), "4"),
    )
    assert [(cell.text, cell.row, cell.rowspan) for cell in cells if cell.column == 0] == [("甲", 0, 2), ("乙", 2, 2)]


def test_old_horizontal_merges_widen_their_cell() -> None:
    start, more = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
    cells = only(tr(tc("甲", properties=start), tc(properties=more), tc(properties=more), "乙"))
    assert cells == (Cell("甲", 0, 0, 1, 3), Cell("乙", 0, 3))


def test_rows_that_begin_late_or_end_early_leave_gaps() -> None:
    before, after = '<w:gridBefore w:val="2"/>', '<w:gridAfter w:val="1"/>'
    cells = only(tr("甲", "乙", "丙"), tr("丁", properties=before), tr("戊", properties=after))
    assert [(cell.text, cell.column) for cell in cells] == [("甲", 0), ("乙", 1), ("丙", 2), ("丁", 2), ("戊", 0)]


def test_paragraphs_of_a_cell_are_lines() -> None:
    assert only(tr(tc("一", "二", p()), tc(p(), p("三"))))[0].text == "一\n二"
    assert only(tr(tc("一", p(), "二")))[0].text == "一\n\n二"


@pytest.mark.parametrize("value", ["0", "-3", "x", "", "9" * 20])
def test_an_unreadable_span_is_one(value: str) -> None:
    cells = only(tr(tc("甲", properties=f'<w:gridSpan w:val="{value}"/>'), "乙"))
    assert [(cell.column, cell.colspan) for cell in cells] == [(0, 1), (1, 1)]


def test_a_nested_table_of_its_own_follows_and_is_told_once() -> None:
    inner = tbl(tr("指标", "值"), tr("个数", "3"))
    outer = tbl(tr("甲", tc("前", inner, "后")), tr("乙", "丙"))
    assert [texts(table) for table in tables(outer)] == [
        [["甲", "前\n后"], ["乙", "丙"]],
        [["指标", "值"], ["个数", "3"]],
    ]


def test_a_nested_table_for_layout_stays_in_its_cell() -> None:
    for inner in (tbl(tr("张三"), tr("李四")), tbl(tr("张三", "李四"))):
        assert [texts(table) for table in tables(tbl(tr("甲", tc(inner, p()))))] == [[["甲", "张三\n李四"]]]


def test_a_frame_around_a_table_is_forgotten() -> None:
    inner = tbl(tr("指标", "值"), tr("个数", tc("3", tbl(tr("x")))))
    blocks = read_document(docx(tbl(tr(tc("绩效目标表", tbl(tr(tc(inner, p()))), "注"))))).blocks
    assert [block.text if isinstance(block, Paragraph) else texts(block) for block in blocks] == [
        "绩效目标表",
        [["指标", "值"], ["个数", "3\nx"]],
        "注",
    ]


def test_nested_tables_keep_their_order() -> None:
    def grid(name: str, *inside: str) -> str:
        return tbl(tr(tc(name, *inside), "1"), tr("2", "3"))

    found = tables(grid("甲", grid("乙", grid("丙")), grid("丁")), grid("戊"))
    assert [table.cells[0].text for table in found] == ["甲", "乙", "丙", "丁", "戊"]


HEAD = ("一级指标", "二级指标", "三级指标", "指标值")
WIDTHS = (1000, 1200, 3000, 1500)
FIRST = (tr(*HEAD, properties="<w:tblHeader/>"), tr("产出", "数量", "个数", "3"), tr("产出", "质量", "合格率", "98%"))
SECOND = (tr("效益", "社会", "覆盖率", "90%"), tr("满意度", "满意度", "满意率", "95%"))


@pytest.mark.parametrize(
    ("between", "second"),
    [
        ((p(),), SECOND),
        ((), SECOND),
        ((p(), p("　")), (FIRST[0], *SECOND)),
        (("续表",), SECOND),
        (("（续表）",), (FIRST[0], *SECOND)),
        (("续上表", "单位：万元"), (FIRST[0], *SECOND)),
        (("附表1 绩效目标表（续）",), (FIRST[0], *SECOND)),
        (("续表1：",), SECOND),
    ],
)
def test_a_table_cut_in_two_is_one_and_its_head_counts_once(between: tuple[str, ...], second: tuple[str, ...]) -> None:
    blocks = read_document(docx(tbl(*FIRST, widths=WIDTHS), *between, tbl(*second, widths=WIDTHS))).blocks
    assert len(blocks) == 1
    assert isinstance(blocks[0], Table)
    assert [row[0] for row in texts(blocks[0])] == ["一级指标", "产出", "产出", "效益", "满意度"]


@pytest.mark.parametrize(
    ("between", "second", "widths"),
    [
        ((p(),), SECOND, (1000, 1200, 1500, 3000)),
        (("二、项目绩效",), SECOND, WIDTHS),
        ((p(),), (tr("序号", "名称", "说明", "金额", properties="<w:tblHeader/>"), *SECOND), WIDTHS),
        (("延续表",), SECOND, WIDTHS),
        ((p(),), (tr("一级指标", "二级指标", "说明", "指标值"), *SECOND), WIDTHS),
        ((p(),), (tr(tc("项目名称", properties=span(2)), tc("某工程", properties=span(2))), *SECOND), WIDTHS),
        (("续表",), (tr("甲", "乙"),), (1000, 1200)),
    ],
)
def test_two_tables_stay_two(between: tuple[str, ...], second: tuple[str, ...], widths: tuple[int, ...]) -> None:
    assert len(tables(tbl(*FIRST, widths=WIDTHS), *between, tbl(*second, widths=widths))) == 2


def test_widths_in_units_are_as_wide_as_those_in_twips() -> None:
    first, second = (
        tbl(tr("甲", "1"), tr("乙", "2"), widths=(1440, 2880)),
        tbl(tr("丙", "3"), tr("丁", "4"), widths=(7, 8)),
    )
    in_units = second.replace('w:w="7"', 'w:w="72pt"').replace('w:w="8"', 'w:w="5.08cm"')
    assert (len(tables(first, in_units)), len(tables(first, second))) == (1, 2)


def test_forms_of_one_kind_behind_each_other_stay_apart() -> None:
    def form(name: str) -> str:
        return tbl(tr("项目绩效目标表"), tr(tc("项目名称"), name), tr("金额", "3"), widths=(1000, 3000))

    assert len(tables(form("道路"), p(), form("桥梁"), p(), form("水渠"))) == 3


def test_a_merge_runs_on_through_the_cut() -> None:
    first = tbl(tr("类", "值"), tr(tc("产出", properties=BEGINS), "1"), widths=(1, 2))
    second = tbl(tr(tc(properties=GOES_ON), "2"), tr("效益", "3"), widths=(1, 2))
    (table,) = tables(first, p(), second)
    assert Cell("产出", 1, 0, 2) in table.cells


@st.composite
def tilings(draw: st.DrawFn) -> tuple[int, int, list[tuple[int, int, int, int]]]:
    """A grid and the rectangles (row, column, height, width) that it is cut into."""
    height, width = draw(st.integers(1, 7)), draw(st.integers(1, 7))
    free = {(row, column) for row in range(height) for column in range(width)}
    cells = []
    for row in range(height):
        for column in range(width):
            if (row, column) not in free:
                continue
            wide = draw(st.integers(1, 3))
            while not all((row, column + more) in free for more in range(wide)):
                wide -= 1
            high = min(draw(st.integers(1, 4)), height - row)
            cells.append((row, column, high, wide))
            free -= {(row + down, column + right) for down in range(high) for right in range(wide)}
    return height, width, cells


@settings(max_examples=60, deadline=None)
@given(tilings())
def test_any_grid_comes_back_as_it_was_merged(grid: tuple[int, int, list[tuple[int, int, int, int]]]) -> None:
    height, _, cells = grid
    rows = []
    for row in range(height):
        line = []
        for top, column, high, wide in sorted(cells, key=lambda cell: cell[1]):
            if top <= row < top + high:
                merge = "" if high == 1 else BEGINS if row == top else GOES_ON
                line.append(tc(f"{top}.{column}" if row == top else "", properties=span(wide) + merge))
        rows.append(tr(*line))
    expected = [Cell(f"{top}.{column}", top, column, high, wide) for top, column, high, wide in sorted(cells)]
    assert list(only(*rows)) == expected


TOP = (
    tr(tc("项目名称", properties=span(2)), tc("某工程", properties=span(2))),
    tr(tc("绩效指标", properties=BEGINS), "二级指标", "三级指标", "指标值"),
)
INSIDE = (
    tr(tc(properties=GOES_ON), tc("数量指标", properties=BEGINS), "里程", "3公里"),
    tr(tc(properties=GOES_ON), tc(properties=GOES_ON), "桥梁", "2座"),
)


@pytest.mark.parametrize(
    "second",
    [
        (
            tr(tc("绩效指标", properties=BEGINS), "二级指标", "三级指标", "指标值"),
            tr(tc(properties=GOES_ON), "", "涵洞", "5道"),
        ),
        (tr(tc("绩效指标", properties=BEGINS), "数量指标", "涵洞", "5道"),),
        (tr("", "", "涵洞", "5道"),),
        (tr(tc(properties=GOES_ON), tc(properties=GOES_ON), "涵洞", "5道"),),
    ],
    ids=["head again", "labels again", "labels empty", "merges go on"],
)
def test_labels_run_on_from_the_first_part_whatever_the_widths(second: tuple[str, ...]) -> None:
    (table,) = tables(tbl(*TOP, *INSIDE, widths=(1, 2, 3, 4)), p(), tbl(*second, widths=(4, 3, 2, 1)))
    assert Cell("绩效指标", 1, 0, 4) in table.cells
    assert Cell("数量指标", 2, 1, 3) in table.cells
    assert [cell.text for cell in table.cells if cell.row == 4] == ["涵洞", "5道"]


def test_labels_above_empty_cells_run_on_too() -> None:
    rows = (tr("绩效指标", "数量指标", "里程", "3公里"), tr("", "", "桥梁", "2座"))
    first = tbl(TOP[0], *rows, widths=(1, 2, 3, 4))
    second = tbl(tr("绩效指标", "质量指标", "合格率", "98%"), tr("", "", "达标率", "97%"), widths=(4, 3, 2, 1))
    assert len(tables(first, p(), second)) == 1


def test_tables_of_one_row_are_not_one() -> None:
    one = tbl(tr("甲", "乙", "丙"), widths=(1, 2, 3))
    assert len(tables(one, p(), one)) == 2
