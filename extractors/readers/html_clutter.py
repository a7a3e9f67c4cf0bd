"""A parsed web page settled for reading: the site around the filing taken out, forms filled in, layout dissolved.

What belongs to the site is told by what it is (navigation, many links, a line such as 浏览次数) and never holds a table
of figures or much text. It is silenced in place: its element becomes one that says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.knowledge import knowledge
from extractors.readers.html_drawn import draw_tables
from extractors.word_tree.html import is_hidden
from extractors.word_tree.omissions import HIDDEN, LINKED, Omissions
from extractors.word_tree.package import Element

ATTACHED = "files that the page only names, not read"

#: What of an element may be no link, in characters, so that it can be the site's.
_MOST_WORDS = 300
_MOST_IN_LINE = 120
#: So many links that make up this share of the words are a menu.
_FEWEST_LINKS, _LINK_SHARE = 3, 0.6
_FEWEST_WORDS_OF_DATA = 20
#: A hidden element of fewer characters is a label of the site.
_FEWEST_HIDDEN = 40
#: Of the words of a table with tables in it, what these hold where it only lays out the page.
_LAYOUT_SHARE = 0.5
#: So many rows of plain cells are a form's, whatever stands in its other cells.
_FEWEST_ROWS = 2
_SILENT = "template"
_HEADINGS = ("h1", "h2", "h3")
#: Names, without marks, of the data about a page that hold the title of its article.
_TITLES = ("articletitle", "ogtitle", "dctitle")
_META = re.compile(r"[^a-z]")
_ROWS = ("tbody", "thead", "tfoot", "tr", "td", "th")
_BLANKS = re.compile(r"\s+")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_ATTRIBUTE_LENGTH, _ADDRESS_LENGTH = 200, 1_000


@dataclass(slots=True)
class _Extent:
    """What an element holds: characters, those of them in links, links, and whether a table of data or a heading."""

    words: int = 0
    linked: int = 0
    links: int = 0
    is_kept: bool = False

    def add(self, other: _Extent) -> None:
        self.words += other.words
        self.linked += other.linked
        self.links += other.links
        self.is_kept |= other.is_kept


@dataclass(frozen=True, slots=True)
class _Knowledge:
    elements: tuple[str, ...]
    names: frozenset[str]
    line: re.Pattern[str]
    attachment: re.Pattern[str]


def settle_page(root: Element, omissions: Omissions) -> str:
    """Changes the tree in place; `omissions` hears of what is left out. The page's title is returned."""
    title = _title(root)
    _name_hidden(root, omissions)
    _name_attachments(root, omissions)
    _fill_forms(root)
    draw_tables(root)
    extents = _extents(root)
    _dissolve_layouts(root, extents)
    omissions.note("parts of a web page that are the site's, left out", _silence_clutter(root, extents))
    for frame in root.iter("iframe", "frame", "embed", "object"):
        if _address(frame) and not any(above.tag == _SILENT for above in frame.iterancestors()):
            omissions.add(LINKED, None, _address(frame), "in a frame")
    return title


@cache
def _knowledge() -> _Knowledge:
    known = knowledge("web_pages")
    line, attachment = "|".join(known["lines"]), "|".join(known["attachments"])
    return _Knowledge(
        tuple(known["elements"]),
        frozenset(known["names"]),
        re.compile(f"(?:{line})"),
        re.compile(rf"\.(?:{attachment})(?:[?#].*)?$", re.IGNORECASE),
    )


def _title(root: Element) -> str:
    """What the page calls the article: in the data about it, where a site keeps that there, else its title."""
    told = ((_META.sub("", node.get("name", node.get("property", "")).lower()), node) for node in root.iter("meta"))
    named = (node.get("content", "")[:_ATTRIBUTE_LENGTH].strip() for name, node in told if name in _TITLES)
    return next((title for title in named if title), "") or next((_text(node) for node in root.iter("title")), "")


def _text(node: Element) -> str:
    return _BLANKS.sub(" ", "".join(node.itertext())).strip()


def _address(node: Element) -> str:
    address: str = node.get("src") or node.get("data") or ""
    return "" if address.startswith("about:") else address[:_ATTRIBUTE_LENGTH]


def _name_hidden(root: Element, omissions: Omissions) -> None:
    """Names what a browser doesn't show, and what is therefore not written either, where it is more than a label."""
    for node in [node for node in root.iter() if isinstance(node.tag, str) and is_hidden(node)]:
        if node.tag in ("script", "style", "input") or any(is_hidden(above) for above in node.iterancestors()):
            continue
        words = _text(node)
        if len(words) >= _FEWEST_HIDDEN or (words and next(node.iter(*_ROWS), None) is not None):
            omissions.add(HIDDEN, None, words, "in the page")


def _name_attachments(root: Element, omissions: Omissions) -> None:
    for link in root.iter("a"):
        if _is_attachment(link) and (words := _text(link)):
            omissions.add(ATTACHED, None, words, "a link")


