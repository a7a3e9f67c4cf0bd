"""Containers opened in a worker: what they hold laid out in a folder, each file a source of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline.ingest.sources import Choice, Source, is_litter, printable
from schema.errors import LimitError

#: Between the name of a container and the path of a file in it.
WITHIN = "!/"
#: A container within one within one is opened, and none in that.
MOST_NESTED = 2
# A path in a container is no longer; what names the file stands at its end.
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Opening:
    """The task to open a container: what it is called, where it lies, and the folder for what it holds.

    `is_document` says that it is a document besides, and has a row of its own.
    """

    source: Source
    folder: Path
    choice: Choice = Choice()
    is_document: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The name of the container."""
        return (self.source.name,)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a container holds: the files that are taken out, the names of those that were passed over, and a sentence on
    those that can't be had, with what to do; empty where there are none."""

    sources: tuple[Source, ...]
    passed_over: tuple[str, ...] = ()
    problem: str = ""
    advice: str = ""


def opened(task: Opening) -> Opened:
    """Unpacks what is wanted of a container. Raises a child of `JixiaoError` for one that can't be opened."""
    from extractors.opening import complaint, container_of, members_of

    if task.source.name.count(WITHIN) >= MOST_NESTED:
        raise LimitError("an archive in an archive in an archive is not opened", "unpack it and ingest the folder")
    sources: list[Source] = []
    lost = []
    passed_over: list[str] = []
    with task.source.path.open("rb") as file:
        container = container_of(file)
        wanted = partial(_is_wanted, task=task, passed_over=passed_over)
        for member in members_of(file, container, wanted) if container else ():
            if member.problem:
                lost.append(member)
                continue
            path = task.folder / f"{len(sources)}"
            path.write_bytes(member.data)
            sources.append(Source(_named(task, member.name), path))
    return Opened(tuple(sources), tuple(passed_over), *complaint(lost))


def _is_wanted(name: str, task: Opening, passed_over: list[str]) -> bool:
    """Whether a file in the container is taken out, by its name; whether it is taken is seen by what it is."""
    wanted = not is_litter(name) and task.choice.opens(_named(task, name))
    if not wanted:
        passed_over.append(_named(task, name))
    return wanted


def _named(task: Opening, name: str) -> str:
    return f"{task.source.name}{WITHIN}{printable(name[-_LONGEST:])}"
