"""One decision about many records, and the way from doubt to doubt, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from pipeline.decisions import journal
from pipeline.review import accounts
from schema.decision import effective
from tests.review.reviewer import Reviewer
from tests.review.windows import MARKS, opened

pytestmark = MARKS

Site = Callable[..., str]
Visit = Callable[[str], Page]
PDF = "invented_transfer_library.pdf"


def address(indicator: object) -> str:
    return "/filings/{filing_id}?at=indicators/{indicator_id}".format(**indicator)  # type: ignore[arg-type]


def test_a_level_is_set_for_many_by_keyboard_and_undone_at_once(
    site: Site, visit: Visit, alone: Reviewer, pause: dict[str, float]
) -> None:
    rows = alone.rows("indicators", filing_id=alone.filing("word.docx"))

    def levels() -> list[str]:
        return [row["level2"] for row in alone.rows("indicators", filing_id=rows[0]["filing_id"])]

    page = visit(site() + address(rows[0]))
    opened(page, rows[0]["name"])
    pause["seconds"] = 0.5
    for key in "vjvjvj":  # pressed while the pages load
        page.keyboard.press(key)
    opened(page, rows[2]["name"])
    page.select_option("#many select[name=column]", "level2")  # and chosen before the fourth record is there
    opened(page, rows[3]["name"])
    expect(page.locator("#many select[name=column]")).to_have_value("level2")
    # Only now: what is filled in goes to whatever has the focus, in two steps, and no page may come between them.
    page.fill("#many input[name=text]", "绩效指标")
    expect(page.locator("#picked")).to_contain_text("3")
    page.click("#many button[value=set]")
    changed = page.locator(".list tr[data-row]")
    expect(changed).to_have_count(3)
    expect(changed.locator("ins")).to_have_text(["绩效指标"] * 3)
    expect(page.locator(".sure")).to_contain_text("二级指标")
    assert journal.entries(alone.engine) == []  # nothing yet
    page.keyboard.press("Enter")
    expect(page.locator(".flash")).to_contain_text("已一并处理 3 条")
    assert levels() == ["绩效指标"] * 3 + [row["level2"] for row in rows[3:]]
    page.keyboard.press("u")
    expect(page.locator(".flash")).to_contain_text("已撤销上一步，共 3 条")
    assert levels() == [row["level2"] for row in rows]


def test_many_are_accepted_over_filings_from_the_queue(site: Site, visit: Visit, alone: Reviewer) -> None:
    page = visit(site())
    boxes = page.locator("#queue input[data-pick]")
    number = boxes.count()
    page.check("#queue input[data-pick-all]")
    expect(page.locator("#picked")).to_contain_text(str(number))
    page.click("#many button[value=accept]")
    page.click("#sure")
    expect(page.locator(".flash")).to_contain_text(str(number))
    expect(boxes).to_have_count(0)
    entries = journal.entries(alone.engine)
    assert len(entries) == number
    assert len({entry.act for entry in entries}) == 1
    assert len({entry.sha256 for entry in entries}) > 1
    page.goto(page.url.split("?")[0] + f"filings/{alone.filing(PDF)}")
    page.keyboard.press("u")
    expect(page.locator(".flash")).to_contain_text(str(number))
    assert effective(journal.entries(alone.engine)) == []


def test_what_was_done_to_many_is_undone_where_one_is(site: Site, visit: Visit, alone: Reviewer) -> None:
    base = site()
    page = visit(f"{base}/?order=filing")
    boxes = page.locator("#queue input[data-pick]")
    number = boxes.count()
    assert number > 1
    page.check("#queue input[data-pick-all]")
    page.click("#many button[value=accept]")
    page.click("#sure")
    expect(boxes).to_have_count(0)
    page.keyboard.press("u")
    expect(page.locator(".flash")).to_contain_text(f"共 {number} 条")
    expect(boxes).to_have_count(number)
    assert page.url == f"{base}/?order=filing"
    alone.decide(alone.row("indicators", name="用户满意度"), "accept")
    page.goto(f"{base}/dashboard")
    page.keyboard.press("u")  # one record: it is shown
    opened(page, "用户满意度")
    assert effective(journal.entries(alone.engine)) == []


def test_what_stands_in_the_first_picked_is_filled_down(site: Site, visit: Visit, alone: Reviewer) -> None:
    filing = alone.filing("word.docx")
    rows = alone.rows("indicators", filing_id=filing)
    first, *others = rows[:3]
    alone.decide(first, "correct", field__remark="详见附表")
    page = visit(site() + address(first))
    for row in rows[:3]:
        page.check(f"input[data-pick='{filing}/indicators/{row['indicator_id']}']")
    page.select_option("#many select[name=column]", "remark")
    page.click("#many button[value=fill]")
    changed = page.locator(".list tr[data-row]")
    expect(changed.locator("ins")).to_have_text(["详见附表"] * 2)
    page.click("#sure")
    expect(page.locator(".flash")).to_contain_text("已一并处理 2 条")
    remarks = {row["indicator_id"]: row["remark"] for row in alone.rows("indicators", filing_id=filing)}
    assert [remarks[row["indicator_id"]] for row in others] == ["详见附表"] * 2
    assert [remarks[row["indicator_id"]] for row in rows[3:]] == [row["remark"] for row in rows[3:]]


def test_a_range_and_those_alike_are_picked(site: Site, visit: Visit, alone: Reviewer) -> None:
    page = visit(f"{site()}/filings/{alone.filing(PDF)}")
    boxes = page.locator(".row:not(.chosen) input[data-pick]")
    boxes.nth(1).click()
    boxes.nth(4).click(modifiers=["Shift"])
    expect(page.locator("#picked")).to_contain_text("4")
    page.click("[data-unpick]")
    expect(page.locator("#many")).to_be_hidden()


def test_what_cannot_be_set_for_many_is_refused(alone: Reviewer) -> None:
    rows = alone.rows("indicators", filing_id=alone.filing("word.docx"))
    token = alone.get("/").form("/many")["token"]
    picks = "\n".join(f"{row['filing_id']}/indicators/{row['indicator_id']}" for row in rows)
    asked = {"token": token, "picks": picks, "deed": "set", "back": "/"}
    for more in (
        {"column": "confidence", "text": "1"}, {"column": "weight_raw", "text": "许多"},
        {"column": "form", "text": "x"}, {"deed": "fill", "column": "confidence"},
        {"deed": "forget"}, {"picks": ""}, {"picks": "a/b/c " * 600},
    ):  # fmt: skip
        assert alone.post("/many", asked | {"act": "0" * 16} | more).status == 422
    assert journal.entries(alone.engine) == []


def test_a_change_of_many_that_is_sent_twice_counts_once(alone: Reviewer) -> None:
    row = alone.row("indicators", name="设备完好率")
    token = alone.get("/").form("/many")["token"]
    picks = f"{row['filing_id']}/indicators/{row['indicator_id']}"
    asked = {"token": token, "picks": picks, "deed": "strike", "back": "/filings", "act": "0" * 16}
    assert [alone.post("/many", asked).url for _ in range(2)] == [
        "/filings?said=many&number=1",
        "/filings?said=many&number=0",
    ]
    assert [entry.kind for entry in journal.entries(alone.engine)] == ["strike"]


def test_undo_leaves_what_another_changed_since(reviewer: Callable[[str], Reviewer]) -> None:
    first, second = reviewer("李明"), reviewer("王芳")
    indicator = first.row("indicators", name="设备完好率")
    first.decide(indicator, "correct", field__target_raw="≥92%")
    form = first.open(indicator).form("/undo")
    second.decide(first.row("indicators", name="设备完好率"), "correct", field__target_raw="≥29.2%")
    done = first.post("/undo", form)
    assert "said=undo-hindered" in done.url
    assert "王芳" in first.get(done.url).said()
    assert first.row("indicators", name="设备完好率")["target_raw"] == "≥29.2%"


def test_undo_goes_back_step_by_step_on_one_record(alone: Reviewer) -> None:
    indicator = alone.row("indicators", name="设备完好率")
    for text in ("≥92%", "≥93%"):
        alone.decide(indicator, "correct", field__target_raw=text)
    for left in ("≥92%", "292%"):
        alone.post("/undo", alone.open(indicator).form("/undo"))
        assert alone.row("indicators", name="设备完好率")["target_raw"] == left


def test_the_doubtful_field_has_the_focus_and_its_readings_are_a_key_away(
    site: Site, visit: Visit, alone: Reviewer
) -> None:
    page = visit(site() + address(alone.row("indicators", name="设备完好率")))
    place = page.locator(".field.doubted")
    expect(place).to_have_count(1)
    expect(place).to_be_focused()
    expect(place).to_contain_text("有多种读法")
    page.keyboard.press("1")  # the likelier reading
    expect(page.locator("#field-target_raw")).to_have_value("≥92%")
    page.keyboard.press("Enter")
    expect(page.locator(".flash")).to_be_visible()
    assert str(alone.row("indicators", name="设备完好率")["target_value"]) == "92"


def test_tab_goes_from_doubt_to_doubt_and_e_opens_it(site: Site, visit: Visit, alone: Reviewer, engine: Engine) -> None:
    indicator = alone.row("indicators", name="设备完好率")
    reasons = f"{indicator['reasons']}；several names stand in one cell；two levels stand in one cell"
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE indicators SET reasons = ? WHERE indicator_id = ?", (reasons, indicator["indicator_id"])
        )
    page = visit(site() + address(indicator))
    fields = ["name", "level2", "target_raw"]
    for number, field in enumerate(fields):
        expect(page.locator(f".field.doubted:has(#field-{field})")).to_be_focused()
        if number + 1 < len(fields):
            page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("e")
    expect(page.locator("#field-level2")).to_be_focused()


def test_a_cookie_is_dead_after_logout(reviewer: Callable[[str], Reviewer], engine: Engine) -> None:
    found = reviewer("李明")
    old = found.client.cookies["jixiao-0"]
    found.post("/logout", found.get("/").form("/logout"))
    found.client.cookies.clear()
    found.client.cookies.set("jixiao-0", old)
    assert found.get("/").status == 303
    assert accounts.names(engine) == ["李明"]


def test_a_list_keeps_its_place_on_going_back(site: Site, visit: Visit) -> None:
    page = visit(site())
    page.set_viewport_size({"width": 1000, "height": 320})
    links = page.locator("#queue td.main a")
    last = links.last
    name = last.inner_text()
    last.scroll_into_view_if_needed()
    last.focus()
    before = page.evaluate("document.getElementById('main').scrollTop")
    assert before > 0
    page.keyboard.press("Enter")
    expect(page.locator("#filing")).to_be_visible()
    page.keyboard.press("[")
    expect(page.locator("#queue")).to_be_visible()
    expect(page.locator("tr.here")).to_contain_text(name)
    page.wait_for_function(f"Math.abs(document.getElementById('main').scrollTop - {before}) < 3")
