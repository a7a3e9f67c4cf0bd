"""The general dictionary, and where it is kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from extractors.dictionary import own_folder

SAID = "from extractors.dictionary import cutter; print('|'.join(cutter()('完成公路硬化里程')))"


def _run(home: Path, tmp: Path, **more: str) -> str:
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(tmp), **more}
    told = subprocess.run([sys.executable, "-c", SAID], env=environment, capture_output=True, text=True, check=True)
    assert told.stderr == ""
    return told.stdout.strip()


def test_what_others_left_where_everybody_writes_is_not_read(tmp_path: Path) -> None:
    home, tmp = tmp_path / "home", tmp_path / "tmp"
    home.mkdir()
    tmp.mkdir()
    (tmp / "jieba.cache").write_bytes(b"planted")
    assert _run(home, tmp) == "完成|公路|硬化|里程"
    assert (tmp / "jieba.cache").read_bytes() == b"planted"
    assert (home / ".cache" / "jixiao" / "jieba.cache").stat().st_size > 1_000_000
    assert (home / ".cache" / "jixiao").stat().st_mode & 0o077 == 0


def test_without_a_folder_of_its_own_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert _run(tmp_path / "file", tmp_path) == "完成|公路|硬化|里程"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_the_cache_may_lie_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert own_folder() == tmp_path / "jixiao"
