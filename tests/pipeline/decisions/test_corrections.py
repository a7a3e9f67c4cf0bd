from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from pipeline.decisions import journal
from pipeline.decisions.corrections import ConflictError, Result, decide, preview
from pipeline.decisions.drafts import fingerprint_for
from pipeline.decisions.lost import lost_decisions
from pipeline.ingest.interpreting import Meaning, drafted, meant
from pipeline.ingest.recognising import recognised
from pipeline.ingest.understanding import Recognised, packed, unpacked
from pipeline.store.row_parts import Row
from schema.decision import Decision
from schema.errors import JixiaoError, UsageError
from tests.pipeline.papers import rows, school, taken_in

Decide = Callable[..., Result]


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return taken_in(tmp_path, {"a.txt": school(target="292册")})


@pytest.fixture
def sha256(engine: Engine) -> str:
    return str(rows(engine, "filings", ["filing_id"])[0]["sha256"])


@pytest.fixture
def say(engine: Engine, sha256: str) -> Decide:
    """Decides as a reviewer who has seen everything."""

    def decided(kind: str, record: str = "", table: str = "indicators", told: object = None, **more: Any) -> Result:
        new = "" if told is None else json.dumps(told, ensure_ascii=False)
        decision = Decision(kind, "甲", sha256, table, record, new=new, **more)
        return decide(engine, decision, journal.revision(engine, sha256))

    return decided


def _named(engine: Engine, name: str) -> Row:
    return next(row for row in rows(engine, "indicators") if row["name"] == name)


def _first(engine: Engine) -> str:
    return str(rows(engine, "indicators")[0]["indicator_id"])


def test_a_printed_value_is_parsed_again_and_its_doubts_go(engine: Engine, say: Decide) -> None:
    before = _named(engine, "新购图书册数")
    assert before["target_value"] == Decimal(292)
    say("correct", _first(engine), told="≥2920册", field="target_raw")
    after = _named(engine, "新购图书册数")
    shown = (after["target_raw"], after["target_op"], after["target_value"], after["target_unit"], after["target_kind"])
    assert shown == ("≥2920册", ">=", Decimal(2920), "册", "quantity")
    assert (after["review"], after["confidence"]) == ("corrected", 1.0)
    (value,) = [row for row in rows(engine, "values") if row["indicator_id"] == after["indicator_id"]]
    assert (value["value"], value["base_value"], value["confidence"]) == (Decimal(2920), Decimal(2920), 1.0)


def test_a_doubtful_value_is_settled_by_a_person_at_its_word(tmp_path: Path) -> None:
    engine = taken_in(tmp_path, {"a.txt": school(first="图书验收率", target="295%")})
    row = _named(engine, "图书验收率")
    assert row["review"] == "pending" and rows(engine, "readings")
    sha256 = rows(engine, "filings", ["filing_id"])[0]["sha256"]
    decide(engine, Decision("accept", "甲", sha256, "indicators", row["indicator_id"]), 0)
    row = _named(engine, "图书验收率")
    assert (row["review"], row["target_value"], row["target_raw"]) == ("accepted", Decimal(295), "295%")
    assert rows(engine, "readings") == []


