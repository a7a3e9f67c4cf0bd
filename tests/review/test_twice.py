"""The second look, what people did on which day, and their notes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine
from starlette.testclient import TestClient

from pipeline.review import accounts, second
from pipeline.review.app import build
from pipeline.review.guard import Hosts
from tests.review.conftest import BASE
from tests.review.reviewer import Reviewer
from tests.review.windows import MARKS, log_in, opened

PASSWORD = "a long password"


@pytest.fixture
def pair(engine: Engine) -> list[Reviewer]:
    """Two reviewers at one desk that has everything looked at twice."""
    app = build(engine, Hosts.of("127.0.0.1"), asks_login=True, share=1.0)
    found = []
    for name in ("李明", "王芳"):
        accounts.add(engine, name, PASSWORD)
        found.append(Reviewer(TestClient(app, base_url=BASE, follow_redirects=False), engine))
        found[-1].log_in(name, PASSWORD)
    return found


def agreement(engine: Engine, share: float = 1.0) -> second.Agreement:
    with engine.connect() as connection:
        return second.agreement(connection, share)


def test_the_second_accepts_or_decides_otherwise(pair: list[Reviewer], engine: Engine) -> None:
    first, other = pair
    names = ("用户满意度", "减少故障次数", "巡检设备台数")
    rows = {name: first.row("indicators", name=name) for name in names}
    first.decide(rows["用户满意度"], "accept")
    first.decide(rows["减少故障次数"], "correct", field__target_raw="9次", field__remark="核对过")
    first.decide(rows["巡检设备台数"], "accept")
    assert [one.label for one in agreement(engine).waiting("王芳")] == list(names)
    assert agreement(engine).waiting("李明") == []
    assert first.get("/second").url.endswith("/second")
    assert first.client.get("/second").headers["location"] == "/together?said=second-done"
    for deed, typed in (("accept", {}), ("accept", {}), ("correct", {"field__target_raw": "≥121台"})):
        path = other.client.get("/second").headers["location"]
        page = other.get(path)
        assert "李明 已判定过本条" in page.said()
        address = page.tree.xpath("//form[@class='editor']/@action")[0]
        fields = page.form(address) | {"deed": deed} | {k.replace("__", "-"): v for k, v in typed.items()}
        assert other.post(address, fields).url == f"/second?said={deed}"
    found = agreement(engine)
    assert (found.done, found.agreed, [one.label for one in found.differing]) == (3, 2, ["巡检设备台数"])
    assert first.row("indicators", name="减少故障次数")["review"] == "corrected"
    page = other.get("/together")
    assert "67%" in page.said()
    assert page.tree.xpath("//table[@id='differing']//td[2]/text()") == ["李明"]


@pytest.mark.parametrize(
    ("share", "limit"), [(0.0, "0000"), (0.05, "0ccd"), (0.5, "8000"), (1.0, "g"), (2.0, "g"), (-1.0, "0000")]
)
def test_the_share_is_that_of_the_random_ends_of_ids(share: float, limit: str) -> None:
    assert second._limit(share) == limit


def test_what_is_undone_is_looked_at_no_more_and_a_share_of_nothing_is_nothing(
    pair: list[Reviewer], engine: Engine
) -> None:
    first, _ = pair
    page = first.decide(first.row("indicators", name="用户满意度"), "accept")
    assert len(agreement(engine).records) == 1
    assert agreement(engine, 0.0).records == ()
    first.post("/undo", first.get(page.url).form("/undo"))
    assert agreement(engine).records == ()


def test_a_struck_record_counts_as_no_agreement(pair: list[Reviewer], engine: Engine) -> None:
    first, other = pair
    row = first.row("indicators", name="减少故障次数")
    first.decide(row, "accept")
    other.decide(row, "strike")
    found = agreement(engine)
    assert (found.done, found.agreed, found.waiting("王芳")) == (1, 0, [])


def test_work_is_counted_by_day_and_person_and_notes_are_listed(pair: list[Reviewer]) -> None:
    first, other = pair
    row = first.row("indicators", name="用户满意度")
    first.decide(row, "correct", field__remark="核对过", field__target_raw="≥96%")
    first.decide(first.row("indicators", name="减少故障次数"), "accept")
    other.decide(row, "note", why="与原件<b>核对</b>")
    page = other.get("/together")
    today = datetime.now(UTC).date().isoformat()
    days = [[cell.text_content() for cell in line] for line in page.tree.xpath("//table[@id='days']/tbody/tr")]
    assert days == [[today, "李明", "1", "1", "", "", "", "2"], [today, "王芳", "", "", "", "1", "", "1"]]
    notes = [[cell.text_content() for cell in line][1:4] for line in page.tree.xpath("//table[@id='notes']/tbody/tr")]
    assert notes == [["王芳", "与原件<b>核对</b>", "指标"]]
    assert page.tree.xpath("//table[@id='notes']//a/@href") == [
        f"/filings/{row['filing_id']}?at=indicators/{row['indicator_id']}"
    ]


class TestByKeyboard:
    pytestmark = MARKS

    def test_a_second_look_takes_a_key_a_record(
        self, site: Callable[..., str], visit: Callable[[str], Page], alone: Reviewer, engine: Engine
    ) -> None:
        for name in ("李明", "王芳"):
            accounts.add(engine, name, PASSWORD)
        base = site(asks_login=True, share=1.0)
        first = visit(f"{base}/login")
        log_in(first, "李明")
        row = alone.row("indicators", name="设备完好率")
        first.goto(f"{base}/filings/{row['filing_id']}?at=indicators/{row['indicator_id']}")
        opened(first, "设备完好率")
        first.keyboard.press("a")
        expect(first.locator(".history")).to_contain_text("李明")
        other = visit(f"{base}/login")
        log_in(other, "王芳")
        other.keyboard.press("g")
        other.keyboard.press("t")
        expect(other.locator("#agreement")).to_contain_text("1")
        other.keyboard.press("n")
        opened(other, "设备完好率")
        expect(other.locator(".twice")).to_contain_text("李明")
        other.keyboard.press("a")
        expect(other.locator("#agreement")).to_contain_text("100%")
