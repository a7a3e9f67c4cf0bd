"""One decision for records that are alike in all filings, and picking them without a mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from pipeline.decisions import journal
from pipeline.ingest.ingest import ingest
from pipeline.ingest.sources import find
from pipeline.review import alike
from pipeline.store.engine import open_store
from schema.decision import effective
from tests.review.reviewer import Page as Answer
from tests.review.reviewer import Reviewer
from tests.review.windows import MARKS, opened

Site = Callable[..., str]
Visit = Callable[[str], Page]
STREETS = ("东街", "西街", "南街")
RATE = "设备完好率"
ROWS = [(RATE, "292%"), ("验收合格率", "294%"), ("巡检设备台数", "≥120台")]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A database of filings that share a form: the same rows, of other projects and departments."""
    (tmp_path / "in").mkdir()
    for street in STREETS:
        write(tmp_path / "in" / f"{street}.docx", street)
    engine = open_store(str(tmp_path / "db"), create=True)
    assert {outcome.state for outcome in ingest(engine, find([tmp_path / "in"]))} == {"loaded"}
    yield engine
    engine.dispose()


def write(path: Path, street: str) -> None:
    document = docx.Document()
    document.add_paragraph("项目支出绩效目标表")
    document.add_paragraph("（2024年度）")
    lines = [
        ("项目名称", f"{street}照明", "", ""), ("主管部门", f"{street}管理局", "", ""),
        ("一级指标", "二级指标", "三级指标", "指标值"),
        *(("产出指标", "质量指标", name, target) for name, target in ROWS),
    ]  # fmt: skip
    table = document.add_table(len(lines), 4)
    for cells, line in zip(table.rows, lines, strict=True):
        for cell, text in zip(cells.cells, line, strict=True):
            cell.text = text
    document.save(str(path))


def picks(alone: Reviewer, **asked: str) -> list[str]:
    """What would be decided about with the first filing's doubted rate, as the page that asks lists it."""
    first = alone.row("indicators", filing_id=alone.filing(f"{STREETS[0]}.docx"), name=RATE)
    form = {"token": alone.get("/").form("/many")["token"], "deed": "accept", "back": "/"}
    form |= {"picks": f"{first['filing_id']}/indicators/{first['indicator_id']}"} | asked
    page = alone.post("/many", form)
    assert page.status == 200, page.said()
    return page.form("/many")["picks"].split()


@pytest.mark.parametrize(
    ("reach", "back", "names"),
    [
        ("picked", "/", [RATE]), ("named", "/", [RATE] * 3), ("doubted", "/", [RATE] * 3 + ["验收合格率"] * 3),
        ("shown", "/?text=验收", [RATE] + ["验收合格率"] * 3), ("named", "/?unit=西街", [RATE] * 2),
    ],
)  # fmt: skip
def test_a_decision_reaches_those_alike_in_all_filings(
    alone: Reviewer, reach: str, back: str, names: list[str]
) -> None:
    rows = {row["indicator_id"]: row for row in alone.rows("indicators")}
    found = [rows[pick.rpartition("/")[2]]["name"] for pick in picks(alone, reach=reach, back=back)]
    assert sorted(found) == sorted(names)


def test_a_reach_that_there_is_not_is_refused(alone: Reviewer) -> None:
    form = {"token": alone.get("/").form("/many")["token"], "deed": "accept", "back": "/", "picks": "a/indicators/b"}
    assert alone.post("/many", form | {"reach": "everywhere"}).status == 422


def repeat(alone: Reviewer) -> Answer:
    """The answer to the key that does the last correction to others."""
    forms = [form for form in alone.get("/").tree.xpath("//form") if form.xpath(".//button[@data-key='B']")]
    return alone.post("/many", {name: value or "" for name, value in forms[0].form_values()})


