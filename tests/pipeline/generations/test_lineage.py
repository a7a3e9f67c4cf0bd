from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.generations import lineage

_ROOT = Path(__file__).parents[3]


def test_reading_hangs_on_readers_and_forms_and_what_they_import() -> None:
    found = lineage._lineage(lineage._READING)
    assert {"extractors/recognition.py", "extractors/data/headers.toml", "schema/document.py"} <= found
    assert {"normalizers/text.py", "normalizers/data/units.toml"} <= found
    assert not [name for name in found if name.startswith(("pipeline/", "corpus/"))]
    assert not {"normalizers/rules/scoring_rules.py", "normalizers/data/taxonomy.csv", "schema/records.py"} & found


def test_meaning_hangs_on_normalizers_checks_and_what_decisions_do_and_not_on_the_web() -> None:
    found = lineage._lineage(lineage._MEANING)
    every_check = {path.relative_to(_ROOT).as_posix() for path in (_ROOT / "pipeline/checks").iterdir() if path.suffix}
    assert every_check - {"pipeline/checks/__pycache__"} <= found
    assert {
        "pipeline/store/rows.py",
        "pipeline/decisions/drafts.py",
        "normalizers/rules/scoring_rules.py",
        "schema/records.py",
    } <= found
    assert not [name for name in found if name.startswith(("pipeline/review", "pipeline/commands", "extractors/"))]


def test_a_version_changes_with_a_file_and_not_with_line_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lineage, "_ROOT", tmp_path)
    (tmp_path / "a.py").write_bytes(b"x = 1\n")
    first = lineage._hash(["a.py"])
    (tmp_path / "a.py").write_bytes(b"x = 1\r\n")
    assert lineage._hash(["a.py"]) == first
    (tmp_path / "a.py").write_bytes(b"x = 2\n")
    assert lineage._hash(["a.py"]) != first


def test_threads_that_ask_at_once_are_told_by_one_that_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once: list[int] = []
    looking = threading.Semaphore(1)

    def look(beginnings: tuple[str, ...]) -> set[str]:
        at_once.append(int(looking.acquire(blocking=False)))
        time.sleep(0.05)
        looking.release()
        return {"schema/version.py"} if beginnings == lineage._READING else {"schema/parts.py"}

    monkeypatch.setattr(lineage, "_lineage", look)
    monkeypatch.setattr(lineage, "_hash", lambda names: ",".join(sorted(names)))
    lineage._version.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(one) for one in (lineage.reading_version, lineage.meaning_version) * 4]
        told = {one.result() for one in asked}
    lineage._version.cache_clear()
    assert told == {"schema/version.py", "schema/parts.py"} and at_once == [1, 1]
