"""The small network that weighs what a name and an entry have in common, as the aliases have taught it.

Beside the plain sum of all figures stand sums that count only where they are above nought: a word that is missing
weighs much where the letters agree and nothing where they do not.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from normalizers.matching.name_features import FEATURES

#: The weights of the features, made by `jixiao taxonomy count`.
WEIGHTS = Path(__file__).parents[1] / "data" / "matching_weights.csv"

# What heads the column of the plain sum, and the line that says what each further sum is worth.
_ALONE, _WORTH = "alone", "worth of the sum"


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """`alone` weighs each feature by itself, `sums` has a column of weights for each further sum, and `worths` says
    what a sum counts."""

    alone: Any
    sums: Any
    worths: Any

    def weigh(self, figures: Sequence[Sequence[float]]) -> list[float]:
        """For each line of figures under `FEATURES` how much speaks for the entry, against 0 for none."""
        import numpy as np

        lines = np.array(figures)
        weighed: list[float] = (lines @ self.alone + np.maximum(lines @ self.sums, 0.0) @ self.worths).tolist()
        return weighed

    def write(self, path: Path) -> None:
        """Writes the weights as CSV: a line a feature, a column the plain sum and each further one."""
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["feature", _ALONE, *range(1, len(self.worths) + 1)])
            for feature, alone, sums in zip(FEATURES, self.alone, self.sums, strict=True):
                writer.writerow([feature, _printed(alone), *map(_printed, sums)])
            writer.writerow([_WORTH, "", *map(_printed, self.worths)])


def _printed(weight: float) -> str:
    return f"{float(weight):.4g}"


@lru_cache(maxsize=1)
def network() -> Network:
    """The network that comes with the program; read once."""
    return read_network(WEIGHTS)


def read_network(path: Path) -> Network:
    """The network of a file that `Network.write` has written."""
    import numpy as np

    with path.open(encoding="utf-8", newline="") as file:
        lines = {line[0]: line[1:] for line in csv.reader(file)}
    weights = np.array([[float(weight) for weight in lines[feature]] for feature in FEATURES])
    return Network(weights[:, 0], weights[:, 1:], np.array([float(weight) for weight in lines[_WORTH][1:]]))
