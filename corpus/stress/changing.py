"""Changes the parts of a filing one by one; print and gold follow, as both come from the same parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from corpus.invention import Abreast, Form, Indicators, Invention, Section, Total

#: What a variant does: a filing in, the changed one out; None where the filing has nothing that it could change.
Change = Callable[[Random, Invention], Invention | None]
Table = Callable[[Indicators], Indicators | None]
#: The roles of the columns that hold levels.
LEVELS = ("level1", "level2", "level3")


def sections(invention: Invention, change: Callable[[Section], Section | None]) -> Invention:
    """The filing with each section of its forms changed; None takes the section out."""
    parts = []
    for part in invention.parts:
        if isinstance(part, Form):
            changed = (change(section) for section in part.sections)
            part = replace(part, sections=tuple(section for section in changed if section is not None))
        parts.append(part)
    return replace(invention, parts=tuple(parts))


def without(invention: Invention, *rules: str) -> Invention:
    """The filing without what was planted for these rules: the change leaves nothing of it to find."""
    return replace(invention, planted=tuple(one for one in invention.planted if one.rule not in rules))


def without_totals(invention: Invention) -> Invention:
    """The filing without the rows that sum up its points, and without what was planted in them."""
    kept = sections(invention, lambda section: None if isinstance(section, Total) else section)
    return without(kept, "score-sum-mismatch")


def tables(invention: Invention, change: Table, abreast: bool = False) -> Invention | None:
    """The filing with each table of indicators changed; None where the change fits one of them not.

    Tables that stand abreast are only changed where that keeps their columns."""
    unfit: list[Section] = []

    def one(table: Indicators) -> Indicators:
        changed = change(table)
        if changed is None:
            unfit.append(table)
        return changed or table

    def section(given: Section) -> Section:
        if isinstance(given, Abreast):
            unfit.extend(() if abreast else (given,))
            return replace(given, left=one(given.left), right=one(given.right))
        return one(given) if isinstance(given, Indicators) else given

    done = sections(invention, section)
    return None if unfit or not tables_of(invention) else done


def tables_of(invention: Invention) -> list[Indicators]:
    """Every table of indicators, in reading order."""
    found: list[Indicators] = []
    for part in invention.parts:
        for section in part.sections if isinstance(part, Form) else ():
            if isinstance(section, Indicators):
                found.append(section)
            elif isinstance(section, Abreast):
                found += [section.left, section.right]
    return found
