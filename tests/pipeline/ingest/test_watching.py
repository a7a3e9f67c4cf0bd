"""What arrives in a folder is given on once, and only whole."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.ingest.sources import Choice
from pipeline.ingest.watching import Watch, rounds


def _names(watch: Watch) -> list[str]:
    return [source.name for source in watch.look()]


def test_a_file_is_whole_when_it_stands_the_same_at_two_looks(tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    assert _names(watch) == []
    with (tmp_path / "a.txt").open("a", encoding="utf-8") as file:
        file.write("y")
    assert _names(watch) == []
    os.utime(tmp_path / "a.txt", ns=(1, 1))  # the size is the same, the time is not
    assert _names(watch) == []
    assert _names(watch) == ["a.txt"]
    assert _names(watch) == []


def test_copies_under_way_and_what_is_not_chosen_are_not_met(tmp_path: Path) -> None:
    watch = Watch(tmp_path, Choice(exclude=("b*",)))
    for name in ("a.docx.part", "a.docx.tmp", "b.txt", "县/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    watch.look()
    assert _names(watch) == ["县/c.txt"]
    (tmp_path / "a.docx.part").rename(tmp_path / "a.docx")
    watch.look()
    assert _names(watch) == ["a.docx"]


def test_what_changed_is_given_again_and_a_folder_that_is_away_is_none(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    watch = Watch(folder)
    (folder / "a.txt").write_text("x", encoding="utf-8")
    watch.look()
    assert _names(watch) == ["a.txt"]
    folder.rename(tmp_path / "away")
    assert _names(watch) == []
    (tmp_path / "away").rename(folder)
    watch.look()
    assert _names(watch) == []
    (folder / "a.txt").write_text("longer", encoding="utf-8")
    watch.look()
    assert _names(watch) == ["a.txt"]


def test_between_looks_it_is_waited(tmp_path: Path) -> None:
    paused: list[int] = []

    def pause() -> None:
        paused.append(len(paused))
        (tmp_path / f"{len(paused)}.txt").write_text("x", encoding="utf-8")
        if len(paused) == 4:
            raise KeyboardInterrupt

    given: list[str] = []
    try:
        for sources in rounds(Watch(tmp_path), pause):
            given += [source.name for source in sources]
    except KeyboardInterrupt:
        given.append("stopped")
    assert given == ["1.txt", "2.txt", "stopped"]
