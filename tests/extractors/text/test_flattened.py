"""Tables that lost their borders: on one line, without blanks, a cell a line."""

from __future__ import annotations

import pytest

from extractors.forms.lattice.lattice_rows import Segment
from extractors.forms.text import flattened
from extractors.forms.text.text_ways import Cut
from schema.document import Paragraph, Table
from schema.errors import LimitError, NoFormError
from schema.reading import Reading
from tests.extractors.papers import document, filing, priced, reading, tabbed, told

TOP = (
    "项目支出绩效自评表 (2023年度) 项目名称 路灯维护项目 主管部门 柳湾县城市管理局 实施单位 柳湾县城市管理局 "
    "项目资金(万元) 年初预算数 全年预算数 全年执行数 分值 执行率 得分 年度资金总额: 80 80 72 10 90% 9 "
    "其中:财政拨款 80 80 72 年度总体目标 年度目标 全年实际完成情况 修好路灯五十盏，方便群众出行。 "
    "已修好五十二盏，群众反映好。 绩效指标 "
)
HEAD = "一级指标 二级指标 三级指标 指标值 实际完成值 分值 得分 "
ROWS = (
    "产出指标 数量指标 新建路灯数量 ≥50盏 52盏 20 20 质量指标 路灯亮灯率 ≥95% 96% 15 15 "
    "时效指标 工程完工及时率 =100% 100% 15 15 效益指标 社会效益指标 受益群众人数 ≥800人 850人 30 28 "
    "满意度指标 服务对象满意度指标 群众满意度 ≥90% 93% 10 10 总分 100 98"
)
WHOLE = TOP + HEAD + ROWS
SPACED = pytest.param(WHOLE, id="blanks between cells")
GLUED = pytest.param(WHOLE.replace(" ", ""), id="nothing between cells")
LINED = pytest.param(WHOLE.replace(" ", "\n"), id="a cell a line")
APART = pytest.param(WHOLE.replace(" ", "\n\n"), id="blank lines between cells")
WITH_BORDERS = [SPACED, LINED, APART]


@pytest.mark.parametrize("text", [*WITH_BORDERS, GLUED])
def test_the_indicators_of_a_text_without_borders(text: str) -> None:
    found = reading(text).indicators
    assert [told(i) for i in found] == [
        ("产出指标", "数量指标", "新建路灯数量"),
        ("产出指标", "质量指标", "路灯亮灯率"),
        ("产出指标", "时效指标", "工程完工及时率"),
        ("效益指标", "社会效益指标", "受益群众人数"),
        ("满意度指标", "服务对象满意度指标", "群众满意度"),
    ]
    roles = ("target", "actual", "weight", "score")
    assert [tuple(i.cell(role).text for role in roles) for i in found] == [
        ("≥50盏", "52盏", "20", "20"),
        ("≥95%", "96%", "15", "15"),
        ("=100%", "100%", "15", "15"),
        ("≥800人", "850人", "30", "28"),
        ("≥90%", "93%", "10", "10"),
    ]
    assert {i.project for i in found} == {"路灯维护项目"}


@pytest.mark.parametrize("text", [*WITH_BORDERS, GLUED])
def test_its_form_and_labelled_cells(text: str) -> None:
    found = reading(text)
    assert found.form == "self-evaluation"
    assert [(f.key, f.value) for f in found.fields if f.role != "total"] == [
        ("项目名称", "路灯维护项目"),
        ("主管部门", "柳湾县城市管理局"),
        ("实施单位", "柳湾县城市管理局"),
    ]


@pytest.mark.parametrize("text", WITH_BORDERS)
def test_its_money_and_goals(text: str) -> None:
    found = reading(text)
    money = [priced(a) for a in found.amounts if a.source == "table"]
    assert money[:6] == [
        ("年度资金总额", "年初预算数", "80"),
        ("年度资金总额", "全年预算数", "80"),
        ("年度资金总额", "全年执行数", "72"),
        ("年度资金总额", "分值", "10"),
        ("年度资金总额", "执行率", "90%"),
        ("年度资金总额", "得分", "9"),
    ]
    assert [item for item, _, _ in money[6:]] == ["年度资金总额/财政拨款"] * 3
    assert [(g.kind, g.text) for g in found.goals] == [
        ("objective", "修好路灯五十盏，方便群众出行。"),
        ("completion", "已修好五十二盏，群众反映好。"),
    ]


