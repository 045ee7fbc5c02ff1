"""Makes what the docs take from the code: pages of reference, figures, the pictures, and the transcript.

    python docs/make.py picture | reference | check

``reference`` also makes the transcript of the example desk. ``check`` exits with 1 where another page is out of date;
a test runs it, and ``tests/test_transcript.py`` holds the transcript against what the commands print.
"""

from __future__ import annotations

import inspect
import io
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import transcript
import yaml
from rich.console import Console
from sqlalchemy import Column
from typer.main import get_command

if TYPE_CHECKING:
    from dragoman.concerns.provisions import Provision

DOCS = Path(__file__).parent
EXAMPLE = DOCS.parent / "examples" / "02-minister-tours-arms-plant.txt"
MADE = "<!-- made by docs/make.py: change the code, then run make docs -->"


def record_page() -> str:
    """The record's classes and fields, from the JSON Schema."""
    from dragoman.record import schema

    made = schema()
    lines = ["# The record", "", MADE, "", "`dragoman schema` prints the same as JSON Schema.", ""]
    lines += ["Spans are `[start, end)` in characters of `article.text`. Unknown values are null, with a reason."]
    classes = {"Record": made, **made["$defs"]}
    for name, shape in classes.items():
        lines += ["", f"## {name}", "", shape.get("description", "").split("\n\n")[0], ""]
        lines += ["| field | type | meaning |", "|---|---|---|"]
        for field, about in shape["properties"].items():
            lines.append(f"| `{field}` | {kind_of(about)} | {about.get('description', '')} |")
    return "\n".join(lines) + "\n"


