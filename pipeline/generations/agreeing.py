"""Whether databases were made alike: only then are their filings together what one run would have made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import outerjoin, select
from sqlmodel import SQLModel

from pipeline.generations.lineage import reading_version
from pipeline.ingest.preparing import Aliases, Maker
from pipeline.store.engine import reading
from pipeline.store.states import aliases_in_force
from schema.errors import JixiaoError
from schema.kept import UnderstandingRecord

if TYPE_CHECKING:
    from sqlalchemy import Engine

_FILINGS_TABLE = SQLModel.metadata.tables["filings"]
_UNDERSTANDINGS_TABLE = SQLModel.metadata.tables[str(UnderstandingRecord.__tablename__)]
_FILINGS, _UNDERSTANDINGS = _FILINGS_TABLE.c, _UNDERSTANDINGS_TABLE.c

# What to do about each.
_ANEW = "Make each of them anew with this version: jixiao rebuild --db DB"
_ALIKE = "Make one of them anew with the settings of the other: jixiao rebuild --full --ocr WHEN --ocr-engine NAME"
_ALIASES = "Bring their journals together first: jixiao journal export, jixiao journal import, jixiao rebuild"


@dataclass(frozen=True, slots=True)
class _Making:
    """How the filings of a database were made: by which versions, with which settings of reading and aliases."""

    name: str
    versions: frozenset[tuple[str, ...]]
    settings: frozenset[str]
    aliases: Aliases


def agreed_maker(engines: Iterable[Engine]) -> Maker:
    """The maker that made the filings of all these databases.

    Raises `JixiaoError` where one was made by another version, with other settings or other further aliases.
    """
    makings = [making for engine in engines if (making := _making(engine)).versions]
    if not makings:
        return Maker.of()
    first = makings[0]
    maker = Maker.of(first.aliases, f"{reading_version()} {min(first.settings)}".strip())
    for making in makings:
        _check(making, first, maker)
    return maker


def _making(engine: Engine) -> _Making:
    by = (_UNDERSTANDINGS.read_by, _UNDERSTANDINGS.meant_by)
    versions = (_FILINGS.schema_version, _FILINGS.code_version, _FILINGS.taxonomy_version)
    joined = outerjoin(_FILINGS_TABLE, _UNDERSTANDINGS_TABLE, _FILINGS.sha256 == _UNDERSTANDINGS.sha256)
    with reading(engine) as connection:
        found = connection.execute(select(*by, *versions).select_from(joined).distinct()).all()
        aliases = aliases_in_force(connection)
    read = [(row[0] or "").partition(" ")[::2] for row in found]
    every = frozenset((by[0], *map(str, row[1:])) for by, row in zip(read, found, strict=True))
    name = engine.url.database or engine.url.render_as_string()
    return _Making(name, every, frozenset(settings for _, settings in read), aliases)


def _check(making: _Making, first: _Making, maker: Maker) -> None:
    """Raises `JixiaoError` for a database that does not fit."""
    stamps = maker.versions
    running = (reading_version(), maker.meant_by, stamps.schema, stamps.code, stamps.taxonomy)
    if making.aliases != first.aliases:
        raise JixiaoError(f"{first.name} and {making.name} have different further names of indicators", _ALIASES)
    if making.versions != {running}:
        raise JixiaoError(f"{making.name}, or a part of it, was made by another version of jixiao", _ANEW)
    settings = sorted(first.settings | making.settings)
    if len(settings) > 1:
        what = f"{first.name} and {making.name}: pictures were read with different settings ({' / '.join(settings)})"
        raise JixiaoError(what, _ALIKE)
