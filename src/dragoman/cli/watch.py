"""``dragoman watch``: rules, what they have to say, and what they would have said."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from dragoman.cli.add import seconds_of, sleep_for
from dragoman.cli.opened import desk
from dragoman.cli.options import Store
from dragoman.cli.show import Bar, messages, results
from dragoman.desk import Desk
from dragoman.formats.alerts import alert_csv, alert_json, alert_text, rule_json, rule_table
from dragoman.watch.alerts import Alert
from dragoman.watch.rules import Rule, rule_of, rules_from

watch_app = typer.Typer(
    no_args_is_help=True,
    help=(
        "Be told when something new happens, when a rate changes, when an embargo would be engaged, when reports "
        "contradict one another. An alert is given once for each cause, says why and on what it rests, is silent for "
        "reprints, and says so when it is revised."
    ),
)


class Shape(StrEnum):
    """How alerts are written."""

    text = "text"
    csv = "csv"
    json = "json"


class ListShape(StrEnum):
    """How rules are written."""

    table = "table"
    json = "json"


Name = Annotated[str, typer.Argument(metavar="RULE", help="Name of the rule.")]
Format = Annotated[Shape, typer.Option("--format", "-f", help="text, csv or json.")]
File = Annotated[Path | None, typer.Option("--file", metavar="FILE", help="A TOML file with rules.")]


@watch_app.command("add")
def add(
    name: Annotated[str | None, typer.Argument(metavar="[RULE]", help="Its name: small letters and hyphens.")] = None,
    store: Store = None,
    file: File = None,
    on: Annotated[
        list[str] | None,
        typer.Option(metavar="TRIGGER", help="event, rise, fall, concern, contradiction, or first:KIND[:YEARS]."),
    ] = None,
    between: Annotated[
        list[str] | None, typer.Option(metavar="STATE,STATE", help="A pair of states; may be given again.")
    ] = None,
    state: Annotated[list[str] | None, typer.Option(help="A state, with anybody; may be given again.")] = None,
    type_: Annotated[list[str] | None, typer.Option("--type", help="PLOVER event type.")] = None,
    context: Annotated[list[str] | None, typer.Option(help="PLOVER context, such as military.")] = None,
    materiel: Annotated[list[str] | None, typer.Option(help="Materiel by name, or a UN register class.")] = None,
    provision: Annotated[list[str] | None, typer.Option(help="Id of a provision, an embargo or a regime.")] = None,
    min_origins: Annotated[int, typer.Option(min=1, help="At least so many independent origins.")] = 1,
    budget: Annotated[float, typer.Option(help="False alarms in a dyad-year, for rise and fall.")] = 0.1,
    factor: Annotated[float, typer.Option(help="The change that rise and fall look for.")] = 2.0,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="First day whose reports count as new.")] = None,
    deliver: Annotated[
        list[str] | None,
        typer.Option(metavar="CHANNEL", help="feed:FILE (.atom or .json), https://... or an address for Apprise."),
    ] = None,
    about: Annotated[str | None, typer.Option(metavar="TEXT", help="What it is for.")] = None,
) -> None:
    """Keep a rule in the store, or the rules of a TOML file; one of the same name is replaced.

    Kinds for first: type, mode, context, materiel, materiel_class, provision, denial, visit (by level of the visitor).
    A rule says nothing of what was reported before the day of adding it, unless --since says otherwise.

    [bold]Examples[/bold]

    Arms and troops between two states, and the first of anything:

        dragoman watch add arms --between RUS,PRK --context military --on rise --on first:materiel_class

    Whatever would engage the regime on North Korea, as a feed:

        dragoman watch add embargo --state PRK --on concern --provision UN-DPRK --deliver feed:alerts.atom
    """
    if (name is None) == (file is None):
        raise typer.BadParameter("give a rule's name, or a file with --file", param_hint="RULE")
    if file is not None:
        rules = rules_from(file)
    else:
        pairs = [tuple(part.strip() for part in one.split(",")) for one in between or ()]
        fields: dict[str, Any] = {
            "name": name, "on": on or ["event"], "between": pairs, "states": state or (), "types": type_ or (),
            "contexts": context or (), "materiel": materiel or (), "provisions": provision or (),
            "min_origins": min_origins, "budget": budget, "factor": factor, "since": since, "deliver": deliver or (),
            "about": about,
        }  # fmt: skip
        rules = [rule_of(fields)]
    with desk(store) as opened:
        typer.echo("\n".join(opened.watch_add(*rules)))


@watch_app.command("list")
def list_rules(
    store: Store = None,
    shape: Annotated[ListShape, typer.Option("--format", "-f", help="table or json.")] = ListShape.table,
) -> None:
    """List the rules of the store."""
    with desk(store, create=False) as opened:
        rules = opened.watch_rules()
    if shape is ListShape.json:
        typer.echo(rule_json(rules))
    elif rules:
        results().print(rule_table(rules))
    else:
        messages().print("no rules; see: dragoman watch add --help", style="dim")


@watch_app.command()
def remove(name: Name, store: Store = None) -> None:
    """Take a rule out of the store; its alerts stay on file."""
    with desk(store, create=False) as opened:
        opened.watch_remove(name)
    typer.echo(f"removed {name}")


@watch_app.command("test")
def rehearse(
    name: Annotated[str | None, typer.Argument(metavar="[RULE]", help="Name of a rule in the store.")] = None,
    store: Store = None,
    file: File = None,
    since: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day.")] = "1970",
    until: Annotated[str, typer.Option("--to", metavar="DATE", help="The last day.")] = "today",
    shape: Format = Shape.text,
) -> None:
    """Say what a rule would have said over the past, day by day; nothing is kept and nothing is sent.

    Each day is judged by what was reported until then: a plan that was done later is a plan until then.

    [bold]Example[/bold]

        dragoman watch test arms --from 2023-06 --to 2023-12
    """
    if (name is None) == (file is None):
        raise typer.BadParameter("give a rule's name, or a file with --file", param_hint="RULE")
    with desk(store, create=False) as opened:
        rules: list[Rule] = rules_from(file) if file is not None else [opened.watch_rule(name or "")]
        alerts: list[Alert] = []
        for rule in rules:
            with Bar(f"replaying {rule.name}", 2) as bar:
                alerts += opened.watch_test(rule, since=since, until=until, progress=bar.set)
    told(alerts, shape, "it would have said nothing")


@watch_app.command()
def run(
    store: Store = None,
    file: File = None,
    send: Annotated[bool, typer.Option("--send/--no-send", help="Deliver what there is to say.")] = True,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Look for changed rates in the weeks before this day.")
    ] = None,
    every: Annotated[str | None, typer.Option(metavar="SPAN", help="Go on for ever, such as every 15m or 2h.")] = None,
    shape: Format = Shape.text,
) -> None:
    """Go through the store with all rules; print, keep and deliver what is new or changed.

    Run it after each `dragoman add`, or let it go on with --every. The rules of --file are kept in the store first.
    """
    pause = seconds_of(every) if every else None
    with desk(store, create=False) as opened:
        if file is not None:
            opened.watch_add(*rules_from(file))
        run_once(opened, as_of, send, shape)
        while pause is not None:
            sleep_for(pause)
            run_once(opened, as_of, send, shape)


def run_once(opened: Desk, as_of: str | None, send: bool, shape: Shape) -> None:
    """Go through the store once, and say what came of it."""
    outcome, delivered = opened.watch_run(as_of=as_of, send=send)
    told([alert for alerts in outcome.alerts.values() for alert in alerts], shape, "nothing new")
    if delivered.sent or delivered.waiting or delivered.failed:
        said = f"{delivered.sent} sent, {delivered.waiting} to be tried again, {delivered.failed} given up"
        messages().print(said, style="dim")


@watch_app.command()
def alerts(
    store: Store = None,
    rule: Annotated[str | None, typer.Option(metavar="RULE", help="Only those of one rule.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="At most so many.")] = 20,
    shape: Format = Shape.text,
) -> None:
    """Show the alerts that were given, those that were last given or revised first."""
    with desk(store, create=False) as opened:
        told(opened.alerts(rule=rule, limit=limit), shape, "no alerts")


def told(found: list[Alert], shape: Shape, nothing: str) -> None:
    """Print alerts."""
    if shape is Shape.json:
        typer.echo(alert_json(found))
    elif shape is Shape.csv:
        typer.echo(alert_csv(found), nl=False)
    elif found:
        results().print(alert_text(found))
    if not found:
        messages().print(nothing, style="dim")
