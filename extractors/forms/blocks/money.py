"""Money and staff tables: a heading, columns over figures, and rows that may have labels and parents."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.forms.columns.storeys import is_head_row
from extractors.forms.grid import Grid, Row, Slot
from extractors.forms.labels.labels import label_of, without_unit
from extractors.forms.labels.openings import counts_columns, is_block_label, names_money_block
from extractors.forms.money.halves import Half, halves_of
from extractors.forms.money.rows import Named, named_rows
from extractors.forms.money.ruled_tops import holds_pair, is_code, names_money
from extractors.forms.money.sums import PROVED, Figure, added_up
from extractors.forms.money.tops import Top, find_top
from extractors.forms.money.units import unit_above
from extractors.forms.money.wording import surely_worded, wording
from extractors.forms.scene import BlockReader, Claim, Scene
from extractors.forms.words.content import has_figure, is_amount, is_placeholder, is_prose
from extractors.forms.words.vocabulary import column_role, listed, role_of, words
from normalizers.quantities.figures import FIGURE, SPACED
from normalizers.quantities.unit_headings import unit_in_brackets
from normalizers.text import bare
from schema.reading import AmountReading

NO_HEAD = "no head stands over the figure"
SEVERAL_HEADS = "the figure stands under several heads"
SHARED_HEAD = "several figures of the row stand under one head"
UNKNOWN_HEAD = "the head over the figure is none that is known over money"
SEVERAL_FIGURES = "several figures stand in one cell"
LABEL_INSIDE = "label and figure stand in one cell"
WORDS = "words stand where a figure should"
CODE = "the figure looks like a code of the budget's classification"
COUNT = "the row has not as many cells as its table"
CONTRADICTED = "the parts do not add up to their total"
_BRACKETS = re.compile(r"[(（][^()（）]{0,40}[)）]")
_NAMED_ROWS = 8
_THOUSANDS = re.compile(rf"^[-+−]?{SPACED}$")
_SEVERAL = re.compile(rf"{FIGURE}\s+[-+−]?\d")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A filled cell among the figures of a half: the heads over it, its `path` and `label` as an amount, how surely the
    names of its row were read, and what speaks against it."""

    index: int
    slot: Slot
    half: Half
    heads: tuple[Slot, ...]
    path: tuple[str, ...]
    label: str
    sureness: float
    doubts: tuple[str, ...]


def read(grid: Grid, index: int, scene: Scene) -> Claim | None:
    """The figures under the head that begins in the row; None where none begins there."""
    top = find_top(grid, index)
    if top is None or _says(grid.rows[index]) or _heads_names(grid.rows[index]):
        return None
    body = list(_body(grid, top))
    rows = [index for index in body if not counts_columns(grid.rows[index], first=index == body[0])]
    if not rows and not top.known:
        return None
    cells: list[_Cell] = []
    for half in halves_of(top, rows):
        cells += _cells(top, half, rows)
    cells.sort(key=lambda cell: (cell.index, cell.slot.column))
    return Claim(
        body[-1] + 1 if body else top.last + 1,
        amounts=tuple(_amounts(top, [cell for cell in cells if cell.path], scene)),
        unread=tuple(_unnamed(top, [cell for cell in cells if not cell.path])),
    )


def _says(row: Row) -> bool:
    """Whether a row is a label with a sentence behind it, and no head over figures."""
    return len(row.filled) == 2 and row.filled[1].text.rstrip().endswith("。")


def _heads_names(row: Row) -> bool:
    """Whether the known head of indicators' names stands in a row (三级指标): no head of a table of money has it."""
    return any(column_role(slot.text).name == "name" and column_role(slot.text).sureness == 1 for slot in row.filled)


def _body(grid: Grid, top: Top) -> Iterator[int]:
    """Rows of the table: to the next head, label of another block, row of prose, or row of pairs."""
    for index, row in grid.from_row(top.last + 1):
        filled = row.filled
        if not filled:
            yield index
            continue
        figures = [slot for slot in filled if is_amount(slot.text)]
        if is_head_row(row) or _opens_another(top, row, bool(figures)) or any(holds_pair(slot) for slot in filled):
            return
        if not figures and _ends(top, index, row):
            return
        if row.slots[0].label and top.figures > 1 and top.heading is not None and not grid.exact and not figures:
            return
        yield index


