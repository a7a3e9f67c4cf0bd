"""Tables of running text whose rows are places: levels side by side, the names of the indicators in a row under them,
and then a row a place with a value under each name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.forms.evidence.fit import cues, fit, is_level_name, levels_abreast, parents_of, sounds_like
from extractors.forms.text.column_runs import ColumnTable
from extractors.forms.words.content import has_figure
from extractors.knowledge import knowledge
from normalizers.text import BORDERS, bare, compact

_LINE = re.compile(r"[^\n]+")
_BORDERS, _BLANKS = re.compile(f"[{BORDERS}\t]"), re.compile(r"\s+")
#: So many levels and names stand side by side at least, and so many places below each other.
_FEWEST, _FEWEST_PLACES = 2, 2
#: How well a name and a value suit at least.
_NAME, _VALUE = 0.5, -0.4
#: How sure a row is whose level stands over it alone, and one whose level was told by its words.
_TOLD, _GUESSED = 0.75, 0.6
_MOST_KEPT = 16
_NUMBERED = "指标"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line's cells, and where it begins and ends in the text."""

    cells: tuple[str, ...]
    start: int
    end: int


@lru_cache(maxsize=_MOST_KEPT)
def place_tables(text: str) -> tuple[ColumnTable, ...]:
    """The tables of a text whose rows are places, as rows of indicators with a column a place."""
    lines = [_line(found) for found in _LINE.finditer(text) if found[0].strip(f" \u3000\t{BORDERS}")]
    return tuple(_tables(lines))


def _line(found: re.Match[str]) -> _Line:
    parted = _BORDERS if _BORDERS.search(found[0]) else _BLANKS
    cells = tuple(cell.strip() for cell in parted.split(found[0]) if cell.strip())
    return _Line(tuple(map(_whole, cells)), found.start(), found.end())


def _whole(cell: str) -> str:
    """A cell, without the blanks that set a level wide."""
    return compact(cell) if is_level_name(cell) else cell


def _tables(lines: Sequence[_Line]) -> Iterator[ColumnTable]:
    at = 0
    while at < len(lines):
        if levels_abreast(lines[at].cells) < _FEWEST or any(map(has_figure, lines[at].cells)):
            at += 1
            continue
        below = at + 1
        while below < len(lines) and all(map(is_level_name, lines[below].cells)):
            below += 1
        table = _table(lines[at:below], lines[below:])
        if table is not None:
            yield table
            at = next((place for place in range(at, len(lines)) if lines[place].start >= table.end), len(lines))
        else:
            at = below


def _table(heads: Sequence[_Line], below: Sequence[_Line]) -> ColumnTable | None:
    """The table under levels; None where no names stand under them, or no places below those."""
    names = below[0].cells if below else ()
    if len(names) < _FEWEST or any(is_level_name(name) or fit("name", name) < _NAME for name in names):
        return None
    places: list[_Line] = []
    for line in below[1:]:
        if not _is_of_place(line, len(names)):
            break
        places.append(line)
    if len(places) < _FEWEST_PLACES:
        return None
    levels, sure = _levels([[cell for cell in head.cells if is_level_name(cell)] for head in heads], names)
    words = knowledge("content")["heads"]
    printed = [("level1", words["level1"]), ("level2", words["level2"]), ("name", words["name"])]
    rows = ((*levels[at], name, *(line.cells[at + 1] for line in places)) for at, name in enumerate(names))
    columns = (*printed, *(("target", line.cells[0]) for line in places))
    return ColumnTable(heads[0].start, places[-1].end, columns, tuple(rows), sure)


def _is_of_place(line: _Line, values: int) -> bool:
    """Whether a line is a place and so many values."""
    if len(line.cells) != values + 1 or not bare(line.cells[0]).endswith(cues("place_endings")):
        return False
    return all(fit("target", cell) > _VALUE for cell in line.cells[1:])


def _levels(heads: Sequence[Sequence[str]], names: Sequence[str]) -> tuple[list[tuple[str, str]], float]:
    """The levels of each name, and how sure they are: as many second levels as names stand over one each."""
    first, second = (heads[0], heads[-1]) if len(heads) > 1 else ((), heads[0])
    over = list(second) if len(second) == len(names) else _laid(second, names)
    found = [(next((level for level in first if bare(level) in parents_of(bare(own))), ""), own) for own in over]
    return found, _TOLD if len(second) == len(names) else _GUESSED


def _goes_on(name: str) -> bool:
    """Whether a name is numbered as a further one of its level: 指标2, not 指标1."""
    return name.startswith(_NUMBERED) and not name.startswith(f"{_NUMBERED}1")


def _laid(levels: Sequence[str], names: Sequence[str]) -> list[str]:
    """The level over each name, each over neighbours, by what the names sound like; those that nothing tells stand
    under the last level."""
    best: dict[int, tuple[float, list[str]]] = {0: (0.0, [])}
    for at, name in enumerate(names):
        found: dict[int, tuple[float, list[str]]] = {}
        for count, (worth, laid) in best.items():
            for more in (count,) if count and _goes_on(name) else (count, count + 1):
                if 0 < more <= min(len(levels), at + 1):
                    way = (worth + sounds_like(levels[more - 1], name), [*laid, levels[more - 1]])
                    found[more] = max(found.get(more, way), way, key=lambda each: each[0])
        best = found
    return best[len(levels)][1] if len(levels) in best else [""] * len(names)
