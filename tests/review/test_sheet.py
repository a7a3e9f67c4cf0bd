"""What is marked of a text beside a record: its row, its name, and its figure."""

from __future__ import annotations

import json

import pytest

from pipeline.decisions.kinds import KINDS
from pipeline.review.filing import Record
from pipeline.review.sheet import SheetRow, sheet
from schema.decision import Decision
from schema.document import Document, Paragraph, Table


def amount(item: str, raw: str, *history: Decision, place: str = "b2") -> Record:
    return Record(KINDS["amounts"], {"amount_id": f"f-{place}", "item": item, "raw": raw}, history=history)


def here(document: Document, record: Record) -> SheetRow:
    """The row that is shown as the record's."""
    (row,) = [row for block in sheet(document, record) for row in block.rows if row.current]
    return row


def shown(row: SheetRow) -> str:
    """Its text, what is marked in brackets."""
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for cell in row.cells for piece in cell.pieces)


@pytest.mark.parametrize(
    ("text", "item", "raw", "marked"),
    [
        ("全年培训20人次，其中2024年培训班4期。", "培训班", "4", "全年培训20人次，其中2024年[培训班][4]期。"),
        ("2024年底在职20人", "在职", "20", "2024年底[在职][20]人"),
        ("支出120.5万元，结余20.5万元", "结余", "20.5", "支出120.5万元，[结余][20.5]万元"),
        ("结余20万元，支出120万元", "支出", "20万元", "结余[20万元]，[支出]120万元"),
        ("预算总额570.84517.2953.55", "预算总额", "517.29", "[预算总额]570.84[517.29]53.55"),
        ("单位 数： 2", "人数/单位数", "2", "[单位 数]： [2]"),
        ("没有名称的段落2处", "单位数", "2", "没有名称的段落2处"),
    ],
)
def test_the_figure_is_marked_and_not_a_part_of_another(text: str, item: str, raw: str, marked: str) -> None:
    document = Document("text", (Paragraph("前文"), Paragraph(text), Paragraph("后文")))
    assert shown(here(document, amount(item, raw))) == marked


def test_a_cell_that_is_the_figure_is_marked_and_one_that_holds_it_is_not() -> None:
    table = Table.of([("支出计划", "0%", "10%", "100%", "0%")])
    row = here(Document("docx", (table,)), amount("支出计划", "0%", place="t1r1"))
    assert [cell.marked for cell in row.cells] == [True, True, False, False, True]


def test_a_row_that_was_put_right_keeps_its_mark() -> None:
    was = Decision("correct", "李明", "0" * 64, "amounts", "f-b2", "raw", old=json.dumps("45.5"), new=json.dumps("455"))
    document = Document("text", (Paragraph("前文"), Paragraph("差旅费45.5万元"), Paragraph("后文455")))
    assert shown(here(document, amount("差旅费", "455", was))) == "[差旅费][45.5]万元"
    renamed = Decision(
        "correct", "李明", "0" * 64, "amounts", "f-b9", "item", old=json.dumps("差旅费"), new=json.dumps("交通费")
    )
    assert shown(here(document, amount("交通费", "45.5", renamed, place="b9"))) == "[差旅费][45.5]万元"
