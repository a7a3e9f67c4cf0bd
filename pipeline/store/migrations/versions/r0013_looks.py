"""Which records need a look and how many there are of all, kept beside the records. They are filled when they are first
asked for, see `pipeline.store.looks.complete`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0013"
down_revision = "r0012"


def _word(name: str, primary_key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=120), nullable=False, primary_key=primary_key)


def _figure(name: str) -> sa.Column[float]:
    return sa.Column(name, sa.Float(), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "looks",
        _word("table", primary_key=True), _word("record_id", primary_key=True), _word("filing_id"), _number("ordinal"),
        _text("label"), _text("printed"), _figure("confidence"), _number("errors"), _number("warnings"),
        _figure("risk"), _figure("rank"), _text("doubtful"),
    )  # fmt: skip
    op.create_index("ix_looks_filing_id", "looks", ["filing_id"])
    op.create_index("ix_looks_order", "looks", ["rank", "filing_id", "table", "ordinal", "record_id"])
    op.create_table(
        "tallies",
        _word("filing_id", primary_key=True), _number("left"), _figure("risk"), _figure("expected"), _figure("rank"),
        _text("counts"),
    )  # fmt: skip
    op.create_table("counts", _word("what", primary_key=True), _word("label", primary_key=True), _number("number"))
