"""Tables whose columns stand in another order, between others, or hold a value a place or a horizon."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

from corpus.figures import printed
from corpus.invention import Column, Figure, Indicators, Invention, Row
from corpus.lexicon import words
from corpus.stress import changing
from corpus.stress.unseen import unseen

#: Columns that only make sense together, in this order: levels, a value in parts, the years of a history.
BOUND = (changing.LEVELS, ("operator", "target", "unit"), ("history", "target"))
#: A table with one of these has no place for several targets a row.
RESULTS = frozenset({"actual", "score", "weight", "operator", "unit", "history", "rule"})
SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "="}
#: A column for each place or horizon is put into a table of at most so many columns.
WIDE = 6


def permuted(random: Random, invention: Invention) -> Invention | None:
    """Columns in another order: the values before the levels, or the name first; rows of totals go."""

    def table(given: Indicators) -> Indicators | None:
        if "weight1" in given.roles:
            return None
        groups = _groups(given)
        order = random.sample(groups, len(groups))
        while len(order) > 1 and order == groups:
            order = random.sample(groups, len(groups))
        return replace(given, columns=tuple(column for group in order for column in group))

    return changing.tables(changing.without_totals(invention), table)


def _groups(table: Indicators) -> list[list[Column]]:
    """The columns in groups that stay together; a column that is bound to no neighbour is one by itself."""
    groups: list[list[Column]] = []
    for column in table.columns:
        last = groups[-1][-1].role if groups else ""
        if any(last in roles and column.role in roles for roles in BOUND):
            groups[-1].append(column)
        else:
            groups.append([column])
    return groups


def neutral(random: Random, invention: Invention) -> Invention | None:
    """One to three columns that say nothing of the record, before, between or behind the others."""
    given = unseen()["neutral"]
    heads = random.sample(list(given), random.randint(1, 3))
    role = {head: f"neutral{i}" for i, head in enumerate(heads)}

    def row(at: int, old: Row) -> Row:
        said = {role[head]: random.choice(given[head]).format(n=random.randint(1, 9), i=at) for head in heads}
        return replace(old, texts={**old.texts, **({} if old.placeholder else said)})

    places = [random.random() for _ in heads]

    def table(old: Indicators) -> Indicators | None:
        if "weight1" in old.roles:
            return None
        groups = _groups(old)
        for head, place in zip(heads, places, strict=True):
            groups.insert(int(place * (len(groups) + 1)), [Column(role[head], head)])
        rows = tuple(row(i + 1, each) for i, each in enumerate(old.rows))
        return replace(old, columns=tuple(column for group in groups for column in group), rows=rows)

    return changing.tables(invention, table)


def places(random: Random, invention: Invention) -> Invention | None:
    """A column of targets a town, an indicator a filled cell of them."""
    towns = random.sample(words()["towns"], random.randint(2, 4))
    over = random.choice(("", *unseen()["layout"]["places"]))
    columns = tuple(Column("target", town, over, of=town) for town in towns)

    def row(old: Row) -> Row:
        meant = random.sample(towns, random.randint(1, len(towns))) if random.random() < 0.15 else towns
        shares = {town: figure for town in towns if town in meant and (figure := _varied(random, old.target))}
        named = next((town for town in words()["towns"] if town in old.name), "")
        return replace(old, name=old.name.replace(named, "各镇") if named else old.name, target=None, spread=shares)

    return _spread(invention, columns, row)


def halves(random: Random, invention: Invention) -> Invention | None:
    """A long-term and an annual target in each row, an indicator each."""
    heads = random.choice(unseen()["layout"]["horizons"])
    keys = ("long-term", "annual")
    columns = tuple(Column("target", head, of=key) for head, key in zip(heads, keys, strict=True))

    def row(old: Row) -> Row:
        distant = _varied(random, old.target, Decimal(random.choice((2, 3))))
        spread = {} if old.target is None or distant is None else {"long-term": distant, "annual": old.target}
        return replace(old, target=None, spread=spread)

    return _spread(invention, columns, row)


def _spread(invention: Invention, columns: tuple[Column, ...], row: Callable[[Row], Row]) -> Invention | None:
    """The filing with these columns in place of each table's targets; None where a table has more than targets."""

    def table(given: Indicators) -> Indicators | None:
        if RESULTS & given.roles or given.horizon != "annual" or "target" not in given.roles:
            return None
        kept = [[*columns] if column.role == "target" else [column] for column in given.columns]
        rows = [old if old.placeholder or old.target is None else row(old) for old in given.rows]
        named = {(old.level1, old.level2, old.name): old for old in reversed(rows)}
        unlike = tuple(old for old in rows if old.placeholder or named[old.level1, old.level2, old.name] is old)
        return replace(given, columns=tuple(column for group in kept for column in group), rows=unlike)

    return changing.tables(changing.without(invention, "cost-ceiling-mismatch"), table)


