from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from pipeline.ingest.ingest import ingest
from pipeline.ingest.sources import find
from pipeline.review.app import build
from pipeline.review.guard import Hosts
from pipeline.store.engine import open_store
from tests.review.filings import write_filings
from tests.review.reviewer import Reviewer
from tests.review.windows import browser, pause, site, visit

__all__ = ["browser", "pause", "site", "visit"]

BASE = "http://127.0.0.1"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database of a few filings and its archive."""
    folder = tmp_path_factory.mktemp("review")
    write_filings(folder / "in")
    outcomes = list(ingest(open_store(str(folder / "db"), create=True), find([folder / "in"])))
    assert {outcome.state for outcome in outcomes} <= {"loaded", "failed"}
    return folder


@pytest.fixture(autouse=True)
def state_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a machine keeps beside its databases lies in the test's own folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def database(made: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may write to."""
    for path in made.iterdir():
        if path.name.startswith("db"):
            copy = shutil.copytree if path.is_dir() else shutil.copy
            copy(path, tmp_path / path.name)
    return tmp_path / "db"


@pytest.fixture
def engine(database: Path) -> Iterator[Engine]:
    engine = open_store(str(database))
    yield engine
    engine.dispose()


@pytest.fixture
def client(engine: Engine) -> Iterator[TestClient]:
    """A browser without a login on the machine itself."""
    with TestClient(build(engine, Hosts.of("127.0.0.1")), base_url=BASE, follow_redirects=False) as client:
        yield client


@pytest.fixture
def reviewer(engine: Engine) -> Callable[[str], Reviewer]:
    """Logs in and reviews, by name."""
    from pipeline.review import accounts

    def enter(name: str) -> Reviewer:
        accounts.add(engine, name, "a long password")
        app = build(engine, Hosts.of("127.0.0.1"), asks_login=True)
        found = Reviewer(TestClient(app, base_url=BASE, follow_redirects=False), engine)
        found.log_in(name, "a long password")
        return found

    return enter


@pytest.fixture
def alone(client: TestClient, engine: Engine) -> Reviewer:
    """Reviews without a login."""
    return Reviewer(client, engine)
