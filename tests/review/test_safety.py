from __future__ import annotations

import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from sqlalchemy import Engine
from starlette.testclient import TestClient

from pipeline.review import accounts
from pipeline.review.app import build
from pipeline.review.guard import LARGEST, Hosts, is_loopback
from pipeline.review.sessions import Attempts, Sealer, Session
from schema.errors import UsageError
from tests.review.conftest import BASE
from tests.review.reviewer import Reviewer

WRITES = ("/filings/x", "/filings/x/indicators/y", "/undo", "/logout", "/choose", "/login")


@pytest.fixture
def guarded(engine: Engine) -> TestClient:
    """A browser that has not logged in where that is asked."""
    accounts.add(engine, "李明", "a long password")
    app = build(engine, Hosts.of("127.0.0.1"), asks_login=True)
    return TestClient(app, base_url=BASE, follow_redirects=False)


def pages(reviewer: Reviewer) -> list[str]:
    filing = reviewer.filing("word.docx")
    named = ["/", "/filings", "/dashboard", "/lost", f"/filings/{filing}", "/candidates?q=满意", "/parse/value?raw=5个"]
    preview = f"/filings/{filing}/indicators/{filing}-t1r5/preview?field=target_raw&raw=9台"
    return [*named, preview, f"/filings/{filing}?at=fields/nothing", "/nothing-like-it"]


def test_text_of_documents_stays_text(alone: Reviewer) -> None:
    for path in pages(alone):
        text = alone.get(path).text
        tree = html.document_fromstring(text or "<p>")
        assert [script.get("src", "") for script in tree.xpath("//script") if not script.get("src")] == []
        assert "<script>alert" not in text
        assert "<img" not in text
    opened = alone.open(alone.row("indicators", target_raw="2024年11月"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;检修完成时间" in opened.text


def test_no_page_holds_style_or_script_of_its_own(alone: Reviewer) -> None:
    for path in pages(alone):
        text = alone.get(path).text
        assert not re.search(r"<style|\sstyle=|\son\w+=\"", text), path


def test_what_is_typed_stays_text(alone: Reviewer) -> None:
    indicator = alone.row("indicators", name="用户满意度")
    hostile = '"><script>alert(3)</script>'
    assert "<script>alert(3)" not in alone.decide(indicator, "correct", field__canonical_id=hostile).text
    alone.decide(indicator, "correct", field__remark=hostile, why=hostile)
    for path in ("/", "/dashboard", f"/filings/{indicator['filing_id']}?at=indicators/{indicator['indicator_id']}"):
        assert "<script>alert(3)" not in alone.get(path).text
    assert "<script>" not in alone.get(f"/?unit={hostile}&rule={hostile}").text
    assert "<script>" not in alone.get(f"/login?back={hostile}").text


def test_every_answer_bears_the_headers_of_safety(alone: Reviewer) -> None:
    for path in [*pages(alone), "/static/keys.js", "/static/nothing"]:
        headers = alone.client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "169.254.1.1", "", "localhost@evil.example"]
)
def test_other_hosts_get_no_answer(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:99", "[::1]:8765"])
def test_the_machines_own_names_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


def test_an_open_server_answers_to_addresses_and_given_names_alone() -> None:
    hosts = Hosts.of("0.0.0.0", ["review.example"])
    asked = ["192.0.2.7:8765", "[2001:db8::1]", "review.example", "evil.example", "localhost"]
    assert [hosts.answers(name) for name in asked] == [True, True, True, False, True]
    assert [is_loopback(name) for name in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "10.0.0.1")] == [
        True, True, True, False, False,
    ]  # fmt: skip


def test_every_write_needs_the_token_of_its_session(alone: Reviewer) -> None:
    indicator = alone.row("indicators", name="用户满意度")
    fields = alone.open(indicator).form(f"/indicators/{indicator['indicator_id']}") | {"deed": "strike"}
    path = f"/filings/{indicator['filing_id']}/indicators/{indicator['indicator_id']}"
    other = TestClient(alone.client.app, base_url=BASE)
    other.get("/")
    for write in (*WRITES, path):
        for sent in ({}, fields | {"token": "x"}, fields | {"token": "ü"}):
            assert alone.client.post(write, data=sent).status_code == 403
        assert other.post(write, data=fields).status_code == 403  # the token is another session's
    assert alone.rows("indicators", name="用户满意度")


def test_a_write_from_another_page_is_refused(alone: Reviewer) -> None:
    token = alone.get("/").form("/choose")["token"]
    for origin in ("http://evil.example", "null", "http://127.0.0.1:81"):
        sent = alone.client.post("/choose", data={"token": token, "language": "en"}, headers={"origin": origin})
        assert sent.status_code == 403


def test_requests_that_are_too_large_are_refused(alone: Reviewer) -> None:
    token = alone.get("/").form("/choose")["token"]
    assert alone.client.post("/choose", data={"token": token, "x": "x" * (LARGEST + 1)}).status_code == 413

    def pieces() -> object:
        yield from (b"x" * 100_000 for _ in range(20))

    assert alone.client.post("/choose", content=pieces()).status_code == 413
    assert alone.client.post("/choose", data={f"f{number}": "x" for number in range(1000)}).status_code == 400


def test_nothing_is_seen_without_a_login(guarded: TestClient, alone: Reviewer) -> None:
    picture = f"/filings/{alone.filing('invented_transfer_library.pdf')}/pages/1"
    for path in [*pages(alone), picture]:
        answer = guarded.get(path)
        assert (answer.status_code, answer.text) in ((303, ""), (404, "Not Found"))
    token = html.document_fromstring(guarded.get("/login").text).xpath("string(//input[@name='token']/@value)")
    answer = guarded.post("/undo", data={"token": token})
    assert (answer.status_code, answer.headers["location"].startswith("/login")) == (303, True)


