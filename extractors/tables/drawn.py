"""Tables whose borders are drawn with signs: ┌───┬───┐ and │ … │, +---+---+ and | … |."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest

from schema.document import Cell, Table
from schema.errors import LimitError

#: A table with fewer rows or columns holds no form; so many cells are more than a table has.
_FEWEST, _MOST_CELLS = 2, 400_000
#: What stands between two rules is one row where there are so many such parts and most of them have one line.
_FEWEST_PARTS = 3
_LINES, _CORNERS = r"\-─━=", "┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝+"
_BORDER, _ANY_BORDER = re.compile("[|｜│┃║]"), re.compile(f"[|｜│┃║{_CORNERS}]")
# A line that rules: signs alone, with a corner or a crossing beside a line.
_RULE = re.compile(rf"^[\s|｜│┃║{_LINES}{_CORNERS}]*$")
# A rule without crossings has so many signs, and so many in each of its strokes.
_PLAIN_SIGNS, _LEAST_SIGNS, _LEAST_STROKE = frozenset("-=_─━— \t"), 8, 4
_CROSSING = re.compile(rf"[{_CORNERS}][{_LINES}]{{2}}|[{_LINES}]{{2}}[{_CORNERS}]")


def without_plain_rules(lines: Sequence[str]) -> list[str]:
    """The lines without those of nothing but dashes or equals signs, which part rows of columns under one another."""
    return [line for line in lines if not _is_plain(line)]


def _is_plain(line: str) -> bool:
    strokes = line.split()
    signs = _PLAIN_SIGNS.issuperset(line.strip().replace("\u3000", " "))
    return signs and sum(map(len, strokes)) >= _LEAST_SIGNS and min(map(len, strokes)) >= _LEAST_STROKE


def drawn(lines: Sequence[str]) -> Iterator[list[str] | Table]:
    """The lines in order: runs of lines that are no such table, and the tables."""
    left: list[str] = []
    position = 0
    while position < len(lines):
        end = _end(lines, position)
        table = _table(lines[position:end]) if end > position else None
        if table is None:
            end = max(end, position + 1)
            left += lines[position:end]
        else:
            yield from [left] if left else []
            yield table
            left = []
        position = end
    if left:
        yield left


def _end(lines: Sequence[str], start: int) -> int:
    """Where the lines end that draw a table and begin with a rule."""
    if not _is_rule(lines[start]):
        return start
    end = start
    while end < len(lines) and (_is_rule(lines[end]) or _BORDER.match(lines[end].strip())):
        end += 1
    return end


def _is_rule(line: str) -> bool:
    return bool(_CROSSING.search(line)) and bool(_RULE.match(line))


def _table(lines: Sequence[str]) -> Table | None:
    """The table that lines draw; None for what is too small. Between two rules stands one row, where rules part nearly
    all lines: the lines of its cells are put together."""
    groups: list[list[list[str]]] = [[]]
    for line in lines:
        if not _CROSSING.search(line):
            groups[-1].append(_texts(line))
        elif _is_rule(line):
            groups.append([])
        else:  # a label in the midst of its rows, beside a rule between two of them
            groups += [[_texts(line)], []]
    groups = [group for group in groups if group]
    is_ruled = len(groups) >= _FEWEST_PARTS and 2 * sum(len(group) == 1 for group in groups) > len(groups)
    rows = list(chain.from_iterable([_together(group)] if is_ruled else group for group in groups))
    rows = [row for row in rows if any(row)]
    width = max(map(len, rows), default=0)
    if min(len(rows), width) < _FEWEST:
        return None
    if width * len(rows) > _MOST_CELLS:
        raise LimitError(f"a table has more than {_MOST_CELLS:,} cells", "cut it into one file a filing")
    return Table(tuple(cell for at, row in enumerate(rows) for cell in _cells(at, row, width)), merges=False)


def _texts(line: str) -> list[str]:
    """What stands between the borders of a line, nothing for what only rules; behind the last border stands no cell
    where nothing is said there."""
    border = _ANY_BORDER if _CROSSING.search(line) else _BORDER
    cells = ["" if _RULE.match(cell) else cell.strip() for cell in border.split(line.strip())[1:]]
    return cells if cells and cells[-1] else cells[:-1]


def _together(lines: Sequence[Sequence[str]]) -> list[str]:
    """The cells of a row, the lines of each below one another."""
    return ["\n".join(filter(None, parts)) for parts in zip_longest(*lines, fillvalue="")]


def _cells(row: int, texts: Sequence[str], width: int) -> Iterator[Cell]:
    """The cells of a row, the last one up to the right edge."""
    for column, text in enumerate(texts):
        yield Cell(text, row, column, 1, width - column if column + 1 == len(texts) else 1)
