"""Kinds of ruled tables that counties draw, some of their heads in words that no list knows."""

from __future__ import annotations

import pytest

from extractors.forms.evidence.columns import Evidence, told
from extractors.forms.words.vocabulary import column_role
from extractors.recognition import recognise
from schema.document import Cell, Document, Paragraph, Table
from schema.reading import IndicatorReading
from tests.extractors.papers import LEVELS, ruled_reading

TARGETS, RESULTS, SCORES = "项目支出绩效目标表", "项目支出绩效自评表", "部门整体支出绩效评分表"
ROWS = (
    ("产出指标", "数量指标", "疏浚沟渠长度", "≥", "12", "公里", "11.6公里", "30", "29"),
    ("产出指标", "质量指标", "沟渠验收合格率", "≥", "95", "%", "97%", "20", "20"),
    ("产出指标", "时效指标", "沟渠完工及时率", "=", "100", "%", "100%", "15", "15"),
    ("效益指标", "社会效益指标", "灌溉受益人口", "≥", "860", "人", "870人", "25", "25"),
    ("满意度指标", "服务对象满意度指标", "农户满意度", "≥", "90", "%", "93%", "10", "9"),
)
ROLES = ("level1", "level2", "name", "operator", "figure", "unit", "actual", "weight", "score")
WORDS = {
    "level1": "一级指标", "level2": "二级指标", "name": "三级指标", "operator": "运算符号", "figure": "指标值",
    "unit": "计量单位", "target": "指标值", "actual": "实际完成值", "weight": "分值", "score": "得分",
    "basis": "指标值确定依据", "duty": "责任科室", "source": "取数方式", "rule": "评分标准",
}  # fmt: skip
BESIDE = {"basis": "行业标准", "duty": "水务站", "source": "统计台账", "rule": "完成得满分，每低1个百分点扣1分"}


def cells(row: tuple[str, ...]) -> dict[str, str]:
    own = dict(zip(ROLES, row, strict=True))
    return {**own, **BESIDE, "target": own["operator"] + own["figure"] + own["unit"]}


def table(roles: str, **words: str) -> list[str]:
    """The head in these words, and the rows below it, of the columns of these roles."""
    named = roles.split()
    return [
        "|".join(words.get(role, WORDS[role]) for role in named),
        *("|".join(cells(row)[role] for role in named) for row in ROWS),
    ]


def read(title: str, *rows: str) -> tuple[IndicatorReading, ...]:
    return ruled_reading(title, "项目名称|沟渠疏浚项目" + "|>" * (rows[0].count("|") - 1), *rows).indicators


def printed(found: tuple[IndicatorReading, ...], role: str) -> list[str]:
    return [row.name.text if role == "name" else row.cell(role).text for row in found]


@pytest.mark.parametrize(
    ("title", "roles", "words", "read_as"),
    [
        (RESULTS, "level1 level2 name target actual weight score", {"weight": "占分"}, "weight"),
        (RESULTS, "level1 level2 name target actual weight score", {"score": "本项所得"}, "score"),
        (SCORES, "level1 level2 name weight rule score", {"score": "所获"}, "score"),
        (RESULTS, "level1 level2 name target actual weight score", {"weight": "该项分数", "score": "所获"}, "score"),
        (RESULTS, "level1 level2 name target actual weight score", {"level1": "指标大项", "name": "评议点"}, "name"),
        (TARGETS, "duty name operator figure unit", {"name": "量化事项"}, "name"),
        (TARGETS, "level1 level2 name figure unit weight", {"weight": "权数"}, "weight"),
        (TARGETS, "level1 level2 name unit operator figure", {"figure": "数额"}, "target"),
        (TARGETS, "level1 level2 name operator figure unit", {"name": "量化事项", "figure": "数目"}, "name"),
        (TARGETS, "level1 level2 name source duty basis target", {"target": "应达数"}, "target"),
        (TARGETS, "level1 level2 name basis weight source target", {"weight": "配分"}, "weight"),
        (TARGETS, "name target", {"target": "拟达标准"}, "target"),
    ],
)  # fmt: skip
def test_a_column_under_words_that_nobody_knows_is_what_the_table_lacks(
    title: str, roles: str, words: dict[str, str], read_as: str
) -> None:
    assert all(column_role(word).sureness < 1 for word in words.values())
    found = read(title, *table(roles, **words))
    column = "figure" if "figure" in words and read_as == "target" else read_as
    assert printed(found, read_as) == [cells(row)[column] for row in ROWS]
    assert printed(found, "name") == [cells(row)["name"] for row in ROWS]
    assert all(row.reasons for row in found)


