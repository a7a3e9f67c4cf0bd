"""The labels of goals in a row: by their words, by how they end, and by the sentences beside or below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.forms.evidence.fit import sounds
from extractors.forms.grid import Grid, Row, Slot, mended, without_outer
from extractors.forms.words.content import has_figure, is_amount, is_placeholder, is_prose
from extractors.forms.words.goal_words import is_behind_goal
from extractors.forms.words.times import ANNUAL, LONG, WHOLE, time_of
from extractors.forms.words.vocabulary import COMPOSED, listed, role_of
from normalizers.text import bare

_LONGEST_LABEL, _SHORTEST_SAID = 20, 16
_GOAL = "目标"
#: How sure labels are that only their shape tells, that one of the whole is of several years, and that
#: time is all that their words say.
_SHAPED, _BESIDE_A_YEAR, _TIMED = 0.75, 0.9, 0.6
#: Labels of goals so many rows apart at most are of one form.
_NEAR = 4


@dataclass(frozen=True, slots=True)
class GoalLabel:
    """A label that asks for goals, by its role in [goals]."""

    role: str
    slot: Slot

    @property
    def is_known(self) -> bool:
        """Whether its words are known to the letter, or made of known ones alone."""
        return role_of("goals", self.slot.text).sureness >= COMPOSED


def goal_role(text: str) -> str:
    """The role of a label's words in [goals]; empty for other words."""
    role = role_of("goals", text)
    return role.name if role.sureness > 0.85 else ""


def is_said(text: str) -> bool:
    """Whether a text is a sentence or part of one, and no label."""
    return is_prose(text) or len(bare(text)) > _SHORTEST_SAID or any(mark in text for mark in "，,。；;")


def says_more(text: str) -> bool:
    """Whether a cell says more than a label."""
    return len(bare(text)) > _LONGEST_LABEL or has_figure(text) or is_said(text) or is_placeholder(text)


def worded_labels(row: Row) -> list[GoalLabel]:
    """The labels of a row that their words tell."""
    return [GoalLabel(role, slot) for slot in row.filled if (role := goal_role(slot.text))]


def labels_at(grid: Grid, index: int, first: Slot | None, is_open: bool) -> list[GoalLabel]:
    """The labels of a row of goals, none where it is no such row. `first` is its first slot behind the labels of a
    larger block; `is_open` says that objectives stand right above, so that words about results are of theirs."""
    row = grid.rows[index]
    head = first if first is not None and (goal_role(first.text) or _ended(first)) else None
    worded = worded_labels(row) if head is not None else []
    known = {label.slot.column: label for label in worded}
    below = grid.rows[index + 1] if index + 1 < len(grid.rows) else None
    told = bool(worded) or is_open
    asked = [one for one in _asked(grid, row, below, head) if first is None or one[0].column >= first.column]
    for at, (slot, text) in enumerate(asked):
        role = _ended(slot) or ("completion" if told and _is_of_results(slot.text) else "")
        if not role and worded and at + 2 == len(asked) and _is_of_results(asked[-1][0].text):
            role = "objective"
        if role and (is_said(text) or (head is not None and not is_amount(text))):
            known[slot.column] = GoalLabel(role, mended(slot, slot.text, _SHAPED))
            told = True
    labels = [known[column] for column in sorted(known)] or _by_shape(grid, index) or _by_time(grid, index)
    return _beside_a_year(grid, index, labels)


def _asked(grid: Grid, row: Row, below: Row | None, head: Slot | None) -> Iterator[tuple[Slot, str]]:
    """The cells that may be labels in words that nobody knows, each with the text beside it, or below it in a column of
    its own where the row's first label, `head`, has no other label below it."""
    under = {slot.column: slot for slot in below.filled} if below is not None and head is not None else {}
    first = under.get(head.column) if head is not None else None
    over = first is None or is_said(first.text)
    beside = {slot.column: following.text for slot, following in pairwise(row.filled)}
    for slot in row.filled:
        if says_more(slot.text) or goal_role(slot.text):
            continue
        text = beside.get(slot.column, "")
        if over and slot.column in under and under[slot.column].width == slot.width:
            text = under[slot.column].text
        if text and (grid.exact or slot.column in beside):
            yield slot, text


def _is_of_results(label: str) -> bool:
    """Whether a label speaks of results, and not of money or of another cell of the form."""
    return bool(sounds("result_cues", label)) and not _is_of_another(label)


def _is_of_another(label: str) -> bool:
    """Whether a label speaks of money, or is known to ask for another cell of the form."""
    return bool(role_of("fields", label)) or any(mark in bare(label) for mark in listed("money", "marks"))


def _ended(slot: Slot) -> str:
    """The role of a label whose head is 目标, with nothing but 内容 and the like behind it, and of no results."""
    _, goal, behind = bare(slot.text).rpartition(_GOAL)
    if not goal or not is_behind_goal(behind) or (behind and _is_of_results(slot.text)):
        return ""
    return "long_objective" if time_of(slot.text) == LONG else "objective"


