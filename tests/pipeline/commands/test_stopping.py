"""Ctrl-C says what was done and how to go on; what was done is kept."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline import cli
from pipeline.generations import rebuild
from pipeline.store import loaders
from pipeline.store.engine import open_store
from tests.pipeline.papers import rows, school, taken_in, write
from tests.pipeline.programs import running


@pytest.mark.skipif(os.name != "posix", reason="there are no signals here")
def test_an_ingest_that_is_stopped_keeps_what_it_read(tmp_path: Path) -> None:
    write(tmp_path / "in", {f"{number:03}.txt": school(project=f"校园{number}") for number in range(300)})
    with running(tmp_path, "ingest", "in", "--lang", "en", "--jobs", "1") as process:
        assert process.stdout and process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "The ingest was stopped" in said and "goes on from there" in said and "Traceback" not in said
    assert 0 < len(rows(open_store(str(tmp_path / "jixiao.db")), "filings", ["filing_id"])) < 300


@pytest.mark.skipif(os.name != "posix", reason="an open file can't be removed here")
@pytest.mark.parametrize("replaced", [False, True])
def test_a_database_that_is_removed_while_it_is_filled_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, replaced: bool
) -> None:
    write(tmp_path / "in", {f"{number}.txt": school(project=f"校园{number}") for number in range(3)})
    path, load = tmp_path / "a.db", loaders.load
    open_store(str(tmp_path / "other.db"), create=True).dispose()

    def removing(*given: Any) -> bool:
        done = load(*given)
        path.unlink(missing_ok=True)
        if replaced:
            (tmp_path / "other.db").replace(path)
        return done

    monkeypatch.setattr(loaders, "load", removing)
    assert cli.run(["ingest", str(tmp_path / "in"), "--db", str(path), "--jobs", "1", "--lang", "en"]) == 1
    assert "a.db was removed or replaced while it was written to" in capsys.readouterr().err


def _stopping(*_given: object, **_named: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("command", "stop", "said"),
    [
        (["rebuild"], lambda patch: patch.setattr(rebuild, "rebuild", _stopping), "the records are as they were"),
        (
            ["export", "--out", "x"],
            lambda patch: patch.setattr("pipeline.export.folder.export", _stopping),
            "not whole",
        ),
        (["score"], lambda patch: patch.setattr("pipeline.measuring.scores.by_unit_and_year", _stopping), "stopped"),
    ],
    ids=lambda given: given[0] if isinstance(given, list) else "",
)
def test_a_command_that_is_stopped_says_how_to_go_on(
    command: list[str],
    stop: Callable[[pytest.MonkeyPatch], None],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    taken_in(tmp_path, {"a.txt": school()}).dispose()
    stop(monkeypatch)
    assert cli.run([*command, "--db", str(tmp_path / "a.db"), "--lang", "en"]) == 130
    assert said in capsys.readouterr().err
