"""Running text as a lattice: pieces that are never cut, and what stands between each two of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import accumulate, pairwise

from extractors.dictionary import cutter
from extractors.forms.evidence.fit import fit, is_level_name
from normalizers.quantities.figures import JOINED
from normalizers.text import BORDERS

#: So many borders make a text one whose cells are parted by them.
_BORDERED = 4
#: Where they part so few gaps for so many of lines, they are a page's (浏览量:36 | | |), and no table's.
_LINES_A_BORDER = 20
_GAP = re.compile(r"\s+")
#: Pieces of texts in which nothing tells one cell from the next, and of all others: there no figure is cut.
_GLUED_PIECE = re.compile(rf"\d|[a-zA-Z]+|[\u4e00-\u9fff]+|[\s{BORDERS}]+|[^\w\s]|\w")
_PIECE = re.compile(rf"{JOINED}|[a-zA-Z]+|[\u4e00-\u9fff]+|[\s{BORDERS}]+|[^\w\s]|\w")
_SEPARATOR = re.compile(rf"[\s{BORDERS}]+")
_BORDER_SIGN = re.compile(f"[{BORDERS}]")
#: Lines are rows where there are so many, each with so many borders within; what begins none is a figure or a sign.
_FEWEST_ROWS, _CELLS_A_LINE, _NEXT_TO_ALL = 3, 2, 0.8
#: Words are torn where so many levels are, into so many pieces at most.
_FEWEST_TORN, _MOST_TORN = 3, 5
_OPENS_ROW = re.compile(r"[\u4e00-\u9fffA-Za-z“]")
_BLANKS = re.compile(r"[ \u00a0]?")
#: A text's lines are its cells where so many of them, and so large a part, are whole cells by what stands in them, and
#: no larger part of its gaps stands within lines; no such cell is longer, and a value fits so well at least.
_FEWEST_CELLS, _OF_LINES, _WITHIN, _LONGEST_CELL, _FITS = 8, 0.25, 0.35, 24, 0.9
#: Of so many texts it is kept: each is asked about for its heads, and for each plan of its columns.
_MOST_KEPT = 16
#: Shorter words are not looked up in the dictionary.
_LEAST_CUT = 3


class Gap(IntEnum):
    """What stands between two pieces: nothing, one blank, a wide blank or a tab, a line's end, a blank line, a border
    (`|`), a border at a line's end."""

    NOTHING = 0
    BLANK = 1
    WIDE = 2
    LINE = 3
    BLANK_LINE = 4
    BORDER = 5
    BORDER_LINE = 6


class Manner(IntEnum):
    """What parts the cells of a text: nothing, any blank, blank lines, borders, the ends of lines."""

    GLUED = 0
    SPACED = 1
    BLANK_LINES = 2
    BORDERED = 3
    LINES = 4


#: What parts the cells of a text where not each blank does.
_PARTING = {Manner.BLANK_LINES: Gap.BLANK_LINE, Manner.BORDERED: Gap.BORDER, Manner.LINES: Gap.LINE}


@dataclass(frozen=True, slots=True)
class Lattice:
    """The pieces of a text and the gap before each; `borders` counts the borders in it: between two of them stands an
    empty cell. `text` is that of all pieces run together, `bounds` where in it each piece begins, and its end."""

    pieces: tuple[str, ...]
    gaps: tuple[Gap, ...]
    borders: tuple[int, ...]
    manner: Manner

    @property
    def text(self) -> str:
        """All pieces without what stands between them."""
        return "".join(self.pieces)

    @property
    def bounds(self) -> tuple[int, ...]:
        """Where each piece begins in `text`, and where the last one ends."""
        return (0, *accumulate(map(len, self.pieces)))

    @property
    def lines_are_rows(self) -> bool:
        """Whether borders or blanks part the cells and each line is a row: then lines have several cells, and none but
        the first begins with a figure or a sign, as one that goes on with a row may."""
        if self.manner is Manner.SPACED:
            return self._blanks_part_rows
        at_lines = [at for at, gap in enumerate(self.gaps) if at and gap is Gap.BORDER_LINE]
        within = sum(gap is Gap.BORDER for gap in self.gaps)
        broken = any(gap is Gap.LINE for gap in self.gaps[1:])
        wide = self.manner is Manner.BORDERED and not broken and within >= _CELLS_A_LINE * len(at_lines)
        return wide and len(at_lines) >= _FEWEST_ROWS and all(_OPENS_ROW.match(self.pieces[at]) for at in at_lines)

    @property
    def _blanks_part_rows(self) -> bool:
        """Whether next to all lines have several blanks within and begin with a word."""
        starts = [0, *(at for at, gap in enumerate(self.gaps) if at and gap in (Gap.LINE, Gap.BLANK_LINE))]
        ends = [*starts[1:], len(self.gaps)]
        wide = (sum(gap in (Gap.BLANK, Gap.WIDE) for gap in self.gaps[start + 1 : end]) >= _CELLS_A_LINE
                for start, end in zip(starts, ends, strict=True))  # fmt: skip
        rows = [is_wide and bool(_OPENS_ROW.match(self.pieces[at])) for is_wide, at in zip(wide, starts, strict=True)]
        return len(rows) > _FEWEST_ROWS and sum(rows) >= _NEXT_TO_ALL * len(rows)

    @property
    def tears_words(self) -> bool:
        """Whether blanks tear words: several levels stand in two pieces or more, as narrow columns break them."""
        return _torn_levels(self.pieces, self.gaps) >= _FEWEST_TORN

    def free(self) -> Iterator[tuple[int, int]]:
        """The runs of pieces, as first one and the one behind the last, that gaps part from all others: in texts of
        lines, blank lines and borders by these alone."""
        least = _PARTING.get(self.manner, Gap.BLANK)
        starts = [at for at, gap in enumerate(self.gaps) if not at or gap >= least]
        yield from pairwise([*starts, len(self.pieces)])


