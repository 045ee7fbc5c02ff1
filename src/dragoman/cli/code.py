"""``dragoman code``: archives into a lake of Parquet files, over many processes or a cluster."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from dragoman.cli.show import fail, messages

if TYPE_CHECKING:
    from dragoman.scale.run import RunReport, Standing

SHOWN = 10
Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        help=(
            "Files (JSON Lines, Parquet, CSV, WARC, text, HTML), folders of them, and addresses of an object store "
            "such as s3://bucket/news/*.warc.gz."
        ),
        show_default=False,
    ),
]
Out = Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The lake: a folder; made where it is missing.")]
Processes = Annotated[
    int | None, typer.Option("--processes", "-j", min=1, max=4096, help="Workers; default: one a core of this machine.")
]


class Engine(StrEnum):
    """Where workers run."""

    local = "local"
    ray = "ray"


Where = Annotated[Engine, typer.Option(help="local: this machine; ray: the cluster that RAY_ADDRESS names.")]


def codes(text: str | None) -> tuple[str, ...]:
    """The codes of languages in 'en,fr'; English alone where none is given.

    Raises:
        BadParameter: one is no code.
    """
    found = tuple(one.strip().lower() for one in (text or "en").split(",") if one.strip())
    if not found or any(len(one) != 2 or not one.isalpha() for one in found):
        raise typer.BadParameter("write codes of two letters, such as en,fr,es", param_hint="--languages")
    return found


def code(
    inputs: Inputs,
    out: Out,
    engine: Where = Engine.local,
    processes: Processes = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="When the articles were published; wins over what they say.")
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Take every file as plain text.")] = False,
    languages: Annotated[
        str | None,
        typer.Option(metavar="en,fr,es", help="Languages that are read, by their ISO 639-1 codes; default: en."),
    ] = None,
    everything: Annotated[
        bool,
        typer.Option("--everything", help="Read every page in full, also in other languages, also without two actors."),
    ] = False,
) -> None:
    """Code an archive into a lake: Parquet files of articles, events, mentions, attributions, places and concerns.

    The input is cut into shards; each is coded once, whoever is killed meanwhile: the same command goes on where it
    was, and the same input gives the same rows on one process, on many, and on a cluster. A document that cannot be
    read or coded is set aside with its reason. Pages in languages that are not asked for, and English pages that tell
    of no act between two actors, are skipped before they are parsed, with reasons (the table [bold]skipped[/bold]).

    Afterwards [bold]dragoman merge DIR[/bold] finds copies and merges mentions into events; then
    [bold]find[/bold], [bold]ties[/bold] and [bold]export[/bold] take the lake as [bold]--from DIR[/bold].

    [bold]Examples[/bold]

    A folder and a file of JSON Lines, over all cores:

        dragoman code reports/ more.jsonl --out lake/

    A month of a news archive on a Ray cluster with a hundred workers:

        RAY_ADDRESS=ray://head:10001 dragoman code "s3://news/2026/10/*.warc.gz" --out /shared/lake --engine ray -j 100
    """
    # What codes takes a second to import: not for --help.
    from dragoman.coding.relevance import Filters
    from dragoman.intake.stamps import iso_date
    from dragoman.scale.coder import CodeOptions
    from dragoman.scale.run import code as run

    filters = Filters(languages=(), relevance=False) if everything else Filters(languages=codes(languages))
    given = iso_date(published, where="--published") if published else None
    options = CodeOptions(filters=filters, published=given, plain=plain)
    with Shown() as shown:
        report = run(
            inputs, out, engine=engine.value, processes=processes or os.cpu_count(), options=options,
            progress=shown.tell,
        )  # fmt: skip
    for name, reason in list(report.unfinished.items())[:SHOWN]:
        fail(f"{name}: {reason}")
    typer.echo(told(report, out))
    if report.unfinished:
        raise typer.Exit(2)


def told(report: RunReport, out: Path) -> str:
    """What came of a run, in a few lines."""
    lines = [
        f"{report.documents:,} documents in {report.shards:,} shards ({report.known:,} known before), "
        f"{report.articles:,} articles coded, {report.events:,} event mentions",
        f"{report.fresh:,} documents in {report.seconds:,.1f} s: {report.rate:,.1f} a second with "
        f"{report.processes} {'process' if report.processes == 1 else 'processes'} ({report.engine})",
    ]
    if report.skipped:
        kinds = ", ".join(f"{number:,} for {kind}" for kind, number in report.skipped.items())
        lines.append(f"skipped before parsing: {kinds}; see the table skipped")
    if report.errors:
        codes = ", ".join(f"{number:,} {code}" for code, number in report.errors.items())
        lines.append(f"set aside: {codes}; see the table failures")
    return "\n".join([*lines, f"next: dragoman merge {out}"])


class Shown:
    """Progress of a run on standard error; nothing where that is no terminal."""

    def __init__(self) -> None:
        self.progress = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
            console=messages(), transient=True, redirect_stdout=False, disable=not messages().is_terminal,
        )  # fmt: skip
        self.task = self.progress.add_task("loading the parsing model", total=None)

    def __enter__(self) -> Shown:
        self.progress.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.progress.stop()

    def tell(self, standing: Standing) -> None:
        """Show where a run stands."""
        elapsed = self.progress.tasks[0].elapsed or 0.0
        rate = standing.documents / elapsed if elapsed else 0.0
        text = (
            f"shards; {standing.documents:,} documents, {rate:,.0f}/s, {standing.report.events:,} event mentions, "
            f"{standing.report.failed:,} set aside"
        )
        self.progress.update(self.task, description=text, completed=standing.done, total=standing.shards)
