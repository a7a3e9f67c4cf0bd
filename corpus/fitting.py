"""Fits a table to pages: lines that fit a column, heights of rows, where the page breaks and which row it cuts."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from random import Random

from corpus.layout import Cell, Origin, Table, crossing, grid, heads_at, part

#: What stays on one line as long as it fits: numbers and Latin words; else every character may begin a line.
TOKEN = re.compile(r"[0-9A-Za-z.,%]+|.", re.DOTALL)
#: Marks that no line begins with.
TRAILING = frozenset("，。；：、）》”！？,.;:)%")
#: What a page cannot hold below its margin may hang over by so much, in points.
SLACK = 4.0


@dataclass(frozen=True, slots=True)
class Face:
    """How text is set: its size in points, the width of a text at that size, what is left free around it in a cell."""

    size: float
    measure: Callable[[str, float], float]
    aside: float = 3.0
    above: float = 2.5

    @property
    def leading(self) -> float:
        """From one line to the next."""
        return self.size * 1.3


@dataclass(frozen=True, slots=True)
class Breaks:
    """How tables meet the end of a page: heads again or not, rows cut or kept whole, and whether the words of a merged
    cell stand in its largest piece or in its first."""

    heads_again: bool
    cut: bool
    largest: bool


@cache
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(TOKEN.findall(text))


def lines(text: str, width: float, face: Face) -> list[str]:
    """The text broken to the width; breaks in it stay."""
    done: list[str] = []
    for paragraph in text.split("\n"):
        done += _broken(paragraph, width, face)
    return done


def _broken(text: str, width: float, face: Face) -> list[str]:
    """The paragraph's lines; a mark that would begin one takes the character before it along."""
    done: list[str] = []
    line: list[str] = []
    used = 0.0
    for token in _fit(_tokens(text), width, face):
        size = face.measure(token, face.size)
        if line and used + size > width:
            carried = [line.pop()] if token in TRAILING and len(line) > 1 else []
            done.append("".join(line))
            line, used = carried, face.measure("".join(carried), face.size)
        line.append(token)
        used += size
    return [*done, "".join(line)]


def _fit(tokens: Sequence[str], width: float, face: Face) -> list[str]:
    """Tokens wider than the whole width fall apart."""
    return [piece for token in tokens
            for piece in (token if face.measure(token, face.size) > width else [token])]  # fmt: skip


def cell_lines(cell: Cell, columns: Sequence[float], face: Face) -> list[str]:
    """The cell's lines in these columns; none for an empty cell."""
    return lines(cell.text, sum(columns) - 2 * face.aside, face) if cell.text else []


def heights(table: Table, columns: Sequence[float], face: Face) -> list[float]:
    """The height of each row: as its fullest cell needs; a merged cell that needs more stretches its last row."""
    done = [face.leading + 2 * face.above] * len(table.rows)
    slots = [(r, c, slot.cell) for r, row in enumerate(grid(table)) for c, slot in enumerate(row)
             if slot.first_row and slot.first_column]  # fmt: skip
    for r, c, cell in sorted(slots, key=lambda slot: slot[2].rowspan):
        need = len(cell_lines(cell, columns[c : c + cell.colspan], face)) * face.leading + 2 * face.above
        rows = slice(r, r + cell.rowspan)
        done[r + cell.rowspan - 1] += max(0.0, need - sum(done[rows]))
    return done


def pieces(table: Table, columns: Sequence[float], face: Face, free: float, page: float, how: Breaks) -> list[Table]:
    """The table as one piece a page, the first of at most `free` points, the others of at most `page`.

    The first piece has no rows where not even one fits."""
    groups: list[list[int]] = [[]]
    tall, left, r = heights(table, columns, face), free, 0
    while r < len(table.rows):
        if tall[r] <= left + SLACK or (left == page and not groups[-1]):
            groups[-1].append(r)
            left, r = left - tall[r], r + 1
        elif how.cut and (two := _cut(table, r, columns, face, left)):
            table, tall = two, heights(two, columns, face)
            groups[-1].append(r)
            r, left = r + 1, 0.0
        else:
            r -= _pull(table, groups[-1])
            heads = heads_at(table, r) if how.heads_again and r < len(table.rows) else []
            groups.append([])
            left = page - sum(tall[head] for head in heads)
    return _parted(table, groups, how)


def _pull(table: Table, group: list[int]) -> int:
    """Takes heads that would stand alone at the end of a page off it; gives back how many."""
    count = 0
    while len(group) > 1 and group[-1] in table.repeated:
        group.pop()
        count += 1
    return count


def _parted(table: Table, groups: list[list[int]], how: Breaks) -> list[Table]:
    homes = _homes(table, groups) if how.largest else {}
    done: list[Table] = []
    for i, group in enumerate(groups):
        if not group:
            done.append(Table((), table.width))
            continue
        heads = heads_at(table, group[0]) if how.heads_again and i and groups[i - 1] else []
        hidden = {origin for origin, home in homes.items() if home != i}
        again = {origin for origin, home in homes.items() if home == i}
        done.append(part(table, [*heads, *group], hidden, again))
    return done


def _homes(table: Table, groups: list[list[int]]) -> dict[Origin, int]:
    """For each cell that pages divide, the group in which it has most rows."""
    slots = grid(table)
    divided: set[Origin] = set()
    for before, after in itertools.pairwise(groups):
        if before and after:
            divided |= crossing(table, after[0])
    return {
        origin: max(range(len(groups)), key=lambda i: sum(slots[r][origin[1]].origin == origin for r in groups[i]))
        for origin in divided
    }


def _cut(table: Table, row: int, columns: Sequence[float], face: Face, left: float) -> Table | None:
    """The table with this row in two, the first no higher than `left`; None where a reader could not make it whole."""
    count = int((left - 2 * face.above) // face.leading)
    if count < 2:
        return None
    own = [(c, slot.cell) for c, slot in enumerate(grid(table)[row]) if slot.first_row and slot.first_column]
    texts = [cell_lines(cell, columns[c : c + cell.colspan], face) if cell.rowspan == 1 else [] for c, cell in own]
    longer = [text for text in texts if len(text) > count]
    if not longer or min(map(len, longer)) < count + 2 or (len(longer) > 1 and len(own) > 3):
        return None
    return _in_two(table, row, [("\n".join(text[:count]), "\n".join(text[count:])) for text in texts])


def _in_two(table: Table, row: int, texts: Sequence[tuple[str, str]]) -> Table:
    """The table with the row's cells divided into these texts; cells that span several rows span one more."""
    slots = grid(table)
    over = {slot.origin for slot in slots[row] if slot.cell.rowspan > 1}
    done: list[tuple[Cell, ...]] = []
    for r, line in enumerate(slots):
        begun = [slot for slot in line if slot.first_row and slot.first_column]
        cells = [replace(slot.cell, rowspan=slot.cell.rowspan + (slot.origin in over)) for slot in begun]
        if r != row:
            done.append(tuple(cells))
            continue
        pairs = list(zip(cells, texts, strict=True))
        done.append(tuple(c if c.rowspan > 1 else replace(c, text=first) for c, (first, _) in pairs))
        done.append(tuple(replace(c, text=rest) for c, (_, rest) in pairs if c.rowspan == 1))
    repeated = tuple(i + (i > row) for i in table.repeated)
    return Table(tuple(done), table.width, repeated)


def breaks(random: Random) -> Breaks:
    """One producer's habits."""
    return Breaks(random.random() < 0.5, random.random() < 0.4, random.random() < 0.3)
