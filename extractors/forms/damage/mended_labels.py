"""Labels and names that a scan damaged: levels, headings of blocks, labelled cells, and strokes beside a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from extractors.forms.columns.heads import Head, find_head
from extractors.forms.damage.misread import Nearest, is_whole, nearest, plain, without_marks, without_strokes
from extractors.forms.evidence.fit import level_names
from extractors.forms.grid import Grid, Row, Slot, mended
from extractors.forms.labels.labels import label_of
from extractors.forms.labels.openings import is_column_label
from extractors.forms.words.content import is_amount, is_operator, is_prose
from extractors.forms.words.vocabulary import ambiguous, spellings, words
from normalizers.text import bare, compact

_SECTIONS = ("goals", "fields", "side", "columns")
_MONEY = ("blocks", "rows", "columns", "wholes")
_LEVELS = ("level1", "level2")
#: The least likeness of a label to a word for it: among all words, and among those that the document has elsewhere.
_LEAST, _LEAST_OWN = 0.8, 0.55
_LONGEST = 24
_UNMARKED, _UNSTROKED, _NEAR = 0.97, 0.85, 0.95
#: A character so sure is no stray stroke.
_SURELY_READ = 0.995
_CUT = 0.5
_BRACKET = re.compile(r"[(（]([^()（）]+)[)）]?")
_YEAR = re.compile(r"20\d\d年?度?")
_TIME = re.compile(r"[.·]*(\d{1,2})[.·]*(月[底末]?)")
_GOAL = re.compile(r"(?!目标\s?\d)[目日曰自扫旦]标\s?(\d{1,2}|[\]】Il|丨!])\s?[:：]")
_CUT_FIGURE = re.compile(r"[.·]+\d")


def labels_of(texts: Iterator[str]) -> frozenset[str]:
    """The labels among the texts that are known word for word: what a document calls its parts."""
    return frozenset(word for text in texts if len(text) <= _LONGEST and (word := bare(text)) in _known())


def with_mended_labels(grid: Grid, own: frozenset[str]) -> Grid:
    """The grid with damaged labels, level names and names put right, less sure; `own` are labels that the document
    has elsewhere."""
    rows = list(grid.rows)
    head: Head | None = None
    for index, row in enumerate(grid.rows):
        head = find_head(grid, index) or head
        if head is None or index > head.last:
            levels = _level_columns(head)
            rows[index] = replace(row, slots=tuple(_slot(slot, row, levels, own) for slot in row.slots))
    return replace(grid, rows=tuple(rows))


def _level_columns(head: Head | None) -> dict[int, str]:
    """Which columns hold level names under a head."""
    return {column.start: column.role for column in head.columns if column.role in _LEVELS} if head else {}


def _slot(slot: Slot, row: Row, levels: dict[int, str], own: frozenset[str]) -> Slot:
    if len(slot.label) > _LONGEST or is_prose(slot.text):
        return _numbered(slot)
    if not slot.label or _is_known(slot.text):
        return slot
    at_edge = slot is next(iter(row.filled), None) and slot.column == 0
    level = levels.get(slot.column, "")
    known = _as_level(slot, level) or (at_edge and _as_label(slot, own)) or _as_column(slot, row)
    return known or _cleaned(slot)


def _as_level(slot: Slot, level: str) -> Slot | None:
    """A level's name by the names that forms give it."""
    if not level:
        return None
    text = plain(slot.text)
    return _taken(slot, nearest(text, level_names(level), _LEAST) or nearest(text, _levels(), _LEAST))


def _as_label(slot: Slot, own: frozenset[str]) -> Slot | None:
    """A label at the left edge by the words for it; by less of it, where its ends are those of a label that the
    document has elsewhere."""
    label, text = label_of(slot.text), plain(slot.text)
    if label.number or label.part:
        return None
    framed = [word for word in own & _edge_words() if word[:1] == text[:1] and word[-1:] == text[-1:]]
    return _taken(slot, nearest(text, framed, _LEAST_OWN) or nearest(text, _edge_words(), _LEAST))


def _as_column(slot: Slot, row: Row) -> Slot | None:
    """The label of a money column beside others: its year, and the word behind that."""
    year = _YEAR.match(slot.label)
    others = (other.text for other in row.filled if other is not slot)
    if year is None or is_column_label(slot.text) or not any(map(is_column_label, others)):
        return None
    found = nearest(plain(slot.label[year.end() :]), words("money", "columns"), _LEAST)
    return mended(slot, year[0] + found.word, _NEAR * found.likeness) if found else None


def _taken(slot: Slot, found: Nearest | None) -> Slot | None:
    text = plain(slot.text)
    if found is None or (is_whole(text) and text != found.word):
        return None
    return mended(slot, _with_points(slot.text, found.word), _NEAR * found.likeness)


def _with_points(text: str, word: str) -> str:
    """The word with the bracket that the print has behind it, closed."""
    found = _BRACKET.search(compact(text))
    return f"{word}({found[1]})" if found else word


def _cleaned(slot: Slot) -> Slot:
    """The text without marks and strokes that a rule or a pen left at its edges; a figure that begins with a point is
    left as it is, for what stood before the point may be lost."""
    if found := _TIME.fullmatch(slot.label):
        return slot if slot.label == found[1] + found[2] else mended(slot, found[1] + found[2], _UNMARKED)
    if not slot.label.strip(")）]】"):
        return mended(slot, "", _UNMARKED)
    if _CUT_FIGURE.match(slot.label):
        return mended(slot, slot.text, _CUT)
    text = without_marks(slot.text)
    cleaned = mended(slot, text, _UNMARKED) if text != slot.text.strip() else slot
    if is_amount(text) or is_operator(text):
        return cleaned
    bared = without_strokes(text)
    if bared == text or not (slot.origin.confidence < _SURELY_READ or _is_known(bared)):
        return cleaned
    return mended(slot, bared, _UNSTROKED)


def _numbered(slot: Slot) -> Slot:
    """The goals of a text with the words that number them: `日标2：`, `目标]：`."""
    text = _GOAL.sub(lambda found: f"目标{found[1] if found[1].isdigit() else 1}：", slot.text)
    return slot if text == slot.text else mended(slot, text, _NEAR)


def _is_known(text: str) -> bool:
    """Whether it is a word of the forms, with a number before it or without."""
    return bare(text) in _known() or bare(label_of(text).text) in _known()


@cache
def _levels() -> frozenset[str]:
    return level_names("level1") | level_names("level2")


@cache
def _edge_words() -> frozenset[str]:
    """What may stand at the left edge of a form."""
    found = {word for section in ("goals", "fields", "side", "lists", "totals") for word in spellings(section)}
    return frozenset(found) | words("money", "blocks") | words("money", "rows")


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Every word of the forms, bare."""
    found = {word for section in _SECTIONS for word in spellings(section)} | set(ambiguous()) | _levels()
    return frozenset(found).union(_edge_words(), *(words("money", role) for role in _MONEY))
