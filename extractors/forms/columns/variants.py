"""Tables that print several indicators in a row: a target a horizon, a value a place or a project, or two halves with
names each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractors.forms.columns.column import SHARED, Column, Variant
from extractors.forms.columns.head_columns import BESIDE, texts_at
from extractors.forms.evidence.counts import counts
from extractors.forms.evidence.fit import cues
from extractors.forms.grid import Row, Slot
from extractors.forms.labels.labels import label_of
from extractors.forms.words.content import has_figure, is_prose
from extractors.forms.words.times import WHOLE, time_of
from extractors.forms.words.vocabulary import column_role, marks_in
from extractors.tables.counted import Extent
from normalizers.text import bare, compact

_HORIZONS = ("long-term", "annual")
#: Roles whose columns a variant has of its own.
_OF_VALUES = frozenset(
    {"target", "actual", "operator", "unit", "weight", "score", "interim", "forecast", "remark", "other"}
)
#: Roles that a word over several columns may give to all of them.
_POINTS = frozenset({"weight", "score"})
_TOLD_FROM_ABOVE = frozenset({"target", "actual"}) | _POINTS
#: Among what the cells of a column of values may be told as.
_VALUES = frozenset({"target", "actual", "history", "interim", "forecast"})
_LONGEST_PLACE = 12
_SHORTEST_PROJECT, _LONGEST_PROJECT = 5, 40
#: How sure it is that columns hold a value a place, where their heads end as places do, and where only their shape says
#: so.
_NAMED_PLACES, _SHAPED_PLACES = 0.97, 0.8
#: The same of two halves about two horizons of which neither says its own.
_UNSAID = 0.6
#: How sure the role of a column is that only its cells and the columns beside it tell.
_TOLD = 0.9


@dataclass(frozen=True, slots=True)
class Plan:
    """The columns of a table with their groups, what each group is about, and how sure that is."""

    columns: tuple[Column, ...]
    variants: tuple[Variant, ...] = (Variant(),)
    chance: float = 1.0


def horizon_of(side: str) -> str:
    """`long-term` or `annual` by the merged cell at the table's left edge; empty where it does not say."""
    time = time_of(side)
    return time if time in _HORIZONS else ""


def of_values(columns: Sequence[Column], body: Sequence[Row]) -> Plan:
    """The plan of a table whose rows have one name and, it may be, several targets."""
    whole = _with_targets(columns, body)
    targets = [column for column in whole if column.role == "target"]
    if len(targets) < 2 or sum(column.role == "name" and column.sureness >= _TOLD for column in whole) > 1:
        return Plan(tuple(_left_to_cells(columns)))
    depth = _depth(targets)
    keys = list(dict.fromkeys(_key(column, depth) for column in targets))
    variants, chance = _about(keys)
    alike = chance > _SHAPED_PLACES or all(_holds_values(column, body) for column in targets)
    if not variants or not alike:
        return Plan(tuple(_left_to_cells(columns)))
    grouped = (_grouped(column, keys, depth) for column in whole)
    return Plan(tuple(grouped), variants, chance)


def _depth(targets: Sequence[Column]) -> int:
    """The storey, from the top, in which the heads of the targets begin to differ."""
    least = min(len(column.storeys) for column in targets)
    return next((at for at in range(least) if len({bare(c.storeys[at]) for c in targets}) > 1), max(0, least - 1))


def _key(column: Column, depth: int) -> str:
    return compact(column.storeys[depth]) if depth < len(column.storeys) else ""


def _grouped(column: Column, keys: Sequence[str], depth: int) -> Column:
    key = _key(column, depth)
    own = column.role in _OF_VALUES and key in keys
    return replace(column, group=keys.index(key)) if own else column


