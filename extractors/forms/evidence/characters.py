"""How likely a text is, character by character, as a cell of each role: counts of the pairs of characters in its cells.

The counts are those of `cell_counts.csv`, and for names those of `name_counts.csv` as well: each character of the
taxonomy's names with the two before it (`earlier,before,character,count`, empty before the first one and behind the
last), which `jixiao corpus count` counts. Digits count as one sign: which digit stands there says nothing of the role.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

from extractors.forms.evidence.counts import CELLS, Vector, data
from normalizers.text import fold

NAMES = "name_counts.csv"
#: No character is rarer than one of so many: texts hold far more of them than the cells that were counted.
_CHARACTERS = 2000
#: The chances of so many pairs are kept at once.
_MOST_PAIRS = 20_000
#: So much likelier at most is a cell by each three of its characters than by each two: sentences hold them too.
_MOST_BY_THREES = 4.0
#: Before the first character of a cell, and behind its last one.
_BEGINS, _ENDS = "\x02", "\x03"
#: Roles whose cells hold sentences are counted together: what one of them says another one may say.
_PROSE = ("rule", "explanation", "remark", "evidence", "note", "basis", "actual")
#: Cells of values are much alike whatever year they are of, and names of projects those of what they are for.
_SAME = {"history": "target", "interim": "target", "forecast": "target", "adjusted": "target", "project": "name"}


Places = NDArray[np.int_]


class Spelling:
    """The pairs of characters of one role's cells; what these have not, those of all cells together tell (`usual`)."""

    def __init__(
        self,
        pairs: Mapping[str, Counter[str]],
        usual: Spelling | None = None,
        threes: Mapping[str, Counter[str]] | None = None,
    ) -> None:
        self._pairs = pairs
        self._threes = threes or {}
        self._usual = usual
        self._singles: Counter[str] = Counter()
        for behind in pairs.values():
            self._singles.update(behind)
        self._total = self._singles.total()
        self._known: dict[str, float] = {}

    @property
    def knows_threes(self) -> bool:
        """Whether more than pairs was counted."""
        return bool(self._threes)

    def of(self, signs: str) -> float:
        """The logarithm of the chance that the last of two or three characters stands behind those before it."""
        if signs not in self._known:
            if len(self._known) > _MOST_PAIRS:
                self._known.clear()
            self._known[signs] = log(self._chance(signs))
        return self._known[signs]

    def _chance(self, signs: str) -> float:
        before, character = signs[:-1], signs[-1]
        if len(before) > 1:
            return _backed_off(self._threes.get(before), character, self._chance(signs[1:]))
        usual = self._usual._chance(signs) if self._usual else self._singles[character] / self._total
        return max(_backed_off(self._pairs.get(before), character, usual), 1 / _CHARACTERS)


def _backed_off(behind: Counter[str] | None, character: str, usual: float) -> float:
    """The chance of a character behind others, after Witten and Bell: what was not counted there is as usual."""
    return (behind[character] + len(behind) * usual) / (behind.total() + len(behind)) if behind else usual


class Letters:
    """What the characters of a text say as those of cells of a role: `sums` at a place is the chance of all characters
    up to there, each behind the one before it, `begins` and `ends` that of each character as the first and as the last
    one. A cell that was counted is told by each three of its characters, any other one by each two."""

    def __init__(self, signs: str, chances: Spelling) -> None:
        pairs = [signs[at : at + 2] for at in range(len(signs) - 1)]
        self.sums = np.concatenate(([0.0, 0.0], np.cumsum(_looked_up(pairs, chances))))[: len(signs) + 1]
        self.begins = _looked_up([_BEGINS + sign for sign in signs], chances)
        self.ends = _looked_up([sign + _ENDS for sign in signs], chances)
        self._threes = _Threes(signs, chances, self.begins) if chances.knows_threes else None
        self._lists: list[list[float]] | None = None

    def of_runs(self, start: Places, end: Places) -> Vector:
        """The logarithms of the chances that the characters from each `start` to before each `end` are a cell."""
        by_pairs = self.begins[start] + self.sums[end] - self.sums[start + 1] + self.ends[end - 1]
        if self._threes is None:
            return np.asarray(by_pairs)
        likelier = np.clip(self._threes.of_runs(start, end) - by_pairs, 0.0, _MOST_BY_THREES)
        return np.asarray(by_pairs + np.where(end - start > 1, likelier, 0.0))

    def of_run(self, start: int, end: int) -> float:
        """The same of one part: figures of lists are had far sooner than those of vectors."""
        if self._lists is None:
            self._lists = [each.tolist() for each in (self.begins, self.sums, self.ends)]
        begins, sums, ends = self._lists
        by_pairs = begins[start] + sums[end] - sums[start + 1] + ends[end - 1]
        if self._threes is None or end - start < 2:
            return by_pairs
        return by_pairs + min(max(self._threes.of_run(start, end) - by_pairs, 0.0), _MOST_BY_THREES)


