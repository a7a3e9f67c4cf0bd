"""What a page prints beside its form, and names that only look like it."""

from __future__ import annotations

import pytest

from extractors.forms.words.furniture import is_furniture, table_end


@pytest.mark.parametrize(
    "text",
    [
        "填表人：李某",
        "审核人:",
        "经办人",
        "填报日期：2023年3月1日",
        "财政部门审核意见",
        "财政部门支出股室初审意见(盖章)",
        "区乡村振兴局审核意见 （盖章）",
        "单位负责人（签字）：",
        "其他需要说明的问题",
        "注：得分一档最高不能超过该指标分值上限",
        "备注",
        "扫一扫在手机打开当前页",
        "【打印】",
        "附件：",
        "关闭窗口",
        "分享到：",
        "上一篇：关于印发的通知",
        "版权所有：某县人民政府",
        "第3页共5页",
        "- 3 -",
        "年 月 日",
    ],
)
def test_furniture_is_told(text: str) -> None:
    assert is_furniture(text)


@pytest.mark.parametrize(
    "text",
    [
        "打印机购置数量",
        "关闭煤矿数量",
        "审核意见采纳率",
        "备注册商标数",
        "项目负责人培训人数",
        "信息发布数量",
        "说明会场次",
        "群众满意度",
        "盖章材料合格率",
        "附件材料齐全率",
        "下载量",
        "征求意见次数",
        "",
    ],
)
def test_names_that_begin_like_furniture_are_none(text: str) -> None:
    assert not is_furniture(text)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("数量指标 路灯 5盏 总分 100", "数量指标 路灯 5盏 "),
        ("数量指标 路灯 5盏 注：得分一档", "数量指标 路灯 5盏 "),
        ("数量指标|路灯|5盏|\n财政部门审核意见|\n", "数量指标|路灯|5盏|\n"),
        ("数量指标 路灯 5盏\n其他需要说明的问题 无", "数量指标 路灯 5盏\n"),
        ("数量指标 路灯 5盏 填表人：李某", "数量指标 路灯 5盏 "),
        ("数量指标 路灯 5盏\n扫一扫在手机打开", "数量指标 路灯 5盏\n"),
    ],
)
def test_rows_end_before_furniture(text: str, rows: str) -> None:
    found = table_end().search(text)
    assert found is not None and text[: found.start()] == rows


def test_an_indicator_about_opinions_does_not_end_the_rows() -> None:
    assert table_end().search("数量指标 出具审核意见数量 5份 质量指标 征求意见次数 3次") is None
