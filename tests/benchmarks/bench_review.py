"""How long the pages of the review take as the database grows: queue, next, filings, dashboard, a search of all records
that finds none, and one filing.

    python -m tests.benchmarks.bench_review 40 2000 10000

Filings of 50 indicators are written as rows, a quarter of which need a look; 2,000 decisions are in the journal. Each
page is asked for twenty times through the application, without a network; the median of the processor time is printed.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import Engine, insert
from sqlmodel import SQLModel
from starlette.testclient import TestClient

from pipeline.review.app import build
from pipeline.review.guard import Hosts
from pipeline.store import looks
from pipeline.store.engine import open_store, writing
from schema.kept import JournalRecord

INDICATORS, DECISIONS, TIMES = 50, 2_000, 20
FORMS = ("overall-target", "project-target", "self-evaluation", "monitoring")
#: What is asked for, by what it is called in the table.
PAGES = {
    "queue": "/",
    "queue of one year": "/?year=2022",
    "queue of a rule": "/?rule=weight-sum-mismatch",
    "next": "/next",
    "filings": "/filings",
    "dashboard": "/dashboard",
    "find nothing": "/?scope=all&text=没有这样的字",
}


def filing(number: int) -> dict[str, list[dict[str, object]]]:
    """The rows of one made filing."""
    name = f"f{number:016x}"
    head = {
        "filing_id": name, "source": f"{number % 97:02}/{number}.docx", "sha256": f"{number:064x}", "channel": "docx",
        "form": FORMS[number % 4], "fiscal_year": str(2015 + number % 10), "unit_name": f"岭屏市第{number % 400}局",
        "pages": None, "confidence": 0.7 + number % 30 / 100, "status": "needs-review" if number % 3 else "ok",
        "error": "", "doubt": ("", "content", "reading")[number % 3], "reasons": "",
        "schema_version": "", "code_version": "", "taxonomy_version": "",
    }  # fmt: skip
    indicators = [_indicator(name, number, place) for place in range(INDICATORS)]
    rule = ("weight-sum-mismatch", "sum-mismatch", "unit-contradiction")[number % 3]
    finding = {
        "filing_id": name, "finding_id": f"{name}-filing-{rule}", "indicator_id": "", "project": "", "rule": rule,
        "severity": "error" if number % 2 else "warning", "message": "“合计”为95分，不等于100分", "settled": "",
        "ordinal": 0,
    }  # fmt: skip
    return {"filings": [head], "indicators": indicators, "findings": [finding]}


def _indicator(name: str, number: int, place: int) -> dict[str, object]:
    doubtful = (number + place) % 4 == 0
    columns = SQLModel.metadata.tables["indicators"].c
    row: dict[str, object] = {
        column.name: None if column.nullable else "" for column in columns if column.computed is None
    }
    return row | {
        "filing_id": name, "indicator_id": f"{name}-t1r{place}", "ordinal": place, "name": f"指标{place}完成率",
        "name_raw": f"指标{place}完成率", "target_raw": "≥92%", "canonical_id": "PL02" if place % 2 else "",
        "match_score": 90.0, "confidence": 0.3 + (number * 7 + place) % 40 / 100 if doubtful else 0.97,
        "review": "pending" if doubtful else "none", "table": 1, "row": place, "horizon": "annual",
        "form": FORMS[number % 4],
    }  # fmt: skip


def fill(engine: Engine, count: int) -> None:
    """Writes the filings and the journal."""
    tables = SQLModel.metadata.tables
    with writing(engine) as connection:
        for number in range(count):
            rows = filing(number)
            for name, listed in rows.items():
                connection.execute(insert(tables[name]), listed)
            looks.keep(connection, rows)
        entries = [
            {
                "entry_id": f"2026-01-01T00:00:00.{number:06}Z-0", "format": 1, "made_at": "2026-01-01T00:00:00Z",
                "who": "甲", "kind": "accept", "sha256": f"{number % count:064x}", "table": "indicators",
                "record_id": f"f{number % count:016x}-t1r{number % INDICATORS}",
            }
            for number in range(DECISIONS)
        ]  # fmt: skip
        connection.execute(insert(tables[str(JournalRecord.__tablename__)]), entries)
        connection.exec_driver_sql("ANALYZE")


def median(client: TestClient, path: str) -> float:
    """Milliseconds of the processor that an answer takes."""
    taken = []
    for _ in range(TIMES):
        start = time.process_time()
        assert client.get(path, follow_redirects=False).status_code in (200, 303), path
        taken.append(time.process_time() - start)
    return 1000 * statistics.median(taken)


def main() -> None:
    """Prints the table."""
    sizes = [int(size) for size in sys.argv[1:]] or [40, 2_000, 10_000]
    print(f"{'filings':>18} {'records':>9} " + " ".join(f"{name:>18}" for name in (*PAGES, "a filing")))
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            engine = open_store(str(Path(folder) / "db"), create=True)
            fill(engine, size)
            with TestClient(build(engine, Hosts.of("127.0.0.1")), base_url="http://127.0.0.1") as client:
                paths = [*PAGES.values(), f"/filings/f{size // 2:016x}"]
                taken = [median(client, path) for path in paths]
            print(f"{size:>18} {size * INDICATORS:>9} " + " ".join(f"{one:>15.0f} ms" for one in taken), flush=True)
            engine.dispose()


if __name__ == "__main__":
    main()
