"""The place of an indicator, and the score of those who checked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0006"
down_revision = "r0005"


def upgrade() -> None:
    """Adds the columns; what was understood before says nothing there until it is rebuilt."""
    op.add_column("indicators", sa.Column("place", sa.Text(), nullable=False, server_default=""))
    op.add_column("indicators", sa.Column("second_score", sa.Text(), nullable=True))
