"""Running text by its headings: chapters, and the goals that stand in prose."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from normalizers.text import compact, fold, tidy
from schema.geometry import union
from schema.reading import GoalReading, Printed

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
_IN_LINE = re.compile(
    r"(?:目标|任务)\s{0,2}(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s{0,2}[:：]|(?<=[。；;])\s{0,2}目标\s{0,2}[:：]"
)
_SENTENCE_END = "。；;！？!?"
_FIGURE = re.compile(r"\d\s?[万亿千]?[元人名户家个次场台%％]")
_RUN_IN = re.compile("[:：。]")
_DIGITS = "零一二三四五六七八九"
_LONGEST_HEADING = 40
_SHORT = 12
# A page holds lines of this many characters; a line broken at the margin may be short of it by the slack.
_NARROWEST, _WIDEST, _SLACK = 16, 60, 3


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


@dataclass(frozen=True, slots=True)
class Chapter:
    """The paragraphs under one heading; `path` holds the headings above it and itself, outermost first, as printed.

    `levels` are the levels of `path`, one each; text before the first heading has an empty path.
    """

    path: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()
    paragraphs: tuple[Printed, ...] = ()


@cache
def words() -> Mapping[str, Any]:
    """The tables of `narrative.toml`."""
    return tomllib.loads(files("extractors.data").joinpath("narrative.toml").read_text(encoding="utf-8"))


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
    if len(rest) > _LONGEST_HEADING or any(mark in head.rest.rstrip(" :：") for mark in marks):
        return False
    return bool(rest or head.level == 0) and not _FIGURE.search(rest)


class _Outline:
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
        if listed or not re.search("[:：]", head.rest[:_SHORT]):
            self.take(head)
        return False

    def take(self, item: Numbering | None) -> None:
        """Remembers an item of a list, so that the next number goes on with it."""
        if item is not None:
            self._items[item.level] = item.ordinal


def _pieces(text: str) -> Iterator[str]:
    """The paragraphs of a text: a line goes on unless the next begins with a number or this one ends a sentence."""
    held: list[str] = []
    outline, closed = _Outline(), False
    for line in text.splitlines():
        if not line.strip():
            continue
        if held and (closed or numbering(line) or held[-1].rstrip()[-1:] in _SENTENCE_END + ":："):
            yield _joined(held)
            held = []
        if not held:
            closed = outline.is_heading(line)
        held.append(line)
    if held:
        yield _joined(held)


def _joined(lines: Sequence[str]) -> str:
    # Blanks are brought to one first: a run of ten thousand is met in hostile files.
    return tidy(" ".join(" ".join(lines).split()))


def paragraphs(texts: Sequence[Printed]) -> tuple[Printed, ...]:
    """The texts as one paragraph each, tidied, each with the place of the text that it began in; empty ones go.

    Lines that were broken at the margin, each a text of its own, are put together again.
    """
    pieces = [replace(text, text=piece) for text in texts for piece in _pieces(text.text) if piece]
    margin = _margin([len(piece.text) for piece in pieces])
    joined: list[list[Printed]] = []
    for piece in pieces:
        if joined and _broken(joined[-1][-1], piece, margin):
            joined[-1].append(piece)
        else:
            joined.append([piece])
    return tuple(map(_together, joined))


def _margin(lengths: Sequence[int]) -> int:
    """The length that a line broken at the margin has at least; beyond any line where no two lines share one."""
    longest = sorted(lengths)[-2:]
    shared = len(longest) == 2 and longest[1] - longest[0] <= _SLACK
    return longest[1] - _SLACK if shared else _WIDEST + 1


def _broken(line: Printed, following: Printed, margin: int) -> bool:
    """True where a line runs to the margin, ends no sentence, and the next text begins without a number."""
    if not _NARROWEST <= len(line.text) <= _WIDEST or len(line.text) < margin or is_heading(line.text):
        return False
    if line.place.table is not None or following.place.table is not None:
        return False
    apart = (following.place.block or 0) - (line.place.block or 0)
    return apart in (0, 1) and line.text[-1] not in _SENTENCE_END + ":：" and numbering(following.text) is None


def _together(lines: Sequence[Printed]) -> Printed:
    first = lines[0]
    if len(lines) == 1:
        return first
    boxes = [line.place.box for line in lines if line.place.box and line.place.page == first.place.page]
    text = tidy(" ".join(line.text for line in lines))
    confidence = min(line.confidence for line in lines)
    return Printed(text, replace(first.place, box=union(boxes)), confidence)


def chapters(texts: Sequence[Printed]) -> tuple[Chapter, ...]:
    """The texts by their headings, in reading order; a heading without text gives a chapter without paragraphs."""
    found: list[Chapter] = []
    current, held, outline = Chapter(), list[Printed](), _Outline()
    for paragraph in paragraphs(texts):
        if not outline.is_heading(paragraph.text):
            held.append(paragraph)
            continue
        found.append(replace(current, paragraphs=tuple(held)))
        current, held = _below(current, paragraph.text), []
    found.append(replace(current, paragraphs=tuple(held)))
    return tuple(chapter for chapter in found if chapter.path or chapter.paragraphs)


def _below(chapter: Chapter, heading: str) -> Chapter:
    head = numbering(heading)
    level = head.level if head else 0
    above = [pair for pair in zip(chapter.path, chapter.levels, strict=True) if pair[1] < level]
    return Chapter((*(text for text, _ in above), heading.rstrip(" :：")), (*(other for _, other in above), level))


def split_goals(text: str) -> tuple[str, ...]:
    """The goals of a cell or paragraph: one for each number that begins a line and each 目标N：, else the whole.

    Line breaks inside a goal are joined, its number stays, 一是…二是 inside it is left alone.
    """
    goals: list[list[str]] = []
    for line in text.splitlines():
        for piece in _labelled(line):
            if not goals or numbering(piece):
                goals.append([])
            goals[-1].append(piece)
    return tuple(goal for goal in map(_joined, goals) if goal)


def _labelled(line: str) -> Iterator[str]:
    """The line cut before each 目标N：, but not between a number and the label that it numbers (1.任务1：)."""
    start = 0
    for found in _IN_LINE.finditer(line):
        near = line[max(start, found.start() - _SHORT) : found.start()]
        head = numbering(near) if found.start() - start < _SHORT else None
        if not near.strip() or (head is not None and not head.rest) or _qualified(near):
            continue
        yield line[start : found.start()]
        start = found.start()
    yield line[start:]


def _qualified(before: str) -> bool:
    return before.rstrip().endswith(tuple(words()["lines"]["qualifiers"]))


@dataclass(frozen=True, slots=True)
class _Section:
    """What kind of goals the lines at hand are, and the level of the heading that said so.

    `listed`: the section speaks of other things too (职责及机构设置), so only its numbered lines are goals.
    """

    kind: str = ""
    horizon: str = "annual"
    level: int = 0
    listed: bool = False


def prose_goals(texts: Sequence[Printed]) -> tuple[GoalReading, ...]:
    """The goals that stand in prose: duties, objectives and completions under a heading that says so.

    Headings, measures, problems, procedures and the lines of 绩效指标： are none. One row a paragraph.
    """
    lines, outline = paragraphs(texts), _Outline()
    section, level, found = _Section(), 0, list[GoalReading]()
    for index, line in enumerate(lines):
        head = numbering(line.text)
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        if _ends_section(line.text, following, section, outline.is_heading(line.text)):
            level = head.level if head else level
            section = _opened(head.rest if head else line.text, level, labelled=head is None)
        elif (lead := _lead(line.text)) or (section.kind and _is_note(line.text)):
            section = _Section(lead, level=level)
        elif goal := _run_in(line.text, level):
            found.append(_goal(*goal, line))
            section = goal[0] if numbering(goal[1]) else _Section(level=level)
        elif section.kind and (head or not section.listed):
            outline.take(head)
            found.extend(_goal(section, text, line) for text in split_goals(line.text))
    return tuple(found)


def _goal(section: _Section, text: str, line: Printed) -> GoalReading:
    return GoalReading(section.kind, text, horizon=section.horizon, place=line.place, confidence=line.confidence)


def _ends_section(line: str, following: str, section: _Section, heading: bool) -> bool:
    """True where the line is a heading, and not a short item of the list that the section holds."""
    head = numbering(line)
    if head is None:
        return len(line) <= _LONGEST_HEADING and line[-1:] in ":：" and not _lead(line)
    if not heading:
        return False
    if not section.kind or head.level <= section.level or line.endswith(("表", ":", "：")):
        return True
    after = numbering(following)
    return bool(following) and (after is None or after.level > head.level)


def _opened(title: str, level: int, labelled: bool) -> _Section:
    """The section that a heading opens; of no kind where its words name none."""
    name = fold(title).strip(":")
    if labelled and not title.rstrip().endswith((":", "：")):
        return _Section(level=level)
    for kind in ("completion", "duty", "objective"):
        spec = words()["headings"][kind]
        if name.endswith(tuple(spec["ends"])) and not any(word in name for word in spec["without"]):
            return _Section(kind, _horizon(name), level)
    mixed = any(word in name for word in words()["headings"]["mixed"]["duty"])
    return _Section("duty" if mixed else "", level=level, listed=mixed)


def _horizon(name: str) -> str:
    return "long-term" if any(word in name for word in words()["headings"]["horizon"]["long_term"]) else "annual"


def _run_in(line: str, level: int) -> tuple[_Section, str] | None:
    """A heading and its only paragraph on one line (总体目标：……, 1.主要职能。……): the section, and the text behind."""
    title = _RUN_IN.split(line[: _LONGEST_HEADING + 1], maxsplit=1)[0]
    head, text = numbering(title), line[len(title) + 1 :].strip()
    if not text or (head is None and line[len(title)] == "。"):
        return None
    section = _opened((head.rest if head else title) + "：", head.level if head else level, labelled=head is None)
    return (section, text) if section.kind and not section.listed else None


def _lead(line: str) -> str:
    """The kind of list that a paragraph leads to by its last words (主要绩效如下：); empty for none."""
    end = compact(line[-_LONGEST_HEADING:])
    if end[-1:] not in ("：", ":"):
        return ""
    for kind, phrases in words()["leads"].items():
        if end[:-1].endswith(tuple(phrases)):
            return str(kind)
    return ""


def _is_note(line: str) -> bool:
    name, colon, _ = line[:12].replace(":", "：").partition("：")
    return bool(colon) and compact(name).startswith(tuple(words()["lines"]["notes"]))
