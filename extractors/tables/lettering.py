"""Characters into lines of text: by what they stand on, then from left to right, with the blanks that the gaps mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from extractors.tables.marks import Character, turned_box, upright
from extractors.tables.raised import without_notes
from schema.geometry import Box

#: How far a character may stand off its line, in sizes of type: a raised ² stays, the next line doesn't.
_OFF_LINE = 0.55
_BOTTOM, _LEFT = attrgetter("y1"), attrgetter("x0")
#: Gaps, in sizes of type, that mean a blank: between Latin letters, between digits, between any two characters.
_LETTERS_APART = 0.18
_DIGITS_APART = 0.4
_ANY_APART = 0.8
_FAR_APART = 1.8
#: A line with type so much smaller than its largest may have something set high.
_SMALL = 0.75
#: The same character printed again within this share of its width is the shadow of bold type.
_SHADOW = 0.25


@dataclass(frozen=True, slots=True)
class Piece:
    """Text without a wide gap in it."""

    text: str
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text; `pieces` are its parts between wide gaps, left to right.

    `size` is the width of its Chinese characters, or the height of its largest type where it has none; `indent` the
    width of the blanks that are printed before its first character; `confidence` that of its least sure character;
    `notes` how many marks of notes, set high in it, were taken off.
    """

    text: str
    box: Box
    size: float
    pieces: tuple[Piece, ...]
    indent: float = 0.0
    confidence: float = 1.0
    notes: int = 0


def lines_of(characters: Iterable[Character]) -> tuple[TextLine, ...]:
    """The lines of the characters, top to bottom; characters turned on their side are read on their side."""
    by_turn: dict[int, list[Character]] = {}
    for character in characters:
        by_turn.setdefault(character[5], []).append(character)
    if by_turn.keys() <= {0}:
        return tuple(_upright_lines(by_turn.get(0, ())))
    lines: list[TextLine] = []
    for turn, some in sorted(by_turn.items()):
        lines += _lines(some, turn)
    return tuple(lines)


def _upright_lines(characters: Iterable[Character]) -> Iterator[TextLine]:
    for row in rows_of(characters):
        line = _line(row)
        if line is not None:
            yield line


def _lines(characters: Sequence[Character], turn: int) -> list[TextLine]:
    """The lines of characters of one turn, with their boxes as they lie on the page."""
    if not turn:
        return list(_upright_lines(characters))
    back = (4 - turn) % 4
    lines = _upright_lines(upright(characters, turn, 0.0, 0.0))
    return [replace(line, box=Box(*turned_box(_corners(line.box), back, 0.0, 0.0))) for line in lines]


def _corners(box: Box) -> tuple[float, float, float, float]:
    return box.x0, box.y0, box.x1, box.y1


def rows_of(characters: Iterable[Character]) -> list[list[Character]]:
    """The characters grouped by the line they stand on, top to bottom, each group from left to right."""
    rows: list[list[Character]] = []
    base = size = 0.0
    for one in sorted(characters, key=_BOTTOM):
        _, x0, y0, x1, y1, _, _ = one
        height = y1 - y0 if y1 - y0 > x1 - x0 else x1 - x0
        if rows and y1 - base <= _OFF_LINE * (size if size > height else height):
            rows[-1].append(one)
            if height > size:
                base, size = y1, height
        else:
            rows.append([one])
            base, size = y1, height
    for row in rows:
        row.sort(key=_LEFT)
    return rows


def _line(row: Sequence[Character]) -> TextLine | None:
    """The line that a row of characters makes; None where it is blank."""
    inked, blanks = _without_shadows(row)
    if not inked:
        return None
    notes = 0
    heights = [one.y1 - one.y0 for one in inked]
    if min(heights) < _SMALL * max(heights) and min([one.confidence for one in inked]) == 1:
        inked, blanks, notes = without_notes(inked, blanks)
    size = _size(inked)
    pieces: list[Piece] = []
    letters: list[str] = []
    before, start, end = "", inked[0].x0, inked[0].x0
    for (text, x0, _, x1, _, _, _), blank in zip(inked, blanks, strict=True):
        gap = x0 - end
        if gap > _FAR_APART * size:
            pieces.append(Piece("".join(letters), start, end))
            letters, start = [], x0
        elif blank and letters:
            letters.append(blank)
        elif gap > 0.1 and letters and _apart(before, text, gap / size):
            letters.append(" ")
        letters.append(text)
        before, end = text, x1
    pieces.append(Piece("".join(letters), start, end))
    whole = "  ".join([piece.text for piece in pieces]) if len(pieces) > 1 else pieces[0].text
    sure = min([one.confidence for one in inked])
    return TextLine(whole, _box(inked), size, tuple(pieces), max(0.0, inked[0].x0 - row[0].x0), sure, notes)


def _size(characters: Sequence[Character]) -> float:
    wide = [one.x1 - one.x0 for one in characters if one.text >= "\u2e80"]
    return max(wide) if wide else max([one.size for one in characters])


def _without_shadows(row: Sequence[Character]) -> tuple[list[Character], list[str]]:
    """The characters that print something, and the blanks before each; bold type printed twice counts once."""
    inked: list[Character] = []
    blanks: list[str] = []
    blank = ""
    for one in row:
        text = one.text
        if text.isspace():
            blank += text
            continue
        if inked and text == inked[-1].text and one.x0 - inked[-1].x0 < _SHADOW * (one.x1 - one.x0):
            continue
        inked.append(one)
        blanks.append(blank)
        blank = ""
    return inked, blanks


def _apart(left: str, right: str, gap: float) -> bool:
    """Whether a gap between two characters, in sizes of type, stands for a blank that was not printed as one."""
    if left.isascii() and right.isascii():
        return gap > (_LETTERS_APART if left.isalpha() and right.isalpha() else _DIGITS_APART)
    return gap > _ANY_APART


def _box(characters: Sequence[Character]) -> Box:
    """The box around characters that stand in a row, from left to right."""
    return Box(
        characters[0].x0,
        min([one.y0 for one in characters]),
        max([one.x1 for one in characters]),
        max([one.y1 for one in characters]),
    )
