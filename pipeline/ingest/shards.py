"""A share of the files, for one of several machines that ingest the same folders at once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.ingest.sources import Source
from schema.errors import UsageError

_WRITTEN = re.compile(r"([0-9]{1,6})/([0-9]{1,6})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Shard:
    """The share `number`, from 1, of `count`. A file belongs to one share by its name, whatever machine asks; what is
    in a container goes with the container."""

    number: int
    count: int

    @staticmethod
    def of(written: str) -> Shard:
        """The shard that `I/N` names. Raises `UsageError` for anything else."""
        found = _WRITTEN.fullmatch(written)
        number, count = map(int, found.groups()) if found else (0, 0)
        if not 1 <= number <= count:
            raise UsageError(f"{written} is no share of the files", "Name one as I/N, from 1/N to N/N.")
        return Shard(number, count)

    def has(self, name: str) -> bool:
        """Whether the file of that name belongs to the share."""
        return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") % self.count == self.number - 1

    def of_these(self, sources: Iterable[Source]) -> Iterator[Source]:
        """The files that belong to the share."""
        return (source for source in sources if self.has(source.name))
