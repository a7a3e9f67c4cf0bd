"""Texts cut to what fits a line."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.explain.explanation import Bounds

#: A sentence may be so many times as long as a cell.
_SENTENCE = 4


def shortened(text: str, most: int) -> str:
    """The text on one line, blanks run together; `…` stands for what does not fit."""
    line = " ".join(text[: most * 4].split())
    return line if len(line) <= most else line[: most - 1] + "…"


def cut(sentences: Sequence[str], bounds: Bounds) -> tuple[str, ...]:
    """The first of the sentences, each cut to a line."""
    return tuple(shortened(sentence, bounds.characters * _SENTENCE) for sentence in sentences[: bounds.sentences])
