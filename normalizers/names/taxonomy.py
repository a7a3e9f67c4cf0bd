"""The canonical indicators: what a printed name may mean, kept as one CSV line an entry."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from schema.errors import JixiaoError

#: The taxonomy that comes with the program.
BUILT_IN = Path(__file__).parents[1] / "data" / "taxonomy.csv"
#: Names as forms print them that are known to have no entry in it.
WITHOUT_ENTRY = Path(__file__).parents[1] / "data" / "names_without_entry.csv"

COLUMNS = ("id", "level1", "level2", "name", "aliases", "kind", "unit", "direction", "family", "source", "version")


@dataclass(frozen=True, slots=True)
class Entry:
    """One canonical indicator.

    `kind` is one of `schema.value.KINDS`, `unit` the usual printed unit, `direction` says what is better
    (`higher`, `lower`, `equal`), `family` is one of `schema.match.FAMILIES`, `source` where the name is from and
    `version` the edition that brought it in.
    """

    id: str
    level1: str
    level2: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    unit: str = ""
    direction: str = ""
    family: str = ""
    source: str = ""
    version: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """The name and then its aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class NameWithoutEntry:
    """A name as forms print them that no entry means, with what stood beside it."""

    name: str
    level2: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Taxonomy:
    """All entries; `version` is the newest edition and a hash of the content, so that any new line changes it.

    `without` are names that are known to mean none of them. Two taxonomies are the same only if they are one object:
    what was looked up in one is kept by identity.
    """

    entries: tuple[Entry, ...]
    version: str
    without: tuple[NameWithoutEntry, ...] = ()

    @staticmethod
    def load(path: Path | None = None) -> Taxonomy:
        """The taxonomy of a CSV file, the built-in one by default; read once. Refuses a file with doubled ids."""
        return _load(path or BUILT_IN)

    @staticmethod
    def of(entries: tuple[Entry, ...], without: tuple[NameWithoutEntry, ...] | None = None) -> Taxonomy:
        """A taxonomy of these entries, its version stated; without the names given, those known of forms."""
        return Taxonomy(entries, _version(entries), names_without_entry() if without is None else without)

    def with_aliases(self, aliases: tuple[tuple[str, str], ...]) -> Taxonomy:
        """This taxonomy and further aliases, each with the id of its entry; those of no entry go. Made once."""
        return _extended(self, aliases) if aliases else self


@lru_cache(maxsize=8)
def _load(path: Path) -> Taxonomy:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise JixiaoError(f"{path.name}: no column {', '.join(missing)}", f"The columns are {', '.join(COLUMNS)}.")
        entries = tuple(_entry(row) for row in reader)
    doubled = [name for name, count in Counter(entry.id for entry in entries).items() if count > 1]
    if doubled:
        raise JixiaoError(f"{path.name}: id used twice: {', '.join(doubled)}", "Give each entry an id of its own.")
    return Taxonomy.of(entries)


@lru_cache(maxsize=8)
def _extended(taxonomy: Taxonomy, aliases: tuple[tuple[str, str], ...]) -> Taxonomy:
    further: dict[str, list[str]] = {}
    for entry_id, alias in aliases:
        further.setdefault(entry_id, []).append(alias)
    return Taxonomy.of(
        tuple(
            replace(entry, aliases=tuple(dict.fromkeys((*entry.aliases, *further.get(entry.id, ())))))
            for entry in taxonomy.entries
        ),
        taxonomy.without,
    )


@lru_cache(maxsize=1)
def names_without_entry() -> tuple[NameWithoutEntry, ...]:
    """The names of forms that are known to have no entry."""
    with WITHOUT_ENTRY.open(encoding="utf-8", newline="") as file:
        return tuple(NameWithoutEntry(row["name"], row["level2"], row["kind"]) for row in csv.DictReader(file))


def _entry(row: dict[str, str]) -> Entry:
    cells = {column: (row[column] or "").strip() for column in COLUMNS}
    aliases = tuple(alias for alias in cells.pop("aliases").split("|") if alias)
    return Entry(aliases=aliases, **cells)


def _version(entries: tuple[Entry, ...]) -> str:
    content = "\n".join(repr(entry) for entry in entries)
    digest = hashlib.sha256(content.encode()).hexdigest()[:8]
    newest = max((entry.version for entry in entries), default="")
    return f"{newest}-{digest}" if newest else digest
