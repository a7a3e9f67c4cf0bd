"""The door to the containers: a file in, the files that it holds out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from schema.errors import UnreadableError
from schema.parts import Container, Member
from schema.registry import discover

#: So many names of what can't be had are said.
_NAMED = 5


def container_of(file: BinaryIO, documents: bool = True) -> Container | None:
    """What kind of container a file is; None for one that holds no files, and for a document where none are asked."""
    kinds = (kind for kind in discover("extractors.containers", Container) if documents or not kind.is_document)
    return next((kind for kind in kinds if kind.accepts(file)), None)


def members_of(file: BinaryIO, container: Container, wanted: Callable[[str], bool]) -> Iterator[Member]:
    """The files in a container that are wanted by name, each name once.

    Raises a child of `JixiaoError` for a container that can't be opened, or that is empty and no document.
    """
    asked: list[str] = []

    def is_wanted(name: str) -> bool:
        asked.append(name)
        return wanted(name)

    met: dict[str, int] = {}
    for member in container.members(file, is_wanted):
        count = met[member.name] = met.get(member.name, 0) + 1
        name = member.name if count == 1 else f"{member.name} ({count})"
        yield Member(name, member.data, member.problem, member.advice)
    if not asked and not met and not container.is_document:
        raise UnreadableError("there is no file in it", "look for the original and ingest that")


def complaint(lost: list[Member]) -> tuple[str, str]:
    """A sentence on the members that can't be had, and what to do; empty for none."""
    if not lost:
        return "", ""
    named = "; ".join(f"{member.name}: {member.problem}" for member in lost[:_NAMED])
    more = "; …" if len(lost) > _NAMED else ""
    return f"files in it that can't be read: {len(lost)} ({named}{more})", lost[0].advice