def test_text_without_blanks_is_less_sure() -> None:
    spaced, glued = (reading(text).indicators[0] for text in (WHOLE, WHOLE.replace(" ", "")))
    assert glued.name.confidence < spaced.name.confidence


def test_points_before_the_target() -> None:
    text = (
        "项目支出绩效自评表项目名称路灯维护项目绩效指标一级指标二级指标三级指标分值年度指标值实际完成值得分"
        "产出指标数量指标新建路灯数量20≥50盏52盏20质量指标路灯亮灯率30≥95%96%30"
        "满意度指标服务对象满意度指标群众满意度10≥90%93%10总分6060"
    )
    roles = ("weight", "target", "actual", "score")
    assert [tuple(i.cell(role).text for role in roles) for i in reading(text).indicators] == [
        ("20", "≥50盏", "52盏", "20"),
        ("30", "≥95%", "96%", "30"),
        ("10", "≥90%", "93%", "10"),
    ]


def test_operator_figure_and_unit_apart() -> None:
    text = (
        "项目支出绩效目标表 项目名称 路灯维护项目 绩效指标 一级指标 二级指标 三级指标 指标性质 指标值 度量单位 "
        "产出指标 数量指标 新建路灯数量 ≥ 50 盏 质量指标 路灯亮灯率 ≥ 95 % 效益指标 社会效益指标 群众出行条件 定性 改善"
    )
    found = reading(text).indicators
    assert [i.cell("operator").text for i in found] == ["≥", "≥", "定性"]
    assert [i.cell("target").text for i in found] == ["50", "95", "改善"]
    assert [i.cell("unit").text for i in found] == ["盏", "%", ""]


def test_not_concerned_needs_no_value() -> None:
    text = TOP + HEAD + "产出指标 数量指标 新建路灯数量 ≥50盏 52盏 20 20 效益指标 生态效益指标 不涉及 " + ROWS[32:]
    found = reading(text).indicators
    assert ("效益指标", "生态效益指标", "不涉及") in [told(i) for i in found]


def test_a_note_behind_the_rows_is_no_cell() -> None:
    found = reading(TOP + HEAD + ROWS + " 说明：各项分值由填报单位自行确定。").indicators
    assert [i.name.text for i in found][-1] == "群众满意度"
    assert "说明" not in "".join(cell.text for cell in found[-1].cells.values())


def test_two_forms_on_one_line_keep_their_projects() -> None:
    other = WHOLE.replace("路灯维护项目", "桥灯改造项目")
    found = reading(f"{WHOLE} 注：由财务人员填写。\n{other}")
    assert [i.project for i in found.indicators] == ["路灯维护项目"] * 5 + ["桥灯改造项目"] * 5


def test_long_term_and_annual_parts() -> None:
    rows = "产出指标 数量指标 新建路灯数量 ≥50盏 满意度指标 服务对象满意度指标 群众满意度 ≥90% "
    head = "一级指标 二级指标 三级指标 指标值 "
    text = f"项目支出绩效目标表 项目名称 路灯维护项目 长期绩效指标 {head}{rows}年度绩效指标 {head}{rows}"
    assert [i.horizon for i in reading(text).indicators] == ["long-term"] * 2 + ["annual"] * 2


def test_head_words_in_prose_make_no_form() -> None:
    with pytest.raises(NoFormError):
        reading("本表的一级指标、二级指标和三级指标由各单位填写。")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("一级指标 二级指标 三级指标", "一级指标, 三级指标, 二级指标"),
        ("一级指标 二级指标 指标值 分值", "一级指标, 二级指标, 分值"),
    ],
)
def test_a_few_heads_in_a_row_are_no_table_and_what_was_seen_is_said(text: str, seen: str) -> None:
    found = reading(text)

    assert found.indicators == ()
    assert found.unread == (f"the words of a form stand in it ({seen}), but no indicator was read",)


