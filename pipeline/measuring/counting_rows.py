"""What signals of rows read from running text weigh, from made texts: a part of what `jixiao corpus count` does."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from corpus.calibration import UNCOUNTED
from corpus.logistic import Examples, fitted
from extractors.forms.rows.line import points
from extractors.forms.text.arbiter import ALWAYS, Signals, are_named, signals_of
from extractors.reading import read_document
from extractors.recognition import readings_of
from normalizers.text import compact, fold
from schema.errors import JixiaoError
from schema.reading import IndicatorReading

#: How far a weight may leave what it is taken for before it is counted, what few rows show, least of all.
_STIFFNESS = 2.0
#: Each filing is printed in so many manners of archives.
_MANNERS = 3
_POINTS = ("weight", "score")
_VALUES = ("target", "actual")

#: Whether a row has a project where any has, its name, its values as printed and its points.
_Key = tuple[str, ...]


def row_weights(folder: Path, count: int, seed: int) -> str:
    """The weights as CSV: each signal, what it weighs, and how many rows that had it were right and wrong."""
    rows = list(_judged(folder, count, seed))
    signals = sorted({signal for told, _ in rows for signal in told} - {ALWAYS})
    strengths = np.array([[told.get(signal, 0.0) for signal in signals] for told, _ in rows])
    right = np.array([float(is_right) for _, is_right in rows])
    usual = np.where((strengths < 0).any(axis=0), UNCOUNTED, 0.0)
    fit = fitted(Examples(strengths, right, np.ones(len(rows))), usual, _STIFFNESS)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("signal", "weight", "right", "wrong"))
    writer.writerow((ALWAYS, f"{fit.base:.3f}", int(right.sum()), int((1 - right).sum())))
    for at, signal in enumerate(signals):
        has = strengths[:, at] != 0
        writer.writerow((signal, f"{fit.weights[at]:.3f}", int(right[has].sum()), int((1 - right[has]).sum())))
    return text.getvalue()


def _judged(folder: Path, count: int, seed: int) -> Iterator[tuple[Signals, bool]]:
    """The signals of each row of each reading of made texts, and whether the row is right: of texts under every stress,
    and of the indicators of others in the manners of archives."""
    from corpus.make import make
    from corpus.manners import in_a_manner
    from corpus.stress.catalog import STRESSES

    make(folder / "stressed", count, seed, ("text",), tuple(STRESSES))
    for path in sorted((folder / "stressed").glob("*.txt")):
        yield from _of_text(path.read_bytes(), _gold(path))
    make(folder / "plain", count, seed, ("text",))
    random = Random(seed)
    for path in sorted((folder / "plain").glob("*.txt")):
        for _ in range(_MANNERS):
            yield from _of_text(in_a_manner(random, _gold(path)).encode(), _gold(path))


def _gold(path: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(path.with_name(f"{path.name}.gold.json").read_text(encoding="utf-8"))
    return found


def _of_text(data: bytes, gold: Mapping[str, Any]) -> Iterator[tuple[Signals, bool]]:
    try:
        readings = readings_of(read_document(data, "made.txt"))
    except JixiaoError:
        return
    named = are_named(readings)
    wanted = {_wanted(indicator, named) for indicator in gold["indicators"]}
    for reading in readings:
        rows = zip(reading.indicators, signals_of(reading.indicators, named), strict=True)
        yield from ((told, _read(row, named) in wanted) for row, told in rows)


def _wanted(indicator: Mapping[str, Any], named: bool) -> _Key:
    values = (fold((indicator.get(role) or {}).get("raw") or "") for role in _VALUES)
    return (
        "project" if named and indicator.get("project") else "",
        fold(indicator["name"]),
        *values,
        *(_figure(indicator.get(role)) for role in _POINTS),
    )


def _read(row: IndicatorReading, named: bool) -> _Key:
    operator, unit = row.cell("operator").text, row.cell("unit").text
    target = f"{operator}{row.cell('target').text}{unit}" if operator or unit else row.cell("target").text
    values = (fold(compact(target)), fold(compact(row.cell("actual").text)))
    return (
        "project" if named and row.project else "",
        fold(compact(row.name.text)),
        *values,
        *(_figure(points(row.cell(role).text)) for role in _POINTS),
    )


def _figure(figure: object) -> str:
    return "" if figure is None else f"{float(str(figure)):g}"
