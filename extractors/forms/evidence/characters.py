"""How likely a text is, character by character, as a cell of each role: counts of the pairs of characters in its cells.

The counts are those of `cell_counts.csv`, and for names those of `name_counts.csv` as well: the pairs of characters
(`before,character,count`, empty before the first one and behind the last) of the taxonomy's names, which `jixiao corpus
count` counts. Digits count as one sign: which digit stands there says nothing of the role.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from math import log

import numpy as np

from extractors.forms.evidence.counts import CELLS, Vector, data
from normalizers.text import fold

NAMES = "name_counts.csv"
#: No character is rarer than one of so many: texts hold far more of them than the cells that were counted.
_CHARACTERS = 2000
#: The chances of so many pairs are kept at once.
_MOST_PAIRS = 20_000
#: Before the first character of a cell, and behind its last one.
_BEGINS, _ENDS = "\x02", "\x03"
#: Roles whose cells hold sentences are counted together: what one of them says another one may say.
_PROSE = ("rule", "explanation", "remark", "evidence", "note", "basis", "actual")
#: Cells of values are much alike whatever year they are of, and names of projects those of what they are for.
_SAME = {"history": "target", "interim": "target", "forecast": "target", "adjusted": "target", "project": "name"}


class Spelling:
    """The pairs of characters of one role's cells; what these have not, those of all cells together tell (`usual`)."""

    def __init__(self, pairs: Mapping[str, Counter[str]], usual: Spelling | None = None) -> None:
        self._pairs = pairs
        self._usual = usual
        self._singles: Counter[str] = Counter()
        for behind in pairs.values():
            self._singles.update(behind)
        self._total = self._singles.total()
        self._known: dict[str, float] = {}

    def of_pair(self, before: str, character: str) -> float:
        """The logarithm of the chance that a character stands behind another one."""
        pair = before + character
        if pair not in self._known:
            if len(self._known) > _MOST_PAIRS:
                self._known.clear()
            self._known[pair] = log(self.chance(before, character))
        return self._known[pair]

    def chance(self, before: str, character: str) -> float:
        """The same as a chance, after Witten and Bell."""
        usual = self._usual.chance(before, character) if self._usual else self._singles[character] / self._total
        behind = self._pairs.get(before)
        chance = (behind[character] + len(behind) * usual) / (behind.total() + len(behind)) if behind else usual
        return max(chance, 1 / _CHARACTERS)


class Letters:
    """What the characters of a text say as those of cells of a role: `sums` at a place is the chance of all pairs of
    characters up to there, `begins` and `ends` that of each character as the first and as the last one."""

    def __init__(self, signs: str, chances: Spelling) -> None:
        pairs = [before + character for before, character in pairwise(signs)]
        self.sums = np.concatenate(([0.0, 0.0], np.cumsum(_looked_up(pairs, chances))))[: len(signs) + 1]
        self.begins = _looked_up([_BEGINS + sign for sign in signs], chances)
        self.ends = _looked_up([sign + _ENDS for sign in signs], chances)


class Spelled:
    """A text with the chance of each of its parts as a whole cell of a role, in constant time a part."""

    def __init__(self, text: str) -> None:
        self._signs = masked(text)
        self._letters: dict[str, Letters] = {}
        self._listed: dict[str, tuple[list[float], list[float], list[float]]] = {}

    def of(self, role: str) -> Letters:
        """What the characters say of a role."""
        if role not in self._letters:
            self._letters[role] = Letters(self._signs, spelling_of(role))
        return self._letters[role]

    def chance(self, role: str, start: int, end: int) -> float:
        """The logarithm of the chance that the characters from `start` to before `end` are a cell of the role."""
        if role not in self._listed:  # one figure of a list is had far sooner than one of a vector
            said = self.of(role)
            self._listed[role] = (said.sums.tolist(), said.begins.tolist(), said.ends.tolist())
        sums, begins, ends = self._listed[role]
        return sums[end] - sums[start + 1] + begins[start] + ends[end - 1]


def _looked_up(pairs: Sequence[str], chances: Spelling) -> Vector:
    """The chance of each pair."""
    known = {pair: chances.of_pair(pair[0], pair[1]) for pair in set(pairs)}
    return np.array([known[pair] for pair in pairs], dtype=float)


def masked(text: str) -> str:
    """The text with one sign for each digit, signs of other widths folded where that keeps their number."""
    folded = fold(text)
    signs = folded if len(folded) == len(text) else text
    return "".join("9" if sign.isdigit() else sign for sign in signs)


@lru_cache(maxsize=64)
def spelling_of(role: str) -> Spelling:
    """The counts of a role; of one that was never counted those of all roles."""
    return _spellings().get(_SAME.get(role, role)) or _spellings()[""]


@cache
def _spellings() -> dict[str, Spelling]:
    pairs: defaultdict[str, defaultdict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for role, before, character, count in _counted():
        for kind in ("", role, *_kinds(role)):
            pairs[kind][before][character] += count
    usual = Spelling(pairs[""])
    return {role: Spelling(found, usual if role else None) for role, found in pairs.items()}


def _kinds(role: str) -> Sequence[str]:
    return [other for other in _PROSE if other != role] if role in _PROSE and role != "actual" else ()


def _counted() -> Iterable[tuple[str, str, str, int]]:
    """Role, pair of characters and count of both files."""
    for row in csv.DictReader(io.StringIO(data(CELLS))):
        kind, _, sign = row["mark"].partition(" ")
        if kind == "pair" and len(sign) == 2:
            yield row["role"], sign[0], sign[1], int(row["count"])
        elif kind in ("begins", "ends") and len(sign) == 1:
            yield row["role"], *((_BEGINS, sign) if kind == "begins" else (sign, _ENDS)), int(row["count"])
    for row in csv.DictReader(io.StringIO(data(NAMES))):
        yield "name", row["before"] or _BEGINS, row["character"] or _ENDS, int(row["count"])


def name_counts(names: Iterable[str]) -> str:
    """The file of the pairs of characters in these names."""
    pairs = Counter(pair for name in names for pair in pairwise(["", *masked(name), ""]))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("before", "character", "count"))
    writer.writerows((*pair, count) for pair, count in sorted(pairs.items()))
    return text.getvalue()
