"""Indicators that sentences say."""

from __future__ import annotations

import pytest

from extractors.forms.text.clauses import listed
from extractors.forms.text.outlined import outlined
from schema.document import Paragraph, Table


def _rows(text: str) -> list[list[str]]:
    tables = [block for block in listed([Paragraph(line) for line in text.split("\n")]) if isinstance(block, Table)]
    return [[cell.text for cell in row] for table in tables for row in table.rows()]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "1.修渠长度，年初目标值≥3公里，实际完成值3.2公里，自评得分20分；\n2.修桥数量，年初目标值=2座，实际完成值2座，"
            "自评得分10分；\n3.群众满意率，目标值≥90%，实际完成值95%，得分10分。",
            [["三级指标", "年度指标值", "实际完成值", "得分"], ["修渠长度", "≥3公里", "3.2公里", "20分"],
             ["修桥数量", "=2座", "2座", "10分"], ["群众满意率", "≥90%", "95%", "10分"]],
        ),
        (
            "绩效目标：设 1条数量指标：培训场次≥12\n场；设1条质量指标：培训合格率≥85%；"
            "设1条时效指标：完成及时率=100%。",
            [["一级指标", "二级指标", "三级指标", "年度指标值"], ["产出指标", "数量指标", "培训场次", "≥12场"],
             ["产出指标", "质量指标", "培训合格率", "≥85%"], ["产出指标", "时效指标", "完成及时率", "=100%"]],
        ),
        (
            "数量指标：巡护车辆≥5辆，实际值守5辆；质量指标：车辆完好率≥90%，实际95%；满意度指标：职工满意度定性良好，实际良好。",
            [["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"],
             ["产出指标", "数量指标", "巡护车辆", "≥5辆", "5辆"], ["产出指标", "质量指标", "车辆完好率", "≥90%", "95%"],
             ["满意度指标", "满意度指标", "职工满意度", "良好", "良好"]],
        ),
    ],
)  # fmt: skip
def test_sentences_one_behind_the_other_are_a_list(text: str, rows: list[list[str]]) -> None:
    assert _rows(text) == rows


def test_what_stands_before_and_behind_a_list_is_left_a_title_apart() -> None:
    said = "数量指标：培训场次≥12场；质量指标：培训合格率≥85%；可持续影响指标：培训机制逐步完善"
    blocks = listed([Paragraph(f"关于培训项目绩效目标的说明：指标如下。{said}。以上请予审核")])
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == [
        "关于培训项目绩效目标的说明", "指标如下。", "以上请予审核"]  # fmt: skip
    assert _rows(f"{said}。")[-1] == ["效益指标", "可持续影响指标", "培训机制", "逐步完善"]


def test_a_heading_over_the_results_of_a_level_is_no_indicator() -> None:
    text = (
        "（一）产出指标完成情况\n1.数量指标。\n（1）培训场次：目标值≥12场，完成值12场。\n（2）培训人数：目标值≥90人，完成值95人。\n"
        "（二）效益指标完成情况\n1.社会效益指标。\n（1）就业人数：目标值≥30人，完成值31人。"
    )
    assert [row[:3] for row in _rows(text)[1:]] == [
        ["产出指标", "数量指标", "培训场次"],
        ["产出指标", "数量指标", "培训人数"],
        ["效益指标", "社会效益指标", "就业人数"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "全年支出120万元，完成率98%；培训12场；满意度95%；新增就业300人。",
        "1.加强领导，落实责任；2.规范管理，专款专用；3.强化监督，提高效益。",
        "数量指标：培训场次≥12场；质量指标：合格率≥85%。",
        "",
    ],
)
def test_other_sentences_are_none(text: str) -> None:
    assert _rows(text) == []


def test_all_that_a_sentence_says_under_several_levels_is_read() -> None:
    text = "数量指标：修渠≥3公里，质量指标：合格率≥95%，时效指标：按期完工率100%。"
    assert [row[2:] for row in _rows(text)] == [
        ["三级指标", "年度指标值"], ["修渠", "≥3公里"], ["合格率", "≥95%"], ["按期完工率", "100%"],
    ]  # fmt: skip


def test_lines_that_say_something_else_stay() -> None:
    """A line may be a part of what another one says, as 100% is."""
    list_of_three = "数量指标：修渠≥3公里；\n质量指标：合格率100%；\n时效指标：完工率100%。"
    blocks = listed([Paragraph(line) for line in f"一、概况\n100%\n{list_of_three}\n二、问题".split("\n")])
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["一、概况", "100%", "二、问题"]


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("实际值守5架", "5架"),
        ("实际完成值≥92%", "≥92%"),
        ("实际增长5%", "增长5%"),
        ("实际良好", "良好"),
        ("初目标值≥90%", "≥90%"),
    ],
)
def test_what_is_done_is_no_part_of_a_value_and_a_character_may_be_lost(part: str, value: str) -> None:
    text = "；".join(
        f"{n}.指标{n}甲，目标值≥{n}，{part}" if "实际" in part else f"{n}.指标{n}甲，{part}" for n in range(1, 4)
    )
    assert _rows(text.replace("指标1", "指标一").replace("指标2", "指标二").replace("指标3", "指标三"))[1][-1] == value


