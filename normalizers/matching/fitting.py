"""Finds the weights under which the names whose entry is known get it, and those without an entry none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from normalizers.matching.model import Network
from normalizers.matching.name_features import FEATURES

# Sums beside the plain one, steps, samples looked at in each, how far a step goes, and how much weights shrink.
_SUMS, _STEPS, _AT_ONCE, _RATE, _SHRINK = 16, 600, 2048, 0.01, 0.002
# The steps get smaller down to this share; what a feature varies by at least; weights of the sums at the outset.
_SMALLEST, _LEAST, _FIRST_WORTHS = 0.1, 1e-6, 0.1
_SEED = 7


@dataclass(frozen=True, slots=True)
class Sample:
    """The figures of a name's candidates, which of them is right (None: none is), and how much the sample counts."""

    figures: tuple[tuple[float, ...], ...]
    right: int | None
    worth: float


def fitted(samples: Sequence[Sample]) -> Network:
    """The network that makes the right candidates, or none, likeliest: a conditional logit by Adam's steps. The same
    for the same samples."""
    import numpy as np

    lots = _Lots.of(samples)
    chance = Random(_SEED)
    count = len(FEATURES)
    first = np.array([[chance.gauss(0, count**-0.5) for _ in range(_SUMS)] for _ in range(count)])
    worths = np.array([chance.gauss(0, _FIRST_WORTHS) for _ in range(_SUMS)])
    weights = [np.zeros(count), first, worths]
    mean, square = [np.zeros_like(one) for one in weights], [np.zeros_like(one) for one in weights]
    for step in range(1, _STEPS + 1):
        slopes = lots.slopes(weights, chance.sample(range(len(samples)), min(_AT_ONCE, len(samples))))
        rate = _RATE * (1 - (1 - _SMALLEST) * step / _STEPS)
        for at, slope in enumerate(slopes):
            mean[at] = 0.9 * mean[at] + 0.1 * slope
            square[at] = 0.999 * square[at] + 0.001 * slope**2
            away = np.sqrt(square[at] / (1 - 0.999**step)) + 1e-8
            weights[at] = weights[at] - rate * (mean[at] / (1 - 0.9**step)) / away
    return lots.in_printed_figures(weights)


@dataclass(frozen=True, slots=True, eq=False)
class _Lots:
    """All samples as arrays: figures put to one scale, where there is no candidate, what is right, and the worths."""

    figures: Any
    missing: Any
    right: Any
    worth: Any
    middle: Any
    spread: Any

    @staticmethod
    def of(samples: Sequence[Sample]) -> _Lots:
        import numpy as np

        most = max(len(sample.figures) for sample in samples)
        figures = np.zeros((len(samples), most, len(FEATURES)))
        missing = np.full((len(samples), most), -1e9)
        right = np.zeros((len(samples), most + 1))
        for place, sample in enumerate(samples):
            figures[place, : len(sample.figures)] = sample.figures
            missing[place, : len(sample.figures)] = 0
            right[place, most if sample.right is None else sample.right] = 1
        given = figures[missing == 0]
        middle, spread = given.mean(axis=0), given.std(axis=0) + _LEAST
        middle[0], spread[0] = 0, 1  # what is always 1 carries what the others take away
        worth = np.array([sample.worth for sample in samples])
        return _Lots((figures - middle) / spread, missing, right, worth, middle, spread)

    def slopes(self, weights: Sequence[Any], places: Sequence[int]) -> list[Any]:
        """How the error of some samples grows with each weight."""
        import numpy as np

        alone, sums, worths = weights
        figures, worth = self.figures[places], self.worth[places]
        found = figures @ sums
        above = np.maximum(found, 0.0)
        weighed = figures @ alone + above @ worths + self.missing[places]
        weighed = np.concatenate([weighed, np.zeros((len(places), 1))], axis=1)
        powers = np.exp(weighed - weighed.max(axis=1, keepdims=True))
        wrong = (powers / powers.sum(axis=1, keepdims=True) - self.right[places])[:, :-1]
        wrong = wrong * (worth / worth.sum())[:, None]
        inner = wrong[:, :, None] * worths * (found > 0)
        return [
            np.einsum("sc,scf->f", wrong, figures) + _SHRINK * alone,
            np.tensordot(figures, inner, axes=((0, 1), (0, 1))) + _SHRINK * sums,
            np.einsum("sc,sch->h", wrong, above) + _SHRINK * worths,
        ]

    def in_printed_figures(self, weights: Sequence[Any]) -> Network:
        """The same weights for figures as they are, each not put to scale."""
        alone, sums = weights[0] / self.spread, weights[1] / self.spread[:, None]
        alone[0] -= self.middle @ alone
        sums[0] -= self.middle @ sums
        return Network(alone, sums, weights[2])
