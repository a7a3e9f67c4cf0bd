"""Heads and levels in spellings that no reader was shown."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from corpus.invention import Column, Indicators, Invention, Row
from corpus.stress import changing, names
from corpus.stress.unseen import drawn, heads, renamed, unseen

#: The points of a level are headed as those of the indicators.
SUBTOTALS = {"weight1": "weight", "weight2": "weight"}


def head_words(random: Random, invention: Invention) -> Invention | None:
    """The columns of each table under unseen heads, the same in all of its tables."""
    known: dict[str, str] = {}
    taken: set[str] = set()

    def spelled(column: Column) -> Column:
        role = SUBTOTALS.get(column.role, column.role)
        if role not in known and heads(role):
            known[role] = drawn(random, heads(role), taken)
        return replace(column, head=known.get(role, column.head))

    def table(given: Indicators) -> Indicators:
        return replace(given, columns=tuple(spelled(column) for column in given.columns))

    return changing.tables(invention, table, abreast=True)


def level_words(random: Random, invention: Invention) -> Invention | None:
    """The levels in unseen words."""
    tables = changing.tables_of(invention)
    printed = [word for table in tables for row in table.rows for word in (row.level1, row.level2)]
    words = renamed(random, unseen()["levels"], printed)
    if not words:
        return None
    return changing.tables(
        invention, lambda table: replace(table, rows=tuple(_named(row, words) for row in table.rows))
    )


def _named(row: Row, words: dict[str, str]) -> Row:
    level1, level2 = (words.get(level, level) for level in (row.level1, row.level2))
    old = {"level1": row.level1, "level2": row.level2}
    printed = {key: text.replace(old[key], words.get(old[key], old[key])) if key in old else text
               for key, text in row.printed.items()}  # fmt: skip
    return replace(row, level1=level1, level2=level2, printed=printed)


def both(random: Random, invention: Invention) -> Invention | None:
    """Heads and levels in unseen words."""
    changed = head_words(random, invention)
    return changed and level_words(random, changed)


def some_heads(random: Random, invention: Invention) -> Invention | None:
    """One or two columns of each table under unseen heads, the others as usual."""
    given = {column.role for table in changing.tables_of(invention) for column in table.columns}
    roles = sorted(role for role in given if heads(role))
    chosen = random.sample(roles, min(len(roles), random.randint(1, 2)))
    unseen_heads = {role: random.choice(heads(role)) for role in chosen}

    def table(old: Indicators) -> Indicators:
        columns = (replace(column, head=unseen_heads.get(column.role, column.head)) for column in old.columns)
        return replace(old, columns=tuple(columns))

    return changing.tables(invention, table, abreast=True) if roles else None


VARIANTS: dict[str, changing.Change] = {
    "heads": head_words,
    "some-heads": some_heads,
    "levels": level_words,
    "both": both,
    "names": names.names,
}
