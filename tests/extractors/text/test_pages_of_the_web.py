"""Forms as pages of the web and copied text print them, read as a whole: what stands in each row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import jixiao

_TITLE = "项目支出绩效目标表\n项目名称 路灯维护\n"


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], jixiao.Filing]:
    def reading(text: str) -> jixiao.Filing:
        path = tmp_path / "page.txt"
        path.write_text(text, encoding="utf-8")
        return jixiao.read(path)

    return reading


Read = Callable[[str], jixiao.Filing]


def _said(filing: jixiao.Filing) -> list[tuple[str, str, str]]:
    return [(row.level2, row.name, row.target.raw) for row in filing.indicators]


def test_pipes_whose_rows_end_early_are_not_read_by_place(read: Read) -> None:
    text = (
        "项目名称 | 路灯维护 ||||||\n"
        "长期绩\n效指标 | 一级指标 | 二级指标 | 序号 | 具体指标 | 目标值 | 目标值确定依据 | 指标分类 |||\n"
        "产出 | 数量 | 1 | 更换灯具数量 | 90盏 | 历史标准 | 基本型 ||||\n"
        "质量 | 2 | 亮灯率 | 95% | 历史标准 | 基本型 |||||\n"
        "时效 | 3 | 报修响应时间 | 2天 | 行业标准 | 基本型 |||||\n"
        "4 | 巡查完成时间 | 30天 | 行业标准 | 基本型 ||||||\n"
        "5 | 配电箱检修数量 | 12处 | 行业标准 | 基本型 ||||||\n"
        "…… |  |  |  |||||||\n…… |  |  |  |||||||\n"
        "社会效益 | 6 | 夜间事故下降率 | 10% | 计划标准 | 基本型 |||||\n"
        "服务对象满意度 | 7 | 居民满意度 | 90% | 计划标准 | 基本型 |||||\n"
    )
    wanted = [
        "更换灯具数量", "亮灯率", "报修响应时间", "巡查完成时间", "配电箱检修数量", "夜间事故下降率", "居民满意度",
    ]  # fmt: skip
    assert [row.name for row in read(text).indicators] == wanted


def test_levels_of_an_office_stand_before_names_in_rows_of_lines(read: Read) -> None:
    text = (
        f"{_TITLE}评价指标 评价内容 指标名称 指标说明 目标值 分值 备注\n"
        "制度指标 项目管理制度 制度健全性 是否制定维护办法 健全 5\n"
        " 监督检查 监督检查开展次数 对维护单位开展检查 ≥4次 5\n"
        "产出指标 数量 更换灯具数量 全年更换的路灯 ≥360盏 20\n"
        " 巡查路段条数 每周巡查的路段 ≥15条 20\n"
        " 质量 亮灯率 抽查时亮着的占比 ≥98% 20\n"
        " 时效 报修响应时间 从报修到处理的时间 ≤2天 20\n"
        "满意度指标 服务对象 居民满意度 问卷调查 ≥90% 5 抽样300人\n"
        " 服务对象 商户满意度 问卷调查 ≥90% 5 抽样100家\n"
    )
    assert _said(read(text))[:3] == [
        ("项目管理制度", "制度健全性", "健全"),
        ("监督检查", "监督检查开展次数", "≥4次"),
        ("数量", "更换灯具数量", "≥360盏"),
    ]
    assert len(read(text).indicators) == 8


def test_a_head_of_several_meanings_may_be_of_the_second_level(read: Read) -> None:
    text = (
        "路灯维护绩效自评指标表 评价年度:2022年 指标类别指标性质指标名称计量单位分值评分标准完成量目标值得分指标类型"
        "产出数量更换灯具数量盏10达到目标值得满分,每低1个百分点扣0.5分46盏46盏10共性指标"
        "产出数量更换灯杆数量根10达到目标值得满分,每低1个百分点扣0.5分81根82根9.5个性指标"
        "产出质量抽查亮灯率%15达到目标值得满分,每低1个百分点扣1分99.6%100%14.5个性指标"
        "产出时效故障处理及时率%10按时处理得满分,逾期不得分100%100%10共性指标"
        "效益社会效益夜间事故下降率%15达到目标值得满分,未达到按比例得分12.4%10%15个性指标"
        "满意度服务对象沿线居民满意度%10达到目标值得满分,每低1个百分点扣1分96.3%95%10个性指标合计70 69"
    )
    assert [row.name for row in read(text).indicators][:5] == [
        "更换灯具数量", "更换灯杆数量", "抽查亮灯率", "故障处理及时率", "夜间事故下降率",
    ]  # fmt: skip


def test_no_part_of_a_torn_name_is_a_direction(read: Read) -> None:
    text = (
        f"{_TITLE}一级指标 二级指标 三级指标 指标性质 运算符 目标 值 单位 备注\n"
        "产出指 标 数量指 标 更换灯具总 数 定量 ≥ 100 盏\n"
        "质量指 标 路灯抽查亮灯 率 定量 ≥ 98 %\n"
        "时效指 标 故障处理及时 率 定量 ≥ 95 %\n"
        "效益指 标 社会效 益 夜间事故下降 率 定量 ≥ 11 %\n"
        "满意度 指标 沿线居民满意 度 定量 ≥ 90 %\n"
    )
    wanted = ["更换灯具总数", "路灯抽查亮灯率", "故障处理及时率", "夜间事故下降率", "沿线居民满意度"]
    assert [row.name for row in read(text).indicators] == wanted


def test_a_torn_head_is_one_and_its_values_are_of_their_own_years(read: Read) -> None:
    text = (
        f"{_TITLE}绩效指标 一级指标 二级指标 三级指标 实施期指标 值 年度指标 值\n"
        "产出指标 数量指标 更换灯具数量 ≥ 1120 盏 ≥ 560 盏\n"
        "巡查路段条数 ≥ 38 条 ≥ 19 条\n"
        "质量指标 抽查亮灯率 ≥ 98 % ≥ 97 %\n"
        "时效指标 故障处理时间 ≤ 3 天 ≤ 2 天\n"
    )
    said = {(row.name, row.horizon): str(row.target.value) for row in read(text).indicators}
    assert (said["更换灯具数量", "long-term"], said["更换灯具数量", "annual"]) == ("1120", "560")
    assert len(said) == 8


def test_the_same_wide_blanks_part_cells_of_words(read: Read) -> None:
    between = " " * 5
    lines = [
        ["目标名称", "目标内容", "三季度进展", "累计进展"],
        ["农村道路路灯改造", "全年完成改造45公里", "完成12.6公里", "完成38.2公里"],
        ["危旧灯杆更换", "全年更换灯杆11根", "更换3根", "更换9根"],
        ["配电箱检修", "全年检修8处", "检修2处", "检修8处"],
        ["节电宣传", "全年开展宣传24场", "开展7场", "开展19场"],
    ]
    text = "某县2022年三季度绩效运行监控情况\n填报单位：某县路灯所\n" + "\n".join(map(between.join, lines))
    assert [row.name for row in read(text).indicators] == [line[0] for line in lines[1:]]


def test_heads_of_places_may_stand_at_the_end_of_a_line(read: Read) -> None:
    text = (
        "2023年路灯专项资金绩效目标表 |||||||\n"
        "项目名称 | 省级路灯（节能）专项资金 ||||||\n"
        "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标解释 | 石鼓镇 | 云岭乡 | 竹坑镇\n"
        "产出指标 | 数量指标 | 更换灯具数量(盏) | 反映更换规模 | ≥320 | ≥280 | ≥150\n"
        "巡查路段条数(条) | 反映巡查情况 | 12 | 12 | 11\n"
        "质量指标 | 抽查亮灯率 | 反映维护质量 | ≥90% | ≥90% | ≥88%\n"
        "满意度指标 | 服务对象满意度指标 | 居民满意度 | 反映居民满意程度 | ≥92% | ≥90% | ≥90%\n"
    )
    filing = read(text)
    assert {row.project for row in filing.indicators} == {"省级路灯（节能）专项资金"}
    assert [(row.site, str(row.target.value)) for row in filing.indicators[:3]] == [
        ("石鼓镇", "320"),
        ("云岭乡", "280"),
        ("竹坑镇", "150"),
    ]


def test_any_sign_of_comparison_is_an_operator(read: Read) -> None:
    text = (
        "项目名称 | 路灯维护 |\n"
        "一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 分值 |\n"
        "产出指标 | 数量指标 | 更换灯具数量 | ≧ | 612 | 盏 | 10 |\n"
        "| 质量指标 | 抽查亮灯率 | ═ | 100 | % | 10 |\n"
        "| 时效指标 | 故障处理时间 | ≦ | 2 | 天 | 10 |\n"
        "满意度指标 | 服务对象满意度指标 | 居民满意度 | ≧ | 90 | % | 10 |\n"
    )
    assert [row.target.op for row in read(text).indicators] == [">=", "=", "<=", ">="]


def test_the_title_of_the_next_page_is_no_name(read: Read) -> None:
    head = "一级指标 二级指标 指标内容 指标值 备注"
    text = (
        f"{_TITLE}年度绩效指标 {head} 产出指标 数量指标 更换灯具数量 ≥36盏 质量指标 亮灯率 ≥98% 满意度指标 居民满意度"
        " ≥90% 具体指标 ……\n某县财政支出项目绩效目标申报表\n"
    )
    assert [row.name for row in read(text).indicators] == ["更换灯具数量", "亮灯率", "居民满意度"]
