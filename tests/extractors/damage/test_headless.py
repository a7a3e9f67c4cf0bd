"""Rows without a head, put together by what their pieces say."""

from __future__ import annotations

from extractors.forms.rows.headless import Record, records_of
from tests.extractors.papers import reading, tabbed


def records(*rows: str) -> list[Record]:
    return records_of([(index, row.split("|")) for index, row in enumerate(rows)])


def valued(*rows: str) -> list[tuple[str, str, str]]:
    """Name, operator and value of each indicator."""
    return [(r.name, r.operator or r.tag, r.figure or r.quality) for r in records(*rows)]


def test_the_pieces_of_a_row_in_any_order() -> None:
    assert valued("路灯亮灯率|≥|95|%|每低1%扣1分", "定性|制度健全性|健全", "|健全 内控有效性 定性") == [
        ("路灯亮灯率", "≥", "95"),
        ("制度健全性", "定性", "健全"),
        ("内控有效性", "定性", "健全"),
    ]


def test_two_indicators_in_one_row() -> None:
    assert valued("路灯亮灯率|≥|95%|完工及时率|=|100%") == [("路灯亮灯率", "≥", "95%"), ("完工及时率", "=", "100%")]


def test_rows_that_are_columns_of_the_form() -> None:
    assert valued("工作任务", "目标相关性|任务合理性", "定性|相关|定性|科学") == [
        ("目标相关性", "定性", "相关"),
        ("任务合理性", "定性", "科学"),
    ]


def test_a_value_that_only_the_rule_names() -> None:
    assert valued("新建路灯数量|40 ≥ 40盏得5分，每少1盏扣1分。", "路灯亮灯率|≥95%得5分，否则不得分。") == [
        ("新建路灯数量", "≥", "40盏"),
        ("路灯亮灯率", "≥", "95%"),
    ]


def test_names_that_slipped_against_their_rules() -> None:
    found = records(
        "新建路灯数量|考察全年完成的工程。|",
        "桥灯改造数量|反映新建路灯数量的完成程度。|50盏以上得5分，每少1盏扣1分",
        "完工及时率|反映桥灯改造数量的完成程度。|3座得5分，每少1座扣1分",
        "群众满意度|反映完工及时率的高低。|100%得5分，每低1%扣1分",
    )
    assert {(r.name, r.figure) for r in found} >= {("新建路灯数量", "50盏以上"), ("桥灯改造数量", "3座")}


def test_levels_hold_for_what_follows() -> None:
    found = records("产出指标|数量指标|路灯数量|≥|50", "|桥灯数量|≥|3", "|质量指标|亮灯率|≥|95%")
    assert [(r.level1, r.level2) for r in found] == [
        ("产出指标", "数量指标"),
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
    ]


def test_a_repeated_indicator_is_told_once_and_the_fuller_stays() -> None:
    assert valued("路灯亮灯率|每低1%扣1分", "路灯亮灯率|≥|95%|每低1%扣1分", "完工及时率|=|100%") == [
        ("路灯亮灯率", "≥", "95%"),
        ("完工及时率", "=", "100%"),
    ]


def test_pieces_without_a_name_or_a_value_are_no_indicator() -> None:
    assert records("≥|95%", "路灯亮灯率", "定性") == []
    assert records() == []


def test_a_table_on_its_side_by_the_heads_at_its_edge() -> None:
    found = records(
        "三级指标|亮灯率|制度健全性|完工时长",
        "指标类型|定量|定性|定量",
        "计算符号|≥||≤",
        "指标值|95|健全|30",
        "计量单位|%||天",
        "评分标准|达到得3分|健全得2分|30天以内得2分",
        "质量指标",
    )
    assert [(r.name, r.operator, r.figure or r.quality, r.unit, r.level2) for r in found] == [
        ("亮灯率", "≥", "95", "%", "质量指标"),
        ("制度健全性", "", "健全", "", "质量指标"),
        ("完工时长", "≤", "30", "天", "质量指标"),
    ]


def test_signs_of_a_table_on_its_side_whose_empty_cells_vanished() -> None:
    found = records("三级指标|制度健全性|亮灯率|完工时长", "计算符号|≥|≤", "指标值|健全|95|30", "计量单位|%|天")
    assert [(r.name, r.operator, r.unit) for r in found] == [
        ("制度健全性", "", ""),
        ("亮灯率", "≥", "%"),
        ("完工时长", "≤", "天"),
    ]


def test_a_table_on_its_side_behind_its_level_and_around_a_scrap() -> None:
    assert valued("质量指标|三级指标|亮灯率|完好率", "路灯。", "|计算符号|≥|≥", "|指标值|95%|98%") == [
        ("亮灯率", "≥", "95%"),
        ("完好率", "≥", "98%"),
    ]


