"""Columns of a head weighed together: what heads that nobody knows stand for, and what speaks against the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod

from extractors.forms.columns.column import SHARED, Column
from extractors.forms.columns.columns_together import POINTS_OF, points_of_levels
from extractors.forms.columns.grouping import grouping_of
from extractors.forms.columns.guesses import LEVELS, POINTS, WORDLESS, Guess, guesses
from extractors.forms.columns.head_columns import BESIDE
from extractors.forms.columns.storeys import is_grade
from extractors.forms.evidence.columns import Evidence, Told, Way, marginal, told, ways
from extractors.forms.evidence.counts import FIGURES, OTHER, SAMPLE, counts
from extractors.forms.evidence.fit import is_level_name
from extractors.forms.grid import Row
from extractors.forms.words.content import has_figure, is_placeholder, year_of
from extractors.forms.words.vocabulary import (
    column_role,
    listed,
    marks_in,
    meanings,
    qualified_role,
    role_of,
    spellings,
)
from normalizers.confidence import REVIEW_BELOW
from normalizers.names.names import without_number
from normalizers.text import bare, compact, fold

#: Roles whose cells make a record right or wrong.
COUNTING = frozenset({"name", "target", "operator", "unit", "actual", "weight", "score", "history"})
#: No column that cells told is surer.
_AT_MOST = 0.9
#: Roles that their heads alone tell.
_PLAIN_ROLES = frozenset({"joint", "adjusted", "second_score", "upper_bound"})
#: So sure a column under a head, whose words speak too, is told by its cells that a person need not see it. Of 95
#: columns of Word forms between this and what one without a head needs, their heads hidden, 3 were told wrongly, levels
#: and names.
_PLAIN = 0.9
#: Below this the cells of a column speak against its head. Roles that their cells can't tell apart stand together: a
#: head that is known tells them. Names are an open class: cells like none that were counted do not speak against them.
_CONTRADICTED = 0.9
_OF_LEVELS = frozenset(POINTS_OF.values())
_ALIKE = (FIGURES, POINTS, frozenset({"name", "level2", OTHER}))
#: Roles of figures and their parts: such cells under a head of words say that the heads stand over other columns.
_OF_VALUES = COUNTING - {"name"}
#: What is left of the role of a head where the cells below belie it.
_BELIED = 0.05
_UNKNOWN, _UNLIKE = "a column under a head that is not known", "the cells of a column are not like its head"
#: The doubt about a column of which its cells and those beside it leave hardly one.
_TOLD_BY_CELLS = "a head that is not known was told by the cells under it"
#: So many ways to read the columns together are kept.
_PLANS = 4
#: A column whose cells reach over so few rows says nothing.
_LEAST_ROWS = 2
#: What is left of the chance beside a column that was not understood: of figures, of words, and at least.
_FIGURES, _WORDS, _LEAST = 0.7, 0.9, 0.35
#: No cell that prints a value has more characters.
_LONGEST_VALUE = 15


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

    `doubts` say why not more, of every row below; `unread` names the columns under heads that nobody knows, `remarks`
    those of them that are sure to hold nothing that a record is judged by. `judged` are the columns whose role hangs on
    the others, and `plans` the likeliest ways to read these together, the best first; of the first indicator where a
    row holds several.
    """

    columns: tuple[Column, ...]
    chance: float = 1.0
    doubts: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    judged: tuple[Judged, ...] = ()
    plans: tuple[Way, ...] = ()


def weighed(columns: Sequence[Column], body: Sequence[Row]) -> Weighed:
    """Roles for columns under heads that nobody knows, and how sure all of them are by what stands in their cells.

    Where a row holds several indicators the columns of each are weighed with those that all share.
    """
    groups = sorted({column.group for column in columns} - {SHARED}) or [SHARED]
    held = frozenset(role for column in columns if not _is_weighed(column) for role in (column.role, *column.joined))
    found: dict[int, Weighed] = {}
    for group in groups:
        own = [at for at, column in enumerate(columns) if column.group in (group, SHARED) and _is_weighed(column)]
        for at, one in zip(own, _together([columns[at] for at in own], body, held), strict=True):
            found.setdefault(at, one)
    every = [found.get(at, Weighed((column,))) for at, column in enumerate(columns)]
    return Weighed(
        tuple(column for one in every for column in one.columns),
        prod(one.chance for one in every),
        tuple(dict.fromkeys(doubt for one in every for doubt in one.doubts)),
        tuple(sentence for one in every for sentence in one.unread),
        tuple(sentence for one in every for sentence in one.remarks),
        tuple(judged for one in every for judged in one.judged),
        next((one.plans for one in every if one.plans), ()),
    )


