"""The tables of the export, as databases had them before migrations began; those bear no revision."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0001"
down_revision = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "filings",
        sa.Column("filing_id", sa.String(length=80), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=80), nullable=False),
        sa.Column("channel", sa.String(length=80), nullable=False),
        sa.Column("form", sa.String(length=80), nullable=False),
        sa.Column("fiscal_year", sa.Text(), nullable=False),
        sa.Column("unit_name", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("status", sa.String(length=80), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("schema_version", sa.String(length=80), nullable=False),
        sa.Column("code_version", sa.String(length=80), nullable=False),
        sa.Column("taxonomy_version", sa.String(length=80), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("filing_id"),
        sa.UniqueConstraint("sha256"),
    )
    op.create_index("ix_filings_confidence", "filings", ["confidence"], unique=False)
    op.create_index("ix_filings_fiscal_year", "filings", ["fiscal_year"], unique=False)
    op.create_index("ix_filings_form", "filings", ["form"], unique=False)
    op.create_index("ix_filings_source", "filings", ["source"], unique=False)
    op.create_index("ix_filings_status", "filings", ["status"], unique=False)
    op.create_index("ix_filings_unit_name", "filings", ["unit_name"], unique=False)
    op.create_table(
        "stamps",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("value", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "amounts",
        sa.Column("filing_id", sa.String(length=80), nullable=False),
        sa.Column("amount_id", sa.String(length=80), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("base_value", sa.Text(), nullable=True),
        sa.Column("base_unit", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("table", sa.Integer(), nullable=True),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("bbox", sa.String(length=80), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("review", sa.String(length=80), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.filing_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("amount_id"),
    )
    op.create_index("ix_amounts_confidence", "amounts", ["confidence"], unique=False)
    op.create_index("ix_amounts_order", "amounts", ["filing_id", "ordinal"], unique=True)
    op.create_index("ix_amounts_review", "amounts", ["review"], unique=False)
    op.create_table(
        "fields",
        sa.Column("filing_id", sa.String(length=80), nullable=False),
        sa.Column("field_id", sa.String(length=80), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("bbox", sa.String(length=80), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.filing_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("field_id"),
    )
    op.create_index("ix_fields_confidence", "fields", ["confidence"], unique=False)
    op.create_index("ix_fields_order", "fields", ["filing_id", "ordinal"], unique=True)
    op.create_table(
        "findings",
        sa.Column("filing_id", sa.String(length=80), nullable=False),
        sa.Column("finding_id", sa.String(length=80), nullable=False),
        sa.Column("indicator_id", sa.String(length=80), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("severity", sa.String(length=80), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.filing_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("finding_id"),
    )
    op.create_index("ix_findings_indicator_id", "findings", ["indicator_id"], unique=False)
    op.create_index("ix_findings_order", "findings", ["filing_id", "ordinal"], unique=True)
    op.create_index("ix_findings_rule", "findings", ["rule"], unique=False)
    op.create_index("ix_findings_severity", "findings", ["severity"], unique=False)
    op.create_table(
        "goals",
        sa.Column("filing_id", sa.String(length=80), nullable=False),
        sa.Column("goal_id", sa.String(length=80), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("horizon", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("bbox", sa.String(length=80), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.filing_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("goal_id"),
    )
    op.create_index("ix_goals_confidence", "goals", ["confidence"], unique=False)
    op.create_index("ix_goals_order", "goals", ["filing_id", "ordinal"], unique=True)
    op.create_table(
        "indicators",
        sa.Column("filing_id", sa.String(length=80), nullable=False),
        sa.Column("indicator_id", sa.String(length=80), nullable=False),
        sa.Column("form", sa.String(length=80), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("horizon", sa.String(length=80), nullable=False),
        sa.Column("level1", sa.Text(), nullable=False),
        sa.Column("level2", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_raw", sa.Text(), nullable=False),
        sa.Column("canonical_id", sa.String(length=80), nullable=False),
        sa.Column("canonical_name", sa.Text(), nullable=False),
        sa.Column("match_score", sa.Float(), nullable=False),
        sa.Column("target_raw", sa.Text(), nullable=False),
        sa.Column("target_op", sa.String(length=80), nullable=False),
        sa.Column("target_value", sa.Text(), nullable=True),
        sa.Column("target_value_max", sa.Text(), nullable=True),
        sa.Column("target_unit", sa.Text(), nullable=False),
        sa.Column("target_kind", sa.String(length=80), nullable=False),
        sa.Column("target_text", sa.Text(), nullable=False),
        sa.Column("target_base_value", sa.Text(), nullable=True),
        sa.Column("target_base_value_max", sa.Text(), nullable=True),
        sa.Column("target_base_unit", sa.Text(), nullable=False),
        sa.Column("actual_raw", sa.Text(), nullable=False),
        sa.Column("actual_op", sa.String(length=80), nullable=False),
        sa.Column("actual_value", sa.Text(), nullable=True),
        sa.Column("actual_value_max", sa.Text(), nullable=True),
        sa.Column("actual_unit", sa.Text(), nullable=False),
        sa.Column("actual_kind", sa.String(length=80), nullable=False),
        sa.Column("actual_text", sa.Text(), nullable=False),
        sa.Column("actual_base_value", sa.Text(), nullable=True),
        sa.Column("actual_base_value_max", sa.Text(), nullable=True),
        sa.Column("actual_base_unit", sa.Text(), nullable=False),
        sa.Column("weight", sa.Text(), nullable=True),
        sa.Column("score", sa.Text(), nullable=True),
        sa.Column("weight_raw", sa.Text(), nullable=False),
        sa.Column("score_raw", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("scoring_rule", sa.Text(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("table", sa.Integer(), nullable=True),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("bbox", sa.String(length=80), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("review", sa.String(length=80), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.filing_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("indicator_id"),
    )
    op.create_index("ix_indicators_canonical_id", "indicators", ["canonical_id"], unique=False)
    op.create_index("ix_indicators_confidence", "indicators", ["confidence"], unique=False)
    op.create_index("ix_indicators_order", "indicators", ["filing_id", "ordinal"], unique=True)
    op.create_index("ix_indicators_review", "indicators", ["review"], unique=False)
    op.create_table(
        "sources",
        sa.Column("filing_id", sa.String(length=80), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.filing_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("filing_id", "source"),
    )
    op.create_table(
        "readings",
        sa.Column("filing_id", sa.String(length=80), nullable=False),
        sa.Column("indicator_id", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=80), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("op", sa.String(length=80), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("value_max", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("base_value", sa.Text(), nullable=True),
        sa.Column("base_value_max", sa.Text(), nullable=True),
        sa.Column("base_unit", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.filing_id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicators.indicator_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("filing_id", "ordinal"),
    )
    op.create_index("ix_readings_confidence", "readings", ["confidence"], unique=False)
    op.create_index("ix_readings_indicator_id", "readings", ["indicator_id"], unique=False)
    op.create_table(
        "rules",
        sa.Column("filing_id", sa.String(length=80), nullable=False),
        sa.Column("indicator_id", sa.String(length=80), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("threshold_op", sa.String(length=80), nullable=False),
        sa.Column("threshold", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("points", sa.Text(), nullable=True),
        sa.Column("step", sa.Text(), nullable=True),
        sa.Column("step_unit", sa.Text(), nullable=False),
        sa.Column("deduct_per_step", sa.Text(), nullable=True),
        sa.Column("floor", sa.Text(), nullable=True),
        sa.Column("pieces", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.filing_id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicators.indicator_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("filing_id", "ordinal"),
    )
    op.create_index("ix_rules_confidence", "rules", ["confidence"], unique=False)
    op.create_index("ix_rules_indicator_id", "rules", ["indicator_id"], unique=False)
    op.create_table(
        "values",
        sa.Column("filing_id", sa.String(length=80), nullable=False),
        sa.Column("indicator_id", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=80), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("op", sa.String(length=80), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("value_max", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("base_value", sa.Text(), nullable=True),
        sa.Column("base_value_max", sa.Text(), nullable=True),
        sa.Column("base_unit", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.filing_id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicators.indicator_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("filing_id", "ordinal"),
    )
    op.create_index("ix_values_confidence", "values", ["confidence"], unique=False)
    op.create_index("ix_values_indicator_id", "values", ["indicator_id"], unique=False)
