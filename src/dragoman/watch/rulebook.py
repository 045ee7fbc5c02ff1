"""The rulebook: the rules that a store keeps, each with the day from which on reports are new to it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime

from dragoman.store.alerts import drop_rule, keep_rule, rule_rows
from dragoman.store.database import Database
from dragoman.store.rows import Row, listed
from dragoman.watch.channels import channel_of
from dragoman.watch.refusals import UnknownRuleError
from dragoman.watch.rules import Rule, rule_of


def keep_rules(database: Database, rules: Iterable[Rule], moment: datetime | None = None) -> list[str]:
    """Keep rules in a store, in the place of those of the same names; gives the names.

    Raises:
        ChannelError: alerts of one cannot be sent where it says.
    """
    kept = list(rules)
    for rule in kept:
        for address in rule.deliver:
            channel_of(address)
    made = (moment or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds")
    with database.writing() as connection:
        for rule in kept:
            fields = rule.model_dump(mode="json", exclude_defaults=True)
            keep_rule(connection, {"name": rule.name, "rule": listed(fields), "made": made})
    return [rule.name for rule in kept]


def rules_in(database: Database) -> list[tuple[Rule, str]]:
    """The rules of a store, by name, each with the day from which on reports are new to it."""
    with database.reading() as connection:
        return [(rule_in(row), since_of(row)) for row in rule_rows(connection)]


def rule_named(database: Database, name: str) -> tuple[Rule, str]:
    """One rule of a store, with the day from which on reports are new to it.

    Raises:
        UnknownRuleError: there is none of that name.
    """
    listed_rules = rules_in(database)
    for rule, since in listed_rules:
        if rule.name == name:
            return rule, since
    known = ", ".join(rule.name for rule, _ in listed_rules) or "none so far"
    raise UnknownRuleError(f"no rule '{name}'", where=database.where, do=f"the store has: {known}")


def remove_rule(database: Database, name: str) -> None:
    """Take a rule out of a store; its alerts stay on file.

    Raises:
        UnknownRuleError: there is none of that name.
    """
    rule_named(database, name)
    with database.writing() as connection:
        drop_rule(connection, name)


def rule_in(row: Row) -> Rule:
    """The rule that a row holds."""
    return rule_of(json.loads(row["rule"]))


def since_of(row: Row) -> str:
    """The first day whose reports are new to a rule: its own word, else the day on which it was added."""
    since: str | None = json.loads(row["rule"]).get("since")
    return since or str(row["made"])[:10]
