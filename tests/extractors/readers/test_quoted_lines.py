"""Marks of quotation before the lines of a letter."""

from __future__ import annotations

import pytest

from extractors.readers.quoted_lines import without_quote_marks
from extractors.reading import read_document

LINES = ["项目名称：山林巡护", "", "指标值 ≥5次", "完成值 >3次"]


@pytest.mark.parametrize("mark", ["> ", ">", "> > ", ">>\u3000", "＞ ", " > "])
def test_marks_go(mark: str) -> None:
    quoted = [(mark + line).rstrip() if mark != ">" else f"> {line}".rstrip() for line in LINES]
    assert without_quote_marks(["请审核：", *quoted, "此致"]) == ["请审核：", *LINES, "此致"]


@pytest.mark.parametrize("lines", [["指标值", "> 5次", "备注"], [">5次", ">6次", ">7次"], ["≥5次"] * 4, []])
def test_signs_of_comparison_stay(lines: list[str]) -> None:
    assert without_quote_marks(lines) == lines


def test_rows_of_commas_in_a_quoted_letter_lose_the_marks_first() -> None:
    rows = ["一级指标,三级指标,指标值", "产出指标,巡护次数,≥5次", "产出指标,巡护里程,9公里", "效益指标,火情起数,0起"]
    document = read_document("\n".join(f"> {row}" for row in rows).encode())
    assert document.channel == "text"
    assert [cell.text for cell in document.blocks[0].cells][:4] == ["一级指标", "三级指标", "指标值", "产出指标"]  # type: ignore[union-attr]
