"""What axe-core finds on every page, in both themes: nothing that keeps anybody from using it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.review.reviewer import Reviewer
from tests.review.test_family import twins
from tests.review.test_findings import lamps
from tests.review.windows import MARKS

__all__ = ["lamps", "twins"]

pytestmark = MARKS

PDF = "invented_transfer_library.pdf"


def serious(page: Page) -> list[str]:
    """What axe-core finds grave, each with the first places where it is so."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{one['id']}: {one['help']} {[node['html'][:160] for node in one['nodes'][:3]]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_can_be_used_by_all(
    site: Callable[..., str],
    visit: Callable[[str], Page],
    alone: Reviewer,
    lamps: str,
    twins: dict[str, str],
    theme: str,
) -> None:
    base = site()
    page = visit(base)
    page.context.add_cookies([{"name": "theme", "value": theme, "url": base}])
    word = alone.row("indicators", name="设备完好率")
    alone.decide(alone.row("indicators", name="用户满意度"), "correct", field__remark="核对过")
    pdf = alone.rows("indicators", filing_id=alone.filing(PDF))[3]
    text = alone.filing("invented_project_results_ocr.txt")
    paths = {
        "queue": "/", "nothing here": "/?year=1950", "filings": "/filings", "dashboard": "/dashboard", "lost": "/lost",
        "incoming": "/incoming", "together": "/together",
        "login": "/login", "refused": "/filings/nothing", "findings": f"/filings/{lamps}?at=filings/{lamps}",
        "word": f"/filings/{word['filing_id']}?at=indicators/{word['indicator_id']}",
        "pdf": f"/filings/{pdf['filing_id']}?at=indicators/{pdf['indicator_id']}", "text": f"/filings/{text}",
        "gone": f"/filings/{text}?at=indicators/nothing", "family": f"/filings/{twins['旧.docx']}",
    }  # fmt: skip
    found = {}
    for name, path in paths.items():
        page.goto(base + path)
        expect(page.locator("html")).to_have_attribute("data-theme", theme)
        found[name] = serious(page)
    page.goto(base + paths["queue"])
    page.check("#queue input[data-pick-all]")
    found["picked"] = serious(page)
    page.click("#many button[value=accept]")
    expect(page.locator("#sure")).to_be_visible()
    found["bulk"] = serious(page)
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    found["help"] = serious(page)
    assert {name: said for name, said in found.items() if said} == {}
