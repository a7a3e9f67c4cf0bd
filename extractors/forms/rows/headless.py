"""Rows of an indicator table whose head is lost and whose columns a bad reading displaced, put together by sense."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from extractors.forms.evidence.fit import cues
from extractors.forms.rows import lying
from extractors.forms.rows.record import Record, told_name, valued
from extractors.forms.rows.slipped import Line, flat, slipped_run
from extractors.forms.rows.tokens import Token, tokens_of
from extractors.forms.words.vocabulary import column_role

_SAME = 88.0
#: How sure a row is whose name only its explanation says.
_NAMED_BY_EXPLANATION = 0.45
#: A level or words of so many characters are no name of an indicator.
_SHORTEST_NAME = 3
_VALUES = frozenset({"operator", "figure", "quality", "tag"})


def records_of(rows: Sequence[tuple[int, Sequence[str]]]) -> list[Record]:
    """The indicators of the rows (index, cell texts): rows that hold them, rows that are columns, slipped rows."""
    found = [record for block in _blocks(rows) for record in block]
    _give_spare_rules(found)
    return _once([record for record in found if record.name and (record.has_value or record.rule)])


def _blocks(rows: Sequence[tuple[int, Sequence[str]]]) -> Iterator[list[Record]]:
    """Runs of rows of one kind, each read its way, levels carried along; rows that say nothing part none."""
    parted = [(index, cells, _with_name(_tokens(cells))) for index, cells in rows]
    said = [row for row in parted if any(row[2]) or column_role(next(iter(row[1]), ""))]
    lines = [(index, tokens) for index, _, tokens in said]
    rows = [(index, cells) for index, cells, _ in said]
    position = 0
    levels = _Levels()
    while position < len(lines):
        turned = lying.headed(rows, position) or lying.in_columns(lines, position)
        records, end = turned or slipped_run(lines, position) or (_in_row(lines[position]), position + 1)
        for record in records:
            record.first, record.last = lines[position][0], lines[end - 1][0]
        records = [_named(record) for record in records]
        levels.note(lines[position:end], [record for record in records if record.name], turned is not None)
        yield records
        position = end


def _tokens(cells: Sequence[str]) -> list[list[Token]]:
    return [list(tokens_of(text, column)) for column, text in enumerate(cells)]


def _named(record: Record) -> Record:
    """A row with a value that lost its name, under the one that its explanation says."""
    name = told_name(record.explanation) if not record.name and record.has_value else ""
    return replace(record, name=name, sure=_NAMED_BY_EXPLANATION, is_named=False) if name else record


class _Levels:
    """Level names met on the way: they hold for what follows, and for a turned block that they close."""

    def __init__(self) -> None:
        self.level1 = ""
        self.level2 = ""
        self._last: list[Record] = []

    def note(self, lines: Sequence[Line], records: list[Record], turned: bool) -> None:
        """Takes what a run says of levels, and gives its records theirs."""
        names = {record.name for record in records}
        for token in _outer_first(lines):
            if token.text in names:
                continue
            if token.kind == "level1":
                self.level1, self.level2 = token.text, self.level2 if turned else ""
            else:
                self.level2 = token.text
                if not records:
                    for record in self._last:
                        record.level2 = token.text
        for record in records:
            record.level1, record.level2 = record.level1 or self.level1, record.level2 or self.level2
        self._last = records if turned else []


def _outer_first(lines: Sequence[Line]) -> Iterator[Token]:
    """The level names row by row, of one row the outer level first."""
    for line in lines:
        yield from sorted((t for t in flat(line) if t.kind in ("level1", "level2")), key=lambda token: token.kind)


def _in_row(line: Line) -> list[Record]:
    """The indicators of one row, piece after piece: what no longer fits in begins the next one."""
    index, _ = line
    found: list[Record] = []
    current = Record(index)
    tokens = flat(line)
    for at, token in enumerate(tokens):
        ends = token.kind == "name" and current.has_value and not {t.kind for t in tokens[at + 1 :]} & _VALUES
        own = replace(token, kind="explanation") if ends and current.name else token
        if not current.takes(own):
            found.append(current)
            current = Record(index)
        current.take(own)
    found.append(current)
    return [valued(record) for record in found]


def _with_name(cells: list[list[Token]]) -> list[list[Token]]:
    """The pieces of a row with values and no name where a piece may be one: a level's (服务对象满意度 names both), or
    words beside a figure, which is the value then."""
    kinds = {token.kind for cell in cells for token in cell}
    if "name" in kinds or not kinds & _VALUES:
        return cells
    named = [token for cell in cells for token in cell if _may_be_name(token, kinds)]
    if not named:
        return cells
    return [[replace(t, kind="name") if t is named[-1] else t for t in cell] for cell in cells]


def _may_be_name(token: Token, kinds: set[str]) -> bool:
    if len(token.text) <= _SHORTEST_NAME:
        return False
    if token.kind == "quality":
        return "figure" in kinds and "tag" not in kinds
    return token.kind == "level2" and token.text.endswith(cues("name_endings"))


def _give_spare_rules(records: Sequence[Record]) -> None:
    """A rule that names the indicator of the next or last row, and not its own, belongs there."""
    for position, record in enumerate(records):
        for rule in record.spare:
            for other in (position + 1, position - 1):
                if 0 <= other < len(records) and fuzz.partial_ratio(records[other].name, rule) >= _SAME:
                    records[other].rule = rule


def _once(records: Sequence[Record]) -> list[Record]:
    """A reading that repeats itself names an indicator twice; the fuller one stays."""
    found: list[Record] = []
    for record in records:
        twin = next((other for other in found if other.name == record.name), None)
        if twin is None:
            found.append(record)
        elif record.has_value and not twin.has_value:
            found[found.index(twin)] = record
    return found
