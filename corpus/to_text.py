"""Prints a laid-out filing as the plain texts that archives hold: cells a line each, tabs, or all run together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from corpus import wear_text
from corpus.layout import Layout, Paragraph, Slot, Table, grid, heads_at

#: How much is broken on the way.
DAMAGES = ("none", "light", "heavy")
#: Encoding → (codec, line end).
ENCODINGS: Mapping[str, tuple[str, str]] = {
    "utf-8": ("utf-8", "\n"),
    "utf-8-bom": ("utf-8-sig", "\n"),
    "utf-8-crlf": ("utf-8", "\r\n"),
    "gb18030": ("gb18030", "\r\n"),
    "utf-16": ("utf-16", "\r\n"),
}
HALVES = str.maketrans({"（": "(", "）": ")", "，": ",", "：": ":", "；": ";"})


@dataclass(frozen=True, slots=True)
class Printed:
    """A text, the words of the rows that were torn on the way, and of those whose levels were moved off them."""

    text: str
    torn: frozenset[str] = frozenset()
    moved: frozenset[str] = frozenset()


def tabbed(layout: Layout, random: Random, damage: str) -> Printed:
    """A row begins after a blank line, each of its cells a line that begins with a tab.

    Cells that a vertical merge continues are a tab alone; a horizontal merge is one cell."""
    lines: list[str] = []
    loose = random.random() < 0.75
    for block in layout.blocks:
        if isinstance(block, Paragraph):
            gap = loose or random.random() < 0.5
            lines += [*wear_text.loose_paragraph(random, block.text, damage).split("\n"), *([""] if gap else [])]
        else:
            for row in grid(block):
                cells = [slot.cell.text if slot.first_row else "" for slot in row if slot.first_column]
                lines += ["\t" + wear_text.loose_cell(random, text, damage) for text in cells] + [""]
            lines.append("")
    return Printed(wear_text.bookmarked(random, "\n".join(lines), damage) + "\n")


def _strip(row: list[Slot]) -> list[str]:
    """A row's cells for a line with tabs: a merged cell once, blanks for what it covers."""
    return ["".join(slot.cell.text.split("\n")) if slot.first_row and slot.first_column else "" for slot in row]


def ocr(layout: Layout, random: Random, damage: str) -> Printed:
    """Rows as lines with tabs, as recognisers dump them; pages end in a blank line, at times with the heads again."""
    lines: list[str] = []
    torn: set[str] = set()
    moved: set[str] = set()
    for block in layout.blocks:
        if isinstance(block, Paragraph):
            lines += ["", wear_text.misread(random, block.text, damage), ""]
            continue
        rows = [_strip(row) for row in grid(block)]
        if damage != "none":
            spans = [span for span in _spans(block) if span[0] not in block.repeated]
            rows, off = wear_text.displaced(random, rows, spans)
            moved |= off
        body = max(block.repeated, default=0) + 1
        rows, hit, orphaned = wear_text.torn_rows(random, rows, body, damage)
        torn |= hit
        moved |= orphaned
        lines += _paged(random, rows, block, damage)
    return Printed("\n".join(lines) + "\n", frozenset(torn), frozenset(moved))


def _spans(table: Table) -> list[tuple[int, int, int]]:
    """(row, grid column, rows) of each cell that spans several rows."""
    found: list[tuple[int, int, int]] = []
    for r, row in enumerate(grid(table)):
        for c, slot in enumerate(row):
            if slot.first_row and slot.first_column and slot.cell.rowspan > 1:
                found.append((r, c, slot.cell.rowspan))
    return found


def _paged(random: Random, rows: list[list[str]], table: Table, damage: str) -> Iterator[str]:
    size, again = random.randint(12, 40), random.random() < 0.6
    for i, row in enumerate(rows):
        if i and i % size == 0:
            yield ""
            for head in heads_at(table, i) if again else ():
                yield "\t".join(wear_text.misread(random, text, damage) for text in rows[head])
        yield "\t".join(wear_text.misread(random, text, damage) for text in row)


def _tokens(layout: Layout) -> Iterator[tuple[str, bool]]:
    """Every text in reading order, and whether it is a cell's; empty cells vanish."""
    for block in layout.blocks:
        if isinstance(block, Paragraph):
            yield block.text, False
            continue
        for row in block.rows:
            yield from ((cell.text, True) for cell in row if cell.text.strip())


def spaced(layout: Layout, random: Random, damage: str) -> Printed:
    """One long line, a blank between cells, as a web page copied whole."""
    words = [" ".join(part.replace(" ", "") for part in _parts(text)) for text, _ in _tokens(layout)]
    text = " ".join(words).translate(HALVES)
    return Printed(wear_text.resigned(random, text, damage) + "\n")


def _parts(text: str) -> list[str]:
    """Paragraphs of a cell apart, broken words together."""
    parts = text.split("\n")
    return parts if all(len(part) > 8 for part in parts) else ["".join(parts)]


def lined(layout: Layout, random: Random, damage: str) -> Printed:
    """A cell a line with blank lines between and no tabs; breaks within a cell stay."""
    gap = "\n\n" if random.random() < 0.7 else "\n"
    texts = [text if random.random() < 0.5 else "\n".join(_parts(text)) for text, _ in _tokens(layout)]
    text = gap.join(texts).translate(HALVES if random.random() < 0.5 else {})
    return Printed((text if damage == "none" else wear_text.misread(random, text, "light")) + "\n")


def glued(layout: Layout, random: Random, damage: str) -> Printed:
    """Everything without a blank or a break."""
    text = "".join("".join(text.split()) for text, _ in _tokens(layout)).translate(HALVES)
    return Printed(text + "\n")


#: Every shape of text, by name.
SHAPES: Mapping[str, Callable[[Layout, Random, str], Printed]] = {
    "tabbed": tabbed,
    "ocr": ocr,
    "spaced": spaced,
    "lined": lined,
    "glued": glued,
}


def to_text(layout: Layout, random: Random, shape: str, damage: str = "none") -> Printed:
    """The filing in one of `SHAPES`, damaged as one of `DAMAGES`. Raises `KeyError` for another shape."""
    return SHAPES[shape](layout, random, damage)


def encoded(text: str, encoding: str) -> bytes:
    """The text's bytes in one of `ENCODINGS`."""
    codec, end = ENCODINGS[encoding]
    return text.replace("\n", end).encode(codec)
