"""Lines whose cells are parted by a sign, a row a line: borders of markdown and of web pages, commas, brackets.

Only where every row has as many cells as the others: then empty cells are printed too, and columns are certain. Lines
from which cells vanished are no such rows, and are left to those who weigh where a cell belongs.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extractors.exports.literals import filled
from extractors.tables.shifted import shifted_back
from normalizers.quantities.figures import DECIMAL
from schema.document import Cell, Table
from schema.errors import LimitError

#: So many rows of so many cells are a table. Signs that prose has as well need an empty cell, or short ones.
_FEWEST_ROWS, _FEWEST_CELLS = 3, 3
_MOST_CELLS = 60
MAXIMUM_CELLS = 400_000
#: So many columns at the left hold labels that stand for several rows.
_LABELS = 2
#: So large a share of the rows has as many cells as the table; the others are cut short at their end.
_SHARE = 0.9
#: A cell in quotes may hold so many line breaks.
_MOST_LINES = 20
_SHORT_CELL = 24
#: So many blanks part no words of a sentence; so many may part the cells of a row, as many in each gap.
_WIDE, _WIDEST = 4, 8
#: Where cells vanished from the beginning of rows, so large a share of the rows at least has no last cell.
_OPEN_ENDED = 0.3
#: So large a share of all lines with a sign stands in even tables, or none of them is one.
_EVEN = 0.8
#: A label with what it says is a row of so many cells, the label of so many characters; a column has figures where
#: so large a share of its cells begins with one.
_PAIR, _LABEL, _FIGURES = 2, 14, 0.6
_FIGURE = re.compile(rf"[≥≤><=＝≧≦]{{0,2}}\s?{DECIMAL}\s?\S{{0,4}}$")
# What parts columns that stand under one another: the sign stands in their texts.
_WIDE_BLANK = re.compile(r"[ \u3000]{3}")
_SENTENCE_END = re.compile(r"[。；;：:]\s*$")
#: What a line that only rules a table is made of, and what no other line has.
_RULE_SIGNS, _RULES = frozenset(" \t|｜│┃+├┼┤┌┬┐└┴┘─━:-="), ("--", ":-:", "──", "━━")
#: What is said again over several columns is words; figures may be the same in each.
_WORD = re.compile(r"^[^\d≥≤><=]*[\u4e00-\u9fff]{2}|[\u4e00-\u9fff]{4}")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BRACKETS = ("[]", "【】", "［］", "〔〕")

Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class Sign:
    """How a line is parted into cells: `cells` gives None for a line that is no row. `plain` says that prose has the
    sign as well, `wide` that it hardly has; `quoted` that cells may stand in quotes, with line breaks inside."""

    cells: Callable[[str], list[str] | None]
    plain: bool = False
    wide: bool = False
    quoted: bool = False


def _parted_by(sign: str) -> Callable[[str], list[str] | None]:
    def cells(line: str) -> list[str] | None:
        if sign not in line:
            return None
        if '"' not in line:
            return line.split(sign)
        try:
            return next(csv.reader([line], delimiter=sign, strict=True))
        except csv.Error:
            return line.split(sign)

    return cells


def _bordered(signs: str) -> Callable[[str], list[str] | None]:
    border = re.compile(f"[{signs}]")

    def cells(line: str) -> list[str] | None:
        parts = border.split(line.strip())
        return parts if len(parts) > 1 else None

    return cells


def _bracketed(pair: str) -> Callable[[str], list[str] | None]:
    left, right = map(re.escape, pair)
    row = re.compile(rf"\s*(?:{left}[^{left}{right}]*{right}\s*)+")
    cell = re.compile(rf"{left}([^{left}{right}]*){right}")
    return lambda line: cell.findall(line) if row.fullmatch(line) else None


def _parted_by_blanks(blank: str, count: int) -> Callable[[str], list[str] | None]:
    """Cells between exactly so many blanks; wider ones before the first cell stand for an empty one."""
    gap = re.compile(rf"(?<!{blank}){blank}{{{count}}}(?!{blank})")

    def cells(line: str) -> list[str] | None:
        said = line.strip()
        first = [""] if line[: len(line) - len(line.lstrip())] else []
        return first + gap.split(said) if len(gap.findall(said)) + len(first) >= _FEWEST_CELLS - 1 else None

    return cells


_SIGNS = (
    Sign(_bordered("|｜")),
    Sign(_bordered("│┃")),
    *(Sign(_bracketed(pair)) for pair in _BRACKETS),
    *(Sign(_parted_by(sign), plain=True, quoted=True) for sign in ",，;；"),
    *(Sign(_parted_by_blanks(" ", count), plain=True, wide=count >= _WIDE) for count in range(2, _WIDEST + 1)),
    *(Sign(_parted_by_blanks("\u3000", count), plain=True) for count in (1, 2)),
)


@dataclass(frozen=True, slots=True)
class _Area:
    """The rows that stand in the lines from `start` to before `end`."""

    start: int
    end: int
    rows: Rows


def separated(lines: Sequence[str]) -> Iterator[list[str] | Table]:
    """The lines in order: runs of lines that are no rows, and a table for each run of rows."""
    position = 0
    for area in _apart(area for sign in _SIGNS for area in _even_areas(lines, sign)):
        if area.start > position:
            yield list(lines[position : area.start])
        yield _table(area.rows)
        position = area.end
    if position < len(lines):
        yield list(lines[position:])


def _apart(areas: Iterable[_Area]) -> list[_Area]:
    """The areas in order; of several that overlap the one found first."""
    taken: set[int] = set()
    kept: list[_Area] = []
    for area in areas:
        lines = range(area.start, area.end)
        if taken.isdisjoint(lines):
            taken.update(lines)
            kept.append(area)
    return sorted(kept, key=lambda area: area.start)


def _even_areas(lines: Sequence[str], sign: Sign) -> list[_Area]:
    """The areas of a sign whose rows have as many cells each; none where most of its lines stand in others."""
    areas = [part for area in _areas(lines, sign) for part in (_labelled_parts(area) if sign.plain else (area,))]
    even = [replace(area, rows=rows) for area in areas if (rows := _table_of(area.rows, sign)) is not None]
    several = sum(len(area.rows) for area in areas if len(area.rows) >= _FEWEST_ROWS)
    return even if sum(len(area.rows) for area in even) >= _EVEN * several else []


def _labelled_parts(area: _Area) -> list[_Area]:
    """An area of a sign that prose has too, without what stands before and behind its widest rows; the rows of a label
    and what it says that stand right over these go with them. As it is where its widest rows do not follow each other.
    """
    width = max(map(len, area.rows))
    wide = [at for at, row in enumerate(area.rows) if len(row) == width]
    first, end = wide[0], wide[-1] + 1
    if area.end - area.start != len(area.rows) or end - first != len(wide) or len(wide) < _FEWEST_ROWS:
        return [area]
    while first and len(area.rows[first - 1]) == _PAIR and 0 < len(area.rows[first - 1][0].strip()) <= _LABEL:
        first -= 1
    rows = [row + [""] * (width - len(row)) for row in area.rows[first:end]]
    return [_Area(area.start + first, area.start + end, rows)]


def _areas(lines: Sequence[str], sign: Sign) -> Iterator[_Area]:
    """Runs of lines that the sign parts, those between them that only rule a table included."""
    position = 0
    while position < len(lines):
        start, rows = position, list[list[str]]()
        while position < len(lines):
            line, end = _logical(lines, position) if sign.quoted else (lines[position], position + 1)
            rules = _only_rules(line)
            cells = None if rules else sign.cells(line)
            if cells is None and not (rows and rules):
                break
            rows += [] if cells is None else [cells]
            position = end
        if rows:
            yield _Area(start, position, rows)
        position = max(position, start + 1)


def _table_of(rows: Rows, sign: Sign) -> Rows | None:
    """The rows as those of a table; None where they are none, or one whose columns are not certain."""
    even = _even(rows)
    if even is None:
        return None
    even = shifted_back(even)
    return None if not _are_apart(even, sign) or _is_shifted(even) else _without_index(even)


def _without_index(rows: Rows) -> Rows:
    """The rows without a first column under an empty head in which programs count them, from 0 or 1 on."""
    counted = [row[0].strip() for row in rows[1:]]
    runs = any(counted == [str(at) for at in range(first, first + len(counted))] for first in (0, 1))
    return [row[1:] for row in rows] if runs and not rows[0][0].strip() and len(rows[0]) > _FEWEST_CELLS else rows


def even_table(rows: Rows, above: Rows | None = None) -> Table | None:
    """The table of rows whose cells are parted already, where all have as many of them; else None. Shorter rows that
    stand `above` these are rows of it too."""
    even = _even(rows)
    if even is None or _is_shifted(even):
        return None
    if not above:
        return _table(even)
    width = len(even[0])
    fits = width == max(map(len, rows)) and max(map(len, above)) <= width
    return _table([*(row + [""] * (width - len(row)) for row in above), *even]) if fits else None


def _only_rules(line: str) -> bool:
    """Whether a line rules a table and says nothing."""
    return any(rule in line for rule in _RULES) and _RULE_SIGNS.issuperset(line)


def _logical(lines: Sequence[str], start: int) -> tuple[str, int]:
    """A line with those behind it up to where its quote is closed; as it stands where it never is."""
    line = lines[start]
    if line.count('"') % 2:
        for end in range(start + 1, min(len(lines), start + _MOST_LINES)):
            line += "\n" + lines[end]
            if line.count('"') % 2 == 0:
                return line, end + 1
    return lines[start], start + 1


def _even(rows: Rows) -> Rows | None:
    """The rows with as many cells each, without borders at both ends; None where they differ. Labels and what they say
    may stand in shorter ones before them."""
    width = max(map(len, rows), default=0)
    top = next((at for at, row in enumerate(rows) if len(row) == width), 0)
    widths = Counter(map(len, rows[top if set(map(len, rows[:top])) == {_PAIR} else 0 :]))
    if widths.total() < _FEWEST_ROWS or widths[width] < _SHARE * widths.total():
        return None
    if width * len(rows) > MAXIMUM_CELLS:
        raise LimitError(f"a table has more than {MAXIMUM_CELLS:,} cells", "cut it into one file a filing")
    filled = [row + [""] * (width - len(row)) for row in rows]
    first = all(not row[0].strip() for row in filled)
    last = all(not row[-1].strip() for row in filled)
    inner = [row[int(first) : width - int(last)] for row in filled]
    return inner if _FEWEST_CELLS <= width - first - last <= _MOST_CELLS else None


def _are_apart(rows: Rows, sign: Sign) -> bool:
    """Whether the sign parts cells, and not clauses."""
    if not sign.plain:
        return True
    if any(_WIDE_BLANK.search(cell.strip()) for row in rows for cell in row):
        return False
    sentences = sum(bool(_SENTENCE_END.search(row[-1])) for row in rows)
    lengths = [len(cell.strip()) for row in rows for cell in row]
    columns = sign.wide or 0 in lengths or _has_figures(rows)
    return 2 * sentences < len(rows) and columns and median(lengths) <= _SHORT_CELL


def _has_figures(rows: Rows) -> bool:
    """Whether a column holds figures in most rows below the first and words in that, as no clauses of sentences do."""
    below = rows[1:]
    columns = (sum(bool(_FIGURE.match(row[at].strip())) for row in below) for at in range(len(rows[0])))
    return len(below) >= _FEWEST_ROWS and max(columns) > _FIGURES * len(below)


def _is_shifted(rows: Rows) -> bool:
    """Whether cells vanished from the beginning of some rows, and their places from the end: where a label is merged
    over several rows, those below it begin with an empty place or say it again, unless both are gone."""
    firsts = [row[0].strip() for row in rows]
    again = sum(one == other for one, other in pairwise(firsts))
    open_ended = sum(not row[-1].strip() for row in rows)
    return not again and all(firsts) and open_ended > _OPEN_ENDED * len(rows)


def _table(rows: Rows) -> Table:
    """The rows as a table whose columns are certain, labels at its left merged over the rows that they stand for, and
    what a row of few cells says again and again over the columns."""
    texts = [[filled(_BREAK.sub("\n", cell).strip()) for cell in row] for row in rows]
    widths = [_widths(row) for row in texts]
    heights: dict[tuple[int, int], int] = {}
    bounds = [(0, len(texts))]
    for column in range(_LABELS):
        bounds = [run for start, end in bounds for run in _runs(texts, widths, column, start, end)]
        heights |= {(start, column): end - start for start, end in bounds}
    covered = {(start + below, column) for (start, column), high in heights.items() for below in range(1, high)}
    cells = (
        Cell(text, row, column, heights.get((row, column), 1), widths[row][column])
        for row, line in enumerate(texts)
        for column, text in enumerate(line)
        if (row, column) not in covered and widths[row][column]
    )
    return Table(tuple(cells), merges=False)


def _widths(row: Sequence[str]) -> list[int]:
    """Over how many columns each cell of a row reaches, 0 for those that only say again what stands before them: some
    programs print a merged cell for each of its columns. So does a row of which less than half is said once."""
    widths = [1] * len(row)
    filled = [text for text in row if text]
    if 2 * len(set(filled)) > len(filled):
        return widths
    column = 0
    while column < len(row):
        end = column + 1
        while end < len(row) and row[end] == row[column] and _WORD.search(row[column]):
            widths[end] = 0
            end += 1
        widths[column] = end - column
        column = end
    return widths


def _runs(texts: Rows, widths: Sequence[Sequence[int]], column: int, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The rows over which each label of a column reaches: those that say it again as widely. An empty place tells
    nothing, since a label may stand in any row of its cell."""
    row = start
    while row < end:
        label, first = texts[row][column], row
        row += 1
        words = bool(label) and not any(character.isdigit() for character in label)
        wide = widths[first][column]
        while row < end and words and (texts[row][column], widths[row][column]) == (label, wide):
            row += 1
        yield first, row
