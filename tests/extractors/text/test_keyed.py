"""The labelled cells before a flattened table."""

from __future__ import annotations

import pytest

from extractors.forms.text.keyed import keyed_rows, shared


def test_keys_between_blanks() -> None:
    assert keyed_rows("自评表 项目名称 路灯维护项目 主管部门 柳湾县城管局 ", False) == (
        "自评表 ",
        [["项目名称", "路灯维护项目"], ["主管部门", "柳湾县城管局"]],
    )


def test_a_line_with_a_label_of_its_own_ends_a_value() -> None:
    _, rows = keyed_rows("项目名称：图书购置\n单位：某馆\n实施单位：某所\n的一处", False)
    assert rows == [["项目名称", "图书购置"], ["单位：某馆"], ["实施单位", "某所\n的一处"]]


def test_a_known_word_inside_a_value_is_no_key() -> None:
    _, rows = keyed_rows("项目名称 主管部门能力建设 主管部门 柳湾县城管局", False)
    assert rows == [["项目名称", "主管部门能力建设"], ["主管部门", "柳湾县城管局"]]


def test_keys_in_glued_text() -> None:
    _, rows = keyed_rows("自评表项目名称路灯维护项目主管部门柳湾县城管局实施单位路灯所", True)
    assert rows == [["项目名称", "路灯维护项目"], ["主管部门", "柳湾县城管局"], ["实施单位", "路灯所"]]


def test_a_key_does_not_take_the_end_of_the_name_before_it() -> None:
    _, rows = keyed_rows("项目名称路灯更新改造项目主管部门柳湾县城管局", True)
    assert rows == [["项目名称", "路灯更新改造项目"], ["主管部门", "柳湾县城管局"]]


def test_a_name_that_ends_already_leaves_the_key_whole() -> None:
    _, rows = keyed_rows("项目名称路灯更新工程项目主管部门柳湾县城管局", True)
    assert rows == [["项目名称", "路灯更新工程"], ["项目主管部门", "柳湾县城管局"]]


def test_a_joined_key_is_one() -> None:
    _, rows = keyed_rows("项目名称 路灯 项目负责人及联系电话 钱一凡5550101", False)
    assert rows[1] == ["项目负责人及联系电话", "钱一凡5550101"]


def test_money_has_a_head_and_rows() -> None:
    text = "项目名称 路灯 项目资金(万元) 年初预算数 全年执行数 年度资金总额: 80 72 其中:财政拨款 80 72 其他资金 "
    _, rows = keyed_rows(text, False)
    assert rows[1:] == [
        ["项目资金(万元)", "", "年初预算数", "全年执行数"],
        ["", "年度资金总额", "80", "72"],
        ["", "其中:财政拨款", "80", "72"],
    ]


def test_goals_side_by_side() -> None:
    _, rows = keyed_rows("项目名称 路灯 年度总体目标 年度目标 完成情况 修好路灯。 已修好路灯。", False)
    assert rows[1:] == [["年度总体目标", "年度目标", "完成情况"], ["", "修好路灯。", "已修好路灯。"]]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("修好路灯。 已修好。", ["修好路灯。", "已修好。"]),
        ("1.修灯。 2.建桥。 1.已修。 2.已建。", ["1.修灯。\n2.建桥。", "1.已修。\n2.已建。"]),
        ("1.修灯。 2.建桥。 都已完成。", ["1.修灯。\n2.建桥。", "都已完成。"]),
        ("修灯。 建桥。 巡查。", ["修灯。\n建桥。\n巡查。"]),
        ("修灯。", ["修灯。"]),
    ],
)
def test_shared(text: str, parts: list[str]) -> None:
    assert shared(text, 2) == parts


def test_text_without_keys_stays() -> None:
    assert keyed_rows("为做好工作，填写本表。", False) == ("为做好工作，填写本表。", [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("项目名称 | 路灯维护 | ||\n主管部门 | 城管局", "路灯维护"),
        ("项目名称 | 路灯维护 |\n| 备注 |\n", "路灯维护"),
        ("| 项目名称 | 路灯维护 | 公开14表 | |", "路灯维护"),
        ("项目名称 |\n路灯维护 |\n |\n主管部门 |", "路灯维护"),
        ("项目名称：路灯维护 | 负责科室 | 二科", "路灯维护"),
        ("项目名称 ｜ 路灯维护 ｜ 其他", "路灯维护"),
        ("项目名称 路灯维护\n\n扫一扫在手机打开当前页", "路灯维护"),
        ("项目名称\n\n路灯维护\n\n打印本页", "路灯维护"),
        ("转移支付(项目)名称 | 路灯维护 | ||||", "路灯维护"),
        ("专项(项目)名称 | 路灯维护 |", "路灯维护"),
    ],
)
def test_a_value_ends_at_the_border_of_its_cell_and_at_a_blank_line(text: str, value: str) -> None:
    _, rows = keyed_rows(text, False)

    assert rows[0][1] == value


def test_unknown_labels_with_amounts_behind_a_border_are_rows_of_their_own() -> None:
    _, rows = keyed_rows("项目名称 | 路灯维护 | 该项目上级资金 | 12.5 | ||", False)

    assert rows[1] == ["该项目上级资金", "12.5"]


@pytest.mark.parametrize("behind", ["负责人及电话", "主管部门"])
def test_a_label_of_which_the_rest_alone_is_known_leaves_nothing_to_the_name(behind: str) -> None:
    _, rows = keyed_rows(f"自评表项目名称沟渠新建项目项目{behind}水利股", True)
    assert rows[0] == ["项目名称", "沟渠新建项目"]


@pytest.mark.parametrize(
    ("behind", "label"),
    [
        ("评价单位柳湾县城管局", "评价单位"),
        ("专项属性延续专项", "专项属性"),
        ("项目分类特定目标类", "项目分类"),
        ("批复金额（万元）168.9", "批复金额（万元）"),
        ("联系人钱一凡", "联系人"),
    ],
)
def test_a_name_ends_before_labels_that_are_made_like_one(behind: str, label: str) -> None:
    _, rows = keyed_rows(f"项目名称路灯节能改造{behind}主管部门柳湾县城管局", True)
    assert rows[0] == ["项目名称", "路灯节能改造"] and rows[1][0] == label
    _, rows = keyed_rows(f"项目名称 路灯节能改造 {label} {behind.removeprefix(label)} 主管部门 柳湾县城管局", False)
    assert rows[0] == ["项目名称", "路灯节能改造"] and rows[1][0] == label


@pytest.mark.parametrize("name", ["河道治理工程建设单位管理费", "应急物资采购", "特岗教师管理人员补助", "公园建设项目"])
def test_words_of_a_name_that_labels_are_made_of_end_none(name: str) -> None:
    _, rows = keyed_rows(f"项目名称{name}主管部门柳湾县城管局", True)
    assert rows[:2] == [["项目名称", name], ["主管部门", "柳湾县城管局"]]


def test_money_before_its_figure_is_a_key_in_glued_text() -> None:
    _, rows = keyed_rows("项目名称义务教育能力提升补助预算数66.89其他资金0", True)
    assert rows[0] == ["项目名称", "义务教育能力提升补助"]


def test_a_name_takes_no_cells_of_money_behind_it() -> None:
    text = "项目名称 生活垃圾收运处置\n资金使用 预算批复 实际到位 使用率\n市级资金 600 600 100%\n年度目标 日产日清"
    assert keyed_rows(text, False)[1][0] == ["项目名称", "生活垃圾收运处置"]
    assert keyed_rows("项目名称 主体班培训 培训经费 20 主管部门 某校", False)[1][0] == ["项目名称", "主体班培训"]
