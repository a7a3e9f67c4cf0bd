"""How much signals weigh and what chance they come to: a logistic fit whose weights keep their sign, and a monotone
calibration of what it says."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
#: Steps of the fit at most, halvings of one step at most, and how small a gain ends it.
_STEPS, _HALVINGS, _GAIN = 200, 30, 1e-9


@dataclass(frozen=True, slots=True)
class Examples:
    """Records as a matrix of strengths, a row each; how far each is right, from 0 to 1; and how much each counts."""

    strengths: Vector
    right: Vector
    counts: Vector

    def chosen(self, rows: NDArray[np.bool_]) -> Examples:
        """Some of the records."""
        return Examples(self.strengths[rows], self.right[rows], self.counts[rows])


@dataclass(frozen=True, slots=True)
class Fit:
    """The weight before anything is said, and that of each signal."""

    base: float
    weights: Vector

    def say(self, strengths: Vector) -> Vector:
        """What the signals of each record come to."""
        return np.asarray(self.base + strengths @ self.weights)


def fitted(examples: Examples, usual: Vector, stiffness: float) -> Fit:
    """The weights, none below 0, that make the records likeliest.

    What few records show stays near `usual`: each weight may leave it for so much as `stiffness` allows (the penalty is
    half of it times the distance squared).
    """
    examples = _alike_as_one(examples)
    strengths = np.column_stack((np.ones(len(examples.right)), examples.strengths))
    pull = np.array([1e-6, *np.full(len(usual), stiffness)])
    centre = np.array([0.0, *usual])
    weights = centre.copy()
    loss = _loss(weights, strengths, examples, pull, centre)
    for _ in range(_STEPS):
        weights, after = _stepped(weights, loss, strengths, examples, pull, centre)
        if loss - after < _GAIN * max(1.0, abs(loss)):
            break
        loss = after
    return Fit(float(weights[0]), weights[1:])


def _alike_as_one(examples: Examples) -> Examples:
    """The same with records of the same strengths put into one, which counts as all of them."""
    strengths, at = np.unique(examples.strengths, axis=0, return_inverse=True)
    at = at.reshape(-1)
    counts: Vector = np.bincount(at, examples.counts, len(strengths)).astype(np.float64)
    return Examples(strengths, np.bincount(at, examples.counts * examples.right, len(strengths)) / counts, counts)


def _loss(weights: Vector, strengths: Vector, examples: Examples, pull: Vector, centre: Vector) -> float:
    said = strengths @ weights
    told = examples.right * np.logaddexp(0, -said) + (1 - examples.right) * np.logaddexp(0, said)
    return float(examples.counts @ told + (pull * (weights - centre) ** 2).sum() / 2)


def _stepped(
    weights: Vector, loss: float, strengths: Vector, examples: Examples, pull: Vector, centre: Vector
) -> tuple[Vector, float]:
    """A step of Newton's method over the weights that are free to move, shortened until it gains."""
    chances = _chances(strengths @ weights)
    slope = strengths.T @ (examples.counts * (chances - examples.right)) + pull * (weights - centre)
    free = (weights > 0) | (slope < 0)
    free[0] = True
    part = strengths[:, free]
    bend = (part * (examples.counts * chances * (1 - chances))[:, None]).T @ part + np.diag(pull[free])
    step = np.zeros_like(weights)
    step[free] = np.linalg.solve(bend, slope[free])
    for halving in range(_HALVINGS):
        tried = weights - step / 2**halving
        tried[1:] = np.maximum(tried[1:], 0)
        after = _loss(tried, strengths, examples, pull, centre)
        if after < loss:
            return tried, after
    return weights, loss


def _chances(said: Vector) -> Vector:
    return np.asarray(1 / (1 + np.exp(-np.clip(said, -60, 60))))


def monotone(said: Vector, right: Vector, counts: Vector, least: float) -> list[tuple[float, float, float]]:
    """What is said in ascending steps of at least so many records, with the share that is right, which never falls,
    and how many records each step has. The share is held back from 0 and 1 as by one right and one wrong record."""
    said = np.round(said, 6)
    steps: list[list[float]] = []  # what is said, what is right, how many: sums
    before = -np.inf
    for at in np.argsort(said, kind="stable"):
        if not steps or (steps[-1][2] >= least and said[at] > before):
            steps.append([0.0, 0.0, 0.0])
        before = said[at]
        steps[-1] = [a + counts[at] * b for a, b in zip(steps[-1], (said[at], right[at], 1.0), strict=True)]
    if len(steps) > 1 and steps[-1][2] < least:
        last = steps.pop()
        steps[-1] = [a + b for a, b in zip(steps[-1], last, strict=True)]
    merged: list[list[float]] = []
    for step in steps:
        merged.append(step)
        while len(merged) > 1 and _share(merged[-2]) >= _share(merged[-1]):
            later = merged.pop()
            merged[-1] = [a + b for a, b in zip(merged[-1], later, strict=True)]
    return [(step[0] / step[2], _share(step), step[2]) for step in merged]


def _share(step: list[float]) -> float:
    return (step[1] + 1) / (step[2] + 2)