def test_text_with_tables_of_its_own_stays_as_it_is() -> None:
    paper = document("整体绩效目标表\n甲\t乙\n丙\t丁\n")
    assert [type(block) for block in paper.blocks] == [Paragraph, Table]


def test_more_than_any_filing_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flattened, "_MAXIMUM_READ", 500)
    assert reading(WHOLE).indicators
    with pytest.raises(LimitError):
        reading(f"{WHOLE}\n" * 4)


@pytest.mark.parametrize("filler", [" " * 100_000, "\n" * 100_000, "|" * 100_000, "绩效指标" * 20_000])
def test_long_runs_between_heads_take_no_time(filler: str) -> None:
    assert reading(f"{filler}{WHOLE}").indicators


_CELLS = (
    ("一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分"),
    ("产出指标", "数量指标", "新建路灯数量", "≥50盏", "52盏", "20", "20"),
    ("", "质量指标", "路灯亮灯率", "≥95%", "96%", "30", "28"),
    ("效益指标", "社会效益指标", "受益群众人数", "≥800人", "850人", "40", "40"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "93%", "10", "10"),
)


def _joined(border: str, end: str, spans: bool) -> str:
    """The cells with borders between them; of merged cells nothing is left, or an empty cell."""
    return "".join(border.join(cell for cell in row if cell or spans) + end for row in _CELLS)


@pytest.mark.parametrize("spans", [False, True])
@pytest.mark.parametrize(
    ("border", "end"),
    [
        ("|", "|\n"),
        (" | ", " | ||\n"),
        (" |\n", " |\n"),
        ("\n|\n", "\n|\n"),
        ("｜", "｜\n"),
        (" | ", " |\n|\n"),
        ("│", "│\n"),
        (" ┃ ", " ┃\n"),
    ],
)
def test_cells_between_borders_stay_whole(border: str, end: str, spans: bool) -> None:
    text = f"项目支出绩效自评表\n项目名称{border}路灯维护项目{end}" + _joined(border, end, spans)
    found = reading(text).indicators

    assert [i.name.text for i in found] == [row[2] for row in _CELLS[1:]]
    roles = ("target", "actual", "weight", "score")
    assert [tuple(i.cell(role).text for role in roles) for i in found] == [row[3:] for row in _CELLS[1:]]
    assert {i.project for i in found} == {"路灯维护项目"}


@pytest.mark.parametrize(
    "tail",
    [
        "财政部门审核意见（盖章）",
        "填表人：李某 审核人：钱某",
        "扫一扫在手机打开当前页",
        "其他需要说明的问题 无",
        "注：得分一档最高不超过分值",
    ],
)
def test_what_stands_below_the_rows_is_no_indicator(tail: str) -> None:
    text = "项目支出绩效目标表\n项目名称 路灯维护\n" + "\n".join(
        " ".join(cell for cell in row if cell) for row in _CELLS
    )

    assert len(reading(f"{text}\n{tail}\n").indicators) == 4


ROWS_BETWEEN_BORDERS = _joined(" | ", " |\n", spans=False)


def test_the_next_project_ends_the_rows_of_the_one_before() -> None:
    found = reading(
        f"绩效自评表\n项目名称 | 路灯维护 |\n{ROWS_BETWEEN_BORDERS}项目名称 | 桥灯改造 | 质量指标 | 桥灯数量 | ≥3座 |"
    )

    assert [row.name.text for row in found.indicators] == [row[2] for row in _CELLS[1:]]


@pytest.mark.parametrize("name", ["打印", "经办人", "返回", "页码"])
def test_a_row_named_by_what_a_page_prints_is_none(name: str) -> None:
    found = reading(
        f"绩效自评表\n项目名称 | 路灯维护 |\n{ROWS_BETWEEN_BORDERS}质量指标 | {name} | ≥3次 | 4次 | 10 | 10 |"
    )

    assert [row.name.text for row in found.indicators] == [row[2] for row in _CELLS[1:]]


