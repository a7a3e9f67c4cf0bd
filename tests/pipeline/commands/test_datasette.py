"""What Datasette shows with our description: run here with Datasette itself, where it is installed."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline import cli
from pipeline.decisions import journal
from pipeline.export.datasette_metadata import metadata
from pipeline.export.view_columns import view_columns
from pipeline.review import accounts
from pipeline.words import Words
from schema.decision import Decision
from schema.records import TABLES, columns, table_name
from tests.pipeline.papers import rows, school, taken_in

# None of this is our code: Datasette's own warnings are not for us.
pytestmark = pytest.mark.filterwarnings("ignore")


def _written(folder: Path, language: str = "en") -> dict[str, Any]:
    out = folder / "datasette.json"
    assert cli.run(["datasette", "--db", str(folder / "a.db"), "--out", str(out), "--lang", language]) == 0
    told: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return told


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    engine = taken_in(tmp_path, {"a.txt": school(), "b.txt": school(project="食堂", target="≥90%")})
    journal.append(engine, Decision("note", "甲"))
    accounts.add(engine, "甲", "a long password")
    engine.dispose()
    return tmp_path


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_table_and_column_is_described(folder: Path, language: str) -> None:
    tables = _written(folder, language)["databases"]["a"]["tables"]
    for record in TABLES:
        told = tables[table_name(record)]
        assert told["description"] and told["columns"].keys() == columns(record).keys()
        assert set(told.get("facets", ())) <= columns(record).keys()
    for view, known in view_columns().items():
        assert tables[view]["columns"].keys() == known.keys()
        assert all(tables[view]["columns"].values())
    assert metadata("a", Words(language))["databases"]["a"]["tables"] == tables


def test_a_database_on_a_server_and_a_folder_that_is_not_there_are_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["datasette", "--db", str(folder / "none.db"), "--lang", "en"]) == 2
    out = str(folder / "none" / "x.json")
    assert cli.run(["datasette", "--db", str(folder / "a.db"), "--out", out, "--lang", "en"]) == 1
    assert "can't be written" in capsys.readouterr().err


def _asked(folder: Path, *paths: str, is_starter: bool = False) -> list[Any]:
    """What Datasette answers, one after the other."""
    application = pytest.importorskip("datasette.app", reason="datasette is not installed: make tools")

    async def ask() -> list[Any]:
        shown = application.Datasette([str(folder / "a.db")], metadata=_written(folder))
        await shown.invoke_startup()
        cookies = {"ds_actor": shown.sign({"a": {"id": "root"}}, "actor")} if is_starter else {}
        return [await shown.client.get(path, cookies=cookies) for path in paths]

    return asyncio.run(ask())


def test_tables_views_facets_questions_and_a_page_a_filing_are_shown(folder: Path) -> None:
    from pipeline.store.engine import open_store

    filing_id = rows(open_store(str(folder / "a.db")), "filings", ["filing_id"])[0]["filing_id"]
    first, table, view, numbers, question, page, missed = _asked(
        folder, "/a", "/a/indicators", "/a/v_scores", "/a/v_indicators.json?target_value__gte=90&_shape=array",
        f"/a/filing.json?filing_id={filing_id}&_shape=array", f"/a/filings/{filing_id}", "/a/missed",
    )  # fmt: skip
    assert [each.status_code for each in (first, table, view, numbers, question, page, missed)] == [200] * 7
    assert "journal" not in first.text and "v_indicators" in first.text
    assert "Indicator" in table.text and "新购图书册数" in table.text
    assert {row["target_value"] for row in numbers.json()} == {90, 100, 3000}
    assert question.json()[0]["name"] in ("新购图书册数", "图书验收合格率")
    assert "indicators" in page.text


@pytest.mark.parametrize(
    "path",
    ["/a/users", "/a/journal", "/a/users.json", "/a/states", "/a?sql=select+*+from+users", "/a.json?sql=select+1"],
)
def test_what_is_the_programs_own_is_for_the_starter_alone(folder: Path, path: str) -> None:
    (refused,) = _asked(folder, path)
    assert refused.status_code in (403, 302, 404) or "argon2" not in refused.text
    assert refused.status_code != 200
    (shown,) = _asked(folder, path, is_starter=True)
    assert shown.status_code in (200, 302)