def test_running_numbers_are_no_points() -> None:
    rows = [f"{at or '编次'}|{row}" for at, row in enumerate(table("level1 level2 name target actual"))]
    assert set(printed(read(RESULTS, *rows), "weight")) == {""}


def test_no_column_is_points_whose_cells_are_none() -> None:
    names = Evidence("三级指标", "name", 1.0, [row[2] for row in ROWS])
    found = told([names, Evidence("", "", 0.0, ["9", "3", "80", "逐步减少", "明显", "12000"])])
    assert sum(found[1].chance(role) for role in ("weight", "weight2", "score")) < 0.1


@pytest.mark.parametrize(
    ("title", "head", "actual"),
    [
        (TARGETS, "2022年实际值", ""),
        (TARGETS, "行业水平", ""),
        (RESULTS, "2022年实际值", "11.6公里"),
    ],
)
def test_where_targets_are_set_nothing_was_reached(title: str, head: str, actual: str) -> None:
    assert printed(read(title, *table("level1 level2 name target actual", actual=head)), "actual")[0] == actual


@pytest.mark.parametrize("heads", ["单位自评得分|主管部门复核得分", "自评得分|评价得分", "自评得分|财政评分"])
def test_of_two_scores_the_first_is_the_row_s_own(heads: str) -> None:
    head, *rows = table("level1 level2 name target actual weight score score")
    head = head.removesuffix("得分|得分") + heads
    found = read(RESULTS, head, *(row[: row.rindex("|")] + "|7" for row in rows))
    assert printed(found, "score") == [row[-1] for row in ROWS]
    assert set(printed(found, "second_score")) == {"7"}


@pytest.mark.parametrize("word", ["指标类型", "指标类别", "指标分类"])
def test_the_only_column_of_levels_is_of_the_level_that_stands_in_it(word: str) -> None:
    found = read(TARGETS, *table("level2 name target", level2=word))
    assert [(row.level1, row.level2) for row in found] == [("", row[1]) for row in ROWS]


@pytest.mark.parametrize(
    ("heads", "horizons"),
    [
        ("中长期目标|年度目标", ["long-term", "annual"]),
        ("年度目标|中长期目标", ["annual", "long-term"]),
        ("规划期目标值|本年目标值", ["long-term", "annual"]),
    ],
)
def test_goals_over_values_are_targets(heads: str, horizons: list[str]) -> None:
    found = read(TARGETS, f"{LEVELS}|{heads}", *(f"{'|'.join(row[:3])}|{row[4]}|{row[4]}" for row in ROWS))
    assert [row.horizon for row in found[:2]] == horizons
    assert all(row.cell("target").text for row in found)


def test_a_half_below_a_head_in_unknown_words_has_its_own_horizon() -> None:
    half = table("level1 level2 name target", level1="考查大类", name="评议点")
    rows = [
        f"{side if not at else '^'}|{row}" for side in ("实施期绩效指标", "年度绩效指标") for at, row in enumerate(half)
    ]
    assert [row.horizon for row in read(TARGETS, *rows)] == ["long-term"] * len(ROWS) + ["annual"] * len(ROWS)


HEADED = (
    "产出指标|>|>|>",
    "数量指标|疏浚沟渠长度|≥12公里|10",
    "质量指标|沟渠验收合格率|≥95%|20",
    "二、效益指标|>|>|>",
    "社会效益指标|灌溉受益人口|≥860人|25",
)


def test_rows_of_one_cell_are_the_levels_of_the_rows_below() -> None:
    found = read(TARGETS, "二级指标|指标名称|指标值|分值", *HEADED)
    assert [(row.level1, row.level2) for row in found] == [
        ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标"),
    ]  # fmt: skip


@pytest.mark.parametrize("said", ["项目名称：{}", "（一）{}", "{}"])
@pytest.mark.parametrize("is_repeated", [True, False])
def test_rows_of_one_cell_name_the_projects_of_the_rows_below(said: str, is_repeated: bool) -> None:
    head, *rows = table("level1 level2 name target")
    over = [said.format(name) + "|>|>|>" for name in ("沟渠疏浚项目", "泵房改造工程")]
    paper = [over[0], head, *rows, over[1], head, *rows] if is_repeated else [head, over[0], *rows, over[1], *rows]
    found = ruled_reading(TARGETS, *paper).indicators
    assert [row.project for row in found] == ["沟渠疏浚项目"] * len(ROWS) + ["泵房改造工程"] * len(ROWS)


