"""What kind of paper it is by its words: forms in every dress, reports, and papers that are neither."""

from __future__ import annotations

import pytest

from extractors.forms.words.language import FORM, OTHER, REPORT, language_of
from schema.document import Cell, Document, Paragraph, Table

_HEADS = ("一级指标", "二级指标", "三级指标", "指标值")
_ROW = ("产出指标", "数量指标", "维修水渠长度", "≥12公里")


def _lines(*lines: str) -> Document:
    return Document("text", tuple(Paragraph(line) for line in lines))


def _table(*rows: tuple[str, ...]) -> Document:
    cells = (Cell(text, row, column) for row, texts in enumerate(rows) for column, text in enumerate(texts))
    return Document("docx", (Table(tuple(cells)),))


@pytest.mark.parametrize(
    "document",
    [
        _table(_HEADS, _ROW),
        _table(("一级\n指标", "二级 指标", "三级\n指标", "指标\n值"), _ROW),
        _table(("产出类", "数量类", "水渠", "12"), ("", "质量类", "验收", "合格"), ("", "成本类", "造价", "30")),
        _lines("水利局项目支出绩效目标表", " ".join(_HEADS), " ".join(_ROW)),
        _lines("项目支出绩效自评表" + "".join(_HEADS) + "".join(_ROW)),
        _lines("|".join(_HEADS), "|".join(_ROW)),
        _lines(*_HEADS, *_ROW),
        _lines("绩 效 目 标 申 报 表", "绩效指标", "产出指标", "修渠12公里"),
        _lines("指标名称计量单位指标性质指标值指标权重(分)全年完成值指标得分(分)说明管护面积万亩≥90109510"),
        _lines("单位:河湾镇 年度总体目标 改善灌溉 一级 指标 二级 指标 三级 指标 产出 指标 数量 指标 水渠 12"),
        _lines("绩效运行监控表", "年度绩效目标", "产出指标 水渠 12"),
    ],
)
def test_a_form_is_told_by_words_that_stand_on_their_own(document: Document) -> None:
    language = language_of(document)

    assert language.kind == FORM
    assert language.evidence


@pytest.mark.parametrize(
    "lines",
    [
        ("河湾镇2023年度绩效自评报告", "一、基本情况", "全年支出1200万元。"),
        ("水利局部门整体支出绩效评价报告", "一、概况", "本年完成修渠12公里。"),
        ("2023年项目绩效自评工作总结", "全年工作顺利。"),
        ("重点项目绩效目标情况说明：", "设1条数量指标：业务月份≥12个月；设1条质量指标：保障率≥85%。"),
        ("水利局2024年部门预算公开", "一、部门职责", "支出总计1200万元。"),
        ("2024年度部门决算", "收入总计1200万元。"),
        ("部门整体支出绩效自评报告（2023年度）", "全年支出1200万元。"),
        ("2022年度履职情况分析", "全年支出1200万元。"),
        ("一、绩效管理", "本局重视绩效，绩效目标已设定，绩效监控按季进行，绩效评价年底完成。"),
        ("关于报送绩效自评报告的函", "现将报告报上。", "河湾镇2023年绩效自评报告", "全年支出1200万元。"),
        ("一般公共预算 基本支出 项目支出 收入合计", "120 80 40 120"),
    ],
)
def test_a_report_speaks_of_performance_or_money_in_running_text(lines: tuple[str, ...]) -> None:
    assert language_of(_lines(*lines)).kind == REPORT


_CONTRACTS = [
    ("采购合同", "甲方：河湾镇", "乙方：某公司", "合同总价120万元，付款分两期，首期60万元。"),
    ("道路维修施工合同书", "第一条 工程名称：河湾路维修", "第二条 合同价款85.6万元。"),
    ("租赁协议", "租金每年12万元，押金1万元。"),
    ("技术服务协议书", "服务费30万元，质量按国家标准，数量按清单。"),
]
_LETTERS = [
    ("感谢信", "贵局捐赠5万元已收悉，谨致谢意。"),
    ("关于借用会议室的函", "拟于3月5日借用会议室，约40人。"),
    ("王局长：", "您好！寄上3000元，请查收。", "此致 敬礼"),
    ("关于追加经费的请示", "拟追加经费12万元，妥否，请批示。"),
]
_NOTICES = [
    (
        "关于开展2023年度绩效自评工作的通知",
        "各单位须填报绩效自评表，一级指标、二级指标、三级指标须与绩效目标一致，绩效结果与绩效奖挂钩。",
        "附件：1.项目支出绩效自评表",
        "2.绩效自评报告（参考提纲）",
    ),
    ("关于缴纳2024年会费的通知", "会费每人200元，3月底前缴清。"),
    ("停水公告", "3月5日停水，影响1200户。"),
    ("预算绩效管理办法", "第一条 为加强绩效管理，设定绩效目标，开展绩效监控，进行绩效评价，制定本办法。"),
]
_MINUTES = [
    ("局长办公会议纪要", "会议听取了绩效评价情况汇报，同意拨付维修费12万元。"),
    ("党组会议记录", "时间：2023年5月4日", "议题：研究资金分配，共120万元。"),
    ("座谈会纪要", "与会人员40人，会议强调绩效目标要明确、绩效监控要跟上、绩效评价要客观、绩效结果要应用。"),
]


@pytest.mark.parametrize("lines", [*_CONTRACTS, *_LETTERS, *_NOTICES, *_MINUTES])
def test_contracts_letters_notices_and_minutes_are_neither(lines: tuple[str, ...]) -> None:
    assert language_of(_lines(*lines)).kind == OTHER


def test_a_price_list_of_a_contract_is_no_form_though_some_of_its_heads_are_known() -> None:
    paper = _table(("序号", "名称", "单位", "数量", "质量", "备注"), ("1", "水泥", "吨", "12", "合格", ""))

    assert language_of(paper).kind == OTHER


def test_a_long_hostile_text_is_looked_at_in_bounded_time() -> None:
    assert language_of(_lines("指标" * 2_000_000)).kind == OTHER
