"""Records that programs wrote out into a text, made into tables: JSON, a record a line or all in one list, rows of
INSERT statements, lists of tuples, columns by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.exports.columns import columns_of, heads_of_programs
from extractors.exports.literals import Literals, Value
from extractors.forms.evidence.fit import is_level_name, level_names
from extractors.tables.labelled import heads_of
from schema.document import Table

#: So many rows of so many values are a table.
_FEWEST_ROWS, _FEWEST_CELLS = 2, 3
#: So many records that do not close are looked at.
_MOST_BROKEN = 40
_OPENS = re.compile(r"^[ \t]*(?:[\w.$ ]{1,40}=[ \t]*)?(?=[{\[(])", re.MULTILINE)
_INSERT = re.compile(
    r"^[ \t]*(?:INSERT|REPLACE)\s+(?:INTO\s+|OVERWRITE\s+)?(?:TABLE\s+)?(?P<table>[^\s(]{1,80})\s*"
    r"(?P<columns>\([^()]*+\))?\s*VALUES\s*(?=\()",
    re.MULTILINE | re.IGNORECASE,
)
_NEXT_ROW = re.compile(r"\s*,\s*(?=\()")
# How a line begins that opens an object, or a list of quoted values.
_OPENED = re.compile(r"^[ \t]*(?:\[\s*)?(?:\{\s*[\"'“\w]|\(\s*[\"'])", re.MULTILINE)
# What stands between two records: commas, ends of statements, remarks and what ends a transaction.
_BETWEEN = re.compile(r"(?:[\s,;]|--[^\n]*|COMMIT\b|GO\b)*+", re.IGNORECASE)

# A key and its value in an object that never closes, how sure these are, and how long its line may be.
_PAIR = re.compile(
    r"[\"'“](?P<key>[^\"'“”:：]{1,40})[\"'”]\s{0,4}[:：]\s{0,4}(?:[\"'“](?P<said>[^\"'“”]*)|(?P<word>[^\s,，{}\[\]\"'“”]+))"
)
_BROKEN, _LONGEST_LINE = 0.75, 4000
#: The heads of levels that are keys.
_HEADS = ("一级指标", "二级指标")

Record = dict[str, str]


@dataclass(slots=True)
class _Run:
    """Records or rows of values that follow one another from `start` to `end` of a text; `heads` stand over rows."""

    start: int
    end: int
    records: list[Record] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    heads: tuple[str, ...] = ()
    about: list[str] = field(default_factory=list)
    sure: float = 1.0

    @property
    def lines(self) -> list[list[str]]:
        """The lines of the table: heads, then a line a record; none where it is none."""
        if self.records:
            heads = heads_of(self.records)
            lines = [heads_of_programs(heads), *([record.get(head, "") for head in heads] for record in self.records)]
        else:
            lines = [*([heads_of_programs(self.heads)] if self.heads else []), *self.rows]
        even = len(set(map(len, lines))) == 1
        return lines if even and len(lines) >= _FEWEST_ROWS and len(lines[0]) >= _FEWEST_CELLS else []

    def goes_on(self, other: _Run, text: str) -> bool:
        """Whether the records of another run, which stands behind it in a text, are of the same kind."""
        if other.about or _BETWEEN.fullmatch(text, self.end, other.start) is None:
            return False
        if self.records and other.records:
            shared = self.records[0].keys() & other.records[0].keys()
            return 2 * len(shared) >= len(other.records[0])
        same = bool(self.rows and other.rows) and len(self.rows[0]) == len(other.rows[0])
        return same and other.heads in ((), self.heads)


def opens_records(text: str) -> bool:
    """Whether lines of a text begin as such records do, whatever stands in them."""
    return _OPENED.search(text) is not None or _INSERT.search(text) is not None


def exported(lines: Sequence[str]) -> Iterator[list[str] | Table]:
    """The lines in order: runs of lines that hold no such records, and a table for each run of records; what is said
    once of all of them stands before it, a line each."""
    text = "\n".join(lines)
    position = 0
    for run in _joined(text, _runs(text)):
        table = run.lines
        if not table:
            continue
        before = text[position : run.start].split("\n")
        yield [*before, *run.about]
        yield Table.of(table, confidence=run.sure)
        position = run.end
    rest = text[position:]
    if rest.strip(" \n\t,;])}") or not position:
        yield rest.split("\n")


def _joined(text: str, runs: Iterable[_Run]) -> Iterator[_Run]:
    last: _Run | None = None
    for run in runs:
        if last is not None and last.goes_on(run, text):
            last.records += run.records
            last.rows += run.rows
            last.end, last.sure = run.end, min(last.sure, run.sure)
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last


def _runs(text: str) -> Iterator[_Run]:
    """What stands in each bracket that opens a line, and behind each INSERT."""
    literals = Literals(text)
    starts = sorted([*_OPENS.finditer(text), *_INSERT.finditer(text)], key=lambda found: found.start())
    preamble = text[: next((start.start() for start in starts if start.re is _INSERT), 0)]
    end = broken = 0
    for start in starts:
        if start.start() < end or broken >= _MOST_BROKEN:
            continue
        found = _inserted(text, literals, start, preamble) if start.re is _INSERT else _written(literals, start)
        broken += found is None
        if found is not None and (found.records or found.rows):
            yield found
            end = found.end


def _inserted(text: str, literals: Literals, start: re.Match[str], preamble: str) -> _Run | None:
    """The rows of an INSERT under the names of their columns, where itself tells them or what stands before the first
    of all."""
    run = _Run(start.start(), start.end())
    at = start.end()
    while (found := literals.bracket(at)) is not None and _is_row(found[0]):
        run.rows.append([str(value) for value in found[0]])
        run.end = found[1]
        behind = _NEXT_ROW.match(text, run.end)
        if behind is None:
            break
        at = behind.end()
    if not run.rows:
        return None
    return replace(run, heads=columns_of(start["columns"] or "", preamble, len(run.rows[0])))


def _written(literals: Literals, start: re.Match[str]) -> _Run | None:
    """The records of the bracket that opens there; None where it never closes."""
    found = literals.bracket(start.end())
    if found is None:
        return _broken(start)
    value, end = found
    run = _Run(start.start(), end)
    if isinstance(value, dict):
        value = _of_columns(value) or value
    while isinstance(value, dict) and (nested := _nested(value)):
        told = {key: each for key, each in value.items() if isinstance(each, str) and each}
        run.about += [f"{head}：{each}" for head, each in zip(_labels(list(told)), told.values(), strict=True)]
        if len(nested) > 1 or isinstance(next(iter(nested.values())), list) or is_level_name(next(iter(nested))):
            run.records = list(_records(nested))
            return run
        value = next(iter(nested.values()))
    if isinstance(value, dict):
        run.records = list(_records(value))
    elif value and all(_is_row(each) for each in value):
        run.rows = [[str(one) for one in each] for each in value]
    elif _is_row(value):
        run.rows = [[str(each) for each in value]]
    else:
        run.records = [record for each in value for record in _records(each)]
    return run


def _nested(value: dict[str, Value]) -> dict[str, Value]:
    """The lists and objects in an object."""
    return {key: each for key, each in value.items() if not isinstance(each, str)}


def _broken(start: re.Match[str]) -> _Run | None:
    """The pairs of keys and values in the line of an object that never closes."""
    line = start.string[start.end() : start.end() + _LONGEST_LINE].partition("\n")[0]
    pairs = {found["key"]: found["said"] or found["word"] or "" for found in _PAIR.finditer(line)}
    if not line.startswith("{") or len(pairs) < _FEWEST_CELLS:
        return None
    return _Run(start.start(), start.end() + len(line), [pairs], sure=_BROKEN)


def _labels(keys: Sequence[str]) -> list[str]:
    """The keys of what is said once of all records, as forms print them: a unit there is the one that reports."""
    unit, agency = heads_of_programs(("unit", "agency"))
    return [agency if head == unit else head for head in heads_of_programs(keys)]


def _is_row(value: Value) -> bool:
    return isinstance(value, list) and len(value) >= _FEWEST_CELLS and all(isinstance(each, str) for each in value)


def _of_columns(value: dict[str, Value]) -> list[Value] | None:
    """The records of an object that holds a list for each column, or its cells by their rows; None for others."""
    columns = {
        key: list(each.values()) if isinstance(each, dict) else each
        for key, each in value.items()
        if not isinstance(each, str)
    }
    heights = set(map(len, columns.values()))
    texts = all(isinstance(cell, str) for cells in columns.values() for cell in cells)
    if len(columns) < _FEWEST_CELLS or len(heights) != 1 or not texts or min(heights) < _FEWEST_ROWS:
        return None
    told: dict[str, Value] = {key: each for key, each in value.items() if isinstance(each, str)}
    return [told | dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def _records(value: Value) -> Iterator[Record]:
    """The innermost objects of a value, each with what the objects say in which it stands, and with the levels that are
    the keys of these."""
    if isinstance(value, list):
        for each in value:
            yield from _records(each)
        return
    if isinstance(value, str):
        return
    told = {key.strip(): each.strip() for key, each in value.items() if isinstance(each, str)}
    told |= {key: "、".join(map(str, each)) for key, each in value.items() if each and _are_texts(each)}
    inner = [
        _level(key, record) | record
        for key, each in value.items()
        for record in ([] if _are_texts(each) else _records(each))
    ]
    yield from [told | record for record in inner] or [told]


def _level(key: str, record: Record) -> Record:
    """The level that a key names, over what stands under it."""
    head = _HEADS[1] if key in level_names("level2") and _HEADS[1] not in record else _HEADS[0]
    return {head: key} if is_level_name(key) else {}


def _are_texts(value: Value) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)
