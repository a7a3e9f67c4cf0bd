"""The unmatched names of a database as proposed entries of the taxonomy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from normalizers.matching.suggestions import Suggestion, Unmatched, suggest
from normalizers.names.taxonomy import COLUMNS as ENTRY_COLUMNS
from pipeline.export.to_csv import guarded
from schema.printing import plain

if TYPE_CHECKING:
    from sqlalchemy import Engine

#: The taxonomy's own columns, then how often the names were seen and the entry that is most like them.
COLUMNS = (*ENTRY_COLUMNS, "count", "nearest_id", "nearest_name", "nearest_score")


def suggestions(engine: Engine) -> list[Sequence[str]]:
    """A row under `COLUMNS` for each lot of names that mean the same, the most frequent first."""
    return [_row(suggestion) for suggestion in suggest(unmatched(engine))]


def unmatched(engine: Engine) -> list[Unmatched]:
    """The indicator names without a canonical entry, counted with what stands beside them."""
    from sqlalchemy import func, select
    from sqlmodel import SQLModel

    indicators = SQLModel.metadata.tables["indicators"].c
    beside = (
        indicators.name, indicators.level1, indicators.level2, indicators.target_kind, indicators.target_unit,
    )  # fmt: skip
    question = select(beside[0], func.count(), *beside[1:]).where(indicators.canonical_id == "").group_by(*beside)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(question)]
    return [Unmatched(*row) for row in sorted(found)]


def _row(suggestion: Suggestion) -> Sequence[str]:
    entry, nearest = suggestion.entry, suggestion.nearest
    cells = ["|".join(entry.aliases) if name == "aliases" else getattr(entry, name) for name in ENTRY_COLUMNS]
    near = [nearest.canonical_id, nearest.canonical_name, plain(nearest.score)] if nearest else ["", "", ""]
    return [*map(guarded, cells), str(suggestion.count), *near]
