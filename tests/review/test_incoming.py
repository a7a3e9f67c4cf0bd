"""Files dropped into the page are read behind it, and what became of each is listed."""

from __future__ import annotations

import io
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from pipeline.review import accounts, incoming
from pipeline.review.incoming import Incoming, clean
from tests.review.filings import SAMPLES
from tests.review.reviewer import Reviewer
from tests.review.shifts import write_shift
from tests.review.windows import MARKS

TEXT = (SAMPLES / "invented_project_results_ocr.txt").read_bytes() + "\n（另一份）".encode()


def send(alone: Reviewer, name: str, content: bytes, token: str = "") -> int:
    token = token or alone.get("/").form("/choose")["token"]
    return alone.client.post(
        "/incoming", params={"name": name}, content=content, headers={"x-token": token}
    ).status_code


def settled(alone: Reviewer) -> dict[str, str]:
    """The state of every file once none is being read."""
    desk = alone.client.app.state.desk  # type: ignore[attr-defined]
    until = time.monotonic() + 120
    while desk.incoming.is_busy():
        assert time.monotonic() < until
        time.sleep(0.1)
    return {one.name: one.state for one in desk.incoming.arrivals()}


def test_what_becomes_of_each_file_is_listed(alone: Reviewer, engine: Engine, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("2024/表.txt", TEXT)
    sent = {
        "../../new/../results.txt": TEXT,
        "旧/again.txt": TEXT,
        "broken.docx": b"PK\x03\x04 no document",
        "lot.zip": packed.getvalue(),
        "旧/Thumbs.db": b"litter",
    }
    assert [send(alone, name, content) for name, content in sent.items()] == [201] * 5
    found = settled(alone)
    assert found["lot.zip"] == "opened"
    assert found["旧/Thumbs.db"] == "passed-over"
    assert found["broken.docx"] == "failed"
    same = ("new/results.txt", "旧/again.txt", "lot.zip!/2024/表.txt")
    assert sorted(found[name] for name in same) == ["loaded", "skipped", "skipped"]
    page = alone.get("/incoming")
    links = {link.text: link.get("href") for link in page.tree.xpath("//div[@id='arrivals']//a")}
    filing = alone.row("filings", source=min(same))["filing_id"]
    assert {links[name] for name in same} == {f"/filings/{filing}"}
    assert "data-refresh" not in page.text
    assert alone.get(links["broken.docx"]).status == 200
    staged = alone.client.app.state.desk.incoming.staging()  # type: ignore[attr-defined]
    assert list(staged.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("a/b.docx", "a/b.docx"), ("/etc/passwd", "etc/passwd"), ("..\\..\\x.txt", "x.txt"), ("a/./ ../b", "a/b"),
        ("a\nb\t.txt", "a\ufffdb\ufffd.txt"), ("", "file"), ("..", "file"), ("长" * 600, "长" * 500),
    ],
)  # fmt: skip
def test_a_name_leads_nowhere_else(given: str, name: str) -> None:
    assert clean(given) == name


def test_who_may_not_or_sends_too_much_is_refused(
    alone: Reviewer, reviewer: Callable[[str], Reviewer], engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert send(alone, "a.txt", b"x", token="wrong") == 403
    monkeypatch.setattr("pipeline.review.routes.incoming.LARGEST", 10)
    assert send(alone, "a.txt", b"x" * 11) == 413
    monkeypatch.setattr(incoming, "MOST_WAITING", 0)
    assert send(alone, "a.txt", b"x") == 429
    huge = alone.client.post("/incoming", headers={"content-length": "9" * 30})
    assert huge.status_code == 413
    reader = reviewer("赵强")
    accounts.set_role(engine, "赵强", "reader")
    token = reader.get("/").form("/choose")["token"]
    assert send(reader, "a.txt", b"x", token=token) == 403
    assert "data-drops" not in reader.get("/").text
    out = reader.post("/logout", {"token": token})
    assert out.url == "/login" and send(reader, "a.txt", b"x", token=token) == 403
    assert alone.client.app.state.desk.incoming.arrivals() == []  # type: ignore[attr-defined]


def test_a_lot_that_fails_as_a_whole_is_said_and_the_next_is_read(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def fails(*_: object, **__: object) -> None:
        begun.set()
        raise RuntimeError("no disk")

    monkeypatch.setattr(incoming, "ingest", fails)
    found = Incoming(engine)
    for name in ("a.txt", "b.txt"):
        begun.clear()
        path = found.staging() / name
        path.write_bytes(b"x")
        found.add(name, path, "李明")
        assert begun.wait(20)
        while found.arrivals()[0].is_open:
            time.sleep(0.01)
    assert [(one.name, one.state, one.message) for one in found.arrivals()] == [
        ("b.txt", "failed", "RuntimeError: no disk"), ("a.txt", "failed", "RuntimeError: no disk"),
    ]  # fmt: skip


class TestInTheBrowser:
    pytestmark = MARKS

    def test_a_folder_is_chosen_and_read_while_one_goes_on(
        self, site: Callable[..., str], visit: Callable[[str], Page], alone: Reviewer, tmp_path: Path
    ) -> None:
        write_shift(tmp_path / "街道", ["北街"])
        (tmp_path / "街道" / "坏.pdf").write_bytes(b"%PDF-1.4 nothing")
        page = visit(site())
        page.keyboard.press("g")
        page.keyboard.press("i")
        page.locator("#drop-folder").set_input_files(str(tmp_path / "街道"))
        expect(page.locator("#arrivals a", has_text="街道/北街.docx")).to_be_visible()
        expect(page.locator("#arrivals .state.failed").first).to_be_visible()
        page.click("#arrivals a >> text=街道/北街.docx")
        expect(page.locator("#filing")).to_be_visible()

    def test_files_are_dropped_into_any_page(
        self, site: Callable[..., str], visit: Callable[[str], Page], alone: Reviewer
    ) -> None:
        page = visit(site())
        given = page.evaluate_handle(
            "(text) => { const all = new DataTransfer(); all.items.add(new File([text], '拖入.txt')); return all; }",
            TEXT.decode(),
        )
        page.dispatch_event("#queue", "drop", {"dataTransfer": given})
        expect(page.locator("#arrivals a", has_text="拖入.txt")).to_be_visible()


def test_each_file_is_of_the_person_who_dropped_it(engine: Engine, tmp_path: Path) -> None:
    arriving = Incoming(engine, _is_reading=True)  # both wait, and are read as one lot
    packed = tmp_path / "packed"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("表.txt", TEXT + "\n（第三份）".encode())
    plain = tmp_path / "plain"
    plain.write_bytes(TEXT + "\n（第四份）".encode())
    arriving.add("一.txt", plain, "甲")
    arriving.add("二.zip", packed, "乙")
    arriving._read()
    assert {one.name: one.who for one in arriving.arrivals()} == {
        "一.txt": "甲",
        "二.zip": "乙",
        "二.zip!/表.txt": "乙",
    }
