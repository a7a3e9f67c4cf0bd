"""Columns under heads that nobody knows: told by their cells, or left and said; never sure."""

from __future__ import annotations

import pytest

from extractors.forms.blocks.indicators import INDICATORS
from extractors.forms.columns.column import Column
from extractors.forms.columns.grouping import grouping_of
from extractors.forms.columns.weighed import _one as weighed_column
from extractors.forms.evidence.columns import Evidence, Told, _Path, _wholeness, told
from extractors.forms.evidence.counts import FIGURES, OTHER, OWN_POINTS, counts
from extractors.forms.evidence.heads import by_letters
from extractors.forms.grid import grid_of
from extractors.forms.scene import Claim, Scene
from extractors.forms.words.vocabulary import column_role
from normalizers.confidence import SURE, against, sureness
from schema.document import Table
from tests.extractors.papers import ruled, sure

ROWS = (
    ("产出指标", "数量指标", "维修路灯数量", "≥120盏", "126盏", "20", "20"),
    ("产出指标", "数量指标", "新建公厕座数", "≥6座", "6座", "10", "10"),
    ("产出指标", "质量指标", "工程验收合格率", "≥95%", "98%", "15", "15"),
    ("产出指标", "时效指标", "完工及时率", "100%", "90%", "15", "13.5"),
    ("效益指标", "社会效益指标", "受益居民人数", "≥3000人", "3100人", "20", "20"),
    ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%", "93%", "10", "10"),
)
HEADS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
ROLES = ("level1", "level2", "name", "target", "actual", "weight", "score")


def claim(heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...] = ROWS) -> Claim:
    found = INDICATORS.read(ruled(*("|".join(row) for row in (heads, *rows))), 0, Scene(form="self-evaluation"))
    assert found is not None
    return found


def cells(found: Claim, role: str) -> list[str]:
    return [each.name.text if role == "name" else each.cell(role).text for each in found.indicators]


def test_figures_of_several_indicators_in_a_cell_speak_for_their_head_each() -> None:
    rows = (
        ("产出指标", "数量指标", "1.维修路灯\n2.新建公厕", "≥120盏\n≥6座", "126盏\n6座", "20\n10", "20\n10"),
        ("产出指标", "质量指标", "1.工程合格率\n2.材料合格率", "≥95%\n100%", "98%\n100%", "15\n10", "15\n9"),
        ("效益指标", "社会效益指标", "1.受益居民\n2.受益商户", "≥300人\n20户", "310人\n20户", "20\n15", "20\n15"),
    )
    found = claim(HEADS, rows)
    assert cells(found, "weight") == ["20", "10", "15", "10", "20", "15"]
    assert all(sure(each) > 0.95 and not each.reasons for each in found.indicators)


def test_with_all_heads_known_nothing_is_doubted() -> None:
    found = claim(HEADS)
    assert not found.unread
    assert all(sure(each) > 0.95 and not each.reasons for each in found.indicators)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("head", ["甲乙丙丁", "口径栏", ""])
def test_one_head_that_nobody_knows_is_told_by_its_cells_and_said(role: str, head: str) -> None:
    at = ROLES.index(role)
    assert not column_role(head)
    found = claim((*HEADS[:at], head, *HEADS[at + 1 :]))
    assert cells(found, role) == cells(claim(HEADS), role)
    are_standard_names = role in ("level1", "level2")
    assert all(bool(each.reasons) != are_standard_names for each in found.indicators)
    known = map(sure, claim(HEADS).indicators)
    assert all(sure(each) <= whole for each, whole in zip(found.indicators, known, strict=True))


@pytest.mark.parametrize(
    ("head", "chance", "is_seen"), [("甲乙丙丁", 0.85, False), ("甲乙丙丁", 0.8, True), ("", 0.85, True)]
)
def test_a_column_told_as_surely_as_what_needs_no_person_is_left_to_none(
    head: str, chance: float, is_seen: bool
) -> None:
    texts = [row[2] for row in ROWS]
    column = Column(OTHER, 2, 3, storeys=(head,) if head else ())
    said = Told("name", {"name": chance, "level2": 1 - chance})
    found = weighed_column(column, Evidence(head, "", 0.0, texts), said, ("name", chance))
    assert (bool(found.unread), bool(found.remarks)) == (is_seen, not is_seen)
    assert found.columns[0].role == "name"
    assert sureness("indicators", against(*found.doubts)) < SURE