def test_what_is_no_correction_of_one_record_is_not_repeated(alone: Reviewer) -> None:
    assert "不是一种更正" in repeat(alone).said()
    first = alone.rows("indicators", name=RATE)[0]
    alone.decide(first, "accept")
    assert "不是一种更正" in repeat(alone).said()
    alone.decide(first, "correct", field__target_raw="≥91%", field__remark="核对过")
    assert "不是一种更正" not in alone.get("/").said()
    alone.decide(first, "correct", field__target_raw="≥90%")
    assert "没有其他" in repeat(alone).said()


def test_of_more_than_can_be_done_at_once_the_first_are_shown(alone: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alike, "MOST_FILINGS", 1)
    assert len(picks(alone, reach="named")) == 1
    first = alone.rows("indicators", name=RATE)[0]
    alone.decide(first, "correct", field__target_raw="≥92%")
    for left in (1, 0):  # what is done to others is itself done to the rest
        page = repeat(alone)
        assert ("还有更多" in page.said()) is bool(left)
        assert alone.post("/many", page.form("/many")).url == "/?said=many&number=1"
        assert len(alone.rows("indicators", name=RATE, target_raw="292%")) == left
    assert repeat(alone).status == 422


def test_that_others_hold_the_same_is_said_where_it_is_so(alone: Reviewer) -> None:
    first, second, third = alone.rows("indicators", name=RATE)
    assert "alike=1" in alone.decide(first, "correct", field__target_raw="≥92%").url
    assert "alike=1" not in alone.decide(second, "accept").url
    assert "alike=1" in alone.decide(second, "correct", field__remark="核对过", field__target_raw="≥92%").url
    assert "alike=1" not in alone.decide(third, "correct", field__target_raw="≥92%").url


class TestByKeyboard:
    pytestmark = MARKS

    def test_a_correction_is_done_to_the_same_in_all_filings(self, site: Site, visit: Visit, alone: Reviewer) -> None:
        first = alone.row("indicators", filing_id=alone.filing(f"{STREETS[1]}.docx"), name=RATE)
        page = visit(f"{site()}/filings/{first['filing_id']}?at=indicators/{first['indicator_id']}")
        opened(page, RATE)
        page.keyboard.press("1")  # the likelier reading
        page.keyboard.press("Enter")
        opened(page, "验收合格率")
        expect(page.locator(".flash")).to_contain_text("按 B 一并更正")
        page.keyboard.press("B")
        page.locator("#sure").wait_for()
        page.keyboard.press("Escape")
        opened(page, "验收合格率")
        page.keyboard.press("B")
        changed = page.locator(".list tr[data-row]")
        expect(changed).to_have_count(2)
        expect(changed.locator("ins")).to_have_text(["≥92%"] * 2)
        page.keyboard.press("Enter")
        expect(page.locator(".flash")).to_contain_text("已一并处理 2 条")
        opened(page, "验收合格率")  # one goes on where one was
        assert {row["target_raw"] for row in alone.rows("indicators", name=RATE)} == {"≥92%"}
        page.keyboard.press("u")
        expect(page.locator(".flash")).to_contain_text("共 2 条")
        assert [entry.record_id for entry in effective(journal.entries(alone.engine))] == [first["indicator_id"]]

    def test_a_range_is_picked_by_keys_and_enter_sets_what_was_typed(
        self, site: Site, visit: Visit, alone: Reviewer
    ) -> None:
        page = visit(f"{site()}/?field=target&order=filing")
        rows = page.locator("#queue tr[data-row]").count()
        assert rows > 3
        for key in ("j", "J", "J", "K", "v"):  # down, two picked on the way, the third on the way back, then let go
            page.keyboard.press(key)
        expect(page.locator("#picked")).to_contain_text("2")
        page.select_option("#many select[name=column]", "remark")
        page.fill("#many input[name=text]", "详见附表")
        page.press("#many input[name=text]", "Enter")
        changed = page.locator(".list tr[data-row]")
        expect(changed.locator("ins")).to_have_text(["详见附表"] * 2)
        assert journal.entries(alone.engine) == []
