"""The whole of a paper: blocks in reading order, what is loose, what is no form."""

from __future__ import annotations

import pytest

from extractors.forms.blocks.listed import read_by_shape
from extractors.forms.scene import Scene
from extractors.recognition import recognise
from schema.document import Document, Paragraph, Table
from schema.errors import NoFormError
from tests.extractors.papers import LEVELS, drawn, filing, lined, reading, ruled, ruled_table, tabbed

PAPER = (
    "2023年度路灯维护项目绩效自评表\n单位：万元\n"
    + lined(
        "项目名称|路灯维护项目|主管部门|柳湾县城市管理局",
        "项目资金||全年预算数|全年执行数|执行率",
        "|年度资金总额|80|72|90%",
        "年度目标|修好路灯五十盏，方便群众出行。",
        f"绩效指标|{LEVELS}|指标值|实际完成值|分值|得分",
        "|产出指标|数量指标|新建路灯数量|≥50盏|52盏|50|50",
        "||质量指标|路灯亮灯率|≥95%|96%|40|38",
        "总分||||||90|88",
    )
    + "填报人：钱一凡    联系电话：5550101\n"
)


def test_every_kind_of_block_of_one_table() -> None:
    found = reading(PAPER)
    assert [i.name.text for i in found.indicators] == ["新建路灯数量", "路灯亮灯率"]
    assert [a.value.text for a in found.amounts] == ["80", "72", "90%"]
    assert [g.text for g in found.goals] == ["修好路灯五十盏，方便群众出行。"]
    assert {(f.key, f.value) for f in found.fields} == {
        ("项目名称", "路灯维护项目"),
        ("主管部门", "柳湾县城市管理局"),
        ("总分", "88"),
        ("填报人", "钱一凡"),
        ("联系电话", "5550101"),
    }
    assert {r.project for r in (*found.indicators, *found.amounts, *found.goals)} == {"路灯维护项目"}


def test_its_head() -> None:
    found = filing(PAPER)
    assert (found.form, found.fiscal_year, found.unit_name) == ("self-evaluation", "2023", "柳湾县城市管理局")
    assert found.channel == "text"
    assert 0.5 < found.confidence <= 0.999


def test_keys_of_places_are_unique() -> None:
    found = filing(PAPER)
    for records in (found.indicators, found.amounts, found.goals, found.fields):
        keys = [record.key for record in records]
        assert len(keys) == len(set(keys))


def test_the_same_paper_gives_the_same_filing() -> None:
    assert filing(PAPER) == filing(PAPER)


def test_other_rows_do_not_change_a_records_key() -> None:
    before = filing(PAPER).indicators[1].key
    assert filing(PAPER.replace("新建路灯数量", "改造路灯数量")).indicators[1].key == before


@pytest.mark.parametrize(
    "text",
    [
        "关于开展春季植树活动的通知\n\n各科室：请于本周五前报名。\n",
        tabbed("日期|天气|温度", "周一|晴|高", "周二|雨|低"),
        "年度目标\n修好路灯。\n",
    ],
)
def test_a_paper_without_a_form_is_refused_with_advice(text: str) -> None:
    with pytest.raises(NoFormError) as caught:
        reading(text)
    assert caught.value.advice


def test_an_empty_document_is_no_form() -> None:
    with pytest.raises(NoFormError):
        recognise(Document("text", ()))
    with pytest.raises(NoFormError):
        recognise(Document("text", (Paragraph(""),)))


def test_a_ruled_table_is_read_by_its_extents() -> None:
    grid = ruled(f"绩效指标|{LEVELS}|指标值", "^|产出指标|数量指标|新建路灯数量|≥50盏", "^|^|^|桥灯数量|≥3座")
    cells = tuple(slot.origin for row in grid.rows for slot in row.slots if not slot.continues)
    found = recognise(Document("docx", (Paragraph("项目绩效目标表"), Table(cells, exact=True))))
    assert [(i.level1, i.level2, i.name.text) for i in found.indicators] == [
        ("产出指标", "数量指标", "新建路灯数量"),
        ("产出指标", "数量指标", "桥灯数量"),
    ]


