"""What is set in `jixiao.toml` and in the environment; and that no password is ever said."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from pipeline import cli, messages, settings
from pipeline.store.engine import open_store

SECRET = "s3kr+t/1"


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("JIXIAO_DB", "JIXIAO_LANG", "JIXIAO_SETTINGS"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("file", "environment", "command", "name", "value"),
    [
        ("", {}, ["ingest"], "jobs", None),
        ("jobs = 2", {}, ["ingest"], "jobs", 2),
        ("jobs = 2\n[ingest]\njobs = 3", {}, ["ingest"], "jobs", 3),
        ("jobs = 2\n[ingest]\njobs = 3", {}, ["rebuild"], "jobs", 2),
        ("jobs = 2\n[ingest]\njobs = 3", {"JIXIAO_JOBS": "4"}, ["ingest"], "jobs", "4"),
        ("", {"JIXIAO_JOBS": "4", "JIXIAO_INGEST_JOBS": "5"}, ["ingest"], "jobs", "5"),
        ("", {"JIXIAO_INGEST_TIME_LIMIT": "9"}, ["ingest"], "time-limit", "9"),
        ("[journal.export]\ndb = 'a'", {}, ["journal", "export"], "db", "a"),
        ("[journal]\ndb = 'b'\n[journal.lost]\ndb = 'a'", {}, ["journal", "export"], "db", "b"),
        ("db = 'c'", {"JIXIAO_DB": ""}, ["journal", "export"], "db", "c"),
        ("ingest = 4", {}, ["ingest"], "jobs", None),
    ],
)
def test_what_holds_of_several_settings(
    file: str,
    environment: dict[str, str],
    command: list[str],
    name: str,
    value: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("jixiao.toml").write_text(file, encoding="utf-8")
    for variable, told in environment.items():
        monkeypatch.setenv(variable, told)
    assert settings.setting(command, name)[0] == value


def test_a_command_takes_what_is_set_and_the_command_line_beats_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("set.db", "named.db", "told.db"):
        open_store(name, create=True)
    Path("jixiao.toml").write_text("db = 'set.db'\nlang = 'en'\n[export]\nout = 'here'\nheaders = 'zh'\n")
    assert cli.run(["export"]) == 0
    assert "编号" in (tmp_path / "here" / "filings.csv").read_text(encoding="utf-8-sig")
    assert "here" in capsys.readouterr().out
    monkeypatch.setenv("JIXIAO_EXPORT_HEADERS", "en")
    assert cli.run(["export", "--out", "there", "--db", "named.db"]) == 0
    assert (tmp_path / "there" / "filings.csv").read_text(encoding="utf-8-sig").startswith("filing_id")
    monkeypatch.setenv("JIXIAO_SETTINGS", str(tmp_path / "other.toml"))
    Path("other.toml").write_text("db = 'none.db'\nlang = 'zh'\n")
    assert cli.run(["score"]) == 2
    assert "none.db" in capsys.readouterr().err


def test_several_values_are_a_list_in_the_file_and_parted_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("in").mkdir()
    for name in ("a.txt", "b.txt", "c.md"):
        Path("in", name).write_text("", encoding="utf-8")
    Path("jixiao.toml").write_text("[ingest]\nexclude = ['*.txt', '*.md']\n")
    assert cli.run(["ingest", "in", "--db", "a.db"]) == 0
    monkeypatch.setenv("JIXIAO_EXCLUDE", "*.md:*.txt")
    assert cli.run(["ingest", "in", "--db", "a.db"]) == 0


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("jbos = 4", "jbos"),
        ("[ingest]\nheaders = 'zh'", "ingest.headers"),
        ("[exprot]\nout = 'x'", "[exprot]"),
        ("[journal.exprot]\ndb = 'x'", "[journal.exprot]"),
        ("db = ", "jixiao.toml can't be read"),
        ("[ingest]\njobs = 'many'", "jixiao.toml: 'many'"),
        ("[ingest]\njobs = 0", "jixiao.toml: 0"),
        ("lang = 'fr'", "jixiao.toml: 'fr'"),
    ],
)
def test_what_is_set_wrongly_is_told_with_its_place(file: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("jixiao.toml").write_text(file, encoding="utf-8")
    assert cli.run(["ingest", ".", "--db", "a.db"]) == 2
    assert said in capsys.readouterr().err


def test_a_file_of_settings_that_is_named_and_not_there_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JIXIAO_SETTINGS", "none.toml")
    assert cli.run(["score"]) == 2
    assert "none.toml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("postgresql://me:word@host/db", "postgresql://me:***@host/db"),
        ("a postgresql+psycopg://me:w@rd/1@host/db, b", "a postgresql+psycopg://me:***@host/db, b"),
        ("postgresql://:word@host/db", "postgresql://:***@host/db"),
        ("postgresql://host/db?user=me&password=word&x=1", "postgresql://host/db?user=me&password=***&x=1"),
        ("postgresql://me@host/db", "postgresql://me@host/db"),
        ("http://127.0.0.1:8765/ and me@host", "http://127.0.0.1:8765/ and me@host"),
        ("a.db", "a.db"),
    ],
)
def test_passwords_are_hidden_and_nothing_else(text: str, said: str) -> None:
    assert messages.hidden(text) == said


@pytest.mark.parametrize(
    "database",
    [
        f"postgresql+psycopg://me:{SECRET}@127.0.0.1:1/x",
        f"postgresql+psycopg://127.0.0.1:1/x?user=me&password={SECRET}",
        f"nonsense://me:{SECRET}@host/x",
        f"postgresql+nothing://me:{SECRET}@host/x",
        f"postgresql+psycopg://me:{SECRET}@[host/x",
        f"postgresql+psycopg://me:{SECRET}@host:port/x",
    ],
)
@pytest.mark.parametrize("command", [["score"], ["doctor"], ["export", "--out", "x"], ["ingest", "."]])
def test_no_command_says_the_password(
    database: str, command: list[str], capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    root = logging.getLogger()
    level = root.level
    try:
        assert cli.run([*command, "--db", database, "--log-level", "debug"]) in (1, 2)
    finally:
        root.setLevel(level)
    printed = capsys.readouterr()
    assert SECRET not in printed.out + printed.err
