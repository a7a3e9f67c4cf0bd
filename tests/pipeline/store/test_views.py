"""Numbers and views as analysts ask for them, on SQLite and on PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, select, text
from sqlmodel import SQLModel

from pipeline.ingest.ingest import ingest
from pipeline.ingest.sources import find
from pipeline.store.archive import archive_of
from pipeline.store.database_views import statements
from pipeline.store.engine import open_store
from pipeline.store.loaders import _TABLES as LOADED
from schema.column import cells
from tests.pipeline.servers import programs, running
from tests.pipeline.store.test_families import as_text, filing

#: Words that no name of a view or of its columns may be: those that both databases, or DuckDB, reserve.
RESERVED = frozenset({
    "all", "and", "as", "asc", "case", "check", "column", "create", "desc", "distinct", "end", "except", "from",
    "group", "having", "in", "index", "join", "like", "limit", "not", "null", "on", "or", "order", "primary",
    "select", "set", "table", "then", "to", "union", "unique", "update", "user", "using", "values", "when", "where",
    "with", "row", "rows", "value", "text", "date", "year", "number",
})  # fmt: skip
SCORED = [
    ("自评表",), ("（2024年度）",), ("项目名称", "校园图书更新"), ("主管部门", "柳桥县教育局"),
    ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
    ("产出指标", "数量指标", "新购图书册数", "≥3000册", "3300册", "20", "20"),
    ("产出指标", "质量指标", "图书验收合格率", "≥90%", "81%", "20", "18"),
    ("产出指标", "成本指标", "每册成本", "≤40元", "50元", "20", "16"),
    ("效益指标", "社会效益指标", "开放时长", "120小时", "120小时", "20", "20"),
    ("满意度指标", "服务对象满意度指标", "师生满意度", "≥95%", "", "20", "20"),
]  # fmt: skip


def filled(engine: Engine, folder: Path) -> Engine:
    (folder / "in").mkdir()
    as_text(folder / "in" / "a.txt", SCORED)
    as_text(folder / "in" / "b.txt", filing())
    as_text(folder / "in" / "c.txt", [*filing(), ("说明", "又一份")])
    archive_of(engine, folder / "archive")
    list(ingest(engine, find([folder / "in"])))
    return engine


@pytest.fixture(params=["sqlite", "postgresql"])
def connection(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Connection]:
    if request.param == "sqlite":
        with filled(open_store(str(tmp_path / "db"), create=True), tmp_path).connect() as connection:
            yield connection
        return
    if programs() is None:
        pytest.skip("no PostgreSQL is installed: apt-get install postgresql")
    with running() as url:
        engine = filled(open_store(url, create=True), tmp_path)
        with engine.connect() as connection:
            yield connection
        engine.dispose()


def asked(connection: Connection, question: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.execute(text(question))]


def test_what_analysts_ask(connection: Connection) -> None:
    at_least = "SELECT target_raw FROM indicators WHERE target_value >= 90 AND target_unit = '%' ORDER BY target_raw"
    assert {raw for (raw,) in asked(connection, at_least)} >= {"≥90%", "≥95%", "100%"}
    less = asked(connection, "SELECT DISTINCT target_raw FROM indicators WHERE target_value < 15 ORDER BY 1")
    assert less == [("12场",), ("8个",)] or less == [("8个",), ("12场",)]
    found = asked(
        connection, "SELECT name, direction, ROUND(achievement, 3), gap FROM v_scoring WHERE unit_name = '柳桥县教育局'"
        " AND form = 'self-evaluation' ORDER BY indicator_id",
    )  # fmt: skip
    by_name = {name: (direction, achievement, gap) for name, direction, achievement, gap in found}
    near = pytest.approx
    for name, (direction, achievement, gap) in {
        "新购图书册数": ("more", 1.1, 300), "图书验收合格率": ("more", 0.9, -0.09), "每册成本": ("less", 0.8, -10),
        "开放时长": ("bare", 1, 0),
    }.items():  # fmt: skip
        assert by_name[name][0] == direction
        assert (float(by_name[name][1]), float(by_name[name][2])) == near((achievement, gap))
    assert by_name["师生满意度"] == ("more", None, None)
    (sums,) = asked(connection, "SELECT DISTINCT weight_sum, score_sum FROM v_scoring WHERE form = 'self-evaluation'")
    assert tuple(map(float, sums)) == (100, 94)
    family = asked(connection, "SELECT source, members, counts FROM v_families ORDER BY source")
    assert [row[0] for row in family] == ["a.txt", "b.txt", "c.txt"]
    assert [row[1] for row in family] == [1, 2, 2] and sum(row[2] for row in family) == 2
    once = asked(connection, "SELECT COUNT(*) FROM v_scoring WHERE form <> 'self-evaluation'")
    assert once == [(6,)]
    assert asked(connection, "SELECT filings, measured, achieved FROM v_scores WHERE indicators > 6") == [(2, 4, 2)]
    for name in statements():
        asked(connection, f"SELECT * FROM {name}")


def test_no_name_needs_quoting(connection: Connection) -> None:
    names = set(statements())
    for view in statements():
        names |= set(connection.exec_driver_sql(f"SELECT * FROM {view}").keys())
    assert names & RESERVED == set()
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)


@pytest.mark.parametrize("digits", ["0.1", "1.20", "12345678901234567890.123456789", "-0.00000000001", "3000", "0.30"])
def test_decimals_are_exact_and_numbers_beside(connection: Connection, digits: str) -> None:
    table = LOADED["indicators"]
    one = connection.execute(select(table.c.indicator_id).limit(1)).scalar_one()
    mine = table.c.indicator_id == one
    connection.execute(table.update().where(mine).values(target_value=Decimal(digits)))
    (row,) = connection.execute(select(*cells(table)).where(mine)).mappings()
    assert row["target_value"] == Decimal(digits)
    ((number,),) = asked(connection, f"SELECT target_value FROM indicators WHERE indicator_id = '{one}'")
    assert float(number) == pytest.approx(float(digits))
    assert not isinstance(number, str)
    connection.rollback()


def test_every_exact_decimal_has_its_number() -> None:
    tables = SQLModel.metadata.tables
    for name in LOADED:
        columns = tables[name].columns
        exact = {column.key for column in columns if column.name.endswith("_exact")}
        assert exact == {column.name for column in columns if column.computed is not None}
