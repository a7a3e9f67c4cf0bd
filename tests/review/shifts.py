"""Filings for a day's work: Word forms in which each row needs a look, and the whole contradicts itself."""

from __future__ import annotations

from pathlib import Path

import docx

#: The filing's rows: second level, what behind the filing's own name names the row, target, weight. A rate above 100 %
#: can be read in several ways.
ROWS = [
    ("数量指标", "路灯维修率", "291%", "10"),
    ("数量指标", "线缆更换率", "292%", "10"),
    ("数量指标", "灯杆检测率", "293%", "10"),
    ("质量指标", "验收合格率", "294%", "10"),
    ("质量指标", "设备完好率", "295%", "10"),
    ("质量指标", "隐患整改率", "296%", "10"),
    ("时效指标", "抢修及时率", "297%", "10"),
    ("时效指标", "巡查到位率", "298%", "10"),
    ("时效指标", "工单办结率", "299%", "5"),
    ("成本指标", "预算执行率", "290%", "5"),
    ("成本指标", "采购节约率", "291%", "2"),
    ("成本指标", "资金支付率", "292%", "3"),
]


def write_shift(folder: Path, names: list[str]) -> None:
    """Writes a filing of each name."""
    folder.mkdir()
    for name in names:
        _write(folder / f"{name}.docx", name)


def _write(path: Path, name: str) -> None:
    document = docx.Document()
    document.add_paragraph("项目支出绩效自评表")
    document.add_paragraph("（2024年度）")
    heads = [("项目名称", f"{name}照明项目"), ("主管部门", "岭屏市市政管理局")]
    table = document.add_table(len(heads) + 1 + len(ROWS), 7)
    for number, (key, value) in enumerate(heads):
        table.cell(number, 0).text = key
        table.cell(number, 1).merge(table.cell(number, 6)).text = value
    columns = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
    rows = [("产出指标", level, name + said, target, "90%", weight, weight) for level, said, target, weight in ROWS]
    rows[1] = (*rows[1][:6], "12")  # more points than there are
    for number, row in enumerate([columns, *rows], start=len(heads)):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    document.save(str(path))
