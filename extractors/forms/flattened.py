"""Text in which tables lost their borders, made into tables again: head words in a row, then the cells behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby

from extractors.forms.furniture import is_furniture, table_end
from extractors.forms.head_runs import head_runs
from extractors.forms.keyed import keyed_rows
from extractors.forms.segmentation import segment
from extractors.forms.titles import form_of_title
from extractors.forms.vocabulary import spellings
from schema.document import Block, Cell, Document, Paragraph, Table
from schema.errors import LimitError

_NOTE = re.compile(r"\s*(?:注|说明|备注|填报说明|填表说明)\s{0,3}[:：]")
_TITLE = re.compile(r"(?:(?<=[。；;\s])|^)[\u4e00-\u9fff（）()\d]{0,40}?(?:自评表|目标表|申报表|评分表|计分表)")
_DOTS = re.compile(r"(?:…|\.{3,}|·{3,})+")
# Of a text with blanks between its cells, one character in this many is a blank.
_BLANK_EVERY = 14
_SURE = {False: 0.93, True: 0.85}
_MAXIMUM_BODY = 60_000
#: The search costs up to a third of a millisecond a character; the longest filings have 40,000 in all.
_MAXIMUM_READ = 200_000


def unflatten(document: Document) -> Document:
    """The document with tables where its running text holds the head of one; other documents come back as they are."""
    blocks: list[Block] = []
    for is_text, group in groupby(document.blocks, key=lambda block: isinstance(block, Paragraph)):
        run = list(group)
        if is_text:
            blocks.extend(_rebuilt([block for block in run if isinstance(block, Paragraph)]))
        else:
            blocks.extend(run)
    if len(blocks) == len(document.blocks):
        return document
    return replace(document, blocks=tuple(blocks))


def _rebuilt(run: Sequence[Paragraph]) -> Iterator[Block]:
    """Titles as paragraphs, and a table for each form: its labelled cells, its heads, and the rows behind them."""
    text = "".join(("\n\n" if paragraph.apart else "\n") + paragraph.text for paragraph in run).lstrip("\n")
    heads = list(head_runs(text))
    if not heads:
        yield from run
        return
    glued = _is_glued(text)
    lines: list[list[str]] = []
    start = read = 0
    for order, head in enumerate(heads):
        limit = heads[order + 1].start if order + 1 < len(heads) else len(text)
        body = text[head.end : min(limit, head.end + _MAXIMUM_BODY)]
        between, side = _side_of(_without_note(text[start : head.start]))
        before, rows = keyed_rows(between, glued)
        if order and any(form_of_title(line) for line in before.split("\n")):
            yield _table(lines, glued)
            lines = []
        yield from _lines(before)
        cut = table_end().search(body) or _next_form(body)
        end = head.end + (cut.start() if cut else len(body))
        read += end - head.end
        if read > _MAXIMUM_READ:
            raise LimitError("its tables without borders are longer than any filing's", "cut it into one file a filing")
        lines += [*rows, [side, *(printed for _, printed in head.words)]]
        lines += _rows(text[head.end : end], [role for role, _ in head.words], glued)
        start = end
    yield _table(lines, glued)
    yield from _lines(text[start:])


def _without_note(text: str) -> str:
    """The text from the next form's title on, where a note to the form before stands in front of it."""
    if not _NOTE.match(text):
        return text
    titles = list(_TITLE.finditer(text))
    return text[titles[0].start() :] if titles else text


def _lines(text: str) -> Iterator[Paragraph]:
    yield from (Paragraph(line) for line in text.split("\n") if line.strip())


@cache
def _side_pattern() -> re.Pattern[str]:
    sides = sorted(spellings("side"), key=len, reverse=True)
    joined = "|".join(r"\s{0,3}".join(map(re.escape, side)) for side in sides)
    return re.compile(rf"(?P<side>{joined})(?:\s{{0,3}}[(（][^()（）]{{1,12}}[)）])?[\s:：|]*$")


def _side_of(text: str) -> tuple[str, str]:
    """The text before the label of the merged cell at the left edge (长期绩效指标), and the label; none is empty."""
    found = _side_pattern().search(text)
    return (text[: found.start()], found["side"]) if found else (text, "")


def _is_glued(text: str) -> bool:
    """Whether nothing tells one cell from the next."""
    return sum(c.isspace() for c in text) * _BLANK_EVERY < len(text)


def _next_form(body: str) -> re.Match[str] | None:
    """Where the labelled cells or the left edge of the next part begin, behind the rows of this one."""
    return _side_pattern().search(body)


def _rows(body: str, roles: Sequence[str], glued: bool) -> list[list[str]]:
    """The rows behind a head, a cell for each of its columns behind the empty one at the left edge."""
    found: list[list[str]] = []
    for row in segment(_DOTS.sub(" ", body), roles, glued):
        line = [""] * (len(roles) + 1)
        for cell in row:
            line[cell.column + 1] = cell.text
        found.append(line)
    return found


def _table(lines: Sequence[Sequence[str]], glued: bool) -> Table:
    """The lines as a table with exact columns; the last cell of a short line reaches to the right edge."""
    width = max(len(line) for line in lines)
    cells = [
        Cell(text, row, column, 1, width - column if column + 1 == len(line) else 1, confidence=_SURE[glued])
        for row, line in enumerate(lines)
        for column, text in enumerate(line)
    ]
    return Table(tuple(cells), exact=True)
