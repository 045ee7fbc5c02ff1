"""Words: the full-text indices over what mentions and articles say, and how a question of words is written.

A question is words that must all stand in the text; "in quotes" a phrase; ``word*`` a beginning; ``-word`` what must
not stand there. Words are found in all their endings (Porter's stems on SQLite, Snowball's on PostgreSQL).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, text

from dragoman.store.refusals import QueryError

Kind = Literal["mention", "article"]
TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
WORD = re.compile(r"\w+", re.UNICODE)
MOST_TERMS = 32


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a question: its words in order, whether the last is a beginning, whether it must not stand there."""

    words: tuple[str, ...]
    beginning: bool
    without: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A text of an index: the row's number and key, and its words."""

    number: int
    key: int
    text: str


def terms_of(question: str) -> list[Term]:
    """The terms of a question.

    Raises:
        QueryError: it has no words, only words that must not stand there, or too many.
    """
    terms = []
    for match in TERM.finditer(question):
        raw = match[2] if match[2] is not None else match[3]
        words = tuple(WORD.findall(raw.casefold()))
        if words:
            terms.append(Term(words, match[2] is None and raw.endswith("*"), match[1] == "-"))
    if not any(not term.without for term in terms):
        raise QueryError("no words to look for", where=question[:80], do='give words, such as: find "arms embargo" jet')
    if len(terms) > MOST_TERMS:
        raise QueryError(f"more than {MOST_TERMS} words", where=question[:80], do="give fewer")
    return terms


def match_sqlite(question: str) -> str:
    """A question as FTS5 writes it."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for term in terms_of(question):
        phrase = '"' + " ".join(term.words) + '"' + ("*" if term.beginning else "")
        (unwanted if term.without else wanted).append(phrase)
    found = " AND ".join(wanted)
    return f"({found}) NOT ({' OR '.join(unwanted)})" if unwanted else found


def match_postgres(question: str) -> str:
    """A question as ``to_tsquery`` reads it."""
    parts = []
    for term in terms_of(question):
        words = [f"'{word}'" for word in term.words]
        if term.beginning:
            words[-1] += ":*"
        phrase = " <-> ".join(words)
        parts.append(f"!({phrase})" if term.without else f"({phrase})")
    return " & ".join(parts)


def add_words(connection: Connection, kind: Kind, entries: Sequence[Entry]) -> None:
    """Put texts into an index. Ascending numbers keep FTS5 from writing out after each."""
    if not entries:
        return
    if connection.dialect.name == "sqlite":
        rows: list[Any] = sorted((entry.number, entry.text) for entry in entries)
        connection.exec_driver_sql(f"INSERT INTO {kind}_words (rowid, words) VALUES (?, ?)", rows)
        return
    connection.execute(
        text(f"INSERT INTO {kind}_words (key, words) VALUES (:key, to_tsvector('dragoman', :words))"),
        [{"key": entry.key, "words": entry.text} for entry in entries],
    )


def remove_words(connection: Connection, kind: Kind, entries: Iterable[Entry]) -> None:
    """Take texts out of an index; FTS5 must be told exactly what was put in."""
    listed = list(entries)
    if not listed:
        return
    if connection.dialect.name == "sqlite":
        rows: list[Any] = [(entry.number, entry.text) for entry in listed]
        connection.exec_driver_sql(
            f"INSERT INTO {kind}_words ({kind}_words, rowid, words) VALUES ('delete', ?, ?)", rows
        )
        return
    connection.execute(text(f"DELETE FROM {kind}_words WHERE key = :key"), [{"key": entry.key} for entry in listed])


def matching(dialect: str, kind: Kind, question: str, name: str) -> tuple[str, dict[str, str]]:
    """SQL for the keys of the rows of ``{kind}`` that match a question, and its parameter called ``name``."""
    table = "event_mention" if kind == "mention" else "article"
    if dialect == "sqlite":
        sql = (
            f"SELECT {table}.key FROM {table} WHERE {table}.number IN "
            f"(SELECT rowid FROM {kind}_words WHERE {kind}_words MATCH :{name})"
        )
        return sql, {name: match_sqlite(question)}
    sql = f"SELECT key FROM {kind}_words WHERE words @@ to_tsquery('dragoman', :{name})"
    return sql, {name: match_postgres(question)}


SQLITE = tuple(
    f"CREATE VIRTUAL TABLE {kind}_words USING fts5(words, content='', columnsize=0, "
    "tokenize='porter unicode61 remove_diacritics 2')"
    for kind in ("mention", "article")
)
POSTGRES = (
    # Snowball's English without a list of stop words: a phrase keeps all its words.
    "CREATE TEXT SEARCH DICTIONARY dragoman_stem (TEMPLATE = snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION dragoman (COPY = simple)",
    "ALTER TEXT SEARCH CONFIGURATION dragoman ALTER MAPPING FOR "
    "asciiword, word, asciihword, hword, hword_asciipart, hword_part WITH dragoman_stem",
    *(
        statement
        for kind in ("mention", "article")
        for statement in (
            f"CREATE TABLE {kind}_words (key bigint PRIMARY KEY, words tsvector NOT NULL)",
            f"CREATE INDEX ix_{kind}_words ON {kind}_words USING gin (words)",
        )
    ),
)