@pytest.mark.parametrize(
    ("field", "told", "expected"),
    [
        ("name", "购书册数", {"name": "购书册数", "name_raw": "新购图书册数"}),
        ("name_raw", "指标1：购书册数", {"name": "购书册数", "name_raw": "指标1：购书册数"}),
        ("level2", "时效指标", {"level2": "时效指标"}),
        ("horizon", "long-term", {"horizon": "long-term"}),
        ("canonical_id", "SS09", {"canonical_id": "SS09", "canonical_name": "师生满意度", "match_score": 100.0}),
        ("canonical_id", "", {"canonical_id": "", "canonical_name": ""}),
        ("weight_raw", "12分", {"weight": Decimal(12), "weight_raw": "12分"}),
        ("weight", "12.5", {"weight": Decimal("12.5"), "weight_raw": ""}),
        ("target_op", "<=", {"target_op": "<=", "target_value": Decimal(292), "target_base_value": Decimal(292)}),
        (
            "target_value",
            "92",
            {"target_value": Decimal(92), "target_base_value": Decimal(92), "target_kind": "quantity"},
        ),
        ("actual_raw", "3001册", {"actual_value": Decimal(3001), "actual_unit": "册"}),
        ("remark", "=1+1", {"remark": "=1+1"}),
    ],
)
def test_a_field_can_be_corrected(engine: Engine, say: Decide, field: str, told: str, expected: Row) -> None:
    record = _first(engine)
    say("correct", record, told=told, field=field)
    row = next(row for row in rows(engine, "indicators") if row["indicator_id"] == record)
    assert {name: row[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("table", "field", "told", "expected"),
    [
        ("amounts", "raw", "13.5万元", {"value": Decimal("13.5"), "base_value": Decimal(135000)}),
        ("amounts", "item", "年度资金总额/财政拨款", {"item": "年度资金总额/财政拨款"}),
        ("amounts", "value", "14", {"value": Decimal(14), "base_value": Decimal(140000)}),
        ("fields", "value", "0000-54321", {"value": "0000-54321"}),
    ],
)
def test_other_records_can_be_corrected(
    engine: Engine, say: Decide, table: str, field: str, told: str, expected: Row
) -> None:
    record = rows(engine, table)[0][f"{table[:-1]}_id"]
    say("correct", record, table, told, field=field)
    row = rows(engine, table)[0]
    assert {name: row[name] for name in expected} == expected
    assert row["confidence"] == 1.0 and row.get("review", "corrected") == "corrected"


def test_another_year_goes_into_another_year(engine: Engine, say: Decide) -> None:
    say("correct", _first(engine), told="2000册", field="history.2023")
    (row,) = [row for row in rows(engine, "values") if row["role"] == "history"]
    assert (row["period"], row["value"], row["unit"]) == ("2023", Decimal(2000), "册")


def test_a_fiscal_year_that_is_settled_dates_the_values(tmp_path: Path) -> None:
    engine = taken_in(tmp_path, {"a.txt": school(first="购书完成时间", target="6月底前")})
    sha256 = rows(engine, "filings", ["filing_id"])[0]["sha256"]
    correct = Decision("correct", "甲", sha256, "filings", "f" + sha256[:16], "fiscal_year", new='"2025"')
    decide(engine, correct, 0)
    assert rows(engine, "filings", ["filing_id"])[0]["fiscal_year"] == "2025"
    assert _named(engine, "购书完成时间")["target_base_value"] == Decimal(20250630)


def test_findings_are_those_of_the_corrected_filing(engine: Engine, say: Decide) -> None:
    def rules() -> set[str]:
        return {row["rule"] for row in rows(engine, "findings") if row["indicator_id"] == _first(engine)}

    before = rules()
    made = say("correct", _first(engine), told="1.4万元", field="actual_raw").entry
    assert rules() - before == {"unit-contradiction"}
    say("undo", undoes=made.entry_id)
    assert rules() == before


def test_rows_are_added_struck_parted_and_joined(engine: Engine, say: Decide) -> None:
    first, second, third = (row["indicator_id"] for row in rows(engine, "indicators"))
    say("strike", second)
    added = say("add", told={"name": "借阅人次", "target_raw": "≥500人次", "after": first}).entry
    assert added.fingerprint and say("add", told={"name": "末行"}).entry.fingerprint == ""
    say("undo", undoes=journal.entries(engine)[-1].entry_id)
    say("split", third, told=[{"name": "学生满意度"}, {"name": "教师满意度", "target_raw": "≥95%"}])
    names = [(row["name"], row["target_raw"], row["review"]) for row in rows(engine, "indicators")]
    assert names == [
        ("新购图书册数", "292册", "none"),
        ("借阅人次", "≥500人次", "corrected"),
        ("学生满意度", "≥90%", "corrected"),
        ("教师满意度", "≥95%", "corrected"),
    ]
    say("join", first, told={"with": [f"{third}.2"], "name": "两样"})
    assert [row["name"] for row in rows(engine, "indicators")] == ["两样", "借阅人次", "学生满意度"]
    for entry in reversed(journal.entries(engine)):
        say("undo", undoes=entry.entry_id)
    assert [row["review"] for row in rows(engine, "indicators")] == ["none"] * 3


def test_undoing_everything_gives_back_every_row(tmp_path: Path, engine: Engine, say: Decide) -> None:
    tables = ["indicators", "values", "readings", "amounts", "goals", "fields", "findings"]
    before = [rows(engine, table) for table in tables]
    made = [
        say("correct", _first(engine), told="别的", field=field).entry for field in ("name", "level1", "target_raw")
    ]
    made.append(say("accept", table="filings").entry)
    assert [rows(engine, table) for table in tables] != before
    for entry in made:
        say("undo", undoes=entry.entry_id)
    assert [rows(engine, table) for table in tables] == before


def test_a_whole_filing_can_be_accepted(engine: Engine, say: Decide) -> None:
    say("accept", table="filings")
    assert {row["review"] for row in [*rows(engine, "indicators"), *rows(engine, "amounts")]} == {"accepted"}
    assert rows(engine, "filings", ["filing_id"])[0]["status"] == "ok"


def test_a_preview_shows_what_a_decision_does_and_writes_nothing(engine: Engine, sha256: str) -> None:
    decision = Decision("correct", "甲", sha256, "indicators", _first(engine), "target_raw", new='"≥5册"')
    shown = preview(engine, decision)["indicators"][0]
    assert (shown["target_value"], shown["target_op"]) == (Decimal(5), ">=")
    assert journal.entries(engine) == []
    assert _named(engine, "新购图书册数")["target_raw"] == "292册"


def test_the_second_of_two_is_told_what_changed(engine: Engine, sha256: str, say: Decide) -> None:
    first, second, _ = (row["indicator_id"] for row in rows(engine, "indicators"))
    mine = say("correct", first, told="甲的", field="name").entry
    theirs = Decision("correct", "乙", sha256, "indicators", first, "name", new='"乙的"')
    with pytest.raises(ConflictError) as told:
        decide(engine, theirs, 0)
    assert told.value.since == (mine,)
    assert rows(engine, "indicators")[0]["name"] == "甲的"
    elsewhere = decide(engine, replace(theirs, record_id=second), 0)
    assert elsewhere.since == (mine,)
    with pytest.raises(ConflictError):
        decide(engine, Decision("accept", "乙", sha256, "filings"), 1)
    with pytest.raises(ConflictError):
        decide(engine, Decision("undo", "丙", sha256, undoes=elsewhere.entry.entry_id), 1)
    assert decide(engine, replace(theirs, kind="note", field="", new="", why="看了"), 0).revision == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "wish"},
        {"who": " "},
        {"table": "values"},
        {"record_id": "f0-t9r9"},
        {"field": "indicator_id"},
        {"field": "target_value", "new": '"many"'},
        {"field": "canonical_id", "new": '"XX99"'},
        {"field": "horizon", "new": '"soon"'},
        {"new": "1"},
        {"new": "{"},
        {"sha256": "00" * 32},
        {"kind": "undo", "undoes": "never"},
        {"kind": "split", "new": '[{"colour": "red"}]'},
        {"kind": "join", "new": '{"with": ["f0-t9r9"]}'},
    ],
)
def test_what_can_not_be_decided_is_refused_and_leaves_nothing(engine: Engine, sha256: str, wrong: Row) -> None:
    decision = Decision("correct", "甲", sha256, "indicators", _first(engine), "name", new='"新名"')
    with pytest.raises(UsageError):
        decide(engine, replace(decision, **wrong), 0)
    assert journal.entries(engine) == []
    assert _named(engine, "新购图书册数")["review"] == "none"