@lru_cache(maxsize=_MOST_KEPT)
def _torn_levels(pieces: tuple[str, ...], gaps: tuple[Gap, ...]) -> int:
    """How many levels blanks tear. All plans of the columns ask it of one text."""
    torn, at = 0, 0
    while at < len(pieces):
        ends = (end for end in range(at + 2, min(at + _MOST_TORN, len(pieces)) + 1)
                if all(gap is Gap.BLANK for gap in gaps[at + 1 : end])
                and is_level_name("".join(pieces[at:end])))  # fmt: skip
        end = next(ends, 0)
        torn += bool(end)
        at = end or at + 1
    return torn


def lattice_of(text: str, glued: bool) -> Lattice:
    """The pieces of a text; `glued` says that blanks part no cells: then words are cut by a dictionary."""
    pieces: list[str] = []
    gaps: list[Gap] = []
    borders: list[int] = []
    before, count = "", 0
    for piece in (_GLUED_PIECE if glued else _PIECE).findall(text):
        if _SEPARATOR.fullmatch(piece):
            before += piece
            continue
        for word in _words(piece) if glued and len(piece) >= _LEAST_CUT and piece[0] >= "\u4e00" else (piece,):
            count = len(_BORDER_SIGN.findall(before))
            pieces.append(word)
            gaps.append(_gap(before, count))
            borders.append(count)
            before = ""
    return Lattice(tuple(pieces), tuple(gaps), tuple(borders), manner_of(text, glued))


def _gap(between: str, borders: int) -> Gap:
    lines = between.count("\n")
    if borders:
        return Gap.BORDER_LINE if lines else Gap.BORDER
    if lines:
        return Gap.BLANK_LINE if lines > 1 else Gap.LINE
    if not between:
        return Gap.NOTHING
    return Gap.BLANK if _BLANKS.fullmatch(between) else Gap.WIDE


def manner_of(text: str, glued: bool) -> Manner:
    """What parts the cells of a text; `glued` says that it has hardly a blank."""
    if is_bordered(text):
        return Manner.BORDERED
    if has_blank_lines(text):
        return Manner.BLANK_LINES
    if not glued and has_lines(text):
        return Manner.LINES
    return Manner.GLUED if glued else Manner.SPACED


def is_bordered(text: str) -> bool:
    """Whether borders (`|`) part the cells of a text: not where a few stand at one place of many lines."""
    if len(_BORDER_SIGN.findall(text)) < _BORDERED:
        return False
    gaps: list[str] = _SEPARATOR.findall(text)
    bordered = sum(_BORDER_SIGN.search(gap) is not None for gap in gaps)
    return bordered * _LINES_A_BORDER >= sum("\n" in gap for gap in gaps)


def has_blank_lines(text: str) -> bool:
    """Whether blank lines part the cells: then they are most of its gaps."""
    gaps: list[str] = _GAP.findall(text)
    return sum(gap.count("\n") > 1 for gap in gaps) * 2 > len(gaps)


@lru_cache(maxsize=_MOST_KEPT)
def has_lines(text: str) -> bool:
    """Whether each line is a cell: then many lines are nothing but points, a value or a level, and few of the text's
    gaps stand within lines."""
    gaps: list[str] = _GAP.findall(text)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    whole = sum(map(_is_cell, lines))
    within = sum("\n" not in gap for gap in gaps)
    return whole >= _FEWEST_CELLS and whole > _OF_LINES * len(lines) and within < _WITHIN * len(gaps)


def _is_cell(line: str) -> bool:
    """Whether a line is a whole cell of a form, by itself."""
    return len(line) <= _LONGEST_CELL and (
        fit("weight", line) > 0 or fit("target", line) >= _FITS or is_level_name(line)
    )


def _words(text: str) -> Iterator[str]:
    yield from cutter()(text, HMM=False)
