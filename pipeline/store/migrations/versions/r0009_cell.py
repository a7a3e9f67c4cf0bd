"""Where an indicator stands: the cell of a workbook, and the corners of a row that slants on a scan."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0009"
down_revision = "r0008"


def upgrade() -> None:
    """Adds the columns; what was understood before says nothing there until it is rebuilt."""
    for name in ("cell", "polygon"):
        op.add_column("indicators", sa.Column(name, sa.String(length=80), nullable=False, server_default=""))