def _about(keys: Sequence[str]) -> tuple[tuple[Variant, ...], float]:
    """What each group is about, and how sure that is; nothing where the heads say no horizons, places or projects."""
    said = [_horizon(key) for key in keys]
    if "long-term" in said and all(h or _is_target(key) for h, key in zip(said, keys, strict=True)):
        return tuple(Variant(horizon or "annual") for horizon in said), 1.0
    named = [key for key in keys if not _is_target(key)]
    if len(keys) < 2 or len(named) < min(2, len(keys)) or any(marks_in(key) or column_role(key) for key in named):
        return (), 0.0
    if _name_projects(named):
        return tuple(Variant(project=key if key in named else "") for key in keys), _SHAPED_PLACES
    if not all(map(_may_be_place, named)):
        return (), 0.0
    endings = sum(map(_ends_as_place, named)) * 2 > len(named)
    variants = tuple(Variant(place=_place_in(key) if key in named else "") for key in keys)
    return variants, _NAMED_PLACES if endings else _SHAPED_PLACES


def _left_to_cells(columns: Sequence[Column]) -> list[Column]:
    """The columns, those as unknown that have their role from a word over several, where another has it too: what parts
    a value has, or what is beside it, their cells tell."""
    counted = Counter(column.role for column in columns)
    return [
        replace(column, role="other") if counted[column.role] > 1 and _is_told_from_above(column) else column
        for column in columns
    ]


def _is_told_from_above(column: Column) -> bool:
    """Whether a head over several columns says the role of one of them, whose own head says nothing of it."""
    if column.role not in _TOLD_FROM_ABOVE or len(column.storeys) < 2 or column_role(column.head):
        return False
    return column.role in _POINTS or not marks_in(column.head)


def _is_target(key: str) -> bool:
    return column_role(key).name == "target"


def _horizon(head: str) -> str:
    """The horizon of a value by its head: beside one year, the whole of something is several."""
    time = time_of(head)
    return "long-term" if time == WHOLE else time


def _name_projects(heads: Sequence[str]) -> bool:
    """Whether heads are called as projects are, most of them by how they end."""
    ending = sum(bare(head).endswith(cues("project_ends")) for head in heads)
    return ending * 2 > len(heads) and all(_SHORTEST_PROJECT <= len(head) <= _LONGEST_PROJECT for head in heads)


def _place_in(head: str) -> str:
    """The place that a head names, without what makes it a part of the whole: 其中：一连."""
    return label_of(head).text if label_of(head).part else head


def _may_be_place(head: str) -> bool:
    return 1 < len(_place_in(head)) <= _LONGEST_PLACE and not has_figure(head)


def _ends_as_place(head: str) -> bool:
    return label_of(head).part or bare(head).endswith(cues("place_endings"))


def _with_targets(columns: Sequence[Column], body: Sequence[Row]) -> list[Column]:
    """The columns with neighbours under heads that nobody knows as targets, where their cells are values and their
    heads say horizons, places or projects."""
    found = list(columns)
    for run in _unknown_runs(columns, body):
        heads = [columns[at].head for at in run]
        horizons = {_horizon(head) for head in heads}
        free = not any(column.role == "target" for column in columns)
        places = sum(map(_ends_as_place, heads)) * 2 > len(heads) and all(map(_may_be_place, heads))
        places = places or (free and _name_projects(heads))
        if (free and horizons == set(_HORIZONS)) or (places and not {"long-term", "annual"} & horizons):
            for at in run:
                found[at] = replace(columns[at], role="target", sureness=_TOLD)
    return found


def _unknown_runs(columns: Sequence[Column], body: Sequence[Row]) -> list[list[int]]:
    """Lots of two and more neighbours under heads that nobody knows, over cells that are values."""
    runs: list[list[int]] = [[]]
    for at, column in enumerate(columns):
        if _is_unknown_value(column, body) or _is_of_place(column, body):
            runs[-1].append(at)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) > 1]


def _is_of_place(column: Column, body: Sequence[Row]) -> bool:
    """Whether a head that nobody knows ends as places do over figures, whatever their unit."""
    texts = texts_at(body, column.start)
    figures = 2 * sum(map(has_figure, texts)) > len(texts)
    return figures and column.role == "other" and _may_be_place(column.head) and _ends_as_place(column.head)


def _is_unknown_value(column: Column, body: Sequence[Row]) -> bool:
    """Whether a head that nobody knows stands over cells that are values."""
    is_unknown = column.role == "other" and bool(column.head) and not column_role(column.head)
    return is_unknown and _holds_values(column, body)


