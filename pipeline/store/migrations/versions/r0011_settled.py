"""What people said of findings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0011"
down_revision = "r0010"


def upgrade() -> None:
    """Adds the column; every finding of before is open."""
    op.add_column("findings", sa.Column("settled", sa.String(length=80), nullable=False, server_default=""))
