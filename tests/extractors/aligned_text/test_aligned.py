"""Text whose columns stand under one another: which lines are a row, where labels reach, and what is no table."""

from __future__ import annotations

from time import process_time

import pytest

from extractors.aligned_text.tables import aligned
from schema.document import Table

HEAD = "一级指标    二级指标    三级指标        年度指标值  分值"
#: Names are broken over lines, the other cells stand in the middle of their rows.
MIDDLE = """\
一级指标    二级指标    三级指标        年度指标值  分值
                        巡查山林防火
产出指标    数量指标    检查站的班次    ≥120班次   10
                        数量
                        更换旧哨塔里
            质量指标    程及其合格率    ≥95%        10
效益指标    社会效益    火情早发现率    ≥90%        20
"""
TOP = """\
一级指标    二级指标    三级指标        年度指标值  分值
产出指标    数量指标    巡查山林防火    ≥120班次   10
                        检查站的班次
                        数量
            质量指标    哨塔合格率      ≥95%        10
效益指标    社会效益    火情早发现率    ≥90%        20
总分                                                100
"""
#: A line of a cell stands between two lines of its neighbour.
BETWEEN = """\
三级指标        年度指标值    分值    得分
巡查山林防火
                ≥120班次      10      9
检查站的班次
更换旧哨塔里
                ≥95%          20      20
程及其合格率
火情早发现率    ≥90%          20      18
"""
LABELS = """\
一级指标    二级指标    三级指标        年度指标值  分值
            数量指标    巡查班次        ≥120班次   10
产出指标    质量指标    哨塔合格率      ≥95%        10
            时效指标    工期            ≤30天       10
            经济效益    增收            ≥5万元      20
效益指标
            社会效益    火情早发现率    ≥90%        20
"""
NARROW = """\
一级指标 二级指标         三级指标         年度指标值
产出指标 社会成本控制指标 巡查班次次数     ≥120班次
产出指标 质量指标         哨塔合格率       ≥95%
效益指标 社会效益指标     火情早发现率     ≥90%
"""
#: Labels with their values, money, goals and indicators: each has columns of its own, and a sign-off over several.
FORM = """\
项目支出绩效自评表
项目名称                    林区防火瞭望设施更新
主管部门        岭南县林业局            实施单位        岭南县护林站及其
                                                        所属检查站
项目资金（万    预算数      执行数      执行率
元）
合计            126.00      120.50      95.6%
年度 总体目标   预期目标                                实际完成情况
                更新老旧瞭望塔，配齐巡护装备，建立起    瞭望塔已更新，装备已配齐。
                全天候的火情监测。
绩 效 指 标     一级指标    二级指标    三级指标        目标值    得分      说明
                产出指标    数量指标    更新瞭望塔的座  ≥12座     9.5       受雨季影响，两座
                                        数                                  推迟到下一年度验
                                                                            收
                            质量指标    验收合格率      ≥95%      10
                效益指标    社会效益    火情发现及时率  ≥98%      20
填报人          林清                    联系电话        0771-6204418-8026
"""
#: A rule of many lines stands beside a name of two.
LONG = """\
一级指标    三级指标        指标值  评分标准
产出指标    更新瞭望塔的座  12      达到目标值得满分
            数                      ；每少一座扣两分
                                    ，扣完为止；未按
                                    期验收的，每座再
                                    扣一分。
            验收合格率      95      达到目标值得满分
                                    ；每低一个百分点
                                    扣一分，扣完为止
                                    。
效益指标    火情发现及时率  98      达到目标值得满分
                                    ；否则不得分。
"""
#: Cells stand in the middle of their columns.
CENTRED = """\
             项目名称                        林区防火瞭望设施更新
   主管部门           岭南县林业局         实施单位      岭南县护林站
   年度目标                        预期目标
                     更新老旧瞭望塔，建立起全天候的监测
   一级指标     二级指标        三级指标        目标值    得分
   产出指标     数量指标    更新瞭望塔的座数    ≥12座      10
                质量指标       验收合格率       ≥95%       10
   效益指标     社会效益     火情发现及时率     ≥98%       20
"""


def _rows(text: str) -> list[list[str]]:
    tables = [part for part in aligned(text.split("\n")) if isinstance(part, Table)]
    assert len(tables) == 1
    return [[cell.text.replace("\n", "") for cell in row] for row in tables[0].rows()]


def _column(rows: list[list[str]], head: str) -> list[str]:
    at = rows[0].index(head)
    return [row[at - len(rows[0])] for row in rows[1:]]


