"""What is said of how a document was understood. Everything here is a plain value: `jixiao explain --json` prints it.

A row, column or table is a number from 1; texts are cut to a line, and lists are no longer than `Bounds` says: what did
not fit is counted in `left_out`.
"""

from __future__ import annotations

from dataclasses import dataclass

#: The format of the JSON object: it changes when a key of it changes its name or meaning.
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is said at most: of the whole document, and of a single table that was asked for."""

    tables: int = 30
    blocks: int = 60
    columns: int = 40
    rows: int = 60
    records: int = 200
    signals: int = 24
    sentences: int = 40
    characters: int = 60


#: What is said where one table is asked for.
ONE_TABLE = Bounds(tables=1, blocks=400, rows=400, records=2000)


@dataclass(frozen=True, slots=True)
class Second:
    """What came second: a role with its chance, a reader with what it would have found, cells put otherwise. `says` is
    empty where nothing did."""

    says: str = ""
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """Columns of a table under one head: `first` to `last`, what the head `prints` (its storeys, top down), the role
    that they were given, what `decided` it (a key of `DECIDED`), how sure that is, the chance of the role beside the
    other columns (None where they say nothing of it), and what came second; `cells` are the first ones below it."""

    first: int
    last: int
    prints: str
    role: str
    decided: str
    sureness: float
    chance: float | None
    second: Second
    cells: tuple[str, ...] = ()


#: What may have decided the role of a column.
DECIDED = (
    "known-word", "like-known-word", "word-above", "word-of-several-meanings", "year-or-place", "edge", "letters",
    "cells", "letters-and-cells", "other-columns", "no-word", "nothing",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to read all columns of a head whose role hangs on the others, with its share of the likelihood."""

    roles: tuple[str, ...]
    share: float
    is_taken: bool


@dataclass(frozen=True, slots=True)
class Head:
    """A head over rows `first` to `last` (0 to 0 where the table has none): its columns, the likeliest plans of them,
    how likely all columns that count are right, and what is doubted or was not read below it."""

    first: int
    last: int
    side: str
    indicators_a_row: int
    chance: float
    columns: tuple[Column, ...]
    plans: tuple[Plan, ...]
    doubts: tuple[str, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row, or one indicator's share of it: what put its cells under the columns (`by place`, `by content`), how sure
    that is, the cells under no column, and how the cells would have stood by what came second."""

    row: int
    name: str
    way: str
    sureness: float
    left: tuple[str, ...]
    second: Second
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """What one reader took of a table: rows `first` to `last`, how many records of each kind it found, and the reader
    that would have been next."""

    reader: str
    first: int
    last: int
    found: dict[str, int]
    second: Second
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the document; `borders` are `printed` or `counted`, `unclaimed` the rows that no block took."""

    table: int
    form: str
    rows: int
    columns: int
    borders: str
    blocks: tuple[Block, ...]
    unclaimed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A row that was cut out of running text, and the second likeliest way to cut the same stretch, `instead_of` which
    cells, and how far behind, as a logarithm."""

    cells: tuple[str, ...]
    second: tuple[str, ...]
    instead_of: tuple[str, ...]
    ahead: float


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of running text that was cut into rows behind the words of a head, each word with its role."""

    head: tuple[str, ...]
    rows: tuple[Cut, ...]


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal for a record (`says` above 0) or against it: its strength and its weight, whose product it says."""

    signal: str
    strength: float
    weight: float
    says: float


@dataclass(frozen=True, slots=True)
class Record:
    """A record with how its confidence came about: `base` before anything is said, all `signals`, their `sum`, the
    `chance` that this comes to, and the `most` that its doubts allow. `reasons` are the sentences of its doubts."""

    table: str
    key: str
    says: str
    place: str
    confidence: float
    base: float
    signals: tuple[Signal, ...]
    sum: float
    chance: float
    most: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a document was understood. `unread` are the sentences of what no record holds, `left_out` how much of each
    list did not fit."""

    source: str
    channel: str
    form: str
    confidence: float
    tables: tuple[Table, ...]
    texts: tuple[Text, ...]
    records: tuple[Record, ...]
    findings: tuple[str, ...]
    unread: tuple[str, ...]
    reasons: tuple[str, ...]
    left_out: dict[str, int]
    format: int = FORMAT
