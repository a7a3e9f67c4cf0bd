"""Which filings are one, and which of them counts. It is filled when it is first asked for, see
`pipeline.store.looks.complete`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0015"
down_revision = "r0014"

_WORDS = ("filing_id", "family_id", "bucket", "content", "superseded_by")


def upgrade() -> None:
    """Makes the table."""
    words = {name: sa.Column(name, sa.String(length=120), nullable=False) for name in _WORDS}
    op.create_table(
        "families",
        *(words[name] for name in _WORDS[:4]),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        words["superseded_by"],
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("counts", "is_aside")),
        sa.PrimaryKeyConstraint("filing_id"),
    )
    for name in ("family_id", "bucket", "content", "superseded_by"):
        op.create_index(f"ix_families_{name}", "families", [name])
