"""Which columns a head in running text stands for, and in which order their cells come: the likeliest plan of some.

A head is printed storey by storey, its cells row by row: a wide head (年度指标值) stands before heads that belong
beside it and far from its own (指标性质, 指标值, 单位). Levels may stand in rows of their own under a head that names
none. What an unknown head stands for is told by the cells that a first reading puts under it. Every plan is tried on
the beginning of the rows; the runner-up says how sure the best is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product, takewhile
from math import exp

from extractors.forms.columns.columns_together import points_of_levels
from extractors.forms.columns.head_columns import BESIDE
from extractors.forms.evidence.columns import Evidence, told
from extractors.forms.evidence.counts import OTHER
from extractors.forms.evidence.fit import cues
from extractors.forms.evidence.likelihoods import NUMBER, SHARE
from extractors.forms.evidence.spans import spans_of
from extractors.forms.lattice.decoding import Decoder, Found
from extractors.forms.lattice.pieces import Lattice
from extractors.forms.lattice.rates import usual_rates
from extractors.forms.lattice.separators import usual
from extractors.forms.words.vocabulary import column_role, meanings, part_of_year
from extractors.knowledge import knowledge
from normalizers.text import bare

#: (role, as printed) of each head, in the order of the cells; a level in rows of its own is printed nowhere.
Words = tuple[tuple[str, str], ...]

#: Roles that several columns may have; of level and name those of two halves side by side.
_SEVERAL = frozenset({"history", "note", "explanation", "remark", "target", "name", OTHER})
_HISTORY = "history"
_LEVELS = ("level1", "level2")
_VALUES = frozenset(
    {"target", "operator", "unit", "adjusted", "actual", "history", "interim", "forecast", "weight", "score"}
)
_OVER = frozenset({"target", "actual", "history", "weight", "score"})
_POINTS = frozenset({"weight", "score"})
_WIDE = _VALUES | {OTHER, "name", "level1", "level2", "remark"}
#: The order as printed is likelier than any other by so much, a role that cells tell by so much less.
_AS_PRINTED, _TOLD, _ENOUGH = 6.0, 2.0, 0.5
#: A layout of as many columns as the head has cells is likelier by so much, and one that a known head cell bears out.
_AS_MANY, _KNOWN_HEAD = 12.0, 4.0
_MOST_PLANS, _MOST_LOWER, _MOST_SEVERAL = 14, 4, 3
#: A plan in which rows have two names without a value between them: the first is a level, or the second explains it.
_NAMED_TWICE = -40.0
#: Likelihoods of plans are surer of themselves than they are right: so much flatter is the chance of the best.
_FLATTER = 4.0


@dataclass(frozen=True, slots=True)
class Plan:
    """The columns of a table in text; `chance` says how likely they are beside the runner-up."""

    words: Words
    chance: float = 1.0

    @property
    def roles(self) -> tuple[str, ...]:
        """The role of each column."""
        return tuple(role for role, _ in self.words)


def likeliest(words: Words, sample: Lattice) -> Plan:
    """The plan under which the first rows are likeliest."""
    tried = _Tried(sample)
    words = _with_numbers(_with_points_of_levels(words))
    for order, plan in enumerate(orders(_with_shares(words))):
        tried.add(plan, _AS_PRINTED if not order else 0.0)
    tried.add(words, _AS_PRINTED)
    for plan in (*_by_cells(tried.best, tried.cells()), *_with_results(tried.best)):
        tried.add(plan, -_TOLD)
    return Plan(tried.best, tried.chance())


def likeliest_layout(cells: Sequence[str], sample: Lattice) -> Plan:
    """The layout of forms under which the first rows are likeliest, where nobody knows the head whose cells these are;
    its columns bear the words that forms print over them."""
    heads = knowledge("content")["heads"]
    known = [column_role(cell).name for cell in cells]
    tried = _Tried(sample)
    for layout in _layouts():
        same = sum(role == other for role, other in zip(layout, known, strict=False))
        bonus = _KNOWN_HEAD * same + (_AS_MANY if len(layout) == len(cells) else 0.0)
        tried.add(tuple((role, heads[role]) for role in layout), bonus)
    return Plan(tried.best, tried.chance())


def _with_points_of_levels(words: Words) -> Words:
    """The columns, those of points that stand behind a level as its own."""
    roles = points_of_levels([role for role, _ in words])
    return tuple((role, printed) for role, (_, printed) in zip(roles, words, strict=True))


def _with_numbers(words: Words) -> Words:
    """The columns, those that count the rows by their head (序号) as such: nothing but whole numbers stands there."""
    return tuple((NUMBER if role == OTHER and bare(printed) in cues("row_numbers") else role, printed)
                 for role, printed in words)  # fmt: skip


def _with_shares(words: Words) -> Words:
    """The columns, those of what is computed as a share by their head (偏离度, 完成率) as such."""
    return tuple((SHARE if role == OTHER and _is_share(printed) else role, printed) for role, printed in words)


def _is_share(printed: str) -> bool:
    """Whether a head that is known asks for a share of something."""
    return bare(printed).endswith(cues("share_ends")) and column_role(printed).name in (OTHER, "?")


@cache
def _layouts() -> tuple[tuple[str, ...], ...]:
    """The columns of usual layouts, with both levels and with one."""
    behind = [tuple(layout.split()) for layout in knowledge("content")["layouts"]["behind_levels"]]
    return tuple((*levels, *layout) for layout in behind for levels in (_LEVELS, _LEVELS[1:]))


def orders(words: Words) -> list[Words]:
    """The orders in which the cells of a head's columns may come, that of the head first."""
    found = dict.fromkeys(
        (
            words,
            *_alone(words),
            *_told_apart(words),
            *_meant_otherwise(words),
            *_explained(words),
            *_levels_in_front(words),
            *_levels_below(words),
            *_values_below(words),
            *_places_below(words),
        )
    )
    several = list(found)[:_MOST_PLANS]
    return [*several, *(_with_levels_apart(each) for each in several if _lacks_levels(each))]