def test_a_filing_that_fails_takes_notes_alone(tmp_path: Path) -> None:
    engine = taken_in(tmp_path, {"bad.txt": ""})
    sha256 = rows(engine, "filings", ["filing_id"])[0]["sha256"]
    assert decide(engine, Decision("note", "甲", sha256, why="空的"), 0).revision == 1
    with pytest.raises(JixiaoError):
        decide(engine, Decision("correct", "甲", sha256, "indicators", "f0-t1r1", "name", new='"x"'), 1)


def _read(**changes: str) -> Recognised:
    return recognised(school(**changes).encode())


def _correction(found: Recognised, field: str, told: str, kind: str = "correct") -> Decision:
    """A decision about the first indicator, made when it read so."""
    fresh = meant(found).filing
    decision = Decision(kind, "甲", "ab" * 32, "indicators", f"f0-{fresh.indicators[0].key}", field)
    fingerprint = fingerprint_for(drafted(found, fresh, ()), decision)
    new = json.dumps(told, ensure_ascii=False) if kind == "correct" else ""
    return replace(decision, fingerprint=fingerprint, entry_id="2026-e", new=new)


def _lost(meaning: Meaning) -> list[str]:
    return [lost.reason for lost in meaning.lost]


def test_a_correction_stays_where_the_row_still_says_what_it_said() -> None:
    entry = _correction(_read(), "target_raw", "≥4000册")
    for found in (_read(), _read(project="校园图书更新 ")):
        meaning = meant(found, [entry])
        assert meaning.filing.indicators[0].target.value == 4000 and not meaning.lost


