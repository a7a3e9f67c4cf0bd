"""Pages kept in a folder, recordings, and the files of both."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.ocr._packing import packed, unpacked, write_whole
from extractors.ocr.kept import Kept, kept_engine
from extractors.ocr.recorded import FOLDER, RECORDED, RECORDS, likeness
from extractors.ocr.seen import Glyph, Line, nothing
from schema.errors import MissingToolError, UnreadableError
from schema.parts import Engine

LINE = Line(1.0, 2.0, 30.0, 12.0, (Glyph("≥", 1.0, 2.0, 9.5, 12.0, 0.875), Glyph("9", 10.0, 2.0, 15.0, 12.0, 1.0)), 0.9)


class Counting:
    """Answers a line for everything and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def page(self, image: Any) -> tuple[Line, ...]:
        self.asked += 1
        return (LINE,)

    def crops(self, images: Sequence[Any]) -> tuple[Line, ...]:
        self.asked += 1
        return tuple(LINE for _ in images)


def picture(level: int = 255, shape: tuple[int, int] = (20, 40)) -> Any:
    return np.full((*shape, 3), level, dtype=np.uint8)


def test_a_page_is_read_once(tmp_path: Path) -> None:
    counting = Counting()
    for _ in range(2):
        assert Kept(counting, "one", tmp_path).page(picture()) == (LINE,)
    assert counting.asked == 1


@pytest.mark.parametrize(
    ("version", "other"),
    [("two", picture()), ("one", picture(254)), ("one", picture(shape=(40, 20)))],
    ids=["version", "pixels", "shape"],
)
def test_what_differs_is_read(tmp_path: Path, version: str, other: Any) -> None:
    counting = Counting()
    Kept(counting, "one", tmp_path).page(picture())
    Kept(counting, version, tmp_path).page(other)
    assert counting.asked == 2


def test_crops_are_kept_together_and_apart_from_pages(tmp_path: Path) -> None:
    counting = Counting()
    kept = Kept(counting, "one", tmp_path)
    assert kept.crops([]) == ()
    assert counting.asked == 0
    for _ in range(2):
        assert kept.crops([picture(), picture(3)]) == (LINE, LINE)
    kept.crops([picture(3), picture()])
    kept.crops([picture()])
    kept.page(picture())
    assert counting.asked == 4


@pytest.mark.parametrize("damage", [b"", b"nothing", packed([LINE])[:-9], packed([LINE])[:40]])
def test_a_damaged_entry_is_read_anew(tmp_path: Path, damage: bytes) -> None:
    counting = Counting()
    kept = Kept(counting, "one", tmp_path)
    kept.page(picture())
    (entry,) = tmp_path.rglob("*.json.gz")
    whole = entry.read_bytes()
    entry.write_bytes(damage)
    assert kept.page(picture()) == (LINE,)
    assert counting.asked == 2
    assert entry.read_bytes() == whole


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    for folder in (tmp_path / "file", None):
        counting = Counting()
        kept = Kept(counting, "one", folder)
        assert kept.page(picture()) == kept.page(picture()) == (LINE,)
        assert counting.asked == 2


def test_an_engine_is_loaded_when_it_is_asked(tmp_path: Path) -> None:
    loaded: list[int] = []

    def load(threads: int) -> Counting:
        loaded.append(threads)
        return Counting()

    engine = Engine("counting", lambda: "counting 1", load)
    kept_engine(engine, 3, tmp_path).page(picture())
    assert loaded == [3]
    kept_engine(engine, 3, tmp_path).page(picture())
    assert loaded == [3]


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_whole(tmp_path / "deep" / "file", b"old")

    def refuse(*_: Any) -> None:
        raise OSError("no")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="no"):
        write_whole(tmp_path / "deep" / "file", b"new")
    assert [path.read_bytes() for path in (tmp_path / "deep").iterdir()] == [b"old"]


