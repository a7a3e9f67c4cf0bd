"""How surely the names of projects were read: one misread character there makes every row of the project wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from normalizers.knowledge import table
from normalizers.text import compact, tidy
from schema.reading import IndicatorReading, Reading

_UNIT_ROLES = ("unit_name", "implementing_unit", "competent_department")
# A project has those who carry it out and those above them; the form of a whole department names its unit alone.
_OF_PROJECTS = frozenset({"implementing_unit", "competent_department"})
_LONE_SIGN = re.compile(r"^[0-9A-Za-z](?=[\u4e00-\u9fff]{2})|(?<=[\u4e00-\u9fff]{2})[0-9A-Za-z|丨]$")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2}[省市县区州旗]")


class Projects:
    """The projects of a reading, and what stands beside them."""

    def __init__(self, reading: Reading) -> None:
        cells = [cell for cell in reading.fields if cell.role == "project"]
        self._sure = {tidy(cell.value): cell.letters for cell in cells}
        units = [cell.value for cell in reading.fields if cell.role in _UNIT_ROLES]
        self._titles = titles = [compact(title.text) for title in reading.titles]
        self._labelled = {compact(cell.value) for cell in cells}
        has_own = _say(titles, "project_titles") or any(cell.role in _OF_PROJECTS for cell in reading.fields)
        self._of_projects = has_own and not _say(titles, "overall_titles")
        self._places = {place for unit in units for place in _PLACE.findall(unit)}

    def sureness(self, row: IndicatorReading) -> float:
        """How surely the letters of the name of the row's project were read; 1 where it stands in no labelled cell."""
        return self._sure.get(tidy(row.project), 1.0)

    def doubts(self, row: IndicatorReading) -> Iterator[str]:
        """What is odd about the name, each by a sentence that has its weight in `data/confidence.csv`."""
        project = compact(row.project)
        if not project and (row.form == "project-target" or self._of_projects):
            yield "the project has no name"
        elif not project and row.form == "unknown":
            yield "neither the kind of the form nor a project is known"
        if project and project not in self._labelled and any(project in title for title in self._titles):
            yield "a title alone names the project"
        if _LONE_SIGN.search(project):
            yield "a lone sign at an end of the project's name"
        if any(_is_slip(mine, place) for mine in _PLACE.findall(project) for place in self._places):
            yield "the project is of another place than the unit"


def _is_slip(one: str, other: str) -> bool:
    """Whether one character alone differs."""
    return sum(mine != theirs for mine, theirs in zip(one, other, strict=True)) == 1


def _say(titles: Sequence[str], kind: str) -> bool:
    """Whether one of the titles has a word of this line of `data/layout.toml`."""
    return any(mark in title for title in titles for mark in table("layout")[kind])
