"""What a made filing says, as truth: the parts of its forms, each knowing both what is printed and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate, pairwise


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and how it is printed. `raw` is the value cell; `sign` and `measure` are the cells beside it where the
    form keeps operator and unit apart. `op`, `value`, `value_max`, `unit`, `kind`, `text` are what it means."""

    raw: str = ""
    op: str = ""
    value: Decimal | None = None
    value_max: Decimal | None = None
    unit: str = ""
    kind: str = ""
    text: str = ""
    sign: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator, or (with `placeholder`) a row that holds none and prints its name alone.

    `level1` and `level2` are clean; `printed` says what stands on paper instead where that differs (weights in
    brackets). `texts` maps further roles to printed words (`basis`, `tag`, `evidence`). `optional`: a reader may take
    it for an indicator or not (不涉及, a class that running text describes). `spread` maps a place or a horizon to its
    own target, which makes an indicator each; `interim` is (period, value) of a monitoring, `forecast` what it expects
    of the whole year; `aliases` are other right spellings of the name.
    """

    level1: str
    level2: str
    name: str
    target: Figure | None = None
    actual: Figure | None = None
    history: tuple[tuple[str, Figure], ...] = ()
    weight: Decimal | None = None
    score: Decimal | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    printed: Mapping[str, str] = field(default_factory=dict)
    placeholder: bool = False
    optional: bool = False
    spread: Mapping[str, Figure] = field(default_factory=dict)
    interim: tuple[tuple[str, Figure], ...] = ()
    forecast: Figure | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an indicator table: its role, its head, the heads over it (joined by `/`, from the top storey down)
    and the year of a `history` column.

    `of` names the place or horizon whose target the column holds. `joined` are columns that share this one's cells,
    `joint` stands between their texts and those of this one."""

    role: str
    head: str
    over: str = ""
    period: str = ""
    of: str = ""
    joined: tuple[Column, ...] = ()
    joint: str = ""

    @property
    def roles(self) -> tuple[str, ...]:
        """Its role and those of the columns that share its cells."""
        return (self.role, *(column.role for column in self.joined))


@dataclass(frozen=True, slots=True)
class Fields:
    """A row of labelled cells. `means` maps a printed key to the (key, value) pairs that it gives, where not itself;
    `roles` names the keys that other columns of the export hold already."""

    pairs: tuple[tuple[str, str], ...]
    means: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    roles: frozenset[str] = frozenset()
    side: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a money table: `item` is the path of clean labels, `label` what is printed, `group` a merged cell."""

    item: str
    label: str
    cells: tuple[str, ...]
    group: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Money:
    """A block of amounts: `corner` heads the labels, `heads` the columns (`over` a storey above, or empty).

    `unit` is what the block prints for its figures. With `labelled` false there is one value a line and no label.
    """

    side: str
    corner: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    over: tuple[str, ...] = ()
    unit: str = "万元"
    labelled: bool = True


@dataclass(frozen=True, slots=True)
class Stated:
    """Rows of cells that hold label and value together: 其中：基本支出：471.83."""

    side: str
    rows: tuple[tuple[Line | None, ...], ...]
    unit: str = "万元"


@dataclass(frozen=True, slots=True)
class Box:
    """A head and the paragraphs under it; `task` names the task that the paragraphs belong to, `horizon` is told where
    it is not that of the whole block."""

    head: str
    kind: str
    paragraphs: tuple[str, ...]
    task: str = ""
    horizon: str = ""


@dataclass(frozen=True, slots=True)
class Goals:
    """Objectives in words. `layout`: `rows` (a box a row, its head to the left), `columns` (heads over the texts),
    `pairs` (two boxes, head and text in turn, a row a paragraph). `heads` is a row over the boxes, or none."""

    side: str
    boxes: tuple[Box, ...]
    horizon: str = "annual"
    layout: str = "rows"
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicators:
    """The indicator rows of a table with their columns; `merged` tells whether level cells span their rows.

    `stacks` counts the rows that share each printed row, a line of every cell each (empty: one each). `banner` is the
    role of the level that stands in rows over the whole width. `turned`: columns are printed as rows."""

    side: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    horizon: str = "annual"
    merged: bool = True
    stacks: tuple[int, ...] = ()
    banner: str = ""
    turned: bool = False

    @property
    def roles(self) -> frozenset[str]:
        """The roles of all columns, and the one that stands in rows of its own."""
        return frozenset(role for column in self.columns for role in column.roles) | {self.banner} - {""}

    @property
    def lined(self) -> bool:
        """Whether breaks in its cells tell apart what is printed in them."""
        return any(size > 1 for size in self.stacks) or any(column.joint == "\n" for column in self.columns)

    @property
    def printed_rows(self) -> list[tuple[Row, ...]]:
        """The rows of each printed row."""
        ends = [0, *accumulate(self.stacks or (1,) * len(self.rows))]
        return [self.rows[a:b] for a, b in pairwise(ends)]


@dataclass(frozen=True, slots=True)
class Abreast:
    """Two indicator tables side by side that share their first level; `right` has no column for it."""

    side: str
    left: Indicators
    right: Indicators


@dataclass(frozen=True, slots=True)
class Total:
    """The last row: its label and what stands under weight and score."""

    label: str
    weight: str
    score: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A row over the whole width that says nothing to be read."""

    text: str


@dataclass(frozen=True, slots=True)
class Project:
    """One of several projects in a table: its money in 万元 as printed, its goals and its indicators."""

    name: str
    money: str
    goals: Goals
    indicators: Indicators


@dataclass(frozen=True, slots=True)
class Listed:
    """Several projects in one table: name, money and goals of each stand beside its indicators under `heads`, over all
    of its rows where they are `merged`, else in the first. All have the same columns.

    With a `banner` (`{}` for the name, `{n}` and `{chinese}` for the number of the project) each project's name alone
    stands in a row over its indicators; the heads are empty then, and neither money nor goals are printed."""

    heads: tuple[str, str, str]
    projects: tuple[Project, ...]
    merged: bool = True
    banner: str = ""


Section = Fields | Money | Stated | Goals | Indicators | Abreast | Listed | Total | Note


@dataclass(frozen=True, slots=True)
class Form:
    """One table. `kind` is the form that its indicators belong to; `project` is empty for a whole department."""

    kind: str
    sections: tuple[Section, ...]
    project: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """An amount that running text states."""

    item: str
    raw: str
    value: Decimal
    unit: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph. `style` is `title`, `heading` or `body`; `goal` the kind of goal that it is, `indicator` what it
    says of a class of indicators, where it does either."""

    text: str
    style: str = "body"
    goal: str = ""
    optional: bool = False
    indicator: Row | None = None
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Planted:
    """Something that does not add up on purpose: the rule that must find it and what the finding must name."""

    rule: str
    about: str
    why: str
    project: str = ""


@dataclass(frozen=True, slots=True)
class Invention:
    """A made filing: `parts` in reading order, and what is wrong with it on purpose.

    `stress` and `variants` name what was done to it that no reader has seen (`words`, `words/heads`)."""

    family: str
    form: str
    fiscal_year: str
    unit_name: str
    parts: tuple[Prose | Form, ...]
    planted: tuple[Planted, ...] = ()
    stress: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
