"""Goals in words against indicators: the same thing, the same figure, and last year's figure grown as stated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from normalizers.quantities.implied_units import without_unit_at_end
from normalizers.text import fold
from pipeline.checks._figures import HALF, Figure, agree, figure, percent, shown
from pipeline.checks._knowledge import words
from pipeline.checks._ledger import narrative, path_of
from pipeline.checks._wording import name, warning
from schema.filing import Amount, Filing, Indicator
from schema.finding import Finding
from schema.parts import Check
from schema.place import Place

_RATIO = "1"


@dataclass(frozen=True, slots=True)
class _Topic:
    """What a name is about, without verbs, regions and counters; whether its growth is meant."""

    core: str
    is_growth: bool


@lru_cache(maxsize=16384)
def _topic(text: str) -> _Topic:
    named = without_unit_at_end(fold(text))
    level = _without(named, (), words("goals", "growths"))
    return _Topic(_without(level, words("goals", "openings"), words("goals", "closings")), is_growth=level != named)


def _without(text: str, openings: tuple[str, ...], closings: tuple[str, ...]) -> str:
    """The text without these words at its ends; two characters at least are left."""
    shorter = True
    while shorter:
        before = text
        for word in openings:
            text = text.removeprefix(word) if len(text) >= len(word) + 2 else text
        for word in closings:
            text = text.removesuffix(word) if len(text) >= len(word) + 2 else text
        shorter = text != before
    return text


def _spot(place: Place) -> tuple[int | None, int | None, int | None]:
    return (place.table, place.row, None) if place.table is not None else (None, None, place.block)


@dataclass(frozen=True, slots=True)
class _Said:
    """A figure that a goal states."""

    figure: Figure
    year: str
    kind: str


_Goals = dict[tuple[str, str, _Topic], list[_Said]]


def _goals(filing: Filing) -> _Goals:
    """The figures of the goals by project, horizon and topic; a spot that also tells a completion is left out."""
    kinds: dict[tuple[object, ...], set[tuple[str, str, str]]] = {}
    for goal in filing.goals:
        kinds.setdefault(_spot(goal.place), set()).add((goal.project, goal.horizon, goal.kind))
    said: _Goals = {}
    for amount in narrative(filing):
        for project, horizon, kind in sorted(kinds.get(_spot(amount.place), ())):
            if kind in words("goals", "kinds") and len(kinds[_spot(amount.place)]) == 1:
                _keep(said, (project, horizon, kind), amount)
    return said


def _keep(said: _Goals, goal: tuple[str, str, str], amount: Amount) -> None:
    project, horizon, kind = goal
    found = figure(amount.value)
    if found:
        topic = _topic(path_of(amount)[-1])
        said.setdefault((project, horizon, topic), []).append(_Said(found, amount.label, kind))


def _asked(row: Indicator) -> tuple[_Topic, Figure] | None:
    """What the indicator is about and its target; a ratio of something that grows is its growth."""
    target = figure(row.target)
    if target is None:
        return None
    topic = _topic(row.name)
    # 外贸进出口增长率 is compared with growths; 外贸进出口稳步增长 in 亿元 with sums.
    return _Topic(topic.core, topic.is_growth and target.unit == _RATIO), target


def _leave_far_tasks(goals: _Goals, rows: Iterable[Indicator]) -> None:
    """Takes out what tasks say of the long-term targets: a task stands under no horizon of its own."""
    for row in rows:
        asked = _asked(row) if row.horizon == "long-term" else None
        place = (row.project, "annual", asked[0]) if asked else None
        if asked and place in goals:
            goals[place] = [each for each in goals[place] if each.kind != "task" or not agree(each.figure, asked[1])]


def _statement(goals: _Goals, row: Indicator, topic: _Topic) -> list[_Said]:
    return [each for each in goals.get((row.project, row.horizon, topic), []) if not _other_year(each, row)]


def _other_year(said: _Said, row: Indicator) -> bool:
    """Whether the goal's figure is of a year that the indicator's own past names."""
    return any(said.year == f"{past.period}年" for past in row.history)


def _differences(goals: _Goals, row: Indicator) -> Iterator[Finding]:
    asked = _asked(row)
    if asked is None:
        return
    topic, target = asked
    said = _statement(goals, row, topic)
    outcomes = [agree(each.figure, target) for each in said]
    if False in outcomes and True not in outcomes:
        stated = said[outcomes.index(False)].figure
        text = f"{name(row.name)}指标值为{shown(row.target)}，目标文字写的是{stated.words}，两者不符"
        yield warning("target-narrative-mismatch", text, row)
    elif target.unit != _RATIO:
        yield from _growth(goals, row, topic, target)


def _last_year(row: Indicator) -> Figure | None:
    """The latest of the printed past."""
    past = sorted((each for each in row.history if each.period.isdigit()), key=lambda each: int(each.period))
    return figure(past[-1].value) if past else None


def _growth(goals: _Goals, row: Indicator, topic: _Topic, target: Figure) -> Iterator[Finding]:
    stated = [each.figure for each in _statement(goals, row, _Topic(topic.core, True)) if each.figure.unit == _RATIO]
    last = _last_year(row)
    if len(stated) != 1 or last is None or last.unit != target.unit or last.size <= 0:
        return
    due = last.size * (1 + stated[0].size)
    if abs(due - target.size) > last.size * stated[0].grain * HALF + target.grain * HALF + last.grain * HALF:
        real = percent(target.size / last.size - 1)
        text = (
            f"{name(row.name)}上年{last.words}，目标{shown(row.target)}，增长{real}，而目标文字写增长{stated[0].words}"
        )
        yield warning("growth-mismatch", text, row)


def _subject(row: Indicator) -> tuple[str, str, _Topic, str]:
    return row.project, row.horizon, _topic(row.name), row.target.kind


def _run(filing: Filing) -> Iterator[Finding]:
    goals = _goals(filing)
    _leave_far_tasks(goals, filing.indicators)
    times = Counter(_subject(row) for row in filing.indicators if goals)
    for row in filing.indicators if goals else ():
        # Of two rows on one topic, which of them the goal means cannot be told.
        if times[_subject(row)] == 1:
            yield from _differences(goals, row)


GOALS = Check("goals", ("target-narrative-mismatch", "growth-mismatch"), _run)
