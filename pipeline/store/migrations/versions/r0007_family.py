"""What an indicator is of, above the entries of the taxonomy."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0007"
down_revision = "r0006"


def upgrade() -> None:
    """Adds the column; what was understood before says nothing there until it is rebuilt."""
    op.add_column("indicators", sa.Column("family", sa.String(length=80), nullable=False, server_default=""))
    op.create_index("ix_indicators_family", "indicators", ["family"])
