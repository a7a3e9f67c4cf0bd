"""`jixiao watch`: what arrives is in the database, until it is told to stop; and how it tells of that."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.store.engine import open_store
from tests.pipeline.papers import rows, school, write
from tests.pipeline.programs import running

_PATIENCE = 120


def _until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


def _loaded(folder: Path) -> int:
    found = folder / "jixiao.prom"
    text = found.read_text(encoding="utf-8") if found.exists() else ""
    return next((int(line.split()[-1]) for line in text.splitlines() if 'state="loaded"' in line), -1)


@pytest.mark.skipif(os.name != "posix", reason="there are no signals here")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_what_arrives_is_taken_in_until_it_is_stopped(tmp_path: Path, how: signal.Signals) -> None:
    folder = write(tmp_path / "in", {"a.txt": school()})
    told = ("--jobs", "1", "--log", "json", "--metrics", "jixiao.prom")
    with running(tmp_path, "watch", "in", "--every", "0.2", *told) as process:
        try:
            _until(lambda: _loaded(tmp_path) == 1)
            (folder / "b.txt.part").write_text(school(project="食堂"), encoding="utf-8")
            (folder / "b.txt.part").rename(folder / "b.txt")
            _until(lambda: _loaded(tmp_path) == 2)
            process.send_signal(how)
            said, wrong = process.communicate(timeout=_PATIENCE)
        finally:
            process.kill()
    assert process.returncode == 0 and "Traceback" not in wrong
    events = [json.loads(line) for line in said.splitlines()]
    assert [event["event"] for event in events] == ["watching", "file", "file", "stopped"]
    assert [(event["name"], event["state"]) for event in events[1:3]] == [("a.txt", "loaded"), ("b.txt", "loaded")]
    engine = open_store(str(tmp_path / "jixiao.db"))
    assert [row["source"] for row in rows(engine, "filings", ["source"])] == ["a.txt", "b.txt"]


def test_only_a_folder_is_watched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["watch", str(tmp_path / "none"), "--db", str(tmp_path / "a.db"), "--lang", "en"]) == 2
    assert "is no folder" in capsys.readouterr().err
    assert not (tmp_path / "a.db").exists()


def test_an_ingest_tells_in_json_as_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "in", {"a.txt": school(), "b.txt": ""})
    metrics = tmp_path / "jixiao.prom"
    told = ["--log", "json", "--metrics", str(metrics), "--jobs", "1"]
    assert cli.run(["ingest", str(folder), "--db", str(tmp_path / "a.db"), *told]) == 1
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(event["event"], event.get("state")) for event in events] == [
        ("file", "loaded"), ("file", "failed"), ("done", None),
    ]  # fmt: skip
    assert events[1]["message"] == "the file is empty" and events[2]["failed"] == 1
    assert 'state="failed"} 1' in metrics.read_text(encoding="utf-8")
