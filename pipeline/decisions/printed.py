"""The columns of the export in which words stand as printed, and where a reading keeps each of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from schema.place import Place
from schema.reading import (
    AmountReading,
    FieldReading,
    GoalReading,
    IndicatorReading,
    Printed,
)

AnyReading = IndicatorReading | AmountReading | GoalReading | FieldReading

#: Column of an indicator to role of its cell.
CELLS = {
    "target_raw": "target", "actual_raw": "actual", "weight_raw": "weight", "score_raw": "score", "basis": "basis",
    "scoring_rule": "rule", "explanation": "explanation", "remark": "remark",
}  # fmt: skip
#: What the column of another year's value begins with: `history.2022`.
HISTORY = "history."
#: The column of the town or village, which a reading calls its site; where none is printed it is no word of the record.
_PLACE = "place"

_ATTRIBUTES = {
    "indicators": ("form", "project", "horizon", "level1", "level2"),
    "amounts": ("project", "label", "source"),
    "goals": ("project", "horizon", "kind", "task", "text"),
    "fields": ("project", "key", "value"),
}
_SAME = {
    "indicators": ("project", "name_raw"),
    "amounts": ("project", "item", "label"),
    "goals": ("project", "kind", "text"),
    "fields": ("project", "key"),
}


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Of a record as printed: `who` tells it from other records, `what` is that of the cells that a decision rests on.

    Blanks count for nothing.
    """

    who: str
    what: str

    def __str__(self) -> str:
        return f"{self.who}:{self.what}"


def fingerprint(table: str, reading: AnyReading, column: str = "") -> str:
    """The fingerprint for a decision about a column, or about the whole record."""
    return fingerprint_of(table, printed(table, reading), column)


def fingerprint_of(table: str, words: Mapping[str, str], column: str = "") -> str:
    """The same of a record that prints these words."""
    source = source_of(table, column)
    who = {name: words[name] for name in _SAME[table] if name != source}
    what = {source: words.get(source, "")} if column else dict(words)
    return str(Fingerprint(_hash(who), _hash(what)))


def printed(table: str, reading: AnyReading) -> dict[str, str]:
    """Every printed column of a record, the history's by year."""
    words = {name: str(getattr(reading, name)) for name in _ATTRIBUTES[table]}
    if isinstance(reading, IndicatorReading):
        words |= {_PLACE: reading.site} if reading.site else {}
        words["name_raw"] = reading.name.text
        words |= {column: reading.cell(role).text for column, role in CELLS.items()}
        words |= {HISTORY + period: cell.text for period, cell in reading.history}
    elif isinstance(reading, AmountReading):
        words |= {"item": "/".join(reading.path), "raw": reading.value.text}
    return words


def is_printed(table: str, column: str) -> bool:
    """True for a column whose words stand on the paper."""
    if table == "indicators":
        history = column.startswith(HISTORY) and column.removeprefix(HISTORY).isdigit()
        return column in ("name", "name_raw", _PLACE) or column in CELLS or column in _ATTRIBUTES[table] or history
    return column in _ATTRIBUTES[table] or (table == "amounts" and column in ("item", "raw"))


def source_of(table: str, column: str) -> str:
    """The printed column that a column is made from, which may be itself."""
    if not column or table not in _SAME:
        return column
    if table == "indicators":
        for prefix in ("target", "actual"):
            if column.startswith(prefix + "_"):
                return prefix + "_raw"
        return {"name": "name_raw", "canonical_id": "name_raw", "weight": "weight_raw", "score": "score_raw"}.get(
            column, column
        )
    return "raw" if table == "amounts" and not is_printed(table, column) else column


def with_printed(table: str, reading: AnyReading, column: str, text: str) -> AnyReading:
    """The reading with other words in a printed column, which are settled from now on."""
    if isinstance(reading, IndicatorReading):
        return _indicator_with(reading, column, text)
    if isinstance(reading, AmountReading) and column == "raw":
        return replace(reading, value=_settled(reading.value, text))
    if isinstance(reading, AmountReading) and column == "item":
        return replace(reading, path=tuple(text.split("/")))
    attribute: dict[str, Any] = {column: text}
    return replace(reading, **attribute)


def settled(reading: AnyReading) -> AnyReading:
    """The reading with all its cells vouched for as they stand."""
    if isinstance(reading, AmountReading):
        return replace(reading, value=replace(reading.value, settled=True))
    if not isinstance(reading, IndicatorReading):
        return reading
    cells = {role: replace(cell, settled=True) for role, cell in reading.cells.items()}
    history = tuple((period, replace(cell, settled=True)) for period, cell in reading.history)
    return replace(reading, cells=MappingProxyType(cells), history=history)


def _indicator_with(reading: IndicatorReading, column: str, text: str) -> IndicatorReading:
    if column in ("name", "name_raw"):
        return replace(reading, name=_settled(reading.name, text))
    if column in CELLS:
        role = CELLS[column]
        cells = {**reading.cells, role: _settled(reading.cell(role), text)}
        return replace(reading, cells=MappingProxyType(cells))
    if column.startswith(HISTORY):
        return replace(reading, history=_history_with(reading, column.removeprefix(HISTORY), text))
    attribute: dict[str, Any] = {"site" if column == _PLACE else column: text}
    return replace(reading, **attribute)


def _history_with(reading: IndicatorReading, period: str, text: str) -> tuple[tuple[str, Printed], ...]:
    cells = dict(reading.history)
    cells[period] = _settled(cells.get(period, Printed("", reading.place)), text)
    return tuple(cells.items())


def _settled(cell: Printed, text: str) -> Printed:
    return replace(cell, text=text, confidence=1.0, settled=True)


def _hash(words: dict[str, str]) -> str:
    bare = {name: "".join(text.split()) for name, text in words.items()}
    return hashlib.sha256(json.dumps(bare, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:12]


#: How an empty reading of each table is made at a place.
EMPTY: dict[str, Callable[[Place], Any]] = {
    "indicators": lambda place: IndicatorReading("unknown", Printed("", place), place=place),
    "amounts": lambda place: AmountReading((), Printed("", place), place=place),
    "goals": lambda place: GoalReading("objective", "", place=place),
    "fields": lambda place: FieldReading("", "", place=place),
}
