"""Watching: the questions to a desk about rules, alerts and what rules would have said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dragoman.store.alerts import alert_rows
from dragoman.store.database import Database
from dragoman.store.query import day
from dragoman.watch.rulebook import keep_rules, remove_rule, rule_named, rules_in
from dragoman.watch.rules import Rule

if TYPE_CHECKING:
    from dragoman.watch.alerts import Alert
    from dragoman.watch.delivery import Delivered
    from dragoman.watch.watcher import Outcome

DAY = 86_400


class Watching:
    """What a desk keeps watch over: the part of ``Desk`` that works with rules and alerts."""

    database: Database

    def watch_add(self, *rules: Rule) -> list[str]:
        """Keep rules of watching, in the place of those of the same names; gives the names.

        Raises:
            ChannelError: alerts of one cannot be sent where it says.
        """
        return keep_rules(self.database, rules)

    def watch_rules(self) -> list[tuple[Rule, str]]:
        """The rules by name, each with the day from which on reports are new to it."""
        return rules_in(self.database)

    def watch_rule(self, name: str) -> Rule:
        """One rule.

        Raises:
            UnknownRuleError: there is none of that name.
        """
        return rule_named(self.database, name)[0]

    def watch_remove(self, name: str) -> None:
        """Take a rule out; its alerts stay on file."""
        remove_rule(self.database, name)

    def watch_test(
        self, rule: Rule | str, *, since: str = "1970", until: str = "today",
        progress: Callable[[int, int], None] | None = None, most: int | None = None,
    ) -> list[Alert]:  # fmt: skip
        """What a rule would have said between two days, the earliest first; nothing is kept and nothing is sent.

        Raises:
            ReplayError: the rule looks at more than ``most`` events.
        """
        from dragoman.watch.replay import replay

        wanted = self.watch_rule(rule) if isinstance(rule, str) else rule
        return replay(self.database, wanted, since, until, progress, most)

    def watch_run(self, *, as_of: str | None = None, send: bool = True) -> tuple[Outcome, Delivered]:
        """Go through the store with all rules; keep what is new or changed, and deliver it.

        Args:
            as_of: look for changed rates in the whole weeks before this day; None means today.
            send: deliver what there is to say; else it waits for the next run.
        """
        from dragoman.watch.delivery import Delivered, deliver
        from dragoman.watch.watcher import watch_store

        moment = datetime.fromtimestamp(day(as_of, last=True) * DAY, UTC) if as_of else None
        outcome = watch_store(self.database, self.watch_rules(), moment)
        return outcome, deliver(self.database) if send else Delivered()

    def alerts(self, rule: str | None = None, limit: int | None = None, *, dyad: str | None = None) -> list[Alert]:
        """The alerts that were given, of one rule or pair of states, those that were last given or revised first."""
        from dragoman.watch.watcher import alert_from

        with self.database.reading() as connection:
            return [alert_from(row) for row in alert_rows(connection, rule, dyad=dyad, limit=limit)]

    def alert(self, alert_id: str) -> Alert:
        """One alert as it stands now.

        Raises:
            UnknownIdError: none has this id.
        """
        from dragoman.watch.watcher import alert_with

        with self.database.reading() as connection:
            return alert_with(connection, alert_id)
