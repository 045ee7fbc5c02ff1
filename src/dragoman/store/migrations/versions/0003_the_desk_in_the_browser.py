"""The desk in the browser: where events were, what people saved, starred and saw, and who may come in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

VENUE = ("venue", "quad", "standing", "day", "last_day", "type", "factuality", "contested", "origins", "classes")
ASKED = ("last_day", "factuality", "contested", "origins", "classes", "standing")
LISTED = {"ix_event_day": ("day", "key"), "ix_event_type_day": ("type", "day", "key")}
ID_OF = {"sqlite": "json_extract(place, '$.id')", "postgresql": "(place::json)->>'id'"}


def upgrade() -> None:
    """Make the change."""
    op.add_column("event", sa.Column("venue", sa.String(), nullable=True))
    name = ID_OF[op.get_bind().dialect.name]
    op.execute(f"UPDATE event SET venue = {name} WHERE place IS NOT NULL")
    op.create_index(
        "ix_event_venue",
        "event",
        list(VENUE),
        sqlite_where=sa.text("venue IS NOT NULL"),
        postgresql_where=sa.text("venue IS NOT NULL"),
    )
    for index, columns in LISTED.items():
        op.drop_index(index, "event")
        op.create_index(index, "event", [*columns, *ASKED])
    op.create_table(
        "store_state",
        sa.Column("one", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("one"),
    )
    op.execute("INSERT INTO store_state (one, version) VALUES (1, 1)")
    op.create_table(
        "saved_search",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("made", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("person", "name"),
    )
    op.create_table(
        "star",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("event", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("made", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("person", "event"),
    )
    op.create_table(
        "visit",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("known", sa.BigInteger(), nullable=False),
        sa.Column("known_at", sa.String(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("person"),
    )
    op.create_table(
        "account",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("token", sa.Text(), nullable=True),
        sa.Column("made", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def downgrade() -> None:
    """Take the change back."""
    for table in ("account", "visit", "star", "saved_search", "store_state"):
        op.drop_table(table)
    op.drop_index("ix_event_venue", "event")
    for index, columns in LISTED.items():
        op.drop_index(index, "event")
        op.create_index(index, "event", list(columns))
    op.drop_column("event", "venue")
