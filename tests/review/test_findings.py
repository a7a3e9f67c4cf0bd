"""Findings to work with: what should agree side by side, what it comes to, and what a correction does to it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from pipeline.decisions import journal
from pipeline.export.folder import export
from pipeline.generations.rebuild import Job, rebuild
from pipeline.ingest.ingest import ingest
from pipeline.ingest.sources import find
from pipeline.store.archive import archive_of
from tests.review.reviewer import Reviewer
from tests.review.windows import MARKS

pytestmark = MARKS

Site = Callable[..., str]
Visit = Callable[[str], Page]

#: Level, second level, name, target, actual, weight, score: the weights make 95, and a score passes its weight.
ROWS = [
    ("产出指标", "数量指标", "维修路灯数量", "≥120盏", "126盏", "30", "30"),
    ("产出指标", "质量指标", "工程验收合格率", "≥95%", "98%", "25", "28"),
    ("效益指标", "社会效益指标", "受益居民人数", "≥3000人", "3100人", "20", "20"),
    ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%", "93%", "20", "20"),
]


@pytest.fixture
def lamps(engine: Engine, tmp_path: Path) -> str:
    """The id of a filing that contradicts itself."""
    document = docx.Document()
    document.add_paragraph("项目支出绩效自评表")
    document.add_paragraph("（2024年度）")
    heads = [("项目名称", "路灯维护项目"), ("主管部门", "岭屏市市政管理局")]
    table = document.add_table(len(heads) + 2 + len(ROWS), 7)
    for number, (key, value) in enumerate(heads):
        table.cell(number, 0).text = key
        table.cell(number, 1).merge(table.cell(number, 6)).text = value
    columns = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
    rows = [columns, *ROWS, ("总分", "", "", "", "", "100", "98")]
    for number, row in enumerate(rows, start=len(heads)):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    (tmp_path / "lamps").mkdir()
    document.save(str(tmp_path / "lamps" / "lamps.docx"))
    list(ingest(engine, find([tmp_path / "lamps"])))
    return Reviewer(None, engine).filing("lamps.docx")  # type: ignore[arg-type]


def exported(engine: Engine, folder: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of every table of the export, by its name."""
    files = [path for path in export(engine, folder) if path.suffix == ".csv"]
    return {path.stem: list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))) for path in files}


def kept(engine: Engine, filing: str) -> dict[str, str]:
    """What each finding of a filing was settled as, by its rule."""
    return {row["rule"]: row["settled"] for row in Reviewer(None, engine).rows("findings", filing_id=filing)}  # type: ignore[arg-type]


def test_rows_stand_side_by_side_and_are_settled_by_a_key(site: Site, visit: Visit, engine: Engine, lamps: str) -> None:
    page = visit(f"{site()}/filings/{lamps}?at=filings/{lamps}")
    found = page.locator(".finding.open")
    expect(found).to_have_count(1)
    expect(found.locator("tr:not(.sum) td:nth-child(2)")).to_have_text([row[5] for row in ROWS])  # they make 95
    expect(found.locator("tr:not(.sum) td:nth-child(3)")).to_have_text([""] * len(ROWS))
    expect(found.locator(".sum td")).to_have_text(["95分", "100分"])
    expect(found.locator(".difference")).to_have_text("5分")
    page.keyboard.press("y")
    expect(page.locator(".flash")).to_be_visible()
    assert kept(engine, lamps) == {"weight-sum-mismatch": "printed", "score-over-weight": ""}
    page.goto(f"{page.url.partition('?')[0]}?at=filings/{lamps}")
    settled = page.locator(".finding")
    expect(settled).to_contain_text("原文如此")
    expect(settled.locator("button")).to_have_count(0)
    page.keyboard.press("u")
    expect(page.locator(".finding.open")).to_have_count(1)
    assert kept(engine, lamps) == {"weight-sum-mismatch": "", "score-over-weight": ""}
    assert [entry.kind for entry in journal.entries(engine)] == ["settle", "undo"]


