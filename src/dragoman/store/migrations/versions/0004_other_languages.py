"""Other languages: what articles were translated by, how, and which states those name that nobody could read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ADDED = {
    "article": (("translated_title", sa.Text()), ("translator", sa.String())),
    "event_mention": (
        ("translation", sa.Text()),
        ("language", sa.String()),
        ("anchors", sa.LargeBinary()),
        ("named", sa.LargeBinary()),
    ),
}


def upgrade() -> None:
    """Make the change."""
    for table, columns in ADDED.items():
        for name, kind in columns:
            op.add_column(table, sa.Column(name, kind, nullable=True))
    op.create_table(
        "translation",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("engine", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("text_hash", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "named_together",
        sa.Column("dyad", sa.String(), nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sentences", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("dyad", "day", "article"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_named_together_article", "named_together", ["article"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("named_together")
    op.drop_table("translation")
    for table, columns in ADDED.items():
        for name, _ in columns:
            op.drop_column(table, name)
