"""Faint text: a watermark lies over other print or comes again and again; what stands alone may be meant to be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.pdf_objects.characters import Printed
from extractors.tables.marks import Character

#: Faint text that stands alone in this part of a page, from its top, is a title.
_TITLES = 0.3
#: Text is of one line whose feet are so near, in points.
_LINE = 3.0
#: No watermark is longer; more is not compared with the print.
_LONGEST = 400


def titles_and_marks(printed: Printed, height: float) -> tuple[list[Character], str]:
    """The faint characters that are a title, and what the others say that lie over no print: it may be a watermark."""
    titles: list[Character] = []
    marks = ""
    for line in _lines(printed.faint[:_LONGEST]):
        alone = not _lie_over(line, printed.characters)
        if alone and line[0].y1 <= _TITLES * height:
            titles += line
        elif alone:
            marks += _text(line)
    leaning = printed.leaning[:_LONGEST]
    return titles, marks + ("" if _lie_over(leaning, printed.characters) else _text(leaning))


def _lines(characters: Iterable[Character]) -> list[list[Character]]:
    lines: list[list[Character]] = []
    for one in characters:
        if lines and abs(lines[-1][-1].y1 - one.y1) <= _LINE:
            lines[-1].append(one)
        else:
            lines.append([one])
    return lines


def _lie_over(marks: Sequence[Character], printed: Sequence[Character]) -> bool:
    """Whether any of the marks stands where something is printed."""
    return any(
        mark.x0 < one.x1 and one.x0 < mark.x1 and mark.y0 < one.y1 and one.y0 < mark.y1
        for mark in marks
        if mark.text != " "
        for one in printed
        if one.text != " "
    )


def _text(characters: Iterable[Character]) -> str:
    return "".join(one.text for one in characters).replace(" ", "")
