"""What is odd about a row beside the others of its document, and about its own texts: what an attentive clerk notices
in rows that were read from a picture, and some of it in typed ones. Each by a sentence that has its weight in
`data/confidence.csv`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from normalizers.matching.matching import is_exact
from normalizers.names.layout import indicator_name
from normalizers.text import compact, fold
from schema.reading import IndicatorReading as Row

#: Cells that all rows of a table have, or none.
_EXPECTED = ("level1", "level2", "target", "operator", "unit", "weight", "score", "basis", "rule", "explanation", "tag")
#: Cells that a value in words does without.
_COUNTED = ("operator", "unit")
#: Columns of words, of which a few stand again and again.
_WORDED = ("level1", "level2", "basis", "tag")
#: Columns in which one row's text may run on into the next one's.
_RUNNING = ("name", "basis", "rule", "explanation")
_SHORT = ("name", "target", "operator", "unit", "actual", "weight", "score", *_WORDED)
#: What is odd about a text itself, whoever put it there. That others are shorter, or have what a row lacks, does not
#: tell wrong rows from right ones where they were typed (64 to 56).
_TYPED = frozenset({"a stray sign within the name", "a cell of another column", "two names stand in one cell"})
_LEAST_ROWS = 4
_LEAST_NAME, _LONGEST_NAMES = 4, 40
_MANY, _NEARLY_ALL = 0.3, 0.8
#: The beginning of a word that is left of a cell is no longer.
_CUT = 2
_FAR = 2.0
_SAYS_MUCH = 12
_NOTHING = "-—–－/／\\…。.·、*＊"
_WIDE_BLANK = re.compile(r"\S[ \u3000]{2,}\S")
_BRACKETS = (("(", ")"), ("[", "]"), ("【", "】"), ("《", "》"), ("“", "”"))
_LONE_SIGN = re.compile(r"^[0-9A-Za-z](?=[\u4e00-\u9fff]{2})|(?<=[\u4e00-\u9fff]{2})[0-9A-Za-z|丨、，。.·:：;；]$")
_STRAY_SIGN = re.compile(r"(?<=[\u4e00-\u9fff\d])[.:：;；|·。!](?=[\u4e00-\u9fff])")


def oddities(rows: Sequence[Row], pictured: Collection[int | None]) -> list[tuple[str, ...]]:
    """For each row what is odd about it; of typed ones, those of other tables than the pictured, what counts there."""
    groups: defaultdict[tuple[str, str, bool], list[Row]] = defaultdict(list)
    for row in rows:
        groups[_kind(row)].append(row)
    peers = {kind: _Peers(group) for kind, group in groups.items()}
    return [tuple(_odd(row, peers[_kind(row)], row.place.table not in pictured)) for row in rows]


def _kind(row: Row) -> tuple[str, str, bool]:
    """Rows of one kind stand in tables of the same columns."""
    return row.form, row.horizon, bool(row.project)


@dataclass(frozen=True)
class _Peers:
    """Rows of one kind: what each of them is compared with."""

    rows: Sequence[Row]

    @cached_property
    def words(self) -> dict[str, Counter[str]]:
        """How often each text stands under each role."""
        roles = {*_WORDED, *_RUNNING}
        return {role: Counter(text for row in self.rows if (text := _text(row, role))) for role in roles}

    @cached_property
    def years(self) -> Counter[str]:
        """How many rows have a value of each past year."""
        return Counter(period for row in self.rows for period, _ in row.history)

    def share(self, role: str, row: Row) -> float:
        """The share of the others that have a cell of that role, among those that need one; 0 of too few."""
        having, needing = self._counts[role]
        if _needs(row, role):
            having, needing = having - bool(_text(row, role)), needing - 1
        return having / needing if needing >= _LEAST_ROWS else 0.0

    @cached_property
    def _counts(self) -> dict[str, tuple[int, int]]:
        """For each role how many rows have a cell, and how many need one."""
        needing = {role: [row for row in self.rows if _needs(row, role)] for role in _EXPECTED}
        return {role: (sum(bool(_text(row, role)) for row in rows), len(rows)) for role, rows in needing.items()}


def _text(row: Row, role: str) -> str:
    """What stands under a role, without layout; empty for a dash."""
    return compact(row.name.text if role == "name" else row.cell(role).text).strip(_NOTHING)


def _needs(row: Row, role: str) -> bool:
    """Whether a row like this may have a cell of that role: words have no unit."""
    return role not in _COUNTED or any(character.isdigit() for character in row.cell("target").text)


def _odd(row: Row, peers: _Peers, typed: bool) -> Iterator[str]:
    if not typed:
        yield from _empty(row, peers)
    asked = _TYPED if typed else _ODD.keys()
    yield from (sentence for sentence, holds in _ODD.items() if sentence in asked and holds(row, peers))


def _empty(row: Row, peers: _Peers) -> Iterator[str]:
    lacked = max(_lacked(row, peers), default=0.0)
    if lacked >= _NEARLY_ALL:
        yield "a cell that nearly all rows have is empty"
    elif lacked >= _MANY:
        yield "a cell that many rows have is empty"


def _lacked(row: Row, peers: _Peers) -> Iterator[float]:
    """How many of the other rows have what this one lacks, for each cell that is empty."""
    yield from (peers.share(role, row) for role in _EXPECTED if _needs(row, role) and not _text(row, role))
    past = {year for year, _ in row.history}
    if len(peers.rows) > _LEAST_ROWS:
        yield from (count / len(peers.rows) for year, count in peers.years.items() if year not in past)


def _is_wide(row: Row, peers: _Peers) -> bool:
    cells = (row.name, *(row.cell(role) for role in _SHORT), *(cell for _, cell in row.history))
    return any(_WIDE_BLANK.search(cell.text) for cell in cells)


def _is_cut(row: Row, peers: _Peers) -> bool:
    """Whether a cell holds the beginning of words that stand whole in other rows."""
    for role in _WORDED:
        text, words = _text(row, role), peers.words[role]
        longer = (other for other in words if 0 < len(text) <= _CUT and other != text and other.startswith(text))
        if any(words[other] >= words[text] for other in longer):
            return True
    return False


def _is_foreign(row: Row, peers: _Peers) -> bool:
    """Whether a cell says what other rows say as their class, or the class what most say as their basis."""
    tags, bases, tag = peers.words["tag"], peers.words["basis"], _text(row, "tag")
    return any(_text(row, role) in tags for role in ("basis", "level2")) or bases[tag] > tags[tag]


def _is_joint(row: Row, peers: _Peers) -> bool:
    """Whether a cell says what two other cells say, one behind the other."""
    whole = {*peers.words["basis"], *peers.words["tag"]}
    text = _text(row, "basis")
    return any(text != one and text.startswith(one) and text.removeprefix(one) in whole for one in whole)


def _is_far_longer(row: Row, peers: _Peers) -> bool:
    for role in _RUNNING:
        text = _text(row, role)
        others = [len(other) for other in peers.words[role] if other != text]
        if len(others) >= _LEAST_ROWS and len(text) >= _SAYS_MUCH and len(text) > _FAR * max(others):
            return True
    return False


def _are_two(name: str) -> bool:
    """Whether two known names stand one behind the other."""
    parts = range(_LEAST_NAME, len(name) - _LEAST_NAME + 1) if len(name) <= _LONGEST_NAMES else ()
    return any(is_exact(name[:at]) and is_exact(name[at:]) for at in parts) and not is_exact(name)


def _gapes(row: Row, peers: _Peers) -> bool:
    texts = [fold(text) for text in (row.name.text, row.level1, row.level2, row.project)]
    return any(text.count(left) != text.count(right) for text in texts for left, right in _BRACKETS)


_ODD: dict[str, Callable[[Row, _Peers], bool]] = {
    "a wide blank within a cell: two cells in one": _is_wide,
    "a cell holds the beginning of words that stand whole elsewhere": _is_cut,
    "a cell of another column": _is_foreign,
    "a cell says what two others say together": _is_joint,
    "a cell is far longer than the others of its column": _is_far_longer,
    "a bracket does not close": _gapes,
    "two names stand in one cell": lambda row, peers: _are_two(_text(row, "name")),
    "a lone sign at an end of the name": lambda row, peers: bool(_LONE_SIGN.search(compact(row.name.text))),
    "a stray sign within the name": lambda row, peers: bool(_STRAY_SIGN.search(indicator_name(row.name.text))),
}
