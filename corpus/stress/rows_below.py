"""Rows that depend on others: shares of a row that holds the points, levels that bear points, a fourth level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from random import Random

from corpus.figures import printed
from corpus.invention import Column, Indicators, Invention, Row
from corpus.lexicon import words
from corpus.prose import COUNT
from corpus.stress import changing
from corpus.stress.unseen import unseen

MARKS = ("（{}分）", "({}分)", "（{}）", "\n（{}分）", "［{}分］", "（分值{}）")


def sub_rows(random: Random, invention: Invention) -> Invention | None:
    """A ★ row with the points of a class and no value, and below it a row without points for each indicator."""
    done = 0

    def table(given: Indicators) -> Indicators | None:
        nonlocal done
        if "weight" not in given.roles or given.stacks:
            return given
        rows: list[Row] = []
        for _, group in groupby(given.rows, key=lambda row: (row.level1, row.level2)):
            members = list(group)
            starred = 2 <= len(members) <= 6 and _plain(members) and random.random() < 0.6
            done += starred
            rows += _starred(random, members) if starred else members
        return replace(given, rows=tuple(rows))

    changed = changing.tables(invention, table)
    return changed if done else None


def _plain(members: Sequence[Row]) -> bool:
    """All of them have points and a target, and none lost any."""
    return all(row.weight and row.target and row.score in (None, row.weight) for row in members)


def _starred(random: Random, members: Sequence[Row]) -> list[Row]:
    first = members[0]
    weight = sum((row.weight or Decimal(0) for row in members), Decimal(0))
    score = None if first.score is None else sum((row.score or Decimal(0) for row in members), Decimal(0))
    name = random.choice(unseen()["layout"]["parents"]).format(first.level2.removesuffix("指标"))
    head = Row(
        first.level1, first.level2, f"★{name}", weight=weight, score=score, printed=first.printed, aliases=(name,)
    )
    lead = random.choice(("其中：", "　　", "——"))
    below = [
        replace(row, weight=None, score=None, printed={**row.printed, "name": lead + row.name},
                aliases=(f"其中：{row.name}",))
        for row in members
    ]  # fmt: skip
    return [head, *below]


def pointed_levels(random: Random, invention: Invention) -> Invention | None:
    """Points in the cells of both levels, at times with a number before the level."""
    mark, numbered = random.choice(MARKS), random.random() < 0.5

    def table(given: Indicators) -> Indicators | None:
        if not any(row.weight for row in given.rows) or "weight1" in given.roles:
            return None
        firsts = list(dict.fromkeys(row.level1 for row in given.rows))
        lead = {word: f"{COUNT[i % len(COUNT)]}、" if numbered else "" for i, word in enumerate(firsts)}

        def row(old: Row) -> Row:
            one, two = (_points(given.rows, old, depth) for depth in (1, 2))
            texts = {
                "level1": f"{lead[old.level1]}{old.level1}{mark.format(one)}",
                "level2": old.level2 + mark.format(two),
            }
            return replace(old, printed={**old.printed, **texts})

        return replace(given, rows=tuple(row(old) for old in given.rows))

    return changing.tables(invention, table)


def _points(rows: Sequence[Row], row: Row, depth: int) -> str:
    """What the rows of the same level bear together."""
    own = (row.level1, row.level2)[:depth]
    return printed(sum((r.weight or Decimal(0) for r in rows if (r.level1, r.level2)[:depth] == own), Decimal(0)))


def fourth_level(random: Random, invention: Invention) -> Invention | None:
    """A level between the second and the name."""

    def table(given: Indicators) -> Indicators | None:
        levels = [column for column in given.columns if column.role in ("level1", "level2", "name")]
        if len(levels) < 3 or {"level3", "weight1"} & given.roles:
            return None
        columns: list[Column] = []
        for column in given.columns:
            named = column.role == "name"
            columns += (
                [Column("level3", "三级指标", column.over), replace(column, head="四级指标")] if named else [column]
            )
        heads = {"level1": "一级指标", "level2": "二级指标"}
        columns = [replace(column, head=heads.get(column.role, column.head)) for column in columns]
        return replace(given, columns=tuple(columns), rows=tuple(_thirds(random, given.rows)))

    return changing.tables(invention, table)


def _thirds(random: Random, given: Sequence[Row]) -> list[Row]:
    """The rows with a third level each; neighbours of a class share one."""
    rows: list[Row] = []
    for (_, level2), group in groupby(given, key=lambda row: (row.level1, row.level2)):
        named = words()["thirds"].get("满意度" if "满意" in level2 else level2, ("主要方面", "其他方面"))
        third = random.choice(named)
        rows += [replace(row, texts={**row.texts, "level3": third}) for row in group]
    return rows
