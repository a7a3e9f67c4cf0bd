"""Small papers for the tests: how a filing's text is written down, and what is made of it."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.forms.grid import Grid, grid_of
from extractors.reading import read_document
from extractors.recognition import recognise
from normalizers.normalize import normalize
from schema.document import Cell, Document, Paragraph, Table
from schema.filing import Filing
from schema.reading import AmountReading, IndicatorReading, Reading

LEVELS = "一级指标|二级指标|三级指标"


def sure(row: IndicatorReading | AmountReading) -> float:
    """How sure the record of one row or amount is, on a typed paper that holds nothing else."""
    kind = "indicators" if isinstance(row, IndicatorReading) else "amounts"
    (made,) = getattr(normalize(Reading(**{kind: (row,)}), Document("docx", ())), kind)
    return made.confidence


def tabbed(*rows: str) -> str:
    """Rows of tab-separated cells, written here with strokes between them."""
    return "\n".join(row.replace("|", "\t") for row in rows) + "\n"


def lined(*rows: str) -> str:
    """The same rows with a cell a line, a tab before each, and a blank line behind a row."""
    return "".join("".join(f"\t{cell}\n" for cell in row.split("|")) + "\n" for row in rows)


def document(text: str) -> Document:
    return read_document(text.encode())


def texts_of(paper: Document) -> list[str | list[list[str]]]:
    """The lines of a paper, and of its tables the cells of each row."""
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows()]
        for block in paper.blocks
    ]


def reading(text: str) -> Reading:
    return recognise(document(text))


def filing(text: str) -> Filing:
    paper = document(text)
    return normalize(recognise(paper), paper)


def counted(*rows: str) -> Grid:
    """A table whose cells are only counted off."""
    return grid_of(_table([row.split("|") for row in rows], exact=False), 1, 1)


def ruled(*rows: str) -> Grid:
    """A table with known extents: `>` goes on with the cell to the left, `^` with the cell above."""
    return grid_of(ruled_table(*rows), 1, 1)


def ruled_table(*rows: str) -> Table:
    """The same as it stands in a document."""
    return _table([row.split("|") for row in rows], exact=True)


def _table(rows: list[list[str]], exact: bool) -> Table:
    return Table(tuple(_cells(rows)) if exact else tuple(_plain(rows)), exact)


def _plain(rows: list[list[str]]) -> Iterator[Cell]:
    return (Cell(text, row, column) for row, texts in enumerate(rows) for column, text in enumerate(texts))


def _cells(rows: list[list[str]]) -> Iterator[Cell]:
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text not in (">", "^"):
                wide = _run(texts[column + 1 :], ">")
                high = _run([below[column] for below in rows[row + 1 :]], "^")
                yield Cell(text, row, column, 1 + high, 1 + wide)


def _run(texts: list[str], mark: str) -> int:
    count = 0
    while count < len(texts) and texts[count] == mark:
        count += 1
    return count


def told(indicator: IndicatorReading) -> tuple[str, str, str]:
    """The levels and the name of an indicator."""
    return indicator.level1, indicator.level2, indicator.name.text


def priced(amount: AmountReading) -> tuple[str, str, str]:
    """An amount as `item`, label and figure."""
    return "/".join(amount.path), amount.label, amount.value.text


def ruled_reading(title: str, *rows: str) -> Reading:
    """What a document of a title and a table with known extents says; as for `ruled`, `/` for a break in a cell."""
    table = _table([row.replace("/", "\n").split("|") for row in rows], exact=True)
    return recognise(Document("docx", (Paragraph(title), table)))
