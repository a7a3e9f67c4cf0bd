"""What columns under heads that nobody knows are taken for, the surest of each free role first."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from extractors.forms.columns.column import Column
from extractors.forms.columns.columns_together import POINTS_OF, parts_rows
from extractors.forms.evidence.columns import Evidence, Told, told
from extractors.forms.evidence.counts import FIGURES, OWN_POINTS
from extractors.forms.grid import Row
from normalizers.text import compact

#: A role, and how sure it is.
Guess = tuple[str, float]

#: Roles that a head that nobody knows is taken for, where cells and columns beside it say so, and how sure they must
#: be.
_GUESSED = frozenset({"level1", "level2", "name", "target", "operator", "unit", "actual", "weight", "score", "basis",
                      "rule", "explanation", "remark", "interim", "forecast"})  # fmt: skip
_ENOUGH = 0.5
#: A role stands in for others that are taken where it is so likely itself.
_HEARD = 0.1
#: So sure a column without a head is told by its cells that a person need not see it.
WORDLESS = 0.98
#: A column told by its cells as what another is already known to be may be a second one of these, whatever is free.
_DISPUTED = 0.8
#: Kinds of roles whose cells are alike.
LEVELS = frozenset({"level1", "level2"})
POINTS = OWN_POINTS | frozenset(POINTS_OF.values())
#: Roles that stand for others where a head that nobody knows is taken for one.
_PLAINER = {"weight1": "weight", "weight2": "weight", "second_score": "score"}


def guesses(
    columns: Sequence[Column], evidence: Sequence[Evidence], said: Sequence[Told], body: Sequence[Row]
) -> dict[int, Guess]:
    """The columns under unknown heads that are taken for something, by their places."""
    return _surest(evidence, said) | _finer_names(columns, evidence, body)


def _surest(evidence: Sequence[Evidence], said: Sequence[Told]) -> dict[int, Guess]:
    """The columns under unknown heads that are taken for what their cells say, with the role and how sure it is: the
    surest of each role that no known head has, and in tables of two halves those under the same words."""
    taken = {one.role for at, one in enumerate(evidence) if one.role and not _is_of_level(evidence, said, at)}
    in_halves = _in_halves(evidence, said)
    heads: dict[str, Guess] = {}
    found = _points_of_levels(evidence, said)
    open_columns = [at for at, one in enumerate(evidence) if one.cells and not one.role and at not in found]
    while open_columns:
        best = {at: heads.get(compact(evidence[at].head)) or _undisputed(said[at], taken) for at in open_columns}
        own = {
            at: _own_chance(said[at], role) for at, (role, chance) in best.items() if chance >= _least(said[at], taken)
        }
        if not own:
            break
        at = max(own, key=lambda at: own[at])
        role, _ = best[at]
        open_columns.remove(at)
        if role in _GUESSED:
            found[at] = best[at]
            taken.add(role)
            heads |= {compact(evidence[at].head): best[at]} if in_halves and evidence[at].head else {}
    return found


def _finer_names(columns: Sequence[Column], evidence: Sequence[Evidence], body: Sequence[Row]) -> dict[int, Guess]:
    """The column of names under an unknown head behind one of known names that are groups of indicators: they are
    merged over rows that it tells apart, or say less. Its own cells tell it: beside names no others are expected."""
    found: dict[int, Guess] = {}
    for at in range(1, len(columns)):
        if evidence[at - 1].role != "name" or evidence[at].role:
            continue
        (own,) = told(evidence[at : at + 1])
        chance = own.chance("name")
        if own.role != "name":
            continue
        if parts_rows(columns[at - 1], columns[at], body):
            found[at] = ("name", chance)
        elif chance >= WORDLESS and _say_less(evidence[at - 1].cells, evidence[at].cells):
            found[at] = ("finest", min(chance, _DISPUTED))
    return found


def _say_less(groups: Sequence[str], names: Sequence[str]) -> bool:
    """Whether words are fewer and shorter than those beside them."""
    lengths = [sum(map(len, map(compact, texts))) / max(1, len(texts)) for texts in (groups, names)]
    return len(set(groups)) < len(set(names)) and lengths[0] < lengths[1]


def _points_of_levels(evidence: Sequence[Evidence], said: Sequence[Told]) -> dict[int, Guess]:
    """The columns of points under unknown heads that stand behind a level, where others hold the indicator's own."""
    behind: dict[int, Guess] = {}
    has_own = False
    for at, (one, about) in enumerate(zip(evidence, said, strict=True)):
        level = said[at - 1].role if at else ""
        chance = sum(about.chance(role) for role in POINTS)
        if level not in LEVELS:
            has_own |= one.role == "weight" or (not one.role and _own_chance(about, "weight") >= _ENOUGH)
        elif one.cells and not one.role and chance >= _ENOUGH:
            behind[at] = (POINTS_OF[level], chance)
    return behind if has_own else {}


def _is_of_level(evidence: Sequence[Evidence], said: Sequence[Told], at: int) -> bool:
    """Whether a column of points stands behind one of levels: they are that level's, and not the indicator's."""
    return evidence[at].role == "weight" and at > 0 and said[at - 1].role in LEVELS


def _in_halves(evidence: Sequence[Evidence], said: Sequence[Told]) -> bool:
    """Whether names stand in two columns that both are known to hold them, or that have the same words over them."""
    names = [one for one, about in zip(evidence, said, strict=True) if "name" in (one.role, about.role)]
    heads = [compact(one.head) for one in names if one.head]
    return sum(one.role == "name" for one in names) > 1 or len(heads) > len(set(heads))


def _likeliest(said: Told, taken: Collection[str]) -> Guess:
    """The likeliest role that is free, and how likely it is: roles that their cells can't tell apart stand in for each
    other, for which of them a column has the columns beside it say."""
    found: dict[str, float] = {}
    for role, chance in said.chances.items():
        plain = _PLAINER.get(role, role)
        found[plain] = found.get(plain, 0.0) + chance
    for kin in (POINTS, FIGURES):
        free = {role: found[role] for role in kin & found.keys() if role not in taken}
        best = max(free, key=lambda role: free[role], default="")
        if free.get(best, 0.0) >= _HEARD:
            found[best] = sum(found[role] for role in kin & found.keys())
    return max(((role, chance) for role, chance in found.items() if role not in taken), key=_second, default=("", 0.0))


def _undisputed(said: Told, taken: set[str]) -> Guess:
    """The likeliest role that is free; no surer than a person must see where the likeliest of all is not."""
    role, chance = _likeliest(said, taken)
    return role, min(chance, _DISPUTED) if said.role in taken & FIGURES else chance


def _least(said: Told, taken: Collection[str]) -> float:
    """How likely a role must be to be taken: of the chances of all roles, where the likeliest is free of those that no
    other column has."""
    share = sum(chance for role, chance in said.chances.items() if role in taken) if said.role not in taken else 0.0
    return _ENOUGH * (1 - share)


def _own_chance(said: Told, role: str) -> float:
    """How likely a role is without those that it stands in for."""
    return sum(chance for other, chance in said.chances.items() if _PLAINER.get(other, other) == role)


def _second(pair: Guess) -> float:
    return pair[1]
