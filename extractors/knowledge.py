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
