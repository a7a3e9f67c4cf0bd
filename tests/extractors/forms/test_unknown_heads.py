"""Ruled tables of whose heads nobody knows a word: what beside the heads says that indicators stand in them."""

from __future__ import annotations

import pytest

from extractors.forms.words.vocabulary import column_role
from schema.reading import Reading
from tests.extractors.papers import ruled_reading

#: Levels that no framework has, so that the rows do not say what they are.
ROWS = (
    ("办成事项", "体量", "疏浚沟渠长度", "≥12公里", "11.6公里", "30", "29", "上级文件"),
    ("^", "成色", "沟渠验收合格率", "≥95%", "97%", "20", "20", "行业做法"),
    ("^", "快慢", "沟渠完工及时率", "100%", "100%", "15", "15", "上级文件"),
    ("带来好处", "百姓所得", "灌溉受益人口", "≥860人", "870人", "25", "25", "历年数据"),
    ("^", "口碑", "农户满意度", "≥90%", "93%", "10", "9", "历年数据"),
)
ROLES = ("level1", "level2", "name", "target", "actual", "weight", "score", "basis")
WORDS = dict(zip(ROLES, ("大块", "小块", "条目", "拟达水准", "年底水准", "满分", "所得", "依凭"), strict=True))
TITLE = "项目支出绩效自评表"
HORIZONS = ("long-term", "annual")


def rows_of(roles: str, *left: str) -> list[str]:
    """The rows of these columns behind a cell at the left edge that is merged over all of them."""
    shown = [[row[ROLES.index(role)] for role in roles.split()] for row in ROWS]
    edge = [[cell] if cell else [] for cell in (*left, *["^"] * len(ROWS))[: len(ROWS)]] if left else [[]] * len(ROWS)
    return ["|".join((*at, *cells)) for at, cells in zip(edge, shown, strict=True)]


def read(*rows: str) -> Reading:
    return ruled_reading(TITLE, *rows)


def values(reading: Reading, role: str) -> list[str]:
    return [row.name.text if role == "name" else row.cell(role).text for row in reading.indicators]


@pytest.mark.parametrize("edge", ["绩效指标", "年度绩效指标"])
@pytest.mark.parametrize("roles", ["level1 level2 name target basis", "level2 name target actual", "name target basis"])
def test_a_label_at_the_left_edge_says_that_indicators_stand_beside_it(edge: str, roles: str) -> None:
    head = "|".join((edge, *(WORDS[role] for role in roles.split())))
    assert not any(column_role(WORDS[role]) for role in roles.split())
    found = read(head, *rows_of(roles, "^"))
    assert values(found, "name") == [row[2] for row in ROWS]
    assert values(found, "target") == [row[3] for row in ROWS]
    assert all(row.reasons for row in found.indicators)


def test_values_that_are_compared_points_and_merged_levels_say_it_together() -> None:
    roles = "level1 level2 name target actual weight score"
    found = read("|".join(WORDS[role] for role in roles.split()), *rows_of(roles))
    for role, at in (("name", 2), ("target", 3), ("actual", 4), ("weight", 5), ("score", 6)):
        assert values(found, role) == [row[at] for row in ROWS]


@pytest.mark.parametrize(
    "over",
    [
        ["活计的名儿|疏浚沟渠|^|^|^|^|^|^", "出钱的|乡里|^|^|^|^|^|^"],
        ["活计的名儿|^|疏浚沟渠|^|^|出钱的|乡里|^"],
        ["活计的名儿|疏浚沟渠|出钱的|乡里|办事的|水务站|管事的|王站长"],
        ["活计的名儿|疏浚沟渠|出钱的|乡里|办事的|水务站|何时|2023年"],
        ["活计的名儿|疏浚沟渠|出钱的|乡里|办事的|水务站|花了|860元"],
        ["疏浚沟渠|12公里|860人|≥12公里|12公里|30|29|上级文件"],
    ],
)
def test_what_stands_over_a_head_is_no_head_and_the_head_is_no_indicator(over: list[str]) -> None:
    found = read(*over, "|".join(WORDS[role] for role in ROLES), *rows_of(" ".join(ROLES)))
    assert values(found, "name") == [row[2] for row in ROWS]
    assert values(found, "target") == [row[3] for row in ROWS]


