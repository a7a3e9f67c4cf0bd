"""What each person may do."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0014"
down_revision = "r0013"


def upgrade() -> None:
    """Adds the column; whoever had an account could do everything, and still can."""
    role = sa.Column("role", sa.String(length=120), nullable=False, server_default="administrator")
    op.add_column("users", role)
