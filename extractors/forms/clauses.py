"""Indicators that sentences say, made into tables: `数量指标：直升机数量≥5架，实际值守5架`; `1.完成率，目标值≥92%`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from extractors.forms.fit import level_names, parents_of
from extractors.forms.vocabulary import spellings
from extractors.knowledge import knowledge
from schema.document import Block, Cell, Paragraph, Table

#: So many sentences one behind the other that say an indicator are a list of them; how sure such a reading is.
_FEWEST, _SURE = 3, 0.85
_MOST_CHARACTERS = 60_000
_ROLES = ("level1", "level2", "name", "target", "actual", "weight", "score")
_SENTENCE = re.compile(r"[^；;。]*[；;。]?")
_PAGE_NUMBER = re.compile(r"^\s*[-—]?\s?\d{1,3}\s?[-—]?\s*$")
_NUMBER = re.compile(
    r"^\s*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）]?[.、．)）]?\s?)?(?:设\s*\d{0,2}\s*[条个项])?\s*(?=\D)"
)
_PARTS = re.compile(r"[，,]")
_VALUE = re.compile(
    r"^(?P<name>\D{2,60}?)\s?(?P<value>(?:[≥≤><=≧≦＝＞＜]|不[低高少超]于?|达到|定性)\s?\S.*|\d[\d.,]*\s?\S{0,12})$"
)
_SAID = re.compile(r"^[：:为是达]*")
_FIGURE = re.compile(r"\d|[≥≤]")


@dataclass(slots=True)
class _Row:
    """What a sentence says of an indicator, by role; `named` says that a word told what one of its values is."""

    sentence: str
    cells: dict[str, str] = field(default_factory=dict)
    named: bool = False

    @property
    def is_indicator(self) -> bool:
        return self.named and bool(self.cells.get("name")) and bool({"target", "actual"} & self.cells.keys())


def listed(run: Sequence[Paragraph]) -> list[Block]:
    """The paragraphs, those gone whose sentences say indicators one behind the other, and a table of these behind."""
    lines = [paragraph.text.strip() for paragraph in run if not _PAGE_NUMBER.match(paragraph.text)]
    text = "\n".join(lines)
    if len(text) > _MOST_CHARACTERS or not _FIGURE.search(text):
        return list(run)
    lists = list(_lists(text))
    said = "".join(row.sentence for rows in lists for row in rows)
    left = [paragraph for paragraph in run if not said or paragraph.text.strip() not in said]
    return [*left, *map(_table, lists)]


def _lists(text: str) -> Iterator[list[_Row]]:
    rows: list[_Row] = []
    for sentence in _SENTENCE.findall(_joined(text)):
        row = _row(sentence)
        if row.is_indicator:
            rows.append(row)
        elif sentence.strip("；;。 "):
            if len(rows) >= _FEWEST:
                yield rows
            rows = []
    if len(rows) >= _FEWEST:
        yield rows


def _joined(text: str) -> str:
    """The text without the line breaks inside its sentences; a number that opens a line ends the sentence before it."""
    return re.sub(r"\n(?=\s*(?:[(（]?\d{1,2}[.、．)）]))", "。", text).replace("\n", "")


def _row(sentence: str) -> _Row:
    said = sentence.rstrip("；;。 ").strip()
    row = _Row(sentence)
    levels = list(_level_pattern().finditer(said))
    if levels:
        level = levels[-1]
        row.named = True
        row.cells |= {"level2": level["level"], "level1": next(iter(parents_of(level["level"])), "")}
        said = said[level.end() :]
    first, *rest = _PARTS.split(_NUMBER.sub("", said, count=1))
    _take_name(row, first.strip())
    for part in rest:
        _take(row, part.strip())
    return row


@cache
def _level_pattern() -> re.Pattern[str]:
    levels = sorted(level_names("level1") | level_names("level2"), key=len, reverse=True)
    return re.compile(rf"(?P<level>{'|'.join(map(re.escape, levels))})\s?[：:]")


def _take_name(row: _Row, part: str) -> None:
    found = _VALUE.match(part)
    row.cells["name"] = (found["name"] if found else part).strip()
    if found:
        row.cells["target"] = found["value"].removeprefix("定性")


def _take(row: _Row, part: str) -> None:
    """A further part: what it is of the indicator by the word that it begins with."""
    for word, role in _labels():
        if part.startswith(word) and role not in row.cells:
            said = _SAID.sub("", part[len(word) :]).strip()
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
    cells = (Cell(text, row, at, confidence=_SURE) for row, line in enumerate(lines) for at, text in enumerate(line))
    return Table(tuple(cells), merges=False)
