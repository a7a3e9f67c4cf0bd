"""A reviewer without a browser: loads pages and posts their forms as a browser would."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import html
from sqlalchemy import Engine, select
from sqlmodel import SQLModel
from starlette.testclient import TestClient

from schema.column import cells


@dataclass
class Page:
    """A page as loaded; `tree` is its elements."""

    status: int
    url: str
    text: str

    @property
    def tree(self) -> Any:
        return html.document_fromstring(self.text)

    def form(self, action: str, deed: str = "") -> dict[str, str]:
        """The fields of the form that posts to an address ending so, as they are filled in."""
        for form in self.tree.xpath(f"//form[contains(@action, '{action}')]"):
            fields = {name: value or "" for name, value in form.form_values()}
            if not deed or fields.get("deed") == deed:
                return fields
        raise AssertionError(f"no form to {action}")

    def said(self) -> str:
        """What is said above the page's content."""
        return " ".join(self.tree.xpath("string(//main)").split())


@dataclass
class Reviewer:
    """Who reviews by way of a client."""

    client: TestClient
    engine: Engine

    def log_in(self, name: str, password: str) -> Page:
        token = self.get("/login").form("/login")["token"]
        return self.post("/login", {"token": token, "name": name, "password": password})

    def get(self, path: str) -> Page:
        response = self.client.get(path)
        return Page(response.status_code, str(response.url), response.text)

    def post(self, path: str, fields: Mapping[str, str]) -> Page:
        response = self.client.post(path, data=dict(fields))
        return Page(response.status_code, response.headers.get("location", ""), response.text)

    def filing(self, source: str) -> str:
        """The id of the filing with this name."""
        filings = SQLModel.metadata.tables["filings"].c
        with self.engine.connect() as connection:
            found = connection.execute(select(filings.filing_id).where(filings.source.endswith(source))).scalar_one()
        return str(found)

    def row(self, table: str, **wanted: str) -> Mapping[str, Any]:
        """The one row of a table in which these columns hold this."""
        found = self.rows(table, **wanted)
        assert len(found) == 1, found
        return found[0]

    def rows(self, table: str, **wanted: str) -> list[Mapping[str, Any]]:
        stored = SQLModel.metadata.tables[table]
        columns = stored.c
        question = select(*cells(stored)).where(*(columns[name] == value for name, value in wanted.items()))
        with self.engine.connect() as connection:
            return [dict(row._mapping) for row in connection.execute(question)]

    def open(self, indicator: Mapping[str, Any]) -> Page:
        """The filing's page with an indicator opened."""
        return self.get(f"/filings/{indicator['filing_id']}?at=indicators/{indicator['indicator_id']}")

    def decide(self, indicator: Mapping[str, Any], deed: str, page: Page | None = None, **typed: str) -> Page:
        """Posts a form of an opened indicator with what was typed; `field_x` stands for `field-x`."""
        page = page or self.open(indicator)
        address = f"/indicators/{indicator['indicator_id']}"
        own = deed if deed in ("add", "split", "join", "alias") else ""
        fields = page.form(address, own) | {"deed": deed}
        fields |= {name.replace("__", "-"): value for name, value in typed.items()}
        return self.post(f"/filings/{indicator['filing_id']}{address}", fields)