def _is_weighed(column: Column) -> bool:
    """Whether what a column is depends on those beside it; what stands beside the indicators does not, nor the bounds
    of grades."""
    return column.role not in BESIDE | _PLAIN_ROLES and not (column.role == "rule" and is_grade(column.head))


def _together(columns: Sequence[Column], body: Sequence[Row], held: frozenset[str]) -> list[Weighed]:
    evidence = _evidence_of(columns, body)
    said = told(evidence, held | _names_among(evidence))
    heard = (_heard(column, one, about) for column, one, about in zip(columns, evidence, said, strict=True))
    columns = [_meant(column, about) for column, about in zip(heard, said, strict=True)]
    evidence = _evidence_of(columns, body)
    plans = ways(evidence, held := held | _names_among(evidence))
    said = marginal(plans)
    taken = guesses(columns, evidence, said, body)
    found: list[Weighed] = []
    for at, (column, known, about) in enumerate(zip(columns, evidence, said, strict=True)):
        one = _one(column, known, about, taken.get(at))
        one = one if known.cells else _lone(one, body)
        judged = Judged(column, one.columns[0], known, about)
        found.append(replace(one, judged=(judged,), plans=tuple(plans[:_PLANS])))
    return found


def _lone(one: Weighed, body: Sequence[Row]) -> Weighed:
    """A column that says too little to be told; doubted where a figure stands in it under a head that nobody knows."""
    (column,) = one.columns
    texts = cells_of(column, body)
    if not is_unknown(column) or not column.head or _counts_rows(texts) or not any(map(has_figure, texts)):
        return one
    return replace(one, chance=_FIGURES, doubts=(_UNKNOWN,), unread=(_passed(compact(column.head)),))


def cells_of(column: Column, body: Sequence[Row]) -> list[str]:
    """What stands under a column, dashes left out."""
    return [
        slot.text
        for row in body
        for slot in row.slots
        if column.start <= slot.column < column.end and slot.label and not is_placeholder(slot.text)
    ]


def is_unknown(column: Column) -> bool:
    """Whether nobody knows the column's head, or its cells belie it; a label at the left edge, a head that means
    nothing, one of codes and the label of a form's other cells are known."""
    if (
        column.role != OTHER
        or role_of("fields", column.head).sureness == 1.0
        or bare(column.head).endswith(listed("money", "codes"))
    ):
        return False
    is_side = column.start == 0 and bare(column.head) in spellings("side")
    return not is_side and (not column.sureness or not column_role(column.head)) and not year_of(column.head)


def _reaches_down(column: Column, body: Sequence[Row]) -> bool:
    """Whether the column's own head is merged over most of the rows: the label at the edge of the table."""
    cells = [slot for row in body for slot in row.slots if slot.column == column.start and slot.continues]
    return 2 * sum(slot.origin.text == column.head for slot in cells) > len(body)


def _evidence_of(columns: Sequence[Column], body: Sequence[Row]) -> list[Evidence]:
    """What is known of each column; of several of points those behind a level are its own."""
    evidence = [_evidence(column, _plain_cells(column, body), body) for column in columns]
    roles = points_of_levels([one.role for one in evidence])
    return [replace(one, role=role) for one, role in zip(evidence, roles, strict=True)]


def _plain_cells(column: Column, body: Sequence[Row]) -> list[str]:
    """What stands under a column, without the numbers that count the indicators, and what these leave of a template;
    of several figures in a cell, a line each, every one."""
    return [plain for text in cells_of(column, body) for part in _values_in(text) if (plain := _unnumbered(part))]


def _values_in(text: str) -> list[str]:
    lines = [line for line in text.split("\n") if line.strip()]
    return lines if len(lines) > 1 and _hold_figures(list(map(_unnumbered, lines))) else [text]


def _unnumbered(text: str) -> str:
    return without_number(text).strip()


def _evidence(column: Column, texts: Sequence[str], body: Sequence[Row]) -> Evidence:
    if is_unknown(column):
        cells = (slot for row in body for slot in row.between(column.start, column.end) if slot.label)
        is_side = (len(texts) == 1 and not is_level_name(texts[0])) or _reaches_down(column, body)
        says_nothing = is_side or sum(slot.origin.rowspan for slot in cells) < _LEAST_ROWS or _counts_rows(texts)
        return Evidence(column.head, "", 0.0, () if says_nothing else texts[:SAMPLE], grouping_of(column, body))
    return Evidence(column.head, column.role, column.sureness, texts[:SAMPLE], grouping_of(column, body))