tenths = st.integers(-100, 50_000).map(lambda tenth: tenth / 10)
sure = st.floats(0, 1)
glyphs = st.builds(Glyph, st.text(max_size=2), tenths, tenths, tenths, tenths, sure)
lines_made = st.builds(Line, tenths, tenths, tenths, tenths, st.lists(glyphs, max_size=3).map(tuple), sure)


@given(st.lists(lines_made, max_size=3).map(tuple))
def test_packed_lines_come_back(lines: tuple[Line, ...]) -> None:
    assert unpacked(packed(lines))["lines"] == lines


@given(st.data())
def test_damaged_bytes_are_refused_or_read(data: st.DataObject) -> None:
    whole = bytearray(packed([LINE]))
    for _ in range(data.draw(st.integers(1, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        lines = unpacked(bytes(whole))["lines"]
    except ValueError:
        return
    assert all(isinstance(line, Line) for line in lines)


def test_recorded_answers_what_was_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    random = np.random.default_rng(1)
    page = random.integers(0, 255, (300, 200, 3), dtype=np.uint8)
    counting = Counting()
    monkeypatch.setattr("extractors.ocr.recorded.discover", lambda *_: (Engine("real", str, lambda _: counting),))
    monkeypatch.setenv(RECORDS, "real")
    assert RECORDED.load(1).page(page) == (LINE,)
    assert RECORDED.load(1).crops([page[:20], page[20:30]]) == (LINE, LINE)
    asked = counting.asked
    monkeypatch.delenv(RECORDS)
    RECORDED.load.__globals__["_loaded"].cache_clear()
    again = RECORDED.load(1)
    # Another processor draws the last bit of a pixel otherwise.
    assert again.page(page ^ random.integers(0, 2, page.shape, dtype=np.uint8)) == (LINE,)
    assert again.crops([page[20:30]]) == (LINE,)
    assert counting.asked == asked
    other = page.copy()
    other[40:50, 40:50] = 0
    for unknown in (other, page[1:], picture()):
        with pytest.raises(UnreadableError, match="no recording of this page"):
            again.page(unknown)


def test_recorded_needs_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FOLDER, raising=False)
    with pytest.raises(MissingToolError, match=FOLDER):
        RECORDED.load(1)


@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (64, 64), (65, 63), (0, 5)])
def test_likeness_of_any_shape(shape: tuple[int, int]) -> None:
    levels = likeness(picture(200, shape))
    assert levels.shape == (min(shape[0], 64), min(shape[1], 64))
    assert (levels == 200).all()


def test_nothing_is_the_whole_picture() -> None:
    assert nothing(picture()) == (0, 0, 40, 20, (), 0)


def _asked(folder: Path, log: Path) -> None:
    class Slow(Counting):
        def page(self, image: Any) -> tuple[Line, ...]:
            with log.open("a") as file:
                file.write("asked\n")
            time.sleep(0.5)
            return (LINE,)

    Kept(Slow(), "one", folder).page(picture())


def test_two_processes_read_no_page_twice(tmp_path: Path) -> None:
    log = tmp_path / "log"
    both = [multiprocessing.get_context("fork").Process(target=_asked, args=(tmp_path, log)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join()
    assert [process.exitcode for process in both] == [0, 0]
    assert log.read_text() == "asked\n"
    assert not list(tmp_path.rglob("*.lock"))


def test_what_is_read_is_what_will_be_found(tmp_path: Path) -> None:
    exact = LINE._replace(x0=1 / 3, glyphs=(LINE.glyphs[0]._replace(x1=2 / 3),))

    class Exact(Counting):
        def page(self, image: Any) -> tuple[Line, ...]:
            return (exact,)

    for folder in (tmp_path, None):
        (line,) = Kept(Exact(), "one", folder).page(picture())
        assert (line.x0, line.glyphs[0].x1, line.confidence) == (0.3, 0.7, exact.confidence)
