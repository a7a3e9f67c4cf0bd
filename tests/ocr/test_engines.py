"""The real engines on a small picture; one that is not installed is skipped, and says how it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from extractors.ocr.seen import Line
from schema.errors import MissingToolError
from schema.parts import Engine
from schema.registry import discover
from tests.ocr.drawn import Drawn, saved
from tests.ocr.judged import cells_right, characters_right, glyphs_in, plain

pytestmark = pytest.mark.ocr

#: Of each engine, the least share of cells and of characters of the picture that must be right.
FLOORS = {"rapidocr": (1.0, 1.0), "paddleocr": (1.0, 1.0), "tesseract": (0.5, 0.85)}
ENGINES = {engine.name: engine for engine in discover("extractors.ocr", Engine)}


@pytest.fixture(scope="module")
def table() -> Drawn:
    return saved("table")


@pytest.fixture(scope="module", params=sorted(FLOORS))
def engine(request: pytest.FixtureRequest) -> Any:
    try:
        return request.param, ENGINES[request.param].load(2)
    except MissingToolError as error:
        pytest.skip(f"{error.message}: {error.advice}")


@pytest.fixture(scope="module")
def lines(engine: Any, table: Drawn) -> Sequence[Line]:
    seen: Sequence[Line] = engine[1].page(table.picture)
    return seen


def test_page_text_and_places(engine: Any, table: Drawn, lines: Sequence[Line]) -> None:
    cells, characters = FLOORS[engine[0]]
    assert cells_right(table.cells, lines) >= cells
    assert characters_right(table.cells, lines) >= characters


def test_page_one_box_a_character(engine: Any, table: Drawn, lines: Sequence[Line]) -> None:
    high, wide = table.picture.shape[:2]
    for glyph in (glyph for line in lines for glyph in line.glyphs):
        assert len(glyph.text) == 1
        assert -1 <= glyph.x0 <= glyph.x1 <= wide + 1
        assert -1 <= glyph.y0 <= glyph.y1 <= high + 1
        assert 0 <= glyph.confidence <= 1


def test_page_characters_are_where_they_were_drawn(engine: Any, table: Drawn, lines: Sequence[Line]) -> None:
    distances = []
    for cell in table.cells:
        glyphs = [glyph for glyph in glyphs_in(cell, lines) if glyph.text != " "]
        middles = [middle for middle, character in zip(cell.middles, cell.text, strict=True) if character != " "]
        if plain("".join(glyph.text for glyph in glyphs)) == plain(cell.text) and len(glyphs) == len(middles):
            distances += [abs((g.x0 + g.x1) / 2 - middle) for g, middle in zip(glyphs, middles, strict=True)]
    assert len(distances) > 60
    # Type of 28 pixels: a quarter of a character on average.
    assert float(np.mean(distances)) < 7


def test_page_characters_one_below_the_other(engine: Any, table: Drawn, lines: Sequence[Line]) -> None:
    if engine[0] == "tesseract":
        pytest.skip("tesseract does not see them as a line")
    assert cells_right(table.labels, lines) == 1.0


def test_page_blank(engine: Any) -> None:
    assert [line.text for line in engine[1].page(np.full((400, 300, 3), 255, dtype=np.uint8))] == []


def test_crops(engine: Any, table: Drawn) -> None:
    cells = [cell for cell in table.cells if plain(cell.text) in ("数量指标", "100%", "3,200.50")][:3]
    crops = [table.picture[cell.y0 + 4 : cell.y1 - 4, cell.x0 + 4 : cell.x1 - 4] for cell in cells]
    blank = np.full((40, 90, 3), 255, dtype=np.uint8)
    seen = engine[1].crops([*crops, blank, blank[:0]])
    assert [plain(line.text) for line in seen] == [*(plain(cell.text) for cell in cells), "", ""]
    for line, crop in zip(seen, crops, strict=False):
        assert line[:4] == (0, 0, crop.shape[1], crop.shape[0])
        assert all(line.x0 <= glyph.x0 <= glyph.x1 <= line.x1 for glyph in line.glyphs)
    assert engine[1].crops([]) == ()


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (500, 1), (12, 4000), (3000, 20)])
def test_odd_pictures(engine: Any, shape: tuple[int, int]) -> None:
    picture = np.random.default_rng(1).integers(0, 255, (*shape, 3), dtype=np.uint8)
    assert isinstance(engine[1].page(picture), tuple)
    assert len(engine[1].crops([picture])) == 1


def test_version_names_the_engine(engine: Any) -> None:
    assert engine[0] in ENGINES[engine[0]].version()


def test_rapidocr_asks_no_network() -> None:
    """With every way out closed in a process of its own, it loads and reads."""
    code = (
        "import socket\n"
        "def closed(*_, **__): raise SystemExit('asked the network')\n"
        "socket.socket.connect = socket.create_connection = socket.getaddrinfo = closed\n"
        "from extractors.ocr.rapidocr import load\n"
        "from tests.ocr.drawn import saved\n"
        "assert len(load(1).page(saved('table').picture[:70])) > 2\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path.cwd(), check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "RapidOCR" not in done.stderr


@pytest.mark.parametrize("name", ["rapidocr", "tesseract", "paddleocr"])
def test_missing_engine_says_how_to_install_it(name: str) -> None:
    """A Python that sees no installed package, and no command: what is asked for names the command."""
    code = (
        "import importlib.util, shutil, sys\n"
        "from schema.errors import MissingToolError\n"
        "found = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name, *_: None if name in ('rapidocr', 'paddleocr') else found(name)\n"
        "shutil.which = lambda name: None\n"
        "sys.prefix = '/nowhere/.venv'\n"
        f"from extractors.ocr.{name} import engine_version, load\n"
        "for ask in (engine_version, lambda: load(1)):\n"
        "    try: ask()\n"
        "    except MissingToolError as error: print(error.message, '|', error.advice)\n"
    )
    environment = {key: value for key, value in os.environ.items() if not key.startswith("JIXIAO_")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    told = done.stdout.splitlines()
    assert len(told) == 2
    assert all(f"the OCR engine {name} is not installed" in line and "install" in line for line in told)
