"""The slip of a record, and the corners of a row that slants."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine, text

from pipeline.decisions.kinds import KINDS
from pipeline.review.filing import Record
from tests.review.reviewer import Reviewer
from tests.review.windows import MARKS, opened

PDF, TEXT = "invented_transfer_library.pdf", "invented_project_results_ocr.txt"


@pytest.mark.parametrize(
    ("polygon", "bbox", "corners"),
    [
        ("1 2 9 3 9 8 1 7", "1 2 9 8", ((1, 2), (9, 3), (9, 8), (1, 7))),
        ("", "1 2 9 8", ((1, 2), (9, 2), (9, 8), (1, 8))),
        ("1 2 3", "1 2 9 8", ((1, 2), (9, 2), (9, 8), (1, 8))),
        ("", "", ()),
    ],
)
def test_a_row_is_marked_along_its_slant(polygon: str, bbox: str, corners: tuple[tuple[float, float], ...]) -> None:
    row = {"indicator_id": "f-t1r1", "polygon": polygon, "bbox": bbox}
    assert Record(KINDS["indicators"], row).corners == corners


def test_the_page_draws_the_slant(alone: Reviewer, engine: Engine) -> None:
    row = alone.rows("indicators", filing_id=alone.filing(PDF))[0]
    with engine.begin() as connection:
        changed = text("UPDATE indicators SET polygon = '1 2 9 3 9 8 1 7' WHERE indicator_id = :one")
        connection.execute(changed, {"one": row["indicator_id"]})
    tree = alone.open(row).tree
    assert tree.xpath("//polygon[@class='box']/@points")[0].split() == ["1.0,2.0", "9.0,3.0", "9.0,8.0", "1.0,7.0"]
    assert "M1.0 2.0 9.0 3.0" in tree.xpath("//path[@class='shade']/@d")[0]


@pytest.mark.parametrize(("source", "is_drawn"), [(PDF, True), (TEXT, False), ("word.docx", False)])
def test_a_slip_holds_figure_place_history_and_hashes(alone: Reviewer, source: str, is_drawn: bool) -> None:
    filing = alone.row("filings", filing_id=alone.filing(source))
    row = alone.rows("indicators", filing_id=filing["filing_id"])[1]
    alone.decide(row, "correct", field__remark="<b>核对过</b>", why="见原件")
    answer = alone.client.get(f"/filings/{filing['filing_id']}/indicators/{row['indicator_id']}/slip")
    assert f'filename="{row["indicator_id"]}.html"' in answer.headers["content-disposition"]
    tree = html.document_fromstring(answer.content.decode())
    said = tree.text_content()
    assert row["target_raw"] in tree.xpath("string(//p[@class='figure'])")
    assert tree.xpath("string(//*[@id='original'])") == filing["sha256"]
    assert "见原件" in said and "<b>核对过</b>" in said
    assert {"年度", "annual"} & set(tree.xpath("//table//td/text()")) == {"年度"}
    line = tree.xpath("string(//*[@id='line'])")
    assert tree.xpath("string(//*[@id='hash'])") == hashlib.sha256(line.encode()).hexdigest()
    assert f'"indicator_id":"{row["indicator_id"]}"' in line
    pictures = tree.xpath("//image/@href")
    assert bool(pictures) == is_drawn
    for picture in pictures:
        cut = Image.open(io.BytesIO(base64.b64decode(picture.partition(",")[2])))
        assert cut.format == "PNG" and cut.width > cut.height
    assert is_drawn or row["name"] in "".join(tree.xpath("string(//tr[@class='current'])").split())
    # Nothing is fetched from anywhere.
    assert [link for link in tree.xpath("//@src | //@href") if not link.startswith("data:")] == []


def test_a_slip_of_nothing_is_not_found(alone: Reviewer) -> None:
    assert alone.get(f"/filings/{alone.filing(PDF)}/indicators/nothing/slip").status == 404


class TestByKeyboard:
    pytestmark = MARKS

    def test_a_key_saves_a_slip_that_can_be_read_offline(
        self,
        site: Callable[..., str],
        visit: Callable[[str], Page],
        browser: Browser,
        alone: Reviewer,
        tmp_path: Path,
    ) -> None:
        row = alone.rows("indicators", filing_id=alone.filing(PDF))[1]
        page = visit(f"{site()}/filings/{row['filing_id']}?at=indicators/{row['indicator_id']}")
        opened(page, row["name"])
        with page.expect_download() as download:
            page.keyboard.press("i")
        kept = tmp_path / "slip.html"
        download.value.save_as(kept)
        context = browser.new_context(offline=True)
        offline = context.new_page()
        offline.goto(kept.as_uri())
        expect(offline.locator("svg polygon")).to_be_visible()
        expect(offline.locator("#hash")).to_be_visible()
        context.close()
