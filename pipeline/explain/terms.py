"""The names of readers, columns and signals in the reader's language: `data/explained.toml` has the Chinese ones."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from pipeline.messages import language
from pipeline.words import Words

_DATA = Path(__file__).parents[1] / "data" / "explained.toml"
_FINDING = re.compile(r"finding: (.+) \((row|project)\)")
_PLACE = re.compile(r"(page|table|row) (\d+)")
# A cell behind its role, among others: `score: 0.5, remark: 甲`.
_ROLE = re.compile(r"(?<![^ ])([a-z_0-9]+): ")
_COUNT = re.compile(r"(\d+) (\w+)")


def term(group: str, name: str) -> str:
    """What a reader, a kind of records, a role or a way is called; the name itself where nothing else is written."""
    return _told()[group].get(name, name) if language() == "zh" else name


def counts(found: Mapping[str, int]) -> str:
    """So many records of each kind: `2 fields`, `1 field`, `栏目 2`."""
    if language() == "zh":
        return "，".join(f"{term('kinds', kind)} {count}" for kind, count in found.items())
    return ", ".join(f"{count} {kind.removesuffix('s') if count == 1 else kind}" for kind, count in found.items())


def place(said: str) -> str:
    """Where a record stands, `table 1, row 11`; a cell by its own name stays."""
    if language() != "zh":
        return said
    return _PLACE.sub(lambda found: _told()["places"][found[1]].format(found[2]), said).replace(", ", "，")


def cells(said: Sequence[str]) -> str:
    """Cells of a row of text, each behind its role: `name: 入学率 | target: 95%`."""
    parts = (cell.partition(": ") for cell in said)
    return " | ".join(f"{term('roles', role)}{colon}{text}" for role, colon, text in parts)


def second(said: str) -> str:
    """What came second: a role, or a reader with what it would have found, or a way with what it would have moved."""
    if language() != "zh":
        return said
    name, bracket, found = said.partition(" (")
    if bracket:
        kinds = _COUNT.sub(lambda one: f"{term('kinds', one[2])} {one[1]}", found.removesuffix(")")).replace(", ", "，")
        return f"{term('readers', name)}（{kinds}）"
    way, colon, moved = said.partition(": ")
    if colon:
        roles = _ROLE.sub(lambda one: f"{term('roles', one[1])}: ", moved)
        return f"{term('ways', way)}：{term('ways', roles)}"
    return next((told[said] for told in (_told()["roles"], _told()["readers"]) if said in told), said)


def signal(name: str) -> str:
    """What a signal is called: what it says of a value or a check in the words of reasons and findings."""
    words = Words(language())
    if language() != "zh":
        return name
    told = _told()["signals"]
    put = words.reason(name)
    if put != name or name in told:
        return told.get(name, put)
    if found := _FINDING.fullmatch(name):
        return told[f"finding: {{}} ({found[2]})"].format(words.term("rule", found[1]))
    for phrase in (each for each in told if "{}" in each):
        if (start := phrase.partition("{}")[0]) and name.startswith(start):
            rest = name.removeprefix(start)
            return told[phrase].format(told.get(rest, words.reason(rest)))
    return name


@cache
def _told() -> dict[str, dict[str, str]]:
    with _DATA.open("rb") as file:
        return tomllib.load(file)
