"""Several projects in one table, what each is about beside its indicators."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from corpus.figures import printed
from corpus.invention import Fields, Form, Goals, Indicators, Invention, Listed, Project, Prose
from corpus.stress.unseen import unseen

#: Columns that all projects of such a table can share.
_SHARED = frozenset({"level1", "level2", "name", "target", "basis"})


def projects(random: Random, invention: Invention) -> Invention | None:
    """The filing with the tables of its projects as one, which leaves out what else these say."""
    listed = _listed(invention)
    name, money, goal = (random.choice(unseen()["layout"][key]) for key in ("project", "money", "goal"))
    priced = tuple(replace(each, money=printed(Decimal(random.randint(20, 9000)) / 10)) for each in listed)
    return _as_one(invention, Listed((name, money, goal), priced, random.random() < 0.7)) if priced else None


def project_banners(random: Random, invention: Invention) -> Invention | None:
    """The same with the name of each project in a row of its own, at times over first levels in such rows too: a tree
    in which nothing but the order tells what a row is."""
    listed = _listed(invention)
    if listed and random.random() < 0.5:
        listed = tuple(replace(each, indicators=_outlined(each.indicators)) for each in listed)
    banner = random.choice(unseen()["layout"]["banners"])
    return _as_one(invention, Listed(("", "", ""), listed, banner=banner)) if listed else None


def _outlined(table: Indicators) -> Indicators:
    columns = tuple(column for column in table.columns if column.role != "level1")
    return replace(table, columns=columns, banner="level1")


def _listed(invention: Invention) -> tuple[Project, ...]:
    """The projects of a filing with the columns of the first; none where they are not several that fit together."""
    forms = [part for part in invention.parts if isinstance(part, Form) and part.project]
    found = [_project(form) for form in forms]
    listed = [project for project in found if project is not None]
    if len(listed) < 2 or len(listed) < len(found):
        return ()
    columns = listed[0].indicators.columns
    return tuple(replace(each, indicators=replace(each.indicators, columns=columns)) for each in listed)


def _as_one(invention: Invention, listed: Listed) -> Invention:
    """The filing with this instead of the forms of its projects."""
    first = next(part for part in invention.parts if isinstance(part, Form) and part.project)
    unit = Fields((("填报单位", invention.unit_name),), roles=frozenset({"填报单位"}))
    before = tuple(part for part in invention.parts[: invention.parts.index(first)] if isinstance(part, Prose))
    return replace(invention, parts=(*before, Form(first.kind, (unit, listed))), planted=())


def _project(form: Form) -> Project | None:
    """The project of a form; None where its table does not fit beside others."""
    tables = [section for section in form.sections if isinstance(section, Indicators)]
    boxes = [box for s in form.sections if isinstance(s, Goals) for box in s.boxes if box.kind == "objective"]
    if len(tables) != 1 or len(boxes) != 1 or not tables[0].roles <= _SHARED or tables[0].turned:
        return None
    if tables[0].horizon != "annual" or boxes[0].horizon not in ("", "annual"):
        return None
    return Project(form.project, "", Goals("", (boxes[0],)), replace(tables[0], side="", banner=""))
