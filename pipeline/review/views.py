"""What the queue was narrowed to, kept under a name: a person's own views."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from pipeline.review.filters import Filters
from pipeline.store.engine import writing
from pipeline.store.states import remember, state

if TYPE_CHECKING:
    from sqlalchemy import Engine

# So many views a person has, and so long are their names.
_MOST, _LONGEST = 30, 40
_KEY = "review-views:"


def of(connection: Connection, who: str) -> Mapping[str, Filters]:
    """A person's views by name."""
    kept = json.loads(state(connection, _KEY + who, "{}"))
    return {str(name): Filters.of(given) for name, given in kept.items()}


def save(engine: Engine, who: str, name: str, filters: Filters) -> None:
    """Keeps a view, in the place of one of the same name; of too many the oldest goes."""
    name = " ".join(name.split())[:_LONGEST]
    if name:
        _write(engine, who, lambda kept: {**{one: view for one, view in kept.items() if one != name}, name: filters})


def remove(engine: Engine, who: str, name: str) -> None:
    """Forgets a view."""
    _write(engine, who, lambda kept: {one: view for one, view in kept.items() if one != name})


def _write(engine: Engine, who: str, change: Callable[[Mapping[str, Filters]], Mapping[str, Filters]]) -> None:
    with writing(engine) as connection:
        kept = list(change(of(connection, who)).items())[-_MOST:]
        told = json.dumps({name: view.given for name, view in kept}, ensure_ascii=False)
        remember(connection, _KEY + who, told)
