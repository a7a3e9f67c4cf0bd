"""A table cut in two by an empty paragraph or a caption such as 续表 is one table.

Offices cut a table at the foot of a page by hand. Two forms that follow each other look much the same, so without a
caption the second part must show that it goes on: by the head of the first, by a row like the last one in columns of
the same widths, or by a first cell that carries on what the last one said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.word_text.tables import BEGINS, GOES_ON, OWN, Piece, Rows

_BLANKS = re.compile(r"\s+")
_NUMBER = r"[一二三四五六七八九十\d]{0,3}"
_CAPTION = re.compile(
    rf"[（(【]?(?:续|接)(?:上|前)?(?:表|页){_NUMBER}[)）】]?[:：]?|.{{0,40}}[（(]续(?:上)?(?:表)?{_NUMBER}[)）]"
)
_UNIT_LINE = re.compile(r"[（(]?(?:金额)?单位[:：]\w{1,6}[)）]?")
_HAIR = 15  # twips: rounding between a table and its copy
_FEWEST_IN_HEAD = 3
_DEEPEST_HEAD = 40  # rows: below, a row like another is chance
_HIGHEST_LABEL = 200
_LONGEST_LINE = 60


def take_on(first: Rows, second: Rows, between: Sequence[str]) -> bool:
    """Adds the second part to the first, a repeated head once; False, and nothing, where they are two tables.

    `between` are the lines that stand between them. The first grows, so that a hundred parts cost no more than one.
    """
    lines = [_BLANKS.sub("", line[: 2 * _LONGEST_LINE]) for line in between]
    lines = [line for line in lines if line]
    if not first.rows or not second.rows or first.columns != second.columns:
        return False
    if not all(_is_caption(line) or _UNIT_LINE.fullmatch(line) for line in lines):
        return False
    repeated = _repeated(first.rows, second.rows)
    if not any(map(_is_caption, lines)) and (lines or not _goes_on(first, second, repeated)):
        return False
    _carry_on(first.rows, second.rows, repeated)
    shift = len(first.rows) - repeated
    first.omissions.extend((kind, shift + row, words) for kind, row, words in second.omissions)
    first.rows.extend(second.rows[repeated:])
    return True


def _is_caption(line: str) -> bool:
    return len(line) <= _LONGEST_LINE and _CAPTION.fullmatch(line) is not None


def _repeated(first: list[list[Piece]], second: list[list[Piece]]) -> int:
    """How many rows at the top of the second part are a head that the first has too, at its top or further down.

    The last row is never one: a part that were a head alone would say nothing.
    """
    if len(second) < 2:
        return 0
    for start, row in enumerate(first[:_DEEPEST_HEAD]):
        if _is_again(row, second[0]) and (start == 0 or len(_said(second[0])) >= _FEWEST_IN_HEAD):
            count = 1
            while (
                count < len(second) - 1
                and start + count < len(first)
                and _is_again(first[start + count], second[count])
            ):
                count += 1
            return count
    return 0


def _is_again(row: list[Piece], other: list[Piece]) -> bool:
    """Whether the other row says what the row says, but for cells that go on from above."""
    said = _said(other)
    return bool(said) and said <= _said(row)


def _said(row: list[Piece]) -> set[tuple[int, int, str]]:
    return {(piece.column, piece.width, text) for piece in row if (text := _text(piece))}


def _text(piece: Piece) -> str:
    return _BLANKS.sub("", piece.text[:_HIGHEST_LABEL])


def _goes_on(first: Rows, second: Rows, repeated: int) -> bool:
    if second.heads > repeated or _begins_anew(first.rows, second.rows, repeated):
        return False
    if any(len(_said(row)) >= _FEWEST_IN_HEAD for row in second.rows[:repeated]):
        return True
    return _layout(first.rows[-1]) == _layout(second.rows[0]) and (_agree(first, second) or _carries_on(first, second))


def _begins_anew(first: list[list[Piece]], second: list[list[Piece]], repeated: int) -> bool:
    """Whether both go on alike below what is alike: `项目名称` with another name begins another form."""
    if repeated >= min(len(first), len(second)) or not _opening(second[repeated]):
        return False
    opening = _opening(first[repeated])
    label = next((piece for piece in first[repeated] if _text(piece)), None)
    below = _opening(first[repeated + 1]) if repeated + 1 < len(first) else None
    is_level = label is None or label.merge != OWN or opening == below
    return opening == _opening(second[repeated]) and not is_level


def _agree(first: Rows, second: Rows) -> bool:
    pairs = zip(first.widths, second.widths, strict=False)
    same = len(first.widths) == len(second.widths) and all(abs(one - other) <= _HAIR for one, other in pairs)
    return same and any(first.widths)


def _carries_on(first: Rows, second: Rows) -> bool:
    """Whether the first cell of the second part is empty, or says again what runs down beside the end of the first."""
    head = second.rows[0][0] if len(second.rows[0]) >= _FEWEST_IN_HEAD else None
    return head is not None and (not _text(head) or _text(head) == _label(first.rows, head.column))


def _layout(row: list[Piece]) -> list[tuple[int, int]]:
    return [(piece.column, piece.width) for piece in row]


def _opening(row: list[Piece]) -> str:
    """The first words of a row."""
    return next((text for piece in row if (text := _text(piece))), "")


def _label(rows: list[list[Piece]], column: int) -> str | None:
    """What was said last in a column: a label runs down by a merge, or by empty cells below it."""
    for row in reversed(rows[-_HIGHEST_LABEL:]):
        piece = next((piece for piece in row if piece.column == column), None)
        if piece is None or (piece.merge != GOES_ON and _text(piece)):
            return None if piece is None else _text(piece)
    return None


def _carry_on(first: list[list[Piece]], second: list[list[Piece]], repeated: int) -> None:
    """Makes the cells at the left of the second part, empty or said again, go on from the end of the first."""
    above = {piece.column: (place, piece) for place, piece in enumerate(first[-1])}
    for place, piece in enumerate(second[repeated][:-1]):
        at, over = above.get(piece.column, (0, None))
        if over is None or over.width != piece.width or not _is_below(piece, over, first):
            return
        if over.merge == OWN:
            first[-1][at] = over._replace(merge=BEGINS)
        second[repeated][place] = piece._replace(merge=GOES_ON, text="")


def _is_below(piece: Piece, over: Piece, first: list[list[Piece]]) -> bool:
    """Whether a cell only carries on the one over it: it is empty, or says again what runs down to there."""
    runs_down = over.merge != OWN or not _text(over)
    return not _text(piece) or (runs_down and _text(piece) == _label(first, piece.column))
