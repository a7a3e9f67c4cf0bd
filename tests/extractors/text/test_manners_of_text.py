"""Forms flattened in the manners of archives: pipes that lost cells, cells a line, heads that nobody knows, no head."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from extractors.forms.evidence.spans import spans_of
from extractors.forms.lattice.pieces import Manner, has_lines, lattice_of, manner_of
from extractors.forms.text.level_heads import level_heads
from tests.extractors.papers import filing, reading, told

HEAD = (
    ("绩效指标", "年度指标值", "实际完成值", "分值", "得分"),
    ("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"),
)
ROWS = (
    ("产出指标", "数量指标", "新建路灯数量", "≥", "50", "盏", "52", "20", "20"),
    ("改造桥灯数量", "≥", "3", "座", "3", "10", "10"),
    ("质量指标", "路灯亮灯率", "≥", "95", "%", "96", "15", "15"),
    ("效益指标", "社会效益指标", "受益群众人数", "≥", "800", "人", "850", "30", "28"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥", "90", "%", "93", "10", "10"),
)
TOP = "项目支出绩效自评表\n（2023年度）\n"
MANNERS: dict[str, Callable[[Sequence[Sequence[str]]], str]] = {
    "pipes": lambda rows: "\n".join(" | ".join(row) + " |" + "|" * (9 - len(row)) for row in rows),
    "a cell and a pipe a line": lambda rows: "\n".join("\n".join(f"{cell} |" for cell in row) for row in rows),
    "a cell a line": lambda rows: "\n\n".join(cell for row in rows for cell in row),
    "blanks": lambda rows: "\n".join(" ".join(row) for row in rows),
}


@pytest.mark.parametrize("manner", MANNERS)
def test_the_rows_of_a_head_of_two_storeys(manner: str) -> None:
    found = reading(TOP + MANNERS[manner]((*HEAD, *ROWS))).indicators

    assert [told(one) for one in found] == [
        ("产出指标", "数量指标", "新建路灯数量"),
        ("产出指标", "数量指标", "改造桥灯数量"),
        ("产出指标", "质量指标", "路灯亮灯率"),
        ("效益指标", "社会效益指标", "受益群众人数"),
        ("满意度指标", "服务对象满意度指标", "群众满意度"),
    ]
    roles = ("operator", "target", "unit", "actual", "weight", "score")
    assert [tuple(one.cell(role).text for role in roles) for one in found] == [row[-6:] for row in ROWS]


STRANGE_HEADS = ("绩效门类", "绩效细目", "所要做到的", "拟定数", "做成数")
PLAIN_ROWS = (
    ("产出指标", "数量指标", "修缮校舍面积", "≥1200平方米", "1250平方米"),
    ("产出指标", "质量指标", "校舍验收合格率", "100%", "100%"),
    ("产出指标", "时效指标", "完工时间", "2023年9月底前", "2023年8月"),
    ("效益指标", "社会效益指标", "改善办学条件", "明显改善", "明显改善"),
    ("满意度指标", "服务对象满意度指标", "师生满意度", "≥90%", "95%"),
)
GAPS = {"one blank": " ", "two blanks": "  ", "wide blanks": "\u3000", "a cell a line": "\n", "pipes": " | "}


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("head", [STRANGE_HEADS, ()], ids=["strange heads", "no head"])
def test_rows_whose_heads_nobody_knows_are_told_by_their_levels(gap: str, head: Sequence[str]) -> None:
    rows = [head, *PLAIN_ROWS] if head else PLAIN_ROWS
    text = TOP + "总体目标：改善办学条件。\n" + "\n".join(GAPS[gap].join(row) for row in rows)

    found = reading(text).indicators

    assert [(*told(one), one.cell("target").text, one.cell("actual").text) for one in found] == list(PLAIN_ROWS)
    assert all(one.confidence < 0.9 for one in filing(text).indicators)


@pytest.mark.parametrize("gap", ["one blank", "two blanks", "a cell a line", "pipes"])
def test_a_head_of_three_words(gap: str) -> None:
    rows = (("序号", "指标名称", "年度指标值"), ("1", "绿化里程", "≥12公里"), ("2", "苗木成活率", "≥95%"))
    found = reading(TOP + "\n".join(GAPS[gap].join(row) for row in rows)).indicators
    assert [(one.name.text, one.cell("target").text) for one in found] == [row[1:] for row in rows[1:]]


def test_levels_side_by_side_are_heads_and_no_rows() -> None:
    rows = "甲村 | 3个 | 100% | 98% |\n乙村 | 2个 | 100% | 97% |\n"
    assert not list(level_heads("村名 | 数量指标 | 质量指标 | 时效指标 |\n" + rows))


LONG = "反映年度预算编报时确定的部门整体预算绩效目标中产出指标的完成情况，按完成的份额计分，未完成的不得分。"
POINTED = ("履职效能", "50", "整体效能", "25", "路灯维护完成情况", "10", LONG, "10", "路灯巡查次数", "15", LONG, "14",
           "管理效率", "50", "预算编制", "20", "项目入库率", "20", LONG, "18")  # fmt: skip
POINTED_HEAD = (
    "一级指标",
    "分值",
    "二级指标",
    "分值",
    "三级指标",
    "分值",
    "评分标准",
    "得分",
    "佐证材料（说明：本栏供参考）",
)


def test_where_each_line_is_a_cell_prose_between_them_is_one_too_and_points_of_levels_are_theirs() -> None:
    found = reading("\n".join(("部门整体支出绩效自评表（2023年度）", *POINTED_HEAD, *POINTED))).indicators
    assert [(told(i), i.cell("weight").text, i.cell("score").text) for i in found] == [
        (("履职效能", "整体效能", "路灯维护完成情况"), "10", "10"),
        (("履职效能", "整体效能", "路灯巡查次数"), "15", "14"),
        (("管理效率", "预算编制", "项目入库率"), "20", "18"),
    ]


@pytest.mark.parametrize(("text", "wanted"), [
    ("\n".join(POINTED), True), (" ".join(POINTED), False), ("".join(POINTED), False),
    ("\n".join([LONG] * 12), False),
])  # fmt: skip
def test_lines_are_cells_where_many_are_whole_ones(text: str, wanted: bool) -> None:
    assert has_lines(text) == wanted


def test_a_word_that_stands_free_is_likelier_a_level_that_nobody_knows() -> None:
    free, inside = (spans_of(lattice_of(f"{before}片区管护 收支", False)).of("level1") for before in ("5 ", "5"))
    assert free[1, 0] > inside[1, 0]


@pytest.mark.parametrize(("lines", "manner"), [(30, Manner.BLANK_LINES), (4, Manner.BORDERED)])
def test_a_few_strokes_in_one_line_of_many_part_no_cells(lines: int, manner: Manner) -> None:
    assert manner_of("\n\n".join(["阅读:7 | | | |", *["修剪次数"] * lines]), False) is manner


_RULES = (
    "一级指标|二级指标|三级指标|指标值|权重|评分标准|指标说明",
    "产出指标|数量指标|修剪行道树|60棵|15|每少一棵扣一分|年度内修剪数",
    "清扫道路|30条|15|未达到不得分|每日清扫的道路",
    "质量指标|苗木成活率|95%|20|未达到不得分|成活数占栽种数",
    "效益指标|社会效益指标|居民投诉数|2起|20|未达到不得分|年度内投诉数",
    "满意度指标|服务对象满意度|居民满意度|85%|20|未达到不得分|委托方测评",
)


def test_rows_end_with_their_lines_where_each_line_is_one() -> None:
    page = "\n".join(("项目支出绩效目标表（2023年度）", *(f"| {row.replace('|', ' | ')} |" for row in _RULES)))
    assert [row.name.text for row in reading(page).indicators] == [
        "修剪行道树",
        "清扫道路",
        "苗木成活率",
        "居民投诉数",
        "居民满意度",
    ]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (_RULES, True),
        (_RULES[:3], False),
        ((*_RULES[:4], "85%|20|未达到不得分"), False),
        ("一|二", False),
        ("甲|", False),
    ],
)
def test_lines_are_rows_where_none_goes_on_with_the_one_before(lines: Sequence[str], wanted: bool) -> None:
    text = "\n".join(f"| {row.replace('|', ' | ')} |" for row in lines)
    assert lattice_of(text, False).lines_are_rows == wanted
