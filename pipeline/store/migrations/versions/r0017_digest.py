"""A hash of each filing's rows, by which those are told that were altered behind the program's back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0017"
down_revision = "r0016"


def upgrade() -> None:
    """Adds the column; of rows that are there already it says nothing until they are made anew."""
    op.add_column("understandings", sa.Column("digest", sa.String(length=120), nullable=False, server_default=""))
