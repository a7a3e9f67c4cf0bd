"""Years: what the report says of its year, its date and its far goals fits the filing's own year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalizers.text import compact, fold, tidy
from pipeline.checks import _prose
from pipeline.checks._knowledge import words
from pipeline.checks._wording import name, warning
from pipeline.checks._years import is_report, without_quotations, year_slips
from schema.filing import Filing, Goal
from schema.finding import Finding
from schema.parts import Check

_RULE = "copied-year"
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_DATE = re.compile(r"(?:日期[:：]?)?(20\d\d)年\d{1,2}月(?:\d{1,2}日)?")
_FIELD_DATE = re.compile(r"(20\d\d)\s*[年.\-/]\s*\d{1,2}")
_LEADING_YEAR = re.compile(r"^[(（]?[一二三四五六七八九十\d]{0,3}[)）、.．]{0,2}(20\d\d)年")
_SEVERAL = 2
_LONGEST_TITLE = 60


def _prose_years(filing: Filing) -> Iterator[Finding]:
    """`2023年度项目支出` in a report on 2024: copied from the year before."""
    for line, words_said in year_slips(filing):
        text = f"{line.where or '正文'}写{name(words_said)}，与报告年度{filing.fiscal_year}年不符"
        yield warning(_RULE, text)


def _dates(filing: Filing) -> Iterator[Finding]:
    """A report on a year is dated after it."""
    said = [(field.name, field.value, _FIELD_DATE.search(field.value)) for field in filing.fields]
    dates = [(key, value, found[1]) for key, value, found in said if found and key in words("years", "dates")]
    lines = [(line.text, _DATE.fullmatch(compact(line.text))) for line in _prose.lines(filing)]
    dates += [("报告日期", text, found[1]) for text, found in lines if found]
    seen = set()
    for key, value, year in dates:
        if year <= filing.fiscal_year and fold(value) not in seen:
            seen.add(fold(value))
            yield warning(_RULE, f"{key}{name(value)}早于{filing.fiscal_year}年度结束，年份有误")


def _titles(filing: Filing) -> Iterator[Finding]:
    """Headings of forms that bear another year than the filing."""
    for title in dict.fromkeys(tidy(each.text) for each in filing.titles):
        years = set(_YEAR.findall(without_quotations(title)))
        is_heading = len(title) <= _LONGEST_TITLE and not _DATE.fullmatch(compact(title))
        if is_heading and years and max(years) < filing.fiscal_year:
            yield warning(_RULE, f"标题{name(title, 40)}的年份与填报年度{filing.fiscal_year}年不符")


def _goal_years(filing: Filing) -> Iterator[Finding]:
    """Annual goals that begin with a year gone by."""
    for goal in filing.goals:
        found = (
            _LEADING_YEAR.match(compact(goal.text)) if goal.horizon == "annual" and goal.kind == "objective" else None
        )
        if found and found[1] < filing.fiscal_year and filing.fiscal_year not in goal.text:
            text = f"年度目标{name(goal.text)}写的是{found[1]}年，填报年度为{filing.fiscal_year}年"
            yield warning(_RULE, text, project=goal.project)


def _names_only(goals: list[Goal], year: str) -> bool:
    return all(set(_YEAR.findall(goal.text)) <= {year} for goal in goals) and any(year in goal.text for goal in goals)


def _far_goals(filing: Filing) -> Iterator[Finding]:
    """Long-term goals that repeat the annual ones, or speak of the year alone."""
    by_project: dict[str, list[Goal]] = {}
    for goal in filing.goals:
        if goal.kind == "objective" and goal.horizon == "long-term":
            by_project.setdefault(goal.project, []).append(goal)
    annual = {(goal.project, fold(goal.text)) for goal in filing.goals if goal.horizon == "annual"}
    for project, goals in by_project.items():
        same = [goal for goal in goals if (project, fold(goal.text)) in annual]
        if _names_only(goals, filing.fiscal_year) and (len(same) == len(goals) or len(goals) >= _SEVERAL):
            copied = f"，{len(same)}条与年度目标一字不差" if same else ""
            text = f"长期目标的{len(goals)}条只写{filing.fiscal_year}年的目标{copied}"
            yield warning(_RULE, text, project=project)


def _run(filing: Filing) -> Iterator[Finding]:
    if not re.fullmatch(r"20\d\d", filing.fiscal_year):
        return
    if is_report(filing):
        yield from _prose_years(filing)
        yield from _dates(filing)
    else:
        yield from _goal_years(filing)
    yield from _titles(filing)
    yield from _far_goals(filing)


YEARS = Check("years", (_RULE,), _run)
