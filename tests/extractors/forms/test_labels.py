"""Labels of rows: their numbering, their parents; pairs of a label and a value in one cell."""

from __future__ import annotations

import pytest

from extractors.forms.labels.labels import Parents, label_of, without_unit
from extractors.forms.words.inline import inline_pair


@pytest.mark.parametrize(
    ("raw", "text", "number", "part"),
    [
        ("年度资金总额：", "年度资金总额", "", False),
        ("1、公务用车", "公务用车", "1、", False),
        ("（1）财政拨款", "财政拨款", "（1）", False),
        ("（二）项目支出", "项目支出", "（二）", False),
        ("一、基本支出", "基本支出", "一、", False),
        ("②其他资金", "其他资金", "②", False),
        ("其中：财政拨款", "财政拨款", "", True),
        ("其中:1、业务经费", "业务经费", "1、", True),
        ("含：上年结转", "上年结转", "", True),
        ("资金总额（万元）", "资金总额", "", False),
        ("执行率（B/A）", "执行率", "", False),
        ("得分（20分*执行率）", "得分", "", False),
        ("情况（2022年）", "情况（2022年）", "", False),
        ("2023年决算数", "2023年决算数", "", False),
        ("合 \xa0计", "合计", "", False),
        ("（万元）", "（万元）", "", False),
    ],
)
def test_label(raw: str, text: str, number: str, part: bool) -> None:
    found = label_of(raw)
    assert (found.text, found.number, found.part) == (text, number, part)


def test_a_blank_in_front_indents() -> None:
    assert label_of("　财政拨款").indented
    assert not label_of("财政拨款 ").indented
    assert not label_of("  ").indented


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("面积（㎡）", "面积"),
        ("单价（单位：万元）", "单价"),
        ("＊项目名称：", "项目名称"),
        ("说明（一）", "说明（一）"),
    ],
)
def test_without_unit(raw: str, text: str) -> None:
    assert without_unit(raw) == text


def paths(*labels: str, all_parts: bool = False) -> list[str]:
    parents = Parents(all_parts)
    return ["/".join(parents.path(label_of(label))) for label in labels]


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (("基本支出", "项目支出"), ["基本支出", "项目支出"]),
        (("项目支出", "1、甲", "2、乙", "其他"), ["项目支出", "项目支出/甲", "项目支出/乙", "其他"]),
        (("1、甲", "2、乙"), ["甲", "乙"]),
        (("总额", "其中：财政拨款", "其他资金"), ["总额", "总额/财政拨款", "总额/其他资金"]),
        (("支出", "其中：甲", "乙"), ["支出", "支出/甲", "乙"]),
        (("支出", "其中：甲", " 乙", "丙"), ["支出", "支出/甲", "支出/乙", "丙"]),
        (("车辆费", "其中：公车购置", "公车运行"), ["车辆费", "车辆费/公车购置", "车辆费/公车运行"]),
        (("经费", "1、车辆", "其中：购置", "2、接待"), ["经费", "经费/车辆", "经费/车辆/购置", "经费/接待"]),
        (("甲", "1、乙", "丙", "1、丁"), ["甲", "甲/乙", "丙", "丙/丁"]),
        (("一、甲", "1.乙", "2.丙", "二、丁"), ["甲", "甲/乙", "甲/丙", "丁"]),
        (("一、甲", "（一）乙", "1.丙", "（二）丁", "二、戊"), ["甲", "甲/乙", "甲/乙/丙", "甲/丁", "戊"]),
        (("总", "一、甲", "1.乙", "二、丙"), ["总", "总/甲", "总/甲/乙", "总/丙"]),
        (("一、甲", "1.乙", "合计", "一、丙"), ["甲", "甲/乙", "合计", "丙"]),
        (("合计", "1、甲", "2、乙"), ["合计", "甲", "乙"]),
        (("基本", "　人员", "　公用", "项目"), ["基本", "基本/人员", "基本/公用", "项目"]),
        (("基本", "　人员", "　　工资", "　公用"), ["基本", "基本/人员", "基本/人员/工资", "基本/公用"]),
        (("基本", "　人员", "　合计"), ["基本", "基本/人员", "合计"]),
        (("　甲", "　乙", "丙"), ["甲", "乙", "丙"]),
    ],
)
def test_parents(labels: tuple[str, ...], found: list[str]) -> None:
    assert paths(*labels) == found


def test_where_all_are_parts_a_whole_ends_them() -> None:
    labels = ("按收入性质分", "其中：基金", "补助", "按支出性质分", "其中：人员", "公用")
    assert paths(*labels, all_parts=True) == [
        "按收入性质分",
        "按收入性质分/基金",
        "按收入性质分/补助",
        "按支出性质分",
        "按支出性质分/人员",
        "按支出性质分/公用",
    ]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("其他资金：15.52", ("其他资金", "15.52", False)),
        ("填报人:钱一凡", ("填报人", "钱一凡", False)),
        ("其中：基本支出：", ("基本支出", "", True)),
        ("其中 ：财政拨款：8", ("财政拨款", "8", True)),
        ("财供人数(编制总数)合计: 60", ("财供人数(编制总数)合计", "60", False)),
        ("项目名称=荒坡绿化", ("项目名称", "荒坡绿化", False)),
        ("亩均补贴=150元", None),
        ("项目名称=", None),
        ("会议在8:30开始", None),
        ("http://a", None),
        ("以下几点，即：做好服务", None),
        ("甲：乙：丙", None),
        ("年度资金总额", None),
        ("：5", None),
        ("甲" * 5000 + "：5", None),
    ],
)
def test_pair(text: str, pair: tuple[str, str, bool] | None) -> None:
    found = inline_pair(text)
    assert (found and (found.label, found.value, found.part)) == pair
