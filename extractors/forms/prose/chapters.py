"""Running text by its headings: chapters, and the goals that stand in prose."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.forms.labels.goal_labels import is_said
from extractors.forms.prose.outline import LONGEST_HEADING, SHORT, Outline, joined, numbering, paragraphs, words
from extractors.forms.words.vocabulary import COMPOSED, role_of
from normalizers.text import compact, fold
from schema.reading import GoalReading, Printed

_IN_LINE = re.compile(
    r"(?:目标|任务)\s{0,2}(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s{0,2}[:：]|(?<=[。；;])\s{0,2}目标\s{0,2}[:：]"
)  # A heading before its paragraph; before a full stop only a short one, for duties end in 职责。 too.
_RUN_IN = re.compile(
    r"(?P<title>[^:：。]{1,20}(?=[:：])|[^:：。]{1,12}(?=。))(?P<mark>[:：。])\s{0,9}(?P<text>.*)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Chapter:
    """The paragraphs under one heading; `path` holds the headings above it and itself, outermost first, as printed.

    `levels` are the levels of `path`, one each; text before the first heading has an empty path.
    """

    path: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()
    paragraphs: tuple[Printed, ...] = ()


def chapters(texts: Sequence[Printed]) -> tuple[Chapter, ...]:
    """The texts by their headings, in reading order; a heading without text gives a chapter without paragraphs."""
    found: list[Chapter] = []
    current, held, outline = Chapter(), list[Printed](), Outline()
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
    return tuple(goal for goal in map(joined, goals) if goal)


def _labelled(line: str) -> Iterator[str]:
    """The line cut before each 目标N：, but not between a number and the label that it numbers (1.任务1：)."""
    start = 0
    for found in _IN_LINE.finditer(line):
        near = line[max(start, found.start() - SHORT) : found.start()]
        head = numbering(near) if found.start() - start < SHORT else None
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

    `listed`: the section speaks of other things too (职责及机构设置), so only its numbered lines are goals. `labelled`:
    a label alone on its line opened it, and it ends with the sentences right below that.
    """

    kind: str = ""
    horizon: str = "annual"
    level: int = 0
    listed: bool = False
    labelled: bool = False


#: What stands around a label that is to be seen.
_ORNAMENTS = "【】〖〗「」[]◆◇■□●○▲△★☆※▶ \u3000"
#: What a label of goals alone on its line opens, by its role.
_LABELLED = {
    "objective": _Section("objective", labelled=True),
    "long_objective": _Section("objective", "long-term", labelled=True),
    "completion": _Section("completion", labelled=True),
    "task": _Section("task", labelled=True),
    "duty": _Section("duty", labelled=True),
}


def prose_goals(texts: Sequence[Printed]) -> tuple[GoalReading, ...]:
    """The goals that stand in prose: duties, objectives and completions under a heading that says so.

    Headings, measures, problems, procedures and the lines of 绩效指标： are none. One row a paragraph.
    """
    lines, outline = paragraphs(texts), Outline()
    section, level, found = _Section(), 0, list[GoalReading]()
    blocks = {text.place.block for text in texts}
    for index, line in enumerate(lines):
        head = numbering(line.text)
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        if section.labelled and not (is_said(line.text) and _is_below(line, lines[index - 1], blocks)):
            section = _Section(level=level)
        if is_said(following) and _is_below(lines[index + 1], line, blocks) and (opened := _labelled_by(line.text)):
            section = replace(opened, level=level)
        elif _ends_section(line.text, following, section, outline.is_heading(line.text)):
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


def _labelled_by(line: str) -> _Section | None:
    """What a line opens that is a label of goals and nothing else, without a number or a colon (年度绩效目标)."""
    role = role_of("goals", line.strip(_ORNAMENTS)) if len(line) <= LONGEST_HEADING else None
    return _LABELLED.get(role.name) if role and role.sureness >= COMPOSED and numbering(line) is None else None


def _is_below(line: Printed, above: Printed, blocks: Collection[int | None]) -> bool:
    """Whether nothing but text, no table, stands between a line and the one above it; `blocks` are those of text."""
    return all(block in blocks for block in range(above.place.block or 0, line.place.block or 0))


def _goal(section: _Section, text: str, line: Printed) -> GoalReading:
    return GoalReading(section.kind, text, horizon=section.horizon, place=line.place, confidence=line.confidence)


def _ends_section(line: str, following: str, section: _Section, heading: bool) -> bool:
    """True where the line is a heading, and not a short item of the list that the section holds."""
    head = numbering(line)
    if head is None:
        return len(line) <= LONGEST_HEADING and line[-1:] in ":：" and not _lead(line)
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
    found = _RUN_IN.match(line)
    head = numbering(line)
    if found is None or not found["text"] or (head is None and found["mark"] == "。"):
        return None
    title = numbering(found["title"]) if head else None
    section = _opened((title.rest if title else found["title"]) + "：", head.level if head else level, head is None)
    return (section, found["text"]) if section.kind and not section.listed else None


def _lead(line: str) -> str:
    """The kind of list that a paragraph leads to by its last words (主要绩效如下：); empty for none."""
    end = compact(line[-LONGEST_HEADING:])
    if end[-1:] not in ("：", ":"):
        return ""
    for kind, phrases in words()["leads"].items():
        if end[:-1].endswith(tuple(phrases)):
            return str(kind)
    return ""


def _is_note(line: str) -> bool:
    name, colon, _ = line[:12].replace(":", "：").partition("：")
    return bool(colon) and compact(name).startswith(tuple(words()["lines"]["notes"]))
