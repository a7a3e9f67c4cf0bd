"""Tables whose names are heads, and tables of grades."""

from __future__ import annotations

from schema.reading import IndicatorReading
from tests.extractors.papers import ruled_reading

TITLE = "2023年村级公益事业建设项目绩效目标表"
HEADS = (
    "行政村|项目名称|补助资金（万元）|产出指标|>|>|效益指标|满意度指标",
    "^|^|^|数量指标|质量指标|时效指标|社会效益指标|服务对象满意度指标",
    "^|^|^|建设规模|验收合格率|完工时间|受益人口|村民满意度",
)
ROWS = (
    "上畈村|村内道路硬化|18|1.2公里|100%|2023年9月底|860人|≥95%",
    "樟树村|路灯亮化工程|9.5|65盏|100%|2023年8月底|1120人|≥95%",
)


def read(*rows: str) -> list[IndicatorReading]:
    return list(ruled_reading(TITLE, *rows).indicators)


def test_each_value_below_a_name_is_an_indicator_of_its_rows_project_and_place() -> None:
    found = read(*HEADS, *ROWS)
    said = [(row.site, row.project, row.level1, row.level2, row.name.text, row.cell("target").text) for row in found]
    assert said[0] == ("上畈村", "村内道路硬化", "产出指标", "数量指标", "建设规模", "1.2公里")
    assert said[-1] == ("樟树村", "路灯亮化工程", "满意度指标", "服务对象满意度指标", "村民满意度", "≥95%")
    assert len(said) == 10


def test_the_places_are_those_of_the_printed_table() -> None:
    found = read(*HEADS, *ROWS)
    assert [row.place.row for row in found] == [4] * 5 + [5] * 5
    assert (found[5].name.place.row, found[5].name.place.column) == (3, 4)
    assert (found[5].cell("target").place.row, found[5].cell("target").place.column) == (5, 4)


def test_a_sum_below_the_rows_is_none_of_them() -> None:
    assert len(read(*HEADS, *ROWS, "合计|>|27.5|||||")) == 10


def test_names_with_their_values_below_levels_are_not_names_over_values() -> None:
    found = read("产出指标|>|效益指标|满意度指标", "数量指标|质量指标|社会效益指标|服务对象满意度指标",
                 "新建路灯≥65盏|验收合格率100%|受益人口≥860人|村民满意度≥95%")  # fmt: skip
    assert [row.name.text for row in found] == ["新建路灯", "验收合格率", "受益人口", "村民满意度"]


def test_grades_below_one_head_are_the_rule_of_each_indicator() -> None:
    found = read(
        "职责活动|年度预算数|内容描述|绩效目标|绩效指标|评价标准|>|>|>",
        "^|^|^|^|^|优|良|中|差",
        "一、路灯管护|426.5|更换和维修路灯|保障夜间照明，方便群众出行。|路灯完好率|≥95%|≥90%|≥85%|<85%",
        "^|^|^|^|报修处理及时率|100%|≥95%|≥90%|<90%",
        "二、公厕管护|188|日常保洁和设施维修|为群众提供干净的公厕。|保洁达标率|≥98%|≥95%|≥90%|<90%",
    )
    assert [row.name.text for row in found] == ["路灯完好率", "报修处理及时率", "保洁达标率"]
    assert found[0].cell("rule").text == "≥95%；≥90%；≥85%；<85%"
    assert not any(row.cell("actual").text for row in found)
