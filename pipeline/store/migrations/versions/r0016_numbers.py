"""Numbers that the database compares as numbers: the digits go under a name with `_exact` behind, and under the old
name stands the number that the database makes of them."""

from __future__ import annotations

from alembic import op

revision = "r0016"
down_revision = "r0015"

_PARTS = ("value", "value_max", "base_value", "base_value_max")
_NUMBERS = {
    "indicators": (
        *(f"{role}_{part}" for role in ("target", "actual") for part in _PARTS),
        "weight", "score", "second_score", "recomputed",
    ),
    "values": _PARTS,
    "readings": _PARTS,
    "amounts": ("value", "base_value"),
    "rules": ("threshold", "points", "step", "deduct_per_step", "floor"),
}  # fmt: skip


def upgrade() -> None:
    """SQLite makes the number when it is asked for, PostgreSQL when a row is written."""
    how = "VIRTUAL" if op.get_bind().dialect.name == "sqlite" else "STORED"
    for table, names in _NUMBERS.items():
        for name in names:
            op.execute(f'ALTER TABLE "{table}" RENAME COLUMN {name} TO {name}_exact')
            made = f"NUMERIC GENERATED ALWAYS AS (CAST({name}_exact AS NUMERIC)) {how}"
            op.execute(f'ALTER TABLE "{table}" ADD COLUMN {name} {made}')
