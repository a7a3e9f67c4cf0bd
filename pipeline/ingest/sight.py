"""How this run reads pictures: the engine asked for, its threads, and where recognised pages are kept."""

from __future__ import annotations

from pathlib import Path

from extractors.pictures.seeing import engine_named
from pipeline.settings import default_jobs
from pipeline.store.engine import database_file
from schema.sight import Sight

_FOLDER = "jixiao.pages"


def sight_for(database: str, jobs: int, when: str, engine: str) -> Sight:
    """What workers are told, so many at a time. Raises `UsageError` for an engine that there is not."""
    engine_named(engine)
    # Processes share the processors: more threads than those only wait for each other.
    threads = max(1, default_jobs() // max(1, jobs))
    return Sight(when, engine, threads, pages_folder(database))


def pages_folder(database: str) -> Path:
    """Where the pages recognised for a database are kept: beside its file, or here where it has none."""
    file = database_file(database)
    return file.with_name(f"{file.name}.pages") if file else Path(_FOLDER)