def _varied(random: Random, figure: Figure | None, times: Decimal | None = None) -> Figure | None:
    """The figure with another number in the same print: so many times it, else somewhere near; as it is where it has no
    number, or one that stands in its print in another shape."""
    if figure is None or figure.value is None or figure.value_max is not None or figure.kind == "ratio":
        return figure
    old = printed(figure.value)
    if figure.raw.count(old) != 1 or figure.value < 2:
        return figure
    whole = figure.value == figure.value.to_integral_value()
    factor = times or Decimal(random.choice((50, 70, 90, 100, 120, 150))) / 100
    new = (figure.value * factor).quantize(Decimal(1) if whole else Decimal("0.1"))
    return replace(figure, raw=figure.raw.replace(old, printed(new)), value=new)


def parted(random: Random, invention: Invention) -> Invention | None:
    """Operator, figure and unit in three cells, in any order of the three."""
    order = random.sample(("operator", "target", "unit"), 3)
    heads = {"operator": random.choice(("运算符号", "指标性质")), "unit": random.choice(("计量单位", "度量单位"))}

    def table(given: Indicators) -> Indicators | None:
        if {"operator", "unit"} & given.roles or "target" not in given.roles:
            return None
        columns: list[Column] = []
        for column in given.columns:
            parts = [Column(role, heads.get(role, column.head), column.over) for role in order]
            columns += parts if column.role == "target" and not column.of else [column]
        return replace(given, columns=tuple(columns), rows=tuple(_parted(row) for row in given.rows))

    return changing.tables(invention, table)


def _parted(row: Row) -> Row:
    figure = row.target
    if figure is None or figure.value is None or figure.value_max is not None or figure.kind == "date" or figure.text:
        return row
    sign = SIGNS.get(figure.op, "")
    return replace(row, target=replace(figure, raw=printed(figure.value), sign=sign, measure=figure.unit))


def few_levels(random: Random, invention: Invention) -> Invention | None:
    """One column of levels or none: what is not printed is in no gold."""
    kept = random.choice(("", "level1", "level2"))
    head = random.choice(unseen()["layout"]["kinds"])

    def row(old: Row) -> Row:
        shown = {key: text for key, text in old.printed.items() if key in (kept, "name")}
        one, two = (level if key == kept else "" for key, level in (("level1", old.level1), ("level2", old.level2)))
        return replace(old, level1=one, level2=two, printed=shown)

    def table(given: Indicators) -> Indicators | None:
        if {"level3", "weight1"} & given.roles or any(old.placeholder for old in given.rows):
            return None
        columns = (replace(column, head=head if column.role == kept else column.head) for column in given.columns
                   if column.role not in ("level1", "level2") or column.role == kept)  # fmt: skip
        return replace(given, columns=tuple(columns), rows=tuple(row(old) for old in given.rows))

    return changing.tables(invention, table)


def second_score(random: Random, invention: Invention) -> Invention | None:
    """The score of those who checked beside the department's own."""
    own, other = random.choice(unseen()["layout"]["scores"])

    def row(old: Row) -> Row:
        if old.score is None:
            return old
        less = old.score if random.random() < 0.7 else old.score * Decimal("0.8")
        return replace(old, texts={**old.texts, "second_score": printed(less)})

    def table(given: Indicators) -> Indicators | None:
        if "score" not in given.roles or "weight1" in given.roles:
            return None
        pairs = ((replace(column, head=own), Column("second_score", other)) if column.role == "score" else (column,)
                 for column in given.columns)  # fmt: skip
        return replace(given, columns=tuple(column for pair in pairs for column in pair),
                       rows=tuple(row(old) for old in given.rows))  # fmt: skip

    return changing.tables(invention, table)


def adjusted(random: Random, invention: Invention) -> Invention | None:
    """The target as it was changed within the year beside the first one."""
    head = random.choice(unseen()["layout"]["adjusted"])

    def row(old: Row) -> Row:
        changed = _varied(random, old.target)
        return replace(old, texts={**old.texts, "adjusted": changed.raw}) if changed else old

    def table(given: Indicators) -> Indicators | None:
        if {"operator", "unit", "history"} & given.roles or "target" not in given.roles or given.horizon != "annual":
            return None
        if any(column.over or column.joined for column in given.columns):
            return None
        pairs = ((c, Column("adjusted", head)) if c.role == "target" else (c,) for c in given.columns)
        columns = tuple(column for pair in pairs for column in pair)
        return replace(given, columns=columns, rows=tuple(row(old) for old in given.rows))

    return changing.tables(invention, table)


def turned(random: Random, invention: Invention) -> Invention | None:
    """The table on its side: an indicator a column. Only for tables that a page holds."""

    def table(given: Indicators) -> Indicators | None:
        if not 3 <= len(given.rows) <= 9 or any(row.placeholder for row in given.rows):
            return None
        if given.side and given.horizon != "annual":
            return None  # the label at the edge, which goes, is all that says it
        return replace(given, turned=True, side="")

    return changing.tables(changing.without_totals(invention), table)


def turned_places(random: Random, invention: Invention) -> Invention | None:
    """A row a town and a column an indicator, as lists of tasks have them."""
    changed = places(random, invention)
    return changed and turned(random, changed)
