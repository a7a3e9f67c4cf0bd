"""From files to records: each original into the archive, each content understood once, each failure named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from pipeline.ingest.ahead import Ahead, page_ahead
from pipeline.ingest.intake import PERMISSIONS, Intake
from pipeline.ingest.opening import WITHIN, Opened, Opening, opened
from pipeline.ingest.outcome import Outcome
from pipeline.ingest.preparing import STAGES, Made, Maker, Stages, read_stamp
from pipeline.ingest.recognising import recognised
from pipeline.ingest.sources import Choice, Content, Source
from pipeline.ingest.understanding import Recognised
from pipeline.ingest.worker import Failure, Tell
from pipeline.ingest.workers import Crew, Step
from pipeline.settings import MIB, Limits
from pipeline.store.remote import AnyPath
from schema.errors import LimitError, UnreadableError
from schema.filing import Filing
from schema.finding import Finding
from schema.sight import Sight

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from pipeline.store.archive import Archive

ALTERED = "the original in the archive was altered"
#: A filing and what does not add up in it.
Understood = tuple[Filing, tuple[Finding, ...]]
#: Hears which page of a file is being read from its picture, and how many pages it has.
PageBegun = Callable[[str, int, int], None]


class _Named(Protocol):
    @property
    def names(self) -> tuple[str, ...]:
        """The names of a document, the first its own."""
        ...

    @property
    def original(self) -> Content:
        """Where the document lies."""
        ...


Named = TypeVar("Named", bound=_Named)


def understand(data: bytes, name: str, sight: Sight = Sight()) -> Understood:
    """The bytes of a document as a filing, and what does not add up in it. Raises a child of `JixiaoError`.

    It is read, recognised, normalized and checked.
    """
    from pipeline.ingest.interpreting import meant

    meaning = meant(recognised(data, name, sight))
    return meaning.filing, meaning.findings


def ingest(
    engine: Engine,
    sources: Iterable[Source],
    jobs: int = 1,
    limits: Limits | None = None,
    stages: Stages = STAGES,
    sight: Sight = Sight(),
    page_begun: PageBegun | None = None,
    archive: Archive | None = None,
    choice: Choice = Choice(),
) -> Iterator[Outcome]:
    """Loads what the files hold and yields an outcome a file, in about the order of the files.

    Each original is in the archive, by default the database's own, before it is read. Containers are opened, and what
    `choice` takes of them is a file as any other.
    """
    from pipeline.decisions.journal import restore
    from pipeline.store.archive import archive_of
    from pipeline.store.states import aliases_in_force

    archive = archive or archive_of(engine)
    restore(engine)
    with engine.connect() as connection:
        maker = Maker.of(aliases_in_force(connection), read_stamp(sight), stages)
    limits = limits or Limits()
    originals = Originals(stages, limits.size, sight)
    work = partial(made, maker=maker, originals=originals)
    with Intake.of(engine, archive, sources, choice) as intake:
        for task, result in crew(work, originals, jobs, limits, page_begun).results(intake):
            if isinstance(task, Opening):
                yield from _opened(engine, task, result, maker, intake)
            elif isinstance(task, Content):
                yield from _take_in(engine, task, result, maker, intake)
            elif isinstance(result, Outcome):
                yield result


def _opened(engine: Engine, task: Opening, result: Opened | Failure, maker: Maker, intake: Intake) -> Iterator[Outcome]:
    """What became of a container; what can't be had of it is a failure of its own row, and so is all of it."""
    found = result if isinstance(result, Opened) else None
    intake.take_members(found)
    if found and (found.sources or not task.is_document):
        state = "attached" if task.is_document else "opened"
        yield Outcome(task.source.name, state, members=len(found.sources), passed_over=found.passed_over)
    message = result.message if isinstance(result, Failure) else result.problem
    kept = intake.keep(task.source) if message and not task.is_document else None
    if isinstance(kept, Content):
        yield from _take_in(engine, kept, Failure(message, result.advice), maker, intake)
    elif message:  # a document has a row of its own, which names what is attached to it
        yield kept or Outcome(f"{task.source.name}{WITHIN}", "failed", message, result.advice)