def test_rows_under_an_unknown_head_are_less_sure() -> None:
    rows = ROWS_BETWEEN_BORDERS
    known, unknown = (
        reading(f"绩效自评表\n项目名称 | 路灯维护 |\n{each}").indicators
        for each in (rows, rows.replace("得分 |", "得分 | 挂点人员 |"))
    )

    assert len(unknown) == len(known) == 4
    assert all(row.name.confidence < 0.8 < known[0].name.confidence for row in unknown)


def _with_lost(lost: str) -> Reading:
    """What is read of the cells where something stands twice between their first row and their second."""
    rows = "\n".join(" | ".join(cell for cell in row if cell) + " |" for row in _CELLS)
    between = f"{lost} | , | {lost} | 质量指标" if lost else "质量指标"
    return reading(f"绩效自评表\n项目名称 | 路灯维护 |\n{rows.replace('质量指标', between)}")


@pytest.mark.parametrize("lost", ["≥", "≤", "＞", "％≥"])
def test_what_no_cell_took_is_said_and_its_rows_are_doubted(lost: str) -> None:
    whole, torn = _with_lost(""), _with_lost(lost)

    assert whole.unread == ()
    assert any("are in no cell" in said for said in torn.unread)
    assert list(map(told, torn.indicators)) == list(map(told, whole.indicators))
    assert [row.name.confidence < 0.7 for row in torn.indicators] == [True, True, False, False]


@pytest.mark.parametrize("lost", ["另有三处路灯未列入", "48", "12盏"])
def test_what_may_be_a_cell_is_taken_for_a_row_of_its_own_or_said(lost: str) -> None:
    whole, torn = _with_lost("").indicators, _with_lost(lost)
    own = [row for row in torn.indicators if lost in (told(row)[-1], *(cell.text for cell in row.cells.values()))]

    assert own or any("no indicators" in said for said in torn.unread)
    assert [told(row) for row in torn.indicators if row not in own] == list(map(told, whole))


@pytest.mark.parametrize(("rows", "is_said"), [(4, True), (3, False)])
def test_a_head_of_points_over_no_cell_of_a_longer_table_is_said(rows: int, is_said: bool) -> None:
    words = (("name", "三级指标"), ("weight", "分值"), ("score", "得分"))
    cut = Cut(words, [[Segment(0, "路灯"), Segment(1, "22")]] * rows)
    assert any("得分" in said for said in flattened._without_cells(cut)) == is_said


def test_blanks_within_cells_part_none() -> None:
    lines = [
        "县道养护绩效目标表",
        "项目名称县道养护工程",
        "绩效指标一级指标二级指标三级指标实施期指标值年度指标值",
        "产出指标数量 指标日常养护里程≥ 1120 公里≥ 560 公里",
        "新增护栏长度≥ 15150 米≥ 8000 米",
        "质量 指标工程验收合格率≥ 97 %≥ 95 %",
        "满意度指标服务对象 满意度指标沿线群众满意度≥ 90 %≥ 85 %",
    ]
    found = reading("\n".join(lines))
    assert [(row.name.text, row.cell("target").text) for row in found.indicators][-2:] == [
        ("沿线群众满意度", "≥90%"),
        ("沿线群众满意度", "≥85%"),
    ]


def test_running_numbers_are_not_the_names() -> None:
    lines = [
        "项目绩效目标表",
        "项目名称畜禽疫病防控",
        "绩效 指标一级指标二级指标序号具体指标目标值目标值确定依据备注",
        "产出指标数量1无害化处理数量≥8300头上级文件",
        "2强制免疫畜禽数量73万头以上历史经验",
        "质量3免疫合格率≥97%行业标准",
        "满意度指标服务对象满意度4养殖户满意度≥98%年度工作计划",
    ]
    found = reading("\n".join(lines))
    assert [(row.name.text, row.cell("target").text, row.cell("basis").text) for row in found.indicators] == [
        ("无害化处理数量", "≥8300头", "上级文件"),
        ("强制免疫畜禽数量", "73万头以上", "历史经验"),
        ("免疫合格率", "≥97%", "行业标准"),
        ("养殖户满意度", "≥98%", "年度工作计划"),
    ]


