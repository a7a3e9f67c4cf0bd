"""Ruled pages with known cells, drawn here cell by cell, for the tests and the benchmark of the PDF reader."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from schema.document import Document, Table

FONT, EMBEDDED = "STSong-Light", "Vera"
WIDTH, HEIGHT = 595.0, 842.0
SIZE = 9
EDGES = (50.0, 120.0, 250.0, 400.0, 540.0)
_WORDS = (
    "数量指标", "质量指标", "完成率", "满意度", "≥95%", "3,200.50", "12.5万元", "100%", "2024年12月底前", "项目名称",
    "不低于8个", "0.75", "以年末统计为准", "达到得满分,否则", "资金下达及时性", "1,204.8万人次", "按进度折算得分",
)  # fmt: skip
_LATIN = (
    "Indicator 12.5", "Target 95%", "1,204.80", "Score 8.5/10", "to 2024-12-31", "(a) yearly", "not < 3", "0.75",
    "Unit: 10k",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a cell begins and how far it reaches."""

    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class MadeCell:
    """A drawn cell: page from 0, and its box from the top left."""

    page: int
    spot: Spot
    text: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Made:
    """A drawn PDF and all its cells."""

    data: bytes
    cells: tuple[MadeCell, ...]


def canvas_of(out: io.BytesIO) -> Any:
    """An empty canvas with the fonts at hand: a Chinese one that isn't embedded and a Latin one that is."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    pdfmetrics.registerFont(TTFont(EMBEDDED, "Vera.ttf"))
    return Canvas(out, pagesize=(WIDTH, HEIGHT))


def made_pages(pages: int, seed: int, rows: int = 22, columns: int = 6, font: str = FONT) -> Made:
    """Pages with a ruled table each, under a heading, a sixth of the cells merged."""
    random = Random(seed)
    out = io.BytesIO()
    canvas = canvas_of(out)
    cells: list[MadeCell] = []
    for page in range(pages):
        canvas.setFont(FONT, 12)
        canvas.drawString(60, HEIGHT - 50, f"{page + 1}、绩效目标表")
        cells += [_drawn(canvas, page, spot, random, font) for spot in spots(random, rows, columns)]
        canvas.showPage()
    canvas.save()
    return Made(out.getvalue(), tuple(cells))


def spots(random: Random, rows: int, columns: int) -> list[Spot]:
    """A full grid with random merges of up to three rows or columns."""
    taken: set[tuple[int, int]] = set()
    found = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            down, right = random.choice([(1, 1)] * 10 + [(2, 1), (3, 1), (1, 2), (1, 3)])
            down, right = min(down, rows - row), min(right, columns - column)
            if any((row, column + j) in taken for j in range(right)):
                down, right = 1, 1
            taken |= {(row + i, column + j) for i in range(down) for j in range(right)}
            found.append(Spot(row, column, down, right))
    return found


def _drawn(canvas: Any, page: int, spot: Spot, random: Random, font: str) -> MadeCell:
    wide, high, left, top = 80.0, 32.0, 50.0, 70.0
    x0, y0 = left + spot.column * wide, top + spot.row * high
    box = (x0, y0, x0 + spot.colspan * wide, y0 + spot.rowspan * high)
    lines = random.sample(_WORDS if font == FONT else _LATIN, random.choice((0, 1, 1, 2, 2)))
    canvas.setLineWidth(0.5)
    canvas.rect(box[0], HEIGHT - box[3], box[2] - box[0], box[3] - box[1])
    canvas.setFont(font, 9)
    for number, line in enumerate(lines):
        canvas.drawString(box[0] + 4, HEIGHT - box[1] - 12 - 12 * number, line)
    return MadeCell(page, spot, "\n".join(lines), box)


def drawn(*pages: Callable[[Any], None]) -> bytes:
    """A PDF of these pages."""
    out = io.BytesIO()
    canvas = canvas_of(out)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def write(canvas: Any, x: float, y: float, text: str, size: float = SIZE) -> None:
    """Text whose upper left corner lies there, from the top left."""
    canvas.setFont(FONT, size)
    canvas.drawString(x, HEIGHT - y - size, text)


def table(
    canvas: Any,
    top: float,
    rows: Sequence[Sequence[str]],
    heights: Sequence[float],
    skip: Sequence[tuple[int, int]] = (),
) -> None:
    """A ruled table; `skip` names the cells (row, column) that have no line above them, being the rest of a merge."""
    y = top
    for number, (row, height) in enumerate(zip(rows, heights, strict=True)):
        for column, text in enumerate(row):
            left, right = EDGES[column], EDGES[column + 1]
            if (number, column) not in skip:
                canvas.line(left, HEIGHT - y, right, HEIGHT - y)
            canvas.line(left, HEIGHT - y, left, HEIGHT - y - height)
            for line, words in enumerate(text.split("\n")):
                write(canvas, left + 3, y + 3 + 12 * line, words)
        canvas.line(EDGES[len(row)], HEIGHT - y, EDGES[len(row)], HEIGHT - y - height)
        y += height
    canvas.line(EDGES[0], HEIGHT - y, EDGES[len(rows[-1])], HEIGHT - y)


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def texts(found: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in found.rows()]
