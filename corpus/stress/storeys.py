"""Heads of two and three storeys whose upper words alone tell what was planned from what came of it."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from corpus.invention import Column, Indicators, Invention
from corpus.stress import changing
from corpus.stress.unseen import unseen

#: Upper head → the roles below it.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "levels": ("level1", "level2", "level3", "name"),
    "planned": ("operator", "target", "unit", "basis"),
    "reached": ("actual",),
    "points": ("weight", "score"),
}
#: The same, where the points stand with what they are given for.
SHARED: Mapping[str, tuple[str, ...]] = {
    "levels": GROUPS["levels"],
    "planned": (*GROUPS["planned"], "weight"),
    "reached": ("actual", "score"),
}
#: A group of one column gets no head over it, unless its own word is that of another column too.
ALONE = ("planned", "reached")


def two(random: Random, invention: Invention) -> Invention | None:
    """Heads in two storeys, columns of a group side by side."""
    return _storeyed(random, invention, GROUPS, "")


def known_below(random: Random, invention: Invention) -> Invention | None:
    """Heads in two storeys, the lower ones as usual."""
    return _storeyed(random, invention, random.choice((GROUPS, SHARED)), "", keep=True)


def shared(random: Random, invention: Invention) -> Invention | None:
    """Heads in two storeys, points beside the value that they are given for."""
    return _storeyed(random, invention, SHARED, "")


def three(random: Random, invention: Invention) -> Invention | None:
    """Heads in three storeys: one word over all that is no level."""
    return _storeyed(random, invention, random.choice((GROUPS, SHARED)), random.choice(unseen()["storeys"]["top"]))


def _storeyed(
    random: Random, invention: Invention, groups: Mapping[str, Sequence[str]], top: str, keep: bool = False
) -> Invention | None:
    given = unseen()["storeys"]
    overs = {group: random.choice(given[group]) for group in groups}
    which = random.randrange(3)
    below = {role: words[which] for role, words in given["below"].items()}
    high = random.random() < 0.5

    def over(column: Column, size: int, group: str) -> str:
        if group == "levels":
            return overs[group] if high else ""
        own = overs[group] if size > 1 or group in ALONE else ""
        return "/".join(word for word in (top, own) if word)

    def table(old: Indicators) -> Indicators | None:
        if "weight1" in old.roles or any(column.over or column.of for column in old.columns):
            return None
        done: list[Column] = []
        for group, members in itertools.groupby(_ordered(old.columns, groups), key=lambda pair: pair[0]):
            columns = [column for _, column in members]
            for column in columns:
                above = over(column, len(columns), group) if group else ""
                head = below.get(column.role, column.head) if above and not keep else column.head
                done.append(replace(column, head=head, over=above))
        return replace(old, columns=tuple(done))

    return changing.tables(invention, table)


def _ordered(columns: Sequence[Column], groups: Mapping[str, Sequence[str]]) -> list[tuple[str, Column]]:
    """(group, column): each group where its first column stands, in its own order of columns; others by themselves."""
    of = {role: group for group, roles in groups.items() for role in roles}
    first: dict[str, int] = {}
    for i, column in enumerate(columns):
        first.setdefault(of.get(column.role, column.role), i)
    return [(of.get(column.role, ""), column)
            for column in sorted(columns, key=lambda column: first[of.get(column.role, column.role)])]  # fmt: skip


VARIANTS: dict[str, changing.Change] = {
    "two": two,
    "known-below": known_below,
    "shared": shared,
    "three": three,
}
