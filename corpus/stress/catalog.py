"""Every stress by name, and a filing under one: the same for the same seed."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from corpus.invent import FAMILIES, invent
from corpus.invention import Invention
from corpus.stress import columns, joins, labels, monitored, projects, rows_below, separators, storeys, words
from corpus.stress.changing import Change

LAYOUT: Mapping[str, Change] = {
    "permuted": columns.permuted,
    "neutral": columns.neutral,
    "places": columns.places,
    "halves": columns.halves,
    "parted": columns.parted,
    "few-levels": columns.few_levels,
    "second-score": columns.second_score,
    "turned": columns.turned,
    "turned-places": columns.turned_places,
    "sub-rows": rows_below.sub_rows,
    "pointed-levels": rows_below.pointed_levels,
    "fourth-level": rows_below.fourth_level,
    "monitoring": monitored.monitoring,
    "projects": projects.projects,
    "project-banners": projects.project_banners,
    "adjusted": columns.adjusted,
}
#: Stress → its variants, that filings bear in turn.
STRESSES: Mapping[str, Mapping[str, Change]] = {
    "words": words.VARIANTS,
    "storeys": storeys.VARIANTS,
    "labels": labels.VARIANTS,
    "separators": separators.VARIANTS,
    "joins": joins.VARIANTS,
    "layout": LAYOUT,
}
#: Those that only text can show.
OF_TEXT = frozenset({"separators"})
#: A variant is tried on so many filings of a family before another family is taken.
TRIES = 12


def stressed(seed: str, number: int, names: Sequence[str]) -> Invention:
    """The how many-eth filing under all these stresses at once: its variants are next in turn, its family the next
    in turn, else the first drawn that they fit; where they fit none together, the variants after them. Raises
    `KeyError` for a stress that there is not, `ValueError` for some that no filing bears together."""
    turn = list(FAMILIES)[number % len(FAMILIES)]
    families = dict.fromkeys((turn, *Random(f"{seed}/families").sample(list(FAMILIES), len(FAMILIES))))
    ordered = sorted(names, key=lambda name: name in OF_TEXT)
    for shift in range(max(len(STRESSES[name]) for name in ordered)):
        chosen = [(name, list(STRESSES[name])[(number + shift) % len(STRESSES[name])]) for name in ordered]
        for family, i in itertools.product(families, range(TRIES)):
            changed = _changed(Random(f"{seed}/{family}/{i}"), invent(f"{seed}/{i}", family), chosen)
            if changed:
                return changed
    raise ValueError(f"no filing bears {' and '.join(names)} together")


def _changed(random: Random, invention: Invention, chosen: Sequence[tuple[str, str]]) -> Invention | None:
    done: Invention | None = invention
    for name, variant in chosen:
        done = done and STRESSES[name][variant](random, done)
    return done and replace(done, stress=tuple(name for name, _ in chosen), variants=tuple(map("/".join, chosen)))
