"""A filing made ready for the database: its rows, the reading that they were made from, and what made them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from normalizers.names.taxonomy import Taxonomy
from pipeline.decisions.drafts import Lost
from pipeline.generations.lineage import meaning_version, reading_version
from pipeline.generations.versions import Versions, versions
from pipeline.ingest.recognising import recognised
from pipeline.ingest.understanding import Recognised, packed
from pipeline.store.rows import Rows, failed_rows, rows_of
from schema.decision import Decision, effective
from schema.errors import JixiaoError
from schema.parts import Engine
from schema.registry import discover
from schema.sight import Sight

if TYPE_CHECKING:
    from pipeline.ingest.interpreting import Meaning

#: Further names of canonical indicators, each behind the id of its entry.
Aliases = tuple[tuple[str, str], ...]

Read = Callable[[bytes, str, Sight], Recognised]
Mean = Callable[[Recognised, Sequence[Decision], Taxonomy | None], "Meaning"]


def meant(found: Recognised, entries: Sequence[Decision], taxonomy: Taxonomy | None) -> Meaning:
    """What a reading means. Workers do that; the process that gives them their tasks does without all it takes."""
    from pipeline.ingest import interpreting

    return interpreting.meant(found, entries, taxonomy)


@dataclass(frozen=True, slots=True)
class Stages:
    """What is done with a document: it is read as printed, and what is printed is given its meaning."""

    read: Read = recognised
    mean: Mean = meant


STAGES = Stages()


@dataclass(frozen=True, slots=True)
class Made:
    """A filing ready to be stored.

    `payload` is its reading, packed; empty where the document failed. `read_by` and `meant_by` are what each stage's
    result hangs on, `entries` how many entries of the journal were looked at, `lost` those that fit nowhere.
    """

    rows: Rows
    payload: bytes
    read_by: str
    meant_by: str
    entries: int = 0
    lost: tuple[Lost, ...] = ()

    @property
    def sha256(self) -> str:
        """The hash of the document."""
        return str(self.rows["filings"][0]["sha256"])

    @property
    def taxonomy_version(self) -> str:
        """Of the indicators that names were matched with."""
        return str(self.rows["filings"][0]["taxonomy_version"])

    @property
    def has_failed(self) -> bool:
        """True where the document could not be understood."""
        return bool(self.rows["filings"][0]["status"] == "failed")

    def understanding(self, generation: int, digest: str) -> dict[str, Any]:
        """The row of how it was understood: with which generation it came, and the digest of its rows."""
        return {
            "sha256": self.sha256,
            "payload": self.payload,
            "read_by": self.read_by,
            "meant_by": self.meant_by,
            "taxonomy_version": self.taxonomy_version,
            "entries": self.entries,
            "generation": generation,
            "digest": digest,
        }

    def lost_rows(self) -> list[Mapping[str, Any]]:
        """The rows of the decisions that fit nowhere."""
        return [asdict(lost) | {"sha256": self.sha256} for lost in self.lost]


@dataclass(frozen=True, slots=True)
class Maker:
    """How filings are made: with which further aliases and by which stages, and what they are stamped with."""

    aliases: Aliases
    read_by: str
    meant_by: str
    versions: Versions
    stages: Stages = STAGES

    @staticmethod
    def of(aliases: Aliases = (), read_by: str = "", stages: Stages = STAGES) -> Maker:
        """A maker of the running program. It takes long: make one, and give it to every worker."""
        stamps = replace(versions(), taxonomy=Taxonomy.load().with_aliases(aliases).version)
        return Maker(aliases, read_by, meaning_version(), stamps, stages)

    @property
    def taxonomy(self) -> Taxonomy:
        """The built-in taxonomy with the further aliases."""
        return Taxonomy.load().with_aliases(self.aliases)

    def make(self, found: Recognised, source: str, sha256: str, entries: Sequence[Decision] = ()) -> Made:
        """The filing that a reading means, `entries` laid over it: all of the document's, undone ones as well."""
        meaning = self.stages.mean(found, effective(entries), self.taxonomy)
        rows = rows_of(meaning.filing, meaning.findings, source, sha256, self.versions, meaning.marks)
        return Made(rows, packed(found), self.read_by, self.meant_by, len(entries), meaning.lost)

    def failed(self, error: str, source: str, sha256: str, entries: Sequence[Decision] = ()) -> Made:
        """The one row of a document that could not be understood; the decisions about it are lost for now."""
        from pipeline.ingest.interpreting import all_lost

        rows = failed_rows(error, source, sha256, self.versions)
        return Made(rows, b"", self.read_by, self.meant_by, len(entries), all_lost(effective(entries)))


def read_stamp(sight: Sight) -> str:
    """What a reading hangs on: the code that reads, and when and by which engine pictures are read."""
    engine = next((part for part in discover("extractors.ocr", Engine) if part.name == sight.engine), None)
    try:
        version = engine.version() if engine else "none"
    except JixiaoError:
        version = "none"
    return f"{reading_version()} {sight.when} {sight.engine} {version}"[:120]