@dataclass(frozen=True, slots=True)
class Originals:
    """How originals are read: by which stages, of how many bytes at most, and how pictures of pages."""

    stages: Stages
    size: int
    sight: Sight

    def read(self, content: Content, tell: Tell, only: int | None = None) -> Recognised:
        """What an original, or one page of it, says as printed. Raises a child of `JixiaoError`."""
        data = _read(content.path, content.sha256, self.size)
        sight = replace(self.sight, page_begun=lambda page, pages: tell((page, pages)), only=only)
        # Messages are stored: the name stays out of them, for another name of the same content is as good.
        return self.stages.read(data, "", sight)


def crew(
    work: Callable[[Named, Tell], Made],
    originals: Originals,
    jobs: int,
    limits: Limits,
    page_begun: PageBegun | None = None,
) -> Crew[Named, Any]:
    """Who does the work; each page that is read from its picture allows more time, and more memory from then on.

    Where recognised pages are kept, workers for whom no document is left read pages of long scans ahead.
    """

    def told(task: Named, news: tuple[int, int]) -> None:
        if page_begun:
            page_begun(task.names[0], *news)

    def ahead(task: Named, news: tuple[int, int], times: int) -> Ahead | None:
        return page_ahead(task.original, *news, times) if originals.sight.kept else None

    step = Step(limits.seconds_a_page, limits.memory_with_pictures)
    done = partial(_done, work=work, originals=originals)
    return Crew(done, jobs, limits.seconds, limits.memory, step, told, ahead)


def _done(task: Any, tell: Tell, work: Callable[[Any, Tell], Made], originals: Originals) -> Any:
    """What a worker makes of a task: a filing, the files of a container; None of a page that it only reads ahead."""
    if isinstance(task, Opening):
        return opened(task)
    if not isinstance(task, Ahead):
        return work(task, tell)
    originals.read(task.content, tell, only=task.page)
    return None


def made(content: Content, tell: Tell, maker: Maker, originals: Originals) -> Made:
    """What a worker makes of a content, before anything that people decided is laid over it."""
    return maker.make(originals.read(content, tell), content.names[0], content.sha256)


def _read(path: AnyPath, expected: str, size: int) -> bytes:
    """The bytes of an original. Raises `LimitError` for too many, `UnreadableError` for others than were kept."""
    try:
        if path.stat().st_size > size:
            raise LimitError(f"the file is larger than {size // MIB} MiB", "cut it into one file a filing")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"the original can't be read: {error.strerror}", PERMISSIONS) from error
    if sha256(data).hexdigest() != expected:
        raise UnreadableError(ALTERED, "put it back: jixiao doctor says which it is")
    return data


def _take_in(
    engine: Engine, content: Content, result: Made | Failure, maker: Maker, intake: Intake
) -> Iterator[Outcome]:
    from pipeline.store.loaders import add_names

    name, *further = content.names
    yield _loaded(engine, content, result, maker)
    further += intake.further_names(content)
    add_names(engine, content.sha256, [name, *further])
    for again in further:
        yield Outcome(again, "skipped", same_as=name)


def _loaded(engine: Engine, content: Content, result: Made | Failure, maker: Maker) -> Outcome:
    """Loads the rows, or the one row of a failure; rows that the database does not take are one as well."""
    from pipeline.store.loaders import UNSTORABLE, load

    name = content.names[0]
    try:
        if not isinstance(result, Failure):
            state = "loaded" if load(engine, result, maker) else "skipped"
            return Outcome(name, state, pages=result.rows["filings"][0]["pages"] or 0)
    except UNSTORABLE as error:
        result = unstorable(error)
    load(engine, maker.failed(result.message, name, content.sha256), maker)
    return Outcome(name, "failed", result.message, result.advice)


def unstorable(error: Exception) -> Failure:
    """The failure of a filing whose rows the database does not take."""
    reason = str(getattr(error, "orig", error)).splitlines()[0]
    return Failure(f"its records can't be stored: {reason}", "this is a fault of jixiao: report it with the file")
