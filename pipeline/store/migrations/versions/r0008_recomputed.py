"""The points that a result earns by its scoring rule."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0008"
down_revision = "r0007"


def upgrade() -> None:
    """Adds the column; what was understood before has none until it is rebuilt."""
    op.add_column("indicators", sa.Column("recomputed", sa.Text(), nullable=True))
