"""What the signals of records weigh, counted from records of which it is known whether they are right."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus import trust
from corpus.logistic import Examples, Fit, Vector, fitted, monotone
from corpus.trust import REVIEW_BELOW, SURE, Trusted

#: The name under which a kind of record has its weight before anything is said of it.
BASE = "before anything is said"
WEIGHTS, STEPS = "confidence.csv", "calibration.csv"
_COLUMNS = ("table", "signal", "weight", "most", "right", "wrong")
_STEP_COLUMNS = ("table", "sum", "chance", "records")
#: How signals are called that are no doubts: what a document is written in, what a check found in its content, and what
#: was remarked of a value.
_NO_DOUBTS = ("setting:", "finding:", "value:")
_REMARK = "value:"
_MEASURES = ("setting:", "cells:", _REMARK)
#: What is said of the filing weighs on its records, and limits none of them.
_OF_FILING = "something in the filing was not read"
#: What a doubt weighs before anybody has counted it, and a measure of how surely something was read, of which several
#: come together; all else weighs nothing then.
UNCOUNTED, _MEASURED = 1.5, 0.7
#: How stiffly a signal keeps to that.
_STIFFNESS = 2.0
#: The records of one filing share their fate: together they count no more than so many.
_FILING = 10.0
#: A record that bears a doubt of which more than this share was wrong, or that was met no oftener than so, is never
#: sure, whatever speaks for it; one of which most were wrong goes to a person, and where it was met oftener is more
#: likely wrong than right. A finding is about what the filing says and only by the way about how it was read: more of
#: them may be wrong.
_OFTEN_WRONG, _FOUND_WRONG, _MOSTLY_WRONG, _SELDOM = 0.05, 0.15, 0.5, 20
#: Doubts that made filings can't clear, for they are printed as the readers take them: in which words of a title the
#: project's name is. A record that bears one is never sure.
_AS_MADE = frozenset({"a title alone names the project"})
#: So few wrong records say nothing of a remark on a value.
_FEW = 2
#: A step of the calibration has so large a part of the records at least.
_STEP = 0.02
#: Hard filings are rarer among those that are read than among those that signals are weighed by: at the level a record
#: of theirs counts so much.
_HARD, _ANNOTATED, _RARE = ("hard", "unseen"), "annotated", 1 / 3


@dataclass(frozen=True, slots=True)
class Observed:
    """A record of a table: what speaks for it and against it, how far it is right (1 or 0, of filings any share
    between), the filing it stands in, and what that is: its family, its channel, its manner.

    `plain` filings are made as their family prints them, `hard` ones under stress, and `unseen` ones are read without
    some of the words: all three teach what a signal weighs. `annotated` ones tell no more than how sure records are on
    the whole."""

    table: str
    evidence: Mapping[str, float]
    right: float
    filing: str
    family: str
    channel: str
    manner: str = "plain"


@dataclass(frozen=True, slots=True)
class Counted:
    """The weights of a table's signals and its calibration; `limits` are the chances that no record passes which bears
    a doubt, `held_out` those of each observed record as told by what was counted without its family."""

    table: str
    signals: tuple[str, ...]
    fit: Fit
    steps: tuple[tuple[float, float, float], ...]
    seen: Mapping[str, tuple[int, int]]
    limits: Mapping[str, float]
    held_out: tuple[float, ...] = ()

    def chances(self, observed: Sequence[Observed]) -> list[float]:
        """How sure each record is."""
        return self.limited(observed, self.fit.say(_examples(observed, self.signals).strengths))

    def limited(self, observed: Sequence[Observed], said: Vector) -> list[float]:
        """The chances that what is said of records comes to, none higher than its doubts allow."""
        chances = np.interp(said, [step[0] for step in self.steps], [step[1] for step in self.steps])
        most = (min((self.limits.get(s, _most(s, 0, 0)) for s in _plain(one)), default=1.0) for one in observed)
        return [min(pair) for pair in zip(chances.tolist(), most, strict=True)]


def counted(table: str, observed: Sequence[Observed]) -> Counted:
    """The signals of a table weighed, and what all of them together come to; what is said of a record while it was
    left out, with all of its family, tells how sure it is."""
    signals = tuple(sorted({signal for one in observed if one.manner != _ANNOTATED for signal in one.evidence}))
    examples = _examples(observed, signals)
    usual = _usual(observed, signals)
    teaches = np.array([one.manner != _ANNOTATED for one in observed])
    fit = fitted(examples.chosen(teaches), usual, _STIFFNESS)
    said = np.array(fit.say(examples.strengths))
    for _, left in _folds(observed, lambda one: one.family):
        said[left] = fitted(examples.chosen(teaches & ~left), usual, _STIFFNESS).say(examples.strengths[left])
    counts = examples.counts * np.array([_RARE if one.manner in _HARD else 1.0 for one in observed])
    whole = monotone(said, examples.right, counts, _STEP * counts.sum())
    found = Counted(table, signals, fit, tuple(whole), _seen(observed, signals), _limits(observed))
    return replace(found, held_out=tuple(found.limited(observed, said)))


def _examples(observed: Sequence[Observed], signals: Sequence[str]) -> Examples:
    at = {signal: place for place, signal in enumerate(signals)}
    strengths = np.zeros((len(observed), len(signals)))
    sizes = Counter((one.filing, one.manner) for one in observed)
    for number, one in enumerate(observed):
        for signal, strength in one.evidence.items():
            if signal in at:
                strengths[number, at[signal]] = strength
    counts = np.array([min(1.0, _FILING / sizes[one.filing, one.manner]) for one in observed])
    return Examples(strengths, np.array([float(one.right) for one in observed]), counts)


def _usual(observed: Sequence[Observed], signals: Sequence[str]) -> Vector:
    """What each signal weighs before it is counted, by whether it speaks for a record or against it."""
    against = {signal for one in observed for signal, strength in one.evidence.items() if strength < 0}
    doubts = {signal for one in observed for signal in _plain(one)}
    known = {s: UNCOUNTED if s in doubts else _MEASURED for s in against if not s.startswith(_NO_DOUBTS)}
    return np.array([known.get(signal, 0.0) for signal in signals])


def _folds(
    observed: Sequence[Observed], kind: Callable[[Observed], str]
) -> Iterator[tuple[str, np.ndarray[tuple[int], np.dtype[np.bool_]]]]:
    kinds = [kind(one) for one in observed]
    for name in sorted(set(kinds)):
        yield name, np.array([each == name for each in kinds])


def _seen(observed: Iterable[Observed], signals: Collection[str]) -> dict[str, tuple[int, int]]:
    """How many right and wrong records bore each signal."""
    seen = {signal: [0, 0] for signal in signals}
    for one in observed:
        for signal in one.evidence.keys() & seen.keys():
            seen[signal][one.right < 1] += 1
    return {signal: (right, wrong) for signal, (right, wrong) in seen.items()}


def _limits(observed: Sequence[Observed]) -> dict[str, float]:
    """How sure a record may be at most that bears each plain doubt.

    Doubts come together, and one that is harmless alone would be blamed for what others did: the worst is judged first,
    and each of the others by the records that bear none of those before it. One that hardly ever stands without them is
    judged by all of its records."""
    found: dict[str, float] = {}
    doubts = {signal for one in observed for signal in _plain(one)}
    whole, left = _seen(observed, doubts), list(observed)
    while True:
        seen = _seen(left, doubts)
        often = {signal for signal in doubts if sum(seen[signal]) > _SELDOM}
        guilty = [signal for signal in often if _most(signal, *seen[signal]) < 1]
        if not guilty:
            plain = {signal: 1.0 if signal in often else _most(signal, *whole[signal]) for signal in doubts}
            as_made = dict.fromkeys(_AS_MADE & doubts, SURE - 0.01)
            return found | plain | as_made | _remarked(observed)
        worst = max(guilty, key=lambda signal: (seen[signal][1] / sum(seen[signal]), signal))
        found[worst] = _most(worst, *seen[worst])
        doubts.remove(worst)
        left = [one for one in left if worst not in one.evidence]


def _remarked(observed: Sequence[Observed]) -> dict[str, float]:
    """How sure a record may be at most whose value was remarked on so that most such records were wrong: a remark is no
    doubt by itself, and what it weighs is shared with all that stands beside it."""
    remarks = {signal for one in observed for signal in one.evidence if signal.startswith(_REMARK)}
    seen = _seen(observed, remarks)
    return {
        signal: (REVIEW_BELOW if right + wrong > _SELDOM else SURE) - 0.01
        for signal, (right, wrong) in seen.items()
        if wrong > _FEW and wrong >= _MOSTLY_WRONG * (right + wrong)
    }


def _plain(one: Observed) -> set[str]:
    """The doubts about a record that are no measure of how surely something was read, and what was found in it."""
    return {
        s for s, strength in one.evidence.items() if strength == -1 and not s.startswith(_MEASURES) and s != _OF_FILING
    }


def _most(signal: str, right: int, wrong: int) -> float:
    """How sure a record may be that bears a plain doubt; a finding that was seldom met is about the content."""
    seen, is_finding = right + wrong, signal.startswith("finding:")
    if seen <= _SELDOM and is_finding:
        return 1.0
    if wrong and wrong >= _MOSTLY_WRONG * seen:
        return REVIEW_BELOW - 0.01 if seen <= _SELDOM else _MOSTLY_WRONG - 0.01
    if seen <= _SELDOM:
        return SURE - 0.01
    return SURE - 0.01 if wrong > (_FOUND_WRONG if is_finding else _OFTEN_WRONG) * seen else 1.0


def written(tables: Sequence[Counted], observed: Mapping[str, Sequence[Observed]]) -> dict[str, str]:
    """The two files: what signals weigh, and what they come to."""
    weights, steps = _Sheet(_COLUMNS), _Sheet(_STEP_COLUMNS)
    for one in tables:
        right = sum(each.right >= 1 for each in observed[one.table])
        weights.add(one.table, BASE, f"{one.fit.base:.3f}", "1", right, len(observed[one.table]) - right)
        for signal, weight in zip(one.signals, one.fit.weights, strict=True):
            weights.add(one.table, signal, f"{weight:.3f}", f"{one.limits.get(signal, 1.0):g}", *one.seen[signal])
        for said, chance, records in one.steps:
            steps.add(one.table, f"{said:.3f}", f"{chance:.4f}", f"{records:.0f}")
    return {WEIGHTS: weights.text, STEPS: steps.text}


def report(observed: Mapping[str, Sequence[Observed]]) -> Iterator[str]:
    """How well records are foretold of which nothing was counted: each family, and each channel, left out in turn."""
    yield f"{'left out':<44}{'records':>9}{'wrong':>9}" + "".join(f"{name:>19}" for name in _FIGURES)
    for table, records in observed.items():
        whole = [one for one in records if one.manner != _ANNOTATED]
        for kind, of in (("family", lambda one: one.family), ("channel", lambda one: one.channel)):
            trusted: list[Trusted] = []
            for name, pairs in _foretold(whole, of):
                trusted += pairs
                yield _line(f"{table}: {kind} {name}", pairs)
            yield _line(f"{table}: each {kind}", trusted)


_FIGURES: Mapping[str, Callable[[Sequence[Trusted]], float]] = {
    "right_and_sure": trust.right_and_sure,
    "wrong_and_sure": trust.wrong_and_sure,
    "wrong_after_20": lambda trusted: trust.wrong_after(trusted, 0.2),
    "calibration_error": trust.calibration_error,
    "aurc": trust.area,
}


def _foretold(observed: Sequence[Observed], kind: Callable[[Observed], str]) -> Iterator[tuple[str, list[Trusted]]]:
    """For each kind the chances of its records, as told by what was counted without them, and whether each is right."""
    for name, left in _folds(observed, kind):
        others = [one for one, out in zip(observed, left, strict=True) if not out]
        if others:
            own = [one for one, out in zip(observed, left, strict=True) if out]
            chances = counted("", others).chances(own)
            yield name, [(chance, one.right >= 1) for chance, one in zip(chances, own, strict=True)]


def _line(name: str, trusted: Sequence[Trusted]) -> str:
    wrong = sum(not right for _, right in trusted) / max(1, len(trusted))
    return f"{name:<44}{len(trusted):>9}{wrong:>9.3f}" + "".join(f"{of(trusted):>19.4f}" for of in _FIGURES.values())


class _Sheet:
    """A CSV file that is being written."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._file = io.StringIO()
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._writer.writerow(columns)

    def add(self, *cells: object) -> None:
        """Writes a row."""
        self._writer.writerow(cells)

    @property
    def text(self) -> str:
        """What was written."""
        return self._file.getvalue()
