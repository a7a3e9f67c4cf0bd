"""The words of heads and labels, and the heads of indicator tables."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.forms.columns.column import SHARED
from extractors.forms.columns.heads import Head, find_head
from extractors.forms.columns.storeys import is_head_row
from extractors.forms.columns.variants import horizon_of
from extractors.forms.grid import Grid
from extractors.forms.layouts.levels_across import head_of_levels
from extractors.forms.words.vocabulary import column_role, is_word, role_of
from normalizers.quantities.unit_headings import unit_in_brackets
from tests.extractors.papers import LEVELS, counted, ruled

CASES = Path(__file__).parents[2] / "cases"
LISTS = {"money blocks": ("money", "blocks"), "money columns": ("money", "columns"), "money rows": ("money", "rows")}


def rows() -> list[dict[str, str]]:
    with (CASES / "headers.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("case", rows(), ids=lambda case: f"{case['section']} {case['spelling']}")
def test_spelling(case: dict[str, str]) -> None:
    section, spelling = case["section"], case["spelling"]
    if section == "columns":
        found = column_role(spelling).name
    elif section in LISTS:
        found = "yes" if is_word(*LISTS[section], spelling) else ""
    elif section == "totals":
        found = "yes" if is_word("totals", "words", spelling) else ""
    else:
        found = role_of(section, spelling).name
    assert found == case["role"]


def test_a_damaged_spelling_is_less_sure() -> None:
    assert role_of("columns", "偏差原因分析及改进措施").sureness == 1.0
    assert 0.7 < role_of("columns", "偏差原因分析及改进错施").sureness < 0.9


def head(grid: Grid, index: int = 0) -> Head:
    found = find_head(grid, index)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("row", "is_head"),
    [
        (f"{LEVELS}|指标值", True),
        ("绩效指标|一级指标|二级指标|三级指标|分值|得分", True),
        (LEVELS, True),
        ("指标内容|指标值|备注|得分", True),
        ("一级指标|指标性质|指标值", True),
        ("一级指标|指标值", False),
        ("分值|得分|备注|完成值", False),
        ("序号|单位|一级指标", False),
        ("产出指标|数量指标|新建路灯|≥5盏", False),
        ("", False),
    ],
)
def test_what_is_a_head(row: str, is_head: bool) -> None:
    assert is_head_row(counted(row).rows[0]) is is_head


def test_a_label_at_the_left_edge_is_the_side() -> None:
    found = head(counted("长期绩\n效指标|一级指标|二级指标|三级指标|指标值", "|产出指标|数量指标|路灯|≥5盏"))
    assert found.side == "长期绩效指标"
    assert horizon_of(found.side) == "long-term"
    assert [(c.role, c.start) for c in found.columns] == [
        ("other", 0),
        ("level1", 1),
        ("level2", 2),
        ("name", 3),
        ("target", 4),
    ]


@pytest.mark.parametrize(
    ("side", "horizon"),
    [("中期绩效指标", "long-term"), ("项目总绩效指标", "long-term"), ("年度指标", "annual"), ("绩效指标", "")],
)
def test_horizon(side: str, horizon: str) -> None:
    assert horizon_of(side) == horizon


BODY = "|运行成本|公用经费控制|公用经费控制率|90%|91%|92%|历史标准"
COUNTED = (
    "年度绩效指标|一级指标|二级指标|三级指标|近两年指标值|预期当年实现值|指标值确定依据",
    "||||2021年|2022年||",
    BODY,
)
COUNTED_THREE = (
    "年度绩效指标|一级指标|二级指标|三级指标|指标值|指标值确定依据",
    "||||近两年指标值|预期当年实现值|",
    "||||2021年|2022年||",
    BODY,
)
RULED = (
    "年度绩效指标|一级指标|二级指标|三级指标|近两年指标值|>|预期当年实现值|指标值确定依据",
    "^|^|^|^|2021年|2022年|^|^",
    BODY,
)


@pytest.mark.parametrize(
    "grid",
    [
        pytest.param(counted(*COUNTED), id="counted, two storeys"),
        pytest.param(counted(*COUNTED_THREE), id="counted, three storeys"),
        pytest.param(ruled(*RULED), id="ruled"),
    ],
)
def test_years_under_a_span_are_history(grid: Grid) -> None:
    found = head(grid)
    assert [(c.role, c.period, c.start) for c in found.columns if c.role in ("history", "target", "basis")] == [
        ("history", "2021", 4),
        ("history", "2022", 5),
        ("target", "", 6),
        ("basis", "", 7),
    ]


def test_a_year_over_the_targets_is_the_last_of_the_history() -> None:
    found = head(ruled(f"{LEVELS}|指标值|>|>", "^|^|^|2021年|2022年|2023年", "产出|数量|路灯数|5|6|7"))
    assert [(c.role, c.period) for c in found.columns[3:]] == [
        ("history", "2021"),
        ("history", "2022"),
        ("target", "2023"),
    ]


@pytest.mark.parametrize(
    ("word", "cells", "role"),
    [
        ("指标类型", ("≥", "定性", "="), "operator"),
        ("指标类型", ("绩效基本型", "绩效创新型", "绩效基本型"), "tag"),
        ("指标性质", ("≥", "≤", "定性"), "operator"),
        ("单位", ("盏", "%", "万元"), "unit"),
        ("说明", ("反映路灯的维护情况", "考察是否及时", "该指标考察规范程度"), "explanation"),
        ("说明", ("", "", ""), "other"),
    ],
)
def test_a_head_of_two_meanings_is_decided_by_its_cells(word: str, cells: tuple[str, ...], role: str) -> None:
    body = (f"产出指标|数量指标|路灯数量|{cell}|5|10" for cell in cells)
    assert head(counted(f"{LEVELS}|{word}|指标值|分值", *body)).columns[3].role == role


@pytest.mark.parametrize(
    "word",
    [
        "指标类型（定性/定量）",
        "指标类型(定量/定性)",
        "指标性质/属性（≥/≤）",
        "指标类型  指标属性",
        "指标方向\n（正/反）",
    ],
)
def test_a_head_of_two_meanings_may_hold_a_stroke_or_a_second_head(word: str) -> None:
    found = head(counted(f"{LEVELS}|{word}|指标值", "产出|数量|路灯|定量|5", "产出|质量|桥灯|定性|好"))
    assert [column.role for column in found.columns[:3]] == ["level1", "level2", "name"]
    assert [column.role for column in found.columns[4:]] == ["target"]


def test_a_year_under_a_head_of_two_meanings_leaves_it_undecided() -> None:
    grid = ruled(f"{LEVELS}|说明|指标值", "^|^|^|2022年|^", "产出指标|数量指标|路灯|正常|5")
    assert head(grid).roles()[:3] == ("level1", "level2", "name")


def test_one_head_over_operator_figure_and_unit_is_three_columns() -> None:
    body = ("产出指标|数量指标|路灯数量|≥|50|盏|10", "产出指标|质量指标|亮灯率|≥|95|%|10")
    found = head(ruled(f"{LEVELS}|指标值|>|>|分值", *body))
    assert found.roles() == ("level1", "level2", "name", "operator", "target", "unit", "weight")
    found = head(counted(f"{LEVELS}|指标值|分值", *body))
    assert found.roles() == ("level1", "level2", "name", "operator", "target", "unit", "weight")


def test_points_behind_levels_are_subtotals() -> None:
    found = head(counted("一级指标|分值|二级指标|分值|三级指标|分值|得分", "产出|50|数量|25|路灯数|5|5"))
    assert found.roles() == ("level1", "weight1", "level2", "weight2", "name", "weight", "score")


def test_a_table_without_a_third_level_calls_the_second_one_indicators() -> None:
    assert head(counted("一级指标|二级指标|指标值|分值", "产出|路灯数|5|5")).roles() == (
        "level1",
        "name",
        "target",
        "weight",
    )


def test_a_fourth_level_is_the_indicator() -> None:
    found = head(counted(f"{LEVELS}|四级指标|指标值", "产出|数量|路灯|路灯数|5"))
    assert found.column("name") is not None
    assert [c.role for c in found.columns].index("name") == 3


def test_the_unit_that_a_head_prints() -> None:
    found = head(counted(f"{LEVELS}|指标值（万元）|分值", "成本|成本|费用|5|5"))
    column = found.column("target")
    assert column is not None
    assert column.unit == "万元"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("经费控制情况（万元）", "万元"),
        ("资金支出计划 (%)", "%"),
        ("财政供养人员情况（单位：人）", "人"),
        ("面积（平方米）", "平方米"),
        ("执行率（B/A）", ""),
        ("指标值(年度)", ""),
        ("分值（10分）", ""),
        ("年度目标（截止2026年）", ""),
    ],
)
def test_unit_in_brackets(text: str, unit: str) -> None:
    assert unit_in_brackets(text) == unit


@pytest.mark.parametrize(
    ("cell", "columns"),
    [
        ("年度指标值   评分标准", [("target", "")]),
        ("目标值/完成值   得分", [("target", ""), ("actual", "")]),
        ("1-7月执行情况   备注", [("interim", "1-7月")]),
    ],
)
@pytest.mark.parametrize("make", [counted, ruled])
def test_of_two_heads_in_one_cell_the_first_counts(
    make: Callable[..., Grid], cell: str, columns: list[tuple[str, str]]
) -> None:
    found = head(make(f"{LEVELS}|{cell}", "产出指标|数量指标|新建路灯|≥9盏/10盏", "产出指标|质量指标|合格率|≥9%/10%"))
    assert [(column.role, column.period) for column in found.columns[3:]] == columns


def test_two_halves_are_long_term_and_annual() -> None:
    grid = ruled(
        "绩效指标|长期目标|>|>|年度目标|>|>",
        "一级指标|二级指标|指标内容|指标值|二级指标|指标内容|指标值",
        "产出指标|数量指标|路灯总数|500盏|数量指标|新建路灯|50盏",
    )
    found = head(grid, 1)
    assert [variant.horizon for variant in found.variants] == ["long-term", "annual"]
    assert [c.group for c in found.columns] == [SHARED, 0, 0, 0, 1, 1, 1]


def test_a_second_column_of_names_without_values_explains_the_first() -> None:
    grid = ruled(
        f"{LEVELS}|指标值|度量单位|指标内容",
        "产出指标|数量指标|新建路灯|≥50|盏|实际新建的路灯数",
        "产出指标|质量指标|验收合格率|≥95|%|验收合格数/验收数",
        "产出指标|时效指标|按时完工率|≥90|%|抽样调查",
    )
    found = head(grid)
    assert [c.role for c in found.columns[2:]] == ["name", "target", "unit", "explanation"]
    assert len(found.variants) == 1 and found.chance > 0.95


@pytest.mark.parametrize(
    ("levels", "horizons"),
    [(("社会效益", "可持续影响", "满意度"), ["", ""]), (("数量", "质量", "时效"), ["long-term", "annual"])],
)
def test_a_list_goes_on_beside_itself_where_its_levels_do(levels: tuple[str, ...], horizons: list[str]) -> None:
    names = ("受益户数", "管护机制", "村民满意度")
    rows = [
        f"{level}指标|{name}|{value}|{other}指标|{beside}|{said}"
        for level, name, value, other, beside, said in zip(
            ("数量", "质量", "时效"), ("新建路灯", "合格率", "完工率"), ("9盏", "95%", "90%"), levels, names,
            ("60户", "建立", "≥90%"), strict=True,
        )
    ]  # fmt: skip
    found = head(ruled("指标类型|指标名称|指标值|指标类型|指标名称|指标值", *rows))
    assert [variant.horizon for variant in found.variants] == horizons
    assert found.chance < 0.9


def test_a_label_in_front_of_the_goals_is_no_horizon_of_a_list_that_goes_on_beside_itself() -> None:
    grid = ruled(
        "年度目标|>|更换老旧路灯，保障夜间出行安全。|>|>|>",
        "类型|指标|目标值|类型|指标|目标值",
        "数量|新建路灯|9盏|社会效益|受益户数|60户",
        "质量|合格率|95%|可持续|管护机制|建立",
        "时效|完工时间|6月底前|满意度|村民满意度|≥90%",
    )
    assert [variant.horizon for variant in head(grid, 1).variants] == ["", ""]


@pytest.mark.parametrize(
    ("heads", "cells", "roles"),
    [
        (
            "绩效指标|>|指标名称|指标值",
            ("产出指标|数量|", "产出指标|质量|", "满意度指标|满意度|"),
            ["level1", "level2"],
        ),
        ("绩效指标|指标名称|指标值", ("数量指标|", "质量指标|", "满意度指标|"), ["level2"]),
        ("绩效指标|指标名称|指标值", ("产出指标|", "效益指标|", "满意度指标|"), ["level1"]),
        ("绩效指标|指标名称|指标值", ("^|", "^|", "^|"), ["other"]),
    ],
)
def test_the_word_for_the_block_may_head_its_levels(heads: str, cells: tuple[str, ...], roles: list[str]) -> None:
    said = ("新建路灯|≥9盏", "合格率|≥95%", "村民满意度|≥90%")
    grid = ruled(heads, *(cell + rest for cell, rest in zip(cells, said, strict=True)))
    assert [column.role for column in head(grid).columns] == [*roles, "name", "target"]


def test_values_may_stand_under_the_word_for_what_an_indicator_is() -> None:
    found = head(ruled(f"{LEVELS}|运算符号|指标内容|度量单位", "产出|数量|路灯数|≥|8|盏", "产出|质量|合格率|≥|95|%"))
    assert [c.role for c in found.columns[2:]] == ["name", "operator", "target", "unit"]


def test_a_rate_beside_what_had_been_reached_is_no_result() -> None:
    rows = ("产出|数量|路灯数|≥50盏|38盏|76%", "产出|质量|合格率|≥95%|96%|100%", "产出|时效|及时率|≥90%|95%|100%")
    found = head(ruled(f"{LEVELS}|年度指标值|1-9月完成值|完成率", *rows))
    assert [c.role for c in found.columns[3:]] == ["target", "interim", "other"]


def test_targets_before_and_after_a_change() -> None:
    rows = (
        "产出|数量|路灯数|≥50盏|≥40盏|调减|推迟启用",
        "产出|质量|合格率|≥95%|≥95%|不变|",
        "产出|时效|及时率|9月|9月|不变|",
    )
    found = head(ruled(f"{LEVELS}|调整前指标值|调整后指标值|调整情况|调整理由", *rows))
    assert [c.role for c in found.columns[3:]] == ["target", "adjusted", "remark", "remark"]
    assert not found.doubts


def test_targets_of_a_half_year_stand_beside_those_of_the_year() -> None:
    rows = ("产出|数量|路灯数|25盏|50盏", "产出|质量|合格率|≥95%|≥95%", "产出|时效|及时率|≥90%|≥95%")
    found = head(ruled(f"{LEVELS}|指标值|>", "^|^|^|半年|全年", *rows))
    assert [(c.role, c.period) for c in found.columns[3:]] == [("interim", "半年"), ("target", "")]
    assert not found.doubts


def test_a_row_of_ten_thousand_cells_is_no_head() -> None:
    wide = "|".join(["一级指标", "二级指标", "三级指标", *["分值"] * 10_000])
    assert find_head(counted(wide, "产出|数量|路灯数"), 0) is None


@pytest.mark.parametrize(("count", "is_head"), [(2, True), (200, False)])
def test_no_row_wider_than_a_form_is_a_head_of_levels(count: int, is_head: bool) -> None:
    beside, cells = ["|".join(f"{word}{'甲' * at}" for at in range(1, count)) for word in ("栏", "格")]
    grid = ruled(f"{beside}|数量指标|质量指标", f"{cells}|修渠长度≥3公里|验收合格率≥95%")
    assert (head_of_levels(grid, 0) is not None) == is_head
