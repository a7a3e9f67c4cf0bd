"""Whether a filing that waits for its generation differs from the one that it will replace."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0004"
down_revision = "r0003"


def upgrade() -> None:
    """Adds the column; what waits there counts as different."""
    op.add_column("staged", sa.Column("differs", sa.Boolean(), nullable=False, server_default=sa.true()))
