"""Lays an invented filing out as paragraphs and tables; knows nothing of the formats that are printed from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from corpus import headstoreys
from corpus.cell_texts import cell_text, own_text
from corpus.invention import (
    Abreast,
    Column,
    Fields,
    Form,
    Goals,
    Indicators,
    Invention,
    Line,
    Listed,
    Money,
    Note,
    Prose,
    Row,
    Section,
    Stated,
    Total,
)  # fmt: skip
from corpus.layout import Block, Cell, Layout, Paragraph, Table, grid

Cells = tuple[Cell, ...]
#: How deep a column of levels, or of the points of one, lies.
DEPTHS = {"level1": 1, "weight1": 1, "level2": 2, "weight2": 2, "level3": 3}


@dataclass(frozen=True, slots=True)
class Band:
    """The rows of one section in a grid of their own `width`; `heads` counts the rows at the top that are repeated on a
    new page."""

    rows: tuple[Cells, ...]
    width: int
    side: str = ""
    heads: int = 0


def typeset(invention: Invention) -> Layout:
    """The whole filing, top to bottom."""
    blocks: list[Block] = []
    for part in invention.parts:
        blocks.append(Paragraph(part.text, part.style) if isinstance(part, Prose) else _table(part))
    return Layout(tuple(blocks))


def _table(form: Form) -> Table:
    bands = [_band(section, before) for before, section in zip((None, *form.sections), form.sections, strict=False)]
    width = max(band.width + bool(band.side) for band in bands)
    rows: list[Cells] = []
    repeated: list[int] = []
    for side, group in groupby(bands, key=lambda band: band.side):
        body: list[Cells] = []
        for band in group:
            repeated += range(len(rows) + len(body), len(rows) + len(body) + band.heads)
            body += _stretched(band, width - bool(side))
        rows += [(Cell(side, rowspan=len(body)), *body[0]), *body[1:]] if side else body
    return Table(tuple(rows), width, tuple(repeated))


def _stretched(band: Band, width: int) -> list[Cells]:
    """The band's rows in a grid of so many columns: every column grows in proportion."""
    cuts = [c * width // band.width for c in range(band.width + 1)]
    taken: list[int] = [0] * band.width
    done: list[Cells] = []
    for row in band.rows:
        cells: list[Cell] = []
        free = [c for c in range(band.width) if taken[c] == 0]
        for cell in row:
            start = free[0]
            free = free[cell.colspan :]
            end = start + cell.colspan
            taken[start:end] = [cell.rowspan] * cell.colspan
            cells.append(replace(cell, colspan=cuts[end] - cuts[start]))
        taken = [max(0, left - 1) for left in taken]
        done.append(tuple(cells))
    return done


def _band(section: Section, before: Section | None) -> Band:
    match section:
        case Fields():
            return _fields(section)
        case Money():
            return _money(section)
        case Stated():
            return _stated(section)
        case Goals():
            return _goals(section)
        case Indicators():
            return _indicators(section)
        case Abreast():
            return _abreast(section)
        case Listed():
            return _listed(section)
        case Total():
            return _total(section, before)
        case Note():
            return Band(((Cell(section.text),),), 1)


def _fields(section: Fields) -> Band:
    row = tuple(Cell(text) for pair in section.pairs for text in pair)
    return Band((row,), len(row), section.side)


def _money(section: Money) -> Band:
    grouped = any(line.group for line in section.lines)
    labels = int(any(line.label for line in section.lines) or bool(section.corner))
    values = len(section.lines[0].cells)
    rows = _money_heads(section, grouped + labels) if section.labelled else []
    last = ""
    for line in section.lines:
        rows.append(_line(section.lines, line, grouped, labels, line.group != last))
        last = line.group
    return Band(tuple(rows), grouped + labels + values, section.side)


def _line(lines: Sequence[Line], line: Line, grouped: bool, labels: int, begins: bool) -> Cells:
    cells = [Cell(text) for text in line.cells]
    if labels:
        cells.insert(0, Cell(line.label, colspan=1 if line.group or not grouped else 2))
    if line.group and begins:
        cells.insert(0, Cell(line.group, rowspan=sum(other.group == line.group for other in lines)))
    return tuple(cells)


def _money_heads(section: Money, before: int) -> list[Cells]:
    overs = section.over or ("",) * len(section.heads)
    paths = [(*([over] if over else []), text) for over, text in zip(overs, section.heads, strict=True)]
    if before:
        paths = [(section.corner,)] * before + paths
    return headstoreys.rows(paths)


def _stated(section: Stated) -> Band:
    rows = tuple(tuple(Cell(f"{line.label}：{line.cells[0]}" if line else "") for line in row) for row in section.rows)
    return Band(rows, max(len(row) for row in rows), section.side)


def _goals(section: Goals) -> Band:
    top = [tuple(Cell(text, head=True) for text in section.heads)] if section.heads else []
    if section.layout == "columns":
        heads = tuple(Cell(box.head, head=True) for box in section.boxes)
        texts = tuple(Cell("\n".join(box.paragraphs)) for box in section.boxes)
        return Band((*top, heads, texts), len(section.boxes), section.side)
    if section.layout == "pairs":
        return _pairs(section)
    rows = [(Cell(box.head), Cell("\n".join(box.paragraphs))) for box in section.boxes]
    return Band((*top, *rows), 2, section.side)


def _pairs(section: Goals) -> Band:
    height = max(len(box.paragraphs) for box in section.boxes)
    rows: list[Cells] = []
    for i in range(height):
        cells: list[Cell] = []
        for box in section.boxes:
            cells += [Cell(box.head, rowspan=height)] if i == 0 else []
            cells.append(Cell(box.paragraphs[i] if i < len(box.paragraphs) else ""))
        rows.append(tuple(cells))
    return Band(tuple(rows), 2 * len(section.boxes), section.side)


def _indicators(section: Indicators) -> Band:
    paths = [(*(column.over.split("/") if column.over else ()), column.head) for column in section.columns]
    heads = headstoreys.rows(paths)
    lines = section.printed_rows
    rows: list[Cells] = []
    for at, line in enumerate(lines):
        if section.banner and (at == 0 or _place(lines[at - 1][0], 1) != _place(line[0], 1)):
            rows.append((Cell(own_text(line[0], Column(section.banner, "")), colspan=len(section.columns)),))
        rows.append(_indicator(section, lines, at))
    band = Band((*heads, *rows), len(section.columns), section.side, len(heads))
    return _turned(band) if section.turned else band


def _turned(band: Band) -> Band:
    """The band on its side: what were columns are rows; nothing of it heads what is below."""
    columns = zip(*grid(Table(band.rows, band.width)), strict=True)
    rows = (
        tuple(replace(slot.cell, rowspan=slot.cell.colspan, colspan=slot.cell.rowspan)
              for slot in column if slot.first_row and slot.first_column)
        for column in columns
    )  # fmt: skip
    return Band(tuple(rows), len(band.rows), band.side)


def _indicator(section: Indicators, lines: Sequence[tuple[Row, ...]], at: int) -> Cells:
    cells: list[Cell] = []
    for column in section.columns:
        depth = max((DEPTHS.get(role, 0) for role in column.roles), default=0)
        if not depth or not section.merged or "name" in column.roles:
            texts = [cell_text(row, column) for row in lines[at]]
            cells.append(Cell("\n".join(texts) if any(texts) else ""))
        elif at == 0 or _place(lines[at - 1][0], depth) != _place(lines[at][0], depth):
            cells.append(Cell(cell_text(lines[at][0], column), rowspan=_run(lines, at, depth)))
    return tuple(cells)


def _abreast(section: Abreast) -> Band:
    """Class by class, as many rows as the longer side has; the first level spans all of its classes."""
    sides = (section.left, section.right)
    columns = (*section.left.columns, *section.right.columns)
    heads = headstoreys.rows([(*([column.over] if column.over else []), column.head) for column in columns])
    classes = list(dict.fromkeys((row.level1, row.level2) for side in sides for row in side.rows))
    tall = {key: max(len(_of_class(side, key)) for side in sides) for key in classes}
    rows: list[Cells] = []
    for i, key in enumerate(classes):
        begins = i == 0 or classes[i - 1][0] != key[0]
        first = [Cell(key[0], rowspan=sum(n for (one, _), n in tall.items() if one == key[0]))] if begins else []
        for at in range(tall[key]):
            cells = [cell for side in sides for cell in _half(side, key, at, tall[key])]
            rows.append((*(first if at == 0 else []), *cells))
    return Band((*heads, *rows), len(columns), section.side, len(heads))


def _listed(section: Listed) -> Band:
    """Project by project, what it is about to the left of its rows or its name above them."""
    bands = [_indicators(project.indicators) for project in section.projects]
    storeys = bands[0].heads
    if section.banner:
        return _under_banners(section, bands)
    heads = tuple(Cell(head, rowspan=storeys, head=True) for head in section.heads)
    rows = [(*heads, *bands[0].rows[0]), *bands[0].rows[1:storeys]]
    for project, band in zip(section.projects, bands, strict=True):
        body = band.rows[storeys:]
        goals = "\n".join(text for box in project.goals.boxes for text in box.paragraphs)
        high = len(body) if section.merged else 1
        about = tuple(Cell(text, rowspan=high) for text in (project.name, project.money, goals))
        empty = () if section.merged else (Cell(""),) * len(about)
        rows += [(*about, *body[0]), *((*empty, *row) for row in body[1:])]
    return Band(tuple(rows), len(section.heads) + bands[0].width, heads=storeys)


def _under_banners(section: Listed, bands: Sequence[Band]) -> Band:
    """The rows of each project below its name, which reaches over the whole width."""
    width, storeys = bands[0].width, bands[0].heads
    rows = list(bands[0].rows[:storeys])
    for number, (project, band) in enumerate(zip(section.projects, bands, strict=True), start=1):
        words = section.banner.format(project.name, n=number, chinese="一二三四五六七八九十"[number - 1])
        rows += [(Cell(words, colspan=width),), *band.rows[storeys:]]
    return Band(tuple(rows), width, heads=storeys)


def _of_class(side: Indicators, key: tuple[str, str]) -> list[Row]:
    return [row for row in side.rows if (row.level1, row.level2) == key]


def _half(side: Indicators, key: tuple[str, str], at: int, tall: int) -> Cells:
    """One side's cells of a row after the first level; empty ones where it has no more indicators of the class."""
    mine = _of_class(side, key)
    rest = [column for column in side.columns if column.role not in ("level1", "level2")]
    cells = tuple(Cell(cell_text(mine[at], column) if at < len(mine) else "") for column in rest)
    return (Cell(key[1], rowspan=tall), *cells) if at == 0 else cells


def _run(lines: Sequence[tuple[Row, ...]], at: int, depth: int) -> int:
    """How many printed rows from here on stand under the same levels."""
    run = 1
    while at + run < len(lines) and _place(lines[at + run][0], depth) == _place(lines[at][0], depth):
        run += 1
    return run


def _place(row: Row, depth: int) -> tuple[str, ...]:
    return (row.level1, row.level2, row.texts.get("level3", ""))[:depth]


def _total(section: Total, before: Section | None) -> Band:
    """The last row, in line with the points above it."""
    if not isinstance(before, Indicators):
        raise ValueError("a total stands below indicators")
    texts = {"weight": section.weight, "score": section.score}
    cells = [column.joint.join(texts[role] for role in column.roles if texts.get(role)) for column in before.columns]
    at = next(i for i, text in enumerate(cells) if text)
    side = int(bool(before.side))
    row = (Cell(section.label, colspan=side + at), *(Cell(text) for text in cells[at:]))
    return Band((row,), side + len(cells))
