"""Databases that may not be written to: exported, examined, reviewed for reading, and never taken for empty ones."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pipeline.review.app import build
from pipeline.review.guard import Hosts
from pipeline.store import sqlite
from pipeline.store.engine import is_read_only, open_store
from tests.pipeline.papers import rows, school, taken_in

_ROOT = Path(__file__).parents[3]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a database of one filing; nobody may write into either."""
    made = Path(tempfile.mkdtemp(prefix="jixiao-read-only-"))
    taken_in(made, {"a.txt": school()}).dispose()
    (made / "a.db").chmod(0o444)
    made.chmod(0o555)
    yield made
    made.chmod(0o755)
    shutil.rmtree(made)


def _run(*arguments: str, out: Path) -> subprocess.CompletedProcess[str]:
    """The command, run so that rights apply to it: to the superuser they do not."""
    before = []
    if os.name == "posix" and os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("rights do not apply to the superuser, and setpriv is not installed")
        before = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--"]
    environment = {**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [*before, sys.executable, "-c", "from pipeline.cli import main; main()", *arguments, "--lang", "en"]
    return subprocess.run(command, cwd=out, env=environment, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize("left", [(), ("-wal",), ("-wal", "-shm")], ids=["closed", "empty log", "log and index"])
def test_it_is_exported_and_examined(folder: Path, tmp_path: Path, left: tuple[str, ...]) -> None:
    folder.chmod(0o755)
    for ending in ("-wal", "-shm"):
        (folder / f"a.db{ending}").unlink(missing_ok=True)
    for ending in left:
        (folder / f"a.db{ending}").touch(0o444)
    folder.chmod(0o555)
    done = _run("export", "--db", str(folder / "a.db"), "--out", "x", out=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "新购图书册数" in (tmp_path / "x" / "indicators.csv").read_text(encoding="utf-8-sig")
    done = _run("doctor", "--db", str(folder / "a.db"), out=tmp_path)
    assert "1 filings" in done.stdout and "a.db: it" not in done.stdout, done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["remove", "a.txt"],
        ["journal", "import", "x.jsonl"],
        ["ingest", "."],
        ["rebuild", "--full"],
        ["user", "remove", "x"],
    ],
    ids=lambda given: given[0],
)
def test_what_writes_is_refused_with_what_to_do(folder: Path, tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "x.jsonl").write_text("", encoding="utf-8")
    (tmp_path / "b.txt").write_text(school(project="食堂"), encoding="utf-8")
    done = _run(*arguments, "--db", str(folder / "a.db"), out=tmp_path)
    assert done.returncode in (1, 2) or arguments[0] == "journal"
    assert "Traceback" not in done.stderr
    assert arguments[0] == "journal" or "written" in done.stderr, done.stderr


def test_it_is_reviewed_for_reading(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "is_writable", lambda path: False)
    engine = open_store(str(folder / "a.db"))
    assert is_read_only(engine)
    record = rows(engine, "indicators")[0]
    app = build(engine, Hosts.of("testserver"))
    with TestClient(app, base_url="http://testserver") as asking:
        for path in (
            "/",
            "/filings",
            "/dashboard",
            f"/filings/{record['filing_id']}",
            "/lost",
            "/incoming",
            "/together",
        ):
            answer = asking.get(path)
            assert answer.status_code == 200, path
        assert "不可写入" in answer.text
        token = answer.text.split('name="token" value="')[1].split('"')[0]
        target = f"/filings/{record['filing_id']}/indicators/{record['indicator_id']}"
        for path in (target, "/views", "/undo", "/many"):
            refused = asking.post(
                path, data={"token": token, "deed": "accept"}, headers={"origin": "http://testserver"}
            )
            assert refused.status_code == 403 and "不可写入" in refused.text, path
    assert rows(engine, "journal", ["seq"]) == []


def test_an_older_database_is_not_brought_up_to_date_where_it_can_not_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from schema.errors import JixiaoError
    from tests.pipeline.papers import restored

    path = restored(tmp_path, sorted(each.name for each in (_ROOT / "tests" / "cases").glob("*.sql"))[0])
    before = path.read_bytes()
    monkeypatch.setattr(sqlite, "is_writable", lambda path: False)
    with pytest.raises(JixiaoError, match="older version"):
        open_store(str(path))
    assert path.read_bytes() == before
