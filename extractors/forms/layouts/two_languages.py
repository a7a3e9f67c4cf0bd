"""Forms in two languages, the second below or behind the first in a cell: the Chinese words say all."""

from __future__ import annotations

import re
from dataclasses import replace

from schema.document import Table

#: So large a share of the cells with words has a line of each language, where the other one is in Latin letters:
#: some stand in Chinese cells as well.
_LEAST = 0.3
_CHINESE, _LATIN = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[A-Za-z]{2}")
# Letters of the other languages that forms of China are printed in: Uyghur and Kazakh, Tibetan, Mongolian, Korean, Yi.
_OTHER_LETTERS = re.compile(
    r"[\u0600-\u06ff\u0750-\u077f\u0f00-\u0fff\u1100-\u11ff\u1800-\u18af\ua000-\ua4cf\uac00-\ud7a3]"
)
_BETWEEN = re.compile(r"\s*[/／(（\n]\s*|\s+")


def without_translations(table: Table) -> Table:
    """The table without what other letters say behind Chinese words, and without the lines of Latin letters alone below
    Chinese ones where it is written in both languages."""
    said = [_without_other_letters(cell.text) for cell in table.cells]
    chinese = [_chinese(text) for text in said]
    worded = sum(bool(_CHINESE.search(text)) for text in said)
    changed = sum(kept != text for kept, text in zip(chinese, said, strict=True))
    kept = chinese if changed and changed >= _LEAST * worded else said
    if all(text == cell.text for text, cell in zip(kept, table.cells, strict=True)):
        return table
    cells = (replace(cell, text=text) for text, cell in zip(kept, table.cells, strict=True))
    return replace(table, cells=tuple(cells))


def _without_other_letters(text: str) -> str:
    """A cell without the words in letters that are neither Chinese nor Latin, where Chinese ones stand before them."""
    found = _OTHER_LETTERS.search(text)
    if found is None or not _CHINESE.search(text, 0, found.start()):
        return text
    begins = max((mark.end() for mark in _BETWEEN.finditer(text, 0, found.start())), default=0)
    after = _CHINESE.search(text, found.start())
    if not begins or after is not None:
        return text
    return text[:begins].strip("/／(（ \n")


def _chinese(text: str) -> str:
    """The lines of a cell without those that say in Latin letters what a Chinese one above says."""
    lines = text.split("\n")
    if len(lines) < 2 or not _CHINESE.search(lines[0]):
        return text
    return "\n".join(line for line in lines if _CHINESE.search(line) or not _LATIN.search(line))
