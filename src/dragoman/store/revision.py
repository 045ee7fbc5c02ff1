"""Revision: coded rows brought in step with what analysts said, and replaced by those of a newer coder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from dragoman.merge.acts import window_of
from dragoman.record import When
from dragoman.store.batches import delete_where, insert, rows_where
from dragoman.store.corrections import said_record
from dragoman.store.rows import Filed, Row, act_from, block_rows, file_record, record_from
from dragoman.store.tables import article, attribution, event_mention, mention_block, named_together, pin, review
from dragoman.store.upkeep import Upkeep
from dragoman.store.words import remove_words
from dragoman.store.writer import article_words, entries, index

# What of an article's row follows from its coding.
CODED = ("record", "coder", "signature", "translated_title", "translator")
WINDOW = ("when_value", "when_end", "when_precision", "factuality")


def standing_of(reviews: Sequence[Mapping[str, Any]]) -> str:
    """How something stands after the reviews in force: the latest decides."""
    words = {"confirm": "confirmed", "correct": "corrected", "reject": "rejected"}
    found = [words[one["action"]] for one in reviews if one["action"] in words]
    return found[-1] if found else "machine"


def renew_mentions(connection: Connection, keys: Iterable[int]) -> None:
    """Bring event mentions in step with the reviews in force, and merge them anew."""
    before = {row["key"]: dict(row) for row in rows_where(connection, select(event_mention), event_mention.c.key, keys)}
    machine = machine_mentions(connection, {row["article"] for row in before.values()})
    said = reviews_of_mentions(connection, before)
    gone = {key: row["event"] for key, row in before.items()}
    delete_where(connection, mention_block, mention_block.c.mention, before)
    fresh = []
    for key, row in before.items():
        # Of a carried mention the machine has no word any more: what it was when reviewed is in the row.
        base = machine.get(key, row)
        renewed = reviewed({**base, "carried": row["carried"]}, said.get(key, ()))
        values = {**renewed, "parent": None, "likeness": None, "event": key}
        values.pop("number", None)
        connection.execute(event_mention.update().where(event_mention.c.key == key).values(values))
        if values["standing"] != "rejected":
            fresh.append(act_from(values))
    insert(connection, mention_block, [block for act in fresh for block in block_rows(act)])
    Upkeep(connection).replace(gone, fresh)


def machine_mentions(connection: Connection, articles: Iterable[int]) -> dict[int, Row]:
    """The event mentions of articles as the machine coded them, by key."""
    found = {}
    for row in rows_where(connection, select(article), article.c.key, articles):
        for mention in file_record(said_record(connection, row)).mentions:
            found[mention["key"]] = mention
    return found


def machine_attribution(connection: Connection, key: int) -> Row:
    """An attribution as the machine coded it; as it stands where the machine does not find it any more."""
    row = dict(connection.execute(select(attribution).where(attribution.c.key == key)).mappings().one())
    holder = connection.execute(select(article).where(article.c.key == row["article"])).mappings().one()
    coded = {one["key"]: one for one in file_record(record_from(dict(holder))).attributions}
    found: Row = coded.get(key, row)
    return {name: value for name, value in found.items() if name != "number"}


def reviews_of_mentions(connection: Connection, keys: Iterable[int]) -> dict[int, list[Row]]:
    """The reviews of event mentions in force, the earliest first."""
    found: dict[int, list[Row]] = {}
    query = select(review).where(review.c.scope == "mention", review.c.withdrawn.is_(None))
    for row in rows_where(connection, query, review.c.target, keys):
        found.setdefault(row["target"], []).append(dict(row))
    return {key: sorted(listed, key=lambda one: (one["made"], one["key"])) for key, listed in found.items()}


def reviewed(row: Row, reviews: Sequence[Mapping[str, Any]]) -> Row:
    """The row of an event mention with what analysts said of it."""
    fields: Row = {}
    for one in reviews:
        fields |= json.loads(one["fields"])
    renewed = {**row, **fields, "standing": standing_of(reviews)}
    if any(name in fields for name in WINDOW):
        when = When(value=renewed["when_value"], value_end=renewed["when_end"], precision=renewed["when_precision"])
        first, last, anchored = window_of(when, renewed["factuality"], renewed["published"])
        renewed |= {"first_day": first, "last_day": last, "anchored": anchored}
    return renewed


def replace_records(connection: Connection, filed: Iterable[Filed]) -> int:
    """Put newly coded records in the place of those in the store; what was reviewed stays. Gives their number."""
    count = 0
    for one in filed:
        row = connection.execute(select(article).where(article.c.key == one.key)).mappings().first()
        if row is None or row["coder"] == one.article["coder"]:
            continue
        old = file_record(record_from(dict(row)))
        replace_coded(connection, old, one)
        if article_words(old) != article_words(one):
            remove_words(connection, "article", entries(connection, article, {one.key: article_words(old)}))
            index(connection, "article", article, {one.key: article_words(one)})
        values = {name: one.article[name] for name in CODED}
        connection.execute(article.update().where(article.c.key == one.key).values(values))
        renew_mentions(connection, [mention["key"] for mention in one.mentions])
        count += 1
    return count


def replace_coded(connection: Connection, old: Filed, new: Filed) -> None:
    """Put the coded rows of one article in the place of its old ones, except for those that were reviewed."""
    stored = {row["key"]: dict(row) for row in rows_where(
        connection, select(event_mention), event_mention.c.article, [new.key])}  # fmt: skip
    fresh = {row["key"] for row in new.mentions}
    kept = (stored.keys() - fresh) & reviewed_keys(connection, stored)
    gone = stored.keys() - kept
    unindex(connection, old, gone)
    delete_where(connection, event_mention, event_mention.c.key, gone)
    delete_where(connection, mention_block, mention_block.c.mention, gone)
    for key in kept:
        connection.execute(event_mention.update().where(event_mention.c.key == key).values(carried=True))
    replace_attributions(connection, new)
    delete_where(connection, named_together, named_together.c.article, [new.key])
    insert(connection, named_together, new.together)
    insert(connection, event_mention, new.mentions)
    insert(connection, mention_block, [row for act in new.acts for row in block_rows(act)])
    reindex(connection, new)
    Upkeep(connection).replace({key: stored[key]["event"] for key in gone}, new.acts)


def reviewed_keys(connection: Connection, keys: Iterable[int]) -> set[int]:
    """Which of some mentions analysts confirmed, corrected or pinned, themselves or as an event."""
    wanted = list(keys)
    query = select(review.c.target).where(
        review.c.withdrawn.is_(None), review.c.action.in_(("confirm", "correct")), review.c.scope != "attribution"
    )
    found = {row["target"] for row in rows_where(connection, query, review.c.target, wanted)}
    return found | {row["mention"] for row in rows_where(connection, select(pin.c.mention), pin.c.mention, wanted)}


def replace_attributions(connection: Connection, new: Filed) -> None:
    """Put the attributions of one article in the place of its old ones, except for those that were reviewed."""
    query = select(attribution.c.key)
    stored = {row["key"] for row in rows_where(connection, query, attribution.c.article, [new.key])}
    said = select(review.c.target).where(review.c.scope == "attribution", review.c.withdrawn.is_(None))
    held = {row["target"] for row in rows_where(connection, said, review.c.target, stored)}
    fresh = [row for row in new.attributions if row["key"] not in held]
    delete_where(connection, attribution, attribution.c.key, stored - held)
    for key in held - {row["key"] for row in new.attributions}:
        connection.execute(attribution.update().where(attribution.c.key == key).values(carried=True))
    insert(connection, attribution, fresh)


def unindex(connection: Connection, old: Filed, keys: Iterable[int]) -> None:
    """Take mentions out of the index of words."""
    texts = {act.key: text for act, text in zip(old.acts, old.words, strict=True)}
    remove_words(connection, "mention", entries(connection, event_mention, {key: texts[key] for key in keys}))


def reindex(connection: Connection, new: Filed) -> None:
    """Put the mentions of a record into the index of words."""
    index(connection, "mention", event_mention, dict(zip((act.key for act in new.acts), new.words, strict=True)))
