"""Text without borders cut back into cells."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.forms.evidence.characters import Letters, masked, spelling_of
from extractors.forms.evidence.likelihoods import NEVER, Likelihoods
from extractors.forms.evidence.spans import Spans
from extractors.forms.lattice.lattice_rows import lattice_rows as segment
from extractors.forms.lattice.pieces import lattice_of
from extractors.forms.lattice.rates import counted_rates
from extractors.forms.lattice.text_plans import likeliest

COLUMNS = ("level1", "level2", "name", "target", "actual", "weight", "score")


def rows(text: str, columns: tuple[str, ...] = COLUMNS, glued: bool = False) -> list[str]:
    return [" ".join(f"{columns[cell.column]}={cell.text}" for cell in row) for row in segment(text, columns, glued)]


@pytest.mark.parametrize(
    ("text", "glued", "cells"),
    [
        ("数量指标 路灯数量 ≥50盏 52盏 20 20", False, "数量指标 路灯数量 ≥50盏 52盏 20 20"),
        ("数量指标路灯数量≥50盏52盏2020", True, "数量指标 路灯数量 ≥50盏 52盏 20 20"),
        ("路灯数量 ≥50盏 52盏 20 18.5", False, "路灯数量 ≥50盏 52盏 20 18.5"),
        ("路灯数量≥50盏52盏2018.5", True, "路灯数量 ≥50盏 52盏 20 18.5"),
        ("群众出行条件明显改善明显改善1010", True, "群众出行条件 明显改善 明显改善 10 10"),
        ("群众 满意度 ≥90% 93% 10 10", False, "群众满意度 ≥90% 93% 10 10"),
        ("完工及时率 100% 100% 10 10", False, "完工及时率 100% 100% 10 10"),
    ],
)
def test_a_row(text: str, glued: bool, cells: str) -> None:
    (row,) = segment(text, COLUMNS, glued)
    assert [cell.text for cell in row] == cells.split(" ")
    assert [COLUMNS[cell.column] for cell in row][-5:] == ["name", "target", "actual", "weight", "score"]


def test_a_new_row_begins_with_a_level_or_a_name() -> None:
    text = "产出指标 数量指标 路灯数量 ≥50盏 52盏 20 20 桥灯数量 ≥3座 3座 10 10 质量指标 亮灯率 ≥95% 96% 10 10"
    assert [row.split()[0] for row in rows(text)] == ["level1=产出指标", "name=桥灯数量", "level2=质量指标"]


def test_code_numbers_in_names_do_not_end_them() -> None:
    (row,) = rows("G105国道路灯数量≥50盏52盏2020", glued=True)
    assert "name=G105国道路灯数量" in row


def test_marks_between_cells_are_passed_over() -> None:
    (row,) = rows("路灯数量 ≥50盏 52盏 20 20 ，")
    assert row == "name=路灯数量 target=≥50盏 actual=52盏 weight=20 score=20"


def test_nothing_is_no_row() -> None:
    assert rows("") == rows("  \n ") == []


@pytest.mark.parametrize(
    ("role", "good", "bad"),
    [
        ("weight", "10", "1000"),
        ("weight", "7.5", "07"),
        ("score", "0", "8%"),
        ("level1", "产出指标", "≥5"),
        ("level2", "数量指标", "路灯数量"),
        ("level1", "产出类", "路灯类"),
        ("level2", "时效值", "亮灯值"),
        ("tag", "正向指标", "路灯数量"),
        ("name", "路灯数量", "≥95%"),
        ("name", "不涉及", "数量指标"),
        ("target", "≥50盏", "质量指标"),
        ("target", "明显改善", "，改善"),
        ("target", "2023年12月底前", "0050"),
        ("operator", "≥", "路灯"),
        ("unit", "盏", "盏路灯"),
        ("unit", "元/公里", "5"),
    ],
)
def test_what_makes_a_cell(role: str, good: str, bad: str) -> None:
    assert _chance(role, good) > -20
    assert _chance(role, bad) < _chance(role, good) - 2


def _chance(role: str, text: str) -> float:
    return Likelihoods(text).of(role, 0, len(text))


@pytest.mark.parametrize(
    ("role", "text"),
    [("weight", "1000"), ("weight", "07"), ("score", "8%"), ("level1", "≥5"), ("name", "≥95%"), ("name", "数量指标"),
     ("target", "，改善"), ("operator", "路灯"), ("unit", "盏路灯"), ("remark", "；改善"), ("tag", "路灯")],
)  # fmt: skip
def test_what_is_no_cell_of_a_role_at_all(role: str, text: str) -> None:
    assert _chance(role, text) == NEVER


@pytest.mark.parametrize("role", ["basis", "remark", "evidence"])
def test_words_that_state_a_value_are_hardly_a_cell_of_words(role: str) -> None:
    said, stated = "按工作计划推进", "桥灯改造数≥3座"
    assert _chance(role, said) / len(said) > _chance(role, stated) / len(stated)


def test_a_part_of_a_text_is_as_likely_as_the_same_text_alone() -> None:
    text = "数量指标路灯数量≥50盏"
    inside = Likelihoods(text)
    for role, start, end in (("level2", 0, 4), ("name", 4, 8), ("target", 8, 12)):
        assert inside.of(role, start, end) == pytest.approx(_chance(role, text[start:end]))


@pytest.mark.parametrize("text", ["5" * 500, "路灯" * 500, "≥" * 500, "（" * 500, "甲 " * 500])
def test_junk_is_read_in_proportion_to_its_length(text: str) -> None:
    rows(text)
    rows(text, glued=True)


BORDERED = "数量指标 | 路灯 数量 | ≥50盏 | 52盏 | 20 | 20 | ||\n亮灯率 | ≥95% | 96% | 15 | 14 | |\n"


def test_no_cell_crosses_a_border_or_holds_one() -> None:
    found = segment(BORDERED, COLUMNS, False)

    assert [[cell.text for cell in row][-5:] for row in found] == [
        ["路灯数量", "≥50盏", "52盏", "20", "20"],
        ["亮灯率", "≥95%", "96%", "15", "14"],
    ]


@pytest.mark.parametrize(
    ("row", "roles"),
    [
        ("路灯数量 | ≥50盏 | | 20 | 20 |", ["name", "target", "weight", "score"]),
        ("路灯数量 | ≥50盏 | 52盏 | | 20 |", ["name", "target", "actual", "score"]),
        ("路灯数量 | ≥50盏 | | 20 | |", ["name", "target", "weight"]),
        ("路灯数量 | | 52盏 | 20 | 20 |", ["name", "actual", "weight", "score"]),
        ("路灯数量 |\n≥50盏 |\n |\n20 |\n20 |\n", ["name", "target", "weight", "score"]),
    ],
)
def test_borders_say_which_column_is_empty(row: str, roles: list[str]) -> None:
    (found,) = segment(row, COLUMNS, False)

    assert [COLUMNS[cell.column] for cell in found] == roles


def test_a_figure_is_not_cut_where_borders_part_the_cells() -> None:
    (found,) = segment("路灯数量 | 100 | 98 | 60 | |", COLUMNS, False)

    assert [cell.text for cell in found] == ["路灯数量", "100", "98", "60"]


@pytest.mark.parametrize("blank", ["(≥**人)", "（≥××人）", "≥**人", "(>=**%)", "(≤XX万元)"])
def test_a_name_keeps_the_blank_for_its_figure(blank: str) -> None:
    rows_found = segment(f"受益人数{blank} >=36人 群众满意度{blank} >=90%", ("name", "target", "remark"), False)

    assert [[cell.text for cell in row] for row in rows_found] == [
        [f"受益人数{blank}", ">=36人"],
        [f"群众满意度{blank}", ">=90%"],
    ]


def test_a_row_of_two_halves_may_have_its_cells_in_the_second_alone() -> None:
    halves = ("level1", "level2", "name", "target", "level2", "name", "target")
    (row,) = segment("产出指标\n\n数量指标\n\n数量指标\n\n维修路灯数量\n\n6盏", halves, False)

    assert [(cell.column, cell.text) for cell in row][-2:] == [(5, "维修路灯数量"), (6, "6盏")]


def test_a_mark_before_a_name_is_the_names() -> None:
    (row,) = rows("数量指标 | ★补助茶园改造面积 | ≥40亩 | 46亩 | 10 | 10 |")
    assert "name=★补助茶园改造面积" in row


def test_a_row_does_not_swallow_the_next_where_all_others_end_with_a_line() -> None:
    columns = ("level1", "level2", "name", "target", "other", "actual", "target")
    text = (
        "数量指标 | 轮训干部人次 | 420人次 | ||||\n外聘教师授课人次 | 30人次 | |||||\n现场教学批次 | 9次 | |||||"
        "\n实践课时占比 | 60% | |||||\n产出指标 | 新编课程数量 | 45 | ||||\n质量指标 | 培训计划完成率 | 100% | ||||"
        "\n外聘教师授课完成率 | 100% | |||||\n现场教学完成率 | 100% | |||||\n时效指标 | 及时完成率 | 100% | ||||"
    )
    lines = text.split("\n")
    found = segment(text, columns, False)
    assert [next(cell.text for cell in row if columns[cell.column] == "name") for row in found] == [
        next(cell for cell in line.split(" | ") if not cell.endswith("指标")) for line in lines
    ]


def test_an_indicator_may_bear_the_name_of_a_second_level() -> None:
    (row,) = rows("投入 预算管理 预算执行率 100% 96.4% 8 7.7")
    assert row.startswith("level1=投入 level2=预算管理 name=预算执行率")
    (row,) = rows("投入预算管理预算执行率100%96.4%87.7", glued=True)
    assert row.startswith("level1=投入 level2=预算管理 name=预算执行率")


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("巡河人次人均补助每人每月300元每人每月300元1010", "巡河人次人均补助 每人每月300元 每人每月300元 10 10"),
        ("抽查比例80%-90%85%66", "抽查比例 80%-90% 85% 6 6"),
        ("值守时段7×24小时7×24小时55", "值守时段 7×24小时 7×24小时 5 5"),
        ("单位能耗水平逐年下降有所下降44", "单位能耗水平 逐年下降 有所下降 4 4"),
        ("运维费用较上年下降5%较上年下降5.6%55", "运维费用 较上年下降5% 较上年下降5.6% 5 5"),
    ],
)
def test_where_a_value_begins_in_a_text_that_nothing_parts(text: str, cells: str) -> None:
    (row,) = segment(text, ("name", "target", "actual", "weight", "score"), True)
    assert [cell.text for cell in row] == cells.split(" ")


def test_no_value_holds_two_figures_that_run_into_each_other() -> None:
    columns = ("name", "operator", "target", "unit", "actual", "weight", "score")
    text = "维修路灯数量≧110盏11213.0013.00更换灯杆数量≧7根813.0013.00信访办结率=100%938.007.40"
    assert rows(text, columns, glued=True) == [
        "name=维修路灯数量 operator=≧ target=110盏 actual=112 weight=13.00 score=13.00",
        "name=更换灯杆数量 operator=≧ target=7根 actual=8 weight=13.00 score=13.00",
        "name=信访办结率 operator== target=100% actual=93 weight=8.00 score=7.40",
    ]


@pytest.mark.parametrize("before", ["2.", "（", "，", "和、"])
def test_no_name_begins_where_a_sentence_goes_on(before: str) -> None:
    text = f"{before}维修路灯数量"
    lattice = lattice_of(text, True)
    at = next(place for place, piece in enumerate(lattice.pieces) if piece.startswith("维"))
    assert Spans(lattice).of("name")[at].max() == NEVER < Spans(lattice_of("维修路灯数量", True)).of("name")[0].max()


@pytest.mark.parametrize("name", ["服务对象满意度", "资金使用合规性"])
def test_a_counted_name_is_told_by_three_characters_and_by_no_more_than_that_allows(name: str) -> None:
    letters = Letters(masked(name), spelling_of("name"))
    by_pairs = letters.begins[0] + letters.sums[-1] - letters.sums[1] + letters.ends[-1]
    assert by_pairs + 1 < letters.of_run(0, len(name)) <= by_pairs + 4
    assert letters.of_run(0, len(name)) == pytest.approx(letters.of_runs(np.array([0]), np.array([len(name)]))[0])


def test_words_on_which_targets_are_based_end_a_row() -> None:
    columns = ("level1", "level2", "name", "target", "basis")
    text = "产出指标数量指标购置多媒体设备≥110套历史经验配备专职保安人数=32人年度工作计划"
    assert [row.split()[-1] for row in rows(text, columns, glued=True)] == ["basis=历史经验", "basis=年度工作计划"]


def test_of_two_columns_of_names_the_second_may_explain_the_first() -> None:
    words = (
        ("level1", "一级指标"),
        ("level2", "二级指标"),
        ("name", "三级指标"),
        ("name", "绩效指标描述"),
        ("target", "指标值"),
    )
    text = "产出指标数量指标维修路灯数量反映维修路灯数量情况。≥110盏更换灯杆数量反映更换灯杆数量情况。≥7根"
    assert likeliest(words, lattice_of(text, True)).roles == ("level1", "level2", "name", "explanation", "target")


_SHARES = (
    ("level1", "一级指标"), ("level2", "二级指标"), ("name", "三级指标"), ("target", "目标值"), ("actual", "完成值"),
    ("other", "偏离度"), ("weight", "分值"), ("score", "得分"),
)  # fmt: skip


def test_what_is_computed_as_a_share_stands_in_a_column_of_its_own() -> None:
    text = (
        "产出指标 数量指标 栽种行道树 ≥60棵 54棵 -10% 10 9 修剪绿篱 ≥300米 300米 0% 10 10 "
        "质量指标 苗木成活率 ≥90% 94.5% 5% 10 10 成本指标 养护成本 ≤30万元 28万元 -6.7% 10 10"
    )
    plan = likeliest(_SHARES, lattice_of(text, False))
    found = rows(text, plan.roles)
    assert found[0].endswith("name=栽种行道树 target=≥60棵 actual=54棵 share=-10% weight=10 score=9")
    assert found[-1].endswith("target=≤30万元 actual=28万元 share=-6.7% weight=10 score=10")


def test_a_column_of_shares_may_hold_words() -> None:
    text = (
        "产出指标 数量指标 栽种行道树 ≥60棵 54棵 偏低 10 9 修剪绿篱 ≥300米 300米 正常 10 10 防治虫害 ≥2次 2次 正常 5 5"
    )
    assert "share" not in likeliest(_SHARES, lattice_of(text, False)).roles


def test_a_rule_that_stands_there_again_is_no_name() -> None:
    spans = Spans(
        lattice_of(
            "检查次数 | 5次 | 未达到不得分 | 检查人数 | 9人 | 未达到不得分 | 检查里程 | 7里 | 每少1里扣1分", False
        )
    )
    assert spans.of("rule").max() > NEVER


def test_a_head_of_several_meanings_may_have_another_than_the_first() -> None:
    words = (("name", "指标"), ("weight", "分值"), ("target", "目标值"), ("score", "得分"), ("operator", "指标类型"))
    text = "栽树 | 10 | 60棵 | 9 | 自选指标 | 修剪绿篱 | 10 | 300米 | 10 | 自选指标 | 防治虫害 | 5 | 2次 | 5 | 统一指标"
    assert likeliest(words, lattice_of(text, False)).roles[-1] == "tag"


def test_an_adjusted_target_and_a_second_score_are_figures_of_their_own() -> None:
    columns = ("name", "target", "adjusted", "actual", "weight", "score", "second_score")
    text = "路灯数量 ≥90盏 ≥80盏 85盏 10 10 9 水渠长度 ≥8公里 ≥8公里 9公里 20 20 20".replace(" ", "\n")
    assert [len(row) for row in segment(text, columns, False)] == [7, 7]


def test_points_that_most_rows_have_are_missing_in_hardly_any() -> None:
    columns = ("name", "weight")
    many, few = (counted_rates(columns, (10, filled), 10).steps[1, -1] for filled in (6, 4))
    assert many < few - 3


def test_points_that_a_sentence_speaks_of_make_it_a_rule() -> None:
    lattice = lattice_of("达到目标得4分，每少1盏扣1分", False)
    spans = Spans(lattice)
    more = spans.prose("rule")[1] - spans.prose("note")[1]
    ends = [at for at, piece in enumerate(lattice.pieces) if piece.startswith("分")]
    others = [worth for at, worth in enumerate(more) if at not in ends]
    assert len(ends) == 2 and min(more[at] for at in ends) > max(others) + 1


def test_a_column_of_kinds_holds_the_words_of_kinds() -> None:
    lattice = lattice_of("路灯数量 定量 ≥ 50 盏", False)
    kinds = Spans(lattice).of("tag")
    assert kinds[lattice.pieces.index("定量"), 0] > NEVER


@pytest.mark.parametrize("said", ["完成率=（实际数/计划数）", "完成率=实际数÷计划数"])
def test_a_formula_is_no_name(said: str) -> None:
    assert Likelihoods(said).of("name", 0, len(said)) == NEVER
    assert Spans(lattice_of(said, False)).of("name")[0].max() > NEVER
