"""Radicals that a producer wrote in place of the characters of the same shape."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from importlib.resources import files


@cache
def _equivalents() -> dict[str, str]:
    text = (files("extractors") / "data" / "radicals.csv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return {row["radical"]: row["character"] for row in csv.DictReader(lines)}


def plain_character(sign: str) -> str:
    """The ideograph for a radical or a compatibility ideograph of the same shape; any other character as it is."""
    if not ("\u2e80" <= sign <= "\u2fdf" or "\uf900" <= sign <= "\ufaff"):
        return sign
    return _equivalents().get(sign) or unicodedata.normalize("NFKC", sign)
