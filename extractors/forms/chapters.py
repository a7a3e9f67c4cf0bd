"""Running text by its headings: chapters, and the goals that stand in prose."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from normalizers.text import compact, fold, tidy
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
_IN_LINE = re.compile(r"(?:目标|任务)\s{0,2}\d{1,2}\s{0,2}[:：]|(?<=[。；;])\s{0,2}目标\s{0,2}[:：]")
_SENTENCE_END = "。；;！？!?"
_FIGURE = re.compile(r"\d\s?[万亿千]?[元人名户家个次场台%％]")
_LONGEST_HEADING = 40
_SHORT = 12


@dataclass(frozen=True, slots=True)
class Numbering:
    """What a line begins with: `level` 0 (第一部分, 附件2), 1 (一、) to 6 (目标1：); `rest` is the line without it."""

    level: int
    number: str
    rest: str


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
    marks = _SENTENCE_END + ("：:" if head.level < _LEVELS["section"] else "，,：:")
    if len(rest) > _LONGEST_HEADING or any(mark in head.rest.rstrip(" :：") for mark in marks):
        return False
    return bool(rest or head.level == 0) and not _FIGURE.search(rest)


def _pieces(text: str) -> Iterator[str]:
    """The paragraphs of a text: a line goes on unless the next begins with a number or this one ends a sentence."""
    held: list[str] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        if held and (numbering(line) or held[-1].rstrip()[-1:] in _SENTENCE_END + ":：" or is_heading(held[0])):
            yield _joined(held)
            held = []
        held.append(line)
    if held:
        yield _joined(held)


def _joined(lines: Sequence[str]) -> str:
    # Blanks are brought to one first: a run of ten thousand is met in hostile files.
    return tidy(" ".join(" ".join(lines).split()))


def paragraphs(texts: Sequence[Printed]) -> tuple[Printed, ...]:
    """The texts as one paragraph each, tidied, each with the place of the text that it stood in; empty ones go."""
    return tuple(replace(text, text=piece) for text in texts for piece in _pieces(text.text) if piece)


def chapters(texts: Sequence[Printed]) -> tuple[Chapter, ...]:
    """The texts by their headings, in reading order; a heading without text gives a chapter without paragraphs."""
    found: list[Chapter] = []
    current, held = Chapter(), list[Printed]()
    for paragraph in paragraphs(texts):
        if not is_heading(paragraph.text):
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
    """What kind of goals the lines at hand are, and the level of the heading that said so."""

    kind: str = ""
    horizon: str = "annual"
    level: int = 0


def prose_goals(texts: Sequence[Printed]) -> tuple[GoalReading, ...]:
    """The goals that stand in prose: duties, objectives and completions under a heading that says so.

    Headings, measures, problems, procedures and the lines of 绩效指标： are none. One row a paragraph.
    """
    lines = paragraphs(texts)
    section, level, found = _Section(), 0, list[GoalReading]()
    for line, following in zip(lines, (*lines[1:], Printed("")), strict=True):
        head = numbering(line.text)
        if _ends_section(line.text, following.text, section):
            level = head.level if head else level
            section = _opened(head.rest if head else line.text, level, labelled=head is None)
        elif (lead := _lead(line.text)) or (section.kind and _is_note(line.text)):
            section = _Section(lead, level=level)
        elif goal := _run_in(line.text, level):
            section, text = goal
            found.append(_goal(section, text, line))
        elif section.kind:
            found.extend(_goal(section, text, line) for text in split_goals(line.text))
    return tuple(found)


def _goal(section: _Section, text: str, line: Printed) -> GoalReading:
    return GoalReading(section.kind, text, horizon=section.horizon, place=line.place, confidence=line.confidence)


def _ends_section(line: str, following: str, section: _Section) -> bool:
    """True where the line is a heading, and not a short item of the list that the section holds."""
    head = numbering(line)
    if head is None:
        return len(line) <= _LONGEST_HEADING and line[-1:] in ":：" and not _lead(line)
    if not is_heading(line):
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
    return _Section(level=level)


def _horizon(name: str) -> str:
    return "long-term" if any(word in name for word in words()["headings"]["horizon"]["long_term"]) else "annual"


def _run_in(line: str, level: int) -> tuple[_Section, str] | None:
    """A heading and its only paragraph on one line (总体目标：……): the section, and the text behind the colon."""
    title, colon, text = line[: _LONGEST_HEADING + 1].replace(":", "：").partition("：")
    head = numbering(title)
    if not colon or not text.strip():
        return None
    section = _opened((head.rest if head else title) + "：", head.level if head else level, labelled=head is None)
    return (section, line[len(title) + 1 :].strip()) if section.kind else None


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
