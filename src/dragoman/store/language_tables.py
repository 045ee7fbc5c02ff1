"""The tables of what other languages bring: translations, and states that unread articles name together.

They hang on the same metadata as those of ``tables``, which gives them out as well.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table, Text

metadata = MetaData()

# Two states that an article names in one sentence, where nobody could read what it says of them.
named_together = Table(
    "named_together",
    metadata,
    Column("dyad", String, primary_key=True),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("article", BigInteger, primary_key=True, autoincrement=False, index=True),
    Column("sentences", Integer, nullable=False),
    sqlite_with_rowid=False,
)

translation = Table(
    "translation",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    *(Column(name, String, nullable=False) for name in ("source", "target", "engine", "version", "text_hash", "made")),
    Column("text", Text, nullable=False),
)
