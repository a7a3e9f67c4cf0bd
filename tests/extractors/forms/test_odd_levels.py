"""Rows whose levels cannot be as they were read; and how surely levels and projects were."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.forms.rows.odd_levels import doubted
from extractors.recognition import recognise
from normalizers.confidence import REVIEW_BELOW, SURE, against, said, sureness, weights
from schema.document import Cell, Document, Table
from schema.reading import IndicatorReading, Printed, Reading
from tests.extractors.papers import sure

UNDOUBTED = sureness("indicators", {})


def row(name: str, level1: str, level2: str) -> IndicatorReading:
    said = Printed(name), "乡村道路养护", "annual", level1, level2, {"target": Printed("≥90%")}
    return IndicatorReading("project-target", *said, confidence=0.9)


GOOD = row("新建路灯数量", "产出指标", "数量指标")


@pytest.mark.parametrize(
    ("odd", "sentence", "below"),
    [
        (row("带动农户增收", "产出指标", "社会效益指标"), "the first level is none of the second one's", SURE - 0.01),
        (row("商品下架率", "经济效益指标", "生态效益指标"), "the first level is none of the second one's", SURE - 0.01),
        (row("质量指标", "产出指标", ""), "a level stands where the name should be", REVIEW_BELOW - 0.01),
        (row("数量指标抽检批次", "产出指标", "质量指标"), "a level's name stands before the name", REVIEW_BELOW - 0.01),
        (row("带动农户增收", "效益指标", "经济效益指标社会效益指标"), "two levels stand in one cell", UNDOUBTED),
        (row("项目资金使用合规", "管理效率", "财务管理资产管理"), "two levels stand in one cell", UNDOUBTED),
    ],
)
def test_levels_that_cannot_be(odd: IndicatorReading, sentence: str, below: float) -> None:
    found = doubted([odd])[0]
    assert found.reasons == (sentence,)
    assert sure(found) < sure(odd)
    known = weights("indicators")
    assert said(known, against(sentence)) < said(known, {}) and sureness("indicators", against(sentence)) <= below


@pytest.mark.parametrize(
    "right",
    [
        GOOD,
        row("服务对象满意度", "满意度指标", "服务对象满意度指标"),
        row("带动农户增收", "效益", "经济效益"),
        row("办公经费控制率", "本地指标", "某类指标"),
        row("办公经费控制率", "", ""),
    ],
    ids=lambda right: f"{right.level1}/{right.level2}",
)
def test_levels_that_can_be_are_left_as_they_are(right: IndicatorReading) -> None:
    assert doubted([right]) == [right]


def test_a_displaced_row_speaks_against_those_under_the_same_first_level() -> None:
    beside, _, apart = doubted(
        [GOOD, row("带动农户增收", "产出指标", "社会效益指标"), row("满意度", "满意度指标", "满意度指标")]
    )
    assert beside.reasons and sure(replace(beside, project="路灯改造")) < sure(replace(GOOD, project="路灯改造"))
    assert not apart.reasons and apart.confidence == 0.9
    assert apart == row("满意度", "满意度指标", "满意度指标")


def paper(project: float = 0.99, level: float = 0.99) -> Reading:
    """A sheet that an engine read, so sure of the project's name and of the first level."""
    texts = ("项目名称|路灯节能改造工程", "一级指标|二级指标|三级指标|指标值", "产出指标|数量指标|新建路灯数量|≥50盏",
             "|质量指标|路灯亮灯率|≥95%")  # fmt: skip
    read = {"路灯节能改造工程": project, "产出指标": level}
    cells = [
        Cell(text, index, column, 2 if text == "产出指标" else 1, confidence=read.get(text, 0.99))
        for index, line in enumerate(texts)
        for column, text in enumerate(line.split("|"))
        if text
    ]
    return recognise(Document("image", (Table(tuple(cells), exact=True),)))


def test_a_row_keeps_the_cells_of_its_levels() -> None:
    rows = paper(level=0.6).indicators
    assert [one.level1 for one in rows] == ["产出指标", "产出指标"]
    assert [one.cell("level1").confidence for one in rows] == [0.6, 0.6]
    assert [one.cell("level2").text for one in rows] == ["数量指标", "质量指标"]


def test_a_labelled_cell_is_as_sure_as_its_print() -> None:
    (found,) = (one for one in paper(project=0.7).fields if one.role == "project")
    assert found.confidence == pytest.approx(0.7)
