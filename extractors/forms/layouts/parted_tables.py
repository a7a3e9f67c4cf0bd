"""Indicators that a form prints in two tables: names with their levels in one, the values behind names again in the
next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from types import MappingProxyType

from extractors.forms.rows.line import VALUES
from normalizers.text import bare
from schema.reading import IndicatorReading

_LEAST = 2


def united(indicators: Sequence[IndicatorReading]) -> list[IndicatorReading]:
    """The indicators of a document in their order, each once where a table of names stands before one of values."""
    tables = [list(rows) for _, rows in groupby(indicators, key=lambda row: row.place.table)]
    found: list[list[IndicatorReading]] = []
    for rows in tables:
        if found and _are_the_same(found[-1], rows):
            rows = [_joined(name, values) for name, values in zip(found.pop(), rows, strict=True)]
        found.append(rows)
    return [row for rows in found for row in rows]


def _are_the_same(names: Sequence[IndicatorReading], values: Sequence[IndicatorReading]) -> bool:
    """Whether the first rows have no values, and the second the same names in the same order."""
    if len(names) < _LEAST or len(names) != len(values) or any(map(_has_value, names)):
        return False
    return all(bare(one.name.text) == bare(other.name.text) for one, other in zip(names, values, strict=True))


def _has_value(row: IndicatorReading) -> bool:
    return bool(row.interim) or any(row.cell(role).text.strip() for role in VALUES)


def _joined(name: IndicatorReading, values: IndicatorReading) -> IndicatorReading:
    """The row of values with what the row of names says besides."""
    return replace(
        values,
        project=values.project or name.project,
        level1=values.level1 or name.level1,
        level2=values.level2 or name.level2,
        cells=MappingProxyType({**name.cells, **values.cells}),
    )
