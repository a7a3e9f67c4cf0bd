"""What the rows of indicator tables print under their columns."""

from __future__ import annotations

from corpus.figures import printed
from corpus.invention import Column, Figure, Row


def cell_text(row: Row, column: Column) -> str:
    """What a row prints under a column; with those that share its cells, all that is filled."""
    texts = [own_text(row, each) for each in (column, *column.joined)]
    return column.joint.join(text for text in texts if text)


def own_text(row: Row, column: Column) -> str:
    """What a row prints under a column by itself."""
    if column.role in ("level1", "level2", "name"):
        return row.printed.get(column.role, str(getattr(row, column.role)))
    if column.role in ("weight", "score"):
        number = row.weight if column.role == "weight" else row.score
        return "" if number is None else printed(number)
    figure = _figure(row, column)
    part = {"operator": "sign", "unit": "measure"}.get(column.role, "raw")
    return row.texts.get(column.role, "") if figure is None else str(getattr(figure, part))


def _figure(row: Row, column: Column) -> Figure | None:
    if column.role == "history":
        return dict(row.history).get(column.period)
    if column.role == "interim":
        return dict(row.interim).get(column.period)
    if column.role in ("actual", "forecast"):
        return row.actual if column.role == "actual" else row.forecast
    if column.of:
        return row.spread.get(column.of)
    return row.target if column.role in ("target", "operator", "unit") else None
