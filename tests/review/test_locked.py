"""Another program holds the database: pages still answer, and who saves is told why it takes so long."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.review.reviewer import Reviewer
from tests.review.windows import MARKS, opened

pytestmark = MARKS

NAME = "设备完好率"


def test_a_save_waits_and_says_so_and_pages_answer(
    site: Callable[..., str], visit: Callable[[str], Page], alone: Reviewer, database: Path
) -> None:
    base = site()
    indicator = alone.row("indicators", name=NAME)
    page = visit(f"{base}/filings/{indicator['filing_id']}?at=indicators/{indicator['indicator_id']}")
    opened(page, NAME)
    with closing(sqlite3.connect(database, isolation_level=None, timeout=60)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        page.fill("#field-remark", "核对过")
        page.press("#field-remark", "Control+Enter")
        expect(page.locator("#line")).to_contain_text("服务器在等待")
        for path in ("/", "/filings", "/dashboard", "/together", "/lost", "/incoming"):
            assert alone.get(path).status == 200, path
        connection.execute("COMMIT")
    expect(page.locator(".flash")).to_be_visible()
    expect(page.locator("#line")).to_have_text("")
    assert alone.row("indicators", name=NAME)["remark"] == "核对过"
