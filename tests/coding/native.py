"""What the tests of French and Spanish share: a sentence in, its acts with states out; and the tables of sentences."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from dragoman.coding.native_pipeline import native_pipeline
from dragoman.coding.reading import KEY, Reading
from dragoman.intake.text import article_from_text

PUBLISHED = "2025-03-12"


class Told(NamedTuple):
    """A sentence and one act that it tells."""

    text: str
    type: str
    actors: str
    recipients: str
    factuality: str
    source: str


def table(name: str) -> list[Told]:
    """The rows of a table of sentences."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [Told(*(part.strip() for part in line.split("|"))) for line in lines if line and line[0] != "#"]


def read(language: str, text: str, published: str = PUBLISHED) -> Reading:
    """The reading of a text in one language."""
    nlp = native_pipeline(language)
    article = article_from_text(text, published=published, language=language)
    doc = nlp.make_doc(article.text)
    doc.user_data[KEY] = Reading(article, doc)
    return Reading.of(next(nlp.pipe([doc])))


def states(reading: Reading, entities: list[str]) -> str:
    """The states of some entities, in order of the alphabet."""
    return " ".join(sorted({reading.entities[entity].state or "-" for entity in entities}))


def acts(reading: Reading) -> set[Told]:
    """The acts of a reading, each with the state of who says so, and without."""
    sources = {one.id: one.source_entity for one in reading.attributions}
    found: set[Told] = set()
    for event in reading.events:
        source = sources.get(event.attribution or "")
        said = states(reading, [source]) if source else ""
        for state in {"", said}:
            found.add(
                Told(
                    reading.article.text,
                    event.type,
                    states(reading, event.actors),
                    states(reading, event.recipients),
                    event.factuality,
                    state,
                )
            )
    return found
