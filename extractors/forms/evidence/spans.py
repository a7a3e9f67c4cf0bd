"""How likely each run of pieces of a text is as a whole cell of each role, all at once.

The chances are those of `Likelihoods.of`. What letters say is added up for all runs together; only where figures, signs
and known words stand is a run looked at by itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from extractors.forms.evidence.fit import all_level_names, cues, sheet_levels
from extractors.forms.evidence.likelihoods import (
    FORMULA,
    FREE_LEVEL,
    INDICATOR,
    LEVEL_BEHIND,
    LEVEL_STEM_ENDS,
    NAMED_LEVEL,
    NEVER,
    NOT_FIRST,
    NOT_FIRST_OF_VALUE,
    NOT_LAST,
    NOT_LAST_OF_VALUE,
    NUMBER,
    OTHER_LEVEL,
    SENTENCE_ENDS,
    SENTENCE_IN_VALUE,
    SHARE,
    VALUED,
    VOID,
    Likelihoods,
    led,
    longest,
    quality_sayings,
)
from extractors.forms.lattice.pieces import Lattice, Manner
from extractors.forms.words.content import kinds_of_indicators
from normalizers.quantities.figures import POINTS
from normalizers.quantities.operators import sign_folding

#: A cell that is no prose has so many pieces at most.
WIDEST = 32
#: Roles whose cells are words, figures or names: each of their runs is weighed as a whole. All others hold prose.
WHOLE = frozenset({"level1", "level2", "level3", "name", "target", "adjusted", "actual", "history", "interim",
                   "forecast", "weight", "weight1", "weight2", "score", "second_score", "operator", "unit", "money",
                   "tag", NUMBER, SHARE})  # fmt: skip
#: What a value or an operator begins with, and how many characters a value known outright has at most.
_VALUE_BEGINS = re.compile(r"[\d≥≤><=+\-−±]|[不小大等至达控约截]")
_LONGEST_VALUE, _LONGEST_SIGN, _LONGEST_UNIT, _LONGEST_POINTS = 24, 6, 8, 6
_OPERATOR_BEGINS = re.compile(r"[≥≤><=≧≦⩾⩽定大小等不是有\\$]")
_NUMBERED = re.compile(r"[指目]标\d")
#: Behind such a sign a name may end with the blank for its figure, and so far behind it.
_BLANK_SIGN, _BLANK = re.compile(r"[*×Xx]"), 10
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LEVEL_SIGN = re.compile(r"[\u4e00-\u9fff、“”]")
#: The role of columns of words such as 正向指标: these are known; others may stand there, free, and cost so much.
_DIRECTION, _OTHER_DIRECTION = "tag", -4.0
#: The role of columns that say on what a target is based, and the chance of each word that forms print there.
_BASIS, _KNOWN_BASIS = "basis", -3.5
#: Roles of prose whose cells may all be of a few words.
_FEW_WORDS = frozenset({"other", "note", "basis", "remark", "evidence", "project", "unit_name", "objective", "rule"})
#: A word that stands free so often is a cell of a column of few words (正向指标), and how likely that is at best.
_AGAIN, _SHORTEST_REPEATED, _LONGEST_REPEATED, _REPEATED, _REPEATED_VALUE = 2, 2, 12, -1.0, -2.0
#: A name without points where all have them; so many words with points, one in so many characters, say that they have.
_UNPOINTED, _LEAST_POINTED, _POINTED_EVERY = -14.0, 5, 150
#: The role of columns that say what a name means; how much likelier such a cell begins with a word that opens
#: explanations and ends with one that closes them (反映…情况), how much less likely it ends behind the first of them,
#: and a name goes on over it.
_EXPLANATION, _OPENED, _CLOSED, _CUT_OFF, _EXPLAINED_WITHIN = "explanation", 3.0, 2.0, -8.0, -5.0
#: The role of columns that say how points are earned, what such a cell says, and how much likelier each makes it one.
_RULE, _EARNED = "rule", 2.5
_EARNS = re.compile(rf"[得扣计加减](?:{POINTS})分|不得分|得满分|扣完为止|酌情[扣减]")
#: Behind it a sentence goes on.
_GOES_ON = re.compile(r"(?<![\d.])\d[.．、](?!\d)|[，、（(]")
_POINTS_BEHIND = re.compile(rf"[\u4e00-\u9fff”\"][(（]{POINTS}分[)）]")
_SHORTEST_LEVEL, _LONGEST_LEVEL = 2, 14

#: Of so many lattices the chances are kept.
_MOST_KEPT = 4

Runs = NDArray[np.float64]


class Spans:
    """The chances of all runs of pieces as cells: `of(role)` has a row a piece and a column a number of pieces, less
    one."""

    def __init__(self, lattice: Lattice) -> None:
        text, bounds = lattice.text, lattice.bounds
        self._lattice, self._text = lattice, text
        self._bounds = np.array(bounds)
        self._places = {place: at for at, place in enumerate(bounds)}
        self.pieces = len(bounds) - 1
        self.width = max(1, min(WIDEST, self.pieces))
        self._likelihoods = Likelihoods(text)
        at = np.arange(self.pieces)[:, None] + np.arange(1, self.width + 1)[None, :]
        self._whole = at <= self.pieces
        self._start = self._bounds[:-1][:, None]
        self._end = self._bounds[np.minimum(at, self.pieces)]
        self._length = self._end - self._start
        folded = (unicodedata.normalize("NFKC", sign)[:1] or sign for sign in text)
        self._signs = [sign.translate(sign_folding()) for sign in folded]
        self._again = self._repeated()
        self._explained = {found.start() for found in _openings().finditer(text)}
        self._earned = np.diff(np.concatenate(([0], np.cumsum(self._found(_EARNS))))[self._bounds])
        self._never = np.full(self._length.shape, NEVER)
        self._runs: dict[str, Runs] = {}

    def of(self, role: str) -> Runs:
        """The chances of all runs as cells of a role; of one of prose those of the words that stand there again and
        again."""
        if role == _BASIS:
            return self._based()
        if role not in WHOLE:
            return self._again if role in _FEW_WORDS else self._never
        if role not in self._runs:
            runs = self._of(role)
            less = 0.0 if role == _DIRECTION else _REPEATED_VALUE
            again = role in VALUED or role in ("name", _DIRECTION)
            self._runs[role] = np.maximum(runs, less + self._again) if again else runs
        return self._runs[role]

    def _repeated(self) -> Runs:
        """The chances of the words that stand free again and again, as cells of a column of such words."""
        runs = np.full(self._length.shape, NEVER)
        places: dict[str, list[tuple[int, int]]] = {}
        for start, end in self._lattice.free():
            word = self._text[self._bounds[start] : self._bounds[end]]
            if end - start <= self.width and _is_repeatable(word):
                places.setdefault(word, []).append((start, end))
        for found in places.values():
            if len(found) >= _AGAIN:
                for start, end in found:
                    runs[start, end - start - 1] = _REPEATED + np.log(len(found) / self.pieces)
        return runs

    def _based(self) -> Runs:
        """The chances of the words that say on what targets are based, and of others that stand there again."""
        if _BASIS not in self._runs:
            self._runs[_BASIS] = self._again.copy()
            for start, end in self._words("bases"):
                self._runs[_BASIS][start, end - start - 1] = _KNOWN_BASIS
        return self._runs[_BASIS]

    def prose(self, role: str) -> tuple[Runs, Runs, Runs]:
        """Of a role of prose, for each piece: the chance that it begins a cell, that it goes on in one, and, for each
        place between pieces, that a cell ends there."""
        spelled = self._likelihoods.spelled.of(role)
        sums, starts = spelled.sums, self._bounds[:-1]
        inner = sums[self._bounds[1:]] - sums[starts + 1]
        bad = np.array([self._text[place] in NOT_FIRST for place in starts], dtype=bool)
        begins = np.where(bad, NEVER, spelled.begins[starts] + inner)
        goes_on = sums[starts + 1] - sums[starts] + inner
        ends = np.concatenate(([NEVER], spelled.ends[self._bounds[1:] - 1]))
        if role == _RULE:
            begins, goes_on = begins + _EARNED * self._earned, goes_on + _EARNED * self._earned
        if role == _EXPLANATION:
            begins += np.array([_OPENED if place in self._explained else 0.0 for place in starts])
            ends += np.array([self._closing(int(place)) for place in self._bounds])
        return begins, goes_on, ends

    def _closing(self, place: int) -> float:
        """How much likelier an explanation ends at a place of the text, by the word before it."""
        if self._text.endswith(cues("explanation_ends"), 0, place):
            return _CLOSED
        return _CUT_OFF if self._text.endswith(cues("explanation_leads"), 0, place) else 0.0

    def _of(self, role: str) -> Runs:
        if role in ("level1", "level2"):
            runs = self._levels(role)
        elif role == "name":
            runs = self._names()
        elif role == "level3":
            runs = np.where(self._length <= _LONGEST_LEVEL, self._names(), NEVER)
        elif role in VALUED:
            runs = self._values(role)
        elif role == _DIRECTION:
            sized = (self._length >= _SHORTEST_REPEATED) & (self._length <= _LONGEST_REPEATED)
            apart = self._stand_free() if self._lattice.manner is not Manner.GLUED else True
            runs = np.where(sized & apart, self._spelled(role) + _OTHER_DIRECTION, NEVER)
        else:
            runs = np.full(self._length.shape, NEVER)
        for start, end in self._single(role):
            runs[start, end - start - 1] = self._likelihoods.of(role, int(self._bounds[start]), int(self._bounds[end]))
        runs[~self._whole | (self._length > longest(role))] = NEVER
        return runs

    def _spelled(self, role: str) -> Runs:
        return self._likelihoods.spelled.of(role).of_runs(self._start, self._end)

    def _levels(self, role: str) -> Runs:
        """Words that are no standard levels: those that end like one are spelled out, others are seldom levels where
        they stand free, and hardly ever elsewhere."""
        other = self._counted(lambda sign: not _LEVEL_SIGN.match(sign))
        ending = np.zeros(len(self._text) + 1, dtype=int)
        for found in re.finditer(INDICATOR, self._text):
            ending[found.start()] = 1
        before = np.concatenate(([0], np.cumsum(ending)))
        last = np.maximum(self._end - len(INDICATOR), self._start)
        ends_like_one = (ending[last] == 1) & (before[last] == before[self._start])
        free = self._stand_free()
        runs = self._spelled(role) + np.where(ends_like_one, 0.0, np.where(free, FREE_LEVEL, OTHER_LEVEL))
        runs = np.where(free, np.maximum(runs, self._spelled("name") + FREE_LEVEL + NAMED_LEVEL), runs)
        runs = runs + np.where(self._starts_of_levels()[self._end] > self._start, LEVEL_BEHIND, 0.0)
        sized = (self._length >= _SHORTEST_LEVEL) & (self._length <= _LONGEST_LEVEL)
        return np.where(sized & (other[self._end] == other[self._start]), runs, NEVER)

    def _starts_of_levels(self) -> NDArray[np.int_]:
        """For each place of the text where the longest standard level begins that ends there; 0 where none does."""
        found = np.zeros(len(self._text) + 1, dtype=int)
        for start, end in self._words("levels"):
            first, last = int(self._bounds[start]), int(self._bounds[end])
            if self._text[first:last] in all_level_names():
                found[last] = min(found[last] or first, first)
        return found

    def _stand_free(self) -> NDArray[np.bool_]:
        """Which runs something parts from what stands before and behind them."""
        apart = np.array([not at or bool(gap) for at, gap in enumerate(self._lattice.gaps)] + [True])
        ends = np.minimum(np.arange(self.pieces)[:, None] + np.arange(1, self.width + 1)[None, :], self.pieces)
        return np.asarray(apart[:-1, None] & apart[ends])

    def _names(self) -> Runs:
        chinese = self._counted(lambda sign: bool(_CHINESE.match(sign)))
        opened = self._counted(lambda sign: sign in "(（") - self._counted(lambda sign: sign in ")）")
        good = (self._length >= 2) & (chinese[self._end] > chinese[self._start])
        good &= opened[self._end] == opened[self._start]
        bad_first = np.array([sign in NOT_FIRST for sign in self._text], dtype=bool)
        bad_last = np.array([sign in NOT_LAST for sign in self._text], dtype=bool)
        good &= ~bad_first[self._start] & ~bad_last[self._end - 1] & (self._sentences() == 0)
        good &= ~self._goes_on()[self._start]
        formulas = np.concatenate(([0], np.cumsum(self._found(FORMULA))))
        good &= formulas[self._end] == formulas[self._start]
        spelled = self._spelled("name") + (_UNPOINTED if self._has_points() else 0.0)
        opened = np.concatenate(([0], np.cumsum([at in self._explained for at in range(len(self._text))])))
        within = opened[self._end] > opened[np.minimum(self._start + 1, self._end)]
        return np.where(good, spelled + np.where(within, _EXPLAINED_WITHIN, 0.0), NEVER)

    def _found(self, pattern: re.Pattern[str]) -> NDArray[np.bool_]:
        """At which signs of the text a pattern ends."""
        ends = [found.end() - 1 for found in pattern.finditer(self._text)]
        return np.isin(np.arange(len(self._text)), ends)

    def _goes_on(self) -> NDArray[np.bool_]:
        """At which places a sentence goes on: behind its number (2.), a comma or a bracket that opens."""
        goes_on = np.zeros(len(self._text) + 1, dtype=bool)
        for found in _GOES_ON.finditer(self._text):
            goes_on[found.end()] = True
        return goes_on

    def _has_points(self) -> bool:
        """Whether points stand in brackets behind nearly all names and levels (`完成率（5分）`), as in score sheets."""
        count = len(_POINTS_BEHIND.findall(self._text))
        return count >= _LEAST_POINTED and count * _POINTED_EVERY > len(self._text)

    def _values(self, role: str) -> Runs:
        bad = np.array([sign in NOT_FIRST_OF_VALUE for sign in self._text])
        digits = np.array([sign.isdigit() for sign in self._text] + [False])
        zero = np.array([sign == "0" for sign in self._text])
        led = zero & digits[1:]
        bad_last = np.array([sign in NOT_LAST_OF_VALUE for sign in self._text])
        bad = bad[self._start] | bad_last[self._end - 1]
        said = self._spelled(role) + SENTENCE_IN_VALUE * self._sentences()
        return np.where(bad | (led[self._start] & (self._length > 1)), NEVER, said)

    def _sentences(self) -> Runs:
        """How many sentences end in each run."""
        ends = self._counted(lambda sign: sign in SENTENCE_ENDS)
        return np.asarray(ends[self._end] - ends[self._start])

    def _counted(self, is_meant: Callable[[str], bool]) -> NDArray[np.int_]:
        """How many signs of a kind stand before each place of the text."""
        return np.concatenate(([0], np.cumsum([bool(is_meant(sign)) for sign in self._text]))).astype(int)

    def _single(self, role: str) -> Iterator[tuple[int, int]]:
        """The runs, as first piece and the piece behind the last, that are looked at by themselves."""
        if role in ("weight", "weight1", "weight2", "score", "second_score"):
            yield from self._near(str.isdigit, _LONGEST_POINTS)
        elif role == NUMBER:
            yield from self._near(str.isdigit, longest(NUMBER))
        elif role == SHARE:
            yield from self._near(lambda sign: sign.isdigit() or sign in "-−+", longest(SHARE))
        elif role == "operator":
            yield from self._near(lambda sign: bool(_OPERATOR_BEGINS.match(sign)), _LONGEST_SIGN)
        elif role == "unit":
            yield from self._near(lambda sign: not sign.isdigit(), _LONGEST_UNIT)
        elif role in VALUED:
            yield from self._single_values()
        else:
            yield from self._single_words(role)

    def _single_values(self) -> Iterator[tuple[int, int]]:
        """Runs that begin like a value, and words that say how good something is."""
        yield from self._near(lambda sign: bool(_VALUE_BEGINS.match(sign)), _LONGEST_VALUE)
        for found in led().finditer(self._text):
            yield from self._from(self._places.get(found.start(), self.pieces), _LONGEST_VALUE)
        yield from self._words("quality")

    def _single_words(self, role: str) -> Iterator[tuple[int, int]]:
        """Runs that are known words of names, levels and directions, or that points and numbers stand beside."""
        if role == "name":
            yield from self._words("levels")
            yield from self._odd_names()
        elif role in ("level1", "level2"):
            yield from self._words("levels")
            yield from self._numbered_levels()
            yield from self._pointed(_LONGEST_LEVEL + _LONGEST_SIGN)
        elif role == _DIRECTION:
            yield from self._words("directions")

    def _near(self, is_first: Callable[[str], bool], most: int) -> Iterator[tuple[int, int]]:
        """Runs of so many characters at most that begin with a sign of a kind."""
        for start in range(self.pieces):
            if is_first(self._signs[int(self._bounds[start])]):
                yield from self._from(start, most)

    def _from(self, start: int, most: int) -> Iterator[tuple[int, int]]:
        """Runs of so many characters at most that begin with a piece."""
        for end in range(start + 1, min(start + self.width, self.pieces) + 1):
            if self._bounds[end] - self._bounds[start] > most:
                break
            yield start, end

    def _words(self, kind: str) -> Iterator[tuple[int, int]]:
        """Runs that are a word of a list."""
        known = _first_signs(kind)
        for start in range(self.pieces):
            first = int(self._bounds[start])
            for word in known.get(self._text[first], ()):
                end = self._places.get(first + len(word), 0)
                if start < end <= start + self.width and self._text.startswith(word, first):
                    yield start, end

    def _numbered_levels(self) -> Iterator[tuple[int, int]]:
        """Levels with the number before them."""
        begins = {level: self._places[number] for number, level in self._likelihoods.numbered.items()
                  if number in self._places}  # fmt: skip
        for start, end in self._words("levels"):
            first = begins.get(int(self._bounds[start]), start)
            if first < start and end - first <= self.width:
                yield first, end

    def _odd_names(self) -> Iterator[tuple[int, int]]:
        """Names with a number before them, or with the blank for a figure behind them."""
        blanks = [int(found.start()) for found in _BLANK_SIGN.finditer(self._text)]
        ends = {self._places[place] for at in blanks for place in range(at + 1, at + _BLANK) if place in self._places}
        for found in _NUMBERED.finditer(self._text):
            start = self._places.get(found.start())
            if start is not None:
                yield from ((start, end) for end in range(start + 1, min(start + self.width, self.pieces) + 1))
        for end in sorted(ends):
            yield from ((start, end) for start in range(max(0, end - self.width), end))
        yield from self._pointed(longest("name"))

    def _pointed(self, most: int) -> Iterator[tuple[int, int]]:
        """Runs of so many characters that end with points in brackets, or with a unit."""
        for end in range(1, self.pieces + 1):
            if self._text[int(self._bounds[end]) - 1] in ")）":
                for start in range(max(0, end - self.width), end):
                    if self._bounds[end] - self._bounds[start] <= most:
                        yield start, end


@lru_cache(maxsize=_MOST_KEPT)
def spans_of(lattice: Lattice) -> Spans:
    """The chances of the runs of a lattice; the last ones are kept: what told the columns cuts the rows too."""
    return Spans(lattice)


@cache
def _openings() -> re.Pattern[str]:
    """The words with which explanations open, and names hardly ever go on."""
    return re.compile("|".join(map(re.escape, cues("explanation_leads"))))


@cache
def _first_signs(kind: str) -> Mapping[str, tuple[str, ...]]:
    """The words of a list by their first character."""
    if kind == "quality":
        words = {*cues("quality_words"), *quality_sayings()}
    elif kind == "bases":
        words = set(cues("basis_phrases"))
    elif kind == "directions":
        words = {*cues("directions"), *kinds_of_indicators()}
    else:
        stems = {stem + end for stem in cues("level_stems") for end in LEVEL_STEM_ENDS}
        sheets = sheet_levels("level1") | sheet_levels("level2")
        words = {*all_level_names(), *sheets, *stems, *cues("directions"), *VOID, INDICATOR}
    found: dict[str, list[str]] = {}
    for word in sorted(words):
        found.setdefault(word[0], []).append(word)
    return {sign: tuple(each) for sign, each in found.items()}


def _is_repeatable(word: str) -> bool:
    """Whether a word may be a cell of a column of few words: one character is the end of a word that a line broke."""
    short = _SHORTEST_REPEATED <= len(word) <= _LONGEST_REPEATED and word[0] not in NOT_FIRST
    return short and bool(_CHINESE.search(word)) and word not in all_level_names()
