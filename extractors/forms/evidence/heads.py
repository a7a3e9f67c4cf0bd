"""What the letters of a head say of its role: known spellings say it outright, others by what they share with them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from extractors.forms.evidence.counts import OTHER, Vector
from extractors.forms.evidence.features import letters
from extractors.forms.words.vocabulary import spellings
from normalizers.text import bare

#: How sure a spelling is that stands in the vocabulary; what is left is shared among the other roles.
KNOWN = 0.9995
#: A letter weighs as if the mean of all roles had been seen so often in each.
_SMOOTHED = 8.0
_UNSEEN_LETTERS = 500


@dataclass(frozen=True)
class Letters:
    """How often each letter and pair of letters stands in the heads of each role."""

    counts: Mapping[str, Counter[str]]

    def say(self, head: str, roles: Sequence[str]) -> Vector:
        """How likely the head is of each role, as a logarithm; a head without letters says nothing."""
        marks = letters(head)
        if not bare(head):
            return np.zeros(len(roles))
        totals = {role: sum(found.values()) for role, found in self.counts.items()}
        usual = [self._usual(mark, totals) for mark in marks]
        said = np.array([self._of_role(role, marks, usual, totals) for role in roles]) / np.sqrt(len(marks))
        return np.asarray(said - np.log(np.exp(said - said.max()).sum()) - said.max())

    def _usual(self, mark: str, totals: Mapping[str, int]) -> float:
        seen = sum(found[mark] / totals[role] for role, found in self.counts.items())
        return (seen / max(1, len(totals)) + 0.5 / _UNSEEN_LETTERS) / 1.5

    def _of_role(self, role: str, marks: Sequence[str], usual: Sequence[float], totals: Mapping[str, int]) -> float:
        """An uncounted role has the letters of all of them."""
        if role == OTHER or role not in self.counts:
            return float(np.log(usual).sum())
        found, whole = self.counts[role], totals[role] + _SMOOTHED
        return float(
            np.log([(found[mark] + _SMOOTHED * by) / whole for mark, by in zip(marks, usual, strict=True)]).sum()
        )


def known(role: str, roles: Sequence[str], sureness: float = KNOWN) -> Vector:
    """A head that says its role, as logarithms in the order of `roles`; no spelling is surer than `KNOWN`."""
    sureness = min(KNOWN, sureness)
    rest = (1 - sureness) / len(roles)
    return np.log([sureness + rest if other == role else rest for other in roles])


@lru_cache(maxsize=1024)
def by_letters(head: str, roles: tuple[str, ...]) -> Vector:
    """What the letters of a head that nobody knows say of its role."""
    return _letters(tuple(sorted(spellings("columns").items()))).say(head, roles)


@lru_cache(maxsize=8)
def _letters(words: tuple[tuple[str, str], ...]) -> Letters:
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word, role in words:
        if role != OTHER:
            found[role].update(letters(word))
    return Letters(found)
