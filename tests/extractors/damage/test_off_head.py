"""Rows below a head that no longer follow it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.forms.blocks import indicators, money
from extractors.forms.columns.heads import Head, find_head
from extractors.forms.grid import Grid, grid_of
from extractors.forms.rows.line import NO_NAME
from extractors.forms.rows.off_head import OffHead, off_head
from extractors.forms.rows.pieced import BY_PIECES
from extractors.forms.scene import Scene
from extractors.forms.text.arbiter import OTHERWISE
from schema.document import Table
from schema.place import Place
from schema.reading import IndicatorReading, Printed, Reading
from tests.extractors.papers import reading, tabbed

HEAD = "一级指标|二级指标|三级指标|指标类型|计算符号|指标值|计量单位|评分标准|指标说明"
CLEAN = (
    "产出指标|数量指标|新建路灯数量|定量|≥|50|盏|50盏以上得5分，每少1盏扣1分|反映新建路灯是否足数。",
    "||改造桥灯数量|定量|≥|3|座|3座以上得5分，每少1座扣1分|反映桥灯是否足数。",
    "|质量指标|制度健全性|定性||健全||健全得3分，否则不得分|反映制度是否健全。",
)
ON_ITS_SIDE = (
    "三级指标|夜间亮灯率|灯杆完好率|抢修及时性",
    "指标类型|定量|定量|定性",
    "计算符号|≥|≥|",
    "指标值|95|98|及时",
    "计量单位|%|%|",
    "指标说明|亮灯率=亮灯盏数/总盏数。|完好率=完好灯杆/灯杆总数。|反映抢修是否及时。",
)
IN_ONE_CELL = "共3分。1.建立台账，计1.5分；2.台账完整，计1.5分。|||规范 台账管理规范性 定性|反映台账是否规范。"
SHIFTED = "|灯杆刷新数量|定量|≥|40|根|40根以上得3分，每少1根扣1分|反映灯杆是否刷新。"


def filing(*rows: str) -> Reading:
    return reading("部门整体绩效目标表\n" + tabbed("单位名称|柳湾县城管局||", HEAD, *rows))


def valued(*rows: str) -> list[tuple[str, str, str]]:
    return [said(row) for row in filing(*rows).indicators]


def said(row: IndicatorReading) -> tuple[str, str, str]:
    return row.name.text, row.cell("operator").text, row.cell("target").text


UNDER_HEAD = [
    ("新建路灯数量", "≥", "50"),
    ("改造桥灯数量", "≥", "3"),
    ("制度健全性", "", "健全"),
]


def test_a_page_on_its_side_below_a_head() -> None:
    assert valued(*CLEAN, *ON_ITS_SIDE) == [
        *UNDER_HEAD,
        ("夜间亮灯率", "≥", "95"),
        ("灯杆完好率", "≥", "98"),
        ("抢修及时性", "定性", "及时"),
    ]


def test_rows_off_the_head_leave_those_that_follow_it_sure() -> None:
    found = filing(*CLEAN, *ON_ITS_SIDE).indicators
    assert all(row.confidence > 0.8 and BY_PIECES not in row.reasons for row in found[:3])
    assert all(row.confidence < 0.8 and BY_PIECES in row.reasons for row in found[3:])


def test_a_name_between_its_value_and_its_kind_in_one_cell() -> None:
    found = filing(*CLEAN, IN_ONE_CELL).indicators
    assert [said(row) for row in found] == [*UNDER_HEAD, ("台账管理规范性", "定性", "规范")]
    assert found[-1].cell("rule").text.startswith("共3分")
    assert (found[-1].level1, found[-1].level2) == ("产出指标", "质量指标")


def test_a_row_that_moved_a_column_keeps_its_sign() -> None:
    assert valued(*CLEAN, IN_ONE_CELL, SHIFTED)[-1] == ("灯杆刷新数量", "≥", "40")


def test_levels_that_a_row_off_the_head_says_hold_for_those_that_follow_it() -> None:
    back = "||群众投诉件数|定量|≤|5|件|5件以内得3分，每多1件扣1分|反映投诉是否减少。"
    found = filing(*CLEAN, "效益指标|社会效益指标|规范 台账管理规范性 定性|||", *[back] * 2).indicators
    assert {(row.level1, row.level2) for row in found[4:]} == {("效益指标", "社会效益指标")}


def test_values_in_the_cells_of_their_rules() -> None:
    rows = (
        "|夜间亮灯率|95% ≥ 达到目标值95%得2分，每低1%扣1分|该指标主要考察夜间亮灯率情况",
        "|抢修时长|12小时 ≤ ≤12小时得4分，每超过1小时扣1分|该指标主要考察抢修时长情况",
        "|灯杆完好率|98 ≥ ≥98%得3分，每低1%扣1分|该指标主要考察灯杆完好率情况",
    )
    assert valued(*CLEAN, *rows)[3:] == [
        ("夜间亮灯率", "≥", "95%"),
        ("抢修时长", "≤", "12小时"),
        ("灯杆完好率", "≥", "98%"),
    ]


def test_a_table_that_follows_its_head_is_read_under_it_alone() -> None:
    found = filing(*CLEAN, "|时效指标|完工时长|定量|≤|30|天|30天以内得5分，每多1天扣1分|反映完工是否按期。").indicators
    assert len(found) == 4
    assert not any({BY_PIECES, OTHERWISE} & set(row.reasons) for row in found)


def test_figures_beside_points_are_told_by_the_head_alone() -> None:
    rows = [
        "履职效能|50|整体效能|25|亮灯产出指标完成情况|10|8.5||反映全城夜间亮灯的情况。|按完成比例得分，完成全部得满分",
        "||||刷新效益指标完成情况|10|9||反映灯杆是否按计划刷新。|按完成比例得分，完成全部得满分",
        "||||抢修及时情况|5|4||反映故障是否按时修复。|按完成比例得分，完成全部得满分",
    ]
    head = "一级指标|分值|二级指标|分值|三级指标|分值|得分|未达标原因|指标解释|评分标准"
    found = reading("部门整体支出绩效自评表\n" + tabbed("单位名称|柳湾县城管局||", head, *rows)).indicators
    assert [(row.cell("weight").text, row.cell("score").text) for row in found] == [
        ("10", "8.5"),
        ("10", "9"),
        ("5", "4"),
    ]


def test_rows_that_say_that_there_is_no_indicator_are_no_reason_to_leave_the_head() -> None:
    found = filing(*CLEAN, "|时效指标|不涉及||||||", *CLEAN[1:]).indicators
    assert not any(BY_PIECES in row.reasons for row in found)


def test_a_row_whose_name_is_lost_is_doubted_and_a_row_that_says_none_is_told() -> None:
    named = "||定量|=|100|%|每低1%扣1分|修复率=修复盏数/报修盏数。"
    lost = "||定量|=|100|%|每低1%扣1分|"
    found = filing(*CLEAN, IN_ONE_CELL, named, lost, IN_ONE_CELL.replace("台账", "档案"))
    assert NO_NAME in next(row.reasons for row in found.indicators if row.name.text == "修复率")
    assert any("1 rows with figures are no indicators" in sentence for sentence in found.unread)


def test_a_torn_table_goes_on_behind_lone_levels() -> None:
    text = tabbed("单位名称|柳湾县城管局||", HEAD, *CLEAN, *ON_ITS_SIDE) + "\n社会效益\n满意度\n效益指标\n"
    found = reading("部门整体绩效目标表\n" + text + tabbed("夜间行人满意度|≥|90|90%|每低1%扣1分|")).indicators
    assert said(found[-1]) == ("夜间行人满意度", "≥", "90%")


def test_rows_of_signs_end_the_goals_above_them() -> None:
    rows = (
        "年度履职目标|全年路灯都亮。||",
        "年度主要任务|*任务名称|*主要内容|",
        "年度主要任务|亮化主街|目标1：主街路灯都亮。|",
        "|夜间亮灯率|定量|≥|95|%|每低1%扣1分",
        "|灯杆完好率|定量|≥|98|%|每低1%扣1分",
    )
    found = reading("部门整体绩效目标表\n" + tabbed("部门（单位）名称|柳湾县城管局||", *rows))
    assert [row.name.text for row in found.indicators] == ["夜间亮灯率", "灯杆完好率"]
    assert [goal.text for goal in found.goals] == ["全年路灯都亮。", "目标1：主街路灯都亮。"]


def test_the_head_of_names_begins_no_table_of_money() -> None:
    rows = [["资金管理", head, "预算执行率", "“三公经费”控制率"] for head in ("三级指标", "项目")]
    tables = [Table.of([row, ["", "指标值", "95", "98"]], exact=False) for row in rows]
    assert [money.read(grid_of(table, 1, 1), 0, Scene()) is None for table in tables] == [True, False]


def test_the_head_is_taken_as_it_was_where_its_rows_alone_say_less_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_targets(grid: Grid, index: int) -> Head | None:
        head = find_head(grid, index)
        if head is None or len(grid.rows) > len(CLEAN) + 2:
            return head
        columns = (replace(one, role="other") if one.role == "target" else one for one in head.columns)
        return replace(head, columns=tuple(columns))

    monkeypatch.setattr(indicators, "find_head", without_targets)
    assert valued(*CLEAN, *ON_ITS_SIDE)[:3] == UNDER_HEAD


def under_head(row: int, name: str, target: str, operator: str = "") -> IndicatorReading:
    """What a head made of a row."""
    cells = {"target": Printed(target), "operator": Printed(operator)}
    return IndicatorReading(form="overall-target", name=Printed(name), cells=cells, place=Place(table=1, row=row))


def rows_off(rows: list[str], headed: list[IndicatorReading]) -> set[int]:
    grid = grid_of(Table.of((row.split("|") for row in rows), exact=False), 1, 1)
    return set(off_head(grid, range(len(rows)), headed, Scene()).rows)


def test_a_reading_that_leaves_out_a_printed_sign_is_unlikely() -> None:
    rows = [SHIFTED, SHIFTED.replace("刷新", "更换")]
    found = [under_head(1, "灯杆刷新数量", "40"), under_head(2, "灯杆更换数量", "40")]
    assert rows_off(rows, found) == {0, 1}
    assert not rows_off(rows, [under_head(1, "灯杆刷新数量", "40", "≥"), under_head(2, "灯杆更换数量", "40", "≥")])


def test_a_rule_is_no_name_and_several_things_are_no_value() -> None:
    rows = ["规范得4分，不规范不得分|规范 台账管理规范性 定性"] * 2
    assert rows_off(rows, [under_head(at, "规范得4分，不规范不得分", "规范") for at in (1, 2)]) == {0, 1}
    assert rows_off(rows, [under_head(at, "台账", "规范 台账管理规范性 定性") for at in (1, 2)]) == {0, 1}


def test_what_says_that_there_is_no_indicator_is_left_under_the_head() -> None:
    rows = ["亮灯率|≥|95", "不涉及||"]
    assert not rows_off(rows, [under_head(1, "亮灯率", "95", "≥"), under_head(2, "不涉及", "")])


def test_levels_said_off_the_head() -> None:
    found = OffHead(levels={2: ("效益指标", "社会效益指标")})
    told, other = found.leveled(under_head(2, "亮灯率", "95")), found.leveled(under_head(3, "亮灯率", "95"))
    assert (told.level1, told.level2, told.cell("level1").text) == ("效益指标", "社会效益指标", "效益指标")
    assert (other.level1, other.level2) == ("", "")
