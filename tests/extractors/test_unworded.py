"""Heads of which nobody knows a word: told by the cells below them, never sure; and rows that are no heads."""

from __future__ import annotations

import pytest

from extractors.forms.blocks.indicators import INDICATORS
from extractors.forms.scene import Scene
from extractors.forms.unworded import told_by_cells
from tests.extractors.papers import ruled
from tests.extractors.test_weighed import ROWS

BODY = tuple("|".join(row) for row in ROWS)
STRANGE = "甲层|乙层|考量条目|拟到水位|到了水位|比重数|所得数"


@pytest.mark.parametrize(
    "heads",
    [
        (STRANGE,),
        ("甲层|乙层|备考名目|起初所期|终了所至|比重数|所得数",),
        ("框架|框架|框架|期初|期末|打分|打分", STRANGE),
        ("框架|框架|框架|期初|期末|打分|打分", "甲层|乙层|末层|数目|数目|满|得", "甲|乙|丙|丁|戊|己|庚"),
    ],
)
def test_rows_under_levels_make_a_head_of_unknown_words(heads: tuple[str, ...]) -> None:
    grid = ruled(*heads, *BODY)
    assert told_by_cells(grid, 0) == len(heads) - 1
    found = INDICATORS.read(grid, 0, Scene(form="self-evaluation"))
    assert found is not None
    assert [row.name.text for row in found.indicators] == [row[2] for row in ROWS]
    assert [row.cell("target").text for row in found.indicators] == [row[3] for row in ROWS]
    assert all(row.confidence < 0.9 and row.reasons for row in found.indicators)


@pytest.mark.parametrize(
    "first",
    [
        "主管部门|某局|实施单位|某站|联系人|某人|科长",  # labelled cells
        "项目资金|来源|预算数|执行数|分值|执行率|得分",  # the head of a block of money
        "本年|二〇二二|修路3公里|架桥|通水|通电|通气",  # figures
        "产出指标|数量指标|培训成效|明显|明显|好|好",  # a row of levels
        "甲层|乙层|这一行写的是一整句话所以不会是表头|丙|丁|戊|己",  # a sentence
    ],
)
def test_rows_that_say_something_are_no_heads(first: str) -> None:
    assert told_by_cells(ruled(first, *BODY), 0) is None


def test_a_row_like_those_below_it_is_none() -> None:
    rows = ("管理水平|制度健全性|健全|计划标准|甲|乙|丙", "产出指标|制度执行率|良好|计划标准|甲|乙|丙", *BODY)
    assert told_by_cells(ruled(*rows), 0) is None


def test_no_head_is_seen_where_nothing_below_says_a_level() -> None:
    people = ("张三|科长|1990|汉|男|本科|甲", "李四|科员|1991|汉|女|本科|乙")
    assert told_by_cells(ruled("姓名甲|职务甲|生年甲|族甲|性甲|学历甲|室甲", *people), 0) is None


def test_words_without_figures_within_a_table_do_not_end_it() -> None:
    """A row of quality words is no head of the rows below it."""
    words = "管理指标|制度建设|制度完备性|较完备|完备|5|5", "管理指标|制度建设|流程规范性|较规范|规范|5|5"
    head = "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分"
    found = INDICATORS.read(ruled(head, *words, *BODY), 0, Scene(form="self-evaluation"))
    assert found is not None
    assert len(found.indicators) == len(words) + len(BODY)