def _alone(words: Words) -> Iterator[Words]:
    """The columns without those that say what a group of rows is about: these may be labels over the table."""
    inner = tuple(word for word in words if word[0] not in BESIDE)
    if len(inner) < len(words):
        yield inner


def _told_apart(words: Words) -> Iterator[Words]:
    """Of two columns of one role one may hold other words (正向指标, 绩效基本型): its head has several meanings."""
    roles = [role for role, _ in words]
    for at, (role, printed) in enumerate(words):
        if role not in _SEVERAL and roles.count(role) > 1:
            yield (*words[:at], (OTHER, printed), *words[at + 1 :])


def _meant_otherwise(words: Words) -> Iterator[Words]:
    """Heads of several meanings (指标性质, 指标类型) with others than the first, each one that no other head has."""
    several = [at for at, (role, printed) in enumerate(words) if set(meanings(printed)) - {role}][:_MOST_SEVERAL]
    taken = [role for at, (role, _) in enumerate(words) if at not in several]
    choices = [[words[at][0], *(role for role in meanings(words[at][1]) if role != OTHER)] for at in several]
    for meant in product(*choices):
        roles = dict(zip(several, meant, strict=True))
        if not any(role in taken or meant.count(role) > 1 for role in meant):
            yield tuple((roles.get(at, role), printed) for at, (role, printed) in enumerate(words))


def _explained(words: Words) -> Iterator[Words]:
    """Of two columns of names side by side the second may explain the first, or the first be one more level."""
    for at in range(1, len(words)):
        if words[at][0] == words[at - 1][0] == "name":
            yield (*words[:at], ("explanation", words[at][1]), *words[at + 1 :])
            yield (*words[: at - 1], ("level3", words[at - 1][1]), *words[at:])


def _levels_in_front(words: Words) -> Iterator[Words]:
    """Of heads of which none is a level's the one or two in front of the last of names (评价指标, 评价内容, 指标名称)
    as those of the levels."""
    roles = [role for role, _ in words]
    last = len(roles) - 1 - roles[::-1].index("name") if "name" in roles else 0
    if _lacks_levels(words) and 0 < last <= len(_LEVELS) and set(roles[:last]) <= {"name", OTHER}:
        levels = zip(_LEVELS[-last:], words[:last], strict=True)
        yield (*((level, printed) for level, (_, printed) in levels), *words[last:])


def _levels_below(words: Words) -> Iterator[Words]:
    """Of a head whose lower storey begins with the levels: these first, what follows them under one of the others."""
    roles = [role for role, _ in words]
    first = next((at for at, role in enumerate(roles) if role in (*_LEVELS, "name")), 0)
    if not first or not _OVER & set(roles[:first]):
        return
    upper, lower = words[:first], words[first:]
    count = max(at for at, (role, _) in enumerate(lower, 1) if role in (*_LEVELS, "name"))
    levels, rest = lower[:count], lower[count:]
    if rest:
        yield from ((*levels, *upper[:at], *rest, *upper[at + 1 :]) for at in range(len(upper)))
    yield (*levels, *rest, *upper)


