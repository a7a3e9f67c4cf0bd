"""A rush of logins and of connections that ask for nothing does not stop reviewers."""

from __future__ import annotations

import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress

import pytest
import uvicorn
from sqlalchemy import Engine

from pipeline.review import accounts
from pipeline.review.app import build
from pipeline.review.connections import PromptProtocol
from pipeline.review.guard import Hosts
from pipeline.review.serving import configured


@pytest.fixture
def port(engine: Engine) -> Iterator[int]:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    port: int = listening.getsockname()[1]
    server = uvicorn.Server(configured(build(engine, Hosts.of("127.0.0.1"), port=port), "127.0.0.1", port))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield port
    server.should_exit = True
    server.force_exit = True
    thread.join(10)


def answer(port: int) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/static/held.js", timeout=20) as found:
        return int(found.status)


def test_half_open_connections_hinder_nobody_and_are_closed(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PromptProtocol, "seconds", 1.0)
    half = [socket.create_connection(("127.0.0.1", port)) for _ in range(150)]
    for one in half:
        one.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
    assert answer(port) == 200
    for one in half:
        one.settimeout(20)
        assert one.recv(10) == b""
        one.close()
    assert answer(port) == 200


def test_more_half_open_connections_than_there_is_room_for_give_way_to_a_reviewer(port: int) -> None:
    half = []
    for _ in range(900):
        half.append(socket.create_connection(("127.0.0.1", port)))
        half[-1].sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        if len(half) % 100 == 0:
            assert answer(port) == 200
    half[0].settimeout(20)
    with suppress(ConnectionResetError):
        assert half[0].recv(10) == b""
    for one in half:
        one.close()


def test_a_rush_of_logins_takes_no_reviewers_thread(port: int, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    checking = threading.Event()

    def slow(*_: object) -> bool:
        checking.wait(20)
        return False

    monkeypatch.setattr(accounts, "is_right", slow)
    page = urllib.request.urlopen(f"http://127.0.0.1:{port}/login", timeout=20)
    cookie = page.headers["set-cookie"].partition(";")[0]
    token = page.read().decode().partition('name="token" value="')[2].partition('"')[0]
    body = f"token={token}&name=x&password=y".encode()

    def enter() -> None:
        asked = urllib.request.Request(f"http://127.0.0.1:{port}/login", body, {"Cookie": cookie})
        with pytest.raises(OSError):
            urllib.request.urlopen(asked, timeout=60)

    rush = [threading.Thread(target=enter) for _ in range(60)]
    for one in rush:
        one.start()
    time.sleep(0.5)
    started = time.monotonic()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/lost", timeout=20) as found:
        assert found.status == 200
    assert time.monotonic() - started < 10
    checking.set()
    for one in rush:
        one.join(60)