def test_a_column_of_figures_whose_role_is_taken_is_left_and_makes_every_row_doubtful() -> None:
    rows = tuple((*row[:4], row[3].replace("≥", ""), *row[4:]) for row in ROWS)
    found = claim((*HEADS[:4], "甲乙丙丁", *HEADS[4:]), rows)
    assert cells(found, "target") == [row[3] for row in ROWS]
    assert any("甲乙丙丁" in sentence for sentence in found.unread)
    assert all(sure(each) < SURE for each in found.indicators)


@pytest.mark.parametrize("head", ["年度数值", "计划完成数值", "绩效标准值"])
def test_letters_of_an_unknown_head_speak_for_what_they_share_with_known_ones(head: str) -> None:
    roles = counts().roles
    said = dict(zip(roles, by_letters(head, roles), strict=True))
    assert max(said["target"], said["actual"]) > max(said["level1"], said["remark"], said["rule"])


def test_cells_that_are_not_like_their_known_head_speak_against_it() -> None:
    prose = ["负责全市公共照明设施的建设、维护和管理，保障市民夜间出行安全。"] * 6
    (_, target) = told(
        [Evidence("三级指标", "name", 1.0, [r[2] for r in ROWS]), Evidence("年度目标", "target", 0.9, prose)]
    )
    assert target.chance("target") < 0.5


def test_rows_of_sentences_signatures_and_empty_templates_are_no_indicators() -> None:
    below = (
        ("评价结论", "项目总体完成较好，达到预期目标。", "", "", "", "", ""),
        ("", "", "指标2：", "", "", "", ""),
        ("", "", "……", "", "", "", ""),
        ("填报人：", "李某", "审核人：", "王某", "填报日期：", "2024年3月1日", ""),
    )
    found = claim(HEADS, (*ROWS, *below))
    assert cells(found, "name") == [row[2] for row in ROWS]


def test_explanations_that_speak_of_figures_under_an_unknown_head_send_no_filing_to_a_person() -> None:
    said = (
        "全年维修路灯120盏，覆盖12个社区，市民夜间出行更为安全。",
        "新建6座公厕，分布在4个街道，方便居民和游客使用。",
        "工程验收合格率以100%为满分；每低1个百分点扣0.5分。",
        "按合同约定在12月31日前完工，每延误一天扣0.1分。",
        "受益居民3000人，以社区登记的人数为准，逐户核对。",
        "发放问卷200份，收回186份，满意度以此计算得出。",
    )
    rows = tuple((*row, each) for row, each in zip(ROWS, said, strict=True))
    found = claim((*HEADS, "甲乙丙丁"), rows)
    assert not found.unread and any("甲乙丙丁" in sentence for sentence in found.remarks)


@pytest.mark.parametrize("label", ["合计", "合共", "加总得数", "全部", "丁"])
@pytest.mark.parametrize("sums", [("90", "88.5"), ("", "88.5"), ("90", "")])
def test_a_row_of_nothing_but_the_sums_above_it_is_their_sum(label: str, sums: tuple[str, str]) -> None:
    found = claim(HEADS, (*ROWS, (label, "", "", "", "", *sums)))
    assert cells(found, "name") == [row[2] for row in ROWS]
    assert not found.unread
    assert [each.value for each in found.fields if each.role == "total"] == [sums[1] or sums[0]]


@pytest.mark.parametrize("levels", [(), ("一级指标",)])
def test_an_indicator_of_as_many_points_as_all_before_it_is_no_sum(levels: tuple[str, ...]) -> None:
    heads = "|".join((*levels, "三级指标", "指标值", "分值"))
    side = "产出指标|" if levels else ""
    below = "^|" if levels else ""
    found = INDICATORS.read(
        ruled(heads, f"{side}维修路灯数量|≥120盏|20", f"{below}新建公厕座数|≥6座|30", f"{below}居民满意度||50"),
        0,
        Scene(),
    )
    assert found is not None and cells(found, "name") == ["维修路灯数量", "新建公厕座数", "居民满意度"]


