"""What no evaluation of made filings may fall below, or rise above where less is better."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from operator import gt, lt
from pathlib import Path
from typing import Any

from corpus.report import Figures
from corpus.summary import Summary

#: What a bound is called in `floors.toml` → when a figure breaks it, and how that is said.
BOUNDS: dict[str, tuple[Callable[[float, float], bool], str]] = {"at_least": (lt, "below"), "at_most": (gt, "above")}
#: The F1 of single fields of an indicator, all documents together.
FIELD = "field"


def kept_floors() -> dict[str, Any]:
    """`floors.toml` as it stands: bounds of made filings, and under `unseen_words` and `scans` those of these."""
    return tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))


def broken(figures: Figures, floors: Mapping[str, Any]) -> list[str]:
    """What breaks its bound, a sentence each; empty where nothing does.

    `floors` has `at_least` and `at_most`, each with `all` (figure → bound), `field` (name → F1) and the kinds of groups
    (name → figure → bound). A group or a figure that there is none of is not judged.
    """
    return [said for bound in BOUNDS for said in _broken(figures, bound, floors.get(bound, {}))]


def _broken(figures: Figures, bound: str, floors: Mapping[str, Any]) -> Iterator[str]:
    whole = figures["all"]["all"]
    yield from _judged("all", whole, bound, floors.get("all", {}))
    for kind in (kind for kind in floors if kind not in ("all", FIELD)):
        for name, asked in floors[kind].items():
            yield from _judged(f"{kind} {name}", figures[kind].get(name, {}), bound, asked)
    yield from _judged(FIELD, whole["by_cell"], bound, floors.get(FIELD, {}))


def _judged(where: str, figures: Summary, bound: str, floors: Mapping[str, float]) -> Iterator[str]:
    breaks, said = BOUNDS[bound]
    for name, limit in floors.items():
        if figures.get(name) is not None and breaks(figures[name], limit):
            yield f"{where}: {name} is {figures[name]:.4f}, {said} {limit}"
