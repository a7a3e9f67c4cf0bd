"""Objectives, tasks, completions and duties in words: a label with its text beside it, or labels over their texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.forms.blocks import money
from extractors.forms.columns.storeys import is_head_row
from extractors.forms.grid import Grid, Row, Slot, without_outer
from extractors.forms.labels.goal_labels import (
    GoalLabel,
    goal_role,
    label_inside,
    labels_at,
    stands_over,
    worded_labels,
)
from extractors.forms.labels.openings import is_block_label, is_column_label
from extractors.forms.money.budget import figures_in, groups_in, shares
from extractors.forms.prose.chapters import split_goals
from extractors.forms.scene import BlockReader, Claim, Scene
from extractors.forms.words.content import is_operator, is_placeholder, is_prose
from extractors.forms.words.numbered import with_lines
from extractors.forms.words.times import ANNUAL, LONG, time_of
from extractors.forms.words.vocabulary import column_role
from schema.reading import AmountReading, GoalReading, Printed

_KINDS = {
    "objective": ("objective", "annual"),
    "long_objective": ("objective", "long-term"),
    "completion": ("completion", "annual"),
    "task": ("task", "annual"),
    "task_text": ("task", "annual"),
    "duty": ("duty", "annual"),
}
_SURE = 0.97
_UNSURE = 0.8
_PIECED = 0.6
_NUMBERED_GOAL = re.compile(r"^\s*目标\s?\d{0,2}\s?[:：]")
_GOAL_NUMBER = re.compile(r"^\s*目标\s?(\d{1,2})\s?[:：]")
_LONGEST_TASK_NAME = 20
#: The head of a table of indicators has more cells than that.
_FEW = 3


@dataclass(frozen=True, slots=True)
class _Text:
    """A text under or beside a label, in the row with that index."""

    label: GoalLabel
    slot: Slot
    row: int


def read(grid: Grid, index: int, scene: Scene) -> Claim | None:
    """The texts under or beside the goal labels of the row; None where its first cell is no such label.

    Labels of a larger block may stand at its left, merged over several rows.
    """
    row = grid.rows[index]
    if is_head_row(row) or _names_levels(row):
        return None
    if inside := _inside(grid, index, scene):
        return inside
    first = next(iter(row.filled if row.filled and goal_role(row.filled[0].text) else without_outer(row)), None)
    labels = labels_at(grid, index, first, scene.open)
    if not labels or _describes_project(labels, row, scene):
        return None
    labels = _naming_tasks([_of_part(label, scene) for label in labels])
    end = index + 1
    while end < len(grid.rows) and any(_goes_on(row, labels) for row in _said(grid.rows[end : end + 2])):
        end += 1
    if end == index + 1 < len(grid.rows) and stands_over(row, labels, grid.rows[end]):
        end += 1
    late = [label for at in range(index + 1, end) for label in worded_labels(grid.rows[at])]
    texts = list(_beside(row, [*labels, *late], index))
    labels = sorted([*labels, *late], key=lambda label: label.slot.column)
    for at in range(index + 1, end):
        texts += _under(grid.rows[at], labels, at)
    priced = _priced(grid, index, end, scene)
    columns = {amount.place.column for amount in priced}
    texts = [text for text in texts if text.slot.column + 1 not in columns]
    goals = tuple(_Tasks(grid, scene).goals(texts))
    return Claim(end, goals=goals, amounts=(*priced, *_budget(grid, texts, scene)), horizon=_horizon(labels))


def _names_levels(row: Row) -> bool:
    """Whether heads of levels and names stand in a row: a head like a label of goals (一级绩效目标) is theirs then."""
    roles = {role.name for slot in row.filled if (role := column_role(slot.text)).sureness == 1}
    return len(row.filled) > _FEW and bool(roles & {"level1", "level2", "name"})


def _describes_project(labels: Sequence[GoalLabel], row: Row, scene: Scene) -> bool:
    """Whether 主要内容 stands beside a text among a project's labelled cells, where no task is named."""
    return scene.project != "" and len(row.filled) == 2 and all(label.role == "task_text" for label in labels)


def _naming_tasks(labels: list[GoalLabel]) -> list[GoalLabel]:
    """The labels, one of tasks right before one of what they are of (工作任务 | 具体内容) as that of their names."""
    named = {label.slot.column for label in labels if label.role == "task_text"}
    return [
        replace(label, role="task_name") if label.role == "task" and label.slot.end in named else label
        for label in labels
    ]


def _of_part(label: GoalLabel, scene: Scene) -> GoalLabel:
    """The label as one of several years where it names no year itself and stands in such a part of the form."""
    if label.role != "objective" or time_of(scene.part) != LONG or time_of(label.slot.text) == ANNUAL:
        return label
    return replace(label, role="long_objective")


def _inside(grid: Grid, index: int, scene: Scene) -> Claim | None:
    """The goals of a row whose cells hold a label and its text each."""
    found = [label_inside(slot) for slot in grid.rows[index].filled]
    pairs = [(_of_part(pair[0], scene), pair[1]) for pair in found if pair is not None]
    if not pairs or len(pairs) < len(found):
        return None
    tasks = _Tasks(grid, scene)
    texts = [_Text(label, replace(label.slot, text=text), index) for label, text in pairs]
    return Claim(index + 1, goals=tuple(tasks.goals(texts)), horizon=_horizon([label for label, _ in pairs]))


