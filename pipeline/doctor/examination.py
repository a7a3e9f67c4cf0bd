"""What the doctor looks at: Python, packages, formats, database."""

from __future__ import annotations

import importlib
import platform
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.messages import say
from schema.errors import JixiaoError

if TYPE_CHECKING:
    from sqlalchemy import Engine

_OURS = ("jixiao", "schema", "normalizers", "extractors", "corpus", "pipeline")
_OLDEST = (3, 11)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something looked at; `reason` is empty where it is well."""

    what: str
    reason: str = ""
    advice: str = ""


def examine(
    database: str, is_typed: bool = False, options: Mapping[tuple[str, ...], frozenset[str]] | None = None
) -> Iterator[Remark]:
    """One remark a thing, well or not. `is_typed` where the database stands in the command; `options` are those of each
    command, for what is set and makes nothing."""
    from pipeline.doctor import surroundings
    from pipeline.doctor.inspection import inspect_engines, inspect_store
    from pipeline.store.engine import is_missing, open_store, refusals

    yield _python()
    for name in _needed():
        yield _package(name)
    for name in _OURS:
        yield _ours(name)
    yield _attempt(say("doctor-readers", names=""), _readers)
    yield from inspect_engines()
    yield from surroundings.inspect_programs()
    yield from surroundings.inspect_fonts()
    yield from surroundings.inspect_settings(database, is_typed, options or {})
    remark = _attempt(database, lambda: _database(database))
    yield remark
    if not remark.reason and not is_missing(database):
        with refusals(database):
            yield from inspect_store(open_store(database))


def _python() -> Remark:
    what = say("doctor-python", version=platform.python_version())
    return Remark(what) if sys.version_info >= _OLDEST else Remark(what, "< 3.11", "make clean setup")


def _needed() -> list[str]:
    """The packages that are needed on this machine."""
    from packaging.requirements import Requirement

    every = [Requirement(each) for each in metadata.requires("jixiao") or []]
    return [each.name for each in every if each.marker is None or each.marker.evaluate({"extra": ""})]


def _package(name: str) -> Remark:
    try:
        return Remark(say("doctor-package", name=name, version=metadata.version(name)))
    except metadata.PackageNotFoundError:
        return Remark(say("doctor-package", name=name, version=""), "not installed", f"pip install {name}")


def _ours(name: str) -> Remark:
    """Names as plain as ours may be another package's too."""
    what = say("doctor-ours", name=name)
    found = Path(importlib.import_module(name).__file__ or "").resolve().parent.parent
    if found == Path(__file__).resolve().parents[2]:
        return Remark(what)
    return Remark(what, f"it lies in {found}", "Install jixiao into an environment of its own: make setup")


def _attempt(what: str, look: Callable[[], str]) -> Remark:
    try:
        return Remark(look())
    except JixiaoError as error:
        return Remark(what, error.message, error.advice)


def _readers() -> str:
    from schema.parts import Reader
    from schema.registry import discover

    return say("doctor-readers", names=", ".join(part.name for part in discover("extractors.readers", Reader)))


def _database(database: str) -> str:
    from pipeline.measuring.summary import summarise
    from pipeline.store.engine import is_missing, open_store, refusals
    from pipeline.store.migrations import newest

    if is_missing(database):
        return say("doctor-no-database", database=database)
    engine = open_store(database)
    with refusals(database):
        check_integrity(engine, database)
        filings = summarise(engine).filings
    return say("doctor-database", database=database, version=newest(), filings=filings)


def check_integrity(engine: Engine, database: str) -> None:
    """Raises `JixiaoError` for an SQLite database that does not hold together."""
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        found = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
        loose = list(connection.exec_driver_sql("PRAGMA foreign_key_check"))
    if found or loose:
        reason = found[0] if found else f"{len(loose)} rows refer to none"
        advice = "Put it aside and make it anew from the archive: jixiao rebuild (the doctor does both with --repair)"
        raise JixiaoError(f"{database}: {reason}", advice)
