"""The words of `data/unseen.toml`: spellings that no reader was shown."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from random import Random
from typing import Any

from corpus.lexicon import DATA


@cache
def unseen() -> dict[str, Any]:
    """`data/unseen.toml` as it stands."""
    return tomllib.loads((DATA / "unseen.toml").read_text(encoding="utf-8"))


@cache
def heads(role: str) -> tuple[str, ...]:
    """Every unseen head of the role: those spelled out, and those of two parts; none for a role without."""
    given = unseen()["composed"].get(role, {"first": (), "last": ()})
    composed = ("".join(pair) for pair in itertools.product(given["first"], given["last"]))
    return (*unseen()["heads"].get(role, ()), *composed)


def drawn(random: Random, spellings: Sequence[str], taken: set[str]) -> str:
    """One of the spellings that is not among those taken, and takes it."""
    free = [spelling for spelling in spellings if spelling not in taken]
    chosen = random.choice(free)
    taken.add(chosen)
    return chosen


def renamed(random: Random, words: Mapping[str, Sequence[str]], printed: Sequence[str]) -> dict[str, str]:
    """Word → the other word that it gets, for those of the printed ones that have others; no two get the same."""
    taken = set(printed)
    return {word: drawn(random, words[word], taken) for word in dict.fromkeys(printed) if word in words}
