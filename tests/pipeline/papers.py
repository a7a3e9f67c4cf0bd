"""Small filings as text, and a database of them, for what is tested from file to export."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, select
from sqlmodel import SQLModel

from pipeline.export.folder import export
from pipeline.ingest.preparing import Maker, read_stamp
from pipeline.ingest.recognising import recognised
from pipeline.store.archive import archive_of
from pipeline.store.engine import open_store
from pipeline.store.loaders import add_names, load
from pipeline.store.row_parts import Row
from schema.column import cells
from schema.errors import JixiaoError
from schema.sight import Sight

_CASES = Path(__file__).parents[1] / "cases"


def restored(folder: Path, dump: str) -> Path:
    """A database in the folder as an earlier program left it, from its dump among the cases."""
    path = folder / "old.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((_CASES / dump).read_text(encoding="utf-8"))
    return path


def school(project: str = "校园图书更新", first: str = "新购图书册数", target: str = "≥3000册") -> str:
    """A filing of three indicators, an amount and a field."""
    return "\n".join(
        [
            "项目支出绩效目标表",
            "（2024年度）",
            f"项目名称\t{project}",
            "主管部门\t柳桥县教育局",
            "联系电话\t0000-12345",
            "年度资金总额：\t12.5万元",
            "绩效指标\t一级指标\t二级指标\t三级指标\t指标值",
            f"绩效指标\t产出指标\t数量指标\t{first}\t{target}",
            "绩效指标\t产出指标\t质量指标\t图书验收合格率\t100%",
            "绩效指标\t满意度指标\t服务对象满意度指标\t师生满意度\t≥90%",
            "",
        ]
    )


def write(folder: Path, texts: dict[str, str]) -> Path:
    """The folder with these texts in it, by file name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def taken_in(folder: Path, texts: dict[str, str], database: str = "a.db") -> Engine:
    """A database in the folder that has taken these texts in, without processes of its own for them."""
    engine = open_store(str(folder / database), create=True)
    archive, maker = archive_of(engine), Maker.of(read_by=read_stamp(Sight()))
    for name in sorted(write(folder / "in", texts) / name for name in texts):
        sha256 = archive.put(name)
        archive.add_names([(sha256, name.name)])
        try:
            made = maker.make(recognised(name.read_bytes()), name.name, sha256)
        except JixiaoError as error:
            made = maker.failed(error.message, name.name, sha256)
        load(engine, made, maker)
        add_names(engine, sha256, [name.name])
    return engine


def exported(engine: Engine, folder: Path) -> dict[str, bytes]:
    """The files of an export by name."""
    return {path.name: path.read_bytes() for path in export(engine, folder)}


def rows(engine: Engine, table: str, order: Iterable[str] = ("filing_id", "ordinal")) -> list[Row]:
    """The rows of a table."""
    stored = SQLModel.metadata.tables[table]
    with engine.connect() as connection:
        found = connection.execute(select(*cells(stored)).order_by(*(stored.c[name] for name in order))).mappings()
        return [dict(row) for row in found]
