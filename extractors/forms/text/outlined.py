"""Lines without what only guides the eye: signs before a level (`★产出指标`) and items of a list (`- 新建路灯：50盏`),
dots between a name and its value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractors.forms.text.head_words import is_level
from schema.document import Block, Paragraph

#: So many lines have such dots, and say more behind them than the number of a page.
_FEWEST = 3
_SIGNS = re.compile(r"^(\s*)(?:[★☆●○◎■□◆◇▲△▼▽►▶▪•·※✓✔√➢❖◉*+#»]|[-—–](?=\s)){1,6}\s*")
# Signs that open an item of a list and mean nothing else.
_BULLETS = re.compile(r"^(\s*)(?:[•●○◆◇▪➢►▶]|[-—–]{1,2}(?=\s))\s*(?=[\u4e00-\u9fff])")
# Brackets round all that a line says: 【产出指标】.
_BRACKETED = re.compile(r"^(\s*)[【\[［〔]([^【】\[\]［］〔〕]{2,20})[】\]］〕]\s*$")
_DOTS = re.compile(
    r"(?<=[^\s.…·_—-])\s?(?:…{2,}|\.{4,}|．{3,}|·{3,}|﹒{3,}|_{4,}|-{4,}|—{3,}|(?:\.\s){4,})\s?(?=[^\s.…·_—-])"
)
_PAGE = re.compile(r"\d{1,3}\s*")


def outlined(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, their lines without such signs and with blanks for such dots."""
    known = list(blocks)
    leads = [_led(block.text) for block in known if isinstance(block, Paragraph)]
    are_led = sum(map(bool, leads)) >= _FEWEST
    for block in known:
        yield _plain(block, are_led) if isinstance(block, Paragraph) else block


def _led(text: str) -> str:
    """What stands behind the dots of a line; nothing where they lead to a page, or where it has none."""
    parts = _DOTS.split(text)
    return parts[-1] if len(parts) == 2 and not _PAGE.fullmatch(parts[-1]) else ""


def _plain(line: Paragraph, are_led: bool) -> Paragraph:
    text = line.text
    behind = _SIGNS.sub(r"\1", text)
    bared = _BRACKETED.sub(r"\1\2", behind)
    text = bared if is_level(bared.strip()) else _BULLETS.sub(r"\1", text)
    text = _DOTS.sub("  ", text) if are_led and _led(text) else text
    return line if text == line.text else replace(line, text=text)