def test_a_value_merged_over_several_names_is_each_one_s_and_doubted() -> None:
    head, first, second, *rest = table("level1 level2 name target weight")
    merged = [first.replace("≥12公里", "≥95%"), second.replace("≥95%", "^")]
    found = read(RESULTS, head, *merged, *rest)
    assert printed(found, "target")[:2] == ["≥95%", "≥95%"]
    assert [bool(row.reasons) for row in found] == [True, True, False, False, False]


@pytest.mark.parametrize("brackets", ["({})", "（{}）", "（{}分）"])
def test_points_in_brackets_behind_all_names_are_their_weights(brackets: str) -> None:
    head, *rows = table("level1 level2 name target actual score", name="量化事项")
    rows = [line.replace(row[2], row[2] + brackets.format(row[7])) for line, row in zip(rows, ROWS, strict=True)]
    found = read(RESULTS, head, *rows)
    assert printed(found, "name") == [row[2] for row in ROWS]
    assert printed(found, "weight") == [row[7] for row in ROWS]


def test_lines_that_are_values_part_an_indicator_from_the_next() -> None:
    found = read(TARGETS, f"{LEVELS}|指标值", "产出指标|数量指标|疏浚沟渠长度/新建闸门处数|=12公里/7处",
                 "效益指标|社会效益指标|改善灌溉条件/灌溉受益人口|明显/860人")  # fmt: skip
    assert printed(found, "target") == ["=12公里", "7处", "明显", "860人"]


@pytest.mark.parametrize("joint", ["：", "", "/"])
def test_levels_as_heads_with_name_and_value_in_a_cell(joint: str) -> None:
    found = ruled_reading(
        TARGETS,
        "项目名称|预算数（万元）|数量指标|质量指标",
        f"沟渠疏浚项目|30|疏浚沟渠长度{joint}≥12公里|沟渠验收合格率{joint}≥95%",
        f"泵房改造工程|52.5|改造泵房数量{joint}≥3座|泵房完好率{joint}≥98%",
    ).indicators
    assert sorted((row.project, row.level2, row.name.text, row.cell("target").text) for row in found) == sorted([
        ("沟渠疏浚项目", "数量指标", "疏浚沟渠长度", "≥12公里"), ("沟渠疏浚项目", "质量指标", "沟渠验收合格率", "≥95%"),
        ("泵房改造工程", "数量指标", "改造泵房数量", "≥3座"), ("泵房改造工程", "质量指标", "泵房完好率", "≥98%"),
    ])  # fmt: skip


def test_levels_as_heads_over_names_and_values() -> None:
    found = read(
        TARGETS, "产出指标|>|满意度指标|>", "数量指标|>|服务对象满意度指标|>", "指标名称|指标值|指标名称|指标值",
        "疏浚沟渠长度|≥12公里|农户满意度|≥90%", "新建闸门处数|≥3处|村组满意度|≥95%",
    )  # fmt: skip
    assert sorted((row.level1, row.level2, row.name.text, row.cell("target").text) for row in found) == sorted([
        ("产出指标", "数量指标", "疏浚沟渠长度", "≥12公里"), ("产出指标", "数量指标", "新建闸门处数", "≥3处"),
        ("满意度指标", "服务对象满意度指标", "农户满意度", "≥90%"),
        ("满意度指标", "服务对象满意度指标", "村组满意度", "≥95%"),
    ])  # fmt: skip


def plain_table(rows: list[str]) -> Table:
    return Table(
        tuple(Cell(text, at, column) for at, row in enumerate(rows) for column, text in enumerate(row.split("|"))), True
    )


def test_a_table_of_names_and_one_of_their_values_are_one_list() -> None:
    names, values = table("level1 level2 name"), table("name target actual weight score", name="指标名称")
    found = recognise(
        Document("docx", (Paragraph(RESULTS), plain_table(names), Paragraph("完成情况"), plain_table(values)))
    )
    assert [(row.level1, row.name.text, row.cell("score").text) for row in found.indicators] == [
        (row[0], row[2], row[8]) for row in ROWS
    ]


def test_a_table_on_its_side_under_words_that_nobody_knows() -> None:
    roles = "level1 level2 name target"
    rows = [row.split("|") for row in table(roles, level1="绩效大项", name="量化事项")]
    found = read(TARGETS, *("|".join(cells) for cells in zip(*rows, strict=True)))
    assert [(row.level1, row.name.text) for row in found] == [(row[0], row[2]) for row in ROWS]


