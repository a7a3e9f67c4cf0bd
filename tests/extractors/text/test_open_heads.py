"""Heads of tables in running text."""

from __future__ import annotations

import pytest

from extractors.forms.text.open_heads import open_heads


def _is_glued(text: str) -> bool:
    return not any(sign in text for sign in " |\n")


def _roles(text: str) -> list[list[str]]:
    return [[role for role, _ in run.words] for run in open_heads(text, _is_glued(text))]


@pytest.mark.parametrize(
    "text",
    [
        "一级指标 二级指标 三级指标 指标值",
        "一级指标二级指标三级指标指标值",
        "一级指标|二级指标|三级指标|指标值|",
        "一级\n指标 | 二级 指标 | 三级指标 |\n指标值 | |",
        "一级指标 二级指标 三级指标 年度(/项目)指标值",
        "| 一级 | 二级 | 三级 | 指标值 | |",
    ],
)
def test_heads_are_told_whatever_parts_them(text: str) -> None:
    assert _roles(text) == [["level1", "level2", "name", "target"]]


def test_an_unknown_head_between_borders_keeps_its_column() -> None:
    text = "一级指标 | 二级指标 | 三级指标 | 指标值 | 绩效标准 | 挂点人员 |\n产出指标 | 数量指标 | 路灯 | 5盏 | 计划 |"
    (run,) = open_heads(text, False)

    assert [role for role, _ in run.words] == ["level1", "level2", "name", "target", "other", "other"]
    assert run.unknown == ("绩效标准", "挂点人员")


def test_an_unknown_head_between_two_known_ones_keeps_its_column() -> None:
    text = "一级指标 | 二级指标 | 三级指标 | 挂点人员 | 指标值 | 备注 |\n"

    assert _roles(text) == [["level1", "level2", "name", "other", "target", "note"]]


def test_an_unknown_head_that_ends_like_a_values_is_the_target() -> None:
    text = "| 一级 | 二级 | 三级 | 年度数值 | 备注 |\n产出值 | 数量值 | 路灯 | 5盏 | |"

    assert _roles(text) == [["level1", "level2", "name", "target", "note"]]


def test_words_of_the_first_row_are_no_heads() -> None:
    text = "一级指标 | 二级指标 | 三级指标 | 指标值 |\n路灯维护 | 按期完工 | 及时 | 无 | |"

    assert _roles(text) == [["level1", "level2", "name", "target"]]


def test_a_head_of_two_meanings_has_one_that_no_other_has() -> None:
    text = "三级指标 | 指标性质 | 指标值 | 度量单位 | 指标方向 | |"

    assert _roles(text) == [["name", "operator", "target", "unit", "tag"]]


def test_short_words_of_levels_are_heads_as_whole_lines_with_unknown_ones_between() -> None:
    text = "\n\n".join(
        ["项目总体情况", "一级", "二级", "三级", "年度数值", "挂点人员", "产出值", "数量值", "路灯", "5盏", "养护股"]
    )

    assert _roles(text) == [["level1", "level2", "name", "target", "other"]]


def test_short_words_of_levels_in_a_sentence_are_none() -> None:
    assert _roles("我县一级公路、二级公路、三级公路的目标值、备注见附表。") == []


@pytest.mark.parametrize(
    ("text", "printed", "roles"),
    [
        (
            "一级指标二级指标工作事项名目分值年度指标值得分产出指标",
            "工作事项名目",
            "level1 level2 name weight target score",
        ),
        ("一级指标 二级指标 工作事项 指标值 得分 产出指标", "工作事项", "level1 level2 name target score"),
        (
            "一级指标 二级指标 三级指标 分值 得分 指标解释及评分标准 产出指标",
            "三级指标",
            "level1 level2 name weight score explanation",
        ),
        (
            "万元项目名称绩效目标一级指标二级指标三级指标指标值产出指标",
            "三级指标",
            "project objective level1 level2 name target",
        ),
        ("实施单位 柳湾县路灯所 一级指标 二级指标 三级指标 指标值 产出指标", "三级指标", "level1 level2 name target"),
    ],
    ids=[
        "an unknown name, glued",
        "an unknown name",
        "a joint head",
        "a list of projects, glued",
        "a label that ends like a head",
    ],
)
def test_heads_with_words_that_stand_for_more_or_less(text: str, printed: str, roles: str) -> None:
    (head,) = open_heads(text, " " not in text)
    assert [role for role, _ in head.words] == roles.split()
    assert dict(head.words)["name"] == printed
    assert text[head.end :].strip() == "产出指标"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("一级指标 二级指标 三级指标 指标解释 红旗乡 前进镇 城关街道办\n产出指标", ["红旗乡", "前进镇", "城关街道办"]),
        ("一级指标二级指标三级指标指标解释红旗乡前进镇产出指标数量指标", ["红旗乡", "前进镇"]),
    ],
)
def test_heads_of_places_stand_over_the_values_of_each(text: str, places: list[str]) -> None:
    (run,) = open_heads(text, _is_glued(text))
    assert [printed for role, printed in run.words if role == "target"] == places


def test_one_place_or_one_beside_a_target_is_a_head_that_nobody_knows() -> None:
    assert "target" not in _roles("一级指标 二级指标 三级指标 指标解释 分值 红旗乡\n产出指标")[0]
    assert _roles("一级指标 二级指标 三级指标 指标值 红旗乡 前进镇\n产出指标")[0][-2:] == ["other", "other"]


