"""Rows of running text whose cells wrap: the printer set a row's values beside the middle of its name, so that the name
is torn into a line above them and one below. Such lines are put together again, as far as nothing else may be meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from extractors.forms.evidence.fit import all_level_names, fit
from extractors.forms.text.head_words import is_level
from extractors.forms.words.content import has_figure
from normalizers.text import BORDERS, bare

#: How well a value suits a target, with a figure and without; so many lines of words and values are a table's rows.
_FIGURE, _WORD, _FEWEST_ROWS = 0.9, 0.5, 2
#: What is left of a cell has so many characters at most; so many are no name.
_LONGEST_REST, _NO_NAME = 12, 1
#: A value without a figure has so many characters at most.
_LONGEST_WORD = 6


def with_whole_rows(text: str) -> str:
    """The text with each torn row on one line; as it is where its lines are no rows."""
    lines = [line.split() for line in text.split("\n")]
    mixed = sum(_first_value(line) not in (0, len(line)) for line in lines)
    if mixed < _FEWEST_ROWS or any(sign in text for sign in BORDERS):
        return text
    return "\n".join(" ".join(line) for line in _whole(_with_whole_levels(lines)))


def _with_whole_levels(lines: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines, the rest of a level at the left edge put behind its beginning in the line above."""
    found: list[list[str]] = []
    for line in lines:
        above = found[-1] if found else []
        torn = len(line) > 1 and len(above) > 1 and not is_level(line[0]) and line[0] in _ends()
        if torn and not above[0].endswith(line[0]) and is_level(above[0] + line[0]) and not is_level(line[1]):
            found[-1] = [above[0] + line[0], *above[1:]]
            found.append(list(line[1:]))
        else:
            found.append(list(line))
    return found


def _whole(lines: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    at = 0
    while at < len(lines):
        words, values = lines[at], _values_at(lines, at + 1)
        rest = _rest_at(lines, at + 2) if values else ()
        if values and rest and _are_words(words) and not is_level(words[-1]):
            yield [*_joined(words, rest), *values]
            at += 3
            continue
        first = _first_value(words)
        behind = at + 1
        head = list(words[:first])
        while 0 < first < len(words) and behind < len(lines) and (torn := _completed(head, lines[behind])):
            head, behind = torn, behind + 1
        yield [*head, *words[first:]]
        at = behind


def _first_value(line: Sequence[str]) -> int:
    """How many cells of words stand before the first value of a line."""
    return next((at for at, cell in enumerate(line) if _is_value(cell)), len(line))


def _is_value(cell: str) -> bool:
    if has_figure(cell):
        return fit("weight", cell) > 0 or fit("target", cell) >= _FIGURE
    return len(cell) <= _LONGEST_WORD and bare(cell) not in _beginnings() and fit("target", cell) >= _WORD


def _are_words(line: Sequence[str]) -> bool:
    return bool(line) and _first_value(line) == len(line)


def _values_at(lines: Sequence[Sequence[str]], at: int) -> Sequence[str]:
    """The values of a line that holds nothing else, more than one; none of any other."""
    line = lines[at] if at < len(lines) else ()
    return line if len(line) > 1 and all(map(_is_value, line)) else ()


def _rest_at(lines: Sequence[Sequence[str]], at: int) -> Sequence[str]:
    """The words of a line that go on in the row above: no level, and not what stands above the next row's values."""
    line = lines[at] if at < len(lines) else ()
    if not _are_words(line) or any(is_level(cell) or len(cell) > _LONGEST_REST for cell in line):
        return ()
    return () if _values_at(lines, at + 1) else line


def _joined(words: Sequence[str], rest: Sequence[str]) -> list[str]:
    """The cells with what is left of them: of as many each of its own, else of the last ones."""
    apart = len(words) - min(len(rest), len(words))
    ends = [*rest[: len(words) - 1], "".join(rest[len(words) - 1 :])] if len(rest) > len(words) else rest
    return [*words[:apart], *(word + end for word, end in zip(words[apart:], ends, strict=True))]


def _completed(head: Sequence[str], rest: Sequence[str]) -> list[str]:
    """The cells before the values of a line with the line below: the levels that it goes on with, in their order, and
    at the end of the name a character that is no name. Nothing where anything of it is left over."""
    cells, at = list(head), 0
    for end in rest:
        while at < len(cells) and not _goes_on(cells[at], end, at + 1 == len(cells)):
            at += 1
        if at == len(cells):
            return []
        cells[at] += end
        at += 1
    return cells if rest else []


def _goes_on(cell: str, end: str, is_name: bool) -> bool:
    if is_name and not is_level(cell) and len(end) <= _NO_NAME:
        return not _is_value(end)
    return not is_level(cell) and bare(cell + end) in _beginnings()


@cache
def _ends() -> frozenset[str]:
    """What levels end with where they are torn."""
    return frozenset(level[start:] for level in all_level_names() for start in range(2, len(level) - 1))


@cache
def _beginnings() -> frozenset[str]:
    """The levels, and what they begin with, of at least two characters."""
    return frozenset(level[:end] for level in all_level_names() for end in range(2, len(level) + 1))
