from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pipeline.ingest.ingest import ingest
from pipeline.ingest.sources import find
from pipeline.review import accounts
from pipeline.review.app import build
from pipeline.review.guard import Hosts
from pipeline.review.queue import FIELDS
from pipeline.store.archive import archive_of
from pipeline.store.engine import open_store
from tests.pipeline.servers import programs, running
from tests.review.conftest import BASE
from tests.review.reviewer import Reviewer

pytestmark = pytest.mark.skipif(programs() is None, reason="no PostgreSQL is installed: apt-get install postgresql")


def test_the_same_pages_and_decisions_on_a_server(made: Path, tmp_path: Path, alone: Reviewer) -> None:
    with running() as url:
        engine = open_store(url, create=True)
        archive_of(engine, tmp_path / "archive")
        list(ingest(engine, find([made / "in"])))
        accounts.add(engine, "李明", "a long password")
        client = TestClient(
            build(engine, Hosts.of("127.0.0.1"), asks_login=True), base_url=BASE, follow_redirects=False
        )
        served = Reviewer(client, engine)
        served.log_in("李明", "a long password")
        for query in (
            "",
            "?unit=岭屏",
            "?form=project-target&year=2024",
            "?rule=x",
            "?text=设备完好率&scope=all",
            "?scope=all&rule=weight-sum-mismatch",
            *(f"?field={one}" for one in FIELDS),
        ):
            for path in ("/", "/filings"):
                ours, others = (
                    one.get(path + query).tree.xpath("//td[@class='main']//a/@href") for one in (alone, served)
                )
                assert ours == others, path + query
        rate = served.row("indicators", name="设备完好率")
        assert served.decide(rate, "correct", field__target_raw="≥92%").status == 303
        assert served.row("indicators", name="设备完好率")["review"] == "corrected"
        forms = [form for form in served.get("/").tree.xpath("//form") if form.xpath(".//button[@data-key='B']")]
        answer = served.post("/many", {name: value or "" for name, value in forms[0].form_values()})
        assert "没有其他" in answer.said()
        row = served.row("indicators", name="巡检设备台数")
        for reach in ("named", "doubted", "shown"):
            asked = served.get("/").form("/many") | {"reach": reach, "deed": "accept"}
            asked["picks"] = f"{row['filing_id']}/indicators/{row['indicator_id']}"
            assert served.post("/many", asked).status == 200
        assert served.get("/dashboard").status == served.get("/lost").status == 200
        engine.dispose()
