"""Every record made anew from the archive and the journal, into a generation that takes its place at once.

Filings are made one by one and wait apart, while reviewers go on with the old generation. When all are there, one
transaction puts those that differ in their places, with whatever was decided meanwhile. A rebuild that is killed leaves
the old generation as it was, and the next one goes on from the filings that wait.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from pipeline.decisions import journal
from pipeline.decisions.aliases import given
from pipeline.decisions.removing import purge_removed
from pipeline.generations.alone import alone
from pipeline.generations.changes import Spool, counts, write_changes
from pipeline.generations.comparing import compare
from pipeline.generations.healing import Healing
from pipeline.generations.planning import KEPT, MEANT, Plan, plan
from pipeline.generations.staging import forget_waiting, reusable, stage
from pipeline.generations.swapping import Swap, Swapped, clear_away
from pipeline.ingest.ingest import Originals, crew
from pipeline.ingest.preparing import STAGES, Made, Maker, Stages, read_stamp
from pipeline.ingest.sources import Content
from pipeline.ingest.understanding import unpacked
from pipeline.ingest.worker import Failure, Tell
from pipeline.settings import Limits
from pipeline.store.engine import reading, writing
from schema.decision import Decision
from schema.sight import Sight

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from pipeline.store.archive import Archive

#: Hears of each filing that is made, by its name, with what was done, how many are done and how many there are to do.
Progress = Callable[[str, str, int, int], None]


@dataclass(frozen=True, slots=True)
class Job:
    """How a rebuild is done: `full` reads every original again; `out` is where the changes are listed. Where there
    is something to `mend`, only that is made again, and is put in its place whether it differs or not."""

    jobs: int = 1
    limits: Limits = field(default_factory=Limits)
    sight: Sight = Sight()
    stages: Stages = STAGES
    full: bool = False
    out: Path | None = None
    mend: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a rebuild did.

    `deeds` counts filings by what was done with them, `changes` cells and rows by why and how they changed, `became`
    says of each filing that was made anew whether it is `new`, `changed` or the `same`, by id. `failed` are name and
    reason of each filing that fails, `newly_failed` the names of those that did not before; `missing` the names of
    filings whose originals the archive lacks; `damaged` says of each hash which of its copies is; `lost` is the number
    of decisions that fit nowhere. `taken_in` and `mended` are the entries that journal and its file lacked of each
    other.
    """

    generation: int
    deeds: Counter[str]
    changes: Counter[tuple[str, str]]
    became: dict[str, str]
    failed: dict[str, str]
    newly_failed: tuple[str, ...]
    missing: tuple[str, ...]
    damaged: dict[str, str]
    lost: int
    taken_in: int = 0
    mended: int = 0
    listed: Path | None = None
    deed_of: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


def rebuild(engine: Engine, archive: Archive, job: Job, progress: Progress | None = None) -> Report:
    """Makes the new generation and says what it changed. Raises `JixiaoError` where another rebuild is at work."""
    with alone(engine, archive):
        archive.tidy()
        taken_in, lacking = journal.reconcile(engine)
        purge_removed(engine, archive)
        with reading(engine) as connection:
            aliases, lost_aliases = given(journal.entries_of(connection))
            maker = Maker.of(aliases, read_stamp(job.sight), job.stages)
            planned = plan(connection, archive, maker, job.full, job.mend)
        healing = Healing(engine, archive)
        _make(job, maker, planned, healing, progress)
        planned = healing.replanned(planned)
        mended = frozenset(healing.mended()) | (job.mend or frozenset())
        with TemporaryFile("w+", encoding="utf-8") as file:
            spool = Spool(file)
            compare(engine, maker, spool, mended)
            done = Swap(engine, maker, planned, spool, lost_aliases).run()
            clear_away(engine)
            changed = counts(spool.changes())
            listed = write_changes(job.out, spool.changes()) if job.out else None
    report = _report(planned, healing.damaged, done, changed, listed)
    return replace(report, taken_in=taken_in, mended=lacking)


