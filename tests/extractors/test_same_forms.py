"""A filing says the same as a Word file, a workbook, a web page and, where no cells are merged, as delimited text."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from html import escape

import pytest

from corpus.make import make
from extractors.reading import read_document
from extractors.recognition import recognise
from schema.document import Document, Paragraph, Table
from schema.reading import Reading
from tests.extractors.sheet_files import BORDERED, letters, sheet, workbook

COUNT = 12


@pytest.fixture(scope="module")
def filings(tmp_path_factory: pytest.TempPathFactory) -> list[Document]:
    """Made filings as Word files, read."""
    folder = tmp_path_factory.mktemp("made")
    return [
        read_document(path.read_bytes()) for path in make(folder, COUNT, 8_128, ("docx",)) if path.suffix == ".docx"
    ]


def as_page(document: Document) -> bytes:
    """The blocks as a web page in GBK."""
    return f"<html><meta charset=gb2312><body>{''.join(map(_element, document.blocks))}".encode("gb18030")


def _element(block: Paragraph | Table) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{escape(block.text)}</p>"
    rows = (
        "".join(
            f'<td rowspan="{cell.rowspan}" colspan={cell.colspan}>{"<br>".join(escape(cell.text).splitlines())}</td>'
            for cell in row
        )
        for row in block.rows()
    )
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def placed(document: Document) -> tuple[dict[tuple[int, int], str], list[str], set[int]]:
    """The blocks below each other: texts by place, merged ranges, and the rows of tables."""
    texts: dict[tuple[int, int], str] = {}
    merged, ruled = [], set()
    row = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            texts[row, 0] = block.text
            row += 1
            continue
        height = max(cell.row + cell.rowspan for cell in block.cells)
        ruled.update(range(row, row + height))
        for cell in block.cells:
            texts[row + cell.row, cell.column] = cell.text
            if cell.rowspan > 1 or cell.colspan > 1:
                end = f"{letters(cell.column + cell.colspan - 1)}{row + cell.row + cell.rowspan}"
                merged.append(f"{letters(cell.column)}{row + cell.row + 1}:{end}")
        row += height
    return texts, merged, ruled


def as_workbook(document: Document) -> bytes:
    """The blocks on one sheet, tables with borders."""
    texts, merged, ruled = placed(document)
    width = 1 + max(column for _, column in texts)
    rows = [[texts.get((row, column)) for column in range(width)] for row in range(1 + max(row for row, _ in texts))]
    looks = {(row, column): BORDERED for row in ruled for column in range(width)}
    return workbook(sheet(*rows, merged=merged, looks=looks))


def as_delimited(document: Document) -> bytes:
    """The blocks as rows in GB18030."""
    texts, _, _ = placed(document)
    width = 1 + max(column for _, column in texts)
    file = io.StringIO()
    rows = range(1 + max(row for row, _ in texts))
    csv.writer(file).writerows([texts.get((row, column), "") for column in range(width)] for row in rows)
    return file.getvalue().encode("gb18030")


def rows_of(reading: Reading) -> list[tuple[str, ...]]:
    rows = (
        (one.project, one.level1, one.level2, one.name.text, one.cell("target").text, one.cell("actual").text)
        for one in reading.indicators
    )
    return [tuple("".join(text.split()) for text in row) for row in rows]


@pytest.mark.parametrize("form", [as_page, as_workbook, as_delimited])
@pytest.mark.parametrize("number", range(COUNT))
def test_indicators_are_those_of_the_word_file(
    filings: list[Document], number: int, form: Callable[[Document], bytes]
) -> None:
    document = filings[number]
    again = read_document(form(document))
    wanted, found = rows_of(recognise(document)), rows_of(recognise(again))
    assert wanted and found == wanted
