"""Ties, concerns and alerts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LISTS = (("event_mention", "activities"), ("event", "activities"), ("event", "concerns"))


def upgrade() -> None:
    """Make the change."""
    for table, name in LISTS:
        op.add_column(table, sa.Column(name, sa.Text(), nullable=False, server_default="[]"))
    op.create_table(
        "event_tie",
        sa.Column("dyad", sa.String(), nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("quad", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("contexts", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("dated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("dyad", "day", "event"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_event_tie_day", "event_tie", ["day", "dyad", "quad", "kind"])
    op.create_table(
        "watch_rule",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("made", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "alert",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("trigger", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("event", sa.BigInteger(), nullable=True),
        sa.Column("dyad", sa.String(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made", sa.String(), nullable=False),
        sa.Column("revised", sa.String(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index(op.f("ix_alert_rule"), "alert", ["rule"])
    op.create_index(op.f("ix_alert_event"), "alert", ["event"])
    op.create_table(
        "delivery",
        sa.Column("alert", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due", sa.String(), nullable=True),
        sa.Column("said", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("alert", "version", "channel"),
    )


def downgrade() -> None:
    """Take the change back."""
    for table in ("delivery", "alert", "watch_rule", "event_tie"):
        op.drop_table(table)
    for table, name in reversed(LISTS):
        op.drop_column(table, name)
