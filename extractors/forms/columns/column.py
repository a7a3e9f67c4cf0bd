"""A column of an indicator table."""

from __future__ import annotations

from dataclasses import dataclass

#: The group of a column that all variants of a row share.
SHARED = -1


@dataclass(frozen=True, slots=True)
class Column:
    """Columns from `start` to before `end` mean `role`; `period` is the year of a history column or the part of it that
    an interim one is about, `unit` what the head prints in brackets, `kinds` what qualifies it (`long-term`, `annual`,
    `history`, `adjusted`, `second`).

    A table may print several indicators in a row, a variant each (`Variant`): `group` says of which a column is, or
    `SHARED`. `joined` are two roles that share the cells of a column whose own role is `joint`. `storeys` are what the
    head prints over it, from the top down.
    """

    role: str
    start: int
    end: int
    period: str = ""
    unit: str = ""
    sureness: float = 1.0
    group: int = SHARED
    storeys: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    joined: tuple[str, ...] = ()

    @property
    def head(self) -> str:
        """What the lowest storey prints; empty where none prints anything."""
        return self.storeys[-1] if self.storeys else ""


@dataclass(frozen=True, slots=True)
class Variant:
    """What one of the indicators of a row is about: a horizon, a place, a project, its levels; empty where the head
    says none."""

    horizon: str = ""
    place: str = ""
    project: str = ""
    level1: str = ""
    level2: str = ""
