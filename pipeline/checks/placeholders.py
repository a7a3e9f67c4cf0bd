"""Words of the form that nobody filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from normalizers.text import compact
from pipeline.checks import _prose
from pipeline.checks._knowledge import words
from pipeline.checks._wording import info, name
from schema.filing import Filing
from schema.finding import Finding
from schema.parts import Check

_RULE = "placeholder-left"
_AROUND = 14


@cache
def _pattern() -> re.Pattern[str]:
    """Any placeholder; letters after a digit or a letter are a sample number of an instruction: 100XXX."""
    known = (re.escape(word) for word in words("placeholders", "patterns"))
    return re.compile("|".join(f"(?<![0-9A-Za-z]){word}" for word in known))


def _found(text: str) -> str:
    """The first placeholder in a text with the words around it; empty where there is none."""
    clean = compact(text)
    found = _pattern().search(clean)
    return clean[max(found.start() - _AROUND, 0) : found.end() + _AROUND] if found else ""


def _texts(filing: Filing) -> Iterator[tuple[str, str]]:
    """Everything that the form's author wrote, with the project that it belongs to."""
    yield from (("", line.text) for line in _prose.lines(filing))
    yield from ((goal.project, goal.text) for goal in filing.goals)
    yield from ((amount.project, amount.item) for amount in filing.amounts)
    yield from ((field.project, field.value) for field in filing.fields)
    yield from ((row.project, row.name) for row in filing.indicators)


def _run(filing: Filing) -> Iterator[Finding]:
    """One finding for each place that was left, however often its words come."""
    said = dict.fromkeys((project, _found(text)) for project, text in _texts(filing))
    for project, words_left in said:
        if words_left:
            yield info(_RULE, f"{name(words_left, 40)}是未填写的模板文字", project=project)


PLACEHOLDERS = Check("placeholders", (_RULE,), _run)
