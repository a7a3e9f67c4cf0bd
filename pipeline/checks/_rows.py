"""Indicator rows by the table and project that they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from normalizers.quantities.figures import DECIMAL
from normalizers.text import compact
from schema.filing import Filing, Indicator

Group = tuple[Indicator, ...]
_BARE_NUMBER = re.compile(rf"\s*{DECIMAL}\s*[分%]?\s*")


def by_form(filing: Filing) -> dict[tuple[str, str, str], Group]:
    """The rows of one project, horizon and form together, even where a page break cut their table."""
    groups: dict[tuple[str, str, str], list[Indicator]] = {}
    for row in filing.indicators:
        groups.setdefault((row.project, row.horizon, row.form), []).append(row)
    return {key: tuple(rows) for key, rows in groups.items()}


def by_table(rows: Iterable[Indicator]) -> tuple[Group, ...]:
    """The rows of each table, in order."""
    groups: dict[int | None, list[Indicator]] = {}
    for row in rows:
        groups.setdefault(row.place.table, []).append(row)
    return tuple(tuple(group) for group in groups.values())


def has_printed_weight(row: Indicator) -> bool:
    """Whether the weight stands in a column of its own, and was not taken from the words of the scoring rule."""
    return row.weight is not None and _BARE_NUMBER.fullmatch(row.weight_raw) is not None


def is_blank(row: Indicator) -> bool:
    """Whether the form asks nothing of the row: 不涉及, an empty line kept for a class."""
    return row.target.is_empty and row.actual.is_empty and row.score is None


def has_reason(row: Indicator) -> bool:
    """Whether anything is written where the form asks why points were lost; a stroke or 无 is nothing."""
    return bool(compact(row.remark).strip("-—－/无"))


def shown(row: Indicator) -> str:
    """The indicator's name, for a message."""
    return row.name or row.name_raw or row.level2