def test_what_each_row_says_again_is_what_the_rows_are_about() -> None:
    about = "河东区园林处 行道树补植 86 全区绿化达标"
    text = (
        "项目支出绩效目标表\n单位名称 项目名称 预算数 年度目标 一级指标 二级指标 三级指标 指标值 权重\n"
        f"{about} 产出指标 数量指标 栽植行道树数量 ≥300株 20\n"
        f"{about} 质量指标 苗木成活率 ≥95% 20\n"
        f"{about} 时效指标 补植完工时间 4月底前 10\n"
        f"{about} 效益指标 社会效益指标 绿荫覆盖街道数量 ≥12条 30\n"
        f"{about} 满意度指标 服务对象满意度指标 市民满意度 ≥90% 10\n"
    )
    found = reading(text).indicators
    assert [row.name.text for row in found] == [
        "栽植行道树数量",
        "苗木成活率",
        "补植完工时间",
        "绿荫覆盖街道数量",
        "市民满意度",
    ]
    assert {row.project for row in found} == {"行道树补植"}


def test_what_a_form_remarks_behind_a_level_is_no_part_of_the_name() -> None:
    lines = [
        "项目绩效目标表",
        "项目名称行道树补植",
        "绩效指标一级指标二级指标三级指标指标值",
        "产出指标数量指标（必填硬性指标）栽植行道树数量≥300株",
        "质量指标（必填）苗木成活率≥95%",
        "效益指标社会效益指标（选填）绿荫覆盖街道数量≥12条",
        "满意度指标服务对象满意度指标（必填）市民满意度≥90%",
    ]
    found = reading("\n".join(lines)).indicators
    assert [(row.level1, row.name.text) for row in found] == [
        ("产出指标", "栽植行道树数量"),
        ("产出指标", "苗木成活率"),
        ("效益指标", "绿荫覆盖街道数量"),
        ("满意度指标", "市民满意度"),
    ]


@pytest.mark.parametrize("head", ["三级指标指标值", "三级指标年初目标值 （A）"], ids=["plain", "a blank in a head"])
def test_cells_run_together_where_those_of_the_head_do(head: str) -> None:
    lines = [
        "项目支出绩效目标表",
        "项目名称 行道树补植",
        f"绩效指标一级指标二级指标{head}",
        "产出指标数量指标栽植数量≥300 株",
        "质量指标成活率≥95 %",
        "效益指标社会效益指标覆盖街道≥12 条",
        "满意度指标服务对象满意度指标市民满意度≥90 %",
    ]
    found = reading("\n".join(lines)).indicators
    assert [(row.level1, row.name.text, row.cell("target").text) for row in found] == [
        ("产出指标", "栽植数量", "≥300株"),
        ("产出指标", "成活率", "≥95%"),
        ("效益指标", "覆盖街道", "≥12条"),
        ("满意度指标", "市民满意度", "≥90%"),
    ]


def test_heads_too_few_for_text_that_nothing_parts_stay_heads() -> None:
    lines = [
        "项目绩效目标表",
        "项目名称 行道树补植",
        "二级指标三级指标指标值",
        "数量指标 栽植行道树数量 ≥300株",
        "质量指标 苗木成活率 ≥95%",
        "社会效益指标 绿荫覆盖街道数量 ≥12条",
        "满意度指标 市民满意度 ≥90%",
    ]
    found = reading("\n\n".join(lines)).indicators
    assert [row.name.text for row in found] == ["栽植行道树数量", "苗木成活率", "绿荫覆盖街道数量", "市民满意度"]


