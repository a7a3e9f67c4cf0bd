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
    forms = [part for part in invention.parts if isinstance(part, Form) and part.project]
    found = [_project(random, form) for form in forms]
    listed = tuple(project for project in found if project is not None)
    if len(listed) < 2 or len(listed) < len(found):
        return None
    columns = listed[0].indicators.columns
    same = tuple(replace(each, indicators=replace(each.indicators, columns=columns)) for each in listed)
    name, money, goal = (random.choice(unseen()["layout"][key]) for key in ("project", "money", "goal"))
    unit = Fields((("填报单位", invention.unit_name),), roles=frozenset({"填报单位"}))
    table = Form(forms[0].kind, (unit, Listed((name, money, goal), same, random.random() < 0.7)))
    before = tuple(part for part in invention.parts[: invention.parts.index(forms[0])] if isinstance(part, Prose))
    return replace(invention, parts=(*before, table), planted=())


def _project(random: Random, form: Form) -> Project | None:
    """The project of a form; None where its table does not fit beside others."""
    tables = [section for section in form.sections if isinstance(section, Indicators)]
    boxes = [box for s in form.sections if isinstance(s, Goals) for box in s.boxes if box.kind == "objective"]
    if len(tables) != 1 or len(boxes) != 1 or not tables[0].roles <= _SHARED or tables[0].turned:
        return None
    if tables[0].horizon != "annual" or boxes[0].horizon not in ("", "annual"):
        return None
    money = printed(Decimal(random.randint(20, 9000)) / 10)
    return Project(form.project, money, Goals("", (boxes[0],)), replace(tables[0], side="", banner=""))