def _is_attachment(link: Element) -> bool:
    return _knowledge().attachment.search(link.get("href", "")[:_ADDRESS_LENGTH].strip()) is not None


def _fill_forms(root: Element) -> None:
    """What stands in the fields of a form that a table is made of; fields elsewhere are the site's."""
    for node in list(root.iter("input", "select")):
        if next(node.iterancestors("td", "th"), None) is None:
            node.tag = _SILENT
            continue
        words = _chosen(node) if node.tag == "select" else _entered(node)
        del node[:]
        node.tag, node.text = "span", words


def _entered(node: Element) -> str:
    kind = node.get("type", "text").lower()
    if kind in ("checkbox", "radio"):
        return "☑" if node.get("checked") is not None else "☐"
    return str(node.get("value", "")) if kind in ("text", "number", "date", "tel") else ""


def _chosen(node: Element) -> str:
    chosen = (option for option in node.iter("option") if option.get("selected") is not None)
    return next((_text(option) for option in chosen), "")


def _extents(root: Element) -> dict[Element, _Extent]:
    """What each element holds, children before their parents."""
    extents: dict[Element, _Extent] = {}
    for node in _bottom_up(root):
        extent = _Extent(len(_BLANKS.sub("", node.text or "")) if node.tag not in ("script", "style") else 0)
        for child in node:
            if child in extents:
                extent.add(extents[child])
            extent.words += len(_BLANKS.sub("", child.tail or ""))
        if node.tag == "a":
            extent.linked, extent.links = extent.words, 1
            extent.is_kept |= _is_attachment(node)
        extent.is_kept |= (node.tag in _HEADINGS and extent.words > extent.linked) or _is_data(node, extent)
        extents[node] = extent
    return extents


def _bottom_up(root: Element) -> Iterator[Element]:
    return (node for node in reversed(list(root.iter())) if isinstance(node.tag, str))


def _is_data(node: Element, extent: _Extent) -> bool:
    """Whether an element is a table of figures: rows and columns of words that are no links, and no table in it."""
    if node.tag != "table" or extent.words - extent.linked < max(_FEWEST_WORDS_OF_DATA, extent.linked):
        return False
    rows = sum(1 for row in node.iter("tr") if sum(1 for _ in row.iterchildren("td", "th")) > 1)
    return rows > 1 and next(node.iterdescendants("table"), None) is None


def _dissolve_layouts(root: Element, extents: dict[Element, _Extent]) -> None:
    """Makes plain blocks of tables that only lay out a page around its tables."""
    for table in list(root.iter("table")):
        inner = [node for node in table.iterdescendants("table") if _is_data(node, extents[node])]
        if not inner or _is_form(table):
            continue
        if sum(extents[node].words for node in inner) >= _LAYOUT_SHARE * extents[table].words:
            waiting = [table]
            while waiting:
                node = waiting.pop()
                waiting.extend(child for child in node if child.tag in _ROWS)
                node.tag = "div"


def _is_form(table: Element) -> bool:
    """Whether a table around another has rows of figures or labels itself: two or more of plain cells side by side."""
    rows = (row for row in table.iter("tr") if next(row.iterancestors("table")) is table)
    return sum(_is_plain(row) for row in rows) >= _FEWEST_ROWS


def _is_plain(row: Element) -> bool:
    """Whether cells of short words stand side by side in a row, without links, pictures or tables in them."""
    cells = list(row.iterchildren("td", "th"))
    said = [cell for cell in cells if _text(cell)]
    return len(said) > 1 and all(next(cell.iter("a", "img", "table"), None) is None for cell in cells)


def _silence_clutter(root: Element, extents: dict[Element, _Extent]) -> int:
    """Silences what is the site's, from the outside in, and never looks into tables of data."""
    count = 0
    waiting = [root]
    while waiting:
        node = waiting.pop()
        extent = extents.get(node)
        if extent is None or _is_data(node, extent) or node.tag in ("head", _SILENT):
            continue
        if node is not root and not extent.is_kept and _is_clutter(node, extent):
            count += extent.words > 0
            node.tag = _SILENT
        else:
            waiting.extend(node)
    return count


def _is_clutter(node: Element, extent: _Extent) -> bool:
    known = _knowledge()
    if extent.words - extent.linked > _MOST_WORDS:
        return False
    if node.tag in known.elements or not known.names.isdisjoint(_names(node)):
        return True
    if extent.links >= _FEWEST_LINKS and extent.linked >= _LINK_SHARE * extent.words:
        return True
    return 0 < extent.words <= _MOST_IN_LINE and known.line.fullmatch(_text(node)) is not None


def _names(node: Element) -> set[str]:
    told = f"{node.get('class', '')} {node.get('id', '')}"[:_ATTRIBUTE_LENGTH]
    return {word.lower() for word in _WORD.findall(told)}
