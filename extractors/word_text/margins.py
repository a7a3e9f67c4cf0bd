"""What a Word file prints outside its body: labelled lines of headers and footers, footnotes and endnotes.

Heads and feet repeat titles and page numbers, which are left out. A line that labels something (`单位：万元`) is read
once, in the section that it heads or ends; a note is read behind the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from extractors.word_text.formats import Formats
from extractors.word_text.text import Writer
from extractors.word_tree.making import copy_into, say, within
from extractors.word_tree.omissions import Omissions
from extractors.word_tree.package import Element, Package, R, W, is_on
from extractors.word_tree.settling import settle
from schema.errors import JixiaoError

_MAXIMUM_BYTES = 8_000_000
_MOST_SECTIONS = 100
_MOST_LINES = 20  # of one header
_NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"))
# A label, a colon and something behind it.
_LABELLED = re.compile(r"[^\W\d_]{2}[\w（()）/]{0,12}\s{0,3}[:：]\s{0,40}[^\s:：_＿]")
_LONGEST_LINE = 200


def insert_margins(root: Element, package: Package, formats: Formats, omissions: Omissions) -> None:
    """Puts such lines and the notes into the body as paragraphs; a part that is damaged is named."""
    body = next(root.iterchildren(W + "body"), None)
    if body is None:
        return
    _insert_lines(body, package, formats, omissions)
    for part, name in _NOTES:
        cited = dict.fromkeys(mark.get(W + "id", "") for mark in root.iter(f"{W}{name}Reference"))
        tree = _tree(package, package.named(part), omissions) if cited else None
        notes = {} if tree is None else {note.get(W + "id", ""): note for note in tree.iter(W + name)}
        for number in cited:
            for block in notes.get(number, ()):
                copy_into(body, block)
        omissions.note("footnotes and endnotes, read behind the body", sum(number in notes for number in cited))


def _insert_lines(body: Element, package: Package, formats: Formats, omissions: Omissions) -> None:
    told: set[str] = set()
    first = next(iter(body), None)
    for section in islice(list(body.iter(W + "sectPr")), _MOST_SECTIONS):
        last = next((block for block in (section, *section.iterancestors()) if block.getparent() is body), None)
        if first is None or last is None:
            break
        heads, feet = (list(_lines(section, kind, package, formats, omissions)) for kind in ("header", "footer"))
        for line in heads:
            if line not in told:
                first.addprevious(_paragraph(body, line))
                told.add(line)
        following = last.getnext()
        for line in reversed([line for line in dict.fromkeys(feet) if line not in told]):
            (last.addprevious if last is section else last.addnext)(_paragraph(body, line))
        told.update(feet)
        first = following
    omissions.note("labelled lines of page headers and footers, read in the body", len(told))


def _lines(section: Element, kind: str, package: Package, formats: Formats, omissions: Omissions) -> Iterator[str]:
    """The labelled lines of the headers or footers that a section prints."""
    for reference in section.iterchildren(f"{W}{kind}Reference"):
        name = reference.get(R + "id")
        is_first = reference.get(W + "type") == "first"
        if reference.get(W + "type") == "even" or (is_first and not is_on(section.find(W + "titlePg"))):
            continue
        tree = _tree(package, [package.relations[name].target] if package.holds(name) else [], omissions)
        if tree is not None:
            settle(tree, formats, Omissions())
            yield from labelled("\n".join(_printed(tree)))


def labelled(text: str) -> Iterator[str]:
    """The lines of a text of a header or footer that label something."""
    lines = (line.strip()[:_LONGEST_LINE] for line in text.split("\n"))
    return islice(filter(_LABELLED.search, lines), _MOST_LINES)


def _printed(tree: Element) -> Iterator[str]:
    """The paragraphs of a header or footer, each row of a table as one."""
    writer = Writer()
    acts = writer.acts()
    for block in tree.iter(W + "p", W + "tr"):
        if block.tag == W + "p" and next(block.iterancestors(W + "tr"), None) is not None:
            continue
        for node in block.iter(W + "p", *acts):
            if node.tag == W + "p":
                acts[W + "tab"](node)
            else:
                acts[node.tag](node)
        yield writer.line()


def _paragraph(body: Element, line: str) -> Element:
    made = within(body, "p")
    say(made, line)
    return made


def _tree(package: Package, names: list[str], omissions: Omissions) -> Element | None:
    for name in names:
        try:
            return package.tree(name, _MAXIMUM_BYTES)
        except JixiaoError:
            omissions.lose(name)
    return None
