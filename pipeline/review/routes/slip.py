"""The slip of a record, to be kept beside a working paper."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.responses import Response

from pipeline.review import slip
from pipeline.review.desk import Refused, Visit
from pipeline.review.routes.filing import source_of, view_of


def page(visit: Visit) -> Response:
    """One HTML file that needs nothing else."""
    view = view_of(visit)
    record = view.record("{table}/{record_id}".format(**visit.request.path_params))
    if record is None:
        raise Refused(404, "not-found")
    found = source_of(visit, view, record)
    cells = slip.told(record)
    line = slip.written(cells)
    response = visit.page(
        "slip.html",
        view=view,
        record=record,
        cells=cells,
        figures=[text for name in ("target_raw", "actual_raw", "raw", "value") if (text := record.row.get(name))],
        crop=slip.crop(found["picture"], record) if found["picture"] else None,
        blocks=slip.beside(found["blocks"] or ()),
        failure=found["failure"],
        line=line,
        digest=slip.digest(line),
        made_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{record.id}.html"'
    return response
