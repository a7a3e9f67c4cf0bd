"""Torn rows that are columns of the form: heads, names, values or signs in a row each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extractors.forms.evidence.fit import is_level_name
from extractors.forms.rows.record import Record, formulas
from extractors.forms.rows.slipped import Line, flat
from extractors.forms.rows.tokens import Token, kind_of
from extractors.forms.words.content import is_placeholder
from extractors.forms.words.vocabulary import column_role
from normalizers.text import compact

#: So many rows with heads at their left edge at least are a table on its side.
_FEWEST_HEADS = 3
#: The heads stand in one of so many columns at the left.
_EDGE = 2
#: How sure a row is that is put together by heads, by the order of names and values, by its column alone.
_HEADED, _IN_ORDER, _BY_COLUMN = 0.7, 0.65, 0.4
#: Which piece of an indicator stands under a head.
_FIELDS = {
    "name": "name", "finest": "name", "tag": "tag", "operator": "operator", "target": "target", "unit": "unit",
    "rule": "rule", "explanation": "explanation", "weight": "weight", "level1": "level1", "level2": "level2",
    "?": "tag",
}  # fmt: skip
_FEWEST_SHARED = 3

#: The index of a row and the texts of its cells, as they are printed.
Printed = tuple[int, Sequence[str]]


def headed(rows: Sequence[Printed], start: int) -> tuple[list[Record], int] | None:
    """The indicators of the rows from one on that begin with the heads of the form, an indicator a column, and where
    they end; None for other rows."""
    found: dict[str, dict[int, str]] = {}
    end = start
    for at, role, cells in _head_rows(rows, start):
        if found.get(role):
            break
        found[role] = {place: text for place, text in enumerate(cells) if not is_placeholder(text)}
        end = at + 1
    if len(found) < _FEWEST_HEADS or not found.get("name") or not found.get("target"):
        return None
    row = next(rows[at][0] for at, role, _ in _head_rows(rows, start) if role == "name")
    return [_of_column(row, at, _settled(found)) for at in found["name"]], end


def _head_rows(rows: Sequence[Printed], start: int) -> Iterator[tuple[int, str, Sequence[str]]]:
    """The rows in turn that a head opens, with the piece it is of and the cells behind it; a cell alone between two of
    them is passed over."""
    alone = 0
    for at in range(start, len(rows)):
        cells = rows[at][1]
        place, role = _head_at_edge(cells)
        if role:
            alone = 0
            yield at, role, cells[place + 1 :]
        elif at == start or alone or sum(bool(cell.strip()) for cell in cells) > 1:
            return
        else:
            alone += 1


def _head_at_edge(cells: Sequence[str]) -> tuple[int, str]:
    """Where the head stands that opens a row, and the piece it is of; nothing where none does. A level may stand before
    it."""
    for place, text in enumerate(cells[:_EDGE]):
        role = _FIELDS.get(column_role(text).name, "") if text.strip() else ""
        if role or (text.strip() and not is_level_name(text)):
            return place, role
    return 0, ""


def _settled(found: Mapping[str, Mapping[int, str]]) -> Mapping[str, Mapping[int, str]]:
    """The cells of signs and units under the figures where empty cells vanished from their rows: no sign stands at a
    word, and there are as many as figures."""
    figures = [at for at, text in found["target"].items() if kind_of(text) == "figure"]
    moved = dict(found)
    for role in ("operator", "unit"):
        cells = found.get(role, {})
        if not set(cells) <= set(figures) and len(cells) == len(figures):
            moved[role] = dict(zip(figures, cells.values(), strict=True))
    return moved


def _of_column(row: int, at: int, found: Mapping[str, Mapping[int, str]]) -> Record:
    said = {role: cells[at] for role, cells in found.items() if at in cells}
    target = said.pop("target", "")
    record = Record(row, sure=_HEADED)
    for role, text in said.items():
        setattr(record, role, text)
    is_words = kind_of(target) != "figure"
    return replace(record, quality=target, figure="") if is_words else replace(record, figure=target)


def in_columns(lines: Sequence[Line], start: int) -> tuple[list[Record], int] | None:
    """Names in one row and their values in the next, in their order or in the columns of their signs."""
    return _names_over_values(lines, start) or _figures_over_signs(lines, start)


def _names_over_values(lines: Sequence[Line], start: int) -> tuple[list[Record], int] | None:
    names = [token for token in flat(lines[start]) if token.kind == "name"]
    if not names or _values(lines[start]) or start + 1 == len(lines):
        return None
    values = _values(lines[start + 1])
    if len(values) != len(names) or any(t.kind == "name" for t in flat(lines[start + 1])):
        return None
    found = [
        replace(value, row=lines[start][0], name=name.text, sure=_IN_ORDER)
        for name, value in zip(names, values, strict=True)
    ]
    return found, start + 2


def _values(line: Line) -> list[Record]:
    """The values of a row without names: an operator or tag with a word or figure each."""
    found: list[Record] = []
    current = Record(line[0])
    for token in flat(line):
        if token.kind not in ("operator", "tag", "figure", "quality", "unit"):
            continue
        if not current.takes(token):
            found.append(current)
            current = Record(line[0])
        current.take(token)
    found.append(current)
    return [record for record in found if record.has_value]


def _figures_over_signs(lines: Sequence[Line], start: int) -> tuple[list[Record], int] | None:
    """Values in one row with their signs under them in the next: the names that the two rows print are those of the
    first values, the formulas above name the rest."""
    if start + 1 >= len(lines):
        return None
    values = {t.column: t for t in flat(lines[start]) if t.kind in ("figure", "quality")}
    signs = {t.column: t.text for t in flat(lines[start + 1]) if t.kind == "operator"}
    shared = {column for column in signs if column in values and values[column].kind == "figure"}
    if len(shared) < _FEWEST_SHARED:
        return None
    printed = [t.text for line in lines[start : start + 2] for t in flat(line) if t.kind == "name"]
    above = {t.column: formulas(t.text) for t in (flat(lines[start - 1]) if start else [])}
    return list(_paired(lines[start][0], values, signs, printed, above)), start + 2


def _paired(
    row: int,
    values: Mapping[int, Token],
    signs: Mapping[int, str],
    printed: Sequence[str],
    above: Mapping[int, Sequence[str]],
) -> Iterator[Record]:
    """The values from left to right with their signs and names; one of a word needs no sign."""
    taken: set[str] = set()
    for order, (column, value) in enumerate(sorted(values.items())):
        told = [compact(name) for name in above.get(column, ())]
        fresh = [name for name in told if name not in taken]
        name = printed[order] if order < len(printed) else next(iter(fresh), "")
        taken.add(compact(name))
        record = Record(row, name, signs.get(column, ""), sure=_IN_ORDER if order < len(printed) else _BY_COLUMN)
        record.take(value)
        yield record