def test_words_in_the_first_row_are_an_indicator() -> None:
    rows = rows_of(" ".join(ROLES))
    rows[0] = "办成事项|体量|疏浚的沟渠|通畅|通畅|三十|廿九|上级文件"
    found = read("|".join(WORDS[role] for role in ROLES), *rows)
    assert values(found, "name") == ["疏浚的沟渠", *(row[2] for row in ROWS[1:])]


def test_money_in_words_that_nobody_knows_is_no_indicator() -> None:
    found = read(
        "进账来路||拟用数|已用数|满分|用掉几成|所得",
        "全年总盘|>|1130.36|1086.39|10|96.11%|9.61",
        "县里安排|>|678.22|651.84|-|96.11%|-",
        "镇里安排|>|452.14|434.55|-|96.11%|-",
    )
    assert not found.indicators


def test_points_under_one_known_head_are_parted_by_their_cells() -> None:
    head = "绩效指标|大块|条目|拟达水准|年底水准|分数|>", "^|^|^|^|^|上限|核定"
    found = read(*head, *rows_of("level1 name target actual weight score", "^"))
    assert values(found, "weight") == [row[5] for row in ROWS]
    assert values(found, "score") == [row[6] for row in ROWS]


def test_points_behind_levels_are_the_levels_own() -> None:
    rows = [f"{row[0]}|50|{row[1]}|{row[5]}|{row[2]}|{row[5]}|{row[6]}" for row in ROWS]
    found = read("一级指标|分值|二级指标|分值|条目|该项配额|得分", *(row.replace("^|50", "^|^") for row in rows))
    assert values(found, "weight") == [row[5] for row in ROWS]
    assert values(found, "score") == [row[6] for row in ROWS]


def test_halves_under_the_same_unknown_words_are_read_both() -> None:
    head = "绩效指标|大块|中长期绩效指标|>|年度绩效指标|>", "^|^|条目|拟达水准|条目|拟达水准"
    rows = [f"^|{row[0]}|{row[2]}|{row[3]}|{row[2]}（本年）|{row[3]}" for row in ROWS]
    found = read(*head, *rows)
    named = {horizon: [row.name.text for row in found.indicators if row.horizon == horizon] for horizon in HORIZONS}
    assert named == {"long-term": [row[2] for row in ROWS], "annual": [f"{row[2]}（本年）" for row in ROWS]}


def test_names_that_tell_known_names_apart_are_the_indicators() -> None:
    rows = [
        "成本指标|经济成本指标|补助标准|每公里沟渠清淤费用|≤9600元",
        "^|^|支出控制|沟渠养护经费|86.5万元以内",
        "产出指标|数量指标|任务完成量|疏浚沟渠总长度|≥42公里",
        "^|^|^|清运淤泥土方量|9100立方米以上",
        "^|^|^|培训管水人员|≥120人次",
        "^|质量指标|达标情况|沟渠验收合格率|≥95%",
    ]
    found = read("一级指标|二级指标|三级指标|条目|指标值", *rows)
    assert values(found, "name") == [row.split("|")[3] for row in rows]


def test_a_column_that_holds_nothing_of_a_record_is_said_and_sends_no_filing_to_review() -> None:
    kinds = ("基本型", "创新型", "基本型", "基本型", "创新型")
    rows = [f"{row[0]}|{row[1]}|{row[2]}|{row[3]}|绩效{kind}" for row, kind in zip(ROWS, kinds, strict=True)]
    found = read("一级指标|二级指标|三级指标|指标值|类型归口", *rows)
    assert values(found, "target") == [row[3] for row in ROWS]
    assert not found.unread
    assert any("类型归口" in sentence for sentence in found.reasons)


def test_a_result_of_the_year_stands_beside_no_result_of_some_months() -> None:
    rows = [f"{row[0]}|{row[1]}|{row[2]}|{row[3]}|{row[4]}|{row[4]}|有把握" for row in ROWS]
    found = read("一级指标|二级指标|三级指标|年度指标值|1-7月执行情况|岁末可望|把握大小", *rows)
    assert all(row.confidence < 0.9 for row in found.indicators if row.cell("actual").text)
