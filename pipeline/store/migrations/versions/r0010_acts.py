"""Which entries of the journal one press of a person's made: one undo takes them back together."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0010"
down_revision = "r0009"


def upgrade() -> None:
    """Adds the column; of what was decided before, each entry stands for itself."""
    op.add_column("journal", sa.Column("act", sa.String(length=120), nullable=False, server_default=""))
    op.create_index("ix_journal_act", "journal", ["act"], unique=False)
