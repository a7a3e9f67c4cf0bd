"""Names freed from their layout: numbering, bracketed points, codes, blanks; and the unit that a filing is of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from normalizers.knowledge import table
from normalizers.text import BORDERS, compact, tidy
from schema.reading import FieldReading

_MARKUP = re.compile(r"<[a-zA-Z/][^<>]{0,200}>")
_AT_EDGES = re.compile(rf"^[\s{BORDERS}]+|[\s{BORDERS}]+$")
# Where the name of a unit ends, whatever ran into its cell: a border, a line of another cell, a stop, a blank with a
# label behind it.
_UNIT_ENDS = re.compile(rf"[{BORDERS}\n。；;，,]|[ \u3000]+(?=\S{{0,12}}[:：])")
_LONGEST_UNIT = 40
_FIGURES = re.compile(r"\d{1,2}月\d|\d{4}\s?年|\d+\s?[万亿]?元|\d{5}|\d+[.,]\d")
#: A longer text is no name.
_LONGEST_NAME = 60
#: Which labels name the unit, in the contract's order.
_UNIT_ROLES = ("unit_name", "implementing_unit", "competent_department")
# The number of a level, and a bracket behind one that a new page repeats.
_SERIAL = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2}){0,2}[.、．]?|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）]|[一二三四五六七八九十]{1,2}、)(?=[\u4e00-\u9fff]{2})"
)
_CONTINUED = re.compile(r"[（(]续(?:表|上页)?[)）]$")


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in table("layout")[name])


def clean(text: str) -> str:
    """Text of a cell on one line, without markup that a converter left, without the borders of its cell and without
    breaks inside Chinese words."""
    return tidy(_MARKUP.sub(" ", _AT_EDGES.sub("", text)))


def indicator_name(raw: str) -> str:
    """The name without numbering in front and layout blanks; `指标1：客户满意度` gives 客户满意度."""
    name = clean(raw)
    for pattern in _patterns("prefixes"):
        stripped = pattern.sub("", name)
        name = stripped if stripped else name
    return name


def without_doubled(name: str, is_known: Callable[[str], bool]) -> str:
    """The name without a character that a reader saw twice, where that makes it a known one: 履职工工作 is 履职工作."""
    if len(name) > _LONGEST_NAME or is_known(name):
        return name
    for index in range(1, len(name)):
        if name[index] == name[index - 1] and is_known(name[:index] + name[index + 1 :]):
            return name[:index] + name[index + 1 :]
    return name


def parted_points(name: str) -> tuple[str, str]:
    """A name and the points in brackets behind it: `资产管理安全性（5分）` gives 5; none where no 分 stands there."""
    for pattern in _patterns("name_points"):
        if found := pattern.search(name):
            return name[: found.start()].rstrip(), found[1]
    return name, ""


def level_name(raw: str) -> str:
    """The name of a level without blanks, line breaks, its points in brackets, the number before it (1.1数量指标) and
    what says that it goes on (续)."""
    name = _CONTINUED.sub("", compact(_MARKUP.sub("", raw)))
    name = _SERIAL.sub("", name) or name
    for pattern in _patterns("level_points"):
        name = pattern.sub("", name)
    return name


def unit_name(raw: str) -> str:
    """A unit's name without the code in front of it."""
    name = clean(raw)
    for pattern in _patterns("codes"):
        name = pattern.sub("", name) or name
    return name.strip()


def printed_unit(raw: str) -> str:
    """The unit that a labelled cell names, without what ran into it from other cells; empty where it names none: a
    label, a remark, an amount's unit, a text with figures in it."""
    name = clean(_UNIT_ENDS.split(_AT_EDGES.sub("", raw), maxsplit=1)[0])
    for pattern in _patterns("stamps"):
        name = pattern.sub("", name)
    name = unit_name(name).strip(" :：、-—/")
    if not _is_unit(name):
        return ""
    return name


def _is_unit(name: str) -> bool:
    if not 2 <= len(name) <= _LONGEST_UNIT or name in table("layout")["no_units"] or _FIGURES.search(name):
        return False
    return not any(mark in name for mark in ":：%≥≤") and any("\u4e00" <= sign <= "\u9fff" for sign in name)


def is_public_body(name: str) -> bool:
    """Whether the name is that of a body of its own: it bears its place, and ends like a public body."""
    return ends_like_body(name) and any(place in name for place in table("layout")["places"])


def ends_like_body(name: str) -> bool:
    """Whether a name ends as those of public bodies do, with its place or without."""
    data = table("layout")
    return name.endswith(tuple(data["bodies"])) and not name.endswith(tuple(data["no_body_ends"]))


def labelled_unit(fields: Iterable[FieldReading]) -> str:
    """The unit that the labelled cells of a filing name: as its own; else the implementing body if public; else the
    department above."""
    found: dict[str, str] = {}
    for field in fields:
        if field.role in _UNIT_ROLES and field.role not in found and (name := printed_unit(field.value)):
            found[field.role] = name
    if "unit_name" in found:
        return found["unit_name"]
    implementing = found.get("implementing_unit", "")
    if implementing and is_public_body(implementing):
        return implementing
    return found.get("competent_department", implementing)


def item_path(path: Sequence[str]) -> str:
    """The labels of an amount, parents first, joined by `/`; blanks go, one label is not said twice in a row."""
    labels = [compact(label) for label in path]
    return "/".join(label for i, label in enumerate(labels) if label and (not i or labels[i - 1] != label))
