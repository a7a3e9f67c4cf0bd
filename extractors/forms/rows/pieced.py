"""Rows put together by what their pieces say, as readings of indicators."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from extractors.forms.grid import Grid
from extractors.forms.rows.headless import records_of
from extractors.forms.rows.line import NO_NAME
from extractors.forms.rows.record import Record
from extractors.forms.rows.tokens import tokens_of
from extractors.forms.scene import Scene
from schema.reading import IndicatorReading, Printed

#: What is said of a row that was read so.
BY_PIECES = "the head of the table is lost; the row was put together by what its pieces say"


@dataclass(frozen=True, slots=True)
class Pieced:
    """An indicator and the indexes of the first and the last of the rows that it was put together from."""

    first: int
    last: int
    reading: IndicatorReading


def pieced(grid: Grid, indexes: Iterable[int], scene: Scene) -> list[Pieced]:
    """The indicators of some rows of a table, whatever stands over them."""
    rows = [(index, _texts(grid, index)) for index in indexes]
    return [Pieced(record.first, record.last, _reading(grid, record, scene)) for record in records_of(rows)]


def holds_value(grid: Grid, index: int) -> bool:
    """Whether a row has a sign that compares, or a tag, and a figure or a word beside it: then it is an indicator's."""
    kinds = {token.kind for text in _texts(grid, index) for token in tokens_of(text)}
    return bool(kinds & {"operator", "tag"}) and bool(kinds & {"figure", "quality"})


def lost(grid: Grid, indexes: Iterable[int], found: Sequence[Pieced]) -> list[str]:
    """A sentence where rows with values are in no indicator; empty where none are."""
    read = {index for one in found for index in range(one.first, one.last + 1)}
    return said_lost(grid, [index for index in indexes if index not in read and holds_value(grid, index)])


def said_lost(grid: Grid, indexes: Sequence[int]) -> list[str]:
    """A sentence of rows with values that are in no indicator; empty where there are none."""
    if not indexes:
        return []
    first = grid.rows[indexes[0]].number
    return [f"table {grid.table}: {len(indexes)} rows with figures are no indicators (the first is row {first})"]


def _texts(grid: Grid, index: int) -> list[str]:
    """The texts of a row, each at its column; empty where no cell stands."""
    texts: list[str] = []
    for slot in grid.rows[index].slots:
        texts += [""] * (slot.column - len(texts)) + [slot.text]
    return texts


def _reading(grid: Grid, record: Record, scene: Scene) -> IndicatorReading:
    place = grid.place(record.row)
    texts = {
        "target": record.figure or record.quality,
        "operator": record.operator or record.tag,
        "weight": record.weight,
        "unit": record.unit if record.figure else "",
        "rule": record.rule,
        "explanation": record.explanation,
    }
    cells = {role: Printed(text, place) for role, text in texts.items() if text}
    return IndicatorReading(
        form=scene.form,
        name=Printed(record.name, place),
        project=scene.project,
        horizon=scene.horizon or "annual",
        level1=record.level1,
        level2=record.level2,
        cells=MappingProxyType(cells),
        table_unit=scene.table_unit,
        place=place,
        confidence=record.sure,
        reasons=(BY_PIECES,) if record.is_named else (BY_PIECES, NO_NAME),
    )