@pytest.mark.parametrize("changes", [{"target": "≥3001册"}, {"first": "别的册数"}, {"project": "别的项目"}])
def test_a_correction_whose_row_changed_is_lost_and_changes_nothing(changes: dict[str, str]) -> None:
    entry = _correction(_read(), "target_raw", "≥4000册")
    found = _read(**changes)
    meaning = meant(found, [entry])
    assert _lost(meaning) == ["changed"]
    assert meaning.filing.indicators == meant(found).filing.indicators


def test_a_correction_that_the_program_has_caught_up_with_is_not_lost() -> None:
    entry = _correction(_read(target="3OOO册"), "target_raw", "≥3000册")
    assert _lost(meant(_read(target="≥3000册"), [entry])) == []


def test_a_correction_whose_row_is_gone_is_lost() -> None:
    entry = replace(_correction(_read(), "target_raw", "≥4000册"), record_id="f0-t9r9")
    assert _lost(meant(_read(first="别的册数"), [entry])) == ["gone"]


def _stretched(found: Recognised) -> Recognised:
    """The same reading with every row of a table two rows further down."""
    read = found.reading
    rows = [replace(row, place=replace(row.place, row=(row.place.row or 0) + 2)) for row in read.indicators]
    return replace(found, reading=replace(read, indicators=tuple(rows)))


@pytest.mark.parametrize("kind", ["correct", "accept"])
def test_a_decision_whose_row_stands_elsewhere_now_goes_with_it_and_says_so(kind: str) -> None:
    entry = _correction(_read(), "target_raw" if kind == "correct" else "", "≥4000册", kind=kind)
    fresh = meant(_stretched(_read())).filing
    meaning = meant(_stretched(_read()), [entry])
    assert not meaning.lost and meaning.filing.indicators[0].confidence == 1
    assert {at for at, _ in enumerate(fresh.indicators) if meaning.filing.indicators[at] != fresh.indicators[at]} == {0}
    (said,) = [reason for reason in meaning.filing.reasons if "was laid over" in reason]
    assert entry.record_id.removeprefix("f0-") in said and fresh.indicators[0].key in said


def test_a_decision_about_one_of_two_rows_of_the_same_words_is_laid_over_none_where_both_moved() -> None:
    entry = _correction(_read(), "target_raw", "≥4000册")
    found = _stretched(_read())
    twice = replace(found.reading, indicators=(found.reading.indicators[0], *found.reading.indicators))
    meaning = meant(replace(found, reading=twice), [entry])
    assert _lost(meaning) == ["gone"] and not any("laid over" in reason for reason in meaning.filing.reasons)


def test_a_row_that_was_added_follows_its_neighbour_where_that_stands_now() -> None:
    found = _read()
    second = f"f0-{meant(found).filing.indicators[1].key}"
    after = replace(_correction(found, "", "", kind="accept"), record_id=second)
    was = fingerprint_for(drafted(found, meant(found).filing, ()), after)
    new = json.dumps({"name": "借阅人次", "after": second}, ensure_ascii=False)
    entry = replace(after, kind="add", record_id="", new=new, fingerprint=was)
    for fingerprint in (was, ""):  # older entries do not say what their neighbour said
        kept = meant(found, [replace(entry, fingerprint=fingerprint)]).filing.indicators
        assert [row.name for row in kept].index("借阅人次") == 2
    moved = meant(_stretched(found), [entry]).filing.indicators
    assert [row.name for row in moved].index("借阅人次") == 2


def _renamed(found: Recognised, **changes: object) -> Recognised:
    """The same reading with its first amount, and all its indicators, of another project or under other parents."""
    first, *others = found.reading.amounts
    rows = tuple(replace(row, project=str(changes.get("project", row.project))) for row in found.reading.indicators)
    return replace(found, reading=replace(found.reading, indicators=rows, amounts=(replace(first, **changes), *others)))


