"""The desk in the browser: where events were, what people saved, starred and saw, and who may come in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dragoman.knowledge.plover import plover

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

VENUE = ("venue", "quad", "standing", "day", "last_day", "type", "factuality", "contested", "origins", "classes")
ASKED = ("last_day", "factuality", "contested", "origins", "classes", "standing")
LISTED = {"ix_event_day": ("day", "key"), "ix_event_type_day": ("type", "day", "key")}
ID_OF = {"sqlite": "json_extract(place, '$.id')", "postgresql": "(place::json)->>'id'"}

SIDES = sa.text("UPDATE event SET quad = :quad, score = :score WHERE key = :key")


def upgrade() -> None:
    """Make the change."""
    op.add_column("event", sa.Column("venue", sa.String(), nullable=True))
    name = ID_OF[op.get_bind().dialect.name]
    op.execute(f"UPDATE event SET venue = {name} WHERE place IS NOT NULL")
    op.create_index("ix_event_venue", "event", list(VENUE))
    for index, columns in LISTED.items():
        op.drop_index(index, "event")
        op.create_index(index, "event", [*columns, *ASKED])
    correct_sides(op.get_bind())
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


def correct_sides(connection: sa.Connection) -> None:
    """Give what analysts corrected the quad class and the score of its type; before, they were worked out when shown."""
    rows = connection.execute(sa.text("SELECT key, type, mode FROM event WHERE standing = 'corrected'")).fetchall()
    for key, kind, mode in rows:
        known = plover().types[kind]
        score = plover().score(kind, mode if mode in known.modes else None)
        connection.execute(SIDES, {"quad": known.quad, "score": score, "key": key})


def downgrade() -> None:
    """Take the change back."""
    for table in ("account", "visit", "star", "saved_search", "store_state"):
        op.drop_table(table)
    op.drop_index("ix_event_venue", "event")
    for index, columns in LISTED.items():
        op.drop_index(index, "event")
        op.create_index(index, "event", list(columns))
    op.drop_column("event", "venue")
