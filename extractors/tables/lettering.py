"""Characters into lines of text: by what they stand on, then from left to right, with the blanks that the gaps mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from extractors.tables.marks import Character, upright
from schema.geometry import Box

#: How far a character may stand off its line, in sizes of type: a raised ² stays, the next line doesn't.
_OFF_LINE = 0.55
_BOTTOM, _LEFT = attrgetter("y1"), attrgetter("x0")
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
    """A line of text; `pieces` are its parts between wide gaps, left to right.

    `size` is the width of its Chinese characters, or the height of its largest type where it has none; `indent` the
    width of the blanks that are printed before its first character.
    """

    text: str
    box: Box
    size: float
    pieces: tuple[Piece, ...]
    indent: float = 0.0


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
        lines.append(line if not turn else replace(line, box=box))
    return lines


def rows_of(characters: Iterable[Character]) -> list[list[Character]]:
    """The characters grouped by the line they stand on, top to bottom, each group from left to right."""
    rows: list[list[Character]] = []
    base = size = 0.0
    for one in sorted(characters, key=_BOTTOM):
        height = one.size
        if rows and one.y1 - base <= _OFF_LINE * max(size, height):
            rows[-1].append(one)
            if height > size:
                base, size = one.y1, height
        else:
            rows.append([one])
            base, size = one.y1, height
    for row in rows:
        row.sort(key=_LEFT)
    return rows


def _line(row: Sequence[Character]) -> TextLine | None:
    """The line that a row of characters makes; None where it is blank."""
    inked = _without_shadows(row)
    if not inked:
        return None
    size = _size([one for one, _ in inked])
    pieces: list[Piece] = []
    letters: list[str] = []
    before = inked[0][0]
    start = before.x0
    for one, blanks in inked:
        gap = one.x0 - before.x1
        if letters and gap > _FAR_APART * size:
            pieces.append(Piece("".join(letters), start, before.x1))
            letters, start = [], one.x0
        elif letters:
            letters.append(blanks or (" " if gap > 0 and _apart(before.text, one.text, gap / size) else ""))
        letters.append(one.text)
        before = one
    pieces.append(Piece("".join(letters), start, before.x1))
    text = "  ".join(piece.text for piece in pieces)
    return TextLine(text, _box(one for one, _ in inked), size, tuple(pieces), max(0.0, inked[0][0].x0 - row[0].x0))


def _size(characters: Sequence[Character]) -> float:
    wide = [one.x1 - one.x0 for one in characters if one.text >= "\u2e80"]
    return max(wide) if wide else max(one.size for one in characters)


def _without_shadows(row: Sequence[Character]) -> list[tuple[Character, str]]:
    """The characters that print something, each with the blanks before it; bold type printed twice counts once."""
    inked: list[tuple[Character, str]] = []
    blanks = ""
    for one in row:
        if one.text.isspace():
            blanks += one.text
            continue
        before = inked[-1][0] if inked else None
        if before and one.text == before.text and one.x0 - before.x0 < _SHADOW * (one.x1 - one.x0):
            continue
        inked.append((one, blanks))
        blanks = ""
    return inked


def _apart(left: str, right: str, gap: float) -> bool:
    """Whether a gap between two characters, in sizes of type, stands for a blank that was not printed as one."""
    if left.isascii() and right.isascii():
        return gap > (_LETTERS_APART if left.isalpha() and right.isalpha() else _DIGITS_APART)
    return gap > _ANY_APART


def _box(characters: Iterable[Character]) -> Box:
    some = list(characters)
    return Box(
        min(one.x0 for one in some),
        min(one.y0 for one in some),
        max(one.x1 for one in some),
        max(one.y1 for one in some),
    )
