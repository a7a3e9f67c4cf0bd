"""Formats of characters that take text off the paper or out of its line: hidden, struck through by hand, set high.

Hidden text, and white text on white paper, does not print and is left out. Struck text prints, with a line through it:
somebody took it back, and it is left out too. The mark of a note is set high behind a word or figure and is no part of
it. After ECMA-376 part 1, 17.3.2: a run has a format itself or by a style of its characters or paragraph, and may turn
the style's off.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from extractors.tables.raised import lowered
from extractors.word_tree.omissions import HIDDEN, STRUCK, Omissions, text_of
from extractors.word_tree.package import Element, W, is_on

#: For each style the formats that it brings, by the names of their elements.
Formats = dict[str, frozenset[str]]

_VALUE = W + "val"
_RUN, _PARAGRAPH, _PROPERTIES = W + "r", W + "p", W + "rPr"
_HIDDEN, _HIGH = W + "vanish", W + "vertAlign"
_STRIKES = (W + "strike", W + "dstrike")
_MARKS = (_HIDDEN, *_STRIKES, _HIGH)
_WHITE, _BOX = "FFFFFF", W + "txbxContent"
_SHADED = (_RUN, _PARAGRAPH, W + "tc", W + "tbl")
_LONGEST_CHAIN = 20  # of styles that rest on one another
_SEEN_BEFORE = 8  # characters
_RUNS_BEFORE = 40
_LONGEST_WORDS = 200


def formats_of(styles: Element | None) -> Formats:
    """The formats of each style that has any, itself or from the style that it rests on."""
    if styles is None or next(_marks(styles), None) is None:
        return {}
    every = {one.get(W + "styleId", ""): one for one in styles.iter(W + "style")}
    return {name: found for name in every if (found := _inherited(name, every))}


def take_off_formatted(root: Element, styled: Formats, omissions: Omissions) -> None:
    """Removes hidden and struck text and the marks of notes from a tree; those of one paragraph are told together."""
    words: dict[tuple[str, Element], str] = {}
    for run, name in list(_formatted(root, styled)):
        if name == _HIGH:
            omissions.note("marks of notes set high, taken off", _lower(run))
            continue
        key = HIDDEN if name == _HIDDEN else STRUCK, next(run.iterancestors(_PARAGRAPH), run)
        words[key] = words.get(key, "")[:_LONGEST_WORDS] + text_of(run)
        _take_off(run, name)
    for (kind, paragraph), text in words.items():
        if any(map(str.isalnum, text)):
            omissions.add(kind, paragraph, text)


def _marks(root: Element) -> Iterator[Element]:
    """The elements that turn a format on."""
    return (mark for mark in root.iter(*_MARKS) if _turns_on(mark))


def _turns_on(mark: Element) -> bool:
    return mark.get(_VALUE) == "superscript" if mark.tag == _HIGH else is_on(mark)


def _formatted(root: Element, styled: Formats) -> Iterator[tuple[Element, str]]:
    """Runs and a format that each has."""
    for mark in _marks(root):
        run = mark.getparent().getparent() if mark.getparent() is not None else None
        if run is not None and run.tag == _RUN and mark.getparent().tag == _PROPERTIES:
            yield run, mark.tag
    yield from ((run, _HIDDEN) for run in _white(root))
    for style in root.iter(W + "rStyle", W + "pStyle") if styled else ():
        holder = style.getparent().getparent() if style.getparent() is not None else None
        names = styled.get(style.get(_VALUE, ""), frozenset())
        for run in () if holder is None or not names else holder.iter(_RUN):
            own = run.find(_PROPERTIES)
            yield from ((run, name) for name in sorted(names) if own is None or own.find(name) is None)


def _white(root: Element) -> Iterator[Element]:
    """Runs in white without a ground that would show them."""
    for color in root.iter(W + "color"):
        run = color.getparent().getparent() if color.get(_VALUE, "").upper() == _WHITE else None
        if run is not None and run.tag == _RUN and not any(map(_is_ground, (run, *run.iterancestors()))):
            yield run


def _is_ground(element: Element) -> bool:
    """Whether an element is shaded, or drawn or styled so that it may be."""
    if element.tag == _BOX:
        return True
    properties = element.find(f"{element.tag}Pr") if element.tag in _SHADED else None
    if properties is None:
        return False
    shade = properties.find(W + "shd")
    is_dark = shade is not None and shade.get(W + "fill", "auto").upper() not in ("AUTO", _WHITE)
    return is_dark or any(properties.find(W + name) is not None for name in ("highlight", "tblStyle"))


def _inherited(name: str, every: dict[str, Element]) -> frozenset[str]:
    found: dict[str, bool] = {}
    for _ in range(_LONGEST_CHAIN):
        properties = every[name].find(_PROPERTIES) if name in every else None
        for mark in () if properties is None else properties.iterchildren(*_MARKS):
            found.setdefault(mark.tag, _turns_on(mark))
        rests_on = every[name].find(W + "basedOn") if name in every else None
        name = "" if rests_on is None else rests_on.get(_VALUE, "")
    return frozenset(name for name, is_there in found.items() if is_there)


def _take_off(run: Element, name: str) -> None:
    """Takes a hidden run out of its paragraph, and out of a struck one all but the ends of fields."""
    for child in list(run) if name in _STRIKES else ():
        if child.tag not in (_PROPERTIES, W + "fldChar"):
            run.remove(child)
    parent = run.getparent()
    if name == _HIDDEN and parent is not None:
        parent.remove(run)


def _lower(run: Element) -> bool:
    """Takes the mark of a note off; a power of ten becomes `10^4`, that of a unit stays as it is (`m2`)."""
    text = text_of(run)
    said = lowered(text, _before(run))
    if said:
        if said != text:
            first = next(run.iter(W + "t"))
            first.text = f"^{first.text}"
        return False
    for said in list(run.iter(W + "t")):
        said.getparent().remove(said)
    return True


def _before(run: Element) -> str:
    """The last characters before a run in its paragraph."""
    found = ""
    for sibling in islice(run.itersiblings(preceding=True), _RUNS_BEFORE):
        found = "".join(node.text or "" for node in sibling.iter(W + "t")) + found
        if len(found) >= _SEEN_BEFORE:
            break
    return found[-_SEEN_BEFORE:].rstrip()
