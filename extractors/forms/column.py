"""A column of an indicator table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """Columns from `start` to before `end` mean `role`; `period` is the year of a history column or the part of it that
    an interim one is about, `unit` what the head prints in brackets, `group` counts the halves of a table that prints
    long-term and annual side by side.

    `storeys` are what the head prints over it, from the top down.
    """

    role: str
    start: int
    end: int
    period: str = ""
    unit: str = ""
    sureness: float = 1.0
    group: int = 0
    storeys: tuple[str, ...] = ()

    @property
    def head(self) -> str:
        """What the lowest storey prints; empty where none prints anything."""
        return self.storeys[-1] if self.storeys else ""
