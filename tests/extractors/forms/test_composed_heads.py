"""Heads told by what they are made of, and two that one cell joins."""

from __future__ import annotations

import pytest

from extractors.forms.words.head_parts import composed_head
from extractors.forms.words.labelled_values import labelled_values, without_labelled_lines
from extractors.forms.words.vocabulary import column_role, joint_roles
from tests.extractors.papers import ruled_reading

TITLE = "2023年度路灯维修项目绩效自评表"
LEVELS = "一级指标|二级指标|三级指标"


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("财政终评得分", "second_score"),
        ("主管部门复审打分", "second_score"),
        ("自评最终得分", "score"),
        ("加分", "other"),
        ("扣减分", "other"),
        ("得分率", "other"),
        ("完成情况偏差", ""),
        ("加扣分说明", "remark"),
        ("核减理由", "remark"),
        ("扣分原因及整改措施", "remark"),
        ("比较方式", "operator"),
        ("牵头科室", "other"),
        ("年底能否完成", "other"),
        ("监控进度", "other"),
        ("能否立项", ""),
        ("完成时限", "other"),
        ("行业标准", "other"),
        ("指标评分细则", "rule"),
        ("扣分规则", "rule"),
        ("绩效标准", ""),
        ("统计口径", "explanation"),
        ("需提供的支撑材料", "evidence"),
        ("失分原因", "remark"),
        ("考核维度", "level1"),
        ("考核事项", "name"),
        ("满意度", ""),
        ("指标值", ""),
        ("维修理由" * 20, ""),
    ],
)
def test_what_a_head_is_made_of(head: str, role: str) -> None:
    assert composed_head(head) == role
    assert not role or column_role(head).name == role


@pytest.mark.parametrize(
    ("head", "roles"),
    [
        ("得分/分值", ("score", "weight")),
        ("自评（满分/得分）", ("weight", "score")),
        ("三级指标及分值（评分办法）", ("name", "weight")),
        ("绩效指标及指标值", ("name", "target")),
        ("年度目标值/实际完成值", ("target", "actual")),
        ("得分（分值）", ()),
    ],
)
def test_two_heads_that_one_cell_joins(head: str, roles: tuple[str, ...]) -> None:
    assert joint_roles(head) == roles


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("目标：≥36盏\n实际：37盏", {"target": "≥36盏", "actual": "37盏"}),
        ("满分15分，得14.5分", {"weight": "15分", "score": "14.5分"}),
        ("满分15分，得14分，得13分", {}),
        ("新建路灯，目标36盏", {}),
        ("36盏", {}),
    ],
)
def test_values_that_say_what_they_are(text: str, said: dict[str, str]) -> None:
    assert labelled_values(text) == said


def test_lines_that_explain_a_name_are_no_part_of_it() -> None:
    assert without_labelled_lines("新建路灯（10分）\n评分标准：少一盏扣1分") == "新建路灯（10分）"
    assert without_labelled_lines("新建路灯\n（含灯杆）") == "新建路灯\n（含灯杆）"


def test_points_and_values_of_labelled_cells_are_read() -> None:
    found = ruled_reading(
        TITLE,
        f"{LEVELS}|年度目标|实际完成|自评（满分、得分）",
        "产出指标|数量指标|新建路灯|≥36盏|37盏|满分15分，得15分",
        "产出指标|质量指标|验收合格率|100%|98%|满分10分，得9分",
        "产出指标|时效指标|按期完工率|≥95%|96%|满分10分，得10分",
    ).indicators
    assert [(row.cell("weight").text, row.cell("score").text) for row in found] == [
        ("15分", "15分"),
        ("10分", "9分"),
        ("10分", "10分"),
    ]


def test_names_with_their_values_stand_a_line_each_in_one_cell() -> None:
    found = ruled_reading(
        TITLE,
        "一级指标|二级指标|绩效指标及指标值",
        "产出指标|数量指标|新建路灯：≥36盏/维修灯杆：≥12根",
        "产出指标|质量指标|验收合格率：100%",
        "效益指标|社会效益指标|受益居民：≥1200人/夜间出行：更加安全",
    ).indicators
    assert [(row.name.text, row.cell("target").text) for row in found] == [
        ("新建路灯", "≥36盏"),
        ("维修灯杆", "≥12根"),
        ("验收合格率", "100%"),
        ("受益居民", "≥1200人"),
        ("夜间出行", "更加安全"),
    ]


def test_a_lower_and_an_upper_bound_are_one_target() -> None:
    found = ruled_reading(
        TITLE,
        f"{LEVELS}|目标值下限|目标值上限|计量单位",
        "产出指标|数量指标|新建路灯|30|36|盏",
        "产出指标|质量指标|验收合格率|95|100|%",
        "产出指标|时效指标|按期完工率|90|—|%",
    ).indicators
    assert [row.cell("target").text for row in found] == ["30-36", "95-100", "90"]


def test_a_head_of_three_storeys_begins_with_the_widest() -> None:
    found = ruled_reading(
        TITLE,
        "绩效指标|>|>|目标与完成|>|>|>|>|评分|>",
        "一级|二级|三级|年初目标|>|>|年末实际|>|满分|得分",
        "^|^|^|符号|数值|单位|数值|单位|^|^",
        "产出指标|数量指标|新建路灯|≥|36|盏|37|盏|15|15",
        "产出指标|质量指标|验收合格率|=|100|%|98|%|10|9",
        "效益指标|社会效益指标|受益居民|≥|1200|人|1300|人|20|20",
    )
    assert [(row.name.text, row.cell("target").text, row.cell("score").text) for row in found.indicators] == [
        ("新建路灯", "36", "15"),
        ("验收合格率", "100", "9"),
        ("受益居民", "1200", "20"),
    ]
    assert not found.unread


