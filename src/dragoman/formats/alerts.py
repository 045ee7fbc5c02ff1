"""Alerts and rules out: text for the eye, CSV for a spreadsheet, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.formats.sheets import sheet
from dragoman.formats.words import plain, shortened
from dragoman.watch.alerts import Alert, AlertEvent
from dragoman.watch.rules import Rule

COLUMNS = (
    "id", "rule", "trigger", "what", "why", "baseline", "count", "p", "day", "dyad", "events", "state", "version",
    "made", "revised",
)  # fmt: skip
RULE_COLUMNS = ("rule", "on", "watches", "budget", "factor", "since", "paused", "delivers_to", "alerts")
STYLES = {"open": "bold", "revised": "bold yellow", "withdrawn": "dim"}
SHOWN_EVENTS = 4
LONGEST_CITATION = 200


def alert_text(alerts: Sequence[Alert]) -> RenderableType:
    """Alerts for a terminal: what, why, what changed, and the evidence."""
    return Group(*(part for alert in alerts for part in (alert_block(alert), Text(""))))


def alert_block(alert: Alert) -> RenderableType:
    """One alert."""
    head = Text(plain(alert.title), style=STYLES[alert.state])
    facts = f"{alert.id}  rule {alert.rule}  {alert.trigger}  given {alert.made[:10]}"
    if alert.state != "open":
        facts += f"  version {alert.version}"
    lines: list[RenderableType] = [head, Text(facts, style="dim")]
    lines += [indented(f"why: {reason}") for reason in alert.why]
    lines += [indented(f"{one.made[:10]}: {one.what}", "yellow") for one in alert.revisions]
    for event in alert.events[:SHOWN_EVENTS]:
        lines += event_lines(event)
    if len(alert.events) > SHOWN_EVENTS:
        lines.append(indented(f"and {len(alert.events) - SHOWN_EVENTS} events more", "dim"))
    return Group(*lines)


def event_lines(event: AlertEvent) -> list[RenderableType]:
    """One event that an alert rests on, with its first footnote."""
    lines: list[RenderableType] = [indented(f"{event.id}  {event.label}  [{event.factuality}, {event.grade}]")]
    lines += [indented(shortened(one, LONGEST_CITATION), "dim", 4) for one in event.citations[:1]]
    return lines


def indented(text: str, style: str = "", by: int = 2) -> RenderableType:
    """A line under a headline."""
    return Padding(Text(plain(text), style=style), (0, 0, 0, by))


def alert_csv(alerts: Iterable[Alert]) -> str:
    """Alerts as CSV, one a row, with a header."""
    rows = (alert.model_dump() | {"events": [event.id for event in alert.events]} for alert in alerts)
    return sheet(COLUMNS, ([row[name] for name in COLUMNS] for row in rows))


def alert_json(alerts: Iterable[Alert]) -> str:
    """Alerts as a JSON array."""
    return json.dumps([alert.model_dump() for alert in alerts], ensure_ascii=False, indent=2)


def rule_csv(rules: Iterable[tuple[Rule, str]], alerts: Mapping[str, int]) -> str:
    """Rules as CSV, one a row, with how many alerts each gave; channels without what may be a secret in them."""
    return sheet(
        RULE_COLUMNS,
        ([rule.name, rule.on, watches(rule), rule.budget, rule.factor, since, rule.paused, shown(rule),
          alerts.get(rule.name, 0)] for rule, since in rules),
    )  # fmt: skip


def rule_table(rules: Iterable[tuple[Rule, str]]) -> Table:
    """Rules for a terminal."""
    table = Table(box=None, pad_edge=False, header_style="dim", expand=True)
    for name, share in (("rule", None), ("watches", 3), ("on", 2), ("new since", None), ("delivers to", 2)):
        table.add_column(name, overflow="fold", ratio=share, no_wrap=share is None)
    for rule, since in rules:
        name = f"{rule.name} (paused)" if rule.paused else rule.name
        table.add_row(name, watches(rule), ", ".join(rule.on), since, plain(", ".join(shown(rule))))
    return table


def watches(rule: Rule) -> str:
    """What a rule watches, in a few words."""
    parts = [
        ", ".join("–".join(pair) for pair in rule.between), ", ".join(rule.states), ", ".join(rule.types),
        ", ".join(rule.contexts), ", ".join(rule.materiel), ", ".join(rule.provisions),
    ]  # fmt: skip
    if rule.min_origins > 1:
        parts.append(f"{rule.min_origins} origins or more")
    return "; ".join(part for part in parts if part) or "everything"


def shown(rule: Rule) -> list[str]:
    """Where a rule delivers to, without what may be a secret in the addresses."""
    from dragoman.watch.channels import channel_of

    return [channel_of(address).shown for address in rule.deliver]


def rule_json(rules: Iterable[tuple[Rule, str]]) -> str:
    """Rules as a JSON array; channels are written without what may be a secret in them."""
    rows = [{**rule.model_dump(mode="json"), "since": since, "deliver": shown(rule)} for rule, since in rules]
    return json.dumps(rows, ensure_ascii=False, indent=2)
