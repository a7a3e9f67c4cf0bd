"""Pictures of the review for the documentation, taken in a real browser.

    python -m tests.review.screenshots docs/review

reviews the sample filings and some with faults in a database of its own, and writes a PNG a page.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import uvicorn
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import Engine
from starlette.testclient import TestClient

from pipeline.ingest.ingest import ingest
from pipeline.ingest.sources import find
from pipeline.review.app import build
from pipeline.review.guard import Hosts
from pipeline.review.serving import configured, listening
from pipeline.store.engine import open_store
from tests.review.filings import SAMPLES, write_filings
from tests.review.reviewer import Reviewer
from tests.review.shifts import write_shift
from tests.review.windows import CHROMIUM, FLAGS

_SCAN = "invented_project_target_office-scan.pdf"
_WIDTH, _HEIGHT = 1280, 800
# Few colours make small files; a page has not many.
_COLOURS = 96


def taken_in(folder: Path) -> Engine:
    """A database of filings of every kind that is shown."""
    write_filings(folder / "in")
    write_shift(folder / "in" / "street", ["东街", "西街"])
    shutil.copy(SAMPLES / _SCAN, folder / "in" / _SCAN)
    engine = open_store(str(folder / "db"), create=True)
    list(ingest(engine, find([folder / "in"])))
    return engine


@contextmanager
def served(engine: Engine) -> Iterator[str]:
    """The address of the application while it answers."""
    with listening("127.0.0.1", 0) as door:
        port = door.getsockname()[1]
        server = uvicorn.Server(configured(build(engine, Hosts.of("127.0.0.1"), port=port), "127.0.0.1", port))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(10)


def views(engine: Engine) -> dict[str, tuple[str, Callable[[Page], None]]]:
    """What is shown: the address, and what is done there first."""
    asked = Reviewer(None, engine)  # type: ignore[arg-type]

    def opened(source: str, place: int = 2) -> str:
        filing = asked.filing(source)
        row = asked.rows("indicators", filing_id=filing)[place]
        return f"/filings/{filing}?at=indicators/{row['indicator_id']}"

    street = asked.filing("东街.docx")
    _reviewed(engine, street)
    return {
        "queue": ("/", lambda page: None),
        "text": (opened("invented_project_results_ocr.txt"), lambda page: None),
        "word": (opened("word.docx", 1), lambda page: None),
        "scan": (opened(_SCAN), lambda page: page.wait_for_load_state("networkidle")),
        "finding": (f"/filings/{street}?at=filings/{street}", lambda page: None),
        "bulk": (f"/?filing={street}", _pick),
        "dashboard": ("/dashboard", lambda page: None),
        "intake": ("/incoming", _drop),
        "slip": (opened(_SCAN), _slip),
        "together": ("/together", lambda page: None),
    }


def _reviewed(engine: Engine, filing_id: str) -> None:
    """Some decisions and a note of two people, so that there is something of theirs to show."""
    with TestClient(build(engine, Hosts.of("127.0.0.1"), share=1.0), base_url="http://127.0.0.1") as client:
        one = Reviewer(client, engine)
        for place, row in enumerate(one.rows("indicators", filing_id=filing_id)[:4]):
            record = f"/filings/{filing_id}/indicators/{row['indicator_id']}"
            fields = one.open(row).form(f"/indicators/{row['indicator_id']}")
            deed = {"deed": "note", "why": "与原件核对"} if place == 3 else {"deed": "accept"}
            one.post(record, fields | deed)


def _pick(page: Page) -> None:
    page.check("#queue input[data-pick-all]")
    page.click("#many button[value=accept]")
    page.locator("#sure").wait_for()


def _drop(page: Page) -> None:
    """Sends files of several kinds in, and waits until they are read."""
    head = "项目支出绩效目标表\n项目名称\t路灯更换\n一级指标\t二级指标\t三级指标\t指标值\n"
    rows = "产出指标\t数量指标\t更换路灯数\t≥120盏\n"
    files = {"2024/路灯更换.txt": head + rows, "2024/照片说明.docx": "PK\x03\x04", "2024/Thumbs.db": "x"}
    token = page.locator("input[name=token]").first.get_attribute("value")
    for name, content in files.items():
        address = f"{page.url}?name={quote(name)}"
        page.request.post(address, data=content.encode(), headers={"x-token": token or ""})
    page.reload()
    page.locator("#arrivals:not([data-refresh])").wait_for()


def _slip(page: Page) -> None:
    """Shows the slip that the key saves as a file."""
    with page.expect_download() as saved:
        page.keyboard.press("i")
    with tempfile.TemporaryDirectory() as folder:
        saved.value.save_as(path := Path(folder, "slip.html"))
        page.goto(path.as_uri())


def take(browser: Browser, address: str, engine: Engine, folder: Path) -> None:
    """Writes a picture a view."""
    folder.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(viewport={"width": _WIDTH, "height": _HEIGHT}, locale="zh-CN")
    page = context.new_page()
    for name, (path, do) in views(engine).items():
        page.goto(address + path)
        do(page)
        page.wait_for_timeout(300)
        picture = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
        few = picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
        few.save(folder / f"{name}.png", optimize=True)
        print(f"{folder / name}.png")
    context.close()


def main() -> None:
    """Takes the pictures into the folder named."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/review")
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["XDG_STATE_HOME"] = scratch
        engine = taken_in(Path(scratch))
        with served(engine) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            take(browser, address, engine, folder)
            browser.close()
        engine.dispose()


if __name__ == "__main__":
    main()
