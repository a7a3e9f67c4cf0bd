"""The tables that the database keeps for itself: what people decided, what documents say, what is being made anew."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index, LargeBinary, String, Text
from sqlmodel import Field, SQLModel

from schema.column import Words


def _word(**keys: Any) -> Any:
    return Field(default="", sa_type=String(120), nullable=False, **keys)


def _text() -> Any:
    return Field(default="", sa_type=Words, nullable=False)


class JournalRecord(SQLModel, table=True):
    """An entry of the journal in the order of arrival; triggers forbid its change. See `schema.decision`."""

    __tablename__ = "journal"
    seq: int | None = Field(default=None, primary_key=True)
    entry_id: str = _word(unique=True)
    format: int = Field(nullable=False)
    made_at: str = _word()
    who: str = _text()
    kind: str = _word()
    sha256: str = _word(index=True)
    table: str = _word()
    record_id: str = _word()
    page: int | None = None
    table_number: int | None = None
    row: int | None = None
    bbox: str = _word()
    fingerprint: str = _word()
    field: str = _word()
    old: str = _text()
    new: str = _text()
    why: str = _text()
    undoes: str = _word()
    act: str = _word(index=True)
    code_version: str = _word()
    taxonomy_version: str = _word()


class UnderstandingRecord(SQLModel, table=True):
    """What a document says as printed, and by which versions of each stage its rows were made from that.

    `payload` is the reading, compressed; empty where the document failed. `entries` are the entries of the journal
    that were looked at, `generation` is the one in which the document came; 0 until the next one is made. `digest` is
    the hash of the rows, see `pipeline.store.digests`; empty for rows of before there was one.
    """

    __tablename__ = "understandings"
    sha256: str = _word(primary_key=True)
    payload: bytes = Field(default=b"", sa_type=LargeBinary, nullable=False)
    read_by: str = _word()
    meant_by: str = _word()
    taxonomy_version: str = _word()
    entries: int = Field(default=0, nullable=False)
    generation: int = Field(default=0, nullable=False)
    digest: str = _word()


class StagedRecord(SQLModel, table=True):
    """A filing made anew that waits for its generation to be whole; `payload` holds reading and rows, compressed.

    `differs` says whether its rows are others than those that it will replace.
    """

    __tablename__ = "staged"
    sha256: str = _word(primary_key=True)
    payload: bytes = Field(default=b"", sa_type=LargeBinary, nullable=False)
    read_by: str = _word()
    meant_by: str = _word()
    taxonomy_version: str = _word()
    entries: int = Field(default=0, nullable=False)
    full: bool = Field(default=False, nullable=False)
    differs: bool = Field(default=True, nullable=False)


class LostRecord(SQLModel, table=True):
    """A decision that could not be laid over the fresh records, for a person to look at.

    `reason` is `gone` (no record there), `changed` (another one stands there now), `unread` (the document fails) or
    `refused` (the decision can't be carried out).
    """

    __tablename__ = "lost_corrections"
    entry_id: str = _word(primary_key=True)
    sha256: str = _word(index=True)
    table: str = _word(primary_key=True)
    record_id: str = _word(primary_key=True)
    reason: str = _word()
    detail: str = Field(default="", sa_type=Text, nullable=False)


class LookRecord(SQLModel, table=True):
    """A record that needs a look, made with its filing's rows, so that the queue asks nothing else: see
    `pipeline.store.looks`.

    `rank` is how bad it is, below nought, so that the worst stand first in the index. `doubtful` are the fields that
    are doubtful, each with a blank before and behind it.
    """

    __tablename__ = "looks"
    __table_args__ = (Index("ix_looks_order", "rank", "filing_id", "table", "ordinal", "record_id"),)
    table: str = _word(primary_key=True)
    record_id: str = _word(primary_key=True)
    filing_id: str = _word(index=True)
    ordinal: int = Field(default=0, nullable=False)
    label: str = _text()
    printed: str = _text()
    confidence: float = Field(default=0.0, nullable=False)
    errors: int = Field(default=0, nullable=False)
    warnings: int = Field(default=0, nullable=False)
    risk: float = Field(default=0.0, nullable=False)
    rank: float = Field(default=0.0, nullable=False)
    doubtful: str = _text()


class TallyRecord(SQLModel, table=True):
    """What there is of a filing to look at: how many records, how many of those are expected to be wrong (`risk`), and
    of all that nobody has decided about (`expected`); `rank` is that of its worst, above nought where nothing is left.
    `counts` are its shares of the table of counts, in JSON."""

    __tablename__ = "tallies"
    filing_id: str = _word(primary_key=True)
    left: int = Field(default=0, nullable=False)
    risk: float = Field(default=0.0, nullable=False)
    expected: float = Field(default=0.0, nullable=False)
    rank: float = Field(default=1.0, nullable=False)
    counts: str = Field(default="", sa_type=Text, nullable=False)


class FamilyRecord(SQLModel, table=True):
    """What tells whether two filings are one, and which of those counts: `pipeline.store.families`.

    `bucket` is of unit, form, year and projects, `content` of all that the indicators say, both hashed; `about` is
    unit and year, `names` the least hashes of the indicators' names. `family_id` is the least id of the filings that
    are one. `superseded_by` is the filing that counts instead, as a person says.
    """

    __tablename__ = "families"
    filing_id: str = _word(primary_key=True)
    family_id: str = _word(index=True)
    bucket: str = _word(index=True)
    content: str = _word(index=True)
    about: str = _text()
    names: str = Field(default="", sa_type=Text, nullable=False)
    superseded_by: str = _word(index=True)
    counts: bool = Field(default=True, nullable=False)
    is_aside: bool = Field(default=False, nullable=False)


class CountRecord(SQLModel, table=True):
    """A number of records or findings of all filings, kept while filings come and change."""

    __tablename__ = "counts"
    what: str = _word(primary_key=True)
    label: str = _word(primary_key=True)
    number: int = Field(default=0, nullable=False)


class StateRecord(SQLModel, table=True):
    """What the program remembers of its runs: the generation, the archive's folder, the last accuracy."""

    __tablename__ = "states"
    name: str = _word(primary_key=True)
    value: str = _text()


class UserRecord(SQLModel, table=True):
    """A person who may use the review from another machine; `password_hash` is argon2's, `role` one of
    `schema.roles.ROLES`."""

    __tablename__ = "users"
    name: str = _word(primary_key=True)
    password_hash: str = Field(default="", sa_type=Text, nullable=False)
    role: str = Field(default="reviewer", sa_type=String(120), nullable=False)
    made_at: str = _word()
