"""Several people on one database: whose a filing is for some minutes, and what each may do."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import openpyxl
import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from pipeline.decisions import journal
from pipeline.review import accounts
from pipeline.review.app import build
from pipeline.review.claims import Claims
from pipeline.review.guard import Hosts
from tests.review.conftest import BASE
from tests.review.reviewer import Reviewer

PASSWORD = "a long password"


@pytest.fixture
def people(engine: Engine) -> Callable[..., list[Reviewer]]:
    """Logs several people with these roles in at one desk."""

    def enter(**roles: str) -> list[Reviewer]:
        for name, role in roles.items():
            accounts.add(engine, name, PASSWORD, role)
        app = build(engine, Hosts.of("127.0.0.1"), asks_login=True)
        found = [Reviewer(TestClient(app, base_url=BASE, follow_redirects=False), engine) for _ in roles]
        for one, name in zip(found, roles, strict=True):
            one.log_in(name, PASSWORD)
        return found

    return enter


def test_a_filing_that_somebody_is_at_is_passed_over_by_others(people: Callable[..., list[Reviewer]]) -> None:
    first, second, reader = people(李明="reviewer", 王芳="reviewer", 赵强="reader")
    filings = []
    for one in (first, second, reader):
        place = one.client.get("/next").headers["location"]
        one.get(place)
        filings.append(place.partition("?")[0])
    assert filings[0] != filings[1]  # the reader's is claimed by nobody
    assert "李明 正在复核" in second.get(filings[0]).said()
    assert "正在复核" not in first.get(filings[0]).said()
    assert "李明 正在复核" in second.get("/").said()


def test_a_claim_ends_with_time_and_with_the_next() -> None:
    clock = {"now": 0.0}
    claims = Claims(seconds=600, now=lambda: clock["now"])
    claims.take("f1", "李明")
    claims.take("f1", "王芳")
    assert (claims.holder("f1"), claims.holder("f1", but="李明")) == ("李明", "")
    clock["now"] = 599.0
    claims.take("f1", "李明")
    clock["now"] = 1100.0
    assert claims.holder("f1") == "李明"
    claims.take("f2", "李明")
    assert (claims.holder("f1"), claims.holder("f2")) == ("", "李明")
    clock["now"] = 1800.0
    assert claims.holder("f2") == ""


def test_each_role_may_do_what_it_may(people: Callable[..., list[Reviewer]], engine: Engine) -> None:
    reader, reviewer, administrator = people(赵强="reader", 王芳="reviewer", 李明="administrator")
    row = reader.row("indicators", name="用户满意度")
    page = administrator.open(row)
    path = f"/filings/{row['filing_id']}"
    alias = {"deed": "alias", "alias": "乙", "canonical_id": "SS05"}

    def answer(one: Reviewer, at: str, **typed: str) -> int:
        token = {"token": one.open(row).form("/choose")["token"]}
        return one.post(at, {"revision": "0"} | typed | token).status

    record = f"{path}/indicators/{row['indicator_id']}"
    assert [answer(reader, record, deed="accept"), answer(reader, path, deed="accept")] == [403, 403]
    assert "deed" not in reader.open(row).tree.xpath("//button/@name")
    assert [answer(reviewer, record, **alias), answer(reviewer, path, deed="accept")] == [403, 403]
    assert journal.entries(engine) == []
    assert answer(reviewer, record, deed="accept") == 303
    assert [answer(administrator, record, **alias), answer(administrator, path, deed="accept")] == [303, 303]
    assert "deed-alias" in page.text and "deed-alias" not in reviewer.open(row).text
    accounts.set_role(engine, "赵强", "reviewer")
    assert answer(reader, record, deed="note", why="看过") == 303


def test_the_first_account_is_an_administrators(engine: Engine) -> None:
    for name in ("李明", "王芳"):
        accounts.add(engine, name, PASSWORD)
    assert [accounts.role(engine, name) for name in ("李明", "王芳", "nobody", "")] == [
        "administrator", "reviewer", "reader", "administrator",
    ]  # fmt: skip


def test_views_are_kept_for_who_made_them(people: Callable[..., list[Reviewer]]) -> None:
    first, second = people(李明="reviewer", 王芳="reader")

    def views(one: Reviewer) -> list[tuple[str, str]]:
        links = one.get("/").tree.xpath("//div[@class='views']//a[@class='chip']")
        return [(link.text, link.get("href")) for link in links]

    form = first.get("/?year=2024&field=target").form("/views")
    assert first.post("/views", form | {"name": " 今年 的目标 ", "deed": "save"}).url == "/?year=2024&field=target"
    assert views(first) == [("今年 的目标", "/?year=2024&field=target")]
    assert views(second) == []
    second.post("/views", second.get("/?form=monitoring").form("/views") | {"name": "监控", "deed": "save"})
    assert views(second) == [("监控", "/?form=monitoring")]
    first.post("/views", form | {"name": "今年 的目标", "deed": "remove"})
    assert (views(first), len(views(second))) == ([], 1)


def test_what_the_filter_shows_is_a_table(people: Callable[..., list[Reviewer]]) -> None:
    (one,) = people(李明="reader")
    shown = one.get("/?field=target").tree.xpath("//table[@id='queue']//td[@class='main']/a/@href")
    answer = one.client.get("/queue.csv?field=target")
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:3] == ["文件编号", "文件名", "单位名称"]
    assert [row[6] for row in rows[1:]] == [link.rsplit("%2F", 1)[-1].partition("&")[0] for link in shown]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]
    book = openpyxl.load_workbook(io.BytesIO(one.client.get("/queue.xlsx?field=target").content))
    sheet = [list(row) for row in book.active.iter_rows(values_only=True)]
    assert (sheet[0], [row[6] for row in sheet[1:]]) == (rows[0], [row[6] for row in rows[1:]])
    assert {type(row[9]) for row in sheet[1:]} <= {float, int}


def test_the_queue_is_narrowed_by_channel_and_by_person(people: Callable[..., list[Reviewer]]) -> None:
    one, other = people(李明="reviewer", 王芳="reviewer")
    row = one.row("indicators", name="用户满意度")
    one.decide(row, "accept")

    def shown(query: str) -> set[str]:
        return {
            link.split("/")[2].partition("?")[0] for link in other.get(query).tree.xpath("//td[@class='main']/a/@href")
        }

    assert shown("/filings?who=李明") == {row["filing_id"]}
    assert shown("/?who=王芳") == set()
    text = other.filing("invented_project_results_ocr.txt")
    assert text in shown("/filings?channel=text") and row["filing_id"] not in shown("/filings?channel=text")
    assert "李明" in other.get("/").tree.xpath("//select[@name='who']/option/@value")
