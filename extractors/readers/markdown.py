"""Markdown: its tables with certain columns, its headings, lists and paragraphs as lines, without marks of style.

A text is Markdown where a row of dashes stands among rows of bars, and none of these has more cells than it. What has
bars alone is the text reader's.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from extractors.readers.encoding import decode
from extractors.readers.markup import kind_of
from extractors.tables.separated import MAXIMUM_CELLS
from extractors.word_tree.omissions import PICTURE, Omissions
from schema.document import Block, Document, Paragraph, Table
from schema.errors import LimitError, UnreadableError
from schema.parts import Reader
from schema.sight import Sight

MAXIMUM_BYTES = 16_000_000

_HEAD = 65_536
_DASHES = re.compile(r"\s{0,9}:?-{1,200}:?\s{0,9}")
# A bar that parts cells; behind a backslash it is one of the text.
_BAR = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s{0,9}/?>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:b|strong|i|em|u|s|del|sub|sup|span|font|p|div|center)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_PICTURE = re.compile(r"!\[[^\[\]]{0,200}\]\([^()]{0,500}\)")
_LINK = re.compile(r"\[([^\[\]]{1,300})\]\([^()]{0,500}\)")
_STRONG = re.compile(r"(\*\*|__|~~|`)(?=\S)([^*_~`]{1,2000})(?<=\S)\1")
_SLANTED = re.compile(r"(?<![*\w])\*(?=[^\s*])([^*]{1,500})(?<=[^\s*])\*(?![*\w])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
# What begins a line: a heading, an item of a list, a quotation; and lines of marks alone.
_MARKS = re.compile(r"^\s{0,20}(?:>\s{0,3}){0,5}(?:#{1,6}\s{1,9}|[-*+]\s{1,9}(?:\[[ xX]\]\s{1,9})?)?")
_CLOSING = re.compile(r"\s#{1,6}\s{0,9}$")
_RULE = re.compile(r"\s{0,3}(?:[-=_*]\s{0,3}){3,200}|\s{0,3}(?:```|~~~)\s{0,9}\w{0,20}\s{0,9}")


def accepts(data: bytes) -> float:
    """How sure we are that the bytes are Markdown: 0.6 by a table in the first of them, 0 for what has none."""
    words = decode(data[:_HEAD], cut=True)
    if words is None or "|" not in words or kind_of(words):
        return 0.0
    return 0.6 if _is_markdown(words.splitlines()) else 0.0


def read(data: bytes, _sight: Sight = Sight()) -> Document:
    """The lines and tables. Raises `UnreadableError` for no such text, `LimitError` for more than a report."""
    if len(data) > MAXIMUM_BYTES:
        raise LimitError(f"the text has {len(data):,} bytes, more than {MAXIMUM_BYTES:,}", "cut it into smaller files")
    words = decode(data)
    if words is None:
        raise UnreadableError("the bytes are no text in any encoding that we know", "open it and save it as UTF-8")
    if words.count("|") > MAXIMUM_CELLS:
        raise LimitError(f"the text has more than {MAXIMUM_CELLS:,} cells", "cut it into one file a filing")
    omissions = Omissions()
    blocks = tuple(_blocks(words.splitlines(), omissions))
    return Document("text", blocks, unread=omissions.unread(None))


def _is_markdown(lines: Sequence[str]) -> bool:
    """Whether there are tables, none with a row that is too long for its dashes, and no rows of bars without any."""
    found = False
    for is_barred, run in _runs(lines):
        width = _width(run)
        if is_barred and len(run) > 1 and (not width or any(len(_cells(line)) > width for line in run)):
            return False
        found |= width > 0
    return found


def _runs(lines: Sequence[str]) -> Iterator[tuple[bool, list[str]]]:
    """Neighbours with bars in them, and neighbours without."""
    for is_barred, run in groupby(lines, key=lambda line: "|" in line):
        yield is_barred, list(run)


def _width(run: Sequence[str]) -> int:
    """How many cells the row of dashes below the head of a table has; 0 where there is none. A converter that knows the
    head of a table may write what stands over it above."""
    rows = (_cells(line) for line in run[1:] if "-" in line)
    return next((len(cells) for cells in rows if _is_of_dashes(cells)), 0)


def _is_of_dashes(cells: Sequence[str]) -> bool:
    return len(cells) > 1 and all(map(_DASHES.fullmatch, cells))


def _cells(line: str) -> list[str]:
    words = line.strip().removeprefix("|")
    cells = _BAR.split(words)
    return cells[:-1] if len(cells) > 1 and not cells[-1].strip() else cells


def _blocks(lines: Sequence[str], omissions: Omissions) -> Iterator[Block]:
    """The tables, and the lines between them."""
    apart = True
    for _, run in _runs(lines):
        if width := _width(run):
            rows = [cells for line in run if not _is_of_dashes(cells := _cells(line))]
            yield Table.of([[_plain(cell, omissions) for cell in (*row, *[""] * width)[:width]] for row in rows])
            apart = True
            continue
        for line in run:
            words = "" if _RULE.fullmatch(line) else _plain(_CLOSING.sub("", _MARKS.sub("", line)), omissions)
            for piece in filter(None, words.split("\n")):
                yield Paragraph(piece, apart=apart)
                apart = False
            apart = apart or not line.strip()


def _plain(words: str, omissions: Omissions) -> str:
    """The words without the marks of their style; a break in them is the end of a line."""
    for _ in _PICTURE.findall(words):
        omissions.add(PICTURE, None)
    words = _TAG.sub("", _BREAK.sub("\n", _LINK.sub(r"\1", _PICTURE.sub("", words))))
    words = _SLANTED.sub(r"\1", _STRONG.sub(r"\2", words))
    return html.unescape(_ESCAPED.sub(r"\1", words)).replace("\u00a0", " ").strip()


MARKDOWN = Reader(name="markdown", version="1", accepts=accepts, read=read)
