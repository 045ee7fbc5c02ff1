"""``dragoman add``: sources into the store."""

from __future__ import annotations

import os
import re
import time
from typing import Annotated

import typer

from dragoman.cli.opened import desk
from dragoman.cli.options import Store
from dragoman.cli.show import Spinner, fail, messages
from dragoman.desk import Desk
from dragoman.desk.options import AddOptions, Report
from dragoman.formats.words import plain
from dragoman.intake.stamps import iso_date
from dragoman.store.summary import Summary

SPAN = re.compile(r"(\d+)\s*([smhd])")
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
SHOWN_FAILURES = 10
WAIT = 1.0

Inputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[INPUT]...",
        help=(
            "Files (text, HTML, JSON, JSON Lines, CSV, Parquet, WARC, saved feeds), folders, and addresses of pages, "
            "feeds (RSS, Atom, RDF) or sitemaps; records that were coded elsewhere; or - for standard input."
        ),
        show_default=False,
    ),
]


def add(
    inputs: Inputs = None,
    store: Store = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="When the articles were published; wins over what they say."),
    ] = None,
    plain_text: Annotated[bool, typer.Option("--plain", help="Take every file as plain text.")] = False,
    processes: Annotated[
        int | None, typer.Option("--processes", "-j", min=1, max=64, help="Processes that code; default: one a core.")
    ] = None,
    retry: Annotated[
        bool, typer.Option("--retry", help="Try again what failed, or wanted a translator; needs no INPUT.")
    ] = False,
    every: Annotated[
        str | None, typer.Option(metavar="15m", help="Keep watching: add again every so many s, m, h or d.")
    ] = None,
) -> None:
    """Read articles and keep them: coded once, merged into events, copies and origins told apart.

    What is in the store is passed over, so that the same command may be given again: after it was stopped, however it
    was, the next run goes on. What cannot be read is written down with its reason ([bold]dragoman failures[/bold]) and
    does not stop the rest. The exit code is 2 only where nothing could be read.

    [bold]Examples[/bold]

    A folder of any files:

        dragoman add examples/russia-north-korea

    A feed, watched:

        dragoman add https://example.org/world/rss.xml --every 15m

    An archive of the web, into a team's store:

        dragoman add crawl.warc.gz --store postgresql://desk@db.example.org/desk
    """
    if not inputs and not retry:
        raise typer.BadParameter("give files, folders or addresses, or --retry", param_hint="INPUT")
    pause = seconds_of(every) if every else None
    options = AddOptions(
        published=iso_date(published, where="--published") if published else None,
        plain=plain_text,
        processes=processes or os.cpu_count() or 1,
        retry=retry,
    )
    with desk(store) as opened:
        report = add_once(opened, inputs or [], options)
        while pause is not None:
            messages().print(f"next time in {every}; stop with Ctrl-C", style="dim")
            sleep_for(pause)
            report = add_once(opened, inputs or [], options)
    if report.failed and not report.articles:
        raise typer.Exit(2)


def add_once(opened: Desk, inputs: list[str], options: AddOptions) -> Report:
    """Add sources once, with progress, and say what came of it."""
    before = {failure.locator: failure.attempts for failure in opened.failures()}
    with Counter() as counter:
        report = opened.add(*inputs, options=options, progress=counter.show)
    fresh = [one for one in opened.failures() if one.attempts > before.get(one.locator, 0)]
    for failure in fresh[:SHOWN_FAILURES]:
        fail(f"[{failure.code}] {failure.what} ({failure.place or failure.locator}): {failure.advice or ''}")
    if len(fresh) > SHOWN_FAILURES:
        fail(f"and {len(fresh) - SHOWN_FAILURES} more: see dragoman failures")
    elif report.failed > len(fresh):
        fail(f"{report.failed - len(fresh)} failed before for the same reasons: see dragoman failures")
    typer.echo(told(report, opened.summary()))
    return report


def told(report: Report, summary: Summary) -> str:
    """What came of adding, and what the store holds now, on one line."""
    came = "nothing new"
    if report.articles or report.failed:
        came = f"{report.added.new} articles added, {report.added.known} known already, {report.failed} failed"
    if report.reread:
        came += f"; {report.reread} read that had wanted a translator"
    if report.unread:
        came += f"; {report.unread} kept, but not read: no translator (dragoman add --retry once there is one)"
    return (
        f"{came}; the store holds {summary.articles} articles, "
        f"{summary.mentions} event mentions, {summary.events} events"
    )


def seconds_of(text: str) -> int:
    """'15m' in seconds.

    Raises:
        BadParameter: it is no stretch of time.
    """
    found = SPAN.fullmatch(text.strip().lower())
    if found is None or not int(found[1]):
        raise typer.BadParameter("write 30s, 15m, 2h or 1d", param_hint="--every")
    return int(found[1]) * SECONDS[found[2]]


def sleep_for(seconds: float) -> None:
    """Wait, in short stretches, so that a stop is heard at once."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        time.sleep(min(WAIT, left))


class Counter(Spinner):
    """Counts and rate of adding."""

    def __init__(self) -> None:
        super().__init__("loading the parsing model")

    def show(self, report: Report, source: str) -> None:
        """Show where adding stands."""
        rate = self.rate(report.articles)
        text = (
            f"{plain(source)[-48:]}: {report.added.new:,} added, {report.added.known:,} known, "
            f"{report.failed:,} failed, {report.added.mentions:,} event mentions, {rate:,.1f} articles/s"
        )
        self.say(text)
