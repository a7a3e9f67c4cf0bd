"""What is odd about the levels of rows: levels and names in each other's cells, levels that no framework puts together.
Each by a sentence that has its weight in `normalizers/data/confidence.csv`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.forms.evidence.fit import all_level_names, is_level_name, level_names, parents_of
from normalizers.text import bare
from schema.reading import IndicatorReading

_SUFFIX = "指标"


def doubted(rows: Sequence[IndicatorReading], borders: bool = False) -> list[IndicatorReading]:
    """The rows of one table, with the reasons for a doubt where their levels are odd.

    Where `borders` were typed, the levels that a row stands under are the paper's own, however odd.
    """
    displaced = frozenset() if borders else frozenset(row.level1 for row in rows if _is_displaced(row))
    return [replace(row, reasons=(*row.reasons, *_doubts(row, displaced))) for row in rows]


def _doubts(row: IndicatorReading, displaced: frozenset[str]) -> Iterator[str]:
    if row.level1 in displaced and _is_displaced(row):
        yield "the first level is none of the second one's"
    elif row.level1 in displaced:
        yield "other rows under the same first level do not belong there"
    if _is_level(row):
        yield "a level stands where the name should be"
    if _follows_level(row):
        yield "a level's name stands before the name"
    if any(_is_joint(bare(level)) for level in (row.level1, row.level2)):
        yield "two levels stand in one cell"


def _is_joint(text: str) -> bool:
    """Whether two levels' names stand one behind the other."""
    levels = all_level_names()
    return text not in levels and any(text.startswith(level) and text.removeprefix(level) in levels for level in levels)


def _is_displaced(row: IndicatorReading) -> bool:
    """Whether the frameworks put the second level under other first ones, and know the word for this one too."""
    known = is_level_name(row.level1)
    parents = {_core(parent) for parent in parents_of(bare(row.level2))}
    return known and bool(parents) and _core(row.level1) not in parents


def _core(level: str) -> str:
    return bare(level).removesuffix(_SUFFIX)


def _is_level(row: IndicatorReading) -> bool:
    """Whether the name is a level's; 服务对象满意度 beside a second level is an indicator's."""
    name = row.name.text
    return is_level_name(name) and (not row.level2 or bare(name).endswith(_SUFFIX))


def _follows_level(row: IndicatorReading) -> bool:
    name = bare(row.name.text)
    levels = (level for level in level_names("level2") if level.endswith(_SUFFIX))
    return any(name.startswith(level) and name != level for level in levels)