@pytest.mark.parametrize(
    ("text", "head", "cells"),
    [
        (MIDDLE, "三级指标", ["巡查山林防火检查站的班次数量", "更换旧哨塔里程及其合格率", "火情早发现率"]),
        (MIDDLE, "年度指标值", ["≥120班次", "≥95%", "≥90%"]),
        (TOP, "三级指标", ["巡查山林防火检查站的班次数量", "哨塔合格率", "火情早发现率", ""]),
        (TOP, "分值", ["10", "10", "20", "100"]),
        (BETWEEN, "三级指标", ["巡查山林防火检查站的班次", "更换旧哨塔里程及其合格率", "火情早发现率"]),
        (NARROW, "二级指标", ["社会成本控制指标", "质量指标", "社会效益指标"]),
    ],
)
def test_rows_are_told_by_where_their_lines_stand(text: str, head: str, cells: list[str]) -> None:
    assert _column(_rows(text), head) == cells


def test_a_label_in_the_middle_of_its_rows_reaches_over_all_of_them() -> None:
    (table,) = (part for part in aligned(LABELS.split("\n")) if isinstance(part, Table))
    spans = {
        cell.text: (cell.row, cell.rowspan) for cell in table.cells if cell.text.endswith(("产出指标", "效益指标"))
    }
    assert spans == {"产出指标": (1, 3), "效益指标": (4, 2)}


def _cells(text: str) -> list[tuple[str, ...]]:
    return [tuple(cell for cell in row if cell) for row in _rows(text)]


def test_a_form_is_one_table_though_its_parts_have_columns_of_their_own() -> None:
    rows = _cells(FORM)
    assert ("项目名称", "林区防火瞭望设施更新") in rows
    assert ("主管部门", "岭南县林业局", "实施单位", "岭南县护林站及其所属检查站") in rows
    assert ("项目资金（万元）", "预算数", "执行数", "执行率") in rows
    assert ("合计", "126.00", "120.50", "95.6%") in rows
    assert ("更新老旧瞭望塔，配齐巡护装备，建立起全天候的火情监测。", "瞭望塔已更新，装备已配齐。") in rows
    name, rest = "更新瞭望塔的座数", ("≥12座", "9.5", "受雨季影响，两座推迟到下一年度验收")
    assert ("产出指标", "数量指标", name, *rest) in rows
    assert ("填报人", "林清", "联系电话", "0771-6204418-8026") in rows


def test_cells_of_parts_stand_over_the_columns_of_the_table() -> None:
    tables = [part for part in aligned(FORM.split("\n")) if isinstance(part, Table)]
    at = {cell.text: (cell.column, cell.column + cell.colspan) for cell in tables[0].cells}
    assert at["一级指标"][0] < at["二级指标"][0] < at["三级指标"][0] < at["目标值"][0] < at["得分"][0]
    goal = next(text for text in at if text.startswith("更新老旧瞭望塔"))
    assert at[goal] == (at["一级指标"][0], at["目标值"][0])


def test_a_name_of_two_lines_beside_a_rule_of_many_is_one_row() -> None:
    assert _column(_rows(LONG), "三级指标") == ["更新瞭望塔的座数", "验收合格率", "火情发现及时率"]


#: Names that fill their column stand one below the other, values below a head of two storeys.
FULL = """\
一级指标    三级指标          指标值                              依据
                              2022年实际实现值  预期2023年实现值
产出指标    铺设步道长度      3公里             ≥4公里            计划标准
            修建文化广场数量  2个               ≥3个              计划标准
            广场按时开放天数  300天             ≥320天            计划标准
            验收合格率        98%               ≥99%              行业标准
效益指标    受益居民的总人数  800人             ≥900人            计划标准
            周边商户增加数量  6户               ≥8户              计划标准
"""


def test_names_that_fill_their_column_and_storeys_of_heads_are_rows_of_their_own() -> None:
    assert [row[-3:] for row in _cells(FULL)[-6:]] == [
        ("3公里", "≥4公里", "计划标准"),
        ("2个", "≥3个", "计划标准"),
        ("300天", "≥320天", "计划标准"),
        ("98%", "≥99%", "行业标准"),
        ("800人", "≥900人", "计划标准"),
        ("6户", "≥8户", "计划标准"),
    ]
    assert _column(_rows(FULL), "三级指标")[-6:] == [
        "铺设步道长度",
        "修建文化广场数量",
        "广场按时开放天数",
        "验收合格率",
        "受益居民的总人数",
        "周边商户增加数量",
    ]


