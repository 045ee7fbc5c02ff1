"""The layers of an article: what is marked in its text, and the cards beside it, in the order of the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from dragoman.formats.marked import Mark, html, laned
from dragoman.formats.words import shortened
from dragoman.language.original import as_translated
from dragoman.record import EventWords, Kind, Mention, Span, When
from dragoman.store.reading import ReadAttribution, Reading, ReadMention

# The layers that a reader can show and hide, in the order in which they are listed.
LAYERS = ("actors", "places", "dates", "materiel", "events", "attributions")
FILLS: dict[Kind, str] = {
    "person": "actor", "state": "actor", "organisation": "actor", "group": "actor", "publisher": "actor",
    "place": "place", "materiel": "materiel",
}  # fmt: skip
# Between two parts of an attribution stand only blanks and these where its line goes on.
JOINING = " \t,;:.—–-\"'“”‘’«»"
LONGEST_NOTE = 120
LIT = "background-color:var(--lit);color:var(--ink)"
FRAMED = "border-color:var(--event);box-shadow:0 0 0 1px var(--event)"


@dataclass(frozen=True, slots=True)
class Card:
    """What stands beside the text: an event mention with the attribution that it is told in, or an attribution alone.

    Args:
        number: its place, from 0.
        mention: the event mention.
        attribution: who says it. Of several mentions in one attribution the first has it; the others name it.
    """

    number: int
    mention: ReadMention | None
    attribution: ReadAttribution | None

    @property
    def id(self) -> str:
        """The id of what it is about."""
        if self.mention is not None:
            return self.mention.id
        assert self.attribution is not None
        return self.attribution.id

    @property
    def ids(self) -> list[str]:
        """The ids of all that it shows."""
        return [one.id for one in (self.mention, self.attribution) if one is not None]

    @property
    def words(self) -> Span:
        """The words that it is about as one stretch."""
        if self.mention is not None:
            return self.mention.sentence
        assert self.attribution is not None
        contents = self.attribution.contents
        return Span(start=contents[0].start, end=contents[-1].end)


class Layers:
    """The marks and cards of an article.

    Args:
        reading: the article with what was found in it.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.record.article.text

    @cached_property
    def translation(self) -> str | None:
        """The translation that the article was read by, with the same marks, as HTML; None where it was read as is.

        Its words lead to the same cards; addresses point at those of the original.
        """
        if self.reading.record.article.translation is None:
            return None
        there = Layers(reading_there(self.reading))
        there.numbers = self.numbers
        segments = [Mark(one.start, one.end, one.role) for one in there.reading.record.article.segments]
        return html(there.text, [replace(mark, name="") for mark in there.marks()], segments)

    @cached_property
    def cards(self) -> list[Card]:
        """The cards in the order of the text: one an event mention, and one an attribution that holds none."""
        said = {one.id: one for one in self.reading.attributions}
        found: list[tuple[int, ReadMention | None, ReadAttribution | None]] = [
            (one.trigger[0].start, one, said.pop(one.attribution or "", None)) for one in self.reading.mentions
        ]
        found += [(one.contents[0].start, None, one) for one in said.values()]
        ordered = sorted(found, key=lambda one: (one[0], one[1] is None))
        return [Card(number, mention, one) for number, (_, mention, one) in enumerate(ordered)]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The numbers of the cards by the ids of what they show."""
        return {name: card.number for card in self.cards for name in card.ids}

    @cached_property
    def html(self) -> str:
        """The text with all its marks as HTML."""
        segments = [Mark(one.start, one.end, one.role) for one in self.reading.record.article.segments]
        return html(self.text, self.marks(), segments)

    def marks(self) -> list[Mark]:
        """Everything that is marked: fills, lines under the words, and the words that lead to a card."""
        live = [one for one in self.reading.mentions if one.standing != "rejected"]
        said = [one for one in self.reading.attributions if one.standing != "rejected"]
        return [
            *self.fills(),
            *laned(chain.from_iterable(map(self.event_lines, live))),
            *laned(chain.from_iterable(map(self.said_lines, said))),
            *chain.from_iterable(map(self.event_links, live)),
            *chain.from_iterable(map(self.said_links, said)),
        ]

    def fills(self) -> Iterator[Mark]:
        """Actors, places, materiel and dates."""
        notes = {
            one.id: shortened(f"{one.name} ({one.state})" if one.state else one.name, LONGEST_NOTE)
            for one in self.reading.record.entities
        }
        for mention in self.reading.record.mentions:
            yield Mark(mention.start, mention.end, FILLS[mention.kind], note=notes.get(mention.entity, ""))
        for time in self.reading.record.times:
            end = f" to {time.value_end}" if time.value_end and time.value_end != time.value else ""
            note = f"{time.value}{end}" if time.value else f"no date: {time.reason or 'not resolved'}"
            yield Mark(time.start, time.end, "date", note=shortened(note, LONGEST_NOTE))

    def event_lines(self, mention: ReadMention) -> Iterator[Mark]:
        """The words of a report: from the first to the last of trigger, who, whom, what, where and when."""
        spans = [*mention.trigger, *self.taking_part(mention)]
        if mention.when.start is not None and mention.when.end is not None:
            spans.append(Span(start=mention.when.start, end=mention.when.end))
        within = [one for one in spans if mention.sentence.start <= one.start and one.end <= mention.sentence.end]
        within = within or mention.trigger
        start, end = min(one.start for one in within), max(one.end for one in within)
        yield Mark(start, end, "event", card=self.numbers[mention.id], name=mention.id)

    def event_links(self, mention: ReadMention) -> Iterator[Mark]:
        """The trigger, which leads to the card."""
        number, link = self.numbers[mention.id], f"#card-{mention.id}"
        return (Mark(one.start, one.end, "trigger", card=number, link=link) for one in mention.trigger)

    def said_lines(self, said: ReadAttribution) -> Iterator[Mark]:
        """Source, cue and content, with what stands between them where that is no more than a comma."""
        number = self.numbers[said.id]
        for at, one in enumerate(self.joined(said)):
            yield Mark(one.start, one.end, "said", card=number, name=said.id if at == 0 else "")

    def said_links(self, said: ReadAttribution) -> Iterator[Mark]:
        """The cue, or else the source, which leads to the card."""
        number, link = self.numbers[said.id], f"#card-{said.id}"
        for one in said.cues or said.sources:
            yield Mark(one.start, one.end, "cue", card=number, link=link)

    def taking_part(self, mention: ReadMention) -> Iterator[Span]:
        """The words in a mention's sentence that name those who take part, and where."""
        wanted = {one.id for one in (*mention.actors, *mention.recipients)} | set(mention.materiel)
        if mention.place is not None:
            wanted.add(mention.place.id)
        first = bisect_left(self.ordered, mention.sentence.start, key=lambda one: one.start)
        for one in self.ordered[first:]:
            if one.start >= mention.sentence.end:
                return
            if one.entity in wanted:
                yield one

    @cached_property
    def ordered(self) -> Sequence[Mention]:
        """The mentions of entities by where they start."""
        return sorted(self.reading.record.mentions, key=lambda one: one.start)

    def joined(self, said: ReadAttribution) -> Iterable[Span]:
        """The parts of an attribution; neighbours as one."""
        spans = sorted([*said.sources, *said.cues, *said.contents], key=lambda one: (one.start, one.end))
        found: list[Span] = []
        for span in spans:
            last = found[-1] if found else None
            if last is not None and not self.text[last.end : span.start].strip(JOINING):
                found[-1] = Span(start=last.start, end=max(last.end, span.end))
            else:
                found.append(Span(start=span.start, end=span.end))
        return found


