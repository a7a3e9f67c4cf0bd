"""Writes made filings with their gold into a folder: what `jixiao corpus make` does."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from corpus.gold import gold_of
from corpus.invent import FAMILIES, invent
from corpus.invention import Invention
from corpus.softened import softened
from corpus.to_text import DAMAGES, ENCODINGS, encoded, to_text
from corpus.typeset import typeset

#: The shapes of text that a family is met in; cells a line or with tabs for all, run together for the simpler forms.
RUN_TOGETHER = ("project-target", "project-results", "older")
WIDE = ("tabbed", "ocr")
FLAT = ("spaced", "lined", "glued")


def _shape(random: Random, family: str) -> str:
    if family == "score-sheet":
        return "ocr"
    return random.choice(WIDE + FLAT if family in RUN_TOGETHER else WIDE)


def write_text(folder: Path, stem: str, invention: Invention, random: Random) -> Path:
    """Writes the filing as a text of a drawn shape, damage and encoding, and its gold; gives back the text's path."""
    shape, damage = _shape(random, invention.family), random.choice(DAMAGES)
    encoding = random.choice(("utf-8", "utf-8", "utf-8", *ENCODINGS))
    printed = to_text(typeset(invention), random, shape, damage)
    path = folder / f"{stem}_{shape}_{damage}.txt"
    path.write_bytes(encoded(printed.text, encoding))
    write_gold(path, softened(gold_of(invention, path.name), invention, shape, printed))
    return path


def write_gold(path: Path, gold: dict[str, Any]) -> Path:
    """Writes the gold beside its document; gives back the gold's path."""
    beside = path.with_name(f"{path.name}.gold.json")
    beside.write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return beside


#: What `--as` may name, and how it is written.
KINDS: Mapping[str, Callable[[Path, str, Invention, Random], Path]] = {"text": write_text}


def make(out: Path, count: int, seed: int, kinds: Sequence[str] = ("text",)) -> list[Path]:
    """Writes `count` made filings of each kind with their gold, family by family, the same for the same seed.

    Gives back the documents' paths. Raises `ValueError` for a kind that is not in `KINDS`.
    """
    unknown = sorted(set(kinds) - set(KINDS))
    if unknown:
        raise ValueError(f"no such kind of document: {', '.join(unknown)} (there are {', '.join(KINDS)})")
    out.mkdir(parents=True, exist_ok=True)
    families = list(FAMILIES)
    done: list[Path] = []
    for i in range(count):
        family = families[i % len(families)]
        invention = invent(f"{seed}/{i}", family)
        for kind in kinds:
            done.append(KINDS[kind](out, f"{i + 1:04d}_{family}", invention, Random(f"{seed}/{i}/{kind}")))
    return done
