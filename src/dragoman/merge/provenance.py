"""Provenance: where one report of an act comes from, by the chain outlet <- agency <- speaker <- document."""

from __future__ import annotations

from functools import cached_property

from dragoman.knowledge.merging import merging
from dragoman.knowledge.publishers import Publisher, publishers
from dragoman.knowledge.spelling import slug
from dragoman.merge.acts import Origin
from dragoman.record import Attribution, Entity, Event, Record, Segment

SPOKEN_FOR = ("spokesman", "spokeswoman", "spokesperson", "press secretary", "press office")
# What a cue must do for its source to be where the information comes from.
REPORTING = frozenset({"assert", "deny", "accuse", "confirm", "announce", "reveal", "predict", "agree", "doubt"})
CREDITS = frozenset({"dateline", "credit", "byline"})
LONGEST_CHAIN = 8


class Provenance:
    """Where the reports in one record come from."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.entities = {entity.id: entity for entity in record.entities}
        self.attributions = {attribution.id: attribution for attribution in record.attributions}

    def of(self, event: Event) -> Origin:
        """Where one event mention comes from."""
        if self.is_statement(event):
            spoken = self._speaker(event)
            if spoken is not None:
                return spoken
        attribution = self.attributions.get(event.attribution or "")
        if attribution is not None and said_by(attribution, event):
            # The act is the cue of its actor's own words ('invited him to'): who reports it stands above.
            attribution = self.attributions.get(attribution.parent or "")
        source = self._source(attribution)
        return source or self.carried or self.outlet

    def is_statement(self, event: Event) -> bool:
        """Whether an act is words of its actor."""
        rules = merging()
        if event.type in rules.statements:
            return True
        if event.type not in rules.spoken or event.mode in rules.spoken_except:
            return False
        text = self.record.article.text
        if {text[one.start : one.end].casefold() for one in event.trigger} & rules.spoken_except_words:
            return False
        attribution = self.attributions.get(event.attribution or "")
        return attribution is not None and said_by(attribution, event)

    def _speaker(self, event: Event) -> Origin | None:
        """A statement comes from who makes it."""
        for actor in event.actors:
            entity = self.entities.get(actor)
            if entity is not None:
                return self._voice(entity, f"{entity.name} made the statement")
        return None

    def _source(self, attribution: Attribution | None) -> Origin | None:
        """The innermost source of a chain that is somebody who can be named."""
        passed: list[str] = []
        for _ in range(LONGEST_CHAIN):
            if attribution is None:
                return None
            entity = self.entities.get(attribution.source_entity or "")
            if entity is not None and self._is_named(entity):
                words = self._words(attribution)
                chain = f"; nearer sources without a name: {', '.join(passed)}" if passed else ""
                return self._voice(entity, f"attributed to {entity.name} ('{words}'){chain}")
            if entity is not None:
                passed.append(entity.name)
            medium = self.entities.get(attribution.medium_entity or "")
            if medium is not None and medium.kind == "publisher" and attribution.parent is None:
                return self._voice(medium, f"said to {medium.name} by a source that is not named")
            attribution = self.attributions.get(attribution.parent or "")
        return None

    def _words(self, attribution: Attribution) -> str:
        """The words of source and cue."""
        spans = sorted((*attribution.source, *attribution.cue), key=lambda span: span.start)
        return " ".join(self.record.article.text[span.start : span.end] for span in spans)[:120]

    def _is_named(self, entity: Entity) -> bool:
        """Whether a source is somebody in particular: a state, a body, a publisher, a named person, a spokesperson."""
        if entity.kind in ("state", "publisher"):
            return True
        if entity.kind == "organisation":
            return not entity.id.startswith(("organisation:their-", "organisation:his-", "organisation:her-"))
        if entity.kind == "person":
            return entity.known or self._has_name(entity) or spoken_for(entity) is not None
        return entity.kind == "group" and entity.known

    def _has_name(self, entity: Entity) -> bool:
        """Whether a person is named anywhere, not only described."""
        return any(mention.entity == entity.id and mention.form == "name" for mention in self.record.mentions)

    def _voice(self, entity: Entity, reason: str) -> Origin:
        """The origin that an entity is; a spokesperson is the body spoken for."""
        body = spoken_for(entity)
        if body is not None:
            said = f"{reason}; a spokesperson counts as the body"
            return Origin(body, entity.name, "source", entity.state, official(entity), said)
        if entity.kind == "publisher":
            known = publishers().by_id.get(entity.id.removeprefix("publisher:"))
            return Origin(entity.id, entity.name, "source", entity.state, class_of(known, entity), reason)
        return Origin(entity.id, entity.name, "source", entity.state, official(entity), reason)

    @cached_property
    def carried(self) -> Origin | None:
        """The outlet of another's that an article rests on as a whole: the source that its first paragraph names.

        'Kim met Putin, KCNA said on Friday': what the article tells further down without a source is KCNA's as well.
        """
        first = next((one for one in self.record.article.segments if one.role in ("standfirst", "paragraph")), None)
        if first is None:
            return None
        for attribution in self.record.attributions:
            entity = self.entities.get(attribution.source_entity or "")
            inside = attribution.cue and first.start <= attribution.cue[0].start < first.end
            if inside and entity is not None and entity.kind == "publisher" and entity.id != self.outlet.id:
                return self._voice(entity, f"the report rests on {entity.name}, which its first paragraph names")
        return None

    @cached_property
    def outlet(self) -> Origin:
        """The outlet's own reporting, or the agency's that it credits."""
        article = self.record.article
        for segment in article.segments:
            if segment.role in CREDITS:
                credited = self._credited(segment)
                if credited is not None and f"publisher:{credited.id}" != article.publisher_id:
                    where = f"the {segment.role} credits {credited.name}"
                    source = f"publisher:{credited.id}"
                    return Origin(source, credited.name, "agency", credited.state, credited.source_class, where)
        known = publishers().by_id.get((article.publisher_id or "").removeprefix("publisher:"))
        name = article.publisher or "publisher unknown"
        reason = f"nobody is named: {name}'s own reporting" if article.publisher else "nobody is named, nor a publisher"
        return Origin(
            article.publisher_id or outlet_of(self.record), name, "outlet", known.state if known else None,
            known.source_class if known else None, reason,
        )  # fmt: skip

    def _credited(self, segment: Segment) -> Publisher | None:
        """The publisher that is named in a credit."""
        for mention in self.record.mentions:
            if mention.kind == "publisher" and segment.start <= mention.start and mention.end <= segment.end:
                return publishers().by_id.get(mention.entity.removeprefix("publisher:"))
        return None


def said_by(attribution: Attribution, event: Event) -> bool:
    """Whether the words that report an act are the cue of an attribution."""
    return any(cue.start < one.end and one.start < cue.end for cue in attribution.cue for one in event.trigger)


def spoken_for(entity: Entity) -> str | None:
    """The id of the body that a spokesperson speaks for; None for anybody else, or where no body is named."""
    role = (entity.role or "").casefold()
    if entity.kind != "person" or not any(word in role for word in SPOKEN_FOR):
        return None
    body = role
    for word in SPOKEN_FOR:
        body = body.replace(word, "")
    body = body.replace("official", "").strip(" ,")
    state = (entity.state or "").lower()
    if body in ("", "kremlin", "presidential", "president", "government", "white house", "deputy"):
        return f"state:{entity.state}" if entity.state else None
    return f"organisation:{'-'.join(part for part in (state, slug(body)) if part)}"


def official(entity: Entity) -> str | None:
    """The class of source that somebody is who is no publisher."""
    if entity.kind == "state" or entity.sector in ("GOV", "LEG", "JUD", "SPY"):
        return "official_channel"
    return "military_channel" if entity.sector == "MIL" else None


def class_of(known: Publisher | None, entity: Entity) -> str | None:
    """The class of a publisher; that of the phrase for 'state media'."""
    if known is not None:
        return known.source_class
    return "state_media" if "state" in (entity.role or "") or "state-media" in entity.id else None


def outlet_of(record: Record) -> str:
    """Who carries an article: the id of a known publisher, else its name, else the host of its address."""
    article = record.article
    if article.publisher_id:
        return article.publisher_id
    if article.publisher:
        return f"outlet:{slug(article.publisher)}"
    host = (article.url or "").split("//")[-1].split("/")[0].casefold()
    return f"outlet:{host}" if host else "outlet:unknown"
