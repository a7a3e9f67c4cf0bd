"""Tables as text whose cells are parted by other signs than tabs: what stands between, around and below them."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from corpus.invention import Abreast, Form, Invention
from corpus.layout import Block, Layout, Slot, Table, grid, heads_at
from corpus.stress import changing


@dataclass(frozen=True, slots=True)
class Style:
    """How a row is written: what stands between its cells and at its two ends, and what between two rows.

    `below` is a line under the heads, drawn from its second part once a column; `again`: a merged cell is printed in
    each row that it covers; `dense`: empty cells vanish; `quoted`: a cell with the sign inside stands in quotes;
    `within` stands for a break in a cell."""

    between: str
    begin: str = ""
    end: str = ""
    rows: str = "\n"
    below: tuple[str, str, str, str] | None = None
    again: bool = False
    dense: bool = False
    quoted: bool = False
    within: str = ""


#: Every style by name, each with the ways that it is met in.
STYLES: Mapping[str, Sequence[Style]] = {
    "tabs": (Style("\t", again=True), Style("\t", "\t"), Style(" \t ", again=True)),
    "markdown": (
        Style(" | ", "| ", " |", below=("| ", "---", " | ", " |"), within="<br>"),
        Style("|", "|", "|", below=("|", ":-:", "|", "|"), again=True),
    ),
    "web-pipes": (Style(" | "), Style("|", end="|"), Style(" | ", again=True), Style("｜")),
    "commas": (Style(",", quoted=True), Style(",", quoted=True, again=True), Style("，", quoted=True)),
    "semicolons": (Style(";", quoted=True), Style("；", quoted=True, again=True), Style("; ", quoted=True)),
    "blanks": (
        Style(" ", again=True, dense=True),
        Style("　", again=True, dense=True),
        Style("   ", again=True, dense=True),
    ),
    "blank-lines": (Style("\n", rows="\n\n", again=True, dense=True),),
    "brackets": (Style(""), Style(" ")),
    "box": (Style("│", "│", "│", below=("├", "──", "┼", "┤")), Style("┃", "┃", "┃")),
    "labelled": (Style("；", dense=True), Style("，", dense=True), Style("  ", dense=True)),
    "html": (),
}
BRACKETS = ("[]", "【】", "［］", "〔〕")
#: Styles from which empty cells vanish.
DENSE = frozenset(name for name, styles in STYLES.items() if any(style.dense for style in styles))


def whole(_: Random, invention: Invention) -> Invention | None:
    """The filing as it is; None where breaks in cells, which these texts have not, tell things apart."""
    return None if any(table.lined for table in changing.tables_of(invention)) else invention


def filled(random: Random, invention: Invention) -> Invention | None:
    """The same, and None where cells that vanish would leave values that nothing assigns to their columns."""
    abreast = any(isinstance(section, Abreast) for part in invention.parts if isinstance(part, Form)
                  for section in part.sections)  # fmt: skip
    tables = changing.tables_of(invention)
    loose = abreast or any(table.turned or any(row.spread for row in table.rows) for table in tables)
    return None if loose else whole(random, invention)


def named(random: Random, invention: Invention) -> Invention | None:
    """The same, and None where a head alone does not tell what stands below it."""
    over = any(column.over for table in changing.tables_of(invention) for column in table.columns)
    return None if over else filled(random, invention)


VARIANTS: dict[str, changing.Change] = {
    **{name: filled if name in DENSE else whole for name in STYLES},
    "labelled": named,
}


def _cells(row: Sequence[Slot], style: Style) -> list[str]:
    """A row's cells, one a column of the grid; a cell that covers several columns is followed by empty ones."""
    shown = (slot.first_column and (slot.first_row or style.again) for slot in row)
    return [slot.cell.text.replace("\n", style.within) if here else "" for slot, here in zip(row, shown, strict=True)]


def _line(cells: Sequence[str], style: Style) -> str:
    kept = [cell for cell in cells if cell] if style.dense else list(cells)
    sign = style.between.strip()
    if style.quoted:
        kept = ['"' + cell.replace('"', '""') + '"' if sign in cell or '"' in cell else cell for cell in kept]
    return style.begin + style.between.join(kept) + style.end


def _table(table: Table, style: Style, mark: Callable[[str], str]) -> str:
    lines: list[str] = []
    for r, row in enumerate(grid(table)):
        lines.append(_line([mark(cell) for cell in _cells(row, style)], style))
        last = r in table.repeated and r + 1 not in table.repeated
        if style.below and (last or (r == 0 and not table.repeated)):
            begin, dash, cross, end = style.below
            lines.append(begin + cross.join([dash] * table.width) + end)
    return style.rows.join(lines)


def _labelled(table: Table, style: Style) -> str:
    """A line a row: below heads each cell behind its own; elsewhere, and where one covers several, the cells alone."""
    slots, lines = grid(table), []
    for r, row in enumerate(slots):
        above = heads_at(table, r)
        single = all(slot.cell.colspan == 1 for slot in row)
        texts = [_joined(slot) if slot.first_column else "" for slot in row]
        if above and single:
            heads = map(_joined, slots[above[-1]])
            pairs = zip(heads, texts, strict=True)
            texts = [f"{head}：{text}" if text != head else "" for head, text in pairs]
        if r not in table.repeated:
            lines.append(style.between.join(text for text in texts if text))
    return "\n".join(lines)


def _joined(slot: Slot) -> str:
    return slot.cell.text.replace("\n", "")


def _html(table: Table) -> str:
    """The table as HTML has it, spans as attributes."""
    lines = ["<table>"]
    for row in table.rows:
        cells = []
        for cell in row:
            name = "th" if cell.head else "td"
            spans = ((key, n) for key, n in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if n > 1)
            attributes = "".join(f' {key}="{n}"' for key, n in spans)
            cells.append(f"<{name}{attributes}>{_markup(cell.text)}</{name}>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join([*lines, "</table>"])


def _markup(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def _printed(block: Block, table: Callable[[Table], str], markup: bool) -> Iterator[str]:
    if isinstance(block, Table):
        yield table(block)
    elif markup:
        yield f"<p>{_markup(block.text)}</p>"
    else:
        yield block.text


def separated(layout: Layout, random: Random, name: str) -> str:
    """The filing as text in one of the ways of a style. Raises `KeyError` for a style that there is not."""
    if name == "html":
        return "\n".join(text for block in layout.blocks for text in _printed(block, _html, True)) + "\n"
    style = random.choice(STYLES[name])
    pair = random.choice(BRACKETS)

    def mark(cell: str) -> str:
        return pair[0] + cell + pair[1] if name == "brackets" else cell

    def written(table: Table) -> str:
        return _labelled(table, style) if name == "labelled" else _table(table, style, mark)

    gap = random.choice(("\n", "\n\n"))
    texts = (text for block in layout.blocks for text in _printed(block, written, False))
    return gap.join(texts) + "\n"
