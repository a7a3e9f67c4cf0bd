"""Columns of a head weighed together: what heads that nobody knows stand for, and what speaks against the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod

from extractors.forms.column import SHARED, Column
from extractors.forms.content import has_figure, is_placeholder, year_of
from extractors.forms.evidence.columns import Evidence, Told, Way, marginal, ways
from extractors.forms.evidence.counts import OTHER, SAMPLE
from extractors.forms.grid import Row
from extractors.forms.head_columns import BESIDE
from extractors.forms.vocabulary import column_role, spellings
from normalizers.text import bare, compact

#: Roles whose cells make a record right or wrong.
COUNTING = frozenset({"name", "target", "operator", "unit", "actual", "weight", "score", "history"})
#: Roles that a head that nobody knows is taken for, where cells and columns beside it say so, and how sure they must
#: be.
_GUESSED = frozenset({"level1", "level2", "name", "target", "operator", "unit", "actual", "weight", "score", "basis",
                      "rule", "explanation", "remark", "interim", "forecast"})  # fmt: skip
_ENOUGH, _AT_MOST = 0.6, 0.9
#: Roles that their heads alone tell.
_PLAIN_ROLES = frozenset({"joint", "adjusted", "second_score"})
#: So sure words are read as what they are that a person need not see it.
_PLAIN = 0.98
#: Below this the cells of a column speak against its head. Roles that their cells can't tell apart stand together: a
#: head that is known tells them. Names are an open class: cells like none that were counted do not speak against them.
_CONTRADICTED = 0.9
_ALIKE = (
    frozenset({"target", "actual", "history", "interim", "forecast"}),
    frozenset({"weight", "score", "weight1", "weight2"}),
    frozenset({"name", "level2", OTHER}),
)
_UNKNOWN, _UNLIKE = "a column under a head that is not known", "the cells of a column are not like its head"
#: So many ways to read the columns together are kept.
_PLANS = 4
#: A column of which so few cells are filled says nothing.
_LEAST_CELLS = 2
#: What is left of the chance beside a column that was not understood: of figures, of words, and at least.
_FIGURES, _WORDS, _LEAST = 0.7, 0.9, 0.35


@dataclass(frozen=True, slots=True)
class Judged:
    """A column as its head told it and as it was taken, by what evidence, and how likely each role is."""

    before: Column
    after: Column
    evidence: Evidence
    told: Told


@dataclass(frozen=True, slots=True)
class Weighed:
    """The columns, how likely all that count are what they are taken for, and what is doubted.

    `doubts` say why not more, of every row below; `unread` names the columns under heads that nobody knows. `judged`
    are those whose role hangs on the others, and `plans` the likeliest ways to read these together, the best first; of
    the first indicator where a row holds several.
    """

    columns: tuple[Column, ...]
    chance: float = 1.0
    doubts: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    judged: tuple[Judged, ...] = ()
    plans: tuple[Way, ...] = ()


def weighed(columns: Sequence[Column], body: Sequence[Row]) -> Weighed:
    """Roles for columns under heads that nobody knows, and how sure all of them are by what stands in their cells.

    Where a row holds several indicators the columns of each are weighed with those that all share.
    """
    groups = sorted({column.group for column in columns} - {SHARED}) or [SHARED]
    found: dict[int, Weighed] = {}
    for group in groups:
        own = [at for at, column in enumerate(columns) if column.group in (group, SHARED) and _is_weighed(column)]
        for at, one in zip(own, _together([columns[at] for at in own], body), strict=True):
            found.setdefault(at, one)
    every = [found.get(at, Weighed((column,))) for at, column in enumerate(columns)]
    return Weighed(
        tuple(column for one in every for column in one.columns),
        prod(one.chance for one in every),
        tuple(dict.fromkeys(doubt for one in every for doubt in one.doubts)),
        tuple(sentence for one in every for sentence in one.unread),
        tuple(judged for one in every for judged in one.judged),
        next((one.plans for one in every if one.plans), ()),
    )


def _is_weighed(column: Column) -> bool:
    """Whether what a column is depends on those beside it; what stands beside the indicators does not."""
    return column.role not in BESIDE | _PLAIN_ROLES


def _together(columns: Sequence[Column], body: Sequence[Row]) -> list[Weighed]:
    evidence = [_evidence(column, cells_of(column, body)) for column in columns]
    plans = ways(evidence)
    said = marginal(plans)
    guesses = _guesses(evidence, said)
    found: list[Weighed] = []
    for at, (column, known, about) in enumerate(zip(columns, evidence, said, strict=True)):
        one = _one(column, known, about, at in guesses)
        judged = Judged(column, one.columns[0], known, about)
        found.append(replace(one, judged=(judged,), plans=tuple(plans[:_PLANS])))
    return found


def cells_of(column: Column, body: Sequence[Row]) -> list[str]:
    """What stands under a column, dashes left out."""
    return [
        slot.text
        for row in body
        for slot in row.slots
        if column.start <= slot.column < column.end and slot.label and not is_placeholder(slot.text)
    ]


def is_unknown(column: Column) -> bool:
    """Whether nobody knows the column's head; a label at the left edge and a head that means nothing are known."""
    if column.role != OTHER:
        return False
    return not column_role(column.head) and bare(column.head) not in spellings("side") and not year_of(column.head)


