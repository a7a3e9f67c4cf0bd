"""Head words that narrow columns tore over lines (`一级` / `指标`, `分` / `值`), made whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from extractors.forms.words.vocabulary import column_role
from schema.document import Block, Paragraph

#: Such lines have so many characters at most; a head is made of so many of them, and a run of lines of so many heads.
_LONGEST, _MOST_LINES, _FEWEST_HEADS = 8, 3, 3
_RANK = "级"


def with_heads_of_lines(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, each head of a run of short lines that is torn as one line; runs in which few are stay as they
    are."""
    for is_short, run in groupby(blocks, key=_is_short):
        lines = list(run)
        yield from _joined([line for line in lines if isinstance(line, Paragraph)]) if is_short else lines


def _is_short(block: Block) -> bool:
    return isinstance(block, Paragraph) and 0 < len(block.text.strip()) <= _LONGEST


def _joined(run: Sequence[Paragraph]) -> Sequence[Paragraph]:
    found: list[Paragraph] = []
    heads = at = 0
    while at < len(run):
        count = next((many for many in range(_MOST_LINES, 1, -1) if _are_head(run[at : at + many], many)), 1)
        heads += count > 1
        text = "".join(line.text.strip() for line in run[at : at + count]) if count > 1 else run[at].text
        found.append(replace(run[at], text=text))
        at += count
    return found if heads >= _FEWEST_HEADS else run


def _are_head(lines: Sequence[Paragraph], many: int) -> bool:
    """Whether so many lines make one known head, of which not each is one by itself; of 一级 and 指标 both are."""
    words = [line.text.strip() for line in lines]
    whole = column_role("".join(words)).sureness == 1.0
    apart = all(column_role(word).sureness == 1.0 for word in words) and not words[0].endswith(_RANK)
    return len(lines) == many and whole and not apart