def _priced(grid: Grid, index: int, end: int, scene: Scene) -> tuple[AmountReading, ...]:
    """The figures of tasks that have columns of money beside them: 任务名称 | 主要内容 | 预算数 | 执行数."""
    if not any(is_column_label(slot.text) for slot in grid.rows[index].filled[1:]):
        return ()
    found = money.read(grid, index, scene)
    return tuple(one for one in found.amounts if (one.place.row or 0) <= end) if found is not None else ()


def _said(rows: Sequence[Row]) -> Sequence[Row]:
    """The first of the rows, or the second where a page break left the first one empty."""
    return rows[:1] if rows and rows[0].filled else rows[1:]


def _beside(row: Row, labels: Sequence[GoalLabel], index: int) -> Iterator[_Text]:
    """The texts of the first row, each of the last label at its left; a label may stand in a row below."""
    current: GoalLabel | None = None
    own = {label.slot.column: label for label in labels}
    for slot in row.slots:
        current = own.get(slot.column, current)
        if slot.label and current is not None and slot.text != current.slot.text and not is_placeholder(slot.text):
            yield _Text(current, slot, index)


def _goes_on(row: Row, labels: Sequence[GoalLabel]) -> bool:
    """A row below with nothing at its left edge still speaks of these goals.

    It may hold a label of its own only where a bad reading moved one down: in a column that has none above.
    """
    filled = row.filled
    if not filled or row.slots[0].label or is_head_row(row) or any(is_operator(slot.text) for slot in filled):
        return False
    own = [slot for slot in filled if is_block_label(slot.text) or goal_role(slot.text)]
    taken = {label.slot.column for label in labels}
    return all(goal_role(slot.text) and slot.column > 1 and slot.column not in taken for slot in own)


def _under(row: Row, labels: Sequence[GoalLabel], index: int) -> Iterator[_Text]:
    """Each text belongs to the last label that begins at its column or left of it."""
    for slot in row.filled:
        above = [label for label in labels if label.slot.column <= slot.column]
        if above and slot.text != above[-1].slot.text and not is_placeholder(slot.text):
            yield _Text(above[-1], slot, index)


class _Tasks:
    """Follows the names of tasks: a text of numbered goals (目标1：…) belongs to the name before it, names in turn."""

    def __init__(self, grid: Grid, scene: Scene) -> None:
        self._grid = grid
        self._scene = scene
        self._names: list[str] = []
        self._last = 0

    def goals(self, texts: Sequence[_Text]) -> Iterator[GoalReading]:
        """The goals of all texts, in reading order; names of tasks, figures and lists of funds are none."""
        numbered = any(_NUMBERED_GOAL.match(text.slot.text) for text in texts)
        for text in texts:
            said = text.slot.text
            if figures_in(said) or groups_in(said):
                continue
            if _NUMBERED_GOAL.match(said):
                yield from self._numbered(text)
            elif text.label.role == "task_name" or (numbered and _is_name(text)):
                self._names += said.split()
            else:
                yield from self._plain(text)

    def _numbered(self, text: _Text) -> Iterator[GoalReading]:
        """Goals under the name of a task; without one before them they are those of the label itself."""
        if not self._names and text.label.role in _KINDS:
            yield from self._plain(text)
            return
        for goal in self._split(text.slot.text):
            number = _GOAL_NUMBER.match(goal)
            if number is not None:
                if int(number.group(1)) <= self._last and len(self._names) > 1:
                    self._names.pop(0)  # the count begins again: the next task
                self._last = int(number.group(1))
            yield self._goal(text, goal, "task", "annual", self._names[0] if self._names else "")

    def _plain(self, text: _Text) -> Iterator[GoalReading]:
        if text.label.role not in _KINDS:
            return
        kind, horizon = _KINDS[text.label.role]
        task = self._names[-1] if text.label.role == "task_text" and self._names else ""
        for goal in self._split(text.slot.text):
            yield self._goal(text, goal, kind, horizon, task)

    def _split(self, text: str) -> tuple[str, ...]:
        """A paragraph each. Where the paper's line ends are lost, numbers in order behind sentences begin one too."""
        if not self._grid.keeps_lines:
            text = with_lines(text)
        return split_goals(text)

    def _goal(self, text: _Text, goal: str, kind: str, horizon: str, task: str) -> GoalReading:
        sure = _SURE if text.label.is_known else _UNSURE
        sure *= text.label.slot.sureness * text.slot.sureness
        place = self._grid.place(text.row, text.slot)
        return GoalReading(kind, goal, self._scene.project, horizon, task, place, sure)


def _is_name(text: _Text) -> bool:
    return not is_prose(text.slot.text) and all(len(word) <= _LONGEST_TASK_NAME for word in text.slot.text.split())


def _budget(grid: Grid, texts: Sequence[_Text], scene: Scene) -> Iterator[AmountReading]:
    """Figures and lists of funds among the texts, put together where they add up."""
    figures = [(text, figure) for text in texts for figure in figures_in(text.slot.text)]
    groups = [group for text in texts for group in groups_in(text.slot.text)]
    found = shares([figure for _, figure in figures], groups)
    for (text, _), share in zip(figures, found, strict=False):
        place = grid.place(text.row, text.slot)
        yield AmountReading(
            share.path,
            Printed(share.figure, place),
            scene.project,
            "",
            scene.table_unit,
            place=place,
            confidence=_PIECED,
        )


def _horizon(labels: Sequence[GoalLabel]) -> str | None:
    """The horizon of the indicators that follow: of the year, unless all objectives are of several years."""
    horizons = {_KINDS[label.role][1] for label in labels if label.role in ("objective", "long_objective")}
    return min(horizons, default=None)


GOALS = BlockReader(name="goals", order=20, read=read)
