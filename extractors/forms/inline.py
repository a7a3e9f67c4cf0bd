"""Cells and lines that hold label and value together: `其他资金：15.52`, `填报人：某某`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from normalizers.text import compact

_PAIR = re.compile(r"^(?P<label>[^:：]{2,40})[:：](?P<value>[^:：]{0,200})$")
_PART = re.compile(r"^其中\s{0,3}[:：]")


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its value, as printed; `part` says that 其中： stands before."""

    label: str
    value: str
    part: bool = False


@lru_cache(maxsize=8192)
def inline_pair(text: str) -> Pair | None:
    """The pair in a cell, or None. A time, an address or a sentence with a colon is none."""
    cell = text.strip()
    part = bool(_PART.match(cell))
    if part:
        cell = _PART.sub("", cell).strip()
    found = _PAIR.match(cell)
    if found is None or compact(found["label"]).endswith(("http", "https")):
        return None
    label = found["label"].strip()
    if any(mark in label for mark in "。；;，,") or compact(label)[-1:].isdigit():
        return None
    return Pair(label, found["value"].strip(), part)