def _holds_values(column: Column, body: Sequence[Row]) -> bool:
    texts = texts_at(body, column.start)
    if not texts:
        return False
    model = counts()
    return model.roles[int(model.cells(texts).argmax())] in _VALUES


def of_names(columns: Sequence[Column], upper: Sequence[tuple[str, Extent]], body: Sequence[Row]) -> Plan:
    """The plan of a table in two halves, each with its names; long-term first, as the older forms print it.

    Halves without a name in both are one list that goes on beside itself: where most rows have other levels in them,
    unless each half says a horizon of its own, or without levels, where none says one. A second column of names
    without values beside it (指标内容 behind 三级指标 and its value) explains the first. `upper` is what stands over
    the head, and over which columns.
    """
    names = [i for i, column in enumerate(columns) if column.role == "name"]
    if len(names) < 2 or not any(c.role == "target" for c in columns[names[0] : names[1]]):
        return Plan(tuple(columns))
    if not any(column.role in _VALUES or _is_unknown_value(column, body) for column in columns[names[1] + 1 :]):
        return Plan(tuple(replace(c, role="explanation") if i in names[1:] else c for i, c in enumerate(columns)))
    split = names[1] - 1 if columns[names[1] - 1].role == "level2" else names[1]
    shared = {"level1", *BESIDE}
    halves = [c if c.role in shared else replace(c, group=int(i >= split)) for i, c in enumerate(columns)]
    said = tuple(_half(halves, group, upper) for group in (0, 1))
    apart = _stand_apart(_levels_of(columns, names), body)
    goes_on = (apart and set(said) != set(_HORIZONS)) or (split == names[1] and not any(said))
    if goes_on and _differ(texts_at(body, columns[at].start) for at in names[:2]):
        return Plan(tuple(halves), (Variant(), Variant()), _SHAPED_PLACES)
    horizons = (
        said if set(said) == set(_HORIZONS) else ("long-term", "long-term" if said[1] == "long-term" else "annual")
    )
    return Plan(tuple(halves), tuple(map(Variant, horizons)), 1.0 if any(said) else _UNSAID)


def _levels_of(columns: Sequence[Column], names: Sequence[int]) -> list[Column]:
    """The column of levels right before each of the first two of names."""
    return [columns[at - 1] for at in names[:2] if at and columns[at - 1].role in ("level1", "level2")]


def _stand_apart(levels: Sequence[Column], body: Sequence[Row]) -> bool:
    """Whether other levels stand in the two columns of most rows: halves about two horizons have the same ones."""
    if len(levels) < 2:
        return False
    pairs = [[bare(slot.origin.text) for one in levels for slot in row.slots if _covers(slot, one)] for row in body]
    full = [pair for pair in pairs if len(pair) == 2 and all(pair)]
    return 2 * sum(left != right for left, right in full) > len(full)


def _covers(slot: Slot, column: Column) -> bool:
    return slot.column <= column.start < slot.end


def _differ(lists: Iterable[Sequence[str]]) -> bool:
    """Whether there are names in the first list, and none of them in the other."""
    one, other = ({bare(name) for name in names} - {""} for names in lists)
    return bool(one) and not one & other


def _half(halves: Sequence[Column], group: int, upper: Sequence[tuple[str, Extent]]) -> str:
    """The horizon that the heads of a half name, else what stands over them; empty where neither names one. Goals in
    running text, which stand over halves too, name none."""
    own = [c for c in halves if c.group == group and c.role in ("name", "target")]
    start = min(c.start for c in own)
    over = {_horizon(text) for text, (left, right) in upper if left <= start < right and not is_prose(text)}
    said = {_horizon(head) for column in own for head in column.storeys}
    return next((horizon for names in (said, over) for horizon in _HORIZONS if horizon in names), "")


def columns_of_variant(columns: Sequence[Column], group: int) -> list[Column]:
    """The columns that the indicators of a variant have: its own, and those that all share."""
    return [column for column in columns if column.group in (group, SHARED)]