@pytest.mark.parametrize("points", [("90", "90"), ("70", "70"), ("150", "150"), ("90", "40")])
def test_a_last_row_that_does_not_add_up_is_no_sum(points: tuple[str, str]) -> None:
    found = claim(HEADS, (*ROWS, ("丁", "", "", "", "", *points)))
    assert not any(each.role == "total" for each in found.fields)


@pytest.mark.parametrize(("points", "score"), [("100", "97.2"), ("90", "88.5"), ("90", "88.51")])
def test_a_last_row_may_sum_up_what_stands_above_the_table_as_well_and_be_rounded(points: str, score: str) -> None:
    found = claim(HEADS, (*ROWS, ("丁", "", "", "", "", points, score)))
    assert [each.value for each in found.fields if each.role == "total"] == [score]
    assert cells(found, "name") == [row[2] for row in ROWS]


def test_sums_among_the_rows_are_no_indicators() -> None:
    first, rest = ROWS[:4], ROWS[4:]
    found = claim(HEADS, (*first, ("本段", "", "", "", "", "60", "58.5"), *rest, ("本段", "", "", "", "", "30", "30")))
    assert cells(found, "name") == [row[2] for row in ROWS]
    assert not any(each.role == "total" for each in found.fields)


def test_a_row_below_the_sum_whose_cells_are_cut_otherwise_is_none_of_the_table() -> None:
    found = claim(
        HEADS, (*ROWS, ("合计", ">", ">", ">", ">", "90", "88.5"), ("经手", ">", "周宁", ">", "0123-4567", ">", ">"))
    )
    assert cells(found, "name") == [row[2] for row in ROWS] and not found.unread


@pytest.mark.parametrize("kinds", [("定性", "定量"), ("正向指标", "反向指标"), ("约束性", "预期性")])
def test_a_column_of_kinds_of_indicators_is_told_by_them_and_doubts_no_reading(kinds: tuple[str, str]) -> None:
    rows = tuple((*row[:3], kinds[at % 2], *row[3:]) for at, row in enumerate(ROWS))
    found = claim((*HEADS[:3], "甲乙丙丁", *HEADS[3:]), rows)
    assert cells(found, "target") == [row[3] for row in ROWS] and not found.unread


@pytest.mark.parametrize("head", ["甲乙丙丁", "分值"])
def test_points_behind_a_level_are_its_own(head: str) -> None:
    rows = (
        ("产出指标", "50", "数量指标", "30", "维修路灯数量", "≥120盏", "126盏", "20", "20"),
        ("^", "^", "^", "^", "新建公厕座数", "≥6座", "6座", "10", "10"),
        ("^", "^", "质量指标", "20", "工程验收合格率", "≥95%", "98%", "20", "20"),
        ("效益指标", "40", "社会效益指标", "20", "受益居民人数", "≥3000人", "3100人", "20", "20"),
        ("^", "^", "可持续影响指标", "20", "管护制度", "健全", "健全", "20", "20"),
    )
    found = claim((HEADS[0], head, HEADS[1], head, *HEADS[2:5], head, HEADS[6]), rows)
    assert cells(found, "weight") == ["20", "10", "20", "20", "20"] and not found.unread


def test_cells_overturn_a_head_that_is_known_by_likeness_alone() -> None:
    head = "绩效目标内容"  # Read as a label of goals, for it is made of their words.
    found = claim((head, *HEADS[1:]))
    assert cells(found, "target") == [row[3] for row in ROWS]
    assert [each.level1 for each in found.indicators] == [row[0] for row in ROWS]


def test_a_second_column_of_targets_is_disputed() -> None:
    rows = tuple((*row[:3], row[3], f"≥{at}0盏") for at, row in enumerate(ROWS, 1))
    found = claim((*HEADS[:3], "实施期指标值", "甲乙丙丁"), rows)
    assert all(sure(each) < SURE for each in found.indicators) and found.unread


