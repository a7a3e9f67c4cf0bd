"""What stands before a line and where a paragraph ends: numbers, headings, broken lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import Any

from extractors.knowledge import knowledge
from normalizers.text import tidy
from normalizers.values.stated import cuts_figure, stated
from schema.geometry import union
from schema.reading import Printed

#: What numbers a line, the outermost first; the position in this order is the level.
_PATTERNS = (
    ("part", r"第(?P<part>[一二三四五六七八九十]{1,3})部分|附[件表]\s{0,2}(?P<annex>\d{1,2}(?:[-—–]\d{1,2})?)"),
    ("chapter", r"(?P<chapter>[一二三四五六七八九十]{1,3})\s{0,2}[、.．]"),
    ("section", r"[(（]\s{0,2}(?P<section>[一二三四五六七八九十]{1,3})\s{0,2}[)）]"),
    ("article", r"(?P<article>\d{1,2})\s{0,2}(?:[、．)）]|\.(?!\d)|\.(?=20\d\d\s?年))"),
    ("point", r"[(（]\s{0,2}(?P<point>\d{1,2})\s{0,2}[)）]"),
    ("circle", r"(?P<circle>[①-⑳])"),
    ("label", r"(?:目标|任务|成绩|成效)\s{0,2}(?P<label>\d{1,2}|[一二三四五六七八九十]{0,3})\s{0,2}[:：]"),
)
_NUMBER = re.compile(r"\s{0,9}(?:" + "|".join(pattern for _, pattern in _PATTERNS) + r")\s{0,9}")
_LEVELS = {name: level for level, (name, _) in enumerate(_PATTERNS)} | {"annex": 0}
_SENTENCE_END = "。；;！？!?"
_DIGITS = "零一二三四五六七八九"
LONGEST_HEADING = 40
SHORT = 12
# A page holds lines of this many characters; a line broken at the margin may be short of it by the slack.
_NARROWEST, _WIDEST, _SLACK = 16, 60, 4


@dataclass(frozen=True, slots=True)
class Numbering:
    """What a line begins with: `level` 0 (第一部分, 附件2), 1 (一、) to 6 (目标1：); `rest` is the line without it."""

    level: int
    number: str
    rest: str

    @property
    def ordinal(self) -> int:
        """The number as a number, of 附件1-2 the last; 0 for none."""
        last = re.split("[-—–]", unicodedata.normalize("NFKC", self.number))[-1]
        if last.isascii():
            return int(last or 0)
        tens, ten, ones = last.rpartition("十")
        return 10 * (_DIGITS.find(tens) if tens else 1) * bool(ten) + max(0, _DIGITS.find(ones or "零"))


def words() -> Mapping[str, Any]:
    """The tables of `narrative.toml`."""
    return knowledge("narrative")


def numbering(line: str) -> Numbering | None:
    """The number that a line begins with; None for plain text (a date or a decimal is no number)."""
    found = _NUMBER.match(line)
    if found is None or found.lastgroup is None:
        return None
    return Numbering(_LEVELS[found.lastgroup], found[found.lastgroup], line[found.end() :].strip())


def is_heading(line: str) -> bool:
    """True for a short numbered line that is no sentence: no stop, no words behind a colon, no figure."""
    head = numbering(line)
    if head is None or head.level > _LEVELS["point"]:
        return False
    rest = head.rest.strip(" :：\u3000")
    listing = head.level >= _LEVELS["section"] and not rest.endswith(tuple(words()["headings"]["closing"]))
    marks = _SENTENCE_END + ("，,：:" if listing else "：:")
    if len(rest) > LONGEST_HEADING or any(mark in head.rest.rstrip(" :：") for mark in marks):
        return False
    return bool(rest or head.level == 0) and not _states_figure(rest)


def _states_figure(text: str) -> bool:
    return any(character.isdecimal() for character in text) and next(stated(text), None) is not None


class Outline:
    """Tells headings from the short items of a list, line by line."""

    def __init__(self) -> None:
        self._items: dict[int, int] = {}

    def is_heading(self, line: str) -> bool:
        """True for a heading; not where the list above goes on with the next number (2．after the sentence of 1．)."""
        head = numbering(line)
        if head is None:
            return False
        self._items = {level: last for level, last in self._items.items() if level <= head.level}
        listed = head.level > 0 and self._items.get(head.level) == head.ordinal - 1
        if is_heading(line) and not listed:
            self._items.pop(head.level, None)
            return True
        if listed or not re.search("[:：]", head.rest[:SHORT]):
            self.take(head)
        return False

    def take(self, item: Numbering | None) -> None:
        """Remembers an item of a list, so that the next number goes on with it."""
        if item is not None:
            self._items[item.level] = item.ordinal


def _pieces(text: str) -> Iterator[str]:
    """The paragraphs of a text: a line goes on unless the next begins with a number or this one ends a sentence."""
    held: list[str] = []
    outline, closed = Outline(), False
    for line in text.splitlines():
        if not line.strip():
            continue
        if held and (closed or numbering(line) or held[-1].rstrip()[-1:] in _SENTENCE_END + ":："):
            yield joined(held)
            held = []
        if not held:
            closed = outline.is_heading(line)
        held.append(line)
    if held:
        yield joined(held)


def joined(lines: Sequence[str]) -> str:
    """The lines as one, tidied; of a figure that the end of a line cut in two both parts are put together."""
    ends = ["" if cuts_figure(*pair) else " " for pair in pairwise(lines)]
    text = "".join(chain.from_iterable(zip(map(str.strip, lines), (*ends, ""), strict=True)))
    # Blanks are brought to one first: a run of ten thousand is met in hostile files.
    return tidy(" ".join(text.split()))


def paragraphs(texts: Sequence[Printed]) -> tuple[Printed, ...]:
    """The texts as one paragraph each, tidied, each with the place of the text that it began in; empty ones go.

    Lines that were broken at the margin, each a text of its own, are put together again.
    """
    margins = _margins(texts)
    found: list[list[Printed]] = []
    for text in texts:
        whole = _is_line(text)
        for index, piece in enumerate(_pieces(text.text)):
            if not index and found and _goes_on(found[-1], text, margins):
                found[-1].append(text)
            elif piece:
                found.append([text if whole else replace(text, text=piece)])
    return tuple(map(_together, found))


def _together(lines: Sequence[Printed]) -> Printed:
    """The lines as one text with the place of the first, its box around those of the same page."""
    first = lines[0]
    text = joined([line.text for line in lines])
    boxes = [line.place.box for line in lines if line.place.box and line.place.page == first.place.page]
    return Printed(text, replace(first.place, box=union(boxes)), min(line.confidence for line in lines))


@dataclass(frozen=True, slots=True)
class _Line:
    """Where a line begins and ends, and how wide a character is: in points, or in half characters without a box."""

    left: float
    right: float
    size: float


def _line(text: Printed) -> _Line:
    raw = text.text.rstrip()
    indent = 2 * (len(raw) - len(raw.lstrip()))
    width = sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in raw[:_WIDEST].lstrip())
    box = text.place.box
    if box is None:
        return _Line(indent, indent + width, 2)
    return _Line(box.x0, box.x1, 2 * (box.x1 - box.x0) / max(width, 1))


def _margins(texts: Sequence[Printed]) -> Mapping[int | None, _Line]:
    """The left and the right margin of each page, where two lines at least run to the right one."""
    pages: dict[int | None, list[_Line]] = {}
    for text in texts:
        if len(text.text) <= _WIDEST and text.text.strip() and text.place.table is None:
            pages.setdefault(text.place.page, []).append(_line(text))
    found: dict[int | None, _Line] = {}
    for page, lines in pages.items():
        widest = sorted(lines, key=lambda line: line.right)[-2:]
        if len(widest) == 2 and widest[1].right - widest[0].right <= widest[1].size:
            found[page] = _Line(min(line.left for line in lines), widest[1].right, widest[1].size)
    return found


def _goes_on(lines: Sequence[Printed], following: Printed, margins: Mapping[int | None, _Line]) -> bool:
    """True where the last line runs to the margin, ends no sentence, and the next is neither numbered nor indented.

    Where the paragraph itself began indented, the end of a sentence at the margin says nothing.
    """
    last = lines[-1]
    page, next_page = margins.get(last.place.page), margins.get(following.place.page)
    if page is None or next_page is None or not _adjacent(last, following) or numbering(following.text):
        return False
    line, after, first = _line(last), _line(following), _line(lines[0])
    slack = _SLACK if last.place.box else 1
    if line.right < page.right - slack * page.size or after.left > next_page.left + next_page.size:
        return False
    indented = first.left > page.left + page.size
    end = last.text.rstrip()[-1:]
    return end not in ":：" and (indented or (end not in _SENTENCE_END and not is_heading(joined([last.text]))))


def _adjacent(last: Printed, following: Printed) -> bool:
    """True for two single lines of running text, one directly behind the other."""
    if last.place.table is not None or following.place.table is not None:
        return False
    apart = (following.place.block or 0) - (last.place.block or 0)
    return apart in (0, 1) and _NARROWEST <= len(last.text.strip()) <= _WIDEST and _is_line(last)


def _is_line(text: Printed) -> bool:
    return len(text.text.strip().splitlines()) == 1