def test_columns_are_counted_and_sums_numbered() -> None:
    found = ruled_reading(
        TITLE,
        f"行次|{LEVELS}|年度指标值|实际完成值|完成率|分值|得分",
        "栏次|1|2|3|4|5|6=5/4|7|8",
        "1|产出指标|数量指标|新建路灯|≥36盏|37盏|103%|50|50",
        "2|产出指标|质量指标|验收合格率|100%|98%|98%|50|49",
        "3|合计||||||100|99",
    ).indicators
    assert [row.name.text for row in found] == ["新建路灯", "验收合格率"]


def test_a_row_of_words_over_several_columns_has_no_name_of_the_row_above() -> None:
    found = ruled_reading(
        TITLE,
        f"{LEVELS}|年度指标值|实际完成值|分值|得分",
        "产出指标|数量指标|新建路灯|≥36盏|37盏|50|50",
        "产出指标|质量指标|验收合格率|100%|98%|50|49",
        "一票否决事项|出现挪用资金的，评价等级直接定为差|>|>|>|—|未出现",
    ).indicators
    assert [row.name.text for row in found] == ["新建路灯", "验收合格率"]


def test_parts_of_the_whole_are_places() -> None:
    found = ruled_reading(
        TITLE,
        f"{LEVELS}|指标值|其中：一连|其中：四连",
        "产出指标|数量指标|新建路灯|≥36盏|20盏|16盏",
        "产出指标|质量指标|验收合格率|100%|100%|100%",
        "效益指标|社会效益指标|受益职工|≥1200人|700人|500人",
    ).indicators
    assert [(row.site, row.cell("target").text) for row in found[:3]] == [
        ("", "≥36盏"),
        ("一连", "20盏"),
        ("四连", "16盏"),
    ]


def test_targets_of_a_bond_and_of_the_year_are_two_horizons() -> None:
    found = ruled_reading(
        TITLE,
        f"{LEVELS}|债券存续期目标|2023年度目标",
        "产出指标|数量指标|新建路灯|≥360盏|≥36盏",
        "产出指标|质量指标|验收合格率|100%|100%",
        "效益指标|社会效益指标|受益居民|≥12000人|≥1200人",
    ).indicators
    assert [(row.horizon, row.cell("target").text) for row in found[:2]] == [
        ("long-term", "≥360盏"),
        ("annual", "≥36盏"),
    ]


def test_a_form_in_two_languages_is_read_in_one() -> None:
    found = ruled_reading(
        TITLE,
        "一级指标/Level 1|二级指标/Level 2|三级指标/Indicator|年度指标值/Target",
        "产出指标/Output|数量指标/Quantity|新建路灯/New lamps|≥36盏",
        "产出指标/Output|质量指标/Quality|验收合格率/Pass rate|100%",
        "效益指标/Outcome|社会效益指标/Social|受益居民/Residents|≥1200人",
    ).indicators
    assert [row.name.text for row in found] == ["新建路灯", "验收合格率", "受益居民"]


@pytest.mark.parametrize(
    ("head", "goal"),
    [
        ("一级指标/1급지표|二级指标/2급지표|三级指标（3급지표）|指标值 지표치", "项目名称\n대상명칭"),
        ("一级指标\nبىرىنچى|二级指标\nئىككىنچى|三级指标\nئۈچىنچى|指标值\nقىممەت", "项目名称/تۈر نامى"),
    ],
)
def test_what_the_letters_of_another_language_say_again_is_left_out(head: str, goal: str) -> None:
    found = ruled_reading(
        TITLE,
        f"{goal}|>|路灯改造|>",
        head,
        "产出指标|数量指标|新建路灯|≥36盏",
        "产出指标|质量指标|验收合格率|100%",
        "效益指标|社会效益指标|受益居民|≥1200人",
    ).indicators
    assert [(row.project, row.name.text) for row in found] == [
        ("路灯改造", name) for name in ("新建路灯", "验收合格率", "受益居民")
    ]


def test_line_breaks_that_were_written_out_are_breaks() -> None:
    found = ruled_reading(
        TITLE,
        f"{LEVELS}|年度目标值、实际完成值",
        "产出指标|数量指标|新建路灯|目标：≥36盏\\n实际：37盏",
        "产出指标|质量指标|验收合格率|目标：100%\\n实际：98%",
        "效益指标|社会效益指标|受益居民|目标：≥1200人\\n实际：1300人",
    ).indicators
    assert [(row.cell("target").text, row.cell("actual").text) for row in found][:1] == [("≥36盏", "37盏")]


def test_a_goal_right_above_the_head_is_no_storey_of_it() -> None:
    found = ruled_reading(
        TITLE,
        "年度绩效目标|>|保障路灯平稳运行，为夜间出行和商业活动提供照明支撑。|>|>|>|>",
        "序号|一级指标|二级指标|三级指标|指标值|权重（%）|指标方向",
        "1|产出指标|数量指标|新建路灯|≥36盏|50|正向",
        "2|产出指标|质量指标|验收合格率|100%|30|正向",
        "3|效益指标|社会效益指标|受益居民|≥1200人|20|正向",
    )
    assert [goal.text for goal in found.goals] == ["保障路灯平稳运行，为夜间出行和商业活动提供照明支撑。"]
    assert len(found.indicators) == 3
