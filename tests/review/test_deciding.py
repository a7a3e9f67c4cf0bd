from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.decisions import journal
from pipeline.export.folder import export
from pipeline.review import acts
from schema.errors import JixiaoError
from tests.review.filings import ROWS
from tests.review.reviewer import Reviewer

NAME = "设备完好率"


def exported(reviewer: Reviewer, tmp_path: Path) -> dict[str, dict[str, str]]:
    """The indicators of an export by name."""
    export(reviewer.engine, tmp_path / "out")
    text = (tmp_path / "out" / "indicators.csv").read_text(encoding="utf-8-sig")
    return {row["name"]: row for row in csv.DictReader(io.StringIO(text))}


def test_a_value_is_corrected_and_exported(alone: Reviewer, tmp_path: Path) -> None:
    indicator = alone.row("indicators", name=NAME)
    assert indicator["target_value"] is None  # it can be read in several ways
    done = alone.decide(indicator, "correct", field__target_raw="≥92%")
    assert (done.status, "said=" in done.url) == (303, True)
    row = exported(alone, tmp_path)[NAME]
    kept = [row[name] for name in ("target_op", "target_value", "target_unit", "target_base_value", "review")]
    assert kept == [">=", "92", "%", "0.92", "corrected"]


def test_only_changed_fields_are_entries(alone: Reviewer) -> None:
    indicator = alone.row("indicators", name=NAME)
    alone.decide(indicator, "correct", field__target_raw="≥92%", field__remark="核对过", why="原件清楚")
    entries = journal.entries(alone.engine)
    said = [(entry.kind, entry.field, json.loads(entry.new), entry.why) for entry in entries]
    assert said == [("correct", "target_raw", "≥92%", "原件清楚"), ("correct", "remark", "核对过", "原件清楚")]


def test_nothing_changed_is_said(alone: Reviewer) -> None:
    done = alone.decide(alone.row("indicators", name=NAME), "correct")
    assert done.status == 422
    assert "没有改动" in done.said()
    assert journal.entries(alone.engine) == []


def test_accepting_leads_to_the_next_that_needs_a_look(alone: Reviewer) -> None:
    indicator = alone.row("indicators", name=NAME)
    page = alone.open(indicator)
    assert "open" in page.tree.xpath("//li[@data-current]/@class")[0]
    done = alone.decide(indicator, "accept")
    assert indicator["indicator_id"] not in done.url or "filing-done" in done.url
    assert alone.row("indicators", name=NAME)["review"] == "accepted"


def test_undo_takes_back_the_last_one_of_ones_own(alone: Reviewer) -> None:
    indicator = alone.row("indicators", name=NAME)
    alone.decide(indicator, "correct", field__target_raw="≥92%")
    form = alone.open(indicator).form("/undo")
    done = alone.post("/undo", form)
    assert "said=undo" in done.url
    assert alone.row("indicators", name=NAME)["target_raw"] == "292%"
    done = alone.post("/undo", alone.open(indicator).form("/undo"))
    assert "said=nothing-to-undo" in done.url


def test_a_record_is_struck(alone: Reviewer) -> None:
    alone.decide(alone.row("indicators", name=NAME), "strike")
    assert alone.rows("indicators", name=NAME) == []


def test_a_missed_record_is_added_behind_this_one(alone: Reviewer) -> None:
    indicator = alone.row("indicators", name=NAME)
    typed = {"part1__name": "培训人次", "part1__target_raw": "≥40人次", "part1__level2": "数量指标"}
    assert alone.decide(indicator, "add", **typed).status == 303
    added = alone.row("indicators", name="培训人次")
    assert (str(added["target_value"]), added["target_unit"]) == ("40", "人次")
    assert added["ordinal"] == indicator["ordinal"] + 1
    page = alone.open(added)
    assert "补录" in page.tree.xpath("string(//ol[@class='history'])")


def test_a_first_record_is_added_to_a_filing(alone: Reviewer) -> None:
    filing = alone.filing("word.docx")
    fields = alone.get(f"/filings/{filing}?at=filings/{filing}").form(f"/filings/{filing}/filings/{filing}", "add")
    done = alone.post(
        f"/filings/{filing}/filings/{filing}", fields | {"part1-name": "补录指标", "part1-target_raw": "3个"}
    )
    assert done.status == 303
    assert alone.row("indicators", name="补录指标")["filing_id"] == filing


def test_a_row_is_split_and_joined(alone: Reviewer) -> None:
    indicator = alone.row("indicators", name="减少故障次数")
    parts = {
        "part1__name": "减少故障",
        "part1__target_raw": "8次",
        "part2__name": "减少停机",
        "part2__target_raw": "3小时",
    }
    assert alone.decide(indicator, "split", **parts).status == 303
    first, second = alone.row("indicators", name="减少故障"), alone.row("indicators", name="减少停机")
    assert first["indicator_id"] == indicator["indicator_id"]
    assert second["target_unit"] == "小时"
    joined = alone.decide(first, "join", **{"with": second["indicator_id"]})
    assert joined.status == 303, joined.said()
    assert alone.rows("indicators", name="减少停机") == []
    assert alone.row("indicators", indicator_id=first["indicator_id"])["name"] == "减少故障减少停机"


def test_another_of_the_candidates_is_chosen(alone: Reviewer) -> None:
    indicator = alone.row("indicators", name="用户满意度")
    done = alone.decide(indicator, "correct", field__canonical_id="SS05")
    assert done.status == 303
    assert alone.row("indicators", name="用户满意度")["canonical_id"] == "SS05"
    refused = alone.decide(indicator, "correct", field__canonical_id="XX99")
    assert (refused.status, "XX99" in refused.said()) == (422, True)


