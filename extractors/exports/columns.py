"""The names of the columns of a database's table, where a text tells them: in the statement itself, in the one that
made the table, or in a remark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from extractors.knowledge import knowledge

# What stands in the names of columns for a blank.
_PLAIN = re.compile(r"[_\-\s.]+")
#: So much of the text before a statement is looked through.
_LOOKED_BACK = 20_000
_QUOTES = "`\"'[] \t\n"
_COMMENT = re.compile(r"\bCOMMENT\s*=?\s*N?'([^']{1,60})'", re.IGNORECASE)
_NAMED = re.compile(
    r"COMMENT\s+ON\s+COLUMN\s+(?:[^\s.]{1,60}\.){0,3}(?P<column>[^\s.]{1,60})\s+IS\s+N?'(?P<name>[^']{1,60})'",
    re.IGNORECASE,
)
_NAME = re.compile(r"[`\"'\[]?(?P<name>[^\s`\"'\[\]]{1,40})")


@lru_cache(maxsize=64)
def columns_of(own: str, before: str, width: int) -> tuple[str, ...]:
    """The names of so many columns, from the list of so many names that a statement has itself, or the last one in the
    text before; none where there is none.

    A column's comment is its name, where it has one. What follows a name tells of its type.
    """
    text = before[-_LOOKED_BACK:] + own
    named = {found["column"].strip(_QUOTES): found["name"] for found in _NAMED.finditer(text)}
    lists = [names for names in _lists(text) if len(names) == width and not any(map(_is_figure, names))]
    if not lists:
        return ()
    told = {name: comment for names in lists for name, comment in names.items() if comment}
    return tuple(told.get(name) or named.get(name) or name for name in lists[-1])


def heads_of_programs(names: Sequence[str]) -> list[str]:
    """Names of columns as forms print them, where programs call them otherwise (`target_value`); each head once, any
    other name as it is."""
    heads = [_heads().get(_PLAIN.sub("", name).lower(), name) for name in names]
    return [name if heads.count(head) > 1 else head for name, head in zip(names, heads, strict=True)]


@cache
def _heads() -> dict[str, str]:
    return {name: head for head, names in knowledge("columns_of_programs").items() for name in names}


def _is_figure(name: str) -> bool:
    return name[:1].isdigit()


def _lists(text: str) -> Iterator[dict[str, str]]:
    """The names, and the comments, in each bracket that stands in no other: its parts between commas."""
    depth = start = 0
    for sign in re.finditer(r"[()（）]", text):
        if sign[0] in "(（":
            start = sign.end() if not depth else start
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield _names(text[start : sign.start()])


def _names(inner: str) -> dict[str, str]:
    names: dict[str, str] = {}
    for part in _parts(inner):
        found = _NAME.match(part.strip())
        comment = _COMMENT.search(part)
        if found:
            names[found["name"]] = comment[1] if comment else ""
    return names


def _parts(inner: str) -> Iterator[str]:
    """What stands between the commas that no bracket and no quote holds."""
    depth = start = 0
    quoted = False
    for sign in re.finditer(r"[()（）',，]", inner):
        if sign[0] == "'":
            quoted = not quoted
        elif quoted:
            continue
        elif sign[0] in "(（":
            depth += 1
        elif sign[0] in ")）":
            depth -= 1
        elif not depth:
            yield inner[start : sign.start()]
            start = sign.end()
    yield inner[start:]
