"""Windows of a real browser on the application: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import anyio
import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright
from sqlalchemy import Engine

from pipeline.review.app import build
from pipeline.review.guard import Hosts
from pipeline.review.second import SHARE

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
# A slow machine is no failure.
PATIENCE = 60_000

#: What every file of browser tests is marked with.
MARKS = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def pause() -> dict[str, float]:
    """How many seconds an answer about a filing waits; a test sets it."""
    return {"seconds": 0.0}


@pytest.fixture
def site(engine: Engine, pause: dict[str, float]) -> Iterator[Callable[..., str]]:
    """Serves the application and gives its address."""
    servers: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(asks_login: bool = False, share: float = SHARE) -> str:
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        app = build(engine, Hosts.of("127.0.0.1"), asks_login=asks_login, port=port, share=share)

        async def slow(scope: Any, receive: Any, send: Any) -> None:
            if pause["seconds"] and str(scope.get("path", "")).startswith("/filings/"):
                await anyio.sleep(pause["seconds"])
            await app(scope, receive, send)

        server = uvicorn.Server(uvicorn.Config(slow, log_level="error", access_log=False, timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        servers.append((server, thread))
        return f"http://127.0.0.1:{port}"

    yield start
    for server, thread in servers:
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """A person's own browser window on an address; what its console complains of is a failure."""
    complaints: list[str] = []
    contexts = []

    def open_window(url: str) -> Page:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto(url)
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert [said for said in complaints if "Failed to load resource" not in said] == []


def opened(page: Page, name: str) -> None:
    """Waits until the record of this name is opened."""
    expect(page.locator(".chosen #field-name")).to_have_value(name)


def log_in(page: Page, name: str) -> None:
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", "a long password")
    page.press("input[name=password]", "Enter")
    expect(page.locator(".who")).to_have_text(name)
