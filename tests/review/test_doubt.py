"""Filings that a person must look at because of what we did not read, or because they contradict themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import pytest
from sqlalchemy import Engine

from pipeline.ingest.preparing import Maker
from pipeline.ingest.recognising import recognised
from pipeline.measuring.summary import summarise
from pipeline.store.loaders import load
from tests.extractors.papers import LEVELS, lined
from tests.review.reviewer import Reviewer

SOUND = "路灯维护项目绩效自评表\n" + lined(
    "项目名称|路灯维护项目",
    "项目资金（万元）||全年预算数|全年执行数|执行率",
    "|年度资金总额|80|72|90%",
    f"绩效指标|{LEVELS}|指标值|实际完成值",
    "|产出指标|数量指标|新建路灯数量|≥50盏|52盏",
)
#: Its money does not add up.
AMISS = SOUND.replace("90%", "40%")
LOST = "table 1, row 2: the reader of indicators failed (KeyError): a fault of jixiao, report it with the file"

Take = Callable[[str, str, tuple[str, ...]], None]


@pytest.fixture
def take(engine: Engine) -> Take:
    """Puts a filing of that name into the database, its reading with those sentences on what was not read."""

    def taken(name: str, text: str, unread: tuple[str, ...]) -> None:
        found = recognised(text.encode())
        found = replace(found, reading=replace(found.reading, unread=unread))
        maker = Maker.of()
        load(engine, maker.make(found, name, sha256(f"{name} {text}".encode()).hexdigest()), maker)

    return taken


@pytest.fixture
def doubted(take: Take, alone: Reviewer) -> Reviewer:
    take("lost.txt", SOUND, (LOST,))
    take("amiss.txt", AMISS, ())
    take("both.txt", AMISS, ("page 3 was not read",))
    take("sound.txt", SOUND + "\n", ())
    return alone


def doubts(reviewer: Reviewer) -> dict[str, tuple[str, str]]:
    names = ("lost.txt", "amiss.txt", "both.txt", "sound.txt")
    return {name: (row["status"], row["doubt"]) for name in names for row in reviewer.rows("filings", source=name)}


def queued(reviewer: Reviewer, query: str = "") -> set[str]:
    """The names of the filings that stand in the queue as a whole."""
    known = {row["filing_id"]: row["source"] for row in reviewer.rows("filings")}
    links = reviewer.get(f"/?field=filing{query}").tree.xpath("//table[@id='queue']//td[@class='main']/a/@href")
    return {known[link.split("/")[2].split("?")[0]] for link in links}


def test_what_we_did_not_read_is_told_from_what_contradicts_itself(doubted: Reviewer) -> None:
    assert doubts(doubted) == {
        "lost.txt": ("needs-review", "reading"),
        "amiss.txt": ("needs-review", "content"),
        "both.txt": ("needs-review", "both"),
        "sound.txt": ("ok", ""),
    }


def test_a_filing_of_which_something_was_not_read_stands_in_the_queue(doubted: Reviewer) -> None:
    found = queued(doubted)
    assert {"lost.txt", "both.txt", "broken.txt"} <= found
    assert "sound.txt" not in found
    assert "我们对读取结果存疑" in doubted.get("/?field=filing").said()


@pytest.mark.parametrize(
    ("doubt", "within", "without"),
    [
        ("reading", {"lost.txt", "both.txt"}, {"amiss.txt", "sound.txt", "broken.txt"}),
        ("content", {"both.txt"}, {"lost.txt", "sound.txt", "broken.txt"}),
        ("both", {"both.txt"}, {"lost.txt", "amiss.txt", "sound.txt", "broken.txt"}),
    ],
)
def test_the_queue_is_narrowed_by_doubt(doubted: Reviewer, doubt: str, within: set[str], without: set[str]) -> None:
    found = queued(doubted, f"&doubt={doubt}")
    assert within <= found
    assert not without & found
    listed = doubted.get(f"/filings?doubt={doubt}").said()
    assert all(name in listed for name in within)
    assert not any(name in listed for name in without)
    chosen = doubted.get(f"/?doubt={doubt}").tree.xpath("//select[@name='doubt']/option[@selected]/@value")
    assert chosen == [doubt]


def test_its_page_says_why_in_both_languages(doubted: Reviewer) -> None:
    filing = doubted.filing("lost.txt")
    page = doubted.get(f"/filings/{filing}?at=filings/{filing}")
    reasons = page.tree.xpath("//li[@data-current]//p[@class='reasons']/span/text()")
    assert (
        reasons[0] == "第1个表格第2行：读取“indicators”部分的程序出错（KeyError）：是本程序的缺陷，请连同文件一起报告"
    )
    assert page.tree.xpath("string(//*[@id='doubt'])") == "我们对读取结果存疑"
    doubted.post("/choose", page.form("/choose") | {"language": "en"})
    page = doubted.get(f"/filings/{filing}?at=filings/{filing}")
    assert page.tree.xpath("//li[@data-current]//p[@class='reasons']/span/text()")[0] == LOST
    assert page.tree.xpath("string(//*[@id='doubt'])") == "we doubt our reading"


def test_to_have_seen_it_takes_it_off_the_queue(doubted: Reviewer) -> None:
    filing = doubted.filing("lost.txt")
    address = f"/filings/{filing}/filings/{filing}"
    fields = doubted.get(f"/filings/{filing}?at=filings/{filing}").form(address)
    assert doubted.post(address, fields | {"deed": "seen"}).status == 303
    assert "lost.txt" not in queued(doubted)
    assert doubted.row("filings", source="lost.txt")["doubt"] == "reading"  # what was not read is still not there


def test_to_accept_it_settles_it(doubted: Reviewer) -> None:
    filing = doubted.filing("both.txt")
    form = doubted.get(f"/filings/{filing}").form(f"/filings/{filing}", "accept")
    assert "said=accept-all" in doubted.post(f"/filings/{filing}", form).url
    assert doubts(doubted)["both.txt"] == ("ok", "")
    assert "both.txt" not in queued(doubted)


def test_summary_and_dashboard_tell_the_doubts_apart(doubted: Reviewer) -> None:
    held = summarise(doubted.engine)
    every = [row["doubt"] for row in doubted.rows("filings")]
    assert held.reading == every.count("reading") + every.count("both") >= 2
    assert held.content == every.count("content") + every.count("both") >= 2
    charts = doubted.get("/dashboard").tree.xpath("//svg[@class='chart']/@aria-label")
    drawn = next(chart for chart in charts if chart.startswith("待复核文件：存疑原因"))
    assert f"读取存疑 {every.count('reading')}" in drawn
    assert f"自身矛盾 {every.count('content')}" in drawn
    assert f"两者皆有 {every.count('both')}" in drawn


def test_what_was_not_read_counts_however_many_rows_are_accepted(doubted: Reviewer) -> None:
    before = doubted.row("filings", source="lost.txt")["confidence"]
    filing = doubted.filing("lost.txt")
    (row,) = doubted.rows("indicators", filing_id=filing)
    doubted.decide(row, "accept")
    after = doubted.row("filings", source="lost.txt")
    assert before < after["confidence"] <= 0.9 and after["doubt"] == "reading"
