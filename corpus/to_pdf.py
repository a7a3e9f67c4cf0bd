"""Prints a laid-out filing as a PDF with a text layer: borders, page breaks and marks of several producers."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from random import Random
from typing import Any

from corpus.extent import widths
from corpus.fitting import Breaks, Face, breaks, cell_lines, heights, lines, pieces
from corpus.layout import Cell, Layout, Paragraph, Table, grid

#: The font that every reader knows by name, and the one that office programs set figures and Latin letters in.
CHINESE, LATIN = "STSong-Light", "Times-Roman"
SHORT, LONG = 595.0, 842.0
MARGIN = 48.0
#: More columns than this lie on their side.
NARROW = 8
#: How borders are drawn.
RULINGS = ("lines", "lines", "rects", "double", "boxes", "dashed")
STAMPS = ("内部资料", "绩效管理", "自评材料", "仅供存档")
FOOTERS = ("第 {n} 页 共 {all} 页", "- {n} -", "{n}/{all}", "{n}", "")
HEADERS = ("", "", "", "预算绩效管理信息系统", "绩效目标管理")
#: Size against that of the body, and whether the paragraph stands in the middle.
STYLES = {"title": (1.6, "centre"), "heading": (1.15, "left"), "year": (1.0, "centre"), "unit": (1.0, "right")}


@dataclass(frozen=True, slots=True)
class Manner:
    """How one producer prints: its rulings, breaks and marks.

    `ruling` is one of `RULINGS` or empty for none; `shaded`: heads on grey; `top`: words at the top of their cells;
    `latin`: figures in a Latin font; `turned`: a page on its side bears a rotation; `packed`: a page is a form object.
    """

    ruling: str
    breaks: Breaks
    size: float
    stamp: str = ""
    footer: str = ""
    header: str = ""
    shaded: bool = False
    top: bool = False
    latin: bool = False
    turned: bool = False
    packed: bool = False


def manner(random: Random, unruled: bool = False) -> Manner:
    """One producer's manner; with `unruled` it may be one without rulings."""
    ruling = "" if unruled and random.random() < 0.2 else random.choice(RULINGS)
    return Manner(
        ruling, breaks(random), random.choice((7.5, 8.0, 9.0, 9.0, 10.0)),
        random.choice(STAMPS) if random.random() < 0.12 else "", random.choice(FOOTERS), random.choice(HEADERS),
        shaded=random.random() < 0.25, top=not ruling or random.random() < 0.2, latin=random.random() < 0.5,
        turned=random.random() < 0.1, packed=random.random() < 0.1,
    )  # fmt: skip


Draw = Callable[[Any], None]


@dataclass(slots=True)
class Sheet:
    """The pages while they fill: what is to be drawn on each, and how far down the last one is used."""

    width: float
    height: float
    pages: list[list[Draw]]
    y: float = MARGIN

    @property
    def room(self) -> float:
        """Points left on the last page."""
        return self.height - MARGIN - self.y

    @property
    def whole(self) -> float:
        """Points between the margins of a page."""
        return self.height - 2 * MARGIN

    def turn(self) -> None:
        """Begins a page."""
        self.pages.append([])
        self.y = MARGIN


def to_pdf(layout: Layout, how: Manner) -> bytes:
    """The filing as the bytes of a PDF, the same for the same arguments.

    Raises `MissingToolError` where reportlab is not installed."""
    face = _face(how)
    tables = [block for block in layout.blocks if isinstance(block, Table)]
    on_side = max((table.width for table in tables), default=0) > NARROW
    sheet = Sheet(LONG, SHORT, [[]]) if on_side else Sheet(SHORT, LONG, [[]])
    for block in layout.blocks:
        if isinstance(block, Paragraph):
            _paragraph(sheet, block, face, how)
        else:
            _table(sheet, block, face, how)
    return _drawn(sheet, how, on_side)


def _face(how: Manner) -> Face:
    """The face, with the width of single characters worked out once."""
    known: dict[str, float] = {}
    width = _measure()

    def measure(text: str, size: float) -> float:
        for char in text:
            if char not in known:
                known[char] = width(char, _font(char, how), 1000) / 1000
        return size * sum(known[char] for char in text)

    return Face(how.size, measure) if how.ruling else Face(how.size, measure, aside=7.0, above=5.0)


def _measure() -> Callable[[str, str, float], float]:
    try:
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont
        from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
    except ImportError as error:
        from schema.errors import MissingToolError

        raise MissingToolError("reportlab is not installed: no PDF can be drawn", "pip install reportlab") from error
    registerFont(UnicodeCIDFont(CHINESE))
    return stringWidth  # type: ignore[no-any-return]


def _font(char: str, how: Manner) -> str:
    return LATIN if how.latin and char.isascii() else CHINESE


def _paragraph(sheet: Sheet, block: Paragraph, face: Face, how: Manner) -> None:
    factor, align = STYLES.get(block.style, (1.15, "left"))
    own = Face(face.size * factor, face.measure)
    inner = sheet.width - 2 * MARGIN
    lead = "　　" if block.style == "body" else ""
    for line in lines(lead + block.text, inner, own):
        if sheet.room < own.leading * (3 if block.style in STYLES else 1):
            sheet.turn()
        wide = own.measure(line, own.size)
        x = MARGIN + {"left": 0.0, "centre": (inner - wide) / 2, "right": inner - wide}[align]
        sheet.pages[-1].append(_text(x, sheet.y, line, own, how, sheet.height))
        sheet.y += own.leading
    sheet.y += own.size * 0.5


