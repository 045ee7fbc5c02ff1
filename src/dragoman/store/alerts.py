"""Alerts, rules and deliveries as the store keeps them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from dragoman.store.batches import insert
from dragoman.store.rows import Row
from dragoman.store.tables import alert, delivery, watch_rule

WAITING, SENT, FAILED = "waiting", "sent", "failed"


def rule_rows(connection: Connection) -> list[Row]:
    """The rules, by name."""
    return [dict(row) for row in connection.execute(select(watch_rule).order_by(watch_rule.c.name)).mappings()]


def keep_rule(connection: Connection, row: Row) -> None:
    """Keep a rule; one of the same name is replaced, and stays as old as it was."""
    before = connection.execute(select(watch_rule.c.made).where(watch_rule.c.name == row["name"])).scalar()
    if before is None:
        insert(connection, watch_rule, [row])
    else:
        connection.execute(watch_rule.update().where(watch_rule.c.name == row["name"]).values(rule=row["rule"]))


def drop_rule(connection: Connection, name: str) -> bool:
    """Take a rule out, and what is still to be sent for it; its alerts stay on file. Whether there was one."""
    gone = connection.execute(watch_rule.delete().where(watch_rule.c.name == name)).rowcount > 0
    keys = select(alert.c.key).where(alert.c.rule == name)
    connection.execute(delivery.delete().where(delivery.c.alert.in_(keys), delivery.c.state == WAITING))
    return gone


def alert_rows(
    connection: Connection, rule: str | None = None, *, dyad: str | None = None, limit: int | None = None
) -> list[Row]:
    """Alerts, those that were last given or revised first; of one rule or pair of states, or of all."""
    query = select(alert)
    if dyad is not None:
        query = query.where(alert.c.dyad == dyad)
    if rule is not None:
        query = query.where(alert.c.rule == rule)
    rows = [dict(row) for row in connection.execute(query).mappings()]
    rows.sort(key=lambda row: (row["revised"] or row["made"], row["day"], row["key"]), reverse=True)
    return rows[:limit]


def alert_row(connection: Connection, key: int) -> Row | None:
    """One alert."""
    row = connection.execute(select(alert).where(alert.c.key == key)).mappings().first()
    return dict(row) if row is not None else None


def keep_alert(connection: Connection, row: Row, channels: Sequence[str], due: str) -> None:
    """Keep an alert, or its new version, and what is to be sent of it; older versions that wait go unsent."""
    if connection.execute(select(alert.c.key).where(alert.c.key == row["key"])).scalar() is None:
        insert(connection, alert, [row])
    else:
        connection.execute(alert.update().where(alert.c.key == row["key"]).values(row))
    older = and_(delivery.c.alert == row["key"], delivery.c.version < row["version"], delivery.c.state == WAITING)
    connection.execute(delivery.delete().where(older))
    insert(
        connection, delivery,
        [{"alert": row["key"], "version": row["version"], "channel": channel, "state": WAITING, "attempts": 0,
          "due": due, "said": None} for channel in dict.fromkeys(channels)],
    )  # fmt: skip


def due_deliveries(connection: Connection, moment: str) -> list[Row]:
    """What is to be sent by a moment, the oldest first."""
    query = select(delivery).where(delivery.c.state == WAITING, delivery.c.due <= moment)
    order = (delivery.c.due, delivery.c.alert, delivery.c.version, delivery.c.channel)
    return [dict(row) for row in connection.execute(query.order_by(*order)).mappings()]


def note_delivery(connection: Connection, row: Row, values: Row) -> None:
    """Write down what came of a delivery."""
    connection.execute(delivery.update().where(same(row)).values(values))


def claim_delivery(connection: Connection, row: Row, until: str) -> bool:
    """Take a delivery in hand until a moment, so that nobody else sends it; whether it was still to be had."""
    due = or_(delivery.c.due == row["due"], delivery.c.due.is_(None))
    free = and_(same(row), delivery.c.state == WAITING, due)
    return connection.execute(delivery.update().where(free).values(due=until)).rowcount > 0


def same(row: Row) -> ColumnElement[bool]:
    """Whether a row of the table is a delivery: of one version of an alert to one channel."""
    return and_(*(delivery.c[name] == row[name] for name in ("alert", "version", "channel")))
