from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, inspect

from pipeline.decisions import journal
from pipeline.decisions.corrections import decide
from pipeline.generations import ready, swapping
from pipeline.generations.changes import Change
from pipeline.generations.staging import stage
from pipeline.store.engine import writing
from pipeline.store.loaders import put
from pipeline.store.rows import filing_id_of
from schema.decision import Decision
from tests.pipeline.generations.swaps import FIRST, THEN, database, hash_of, held, made, staged, swapped
from tests.pipeline.papers import rows, school

_BECAME = {
    "corrected.txt": "changed",
    "fails-now.txt": "changed",
    "grows.txt": "changed",
    "less-sure.txt": "changed",
    "new.txt": "new",
    "reads-now.txt": "changed",
    "same.txt": "same",
    "shrinks.txt": "changed",
    "turns.txt": "changed",
}


def _statements(engine: Engine) -> list[str]:
    """The statements that an engine runs from now on."""
    heard: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *told: heard.append(told[2]))
    return heard


def _as_one_by_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch, listed: Callable[[Change], object] = lambda _: None
) -> dict[str, list[str]]:
    """What a database holds where each filing was put in its place by itself; the changes are `listed`."""
    engine = database(folder, "one-by-one.db")
    staged(engine, THEN)
    with monkeypatch.context() as patched:
        patched.setattr(ready, "is_begun", lambda connection: False)
        swapped(engine, listed=listed)
    return held(engine)


def test_all_at_once_comes_to_what_one_by_one_comes_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = database(tmp_path)
    before = held(engine)
    staged(engine, THEN)
    monkeypatch.setattr(swapping.Swap, "_put", lambda *_: pytest.fail("a filing was put in its place by itself"))
    listed: list[Change] = []
    done = swapped(engine, listed=listed.append)
    monkeypatch.undo()
    assert done.became == {hash_of(name): became for name, became in _BECAME.items()}
    after = held(engine)
    one_by_one: list[Change] = []
    assert after == _as_one_by_one(tmp_path, monkeypatch, one_by_one.append)
    assert listed == one_by_one and len(listed) > 20
    assert [name for name in after if after[name] == before[name]] == ["readings", "goals", "rules", "findings"]


def test_the_swap_runs_as_many_statements_for_many_filings_as_for_few(tmp_path: Path) -> None:
    counted = []
    for names in (["same.txt"], ["same.txt", "turns.txt", "grows.txt", "shrinks.txt"]):
        engine = database(tmp_path, f"{len(names)}.db")
        staged(engine, {name: FIRST[name].replace("0000-12345", "0000-54321") for name in names})
        heard = _statements(engine)
        assert len(swapped(engine, heard.clear).became) == len(names)
        counted.append(len(heard))
    assert counted[0] == counted[1]


def test_a_row_that_says_the_same_stays(tmp_path: Path) -> None:
    engine = database(tmp_path)
    staged(engine, {"turns.txt": school(project="屋顶维修", target="≥3333册")})
    going: list[tuple[str, int]] = []

    def look() -> None:
        with engine.connect() as connection:
            going.extend((str(row.name), int(row.ordinal)) for row in connection.execute(ready.GOING.select()))

    swapped(engine, look)
    assert ("indicators", 0) in going and ("values", 0) in going
    assert not {("indicators", 1), ("indicators", 2), ("values", 1), ("fields", 0), ("amounts", 0)} & set(going)


def test_what_is_decided_comes_or_goes_meanwhile_is_kept(tmp_path: Path) -> None:
    engine = database(tmp_path)
    staged(engine, THEN)

    def meanwhile() -> None:
        turning, growing = hash_of("turns.txt"), hash_of("grows.txt")
        read = [row for row in rows(engine, "indicators") if row["filing_id"] == filing_id_of(turning)]
        row = next(row for row in read if row["name"] == "图书验收合格率")
        words = json.dumps("改过的", ensure_ascii=False)
        remark = Decision("correct", "甲", turning, "indicators", row["indicator_id"], "remark", new=words)
        decide(engine, remark, 0)
        journal.append(engine, Decision("remove", "甲", growing, "filings", new=json.dumps({"purge": False})))
        with writing(engine) as connection:  # one that failed was read by another
            put(connection, made("reads-now.txt", school(project="别人读的")))

    swapped(engine, meanwhile)
    names = {row["source"] for row in rows(engine, "filings", ["filing_id"])}
    assert names == set(THEN) - {"grows.txt"}
    turned = [row for row in rows(engine, "indicators") if row["filing_id"] == filing_id_of(hash_of("turns.txt"))]
    assert [(row["name"], row["remark"]) for row in turned][:2] == [("翻修面积", ""), ("图书验收合格率", "改过的")]
    assert {row["project"] for row in rows(engine, "indicators") if "读" in row["project"]} == {"现在读得出"}


@pytest.mark.parametrize("name", ["take_place", "_list_unknown", "remember"])
def test_a_swap_that_breaks_off_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    engine = database(tmp_path)
    before = held(engine)
    staged(engine, THEN)
    whole = getattr(swapping, name)

    def broken(*told: object) -> None:
        whole(*told)
        raise RuntimeError("killed")

    monkeypatch.setattr(swapping, name, broken)
    with pytest.raises(RuntimeError):
        swapped(engine)
    monkeypatch.undo()
    assert held(engine) == before
    swapped(engine)
    assert held(engine) == _as_one_by_one(tmp_path, monkeypatch)
    assert not [table for table in inspect(engine).get_table_names() if table.startswith("ready")]


def test_what_waited_is_cleared_away_by_the_next_where_that_broke_off(tmp_path: Path) -> None:
    engine = database(tmp_path)
    staged(engine, THEN)
    swapped(engine)
    after = held(engine)
    staged(engine, THEN)
    assert set(swapped(engine).became.values()) == {"same"}
    assert held(engine) == after
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM staged").scalar() == 0


def test_rows_that_the_database_does_not_take_are_the_failure_of_their_filing_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = database(tmp_path)
    staged(engine, THEN)
    bad = made("turns.txt", THEN["turns.txt"])
    for row in bad.rows["indicators"]:
        row["indicator_id"] = "twice"
    with writing(engine) as connection:
        stage(connection, bad, full=False)
    done = swapped(engine)
    assert "can't be stored" in done.failed[hash_of("turns.txt")]
    assert {row["project"] for row in rows(engine, "indicators")} >= {"操场翻修", "新来的"}
