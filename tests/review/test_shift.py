"""A day's work in short: two reviewers at once, by keyboard alone, one of them without a connection for a while."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from pipeline.decisions import journal
from pipeline.generations.rebuild import Job, rebuild
from pipeline.ingest.ingest import ingest
from pipeline.ingest.sources import find
from pipeline.review import accounts
from pipeline.store.archive import archive_of
from pipeline.store.engine import open_store
from tests.review.reviewer import Reviewer
from tests.review.shifts import ROWS, write_shift
from tests.review.test_findings import exported
from tests.review.windows import MARKS, PATIENCE, log_in, opened

pytestmark = MARKS

STREETS = {"李明": ("东街", "西街"), "王芳": ("南街", "北街")}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A database of the filings that are to be reviewed, and no other."""
    write_shift(tmp_path / "in", [street for streets in STREETS.values() for street in streets])
    engine = open_store(str(tmp_path / "db"), create=True)
    assert {outcome.state for outcome in ingest(engine, find([tmp_path / "in"]))} == {"loaded"}
    yield engine
    engine.dispose()


@dataclass
class Hands:
    """A reviewer at the keyboard: what is pressed is counted, typed words apart; `done` are the decisions by kind."""

    page: Page
    who: str
    engine: Engine
    keys: int = 0
    done: Counter[str] = field(default_factory=Counter)

    def press(self, *keys: str) -> None:
        """Presses keys one after the other, however far the page is."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def write(self, text: str) -> None:
        """Types words into the field that the keys before have opened, once it is there."""
        self.page.wait_for_function("document.activeElement.matches('input, textarea')")
        self.page.keyboard.type(text)

    def agree(self) -> None:
        """Answers the question that the next key brings with Enter."""
        self.page.once("dialog", lambda dialog: dialog.accept())
        self.keys += 1

    def decided(self, kind: str) -> None:
        """Waits until the journal holds one act more."""
        self.done[kind] += 1
        until = time.monotonic() + PATIENCE / 1000
        while self.acts() < self.done.total():
            assert time.monotonic() < until, (kind, self.page.url)
            self.page.wait_for_timeout(20)

    def acts(self) -> int:
        entries = [entry for entry in journal.entries(self.engine) if entry.who == self.who]
        return len({entry.act or entry.entry_id for entry in entries})


def day(hands: Hands, base: str, filing: str, street: str, is_cut_off: bool) -> Iterator[None]:
    """One filing from its first record to the acceptance of the whole; yields where the other one has a turn."""
    page = hands.page
    names = [street + said for _, said, *_ in ROWS]
    page.goto(f"{base}/filings/{filing}")
    expect(page.locator("#field-unit_name")).to_be_visible()
    hands.press("a")
    yield
    hands.decided("look at a filing")
    opened(page, names[0])
    hands.press("1", "Enter")
    yield
    hands.decided("choose a reading")
    opened(page, names[1])
    hands.press("y")
    yield
    hands.decided("settle a finding")
    expect(page.locator(".finding:not(.open)")).to_have_count(1)
    hands.press("a")
    yield
    hands.decided("accept")
    opened(page, names[2])
    hands.agree()
    hands.press("x")
    yield
    hands.decided("strike")
    opened(page, names[3])
    yield from typed(hands, is_cut_off)
    opened(page, names[4])
    hands.press("t")
    hands.write("原件第二页有注")
    hands.press("Enter")
    yield
    hands.decided("note")
    expect(page.locator(".chosen .history")).to_contain_text("原件第二页有注")
    hands.press("a")
    yield
    hands.decided("accept")
    opened(page, names[5])
    yield from added_split_and_joined(hands, names)
    opened(page, names[9])
    hands.press("v", "j", "v", "b", "Enter", "Enter")
    yield
    hands.decided("accept many")
    expect(page.locator(".flash")).to_contain_text("2")
    opened(page, names[10])
    hands.press("c", "Enter")
    yield
    hands.decided("alias")
    expect(page.locator(".flash")).to_contain_text("别名")
    hands.press("n")
    opened(page, names[11])
    hands.agree()
    hands.press("A")
    yield
    hands.decided("accept a filing")
    expect(page.locator(".row.open")).to_have_count(0)


def typed(hands: Hands, is_cut_off: bool) -> Iterator[None]:
    """A value is typed; without a connection it waits, and is sent once however often Enter is pressed."""
    page = hands.page
    page.context.set_offline(is_cut_off)
    hands.press("e")
    hands.write("≥94%")
    hands.press("Enter")
    if is_cut_off:
        expect(page.locator("#line")).to_contain_text("连接中断")
        hands.press("Enter")
        yield
        page.wait_for_timeout(500)
        assert hands.acts() == hands.done.total()
        page.context.set_offline(False)
    yield
    hands.decided("type a value")


def added_split_and_joined(hands: Hands, names: list[str]) -> Iterator[None]:
    page, street = hands.page, names[0][:2]
    hands.press("o")
    hands.write(f"{street}培训人次")
    hands.press("Tab")
    hands.write("≥40人次")
    hands.press("Enter")
    yield
    hands.decided("add")
    opened(page, f"{street}培训人次")
    hands.press("n")
    opened(page, names[5])
    hands.press("a")
    yield
    hands.decided("accept")
    opened(page, names[6])
    hands.press("p")
    expect(page.locator("#deed-split [name$='-name']").first).to_be_focused()
    hands.press(*["Tab"] * 7)
    hands.write(f"{street}抢修到场率")
    hands.press("Enter")
    yield
    hands.decided("split")
    expect(page.locator(".flash")).to_contain_text("拆分")
    for name in (names[6], f"{street}抢修到场率"):
        opened(page, name)
        hands.press("a")
        yield
        hands.decided("accept")
    opened(page, names[7])
    hands.press("m", "Enter")
    yield
    hands.decided("join")
    expect(page.locator(".flash")).to_contain_text("合并")
    hands.press("a")
    yield
    hands.decided("accept")


def test_sixty_decisions_by_keyboard_by_two_at_once(
    site: Callable[..., str], visit: Callable[[str], Page], engine: Engine, alone: Reviewer, tmp_path: Path
) -> None:
    for who in STREETS:
        accounts.add(engine, who, "a long password", "administrator")
    base = site(asks_login=True)
    people = [Hands(visit(base), who, engine) for who in STREETS]
    for hands in people:
        log_in(hands.page, hands.who)
    for turn in range(2):
        days = [
            day(hands, base, alone.filing(f"{street}.docx"), street, is_cut_off=hands is people[1] and turn == 0)
            for hands in people
            for street in [STREETS[hands.who][turn]]
        ]
        while days:
            days = [one for one in days if next(one, days) is None]
    kinds = sum((hands.done for hands in people), Counter())
    assert len(kinds) >= 12
    assert kinds.total() >= 60
    keys = sum(hands.keys for hands in people)
    assert keys / kinds.total() <= 3.5, keys / kinds.total()
    assert [hands.acts() for hands in people] == [hands.done.total() for hands in people]
    before = exported(engine, tmp_path / "before")
    assert rebuild(engine, archive_of(engine), Job(full=True)).lost == 0
    after = exported(engine, tmp_path / "after")
    for tables in (before, after):
        for street in [street for streets in STREETS.values() for street in streets]:
            decided(tables, street)
    assert without_matches(after) == without_matches(before)


def without_matches(tables: dict[str, list[dict[str, str]]]) -> dict[str, list[dict[str, str]]]:
    """The tables without what a new alias changes at the next rebuild."""
    matched = ("canonical_id", "canonical_name", "match_score", "family", "taxonomy_version", "confidence")
    return {
        table: [{name: cell for name, cell in row.items() if name not in matched} for row in rows]
        for table, rows in tables.items()
    }


def decided(tables: dict[str, list[dict[str, str]]], street: str) -> None:
    """Everything that was decided about a filing stands in the export."""
    found = {row["name"]: row for row in tables["indicators"] if row["project"] == f"{street}照明项目"}
    names = [street + said for _, said, *_ in ROWS]
    assert (found[names[0]]["target_value"], found[names[3]]["target_value"]) == ("91", "94")
    assert {found[name]["review"] for name in (names[1], names[4], names[5], *names[9:])} == {"accepted"}
    assert found[names[0]]["review"] == found[names[3]]["review"] == "corrected"
    assert names[2] not in found and names[8] not in found
    assert found[f"{street}培训人次"]["target_value"] == "40"
    assert f"{street}抢修到场率" in found
    assert names[7] + names[8] in found
    assert len(found) == len(ROWS) - 2 + 2
    filing = next(row for row in tables["filings"] if row["source"] == f"{street}.docx")
    assert filing["status"] == "ok"
    settled = [row["settled"] for row in tables["findings"] if row["filing_id"] == filing["filing_id"]]
    assert "printed" in settled
