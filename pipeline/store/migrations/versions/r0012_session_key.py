"""The key that signs sessions is no part of the database: who is given a copy could write himself a login."""

from __future__ import annotations

from alembic import op

revision = "r0012"
down_revision = "r0011"


def upgrade() -> None:
    """Takes the key out; whoever is logged in logs in again."""
    op.execute("DELETE FROM states WHERE name = 'review-key'")
