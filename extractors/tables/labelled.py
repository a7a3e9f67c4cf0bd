"""Lines in which each cell stands behind its head (`级别：产出；名称：修渠长度；目标：≥3公里`), made into tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from schema.document import Block, Paragraph, Table

#: A row has so many labelled cells, of which the next row has this share; so many rows are a table; all of it has so
#: many labels.
_FEWEST_CELLS, _SHARE, _FEWEST_ROWS = 3, 0.5, 2
_MOST_CELLS, _LONGEST_LINE = 40, 4000
_LABEL = re.compile(
    r"(?:^|[；;，,。|｜]\s*|[ \u3000]{2,4}|\t)"
    r"(?P<label>[^：:，,；;。|｜\d\s]{2,14}(?:[(（][^()（）]{1,8}[)）])?)\s?[：:]"
)
_EDGES = " \t；;，,。|｜"

Cells = dict[str, str]


def labelled(run: Sequence[Paragraph]) -> list[Block]:
    """The paragraphs with a table for each run of such lines."""
    found: list[Block] = []
    rows: list[tuple[Paragraph, Cells]] = []
    labels: set[str] = set()
    for paragraph in run:
        cells = _cells(paragraph.text)
        labels |= cells.keys()
        if rows and (len(labels) > _MOST_CELLS or not _goes_on(rows[-1][1], cells)):
            found += _closed(rows)
            rows, labels = [], set(cells)
        if len(cells) >= _FEWEST_CELLS:
            rows.append((paragraph, cells))
        else:
            found.append(paragraph)
    return [*found, *_closed(rows)]


def _cells(line: str) -> Cells:
    """What stands behind each label of a line; nothing where a label comes twice."""
    marks = list(_LABEL.finditer(line)) if len(line) <= _LONGEST_LINE else []
    if not 0 < len(marks) <= _MOST_CELLS or line[: marks[0].start("label")].strip():
        return {}
    ends = [*(mark.start() for mark in marks[1:]), len(line)]
    cells = {mark["label"]: line[mark.end() : end].strip(_EDGES) for mark, end in zip(marks, ends, strict=True)}
    return cells if len(cells) == len(marks) else {}


def _goes_on(row: Cells, below: Cells) -> bool:
    return len(row.keys() & below.keys()) >= max(2, _SHARE * len(row))


def _closed(rows: Sequence[tuple[Paragraph, Cells]]) -> Iterator[Block]:
    if len(rows) < _FEWEST_ROWS:
        yield from (paragraph for paragraph, _ in rows)
        return
    heads = _heads([cells for _, cells in rows])
    lines = [heads, *([cells.get(head, "") for head in heads] for _, cells in rows)]
    yield Table.of(lines)


def _heads(rows: Sequence[Cells]) -> list[str]:
    """All labels, each behind those that stand before it in some row."""
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
