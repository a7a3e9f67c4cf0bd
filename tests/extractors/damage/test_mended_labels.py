"""Levels, labels and names that a scan damaged."""

from __future__ import annotations

import pytest

from extractors.forms.damage.restored import own_labels, restored
from extractors.forms.grid import grid_of
from extractors.recognition import recognise
from schema.document import Cell, Document, Paragraph, Table
from schema.reading import Reading
from tests.extractors.worn_papers import FAMILIES

HEAD = "一级指标|二级指标|三级指标|指标值"
NAMED = "项目名称|路灯建设项目"


def table(*rows: str, sure: float = 0.9) -> Table:
    lines = [row.split("|") for row in rows]
    return Table(
        tuple(
            Cell(text, at, column, confidence=sure) for at, line in enumerate(lines) for column, text in enumerate(line)
        )
    )


def read(*tables: Table) -> Reading:
    return recognise(Document("pdf-scan", (Paragraph("项目支出绩效目标表"), *tables)))


@pytest.mark.parametrize(
    ("level1", "level2", "known"),
    [
        ("J投入管理指标", "绩效管理", ("投入管理指标", "绩效管理")),
        ("产出指标", "质最指标", ("产出指标", "质量指标")),
        ("满意度措标（10分)", ".服务对象满意度指标", ("满意度指标(10分)", "服务对象满意度指标")),
        ("满意度指标(10分", "服务对象满意度指", ("满意度指标(10分)", "服务对象满意度指标")),
        ("运行成本", "一在职人员控制", ("运行成本", "在职人员控制")),
        ("履职效能", "社会公众满意度", ("履职效能", "社会公众满意度")),
        ("产出指标", "数量目标", ("产出指标", "数量目标")),
        ("产出指标", "核心业务产出1", ("产出指标", "核心业务产出1")),
    ],
)
def test_levels(level1: str, level2: str, known: tuple[str, str]) -> None:
    (found,) = read(table(HEAD, f"{level1}|{level2}|新建路灯数量|≥50盏")).indicators
    assert (found.level1, found.level2) == known


def test_a_mended_level_lowers_the_sureness_of_all_its_rows() -> None:
    rows = ("{}|数量指标|新建路灯数量|≥50盏", "|质量指标|路灯亮灯率|≥95%")
    clean = read(table(HEAD, *(row.format("产出指标") for row in rows))).indicators
    cells = table(HEAD, *(row.format("产凹指标") for row in rows)).cells
    merged = tuple(
        Cell(cell.text, cell.row, cell.column, 2 if cell.text == "产凹指标" else 1, confidence=0.9)
        for cell in cells
        if cell.text
    )
    damaged = read(Table(merged)).indicators
    assert [found.level1 for found in damaged] == ["产凹指标"] * 2  # one character of four may be any other
    merged = tuple(Cell(c.text.replace("凹", "·出"), c.row, c.column, c.rowspan, confidence=0.9) for c in merged)
    damaged = read(Table(merged)).indicators
    assert [found.level1 for found in damaged] == ["产出指标"] * 2
    assert all(mended.confidence < whole.confidence for mended, whole in zip(damaged, clean, strict=True))


@pytest.mark.parametrize(
    ("name", "mended"),
    [
        ("会计核算规范性一", "会计核算规范性"),
        ("一基本养老保险参保人数", "基本养老保险参保人数"),
        (".网站运营数量", "网站运营数量"),
        ("一网通办事项占比", "一网通办事项占比"),
        ("标段一", "标段一"),
    ],
)
def test_strokes_beside_names(name: str, mended: str) -> None:
    (found,) = read(table(HEAD, f"产出指标|数量指标|{name}|≥50个")).indicators
    assert found.name.text == mended


def test_a_stroke_that_was_surely_read_stays() -> None:
    cells = table(HEAD, "产出指标|数量指标|一中心多站点建设|≥50个", sure=1.0).cells
    (found,) = read(Table((*cells, Cell("", 2, 0, confidence=0.9)))).indicators
    assert found.name.text == "一中心多站点建设"


@pytest.mark.parametrize(
    ("label", "kind"),
    [("总体标", "objective"), ("年年度目标", "objective"), ("部门职能既述", "duty"), ("年度主要任务·", "task")],
)
def test_headings_of_goals(label: str, kind: str) -> None:
    (found,) = read(table(NAMED, f"{label}|建成路灯五十盏，改善居民夜间出行条件。")).goals
    assert found.kind == kind
    assert found.confidence < 0.97


def test_a_label_that_the_document_has_elsewhere_is_known_by_less() -> None:
    first = table("总体目标|建成路灯五十盏，改善居民夜间出行条件。", HEAD, "产出指标|数量指标|路灯|5盏")
    second = table("总林标|维修路灯二十盏，改善居民夜间出行条件。", HEAD, "产出指标|数量指标|路灯|5盏")
    assert [goal.kind for goal in read(first, second).goals] == ["objective", "objective"]
    assert not read(table(NAMED), second).goals


def test_numbers_of_goals() -> None:
    text = "日标1：建成路灯五十盏，方便居民出行。\n目标]：维修路灯二十盏，改善照明条件。"
    found = read(table(NAMED, f"年度目标|{text}")).goals
    assert [goal.text[:4] for goal in found] == ["目标1：", "目标1："]


@pytest.mark.parametrize(
    ("label", "mended"),
    [("2023年決算数", "2023年决算数"), (".3月底", "3月底"), ("12.月底", "12月底"), ("2023年预算数", "2023年预算数")],
)
def test_labels_of_money_columns(label: str, mended: str) -> None:
    found = read(table(f"经费控制情况（万元）|{label}|2024年预算数", "三公经费|2.28|2")).amounts
    assert [amount.label for amount in found] == [mended, "2024年预算数"]


def test_a_figure_that_begins_with_a_point_is_left_and_doubted() -> None:
    first, second = read(table("资金支出计划(%)|3月底|6月底", "|.25%|50%")).amounts
    assert (first.value.text, second.value.text) == (".25%", "50%")
    assert first.confidence < 0.6


def test_tables_that_no_engine_read_stay_as_they_are() -> None:
    grid = grid_of(table("级指标|级指标|级指标|标", "J产出指标|质最指标|.路灯|5", sure=1.0), 1, 1)
    assert restored(grid, frozenset()) is grid


def test_own_labels_are_those_known_word_for_word() -> None:
    document = Document("pdf-scan", (table("总体目标|路灯", "总体标|灯"), Paragraph("年度目标")))
    assert own_labels(document) == {"总体目标"}


@pytest.mark.parametrize("family", FAMILIES)
def test_a_whole_table_is_as_sure_as_before(family: str) -> None:
    head, rows = FAMILIES[family]
    grid = grid_of(table(head, *rows), 1, 1)
    assert restored(grid, frozenset()) == grid
