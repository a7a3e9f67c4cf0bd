"""A table cut in two by an empty paragraph or a caption such as 续表 is one table.

Offices cut a table at the foot of a page by hand. Two forms that follow each other look much the same, so without a
caption the second part must go on as the first ended: the same columns to a hair, and a row laid out as the last one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.readers.word_tables import Piece, Rows

_BLANKS = re.compile(r"\s+")
_CAPTION = re.compile(
    r"[（(【]?(?:续|接)(?:上|前)?(?:表|页)[一二三四五六七八九十\d]{0,3}[)）】]?[:：]?|.{0,40}[（(]续(?:表|上表)?[)）]"
)
_UNIT_LINE = re.compile(r"[（(]?(?:金额)?单位[:：]\w{1,6}[)）]?")
_HAIR = 15  # twips: rounding between a table and its copy
_FEWEST_IN_HEAD = 2
_LONGEST_LINE = 60


def take_on(first: Rows, second: Rows, between: Sequence[str]) -> bool:
    """Adds the second part to the first, a repeated head once; False, and nothing, where they are two tables.

    `between` are the lines that stand between them. The first grows, so that a hundred parts cost no more than one.
    """
    lines = [_BLANKS.sub("", line[: 2 * _LONGEST_LINE]) for line in between]
    lines = [line for line in lines if line]
    if not first.rows or not second.rows or not all(_is_caption(line) or _UNIT_LINE.fullmatch(line) for line in lines):
        return False
    repeated = _repeated(first.rows, second.rows)
    captioned = any(map(_is_caption, lines)) and first.columns == second.columns
    headed_anew = second.heads > repeated
    alike = not lines and not headed_anew and _agree(first, second) and _goes_on(first.rows, second.rows, repeated)
    if captioned or alike:
        first.rows.extend(second.rows[repeated:])
    return captioned or alike


def _is_caption(line: str) -> bool:
    return len(line) <= _LONGEST_LINE and _CAPTION.fullmatch(line) is not None


def _repeated(first: list[list[Piece]], second: list[list[Piece]]) -> int:
    """How many rows at the top of the second part are those at the top of the first."""
    count = 0
    for one, other in zip(first, second[:-1], strict=False):
        if one != other or not any(piece.text.strip() for piece in one):
            break
        count += 1
    return count


def _agree(first: Rows, second: Rows) -> bool:
    pairs = zip(first.widths, second.widths, strict=False)
    same = len(first.widths) == len(second.widths) and all(abs(one - other) <= _HAIR for one, other in pairs)
    return same and any(first.widths) and first.columns == second.columns


def _goes_on(first: list[list[Piece]], second: list[list[Piece]], repeated: int) -> bool:
    """Whether the second part repeats a head of several columns, or begins with a row like the last of the first."""
    headed = any(sum(1 for piece in row if piece.text.strip()) >= _FEWEST_IN_HEAD for row in second[:repeated])
    alike = _layout(first[-1]) == _layout(second[0])
    return headed or (alike and _opening(first[0]) != _opening(second[0]))


def _layout(row: list[Piece]) -> list[tuple[int, int]]:
    return [(piece.column, piece.width) for piece in row]


def _opening(row: list[Piece]) -> str:
    """The first word of a row: a table that begins as the one before is another of its kind."""
    return next((text for piece in row if (text := _BLANKS.sub("", piece.text[:200]))), "")