def test_a_login_lasts_until_logout_or_another_password(reviewer: Callable[[str], Reviewer], engine: Engine) -> None:
    found = reviewer("李明")
    assert found.get("/").status == 200
    cookie = found.client.cookies["jixiao-0"]
    accounts.set_password(engine, "李明", "quite another one")
    assert found.get("/").status == 303
    assert found.log_in("李明", "quite another one").status == 303
    assert found.client.cookies["jixiao-0"] != cookie
    assert found.post("/logout", found.get("/").form("/logout")).url == "/login"
    assert found.get("/").status == 303
    accounts.remove(engine, "李明")
    assert found.log_in("李明", "quite another one").status == 401


def test_cookies_are_signed_and_out_of_reach(guarded: TestClient, engine: Engine) -> None:
    cookie = guarded.get("/login").headers["set-cookie"].lower()
    assert all(word in cookie for word in ("httponly", "samesite=lax"))
    sealer = Sealer.of(engine)
    written = sealer.written(Session("李明", "seal", "token"))
    assert sealer.read(written) == Session("李明", "seal", "token")
    assert Sealer.of(engine).read(written) is not None  # another start of the same database
    assert sealer.read(written[:-2] + "xx") is None
    assert sealer.read("") is None


def test_the_key_of_sessions_is_in_no_database_and_for_its_user_alone(
    guarded: TestClient, engine: Engine, tmp_path: Path
) -> None:
    keys = list((tmp_path / "state" / "jixiao").glob("review-*.key"))
    assert len(keys) == 1
    assert stat.S_IMODE(keys[0].stat().st_mode) == 0o600
    with engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT name, value FROM states").all()
    assert not [name for name, value in kept if "key" in name or keys[0].read_text() in value]


def test_a_forged_session_opens_nothing(guarded: TestClient, engine: Engine) -> None:
    guarded.cookies.set("jixiao-0", Sealer.of(engine).written(Session("李明", "0" * 16, "token")))
    assert guarded.get("/").status_code == 303


def test_logins_that_fail_have_to_wait(guarded: TestClient) -> None:
    token = html.document_fromstring(guarded.get("/login").text).xpath("string(//input[@name='token']/@value)")

    def enter(password: str) -> int:
        return guarded.post("/login", data={"token": token, "name": "李明", "password": password}).status_code

    assert [enter(f"wrong {number}") for number in range(7)] == [401] * 5 + [429] * 2
    assert enter("a long password") == 429


def test_nobody_who_guesses_elsewhere_locks_the_owner_out(guarded: TestClient) -> None:
    def enter(client: TestClient, password: str) -> int:
        page = html.document_fromstring(client.get("/login").text)
        fields = {"token": page.xpath("string(//input[@name='token']/@value)"), "name": "李明", "password": password}
        return client.post("/login", data=fields).status_code

    assert enter(guarded, "a long password") == 303
    guarded.cookies.delete("jixiao-0")
    stranger, forger = (TestClient(guarded.app, base_url=BASE, follow_redirects=False) for _ in range(2))
    assert [enter(stranger, f"wrong {number}") for number in range(6)] == [401] * 5 + [429]
    assert enter(stranger, "a long password") == 429
    forger.cookies.set("jixiao-0-known", guarded.cookies["jixiao-0-known"][:-2] + "xx")
    assert enter(forger, "a long password") == 429
    assert enter(guarded, "a long password") == 303
    assert [enter(guarded, f"wrong {number}") for number in range(6)] == [401] * 5 + [429]  # nor guesses here for ever


def test_what_says_that_a_browser_is_known_is_no_session(guarded: TestClient, engine: Engine) -> None:
    sealer = Sealer.of(engine)
    assert sealer.read(sealer.known("李明")) is None
    assert sealer.browser(sealer.known("李明"), "李明") and not sealer.browser(sealer.known("李明"), "王芳")
    assert sealer.browser(sealer.written(Session("李明", "seal", "token")), "李明") == ""


def test_waiting_grows_and_ends() -> None:
    now = [0.0]
    attempts = Attempts(free=2, now=lambda: now[0])
    waits = []
    for _ in range(4):
        attempts.failed("name")
        waits.append(attempts.wait("name", "address"))
    assert waits == [0, 1, 2, 4]
    now[0] = 10
    assert attempts.wait("name") <= 0
    attempts.succeeded("name")
    attempts.failed("name")
    assert attempts.wait("name") <= 0


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a\r\nx: y"])
def test_a_login_leads_nowhere_else(reviewer: Callable[[str], Reviewer], back: str) -> None:
    found = reviewer("李明")
    fields = {"token": found.get("/login").form("/login")["token"], "name": "李明", "password": "a long password"}
    assert found.post("/login", fields | {"back": back}).url == "/"


@pytest.mark.parametrize("name", ["", " x", "a\nb", "x" * 61, "<b>"])
def test_names_that_are_none_are_refused(engine: Engine, name: str) -> None:
    with pytest.raises(UsageError):
        accounts.add(engine, name, "a long password")


def test_passwords_are_hashed_and_not_short(engine: Engine) -> None:
    with pytest.raises(UsageError):
        accounts.add(engine, "李明", "short")
    accounts.add(engine, "李明", "a long password")
    with pytest.raises(UsageError):
        accounts.add(engine, "李明", "another password")
    assert accounts.is_right(engine, "李明", "a long password")
    assert not accounts.is_right(engine, "李明", "a long passwore")
    assert not accounts.is_right(engine, "nobody", "a long password")
    with engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT password_hash FROM users").scalar_one()
    assert kept.startswith("$argon2id$")