def _heard(column: Column, evidence: Evidence, said: Told) -> Column:
    """The column; one whose head is not known to the letter, and which its cells belie, as one that nobody knows."""
    is_told = column.role != OTHER and 0 < evidence.sureness < 1
    by_likeness = is_told and not meanings(evidence.head) and not column.period
    is_belied = by_likeness and bool(evidence.cells) and _kin_chance(evidence.role, said) < _BELIED
    return replace(column, role=OTHER, sureness=0.0) if is_belied else column


def _meant(column: Column, said: Told) -> Column:
    """The column; one whose head has several meanings, as the one that its cells say where they belie the other."""
    is_other = said.role in meanings(column.head) and _kin_chance(column.role, said) < _BELIED
    return replace(column, role=said.role) if is_other else column


def _kin_chance(role: str, said: Told) -> float:
    """How likely a column has a role, or one that cells can't tell from it."""
    return sum(map(said.chance, next((roles for roles in _ALIKE if role in roles), {role})))


def _names_among(evidence: Sequence[Evidence]) -> frozenset[str]:
    """The role of names, where none has it and the deepest known level holds other words than the standard ones."""
    roles = {one.role: one for one in evidence}
    deepest = roles.get("level2") or roles.get("level1")
    if "name" in roles or deepest is None or 2 * sum(map(is_level_name, deepest.cells)) > len(deepest.cells):
        return frozenset()
    return frozenset({"name"})


def _counts_rows(texts: Sequence[str]) -> bool:
    """Whether the cells are running numbers."""
    return len(texts) > _LEAST_ROWS and [fold(text) for text in texts] == [str(at) for at in range(1, len(texts) + 1)]


def _one(column: Column, evidence: Evidence, said: Told, guess: Guess | None) -> Weighed:
    if not evidence.cells:
        return Weighed((column,))
    if evidence.role:
        return _known(column, said)
    head = compact(column.head)
    counting = sum(share for role, share in said.chances.items() if role in COUNTING)
    if guess is not None:
        role, chance = qualified_role(guess[0], marks_in(column.head)), guess[1]
        plain = _PLAIN if head else WORDLESS
        taken = replace(column, role=role, sureness=round(min(chance, _AT_MOST), 3))
        # Cells that all are standard names of levels say it outright.
        if chance >= plain and role in LEVELS and all(map(is_level_name, evidence.cells)):
            return Weighed((taken,), chance)
        if chance >= plain:
            return Weighed((taken,), chance, (_TOLD_BY_CELLS,))
        open_to = counting - sum(said.chance(points) for points in POINTS if role in _OF_LEVELS)
        matters = role in COUNTING | LEVELS or open_to > 1 - WORDLESS
        # Which level it is, its words say again in each cell.
        of_kind = sum(map(said.chance, LEVELS)) if role in LEVELS else chance
        return _doubted(taken, chance, _taken(head, role), matters, bool(head) and of_kind > REVIEW_BELOW)
    figures = _hold_figures(evidence.cells)
    left = max(_LEAST, (1 - counting) * (_FIGURES if figures else _WORDS))
    matters = figures or counting > 1 - WORDLESS
    return _doubted(column, left, _passed(head), matters, bool(head) and not figures and left > REVIEW_BELOW)


def _hold_figures(texts: Sequence[str]) -> bool:
    """Whether most cells of a column hold a figure, and are no sentences that speak of some."""
    return sum(has_figure(text) and len(compact(text)) <= _LONGEST_VALUE for text in texts) * 2 > len(texts)


def _doubted(column: Column, chance: float, sentence: str, matters: bool, is_likely: bool = False) -> Weighed:
    """A column under a head that nobody knows: a person must look where it matters to a record and is told less surely
    than what needs no person."""
    if matters:
        return Weighed((column,), chance, (_UNKNOWN,), *(((), (sentence,)) if is_likely else ((sentence,),)))
    return Weighed((column,), chance, (_TOLD_BY_CELLS,), (), (sentence,))


def _known(column: Column, said: Told) -> Weighed:
    chance = _kin_chance(column.role, said)
    if column.role not in COUNTING and not (chance < _BELIED and _holds_words(column.role) and said.role in _OF_VALUES):
        return Weighed((column,))
    if chance >= _CONTRADICTED:
        return Weighed((column,))
    return Weighed((replace(column, sureness=round(chance, 3)),), chance, (_UNLIKE,))


def _holds_words(role: str) -> bool:
    """Whether a role is one of words whose cells were counted; of other columns, such as rates, no cell is odd."""
    return role in counts().roles and role not in FIGURES | POINTS | {OTHER}


def _taken(head: str, role: str) -> str:
    return f"the head {_quoted(head)} is not known: its column is read as {role}"


def _passed(head: str) -> str:
    return f"the head {_quoted(head)} is not known: its column was not read"


def _quoted(head: str) -> str:
    return f"“{head[:20]}”" if head else "of a column without words"
