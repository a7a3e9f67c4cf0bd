"""Faults that reviewers met in a day's work, each in a real browser."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from pipeline.decisions import journal
from pipeline.review import accounts
from tests.review.reviewer import Reviewer
from tests.review.windows import MARKS, log_in, opened

pytestmark = MARKS

Site = Callable[..., str]
Visit = Callable[[str], Page]
PDF = "invented_transfer_library.pdf"
NAME = "设备完好率"


def address(indicator: object) -> str:
    return "/filings/{filing_id}?at=indicators/{indicator_id}".format(**indicator)  # type: ignore[arg-type]


def has_focus(page: Page, selector: str) -> bool:
    return bool(page.evaluate(f"document.activeElement.closest({selector!r}) !== null"))


def test_a_conflict_stands_in_the_card_and_has_the_focus(
    site: Site, visit: Visit, alone: Reviewer, engine: Engine
) -> None:
    for name in ("李明", "王芳"):
        accounts.add(engine, name, "a long password")
    base = site(asks_login=True)
    indicator = alone.rows("indicators", filing_id=alone.filing(PDF))[8]
    first, second = visit(base), visit(base)
    for page, name in ((first, "李明"), (second, "王芳")):
        log_in(page, name)
        page.goto(base + address(indicator))
        opened(page, indicator["name"])
    first.fill("#field-remark", "甲")
    first.press("#field-remark", "Control+Enter")
    # The second saves only when the first is saved: which of two requests a server takes first is open.
    expect(first.locator(".flash")).to_be_visible()
    second.fill("#field-remark", "乙")
    second.press("#field-remark", "Control+Enter")
    told = second.locator(".chosen [role=alert]")
    expect(told).to_contain_text("李明")
    expect(told).to_be_in_viewport(ratio=1)
    assert has_focus(second, ".chosen [role=alert]")
    expect(second.locator(".field:has(#field-remark) .unsaved")).to_be_visible()
    second.keyboard.press("Enter")
    expect(second.locator("#field-remark")).to_be_focused()
    second.keyboard.press("Control+Enter")
    expect(second.locator(".chosen [role=alert]")).to_have_count(0)
    assert alone.row("indicators", indicator_id=indicator["indicator_id"])["remark"] == "乙"


def test_a_refusal_stands_in_the_card_and_has_the_focus(site: Site, visit: Visit, alone: Reviewer) -> None:
    indicator = alone.rows("indicators", filing_id=alone.filing(PDF))[8]
    page = visit(site() + address(indicator))
    page.fill("#field-weight_raw", "十来分")
    page.press("#field-weight_raw", "Enter")
    told = page.locator(".chosen [role=alert]")
    expect(told).to_contain_text("十来分")
    expect(told).to_be_in_viewport(ratio=1)
    assert has_focus(page, ".chosen [role=alert]")
    expect(page.locator("#field-weight_raw")).to_have_value("十来分")


def test_filters_are_changed_twice(site: Site, visit: Visit) -> None:
    page = visit(site())
    page.select_option("select[name=form]", "project-target")
    page.click(".filters button")
    page.wait_for_url("**/?form=project-target")
    page.select_option("select[name=year]", "2024")
    page.click(".filters button")
    page.wait_for_url(lambda url: "year=2024" in url)
    assert page.url.count("?") == 1
    expect(page.locator("#queue tr[data-row]").first).to_be_visible()
    page.keyboard.press("n")
    opened(page, NAME)


@pytest.mark.parametrize("key", ["s", "n"])
def test_a_walk_goes_through_all_of_the_queue_once(site: Site, visit: Visit, key: str) -> None:
    page = visit(site())
    rows = page.locator("#queue tr[data-row]").count()
    assert rows > 3
    assert "失败" not in page.locator("#queue tr[data-row]").first.inner_text()
    seen: list[str] = []
    page.keyboard.press("n")
    page.wait_for_url("**/filings/**")
    while "/filings/" in page.url and len(seen) <= rows:
        seen.append(page.url)
        page.keyboard.press(key)
        page.wait_for_url(lambda url: url != seen[-1])
    assert len(seen) == len(set(seen)) == rows
    expect(page.locator(".flash")).to_contain_text(str(rows))
    page.keyboard.press("n")  # and from the beginning again
    page.wait_for_url(seen[0])


def test_a_walk_leaves_a_filing_for_good(site: Site, visit: Visit) -> None:
    page = visit(site())
    page.keyboard.press("n")
    page.wait_for_url("**/filings/**")
    left: list[str] = []
    while "/filings/" in page.url and len(left) < 9:
        filing = page.url.partition("?")[0]
        assert filing not in left
        left.append(filing)
        page.keyboard.press("]")
        page.wait_for_url(lambda url, filing=filing: not url.startswith(filing))
    assert len(left) > 1


@pytest.fixture
def elsewhere() -> Iterator[Callable[[str], str]]:
    """Another site with a page that links to an address."""
    target = {"href": ""}

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f"<a href='{target['href']}'>there</a>".encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def serve(href: str) -> str:
        target["href"] = href
        return f"http://localhost:{server.server_port}/"

    yield serve
    server.shutdown()


def test_a_link_from_another_site_keeps_the_login_and_open_tabs(
    site: Site, visit: Visit, alone: Reviewer, engine: Engine, elsewhere: Callable[[str], str]
) -> None:
    accounts.add(engine, "李明", "a long password")
    base = site(asks_login=True)
    indicator = alone.row("indicators", name=NAME)
    page = visit(base + address(indicator))
    log_in(page, "李明")
    opened(page, NAME)  # the login leads back to where one was
    tab = page.context.new_page()
    tab.goto(elsewhere(base + address(indicator)))
    tab.click("a")
    opened(tab, NAME)
    page.fill("#field-remark", "核对过")
    page.press("#field-remark", "Control+Enter")
    expect(page.locator(".flash")).to_be_visible()
    assert [entry.who for entry in journal.entries(engine)] == ["李明"]


@pytest.mark.parametrize("status", [413, 500, 400])
def test_a_form_that_cannot_be_sent_is_set_aside_and_the_next_is_sent(
    site: Site, visit: Visit, alone: Reviewer, status: int
) -> None:
    indicator = alone.row("indicators", name=NAME)
    page = visit(site() + address(indicator))
    refused = {"number": 0}

    def answer(route: object) -> None:
        if "basis=%E7%94%B2" in (route.request.post_data or ""):  # type: ignore[attr-defined]
            refused["number"] += 1
            route.fulfill(status=status, content_type="text/plain", body="no")  # type: ignore[attr-defined]
        else:
            route.continue_()  # type: ignore[attr-defined]

    page.context.set_offline(True)
    for field, text in (("basis", "甲"), ("remark", "乙")):
        page.fill("#field-basis", "甲" if field == "basis" else "")
        page.fill(f"#field-{field}", text)
        page.press(f"#field-{field}", "Control+Enter")
        expect(page.locator("#line")).to_contain_text("连接中断")
    page.route("**/indicators/**", answer)
    page.context.set_offline(False)
    expect(page.locator("#line")).not_to_contain_text("连接中断")
    expect(page.locator(".flash")).to_be_visible()
    row = alone.row("indicators", name=NAME)
    assert (row["remark"], row["basis"]) == ("乙", "")
    assert refused["number"] == 1
    expect(page.locator("#aside-open")).to_contain_text("1")
    page.click("#aside-open")
    expect(page.locator("#aside")).to_contain_text(str(status))


def test_what_the_server_cannot_take_is_said_in_the_card(site: Site, visit: Visit, alone: Reviewer) -> None:
    indicator = alone.row("indicators", name=NAME)
    page = visit(site() + address(indicator))
    page.route("**/indicators/**", lambda route: route.fulfill(status=500, content_type="text/plain", body="no"))
    page.fill("#field-remark", "乙")
    page.press("#field-remark", "Control+Enter")
    expect(page.locator(".chosen [role=alert]")).to_contain_text("500")
    expect(page.locator("#line")).not_to_contain_text("连接中断")
    expect(page.locator("#field-remark")).to_have_value("乙")


def test_one_undo_takes_back_one_decision_across_filings(
    site: Site, visit: Visit, alone: Reviewer, engine: Engine
) -> None:
    base = site()
    indicator = alone.row("indicators", name=NAME)
    page = visit(base + address(indicator))
    opened(page, NAME)
    page.fill("#field-remark", "核对过")
    page.fill("#field-target_raw", "≥92%")
    page.press("#field-target_raw", "Enter")
    expect(page.locator(".flash")).to_be_visible()
    row = alone.row("indicators", name=NAME)
    assert (row["target_raw"], row["remark"]) == ("≥92%", "核对过")
    page.goto(f"{base}/filings/{alone.filing(PDF)}")
    page.keyboard.press("u")
    opened(page, NAME)
    row = alone.row("indicators", name=NAME)
    assert (row["target_raw"], row["remark"]) == ("292%", "")
    page.keyboard.press("u")
    expect(page.locator(".flash")).to_contain_text("没有可撤销")
    assert [entry.kind for entry in journal.entries(engine)] == ["correct", "correct", "undo", "undo"]


def test_keys_typed_while_a_page_loads_are_for_that_page(
    site: Site, visit: Visit, alone: Reviewer, pause: dict[str, float]
) -> None:
    rows = alone.rows("indicators", filing_id=alone.filing("word.docx"))
    first, second = rows[0], rows[1]
    page = visit(site() + address(first))
    opened(page, first["name"])
    pause["seconds"] = 0.7
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.keyboard.press("Control+A")
    page.keyboard.type(">=91%")
    page.keyboard.press("Enter")
    expect(page.locator(".flash")).to_be_visible()
    kept = {row["indicator_id"]: row["target_raw"] for row in alone.rows("indicators", filing_id=first["filing_id"])}
    assert kept[second["indicator_id"]] == ">=91%"
    assert kept[first["indicator_id"]] == first["target_raw"]


def test_decisions_pressed_while_a_page_loads_are_all_made(
    site: Site, visit: Visit, alone: Reviewer, pause: dict[str, float]
) -> None:
    page = visit(f"{site()}/filings/{alone.filing('invented_project_results_ocr.txt')}")
    open_ = page.locator(".row.open")
    number = open_.count()
    assert number > 1
    pause["seconds"] = 0.4
    for _ in range(number):
        page.keyboard.press("a")
    expect(open_).to_have_count(0)
    assert len(journal.entries(alone.engine)) == number


def test_a_link_to_a_record_that_is_gone_says_so(site: Site, visit: Visit, alone: Reviewer) -> None:
    indicator = alone.row("indicators", name=NAME)
    alone.decide(indicator, "strike")
    page = visit(site() + address(indicator))
    told = page.locator("[role=alert]")
    expect(told).to_contain_text("已不存在")
    expect(told).to_contain_text("删除")
    expect(told).to_be_in_viewport(ratio=1)
    expect(page.locator(".editor")).to_have_count(0)
    page.keyboard.press("a")  # accepts nothing
    page.keyboard.press("j")
    expect(page.locator(".editor")).to_have_count(1)
    assert [entry.kind for entry in journal.entries(alone.engine)] == ["strike"]


@pytest.mark.parametrize(
    ("column", "typed", "kept"),
    [
        ("fiscal_year", "二〇二二abc", None), ("fiscal_year", "202", None), ("fiscal_year", "2022年度", "2022"),
        ("fiscal_year", "９９９９", None), ("unit_name", "甲\u202e乙", None),
    ],
)  # fmt: skip
def test_what_a_field_cannot_hold_is_refused(
    site: Site, visit: Visit, alone: Reviewer, column: str, typed: str, kept: str | None
) -> None:
    filing = alone.filing("word.docx")
    before = alone.row("filings", filing_id=filing)[column]
    page = visit(f"{site()}/filings/{filing}?at=filings/{filing}")
    page.fill(f"#field-{column}", typed)
    page.press(f"#field-{column}", "Enter")
    expect(page.locator(".chosen [role=alert]" if kept is None else ".flash")).to_be_visible()
    text = page.locator("#main").inner_text()
    assert not re.search("Give a value|can't hold", text)
    assert alone.row("filings", filing_id=filing)[column] == (before if kept is None else kept)


# The contrast of every text with what lies behind it, as WCAG 2 counts it.
CONTRASTS = """() => {
  const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const over = (top, under) => { const a = top[3] ?? 1; return [0, 1, 2].map((i) => top[i] * a + under[i] * (1 - a)); };
  const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const light = (rgb) => { const [r, g, b] = rgb.map((v) => linear(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const behind = (element) => {
    const layers = [];
    for (let one = element; one; one = one.parentElement) layers.push(parse(getComputedStyle(one).backgroundColor));
    return layers.reverse().reduce((under, top) => (top.length < 3 ? under : over(top, under)), [255, 255, 255]);
  };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const visible = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    if (!walker.currentNode.data.trim() || !visible) continue;
    if (element.closest("option, dialog:not([open])")) continue;
    const style = getComputedStyle(element);
    const ground = behind(element);
    const ink = element.closest("svg") ? over(parse(style.fill), ground) : over(parse(style.color), ground);
    let opacity = 1;
    for (let one = element; one; one = one.parentElement) opacity *= Number(getComputedStyle(one).opacity);
    const [a, b] = [light(over([...ink, opacity], ground)), light(ground)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const said = walker.currentNode.data.trim().slice(0, 12);
    if (ratio < 4.5) poor.push(`${ratio.toFixed(2)} ${element.tagName}.${element.getAttribute("class")} ${said}`);
  }
  return [...new Set(poor)];
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_has_contrast(site: Site, visit: Visit, alone: Reviewer, theme: str) -> None:
    base = site()
    page = visit(base)
    page.context.add_cookies([{"name": "theme", "value": theme, "url": base}])
    indicator = alone.row("indicators", name=NAME)
    alone.decide(alone.row("indicators", name="用户满意度"), "correct", field__remark="核对过")
    alone.decide(alone.row("indicators", name="巡检设备台数"), "accept")
    pdf = alone.rows("indicators", filing_id=alone.filing(PDF))[3]
    paths = ["/", "/filings", "/dashboard", "/lost", "/login", address(indicator), address(pdf), "/filings/nothing"]
    for path in paths:
        page.goto(base + path)
        expect(page.locator("html")).to_have_attribute("data-theme", theme)
        assert page.evaluate(CONTRASTS) == [], path
    page.goto(base + address(indicator))
    page.fill("#field-weight_raw", "许多")
    page.press("#field-weight_raw", "Enter")
    expect(page.locator(".outcome")).to_be_visible()
    assert page.evaluate(CONTRASTS) == []


@pytest.mark.parametrize(("width", "height"), [(390, 844), (720, 450), (1440, 900)])
@pytest.mark.parametrize("source", ["word.docx", PDF])
def test_source_and_field_are_on_one_screen(
    site: Site, visit: Visit, alone: Reviewer, source: str, width: int, height: int
) -> None:
    """A phone, a screen of 1440 by 900 at 200 %, and at 100 %."""
    rows = alone.rows("indicators", filing_id=alone.filing(source))
    page = visit(site())
    page.set_viewport_size({"width": width, "height": height})
    page.goto(page.url.rstrip("/") + address(rows[3]))
    opened(page, rows[3]["name"])
    place = ".box" if source == PDF else "tr.current"
    for field in ("name", "target_raw", "remark"):
        page.focus(f"#field-{field}")
        expect(page.locator(f"#field-{field}")).to_be_in_viewport(ratio=0.9)
        expect(page.locator(place)).to_be_in_viewport(ratio=0.5)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for path in ("/", "/filings", "/dashboard", "/lost"):
        page.goto(page.url.split("/filings")[0].rstrip("/") + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_the_list_begins_on_the_first_screen_of_a_phone(site: Site, visit: Visit) -> None:
    page = visit(site())
    for width, height in ((390, 844), (720, 450)):
        page.set_viewport_size({"width": width, "height": height})
        expect(page.locator("#queue tr[data-row]").first).to_be_in_viewport(ratio=0.5)
    page.locator(".seldom summary").focus()
    page.keyboard.press("Enter")
    page.select_option("select[name=field]", "target")
    page.press("#filter-text", "Enter")
    page.wait_for_url("**/?field=target")
    expect(page.locator("select[name=field]")).to_be_visible()  # what narrows is seen


def test_the_focus_is_never_lost(site: Site, visit: Visit, alone: Reviewer) -> None:
    page = visit(site() + address(alone.rows("indicators", filing_id=alone.filing("word.docx"))[0]))
    for key in ("a", "j", "a", "u"):
        before = page.url
        page.keyboard.press(key)
        page.wait_for_url(lambda url, before=before: url != before)
        page.wait_for_function("document.activeElement.closest('[data-current]') !== null")