def _by_shape(grid: Grid, index: int) -> list[GoalLabel]:
    """Labels in words that nobody knows: one or two beside a cell merged over two rows, a sentence below each.

    The second of two, or one that speaks of results, stands over what was done.
    """
    row, below = grid.rows[index], grid.rows[index + 1] if index + 1 < len(grid.rows) else None
    if not grid.exact or below is None or not row.slots or row.slots[0].continues or not row.slots[0].label:
        return []
    is_alone = row.slots[0].origin.rowspan == 1 and bool(below.slots) and not below.slots[0].label
    if row.slots[0].origin.rowspan != 2 and not is_alone:
        return []
    heads = row.filled[1:]
    texts = {(slot.column, slot.width): slot for slot in below.filled}
    if not 1 <= len(heads) <= 2 or set(texts) != {(slot.column, slot.width) for slot in heads}:
        return []
    labels = (*row.filled[:1], *heads)
    if any(says_more(slot.text) for slot in labels) or not all(is_said(slot.text) for slot in texts.values()):
        return []
    return [GoalLabel(_shaped(slot, at), mended(slot, slot.text, _SHAPED)) for at, slot in enumerate(heads)]


def _shaped(slot: Slot, at: int) -> str:
    """The role of one of two labels in words that nobody knows, by them and by its place."""
    said = goal_role(slot.text) or _ended(slot)
    return said or ("completion" if at == 1 or sounds("result_cues", slot.text) else "objective")


def _by_time(grid: Grid, index: int) -> list[GoalLabel]:
    """A label in words that nobody knows and that name a time (本年拟办成的事), a sentence behind it. Only where no
    label near it is known to ask for goals."""
    row = grid.rows[index]
    filled = without_outer(row)
    if len(filled) != 2 or says_more(filled[0].text) or not is_said(filled[1].text):
        return []
    slot = filled[0]
    time = time_of(slot.text)
    if time not in (LONG, ANNUAL) or _is_of_another(slot.text) or any(map(worded_labels, _around(grid, index))):
        return []
    if sounds("result_cues", slot.text):
        return [GoalLabel("completion", mended(slot, slot.text, _TIMED))]
    return [GoalLabel("long_objective" if time == LONG else "objective", mended(slot, slot.text, _TIMED))]


def _around(grid: Grid, index: int) -> Sequence[Row]:
    return grid.rows[max(0, index - _NEAR) : index + _NEAR + 1]


def _beside_a_year(grid: Grid, index: int, labels: list[GoalLabel]) -> list[GoalLabel]:
    """The labels, as those of several years where they speak of the whole and another one near them of one year:
    项目总体目标 beside 年度目标. One that reaches over the row in front of a label only says what block it is of."""
    whole = {label.slot.column for label in labels if label.role == "objective" and time_of(label.slot.text) == WHOLE}
    if not whole:
        return labels
    last = max(_columns_of_a_year(grid, index), default=-1)
    return [
        GoalLabel("long_objective", mended(label.slot, label.slot.text, _BESIDE_A_YEAR))
        if label.slot.column in whole and label.slot.column <= last
        else label
        for label in labels
    ]


def _columns_of_a_year(grid: Grid, index: int) -> Iterator[int]:
    """The columns of the labels near a row that ask for the objective of one year; of one that does not reach over the
    row, the last of the table."""
    for at in range(max(0, index - _NEAR), min(len(grid.rows), index + _NEAR + 1)):
        for slot in grid.rows[at].filled:
            asks = goal_role(slot.text) or _ended(slot)
            if asks == "objective" and time_of(slot.text) == ANNUAL and not is_said(slot.text):
                yield slot.column if at <= index < at + slot.origin.rowspan else grid.width


def stands_over(row: Row, labels: Sequence[GoalLabel], below: Row) -> bool:
    """Whether nothing but these labels stands in a row, and a text in the row below in the columns of each."""
    columns = {(label.slot.column, label.slot.width) for label in labels}
    if {(slot.column, slot.width) for slot in row.filled} != columns or any(goal_role(s.text) for s in below.filled):
        return False
    texts = {(slot.column, slot.width): slot.text for slot in below.filled}
    return set(texts) == columns and any(map(is_said, texts.values()))


def label_inside(slot: Slot) -> tuple[GoalLabel, str] | None:
    """The label of goals and the text behind its colon where one cell holds both (年度目标：…); else None."""
    for colon in ("：", ":"):
        label, found, text = slot.text.strip().partition(colon)
        role = goal_role(label) if found and len(label) <= 2 * _LONGEST_LABEL else ""
        if role and text.strip():
            return GoalLabel(role, mended(slot, label, 1.0)), text.strip()
    return None