def test_an_alias_and_a_note_change_no_record(alone: Reviewer) -> None:
    indicator = alone.row("indicators", name=NAME)
    assert alone.decide(indicator, "alias", alias="设备完好程度", canonical_id="SS05").status == 303
    assert alone.decide(indicator, "note", why="问过填报人").status == 303
    assert alone.decide(indicator, "note", why=" ").status == 422
    assert [entry.kind for entry in journal.entries(alone.engine)] == ["alias", "note"]
    assert alone.row("indicators", name=NAME)["review"] == "pending"


def test_a_whole_filing_is_accepted(alone: Reviewer) -> None:
    filing = alone.filing("word.docx")
    form = alone.get(f"/filings/{filing}").form(f"/filings/{filing}", "accept")
    assert "said=accept-all" in alone.post(f"/filings/{filing}", form).url
    assert {row["review"] for row in alone.rows("indicators", filing_id=filing)} == {"accepted"}
    assert "word.docx" not in alone.get("/").text


def test_the_second_of_two_is_told_what_changed_and_loses_nothing_typed(reviewer: Callable[[str], Reviewer]) -> None:
    first, second = reviewer("李明"), reviewer("王芳")
    indicator = first.row("indicators", name=NAME)
    page = second.open(indicator)
    first.decide(indicator, "correct", field__target_raw="≥92%")
    told = second.decide(indicator, "correct", page, field__target_raw="≥29.2%", field__remark="模糊")
    assert told.status == 409
    assert all(word in told.said() for word in ("李明", "292%", "≥92%"))
    fields = told.form(f"/indicators/{indicator['indicator_id']}")
    assert (fields["field-target_raw"], fields["base-target_raw"], fields["field-remark"]) == ("≥29.2%", "≥92%", "模糊")
    assert second.row("indicators", name=NAME)["target_raw"] == "≥92%"
    assert second.decide(indicator, "correct", told).status == 303
    assert second.row("indicators", name=NAME)["target_raw"] == "≥29.2%"


def test_what_can_not_be_undone_is_said(alone: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise JixiaoError("the decision does not fit the record")

    alone.decide(alone.row("indicators", name="设备完好率"), "accept")
    form = alone.get("/filings").form("/undo")
    monkeypatch.setattr(acts, "undo", broken)
    done = alone.post("/undo", form).url
    assert done.startswith("/filings?")
    assert "未能撤销：记录已变" in alone.get(done).said()


def test_a_page_that_refuses_can_be_come_back_to(alone: Reviewer) -> None:
    indicator = alone.row("indicators", name="设备完好率")
    refused = alone.decide(indicator, "correct", field__weight_raw="许多")
    assert refused.status == 422
    for action in ("/choose", "/undo"):
        there = alone.post(action, refused.form(action) | {"language": "en"}).url
        assert there.partition("&said=")[0] == (
            f"/filings/{indicator['filing_id']}?at=indicators%2F{indicator['indicator_id']}"
        )
        assert alone.get(there).status == 200


def test_two_at_different_records_do_not_hinder_each_other(reviewer: Callable[[str], Reviewer]) -> None:
    first, second = reviewer("李明"), reviewer("王芳")
    one, other = first.row("indicators", name=NAME), first.row("indicators", name="用户满意度")
    page = second.open(other)
    first.decide(one, "accept")
    assert second.decide(other, "correct", page, field__target_raw="≥96%").status == 303
    assert [entry.who for entry in journal.entries(first.engine)] == ["李明", "王芳"]


def test_a_form_that_is_sent_twice_counts_once(alone: Reviewer) -> None:
    indicator = alone.row("indicators", name=NAME)
    sent: list[tuple[str, dict[str, str]]] = [
        ("correct", {"field__target_raw": "≥92%", "field__remark": "核对过"}),
        ("add", {"part1__name": "培训人次"}),
        ("note", {"why": "看过"}),
    ]
    for deed, typed in sent:
        page = alone.open(indicator)
        assert [alone.decide(indicator, deed, page, **typed).status for _ in range(2)] == [303, 303]
    undo = alone.open(indicator).form("/undo")
    assert [alone.post("/undo", undo).status for _ in range(2)] == [303, 303]
    made = [entry.kind for entry in journal.entries(alone.engine)]
    assert made == ["correct", "correct", "add", "note", "undo"]


def test_a_record_that_another_struck_is_said_to_be_gone(reviewer: Callable[[str], Reviewer]) -> None:
    first, second = reviewer("李明"), reviewer("王芳")
    indicator = first.row("indicators", name=NAME)
    page = second.open(indicator)
    first.decide(indicator, "strike")
    told = second.decide(indicator, "accept", page)
    assert (told.status, "已不存在" in told.said()) == (409, True)


def test_many_at_once_lose_nothing(reviewer: Callable[[str], Reviewer]) -> None:
    names = [row[2] for row in ROWS if not row[2].startswith("<")]
    people = [reviewer(f"复核人{number}") for number in range(len(names))]
    opened = [(one, one.row("indicators", name=name)) for one, name in zip(people, names, strict=True)]
    pages = [one.open(indicator) for one, indicator in opened]

    def decide(number: int) -> list[int]:
        one, indicator = opened[number]
        first = one.decide(indicator, "correct", pages[number], field__remark=f"第{number}位")
        again = one.decide(indicator, "note", pages[number], why=f"备注{number}")
        return [first.status, again.status]

    with ThreadPoolExecutor(len(names)) as pool:
        assert list(pool.map(decide, range(len(names)))) == [[303, 303]] * len(names)
    found = {row["name"]: row["remark"] for row in people[0].rows("indicators") if row["name"] in names}
    assert found == {name: f"第{number}位" for number, name in enumerate(names)}
    assert len(journal.entries(people[0].engine)) == 2 * len(names)
