"""One entry of the journal: what a person decided about a record. Entries are never changed and never deleted.

The journal outlives every change of tables and program, so an entry says for itself which format it is written in, and
`from_json` reads every format that there ever was.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any

from schema.errors import JixiaoError

#: The format that entries are written in now.
FORMAT = 1

#: What a person can do. `correct` sets a field, `accept` says that a record (or a whole filing) is right, `note` only
#: says something, `add` brings in a missed record, `strike` removes an invented one, `split` and `join` part and unite
#: indicator rows, `alias` gives a canonical indicator a further name, `settle` says what a finding comes to,
#: `supersede` that another filing counts instead of this one, `remove` takes a filing out, `undo` takes an entry back.
DECISION_KINDS = (
    "correct", "accept", "note", "add", "strike", "split", "join", "alias", "settle", "supersede", "remove", "undo",
)  # fmt: skip
#: What changes no record of a filing.
QUIET_KINDS = ("note", "alias", "supersede", "remove")

#: The tables that decisions are about.
DECIDED_TABLES = ("filings", "indicators", "amounts", "goals", "fields", "findings")


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided what, when, about which record of which document, and why.

    Only `kind`, `who` and what it is about must be given; the journal fills in the rest when the entry is appended.
    `entry_id` sorts by time: it begins with `made_at` (UTC, ISO 8601 with microseconds and `Z`). `record_id` is an id
    of the export (`indicator_id`, `amount_id`, `goal_id`, `field_id`, `filing_id`, `finding_id`); `page`,
    `table_number`, `row` and `bbox` say where the record stood. `fingerprint` is that of what is printed in the record,
    so that a row that changed under the decision is told. `old` and `new` are JSON texts:

    - `correct`: the value of `field` before and after, a JSON string (a printed text or a number in digits).
    - `accept`: `new` is empty for a record; for a filing an object of table to object of record id to fingerprint.
    - `add`: `new` is an object of columns as printed; `after` in it is the record id that the new one follows.
    - `split`: `new` is a list of such objects, the first for the record itself; columns not named are copied.
    - `join`: `new` is `{"with": [record ids], …}`, these being united with the record; columns may be given beside,
      else their words stand one behind the other. `fingerprints` are those of the others.
    - `alias`: `new` is `{"canonical_id": …, "alias": …}`.
    - `settle`: `new` is one of `schema.finding.SETTLEMENTS`, `fingerprint` that of what the finding says.
    - `supersede`: `new` is `{"by": …}`, the id of the filing that counts instead.
    - `remove`: `new` is `{"purge": …}`, true where the original is to be deleted from the archive as well.
    - `note` has its words in `why`; `undo` names the entry in `undoes`.

    Entries that were made together, by one press of a person's, bear the same `act`, be they about several fields,
    records or documents: one undo takes all of them back. Where it is empty an entry stands for itself.
    """

    kind: str
    who: str
    sha256: str = ""
    table: str = ""
    record_id: str = ""
    field: str = ""
    old: str = ""
    new: str = ""
    why: str = ""
    undoes: str = ""
    act: str = ""
    page: int | None = None
    table_number: int | None = None
    row: int | None = None
    bbox: str = ""
    fingerprint: str = ""
    entry_id: str = ""
    made_at: str = ""
    code_version: str = ""
    taxonomy_version: str = ""
    format: int = FORMAT

    @property
    def told(self) -> Any:
        """What `new` says, read from its JSON; None where it says nothing."""
        return json.loads(self.new) if self.new else None

    def to_json(self) -> str:
        """The entry as one line of JSON, without a line break; without the act where it stands for itself."""
        told = {name: part for name, part in asdict(self).items() if name != "act" or part}
        return json.dumps(told, ensure_ascii=False, sort_keys=True)


#: The names of the parts of an entry, which are the columns of the journal.
DECISION_PARTS = tuple(part.name for part in fields(Decision))


def from_json(line: str) -> Decision:
    """The entry that a line of JSON holds, of this format or an older one. Raises `JixiaoError` for anything else."""
    try:
        parts = json.loads(line)
        version = parts["format"]
    except (ValueError, TypeError, KeyError) as error:
        raise JixiaoError(
            f"no entry of a journal: {line[:60]!r}", "Name a file made by: jixiao journal export"
        ) from error
    if version not in _READERS:
        raise JixiaoError(f"an entry of the journal has format {version}", "Read it with a newer version of jixiao.")
    return _READERS[version](parts)


def _of_format_1(parts: dict[str, Any]) -> Decision:
    wrong = [name for name in ("kind", "who", "entry_id", "made_at") if not isinstance(parts.get(name), str)]
    if wrong or parts["kind"] not in DECISION_KINDS or not parts["entry_id"]:
        raise JixiaoError(f"an entry of the journal lacks {', '.join(wrong) or 'its kind'}", "It can't be taken in.")
    return Decision(**{name: parts[name] for name in DECISION_PARTS if name in parts})


def effective(entries: Iterable[Decision]) -> list[Decision]:
    """The entries that hold: without those that were undone and without the undoing, in the order of their making.

    An undo may itself be undone.
    """
    taken_back: set[str] = set()
    ordered = sorted(entries, key=lambda entry: entry.entry_id)
    for entry in reversed(ordered):
        if entry.kind == "undo" and entry.entry_id not in taken_back:
            taken_back.add(entry.undoes)
    return [entry for entry in ordered if entry.kind != "undo" and entry.entry_id not in taken_back]


#: Every format that there ever was: none is ever taken out.
_READERS = {1: _of_format_1}
