"""Project names: the name in the form is the one in its heading."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from normalizers.text import fold, tidy
from pipeline.checks import _prose
from pipeline.checks._knowledge import words
from pipeline.checks._wording import error, name
from schema.filing import Filing
from schema.finding import Finding
from schema.parts import Check

_RULE = "copied-name"
_NUMBER = re.compile(
    r"^\s*(?:附件\s*\d{0,2}[-－\d]{0,4}[:：]?|表\s*\d{1,2}[:：]?)?\s*[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})?[)）、.．\s]\s*"
)
_YEAR = re.compile(r"20\d\d(?:年度|年)?")
_BRACKETED = re.compile(r"\([^()]*\)")
_ALIKE = 50


@dataclass(frozen=True, slots=True)
class _Heading:
    block: int
    text: str
    project: str


def _project_in(heading: str, unit_name: str) -> str:
    """The project that a heading names, as printed but for numbering and form words; empty where it names none."""
    text = _NUMBER.sub("", tidy(heading), count=1) or tidy(heading)
    clean = text
    for word in words("names", "form_words"):
        clean = clean.removesuffix(word)
    rest = _plain(clean.replace(unit_name, "") if unit_name else clean)
    named = clean != text and len(rest) >= 3 and rest not in words("names", "generic")
    return clean if named else ""


def _plain(project: str) -> str:
    """A project's name for comparing: without its year, brackets, quotes."""
    return re.sub(r"[\"“”'《》]", "", _BRACKETED.sub("", _YEAR.sub("", fold(project))))


def _headings(filing: Filing) -> tuple[_Heading, ...]:
    found = []
    for line in _prose.lines(filing):
        if line.block is not None and len(line.text) <= 80:
            project = _project_in(line.text, filing.unit_name)
            if project:
                found.append(_Heading(line.block, line.text, project))
    return tuple(found)


def _tables(filing: Filing) -> dict[int, tuple[int, str]]:
    """The first block and the project of each table that names one."""
    places = [(row.place, row.project) for row in filing.indicators]
    places += [(amount.place, amount.project) for amount in filing.amounts]
    places += [(field.place, field.project) for field in filing.fields]
    found: dict[int, tuple[int, str]] = {}
    for place, project in places:
        if place.table is not None and place.block is not None and project:
            block, first = found.get(place.table, (place.block, project))
            found[place.table] = (min(block, place.block), first)
    return found


def _nearest(headings: tuple[_Heading, ...], after: int, before: int) -> _Heading | None:
    """The last heading between two blocks; None where the table has none of its own."""
    index = bisect_left(headings, before, key=lambda each: each.block)
    return headings[index - 1] if index and headings[index - 1].block > after else None


def _contradicts(heading: str, project: str, is_copied: bool) -> bool:
    """Whether two names are of different projects: neither holds the other, built alike or one copied."""
    from rapidfuzz import fuzz

    one, other = _plain(heading), _plain(project)
    if not one or not other or one in other or other in one:
        return False
    return is_copied or fuzz.ratio(one, other) >= _ALIKE


def _run(filing: Filing) -> Iterator[Finding]:
    headings = _headings(filing)
    tables = sorted(_tables(filing).values())
    times = Counter(_plain(project) for _, project in tables)
    before = 0
    for block, project in tables:
        heading = _nearest(headings, before, block)
        before = block
        if heading and _contradicts(heading.project, project, times[_plain(project)] > 1):
            text = f"标题为{name(heading.project, 40)}，表内项目名称却是{name(project, 40)}"
            yield error(_RULE, text, project=project)


NAMES = Check("names", (_RULE,), _run)
