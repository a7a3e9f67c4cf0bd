"""The dashboard."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from starlette.responses import Response

from pipeline.review import charts, queue
from pipeline.review.desk import Visit
from pipeline.review.figures import figures
from pipeline.store.engine import reading
from schema.finding import SEVERITIES
from schema.records import REVIEWS

_LENGTH, _HEIGHT = 300.0, 120.0


def _charts(visit: Visit) -> dict[str, Any]:
    with reading(visit.desk.engine) as connection:
        found = figures(connection, datetime.now(UTC).date())
        worth = queue.worth(connection, visit.filters)
    decided = ("corrected", "accepted")
    return {
        "worth": worth,
        "records": found.records,
        "number": sum(sum(parts.values()) for parts in found.states.values()),
        "states": charts.bars(found.states, charts.STATES, _LENGTH),
        "doubts": charts.bars(found.doubts, charts.STATES, _LENGTH),
        "forms": charts.bars(found.forms, charts.STATES, _LENGTH),
        "years": charts.bars(found.years, charts.STATES, _LENGTH),
        "reviews": charts.bars(found.reviews, REVIEWS, _LENGTH),
        "confidence": charts.bars(found.confidence, ("records",), _HEIGHT),
        "days": charts.bars(found.days, decided, _HEIGHT),
        "corrected": charts.bars(found.corrected, ("corrected",), _LENGTH),
        "rules": charts.bars(found.rules, SEVERITIES, _LENGTH),
    }


def charts_page(visit: Visit) -> Response:
    """Pictures of what is there, what is done and what is left."""
    return visit.page("dashboard.html", **_charts(visit))
