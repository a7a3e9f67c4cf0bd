"""Characters into lines of text: by baseline, then from left to right, with the blanks that the gaps mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.tables.marks import Character, upright
from schema.geometry import Box

#: How far a baseline may lie off its line's, in sizes of type: a raised ² stays, the next line doesn't.
_OFF_LINE = 0.5
#: Gaps, in sizes of type, that mean a blank: between Latin letters, between digits, between any two characters.
_LETTERS_APART = 0.18
_DIGITS_APART = 0.4
_ANY_APART = 0.9
_FAR_APART = 1.8
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
    """A line of text; `size` is that of its largest type, `pieces` its parts between wide gaps, left to right."""

    text: str
    box: Box
    size: float
    pieces: tuple[Piece, ...]


def lines_of(characters: Iterable[Character]) -> tuple[TextLine, ...]:
    """The lines of the characters, top to bottom; characters turned on their side are read on their side."""
    by_turn: dict[int, list[Character]] = {}
    for character in characters:
        by_turn.setdefault(character.turn, []).append(character)
    lines: list[TextLine] = []
    for turn, some in sorted(by_turn.items()):
        lines += _lines(some, turn)
    return tuple(lines)


def _lines(characters: Sequence[Character], turn: int) -> list[TextLine]:
    upended = characters if not turn else upright(characters, turn, 0.0, 0.0)
    boxes = {id(new): old for new, old in zip(upended, characters, strict=True)} if turn else {}
    lines = []
    for row in rows_of(upended):
        line = _line(row)
        if line is None:
            continue
        box = line.box if not turn else _box([boxes[id(one)] for one in row])
        lines.append(line if not turn else TextLine(line.text, box, line.size, line.pieces))
    return lines


def rows_of(characters: Iterable[Character]) -> list[list[Character]]:
    """The characters grouped by baseline, top to bottom, each group from left to right."""
    rows: list[list[Character]] = []
    base = size = 0.0
    for one in sorted(characters, key=lambda character: character.y):
        height = one.size
        if rows and one.y - base <= _OFF_LINE * max(size, height):
            rows[-1].append(one)
            if height > size:
                base, size = one.y, height
        else:
            rows.append([one])
            base, size = one.y, height
    for row in rows:
        row.sort(key=lambda character: character.x0)
    return rows


def _line(row: Sequence[Character]) -> TextLine | None:
    """The line that a row of characters makes; None where it is blank."""
    size = max(one.size for one in row if one.text != " ") if any(not one.text.isspace() for one in row) else 0.0
    if not size:
        return None
    pieces: list[Piece] = []
    letters: list[str] = []
    start = end = row[0].x0
    before: Character | None = None
    for one in row:
        if before is not None:
            if one.text == before.text and one.x0 - before.x0 < _SHADOW * (one.x1 - one.x0):
                continue
            gap = one.x0 - before.x1
            if gap > _FAR_APART * size:
                _add(pieces, letters, start, end)
                letters, start = [], one.x0
            elif gap > 0 and _apart(before.text, one.text, gap / size):
                letters.append(" ")
        letters.append(one.text)
        end = one.x1
        before = one
    _add(pieces, letters, start, end)
    pieces = [piece for whole in pieces for piece in _cut(whole)]
    return TextLine("  ".join(piece.text for piece in pieces), _box(row), size, tuple(pieces))


def _apart(left: str, right: str, gap: float) -> bool:
    """Whether a gap between two characters, in sizes of type, stands for a blank that was not printed as one."""
    if left.isspace() or right.isspace():
        return False
    if left.isascii() and right.isascii():
        if left.isalpha() and right.isalpha():
            return gap > _LETTERS_APART
        return gap > _DIGITS_APART
    return gap > _ANY_APART


def _add(pieces: list[Piece], letters: list[str], start: float, end: float) -> None:
    text = "".join(letters).strip()
    if text:
        pieces.append(Piece(text, start, end))


def _cut(piece: Piece) -> tuple[Piece, ...]:
    return (piece,)


def _box(characters: Iterable[Character]) -> Box:
    inked = [one for one in characters if not one.text.isspace()]
    return Box(
        min(one.x0 for one in inked),
        min(one.y0 for one in inked),
        max(one.x1 for one in inked),
        max(one.y1 for one in inked),
    )
