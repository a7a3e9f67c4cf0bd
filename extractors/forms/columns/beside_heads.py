"""What the heads of columns beside the indicators say of a whole group of rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.forms.evidence.fit import cues
from extractors.forms.words.unit_words import is_unit_label
from extractors.forms.words.vocabulary import COMPOSED, halved, listed, role_of, spellings, words
from normalizers.text import bare, fold

#: What labels that name a project or a department make of a column.
_ASKED = {
    "project": "project",
    "unit_name": "unit_name",
    "implementing_unit": "unit_name",
    "competent_department": "unit_name",
}
_BRACKETED = re.compile(r"^([^()]{1,12})\(([^()]{1,12})\)(.{0,4})$")


def beside_role(text: str) -> str:
    """What a column beside the indicators says of a whole group of rows, by its head: `project`, `place`, `unit_name`,
    `money`, or a kind of goal as in [goals]; empty for any other head."""
    if any({_whose(half) for half in halves} == {"project", "unit_name"} for halves in _halves(text)):
        return "project"
    word = bare(text)
    goal = role_of("goals", text)
    said = spellings("beside").get(word) or (goal.name if goal.sureness >= COMPOSED else "")
    if said:
        return said if said not in ("task_name", "task_text") else "task"
    role = spellings("fields").get(word, "")
    if role in _ASKED:
        return _ASKED[role]
    return "money" if _is_of_money(word) else ""


def asks_for_project(text: str) -> bool:
    """Whether a head that nobody knows asks for the name of a project: `子项目名称`, `专项全称`."""
    word = bare(text)
    return word.endswith(cues("name_ends")) and word[:-2].endswith(cues("project_columns"))


def _whose(word: str) -> str:
    """`project` or `unit_name` where one half of a head asks for one."""
    if word in listed("unit_words", "head") or is_unit_label(word):
        return "unit_name"
    return _ASKED.get(spellings("fields").get(word) or spellings("beside").get(word, ""), "")


def _halves(text: str) -> Iterator[tuple[str, str]]:
    """The two words of a head that asks for either: `单位名称/项目名称`, `单位（项目）名称`, or in a line
    each."""
    bracketed = _BRACKETED.match(fold(text))
    if bracketed:
        yield bare(bracketed[1] + bracketed[3]), bare(bracketed[2] + bracketed[3])
    lines = text.split("\n")
    if len(lines) == 2:
        yield bare(lines[0]), bare(lines[1])
    yield from halved(bare(text))


def _is_of_money(word: str) -> bool:
    known = word in words("money", "rows") or word in words("money", "columns")
    return known or (
        any(mark in word for mark in listed("money", "marks"))
        and not any(mark in word for mark in (*listed("money", "foreign"), *listed("money", "codes")))
    )
