"""Reads the tables of knowledge that lie beside the code in `data/`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def knowledge(name: str) -> dict[str, Any]:
    """The whole of `data/NAME.toml`; read once a process."""
    return tomllib.loads(files("extractors").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def alternatives(section: str) -> dict[str, str]:
    """The lists of words of a section of `data/headers.toml` as alternatives of a pattern, the longest words first."""
    listed: dict[str, list[str]] = knowledge("headers")[section]
    return {name: "|".join(sorted(words, key=lambda word: -len(word))) for name, words in listed.items()}
