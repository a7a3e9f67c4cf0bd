"""Characters of symbol fonts (`≥` as F0B3 of Symbol) as the characters that they print."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

#: Where programs put the characters of symbol fonts: 0xF000 and the character's code in its font.
PRIVATE = re.compile("[\uf020-\uf0ff]")
_BASE = 0xF000
# Where no font of symbols is named, signs of comparison are the likeliest to have been meant.
_DEFAULT_FONT = "symbol"


@cache
def _symbols() -> dict[tuple[str, int], str]:
    text = files("extractors").joinpath("data/symbols.csv").read_text(encoding="utf-8")
    return {(row["font"], int(row["code"], 16)): row["text"] for row in csv.DictReader(text.splitlines())}


def symbol(font: str, code: int) -> str:
    """What a font prints for a code, with or without 0xF000 added; a character of its own where it isn't known."""
    offset = code - _BASE if 0xF020 <= code <= 0xF0FF else code
    known = _symbols().get((font.strip().lower(), offset))
    if known is not None:
        return known
    return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""


def unprivate(text: str, fonts: list[str]) -> str:
    """The text with each private character replaced by what the first of the fonts prints that knows it."""
    candidates = [*fonts, _DEFAULT_FONT]
    return PRIVATE.sub(lambda found: _first(found.group(), candidates), text)


def _first(character: str, fonts: list[str]) -> str:
    printed = (symbol(font, ord(character)) for font in fonts)
    return next((text for text in printed if text != character), character)
