"""The tables, on SQLite and PostgreSQL alike.

Rows are told apart by ``key``, a number made of what the row is (``dragoman.merge.keys``); ``number`` only orders the
rows inside one database and means nothing outside it. Days are days since 1970-01-01, so that ranges are ranges of
integers. Lists are JSON texts.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
    text,
)

from dragoman.store.language_tables import metadata, named_together, translation

__all__ = ["metadata", "named_together", "translation"]

# What events are asked by, beside their type and day.
ASKED = ("last_day", "factuality", "contested", "origins", "classes", "standing")
# SQLite numbers rows by itself only in a column of type INTEGER.
Number = BigInteger().with_variant(Integer(), "sqlite")


def number() -> Column[int]:
    """The column that orders rows inside one database."""
    return Column("number", Number, primary_key=True, autoincrement=True)


def key() -> Column[int]:
    """The column that says which row it is, in every database the same."""
    return Column("key", BigInteger, nullable=False, unique=True)


article = Table(
    "article",
    metadata,
    number(),
    key(),
    Column("id", String, nullable=False),
    Column("url", Text),
    Column("publisher", Text),
    Column("publisher_id", String),
    Column("outlet", String, nullable=False),
    Column("source_class", String),
    Column("source_state", String),
    Column("title", Text),
    Column("translated_title", Text),
    Column("byline", Text, nullable=False),
    Column("published", String),
    Column("day", Integer, index=True),
    Column("language", String),
    Column("translator", String),
    Column("text", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("coder", String, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

event_mention = Table(
    "event_mention",
    metadata,
    number(),
    key(),
    Column("article", BigInteger, nullable=False, index=True),
    Column("local", String, nullable=False),
    Column("type", String, nullable=False),
    Column("mode", String),
    Column("quad", String, nullable=False),
    Column("score", Float),
    Column("contexts", Text, nullable=False),
    Column("actors", Text, nullable=False),
    Column("recipients", Text, nullable=False),
    Column("materiel", Text, nullable=False),
    Column("when_value", String),
    Column("when_end", String),
    Column("when_precision", String),
    Column("first_day", Integer),
    Column("last_day", Integer),
    Column("anchored", Boolean, nullable=False),
    Column("place", Text),
    Column("factuality", String, nullable=False),
    Column("denied_by", Text, nullable=False),
    Column("attribution", String),
    Column("confidence", Float, nullable=False),
    Column("trigger_start", Integer, nullable=False),
    Column("trigger_end", Integer, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("sentence", BigInteger),
    Column("translation", Text),
    Column("language", String),
    Column("words", LargeBinary, nullable=False),
    Column("anchors", LargeBinary),
    Column("named", LargeBinary),
    Column("quotes", Text, nullable=False),
    Column("manner", String),
    Column("origin", Text, nullable=False),
    Column("role", String, nullable=False),
    Column("activities", Text, nullable=False, server_default="[]"),
    Column("published", String),
    Column("outlet", String, nullable=False),
    Column("source_class", String),
    Column("source_state", String),
    Column("parent", BigInteger),
    Column("likeness", Float),
    Column("event", BigInteger, nullable=False, index=True),
    Column("standing", String, nullable=False),
    Column("carried", Boolean, nullable=False),
    # Most mentions hang on nothing.
    Index(
        "ix_event_mention_parent",
        "parent",
        sqlite_where=text("parent IS NOT NULL"),
        postgresql_where=text("parent IS NOT NULL"),
    ),
)

mention_block = Table(
    "mention_block",
    metadata,
    Column("block", BigInteger, primary_key=True, autoincrement=False),
    Column("mention", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

event = Table(
    "event",
    metadata,
    number(),
    key(),
    Column("type", String, nullable=False),
    Column("mode", String),
    Column("quad", String, nullable=False),
    Column("score", Float),
    Column("contexts", Text, nullable=False),
    Column("actors", Text, nullable=False),
    Column("recipients", Text, nullable=False),
    Column("materiel", Text, nullable=False),
    Column("when_value", String),
    Column("when_end", String),
    Column("when_precision", String),
    Column("day", Integer),
    Column("last_day", Integer),
    Column("place", Text),
    Column("venue", String),
    Column("factuality", String, nullable=False),
    Column("contested", Boolean, nullable=False),
    Column("mentions", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("first_report", String),
    Column("last_report", String),
    Column("reliability", String, nullable=False),
    Column("credibility", SmallInteger, nullable=False),
    Column("classes", Integer, nullable=False),
    Column("standing", String, nullable=False),
    Column("detail", Text, nullable=False),
    Column("activities", Text, nullable=False, server_default="[]"),
    Column("concerns", Text, nullable=False, server_default="[]"),
    # In the order in which events are listed, with what they are asked by: rare ones are found without reading all.
    Index("ix_event_day", "day", "key", *ASKED),
    Index("ix_event_type_day", "type", "day", "key", *ASKED),
    # All that a map of the whole store asks, so that the index alone answers; with what has no place, to count it.
    Index(
        "ix_event_venue",
        "venue",
        "quad",
        "standing",
        "day",
        "last_day",
        "type",
        "factuality",
        "contested",
        "origins",
        "classes",
    ),
)

event_facet = Table(
    "event_facet",
    metadata,
    Column("facet", String, primary_key=True),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("event", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

event_tie = Table(
    "event_tie",
    metadata,
    Column("dyad", String, primary_key=True),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("event", BigInteger, primary_key=True, autoincrement=False),
    Column("last_day", Integer, nullable=False),
    Column("quad", SmallInteger, nullable=False),
    Column("kind", SmallInteger, nullable=False),
    Column("contexts", BigInteger, nullable=False),
    Column("score", Float),
    Column("dated", Boolean, nullable=False),
    Index("ix_event_tie_day", "day", "dyad", "quad", "kind"),
    sqlite_with_rowid=False,
)

coverage = Table(
    "coverage",
    metadata,
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("events", Integer, nullable=False),
)

attribution = Table(
    "attribution",
    metadata,
    number(),
    key(),
    Column("article", BigInteger, nullable=False, index=True),
    Column("local", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("source_entity", String),
    Column("source", Text),
    Column("cue", Text),
    Column("content_start", Integer, nullable=False),
    Column("content_end", Integer, nullable=False),
    Column("stance", String),
    Column("parent", String),
    Column("medium_entity", String),
    Column("standing", String, nullable=False),
    Column("carried", Boolean, nullable=False),
)

copy_band = Table(
    "copy_band",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("article", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

passage = Table(
    "passage",
    metadata,
    Column("sentence", BigInteger, primary_key=True, autoincrement=False),
    Column("article", BigInteger, primary_key=True, autoincrement=False),
    Column("paragraph", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

article_copy = Table(
    "article_copy",
    metadata,
    Column("article", BigInteger, primary_key=True, autoincrement=False),
    Column("other", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("share", Float, nullable=False),
    Column("detail", Text, nullable=False),
    Index("ix_article_copy_other", "other"),
    sqlite_with_rowid=False,
)

review = Table(
    "review",
    metadata,
    number(),
    key(),
    Column("scope", String, nullable=False),
    Column("target", BigInteger, nullable=False, index=True),
    Column("article", BigInteger),
    Column("action", String, nullable=False),
    Column("fields", Text, nullable=False),
    Column("note", Text),
    Column("author", String),
    Column("made", String, nullable=False),
    Column("withdrawn", String),
    Column("snapshot", Text, nullable=False),
)

pin = Table(
    "pin",
    metadata,
    Column("mention", BigInteger, primary_key=True, autoincrement=False),
    Column("review", BigInteger, primary_key=True, autoincrement=False),
    Column("company", BigInteger, nullable=False, index=True),
    Column("made", String, nullable=False),
    sqlite_with_rowid=False,
)

source_mark = Table(
    "source_mark",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("locator", Text, nullable=False),
    Column("mark", Text, nullable=False),
)

failure = Table(
    "failure",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("locator", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("code", String, nullable=False),
    Column("what", Text, nullable=False),
    Column("place", Text),
    Column("advice", Text),
    Column("attempts", Integer, nullable=False),
    Column("seen", String, nullable=False),
)

watch_rule = Table(
    "watch_rule",
    metadata,
    Column("name", String, primary_key=True),
    Column("rule", Text, nullable=False),
    Column("made", String, nullable=False),
)

alert = Table(
    "alert",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("rule", String, nullable=False, index=True),
    Column("trigger", String, nullable=False),
    Column("cause", String, nullable=False),
    Column("event", BigInteger, index=True),
    Column("dyad", String),
    Column("day", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("made", String, nullable=False),
    Column("revised", String),
    Column("body", Text, nullable=False),
)

delivery = Table(
    "delivery",
    metadata,
    Column("alert", BigInteger, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("channel", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due", String),
    Column("said", Text),
)

store_state = Table(
    "store_state",
    metadata,
    Column("one", SmallInteger, primary_key=True, autoincrement=False),
    Column("version", BigInteger, nullable=False),
)

saved_search = Table(
    "saved_search",
    metadata,
    Column("person", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("query", Text, nullable=False),
    Column("made", String, nullable=False),
)

star = Table(
    "star",
    metadata,
    Column("person", String, primary_key=True),
    Column("event", BigInteger, primary_key=True, autoincrement=False),
    Column("made", String, nullable=False),
)

visit = Table(
    "visit",
    metadata,
    Column("person", String, primary_key=True),
    Column("known", BigInteger, nullable=False),
    Column("known_at", String, nullable=False),
    Column("seen", BigInteger, nullable=False),
    Column("seen_at", String, nullable=False),
)

account = Table(
    "account",
    metadata,
    Column("name", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("password", Text),
    Column("token", Text),
    Column("made", String, nullable=False),
)
