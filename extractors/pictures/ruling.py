"""Where rules run on a page set upright, and the tables that they make of what was seen on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.pictures.bare import bare
from extractors.pictures.completed import completed
from extractors.pictures.ink import faint_of, ink_of, unshaded
from extractors.pictures.letters import characters_of
from extractors.pictures.rules import draw, rule_masks, rules_of
from extractors.tables.ruled import RuledTable, ruled_tables

if TYPE_CHECKING:
    from extractors.ocr.seen import Line
    from extractors.pictures.picture import Pixels
    from extractors.tables.marks import Character, Rule

#: A text by itself that is less sure is no table.
_SURE = 0.5


@dataclass(frozen=True, slots=True)
class Ruling:
    """The rules of a page in points; masks, 255 where level and upright ones run and where any ink is."""

    rules: Sequence[Rule]
    level: Pixels
    upright: Pixels
    ink: Pixels

    @property
    def mask(self) -> Pixels:
        """255 where any rule runs."""
        import cv2

        return cv2.max(self.level, self.upright)

    def tables(self, lines: Iterable[Line]) -> tuple[tuple[RuledTable, ...], list[Character]]:
        """The tables with the lines in them, and the characters outside.

        What has nothing in it is no table, but edges of the sheet, lines of the desk or strokes of a pen.
        """
        tables, rest = ruled_tables(self.rules, characters_of(lines, self.level, self.upright))
        return tuple(table for table in tables if _says_something(table)), rest


def ruling_of(even: Pixels, seen: Sequence[Line]) -> Ruling:
    """The rules of the grey picture in even light on which those lines were seen."""
    plain = unshaded(even)
    ink = ink_of(plain)
    marks = bare(faint_of(plain), ink, seen)
    level, upright = rule_masks(ink, marks, bare(ink, ink, seen))
    rules = completed(rules_of(level, upright), marks, seen)
    draw(rules, level, upright)
    return Ruling(rules, level, upright, ink)


def without_rules(even: Pixels) -> Ruling:
    """The ruling of a page that has none, without a search."""
    import numpy as np

    ink = ink_of(unshaded(even))
    nowhere = np.zeros_like(ink)
    return Ruling((), nowhere, nowhere, ink)


def _says_something(table: RuledTable) -> bool:
    """Whether more is written in it than a single text that may be anything."""
    written = [cell.confidence for cell in table.cells if cell.lines]
    return len(written) > 1 or any(sure >= _SURE for sure in written)
