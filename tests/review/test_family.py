"""Filings that are one, on the review's pages: one of them is said to count, and one key takes that back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from pipeline.ingest.ingest import ingest
from pipeline.ingest.sources import find
from tests.pipeline.store.test_families import as_text, as_word, family, filing, ids
from tests.review.reviewer import Reviewer
from tests.review.windows import MARKS

pytestmark = MARKS


@pytest.fixture
def twins(engine: Engine, tmp_path: Path) -> dict[str, str]:
    """Ids by name: a Word file, and a corrected one as text."""
    (tmp_path / "in").mkdir()
    as_word(tmp_path / "in" / "旧.docx", filing(targets=("292%", "1", "2", "3", "4", "5")))
    as_text(tmp_path / "in" / "新.txt", filing(targets=("293%", "1", "2", "3", "4", "6")))
    list(ingest(engine, find([tmp_path / "in"])))
    return dict(ids(engine))


def test_one_is_said_to_count_and_leaves_the_other_out_of_the_queue(
    site: Callable[..., str], visit: Callable[[str], Page], engine: Engine, twins: dict[str, str]
) -> None:
    base = site()
    page = visit(f"{base}/filings/{twins['旧.docx']}")
    expect(page.locator("#family li")).to_have_count(2)
    page.locator("#family li", has_text="新.txt").locator("button").click()
    expect(page.locator("#family li[aria-current] .tag")).to_have_text("计入统计")
    assert family(engine, "旧.docx") == {"旧.docx": (False, True), "新.txt": (True, False)}
    page.goto(f"{base}/?filing={twins['旧.docx']}")
    expect(page.locator("#queue tbody tr")).to_have_count(0)
    page.goto(f"{base}/filings/{twins['新.txt']}")
    page.keyboard.press("u")
    expect(page.locator(".flash")).to_be_visible()
    assert not any(aside for _, aside in family(engine, "旧.docx").values())


def test_of_a_large_family_the_page_lists_some(alone: Reviewer, engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(40):
        as_text(tmp_path / "in" / f"{number:02}.txt", [*filing(), (f"附注{number}",)])
    list(ingest(engine, find([tmp_path / "in"])))
    page = alone.get(f"/filings/{alone.filing('39.txt')}")
    listed = [item.text_content().strip() for item in page.tree.xpath("//*[@id='family']//li")]
    assert 31 <= len(listed) <= 34 and listed[-1].startswith("其余")
    assert any(item.startswith("39.txt") for item in listed) and any("计入统计" in item for item in listed)