def test_the_column_before_the_levels_whose_head_asks_for_a_project_names_it() -> None:
    rows = (("城北泵站改造", *ROWS[0]), ("^", *ROWS[1]), ("^", *ROWS[2]), ("南湖清淤工程", *ROWS[3]), ("^", *ROWS[4]))
    found = claim(("附属专项名称", *HEADS), rows)
    assert [each.project for each in found.indicators] == ["城北泵站改造"] * 3 + ["南湖清淤工程"] * 2


def test_a_longer_column_of_names_behind_known_groups_holds_the_indicators() -> None:
    groups = ("建设内容", "建设内容", "完成质量", "完成进度", "社会公众", "社会公众")
    more = (
        "新建城区停车场数量",
        "修复灌溉渠道长度",
        "农村饮水水质达标率",
        "补助资金发放及时率",
        "就业人数",
        "群众满意度",
    )
    rows = tuple((*row[:2], group, *row[2:]) for row, group in zip(ROWS, groups, strict=True))
    rows += tuple((*row[:3], name, *row[4:]) for row, name in zip(rows, more, strict=True))
    found = claim((*HEADS[:3], "甲乙丙丁", *HEADS[3:]), rows)
    assert cells(found, "name") == [row[3] for row in rows] and found.unread


def test_values_of_other_years_alone_are_no_targets() -> None:
    found = claim((*HEADS[:3], "2021年实际值", "2022年实际值", *HEADS[5:]))
    assert all("the table has no column of targets" in each.reasons for each in found.indicators)


@pytest.mark.parametrize("head", ["指标值确定依据", "备注", "指标分类"])
def test_a_known_head_over_cells_of_quite_another_kind_makes_every_row_doubtful(head: str) -> None:
    found = claim((*HEADS[:4], head, *HEADS[5:]))
    assert len(found.indicators) == len(ROWS)
    assert all(sure(each) < SURE for each in found.indicators)


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (["产出", "", "", "效益", "", ""], "in some rows"),
        (["修渠", "修桥", "铺路", "植树", "培训", "走访"], "in each row"),
        (["产出"] * 6, "in few rows"),
        (["修渠", "修桥", "/", "植树", "培训", ""], "in most rows"),
        (["修渠", "修桥"], ""),
    ],
)
def test_in_how_many_rows_another_cell_begins(texts: list[str], wanted: str) -> None:
    rows = grid_of(Table.of([["序号", text] for text in texts], exact=True), 1, 1).rows
    assert grouping_of(Column("name", 1, 2), rows) == wanted


def test_cells_that_group_rows_speak_for_levels_before_the_names() -> None:
    words = ["产出成效", "部门管理", "履职效益"]
    names = Evidence("", "name", 1.0, [row[2] for row in ROWS])
    alike = [told([Evidence("", "", 0.0, words, grouping), names])[0] for grouping in ("in few rows", "in each row")]
    assert alike[0].chance("level1") > alike[1].chance("level1")


def test_what_was_reached_before_is_hardly_all_that_a_table_says() -> None:
    names = Evidence("三级指标", "name", 1.0, [row[2] for row in ROWS])
    found = told([names, Evidence("", "", 0.0, ["88.86%", "95.65%", "96.58%", "46.81%", "完全相符"], "in each row")])
    assert found[1].chance("target") > 0.8


def test_what_groups_rows_does_not_tell_figures_from_figures_nor_points_from_points() -> None:
    model = counts()
    for kin in (FIGURES, OWN_POINTS):
        at = [model.roles.index(role) for role in kin if role in model.roles]
        assert len(at) > 2
        assert all(len(set(model.grouping(seen)[at])) == 1 for seen in model.groupings)


@pytest.mark.parametrize("points", ["score", "second_score"])
def test_what_was_reached_by_some_month_stands_beside_no_points_of_the_year(points: str) -> None:
    def worth(reached: str) -> float:
        roles = tuple(map(model.roles.index, ("name", "target", reached, points)))
        return _wholeness(_Path(0.0, roles, points), frozenset(), model)

    model = counts()
    assert worth("interim") < worth("actual") - 5
