from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlmodel import SQLModel

from pipeline.decisions import journal
from pipeline.generations.rebuild import Job, rebuild
from pipeline.ingest.ingest import ingest
from pipeline.ingest.sources import find
from pipeline.store.archive import archive_of
from pipeline.store.engine import open_store
from pipeline.store.migrations import newest, revision_of
from schema.decision import Decision
from schema.errors import JixiaoError
from tests.pipeline.papers import exported, restored, rows, write

#: A database as it was before there were revisions: two names of one filing, and one that failed.
_BEFORE = "database_r0001.sql"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return restored(tmp_path, _BEFORE)


def _contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(path) as connection:
        tables = ["filings", "sources", "indicators", "values", "amounts", "goals", "fields", "rules", "findings"]
        return {name: connection.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2').fetchall() for name in tables}


def test_an_older_database_is_brought_up_to_date_with_its_rows(old: Path) -> None:
    before = _contents(old)
    assert len(before["indicators"]) == 3 and len(before["sources"]) == 1
    engine = open_store(str(old))
    with engine.connect() as connection:
        assert revision_of(connection) == newest()
    after = _contents(old)
    # A column that came later stands behind those of before, and says nothing yet.
    assert {
        name: [row[: len(was)] for row, was in zip(after[name], before[name], strict=True)] for name in after
    } == before
    assert {row[len(was) :] for row, was in zip(after["filings"], before["filings"], strict=True)} == {("",)}
    assert journal.append(engine, Decision("note", "甲")).entry_id


def test_a_database_made_from_nothing_is_what_the_records_declare(tmp_path: Path) -> None:
    engine = open_store(str(tmp_path / "a.db"), create=True)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_an_older_database_and_a_new_one_are_the_same_in_shape(old: Path, tmp_path: Path) -> None:
    def shape(path: Path) -> list[tuple[object, ...]]:
        with sqlite3.connect(path) as connection:
            names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master ORDER BY name")]
            tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
            columns = [connection.execute(f'PRAGMA table_info("{name}")').fetchall() for (name,) in tables]
            return [*map(tuple, [names]), *map(tuple, columns)]

    open_store(str(old))
    open_store(str(tmp_path / "new.db"), create=True)
    assert shape(old) == shape(tmp_path / "new.db")


def test_a_database_of_a_newer_program_is_refused_and_kept(tmp_path: Path) -> None:
    engine = open_store(str(tmp_path / "a.db"), create=True)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'r9999'"))
    with pytest.raises(JixiaoError, match="newer version"):
        open_store(str(tmp_path / "a.db"), create=True)


def test_filings_from_before_are_made_anew_once_their_originals_are_there(old: Path, tmp_path: Path) -> None:
    engine = open_store(str(old))
    before = rows(engine, "indicators")
    report = rebuild(engine, archive_of(engine), Job())
    assert set(report.missing) == {"again.txt", "empty.txt"} and report.became == {}
    assert rows(engine, "indicators") == before
    text_of_old = (
        "项目支出绩效目标表\n（2024年度）\n项目名称\t校园图书更新\n主管部门\t柳桥县教育局\n年度资金总额：\t12.5万元\n"
        "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n绩效指标\t产出指标\t数量指标\t新购图书册数\t≥3000册\n"
        "绩效指标\t产出指标\t质量指标\t图书验收合格率\t100%\n"
        "绩效指标\t满意度指标\t服务对象满意度指标\t师生满意度\t≥90%\n"
    )
    again = write(tmp_path / "in", {"school.txt": text_of_old, "again.txt": text_of_old, "empty.txt": ""})
    assert {outcome.state for outcome in ingest(engine, find([again]))} == {"skipped", "failed"}
    assert rebuild(engine, archive_of(engine), Job()).missing == ()
    fresh = open_store(str(tmp_path / "fresh.db"), create=True)
    list(ingest(fresh, find([again])))
    assert exported(engine, tmp_path / "one") == exported(fresh, tmp_path / "two")
