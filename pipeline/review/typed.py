"""What somebody typed into a field, checked by the kind of the field before it becomes an entry of the journal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from normalizers.quantities.numbers import parse_number
from normalizers.quantities.periods import find_years
from pipeline.decisions.kinds import Edit, Kind
from pipeline.review import taxonomy_search

#: A year that a filing can be about: the earliest and the latest.
_FIRST_YEAR, _LAST_YEAR = 1990, 2099
_YEAR = re.compile(r"\d{4}")
# What stands where there are no points.
_NO_POINTS = re.compile(r"[-—–－/／无]+")
# Longest texts by the kind of their field: a line is a line of a form, not a page.
_LINE, _TEXT = 1000, 20_000
# Signs that change how a text is shown and not what it says: control characters, and those that turn or hide letters.
_UNSEEN = ("Cc", "Cf", "Co", "Cs", "Cn")


class Wrong(Exception):  # noqa: N818 - it is an answer to the reviewer, not an error of ours
    """What was typed can't be saved; `key` is the sentence that says why, `detail` what it names."""

    def __init__(self, key: str, detail: str = "") -> None:
        super().__init__(key)
        self.key = key
        self.detail = detail


def fitting(edit: Edit, kind: Kind, text: str) -> str:
    """The text as the field holds it. Raises `Wrong` for what a field of its kind can't hold."""
    longest = _TEXT if edit.how in ("text", "value") else _LINE
    if len(text) > longest:
        raise Wrong("too-long")
    breaks = "\n\t" if edit.how == "text" or edit.how == "value" else "\n"
    if any(unicodedata.category(sign) in _UNSEEN and sign not in breaks for sign in text):
        raise Wrong("unseen-signs")
    return _KINDS.get(edit.how, _as_typed)(edit, kind, text)


def _as_typed(edit: Edit, kind: Kind, text: str) -> str:
    return text


def _year(edit: Edit, kind: Kind, text: str) -> str:
    """Four digits, written as a form writes a year (`2022年度`, `二〇二二年`), or nothing."""
    folded = unicodedata.normalize("NFKC", text).strip()
    years = (folded,) if _YEAR.fullmatch(folded) else find_years(folded) if _is_year_alone(folded) else ()
    if text and (len(years) != 1 or not _FIRST_YEAR <= int(years[0]) <= _LAST_YEAR):
        raise Wrong("no-year", text)
    return years[0] if text else ""


def _is_year_alone(text: str) -> bool:
    return bool(re.fullmatch(r"[\d一二三四五六七八九〇零○\s]+年度?", text))


def _number(edit: Edit, kind: Kind, text: str) -> str:
    """A number as points are printed, or a dash where there are none."""
    folded = unicodedata.normalize("NFKC", text)
    if text and parse_number(folded.rstrip("%")) is None and not _NO_POINTS.fullmatch(folded):
        raise Wrong("no-number", text)
    return text


def _choice(edit: Edit, kind: Kind, text: str) -> str:
    if text not in kind.columns[edit.name].choices:
        raise Wrong("no-choice", text)
    return text


def _canonical(edit: Edit, kind: Kind, text: str) -> str:
    if text and taxonomy_search.entry(text) is None:
        raise Wrong("no-such-entry", text)
    return text


_KINDS: Mapping[str, Callable[[Edit, Kind, str], str]] = {
    "year": _year, "number": _number, "choice": _choice, "canonical": _canonical,
}  # fmt: skip
