"""What the components have found so far in one article: they all read from it and write to it.

A reading hangs on its ``Doc`` (``doc.user_data["dragoman"]``), so each component works alone in any spaCy pipeline.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from functools import cached_property
from itertools import count

from spacy.attrs import IDX, LENGTH
from spacy.tokens import Doc

from dragoman.coding.dialogue import speech
from dragoman.coding.grounds import Ground
from dragoman.coding.quotes import Quote
from dragoman.intake.text import article_from_text
from dragoman.knowledge.names import NameMatch, names
from dragoman.record import (
    Article,
    Attribution,
    Entity,
    Event,
    Form,
    Mention,
    Segment,
    SegmentRole,
    Span,
    Time,
)

KEY = "dragoman"
# Segments whose sentences report something; the rest (bylines, credits, notices) are metadata.
PROSE: frozenset[SegmentRole] = frozenset({"title", "standfirst", "paragraph", "caption"})


class Reading:
    """The working state of one article while it is being coded."""

    def __init__(self, article: Article, doc: Doc) -> None:
        self.article = article
        self.doc = doc
        self.mentions: list[Mention] = []
        self.entities: dict[str, Entity] = {}
        self.sites: list[Mention] = []
        self.times: list[Time] = []
        self.attributions: list[Attribution] = []
        self.events: list[Event] = []
        self.grounds: list[tuple[Event, tuple[Ground, ...]]] = []
        self.notes: list[str] = []
        self._on: dict[int, list[Mention]] = {}
        self._heads: dict[str, int] = {}
        self._numbers = count(1)
        self._starts = [segment.start for segment in article.segments]

    @classmethod
    def of(cls, doc: Doc) -> Reading:
        """The reading of a document; made from its plain text where the document came without one."""
        reading = doc.user_data.get(KEY)
        if reading is None:
            reading = cls(article_from_text(doc.text), doc)
            doc.user_data[KEY] = reading
        assert isinstance(reading, Reading)
        return reading

    @cached_property
    def quotes(self) -> list[Quote]:
        """The quotations of the article that stand in no other, found once for all components."""
        segments = [(segment.start, segment.end) for segment in self.article.segments]
        return speech(self.doc.text, segments)

    @cached_property
    def known_names(self) -> list[NameMatch]:
        """The names of the article that dragoman knows, found once for all components."""
        return names().find(self.article.text)

    def tokens_of(self, start: int, end: int) -> tuple[int, int] | None:
        """The tokens ``[first, last + 1)`` of a stretch of characters; None where its borders are inside tokens."""
        first, last = self._borders[0].get(start), self._borders[1].get(end)
        return None if first is None or last is None or first >= last else (first, last)

    def tokens_of_span(self, span: Span) -> tuple[int, int]:
        """The tokens ``[first, last + 1)`` that a span touches."""
        found = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        assert found is not None  # the span lies in the text
        return found.start, found.end

    @cached_property
    def _borders(self) -> tuple[dict[int, int], dict[int, int]]:
        places = self.doc.to_array([IDX, LENGTH]).tolist()  # many times as fast as token by token
        starts = {begin: place for place, (begin, _) in enumerate(places)}
        return starts, {begin + length: place for place, (begin, length) in enumerate(places, start=1)}

    def add_entity(self, entity: Entity) -> Entity:
        """Keep an entity, or return the one already kept under its id."""
        return self.entities.setdefault(entity.id, entity)

    def add_mention(self, start: int, end: int, entity: Entity, form: Form = "name") -> Mention:
        """Keep a mention of ``doc[start:end]`` (token indices); the same span and entity twice is one mention."""
        entity = self.add_entity(entity)
        first, last = self.doc[start], self.doc[end - 1]
        begins, ends = first.idx, last.idx + len(last.text)
        for mention in self._on.get(start, ()):
            if (mention.start, mention.end, mention.entity) == (begins, ends, entity.id):
                return mention
        mention = self._mention(start, end, entity, form)
        self._keep(mention, start, end)
        return mention

    def _mention(self, start: int, end: int, entity: Entity, form: Form) -> Mention:
        first, last = self.doc[start], self.doc[end - 1]
        begins, ends = first.idx, last.idx + len(last.text)
        mention = Mention(
            id=f"m{next(self._numbers)}",
            start=begins,
            end=ends,
            text=self.article.text[begins:ends],
            kind=entity.kind,
            entity=entity.id,
            form=form,
        )
        self._heads[mention.id] = self.doc[start:end].root.i
        return mention

    def _keep(self, mention: Mention, start: int, end: int) -> None:
        self.mentions.append(mention)
        for index in range(start, end):
            self._on.setdefault(index, []).append(mention)

    def add_site(self, start: int, end: int, entity: Entity) -> None:
        """Note a site at ``doc[start:end]`` that is a place of the record only where an act happens there."""
        self.sites.append(self._mention(start, end, self.add_entity(entity), "name"))

    def sites_in(self, start: int, end: int) -> list[Mention]:
        """The sites that begin in ``text[start:end]``; they are noted in text order."""
        first = bisect_left(self.sites, start, key=lambda site: site.start)
        return self.sites[first : bisect_left(self.sites, end, key=lambda site: site.start)]

    def use_site(self, entity: str) -> None:
        """Make a site a place of the record."""
        for site in [site for site in self.sites if site.entity == entity]:
            self.sites.remove(site)
            self._keep(site, *(self.tokens_of(site.start, site.end) or (0, 0)))

    def drop_mentions(self, dropped: list[Mention]) -> None:
        """Take back mentions that a later component read better; entities without mentions leave the record."""
        ids = {mention.id for mention in dropped}
        self.mentions = [mention for mention in self.mentions if mention.id not in ids]
        for token, kept in self._on.items():
            self._on[token] = [mention for mention in kept if mention.id not in ids]

    def head_of(self, mention: Mention) -> int:
        """The token that heads a mention."""
        return self._heads[mention.id]

    def mentions_on(self, token: int) -> list[Mention]:
        """The mentions that cover a token, longest first."""
        return sorted(self._on.get(token, ()), key=lambda m: m.start - m.end)

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """The mentions that touch ``doc[start:end]``, in text order."""
        found = {m.id: m for i in range(start, end) for m in self._on.get(i, ())}
        return sorted(found.values(), key=lambda m: (m.start, m.start - m.end))

    def segment_at(self, character: int) -> Segment | None:
        """The segment that holds a character of the text; None between segments."""
        place = bisect_right(self._starts, character) - 1
        if place < 0:
            return None
        segment = self.article.segments[place]
        return segment if character < segment.end else None

    def role_at(self, character: int) -> SegmentRole | None:
        """The role of the segment that holds a character of the text."""
        segment = self.segment_at(character)
        return segment.role if segment else None

    def is_prose(self, character: int) -> bool:
        """Whether sentences at this character report something (rather than credit, date or sign)."""
        return self.role_at(character) in PROSE

    def attribution_at(self, character: int) -> Attribution | None:
        """The innermost attribution whose content holds a character: the one with the shortest content."""
        best: tuple[int, Attribution] | None = None
        for attribution in self.attributions:
            if any(span.start <= character < span.end for span in attribution.content):
                length = sum(span.end - span.start for span in attribution.content)
                if best is None or length < best[0]:
                    best = (length, attribution)
        return best[1] if best else None

    @property
    def anchor(self) -> date | None:
        """The day the article was written, as far as known: published, else updated. None where neither is."""
        stamp = self.article.published or self.article.updated
        return date.fromisoformat(stamp[:10]) if stamp and len(stamp) >= 10 else None

    def drop_grounds(self, event: Event) -> None:
        """Take back the grounds of an event that is coded anew."""
        self.grounds = [row for row in self.grounds if row[0] is not event]

    def grounds_of(self, event: Event) -> tuple[Ground, ...]:
        """What made the confidence in a coded event."""
        return next(grounds for one, grounds in self.grounds if one is event)

    def span(self, start: int, end: int) -> Span:
        """The characters of ``doc[start:end]`` (token indices)."""
        last = self.doc[end - 1]
        return Span(start=self.doc[start].idx, end=last.idx + len(last.text))
