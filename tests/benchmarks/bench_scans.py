"""Pages a second of made scans, how much of it is the engine's and how much our own work, and the memory.

Run it: `python -m tests.benchmarks.bench_scans [COUNT]`; without a count 4 made filings. The engine is the floor: no
reading of scans is faster than recognising their text. Our own work is to take at most 15 % of the engine's time, or
0.6 s a page; both are given in processor seconds, which other work on the machine does not change.
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
from extractors.ocr.kept import kept_engine
from extractors.pictures.seeing import engine_named
from extractors.readers import image, pdf
from extractors.reading import read_document
from pipeline.settings import default_jobs
from schema.sight import DEFAULT_ENGINE, Sight


@dataclass
class Timed:
    """A recogniser that adds up the seconds, and the processor seconds, of all that it is asked."""

    recogniser: Any
    pages: int = 0
    seconds: float = 0.0
    processor: float = 0.0
    _begun: tuple[float, float] = field(default=(0.0, 0.0))

    def page(self, picture: Any) -> Any:
        """What the engine sees on the page."""
        self.pages += 1
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


def main(count: int) -> int:
    """Prints the figures; 1 where our own work takes more than it may."""
    timed = Timed(kept_engine(engine_named(DEFAULT_ENGINE), default_jobs(), None))
    for reader in (image, pdf):
        setattr(reader, "recogniser_for", lambda _sight: timed)  # noqa: B010
    with TemporaryDirectory(prefix="jixiao-bench-") as folder:
        make(Path(folder), count, seed=11, kinds=("scan",))
        files = [path.read_bytes() for path in sorted(Path(folder).iterdir()) if path.suffix != ".json"]
    read_document(files[0], "", Sight(page_begun=lambda *_: None))  # loads the engine
    timed.pages, timed.seconds, timed.processor = 0, 0.0, 0.0
    begun, processor = time.perf_counter(), time.process_time()
    for data in files:
        read_document(data)
    seconds, processor = time.perf_counter() - begun, time.process_time() - processor
    own = processor - timed.processor
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{timed.pages} pages of {len(files)} made scans, {default_jobs()} threads, {memory} MiB at the peak")
    each, share = seconds / timed.pages, timed.seconds / seconds
    print(f"{1 / each:.2f} pages a second, {each:.1f} s a page; the engine's share {share:.0%}")
    print(
        f"processor seconds a page: engine {timed.processor / timed.pages:.2f}, our own {own / timed.pages:.2f}"
        f" ({own / timed.processor:.0%} of the engine's; at most 15 % or 0.6 s)"
    )
    return int(own > 0.15 * timed.processor and own > 0.6 * timed.pages)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 4))