def _values_below(words: Words) -> Iterator[Words]:
    """Of a head whose last words may be a lower storey of values: these in the place of each head that may be wide.
    Years at the end stand under the nearest head over what was reached before, which may be of a middle storey."""
    years = sum(1 for _ in takewhile(lambda word: word[0] == _HISTORY, reversed(words)))
    over = next((at for at in range(len(words) - years - 1, -1, -1) if words[at][0] == _HISTORY), -1)
    if years and over >= 0:
        inner = (*words[:over], *words[-years:], *words[over + 1 : -years])
        yield inner
        yield from _values_below(inner)
        return
    for count in range(2, _MOST_LOWER + 1):
        upper, lower = words[:-count], words[-count:]
        if not upper or not all(role in _VALUES for role, _ in lower):
            return
        for at in range(len(upper) - 1, -1, -1):
            if _may_stand_over(upper[at][0], {role for role, _ in lower}):
                yield (*upper[:at], *lower, *upper[at + 1 :])


def _places_below(words: Words) -> Iterator[Words]:
    """Of a head whose last words are places (甲县 乙县) these in the place of the target, each over its own values."""
    count = sum(1 for _ in takewhile(_is_of_place, reversed(words)))
    over = next((at for at, (role, _) in enumerate(words) if role == "target"), -1)
    if count > 1 and over >= 0:
        places = [("target", printed) for _, printed in words[-count:]]
        yield (*words[:over], *places, *words[over + 1 : -count])


def _is_of_place(word: tuple[str, str]) -> bool:
    return word[0] == OTHER and bare(word[1]).endswith(cues("place_endings"))


def _may_stand_over(role: str, lower: Set[str]) -> bool:
    """Whether a head may be wide, over heads of these roles: one of points stands over points alone."""
    return role in _WIDE and role not in _LEVELS and (role not in _POINTS or lower <= _POINTS)


def _names_twice(roles: Sequence[str]) -> bool:
    """Whether a row would have two names side by side, no value of the first between them."""
    inner = [role for role in roles if role == "name" or role in _VALUES]
    return ("name", "name") in pairwise(inner)


def _lacks_levels(words: Words) -> bool:
    return "name" in dict(words) and not dict(words).keys() & set(_LEVELS)


def _with_levels_apart(words: Words) -> Words:
    return (("level1", ""), ("level2", ""), *words)


def _by_cells(words: Words, cells: Sequence[Sequence[str]]) -> Iterator[Words]:
    """The plan with the roles that cells tell for heads that nobody knows; a part of the year has no result of the
    whole one."""
    evidence = [Evidence(printed, "" if role == OTHER else OTHER if role in (NUMBER, SHARE) else role, 0.98, texts)
                for (role, printed), texts in zip(words, cells, strict=True)]  # fmt: skip
    taken = {role for role, _ in words}
    for at, said in enumerate(told(evidence)):
        role = said.role
        if role == "actual" and part_of_year(words[at][1]):
            continue
        if words[at][0] == OTHER and role not in taken and role != OTHER and said.chance(role) >= _ENOUGH and cells[at]:
            yield (*words[:at], (role, words[at][1]), *words[at + 1 :])


def _with_results(words: Words) -> Iterator[Words]:
    """The plan with a head that nobody knows, nor names a time (实施进度), right behind the targets as that of results,
    where no other is."""
    roles = [role for role, _ in words]
    at = roles.index("target") + 1 if "target" in roles and "actual" not in roles else len(words)
    if at < len(words) and roles[at] == OTHER and not (column_role(words[at][1]) or part_of_year(words[at][1])):
        yield (*words[:at], ("actual", words[at][1]), *words[at + 1 :])


class _Tried:
    """The plans tried on a sample: the best of them, and how likely it is."""

    def __init__(self, sample: Lattice) -> None:
        self._sample, self._spans = sample, spans_of(sample)
        self._worths: dict[Words, float] = {}
        self._read: dict[Words, tuple[Decoder, Sequence[Found]]] = {}

    def add(self, words: Words, bonus: float) -> None:
        """Tries one more plan."""
        if words in self._worths:
            return
        roles = [role for role, _ in words]
        decoder = Decoder(self._sample, roles, self._spans)
        cells, worth = decoder.read(usual(self._sample), usual_rates(roles))
        odd = _NAMED_TWICE if _names_twice(roles) else 0.0
        self._worths[words], self._read[words] = worth + bonus + odd, (decoder, cells)

    @property
    def best(self) -> Words:
        """The likeliest plan so far."""
        return max(self._worths, key=self._worths.__getitem__)

    def cells(self) -> list[list[str]]:
        """The cells of each column under the likeliest plan."""
        decoder, cells = self._read[self.best]
        found: list[list[str]] = [[] for _ in self.best]
        for cell in cells:
            found[cell.column].append(decoder.said(cell.start, cell.end))
        return found

    def chance(self) -> float:
        """How likely the best plan is beside the second."""
        ranked = sorted(self._worths.values(), reverse=True)
        return 1 / (1 + exp((ranked[1] - ranked[0]) / _FLATTER)) if len(ranked) > 1 else 1.0
