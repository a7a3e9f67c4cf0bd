from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.review import accounts
from pipeline.store.engine import open_store
from schema.errors import JixiaoError, UsageError


def run(*arguments: str, input: str = "") -> str:
    """What a command says."""
    result = CliRunner().invoke(cli, [*arguments, "--lang", "en"], input=input, catch_exceptions=False)
    return result.output


def test_accounts_are_made_changed_listed_and_removed(database: Path) -> None:
    db = ("--db", str(database))
    assert "李明" in run("user", "add", "李明", *db, input="a long password\n")
    assert run("user", "list", *db).split() == ["李明"]
    engine = open_store(str(database))
    assert accounts.is_right(engine, "李明", "a long password")
    run("user", "password", "李明", *db, input="quite another one\n")
    assert accounts.is_right(engine, "李明", "quite another one")
    run("user", "remove", "李明", *db)
    assert run("user", "list", *db) == ""
    for refused in (("add", "李明"), ("password", "王芳")):
        with pytest.raises(JixiaoError):
            run("user", *refused, *db, input="short\n")


def test_others_may_not_reach_it_without_an_account(database: Path) -> None:
    with pytest.raises(JixiaoError, match="account"):
        run("review", "--db", str(database), "--host", "0.0.0.0")


def test_a_busy_port_is_said_and_no_address(database: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        result = CliRunner().invoke(cli, ["review", "--db", str(database), "--port", port, "--lang", "en"])
    assert isinstance(result.exception, UsageError) and port in result.exception.message
    assert "http://" not in result.output


def test_it_answers_until_it_is_interrupted(database: Path) -> None:
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "review", "--db", str(database)]
    port = str(20000 + os.getpid() % 20000)
    with subprocess.Popen([*command, "--port", port, "--lang", "en"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert f"http://127.0.0.1:{port}/" in process.stdout.readline()
        page = b""
        while not page and process.poll() is None:
            try:
                page = urllib.request.urlopen(f"http://127.0.0.1:{port}/").read()
            except OSError:
                time.sleep(0.1)
        assert "待复核".encode() in page
        process.send_signal(signal.SIGINT)
        assert process.wait() in (0, 130)
