"""What the doctor looks at beside the installation: archive, journal, disk, and the engines that read pictures."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.doctor.examination import Remark
from pipeline.messages import say
from pipeline.settings import MIB
from schema.errors import JixiaoError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from pipeline.doctor.damage import Damage
    from pipeline.store.archive import Archive

# So many names stand in a remark.
_NAMED = 5
# A rebuild writes each filing that it makes a second time before it lets go of the first.
_ROOM = 1024 * MIB


def inspect_store(engine: Engine) -> Iterator[Remark]:
    """The remarks on a database that is there."""
    from pipeline.doctor.damage import damage
    from pipeline.store.archive import archive_of

    archive = archive_of(engine)
    found = damage(engine, archive)
    yield from _archive(engine, archive, found)
    yield from _journal(engine)
    entries = {entry: entry for entry in found.entries}
    yield from _wrong(say("doctor-entries", count=len(entries)), say("doctor-entries-advice"), entries, entries)
    if archive.local:
        yield _disk(archive.local)


def inspect_engines() -> Iterator[Remark]:
    """One remark an engine that reads pictures; only the one that reads where none is named has to be there."""
    from schema.parts import Engine as Part
    from schema.registry import discover
    from schema.sight import DEFAULT_ENGINE

    for part in discover("extractors.ocr", Part):
        try:
            yield Remark(say("doctor-engine", name=part.name, version=part.version()))
        except JixiaoError as error:
            what = say("doctor-engine", name=part.name, version=say("doctor-not-installed"))
            yield Remark(what, error.message, error.advice) if part.name == DEFAULT_ENGINE else Remark(what)


def _archive(engine: Engine, archive: Archive, found: Damage) -> Iterator[Remark]:
    """Archive against database: originals that are missing, altered, or nobody's; readings, rows and names that are
    damaged."""
    from pipeline.store.engine import reading

    with reading(engine) as connection:
        filings = _filings(connection)
    yield Remark(say("doctor-archive", folder=archive.folder, count=len(found.contents)))
    known = {sha256: min(names) for sha256, names in found.met.items()} | filings
    missing, nameless = sorted(filings.keys() - found.contents), sorted(found.contents - known.keys())
    yield from _wrong(say("doctor-missing", count=len(missing)), say("doctor-missing-advice"), missing, known)
    for what, hurt in (
        (say("doctor-altered", count=len(found.originals)), found.originals),
        (say("doctor-readings", count=len(found.readings)), found.readings),
        (say("doctor-rows", count=len(found.rows)), found.rows),
    ):
        yield from _wrong(what, say("doctor-damaged-advice"), hurt, known)
    unwritten = {sha256: known[sha256] for sha256, _ in found.names}
    what = say("doctor-names", count=len(found.names))
    yield from _wrong(what, say("doctor-names-advice"), unwritten, unwritten)
    what = say("doctor-unloaded", count=len(found.unloaded))
    yield from _wrong(what, say("doctor-unloaded-advice"), found.unloaded, known)
    yield from _wrong(say("doctor-nameless", count=len(nameless)), say("doctor-nameless-advice"), nameless, known)


def _filings(connection: Connection) -> dict[str, str]:
    from sqlalchemy import select
    from sqlmodel import SQLModel

    filings = SQLModel.metadata.tables["filings"].c
    return {str(sha256): str(source) for sha256, source in connection.execute(select(filings.sha256, filings.source))}


def _wrong(what: str, advice: str, found: Iterable[str], known: Mapping[str, str]) -> Iterator[Remark]:
    """What is wrong with these, by their names; nothing where there are none."""
    names = sorted(known.get(each, each[:16]) for each in found)
    if names:
        yield Remark(what, ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else ""), advice)


def _journal(engine: Engine) -> Iterator[Remark]:
    """The journal against its file, whether it can be changed, and what fits nowhere."""
    from pipeline.decisions.journal import difference, entries, is_guarded, mirrored
    from pipeline.decisions.lost import lost_decisions

    every = entries(engine)
    yield Remark(say("doctor-journal", count=len(every), file=mirrored(engine)))
    only_file, only_database = difference(engine)
    if only_file or only_database:
        reason = say("doctor-journal-apart-reason", file=only_file, database=only_database)
        yield Remark(say("doctor-journal-apart"), reason, say("doctor-journal-apart-advice"))
    ids = {entry.entry_id for entry in every}
    dangling = [entry.entry_id for entry in every if entry.kind == "undo" and entry.undoes not in ids]
    what = say("doctor-dangling", count=len(dangling))
    yield from _wrong(what, say("doctor-journal-apart-advice"), dangling, {name: name for name in dangling})
    if not is_guarded(engine):
        yield Remark(say("doctor-unguarded"), say("doctor-unguarded-reason"), say("doctor-unguarded-advice"))
    lost = lost_decisions(engine)
    places = {str(number): f"{row['source']} {row['record_id']}" for number, row in enumerate(lost)}
    yield from _wrong(say("doctor-lost", count=len(lost)), say("doctor-lost-advice"), places, places)


def _disk(folder: Path) -> Remark:
    place = folder if folder.is_dir() else folder.absolute().parent
    free = shutil.disk_usage(place).free
    what = say("doctor-disk", free=free // MIB, folder=place)
    return Remark(what) if free > _ROOM else Remark(what, say("doctor-disk-reason"), say("doctor-disk-advice"))
