"""Labels of cells, blocks of money, objectives and titles in spellings that no reader was shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from random import Random
from typing import Any

from corpus.invention import (
    Abreast,
    Box,
    Fields,
    Form,
    Goals,
    Indicators,
    Invention,
    Line,
    Money,
    Prose,
    Section,
    Stated,
    Total,
)  # fmt: skip
from corpus.lexicon import headers
from corpus.stress import changing
from corpus.stress.unseen import drawn, unseen

YEAR = re.compile(r"^\d{4} ?年度?|^\d+、")


@dataclass(slots=True)
class Words:
    """Word → the other one that this filing has for it: the same throughout, no two alike."""

    random: Random
    known: dict[tuple[str, str], str] = field(default_factory=dict)

    def other(self, kind: str, word: str, spellings: Sequence[str]) -> str:
        """The filing's other word; the same one where there is none."""
        if spellings and (kind, word) not in self.known:
            self.known[kind, word] = drawn(self.random, spellings, set(self.known.values()))
        return self.known.get((kind, word), word)


def _given(*keys: str) -> Any:
    found: Any = unseen()["labels"]
    for key in keys:
        found = found.get(key, ())
    return found


def fields(random: Random, invention: Invention) -> Invention | None:
    """The form's labelled cells."""
    words = Words(random)

    def section(given: Section) -> Section:
        return _fields(words, given) if isinstance(given, Fields) else given

    return _if_changed(invention, changing.sections(invention, section))


def _if_changed(old: Invention, new: Invention) -> Invention | None:
    return None if new == old else new


def _label(words: Words, key: str) -> str:
    """Another label; of one that joins two by 及, both parts."""
    return "及".join(words.other("field", part, _given("fields", part)) for part in key.replace("\n", "").split("及"))


def _fields(words: Words, section: Fields) -> Fields:
    pairs = tuple((_label(words, key), value) for key, value in section.pairs)
    means = {_label(words, key): tuple((_label(words, k), v) for k, v in given) for key, given in section.means.items()}
    return replace(section, pairs=pairs, means=means, roles=frozenset(_label(words, key) for key in section.roles))


def money(random: Random, invention: Invention) -> Invention | None:
    """Blocks of money: their side heads, columns and rows."""
    words = Words(random)

    def section(given: Section) -> Section:
        if isinstance(given, Money) and all(line.label for line in given.lines):
            heads = tuple(_head(words, head) for head in given.heads)
            lines = tuple(_line(words, line) for line in given.lines)
            return replace(given, side=_block(words, given.side), heads=heads, lines=lines)
        if isinstance(given, Stated) and given.side:
            return replace(given, side=_block(words, given.side))
        return given

    return _if_changed(invention, changing.sections(invention, section))


def _block(words: Words, side: str) -> str:
    clean, mark, unit = side.replace("\n", "").partition("（")
    return words.other("block", clean, _given("blocks", "money")) + mark + unit if side else ""


@cache
def _role(head: str) -> str:
    roles = (role for role in ("budget0", "budget", "executed", "rate") if head in map(_bare, headers()[role]))
    return next(roles, "")


def _bare(head: str) -> str:
    return re.split("[(（]", head)[0]


def _head(words: Words, head: str) -> str:
    role = _role(_bare(head))
    return words.other("money", role, _given("money", role)) if role else head


def _line(words: Words, line: Line) -> Line:
    """The row under another label, its path and its other spellings with it."""
    parts = line.item.split("/")
    others = {part: words.other("row", part, _given("rows", part)) for part in parts}
    label = line.label.replace(parts[-1], others[parts[-1]])
    aliases = tuple(others.get(alias, alias) for alias in line.aliases)
    return replace(line, item="/".join(others[part] for part in parts), label=label, aliases=aliases)


def headings(random: Random, invention: Invention) -> Invention | None:
    """Objectives, the side of the indicators, the row of totals, and the title."""
    words = Words(random)

    def section(given: Section) -> Section:
        if isinstance(given, Goals):
            kind = "task" if all(box.kind == "task" for box in given.boxes) else "side"
            side = words.other(kind, given.side, _given("goals", kind)) if given.side else ""
            return replace(given, side=side, boxes=tuple(_box(words, given, box) for box in given.boxes))
        if isinstance(given, Total):
            return replace(given, label=words.other("total", given.label, _given("totals", "words")))
        if isinstance(given, Indicators | Abreast) and given.side:
            horizon = "annual" if isinstance(given, Abreast) else given.horizon
            return replace(given, side=words.other("indicators", horizon, _given("sides", horizon)))
        return given

    changed = changing.sections(invention, section)
    return replace(changed, parts=tuple(_titled(words, part) for part in changed.parts))


def _box(words: Words, goals: Goals, box: Box) -> Box:
    """The box under another head; the name of a task stays."""
    if box.task:
        return box
    far = (box.horizon or goals.horizon) == "long-term" and box.kind == "objective"
    kind = "long_objective" if far else box.kind
    return replace(box, head=words.other("goal", kind, _given("goals", kind)))


def _titled(words: Words, part: Prose | Form) -> Prose | Form:
    if isinstance(part, Form) or part.style != "title":
        return part
    name = next((word for word in _given("titles") if word in part.text), "")
    if not name or "报告" in part.text:
        return part
    title = words.other("title", name, _given("titles", name))
    if part.text.endswith("绩效目标表") and "、" in part.text:
        return replace(part, text=part.text.removesuffix("绩效目标表") + title)
    year = YEAR.match(part.text)
    return replace(part, text=(year[0] if year else "") + title)


def every(random: Random, invention: Invention) -> Invention | None:
    """All of them at once."""
    for change in (fields, money, headings):
        invention = change(random, invention) or invention
    return invention


VARIANTS: dict[str, changing.Change] = {"fields": fields, "money": money, "headings": headings, "every": every}
