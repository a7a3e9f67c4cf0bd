"""The public door of the library: a filing read into records, and the parts of that by themselves.

    >>> import jixiao
    >>> filing = jixiao.read("corpus/samples/invented_project_target_lined.txt")
    >>> filing.form, filing.fiscal_year, len(filing.indicators)
    ('project-target', '2020', 10)

All shapes are frozen dataclasses; numbers are `decimal.Decimal`, what is missing is `None` or the empty text. A
document is read in the calling process: `jixiao ingest` reads each in a process of its own, with limits of time and
memory, which is the way for files that nobody knows. Whatever can't be read raises a child of `JixiaoError`.
"""

from __future__ import annotations

import os
from pathlib import Path

from schema.errors import JixiaoError, LimitError, MissingToolError, NoFormError, UnreadableError, UsageError
from schema.filing import Amount, Field, Filing, Goal, Indicator
from schema.finding import Finding
from schema.match import Candidate, Match
from schema.place import Place
from schema.rule import ScoringRule
from schema.sight import Sight
from schema.value import PeriodValue, Value

__all__ = [
    "Amount", "Candidate", "Field", "Filing", "Finding", "Goal", "Indicator", "JixiaoError", "LimitError", "Match",
    "MissingToolError", "NoFormError", "PeriodValue", "Place", "ScoringRule", "Sight", "UnreadableError", "UsageError",
    "Value", "match_name", "parse_rule", "parse_value", "read", "understand",
]  # fmt: skip


def read(path: str | os.PathLike[str], sight: Sight = Sight()) -> Filing:
    """The filing that a file holds. `sight` says how pages without text are read; they take seconds each.

    Raises `UnreadableError` where the file is not there or no document, `NoFormError` where it holds no performance
    form, `LimitError` where it is larger than 200 MiB or asks for more than a file is given.
    """
    from pipeline.ingest.sources import bytes_of

    return understand(bytes_of(Path(path)), Path(path).name, sight)[0]


def understand(data: bytes, name: str = "", sight: Sight = Sight()) -> tuple[Filing, tuple[Finding, ...]]:
    """The filing that the bytes of a document hold, and what does not add up in it. `name` tells formats apart that
    begin alike. Raises as `read` does."""
    from pipeline.ingest.ingest import understand as understood

    return understood(data, name, sight)


def parse_value(raw: str, *, name: str = "", unit: str = "", fiscal_year: str = "") -> Value:
    """What a value cell says: operator, number, unit, kind, and the same in the base unit.

    `name` is that of the row's indicator and `unit` that of the column's head: they tell what a bare number counts.
    `fiscal_year` (`2025`) completes dates without a year. Never raises on odd text: what can't be read has a reason.
    """
    from normalizers.values.values import Context
    from normalizers.values.values import parse_value as parsed

    return parsed(raw, Context(name=name, head_unit=unit, fiscal_year=fiscal_year))


def match_name(name: str, *, level2: str = "", kind: str = "") -> Match:
    """The canonical indicator that a printed name means, with the next candidates and what decided.

    `level2` (`质量指标`) and the `kind` of its value (`ratio`) tell names apart that are much alike.
    """
    from normalizers.matching.matching import match

    return match(name, level2=level2, kind=kind)


def parse_rule(raw: str) -> ScoringRule:
    """A 评分标准 as structure: threshold, points, what a step below costs, and the pieces by which it scores."""
    from normalizers.rules.scoring_rules import parse_rule as parsed

    return parsed(raw)
