"""From files to records: understand each content once, load each filing whole, name each failure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from pipeline.rows import Rows, failed_rows, rows_of
from pipeline.settings import MIB, Limits
from pipeline.sources import Content, Source, digest, group
from pipeline.versions import Versions, versions
from pipeline.workers import Crew, Failure, Step, Tell
from schema.errors import LimitError, UnreadableError
from schema.filing import Filing
from schema.finding import Finding
from schema.sight import Sight

if TYPE_CHECKING:
    from sqlalchemy import Engine

#: A filing and what does not add up in it.
Understood = tuple[Filing, tuple[Finding, ...]]
Understand = Callable[[bytes, str, Sight], Understood]
#: Hears which page of a file is being read from its picture, and how many pages it has.
PageBegun = Callable[[str, int, int], None]

_PERMISSIONS = "check that it is there and may be read"


def understand(data: bytes, name: str, sight: Sight = Sight()) -> Understood:
    """The bytes of a document as a filing, and what does not add up in it. Raises a child of `JixiaoError`."""
    from extractors.reading import read_document
    from extractors.recognition import recognise
    from normalizers.normalize import normalize
    from pipeline.checks import check

    document = read_document(data, name, sight)
    reading = recognise(document)
    filing = normalize(reading, document)
    return filing, check(filing)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: `loaded`, `skipped` or `failed`.

    `message` says why it failed and `advice` what to do; `same_as` is the other name of this content that was read.
    """

    name: str
    state: str
    message: str = ""
    advice: str = ""
    same_as: str = ""


def ingest(
    engine: Engine,
    sources: Iterable[Source],
    jobs: int = 1,
    limits: Limits | None = None,
    understand: Understand = understand,
    sight: Sight = Sight(),
    page_begun: PageBegun | None = None,
) -> Iterator[Outcome]:
    """Loads what the files hold and yields an outcome a file: first what is known already, then the new by name."""
    from pipeline.loaders import loaded

    hashed: list[tuple[Source, str]] = []
    for source in sources:
        try:
            hashed.append((source, digest(source.path)))
        except OSError as error:
            yield Outcome(source.name, "failed", f"the file can't be read: {error.strerror}", _PERMISSIONS)
    contents = group(hashed)
    known = loaded(engine, (content.sha256 for content in contents))
    for content in contents:
        if content.sha256 in known:
            yield from _skip(engine, content)
    fresh = [content for content in contents if content.sha256 not in known]
    work = partial(_rows, understand=understand, size=(limits or Limits()).size, made_by=versions(), sight=sight)
    for content, result in _crew(work, jobs, limits or Limits(), page_begun).results(fresh):
        yield from _take_in(engine, content, result)


def _skip(engine: Engine, content: Content) -> Iterator[Outcome]:
    from pipeline.loaders import add_names

    add_names(engine, content.sha256, content.names)
    for name in content.names:
        yield Outcome(name, "skipped")


def _crew(
    work: Callable[[Content, Tell], Rows], jobs: int, limits: Limits, page_begun: PageBegun | None
) -> Crew[Content, Rows]:
    """Who does the work; each page that is read from its picture allows more time, and more memory from then on."""

    def told(content: Content, news: tuple[int, int]) -> None:
        if page_begun:
            page_begun(content.names[0], *news)

    step = Step(limits.seconds_a_page, limits.memory_with_pictures)
    return Crew(work, jobs, limits.seconds, limits.memory, step, told)


def _rows(content: Content, tell: Tell, understand: Understand, size: int, made_by: Versions, sight: Sight) -> Rows:
    """What a worker makes of a content: the rows to load."""
    data = _read(content, size)
    sight = replace(sight, page_begun=lambda page, pages: tell((page, pages)))
    # Messages are stored: the name stays out of them, for another name of the same content is as good.
    filing, findings = understand(data, "", sight)
    return rows_of(filing, findings, content.names[0], content.sha256, made_by)


def _read(content: Content, size: int) -> bytes:
    """The bytes that were hashed before. Raises `LimitError` for too many, `UnreadableError` for others."""
    try:
        if content.path.stat().st_size > size:
            raise LimitError(f"the file is larger than {size // MIB} MiB", "cut it into one file a filing")
        data = content.path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"the file can't be read: {error.strerror}", _PERMISSIONS) from error
    if sha256(data).hexdigest() != content.sha256:
        raise UnreadableError("the file changed while it was read", "ingest it again when nothing writes to it")
    return data


def _take_in(engine: Engine, content: Content, result: Rows | Failure) -> Iterator[Outcome]:
    from pipeline.loaders import add_names

    name, *further = content.names
    yield _loaded(engine, content, result)
    add_names(engine, content.sha256, content.names)
    for again in further:
        yield Outcome(again, "skipped", same_as=name)


def _loaded(engine: Engine, content: Content, result: Rows | Failure) -> Outcome:
    """Loads the rows, or the one row of a failure; rows that the database does not take are one as well."""
    from pipeline.loaders import UNSTORABLE, load

    name = content.names[0]
    try:
        if not isinstance(result, Failure):
            return Outcome(name, "loaded" if load(engine, result) else "skipped")
    except UNSTORABLE as error:
        reason = str(getattr(error, "orig", error)).splitlines()[0]
        result = Failure(f"its records can't be stored: {reason}", "this is a fault of jixiao: report it with the file")
    load(engine, failed_rows(result.message, name, content.sha256, versions()))
    return Outcome(name, "failed", result.message, result.advice)
