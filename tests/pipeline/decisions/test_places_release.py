"""A database of the release that knew neither places nor second scores: both come with a rebuild."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from pipeline.generations.rebuild import Job, rebuild
from pipeline.store.archive import archive_of
from pipeline.store.engine import open_store
from pipeline.store.migrations import newest, revision_of
from tests.pipeline.papers import exported, restored, rows, taken_in, write

#: Two filings as they were read at revision r0005, and the originals, byte for byte.
_BEFORE = "database_r0005.sql"
TEXTS = {
    "toilets.txt": "项目支出绩效目标表\n（2024年度）\n项目名称\t农村改厕项目\n主管部门\t柳桥县农业农村局\n"
    "绩效指标\t一级指标\t二级指标\t三级指标\t甲村\t乙村\n绩效指标\t产出指标\t数量指标\t改厕户数\t≥30户\t≥12户\n"
    "绩效指标\t产出指标\t质量指标\t验收合格率\t100%\t100%\n",
    "checked.txt": "河道清淤项目绩效自评表\n（2023年度）\n项目名称\t河道清淤项目\n主管部门\t柳湾县水利局\n"
    "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t实际完成值\t分值\t自评得分\t复核得分\n"
    "\t产出指标\t数量指标\t清淤河道长度\t≥5公里\t5.2公里\t40\t40\t38\n",
}


@pytest.fixture
def old(tmp_path: Path) -> Engine:
    return open_store(str(restored(tmp_path, _BEFORE)))


def said(engine: Engine) -> list[tuple[str, str, str, str]]:
    return sorted(
        (row["name"], row["place"], row["target_raw"], str(row["second_score"] or ""))
        for row in rows(engine, "indicators")
    )


def test_it_opens_and_says_nothing_of_places_yet(old: Engine) -> None:
    with old.connect() as connection:
        assert revision_of(connection) == newest()
    assert {(place, second) for _, place, _, second in said(old)} == {("", "")}


def test_a_rebuild_makes_of_it_what_today_makes_of_the_originals(old: Engine, tmp_path: Path) -> None:
    archive = archive_of(old)
    for name in TEXTS:
        archive.add_names([(archive.put(write(tmp_path / "in", TEXTS) / name), name)])
    rebuild(old, archive, Job())
    assert said(old) == [
        ("改厕户数", "乙村", "≥12户", ""),
        ("改厕户数", "甲村", "≥30户", ""),
        ("清淤河道长度", "", "≥5公里", "38"),
        ("验收合格率", "乙村", "100%", ""),
        ("验收合格率", "甲村", "100%", ""),
    ]
    fresh = taken_in(tmp_path, TEXTS, "fresh.db")
    ours, theirs = exported(old, tmp_path / "one"), exported(fresh, tmp_path / "two")
    assert ours["indicators.csv"] == theirs["indicators.csv"]