def test_a_correction_is_checked_again_at_once(site: Site, visit: Visit, engine: Engine, lamps: str) -> None:
    page = visit(f"{site()}/filings/{lamps}?at=filings/{lamps}")
    for weight, said, left in (("26", "问题仍在", "96分"), ("30", "问题已消除", "")):
        page.get_by_role("link", name="工程验收合格率").first.click()
        expect(page.locator(".finding.open").first).to_contain_text("合计")  # what one came from stays before the eyes
        page.fill("#field-weight_raw", weight)
        page.press("#field-weight_raw", "Enter")
        expect(page.locator(".flash")).to_contain_text(said)
        expect(page.locator(".sum td").first if left else page.locator("#main")).to_contain_text(left)
    assert "weight-sum-mismatch" not in kept(engine, lamps)


def test_what_is_settled_leaves_queue_and_doubt_and_outlives_a_rebuild(
    alone: Reviewer, engine: Engine, lamps: str, tmp_path: Path
) -> None:
    def settle(rule: str, outcome: str) -> None:
        finding = alone.row("findings", filing_id=lamps, rule=rule)
        about = f"indicators/{finding['indicator_id']}" if finding["indicator_id"] else f"filings/{lamps}"
        page = alone.get(f"/filings/{lamps}?at={about}")
        path = f"/filings/{lamps}/findings/{finding['finding_id']}"
        assert alone.post(path, page.form(path) | {"outcome": outcome}).status == 303

    assert alone.row("filings", filing_id=lamps)["doubt"] == "content"
    settle("weight-sum-mismatch", "printed")
    settle("score-over-weight", "misread")
    assert alone.row("filings", filing_id=lamps)["doubt"] == "reading"  # a row is still to be put right
    assert "工程验收合格率" in alone.get(f"/?filing={lamps}").text
    row = alone.row("indicators", filing_id=lamps, name="工程验收合格率")
    alone.decide(row, "accept")
    head = alone.row("filings", filing_id=lamps)
    assert (head["doubt"], head["status"]) == ("", "ok")
    assert "工程验收合格率" not in alone.get(f"/?filing={lamps}").text
    exports = []
    for number in range(2):
        exports.append(exported(engine, tmp_path / str(number))["findings"])
        assert rebuild(engine, archive_of(engine), Job(full=True)).lost == 0
    assert exports[0] == exports[1]
    assert {row["settled"] for row in exports[0]} >= {"printed", "misread"}


def test_what_a_finding_cannot_come_to_is_refused(alone: Reviewer, engine: Engine, lamps: str) -> None:
    finding = alone.row("findings", filing_id=lamps, rule="weight-sum-mismatch")
    path = f"/filings/{lamps}/findings/{finding['finding_id']}"
    form = alone.get(f"/filings/{lamps}?at=filings/{lamps}").form(path)
    assert alone.post(path, form | {"outcome": "forgotten"}).status == 422
    assert alone.post(path + "x", form | {"outcome": "printed"}).status == 409
    assert journal.entries(engine) == []


def test_two_settle_one_finding_and_the_second_is_told(
    reviewer: Callable[[str], Reviewer], engine: Engine, lamps: str
) -> None:
    first, second = reviewer("李明"), reviewer("王芳")
    finding = first.row("findings", filing_id=lamps, rule="weight-sum-mismatch")
    path, page = f"/filings/{lamps}/findings/{finding['finding_id']}", f"/filings/{lamps}?at=filings/{lamps}"
    forms = [one.get(page).form(path) for one in (first, second)]
    assert first.post(path, forms[0] | {"outcome": "printed"}).status == 303
    assert first.post(path, forms[0] | {"outcome": "printed"}).status == 303  # sent twice
    told = second.post(path, forms[1] | {"outcome": "misread"})
    assert (told.status, "李明" in told.said()) == (409, True)
    assert [entry.who for entry in journal.entries(engine)] == ["李明"]
