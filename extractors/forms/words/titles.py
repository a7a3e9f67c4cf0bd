"""Headings of forms: which form a table is, by its title and by the words in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractors.forms.words.vocabulary import column_role, words
from normalizers.quantities.unit_headings import unit_over_table
from normalizers.text import bare, compact

#: In this order: a monitoring form looks back on a part of the year, a self-evaluation on the targets of all of it; an
#: overall form names projects.
ORDER = ("monitoring", "self-evaluation", "overall-target", "project-target")
_LONGEST = 60
#: What begins a sentence that points to a form elsewhere.
_POINTS_TO = re.compile(r"^[（(]?(?:详见|参见|具体见|见附)")
#: Columns that only a form has that looks back on a part of the year, and on all of it.
_MONITORED, _RESULTS = frozenset({"interim", "forecast"}), frozenset({"actual", "score"})


def form_of_title(text: str) -> str:
    """The form that a heading names; empty for a text that is no such heading."""
    line = compact(text)
    if len(line) > _LONGEST or line.endswith(("。", "；", ";", "，")) or _POINTS_TO.match(line):
        return ""
    word = bare(text)
    return next((form for form in ORDER if any(title in word for title in words("titles", form))), "")


def form_of_words(labels: Iterable[str]) -> str:
    """The form whose tells stand most among the labels of a table; empty where none stands there."""
    said = {bare(label) for label in labels}
    roles = {column_role(label).name for label in said}
    if roles & _MONITORED:
        return "monitoring"
    if roles & _RESULTS:
        return "self-evaluation"
    counts = {form: len(said & words("tells", form)) for form in ORDER}
    best = max(ORDER, key=lambda form: counts[form])
    return best if counts[best] else ""


def form_of(titles: Sequence[str], labels: Iterable[str], before: str) -> str:
    """The form of a table: by the last heading over it that names one, by its words, by the table before it."""
    named = next((form for title in reversed(titles) if (form := form_of_title(title))), "")
    return named or (before if before != "unknown" else "") or form_of_words(labels) or "unknown"


def table_unit(text: str) -> str:
    """The unit of `单位：万元` over a table; empty where the text is none."""
    return unit_over_table(text) if len(text) < 200 else ""
