"""Why a filing needs review, and what is doubted of an amount."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0005"
down_revision = "r0004"


def upgrade() -> None:
    """Adds the columns; what was understood before says nothing there until it is rebuilt."""
    op.add_column("filings", sa.Column("doubt", sa.String(length=80), nullable=False, server_default=""))
    op.create_index("ix_filings_doubt", "filings", ["doubt"])
    op.add_column("amounts", sa.Column("reasons", sa.Text(), nullable=False, server_default=""))
