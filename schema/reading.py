"""What the form says, as printed: its cells by role, each with its place. No number is parsed here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from schema.place import Place

#: The kinds of form; `unknown` where none is recognised.
FORMS = ("overall-target", "project-target", "self-evaluation", "monitoring", "unknown")

#: The roles that a column of an indicator table may have, level 1 to remark as in the contract's columns.
#: `history` and `interim` columns carry their period apart, `tag` is a class of its own (绩效指标分类), `other` is kept
#: nowhere.
ROLES = (
    "level1", "level2", "name", "target", "operator", "unit", "adjusted", "actual", "history", "interim", "forecast",
    "weight", "score", "second_score", "basis", "rule", "explanation", "remark", "evidence", "tag", "other",
)  # fmt: skip

#: The kinds of goal.
GOAL_KINDS = ("objective", "task", "completion", "duty")
#: What goals and indicators are set for.
HORIZONS = ("annual", "long-term")
#: Where an amount may stand.
SOURCES = ("table", "narrative")


@dataclass(frozen=True, slots=True)
class Printed:
    """The words of one cell and where they stood; `confidence` is how sure the reader and the aligner are.

    `settled` says that a person has vouched for the words: they are taken as they stand, and nothing is doubted.
    """

    text: str
    place: Place = Place()
    confidence: float = 1.0
    settled: bool = False


NOTHING = Printed("")


@dataclass(frozen=True, slots=True)
class IndicatorReading:
    """One row of an indicator table. `cells` maps a role (see `ROLES`) to what is printed there.

    `head_unit` is the unit that the column's head prints, `table_unit` that of 单位：… above it, empty where none;
    `history` is (four-digit year, cell) in column order, `interim` the same with the part of the year (`1-7月`, empty
    where none is printed) for what a monitoring form says of it; `site` is the town or village that the row or column
    is about, empty where the table has none; `target_year` is the year that the target's head prints, empty where it
    prints none; `confidence` is how sure the row's shape is.
    """

    form: str
    name: Printed
    project: str = ""
    horizon: str = "annual"
    level1: str = ""
    level2: str = ""
    cells: Mapping[str, Printed] = field(default_factory=lambda: MappingProxyType({}))
    history: tuple[tuple[str, Printed], ...] = ()
    interim: tuple[tuple[str, Printed], ...] = ()
    head_unit: str = ""
    table_unit: str = ""
    site: str = ""
    target_year: str = ""
    place: Place = Place()
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()

    def cell(self, role: str) -> Printed:
        """What stands under a role; `NOTHING` where the form has no such column."""
        return self.cells.get(role, NOTHING)


@dataclass(frozen=True, slots=True)
class AmountReading:
    """One filled cell of a money or staff table, or one stated amount of running text.

    `path` holds the row's labels, parents first, as printed; `label` the column's; `head_unit` the unit that label or
    column prints, `table_unit` that of the block's heading or of 单位：… over the table, empty where none is printed.
    `source` is `table` or `narrative`; `proofs` are sentences that speak for it, as `reasons` do against it.
    """

    path: tuple[str, ...]
    value: Printed
    project: str = ""
    label: str = ""
    head_unit: str = ""
    table_unit: str = ""
    source: str = "table"
    place: Place = Place()
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()
    proofs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalReading:
    """One paragraph of an objective, a task, a completion or a duty (see `GOAL_KINDS`)."""

    kind: str
    text: str
    project: str = ""
    horizon: str = "annual"
    task: str = ""
    place: Place = Place()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class FieldReading:
    """A labelled cell of the form; `role` is the header role of its key where it has one (`unit_name`, `project`…).

    `confidence` is how surely it is a field of that key, `letters` how surely the characters of its value were read."""

    key: str
    value: str
    role: str = ""
    project: str = ""
    place: Place = Place()
    confidence: float = 1.0
    letters: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that the form says. `titles` are the headings seen, first to last; `texts` the prose around the
    tables, with its places, for what must be compared with it. `reasons` say how it was read; `unread` names, a
    sentence each, what was printed and not read or not understood."""

    form: str = "unknown"
    titles: tuple[Printed, ...] = ()
    texts: tuple[Printed, ...] = ()
    indicators: tuple[IndicatorReading, ...] = ()
    amounts: tuple[AmountReading, ...] = ()
    goals: tuple[GoalReading, ...] = ()
    fields: tuple[FieldReading, ...] = ()
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
