"""The kinds of records that are reviewed: their tables, and which columns a person may put right, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from schema.column import Column
from schema.records import TABLES, columns, table_name


@dataclass(frozen=True, slots=True)
class Edit:
    """A column that can be edited; `how` is `line`, `text`, `value`, `number`, `year`, `choice` or
    `canonical`."""

    name: str
    how: str = "line"


@dataclass(frozen=True, slots=True)
class Kind:
    """A table of records: the column of its ids, the columns that name a record and show what it says, the edits."""

    table: str
    id_column: str
    label: str
    printed: str
    edits: tuple[Edit, ...]

    @property
    def columns(self) -> Mapping[str, Column]:
        """The declared columns by name."""
        return _columns()[self.table]

    def edit(self, name: str) -> Edit | None:
        """The edit of this column, if a person may make one."""
        return next((edit for edit in self.edits if edit.name == name), None)


KINDS: Mapping[str, Kind] = {
    kind.table: kind
    for kind in (
        Kind(
            "filings", "filing_id", "source", "error",
            (Edit("form", "choice"), Edit("fiscal_year", "year"), Edit("unit_name")),
        ),
        Kind(
            "indicators", "indicator_id", "name", "target_raw",
            (
                Edit("name"), Edit("level1"), Edit("level2"), Edit("canonical_id", "canonical"),
                Edit("target_raw", "value"), Edit("actual_raw", "value"),
                Edit("weight_raw", "number"), Edit("score_raw", "number"),
                Edit("second_score", "number"),
                Edit("basis"), Edit("scoring_rule", "text"), Edit("explanation", "text"), Edit("remark", "text"),
                Edit("horizon", "choice"), Edit("project"), Edit("place"), Edit("form", "choice"),
            ),
        ),
        Kind(
            "amounts", "amount_id", "item", "raw",
            (Edit("item"), Edit("label"), Edit("raw", "value"), Edit("unit"), Edit("project")),
        ),
        Kind(
            "goals", "goal_id", "text", "kind",
            (
                Edit("text", "text"), Edit("kind", "choice"), Edit("horizon", "choice"), Edit("task"),
                Edit("project"),
            ),
        ),
        Kind("fields", "field_id", "key", "value", (Edit("key"), Edit("value"), Edit("project"))),
    )
}  # fmt: skip


@cache
def _columns() -> Mapping[str, Mapping[str, Column]]:
    return {table_name(record): columns(record, exported=False) for record in TABLES}
