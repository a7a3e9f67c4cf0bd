"""Tables that running text prints column by column: under each head the cells of its column from top to bottom, or all
heads first and then one column behind the other.

A column is told by its length: the names and the cells of each column of values are as many. Which length that is, and
what stands in which column, is the likeliest of all that the text allows; a column of another length is left out and
named, for nothing tells beside which row its cells stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise

from extractors.forms.evidence.fit import all_level_names, fit, level_names
from extractors.forms.evidence.likelihoods import is_unit
from extractors.forms.text.head_words import is_level
from extractors.forms.words.content import has_figure
from extractors.forms.words.furniture import is_furniture
from extractors.forms.words.vocabulary import ambiguous, column_role, part_of_year, spellings
from extractors.knowledge import knowledge
from normalizers.text import bare

_CELLS = (re.compile(r"[^\n]+"), re.compile(r"\S+"))
_LEVELS = ("level1", "level2")
_MOST_KEPT = 16
#: Columns of which each row has a cell, beside the name, and those that stand empty in most rows.
_FULL = frozenset({"target", "adjusted", "actual", "weight", "score", "unit", "operator", "interim", "forecast",
                   "explanation", "rule", "history"})  # fmt: skip
_SPARSE = frozenset({"remark", "note", "basis"})
_HEADS = frozenset({*_LEVELS, "name"}) | _FULL | _SPARSE
#: So many pieces may make a head or a cell, and a head has so many characters at most.
_MOST_PIECES, _LONGEST_HEAD, _MOST_TORN = 3, 24, 4
_INDICATOR = "指标"
#: Behind such a part of a date a smaller one may stand, which counts no further.
_DATE_PARTS, _MOST_DAYS = "年月", 31
#: A table has so many rows; a column that blanks cut has so much more pieces than rows at most.
_FEWEST, _MOST, _LARGEST = 3, 80, 1.7
#: How well the cells suit their columns at least, on the average; how badly one suits that is none; how many may be.
_SUITS, _AGAINST, _MOST_AGAINST = 0.3, -0.5, 0.05
#: How well a plain name suits; how well a cell does that its column goes on with, and what it costs to stop before one,
#: to join two pieces, and to leave a column out, for each row.
_PLAIN_NAME, _GOES_ON = 0.9, 0.3
_STOPPED, _JOINT, _LEFT_OUT = -1.0, -0.3, -0.5
#: How sure a row is that was put together by counting, and how much less so where pieces had to be joined for it.
_COUNTED, _JOINED = 0.75, 0.8


@dataclass(frozen=True, slots=True)
class ColumnTable:
    """A table printed column by column, from `start` to `end` of a text: (role, as printed) of its columns, its rows,
    how sure they are, and the cells that nothing puts beside a row."""

    start: int
    end: int
    words: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]
    sure: float
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """A cell, or a part of one, and where it stands."""

    said: str
    start: int
    end: int


@dataclass(slots=True)
class _Stretch:
    """Heads, and the cells behind them down to the next head."""

    heads: list[tuple[str, str]]
    pieces: list[_Piece] = field(default_factory=list)

    @property
    def roles(self) -> list[str]:
        """The roles of the columns that are no levels."""
        return [role for role, _ in self.heads if role not in _LEVELS]

    @property
    def cells(self) -> list[_Piece]:
        """What stands here beside levels."""
        named = any(role in (*_LEVELS, "name") for role, _ in self.heads)
        return [piece for piece in self.pieces if not (named and _is_label(piece.said))]


@dataclass(frozen=True, slots=True)
class _Page:
    """The columns of one page: the cells by role, how well they suit their roles in all, and where they end."""

    columns: dict[str, list[str]]
    levels: list[tuple[str, str]]
    worth: float
    end: int
    joined: bool
    left: tuple[str, ...]


@lru_cache(maxsize=_MOST_KEPT)
def column_tables(text: str) -> tuple[ColumnTable, ...]:
    """The tables of a text that are printed column by column, cut by its lines or, where that gives none, its
    blanks."""
    for cells in _CELLS:
        pieces = list(_with_whole_levels([piece for piece in _pieces(text, cells) if not _is_of_page(piece.said)]))
        found = list(_tables(pieces))
        if found:
            return tuple(found)
    return ()


def _pieces(text: str, cells: re.Pattern[str]) -> Iterator[_Piece]:
    for found in cells.finditer(text):
        said = found[0].strip()
        if said:
            yield _Piece(said, found.start(), found.end())


def _is_of_page(said: str) -> bool:
    """Whether a piece belongs to the page; a head (备注) or a name that holds its word (打印机购置数量) does not."""
    return is_furniture(said) and not _role(bare(said)) and fit("name", said) < _PLAIN_NAME


def _with_whole_levels(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """The pieces, levels and the label at the left edge that blanks or lines tore made whole."""
    at = 0
    while at < len(pieces):
        for count in range(_MOST_TORN, 0, -1):
            said = "".join(piece.said for piece in pieces[at : at + count])
            if count == 1 or (at + count <= len(pieces) and (is_level(said) or said in spellings("side"))):
                yield _Piece(said, pieces[at].start, pieces[at + count - 1].end)
                at += count
                break


def _is_label(said: str) -> bool:
    """Whether a piece is a level, the beginning of one, or the label at the left edge, not a cell of a row."""
    return is_level(said) or said in spellings("side") or (len(said) > 1 and bare(said) in _beginnings())


@cache
def _beginnings() -> frozenset[str]:
    """What is printed first of the name of a level that lines tear."""
    levels = [level for level in all_level_names() if level.endswith(_INDICATOR)]
    return frozenset(level.removesuffix(_INDICATOR).removesuffix("满意度") for level in levels)


def _tables(pieces: Sequence[_Piece]) -> Iterator[ColumnTable]:
    at = 0
    while at < len(pieces):
        head = _head(pieces, at)
        if head is None or head[0] not in (*_LEVELS, "name"):
            at += 1
            continue
        stretches, behind = _stretches(pieces, at)
        table = _table(pieces[at].start, stretches)
        if table is not None:
            yield table
            at = next((place for place in range(at, len(pieces)) if pieces[place].start >= table.end), len(pieces))
        else:
            at = behind


def _head(pieces: Sequence[_Piece], at: int) -> tuple[str, str, int] | None:
    """The role of the head that begins at a piece, its words, and of how many pieces it is made; None for no head."""
    for count in range(_MOST_PIECES, 0, -1):
        printed = "".join(piece.said for piece in pieces[at : at + count])
        if len(printed) > _LONGEST_HEAD or at + count > len(pieces):
            continue
        role = _role(bare(printed))
        if role in _HEADS:
            return role, printed, count
    return None


def _role(word: str) -> str:
    """The role of a word that is a head; of one with several the first, of what was reached in a part of a year that of
    its head."""
    if word in ambiguous():
        return ambiguous()[word][0]
    return column_role(word).name if part_of_year(word) else spellings("columns").get(word, "")


def _stretches(pieces: Sequence[_Piece], at: int) -> tuple[list[_Stretch], int]:
    """The heads from a place on with their cells, down to a head that stood there before, and where that is."""
    found: list[_Stretch] = []
    seen: set[str] = set()
    while at < len(pieces):
        head = _head(pieces, at)
        if head is None:
            if not found:
                break
            found[-1].pieces.append(pieces[at])
            at += 1
            continue
        role, printed, count = head
        if role in seen:
            break
        seen.add(role)
        if not found or found[-1].pieces:
            found.append(_Stretch([]))
        found[-1].heads.append((role, printed))
        at += count
    return found, at


def _table(start: int, stretches: Sequence[_Stretch]) -> ColumnTable | None:
    """The table of these stretches, page by page; None where they are no columns."""
    words = [head for stretch in stretches for head in stretch.heads]
    roles = [role for role, _ in words]
    if "name" not in roles or not _FULL & set(roles):
        return None
    found: list[_Page] = []
    for page in _pages(stretches, words):
        read = _page(page)
        if read is None:
            break
        found.append(read)
    if not found:
        return None
    order = [*_LEVELS, *(role for role in roles if role not in _LEVELS and any(role in p.columns for p in found))]
    printed = {**knowledge("content")["heads"], **dict(words)}
    rows = [row for page in found for row in _rows(page, order)]
    sure = _COUNTED * (_JOINED if any(page.joined for page in found) else 1.0)
    left = tuple(said for page in found for said in page.left)
    return ColumnTable(start, found[-1].end, tuple((role, printed[role]) for role in order), tuple(rows), sure, left)


def _rows(page: _Page, order: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The rows of a page: each column's cells side by side."""
    for at in range(len(page.columns["name"])):
        level = page.levels[at] if page.levels else ("", "")
        cells = {**{role: cells[at] for role, cells in page.columns.items()}, **dict(zip(_LEVELS, level, strict=True))}
        yield tuple(cells.get(role, "") for role in order)


