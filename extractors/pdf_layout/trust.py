"""Whether the text layer of a page can be trusted, or the page must be read like a scan."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from extractors.pdf_objects.looks import INVISIBLE
from extractors.pdf_objects.page import PageContent

#: A page with fewer characters than this has next to no text.
_FEW = 20
#: Pictures over so much of a page with so few characters are the page.
_PICTURED = 0.4
#: Pictures on a page without any text matter from this share on.
_SPECK = 0.005
_BESIDE_PICTURE = 120
#: Letters drawn as outlines have some ten curves each.
_CURVES_A_LETTER = 10
_MANY_CURVES = 1_500
#: The same on a page with next to no text.
_SOME_CURVES = 300
#: Shares of all characters.
_MOST_UNREAD = 0.1
_LEAST_PLAUSIBLE = 0.8
#: Of the Chinese characters, those that a beginner knows: 97 of 100 in real filings, 18 of 100 in a mixed-up font.
_LEAST_COMMON = 0.5
_ENOUGH_CHINESE = 30

#: Characters of no meaning: private ones, none at all, and controls.
_NAMELESS = ("Co", "Cn", "Cc")
_LONGEST_NUMBER = 12
_CID = re.compile(r"\(cid:\d{1,6}\)")
_PLAUSIBLE = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x370, 0x3FF), (0x2000, 0x27BF), (0x2E80, 0x33FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF),
    (0xFE10, 0xFE6F), (0xFF00, 0xFFEF), (0x20000, 0x323AF),
)  # fmt: skip


def distrust(page: PageContent) -> str:
    """Why the text of the page can't be trusted, in a few words; empty where it can or there is none."""
    return covered(page) or _unreadable(page)


def covered(page: PageContent) -> str:
    """The same for a page with far fewer characters than ink: it is a picture, or its letters are drawn."""
    count = len(page.characters)
    if page.pictured >= (_PICTURED if count else _SPECK) and count < _BESIDE_PICTURE:
        return "a picture with little text" if count else "a picture without text"
    if page.drawn >= _MANY_CURVES and count * _CURVES_A_LETTER < page.drawn / 2:
        return "letters drawn as outlines"
    if count < _FEW and page.drawn >= _SOME_CURVES:
        return "letters drawn as outlines"
    hidden = page.left_out.get(INVISIBLE, 0)
    if hidden > count and hidden >= _FEW:
        return "text printed invisibly"
    return ""


def _unreadable(page: PageContent) -> str:
    """The same for characters whose meaning the file doesn't give, or that no Chinese filing is written in."""
    counts = Counter([one.text for one in page.characters])
    counts.pop(" ", None)
    total = sum(counts.values())
    if total < _FEW:
        return ""
    nameless = sum(times for sign, times in counts.items() if unicodedata.category(sign) in _NAMELESS)
    if max(nameless, page.unmapped) > _MOST_UNREAD * total or _is_named_by_number(page, counts, total):
        return "characters without meaning"
    if sum(times for sign, times in counts.items() if _is_plausible(ord(sign))) < _LEAST_PLAUSIBLE * total:
        return "implausible characters"
    chinese = {sign: times for sign, times in counts.items() if "\u4e00" <= sign <= "\u9fff"}
    common = sum(times for sign, times in chinese.items() if _is_common(sign))
    several = sum(chinese.values())
    return "implausible Chinese" if several >= _ENOUGH_CHINESE and common < _LEAST_COMMON * several else ""


def _is_named_by_number(page: PageContent, counts: Counter[str], total: int) -> bool:
    """Whether the text consists of `(cid:123)`, as programs write characters that they can't name."""
    if counts["("] + counts["（"] < _MOST_UNREAD * total / _LONGEST_NUMBER:
        return False
    text = "".join(one.text for one in page.characters)
    return sum(len(match) for match in _CID.findall(text)) > _MOST_UNREAD * total


def _is_plausible(code: int) -> bool:
    return any(first <= code <= last for first, last in _PLAUSIBLE)


def _is_common(sign: str) -> bool:
    """Whether it is of the first level of GB 2312, the 3,755 characters that nearly all text is written in."""
    try:
        return 0xB0 <= sign.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False
