"""Indicators that sentences say, made into tables: `数量指标：直升机数量≥5架，实际值守5架`; `1.完成率，目标值≥92%`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate

from extractors.forms.evidence.likelihoods import NEVER, Likelihoods
from extractors.forms.fit import cues, level_names, parents_of
from extractors.forms.vocabulary import spellings
from extractors.knowledge import knowledge
from normalizers.text import compact
from schema.document import Block, Paragraph, Table

#: So many sayings one behind the other that say an indicator are a list of them; how sure such a reading is.
_FEWEST, _SURE = 3, 0.85
_FEWEST_COLUMNS = 3
_MOST_CHARACTERS = 60_000
_ROLES = ("level1", "level2", "name", "target", "actual", "weight", "score")
# A number that opens a line ends the sentence before it.
_NUMBERED_LINE = re.compile(r"\n(?=\s*[(（]?\d{1,2}[.、．)）])")
_SENTENCE = re.compile(r"[^；;。]+")
_PAGE_NUMBER = re.compile(r"^\s*[-—]?\s?\d{1,3}\s?[-—]?\s*$", re.MULTILINE)
_NUMBER = re.compile(
    r"^\s*(?:[(（](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）][.、．]?|"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、．)）](?!\d))?\s*(?:设\s*\d{0,2}\s*[条个项])?\s*"
)
_PARTS = re.compile(r"[，,]")
# What joins a name and its value, or stands before a word of quality.
_JOINT = re.compile(r"(?:定性|[：:]|应?为|是)\s*")
_SAID = re.compile(r"^(?:[：:为是]|达(?!到))*")
#: A saying is a name alone, and its value another one's; longer ones say no indicator.
_NO_VALUE, _LONGEST_SAID = -4.0, 100
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
    count = 0
    for sentence in _SENTENCE.finditer(text):
        levels = list(_level_pattern().finditer(sentence[0]))
        first = sentence.start()
        if levels:
            ends = [*(found.start() for found in levels[1:]), len(sentence[0])]
            for level, end in zip(levels, ends, strict=True):
                said, start = sentence[0][level.end() : end], first + level.start("set")
                yield from _said(said, start, first + end, compact(level["level"]))
        elif sentence[0].strip():
            counted = re.match(rf"\s*{count + 1}[.、．]", sentence[0])
            count = count + 1 if counted else 0
            yield from _said(sentence[0][counted.end() if counted else 0 :], first, sentence.end())


def _said(said: str, start: int, end: int, level: str = "") -> Iterator[_Row]:
    """The indicators of a saying: under a level those one behind the other, each with its value, and what is said of
    it."""
    row = _Row(start, end, _levels(level), bool(level))
    first, *rest = _PARTS.split(_NUMBER.sub("", said.replace("\n", "").strip(), count=1))
    rest = [part.strip() for part in rest]
    row.cells |= (
        {"name": first.strip()} if any(_label_of(part)[1] == "target" for part in rest) else _named(first.strip())
    )
    for part in rest:
        if _take(row, part):
            continue
        another = _named(part) if level else {}
        if "target" in another:
            yield row
            row = _Row(start, end, _levels(level) | another, True)
    yield row


def _levels(level: str) -> dict[str, str]:
    parents = parents_of(level)
    return {"level2": level, "level1": next(iter(parents)) if len(parents) == 1 else ""} if level else {}


def _named(part: str) -> dict[str, str]:
    """A name, and the value behind it where it has one: parted where both are likeliest."""
    if not 1 < len(part) <= _LONGEST_SAID:
        return {"name": part}
    said = Likelihoods(part)
    ways = [(said.of("name", 0, len(part)) + _NO_VALUE, part, "")]
    for end in range(2, len(part)):
        joint = _JOINT.match(part, end)
        name = said.of("name", 0, end)
        for start in {end, joint.end() if joint else end} if name > NEVER else ():
            if start < len(part) and (start > end or _is_plain(part[start:])):
                ways.append((name + said.of("target", start, len(part)), part[:end], part[start:]))
    _, words, value = max(ways)
    return {"name": words, "target": value} if value else {"name": words}


def _is_plain(value: str) -> bool:
    """Whether words say by themselves that they are a value: they hold a figure, or are known for a quality."""
    return bool(_FIGURE.search(value)) or value in cues("quality_words")


@cache
def _level_pattern() -> re.Pattern[str]:
    levels = sorted(level_names("level1") | level_names("level2"), key=len, reverse=True)
    broken = (r"\s?".join(map(re.escape, level)) for level in levels)
    return re.compile(rf"(?P<set>(?:\d{{1,2}}\s?[条个项]\s?)?)(?P<level>{'|'.join(broken)})\s?[：:]")


def _take(row: _Row, part: str) -> bool:
    """Whether a further part says by the word that it begins with what it is of the indicator: then that is taken."""
    word, role = _label_of(part)
    if word:
        said = _DONE.sub("", _SAID.sub("", part[part.index(word) + len(word) :]).strip())
        if role not in row.cells and said and (_FIGURE.search(said) or role in ("target", "actual")):
            row.cells[role] = said
            row.named = True
    return bool(word)


def _label_of(part: str) -> tuple[str, str]:
    """The word that a part begins with, and what it says that follows it; both are empty for any other part."""
    return next((pair for pair in _labels() if part.find(pair[0], 0, len(pair[0]) + _STRAY) >= 0), ("", ""))


@cache
def _labels() -> list[tuple[str, str]]:
    """Words that say what follows them, with its role, the longest first."""
    known = {word: role for word, role in spellings("columns").items() if role in _ROLES[3:]}
    return sorted((known | knowledge("content")["said_values"]).items(), key=lambda pair: -len(pair[0]))


def _table(rows: Sequence[_Row]) -> Table:
    """The rows under the words that forms print over them."""
    heads: dict[str, str] = knowledge("content")["heads"]
    roles = [role for role in _ROLES if any(row.cells.get(role) for row in rows)]
    roles = roles if len(roles) >= _FEWEST_COLUMNS else ["level2", *roles]
    lines = [[heads[role] for role in roles], *([row.cells.get(role, "") for role in roles] for row in rows)]
    return Table.of(lines, confidence=_SURE)
