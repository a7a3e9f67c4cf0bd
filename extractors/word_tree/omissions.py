"""What a file of an office holds and its reader leaves out: how often, where, and in which words; a sentence a kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.word_tree.package import Element, W

PICTURE = "pictures that may hold content, not read"
MISSING_PICTURE = "pictures that the file names and does not hold"
LINKED = "contents linked from other files, not read"
SHEET = "embedded sheets, not read"
OBJECT = "embedded objects, not read"
CHUNK = "embedded parts in a format of their own, not read"
CHART = "charts, not read"
DIAGRAM = "diagrams, not read"
INK = "handwriting, not read"
ARTWORK = "texts drawn as pictures (WordArt), not read"
CONTROL = "form controls whose value was not read"
FIELD = "fields without a result that can be read"
COMMENT = "comments, not read"
HIDDEN = "hidden texts, left out"
STRUCK = "struck-out texts, left out"
COVERED = "texts under merged cells, left out"
SIGN = "signs of unknown fonts beside figures, not read"
FLOATING = "figures in text boxes outside tables, whose place is not known"
STRAY = "texts outside paragraphs, not read"

_TABLE, _ROW, _CELL, _PARAGRAPH, _BODY = (W + name for name in ("tbl", "tr", "tc", "p", "body"))
_PLACES, _MOST_LOOKED_AT = 3, 30  # told of one kind, and how many are looked at for them
_LONGEST = 24  # characters of the document in a sentence
_FARTHEST = 100  # paragraphs back to words that name a place
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Omission:
    """Something left out: at an element, or at a place that is already known; its own words where it has some."""

    anchor: Element | None
    place: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Omissions:
    """Gathers what is left out while a file is read. `notes` say what was done that is worth knowing and loses
    nothing; `damage` are whole sentences on parts that could not be read."""

    found: dict[str, list[_Omission]] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=dict)
    damage: list[str] = field(default_factory=list)

    def add(self, kind: str, anchor: Element | None, words: str = "", place: str = "") -> None:
        """One more of a kind, at an element of the tree or at a place told in words."""
        self.found.setdefault(kind, []).append(_Omission(anchor, place, words))

    def lose(self, part: str) -> None:
        """A part of the file that can't be read."""
        self.damage.append(f"the part {part} is damaged or too large and was not read")

    def note(self, what: str, count: int = 1) -> None:
        """So many more of what was done with the file."""
        if count:
            self.notes[what] = self.notes.get(what, 0) + count

    def unread(self, root: Element | None) -> tuple[str, ...]:
        """The sentences on what was left out; `root` is the tree as it was read, for the places in it where there are
        any."""
        is_placed = self.found and root is not None
        tables = {table: number for number, table in enumerate(_tables(root), 1)} if is_placed else {}
        kinds = (f"{kind}: {len(found)} ({_places(found, tables)})" for kind, found in self.found.items())
        return (*kinds, *dict.fromkeys(self.damage))

    def warnings(self) -> tuple[str, ...]:
        """The sentences on how the file was read."""
        return tuple(f"{what}: {count}" for what, count in self.notes.items())


def text_of(element: Element, longest: int = 200) -> str:
    """The first words in an element, blanks and breaks as single blanks."""
    found = ""
    for node in element.iter(W + "t", W + "delText"):
        found += node.text or ""
        if len(found) > longest:
            break
    return _BLANKS.sub(" ", found).strip()[:longest]


def _tables(root: Element) -> Iterator[Element]:
    """The tables that stand in no other, in order."""
    return (table for table in root.iter(_TABLE) if next(table.iterancestors(_TABLE), None) is None)


def _places(found: list[_Omission], tables: dict[Element, int]) -> str:
    """The first few places, each once, as `table 2, row 5: “words”` or `near “words”`."""
    told: dict[str, None] = {}
    for count, omission in enumerate(found):
        if len(told) == _PLACES or count == _MOST_LOOKED_AT:
            told["…"] = None
            break
        place = omission.place or _place(omission.anchor, tables)
        told[f"{place}: “{_cut(omission.words)}”" if omission.words else place] = None
    return "; ".join(told)


def _place(anchor: Element | None, tables: dict[Element, int]) -> str:
    row = table = block = None
    for element in () if anchor is None else (anchor, *anchor.iterancestors()):
        if element.tag == _BODY:
            break
        block = element
        row = element if element.tag == _ROW else row
        table = element if element.tag == _TABLE else table
    else:  # it was taken out of the tree, or dissolved
        block = None
    if table in tables and row is not None:
        return f"table {tables[table]}, row {1 + sum(1 for _ in row.itersiblings(_ROW, preceding=True))}"
    return "in the file" if block is None else _near(block, tables)


def _near(block: Element, tables: dict[Element, int]) -> str:
    """The words of a paragraph, or what comes before it."""
    for count, element in enumerate((block, *block.itersiblings(preceding=True))):
        if element in tables:
            return f"behind table {tables[element]}"
        if count > _FARTHEST:
            return "in the file"
        words = text_of(element, _LONGEST) if element.tag == _PARAGRAPH else ""
        if words:
            return f"near “{_cut(words)}”"
    return "at the beginning"


def _cut(words: str) -> str:
    """Words of the document for a sentence: short, on one line, without the signs that divide sentences."""
    short = _BLANKS.sub(" ", words[: 8 * _LONGEST]).strip().replace("；", "，").replace("; ", ", ")
    return short if len(short) <= _LONGEST else f"{short[: _LONGEST - 1]}…"
