"""Where the next form begins in running text behind the rows of one: at its title, or at the label of its project."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from extractors.forms.evidence.fit import cues
from extractors.forms.prose.outline import numbering
from extractors.forms.text.keyed import labels_in
from extractors.forms.words.titles import form_of_title
from extractors.forms.words.vocabulary import words
from normalizers.text import BORDERS

#: So many other labels stand within so many characters behind the label of a project's name where a form begins.
_FEWEST_LABELS, _LOOKED_AHEAD = 2, 300
#: The title stands so near before it; between the two stands no more than a year and a unit.
_LOOKED_BACK, _MOST_BETWEEN = 90, 40
_ENDS = ("表", "书")
_LONGEST_HEADING = 24


def next_form(text: str, glued: bool) -> int | None:
    """Where in rows of a table the next form begins; None where none does."""
    for label in _project(glued).finditer(text):
        behind = labels_in(text[label.end() : label.end() + _LOOKED_AHEAD], glued)
        if len(set(islice(behind, _FEWEST_LABELS))) == _FEWEST_LABELS:
            return _title_before(text, label.start("label"))
    return None


def _title_before(text: str, label: int) -> int:
    """Where the form's title begins, if it stands right before the label, with its line where that is all of it; else
    where the label does."""
    start = max(0, label - _LOOKED_BACK)
    for title in _title().finditer(text, start, label):
        if label - title.end() <= _MOST_BETWEEN and form_of_title(title[0]):
            line = text.rfind("\n", start, title.start()) + 1
            begin = line if line and form_of_title(text[line : title.end()].strip()) else title.start()
            return _heading_before(text, begin)
    return label


def _heading_before(text: str, title: int) -> int:
    """Where the numbered heading in the line right above a title begins, such as that of one of several places; else
    where the title does."""
    above = text.rfind("\n", 0, max(0, title - 1)) + 1
    line = text[above:title].strip()
    is_heading = title and text[title - 1] == "\n" and len(line) <= _LONGEST_HEADING and numbering(line) is not None
    return above if is_heading else title


@cache
def _project(glued: bool) -> re.Pattern[str]:
    """The label of a project's name, in a text that something parts as a cell of its own."""
    labels = "|".join(map(re.escape, sorted(words("fields", "project"), key=len, reverse=True)))
    if glued:
        return re.compile(f"(?P<label>{labels})")
    return re.compile(rf"(?:^|[\s{BORDERS}])(?P<label>{labels})(?=\s{{0,3}}[:：{BORDERS}\s])")


@cache
def _title() -> re.Pattern[str]:
    """A run of the words of titles that ends like one."""
    kinds = ("project_generics", "title_openers", "title_leads", "title_tails")
    known = sorted({word for kind in kinds for word in cues(kind)}, key=len, reverse=True)
    joined = "|".join(map(re.escape, known))
    return re.compile(rf"(?:20\d\d\s?年度?\s?)?(?:{joined})(?:{joined}|[（()）/、\s]){{1,15}}(?:{'|'.join(_ENDS)})")
