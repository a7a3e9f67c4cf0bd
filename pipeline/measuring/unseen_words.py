"""How filings are read by readers that don't know all words: some spellings of heads and labels hidden for the run.

Paper that nobody has seen prints heads in other words. Here some of the known ones are taken away instead: a fifth in
each of five runs, told by a hash of the spelling, so that each is unseen once and stays in its fold when others are
added; or a share drawn at random. The product keeps all its words: only the worker processes of such a run lack some.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pipeline.ingest.preparing import Stages
from pipeline.ingest.recognising import recognised
from pipeline.ingest.understanding import Recognised
from pipeline.settings import Limits
from schema.sight import Sight

if TYPE_CHECKING:
    from corpus.report import Report
    from pipeline.ingest.sources import Source

FOLDS = 5
#: What is measured is reading, not how busy the machine is: a file has long.
_LIMITS = Limits(seconds=600.0)
#: Spellings that a run does not know, as `normalizers.text.bare` writes them.
Hidden = frozenset[str]


@dataclass(frozen=True, slots=True)
class ReadWithout:
    """Reads documents in a worker process that does not know the hidden words as long as it lives."""

    hidden: Hidden

    def __call__(self, data: bytes, name: str = "", sight: Sight = Sight()) -> Recognised:
        """What the bytes say as printed. Raises a child of `JixiaoError`."""
        from extractors.forms.words.vocabulary import hide

        hide(self.hidden)
        return recognised(data, name, sight)


def folds() -> list[Hidden]:
    """Every spelling of heads and labels, in five parts of about the same size."""
    from extractors.forms.words.vocabulary import HEADS, LABELS, printed_words

    parts: list[set[str]] = [set() for _ in range(FOLDS)]
    for word in printed_words((*HEADS, *LABELS)):
        parts[int(sha256(word.encode()).hexdigest(), 16) % FOLDS].add(word)
    return [frozenset(part) for part in parts]


def draws(share: float, count: int, seed: int) -> list[Hidden]:
    """So many random draws of that share of the spellings of columns' heads, the same ones for the same seed."""
    from extractors.forms.words.vocabulary import HEADS, printed_words

    known = printed_words(HEADS)
    return [frozenset(Random(f"{seed} {draw}").sample(known, round(share * len(known)))) for draw in range(count)]


@dataclass(frozen=True, slots=True)
class Run:
    """Documents to read, so many at once, and the folder of their gold files; `sight` keeps pages recognised before."""

    sources: Sequence[Source]
    gold: Path
    sight: Sight
    jobs: int

    def without(self, words: Iterable[Hidden]) -> Iterator[Report]:
        """How right the documents are when they are read without each set of words, in databases thrown away."""
        with TemporaryDirectory(prefix="jixiao-") as folder:
            for number, hidden in enumerate(words):
                yield self._report(hidden, Path(folder), f"{number}")

    def _report(self, hidden: Hidden, folder: Path, name: str) -> Report:
        from corpus.evaluate import evaluate
        from pipeline.export.folder import export
        from pipeline.ingest.ingest import ingest
        from pipeline.store.archive import Archive
        from pipeline.store.engine import open_store

        engine = open_store(str(folder / f"{name}.db"), create=True)
        stages, archive = Stages(read=ReadWithout(hidden)), Archive(folder / "archive")
        for _ in ingest(engine, self.sources, self.jobs, _LIMITS, stages, self.sight, archive=archive):
            pass
        export(engine, folder / name)
        engine.dispose()
        return evaluate(folder / name, self.gold)
