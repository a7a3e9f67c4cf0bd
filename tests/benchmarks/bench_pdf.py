"""Pages a second of ruled tables by our reader and by pdfplumber's `extract_tables`, on the same made pages.

Run it: `python -m tests.benchmarks.bench_pdf [PAGES]`. The texts and spans of all cells are known, so both columns say
how many came out right; pdfplumber gives no spans but the boxes of its cells, from which they are counted here.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pdfplumber

from extractors.readers.pdf import read
from schema.document import Table
from tests.extractors.pdf_made import EMBEDDED, Made, Spot, made_pages

PAGES = 20

Cells = list[tuple[int, Spot, str]]


@dataclass(frozen=True, slots=True)
class Figures:
    """What one reader did: seconds, and the share of cells whose text, and whose spans, are right."""

    name: str
    seconds: float
    texts: float
    spans: float

    def line(self, pages: int) -> str:
        """The figures as a row."""
        return f"{self.name:<12}{pages / self.seconds:>9.1f}{self.texts:>12.2%}{self.spans:>9.2%}"


def ours(data: bytes) -> Cells:
    """The cells of every table by our reader."""
    tables = [block for block in read(data).blocks if isinstance(block, Table)]
    return [
        (number, Spot(cell.row, cell.column, cell.rowspan, cell.colspan), cell.text)
        for number, table in enumerate(tables)
        for cell in table.cells
    ]


def theirs(data: bytes) -> Cells:
    """The cells of every table by `extract_tables`, their spans counted from the boxes that `find_tables` gives."""
    cells: Cells = []
    with pdfplumber.open(io.BytesIO(data)) as document:
        for number, page in enumerate(document.pages):
            for rows in page.extract_tables():
                cells += [
                    (number, Spot(i, j, 1, 1), text)
                    for i, row in enumerate(rows)
                    for j, text in enumerate(row)
                    if text is not None
                ]
    return cells


def spans_of_theirs(data: bytes) -> set[tuple[int, Spot]]:
    """The spans by the boxes of pdfplumber's cells."""
    found = set()
    with pdfplumber.open(io.BytesIO(data)) as document:
        for number, page in enumerate(document.pages):
            for table in page.find_tables():
                xs = sorted({x for cell in table.cells for x in (cell[0], cell[2])})
                ys = sorted({y for cell in table.cells for y in (cell[1], cell[3])})
                for x0, y0, x1, y1 in table.cells:
                    rows, columns = ys.index(y1) - ys.index(y0), xs.index(x1) - xs.index(x0)
                    found.add((number, Spot(ys.index(y0), xs.index(x0), rows, columns)))
    return found


def _words(text: str) -> str:
    return "".join(text.split())


def _right(made: Made, cells: Iterable[tuple[int, Spot, str]]) -> float:
    got = {(number, spot.row, spot.column): _words(text) for number, spot, text in cells}
    want = {(cell.page, cell.spot.row, cell.spot.column): _words(cell.text) for cell in made.cells}
    return sum(1 for key, text in want.items() if got.get(key) == text) / len(want)


def _spans(made: Made, found: set[tuple[int, Spot]]) -> float:
    return sum(1 for cell in made.cells if (cell.page, cell.spot) in found) / len(made.cells)


def _timed(work: Callable[[bytes], Cells], data: bytes) -> tuple[float, Cells]:
    best, cells = float("inf"), []
    for _ in range(3):
        begun = time.perf_counter()
        cells = work(data)
        best = min(best, time.perf_counter() - begun)
    return best, cells


def main(pages: int) -> int:
    """Prints a row a reader and how many times faster ours is."""
    made = made_pages(pages, seed=1, font=EMBEDDED)
    seconds, cells = _timed(ours, made.data)
    mine = Figures("ours", seconds, _right(made, cells), _spans(made, {(n, spot) for n, spot, _ in cells}))
    seconds, cells = _timed(theirs, made.data)
    other = Figures("pdfplumber", seconds, _right(made, cells), _spans(made, spans_of_theirs(made.data)))
    print(f"{pages} pages, {len(made.cells):,} cells")
    print(f"{'':<12}{'pages/s':>9}{'cells right':>12}{'spans':>9}")
    print(mine.line(pages))
    print(other.line(pages))
    print(f"ours is {other.seconds / mine.seconds:.1f} times as fast (at least 5 wanted)")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else PAGES))
