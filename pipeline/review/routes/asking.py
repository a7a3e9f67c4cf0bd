"""What is asked while somebody types: how a value is read, which canonical indicators there are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from pipeline.decisions import corrections
from pipeline.decisions.kinds import KINDS
from pipeline.review import taxonomy_search
from pipeline.review.desk import Refused, Visit
from schema.decision import Decision
from schema.errors import JixiaoError

_LONGEST = 400
_VALUE = ("raw", "op", "value", "value_max", "unit", "kind", "text", "base_value", "base_value_max", "base_unit")


def preview(visit: Visit) -> Response:
    """What a field of a record would mean if this were typed into it: read as the whole filing is read."""
    table, record_id = _record(visit)
    field = visit.request.query_params.get("field", "")
    typed = visit.request.query_params.get("raw", "")[:_LONGEST]
    filing_id = visit.request.path_params["filing_id"]
    decision = Decision("correct", visit.who, _sha256(visit, filing_id), table, record_id, field, new=json.dumps(typed))
    try:
        rows = corrections.preview(visit.desk.engine, decision)
    except JixiaoError as error:
        return visit.page("parsed.html", answer={"wrong": visit.words.reason(error.message)})
    return visit.page("parsed.html", answer=_meaning(rows, table, record_id, field))


def parse(visit: Visit) -> Response:
    """What a typed text means where there is no record yet that it belongs to."""
    from normalizers.values.values import Context, parse_value

    query = {name: text[:_LONGEST] for name, text in visit.request.query_params.items()}
    context = Context(name=query.get("name", ""), fiscal_year=query.get("year", ""))
    found = parse_value(query.get("raw", ""), context)
    parts = {name: getattr(found, name) for name in (*_VALUE, "reasons")}
    readings = [{name: getattr(reading, name) for name in _VALUE} for reading in found.readings]
    return visit.page("parsed.html", answer=parts | {"readings": readings})


def candidates(visit: Visit) -> Response:
    """The canonical indicators that hold what is typed."""
    typed = visit.request.query_params.get("q", "")[:_LONGEST]
    return visit.page("candidates.html", choices=taxonomy_search.search(typed))


def _record(visit: Visit) -> tuple[str, str]:
    table = str(visit.request.path_params["table"])
    if table not in KINDS:
        raise Refused(404, "not-found")
    return table, str(visit.request.path_params["record_id"])


def _sha256(visit: Visit, filing_id: str) -> str:
    from sqlalchemy import select
    from sqlmodel import SQLModel

    filings = SQLModel.metadata.tables["filings"].c
    with visit.desk.engine.connect() as connection:
        found = connection.execute(select(filings.sha256).where(filings.filing_id == filing_id)).scalar()
    if found is None:
        raise Refused(404, "not-found")
    return str(found)


def _meaning(rows: Mapping[str, Any], table: str, record_id: str, field: str) -> Mapping[str, Any]:
    """The parts of the value that this field's column begins, with the ways to read it; or the number of points."""
    row = next((row for row in rows[table] if row[KINDS[table].id_column] == record_id), None)
    if row is None:
        return {"raw": "", "readings": []}
    if field in ("weight_raw", "score_raw", "second_score"):
        return {"raw": row[field], "number": row[field.removesuffix("_raw")]}
    role, period = ("history", field.partition(".")[2]) if "." in field else (field.partition("_")[0], "")
    if table != "indicators":
        return {name: row.get(name) for name in _VALUE} | {"readings": []}

    def about(one: Mapping[str, Any]) -> bool:
        return (one["indicator_id"], one["role"], one["period"]) == (record_id, role, period)

    value = next((one for one in rows["values"] if about(one)), {"raw": ""})
    return {**value, "readings": [one for one in rows["readings"] if about(one)]}