def _opens_another(top: Top, row: Row, figures: bool) -> bool:
    """Whether the row's first cell opens another block; in a ruled table a label of money with figures goes on."""
    first = row.filled[0]
    if not is_block_label(first.text):
        return False
    if top.grid.exact and figures and first.end <= top.figures and not names_money_block(first.text):
        return bare(first.text) not in words("money", "rows") and role_of("fields", first.text).sureness == 1.0
    return True


def _ends(top: Top, index: int, row: Row) -> bool:
    """Whether a row without figures ends the table: prose, a new head, or more words than labels."""
    if any(is_prose(slot.text) for slot in row.filled):
        return True
    among = [slot for slot in row.filled if slot.column >= top.figures]
    labels = top.grid.exact and len(top.codes) > 0
    return (len(row.filled) > 2 and not labels and bool(among)) or find_top(top.grid, index) is not None


def _cells(top: Top, half: Half, rows: Sequence[int]) -> Iterator[_Cell]:
    grid = top.grid
    unlike = not grid.exact and len({len(grid.rows[index].slots) for index in rows}) > 1
    common = Counter(len(grid.rows[index].slots) for index in rows).most_common(1)
    for index, named in zip(rows, named_rows(top, half, rows), strict=True):
        row = grid.rows[index]
        shifted = (COUNT,) if unlike and len(row.slots) != common[0][0] else ()
        shared = _shared_heads(top, half, row)
        for slot in half.figures_in(row):
            if is_placeholder(slot.text) or is_prose(slot.text):
                continue
            if slot.column in half.remarks and not is_amount(slot.text):
                continue
            heads = tuple(top.stack(slot.column))
            crowded = (SHARED_HEAD,) if heads and id(heads[-1].origin) in shared else ()
            doubts = (*named.doubts, *shifted, *crowded, *_doubts(top, slot, heads))
            label = _label(top, half, named, heads)
            path = _path(top, half, named, [without_unit(head.text) for head in (heads[:-1] if label else heads)])
            yield _Cell(index, slot, half, heads, path, label, named.sureness, doubts)


def _shared_heads(top: Top, half: Half, row: Row) -> frozenset[int]:
    """The lowest heads over several figures of the row, by identity."""
    columns = [slot.column for slot in half.figures_in(row) if is_amount(slot.text)]
    over = Counter(id(stack[-1].origin) for column in columns if (stack := top.stack(column)))
    return frozenset(head for head, times in over.items() if times > 1)


def _doubts(top: Top, slot: Slot, heads: Sequence[Slot]) -> Iterator[str]:
    if not is_amount(slot.text) or _is_several(slot.text):
        yield from _oddities(slot.text)
    elif is_code(slot.text) and heads and any(mark in heads[-1].label for mark in listed("money", "codes")):
        yield CODE
    if not heads:
        yield NO_HEAD
    elif not _is_known(heads[-1]):
        yield UNKNOWN_HEAD
    if top.grid.exact and _spreads(top, slot):
        yield SEVERAL_HEADS


def _is_known(head: Slot) -> bool:
    """Whether a head's words are such as stand over the figures of money tables."""
    word = bare(wording(head))
    return names_money(word) or _is_of_counts(word)


def _is_of_counts(word: str) -> bool:
    """Whether a head is one of figures that are never of money."""
    return any(mark in word for mark in listed("money", "counts"))


def _oddities(text: str) -> Iterator[str]:
    if _is_several(text):
        yield SEVERAL_FIGURES
    elif has_figure(text):
        yield LABEL_INSIDE
    else:
        yield WORDS


def _is_several(text: str) -> bool:
    """Whether blanks or lines part several figures; a blank between thousands parts none."""
    return bool(_SEVERAL.search(text.strip())) and not _THOUSANDS.match(text.strip())


def _spreads(top: Top, slot: Slot) -> bool:
    lowest = {id(stack[-1].origin) for column in range(slot.column, slot.end) if (stack := top.stack(column))}
    return len(lowest) > 1


