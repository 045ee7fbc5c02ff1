"""Versions read: the reports of a story in several languages as dragoman codes them, with the acts that they report.

What has no parser of its own is read by a reference translation, made without sight of the English version, as if
people had given it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dragoman.coding.native_pipeline import NATIVE
from dragoman.coding.reader import Reader
from dragoman.evaluation.parallel import REFERENCE, Act, Rendered, Story, Version
from dragoman.knowledge.merging import merging
from dragoman.language.original import as_translated
from dragoman.language.translation import ProcessMemory, given_row
from dragoman.merge.acts import content_words
from dragoman.record import Article, Event, Record, Span

# The name under which the English versions stand as translations.
ABOUT = "reference"


@dataclass(frozen=True, slots=True)
class Read:
    """One version as dragoman reads it.

    Args:
        story: the story.
        language: of the version.
        record: what was coded.
    """

    story: Story
    language: str
    record: Record

    @property
    def version(self) -> Version:
        """The version that was read."""
        return self.story.versions[self.language]

    def places(self) -> Iterator[tuple[Span, Act]]:
        """The words that report the acts of the story, where they stand in the version; see ``acts``."""
        spans = self.version.spans
        texts = {sentence.id: sentence.text for sentence in self.version.sentences}
        for act in self.story.events:
            for sentence, words in act.words.get(self.language, {}).items():
                if self.record.article.translation is not None:
                    yield spans[sentence], act
                    continue
                start = spans[sentence].start + texts[sentence].index(words)
                yield Span(start=start, end=start + len(words)), act

    def acts(self) -> dict[str, Act]:
        """The act that each coded event reports, by the event's id: that in whose words its trigger stands.

        Of a translated version, whose words are those of the original, that in whose sentence. Of several the one of
        the same type, then that which English reports with the same word, then that which has most states in common
        with it, then that of the shortest words.
        """
        known = list(self.places())
        found: dict[str, Act] = {}
        there = as_translated(self.record)
        for event, read in zip(self.record.events, there.events, strict=True):
            states = states_of(self.record, [*event.actors, *event.recipients])
            told = stems(there.article.text[one.start : one.end] for one in read.trigger)
            fitting = [
                (rank(event, act, told, states), span.end - span.start, act.id)
                for span, act in known
                if overlaps(event.trigger, span) and merging().comparable(event.type, act.type)
            ]
            if fitting:
                best = min(fitting)[-1]
                found[event.id] = next(act for act in self.story.events if act.id == best)
        return found


def overlaps(trigger: Iterable[Span], span: Span) -> bool:
    """Whether any part of a trigger shares a character with a span."""
    return any(one.start < span.end and span.start < one.end for one in trigger)


def rank(event: Event, act: Act, told: frozenset[int], states: frozenset[str]) -> tuple[bool, bool, int]:
    """How well an event fits an act, the best first: by type, by the words of its trigger, by its states."""
    words = stems(act.words.get(REFERENCE, {}).values())
    return act.type != event.type, not told & words, -len(states & {*act.actors, *act.recipients})


def stems(texts: Iterable[str]) -> frozenset[int]:
    """The content words of some words, as merging compares them."""
    return content_words(" ".join(texts), ())


def read_versions(
    stories: Iterable[Story], translations: Mapping[tuple[int, str], Rendered], reader: Reader
) -> list[Read]:
    """All versions of all stories, read; the reader knows the translations only for this."""
    listed = list(stories)
    memory = ProcessMemory()
    for story in listed:
        for language, version in story.others.items():
            made = translations.get((story.story, language))
            if language not in NATIVE and made is not None:
                memory.put([given_row(version.text, made.text, language, REFERENCE, ABOUT)])
    before = reader.memory
    reader.remember(memory)
    places = [(story, language) for story in listed for language in story.versions]
    records = list(reader.pipe(article_of(story, language) for story, language in places))
    reader.remember(before or ProcessMemory())
    return [Read(story, language, record) for (story, language), record in zip(places, records, strict=True)]


def article_of(story: Story, language: str) -> Article:
    """A version as an article with an address of its own."""
    article = story.versions[language].article(language)
    return article.model_copy(update={"url": f"https://{language}.example.org/{story.story}"})


def states_of(record: Record, names: Iterable[str]) -> frozenset[str]:
    """The states that entities are or belong to; bodies of no state by their ids."""
    entities = {one.id: one for one in record.entities}
    return frozenset(entities[name].state or name for name in names if name in entities)


def sides(record: Record, event: Event) -> tuple[frozenset[str], frozenset[str]]:
    """The states of both sides of an event; of an act that is done together, all of them on either side."""
    actors, recipients = states_of(record, event.actors), states_of(record, event.recipients)
    if event.type in merging().mutual:
        return actors | recipients, actors | recipients
    return actors, recipients
