from __future__ import annotations

from pathlib import Path

from pipeline.export.folder import export
from pipeline.generations.rebuild import Job, rebuild
from pipeline.store.archive import archive_of
from tests.review.reviewer import Reviewer


def test_what_was_reviewed_outlives_a_rebuild_and_an_alias_takes_effect(alone: Reviewer, tmp_path: Path) -> None:
    before = alone.row("indicators", name="巡检设备台数")
    assert before["canonical_id"] != "PQ68"
    alone.decide(before, "alias", alias="巡检设备台数", canonical_id="PQ68")
    alone.decide(alone.row("indicators", name="设备完好率"), "correct", field__target_raw="≥92%")
    alone.decide(alone.row("indicators", name="用户满意度"), "accept")
    alone.decide(alone.row("indicators", name="用户满意度"), "add", part1__name="培训人次", part1__target_raw="≥40人次")
    alone.decide(alone.row("indicators", name="减少故障次数"), "strike")
    exports = []
    for number in range(2):
        files = export(alone.engine, tmp_path / str(number))
        exports.append({path.name: path.read_text(encoding="utf-8-sig").splitlines() for path in files})
        if number == 0:
            report = rebuild(alone.engine, archive_of(alone.engine), Job(full=True))
            assert report.lost == 0
    rows = alone.row("indicators", name="巡检设备台数")
    assert rows["canonical_id"] == "PQ68"
    new = [line.split(",") for line in {*exports[1]["indicators.csv"]} - {*exports[0]["indicators.csv"]}]
    assert before["indicator_id"] in {cells[1] for cells in new}
    assert {cells[10] for cells in new} == {"PQ68"}  # what else means that entry is a little more or less alike now
    assert exports[0]["values.csv"] == exports[1]["values.csv"]
    assert alone.get("/").status == 200
    page = alone.open(rows)
    assert "PQ68" in page.text