def _evidence(column: Column, texts: Sequence[str]) -> Evidence:
    if is_unknown(column):
        return Evidence(column.head, "", 0.0, texts[:SAMPLE] if len(texts) >= _LEAST_CELLS else ())
    return Evidence(column.head, column.role, column.sureness, texts[:SAMPLE])


def _guesses(evidence: Sequence[Evidence], said: Sequence[Told]) -> set[int]:
    """The columns under unknown heads that are taken for what their cells say: the surest of each role that no known
    head has."""
    taken = {one.role for one in evidence if one.role}
    found: set[int] = set()
    for at in sorted(range(len(said)), key=lambda at: -said[at].chance(said[at].role)):
        role = said[at].role
        sure = said[at].chance(role) >= _ENOUGH and role in _GUESSED
        if sure and evidence[at].cells and not evidence[at].role and role not in taken:
            found.add(at)
            taken.add(role)
    return found


def _one(column: Column, evidence: Evidence, said: Told, is_guessed: bool) -> Weighed:
    if not evidence.cells:
        return Weighed((column,))
    if evidence.role:
        return _known(column, said)
    head = compact(column.head)
    if is_guessed:
        taken = replace(column, role=said.role, sureness=round(min(said.chance(said.role), _AT_MOST), 3))
        plain = said.chance(said.role) >= _PLAIN
        return Weighed((taken,), said.chance(said.role), (_UNKNOWN,), () if plain else (_taken(head, said.role),))
    counts = sum(share for role, share in said.chances.items() if role in COUNTING)
    figures = sum(map(has_figure, evidence.cells)) * 2 > len(evidence.cells)
    left = max(_LEAST, (1 - counts) * (_FIGURES if figures else _WORDS))
    return Weighed((column,), left, (_UNKNOWN,), (_passed(head),))


def _known(column: Column, said: Told) -> Weighed:
    like = next((roles for roles in _ALIKE if column.role in roles), {column.role})
    chance = sum(said.chance(role) for role in like)
    if column.role not in COUNTING or chance >= _CONTRADICTED:
        return Weighed((column,))
    return Weighed((replace(column, sureness=round(chance, 3)),), chance, (_UNLIKE,))


def _taken(head: str, role: str) -> str:
    return f"the head {_quoted(head)} is not known: its column is read as {role}"


def _passed(head: str) -> str:
    return f"the head {_quoted(head)} is not known: its column was not read"


def _quoted(head: str) -> str:
    return f"“{head[:20]}”" if head else "of a column without words"