def test_values_over_their_signs_are_those_of_the_names_in_both_rows() -> None:
    found = valued(
        "|每低1%扣1分|反映制度是否健全。|完好率=完好盏数/总盏数。|修复率=修复盏数/报修盏数。",
        "制度健全性|定性|健全|98 %|97 %|15 %",
        "亮灯率|定量||≥|≥|≤",
    )
    assert found[:2] == [("制度健全性", "", "健全"), ("亮灯率", "≥", "98%")]
    assert ("修复率", "≥", "97%") in found


def test_rows_that_say_nothing_part_no_run() -> None:
    assert valued("亮灯率|制度健全性", "*100%", "定量|95%|定性|健全") == [
        ("亮灯率", "定量", "95%"),
        ("制度健全性", "定性", "健全"),
    ]


def test_a_kind_beside_a_sign() -> None:
    assert valued("产出指标|质量指标|亮灯率|定量|≥|95|%|每低1%扣1分|反映夜间是否亮灯。") == [("亮灯率", "≥", "95")]


def test_a_value_that_is_said_twice() -> None:
    assert valued(
        "桥灯数量|≥|18|18盏", "改善程度|定性|明显改善|明显改善", "= =|100|% %|亮灯率 质量指标|= =|100|% %"
    ) == [
        ("桥灯数量", "≥", "18盏"),
        ("改善程度", "定性", "明显改善"),
        ("亮灯率", "=", "100"),
    ]


def test_a_name_that_a_level_bears_too() -> None:
    assert valued("服务对象满意度|≥|90|90%|每低1%扣1分") == [("服务对象满意度", "≥", "90%")]


def test_a_name_that_sounds_like_a_value() -> None:
    assert valued("无偿献灯量|≥|12|盏|每少1盏扣1分") == [("无偿献灯量", "≥", "12")]


def test_a_name_that_the_explanation_alone_says_is_doubted() -> None:
    found = records("|定量|=|100|%|每低1%扣1分|该指标主要考察路灯修复情况", "||=|98|%|每低1%扣1分|完好率=完好/总数。")
    assert [(r.name, r.is_named) for r in found] == [("路灯修复", False), ("完好率", False)]
    assert all(r.sure < 0.5 for r in found)


def test_words_behind_the_value_are_no_second_name() -> None:
    assert valued("桥灯数量|≥|18|18盏|桥灯安装情况|每少1盏扣1分") == [("桥灯数量", "≥", "18盏")]


def test_a_row_that_names_nothing_takes_the_name_that_slipped_as_far_as_the_others() -> None:
    found = records(
        "桥灯改造数量|该指标主要考察新建路灯数量情况|50 ≥ 50盏得5分，每少1盏扣1分|该指标主要考察新建路灯数量情况",
        "完工及时率|桥灯改造数量|3座 ≥ 3座得5分，每少1座扣1分|该指标主要考察桥灯改造数量情况",
        "数量指标||=100% 100%得5分，每低1%扣1分|",
    )
    assert [(r.name, r.figure) for r in found] == [
        ("新建路灯数量", "50盏"),
        ("桥灯改造数量", "3座"),
        ("完工及时率", "100%"),
    ]
    assert found[2].sure < found[1].sure


TORN = (
    "定性|制度健全性|健全|该指标考察制度是否健全。",
    "路灯亮灯率|≥|95%|每低1%扣1分",
    "完工及时率|=|100%|每低1%扣1分",
)


def test_a_table_that_lost_its_head_is_read_and_doubted() -> None:
    found = reading("部门整体绩效目标表\n" + tabbed("单位名称|柳湾县城管局||", *TORN)).indicators
    assert [(i.name.text, i.cell("operator").text, i.cell("target").text) for i in found] == [
        ("制度健全性", "定性", "健全"),
        ("路灯亮灯率", "≥", "95%"),
        ("完工及时率", "=", "100%"),
    ]
    assert all(i.confidence < 0.8 and i.reasons for i in found)


def test_a_single_one_is_not_enough() -> None:
    text = "部门整体绩效目标表\n" + tabbed("单位名称|柳湾县城管局||", "路灯亮灯率|≥|95%|每低1%扣1分")
    assert reading(text).indicators == ()


def test_a_head_ends_what_is_torn() -> None:
    head = "一级指标|二级指标|三级指标|指标值"
    text = "部门整体绩效目标表\n" + tabbed(*TORN, head, "产出指标|数量指标|桥灯数量|≥3座")
    found = reading(text).indicators
    assert [i.name.text for i in found][-1] == "桥灯数量"
    assert found[-1].confidence > 0.9
    assert len(found) == 4


def test_thousands_of_torn_rows_are_read_in_parts() -> None:
    rows = [f"路灯亮灯率{'甲乙丙丁戊己庚辛壬癸'[n % 10]}|≥|95%|每低1%扣1分" for n in range(1500)]
    assert reading("部门整体绩效目标表\n" + tabbed("单位名称|柳湾县城管局||", *rows)).indicators