def test_a_head_of_several_meanings_is_known_in_text_too() -> None:
    text = (
        "绩效目标表\n\t项目名称\n\t路灯维护\n\n\t指标类别\n\t二级目录\n\t指标内容\n\t计划指标值\n\n\t产出指标\n\t数量指标\n"
        "\t新建路灯\n\t9盏\n\n\t质量指标\n\t验收合格率\n\t=100%\n\n\t效益指标\n\t社会效益指标\n\t受益居民\n\t≥120人\n"
    )
    found = reading(text)
    assert [row.name.text for row in found.indicators] == ["新建路灯", "验收合格率", "受益居民"]
    assert not found.unread


BORDERED = (
    "项目支出绩效目标表\n项目名称 | 路灯改造\n年度资金（万元） | 46.8\n一级指标 | 二级指标 | 三级指标 | 指标值\n"
    "产出指标 | 数量指标 | 新建路灯数量 | ≥50盏\n | 质量指标 | 亮灯率 | ≥95%\n | 时效指标 | 完工时间 | 6月底前\n"
    "满意度指标 | 满意度 | 群众满意度 | ≥90%"
)


def test_a_border_in_front_of_rows_may_stand_behind_an_empty_cell() -> None:
    found = reading(BORDERED).indicators
    assert [(row.project, row.level1) for row in found] == [
        ("路灯改造", level) for level in ("产出指标", "产出指标", "产出指标", "满意度指标")
    ]


def test_weights_may_be_printed_as_shares() -> None:
    text = (
        "项目支出绩效自评表\n（2023年度）\n项目名称 路灯维护\n一级指标 二级指标 三级指标 年初目标值 完成值 权重 得分\n"
        "产出指标 数量指标 新建路灯数量 ≥50盏 52 10% 10\n维修路灯数量 ≥26次 24次 10% 9.57\n"
        "质量指标 路灯亮灯率 ≥95% 96.5 15% 15\n时效指标 维修及时率 100% 100% 15% 15\n"
        "满意度指标 服务对象满意度指标 群众满意度 ≥90% 93% 50% 50"
    )
    found = reading(text).indicators
    assert [tuple(row.cell(role).text for role in ("target", "actual", "weight", "score")) for row in found] == [
        ("≥50盏", "52", "10%", "10"),
        ("≥26次", "24次", "10%", "9.57"),
        ("≥95%", "96.5", "15%", "15"),
        ("100%", "100%", "15%", "15"),
        ("≥90%", "93%", "50%", "50"),
    ]


def test_places_below_the_head_of_the_targets_stand_over_their_own_values() -> None:
    text = (
        "2023年区域绩效目标表\n项目名称 | 农田建设 |  |  |  |  |\n一级指标 | 二级指标 | 三级指标 | 绩效指标值 |  |  |\n"
        "甲河县 | 乙山县 | 丙水区 |\n产出指标 | 数量指标 | 建设面积 | 2.4万亩 | 1.8万亩 | 3.1万亩 |\n"
        "质量指标 | 验收合格率 | 100% | 98% | 100% |\n满意度指标 | 满意度 | 农户满意度 | ≥90% | ≥91% | ≥92% |"
    )
    found = reading(text).indicators
    assert [(row.site, row.name.text, row.cell("target").text) for row in found[:4]] == [
        ("甲河县", "建设面积", "2.4万亩"),
        ("乙山县", "建设面积", "1.8万亩"),
        ("丙水区", "建设面积", "3.1万亩"),
        ("甲河县", "验收合格率", "100%"),
    ]


def test_explanations_begin_and_end_with_their_words_in_text_that_nothing_parts() -> None:
    text = (
        "绩效目标表项目名称抗旱水源维护主管部门盐泉县水务局绩效指标一级指标二级指标三级指标指标解释指标值产出指标数量指标"
        "维修机井数量反映机井维修任务完成情况≥26眼质量指标维修机井出水达标率反映维修质量情况100%时效指标维修按期完成率"
        "反映任务进度情况≥95%效益指标社会效益指标受益灌溉农户反映受益农户情况≥1850户"
    )
    found = reading(text).indicators
    assert [row.name.text for row in found] == ["维修机井数量", "维修机井出水达标率", "维修按期完成率", "受益灌溉农户"]
    assert found[0].cell("explanation").text == "反映机井维修任务完成情况"


