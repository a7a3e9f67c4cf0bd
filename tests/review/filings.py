"""Filings to review: a Word table whose cells hold markup, a PDF, a text read with doubts, and a broken file."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"

#: The Word filing's indicators: levels, name, target.
ROWS = [
    ("产出指标", "数量指标", "巡检设备台数", "≥120台"),
    ("产出指标", "质量指标", "设备完好率", "292%"),
    ("产出指标", "时效指标", "<script>alert(1)</script>检修完成时间", "2024年11月"),
    ("效益指标", "社会效益指标", "减少故障次数", "8次"),
    ("满意度指标", "服务对象满意度指标", "用户满意度", "≥95%"),
]


def write_filings(folder: Path) -> None:
    """Writes them."""
    folder.mkdir()
    _word(folder / "word.docx")
    for name in ("invented_transfer_library.pdf", "invented_project_results_ocr.txt"):
        shutil.copy(SAMPLES / name, folder / name)
    (folder / "broken.txt").write_text("没有表格的文字。", encoding="utf-8")


def _word(path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("项目支出绩效目标表")
    document.add_paragraph("（2024年度）")
    heads = [
        ("项目名称", "设备巡检<img src=x onerror=alert(2)>"),
        ("主管部门", "岭屏市机电管理局"),
        ("项目资金（万元）", "80"),
    ]
    table = document.add_table(len(heads) + 1 + len(ROWS), 4)
    for number, (key, value) in enumerate(heads):
        table.cell(number, 0).text = key
        table.cell(number, 1).merge(table.cell(number, 3)).text = value
    for column, head in enumerate(("一级指标", "二级指标", "三级指标", "指标值")):
        table.cell(len(heads), column).text = head
    for number, row in enumerate(ROWS, start=len(heads) + 1):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    document.save(str(path))
