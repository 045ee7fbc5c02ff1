"""The brief: a record on about one screen of a terminal, for an analyst."""

from __future__ import annotations

from collections.abc import Iterator

from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dragoman.formats.provisions import concern_lines
from dragoman.formats.weight import by_weight
from dragoman.formats.words import Words, coordinates, plain, shortened
from dragoman.record import Attribution, Event, Quad, Record

STYLES: dict[Quad, str] = {
    "verbal cooperation": "cyan",
    "material cooperation": "green",
    "verbal conflict": "yellow",
    "material conflict": "red",
}
QUOTE = 180
CONTENT = 130
MOST_PER_SOURCE = 3
MOST_PLACES = 15


def brief(record: Record) -> RenderableType:
    """A brief to print on a console: what the article is, its events in order of weight, who says what, the places.

    Every word of the article passes through ``plain`` and ``Text``, so neither control characters nor markup in it
    reach the terminal.
    """
    words = Words(record)
    parts: list[RenderableType] = [*_head(words), *_events(words), *_sources(words), *_places(words)]
    parts.extend(Text(f"Note: {plain(note)}", style="yellow") for note in record.notes)
    return Group(*parts)


def _head(words: Words) -> Iterator[RenderableType]:
    article = words.record.article
    yield Text(words.title(), style="bold")
    facts = {
        "publisher": words.outlet(),
        "by": ", ".join(shortened(name) for name in article.byline),
        "published": words.published(),
        "updated": article.updated or "",
        "language": words.language(),
        "photographs": words.photographs(),
        "address": plain(article.url or ""),
    }
    yield fact_table(facts)


def fact_table(facts: dict[str, str]) -> Table:
    """Facts by name, those that are not known left out."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in facts.items():
        if value:
            table.add_row(name, Text(value))
    return table


def _heading(name: str, count: int, remark: str = "") -> Text:
    return Text.assemble("\n", (name, "bold"), (f"  {count}{remark}", "dim"))


def _events(words: Words) -> Iterator[RenderableType]:
    events = by_weight(words.record)
    yield _heading("Events", len(events), ", the weightiest first" if len(events) > 1 else "")
    if not events:
        yield Text("none found", style="dim")
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    shown: dict[str, int] = {}
    for number, event in enumerate(events, start=1):
        table.add_row(str(number), Group(*_event(event, number, words, shown)))
    yield table


def _event(event: Event, number: int, words: Words, shown: dict[str, int]) -> Iterator[Text]:
    """The three lines of an event, and the provisions that it would engage.

    Words that another event already quoted are pointed at instead of repeated.
    """
    yield Text.assemble((words.kind(event), f"bold {STYLES[event.quad]}"), "  ", words.sides(event))
    when = words.when(event) if event.when.value else "undated"
    facts = [when, words.where(event), words.materiel(event), ", ".join(map(plain, event.contexts))]
    yield Text(" · ".join(fact for fact in (*facts, words.certainty(event)) if fact), style="dim")
    said = words.says(event)
    first = shown.setdefault(said.words, number)
    quoted = shortened(said.words, QUOTE) if first == number else f"as in {first}"
    yield Text.assemble((f"{said.who}: ", "italic"), quoted, (f" ({said.mark})" if said.mark else "", "dim"))
    for line in concern_lines([one for one in words.record.concerns if one.event == event.id]):
        yield Text(line, style="magenta")


def _sources(words: Words) -> Iterator[RenderableType]:
    grouped = words.by_source()
    if not grouped:
        return
    yield _heading("Who says what", len(words.record.attributions))
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(ratio=2)
    table.add_column(ratio=5, overflow="fold")
    for source, said in grouped.items():
        office = words.office(said[0])
        lines = [_content(attribution, words) for attribution in said[:MOST_PER_SOURCE]]
        if len(said) > MOST_PER_SOURCE:
            lines.append(Text(f"and {len(said) - MOST_PER_SOURCE} more", style="dim"))
        table.add_row(Text.assemble((source, "bold"), (f", {office}" if office else "", "dim")), Group(*lines))
    yield table


def _content(attribution: Attribution, words: Words) -> Text:
    chain = words.chain(attribution).removeprefix(words.source(attribution)).removeprefix(", ")
    cue = words.spans(attribution.cue)
    content = shortened(words.spans(attribution.content), CONTENT)
    remark = "; ".join(part for part in (chain, words.mark(attribution)) if part)
    return Text.assemble((f"{cue}: " if cue else "", "cyan"), content, (f" ({remark})" if remark else "", "dim"))


def _places(words: Words) -> Iterator[RenderableType]:
    places = words.places()
    if not places:
        return
    yield _heading("Places", len(places))
    lines = []
    for place, count in places[:MOST_PLACES]:
        times = f" ×{count}" if count > 1 else ""
        name = shortened(place.name, 40)
        facts = " ".join(fact for fact in (place.state, coordinates(place)) if fact)
        lines.append(Text.assemble(name, (f" {facts}{times}", "dim")))
    yield Columns(lines, padding=(0, 3))
    if len(places) > MOST_PLACES:
        yield Text(f"and {len(places) - MOST_PLACES} more", style="dim")
