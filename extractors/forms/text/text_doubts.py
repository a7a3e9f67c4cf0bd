"""What is odd about rows that were cut out of text, where no ruling vouches for a cell: each by a sentence
that has its weight in `normalizers/data/confidence.csv`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.forms.evidence.fit import cues, level_names
from extractors.forms.evidence.likelihoods import VOID
from extractors.forms.labels.openings import is_block_label
from extractors.forms.rows.line import VALUES
from extractors.forms.words.content import has_figure, is_amount, is_operator, is_placeholder, year_of
from extractors.forms.words.furniture import is_furniture
from extractors.forms.words.vocabulary import spellings
from normalizers.text import BORDERS, bare, compact, fold
from schema.reading import IndicatorReading

_BORDER = re.compile(f"[{BORDERS}]")
# A comparison with its figure inside a name, in no bracket: (≥**%) and （≥95%） belong to names.
_VALUE_INSIDE = re.compile(r"(?<![(（])[≥≤><=]=?\s*\d(?![^()（）]*[)）])")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LONGEST_NAME = 60
#: What a name ends with by chance is shorter.
_LEAST_VALUE = 2


def doubted_rows(rows: Sequence[IndicatorReading]) -> list[IndicatorReading]:
    """The rows of a text, with the reasons for a doubt where something speaks against them."""
    levelled = any(row.level1 for row in rows)
    return [replace(row, reasons=(*row.reasons, *_doubts(row, levelled))) for row in rows]


def _doubts(row: IndicatorReading, levelled: bool) -> Iterator[str]:
    yield from _of_name(row)
    yield from _of_levels(row, levelled)
    if any(_BORDER.search(cell.text) for cell in (row.name, *row.cells.values())):
        yield "a border stands in a cell of the row"
    if not row.project and row.form == "project-target":
        yield "the project has no name"
    if compact(row.name.text) not in VOID and not any(_says_something(row, role) for role in VALUES):
        yield "the row has a name and no value"
    elif row.history and not any(_says_something(row, role) for role in ("target", "actual")):
        yield "the table has no column of targets"


def _says_something(row: IndicatorReading, role: str) -> bool:
    """Whether values of a role stand in the row: those of years and of parts of years lie beside its cells."""
    beside = {"history": row.history, "interim": row.interim}.get(role, ())
    return bool(beside) or not is_placeholder(row.cell(role).text)


def _of_name(row: IndicatorReading) -> Iterator[str]:
    name = compact(row.name.text)
    word = bare(name)
    if word in spellings("columns") or is_block_label(name):
        yield "a head stands where the name should be"
    elif is_furniture(name):
        yield "what a page prints beside its form stands where the name should be"
    elif word in level_names("level1") | level_names("level2") and word.endswith("指标"):
        yield "a level stands where the name should be"
    elif not _CHINESE.search(name) or is_amount(name) or is_operator(name) or len(name) < 2 or year_of(name):
        yield "no words stand where the name should be"
    elif word in cues("basis_phrases") or word in cues("directions"):
        yield "a cell of another column stands where the name should be"
    if len(name) > _LONGEST_NAME or _VALUE_INSIDE.search(fold(name)) or _ends_with_value(row):
        yield "the name holds more than a name"


def _ends_with_value(row: IndicatorReading) -> bool:
    """Whether the row's own figure stands behind its name too."""
    target = compact(row.cell("target").text)
    return has_figure(target) and len(target) >= _LEAST_VALUE and compact(row.name.text).endswith(target)


def _of_levels(row: IndicatorReading, levelled: bool) -> Iterator[str]:
    first, second = bare(row.level1), bare(row.level2)
    if levelled and not first:
        yield "the row stands under no first level"
    if not first and not second:
        yield "the row stands under no level"
    known = level_names("level1") | level_names("level2")
    if first and first not in known and not first.endswith("指标"):
        yield "the first level is no level's name"
    if second in cues("directions") or first in cues("directions"):
        yield "a cell of another column"
