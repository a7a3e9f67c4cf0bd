"""What the checks know of the forms' words: read once from `knowledge.toml` beside them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


@cache
def section(name: str) -> Mapping[str, Any]:
    """A section of the knowledge file; KeyError where there is none, which is a slip of the code."""
    text = (Path(__file__).parent / "knowledge.toml").read_text(encoding="utf-8")
    part: Mapping[str, Any] = tomllib.loads(text)[name]
    return part


@cache
def words(name: str, key: str) -> tuple[str, ...]:
    """A list of words in a section, in the file's order."""
    return tuple(section(name)[key])


@cache
def any_of(name: str, key: str) -> str:
    """A regular expression for any word of a list, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words(name, key), key=len, reverse=True)) + ")"


def holds_any(text: str, name: str, key: str) -> bool:
    """Whether a word of the list stands in the text."""
    return any(word in text for word in words(name, key))
