"""How right the database is by gold files, and how right it was when it was last asked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from schema.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy import Engine

_FIGURES = ("cells_f1", "records_f1", "head_f1", "wrong_and_sure", "lost_in_silence")
# Less than this is no worse: figures are kept with four decimals.
_LEAST = 0.0001


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The figures now, and those of the last time, none at the first: F1 of cells, of whole records and of heads, the
    share of records that are wrong and sure, and of those that were lost without a word."""

    now: dict[str, float]
    before: dict[str, float]

    @property
    def worse(self) -> list[str]:
        """The figures that are worse than the last time."""
        return [name for name, was in self.before.items() if self._worse_by(name, was) > _LEAST]

    def _worse_by(self, name: str, was: float) -> float:
        from corpus.summary import LESS_IS_BETTER

        now = self.now.get(name, 0.0)
        return now - was if name in LESS_IS_BETTER else was - now


def measure(engine: Engine, gold: Path) -> Accuracy:
    """Compares the database with the gold files of a folder and remembers the figures.

    Raises `UsageError` where the folder holds none or one can't be read.
    """
    from corpus.evaluate import evaluate
    from pipeline.export.folder import export
    from pipeline.store.engine import writing
    from pipeline.store.states import remember, state

    with TemporaryDirectory(prefix="jixiao-") as folder:
        export(engine, Path(folder))
        try:
            found = evaluate(Path(folder), gold).summary()
        except ValueError as error:
            raise UsageError(f"{gold} can't be read: {error}", "Name a folder of gold files.") from error
    now = {name: float(found[name]) for name in _FIGURES if found.get(name) is not None}
    name = f"accuracy {gold.resolve().name}"[:120]
    with writing(engine) as connection:
        before = json.loads(state(connection, name, "{}"))
        remember(connection, name, json.dumps(now))
    return Accuracy(now, before)
