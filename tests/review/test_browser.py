"""The application in a real browser, a day's work in short. Skipped where there is none."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from pipeline.decisions import journal
from pipeline.export.folder import export
from pipeline.review import accounts
from tests.review.reviewer import Reviewer
from tests.review.windows import MARKS, log_in, opened

pytestmark = MARKS


def exported(engine: Engine, folder: Path) -> dict[str, dict[str, str]]:
    export(engine, folder)
    text = (folder / "indicators.csv").read_text(encoding="utf-8-sig")
    return {row["name"]: row for row in csv.DictReader(io.StringIO(text))}


def test_a_whole_review_by_keyboard_is_in_the_export(
    site: Callable[..., str], visit: Callable[[str], Page], engine: Engine, tmp_path: Path
) -> None:
    page = visit(f"{site()}/?unit=岭屏市机电")
    expect(page.locator("#queue tbody tr").first).to_be_visible()
    page.keyboard.press("n")
    opened(page, "设备完好率")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    expect(page.locator("#field-target_raw")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("≥92%")
    expect(page.locator("output[for=field-target_raw]")).to_contain_text("≥ 92 %")
    page.keyboard.press("Enter")
    expect(page.locator(".flash")).to_be_visible()
    page.goto(page.url.split("?")[0])
    expect(page.locator("#filing")).to_be_visible()
    for _ in range(9):
        if page.locator(".chosen #field-name").count() and page.input_value(".chosen #field-name") == "巡检设备台数":
            break
        before = page.url
        page.keyboard.press("j")
        page.wait_for_url(lambda url, before=before: url != before)
    opened(page, "巡检设备台数")
    page.keyboard.press("a")
    expect(page.locator(".flash")).to_be_visible()
    add_by_keyboard(page)
    strike_by_keyboard(page)
    found = exported(engine, tmp_path / "out")
    assert [found["设备完好率"][name] for name in ("target_op", "target_value", "review")] == [">=", "92", "corrected"]
    assert found["巡检设备台数"]["review"] == "accepted"
    assert (found["培训人次"]["target_value"], found["培训人次"]["target_unit"]) == ("40", "人次")
    assert "减少故障次数" not in found


def add_by_keyboard(page: Page) -> None:
    page.keyboard.press("o")
    page.keyboard.type("培训人次")
    page.keyboard.press("Tab")
    page.keyboard.type("≥40人次")
    page.keyboard.press("Enter")
    opened(page, "培训人次")


def strike_by_keyboard(page: Page) -> None:
    page.once("dialog", lambda dialog: dialog.accept())
    for _ in range(12):
        if page.input_value(".chosen #field-name") == "减少故障次数":
            break
        before = page.url
        page.keyboard.press("j")
        page.wait_for_url(lambda url, before=before: url != before)
    page.keyboard.press("x")
    expect(page.locator(".flash")).to_contain_text(re.compile("已删除|已复核完"))


def test_undo_skip_and_back_by_keyboard(
    site: Callable[..., str], visit: Callable[[str], Page], alone: Reviewer, engine: Engine
) -> None:
    indicator = alone.row("indicators", name="设备完好率")
    address = f"/filings/{indicator['filing_id']}?at=indicators/{indicator['indicator_id']}"
    page = visit(site() + address)
    opened(page, "设备完好率")
    page.keyboard.press("a")
    expect(page.locator(".flash")).to_be_visible()
    page.keyboard.press("u")
    opened(page, "设备完好率")
    expect(page.locator(".chosen .editor-head")).to_contain_text("待复核")
    assert [entry.kind for entry in journal.entries(engine)] == ["accept", "undo"]
    page.keyboard.press("j")
    expect(page.locator(".chosen #field-name")).not_to_have_value("设备完好率")
    page.go_back()
    opened(page, "设备完好率")
    page.keyboard.press("s")
    page.wait_for_url(lambda url: indicator["indicator_id"] not in url)


def test_a_candidate_is_found_by_typing_and_taken(
    site: Callable[..., str], visit: Callable[[str], Page], alone: Reviewer
) -> None:
    indicator = alone.row("indicators", name="用户满意度")
    page = visit(f"{site()}/filings/{indicator['filing_id']}?at=indicators/{indicator['indicator_id']}")
    page.fill("#field-canonical_id", "企业满意")
    expect(page.locator("#candidates [role=option]").first).to_contain_text("企业满意度")
    page.keyboard.press("Enter")
    expect(page.locator("#field-canonical_id")).to_have_value("SS05")
    page.keyboard.press("Enter")
    expect(page.locator(".flash")).to_be_visible()
    assert alone.row("indicators", name="用户满意度")["canonical_id"] == "SS05"


def test_two_reviewers_lose_no_update(
    site: Callable[..., str], visit: Callable[[str], Page], alone: Reviewer, engine: Engine
) -> None:
    for name in ("李明", "王芳"):
        accounts.add(engine, name, "a long password")
    address = site(asks_login=True)
    indicator = alone.row("indicators", name="设备完好率")
    record = f"{address}/filings/{indicator['filing_id']}?at=indicators/{indicator['indicator_id']}"
    pages = {name: visit(address) for name in ("李明", "王芳")}
    for name, page in pages.items():
        log_in(page, name)
        page.goto(record)
        opened(page, "设备完好率")
    first, second = pages.values()
    first.fill("#field-target_raw", "≥92%")
    first.keyboard.press("Enter")
    expect(first.locator(".flash")).to_be_visible()
    second.fill("#field-target_raw", "≥29.2%")
    second.keyboard.press("Enter")
    told = second.locator(".conflict")
    expect(told).to_contain_text("李明")
    expect(told).to_contain_text("≥92%")
    expect(second.locator("#field-target_raw")).to_have_value("≥29.2%")
    assert alone.row("indicators", name="设备完好率")["target_raw"] == "≥92%"
    second.focus("#field-target_raw")
    second.keyboard.press("Enter")
    expect(second.locator(".conflict")).to_have_count(0)
    assert alone.row("indicators", name="设备完好率")["target_raw"] == "≥29.2%"
    assert [entry.who for entry in journal.entries(engine)] == ["李明", "王芳"]


def test_what_was_typed_outlives_a_reload_and_a_lost_connection(
    site: Callable[..., str], visit: Callable[[str], Page], alone: Reviewer
) -> None:
    indicator = alone.row("indicators", name="设备完好率")
    page = visit(f"{site()}/filings/{indicator['filing_id']}?at=indicators/{indicator['indicator_id']}")
    page.fill("#field-remark", "还没写完")
    page.reload()
    expect(page.locator("#field-remark")).to_have_value("还没写完")
    page.context.set_offline(True)
    page.fill("#field-target_raw", "≥92%")
    page.keyboard.press("Enter")
    expect(page.locator("#line")).to_contain_text("连接中断")
    assert alone.row("indicators", name="设备完好率")["target_raw"] == "292%"
    page.context.set_offline(False)
    expect(page.locator("#line")).to_be_empty()
    expect(page.locator(".flash")).to_be_visible()
    row = alone.row("indicators", name="设备完好率")
    assert (row["target_raw"], row["remark"]) == ("≥92%", "还没写完")
    page.reload()
    page.goto(f"{page.url.split('?')[0]}?at=indicators/{indicator['indicator_id']}")
    expect(page.locator("#field-remark")).to_have_value("还没写完")
    expect(page.locator(".changed")).to_have_count(0)


def test_markup_in_a_filing_is_text(site: Callable[..., str], visit: Callable[[str], Page], alone: Reviewer) -> None:
    indicator = alone.row("indicators", target_raw="2024年11月")
    dialogs: list[str] = []
    page = visit(f"{site()}/filings/{indicator['filing_id']}?at=indicators/{indicator['indicator_id']}")
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    opened(page, indicator["name"])
    expect(page.locator("td.hit").first).to_contain_text("<script>alert(1)</script>检修完成时间")
    page.fill("#field-remark", "<img src=x onerror=alert(4)>")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".flash")).to_be_visible()
    page.goto(page.url)
    page.wait_for_load_state("networkidle")
    assert dialogs == []


def test_the_row_of_a_pdf_is_in_view(site: Callable[..., str], visit: Callable[[str], Page], alone: Reviewer) -> None:
    filing = alone.filing("invented_transfer_library.pdf")
    indicator = alone.rows("indicators", filing_id=filing)[4]
    page = visit(f"{site()}/filings/{filing}?at=indicators/{indicator['indicator_id']}")
    box = page.locator(".box")
    expect(box).to_be_in_viewport(ratio=0.9)
    zoomed = box.bounding_box()
    page.keyboard.press("z")
    page.wait_for_function("document.querySelector('.sheet-picture').getAttribute('viewBox').startsWith('0.00 0.00')")
    whole = box.bounding_box()
    assert zoomed is not None and whole is not None
    assert zoomed["width"] > whole["width"]
    loaded = page.evaluate("fetch(document.querySelector('image').getAttribute('href')).then((answer) => answer.ok)")
    assert loaded


def test_english_and_dark_at_a_switch(site: Callable[..., str], visit: Callable[[str], Page]) -> None:
    page = visit(f"{site()}/filings")
    expect(page.locator("h1")).to_have_text("文件")
    page.click("#language")
    expect(page.locator("h1")).to_have_text("Filings")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for theme in ("light", "dark"):
        page.click("button[name=theme]")
        expect(page.locator("html")).to_have_attribute("data-theme", theme)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_the_page_is_moved_and_zoomed_by_keys(
    site: Callable[..., str], visit: Callable[[str], Page], alone: Reviewer
) -> None:
    row = alone.rows("indicators", filing_id=alone.filing("invented_transfer_library.pdf"))[3]
    page = visit(f"{site()}/filings/{row['filing_id']}?at=indicators/{row['indicator_id']}")
    opened(page, row["name"])

    def seen() -> list[float]:
        return list(map(float, page.locator(".sheet-picture").get_attribute("viewBox").split()))

    before = seen()
    page.keyboard.press("+")
    near = seen()
    assert near[2] < before[2]
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    moved = seen()
    assert moved[:2] == pytest.approx([near[0] + near[2] / 5, near[1] + near[3] / 5], abs=0.05)
    assert moved[2:] == near[2:]


def test_a_row_at_a_pages_end_stays_in_view_while_the_keys_zoom(
    site: Callable[..., str], visit: Callable[[str], Page], alone: Reviewer
) -> None:
    rows = alone.rows("indicators", filing_id=alone.filing("invented_transfer_library.pdf"))
    row = max(rows, key=lambda one: float(one["bbox"].split()[3]))
    page = visit(f"{site()}/filings/{row['filing_id']}?at=indicators/{row['indicator_id']}")
    opened(page, row["name"])
    page.keyboard.press("z")  # the whole page
    left, top, right, bottom = (float(side) for side in row["bbox"].split())
    for _ in range(9):
        page.keyboard.press("+")
    x, y, width, height = map(float, page.locator(".sheet-picture").get_attribute("viewBox").split())
    assert x < (left + right) / 2 < x + width
    assert y < (top + bottom) / 2 < y + height
