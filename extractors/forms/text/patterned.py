"""Indicators that lines or sentences list in one pattern of signs, made into tables:
`产出指标-数量指标-修渠长度-≥3公里`, `产出指标、数量指标、修渠长度（≥3公里，3公里，10，10）`.

The signs between the cells are those that most of the records share. That they part cells is told by the levels that
stand in the same places of them; what the cells are, by a head of the same signs, else by the words in front of the
values, else by where they stand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, islice

from extractors.forms.evidence.fit import level_names
from extractors.forms.text.clauses import said_value
from extractors.forms.text.head_words import is_level
from extractors.forms.text.sayings import ENDS, Saying, Signs, sayings
from extractors.forms.words.vocabulary import column_role
from extractors.knowledge import knowledge
from normalizers.text import BORDERS, bare, compact
from schema.document import Block, Paragraph, Table

#: So many records of so many cells are a list, of which so many have no other signs. So many signs stand in a record at
#: most; so many patterns are looked at.
_FEWEST, _FEWEST_CELLS, _FEWEST_ALIKE, _MOST_SIGNS, _MOST_PATTERNS = 3, 3, 2, 24, 8
#: So large a share of the cells of a column are levels, or hold figures; so large a share of what stands between the
#: first record and the last and holds figures are records.
_LEVELS, _FIGURES, _RECORDS = 0.8, 0.5, 0.8
#: How sure a cell is under a head and without one, and one that the signs allow to cut otherwise.
_HEADED, _UNHEADED, _AMBIGUOUS = 0.97, 0.85, 0.6
_OPENS = '“"「《'
_QUOTES = "“”\"'「」《》‘’"
_FIGURE = re.compile(r"\d|[≥≤]")
_VALUE = re.compile(r"[^\u4e00-\u9fffA-Za-z\d]{0,3}\d")
#: So many ways to cut a record are weighed.
_MOST_WAYS = 60


@dataclass(frozen=True, slots=True)
class _Pattern:
    """The signs of a list of records, and the columns that hold levels, and figures, in nearly all of them."""

    signs: Signs
    levels: frozenset[int]
    figures: frozenset[int]

    @property
    def is_of_paths(self) -> bool:
        """Whether a level stands first or second, and is parted from what follows by more than blanks and borders: rows
        between those leave out levels, which is weighed elsewhere."""
        first = min(self.levels, default=len(self.signs))
        return first <= 1 and first < len(self.signs) and bool(self.signs[first].strip(f" {BORDERS}"))

    def record(self, said: Saying) -> tuple[list[str], bool] | None:
        """The cells of a record, and whether its signs allow no cut that is as good; None for what is none."""
        cuts = [
            cells
            for places in islice(_ways(said.signs, self.signs), _MOST_WAYS)
            if self._is_record(cells := said.cells(places))
        ]
        cuts.sort(key=self._worth, reverse=True)
        certain = len(cuts) == 1 or (len(cuts) > 1 and self._worth(cuts[0]) > self._worth(cuts[1]))
        return (cuts[0], certain) if cuts else None

    def _is_record(self, cells: Sequence[str]) -> bool:
        return bool(self.levels) and all(is_level(cells[at]) for at in self.levels)

    def _worth(self, cells: Sequence[str]) -> int:
        """In how many columns of figures a cell begins like a value, or holds a figure, and in how many others there is
        none."""
        return sum(
            (_VALUE.match(cell) is not None) + (_FIGURE.search(cell) is not None)
            if at in self.figures
            else _FIGURE.search(cell) is None
            for at, cell in enumerate(cells)
        )


def patterned(run: Sequence[Paragraph]) -> list[Block]:
    """The paragraphs with a table for each list of such records, by lines or else by sentences; as they are where there
    is none."""
    texts = tuple(paragraph.text for paragraph in run)
    ways = [(said, pattern) for said in (sayings(texts, False), sayings(texts, True)) if (pattern := _pattern(said))]
    if not ways:
        return list(run)
    said, pattern = max(ways, key=lambda way: (sum(map(bool, map(way[1].record, way[0]))), len(way[1].levels)))
    return list(_blocks(run, said, pattern))


@lru_cache(maxsize=16)
def _pattern(said: tuple[Saying, ...]) -> _Pattern | None:
    """The pattern of the longest list; None where there is none, or where too much between its records is none."""
    alike: dict[Signs, list[list[str]]] = {}
    for one in said:
        signs = one.signs
        if _FEWEST_CELLS - 1 <= len(signs) <= _MOST_SIGNS:
            alike.setdefault(signs, []).append(one.cells(range(len(signs))))
    for signs, rows in sorted(alike.items(), key=lambda pair: -len(pair[1]))[:_MOST_PATTERNS]:
        records = [row for row in rows if any(map(is_level, row))]
        pattern = _Pattern(signs, _columns(records, is_level, _LEVELS), _columns(records, _has_figure, _FIGURES))
        if len(records) >= _FEWEST_ALIKE and pattern.is_of_paths and pattern.figures and _is_list(said, pattern):
            return pattern
    return None


def _has_figure(text: str) -> bool:
    return _FIGURE.search(text) is not None


def _columns(rows: Sequence[Sequence[str]], is_of_kind: Callable[[str], bool], share: float) -> frozenset[int]:
    """The columns of which so large a share of the cells are of a kind."""
    columns = enumerate(zip(*rows, strict=True))
    return frozenset(at for at, column in columns if sum(map(is_of_kind, column)) >= share * len(rows))


def _is_list(said: Sequence[Saying], pattern: _Pattern) -> bool:
    """Whether nearly all that holds figures between the first and the last record are records."""
    told = [(pattern.record(one) is not None, _has_figure(one.text)) for one in said]
    records = [at for at, (is_record, _) in enumerate(told) if is_record]
    between = [is_record for is_record, figured in told[records[0] : records[-1] + 1] if is_record or figured]
    return len(records) >= _FEWEST and len(records) >= _RECORDS * len(between)


def _ways(signs: Signs, pattern: Signs) -> Iterator[tuple[int, ...]]:
    """The places at which the signs of a pattern stand in order among others, in each way that there is; nothing is
    tried that leads to none."""
    last: list[int] = []
    at = len(signs)
    for sign in reversed(pattern):
        at = next((place for place in range(at - 1, -1, -1) if signs[place] == sign), -1)
        if at < 0:
            return
        last.insert(0, at)

    def behind(number: int, start: int) -> Iterator[tuple[int, ...]]:
        if number == len(pattern):
            yield ()
            return
        for place in range(start, last[number] + 1):
            if signs[place] == pattern[number]:
                yield from ((place, *rest) for rest in behind(number + 1, place + 1))

    yield from behind(0, 0)


def _blocks(run: Sequence[Paragraph], said: Sequence[Saying], pattern: _Pattern) -> Iterator[Block]:
    """Tables for the records that follow one another, each under the head of all, and what stands between as
    paragraphs: of a paragraph that holds records each other sentence is one."""
    told = [(one, pattern.record(one)) for one in said]
    head = next((found for one, record in told if record is None and (found := _head(one, pattern))), None)
    holders = {one.paragraph for one, record in told if record}
    heads = head[1] if head else None
    for are_records, group in groupby(told, key=lambda pair: pair[1] is not None):
        members = list(group)
        if are_records:
            rows = [(one, *record) for one, record in members if record is not None]
            yield _table(run, rows, heads or _heads_of(pattern, [cells for _, cells, _ in rows]))
        else:
            yield from _left(run, [one for one, _ in members], holders, head[0] if head else None)


def _left(
    run: Sequence[Paragraph], said: Iterable[Saying], holders: set[int], head: Saying | None
) -> Iterator[Paragraph]:
    for number, group in groupby(said, key=lambda one: one.paragraph):
        parts = list(group)
        if number not in holders and head not in parts:
            yield run[number]
            continue
        for one in parts:
            text = run[number].text[one.start : one.end].strip()
            if one is head:
                text = text[: max(0, max(text.find(sign) for sign in _OPENS))].rpartition("，")[0]
            if text.strip(ENDS):
                yield replace(run[number], text=text)


def _head(said: Saying, pattern: _Pattern) -> tuple[Saying, list[str]] | None:
    """The heads that a line or a sentence prints with the signs of the records between them, quoted or not: a word for
    the names and more that are known among them."""
    signs = [sign.strip() for sign in said.signs]
    wanted = [sign.strip() for sign in pattern.signs]
    for first in range(len(signs) - len(wanted) + 1):
        if signs[first : first + len(wanted)] != wanted:
            continue
        cells = said.cells(range(first, first + len(wanted)))
        cells[0] = cells[0].split(said.marks[first - 1][0])[-1] if first else cells[0]
        cells = [_unquoted(cell) for cell in cells]
        roles = [column_role(cell).name for cell in cells]
        if "name" in roles and sum(map(bool, roles)) >= _FEWEST_CELLS:
            return said, cells
    return None


def _unquoted(cell: str) -> str:
    """What a head says, without the quotes round the heads and what stands outside of them."""
    parts = re.split(f"[{_QUOTES}]", cell)
    return max(parts, key=lambda part: bool(column_role(part))).strip() if len(parts) > 1 else cell


def _heads_of(pattern: _Pattern, rows: Sequence[list[str]]) -> list[str]:
    """The words that forms print over such columns: levels by their names, then the name, then values by the words in
    front of them; a single value is the target. Empty where nothing tells some of them."""
    heads: dict[str, str] = knowledge("content")["heads"]
    filled = [at for at, column in enumerate(zip(*rows, strict=True)) if any(column)]
    roles: dict[int, str] = {}
    for at in filled:
        said = [said_value(row[at])[0] for row in rows]
        known = Counter(said).most_common(1)[0]
        if at in pattern.levels:
            first = sum(bare(row[at]) in level_names("level1") - level_names("level2") for row in rows)
            role = "level1" if 2 * first > len(rows) or at + 1 in pattern.levels else "level2"
        elif "name" not in roles.values():
            role = "name"
        elif known[0] and known[1] >= _RECORDS * len(rows):
            role = known[0]
        else:
            role = "target" if at == filled[-1] and "name" in list(roles.values())[-1:] else ""
        roles[at] = role
    if not all(roles.values()) or len(set(roles.values())) < len(roles):
        return []
    return [heads[roles[at]] if at in roles else "" for at in range(len(rows[0]))]


def _table(run: Sequence[Paragraph], rows: Sequence[tuple[Saying, list[str], bool]], heads: Sequence[str]) -> Table:
    """The table of records that follow one another, each in the place of its paragraph."""
    told = [said_value(cell)[0] for cell in rows[0][1]]
    lines = [[said_value(cell)[1] if told[at] else cell for at, cell in enumerate(cells)] for _, cells, _ in rows]
    kept = [at for at, column in enumerate(zip(*lines, strict=True)) if any(map(compact, column))]
    sure = _HEADED if heads else _UNHEADED
    table = Table.of([[line[at] for at in kept] for line in ([heads] if heads else []) + lines], confidence=sure)
    above = len(table.cells) - len(kept) * len(rows) > 0
    cells = (
        replace(cell, page=run[one.paragraph].page, box=run[one.paragraph].box,
                confidence=sure if certain or cell.row < above else _AMBIGUOUS)
        for cell in table.cells
        for one, _, certain in [rows[max(0, cell.row - above)]]
    )  # fmt: skip
    return replace(table, cells=tuple(cells))
