"""The tables of the store."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# The full-text indices, which each database makes in its own way.
SQLITE = (
    "CREATE VIRTUAL TABLE mention_words USING fts5(words, content='', columnsize=0, tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE article_words USING fts5(words, content='', columnsize=0, tokenize='porter unicode61 remove_diacritics 2')",
)
POSTGRES = (
    "CREATE TEXT SEARCH DICTIONARY dragoman_stem (TEMPLATE = snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION dragoman (COPY = simple)",
    "ALTER TEXT SEARCH CONFIGURATION dragoman ALTER MAPPING FOR asciiword, word, asciihword, hword, hword_asciipart, hword_part WITH dragoman_stem",
    "CREATE TABLE mention_words (key bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX ix_mention_words ON mention_words USING gin (words)",
    "CREATE TABLE article_words (key bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX ix_article_words ON article_words USING gin (words)",
)


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "article",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("publisher_id", sa.String(), nullable=True),
        sa.Column("outlet", sa.String(), nullable=False),
        sa.Column("source_class", sa.String(), nullable=True),
        sa.Column("source_state", sa.String(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("byline", sa.Text(), nullable=False),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("coder", sa.String(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("key"),
    )
    op.create_table(
        "article_copy",
        sa.Column("article", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("other", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("article", "other"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_article_copy_other", "article_copy", ["other"], unique=False)
    op.create_table(
        "attribution",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("article", sa.BigInteger(), nullable=False),
        sa.Column("local", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source_entity", sa.String(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("cue", sa.Text(), nullable=True),
        sa.Column("content_start", sa.Integer(), nullable=False),
        sa.Column("content_end", sa.Integer(), nullable=False),
        sa.Column("stance", sa.String(), nullable=True),
        sa.Column("parent", sa.String(), nullable=True),
        sa.Column("medium_entity", sa.String(), nullable=True),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("carried", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("key"),
    )
    op.create_index(op.f("ix_attribution_article"), "attribution", ["article"], unique=False)
    op.create_table(
        "copy_band",
        sa.Column("band", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("band", "article"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "event",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=True),
        sa.Column("quad", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("contexts", sa.Text(), nullable=False),
        sa.Column("actors", sa.Text(), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("materiel", sa.Text(), nullable=False),
        sa.Column("when_value", sa.String(), nullable=True),
        sa.Column("when_end", sa.String(), nullable=True),
        sa.Column("when_precision", sa.String(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("last_day", sa.Integer(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("factuality", sa.String(), nullable=False),
        sa.Column("contested", sa.Boolean(), nullable=False),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.Column("outlets", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("first_report", sa.String(), nullable=True),
        sa.Column("last_report", sa.String(), nullable=True),
        sa.Column("reliability", sa.String(), nullable=False),
        sa.Column("credibility", sa.SmallInteger(), nullable=False),
        sa.Column("classes", sa.Integer(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_event_day", "event", ["day", "key"], unique=False)
    op.create_index("ix_event_type_day", "event", ["type", "day", "key"], unique=False)
    op.create_table(
        "event_facet",
        sa.Column("facet", sa.String(), nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("facet", "day", "event"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "event_mention",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("article", sa.BigInteger(), nullable=False),
        sa.Column("local", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=True),
        sa.Column("quad", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("contexts", sa.Text(), nullable=False),
        sa.Column("actors", sa.Text(), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("materiel", sa.Text(), nullable=False),
        sa.Column("when_value", sa.String(), nullable=True),
        sa.Column("when_end", sa.String(), nullable=True),
        sa.Column("when_precision", sa.String(), nullable=True),
        sa.Column("first_day", sa.Integer(), nullable=True),
        sa.Column("last_day", sa.Integer(), nullable=True),
        sa.Column("anchored", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("factuality", sa.String(), nullable=False),
        sa.Column("denied_by", sa.Text(), nullable=False),
        sa.Column("attribution", sa.String(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("trigger_start", sa.Integer(), nullable=False),
        sa.Column("trigger_end", sa.Integer(), nullable=False),
        sa.Column("sentence_start", sa.Integer(), nullable=False),
        sa.Column("sentence_end", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.BigInteger(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("quotes", sa.Text(), nullable=False),
        sa.Column("manner", sa.String(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("outlet", sa.String(), nullable=False),
        sa.Column("source_class", sa.String(), nullable=True),
        sa.Column("source_state", sa.String(), nullable=True),
        sa.Column("parent", sa.BigInteger(), nullable=True),
        sa.Column("likeness", sa.Float(), nullable=True),
        sa.Column("event", sa.BigInteger(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("carried", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("key"),
    )
    op.create_index(op.f("ix_event_mention_article"), "event_mention", ["article"], unique=False)
    op.create_index(op.f("ix_event_mention_event"), "event_mention", ["event"], unique=False)
    op.create_index(
        "ix_event_mention_parent",
        "event_mention",
        ["parent"],
        unique=False,
        sqlite_where=sa.text("parent IS NOT NULL"),
        postgresql_where=sa.text("parent IS NOT NULL"),
    )
    op.create_table(
        "failure",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("advice", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("seen", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "mention_block",
        sa.Column("block", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("mention", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block", "mention"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "passage",
        sa.Column("sentence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("paragraph", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("sentence", "article", "paragraph"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "pin",
        sa.Column("mention", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("review", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("company", sa.BigInteger(), nullable=False),
        sa.Column("made", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("mention", "review"),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_pin_company"), "pin", ["company"], unique=False)
    op.create_table(
        "review",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=False),
        sa.Column("article", sa.BigInteger(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("author", sa.String(), nullable=True),
        sa.Column("made", sa.String(), nullable=False),
        sa.Column("withdrawn", sa.String(), nullable=True),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("key"),
    )
    op.create_index(op.f("ix_review_target"), "review", ["target"], unique=False)
    op.create_table(
        "source_mark",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRES:
        op.execute(statement)


def downgrade() -> None:
    """Take the change back."""
    for kind in ("mention", "article"):
        op.execute(f"DROP TABLE {kind}_words")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP TEXT SEARCH CONFIGURATION dragoman")
        op.execute("DROP TEXT SEARCH DICTIONARY dragoman_stem")
    op.drop_table("source_mark")
    op.drop_index(op.f("ix_review_target"), table_name="review")
    op.drop_table("review")
    op.drop_index(op.f("ix_pin_company"), table_name="pin")
    op.drop_table("pin")
    op.drop_table("passage")
    op.drop_table("mention_block")
    op.drop_table("failure")
    op.drop_index(
        "ix_event_mention_parent",
        table_name="event_mention",
        sqlite_where=sa.text("parent IS NOT NULL"),
        postgresql_where=sa.text("parent IS NOT NULL"),
    )
    op.drop_index(op.f("ix_event_mention_event"), table_name="event_mention")
    op.drop_index(op.f("ix_event_mention_article"), table_name="event_mention")
    op.drop_table("event_mention")
    op.drop_table("event_facet")
    op.drop_index("ix_event_type_day", table_name="event")
    op.drop_index("ix_event_day", table_name="event")
    op.drop_table("event")
    op.drop_table("copy_band")
    op.drop_index(op.f("ix_attribution_article"), table_name="attribution")
    op.drop_table("attribution")
    op.drop_index("ix_article_copy_other", table_name="article_copy")
    op.drop_table("article_copy")
    op.drop_table("article")
