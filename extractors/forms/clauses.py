"""Indicators that sentences say, made into tables: `数量指标：直升机数量≥5架，实际值守5架`; `1.完成率，目标值≥92%`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate

from extractors.forms.fit import level_names, parents_of
from extractors.forms.vocabulary import spellings
from extractors.knowledge import knowledge
from normalizers.figures import FIGURE
from normalizers.text import compact
from schema.document import Block, Paragraph, Table

#: So many sayings one behind the other that say an indicator are a list of them; how sure such a reading is.
_FEWEST, _SURE = 3, 0.85
_MOST_CHARACTERS = 60_000
_ROLES = ("level1", "level2", "name", "target", "actual", "weight", "score")
# A number that opens a line ends the sentence before it.
_NUMBERED_LINE = re.compile(r"\n(?=\s*[(（]?\d{1,2}[.、．)）])")
_SENTENCE = re.compile(r"[^；;。]+")
_PAGE_NUMBER = re.compile(r"^\s*[-—]?\s?\d{1,3}\s?[-—]?\s*$", re.MULTILINE)
_NUMBER = re.compile(
    r"^\s*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）]?[.、．)）]?\s?)?(?:设\s*\d{0,2}\s*[条个项])?\s*(?=\D)"
)
_PARTS = re.compile(r"[，,]")
_VALUE = re.compile(
    r"^(?P<name>\D{2,60}?)\s?(?P<value>(?:[≥≤><=≧≦＝＞＜]|不[低高少超]于?|达到|定性)\s?\S.*|"
    rf"{FIGURE}\s?\S{{0,12}})$"
)
_SAID = re.compile(r"^[：:为是达]*")
# What is done with a figure before it is said (实际值守5架): no part of it, unless it changes.
_DONE = re.compile(r"^(?!.{0,3}[增减升降高低长少超不])[\u4e00-\u9fff]{1,3}(?=[≥≤><=\d])")
_FIGURE = re.compile(r"\d|[≥≤]")
_SAYS = re.compile(r"[为是达]+$")
#: A character may be lost, or one be read too many, before the word that says what a value is.
_STRAY = 2


@dataclass(slots=True)
class _Row:
    """What a saying from `start` to before `end` of a text says of an indicator, by role; `named` says that a word told
    what one of its values is."""

    start: int
    end: int
    cells: dict[str, str] = field(default_factory=dict)
    named: bool = False

    @property
    def is_indicator(self) -> bool:
        name = _SAYS.sub("", self.cells.get("name", ""))
        said = self.named and bool(name) and bool({"target", "actual"} & self.cells.keys())
        return said and not name.endswith(tuple(knowledge("narrative")["items"]["budgeted"]))


def listed(run: Sequence[Paragraph]) -> list[Block]:
    """The paragraphs, those gone that say nothing but indicators one behind the other, and a table of these behind."""
    text = "\n".join(paragraph.text for paragraph in run)
    if len(text) > _MOST_CHARACTERS or not _FIGURE.search(text):
        return list(run)
    lists = list(_lists(_PAGE_NUMBER.sub(lambda found: " " * len(found[0]), text)))
    ends = accumulate(len(paragraph.text) + 1 for paragraph in run)
    left = [p for p, end in zip(run, ends, strict=True) if not _is_within(end - len(p.text) - 1, end - 1, lists)]
    return [*left, *map(_table, lists)]


def _is_within(start: int, end: int, lists: Sequence[Sequence[_Row]]) -> bool:
    """Whether all of a paragraph stands in one of the lists, but for the sign that ends their last saying."""
    return any(rows[0].start <= start and end <= rows[-1].end + 1 for rows in lists)


def _lists(text: str) -> Iterator[list[_Row]]:
    rows: list[_Row] = []
    for row in _rows(_NUMBERED_LINE.sub("。", text)):
        if row.is_indicator:
            rows.append(row)
            continue
        if len(rows) >= _FEWEST:
            yield rows
        rows = []
    if len(rows) >= _FEWEST:
        yield rows


def _rows(text: str) -> Iterator[_Row]:
    """What each sentence says, and each part of one that names a level before it."""
    for sentence in _SENTENCE.finditer(text):
        levels = list(_level_pattern().finditer(sentence[0]))
        first = sentence.start()
        if levels:
            ends = [*(found.start() for found in levels[1:]), len(sentence[0])]
            for level, end in zip(levels, ends, strict=True):
                said, start = sentence[0][level.end() : end], first + level.start("set")
                yield _row(said, start, first + end, compact(level["level"]))
        elif sentence[0].strip():
            yield _row(sentence[0], first, sentence.end())


def _row(said: str, start: int, end: int, level: str = "") -> _Row:
    row = _Row(start, end, named=bool(level))
    if level:
        parents = parents_of(level)
        row.cells |= {"level2": level, "level1": next(iter(parents)) if len(parents) == 1 else ""}
    first, *rest = _PARTS.split(_NUMBER.sub("", said.replace("\n", "").strip(), count=1))
    _take_name(row, first.strip())
    for part in rest:
        _take(row, part.strip())
    return row


@cache
def _level_pattern() -> re.Pattern[str]:
    levels = sorted(level_names("level1") | level_names("level2"), key=len, reverse=True)
    broken = (r"\s?".join(map(re.escape, level)) for level in levels)
    return re.compile(rf"(?P<set>(?:\d{{1,2}}\s?[条个项]\s?)?)(?P<level>{'|'.join(broken)})\s?[：:]")


def _take_name(row: _Row, part: str) -> None:
    found = _VALUE.match(part)
    row.cells["name"] = (found["name"] if found else part).strip()
    if found:
        row.cells["target"] = found["value"].removeprefix("定性")


def _take(row: _Row, part: str) -> None:
    """A further part: what it is of the indicator by the word that it begins with."""
    for word, role in _labels():
        at = part.find(word, 0, len(word) + _STRAY)
        if at >= 0 and role not in row.cells:
            said = _DONE.sub("", _SAID.sub("", part[at + len(word) :]).strip())
            if _FIGURE.search(said) or role in ("target", "actual"):
                row.cells[role] = said
                row.named = True
            return


@cache
def _labels() -> list[tuple[str, str]]:
    """Words that say what follows them, with its role, the longest first."""
    known = {word: role for word, role in spellings("columns").items() if role in _ROLES[3:]}
    return sorted((known | knowledge("content")["said_values"]).items(), key=lambda pair: -len(pair[0]))


def _table(rows: Sequence[_Row]) -> Table:
    """The rows under the words that forms print over them."""
    heads: dict[str, str] = knowledge("content")["heads"]
    roles = [role for role in _ROLES if any(row.cells.get(role) for row in rows)]
    lines = [[heads[role] for role in roles], *([row.cells.get(role, "") for role in roles] for row in rows)]
    return Table.of(lines, confidence=_SURE)
