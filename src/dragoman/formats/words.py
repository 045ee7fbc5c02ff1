"""A record in words: how entities, dates, places and sources are written, the same in every format for readers."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from dragoman.coding.wording import is_translated
from dragoman.knowledge.publishers import publishers
from dragoman.knowledge.translation_notices import tells_translation
from dragoman.record import Attribution, Entity, Event, PlaceRole, Record, Segment, Span

LONGEST_QUOTE = 240
# The mark of quoted words that are not verbatim.
TRANSLATED = "translated"
LONGEST_NAME = 80
# Attributions nest a few deep at most; a record made by other hands could nest in a circle.
LONGEST_CHAIN = 8
ROLES: dict[PlaceRole, str] = {"venue": "at", "origin": "from", "destination": "to", "subject": "about"}
# What the value itself shows needs no second word: 2023-09 is a month.
SHOWN_PRECISIONS = frozenset({"minute", "day", "month", "year"})


def plain(text: str) -> str:
    """Text on one line without control characters, for an article's words must not steer a terminal."""
    if text.isprintable():  # nearly all text is, and it is told in one go
        return " ".join(text.split())
    kept = (" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join("".join(kept).split())


def shortened(text: str, most: int = LONGEST_QUOTE) -> str:
    """Plain text of at most ``most`` characters, cut between words, with an ellipsis where it was cut."""
    text = plain(text)
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "…"


class Said(NamedTuple):
    """Who says that an event happened, in which words, and the mark of quoted words that were translated."""

    who: str
    words: str
    mark: str = ""


class Words:
    """Writes the parts of one record.

    Args:
        record: the record.
    """

    def __init__(self, record: Record) -> None:
        self.record = record
        self.entities = {entity.id: entity for entity in record.entities}
        self.attributions = {attribution.id: attribution for attribution in record.attributions}

    # -- the article ---------------------------------------------------------------------------------------------

    def title(self) -> str:
        """The title, or that there is none."""
        return shortened(self.record.article.title or "(no title)", LONGEST_QUOTE)

    def outlet(self) -> str:
        """The publisher with its state and class where it is known; else that it is not known and why."""
        article = self.record.article
        if not article.publisher:
            return self._not_known("publisher")
        name = shortened(article.publisher, LONGEST_NAME)
        known = publishers().by_id.get((article.publisher_id or "").removeprefix("publisher:"))
        return f"{name} ({known.country}, {known.source_class.replace('_', ' ')})" if known else name

    def published(self) -> str:
        """The date of publication, or that it is not known and why."""
        return self.record.article.published or self._not_known("published")

    def language(self) -> str:
        """The language, and that the article is a translation: from which language, and in which words it says so."""
        article = self.record.article
        name = article.language or self._not_known("language")
        if not article.translated:
            return name
        origin = article.translated_from or self._not_known("translated_from")
        said = next((f" (“{line}”)" for line in self._notices()), "")
        return f"{name}, translated{said}; original language: {origin}"

    def photographs(self) -> str:
        """Whose photographs the article shows, from the credits of its captions."""
        credits_ = (shortened(self._of(s), LONGEST_NAME) for s in self.record.article.segments if s.role == "credit")
        return ", ".join(dict.fromkeys(credits_))

    def _not_known(self, name: str) -> str:
        return f"not known ({plain(self.record.article.reasons.get(name, 'not stated'))})"

    def _notices(self) -> Iterable[str]:
        lines = (self._of(segment) for segment in self.record.article.segments if segment.role == "notice")
        return (shortened(line, LONGEST_NAME) for line in lines if tells_translation(line))

    def _of(self, span: Span | Segment) -> str:
        return self.record.article.text[span.start : span.end]

    # -- entities and events -------------------------------------------------------------------------------------

    def entity(self, name: str) -> str:
        """An entity's name, with the code of the state it belongs to."""
        entity = self.entities.get(name)
        if entity is None:
            return shortened(name, LONGEST_NAME)
        label = shortened(entity.name, LONGEST_NAME)
        return f"{label} ({entity.state})" if entity.state and entity.kind != "place" else label

    def side(self, entities: list[str]) -> str:
        """Actors or recipients; 'nobody named' where the article names none."""
        return ", ".join(self.entity(entity) for entity in entities) or "nobody named"

    def sides(self, event: Event) -> str:
        """Actors and recipients with an arrow; the actors alone where the act has no recipient."""
        actors = self.side(event.actors)
        return f"{actors} → {self.side(event.recipients)}" if event.recipients else actors

    def kind(self, event: Event) -> str:
        """Type and mode, 'CONSULT visit'."""
        return plain(f"{event.type} {event.mode}" if event.mode else event.type)

    def when(self, event: Event) -> str:
        """The date of an event with its precision, or that it has none and why."""
        when = event.when
        if when.value is None:
            return f"undated ({plain(when.reason or 'the text gives no date')})"
        end = f" to {when.value_end}" if when.value_end and when.value_end != when.value else ""
        precision = f" ({when.precision})" if when.precision and when.precision not in SHOWN_PRECISIONS else ""
        return plain(f"{when.value}{end}{precision}")

    def where(self, event: Event) -> str:
        """The place of an event with its role, 'at Vladivostok'; empty where none is known."""
        if event.where is None:
            return ""
        entity = self.entities.get(event.where.entity)
        name = shortened(entity.name, LONGEST_NAME) if entity else self.entity(event.where.entity)
        return f"{ROLES[event.where.role]} {name}"

    def materiel(self, event: Event) -> str:
        """Materiel with its class of the UN Register of Conventional Arms in brackets."""
        found = [self.entities[one] for one in event.materiel if one in self.entities]
        return ", ".join(
            shortened(one.name, LONGEST_NAME) + (f" [{one.materiel_class}]" if one.materiel_class else "")
            for one in found
        )

    def certainty(self, event: Event) -> str:
        """Factuality and confidence, with whoever denies it."""
        denied = f", denied by {self.side(event.denied_by)}" if event.denied_by else ""
        return f"{event.factuality}{denied}, confidence {event.confidence:.2f}"

    # -- who says so ---------------------------------------------------------------------------------------------

    def source(self, attribution: Attribution) -> str:
        """Who says so: the entity where it is known, else the article's words for it."""
        if attribution.source_entity is not None:
            return self.entity(attribution.source_entity)
        return shortened(self.spans(attribution.source), LONGEST_NAME) or "nobody named"

    def chain(self, attribution: Attribution) -> str:
        """Who says so, through whom, and who reports that: 'Yoon Suk-yeol (KOR), through Associated Press (USA)'."""
        links: list[str] = []
        current: Attribution | None = attribution
        for _ in range(LONGEST_CHAIN):
            if current is None:
                break
            links.append(f"according to {self.source(current)}" if links else self.source(current))
            links.extend(self._through(current))
            current = self.attributions.get(current.parent) if current.parent else None
        return ", ".join(links)

    def says(self, event: Event) -> Said:
        """Who says that an event happened, with the quoted words: a source of the article's, or the article itself."""
        attribution = self.attributions.get(event.attribution) if event.attribution else None
        if attribution is None:
            return Said("the article", self._of(event.sentence))
        return Said(self.chain(attribution), self.spans(attribution.content), self.mark(attribution))

    def mark(self, attribution: Attribution) -> str:
        """'translated' where quoted words went through a translation; empty for all others."""
        return TRANSLATED if is_translated(attribution) else ""

    def by_source(self) -> dict[str, list[Attribution]]:
        """Attributions by who says so; whoever says most comes first."""
        grouped: dict[str, list[Attribution]] = {}
        for attribution in self.record.attributions:
            grouped.setdefault(self.source(attribution), []).append(attribution)
        return dict(sorted(grouped.items(), key=lambda item: -len(item[1])))

    def office(self, attribution: Attribution) -> str:
        """The office or description of a source that is a known entity; empty where its name says as much."""
        entity = self.entities.get(attribution.source_entity or "")
        if entity is None or not entity.role or entity.role.casefold() in entity.name.casefold():
            return ""
        return shortened(entity.role, LONGEST_NAME)

    def spans(self, spans: Iterable[Span]) -> str:
        """The words of spans, with an ellipsis between them and without the commas around them."""
        return " … ".join(plain(self._of(span)).strip(" ,;:") for span in spans)

    def _through(self, attribution: Attribution) -> list[str]:
        if attribution.medium_entity is not None:
            return [f"through {self.entity(attribution.medium_entity)}"]
        return [shortened(self.spans(attribution.medium), LONGEST_NAME)] if attribution.medium else []

    # -- places --------------------------------------------------------------------------------------------------

    def places(self) -> list[tuple[Entity, int]]:
        """The places of the article with how often each is mentioned, the most mentioned first."""
        counts: dict[str, int] = {}
        for mention in self.record.mentions:
            if mention.kind == "place" and mention.entity in self.entities:
                counts[mention.entity] = counts.get(mention.entity, 0) + 1
        return sorted(((self.entities[one], count) for one, count in counts.items()), key=lambda item: -item[1])


def coordinates(place: Entity) -> str:
    """Latitude and longitude with their precision; the reason where there are none."""
    if place.lat is None or place.lon is None:
        return f"no point ({plain(place.reasons[-1]) if place.reasons else 'not resolved'})"
    precision = f" ({place.geo_precision})" if place.geo_precision else ""
    return f"{place.lat:.2f}, {place.lon:.2f}{precision}"
