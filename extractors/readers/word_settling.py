"""A Word tree settled as it prints: changes accepted, wrappers taken off, what is never printed taken out.

After it a story is paragraphs and tables, a table rows, a row cells, a cell paragraphs and tables again, and the text
of a paragraph lies in it and nowhere else. Every step is one pass over the tree inside lxml, or over what it finds.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.readers.word_package import Element, W

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFF = ("0", "false", "off", "none")

# Never on the paper: what was deleted or moved away, the reading above a character, the settings of wrappers, and
# the places of tab stops, which bear the name of the tabs in a text.
_UNPRINTED = ("del", "moveFrom", "rt", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "tabs", "pPrChange",
              "rPrChange", "tcPrChange", "trPrChange", "tblPrChange", "tblGridChange", "sectPrChange",
              "numberingChange", "tblPrExChange")  # fmt: skip
_WRAPPERS = ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "txbxContent")


def settle(root: Element) -> None:
    """Changes the tree in place. What is inserted is kept, what is moved stands once, at its new place."""
    from lxml import etree

    _accept_deleted_rows_and_cells(root)
    marks = list(_deleted_marks(root))
    _empty_placeholders(root)
    etree.strip_elements(root, *(W + name for name in _UNPRINTED), with_tail=False)
    _join_paragraphs(marks)
    for hidden in list(root.iter(W + "vanish")):
        _hide(hidden)
    _choose_alternatives(root)
    _free_text_boxes(root)
    etree.strip_tags(
        root, *(W + name for name in _WRAPPERS), _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"
    )


def is_on(switch: Element | None) -> bool:
    """Whether a switch such as `w:vanish` is there and not turned off."""
    return switch is not None and switch.get(W + "val", "1") not in _OFF


def _accept_deleted_rows_and_cells(root: Element) -> None:
    for mark in list(root.iter(W + "del", W + "moveFrom", W + "cellDel")):
        parent = mark.getparent()
        if parent is not None and parent.tag in (W + "trPr", W + "tcPr"):
            _remove(parent.getparent())


def _deleted_marks(root: Element) -> Iterator[Element]:
    """The paragraphs whose end was deleted: they go on in the next."""
    for mark in root.iter(W + "del", W + "moveFrom"):
        properties = mark.getparent()
        if properties is not None and properties.tag == W + "rPr":
            holder = properties.getparent()
            if holder is not None and holder.tag == W + "pPr":
                yield holder.getparent()


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


def _empty_placeholders(root: Element) -> None:
    """A content control that nobody filled shows a request to the writer, which is no content."""
    for switch in list(root.iter(W + "showingPlcHdr")):
        control = switch.getparent().getparent()
        content = control.find(W + "sdtContent") if control is not None and is_on(switch) else None
        for run in [] if content is None else list(content.iter(W + "r")):
            _remove(run)


def _hide(switch: Element) -> None:
    run = switch.getparent().getparent() if switch.getparent() is not None else None
    if run is not None and run.tag == W + "r" and is_on(switch):
        _remove(run)


def _choose_alternatives(root: Element) -> None:
    """Of several shapes of one thing the first that holds text stays, so that it counts once."""
    for group in list(root.iter(_MC + "AlternateContent")):
        shapes = list(group)
        chosen = next((shape for shape in shapes if next(shape.iter(W + "t"), None) is not None), None)
        for shape in shapes:
            if shape is not chosen:
                group.remove(shape)


def _free_text_boxes(root: Element) -> None:
    """The content of a text box goes behind the paragraph that it is anchored in, boxes in boxes likewise."""
    behind: dict[Element, Element] = {}
    for box in list(root.iter(W + "txbxContent")):
        anchor = next(box.iterancestors(W + "p"), None)
        if anchor is None or next(box.iterancestors(W + "r"), None) is None:
            continue
        behind.get(anchor, anchor).addnext(box)
        behind[anchor] = box


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
