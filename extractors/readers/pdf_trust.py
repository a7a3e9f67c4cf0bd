"""Whether the text layer of a page can be trusted, or the page must be read like a scan."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from extractors.readers.pdf_page import PageContent
from extractors.tables.marks import Character

#: A page with fewer characters than this has next to no text.
_FEW = 20
#: Pictures over so much of a page with so few characters are the page.
_PICTURED = 0.4
_BESIDE_PICTURE = 120
#: Letters drawn as outlines have some ten curves each.
_CURVES_A_LETTER = 10
_MANY_CURVES = 1_500
#: Shares of all characters.
_MOST_UNREAD = 0.1
_LEAST_PLAUSIBLE = 0.8
#: Of the Chinese characters, those that a beginner knows: 97 of 100 in real filings, 18 of 100 in a mixed-up font.
_LEAST_COMMON = 0.5
_ENOUGH_CHINESE = 30

_CID = re.compile(r"\(cid:\d{1,6}\)")
_PLAUSIBLE = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x370, 0x3FF), (0x2000, 0x27BF), (0x2E80, 0x33FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF),
    (0xFE10, 0xFE6F), (0xFF00, 0xFFEF), (0x20000, 0x323AF),
)  # fmt: skip


def distrust(page: PageContent) -> str:
    """Why the text of the page can't be trusted, in a few words; empty where it can or there is none."""
    characters = [one for one in page.characters if not one.text.isspace()]
    return covered(page) or _unread(page, characters) or _implausible(characters)


def covered(page: PageContent) -> str:
    """The same for a page with far fewer characters than ink: it is a picture, or its letters are drawn."""
    count = sum(1 for one in page.characters if not one.text.isspace())
    if page.pictured >= _PICTURED and count < _BESIDE_PICTURE:
        return "a picture with little text" if count else "a picture without text"
    if page.drawn >= _MANY_CURVES and count * _CURVES_A_LETTER < page.drawn / 2:
        return "letters drawn as outlines"
    if page.hidden > count and page.hidden >= _FEW:
        return "text printed invisibly"
    return ""


def _unread(page: PageContent, characters: Sequence[Character]) -> str:
    """Characters whose meaning the file doesn't give."""
    if len(characters) < _FEW:
        return ""
    private = sum(
        1 for one in characters if unicodedata.category(one.text) in ("Co", "Cn", "Cc") or one.text == "\ufffd"
    )
    private = max(private, page.unmapped)
    if private > _MOST_UNREAD * len(characters):
        return "characters without meaning"
    text = "".join(one.text for one in characters)
    named = sum(len(match) for match in _CID.findall(text)) if "(cid:" in text else 0
    return "characters without meaning" if named > _MOST_UNREAD * len(text) else ""


def _implausible(characters: Sequence[Character]) -> str:
    """Characters that no Chinese filing is written in, or Chinese that is no words."""
    if len(characters) < _FEW:
        return ""
    counts = Counter(one.text for one in characters)
    plausible = sum(times for sign, times in counts.items() if _is_plausible(ord(sign)))
    if plausible < _LEAST_PLAUSIBLE * len(characters):
        return "implausible characters"
    chinese = {sign: times for sign, times in counts.items() if "\u4e00" <= sign <= "\u9fff"}
    common = sum(times for sign, times in chinese.items() if _is_common(sign))
    total = sum(chinese.values())
    return "implausible Chinese" if total >= _ENOUGH_CHINESE and common < _LEAST_COMMON * total else ""


def _is_plausible(code: int) -> bool:
    return any(first <= code <= last for first, last in _PLAUSIBLE)


def _is_common(sign: str) -> bool:
    """Whether it is of the first level of GB 2312, the 3,755 characters that nearly all text is written in."""
    try:
        return 0xB0 <= sign.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False