def test_sentences_under_levels_are_a_list_where_no_head_stands() -> None:
    text = (
        "2024年非遗保护专项资金绩效自评报告\n项目名称：非遗保护。预算安排68万元。\n（一）产出指标\n数量指标\n"
        "（1）孵化企业：指标值≥15家，完成值17家。\n（2）举办展演：指标值≥10场，完成值10场。\n质量指标\n"
        "（1）考核合格率：指标值≥95%，完成值97%。\n（二）满意度指标\n服务对象满意度指标\n"
        "（1）观众满意度：指标值≥90%，完成值94%。"
    )
    said = [(row.project, row.level2, row.name.text, row.cell("actual").text) for row in reading(text).indicators]
    assert said == [
        ("非遗保护", "数量指标", "孵化企业", "17家"),
        ("非遗保护", "数量指标", "举办展演", "10场"),
        ("非遗保护", "质量指标", "考核合格率", "97%"),
        ("非遗保护", "服务对象满意度指标", "观众满意度", "94%"),
    ]


def apart(text: str) -> str:
    """The words of a text with a border in a line of its own between them."""
    return "\n|\n".join(text.split())


def said(text: str, *roles: str) -> list[tuple[str, ...]]:
    return [(row.name.text, *(row.cell(role).text for role in roles)) for row in reading(text).indicators]


def test_heads_that_narrow_columns_tore_over_lines() -> None:
    text = (
        "项目支出绩效自评表\n（2021年度）\n项目名称 雨污分流改造\n一级\n指标\n考\n值\n二级\n指标\n考\n值\n三级指标\n"
        "分\n值\n年度\n指标值\n实际\n完成值\n得\n分\n项目决策 10 项目立项 10 立项依据充分性 6 充分 充分 6\n"
        "立项程序规范性 4 规范 规范 4\n"
        "项目产出 90 产出数量 50 改造小区数 50 ≥9个 9个 50\n产出质量 40 工程验收合格率 40 100% 100% 40"
    )
    assert said(text, "target", "weight") == [
        ("立项依据充分性", "充分", "6"),
        ("立项程序规范性", "规范", "4"),
        ("改造小区数", "≥9个", "50"),
        ("工程验收合格率", "100%", "40"),
    ]
    assert [row.level1 for row in reading(text).indicators] == ["项目决策"] * 2 + ["项目产出"] * 2


def test_results_under_a_head_that_nobody_knows_with_a_word_before_their_figures() -> None:
    text = (
        "绩效目标完成情况表（2020年度）项目名称通组公路硬化主管部门雅溪县交通运输局绩效指标一级指标二级指标三级指标"
        "指标值实施进度产出指标数量指标硬化公路里程≥58.6公里已完成100%新建错车道数量≥117处已完成100%"
        "新建涵洞数量≥203道已完成98%"
        "质量指标弯拉强度合格率≥95%已完成100%满意度指标服务对象满意度指标受益群众满意度≥95%已完成96%"
    )
    found = said(text, "target", "actual")
    assert found[0] == ("硬化公路里程", "≥58.6公里", "已完成100%")
    assert [row[2] for row in found] == ["已完成100%", "已完成100%", "已完成98%", "已完成100%", "已完成96%"]


def test_heads_of_fields_over_their_values_in_text_with_borders() -> None:
    text = (
        "22-1项目支出绩效目标表 单位:某中心 项目支出名称 资金总额 年度绩效目标 公有房屋维修 85.00 "
        "完成公有房屋安全鉴定和维修，收缴租金。 一级指标 二级指标 三级指标 指标性质 指标值 度量单位 产出指标 数量指标 "
        "维修房屋间数 = 64 间数 质量指标 出租门面 ≥ 118 间数 时效指标 竣工验收是否合格 是/否 是 "
        "满意度指标 满意度 住户满意度 ≥ 90 %"
    )
    found = reading(apart(text)).indicators
    assert [(row.project, row.name.text, row.cell("operator").text, row.cell("unit").text) for row in found] == [
        ("公有房屋维修", "维修房屋间数", "=", "间数"),
        ("公有房屋维修", "出租门面", "≥", "间数"),
        ("公有房屋维修", "竣工验收是否合格", "是/否", ""),
        ("公有房屋维修", "住户满意度", "≥", "%"),
    ]


