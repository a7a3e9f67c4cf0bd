"""The further names of canonical indicators that people gave: in force from the next generation on."""

from __future__ import annotations

from collections.abc import Iterable

from normalizers.names.taxonomy import Taxonomy
from pipeline.decisions.drafts import REFUSED, Lost
from pipeline.ingest.preparing import Aliases
from schema.decision import Decision, effective


def given(entries: Iterable[Decision]) -> tuple[Aliases, tuple[Lost, ...]]:
    """The aliases of all entries that hold, in one order whoever gave them first, and the entries that name none."""
    known = {entry.id for entry in Taxonomy.load().entries}
    found: set[tuple[str, str]] = set()
    lost: list[Lost] = []
    for entry in effective(entries):
        if entry.kind != "alias":
            continue
        pair = _pair(entry)
        if pair is None or pair[0] not in known:
            lost.append(
                Lost(entry.entry_id, entry.table, entry.record_id, REFUSED, "no alias of a canonical indicator")
            )
        else:
            found.add(pair)
    return tuple(sorted(found)), tuple(lost)


def _pair(entry: Decision) -> tuple[str, str] | None:
    told = entry.told
    if not isinstance(told, dict):
        return None
    entry_id, alias = told.get("canonical_id"), told.get("alias")
    if not isinstance(entry_id, str) or not isinstance(alias, str) or not alias.strip():
        return None
    return entry_id, alias.strip()
