"""Finds the parts of a folder: an addition is a new file there, and no other file changes."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TypeVar

Part = TypeVar("Part")


@cache
def _values(package: str) -> tuple[object, ...]:
    folder = importlib.import_module(package)
    found: list[object] = []
    for module in sorted(pkgutil.iter_modules(folder.__path__), key=lambda entry: entry.name):
        if not module.name.startswith("_"):
            found.extend(vars(importlib.import_module(f"{package}.{module.name}")).values())
    return tuple(found)


def discover(package: str, kind: type[Part]) -> tuple[Part, ...]:
    """Every value of the kind that a module of the package defines, each once, by module name."""
    parts: list[Part] = []
    for value in _values(package):
        if isinstance(value, kind) and not any(value is part for part in parts):
            parts.append(value)
    return tuple(parts)