#: All names fill their column; a line below stands over the gap between points and the remark that two lines have.
EQUAL = """\
一级指标    三级指标          指标值    得分      说明
产出指标    铺设社区步道里程  3公里     10        雨季停工，顺延一月
            修建文化广场数量  2个       10
            广场按时开放天数  300天     10
            安装健身器材套数  40套      10
            栽植行道乔木数量  500株     10
            更换老旧路灯盏数  80盏      10
            改造公共厕所座数  6座       10
            清理河道淤泥里程  9公里     10
            维护公园绿地面积  70亩      10
            检修排水管网里程  8公里     10
            增设分类垃圾箱数  90个      10
效益指标    受益居民的总人数  800人     10
            周边商户增加数量  6户       10
            夜间经济新增收入  30万元    10
填报人      林清              联系电话  0771-6204418-8026
"""
#: A blank within a label parts no cells.
BLANK = """\
项目类别        常年项目        起止时间        2022年1月至12月
资金情况 （万   年度资金总额    126.00          其中：财政拨款
元）
主管部门        岭南县林业局    实施单位        岭南县护林站
"""


def test_names_that_all_fill_their_column_are_rows_of_their_own() -> None:
    names = _column(_rows(EQUAL), "三级指标")
    assert names[:3] == ["铺设社区步道里程", "修建文化广场数量", "广场按时开放天数"]
    assert len(names) == 15


def test_a_line_over_a_gap_does_not_join_the_columns_beside_it() -> None:
    rows = _cells(EQUAL)
    assert rows[0] == ("一级指标", "三级指标", "指标值", "得分", "说明")
    assert rows[1] == ("产出指标", "铺设社区步道里程", "3公里", "10", "雨季停工，顺延一月")


def test_a_blank_of_one_line_parts_no_columns() -> None:
    assert ("资金情况 （万元）", "年度资金总额", "126.00", "其中：财政拨款") in _cells(BLANK)


def test_labels_over_a_table_whose_cells_are_centred_are_its_rows() -> None:
    rows = _cells(CENTRED)
    assert rows[:3] == [
        ("项目名称", "林区防火瞭望设施更新"),
        ("主管部门", "岭南县林业局", "实施单位", "岭南县护林站"),
        ("年度目标", "预期目标"),
    ]
    assert ("更新老旧瞭望塔，建立起全天候的监测",) in rows


def test_lines_that_say_labels_and_values_themselves_stay_lines() -> None:
    text = ["填报单位：岭南县林业局    金额单位：万元", *TOP.strip().split("\n")]
    assert next(iter(aligned(text))) == text[:1]


@pytest.mark.parametrize(
    "text",
    [
        "我局认真学习  全面落实各项工作部署\n进一步加强领导  明确责任\n确保各项任务  按期完成",
        "数量  质量  时效\n这一行是一整段没有空格的文字它横跨了上面所有的列因此什么表也不是\n数量  质量  时效",
        "",
    ],
)
def test_prose_is_no_table(text: str) -> None:
    assert [part for part in aligned(text.split("\n")) if isinstance(part, Table)] == []


def test_what_stands_around_a_table_stays() -> None:
    text = [
        "项目支出绩效自评表",
        *TOP.strip().split("\n"),
        "本表由财务股的同志负责填写并在年底之前报送主管部门汇总审核存档备查",
    ]
    parts = [part if isinstance(part, Table) else list(part) for part in aligned(text)]
    assert parts[0] == text[:1]
    assert parts[2] == text[-1:]


def test_time_grows_with_the_lines() -> None:
    def seconds(count: int) -> float:
        lines = [
            HEAD,
            *(f"产出指标    数量指标    巡查班次{at % 10}        ≥{at % 90 + 10}班次     10" for at in range(count)),
        ]
        start = process_time()
        assert sum(isinstance(part, Table) for part in aligned(lines)) == 1
        return process_time() - start

    assert seconds(800) < 8 * max(0.05, seconds(200))


@pytest.mark.parametrize("gap", ["  ", "    ", "\u3000\u3000"])
def test_cells_that_one_gap_parts_stand_under_no_columns(gap: str) -> None:
    rows = [
        "项目名称|林区防火物资",
        "一级指标|二级指标|三级指标|指标值|分值",
        "产出指标|数量指标|添置水泵|≥300台|15",
        "添置风力机|≥120台|15",
        "质量指标|物资入库的合格率|100%|15",
        "时效指标|检修周期|≤6个月|10",
        "成本指标|水泵购置费用|≤480元/台|10",
        "效益指标|社会效益指标|防火物资保障天数|≥10天|20",
        "满意度指标|服务对象满意度指标|护林员满意|≥90%|15",
    ]
    lines = [row.replace("|", gap) for row in rows]
    assert list(aligned(lines)) == [lines]
