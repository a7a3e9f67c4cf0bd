"""Labels that are set in, by blanks or by the program's own measure, in every format."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
import openpyxl
import pytest
import xlwt
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from openpyxl.styles import Alignment

from extractors.readers.indents import printed_indent, set_in, styled_indent
from extractors.reading import read_document
from schema.document import Table

#: What a browser shows of each cell, and what is read.
CELLS = {
    '<td>　人员支出</td>': "　人员支出",
    '<td>&nbsp;&nbsp;&nbsp;&nbsp;人员支出</td>': "　　人员支出",
    '<td>&emsp;人员支出</td>': "　人员支出",
    '<td>\n   人员支出</td>': "人员支出",
    '<td style="padding-left:24px">人员支出</td>': "　人员支出",
    '<td style="padding-left: 5px">人员支出</td>': "人员支出",
    '<td><p style="text-indent:2em">人员支出</p></td>': "　　人员支出",
    '<td><p style="MARGIN-LEFT: 24.0pt">人员支出</p></td>': "　　人员支出",
    '<td><p style="text-indent:2em">为保障机构正常运转，安排下列支出；完成日常工作。</p></td>':
        "为保障机构正常运转，安排下列支出；完成日常工作。",
}  # fmt: skip


@pytest.mark.parametrize(("cell", "text"), CELLS.items())
def test_cells_of_web_pages(cell: str, text: str) -> None:
    page = f"<meta charset=utf-8><table><tr>{cell}<td>1.20</td></tr><tr><td>合计</td><td>1.20</td></tr></table>"
    assert _first_cell(page.encode()) == text


def _word(indent: float, aligned: Any = None) -> bytes:
    file = docx.Document()
    table = file.add_table(2, 2)
    for at, text in enumerate(("人员支出", "1.20", "合计", "1.20")):
        table.cell(at // 2, at % 2).text = text
    paragraph = table.cell(0, 0).paragraphs[0]
    paragraph.paragraph_format.left_indent, paragraph.alignment = Pt(indent), aligned
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _new_book(indent: int) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("人员支出", 1.2), ("合计", 1.2)):
        sheet.append(row)
    for cell in ("A1", "B1"):
        sheet[cell].alignment = Alignment(indent=indent)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _old_book(indent: int) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    style = xlwt.XFStyle()
    style.alignment.inde = indent
    for row, values in enumerate((("人员支出", 1.2), ("合计", 1.2))):
        for column, value in enumerate(values):
            sheet.write(row, column, value, style if row == 0 else xlwt.XFStyle())
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (lambda: _word(21), "　　人员支出"),
        (lambda: _word(0), "人员支出"),
        (lambda: _word(21, WD_ALIGN_PARAGRAPH.CENTER), "人员支出"),
        (lambda: _new_book(2), "　　人员支出"),
        (lambda: _new_book(0), "人员支出"),
        (lambda: _old_book(1), "　人员支出"),
    ],
)
def test_cells_of_word_and_workbooks(made: Callable[[], bytes], text: str) -> None:
    assert _first_cell(made()) == text


def _first_cell(data: bytes) -> str:
    (table,) = (block for block in read_document(data).blocks if isinstance(block, Table))
    assert table.cells[1].text in ("1.20", "1.2")  # figures are never set in
    return table.cells[0].text


@pytest.mark.parametrize("style", ["", "padding-left:", "text-indent:-2em", "padding-left:99999em", "x" * 5_000])
def test_styles_without_an_indent(style: str) -> None:
    assert styled_indent(style) == 0


def test_odd_measures_are_borne() -> None:
    assert set_in("", 3) == "" and set_in("甲", -1) == "甲" and len(set_in("甲", 1e9)) == 16
    assert printed_indent("") == printed_indent(" \n\t甲") == 0
