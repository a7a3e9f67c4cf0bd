"""A head explained: what decided the role of each column, how surely, and the plans that came behind."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.forms.columns import column as forms
from extractors.forms.columns import heads
from extractors.forms.columns.beside_heads import beside_role
from extractors.forms.columns.weighed import Judged, is_unknown
from extractors.forms.evidence.columns import Told, voices
from extractors.forms.evidence.counts import OTHER
from extractors.forms.words.content import year_of
from extractors.forms.words.vocabulary import Role, column_role, first_head, part_of_year, spellings
from normalizers.text import bare
from pipeline.explain.explanation import Bounds, Column, Head, Plan, Second
from pipeline.explain.wording import cut, shortened

_SAMPLE = 3
#: What is less likely than this is no runner-up.
_LEAST = 0.0005


def head_of(head: heads.Head, bounds: Bounds) -> Head:
    """The head explained; a head of no rows stands over rows 0 to 0."""
    judged = {one.before.start: one for one in head.judged}
    columns = [_column(column, judged.get(column.start), bounds) for column in head.columns[: bounds.columns]]
    is_there = head.last >= head.first
    return Head(
        first=head.first + 1 if is_there else 0,
        last=head.last + 1 if is_there else 0,
        side=shortened(head.side, bounds.characters),
        indicators_a_row=len(head.variants),
        chance=round(head.chance * head.mended, 3),
        columns=tuple(columns),
        plans=_plans(head, bounds),
        doubts=cut(head.doubts, bounds),
        unread=cut((*head.unread, *head.remarks), bounds),
    )


def _plans(head: heads.Head, bounds: Bounds) -> tuple[Plan, ...]:
    """The likeliest ways to read the columns that were weighed together; the one that agrees with the columns is the
    plan that was taken, and none where rules beside the counts decided."""
    taken = tuple(one.after.role for one in head.judged)
    return tuple(Plan(way.roles[: bounds.columns], round(way.share, 3), way.roles == taken) for way in head.plans)


def _column(column: forms.Column, judged: Judged | None, bounds: Bounds) -> Column:
    told = judged.told if judged is not None and judged.evidence.cells else None
    return Column(
        first=column.start + 1,
        last=column.end,
        prints=shortened(" / ".join(column.storeys), bounds.characters),
        role=column.role,
        decided=_decided(column, judged),
        sureness=round(column.sureness, 3),
        chance=round(told.chance(column.role), 3) if told else None,
        second=_second(column.role, told),
        cells=tuple(shortened(text, bounds.characters // 3) for text in judged.evidence.cells[:_SAMPLE])
        if judged
        else (),
    )


def _second(role: str, told: Told | None) -> Second:
    """The likeliest other role of a column."""
    others = sorted((chance, other) for other, chance in told.chances.items() if other != role) if told else []
    return Second(others[-1][1], round(others[-1][0], 3)) if others and others[-1][0] >= _LEAST else Second()


def _decided(column: forms.Column, judged: Judged | None) -> str:
    if judged is not None and judged.after.role != column.role:
        return "other-columns"
    before = judged.before if judged is not None else column
    if judged is None or not is_unknown(before):
        return _worded(before)
    if column.role == OTHER:
        return "nothing"
    head, cells = (said == column.role for said in voices(judged.evidence))
    return {(True, True): "letters-and-cells", (True, False): "letters", (False, True): "cells"}.get(
        (head, cells), "other-columns"
    )


def _worded(column: forms.Column) -> str:
    """Which word of its head says the role of a column."""
    said = [column_role(first_head(text)) for text in reversed(column.storeys)]
    if not any(column.storeys):
        return "no-word"
    spoken = next((at for at, role in enumerate(said) if role), None)
    if spoken is None:
        if bare(column.head) in spellings("side"):
            return "edge"
        return "year-or-place" if _is_dated(column.storeys) else "no-word"
    return _by(said[spoken], spoken)


def _by(role: Role, storey: int) -> str:
    if role.name == "?":
        return "word-of-several-meanings"
    if storey:
        return "word-above"
    return "known-word" if role.sureness == 1.0 else "like-known-word"


def _is_dated(storeys: Sequence[str]) -> bool:
    return any(year_of(text) or part_of_year(text) or beside_role(text) for text in storeys)