def _path(top: Top, half: Half, named: Named, heads: Sequence[str]) -> tuple[str, ...]:
    """The labels of a row, its half's name first; of a table without labels its heading, or these heads."""
    if named.path:
        side = (half.side,) if half.side and half.side != named.path[0] else ()
        return (*side, *named.path)
    if top.heading is not None:
        return (label_of(_bare_heading(top.heading.text)).text,)
    return tuple(heads)


def _bare_heading(text: str) -> str:
    """A block's heading without what stands in brackets: 楼堂馆所控制情况（2022年完工项目）."""
    without = _BRACKETS.sub("", text).strip()
    return without if without else text


def _label(top: Top, half: Half, named: Named, heads: Sequence[Slot]) -> str:
    """The lowest head over a figure; where heads alone name a row, only what several of them say alike."""
    if not heads or (not named.path and top.heading is None and heads[-1].label not in half.repeated):
        return ""
    return without_unit(wording(heads[-1]))


def _amounts(top: Top, cells: Sequence[_Cell], scene: Scene) -> Iterator[AmountReading]:
    grid = top.grid
    over = unit_in_brackets(top.heading.text) if top.heading is not None else ""
    over = over or unit_above(grid, top.first) or scene.table_unit
    shared = _column_unit(top)
    heads = min(map(grid.sureness, range(top.first, top.last + 1)))
    proved, contradicted = _added(cells)
    for place, cell in enumerate(cells):
        doubts = (*cell.doubts, *((CONTRADICTED,) if place in contradicted else ()))
        sure = top.sure * min(heads, grid.sureness(cell.index)) * cell.sureness
        sure *= min((surely_worded(head) for head in cell.heads[-1:]), default=1.0)
        yield AmountReading(
            cell.path, grid.printed(cell.index, cell.slot), scene.project, cell.label, _unit(cell, shared),
            _unit_over(cell, over), place=grid.place(cell.index, cell.slot), confidence=sure, reasons=doubts,
            proofs=(PROVED,) if place in proved else (),
        )  # fmt: skip


def _added(cells: Sequence[_Cell]) -> tuple[set[int], set[int]]:
    """The places of the cells that a sum of their half proves, and of those that one contradicts."""
    proved: set[int] = set()
    contradicted: set[int] = set()
    by_half: dict[Half, list[int]] = defaultdict(list)
    for place, cell in enumerate(cells):
        by_half[cell.half].append(place)
    for places in by_half.values():
        figures = [_figure(cells[place]) for place in places]
        added = added_up(figures)
        proved |= {places[at] for at in added.proved}
        contradicted |= {places[at] for at in added.contradicted}
    return proved, contradicted


def _figure(cell: _Cell) -> Figure:
    text = cell.slot.text if is_amount(cell.slot.text) and not _is_several(cell.slot.text) else ""
    return Figure(cell.index, cell.slot.column, cell.path, cell.label, text)


def _unit(cell: _Cell, shared: str) -> str:
    """The unit that the cell's head prints; points for heads of points; a neighbour's for heads that may be money."""
    said = "".join(bare(wording(head)) for head in cell.heads[-1:])
    own = unit_in_brackets(cell.heads[-1].text) if cell.heads else ""
    if own:
        return own
    if said in words("money", "points"):
        return "分"
    return "" if _is_of_counts(said) else shared


def _unit_over(cell: _Cell, unit: str) -> str:
    """The unit over the table, where it is none of money over a head of counts."""
    said = "".join(bare(wording(head)) for head in cell.heads[-1:])
    return "" if unit.endswith("元") and _is_of_counts(said) else unit


def _column_unit(top: Top) -> str:
    """A unit printed on one money column holds for its neighbours that print none."""
    for storey in range(top.first, top.last + 1):
        for head in top.grid.rows[storey].slots:
            unit = unit_in_brackets(head.text)
            if unit.endswith("元") and not top.is_heading(head):
                return unit
    return ""


def _unnamed(top: Top, cells: Sequence[_Cell]) -> Iterator[str]:
    figures = [cell for cell in cells if is_amount(cell.slot.text)]
    if figures:
        rows = ", ".join(map(str, sorted({top.grid.rows[cell.index].number for cell in figures})[:_NAMED_ROWS]))
        yield f"figures of a money table that nothing names: {len(figures)} (table {top.grid.table}, rows {rows})"


MONEY = BlockReader(name="money", order=30, read=read)
