"""Accuracy, time and memory of each OCR engine that is installed, on drawn tables of known text at 200 dpi.

Run it: `python -m tests.benchmarks.bench_ocr_engines [PAGES]`. A character is right within its cell, so that its place
counts too; brackets and colons may be of either width. Each engine works in a process of its own on two threads and
reads a small picture first, which loads it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Sequence

import psutil

from schema.errors import MissingToolError
from schema.parts import Engine
from schema.registry import discover
from tests.ocr.drawn import Drawn, drawn, font_file
from tests.ocr.judged import cells_right, characters_right

PAGES = 2
THREADS = 2
#: Type of 10 and of 8 points at 200 dpi, and how many columns and rows of it fill a page.
KINDS = ((28, 5, 28), (22, 7, 36))


def pages(count: int) -> list[Drawn]:
    """The pages, of both kinds in turn."""
    file = font_file()
    if file is None:
        sys.exit("No Chinese font here to draw pages with: apt-get install fonts-noto-cjk")
    return [drawn(file, seed, *KINDS[seed % len(KINDS)]) for seed in range(count)]


class Watch:
    """Processor seconds and the most memory of this process and those it started, while it is open."""

    def __enter__(self) -> Watch:
        self.most = 0
        self._own, self._over = psutil.Process(), threading.Event()
        self._watcher = threading.Thread(target=self._look, daemon=True)
        self._begun, self._cpu = time.perf_counter(), self._processor()
        self._watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds, self.cpu = time.perf_counter() - self._begun, self._processor() - self._cpu
        self._over.set()
        self._watcher.join()

    def _look(self) -> None:
        while not self._over.wait(0.1):
            self.most = max(self.most, sum(self._each(lambda process: process.memory_info().rss)))

    def _processor(self) -> float:
        own = self._own.cpu_times()
        ended = own.children_user + own.children_system
        return ended + sum(self._each(lambda process: sum(process.cpu_times()[:2])))

    def _each(self, ask) -> list[float]:  # type: ignore[no-untyped-def]
        found = []
        for process in (self._own, *self._own.children(recursive=True)):
            try:
                found.append(ask(process))
            except psutil.Error:  # it has ended
                continue
        return found


def measured(engine: Engine, drawings: Sequence[Drawn]) -> dict[str, object]:
    """The engine's row."""
    recogniser = engine.load(THREADS)
    recogniser.page(drawings[0].picture[:200])
    with Watch() as watch:
        seen = [recogniser.page(drawing.picture) for drawing in drawings]
    number = len(drawings)
    return {
        "version": engine.version(),
        "seconds": watch.seconds / number,
        "cpu": watch.cpu / number,
        "megabytes": watch.most / 2**20,
        "cells": sum(cells_right(d.cells, lines) for d, lines in zip(drawings, seen, strict=True)) / number,
        "characters": sum(characters_right(d.cells, lines) for d, lines in zip(drawings, seen, strict=True)) / number,
    }


def table(count: int) -> int:
    """Prints a row an engine, or why it has none."""
    drawings = pages(count)
    characters = sum(len(cell.text) for drawing in drawings for cell in drawing.cells) / count
    print(f"{count} pages, {characters:,.0f} characters in {len(drawings[0].cells):,} cells or more on each")
    print(f"{'engine':<11}{'cells':>8}{'chars':>8}{'s/page':>8}{'cpu s':>7}{'MB':>7}  version")
    for engine in discover("extractors.ocr", Engine):
        if engine.name == "recorded":
            continue
        try:
            engine.version()
        except MissingToolError as error:
            print(f"{engine.name:<11}{error.message}: {error.advice}")
            continue
        command = [sys.executable, "-m", "tests.benchmarks.bench_ocr_engines", str(count), engine.name]
        row = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
        print(
            f"{engine.name:<11}{row['cells']:>8.1%}{row['characters']:>8.1%}{row['seconds']:>8.1f}"
            f"{row['cpu']:>7.1f}{row['megabytes']:>7.0f}  {row['version']}",
            flush=True,
        )
    return 0


def main(arguments: Sequence[str]) -> int:
    """The table, or one engine's row as JSON where one is named."""
    count = int(arguments[0]) if arguments else PAGES
    if len(arguments) < 2:
        return table(count)
    engine = next(engine for engine in discover("extractors.ocr", Engine) if engine.name == arguments[1])
    print(json.dumps(measured(engine, pages(count))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