def test_levels_called_targets_and_the_numbers_of_their_names() -> None:
    text = (
        "项目支出绩效目标申报表 项目名称 茶叶品牌推广 一级绩效目标 二级指标 绩效指标内容 参考标准 绩效目标值 "
        "产出目标 数量目标 目标1：参加展会 历史标准 6次 目标2：举办斗茶大赛 计划标准 每年1场 质量目标 "
        "目标1：参展合规率 行业标准 100% 效果目标 经济效益目标 目标1：茶叶产值 历史标准 同比增长8%以上"
    )
    found = filing(apart(text)).indicators
    assert [(row.level1, row.level2, row.name) for row in found] == [
        ("产出目标", "数量目标", "参加展会"),
        ("产出目标", "数量目标", "举办斗茶大赛"),
        ("产出目标", "质量目标", "参展合规率"),
        ("效果目标", "经济效益目标", "茶叶产值"),
    ]


def test_heads_that_call_no_level_stand_over_levels_in_front_of_the_names() -> None:
    text = (
        "项目绩效目标评价指标表 项目名称:光荣院维修 单位:万元 评价指标 评价内容 指标名称 目标值 分值 备注 "
        "制度指标 制度建设 管理制度健全性 健全 10 产出指标 数量 供养人数 ≥36人 10 维修房屋面积 ≥1480平方米 10 "
        "质量 维修合格率 100% 15 满意度指标 服务对象满意度 优抚对象满意率 ≥95% 15"
    )
    found = reading(text).indicators
    assert [(row.level1, row.level2, row.name.text) for row in found[:3]] == [
        ("制度指标", "制度建设", "管理制度健全性"),
        ("产出指标", "数量", "供养人数"),
        ("产出指标", "数量", "维修房屋面积"),
    ]


@pytest.mark.parametrize("line", ["（二）东风社区项目绩效目标表", "附件：", "— 12 —"])
def test_a_title_or_furniture_alone_in_a_row_is_no_indicator(line: str) -> None:
    assert [row[0] for row in said(f"{BORDERED}\n{line} | | |")] == ["新建路灯数量", "亮灯率", "完工时间", "群众满意度"]


def test_points_of_a_level_beside_the_number_of_no_name_are_no_value() -> None:
    rows = (
        "一级指标|二级指标|三级指标|指标值|完成值|得分",
        "产出指标|数量指标|指标1：修剪行道树|60棵|60棵|10",
        "||指标2：|(30分)||",
        "||指标|指标1:/||",
        "效益指标|社会效益指标|指标1：居民投诉|2起|1起|10",
    )
    assert [row.name.text for row in reading(tabbed(*rows)).indicators] == ["指标1：修剪行道树", "指标1：居民投诉"]


def test_blanks_part_cells_however_long_they_are() -> None:
    head = "一级指标 二级指标 三级指标 运算符 目标值 计量单位 评分标准"
    rule = "该指标达到目标值时得满分，每降低一个百分点扣该指标满分的一成，扣完为止，未按规定报送材料的酌情扣分。"
    text = f"{head} 产出指标 质量指标 " + " ".join(
        f"{name} ≥ 95 % {rule}" for name in ("路灯完好率", "亮灯率", "办结率")
    )
    assert flattened._has_a_parted_head(text)
    assert not flattened._has_a_parted_head(text.replace(" ", ""))


def test_a_page_in_one_line_with_a_stray_tab_is_text() -> None:
    rows = " ".join(f"路灯维修{at}号线路数量 ≥{at}0条 {at}0条 10 10" for at in range(1, 10))
    head = "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分"
    text = f"路灯维护项目绩效自评表 单位：某所\t单位：万元 {head} 产出指标 数量指标 {rows}"
    text += " 备注说明" * 90
    assert len(reading(text).indicators) >= 9