@pytest.mark.parametrize("grades", ["优|良|中|差", "优秀|良好|一般|较差"])
def test_grades_side_by_side_are_no_targets(grades: str) -> None:
    head, *rows = table("level1 level2 name weight")
    found = read(SCORES, f"{head}|{grades}", *(f"{row}|95%以上|85%-95%|70%-85%|70%以下" for row in rows))
    assert set(printed(found, "target")) == set(printed(found, "actual")) == {""}
    assert found[0].cell("rule").text == "95%以上；85%-95%；70%-85%；70%以下"


@pytest.mark.parametrize("label", ["小计", "产出指标小计"])
def test_sums_between_the_rows_are_no_indicators(label: str) -> None:
    head, *rows = table("level1 level2 name target actual weight score")
    assert len(read(RESULTS, head, *rows[:3], f"{label}|>|>|>|>|65|64", *rows[3:])) == len(ROWS)


def test_a_department_for_each_row_does_not_end_the_project() -> None:
    head, *rows = table("level1 level2 name target")
    found = read(TARGETS, f"{head}|责任单位", *(f"{row}|水务站" for row in rows))
    assert {row.project for row in found} == {"沟渠疏浚项目"}


@pytest.mark.parametrize("first", ["产出指标|数量指标|疏浚沟渠长度|≥12公里", "产出指标|成本指标|每公里造价|≤3万元"])
def test_levels_of_a_row_are_no_heads(first: str) -> None:
    found = ruled_reading(TARGETS, first, *table("level1 level2 name target")[2:]).indicators
    assert [row.level1 for row in found] == [row[0] for row in ROWS]


def test_what_came_of_a_target_has_its_unit() -> None:
    found = read(
        RESULTS, f"{LEVELS}|目标值|>|>|实际完成值|>|权重", "^|^|^|符号|数值|单位|数值|单位|^",
        *("|".join((*row[:6], row[4], row[5], row[7])) for row in ROWS),
    )  # fmt: skip
    assert printed(found, "unit") == [row[5] for row in ROWS]
    assert printed(found, "actual") == printed(found, "target") == [row[4] for row in ROWS]


def test_heads_of_a_monitoring_form_are_a_head_whatever_the_target_is_called() -> None:
    head, *rows = table("level1 level2 name target actual actual", target="应达数", level2="类目")
    head = head.replace("实际完成值|实际完成值", "1—6月完成值|全年预计完成值")
    found = read("项目支出绩效运行监控表", head, *rows)
    assert printed(found, "target") == [cells(row)["target"] for row in ROWS]
    assert printed(found, "forecast") == [row[6] for row in ROWS]


def test_halves_side_by_side_under_words_that_nobody_knows() -> None:
    found = read(
        TARGETS, "一级指标|长期目标|>|>|年度目标|>|>", "^|二级指标|三级指标|拟完成水平|二级指标|三级指标|拟完成水平",
        *("|".join((*row[:3], cells(row)["target"], row[1], row[2], row[6])) for row in ROWS),
    )  # fmt: skip
    assert [row.horizon for row in found] == ["long-term"] * len(ROWS) + ["annual"] * len(ROWS)
    assert printed(found, "target") == [cells(row)["target"] for row in ROWS] + [row[6] for row in ROWS]


def test_a_single_figure_under_a_head_that_nobody_knows_is_doubted() -> None:
    head, row = table("level1 level2 name target actual weight score", actual="兑现结果")[:2]
    (found,) = read(RESULTS, head, row)
    assert found.reasons and found.confidence < 0.9


def test_levels_before_the_first_head_hold_below_it() -> None:
    head, *rows = table("level2 name target weight")
    found = read(RESULTS, "产出指标|>|>|>", head, *rows[:3], "效益指标|>|>|>", head, rows[3])
    assert [row.level1 for row in found] == ["产出指标"] * 3 + ["效益指标"]


def test_made_up_levels_merged_over_rows_are_levels() -> None:
    head, *rows = table("level1 level2 name target weight", level1="板块")
    rows = [
        f"{'建设任务' if not at else '惠民成效' if at == 3 else '^'}|{row.split('|', 1)[1]}"
        for at, row in enumerate(rows)
    ]
    assert [row.level1 for row in read(RESULTS, head, *rows)] == ["建设任务"] * 3 + ["惠民成效"] * 2


def test_points_behind_levels_are_no_weights_of_names() -> None:
    head, *rows = table("level1 level2 name target actual score", level1="绩效层面")
    rows = [row.replace("|", "（30分）|", 1) for row in rows]
    assert printed(read(RESULTS, head, *rows), "name") == [row[2] for row in ROWS]