@pytest.mark.parametrize(
    "text",
    [
        "质量指标：堤坝渗漏点≤3处；树苗存活率90%；巡库意识明显提高。\n时效指标：汛前完工2024年5月底前。",
        "项目设置质量指标3个，分别为堤坝渗漏点≤3处，树苗存活率90%，巡库意识明显提高；设置时效指标1个，为汛前完工2024年5月底前。",
        "（1）质量指标：堤坝渗漏点（≤3处）、树苗存活率（90%）、巡库意识（明显提高）\n（2）时效指标：汛前完工（2024年5月底前）",
        "（一）产出指标\n1.质量指标。\n（1）堤坝渗漏点：≤3处；\n（2）树苗存活率：90%；\n（3）巡库意识：明显提高；\n"
        "2.时效指标。\n（1）汛前完工：2024年5月底前；",
        "质量指标\n1. 堤坝渗漏点 ≤3处\n2. 树苗存活率 90%\n3. 巡库意识 明显提高\n"
        "站长 09:17\n时效指标\n1. 汛前完工 2024年5月底前",
    ],
)
def test_what_stands_behind_a_level_is_under_it(text: str) -> None:
    assert [row[1:] for row in _rows(text)[1:]] == [
        ["质量指标", "堤坝渗漏点", "≤3处"], ["质量指标", "树苗存活率", "90%"], ["质量指标", "巡库意识", "明显提高"],
        ["时效指标", "汛前完工", "2024年5月底前"],
    ]  # fmt: skip


def test_a_full_stop_ends_what_a_level_heads() -> None:
    text = "数量指标：修渠≥3公里；质量指标：合格率≥95%；时效指标：完工率100%。名词解释。上年结转：指以前年度的资金。"
    assert len(_rows(text)) == 4


def test_a_heading_ends_what_a_level_heads() -> None:
    said = "1.数量指标：修渠，目标值≥3公里，实际完成3公里，得分20分。\n"
    said += "2.质量指标：合格率，目标值≥95%，实际完成96%，得分20分。\n"
    text = f"{said}3.满意度指标：群众满意度，目标值≥90%，实际完成95%，得分10分。\n三、存在问题\n人员力量不足。"
    assert [row[2] for row in _rows(text)[1:]] == ["修渠", "合格率", "群众满意度"]


def test_a_level_that_is_a_reports_chapter_heads_no_sayings() -> None:
    said = (
        "第3次会议记录。\n1、项目立项：没有立项，都是临时安排才申报，没有前瞻性。\n"
        "2、项目跟踪监管：只适时跟踪监管，没有全程跟踪监管。\n3、项目实施进度：只管大概方向，没管细致进度。\n"
        "(二)资金管理方面\n1、资金使用：专款专用，资金使用效率有待提高。\n2、项目资金拨付：拨款手续繁杂，环节较多。"
    )
    assert not _rows(said)


def test_a_score_that_is_got_is_one() -> None:
    text = "；".join(f"数量指标：水池{sign}座数，目标值{n}座，分值5分，得4分" for n, sign in enumerate("甲乙丙", 2))
    assert _rows(text)[1][2:] == ["水池甲座数", "2座", "5分", "4分"]


def test_a_saying_without_a_value_under_a_level_is_not_lost() -> None:
    text = "质量指标：渗漏点≤3处，存活率90%，巡库台账逐日填写；时效指标：按期完工率100%。"
    assert ["产出指标", "质量指标", "巡库台账逐日填写", ""] in _rows(text)


def test_passages_of_a_report_are_no_indicators() -> None:
    text = (
        "1.产出指标完成情况分析\n(1)路灯完成数量：按2022年的要求完成任务。\n(2)路灯完成质量：工程验收合格后，付款精准。\n"
        "(3)路灯实施进度：工程经验收合格后，及时付款。\n(4)路灯成本节约情况：严格控制经费支出。\n2.效益指标完成情况分析\n"
        "(1)路灯实施的经济效益分析：夜市稳定发展，使街道正常运转。\n(2)路灯实施的社会效益分析：居民出行积极性提高，夜间安全有保障。\n"
        "(3)路灯实施的生态效益分析：无\n(4)路灯实施的可持续影响分析：无\n3、满意度指标完成情况分析：居民对路灯的满意率都很高。"
    )
    assert _rows(text) == []


