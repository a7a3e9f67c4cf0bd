"""Tables in running text whose heads nobody knows, or that have none: found by the standard levels of their rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from extractors.forms.evidence.fit import all_level_names, level_names
from extractors.forms.evidence.likelihoods import SENTENCE_ENDS
from extractors.forms.text.head_words import HeadRun, behind_separators
from extractors.forms.words.vocabulary import role_of
from normalizers.text import BORDERS

#: So many levels, each a cell of its own and none further than so many characters behind the one before, are a table's.
_FEWEST_LEVELS, _FARTHEST = 3, 600
#: A head has so many cells, each of so many characters at most and without figures; it is looked for so far back.
_FEWEST_CELLS, _MOST_CELLS, _LOOKED_BACK = 3, 14, 200
_INDICATOR = "指标"
#: Levels that nothing parts from other words may stand in a sentence: so many make a table, so many of them over others
#: and with no sentence between.
_FEWEST_GLUED, _FEWEST_OVER = 5, 2
_HEAD_CELL = re.compile(rf"(?:^|(?<=[\s{BORDERS}]))([\u4e00-\u9fffA-Z（）()、/]{{2,14}})[\s{BORDERS}]+$")
_EMPTY_CELLS = re.compile(rf"[ \t{BORDERS}]*$")


def level_heads(text: str, glued: bool = False) -> Iterator[HeadRun]:
    """The head before the first level of a table: its cells as they are printed, with no role; none where there are
    fewer than a head has. Nothing in a text without a table of levels; levels side by side are heads themselves. In a
    text that nothing parts a head has no cells."""
    if glued:
        yield from _glued_head(text)
        return
    levels = list(_levels().finditer(text))
    spoken = [found for found in levels if not _levels().match(text, behind_separators(text, found.end()))]
    places = [found.start() for found in spoken]
    if len(places) < _FEWEST_LEVELS or places[_FEWEST_LEVELS - 1] - places[0] > _FARTHEST:
        return
    first = levels[0].start()
    start, cells = first, list[str]()
    while len(cells) < _MOST_CELLS and (cell := _HEAD_CELL.search(text, max(0, start - _LOOKED_BACK), start)):
        cells.insert(0, cell[1])
        start = cell.start(1)
    line = text.rfind("\n", 0, first) + 1
    above = text[text.rfind("\n", 0, max(0, line - 1)) + 1 : line]
    in_line = re.findall(rf"[^\s{BORDERS}]+", above)
    if len(in_line) >= _FEWEST_CELLS:  # a head that has a line of its own ends with it
        start, cells = max(start, line - len(above)), cells[-len(in_line) :]
    if len(cells) < _FEWEST_CELLS or any(role_of("fields", cell).sureness == 1.0 for cell in cells):
        start, cells = first - len(_EMPTY_CELLS.search(text, 0, first)[0]), []  # type: ignore[index]
    yield HeadRun(start, first, tuple(("", cell) for cell in cells))


def _glued_head(text: str) -> Iterator[HeadRun]:
    """Where the first of many levels begins, a first one over a second, in a text in which nothing parts cells."""
    levels = list(_whole_levels().finditer(text))
    over = [one.start() for one, other in pairwise(levels)
            if one.end() == other.start() and one.group(0) in level_names("level1")]  # fmt: skip
    if len(levels) < _FEWEST_GLUED or len(over) < _FEWEST_OVER or over[1] - over[0] > _FARTHEST:
        return
    if not any(sign in text[over[0] : over[1]] for sign in SENTENCE_ENDS):
        yield HeadRun(over[0], over[0], ())


@cache
def _whole_levels() -> re.Pattern[str]:
    words = sorted((word for word in all_level_names() if word.endswith(_INDICATOR)), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@cache
def _levels() -> re.Pattern[str]:
    """A standard level as a cell of its own, as far as anything parts cells."""
    return re.compile(rf"(?:^|(?<=[\s{BORDERS}]))(?:{_whole_levels().pattern})(?=[\s{BORDERS}(（]|$)")
