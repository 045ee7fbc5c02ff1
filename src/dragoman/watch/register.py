"""The register of a rule's alerts: a cause is told once, revised where it changes, withdrawn where it falls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from dragoman.watch.alerts import Alert, AlertEvent, Cause, alert_of, differences, revised, withdrawn

Present = Callable[[int], int | None]
Footnotes = Callable[[Iterable[int]], list[AlertEvent]]


class Register:
    """The alerts of one rule.

    Args:
        rule: its name.
        alerts: those that it gave before.
        present: the event that a mention, or a former event, is now; None where it is gone.
        footnotes: the events by their keys, as an alert shows them.
    """

    def __init__(self, rule: str, alerts: Iterable[Alert], present: Present, footnotes: Footnotes) -> None:
        self.rule = rule
        self.alerts = {alert.id: alert for alert in alerts}
        self.present = present
        self.footnotes = footnotes

    def take(self, causes: Iterable[Cause], made: str) -> list[Alert]:
        """Take in causes; gives the alerts that are new or changed, in the order of the causes.

        Args:
            causes: what sets the rule off now, that which did before among it.
            made: the moment, ISO 8601.
        """
        changed: list[Alert] = []
        for cause in causes:
            known = self._known(cause)
            if known is None:
                made_now = alert_of(self.rule, cause, made, self.footnotes(cause.events))
                if made_now.id in self.alerts:
                    continue
                changed.append(made_now)
            elif known.state != "withdrawn" and (what := differences(known.marks, cause.marks)):
                changed.append(revised(known, cause, made, what, self.footnotes(cause.events)))
            else:
                continue
            self.alerts[changed[-1].id] = changed[-1]
        return changed

    def recall(self, rows: Mapping[int, Mapping[str, object]], stands: Callable[[Alert], str | None],
               made: str) -> list[Alert]:  # fmt: skip
        """Withdraw alerts whose events were rejected or are gone, or which do not stand any more.

        Args:
            rows: the rows of the present events, by key; rejected ones among them.
            stands: why an alert does not stand; None where it does.
            made: the moment, ISO 8601.
        """
        changed = []
        for alert in list(self.alerts.values()):
            if alert.state == "withdrawn":
                continue
            what = self._fallen(alert, rows) or stands(alert)
            if what is not None:
                self.alerts[alert.id] = withdrawn(alert, made, what)
                changed.append(self.alerts[alert.id])
        return changed

    def _fallen(self, alert: Alert, rows: Mapping[int, Mapping[str, object]]) -> str | None:
        """Why an alert about one event has nothing to rest on any more."""
        if alert.anchor is None:
            return None
        key = self.present(alert.anchor)
        row = rows.get(key) if key is not None else None
        if row is None:
            return "the reports that it rests on are not held for an event any more"
        return "an analyst rejected the event" if row["standing"] == "rejected" else None

    def _known(self, cause: Cause) -> Alert | None:
        """The alert that a cause set off before."""
        alike = (alert for alert in self.alerts.values() if alert.trigger == cause.trigger)
        return next((alert for alert in alike if self._is_same(alert, cause)), None)

    def _is_same(self, alert: Alert, cause: Cause) -> bool:
        """Whether an alert was given for a cause: of the same weeks, of the same name, or about the same event."""
        if cause.window is not None:
            return alert.dyad == cause.dyad and alert.window is not None and overlap(alert.window, cause.window)
        if alert.cause == cause.name:
            return True
        return (
            alert.anchor is not None
            and not alert.cause.startswith("first ")
            and self.present(alert.anchor) == cause.anchor
        )


def overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two stretches of days share one."""
    return one[0] <= other[1] and other[0] <= one[1]
