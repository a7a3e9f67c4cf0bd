"""The engine that a run reads with: found by name, loaded once a process, its pages kept."""

from __future__ import annotations

from functools import cache
from typing import Any

from extractors.ocr.kept import Kept
from schema.errors import UsageError
from schema.parts import Engine
from schema.registry import discover
from schema.sight import Sight


def recogniser_for(sight: Sight) -> Any:
    """The loaded engine. Raises `UsageError` for an unknown one, `MissingToolError` for one that is not installed."""
    return _loaded(sight.engine, sight.threads, sight.kept)


@cache
def _loaded(name: str, threads: int, kept: Any) -> Any:
    found = {engine.name: engine for engine in discover("extractors.ocr", Engine)}
    if name not in found:
        raise UsageError(f"there is no OCR engine {name}", f"Name one of {', '.join(sorted(found))}.")
    engine = found[name]
    return Kept(engine.load(threads), engine.version(), kept)
