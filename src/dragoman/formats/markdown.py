"""A record as Markdown, for notes and reports."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.formats.provisions import concern_lines
from dragoman.formats.weight import by_weight
from dragoman.formats.words import Words, coordinates, plain, shortened
from dragoman.record import Attribution, Event, Record

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|!~$])")
# What would begin a list or a rule at the start of a line.
OPENER = re.compile(r"^(\d+(?=[.)])|(?=[-+=]))")


def markdown(record: Record) -> str:
    """The record as a Markdown document; the article's own words are escaped, so that they cannot become markup."""
    words = Words(record)
    return "\n".join([*_head(words), *_events(words), *_sources(words), *_places(words), *_notes(record)]) + "\n"


def escaped(text: str) -> str:
    """Text on one line in which no character has a meaning in Markdown or HTML."""
    return OPENER.sub(r"\1\\", SPECIAL.sub(r"\\\1", plain(text).replace("&", "&amp;")))


def _head(words: Words) -> Iterator[str]:
    article = words.record.article
    yield f"# {escaped(words.title())}"
    yield ""
    facts = {
        "Publisher": words.outlet(),
        "By": ", ".join(article.byline),
        "Published": words.published(),
        "Updated": article.updated or "",
        "Language": words.language(),
        "Photographs": words.photographs(),
        "Address": article.url or "",
        "Article": article.id,
        "Read by": f"{words.record.coder.name} {words.record.coder.version}, {words.record.coder.model}",
    }
    yield from (f"- {name}: {escaped(value)}" for name, value in facts.items() if value)


def _events(words: Words) -> Iterator[str]:
    yield from ("", f"## Events ({len(words.record.events)})")
    for number, event in enumerate(by_weight(words.record), start=1):
        yield from _event(event, number, words)


def _event(event: Event, number: int, words: Words) -> Iterator[str]:
    yield from ("", f"### {number}. {escaped(words.kind(event))}: {escaped(words.sides(event))}", "")
    facts = {
        "When": words.when(event),
        "Where": words.where(event),
        "Materiel": words.materiel(event),
        "Contexts": ", ".join(event.contexts),
        "Certainty": words.certainty(event),
        "Who says so": words.says(event).who,
    }
    yield from (f"- {name}: {escaped(value)}" for name, value in facts.items() if value)
    for line in concern_lines([one for one in words.record.concerns if one.event == event.id]):
        yield f"- {escaped(line[:1].upper() + line[1:])}"
    yield from ("", f"> {escaped(shortened(words.says(event).words))}")


def _sources(words: Words) -> Iterator[str]:
    grouped = words.by_source()
    if grouped:
        yield from ("", f"## Who says what ({len(words.record.attributions)})")
    for source, said in grouped.items():
        office = words.office(said[0])
        yield from ("", f"**{escaped(source)}**" + (f", {escaped(office)}" if office else ""), "")
        yield from (f"- {_content(attribution, words)}" for attribution in said)


def _content(attribution: Attribution, words: Words) -> str:
    chain = words.chain(attribution).removeprefix(words.source(attribution)).removeprefix(", ")
    cue = words.spans(attribution.cue)
    content = escaped(shortened(words.spans(attribution.content)))
    return (f"*{escaped(cue)}*: " if cue else "") + content + (f" ({escaped(chain)})" if chain else "")


def _places(words: Words) -> Iterator[str]:
    places = words.places()
    if places:
        yield from ("", f"## Places ({len(places)})", "", "| place | state | point | mentions |", "|---|---|---|---|")
    for place, count in places:
        yield f"| {escaped(place.name)} | {escaped(place.state or '')} | {escaped(coordinates(place))} | {count} |"


def _notes(record: Record) -> Iterator[str]:
    for note in record.notes:
        yield from ("", f"Note: {escaped(note)}")
