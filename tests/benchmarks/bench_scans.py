"""Pages a second of made scans, how much of it is the engine's and how much our own work, and the memory of a worker.

Run it: `python -m tests.benchmarks.bench_scans [COUNT] [PAGES]`; without numbers 4 made filings, and a scan of 8 pages.
The engine is the floor: no reading of scans is faster than recognising their text. Our own work is to take at most 15 %
of the engine's time, or 0.6 s a page; both are given in processor seconds, which other work on the machine changes
little. Then one scan is taken in by one process and by as many as there are processors: the share says how much sooner
it is done, if nothing else is at work.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from corpus.make import make
from extractors.pictures.seeing import recogniser_for
from extractors.readers import image, pdf
from extractors.reading import read_document
from pipeline.ingest.ingest import ingest
from pipeline.ingest.sources import find
from pipeline.settings import default_jobs
from pipeline.store.engine import open_store
from schema.sight import Sight


@dataclass
class Timed:
    """A recogniser that adds up the seconds, and the processor seconds, of all that it is asked."""

    recogniser: Any
    pages: int = 0
    seconds: float = 0.0
    processor: float = 0.0
    first: list[Any] = field(default_factory=list)

    def page(self, picture: Any) -> Any:
        """What the engine sees on the page."""
        self.pages += 1
        self.first = self.first or [picture]
        return self._timed(self.recogniser.page, picture)

    def crops(self, pictures: Sequence[Any]) -> Any:
        """What the engine sees in each picture."""
        return self._timed(self.recogniser.crops, pictures)

    def _timed(self, ask: Any, asked: Any) -> Any:
        begun, processor = time.perf_counter(), time.process_time()
        answer = ask(asked)
        self.seconds += time.perf_counter() - begun
        self.processor += time.process_time() - processor
        return answer


def main(count: int, pages: int) -> int:
    """Prints the figures; 1 where our own work takes more than it may."""
    with TemporaryDirectory(prefix="jixiao-bench-") as folder:
        make(Path(folder), count, seed=11, kinds=("scan",))
        files = [path.read_bytes() for path in sorted(Path(folder).iterdir()) if path.suffix != ".json"]
    timed = Timed(recogniser_for(Sight()))
    for reader in (image, pdf):
        setattr(reader, "recogniser_for", lambda _sight: timed)  # noqa: B010
    read_document(files[0])  # loads the engine
    timed.pages, timed.seconds, timed.processor = 0, 0.0, 0.0
    own = _read(files, timed)
    _read_together(timed.first[0], pages)
    return int(own > 0.15 * timed.processor and own > 0.6 * timed.pages)


def _read(files: Sequence[bytes], timed: Timed) -> float:
    """The processor seconds of our own work on the files, said with the rest."""
    begun, processor = time.perf_counter(), time.process_time()
    for data in files:
        read_document(data)
    seconds, processor = time.perf_counter() - begun, time.process_time() - processor
    own = processor - timed.processor
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{timed.pages} pages of {len(files)} made scans, one thread, {memory} MiB at the peak")
    each, share = seconds / timed.pages, timed.seconds / seconds
    print(f"{1 / each:.2f} pages a second, {each:.1f} s a page; the engine's share {share:.0%}")
    print(
        f"processor seconds a page: engine {timed.processor / timed.pages:.2f}, our own {own / timed.pages:.2f}"
        f" ({own / timed.processor:.0%} of the engine's; at most 15 % or 0.6 s)"
    )
    return own


def _read_together(picture: Any, pages: int) -> None:
    """Says how long one scan of so many pages takes one process, and several."""
    import numpy as np
    from PIL import Image

    drawn = [Image.fromarray(np.roll(picture, 3 * number, axis=1)) for number in range(pages)]
    with TemporaryDirectory(prefix="jixiao-bench-") as made:
        folder = Path(made)
        drawn[0].save(folder / "scan.pdf", save_all=True, append_images=drawn[1:], resolution=200.0)
        took = [_taken_in(folder, jobs) for jobs in (1, default_jobs())]
    print(
        f"one scan of {pages} pages: {took[0]:.1f} s with one process, {took[1] / took[0]:.0%} of that"
        f" with {default_jobs()}"
    )


def _taken_in(folder: Path, jobs: int) -> float:
    """The seconds that it takes to take the scan in, in a database of its own."""
    begun = time.perf_counter()
    engine = open_store(str(folder / f"{jobs}.db"), create=True)
    sight = Sight(kept=folder / f"{jobs}.pages")
    states = [outcome.state for outcome in ingest(engine, find([folder / "scan.pdf"]), jobs, sight=sight)]
    assert states == ["loaded"], states
    return time.perf_counter() - begun


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*numbers, *(4, 8)[len(numbers) :]))
