"""Lines in which each cell stands behind its head (`级别：产出；名称：修渠长度`, `级别=产出 名称=修渠长度`), made into
tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from schema.document import Block, Paragraph, Table

#: A row has so many labelled cells, of which the next row has this share; so many rows are a table; all of it has so
#: many labels.
_FEWEST_CELLS, _SHARE, _FEWEST_ROWS = 3, 0.5, 2
_MOST_CELLS, _LONGEST_LINE = 40, 4000
_LABEL = re.compile(
    r"(?:^[ \t\u3000]*+(?:[-*+•·●]\s+)?|[；;，,。|｜]\s*|[ \u3000]{2,4}|\t|[ \u3000](?=[^：:=\d\s]{2,14}=))"
    r"(?P<label>[^：:，,；;。|｜=≥≤＝\d\s]{2,14}(?:[(（][^()（）]{1,8}[)）])?)(?:\s?[：:]|=)"
)
# A number, and the signs round it.
_COUNT = re.compile(r"[\d一二三四五六七八九十]+|[-=*#—.、()（）\[\]【】\s]+")
_LONGEST_COUNTER = 40
#: What stands before the first label of a line: the marks of a list.
_BULLETS = " \t\u3000-*+•·●"
_EDGES = " \t；;，,。|｜"

Cells = dict[str, str]
#: The lines of a row, and its cells by their labels.
Record = tuple[list[Paragraph], Cells]


def labelled(run: Sequence[Paragraph]) -> list[Block]:
    """The paragraphs with a table for each run of such lines; lines that only count the records (指标1, *** 1. row ***)
    go where a table came of the others."""
    uncounted = list(_without_counters(run))
    tables = _tables(uncounted) if len(uncounted) < len(run) else []
    return tables if any(isinstance(block, Table) for block in tables) else _tables(run)


def _without_counters(run: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs without those before a labelled line that say the same again and again, but for their number."""
    stems = [_COUNT.sub("", line.text).strip() for line in run]
    before = [at for at in range(len(run) - 1) if _cells(run[at + 1].text) and not _cells(run[at].text)]
    counts = Counter(stems[at] for at in before if len(run[at].text.strip()) <= _LONGEST_COUNTER)
    for at, line in enumerate(run):
        if at not in before or counts[stems[at]] < _FEWEST_ROWS:
            yield line


def _tables(run: Sequence[Paragraph]) -> list[Block]:
    found: list[Block] = []
    rows: list[Record] = []
    labels: set[str] = set()
    for paragraphs, cells in _records(run):
        labels |= cells.keys()
        if rows and (len(labels) > _MOST_CELLS or not _goes_on(rows[-1][1], cells)):
            found += _closed(rows)
            rows, labels = [], set(cells)
        if len(cells) >= _FEWEST_CELLS or len(paragraphs) > 1:
            rows.append((paragraphs, cells))
        else:
            found += paragraphs
    return [*found, *_closed(rows)]


def _records(run: Sequence[Paragraph]) -> Iterator[Record]:
    """Each line with its labelled cells; of lines with one labelled cell each, in which the same labels come again and
    again, those together that are of one record."""
    for alone, group in groupby(((line, _cells(line.text)) for line in run), key=lambda pair: len(pair[1]) == 1):
        lines = list(group)
        yield from _together(lines) if alone else (([line], cells) for line, cells in lines)


def _together(lines: Sequence[tuple[Paragraph, Cells]]) -> Iterator[Record]:
    """Lines of one labelled cell each: a record ends before a label that stands no further behind in it."""
    labels = [next(iter(cells)) for _, cells in lines]
    counts = Counter(labels)
    again = [label for label in counts if counts[label] >= _FEWEST_ROWS]
    first = labels.index(again[0]) if len(again) >= _FEWEST_CELLS else len(lines)
    yield from (([line], cells) for line, cells in lines[:first])
    order = {label: at for at, label in enumerate(dict.fromkeys(labels[first:]))}
    last = len(order)
    record: Record = ([], {})
    for (line, cells), label in zip(lines[first:], labels[first:], strict=True):
        if order[label] <= last and record[0]:
            yield record
            record = ([], {})
        record[0].append(line)
        record[1].update(cells)
        last = order[label]
    if record[0]:
        yield record


def _cells(line: str) -> Cells:
    """What stands behind each label of a line; nothing where a label comes twice."""
    marks = list(_LABEL.finditer(line)) if len(line) <= _LONGEST_LINE else []
    if not 0 < len(marks) <= _MOST_CELLS or line[: marks[0].start("label")].strip(_BULLETS):
        return {}
    ends = [*(mark.start() for mark in marks[1:]), len(line)]
    cells = {mark["label"]: line[mark.end() : end].strip(_EDGES) for mark, end in zip(marks, ends, strict=True)}
    return cells if len(cells) == len(marks) else {}


def _goes_on(row: Cells, below: Cells) -> bool:
    return len(row.keys() & below.keys()) >= max(2, _SHARE * len(row))


def _closed(rows: Sequence[Record]) -> Iterator[Block]:
    if len(rows) < _FEWEST_ROWS:
        yield from (paragraph for paragraphs, _ in rows for paragraph in paragraphs)
        return
    heads = heads_of([cells for _, cells in rows])
    lines = [heads, *([cells.get(head, "") for head in heads] for _, cells in rows)]
    yield Table.of(lines)


def heads_of(rows: Sequence[Cells]) -> list[str]:
    """All labels of records, each behind those that stand before it in some record."""
    heads: list[str] = []
    for cells in rows:
        at = 0
        for label in cells:
            if label in heads:
                at = heads.index(label) + 1
            else:
                heads.insert(at, label)
                at += 1
    return heads