def _text(x: float, y: float, text: str, face: Face, how: Manner, height: float) -> Draw:
    """Draws a line whose upper edge is `y` below the top of the page."""
    base = height - y - face.size * 1.05

    def draw(canvas: Any) -> None:
        spot = canvas.beginText(x, base)
        for font, run in groupby(text, key=lambda char: _font(char, how)):
            spot.setFont(font, face.size)
            spot.textOut("".join(run))
        canvas.drawText(spot)

    return draw


def _table(sheet: Sheet, table: Table, face: Face, how: Manner) -> None:
    columns = widths(table, sheet.width - 2 * MARGIN)
    for i, piece in enumerate(pieces(table, columns, face, sheet.room, sheet.whole, how.breaks)):
        if i:
            sheet.turn()
        if piece.rows:
            _piece(sheet, piece, columns, face, how)
    sheet.y += face.size


def _piece(sheet: Sheet, table: Table, columns: Sequence[float], face: Face, how: Manner) -> None:
    tall = heights(table, columns, face)
    tops = [sheet.y + sum(tall[:r]) for r in range(len(tall) + 1)]
    lefts = [MARGIN + sum(columns[:c]) for c in range(len(columns) + 1)]
    for r, row in enumerate(grid(table)):
        for c, slot in enumerate(row):
            if slot.first_row and slot.first_column:
                cell = slot.cell
                box = (lefts[c], tops[r], lefts[c + cell.colspan], tops[r + cell.rowspan])
                sheet.pages[-1].append(_border(box, cell, how, sheet.height))
                texts = cell_lines(cell, columns[c : c + cell.colspan], face)
                sheet.pages[-1] += _words(box, texts, cell, face, how, sheet.height)
    if how.ruling == "double":
        frame = (lefts[0] - 1.8, tops[0] - 1.8, lefts[-1] + 1.8, tops[-1] + 1.8)
        sheet.pages[-1].append(_border(frame, Cell(""), how, sheet.height))
    sheet.y = tops[-1]


Edges = tuple[float, float, float, float]


def _words(box: Edges, texts: list[str], cell: Cell, face: Face, how: Manner, height: float) -> list[Draw]:
    """The cell's lines: short ones and heads in the middle, long ones from the left."""
    x0, y0, x1, y1 = box
    above = face.above if how.top else max(face.above, (y1 - y0 - len(texts) * face.leading) / 2)
    centred = bool(how.ruling) and (cell.head or len(cell.text) < 12)
    done: list[Draw] = []
    for i, line in enumerate(texts):
        free = x1 - x0 - face.measure(line, face.size)
        x = x0 + (free / 2 if centred else face.aside)
        done.append(_text(x, y0 + above + i * face.leading, line, face, how, height))
    return done


def _border(box: Edges, cell: Cell, how: Manner, height: float) -> Draw:
    x0, y0, x1, y1 = box[0], height - box[1], box[2], height - box[3]

    def draw(canvas: Any) -> None:
        if how.shaded and cell.head:
            canvas.setFillGray(0.88)
            canvas.rect(x0, y1, x1 - x0, y0 - y1, stroke=0, fill=1)
            canvas.setFillGray(0)
        if how.ruling == "boxes":
            canvas.rect(x0, y1, x1 - x0, y0 - y1, stroke=1, fill=0)
        elif how.ruling:
            for edge in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
                _edge(canvas, edge, how.ruling)

    return draw


def _edge(canvas: Any, edge: Edges, ruling: str) -> None:
    x0, y0, x1, y1 = edge
    if ruling == "rects":
        canvas.rect(x0 - 0.25, min(y0, y1) - 0.25, x1 - x0 + 0.5, abs(y1 - y0) + 0.5, stroke=0, fill=1)
    else:
        canvas.line(x0, y0, x1, y1)


def _drawn(sheet: Sheet, how: Manner, on_side: bool) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    turned = how.turned and on_side
    canvas = Canvas(out, pagesize=(sheet.width, sheet.height), invariant=1)
    for n, page in enumerate(sheet.pages, 1):
        marks = [_stamp(sheet, how), *page, *_edges_of_page(sheet, how, n)]
        if turned:
            # reportlab itself stands the page upright that it turns by this.
            canvas.setPageRotation(90)
            canvas.transform(0, 1, -1, 0, SHORT, 0)
        _page(canvas, marks, how, n)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _page(canvas: Any, marks: list[Draw], how: Manner, number: int) -> None:
    """Draws the marks, at once or as an object of their own that the page names."""
    if how.packed:
        canvas.beginForm(f"page{number}", 0, 0, LONG, LONG)
    canvas.setLineWidth(0.5)
    if how.ruling == "dashed":
        canvas.setDash(3, 1)
    for mark in marks:
        mark(canvas)
    if how.packed:
        canvas.endForm()
        canvas.doForm(f"page{number}")


def _stamp(sheet: Sheet, how: Manner) -> Draw:
    """A watermark across the page."""

    def draw(canvas: Any) -> None:
        if how.stamp:
            canvas.saveState()
            canvas.setFillGray(0.9)
            canvas.setFont(CHINESE, 60)
            canvas.translate(sheet.width / 2, sheet.height / 2)
            canvas.rotate(45)
            canvas.drawCentredString(0, 0, how.stamp)
            canvas.restoreState()

    return draw


def _edges_of_page(sheet: Sheet, how: Manner, number: int) -> list[Draw]:
    """What stands in the upper and lower margin."""
    face = Face(9.0, lambda text, size: size * len(text) * 0.6)
    footer = how.footer.format(n=number, all=len(sheet.pages))
    texts = ((footer, sheet.height - 34), (how.header, 24.0))
    return [
        _text((sheet.width - face.measure(text, 9.0)) / 2, y, text, face, how, sheet.height)
        for text, y in texts if text
    ]  # fmt: skip
