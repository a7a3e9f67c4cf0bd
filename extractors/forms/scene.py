"""What is known of a table before a block of it is read, and what a block gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.forms.grid import Grid
from schema.reading import AmountReading, FieldReading, GoalReading, IndicatorReading

if TYPE_CHECKING:
    from extractors.forms.trace import Watch


@dataclass(frozen=True, slots=True)
class Scene:
    """The table's form, the project that it is about, the horizon that the last heading named, and 单位：… over it.

    `guessed` says that the project stands behind a label that nobody knows or in a title alone; `is_overall` that the
    form is one of a whole department; `open` that no indicators came since the
    last heading: another one speaks of the same indicators. `part` is the line over the table that says what part of a
    form it is (长期绩效指标). Where there is a `watch`, a block takes down in it how its head and its rows were
    understood. `torn` says that the last rows of the table before were put together by their pieces: what stands behind
    it may go on with them.
    """

    form: str = "unknown"
    project: str = ""
    horizon: str = ""
    table_unit: str = ""
    guessed: bool = False
    is_overall: bool = False
    open: bool = False
    part: str = ""
    torn: bool = False
    watch: Watch | None = None

    def behind(self, claim: Claim) -> Scene:
        """What is known behind a block. Headings of several horizons over the same indicators leave them those of the
        year."""
        horizon = self.horizon if claim.horizon is None else claim.horizon
        if claim.horizon is not None and self.open and self.horizon not in ("", claim.horizon):
            horizon = "annual"
        return replace(
            self,
            project=self.project if claim.project is None else claim.project,
            horizon=horizon,
            guessed=self.guessed if claim.project is None else claim.guessed,
            torn=claim.torn,
            open=not claim.indicators and (self.open or claim.horizon is not None),
        )


@dataclass(frozen=True, slots=True)
class Claim:
    """What a block read from its first row to before `end`; `project` and `horizon` hold from here on, `guessed` with
    the project.

    `torn` says that its last rows were put together by their pieces.

    `unread` names, a sentence each, what stands in it and was not understood, `remarks` what of that matters to no
    record.
    """

    end: int
    indicators: tuple[IndicatorReading, ...] = ()
    amounts: tuple[AmountReading, ...] = ()
    goals: tuple[GoalReading, ...] = ()
    fields: tuple[FieldReading, ...] = ()
    project: str | None = None
    horizon: str | None = None
    guessed: bool = False
    torn: bool = False
    unread: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    def of_a_guess(self, chance: float) -> Claim:
        """The same with no record beside the indicators, which bear their own doubts, surer than that."""
        return replace(self.doubted(chance), indicators=self.indicators)

    def doubted(self, chance: float) -> Claim:
        """The same with no record surer than that."""
        return replace(
            self,
            indicators=tuple(replace(each, confidence=min(each.confidence, chance)) for each in self.indicators),
            amounts=tuple(replace(each, confidence=min(each.confidence, chance)) for each in self.amounts),
            goals=tuple(replace(each, confidence=min(each.confidence, chance)) for each in self.goals),
            fields=tuple(replace(each, confidence=min(each.confidence, chance)) for each in self.fields),
        )


@dataclass(frozen=True, slots=True)
class BlockReader:
    """Reads one kind of block. `read` gives None where none begins in that row; lower `order` goes first."""

    name: str
    order: int
    read: Callable[[Grid, int, Scene], Claim | None]
