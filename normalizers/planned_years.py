"""Targets of several years side by side: that of the year which the filing is about is the target."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from schema.reading import IndicatorReading


def of_the_year(row: IndicatorReading, year: str) -> IndicatorReading:
    """The row with the value of its filing's year as the target, where the last of several columns of years
    (2024年目标值 | 2025年目标值 | 2026年目标值) was taken for it; that one stands among the other years then."""
    planned = dict(row.history).get(year)
    if planned is None or not row.target_year.isdigit() or row.target_year <= year:
        return row
    others = [(period, cell) for period, cell in row.history if period != year]
    return replace(
        row,
        cells=MappingProxyType({**row.cells, "target": planned}),
        history=tuple(sorted([*others, (row.target_year, row.cell("target"))], key=lambda pair: pair[0])),
        target_year=year,
    )