def test_prose_around_the_tables_gives_goals_and_amounts() -> None:
    text = "部门整体绩效自评报告\n一、支出情况\n2023年基本支出60.5万元，项目支出19.5万元。\n" + PAPER
    told = {a.path[-1]: a.value.text for a in reading(text).amounts if a.source == "narrative"}
    assert told == {"基本支出": "60.5万元", "项目支出": "19.5万元"}


_ROWS = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t修渠长度\t≥3公里\n产出指标\t质量指标\t合格率\t≥95%"


@pytest.mark.parametrize("named", ["项目名称：农村饮水提升工程。", "项目名称:农村饮水提升工程\n主管部门：某县水利局"])
@pytest.mark.parametrize("above", [True, False])
def test_a_paper_that_names_one_project_in_its_text_is_about_it(named: str, above: bool) -> None:
    parts = [named, _ROWS] if above else [_ROWS, named]
    found = reading("\n\n".join(["项目支出绩效目标表", *parts]))
    assert [row.project for row in found.indicators] == ["农村饮水提升工程"] * 2


def test_a_paper_that_names_several_projects_is_about_none_of_them() -> None:
    text = f"项目支出绩效目标表\n\n项目名称：饮水工程\n\n项目名称：道路工程\n\n{_ROWS}"
    assert {row.project for row in reading(text).indicators} == {""}


SHEET = ("项目名称|路灯维护项目|负责人|钱一凡", "一级指标|三级指标|指标值|分值", "产出指标|新建路灯数量|≥50盏|100")


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("填报人　　钱一凡　　联系电话　　5550101", [("填报人", "钱一凡"), ("联系电话", "5550101")]),
        ("填报人：　　钱一凡　　填报日期：　　2024年2月3日", [("填报人", "钱一凡"), ("填报日期", "2024年2月3日")]),
        ("填报人：钱一凡　　联系电话：", [("填报人", "钱一凡")]),
        ("填报人　　联系电话", []),
        ("路灯　　钱一凡", []),
    ],
)
def test_labelled_cells_beside_a_table_are_of_its_project_below_it_alone(
    line: str, wanted: list[tuple[str, str]]
) -> None:
    table = ruled_table(*SHEET)
    for blocks, project in (((table, Paragraph(line)), "路灯维护项目"), ((Paragraph(line), table), "")):
        found = recognise(Document("sheet", blocks)).fields
        assert [(f.key, f.value) for f in found if f.place.table is None] == wanted
        assert {f.project for f in found if f.place.table is None} <= {project}


@pytest.mark.parametrize("row", ["填报人：钱一凡|联系电话：5550101||", "填报日期：2024年2月3日|||"])
def test_pairs_in_the_last_row_of_a_table_are_labelled_cells(row: str) -> None:
    found = recognise(Document("docx", (ruled_table(*SHEET, row),)))
    keys = {pair.partition("：")[0] for pair in row.split("|") if pair}
    assert keys <= {field.key for field in found.fields}


BELOW = (f"{LEVELS}|指标值", "产出指标|数量指标|新建路灯数量|≥50盏", "效益指标|社会效益指标|受益人数|≥800人")
ANSWERS = ("分配科学性|按照因素法分配资金|>", "下达及时性|收到文件后三十日内下达|无",
           "拨付合规性|按国库制度支付资金|无", "使用规范性|不存在截留和挪用的情形|>")  # fmt: skip


def test_short_labels_and_answers_in_words_under_an_unknown_heading_are_fields() -> None:
    rows = ["甲乙丙丁|情况说明|>|存在问题", *(f"^|{row}" for row in ANSWERS)]
    fields = recognise(drawn("项目支出绩效自评表（2023年度）", [*rows, *BELOW])).fields
    assert [field.key for field in fields][-4:] == ["分配科学性", "下达及时性", "拨付合规性", "使用规范性"]


def test_names_with_values_under_an_unknown_heading_are_no_answers() -> None:
    rows = ["甲乙丙丁|说明|备注", *(f"^|{name}|≥{at}个" for at, name in enumerate(("路灯", "公厕", "桥梁"), 2))]
    assert read_by_shape(ruled(*rows), 0, Scene()) is None
