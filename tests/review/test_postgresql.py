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
        assert served.get("/dashboard").status == served.get("/lost").status == 200
        engine.dispose()