@pytest.mark.parametrize("sign", ["-", "—", " → ", "/", ">"])
def test_levels_that_lead_to_one_another_head_their_lines(sign: str) -> None:
    lines = [
        ("产出指标", "数量指标", "水池座数：≥3座"),
        ("产出指标", "质量指标", "存活率：≥90%"),
        ("效益指标", "社会效益指标", "受益人数：≥60人"),
    ]
    text = "\n".join(sign.join(line) for line in lines)
    assert _rows(text)[1:] == [
        ["产出指标", "数量指标", "水池座数", "≥3座"],
        ["产出指标", "质量指标", "存活率", "≥90%"],
        ["效益指标", "社会效益指标", "受益人数", "≥60人"],
    ]


def test_headings_of_a_report_with_their_points_are_levels() -> None:
    text = (
        "1.产出指标完成情况（分值50分，得分49分）\n（1）数量指标\n水池座数：目标值≥3座，完成值3座，分值30分，得分30分。\n"
        "（2）质量指标\n存活率：目标值≥90%，完成值81%，分值20分，得分19分。\n2.满意度指标完成情况（分值10分）\n"
        "周边群众满意度：目标值≥90%，完成值94%，分值10分，得分10分。"
    )
    assert [row[2:4] for row in _rows(text)[1:]] == [
        ["水池座数", "≥3座"],
        ["存活率", "≥90%"],
        ["周边群众满意度", "≥90%"],
    ]


def test_what_is_said_before_the_first_level_is_no_indicator() -> None:
    text = (
        "水渠管护所2023年度项目绩效自评情况\n项目名称：水渠维护\n年度预算180万元，实际支出179.62万元，执行率99.79%。\n\n"
        "绩效指标完成情况分析：\n（一）产出指标\n1.数量指标。水池座数，年度指标值≥3座，实际完成3座；\n"
        "水渠长度，年度指标值≥9公里，实际完成9公里。\n2.质量指标。存活率，年度指标值≥90%，实际完成95%。"
    )
    assert [row[2] for row in _rows(text)[1:]] == ["水池座数", "水渠长度", "存活率"]


def test_circled_numbers_open_sayings_and_a_reason_between_them_ends_no_list() -> None:
    text = (
        "（一）产出指标完成情况\n①数量指标：水池座数，目标值≥3座，实际完成值3座，分值20分，得分20分。\n"
        "②水渠长度，目标值≥9公里，实际完成值9公里，分值20分，得分20分。\n"
        "③质量指标：存活率，目标值≥90%，实际完成值81%，分值20分，得分18分。因开春少雨，部分苗木枯死。\n"
        "（二）满意度指标完成情况\n①满意度指标：村民满意度，目标值≥90%，实际完成值94%，分值10分，得分10分。"
    )
    rows = _rows(text)
    assert [row[2] for row in rows if row[2] != "三级指标"] == ["水池座数", "水渠长度", "存活率", "村民满意度"]
    left = [
        block.text for block in listed([Paragraph(line) for line in text.split("\n")]) if isinstance(block, Paragraph)
    ]
    assert any("因开春少雨" in said for said in left)


def test_lists_stand_between_the_lines_round_them() -> None:
    text = (
        "一、培训进校园\n产出指标\n数量指标—— 培训人数：≥600人\n—— 培训场次：≥40场\n质量指标—— 考核通过率：≥90%\n\n"
        "二、献血宣传\n产出指标\n数量指标—— 宣传场次：≥12次\n—— 表彰人数：85名\n成本指标—— 制作费：≤6万元"
    )
    found = listed(list(outlined([Paragraph(line) for line in text.split("\n") if line])))  # type: ignore[arg-type]
    said = [block.text if isinstance(block, Paragraph) else len(list(block.rows())) for block in found]
    assert said == ["一、培训进校园", "产出指标", 4, "二、献血宣传", "产出指标", 4]


def test_names_in_quotes_before_the_word_for_their_value() -> None:
    text = (
        "1.数量指标：“放流鱼苗数量”年初目标值为≥320万尾，实际完成335万尾；“放流水域个数”年初目标值为4个，实际完成4个。"
        "2.质量指标：“苗种检疫合格率”年初目标值为100%，实际完成100%。"
    )
    assert [row[2:4] for row in _rows(text)[1:]] == [
        ["放流鱼苗数量", "≥320万尾"],
        ["放流水域个数", "4个"],
        ["苗种检疫合格率", "100%"],
    ]


def test_the_next_project_and_its_budget_are_no_indicators_of_the_one_before() -> None:
    text = (
        "1.法律援助补贴项目，预算金额71.4万元。绩效指标为：数量指标：办理案件≥420件；质量指标：优良率≥90%；"
        "时效指标：支付时限≤30日；满意度指标：受援人满意度≥95%。\n"
        "2.站点运行经费项目，预算金额24.8万元。绩效指标为：数量指标：运行站点15个；质量指标：达标率100%；"
        "满意度指标：群众满意度≥92%。"
    )
    assert [row[2] for row in _rows(text) if row[2] != "三级指标"] == [
        "办理案件", "优良率", "支付时限", "受援人满意度", "运行站点", "达标率", "群众满意度",
    ]  # fmt: skip
