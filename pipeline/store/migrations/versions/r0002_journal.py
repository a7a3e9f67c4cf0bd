"""The journal, which nothing may change, and what rebuilding keeps."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0002"
down_revision = "r0001"

_REFUSAL = "the journal is never changed: an undo is an entry"

#: What forbids the change of an entry, by kind of database.
FORBIDDING = {
    "sqlite": [
        f"CREATE TRIGGER journal_no_{deed} BEFORE {deed} ON journal BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for deed in ("update", "delete")
    ],
    "postgresql": [
        f"CREATE FUNCTION journal_forbid() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$ "
        "LANGUAGE plpgsql",
        "CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON journal "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_forbid()",
    ],
}


def upgrade() -> None:
    """Makes the tables, and the triggers that forbid every change of an entry."""
    op.create_table(
        "journal",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.String(length=120), nullable=False),
        sa.Column("format", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.String(length=120), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=120), nullable=False),
        sa.Column("sha256", sa.String(length=120), nullable=False),
        sa.Column("table", sa.String(length=120), nullable=False),
        sa.Column("record_id", sa.String(length=120), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("table_number", sa.Integer(), nullable=True),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("bbox", sa.String(length=120), nullable=False),
        sa.Column("fingerprint", sa.String(length=120), nullable=False),
        sa.Column("field", sa.String(length=120), nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("undoes", sa.String(length=120), nullable=False),
        sa.Column("code_version", sa.String(length=120), nullable=False),
        sa.Column("taxonomy_version", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("entry_id"),
    )
    op.create_index("ix_journal_sha256", "journal", ["sha256"], unique=False)
    op.create_table(
        "lost_corrections",
        sa.Column("entry_id", sa.String(length=120), nullable=False),
        sa.Column("sha256", sa.String(length=120), nullable=False),
        sa.Column("table", sa.String(length=120), nullable=False),
        sa.Column("record_id", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "table", "record_id"),
    )
    op.create_index("ix_lost_corrections_sha256", "lost_corrections", ["sha256"], unique=False)
    op.create_table(
        "staged",
        sa.Column("sha256", sa.String(length=120), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("read_by", sa.String(length=120), nullable=False),
        sa.Column("meant_by", sa.String(length=120), nullable=False),
        sa.Column("taxonomy_version", sa.String(length=120), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("full", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "states",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "understandings",
        sa.Column("sha256", sa.String(length=120), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("read_by", sa.String(length=120), nullable=False),
        sa.Column("meant_by", sa.String(length=120), nullable=False),
        sa.Column("taxonomy_version", sa.String(length=120), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    for statement in FORBIDDING[op.get_bind().dialect.name]:
        op.execute(statement)
