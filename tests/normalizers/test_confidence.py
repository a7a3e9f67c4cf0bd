"""What speaks against a record, and how much of its confidence is left."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from normalizers.confidence import (
    BASE,
    REVIEW_BELOW,
    SURE,
    Calibration,
    against,
    calibration,
    in_favour,
    measured,
    of_filing,
    said,
    sureness,
    weights,
)
from normalizers.matching.slips import mended_name
from normalizers.neighbours import oddities
from normalizers.normalize import normalize
from schema.document import Document
from schema.filing import Indicator
from schema.place import Place
from schema.reading import FieldReading, IndicatorReading, Printed, Reading

NAMES = ("新建路灯数量", "路灯亮灯率", "节电量增长率", "居民满意程度", "灯杆完好率", "巡检及时率")
RULES = ("完成得满分", "达标得满分", "按比例得分", "未完成不得分", "扣完为止", "酌情扣分")
LONG = "亮灯率达到98%得满分，每低一个百分点扣一分"


def row(name: str, sure: float = 0.999, project: str = "路灯节能改造工程", **cells: str) -> IndicatorReading:
    texts = {
        "level1": "产出指标",
        "level2": "数量指标",
        "target": "≥50盏",
        "basis": "计划标准",
        "tag": "绩效基本型",
    } | cells
    printed = MappingProxyType({role: Printed(text, confidence=sure) for role, text in texts.items() if text})
    return IndicatorReading(
        "project-target", Printed(name, confidence=sure), project, "annual", texts["level1"], texts["level2"], printed,
        place=Place(table=1, row=1),
    )  # fmt: skip


ROWS = [row(name) for name in NAMES]


def meant(
    *rows: IndicatorReading, channel: str = "image", fields: tuple[FieldReading, ...] = ()
) -> tuple[Indicator, ...]:
    return normalize(Reading(indicators=rows, fields=fields), Document(channel, ())).indicators


TABLES = ("indicators", "amounts", "goals", "fields", "filings")
#: How signals begin that speak for a row.
PROOFS = ("its ", "the weights of", "the scores of")
#: Doubts of which a record that bears one may never be sure, whatever speaks for it.
WORST = (
    "a column under a head that is not known",
    "several cells stand under one head",
    "a head stands where the name should be",
    "a level stands where the name should be",
    "the project has no name",
    "cells stand under no column of their own",
)


@pytest.mark.parametrize("table", TABLES)
def test_every_weight_keeps_its_sense_and_every_calibration_rises(table: str) -> None:
    known = weights(table)
    assert BASE in known
    assert all(weight.weight >= 0 and 0 < weight.most <= 1 for name, weight in known.items() if name != BASE)
    steps = calibration(table)
    assert list(steps.sums) == sorted(steps.sums) and list(steps.chances) == sorted(steps.chances)
    assert 0 < steps.chances[0] < steps.chances[-1] < 1


@pytest.mark.parametrize("doubt", [*WORST, "a doubt that nobody has counted"])
def test_a_record_is_never_sure_that_bears_one_of_the_worst_doubts(doubt: str) -> None:
    proofs = in_favour(*(name for name in weights("indicators") if name.startswith(PROOFS)))
    assert sureness("indicators", proofs) >= SURE > sureness("indicators", proofs | against(doubt))


def test_a_finding_or_a_setting_that_nobody_has_counted_says_nothing() -> None:
    for signal in ("finding: something new (row)", "setting: a new kind of paper"):
        assert sureness("indicators", against(signal)) == sureness("indicators", {})


def test_doubts_and_proofs_pull_their_own_way() -> None:
    known = weights("indicators")
    for signal, weight in known.items():
        speaks_for = signal.startswith(PROOFS)
        if signal != BASE and weight.weight > 0.3:
            assert (said(known, {signal: 1.0 if speaks_for else -1.0}) >= said(known, {})) == speaks_for


def test_what_is_certain_is_no_evidence_and_less_sure_reading_weighs_more() -> None:
    assert measured("how surely it was read", 1.0) == {}
    chances = [sureness("goals", measured("how surely it was put together", step / 20)) for step in range(21)]
    assert chances == sorted(chances)


def test_a_filing_is_as_sure_as_its_rows_and_what_of_it_was_read() -> None:
    assert of_filing([0.95, 0.95], 0) > of_filing([0.95, 0.5], 0) > of_filing([0.95, 0.5], 3)


@pytest.mark.parametrize("likely", [0.24, 0.15, 0.06])
def test_a_filing_with_a_row_that_is_very_likely_wrong_goes_to_a_person(likely: float) -> None:
    assert of_filing([0.99] * 50 + [likely], 0) < REVIEW_BELOW <= of_filing([0.99] * 50 + [0.25], 0)


@pytest.mark.parametrize("rows", [[0.79], [0.9, 0.69], [0.85, 0.74]])
def test_a_filing_is_no_surer_than_its_rows(rows: list[float]) -> None:
    assert of_filing(rows, 0) < REVIEW_BELOW


def test_a_remark_on_a_value_is_a_signal_of_its_own_and_nothing_before_it_is_counted() -> None:
    remarked = dict(meant(row("路灯值守", target="7×24小时"))[0].evidence)
    assert remarked["value: words round digits that are no value"] == -1
    assert sureness("indicators", {"value: never met": -1.0}) == sureness("indicators", {})


def test_what_was_typed_is_as_sure_as_whoever_put_it_into_cells() -> None:
    typed, seen = (meant(row("路灯亮灯率", sure=0.95, tag=""), channel=channel)[0] for channel in ("text", "image"))
    assert seen.confidence < typed.confidence


@pytest.mark.parametrize(
    ("odd", "sentence"),
    [
        (row("路灯亮灯率", tag=""), "a cell that nearly all rows have is empty"),
        (row("路灯亮灯率", target="≥50盏  10"), "a wide blank within a cell: two cells in one"),
        (row("路灯亮灯率", basis="计"), "a cell holds the beginning of words that stand whole elsewhere"),
        (row("路灯亮灯率", basis="绩效基本型", tag=""), "a cell of another column"),
        (row("路灯亮灯率", basis="计划标准绩效基本型", tag=""), "a cell says what two others say together"),
        (row("路灯亮灯率（二期"), "a bracket does not close"),
        (row("路灯亮灯率7"), "a lone sign at an end of the name"),
        (row("三类500.强企业个数"), "a stray sign within the name"),
        (row("会议费控制率预算执行率"), "two names stand in one cell"),
        (row("路灯亮灯率", rule=LONG * 4), "a cell is far longer than the others of its column"),
    ],
)  # fmt: skip
def test_what_a_clerk_would_notice(odd: IndicatorReading, sentence: str) -> None:
    rules = [row(name, rule=rule) for name, rule in zip(NAMES, RULES, strict=True)]
    others = rules if "rule" in odd.cells else ROWS
    found = oddities([*others, odd], pictured={1})
    assert sentence in found[-1]
    assert not any(found[:-1])
    plain, doubted = meant(*others)[0], meant(*others, odd)[-1]
    assert doubted.confidence < plain.confidence and sentence in doubted.reasons


def test_nothing_is_odd_about_rows_that_were_typed() -> None:
    typed = [row(name, sure=1.0) for name in NAMES]
    found = meant(*typed, row("路灯亮灯率7", sure=1.0, basis="计"), channel="pdf-text")[-1]
    assert "a lone sign at an end of the name" not in found.reasons


@pytest.mark.parametrize("channel", ["docx", "pdf-text"])
@pytest.mark.parametrize(
    ("odd", "sentence", "below"),
    [
        (row("三类500.强企业个数", sure=1.0), "a stray sign within the name", REVIEW_BELOW),
        (row("路灯亮灯率", sure=1.0, basis="绩效基本型", tag=""), "a cell of another column", SURE),
        (row("会议费控制率预算执行率", sure=1.0), "two names stand in one cell", REVIEW_BELOW),
    ],
)
def test_what_is_odd_about_a_typed_text_itself_speaks_against_its_row(
    odd: IndicatorReading, sentence: str, below: float, channel: str
) -> None:
    *others, doubted = meant(*(row(name, sure=1.0) for name in NAMES), odd, channel=channel)
    assert sentence in doubted.reasons and doubted.confidence < below
    assert all(other.confidence >= REVIEW_BELOW for other in others)


@pytest.mark.parametrize(
    "name", ["新" * 40, "<b>" * 12 + "新建路灯数量", "新建路灯数量（含城区、镇区及各行政村主干道两侧）", "数" * 400]
)
@pytest.mark.parametrize("channel", ["docx", "pdf-text"])
def test_a_typed_name_may_be_as_long_as_it_is(name: str, channel: str) -> None:
    rows = (row(other, sure=1.0) for other in NAMES)
    assert meant(*rows, row(name, sure=1.0), channel=channel)[-1].confidence >= REVIEW_BELOW


def test_words_need_no_unit() -> None:
    rows = [*(row(name, unit="盏") for name in NAMES), row("灯光效果", target="明显")]
    assert not oddities(rows, pictured={1})[-1]


def project(name: str, sure: float) -> FieldReading:
    return FieldReading("项目名称", name, "project", confidence=sure, letters=sure)


def test_a_project_that_was_hardly_read_makes_its_rows_doubtful() -> None:
    sure, unsure = (meant(*ROWS, fields=(project("路灯节能改造工程", each),))[0] for each in (1.0, 0.7))
    assert unsure.confidence < SURE <= sure.confidence


@pytest.mark.parametrize(
    ("name", "sentence", "below"),
    [
        ("困难群众救助补助资金7", "a lone sign at an end of the project's name", REVIEW_BELOW),
        ("枫门县2024年储备补贴资金", "the project is of another place than the unit", REVIEW_BELOW),
        ("", "the project has no name", 0.5),
    ],
)
def test_names_of_projects_that_cannot_be_right(name: str, sentence: str, below: float) -> None:
    unit = FieldReading("填报单位", "枫汀县商务局", "unit_name")
    found = meant(*(row(each, project=name) for each in NAMES), fields=(unit, project(name, 1.0)))
    assert all(sentence in one.reasons and one.confidence < below for one in found)
    right = meant(*(row(each, project="枫汀县2024年储备补贴资金") for each in NAMES), fields=(unit,))
    assert not any(sentence in one.reasons for one in right)


def test_a_project_that_a_title_alone_names_is_never_sure() -> None:
    rows = tuple(row(name, project="路灯维修工程") for name in NAMES)
    titles = (Printed("2023年路灯维修工程绩效目标表"),)
    for fields, sure in (((), False), ((project("路灯维修工程", 1.0),), True)):
        reading = Reading(indicators=rows, titles=titles, fields=fields)
        found = normalize(reading, Document("docx", ())).indicators
        assert sure or all(one.confidence < SURE for one in found)
        assert all(("a title alone names the project" in one.reasons) != sure for one in found)


@pytest.mark.parametrize(
    ("title", "doubted"),
    [
        ("项目支出绩效自评表", True),
        ("专项资金绩效自评表", True),
        ("部门支出项目绩效自评表", False),
        ("绩效自评表", False),
    ],
)
def test_a_form_whose_title_is_of_projects_names_them(title: str, doubted: bool) -> None:
    rows = tuple(replace(row(name, project=""), form="self-evaluation") for name in NAMES)
    found = normalize(Reading(indicators=rows, titles=(Printed(title),)), Document("image", ())).indicators
    assert {"the project has no name" in one.reasons for one in found} == {doubted}


@pytest.mark.parametrize(
    ("role", "title", "doubted"),
    [
        ("implementing_unit", "绩效自评表", True),
        ("competent_department", "", True),
        ("unit_name", "绩效自评表", False),
        ("implementing_unit", "部门整体支出绩效自评表", False),
    ],
)
def test_a_form_with_those_who_carry_a_project_out_names_it(role: str, title: str, doubted: bool) -> None:
    rows = tuple(replace(row(name, project=""), form="self-evaluation") for name in NAMES)
    fields = (FieldReading("实施单位", "柳湾县水利局", role),)
    read = Reading(indicators=rows, fields=fields, titles=(Printed(title),) if title else ())
    found = normalize(read, Document("text", ())).indicators
    assert {"the project has no name" in one.reasons for one in found} == {doubted}


@pytest.mark.parametrize(
    ("seen", "name"),
    [
        ("结转结余事", "结转结余率"),
        ("年度履职日标相关性", "年度履职目标相关性"),
        ("企业培育教", "企业培育数"),
        ("社会救助体来", "社会救助体系"),
        ("民办学校教师人数", "民办学校教师人数"),
        ("河道生态流最保障", "河道生态流最保障"),
    ],
)
def test_one_misread_character_of_a_name_is_put_right_if_in_one_way_alone(seen: str, name: str) -> None:
    assert mended_name(seen, {"结转结余率"}.__contains__) == name


def test_a_name_is_mended_only_where_its_reader_doubted_it_and_keeps_its_print() -> None:
    (found,) = meant(row("结转结余事", sure=0.7))
    assert (found.name, found.name_raw) == ("结转结余率", "结转结余事")
    assert "a misread character of the name put right" in found.reasons
    assert meant(row("结转结余事"))[0].name == "结转结余事"
    settled = replace(row("结转结余事", sure=0.7), name=Printed("结转结余事", confidence=0.7, settled=True))
    assert meant(settled)[0].name == "结转结余事"


@pytest.mark.parametrize(("channel", "name"), [("image", "每周送数次数"), ("text", "每周送教次数")])
def test_a_name_that_was_typed_is_put_right_only_where_that_makes_it_a_known_one(channel: str, name: str) -> None:
    assert meant(row("每周送教次数", sure=0.7), channel=channel)[0].name == name


def overleaf(*lower: str, page: int = 2) -> tuple[Indicator, ...]:
    """A whole row at the end of a page, and one on this page with these name, target, result and weight."""
    whole = row("受益居民", target="≥6200", actual="6180人", weight="15")
    name, target, actual, weight = lower
    below = row(name, target=target, actual=actual, weight=weight)
    return meant(
        replace(whole, place=Place(page=1, table=1, row=20)),
        replace(below, place=Place(page=page, table=1, row=21)),
        channel="pdf-text",
    )


CUT = "a page's end may have cut the row in two"


@pytest.mark.parametrize(
    "lower",
    [
        ("人数", "人", "", ""),
        ("人数", "", "", ""),
        ("户数", "", "人", ""),
        ("满意度", "人", "", ""),
        ("人次", "稳定", "", ""),
        ("次数", "良好", "良好", ""),
        ("数量", "", "", ""),
        ("政策的惠及面", "", "", ""),
        ("（含农村居民）", "", "", ""),
        ("总人数", "万人", "", ""),
    ],
)
def test_a_row_behind_a_page_s_end_with_nothing_but_a_name_s_end_speaks_against_the_one_before(
    lower: tuple[str, str, str, str],
) -> None:
    assert all(CUT in each.reasons and each.confidence < REVIEW_BELOW for each in overleaf(*lower))
    assert not any(CUT in each.reasons for each in overleaf(*lower, page=1))


@pytest.mark.parametrize(
    "lower",
    [
        ("公厕座数", "≥6座", "6座", "10"),
        ("公厕座数", "≥6座", "", ""),
        ("公厕座数", "", "6座", ""),
        ("公厕座数", "", "", "10"),
        ("群众获得感", "明显增强", "明显增强", ""),
        ("群众获得感", "明显增强", "", ""),
    ],
)
def test_a_row_behind_a_page_s_end_that_says_something_speaks_against_none(lower: tuple[str, str, str, str]) -> None:
    assert not any(CUT in each.reasons for each in overleaf(*lower))


def test_beyond_what_was_counted_the_odds_go_with_the_sum() -> None:
    counted = Calibration((-1.0, 2.0), (0.3, 0.98))
    said = [counted.chance(each) for each in (-3.0, -2.0, -1.0, 0.5, 2.0, 3.0, 4.0)]
    assert said == sorted(set(said)) and said[0] > 0 and said[-1] < 1
    assert (said[2], said[3], said[4]) == pytest.approx((0.3, 0.64, 0.98))


def test_a_filing_of_which_something_was_not_read_is_never_sure() -> None:
    assert of_filing([0.998] * 400, 1) < SURE <= of_filing([0.998] * 400, 0)


def test_several_rows_that_are_likely_wrong_send_a_filing_to_a_person_and_two_do_not() -> None:
    assert of_filing([0.99] * 60 + [0.35] * 3, 0) < REVIEW_BELOW <= of_filing([0.99] * 60 + [0.35] * 2, 0)
