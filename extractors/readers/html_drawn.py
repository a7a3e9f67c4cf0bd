"""Tables that a page draws without the elements of tables: blocks side by side, row under row, and lists of terms.

What a browser puts side by side is told by the element's own style, by the page's style sheet, by the words of its
class (`row`, `tr`), or by what repeats: three rows or more of three blocks each. The elements become those of a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

from extractors.word_tree.package import Element

_TABLE = re.compile(r"(?<![\w-])(?:inline-)?(?:table-row|flex|grid)(?![\w-])")
_DISPLAY = re.compile(r"display:([a-z-]{1,20})")
_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{0,2000})\}")
_CLASS = re.compile(r"\.([\w-]{1,60})\s*(?:,|$)")
#: Of a style sheet and of an attribute, what is looked at.
_LONGEST_SHEET, _LONGEST_ATTRIBUTE = 200_000, 500
#: Words in the class of an element that is a row.
_ROWS = frozenset(("row", "tr", "line"))
_WORD = re.compile(r"[a-z]+")
_BLOCKS = ("div", "p", "li", "section", "span", "label", "strong", "b", "em", "dd", "dt")
_HOLDERS = ("div", "ul", "ol", "li", "section", "p")
#: What no cell holds: what a page is laid out with.
_NO_CELL = ("table", "ul", "ol", "dl", "h1", "h2", "h3", "form", "nav", "img", "iframe")
_LONGEST_CELL, _MOST_ELEMENTS = 3_000, 100
_FEWEST_ROWS, _REPEATED = 2, 3


def draw_tables(root: Element) -> None:
    """Changes the tree in place: rows of blocks and lists of terms become tables."""
    rows = _row_classes(root)
    for holder in [node for node in root.iter() if isinstance(node.tag, str)]:
        _join_rows(holder)
        if holder.tag == "dl":
            _draw_terms(holder)
        elif holder.tag not in ("tr", "table", "tbody", "thead", "head", "html"):
            for run in _runs(holder, rows):
                _draw_rows(run, run[0])


def _row_classes(root: Element) -> frozenset[str]:
    """The classes that the page's own style sheets make rows."""
    sheet = "".join("".join(node.itertext()) for node in root.iter("style"))[:_LONGEST_SHEET]
    return frozenset(
        found[1]
        for selectors, rules in _RULE.findall(sheet)
        if _lays_out(rules)
        for found in _CLASS.finditer(selectors.strip())
    )


def _lays_out(style: str) -> bool:
    told = _DISPLAY.search("".join(style[:2000].split()).lower())
    return told is not None and _TABLE.fullmatch(told[1]) is not None


def _runs(holder: Element, rows: frozenset[str]) -> Iterator[list[Element]]:
    """The neighbours among the children of an element that are the rows of one table."""
    for is_row, nodes in groupby(list(holder), key=lambda node: bool(_cells(node))):
        run = list(nodes)
        if is_row and len(run) >= _FEWEST_ROWS and (all(_is_told(node, rows) for node in run) or _repeats(run)):
            yield run


def _cells(node: Element) -> list[Element]:
    """The blocks side by side that an element consists of; none where it holds anything else."""
    if node.tag not in _HOLDERS or (node.text or "").strip():
        return []
    cells = list(node)
    if len(cells) < 2 or any((cell.tail or "").strip() or not _is_cell(cell) for cell in cells):
        return []
    return cells if len({cell.tag for cell in cells}) == 1 else []


def _is_cell(node: Element) -> bool:
    return isinstance(node.tag, str) and node.tag in _BLOCKS and _is_plain(node)


def _is_plain(node: Element) -> bool:
    """Whether an element holds words as a cell does: not much else, and not mostly links."""
    inner = list(islice(node.iter(), _MOST_ELEMENTS))
    if len(inner) == _MOST_ELEMENTS or any(one.tag in _NO_CELL for one in inner[1:]):
        return False
    words = "".join(node.itertext())
    linked = sum(len("".join(one.itertext())) for one in inner if one.tag == "a")
    return len(words) <= _LONGEST_CELL and 2 * linked <= len(words)


def _is_told(node: Element, rows: frozenset[str]) -> bool:
    """Whether the page says that what stands in an element is side by side."""
    names = node.get("class", "")[:_LONGEST_ATTRIBUTE].split()
    words = {word for name in names for word in _WORD.findall(name.lower())}
    return (
        _lays_out(node.get("style", "")[:_LONGEST_ATTRIBUTE])
        or not words.isdisjoint(_ROWS)
        or not rows.isdisjoint(names)
    )


def _repeats(run: Sequence[Element]) -> bool:
    counts = {len(node) for node in run}
    return (
        len(run) >= _REPEATED
        and len(counts) == 1
        and counts.pop() >= _REPEATED
        and all(cell.tag in ("div", "li", "p") for node in run for cell in node)
    )


def _join_rows(holder: Element) -> None:
    """Makes one table of neighbours that are tables of a row each, as some editors of pages save one."""
    for is_row, tables in groupby(list(holder), key=lambda node: bool(_only_row(node))):
        run = list(tables)
        if is_row and len(run) >= _REPEATED and not any((table.tail or "").strip() for table in run[:-1]):
            joined = _draw_rows([row for table in run for row in _only_row(table)], run[0])
            joined.tail = run[-1].tail
            for table in run:
                holder.remove(table)


def _only_row(node: Element) -> list[Element]:
    """The row of a table of a single one, of two plain cells or more; nothing for other elements."""
    if node.tag != "table":
        return []
    bodies = [node, *node.iterchildren("tbody")][:_FEWEST_ROWS]
    rows = [row for body in bodies for row in islice(body.iterchildren("tr"), 2)]
    return rows if len(rows) == 1 and len(rows[0]) > 1 and all(map(_is_plain, rows[0])) else []


def _draw_rows(run: Sequence[Element], before: Element) -> Element:
    """Makes a table of rows, in front of an element; the last cell of a short row reaches to the right edge."""
    table = run[0].makeelement("table")
    before.addprevious(table)
    width = max(map(_width, run))
    for row in run:
        row[-1].set("colspan", str(width - _width(row[:-1])))
        row.tag, row.tail = "tr", None
        for cell in row:
            cell.tag = "td"
        table.append(row)
    return table


def _width(cells: Iterable[Element]) -> int:
    return sum(int(span) if (span := cell.get("colspan", "1")).isdecimal() and len(span) < 4 else 1 for cell in cells)


def _draw_terms(terms: Element) -> None:
    """Makes a table of two columns of a list of terms and what is said of each."""
    children = [node for node in terms if isinstance(node.tag, str)]
    if [node.tag for node in children] != ["dt", "dd"] * (len(children) // 2) or not all(map(_is_cell, children)):
        return
    for term, said in zip(children[::2], children[1::2], strict=True):
        row = terms.makeelement("tr")
        term.addprevious(row)
        term.tag = said.tag = "td"
        term.tail = said.tail = None
        row.extend((term, said))
    terms.tag, terms.text = "table", None