def reading_there(reading: Reading) -> Reading:
    """An article as its translation: what was found in it, by the words that were coded."""
    mentions = [
        one.model_copy(update={"trigger": words.trigger, "sentence": words.sentence, "when": when_there(one, words)})
        for one in reading.mentions
        if (words := one.rendered) is not None
    ]
    said = [
        one.model_copy(update={"sources": told.source, "cues": told.cue, "contents": told.content})
        for one in reading.attributions
        if (told := one.rendered) is not None
    ]
    update = {"record": as_translated(reading.record), "mentions": mentions, "attributions": said}
    return reading.model_copy(update=update)


def when_there(mention: ReadMention, words: EventWords) -> When:
    """When an act was, with the words of the translation that say so."""
    date = words.when
    return mention.when.model_copy(update={"start": date.start if date else None, "end": date.end if date else None})


def anchors_css(cards: Iterable[Card]) -> str:
    """Rules for browsers without scripts: what an address points at is lit, in the text and beside it."""
    rules = []
    for card in cards:
        where = f":root:has(:is({','.join(f'#{name},#card-{name}' for name in card.ids)}):target)"
        rules.append(f'{where} [data-in~="{card.number}"]{{{LIT}}}')
        rules.append(f"{where} #card-{card.id}{{{FRAMED}}}")
    return "\n".join(rules)