@dataclass(frozen=True, slots=True)
class Task:
    """A filing to make: from its stored reading where there is a `payload`, else from the original."""

    original: Content
    payload: bytes
    read_by: str
    entries: tuple[Decision, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the document."""
        return self.original.names


class _Tasks(Sequence[Task]):
    """The tasks of a plan, each put together when it is asked for: readings and entries are many."""

    def __init__(self, engine: Engine, archive: Archive, planned: Plan, to_do: Sequence[str]) -> None:
        self._engine, self._archive, self._plan, self._to_do = engine, archive, planned, to_do

    def __len__(self) -> int:
        return len(self._to_do)

    def __getitem__(self, number: Any) -> Any:
        sha256 = self._to_do[number]
        content = Content(sha256, self._plan.names[sha256], self._archive.path(sha256))
        with self._engine.connect() as connection:
            entries = tuple(journal.entries_of(connection, sha256))
            payload, read_by = b"", ""
            if self._plan.deeds[sha256] == MEANT:
                payload, read_by = _kept_reading(connection, sha256)
        return Task(content, payload, read_by, entries)


def _kept_reading(connection: Any, sha256: str) -> tuple[bytes, str]:
    from sqlalchemy import select
    from sqlmodel import SQLModel

    kept = SQLModel.metadata.tables["understandings"].c
    row = connection.execute(select(kept.payload, kept.read_by).where(kept.sha256 == sha256)).one()
    return bytes(row.payload), str(row.read_by)


def _make(job: Job, maker: Maker, planned: Plan, healing: Healing, progress: Progress | None) -> None:
    """Makes what is to do and does not wait already from a rebuild that was killed; then, from their other copy, the
    documents of which one was damaged."""
    wanted = planned.to_do()
    with reading(healing.engine) as connection:
        ready = reusable(connection, maker.read_by, maker.meant_by, maker.versions.taxonomy, job.full)
    forget_waiting(healing.engine, ready & set(wanted))
    to_do = [sha256 for sha256 in wanted if sha256 not in ready]
    _stage(job, maker, planned, to_do, healing, progress)
    _stage(job, maker, healing.replanned(planned), healing.mended(), healing, progress)


def _stage(
    job: Job, maker: Maker, planned: Plan, to_do: Sequence[str], healing: Healing, progress: Progress | None
) -> None:
    """Makes these and lets them wait, but for those that a damaged copy failed."""
    engine = healing.engine
    originals = Originals(job.stages, job.limits.size, job.sight)
    work = partial(remade, maker=maker, originals=originals)
    tasks = _Tasks(engine, healing.archive, planned, to_do)
    for number, (task, result) in enumerate(crew(work, originals, job.jobs, job.limits).results(tasks), start=1):
        sha256 = task.original.sha256
        if isinstance(result, Failure) and healing.notes(sha256, planned.deeds[sha256]):
            continue
        made = _failed(task, result, maker) if isinstance(result, Failure) else result
        with writing(engine) as connection:
            stage(connection, made, job.full)
        if progress:
            progress(task.names[0], planned.deeds[sha256], number, len(to_do))


def remade(task: Task, tell: Tell, maker: Maker, originals: Originals) -> Made:
    """What a worker makes of a task."""
    found, read_by = None, maker.read_by
    if task.payload:
        found, read_by = unpacked(task.payload), task.read_by
    else:
        found = originals.read(task.original, tell)
    made = maker.make(found, task.names[0], task.original.sha256, task.entries)
    return replace(made, read_by=read_by)


def _failed(task: Task, failure: Failure, maker: Maker) -> Made:
    return maker.failed(failure.message, task.names[0], task.original.sha256, task.entries)


def _report(
    planned: Plan, damaged: dict[str, str], done: Swapped, changed: Counter[tuple[str, str]], listed: Path | None
) -> Report:
    first = {sha256: names[0] for sha256, names in planned.names.items()}
    return Report(
        generation=done.generation,
        deeds=Counter(planned.deeds.values()),
        changes=changed,
        became=done.became,
        failed=done.failed,
        newly_failed=done.newly_failed,
        missing=tuple(first[sha256] for sha256 in planned.missing),
        damaged=damaged,
        lost=done.lost,
        listed=listed,
        deed_of=dict(planned.deeds),
        names=first,
    )


def log_lines(report: Report) -> Iterator[str]:
    """A line of JSON a filing: what was done with it, what it became, and why it fails."""
    for sha256, deed in sorted(report.deed_of.items(), key=lambda item: (report.names[item[0]], item[0])):
        name = report.names[sha256]
        line = {
            "source": name,
            "sha256": sha256,
            "generation": report.generation,
            "did": deed,
            "became": report.became.get(sha256, "same" if deed == KEPT else "changed"),
            "error": report.failed.get(sha256) or report.damaged.get(sha256, ""),
        }
        yield json.dumps(line, ensure_ascii=False)
