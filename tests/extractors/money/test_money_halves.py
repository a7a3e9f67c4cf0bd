"""Budget tables of several halves abreast, of codes, and without labels: an amount bears the names of its own half."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from extractors.forms.blocks import money
from extractors.forms.grid import Grid
from extractors.forms.scene import Claim, Scene
from tests.extractors.papers import counted, priced, ruled

SIDES = [
    ("收入", "支出"),
    ("本年收入", "本年支出"),
    ("财政拨款收入", "财政拨款支出"),
    ("收入预算", "支出预算"),
    ("资金来源", "资金运用"),
]
FIGURES = [("预算数",), ("决算数",), ("预算数", "决算数"), ("年初预算数", "调整预算数", "决算数")]


def claim(grid: Grid, index: int = 0) -> Claim:
    found = money.read(grid, index, Scene())
    assert found is not None
    return found


def amounts(grid: Grid) -> list[tuple[str, str, str]]:
    return [priced(amount) for amount in claim(grid).amounts]


def _cells(name: str, others: Sequence[str]) -> str:
    return "|".join((name, *others))


def two_halves(sides: tuple[str, str], figures: tuple[str, ...], ruled_cells: bool) -> list[str]:
    """A statement of income and expenditure; the second half has a row more."""
    spread = ">" if ruled_cells else ""
    left, right = ([f"{n + side}" for n in range(len(figures))] for side in (100, 200))
    return [
        "|".join(_cells(side, [spread] * len(figures)) for side in sides),
        "|".join(_cells("项目", figures) for _ in sides),
        f"{_cells('一、财政拨款', left)}|{_cells('一、教育开支', right)}",
        f"{_cells('', [''] * len(figures))}|{_cells('二、住房开支', right)}",
        f"{_cells('合计', left)}|{_cells('合计', [str(2 * int(number)) for number in right])}",
    ]


@pytest.mark.parametrize("ruled_cells", [True, False], ids=["ruled", "counted"])
@pytest.mark.parametrize("figures", FIGURES, ids=len)
@pytest.mark.parametrize("sides", SIDES, ids=lambda sides: sides[0])
def test_each_amount_bears_the_names_of_its_own_half(
    sides: tuple[str, str], figures: tuple[str, ...], ruled_cells: bool
) -> None:
    rows = two_halves(sides, figures, ruled_cells)
    found = claim((ruled if ruled_cells else counted)(*rows))
    expected = [
        *((f"{sides[0]}/财政拨款", head, str(100 + n)) for n, head in enumerate(figures)),
        *((f"{sides[1]}/教育开支", head, str(200 + n)) for n, head in enumerate(figures)),
        *((f"{sides[1]}/住房开支", head, str(200 + n)) for n, head in enumerate(figures)),
        *((f"{sides[0]}/合计", head, str(100 + n)) for n, head in enumerate(figures)),
        *((f"{sides[1]}/合计", head, str(400 + 2 * n)) for n, head in enumerate(figures)),
    ]
    assert [priced(amount) for amount in found.amounts] == expected
    assert found.end == len(rows)
    assert not found.unread
    assert all(amount.confidence >= 0.9 for amount in found.amounts)


@pytest.mark.parametrize("halves", range(2, 7))
@pytest.mark.parametrize("build", [ruled, counted])
def test_pairs_of_label_and_figure_any_times_abreast(halves: int, build: Callable[..., Grid]) -> None:
    grid = build(
        "|".join(["项目|金额"] * halves),
        "|".join(f"项甲{half}|{10 + half}" for half in range(halves)),
        "|".join(f"项乙{half}|{20 + half}" for half in range(halves)),
    )
    assert amounts(grid) == [
        *((f"项甲{half}", "金额", str(10 + half)) for half in range(halves)),
        *((f"项乙{half}", "金额", str(20 + half)) for half in range(halves)),
    ]


def test_numbers_of_one_kind_stand_under_those_of_another_in_each_half() -> None:
    grid = ruled(
        "本年收入|>|本年支出|>",
        "项目|预算数|项目|预算数",
        "一、财政拨款收入|91|一、公共服务支出|82",
        "1.一般公共预算资金|90|二、住房保障支出|9",
        "2.政府性基金|1||",
        "二、事业收入|5|三、其他支出|5",
        "收入总计|96|支出总计|96",
    )
    assert [item for item, _, _ in amounts(grid)] == [
        "本年收入/财政拨款收入",
        "本年支出/公共服务支出",
        "本年收入/财政拨款收入/一般公共预算资金",
        "本年支出/住房保障支出",
        "本年收入/财政拨款收入/政府性基金",
        "本年收入/事业收入",
        "本年支出/其他支出",
        "本年收入/收入总计",
        "本年支出/支出总计",
    ]


@pytest.mark.parametrize(
    "remark", ["测算依据", "备注", "资金用途", "说明", "情况说明", "支出说明", "收入依据", "某某某"]
)
def test_words_among_the_figures_begin_no_half(remark: str) -> None:
    grid = ruled(f"项目|预算数|{remark}|决算数", "保安服务费|96|招标文件|92", "保洁服务费|58|招标文件|55")
    assert amounts(grid) == [
        ("保安服务费", "预算数", "96"),
        ("保安服务费", "决算数", "92"),
        ("保洁服务费", "预算数", "58"),
        ("保洁服务费", "决算数", "55"),
    ]


CODED = [
    ("一般公共服务支出", "201", "", ""),
    ("一般公共服务支出/财政事务", "201", "06", ""),
    ("一般公共服务支出/财政事务/行政运行", "201", "06", "01"),
    ("一般公共服务支出/财政事务/信息化建设", "201", "06", "07"),
    ("住房保障支出", "221", "", ""),
    ("住房保障支出/住房改革支出", "221", "02", ""),
    ("住房保障支出/住房改革支出/住房公积金", "221", "02", "01"),
]


def test_codes_in_three_columns_are_no_amounts_and_say_what_stands_under_what() -> None:
    rows = [f"{a}|{b}|{c}|{path.split('/')[-1]}|{10 + n}|{n}" for n, (path, a, b, c) in enumerate(CODED)]
    grid = ruled(
        "项目|>|>|>|支出预算|>",
        "功能分类科目编码|>|>|功能分类科目名称|合计|基本支出",
        "类|款|项|^|^|^",
        *rows,
        "合计|>|>|>|99|21",
    )
    found = amounts(grid)
    assert [item for item, label, _ in found if label == "合计"] == [*(path for path, *_ in CODED), "合计"]
    assert [figure for _, label, figure in found if label == "基本支出"] == [*"0123456", "21"]


@pytest.mark.parametrize("head", ["科目编码", "功能分类科目编码", "科目代码", "经济分类编码", "支出功能分类编码"])
def test_codes_in_one_column(head: str) -> None:
    rows = [f"{a}{b}{c}|{path.split('/')[-1]}|{10 + n}" for n, (path, a, b, c) in enumerate(CODED)]
    assert [item for item, _, _ in amounts(ruled(f"{head}|科目名称|决算数", *rows))] == [path for path, *_ in CODED]


def test_parts_of_a_code_that_are_printed_once() -> None:
    rows = ["201|||公共服务|9|1", "|06||财政事务|9|1", "||01|行政运行|5|1", "||02|其他|4|0", "221|||住房|3|3"]
    grid = ruled("科目编码|>|>|科目名称|预算数|决算数", "类|款|项|^|^|^", *rows)
    assert [item for item, label, _ in amounts(grid) if label == "预算数"] == [
        "公共服务",
        "公共服务/财政事务",
        "公共服务/财政事务/行政运行",
        "公共服务/财政事务/其他",
        "住房",
    ]


def test_heads_alone_name_a_single_row() -> None:
    grid = ruled(
        "“三公”经费|>|>|>|>|>",
        "合计|>|公务接待费|>|公务用车费|>",
        "预算数|决算数|预算数|决算数|预算数|决算数",
        "9|8|4|3|5|5",
    )
    assert amounts(grid) == [
        ("“三公”经费/合计", "预算数", "9"),
        ("“三公”经费/合计", "决算数", "8"),
        ("“三公”经费/公务接待费", "预算数", "4"),
        ("“三公”经费/公务接待费", "决算数", "3"),
        ("“三公”经费/公务用车费", "预算数", "5"),
        ("“三公”经费/公务用车费", "决算数", "5"),
    ]


def test_heads_that_differ_are_the_items_themselves() -> None:
    grid = ruled("“三公”经费预算数|>|机关运行经费预算数", "合计|公务接待费|^", "9|4|213")
    assert amounts(grid) == [
        ("“三公”经费预算数/合计", "", "9"),
        ("“三公”经费预算数/公务接待费", "", "4"),
        ("机关运行经费预算数", "", "213"),
    ]


def test_labelled_cells_above_are_no_heads() -> None:
    grid = ruled("项目编码|13092124P001|项目名称|路灯维护", "预算数|66|其中：财政资金|60")
    assert money.read(grid, 0, Scene()) is None


def test_a_wide_table_takes_no_time() -> None:
    grid = ruled("|".join(["项目|金额"] * 50), *("|".join(f"项{n}|{n}" for n in range(50)) for _ in range(200)))
    assert len(claim(grid).amounts) == 10_000


@pytest.mark.parametrize("remark", ["主要内容", "工作内容", "情况说明", "资金用途"])
def test_what_explains_a_row_is_none_of_its_names(remark: str) -> None:
    grid = ruled(f"任务名称|{remark}|预算数|执行数", "政务云服务|租用云资源|820|806", "网络安全|等保测评|95|88")
    assert amounts(grid) == [
        ("政务云服务", "预算数", "820"),
        ("政务云服务", "执行数", "806"),
        ("网络安全", "预算数", "95"),
        ("网络安全", "执行数", "88"),
    ]