def test_a_cell_that_begins_with_a_head_word_asks_for_what_the_whole_cell_does() -> None:
    assert _roles("一级指标\n二级指标\n三级指标\n指标值\n度量单位\n指标值说明\n产出指标") == [
        ["level1", "level2", "name", "target", "unit", "explanation"]
    ]


def test_what_a_cell_says_behind_a_head_word_is_no_head_of_its_own() -> None:
    text = "一级指标 二级指标 三级指标详情 指标值及单位\n产出指标 数量指标 栽植行道树数量 ≥300株\n"
    (head,) = open_heads(text, glued=False)
    assert [role for role, _ in head.words] == ["level1", "level2", "name", "target"]


def test_the_rest_of_a_torn_first_head_is_none_of_its_own() -> None:
    assert _roles("附件\n一级\n二级指标 三级指标 年度指标值 实际完成值 分值 得分\n指标\n产出指标") == [
        ["level1", "level2", "name", "target", "actual", "weight", "score"]
    ]


@pytest.mark.parametrize("behind", ["2020 年 2021 年", "2020年 2021年"])
def test_years_with_a_blank_in_them_are_heads(behind: str) -> None:
    (run,) = open_heads(f"一级指标 二级指标 三级指标 指标值 指标值确定依据 {behind} 产出指标 数量指标 路灯 5盏", False)
    assert [role for role, _ in run.words][-2:] == ["history", "history"]


def test_a_first_level_that_a_narrow_column_tore_is_no_head() -> None:
    (run,) = open_heads("一级指标 二级指标 三级指标 指标值 指标分类 满意度 指标 服务对象满意度指标 群众 90%", False)
    assert [role for role, _ in run.words] == ["level1", "level2", "name", "target", "tag"]


def test_a_long_bracket_behind_a_head_belongs_to_it() -> None:
    note = "（说明：本栏佐证材料供参考，只要能证明对应指标即可，不用全部提供）"
    (run,) = open_heads(f"一级指标\n二级指标\n三级指标\n分值\n佐证材料{note}\n备注\n产出指标\n数量指标", False)
    assert [role for role, _ in run.words] == ["level1", "level2", "name", "weight", "evidence", "note"]


def test_points_before_the_levels_are_the_upper_storey_of_a_head() -> None:
    upper, lower = "年度指标值实际完成值分值得分偏差原因分析", "一级指标二级指标三级指标指标性质指标值度量单位"
    (head,) = open_heads(f"绩效指标{upper}{lower}产出指标", True)
    assert [role for role, _ in head.words][:5] == ["target", "actual", "weight", "score", "remark"]


@pytest.mark.parametrize(
    ("head", "roles"),
    [
        ("绩效 指标一级指标二级指标序号具体指标目标值目标值确定依据备注", "level1 level2 other name target basis note"),
        ("绩效指标一级二级三级年度数值备注", "level1 level2 name target note"),
        ("绩效指标一级指标二级指标三级指标内容指标值及单位", "level1 level2 name target"),
        ("绩效指标一级指标二级指标三级指标指标解释甲村乙村\n", "level1 level2 name explanation target target"),
        ("绩效指标一级指标二级指标三级指标实施期指标值年度指标值\n", "level1 level2 name target target"),
        (
            "绩效指标一级 指标二级指标三级指标指标值指标值确定依据\n近两年指标值预期当年实现值\n2022 年2023 年\n",
            "level1 level2 name target basis history target history history",
        ),
    ],
)
def test_heads_that_nothing_parts(head: str, roles: str) -> None:
    (run,) = open_heads(f"{head}产出 指标数量指标检查次数", True)
    assert [role for role, _ in run.words] == roles.split()


@pytest.mark.parametrize("level", ["一、产出指标", "(一)产出指标", "1.产出指标"])
def test_a_level_with_its_number_is_no_head(level: str) -> None:
    (run,) = open_heads(f"一级指标 二级指标 三级指标 指标值 得分 偏差原因 {level} （一）数量指标 路灯 5盏 5", False)
    assert [role for role, _ in run.words] == ["level1", "level2", "name", "target", "score", "remark"]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("一级 二级 三级 年度数值 备注", ["level1", "level2", "name", "target", "note"]),
        ("一级指标 二级指标 三级指标 年度指标值③ 实际完成值 分值",
         ["level1", "level2", "name", "target", "actual", "weight"]),
        ("一级指标 二级指标 三级指标 上年实际值 2024年目标值 产出指标",
         ["level1", "level2", "name", "history", "target"]),
        ("一级指标 二级指标 三级指标 指标目标 指标实绩 应得分 实得分 产出指标",
         ["level1", "level2", "name", "target", "actual", "weight", "score"]),
        ("绩效指标\n权重\n一级指标\n二级指标\n三级指标\n目标任务", ["weight", "level1", "level2", "name", "target"]),
    ],
)  # fmt: skip
def test_heads_in_short_with_marks_and_years(text: str, roles: list[str]) -> None:
    assert _roles(text) == [roles]


def test_a_head_of_money_before_the_levels_may_name_its_time() -> None:
    assert _roles("项目名称年度预算金额年度目标一级指标二级指标三级指标指标值")[0][:3] == [
        "project",
        "money",
        "objective",
    ]
