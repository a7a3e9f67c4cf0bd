"""The numbers that Word generates before paragraphs: on the paper they belong to the text, in the file they don't.

After ECMA-376 part 1, 17.9: a paragraph names a list (`w:num`) and a level, itself or by its style; a list takes its
levels from an abstract list and may override them; lists of one abstract list count on together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extractors.word_text.numerals import numeral
from extractors.word_text.text import number
from extractors.word_tree.package import Element, W, is_on

_VALUE = W + "val"
_PLACE = re.compile("%([1-9])")
_LONGEST_TEXT = 60  # of a level's pattern; Word allows about half of it
_LONGEST_CHAIN = 20  # of styles that rest on one another


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    gap: str = " "
    is_legal: bool = False
    restarts_after: int | None = None
    style: str = ""


@dataclass(frozen=True, slots=True)
class _List:
    """A `w:num`: the abstract list that it counts with, its levels, and where it begins anew."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]


@dataclass(slots=True)
class _Counter:
    """How far each abstract list has counted at each level."""

    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def next(self, name: str, used: _List, level: int) -> str:
        """The printed number of the next paragraph of a list at a level."""
        counts = self.counts.setdefault(used.abstract, {})
        own = used.levels.get(level, _Level())
        anew = level in used.starts and (name, level) not in self.begun
        self.begun.add((name, level))
        if anew:
            counts[level] = used.starts[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else own.start
        for deeper in [deeper for deeper in counts if deeper > level]:
            if _restarts(used.levels.get(deeper, _Level()), level):
                del counts[deeper]
        return _printed(own, used, counts)


def _restarts(deeper: _Level, level: int) -> bool:
    """Whether a paragraph at a level makes a deeper one begin anew; `restarts_after` counts levels from 1."""
    after = deeper.restarts_after
    return after is None or (after > 0 and level < after)


def _printed(own: _Level, used: _List, counts: dict[int, int]) -> str:
    if own.form == "bullet":  # a sign before a line is no number
        return ""

    def at(place: re.Match[str]) -> str:
        level = int(place.group(1)) - 1
        other = used.levels.get(level, _Level())
        return numeral(counts.get(level, other.start), "decimal" if own.is_legal else other.form)

    text = _PLACE.sub(at, own.text)
    return text + own.gap if text else ""


def labels(root: Element, numbering: Element | None, styles: Element | None) -> dict[Element, str]:
    """The printed number, with the blank behind it, of each paragraph that has one, in a settled tree."""
    if numbering is None:
        return {}
    styled = _numbered_styles(styles)
    lists = _lists(numbering, styled)
    counter = _Counter()
    found: dict[Element, str] = {}
    for paragraph, name, level in _numbered(root, styled, lists):
        text = counter.next(name, lists[name], level) if name in lists else ""
        if text:
            found[paragraph] = text
    return found


def _numbered(
    root: Element, styled: dict[str, tuple[str, int | None]], lists: dict[str, _List]
) -> Iterator[tuple[Element, str, int]]:
    """The paragraphs with a list and a level, in document order; each is met by its properties."""
    for properties in _properties(root, bool(styled)):
        own = properties.find(W + "numPr")
        style = properties.find(W + "pStyle")
        style_name = "" if style is None else style.get(_VALUE, "")
        name, level = styled.get(style_name, ("", None))
        if name in lists and level is None:
            level = next((at for at, one in lists[name].levels.items() if one.style == style_name), 0)
        if own is not None:
            given = own.find(W + "numId")
            name = name if given is None else given.get(_VALUE, "")
            level = number(own.find(W + "ilvl"), level or 0)
        if name and not _is_covered(properties):
            yield properties.getparent(), name, level or 0


def _properties(root: Element, with_styles: bool) -> Iterator[Element]:
    before = None
    for mark in root.iter(W + "numPr", *((W + "pStyle",) if with_styles else ())):
        properties = mark.getparent()
        if properties is not None and properties.tag == W + "pPr" and properties is not before:
            before = properties
            yield properties


def _is_covered(properties: Element) -> bool:
    """Whether the paragraph is in a cell that goes on from above: it isn't printed."""
    cell = next(properties.iterancestors(W + "tc"), None)
    merge = None if cell is None else cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(_VALUE) != "restart"


def _numbered_styles(styles: Element | None) -> dict[str, tuple[str, int | None]]:
    """List and level of each paragraph style that has them, itself or from the style that it rests on."""
    every = {} if styles is None else {one.get(W + "styleId", ""): one for one in styles.iter(W + "style")}
    found = {}
    for name in every:
        numbered = _inherited(name, every)
        if numbered is not None:
            found[name] = numbered
    return found


def _inherited(name: str, styles: dict[str, Element]) -> tuple[str, int | None] | None:
    for _ in range(_LONGEST_CHAIN):
        style = styles.get(name)
        if style is None:
            return None
        given = style.find(f"{W}pPr/{W}numPr/{W}numId")
        if given is not None:
            level = style.find(f"{W}pPr/{W}numPr/{W}ilvl")
            return given.get(_VALUE, ""), None if level is None else number(level, 0)
        rests_on = style.find(W + "basedOn")
        name = "" if rests_on is None else rests_on.get(_VALUE, "")
    return None


def _lists(numbering: Element, styled: dict[str, tuple[str, int | None]]) -> dict[str, _List]:
    abstracts = {one.get(W + "abstractNumId", ""): one for one in numbering.iter(W + "abstractNum")}
    names = {one.get(W + "numId", ""): one for one in numbering.iter(W + "num")}
    found = {}
    for name, one in names.items():
        abstract = _abstract(one, abstracts, names, styled)
        if name != "0" and abstract in abstracts:
            found[name] = _list(one, abstract, abstracts[abstract])
    return found


def _abstract(
    one: Element, abstracts: dict[str, Element], names: dict[str, Element], styled: dict[str, tuple[str, int | None]]
) -> str:
    """The abstract list of a list; one that only names a style has its levels with that style's list."""
    name = _value(one.find(W + "abstractNumId"))
    link = abstracts[name].find(W + "numStyleLink") if name in abstracts else None
    if link is None:
        return name
    other = names.get(styled.get(_value(link), ("", None))[0])
    return name if other is None else _value(other.find(W + "abstractNumId"))


def _value(element: Element | None) -> str:
    return "" if element is None else str(element.get(_VALUE, ""))


def _list(one: Element, name: str, abstract: Element) -> _List:
    levels = {_index(level): _level(level) for level in abstract.iterchildren(W + "lvl")}
    starts = {}
    for override in one.iterchildren(W + "lvlOverride"):
        given = override.find(W + "lvl")
        if given is not None:
            levels[_index(override)] = _level(given)
        start = override.find(W + "startOverride")
        if start is not None:
            starts[_index(override)] = number(start, 1)
            levels[_index(override)] = replace(levels.get(_index(override), _Level()), start=number(start, 1))
    return _List(name, levels, starts)


def _index(level: Element) -> int:
    text = level.get(W + "ilvl", "0")
    return int(text) if text in tuple("012345678") else 0


def _level(level: Element) -> _Level:
    restart = level.find(W + "lvlRestart")
    return _Level(
        start=number(level.find(W + "start"), 0),
        form=_value(level.find(W + "numFmt")) or "decimal",
        text=_value(level.find(W + "lvlText"))[:_LONGEST_TEXT],
        gap="" if _value(level.find(W + "suff")) == "nothing" else " ",
        is_legal=is_on(level.find(W + "isLgl")),
        restarts_after=None if restart is None else number(restart, 0),
        style=_value(level.find(W + "pStyle")),
    )
