"""The engine that a run reads pictures with: found by name, its pages kept."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from extractors.ocr.kept import Kept, kept_engine
from schema.errors import UsageError
from schema.parts import Engine
from schema.registry import discover
from schema.sight import Sight


def engine_named(name: str) -> Engine:
    """The engine of that name. Raises `UsageError` where there is none."""
    found = {engine.name: engine for engine in discover("extractors.ocr", Engine)}
    if name not in found:
        raise UsageError(f"there is no OCR engine {name}", f"Name one of {', '.join(sorted(found))}.")
    return found[name]


def recogniser_for(sight: Sight) -> Kept:
    """The engine asked for, loaded when it is first needed. Raises `MissingToolError` where it is not installed."""
    return _recogniser(sight.engine, sight.threads, sight.kept)


@cache
def _recogniser(engine: str, threads: int, kept: Path | None) -> Kept:
    import cv2

    cv2.setNumThreads(threads)  # by itself it takes all processors, and so would each worker
    return kept_engine(engine_named(engine), threads, kept)
