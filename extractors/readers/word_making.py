"""Pieces of a Word tree made by hand, for content that lies in the file in another form."""

from __future__ import annotations

import re

from extractors.readers.word_package import Element, W

# What XML can't hold.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def within(parent: Element, name: str, value: str = "") -> Element:
    """A new last child of this name, with its `w:val` where there is one."""
    made = parent.makeelement(W + name)
    if value:
        made.set(W + "val", value)
    parent.append(made)
    return made


def say(parent: Element, words: str) -> None:
    """A run of text at the end of a paragraph; line breaks are kept."""
    run = within(parent, "r")
    for count, line in enumerate(_CONTROLS.sub("", words).split("\n")):
        if count:
            within(run, "br")
        within(run, "t").text = line


def paragraph(near: Element, words: str) -> Element:
    """A paragraph that stands nowhere yet, of the tree that an element belongs to."""
    made = near.makeelement(W + "p")
    say(made, words)
    return made