def kind_of(about: dict[str, Any]) -> str:
    """A field's type in a few words."""
    if "$ref" in about:
        name = about["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    if "enum" in about:
        return ", ".join(str(value) for value in about["enum"])
    if "anyOf" in about:
        return " or ".join(kind_of(one) for one in about["anyOf"])
    if "prefixItems" in about:
        return " and ".join(kind_of(one) for one in about["prefixItems"])
    if about.get("type") == "array":
        return f"list of {kind_of(about['items'])}"
    return str(about.get("type", "any"))


def settings_page() -> str:
    """Every setting with its default."""
    from dragoman.settings import Settings

    lines = ["# Settings", "", MADE, ""]
    lines += ["Each is an environment variable, or the lower-case name without `DRAGOMAN_` in `dragoman.toml`.", ""]
    lines += ["| variable | default | meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        lines.append(f"| `DRAGOMAN_{name.upper()}` | `{field.default}` | {field.description} |")
    return "\n".join(lines) + "\n"


def cli_page() -> str:
    """Every command with its arguments and options."""
    from dragoman.cli.main import application

    lines = ["# The command line", "", MADE, ""]
    root = get_command(application())
    commands: list[tuple[str, Any]] = [("dragoman", root)]
    while commands:
        name, command = commands.pop(0)
        commands += [(f"{name} {key}", inner) for key, inner in getattr(command, "commands", {}).items()]
        said = "\n\n".join(inspect.cleandoc(text) for text in (command.help, command.epilog) if text)
        lines += [f"## `{name}`", "", re.sub(r"\[/?bold\]", "**", said), ""]
        rows = [p for p in command.params if p.name not in {"install_completion", "show_completion"}]
        if rows:
            lines += ["| argument or option | meaning |", "|---|---|"]
            lines += [f"| `{name_of(p)}` | {getattr(p, 'help', '') or ''} |" for p in rows] + [""]
    return "\n".join(lines).rstrip() + "\n"


def name_of(parameter: Any) -> str:
    """An argument as the help shows it, or an option with its value."""
    if parameter.param_type_name == "argument":
        return str(parameter.metavar)
    return ", ".join(parameter.opts) + (f" {parameter.metavar}" if parameter.metavar else "")


def plover_page() -> str:
    """Event types, modes, scores and contexts, from the data."""
    from dragoman.knowledge.plover import plover

    known = plover()
    lines = ["# Events: PLOVER types, modes and contexts", "", MADE, ""]
    lines += ["| type | mode | quad class | score | meaning |", "|---|---|---|---|---|"]
    for event in known.types.values():
        lines.append(f"| **{event.name}** | | {event.quad} | {event.score} | {event.definition} |")
        for name, mode in event.modes.items():
            score = "none" if mode.score is None else mode.score
            lines.append(f"| {event.name} | {name} | {event.quad} | {score} | {mode.definition} |")
    lines += ["", "| context | meaning |", "|---|---|"]
    lines += [f"| {code} | {meaning} |" for code, meaning in known.contexts.items()]
    return "\n".join(lines) + "\n"


def store_page() -> str:
    """Every table of the store with its columns."""
    from dragoman.store.tables import metadata

    about = yaml.safe_load((DOCS / "tables.yaml").read_text(encoding="utf-8"))
    lines = ["# The store", "", MADE, "", about["introduction"].strip()]
    for name, table in metadata.tables.items():
        said = about["tables"][name]
        lines += ["", f"## `{name}`", "", said["is"], "", "| column | type | | meaning |", "|---|---|---|---|"]
        for column in table.columns:
            meaning = said["columns"].get(column.name) or about["columns"].get(column.name)
            if meaning is None:
                raise SystemExit(f"docs/tables.yaml does not say what {name}.{column.name} means")
            lines.append(f"| `{column.name}` | {column.type} | {traits(column)} | {meaning} |")
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            if len(index.columns) > 1:
                lines += ["", f"Indexed by {', '.join(f'`{column.name}`' for column in index.columns)}."]
    return "\n".join(lines) + "\n"


def lake_page() -> str:
    """Every table of a lake with its columns."""
    from dragoman.scale.coded_tables import OWN, PEOPLE

    about = yaml.safe_load((DOCS / "tables.yaml").read_text(encoding="utf-8"))
    lines = ["# The lake", "", MADE, "", about["lake"].strip(), "", "## What was coded", ""]
    lines.append("A file a shard: `coded/shard=<name>/<table>.parquet`; `done.json` beside it says that it is whole.")
    for name, table in PEOPLE.items():
        lines += ["", f"### `{name}`", "", table.about, "", "| column | type | meaning |", "|---|---|---|"]
        lines += [f"| `{column}` | {kind} | {meaning} |" for column, kind, meaning in table.columns]
    named = ", ".join(f"`{file}` (`{table.name}`)" for file, table in OWN.items())
    return "\n".join([*lines, "", about["lake_own"].strip().format(tables=named), ""])


def traits(column: Column[Any]) -> str:
    """Whether a column is the key, unique, indexed, or may be empty."""
    if column.primary_key:
        return "primary key"
    found = [word for word, holds in (("unique", column.unique), ("indexed", column.index)) if holds]
    return ", ".join([*found, *(["null"] if column.nullable else [])])


def provisions_page() -> str:
    """Every regime, provision and embargo with dates, direction, confidence and source, from the data."""
    from dragoman.concerns.provisions import provisions
    from dragoman.knowledge.activities import activities
    from dragoman.knowledge.regimes import regimes

    known = regimes()
    # What is shown of a row does not depend on the day on which the page is made: its periods come from the data.
    rows = {row.id: row for row in provisions(everything=True)}
    lines = ["# Provisions", "", MADE, ""]
    lines += [
        "Pointers for a reader, no legal advice. *confidence* says how far a row was checked; the document is the text."
    ]
    lines += ["", "## Activities and the measures that they may engage", ""]
    lines += ["| activity | is | measures |", "|---|---|---|"]
    for kind, meaning in activities().kinds.items():
        lines.append(f"| `{kind}` | {meaning} | {', '.join(known.activity_map[kind]).replace('_', ' ')} |")
    lines += ["", "## Measures", "", "| measure | is |", "|---|---|"]
    lines += [f"| `{name}` | {meaning} |" for name, meaning in known.measure_types.items()]
    for regime in known.regimes.values():
        lines += ["", f"## {regime.id}: {regime.name}", ""]
        status = regime.status.replace("_", " ")
        lines += [f"{regime.committee}. Founded {regime.founding_date}. {status}; {regime.review}.", ""]
        lines += provision_lines(rows[one.id] for one in known.measures.values() if one.regime == regime.id)
    lines += ["", "## Embargoes of states and bodies", ""]
    lines += provision_lines(rows[name] for name in known.embargoes)
    return "\n".join(lines) + "\n"


def provision_lines(rows: Iterable[Provision]) -> list[str]:
    """A table of provisions."""
    lines = ["| id | measure | direction | in force | paragraph | what | confidence | document | checked at |"]
    lines.append("|---|---|---|---|---|---|---|---|---|")
    for row in rows:
        where = " ".join(f"[{number}]({url})" for number, url in enumerate(row.source, start=1)) or "nowhere yet"
        direction = f"{row.direction.replace('_', ' ')}: {', '.join(row.target)}"
        cells = (
            f"`{row.id}`", row.measure.replace("_", " "), direction, periods(row.id), row.paragraph, row.summary,
            row.confidence.replace("_", " "), row.document, where,
        )  # fmt: skip
        lines.append(f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |")
    return lines


def periods(name: str) -> str:
    """When a provision was in force, all its periods."""
    from dragoman.knowledge.regimes import regimes

    measure = regimes().measures.get(name)
    if measure is not None:
        return "; ".join(f"{start} to {end or 'now'}" for start, end in measure.periods)
    embargo = regimes().embargoes[name]
    return f"{embargo.start} to {embargo.end or 'now'}"


def api_page() -> str:
    """Everything that the JSON API answers, from its OpenAPI document."""
    from dragoman.web.api import ABOUT, openapi
    from dragoman.web.api.document import operations

    lines = ["# The JSON API", "", MADE, "", ABOUT, ""]
    lines += ["The desk itself shows this at `/api`, and as OpenAPI at `/api/openapi.json`."]
    lines += ["[Serve to a team](../how-to/serve-to-a-team.md) says how programs get tokens."]
    for tag, listed in operations(openapi()).items():
        lines += ["", f"## {tag}"]
        for one in listed:
            lines += ["", f"### `{one.method} {one.path}`", "", f"{one.about} Gives {one.gives}.", ""]
            if one.values:
                lines += ["| takes | of the kind | meaning |", "|---|---|---|"]
                for value in one.values:
                    needed = " (needed)" if value.required else ""
                    lines.append(f"| `{value.name}`{needed} | {value.kind.replace('|', 'or')} | {value.about} |")
                lines.append("")
            lines.append(f"Refused with {', '.join(status for status, _ in one.refusals)}.")
    lines += ["", "## Refusals", "", "| status | meaning |", "|---|---|"]
    lines += [f"| {status} | {meaning} |" for status, meaning in meanings().items()]
    return "\n".join(lines) + "\n"


def meanings() -> dict[int, str]:
    """What the API's statuses of refusal mean."""
    from dragoman.web.api.problem import MEANINGS

    return MEANINGS


PAGES = {
    "api.md": api_page, "record.md": record_page,
    "settings.md": settings_page, "cli.md": cli_page, "plover.md": plover_page,
    "lake.md": lake_page, "store.md": store_page, "provisions.md": provisions_page,
}  # fmt: skip


GOLD = {
    "event_pairs_dev.jsonl": "1,026 sentences with both sides given",
    "event_sentences_dev.jsonl": "179 sentences",
    "attributions/dev": "84 news articles (PolNeAR, development part)",
    "places/lgl.jsonl": "588 local news articles (LGL)",
    "russia-north-korea": "72 own-written dispatches (`examples/russia-north-korea`)",
    "onyx": "333 own-written sentences on factuality, never trained on (`training/sentences/onyx`)",
    "quartz": "441 own-written sentences, never trained on (`training/sentences/quartz`)",
}
FIGURES = {
    "pairs_macro_f1": "type of the act between two given spans: macro F1",
    "pairs_accuracy": "the same: accuracy",
    "pairs_calibrated": "the same: one less the expected calibration error of the scores",
    "records_found": "events found end to end, with type and both sides: recall",
    "records_type_precision": "types right among the events found that join the right sides",
    "att50+src_f1": "attributions with the right source and half of the words: F1",
    "speech50+src_f1": "the same on gold of reported speech, whatever else was found: F1",
    "speech_alone50+src_f1": "the same, of what dragoman takes for speech alone: F1",
    "acc161": "places found and put within 161 km: recall",
    "acc161_given": "places put within 161 km, their words being given",
    "country_given": "the same: in the right country",
    "overlap_f1": "places found: F1",
    "f1_161": "places found and put within 161 km: F1",
    "pairs_f1": "mentions of one act merged, over the mentions found: pairwise F1",
    "bcubed_f1": "the same: B-cubed F1",
    "whole_pairs_f1": "the same over all mentions that an attentive reader finds, found or not: pairwise F1",
    "copies_f1": "full copies: pairwise F1",
    "mentions_found": "mentions of acts found, of those that an attentive reader finds",
    "origins_exact": "acts whose independent origins are counted exactly, of the acts found",
    "factuality_at_triggers": "factuality at given words: macro F1 over five classes",
    "factuality_of_acts_found": "factuality of the acts found: macro F1 over five classes",
    "modes_accuracy": "modes right, given the type, of all acts with a mode",
    "modes_accuracy_found": "the same, of the acts found with the right type",
    "contexts_f1": "contexts of given acts: F1 over all",
    "contexts_f1_found": "the same, of the acts found",
    "origins_exact_seen": "the same, counting only origins in whose articles the act was found",
}
FROM, TO = "<!-- figures: made by docs/make.py from benchmarks/floors.json -->", "<!-- end of figures -->"


def figures() -> str:
    """The floors on the development gold and on the example desk, as a table."""
    floors = json.loads((DOCS.parent / "benchmarks" / "floors.json").read_text(encoding="utf-8"))
    lines = ["| on | what | at least |", "|---|---|---|"]
    for gold, wanted in (floors["development"] | floors["examples"] | floors["sentences"]).items():
        lines += [f"| {GOLD[gold]} | {FIGURES[figure]} | {floor:.3f} |" for figure, floor in wanted.items()]
    return "\n".join(lines)


def packaged_figures() -> str:
    """The same as data of the package, for the page about the desk: a wheel has no benchmarks."""
    floors = json.loads((DOCS.parent / "benchmarks" / "floors.json").read_text(encoding="utf-8"))
    rows = [
        {"gold": GOLD[gold].replace("`", ""), "what": FIGURES[figure], "least": floor}
        for gold, wanted in (floors["development"] | floors["examples"] | floors["sentences"]).items()
        for figure, floor in wanted.items()
    ]
    made = yaml.safe_dump(rows, sort_keys=False, allow_unicode=True, width=1_000)
    return f"# Made by docs/make.py from benchmarks/floors.json: run make docs.\n{made}"


ACCURACY = DOCS.parent / "src" / "dragoman" / "web" / "accuracy.yaml"


def with_figures(page: str) -> str:
    """A page with the table between its two marks made anew."""
    before, _, rest = page.partition(FROM)
    return f"{before}{FROM}\n\n{figures()}\n\n{TO}{rest.partition(TO)[2]}"


WITH_FIGURES = (DOCS.parent / "README.md", DOCS / "explanation" / "accuracy.md")


def picture() -> str:
    """A brief of an example as SVG, without the addresses of fonts on other machines."""
    from dragoman.coding.reader import Reader
    from dragoman.formats.brief import brief
    from dragoman.intake.source import articles_from

    console = Console(record=True, width=100, file=io.StringIO(), highlight=False, emoji=False)
    console.print(brief(Reader().read(next(articles_from(str(EXAMPLE))))))
    drawn = console.export_svg(title=f"dragoman read examples/{EXAMPLE.name}", unique_id="brief")
    return re.sub(r"@font-face\s*{[^}]*}\s*", "", drawn)


def ties_picture(path: Path) -> None:
    """The tie of Russia and North Korea on the example desk, drawn into a file."""
    from tempfile import TemporaryDirectory

    from dragoman.desk import Desk
    from dragoman.formats.ties_plot import draw

    with TemporaryDirectory() as folder, Desk(Path(folder) / "desk.db") as desk:
        desk.add(DOCS.parent / "examples" / "russia-north-korea")
        draw(desk.ties("RUS", "PRK", context="military"), path)


def pages() -> dict[Path, str]:
    """Every page that is made, as a whole or in part, with what it should hold."""
    made = {DOCS / "reference" / name: make() for name, make in PAGES.items()}
    made[ACCURACY] = packaged_figures()
    return made | {path: with_figures(path.read_text(encoding="utf-8")) for path in WITH_FIGURES}


def main() -> int:
    """Write or check what was asked for."""
    what = sys.argv[1] if len(sys.argv) > 1 else "check"
    if what == "picture":
        (DOCS / "brief.svg").write_text(picture(), encoding="utf-8")
        ties_picture(DOCS / "ties-rus-prk.svg")
        return 0
    wanted = pages()
    if what == "reference":
        wanted[transcript.PAGE] = transcript.made()
    stale = []
    for path, made in wanted.items():
        if what == "reference":
            path.parent.mkdir(exist_ok=True)
            path.write_text(made, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != made:
            stale.append(path.name)
    if stale:
        print(f"out of date: {', '.join(stale)}; run make docs")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
