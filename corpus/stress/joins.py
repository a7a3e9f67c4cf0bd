"""Cells and columns run together: several indicators a cell, levels and values in one column, heads over several."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from corpus.cell_texts import cell_text
from corpus.invention import Column, Indicators, Invention, Row
from corpus.prose import COUNT
from corpus.stress import changing
from corpus.stress.changing import LEVELS


def stacked(random: Random, invention: Invention) -> Invention | None:
    """Several indicators of a class in one row of cells, a line each, at times numbered."""
    mark = random.choice(("", "{}.", "{}、", ""))

    def table(given: Indicators) -> Indicators | None:
        if "weight1" in given.roles or not given.merged:
            return None
        columns = [column for column in given.columns if column.role not in LEVELS]
        sizes: list[int] = []
        for _, group in itertools.groupby(
            given.rows, key=lambda row: (row.level1, row.level2, row.texts.get("level3"))
        ):
            sizes += _stacks(random, list(group), columns)
        rows = tuple(_counted(row, i + 1, mark) if size > 1 else row
                     for size, i, row in zip(_each(sizes), _places(sizes), given.rows, strict=True))  # fmt: skip
        return replace(given, stacks=tuple(sizes), rows=rows) if max(sizes, default=1) > 1 else None

    return changing.tables(invention, table)


def _stacks(random: Random, rows: Sequence[Row], columns: Sequence[Column]) -> list[int]:
    """The rows of a class in lots of up to four that share a row of cells."""
    sizes: list[int] = []
    at = 0
    while at < len(rows):
        size = min(random.randint(1, 4), len(rows) - at)
        while size > 1 and not _stackable(rows[at : at + size], columns):
            size -= 1
        sizes.append(size)
        at += size
    return sizes


def _each(sizes: Sequence[int]) -> list[int]:
    """Each row's lot size."""
    return [size for size in sizes for _ in range(size)]


def _places(sizes: Sequence[int]) -> list[int]:
    """Each row's place in its lot."""
    return [i for size in sizes for i in range(size)]


def _counted(row: Row, number: int, mark: str) -> Row:
    shown = row.printed.get("name", row.name)
    return replace(row, printed={**row.printed, "name": mark.format(number) + shown})


def _stackable(rows: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Whether every line of every cell finds its indicator: each column is filled in all rows, or in none."""
    if any(row.placeholder or row.optional for row in rows):
        return False
    texts = [[cell_text(row, column) for row in rows] for column in columns]
    return all((all(each) or not any(each)) and not any("\n" in text for text in each) for each in texts)


def banners(random: Random, invention: Invention) -> Invention | None:
    """The first level in rows over the whole width."""
    style = random.choice(("plain", "numbered"))

    def table(given: Indicators) -> Indicators | None:
        columns = tuple(column for column in given.columns if column.role != "level1")
        if len(columns) == len(given.columns) or "weight1" in given.roles or any(c.over for c in columns):
            return None
        numbers = dict(zip(dict.fromkeys(row.level1 for row in given.rows), itertools.cycle(COUNT), strict=False))
        rows = given.rows if style == "plain" else tuple(_numbered(row, numbers) for row in given.rows)
        return replace(given, columns=columns, rows=rows, banner="level1")

    return changing.tables(invention, table)


def _numbered(row: Row, numbers: dict[str, str]) -> Row:
    shown = row.printed.get("level1", row.level1)
    return replace(row, printed={**row.printed, "level1": f"{numbers[row.level1]}、{shown}"})


def one_level(random: Random, invention: Invention) -> Invention | None:
    """Both levels in one column."""
    joint = random.choice(("—", "-", "/", "\n", "：", "·"))
    return _joined(invention, ("level1", "level2"), random.choice(("指标类别", "指标分类", "所属类别")), joint)


def name_and_target(random: Random, invention: Invention) -> Invention | None:
    """The name and its value in one cell."""
    joint, head = (
        random.choice(("：", "\n", " ")),
        random.choice(("指标内容及目标值", "三级指标及指标值", "具体指标与要求")),
    )
    return _joined(invention, ("name", "target"), head, joint)


def target_and_actual(random: Random, invention: Invention) -> Invention | None:
    """What was planned and what came of it in one cell."""
    head = random.choice(("指标值/完成值", "目标值/实际值", "年度指标值/实际完成值"))
    return _joined(invention, ("target", "actual"), head, "/")


def points_and_score(random: Random, invention: Invention) -> Invention | None:
    """Points and score in one cell."""
    return _joined(invention, ("weight", "score"), random.choice(("分值/得分", "权重/自评得分")), "/")


def _joined(invention: Invention, roles: tuple[str, str], head: str, joint: str) -> Invention | None:
    """The filing with two columns of each table in one, where both stand alone and their texts leave the joint free."""

    def table(given: Indicators) -> Indicators | None:
        found = {role: [column for column in given.columns if column.role == role] for role in roles}
        if "weight1" in given.roles or {"operator", "unit", "level3"} & given.roles:
            return None
        if any(len(columns) != 1 or columns[0].over for columns in found.values()):
            return None
        first, second = (columns[0] for columns in found.values())
        if any(not _free(row, (first, second), joint) for row in given.rows):
            return None
        one = replace(first, head=head, joined=(second,), joint=joint)
        return replace(given, columns=tuple(one if c is first else c for c in given.columns if c is not second))

    return changing.tables(invention, table)


def _free(row: Row, columns: Sequence[Column], joint: str) -> bool:
    """Whether the texts can be told apart again: both or neither are there, and none has the joint inside."""
    texts = [cell_text(row, column) for column in columns]
    return row.placeholder or ((all(texts) or not any(texts)) and not any(joint in text for text in texts))


def wide_heads(random: Random, invention: Invention) -> Invention | None:
    """One head over all levels, or over operator, value and unit."""
    heads = {
        "levels": random.choice(("绩效指标", "考核指标", "指标名称")),
        "value": random.choice(("指标值", "年度指标值")),
    }
    groups = {**dict.fromkeys((*LEVELS, "name"), "levels"), **dict.fromkeys(("operator", "target", "unit"), "value")}
    both = random.random() < 0.5

    def table(given: Indicators) -> Indicators | None:
        if "weight1" in given.roles or any(column.over or column.of for column in given.columns):
            return None
        used = {"levels", "value"} if both else {"value" if "operator" in given.roles else "levels"}
        return replace(given, columns=tuple(
            replace(column, head=heads[groups[column.role]]) if groups.get(column.role) in used else column
            for column in given.columns
        ))  # fmt: skip

    return changing.tables(invention, table)


VARIANTS: dict[str, changing.Change] = {
    "stacked": stacked,
    "banners": banners,
    "one-level": one_level,
    "name-and-target": name_and_target,
    "target-and-actual": target_and_actual,
    "points-and-score": points_and_score,
    "wide-heads": wide_heads,
}