class _Threes:
    """What each three characters of a text say: the chance of the first two of a cell, of all characters up to a place,
    each behind the two before it, and of a cell's end behind its last two."""

    def __init__(self, signs: str, chances: Spelling, begins: Vector) -> None:
        places = range(len(signs))
        self._heads = begins + _looked_up([_BEGINS + signs[at : at + 2] for at in places], chances)
        threes = [signs[at : at + 3] for at in places[:-2]]
        self._sums = np.concatenate(([0.0] * 3, np.cumsum(_looked_up(threes, chances))))[: len(signs) + 1]
        self._tails = _looked_up([signs[max(0, at - 1) : at + 1] + _ENDS for at in places], chances)
        self._lists: list[list[float]] | None = None

    def of_runs(self, start: Places, end: Places) -> Vector:
        """The logarithms of the chances of parts of two characters or more; those of shorter ones mean nothing."""
        inner = self._sums[end] - self._sums[np.minimum(start + 2, end)]
        return np.asarray(self._heads[start] + inner + self._tails[end - 1])

    def of_run(self, start: int, end: int) -> float:
        """The same of one part."""
        if self._lists is None:
            self._lists = [each.tolist() for each in (self._heads, self._sums, self._tails)]
        heads, sums, tails = self._lists
        return heads[start] + sums[end] - sums[start + 2] + tails[end - 1]


class Spelled:
    """A text with the chance of each of its parts as a whole cell of a role, in constant time a part."""

    def __init__(self, text: str) -> None:
        self._signs = masked(text)
        self._letters: dict[str, Letters] = {}

    def of(self, role: str) -> Letters:
        """What the characters say of a role."""
        if role not in self._letters:
            self._letters[role] = Letters(self._signs, spelling_of(role))
        return self._letters[role]

    def chance(self, role: str, start: int, end: int) -> float:
        """The logarithm of the chance that the characters from `start` to before `end` are a cell of the role."""
        return self.of(role).of_run(start, end)


def _looked_up(groups: Sequence[str], chances: Spelling) -> Vector:
    """The chance of the last character of each group."""
    known = {group: chances.of(group) for group in set(groups)}
    return np.array([known[group] for group in groups], dtype=float)


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
    threes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for role, earlier, before, character, count in _counted():
        for kind in ("", role, *_kinds(role)):
            pairs[kind][before][character] += count
        if earlier:
            threes[earlier + before][character] += count
    usual = Spelling(pairs[""])
    return {
        role: Spelling(found, usual if role else None, threes if role == "name" else None)
        for role, found in pairs.items()
    }


def _kinds(role: str) -> Sequence[str]:
    return [other for other in _PROSE if other != role] if role in _PROSE and role != "actual" else ()


def _counted() -> Iterable[tuple[str, str, str, str, int]]:
    """Role, characters and count of both files; the character before the pair is known of names alone."""
    for row in csv.DictReader(io.StringIO(data(CELLS))):
        kind, _, sign = row["mark"].partition(" ")
        if kind == "pair" and len(sign) == 2:
            yield row["role"], "", sign[0], sign[1], int(row["count"])
        elif kind in ("begins", "ends") and len(sign) == 1:
            yield row["role"], "", *((_BEGINS, sign) if kind == "begins" else (sign, _ENDS)), int(row["count"])
    for row in csv.DictReader(io.StringIO(data(NAMES))):
        before = row["before"] or _BEGINS
        earlier = (row["earlier"] or _BEGINS) if row["before"] else ""
        yield "name", earlier, before, row["character"] or _ENDS, int(row["count"])


def name_counts(names: Iterable[str]) -> str:
    """The file of the characters in these names, each with the two before it."""
    signs = (["", "", *masked(name), ""] for name in names)
    threes = Counter(three for name in signs for three in zip(name, name[1:], name[2:], strict=False))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("earlier", "before", "character", "count"))
    writer.writerows((*three, count) for three, count in sorted(threes.items()))
    return text.getvalue()
