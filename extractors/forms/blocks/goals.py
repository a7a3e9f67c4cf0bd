"""Objectives, tasks, completions and duties in words: a label with its text beside it, or labels over their texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.forms.chapters import split_goals
from extractors.forms.content import is_placeholder
from extractors.forms.grid import Grid, Row, Slot
from extractors.forms.heads import is_head_row
from extractors.forms.openings import is_block_label
from extractors.forms.scene import BlockReader, Claim, Scene
from extractors.forms.vocabulary import role_of
from schema.reading import GoalReading

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


@dataclass(frozen=True, slots=True)
class _Label:
    role: str
    slot: Slot


def _role(text: str) -> str:
    role = role_of("goals", text)
    return role.name if role.sureness > 0.85 else ""


def read(grid: Grid, index: int, scene: Scene) -> Claim | None:
    """The texts under or beside the goal labels of the row; None where its first cell is no such label."""
    row = grid.rows[index]
    filled = row.filled
    if not filled or not _role(filled[0].text) or is_head_row(row):
        return None
    labels = [_Label(role, slot) for slot in filled if (role := _role(slot.text))]
    end = index + 1
    texts = list(_beside(row, labels))
    while end < len(grid.rows) and _goes_on(grid.rows[end]):
        texts += _under(grid.rows[end], labels)
        end += 1
    goals = tuple(goal for label, slot, at in texts for goal in _goals(grid, at, label, slot, scene))
    return Claim(end, goals=goals, horizon=_horizon(labels))


def _beside(row: Row, labels: Sequence[_Label]) -> Iterator[tuple[_Label, Slot, int]]:
    current: _Label | None = None
    own = {id(label.slot): label for label in labels}
    for slot in row.filled:
        if id(slot) in own:
            current = own[id(slot)]
        elif current is not None and not is_placeholder(slot.text):
            yield current, slot, row.number - 1


def _goes_on(row: Row) -> bool:
    """A row below with nothing at its left edge, and no label of its own, still speaks of these goals."""
    filled = row.filled
    if not filled or row.slots[0].label or is_head_row(row):
        return False
    return not any(is_block_label(slot.text) or _role(slot.text) for slot in filled)


def _under(row: Row, labels: Sequence[_Label]) -> Iterator[tuple[_Label, Slot, int]]:
    """Each text belongs to the last label that begins at its column or left of it."""
    for slot in row.filled:
        above = [label for label in labels if label.slot.column <= slot.column]
        if above and not is_placeholder(slot.text):
            yield above[-1], slot, row.number - 1


def _goals(grid: Grid, index: int, label: _Label, slot: Slot, scene: Scene) -> Iterator[GoalReading]:
    if label.role not in _KINDS:
        return
    kind, horizon = _KINDS[label.role]
    sure = _SURE if role_of("goals", label.slot.text).sureness == 1.0 else _UNSURE
    for text in split_goals(slot.text):
        yield GoalReading(kind, text, scene.project, horizon, place=grid.place(index, slot), confidence=sure)


def _horizon(labels: Sequence[_Label]) -> str | None:
    """The horizon of the indicators that follow, where the labels leave no doubt."""
    horizons = {_KINDS[label.role][1] for label in labels if label.role in ("objective", "long_objective")}
    return horizons.pop() if len(horizons) == 1 else None


GOALS = BlockReader(name="goals", order=20, read=read)