def _pages(stretches: Sequence[_Stretch], words: Sequence[tuple[str, str]]) -> Iterator[list[_Stretch]]:
    """The stretches of each page: a level among values begins the columns anew, under the same heads."""
    page: list[_Stretch] = []
    for stretch in stretches:
        named = {role for role, _ in stretch.heads} & {*_LEVELS, "name"}
        first = next((at for at, piece in enumerate(stretch.pieces) if is_level(piece.said)), -1)
        if named or first < 0:
            page.append(stretch)
            continue
        yield [*page, _Stretch(stretch.heads, stretch.pieces[:first])]
        page = [_Stretch(list(words), stretch.pieces[first:])]
    if page:
        yield page


def _page(stretches: Sequence[_Stretch]) -> _Page | None:
    """The likeliest columns of a page, whatever its number of rows; None where nothing suits."""
    cells = max((len(stretch.cells) for stretch in stretches), default=0)
    pages = (_of_length(stretches, count) for count in range(_FEWEST, min(cells, _MOST) + 1))
    found = [page for page in pages if page is not None]
    return max(found, key=lambda page: page.worth, default=None)


def _of_length(stretches: Sequence[_Stretch], count: int) -> _Page | None:
    """The columns of a page of so many rows; None where its stretches do not allow that, or no cell would suit."""
    columns: dict[str, list[str]] = {}
    left: list[str] = []
    end, joined, costs = 0, 0, 0.0
    for stretch in stretches:
        if not stretch.roles:
            continue
        column = _columns(stretch, count, stretch is stretches[-1])
        if column is None and "name" in stretch.roles:
            return None
        if column is None:
            left += [piece.said for piece in stretch.cells]
            costs += 0.0 if set(stretch.roles) <= _SPARSE else _LEFT_OUT * count
            continue
        columns |= column.cells
        joined += column.joined
        costs += column.costs
        end = column.end
    worths = [fit(role, said) for role, cells in columns.items() for said in cells]
    if "name" not in columns or not _FULL & set(columns) or not _suit(worths):
        return None
    worth = sum(worths) + costs + _JOINT * joined
    return _Page(columns, _levels_of(stretches, columns["name"]), worth, end, joined > 0, tuple(left))


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of a stretch: the cells by role, how many pieces were joined to others, where the last cell ends, and
    what it costs to end there."""

    cells: dict[str, list[str]]
    joined: int
    end: int
    costs: float


def _columns(stretch: _Stretch, count: int, last: bool) -> _Columns | None:
    """The columns of a stretch, one behind the other; those at the end that are mostly empty only where all their rows
    are filled. Behind the last column other text may stand. None where the cells are not as many."""
    pieces, roles = stretch.cells, stretch.roles
    full = [role for role in roles if role not in _SPARSE]
    needed, sparse = count * len(full), count * (len(roles) - len(full))
    if len(full) == 1 and not sparse and count < len(pieces) <= count * _LARGEST:
        return _squeezed(pieces, full[0], count, last)
    if len(pieces) < max(1, needed) or (len(pieces) > needed + sparse and not last):
        return None
    cells = {role: [piece.said for piece in pieces[at * count : (at + 1) * count]] for at, role in enumerate(full)}
    if len(pieces) == needed + sparse and sparse == count:
        cells[roles[-1]] = [piece.said for piece in pieces[needed:]]
    if not cells:
        return None
    used = sum(map(len, cells.values()))
    return _Columns(cells, 0, pieces[used - 1].end, _stopped(pieces[used:], list(cells)[-1], count) if last else 0.0)


def _stopped(pieces: Sequence[_Piece], role: str, count: int) -> float:
    """What it costs that a column ends before pieces that would suit it."""
    return _STOPPED * sum(fit(role, piece.said) > _GOES_ON for piece in pieces[:count])


def _squeezed(pieces: Sequence[_Piece], role: str, count: int, last: bool) -> _Columns | None:
    """A column of so many cells from more pieces than that: the neighbours joined that make the best cells. The last
    column of a page may end before its last piece."""
    whole = list(_with_whole_figures(pieces))
    pieces = whole if len(whole) >= count else pieces
    said = [piece.said for piece in pieces]
    best: dict[tuple[int, int], tuple[float, int]] = {(0, 0): (0.0, 0)}
    for end in range(1, len(said) + 1):
        for cells in range(max(1, -(-end // _MOST_PIECES)), min(end, count) + 1):
            starts = [start for start in range(max(0, end - _MOST_PIECES), end) if (start, cells - 1) in best]
            ways = [(best[at, cells - 1][0] + fit(role, "".join(said[at:end])) + _JOINT * (end - at - 1), at)
                    for at in starts]  # fmt: skip
            if ways:
                best[end, cells] = max(ways)
    ends = [end for end in (range(count, len(said) + 1) if last else (len(said),)) if (end, count) in best]
    if not ends:
        return None
    costs = {end: _stopped(pieces[end:], role, count) for end in ends}
    places = [max(ends, key=lambda end: best[end, count][0] + costs[end])]
    for cells in range(count, 0, -1):
        places.append(best[places[-1], cells][1])
    cut = ["".join(said[start:end]) for start, end in pairwise(places[::-1])]
    return _Columns({role: cut}, places[0] - count, pieces[places[0] - 1].end, costs[places[0]])


def _with_whole_figures(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """The pieces, a figure with its unit (617 人) and the parts of a date (6 月 14 日) as one each."""
    held: _Piece | None = None
    for piece in pieces:
        if held is not None and (_is_unit_of(held.said, piece.said) or _goes_on(held.said, piece.said)):
            held = _Piece(held.said + piece.said, held.start, piece.end)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def _is_unit_of(figure: str, unit: str) -> bool:
    return figure[-1].isdigit() and has_figure(figure) and is_unit(unit)


def _goes_on(date: str, part: str) -> bool:
    """Whether a part of a date goes on with the next smaller one."""
    return date[-1] in _DATE_PARTS and has_figure(date) and part.isdecimal() and 0 < int(part[:3]) <= _MOST_DAYS


def _suit(worths: Sequence[float]) -> bool:
    """Whether cells suit their columns, by how well each of them does."""
    against = sum(worth <= _AGAINST for worth in worths)
    return sum(worths) >= _SUITS * len(worths) and against <= _MOST_AGAINST * len(worths)


def _levels_of(stretches: Sequence[_Stretch], names: Sequence[str]) -> list[tuple[str, str]]:
    """The levels of each name, where they stand between the names, each before its own; none where nothing tells."""
    pieces = next(stretch.pieces for stretch in stretches if "name" in stretch.roles)
    found: list[tuple[str, str]] = []
    first = second = ""
    for at, piece in enumerate(pieces):
        if is_level(piece.said):
            over = at + 1 < len(pieces) and is_level(pieces[at + 1].said)
            first, second = (piece.said, "") if _is_first(piece.said, over) else (first, piece.said)
        elif not first:
            return []
        else:
            found.append((first, second))
    whole = len(found) == len(names) and len(set(found)) > 1 and all(second for _, second in found)
    return found if whole else []


def _is_first(level: str, over: bool) -> bool:
    """Whether a level is one of the first rank; of those that may be of both it is one over another level."""
    said = bare(level)
    return said in level_names("level1") and (over or said not in level_names("level2"))
