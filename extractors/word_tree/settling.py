"""A Word tree settled as it prints: changes accepted, wrappers taken off, what is never printed taken out.

After it a story is paragraphs and tables, a table rows, a row cells, a cell paragraphs and tables again, and the text
of a paragraph lies in it and nowhere else. Every step is one pass over the tree inside lxml, or over what it finds.
"""

from __future__ import annotations

import re

from extractors.word_text.formats import Formats, take_off_formatted
from extractors.word_tree.controls import name_empty_fields
from extractors.word_tree.omissions import FLOATING, Omissions, text_of
from extractors.word_tree.package import Element, W
from normalizers.quantities.figures import FIGURE

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FIGURE = re.compile(r"(?!(?:19|20)\d\d年)[≥≤<>=＝约达]?\s?" + FIGURE + r"\s?[^\W\d_]{0,4}[%％‰]?")
_CHANGES = ("del", "moveFrom", "cellDel", "ins", "moveTo")
_KEPT = (W + "ins", W + "moveTo")

# Never on the paper: what was deleted or moved away, the reading above a character, the settings of wrappers, and
# the places of tab stops, which bear the name of the tabs in a text.
_UNPRINTED = ("del", "moveFrom", "rt", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "tabs", "pPrChange",
              "rPrChange", "tcPrChange", "trPrChange", "tblPrChange", "tblGridChange", "sectPrChange",
              "numberingChange", "tblPrExChange")  # fmt: skip
_WRAPPERS = ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "txbxContent")


def settle(root: Element, formats: Formats, omissions: Omissions) -> None:
    """Changes the tree in place. What is inserted is kept, what is moved stands once, at its new place; `omissions`
    hears of what is taken out although it holds words. `formats` are those of the file's styles."""
    from lxml import etree

    changes = list(root.iter(*(W + name for name in _CHANGES)))
    _note_changes(changes, omissions)
    _accept_deleted_rows_and_cells(changes)
    marks = [paragraph for change in changes if (paragraph := _of_mark(change)) is not None]
    etree.strip_elements(root, *(W + name for name in _UNPRINTED), with_tail=False)
    _join_paragraphs(marks)
    take_off_formatted(root, formats, omissions)
    _choose_alternatives(root)
    name_empty_fields(root, omissions)
    _free_text_boxes(root, omissions)
    etree.strip_tags(
        root, *(W + name for name in _WRAPPERS), _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"
    )


def _note_changes(changes: list[Element], omissions: Omissions) -> None:
    worded = [change for change in changes if next(change.iter(W + "t", W + "delText"), None) is not None]
    kept = sum(change.tag in _KEPT for change in worded)
    omissions.note("tracked insertions, accepted", kept)
    omissions.note("tracked deletions, accepted", len(worded) - kept)


def _accept_deleted_rows_and_cells(changes: list[Element]) -> None:
    for mark in changes:
        parent = mark.getparent()
        if mark.tag not in _KEPT and parent is not None and parent.tag in (W + "trPr", W + "tcPr"):
            _remove(parent.getparent())


def _of_mark(change: Element) -> Element | None:
    """The paragraph whose end was deleted, if that is the change: it goes on in the next."""
    properties = change.getparent()
    if change.tag in _KEPT or properties is None or properties.tag != W + "rPr":
        return None
    holder = properties.getparent()
    return holder.getparent() if holder is not None and holder.tag == W + "pPr" else None


def _join_paragraphs(marks: list[Element]) -> None:
    """From the last to the first, so that each piece is moved once."""
    for paragraph in reversed(marks):
        following = paragraph.getnext()
        if following is None or following.tag != W + "p" or paragraph.getparent() is None:
            continue
        first = next(following.iterchildren(), None)
        start = 1 if first is not None and first.tag == W + "pPr" else 0
        for piece in reversed([child for child in paragraph if child.tag != W + "pPr"]):
            following.insert(start, piece)
        _remove(paragraph)


def _choose_alternatives(root: Element) -> None:
    """Of several shapes of one thing the first that holds text stays, else the first, so that it counts once."""
    for group in list(root.iter(_MC + "AlternateContent")):
        shapes = list(group)
        worded = (shape for shape in shapes if next(shape.iter(W + "t"), None) is not None)
        chosen = next(worded, shapes[0] if shapes else None)
        for shape in shapes:
            if shape is not chosen:
                group.remove(shape)


def _free_text_boxes(root: Element, omissions: Omissions) -> None:
    """The content of a text box goes behind the paragraph that it is anchored in, boxes in boxes likewise.

    A box with a lone figure that is anchored outside tables may lie over a cell: where it belongs is not known.
    """
    behind: dict[Element, Element] = {}
    for box in list(root.iter(W + "txbxContent")):
        anchor = next(box.iterancestors(W + "p"), None)
        if anchor is None or next(box.iterancestors(W + "r"), None) is None:
            continue
        if _FIGURE.fullmatch(text_of(box)) and next(anchor.iterancestors(W + "tc"), None) is None:
            omissions.add(FLOATING, anchor, text_of(box))
        behind.get(anchor, anchor).addnext(box)
        behind[anchor] = box


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
