"""Ties, concerns and alerts."""

from __future__ import annotations

import json
from itertools import combinations, product
from typing import Any

import sqlalchemy as sa
from alembic import op

from dragoman.knowledge.plover import plover

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# The rules as they were when this version of the tables was made.
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
WORDS = ("SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN")
TOGETHER = ("CONSULT", "COOPERATE", "AGREE")
CONTEXTS = (
    "military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy",
    "pro_autocracy", "economic", "legal", "reparations", "human_rights", "rights_freedoms", "repression",
    "human_security", "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic", "territory",
    "peacekeeping", "health", "asylum", "migration", "disasters", "natural_resource", "environment", "technology",
    "terrorism", "cbrn", "cyber", "misinformation", "crime", "corruption", "illegal_drugs", "trafficking",
)  # fmt: skip
TIES = sa.text(
    "INSERT INTO event_tie (dyad, day, event, last_day, quad, kind, contexts, score, dated) "
    "VALUES (:dyad, :day, :event, :last_day, :quad, :kind, :contexts, :score, :dated)"
)
NO_DAY = -1_000_000
BATCH = 2_000

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
        "coverage",
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day"),
    )
    op.create_index(op.f("ix_article_day"), "article", ["day"])
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
    fill_ties()


def downgrade() -> None:
    """Take the change back."""
    op.drop_index(op.f("ix_article_day"), "article")
    for table in ("delivery", "alert", "watch_rule", "coverage", "event_tie"):
        op.drop_table(table)
    for table, name in reversed(LISTS):
        op.drop_column(table, name)


def fill_ties() -> None:
    """Write the ties and the coverage of the events that the store holds."""
    connection = op.get_bind()
    connection.execute(
        sa.text(
            "INSERT INTO coverage (day, events) SELECT day, count(*) FROM event WHERE standing <> 'rejected' "
            "AND day <> :none AND NOT (factuality = 'historical' AND when_value IS NULL) GROUP BY day"
        ),
        {"none": NO_DAY},
    )
    query = sa.text(
        "SELECT number, key, type, mode, quad, score, standing, contexts, actors, recipients, when_value, day, last_day, factuality "
        "FROM event WHERE number > :after AND standing <> 'rejected' ORDER BY number LIMIT :most"
    )
    after = 0
    while rows := connection.execute(query, {"after": after, "most": BATCH}).mappings().fetchall():
        after = rows[-1]["number"]
        ties = [tie for row in rows for tie in ties_of(dict(row))]
        if ties:
            connection.execute(TIES, ties)


def ties_of(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The ties of one event."""
    said = row["factuality"]
    if said == "negated" or row["day"] == NO_DAY or (said == "historical" and row["when_value"] is None):
        return []
    if row["standing"] == "corrected":
        # Corrections leave these columns as they were; whoever shows the event looks them up.
        known = plover().types[row["type"]]
        score = plover().score(row["type"], row["mode"] if row["mode"] in known.modes else None)
        row = {**row, "quad": known.quad, "score": score}
    ahead = said in ("future", "hypothetical") or row["type"] == "AGREE"
    bits = sum(1 << CONTEXTS.index(name) for name in json.loads(row["contexts"]) if name in CONTEXTS)
    sides = [{party["state"] for party in json.loads(row[side]) if party["state"]} for side in ("actors", "recipients")]
    joined = combinations(sorted(sides[0] | sides[1]), 2) if row["type"] in TOGETHER else product(*sides)
    return [
        {
            "dyad": f"{one}-{other}",
            "day": row["day"],
            "event": row["key"],
            "last_day": row["last_day"],
            "quad": QUADS.index(row["quad"]),
            "kind": 2 if ahead else 1 if row["type"] in WORDS else 0,
            "contexts": bits,
            "score": row["score"],
            "dated": row["when_value"] is not None,
        }
        for one, other in sorted({(min(pair), max(pair)) for pair in joined})
        if one != other
    ]
