"""A database of the release that did not tell doubts apart, in which people decided: nothing of it is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from pipeline.decisions import journal
from pipeline.generations.rebuild import Job, rebuild
from pipeline.store.archive import archive_of
from pipeline.store.engine import open_store
from pipeline.store.migrations import newest, revision_of
from tests.pipeline.papers import exported, restored, rows, taken_in, write

#: Four filings as they were at revision r0004, and six decisions: a value and a year put right, a record and a filing
#: accepted, a note, an alias that is in force.
_BEFORE = "database_r0004.sql"

#: The originals, byte for byte.
TEXTS = {
    "library.txt": "项目支出绩效目标表\n（2024年度）\n项目名称\t校园图书更新\n主管部门\t柳桥县教育局\n"
    "年度资金总额：\t12.5万元\n绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n绩效指标\t产出指标\t数量指标\t新购图书册数\t≥3000册\n"
    "绩效指标\t产出指标\t质量指标\t图书验收合格率\t100%\n绩效指标\t满意度指标\t服务对象满意度指标\t师生满意度\t292%\n",
    "lamps.txt": "路灯维护项目绩效自评表\n（2023年度）\n项目名称\t路灯维护项目\n主管部门\t柳湾县城市管理局\n"
    "项目资金（万元）\t\t全年预算数\t全年执行数\t执行率\n\t年度资金总额\t80\t72\t40%\n"
    "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t实际完成值\n\t产出指标\t数量指标\t新建路灯数量\t≥50盏\t52盏\n",
    "bridges.txt": "桥梁巡查项目绩效自评表\n（2023年度）\n项目名称\t桥梁巡查项目\n主管部门\t柳湾县交通局\n"
    "项目资金（万元）\t\t全年预算数\t全年执行数\t执行率\n\t年度资金总额\t80\t60\t80%\n"
    "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t实际完成值\n\t产出指标\t数量指标\t巡查桥梁座数\t≥30座\t31座\n",
    "letter.txt": "关于召开会议的通知\n\n各科室：请准时参加。\n",
}


@pytest.fixture
def old(tmp_path: Path) -> Engine:
    return open_store(str(restored(tmp_path, _BEFORE)))


def with_originals(engine: Engine, folder: Path) -> None:
    """Puts the originals into the database's archive, as they lay there."""
    archive = archive_of(engine)
    for name in TEXTS:
        archive.add_names([(archive.put(write(folder, TEXTS) / name), name)])


def decided(engine: Engine) -> dict[str, tuple[str, str, str]]:
    """Of each indicator what people decided: its review, its target, its canonical entry."""
    return {row["name"]: (row["review"], row["target_raw"], row["canonical_id"]) for row in rows(engine, "indicators")}


def heads(engine: Engine) -> dict[str, tuple[str, str, str]]:
    found = rows(engine, "filings", ["source"])
    return {row["source"]: (row["status"], row["doubt"], row["fiscal_year"]) for row in found}


DECIDED = {
    "新购图书册数": ("none", "≥3000册", "PQ68"),
    "图书验收合格率": ("accepted", "100%", "PL02"),
    "师生满意度": ("corrected", "≥92%", "SS09"),
    "新建路灯数量": ("none", "≥50盏", ""),
    "巡查桥梁座数": ("accepted", "≥30座", ""),
}
#: What is found now that names are matched by their words as well.
MATCHED = {"新建路灯数量": ("none", "≥50盏", "PQ27")}
HEADS = {
    "bridges.txt": ("ok", "", "2023"),
    "lamps.txt": ("needs-review", "content", "2022"),
    "letter.txt": ("failed", "", ""),
    "library.txt": ("ok", "", "2024"),
}


def test_it_opens_and_says_nothing_of_doubts_yet(old: Engine) -> None:
    with old.connect() as connection:
        assert revision_of(connection) == newest()
    assert decided(old) == DECIDED
    assert heads(old) == {name: (status, "", year) for name, (status, _, year) in HEADS.items()}
    assert len(journal.entries(old)) == 6


@pytest.mark.parametrize("has_originals", [True, False], ids=["with its originals", "without them"])
def test_a_rebuild_fills_in_the_doubts_and_keeps_what_was_decided(
    old: Engine, tmp_path: Path, has_originals: bool
) -> None:
    if has_originals:
        with_originals(old, tmp_path / "in")
    report = rebuild(old, archive_of(old), Job())
    assert (report.lost, report.newly_failed, report.generation) == (0, (), 2)
    assert heads(old) == HEADS
    assert decided(old) == DECIDED | MATCHED
    exports = exported(old, tmp_path / "out")
    assert '"doubt"' in exports["datapackage.json"].decode()
    assert ",content," in exports["filings.csv"].decode()


def test_it_becomes_what_today_makes_of_the_same_originals_and_decisions(old: Engine, tmp_path: Path) -> None:
    with_originals(old, tmp_path / "in")
    rebuild(old, archive_of(old), Job())
    fresh = taken_in(tmp_path, TEXTS, "fresh.db")
    journal.take_in(fresh, journal.entries(old))
    rebuild(fresh, archive_of(fresh), Job())
    assert exported(old, tmp_path / "one") == exported(fresh, tmp_path / "two")
