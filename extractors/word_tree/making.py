"""Pieces of a Word tree made by hand, for content that lies in the file in another form."""

from __future__ import annotations

import re

from extractors.word_tree.package import Element, W

# What XML can't hold.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def within(parent: Element, name: str, value: str = "") -> Element:
    """A new last child of this name, with its `w:val` where there is one."""
    made = foreign(parent, W + name)
    if value:
        made.set(W + "val", value)
    return made


def foreign(parent: Element, name: str) -> Element:
    """A new last child of a name of any space, made in its place: one made apart is slow to move into a tree."""
    from lxml import etree

    return etree.SubElement(parent, name)


def say(parent: Element, words: str) -> None:
    """A run of text at the end of a paragraph; line breaks are kept."""
    run = within(parent, "r")
    for count, line in enumerate(_CONTROLS.sub("", words).split("\n")):
        if count:
            within(run, "br")
        within(run, "t").text = line


def copy_into(parent: Element, source: Element) -> None:
    """A copy of an element of another tree as the last child of a parent.

    It is made anew, node by node: lxml takes the square of their number to move nodes from one tree into another.
    """
    from lxml import etree

    waiting = [(parent, source)]
    while waiting:
        holder, node = waiting.pop()
        made = etree.SubElement(holder, node.tag, node.attrib)
        made.text = node.text
        waiting.extend((made, child) for child in reversed(node) if isinstance(child.tag, str))