@pytest.mark.parametrize(
    ("changes", "is_same"),
    [({"project": ""}, True), ({"path": ("资金", "年度资金总额")}, True), ({"path": ("资金总额",)}, False)],
)
@pytest.mark.parametrize("kind", ["correct", "accept"])
def test_a_decision_goes_with_a_record_of_other_parents_unless_it_vouches_for_them(
    kind: str, changes: dict[str, object], is_same: bool
) -> None:
    found = _read()
    was = meant(found).filing.amounts[0]
    field = "raw" if kind == "correct" else ""
    entry = Decision(kind, "甲", "ab" * 32, "amounts", f"f0-{was.key}", field, entry_id="2026-e")
    fingerprint = fingerprint_for(drafted(found, meant(found).filing, ()), entry)
    entry = replace(entry, fingerprint=fingerprint, new='"13万元"' if kind == "correct" else "")
    meaning = meant(_renamed(found, **changes), [entry])
    is_kept = is_same and kind == "correct"
    assert (_lost(meaning) == []) == is_kept
    assert any("project or parents differ" in reason for reason in meaning.filing.reasons) == is_kept
    assert (meaning.filing.amounts[0].value.raw == "13万元") == is_kept


def test_a_row_that_is_struck_elsewhere_now_is_what_a_person_must_look_at() -> None:
    entry = replace(_correction(_read(), "", "", kind="strike"), record_id="f0-t9r9")
    meaning = meant(_read(), [entry])
    assert not meaning.lost and len(meaning.filing.indicators) == len(meant(_read()).filing.indicators) - 1
    (said,) = [sentence for sentence in meaning.filing.unread if "was struck" in sentence]
    assert "t9r9" in said and not any("was laid over" in reason for reason in meaning.filing.reasons)
    assert meaning.filing.confidence < meant(_read()).filing.confidence


def test_a_part_of_a_row_that_moved_is_found_behind_it() -> None:
    split = _correction(_read(), "", "", kind="split")
    split = replace(split, entry_id="2026-a", new=json.dumps([{"name": "前"}, {"name": "后"}], ensure_ascii=False))
    part = replace(split, kind="correct", entry_id="2026-b", record_id=f"{split.record_id}.2", field="target_raw",
                   fingerprint="", new='"≥7册"')  # fmt: skip
    meaning = meant(_stretched(_read()), [split, part])
    assert not meaning.lost
    assert [(row.name, row.target.raw) for row in meaning.filing.indicators[:2]] == [("前", "≥3000册"), ("后", "≥7册")]


def test_an_acceptance_holds_for_the_whole_row() -> None:
    entry = _correction(_read(), "", "", kind="accept")
    assert meant(_read(), [entry]).marks.records
    assert _lost(meant(_read(target="≥3001册"), [entry])) == ["changed"]


@pytest.mark.parametrize(
    "broken",
    [{"new": "1"}, {"field": "colour"}, {"kind": "split", "new": "1"}, {"kind": "join", "new": "[]"}, {"new": "{"}],
)
def test_a_decision_that_makes_no_sense_is_lost_and_breaks_nothing(broken: dict[str, str]) -> None:
    entry = replace(_correction(_read(), "", "", kind="accept"), **{"kind": "correct", "field": "name"} | broken)
    found = _read()
    fresh = replace(entry, fingerprint=fingerprint_for(drafted(found, meant(found).filing, ()), entry))
    assert _lost(meant(found, [fresh])) == ["refused"]


def test_a_reading_that_is_stored_is_the_reading() -> None:
    found = _read()
    assert unpacked(packed(found)) == found
    assert meant(unpacked(packed(found))) == meant(found)
    with pytest.raises(ValueError, match="damaged"):
        unpacked(b"nothing of ours")


def test_lost_decisions_are_listed_with_the_entry(engine: Engine, sha256: str, say: Decide) -> None:
    made = say("correct", _first(engine), told="甲的", field="name").entry
    moved = replace(made, entry_id=made.entry_id + "x", record_id=f"{made.record_id}9", fingerprint="another:row")
    journal.take_in(engine, [moved])
    say("note", why="看一下")
    say("correct", _first(engine), told="乙的", field="level1")
    (lost,) = lost_decisions(engine)
    assert (lost["source"], lost["reason"], lost["entry"]["entry_id"]) == ("a.txt", "gone", moved.entry_id)
