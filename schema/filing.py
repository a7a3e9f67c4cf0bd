"""What the form means: values, canonical names, checked numbers, the printed text kept beside."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from schema.match import Match
from schema.place import Place
from schema.reading import Printed
from schema.rule import ScoringRule
from schema.value import PeriodValue, Value


@dataclass(frozen=True, slots=True)
class Indicator:
    """One 三级指标 with its target, its result and its points. `key` names its place, unique within the filing.

    `adjusted` is the target as it was changed within the year, `second_score` what those gave who checked the score,
    `site` the town or village that the row or column is about.
    """

    key: str
    form: str
    name: str
    name_raw: str
    project: str = ""
    site: str = ""
    horizon: str = "annual"
    level1: str = ""
    level2: str = ""
    match: Match = Match()
    target: Value = Value()
    adjusted: Value = Value()
    actual: Value = Value()
    history: tuple[PeriodValue, ...] = ()
    interim: tuple[PeriodValue, ...] = ()
    forecast: Value = Value()
    weight: Decimal | None = None
    weight_raw: str = ""
    score: Decimal | None = None
    score_raw: str = ""
    second_score: Decimal | None = None
    basis: str = ""
    scoring_rule: str = ""
    rule: ScoringRule = field(default_factory=ScoringRule)
    explanation: str = ""
    remark: str = ""
    place: Place = Place()
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """Money, a head count or a share outside the indicator rows; `item` joins the row's labels by `/`."""

    key: str
    item: str
    value: Value
    project: str = ""
    label: str = ""
    source: str = "table"
    place: Place = Place()
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """One paragraph of an objective, a task, a completion or a duty; `position` counts 1-based within its kind."""

    key: str
    kind: str
    text: str
    project: str = ""
    horizon: str = "annual"
    task: str = ""
    position: int = 0
    place: Place = Place()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Field:
    """Another labelled cell of the form: the key as printed without layout blanks."""

    key: str
    name: str
    value: str
    role: str = ""
    project: str = ""
    place: Place = Place()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Filing:
    """A whole document as meant; `titles` and `texts` are kept for the checks that compare prose with tables.

    `reasons` say how it was read; `unread` names what was printed and not read or not understood."""

    channel: str
    form: str = "unknown"
    fiscal_year: str = ""
    unit_name: str = ""
    pages: int | None = None
    titles: tuple[Printed, ...] = ()
    texts: tuple[Printed, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    amounts: tuple[Amount, ...] = ()
    goals: tuple[Goal, ...] = ()
    fields: tuple[Field, ...] = ()
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
