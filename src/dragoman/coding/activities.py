"""Activities: what passes between two sides in each event, of kinds that provisions of sanctions speak of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from dragoman.coding.activities_chains import chain_of
from dragoman.coding.activities_events import EventsOfActivities
from dragoman.coding.activities_sides import Passing, passings_of
from dragoman.coding.activities_things import items_in, may_hold
from dragoman.coding.clauses import Clauses
from dragoman.coding.participants import Participants
from dragoman.coding.reading import Reading
from dragoman.knowledge.activities import Activities, activities
from dragoman.record import Activity, Mention, Span

ILLICIT = "illicit"
AT_SEA = "ship_to_ship_transfer"


@Language.factory("dragoman_activities")
def make_activities(nlp: Language, name: str) -> ActivityFinder:
    """Make the component for a pipeline."""
    return ActivityFinder()


class ActivityFinder:
    """Sets ``Event.activities``, and codes the events of such acts that no event reports yet."""

    def __init__(self) -> None:
        self.book: Activities = activities()
        words = (re.escape(word) for word in sorted(self.book.words["illicit"]))
        self.illicit = re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)

    def __call__(self, doc: Doc) -> Doc:
        """Add the activities of one document to its events."""
        reading = Reading.of(doc)
        participants = Participants(reading, Clauses())
        events = EventsOfActivities(reading, participants)
        for sentence in doc.sents:
            first = next((token for token in sentence if not token.is_space), sentence[0])
            if reading.is_prose(first.idx) and may_hold(sentence, reading, self.book):
                for passing in self._passings(sentence, participants):
                    for activity in self._activities(passing, sentence, reading):
                        events.add(activity, passing, sentence)
        events.finish()
        return doc

    def _passings(self, sentence: DocSpan, participants: Participants) -> Iterator[Passing]:
        for item in items_in(sentence, participants.reading, self.book):
            chain = chain_of(item, participants.clauses, self.book)
            if chain is not None:
                yield from passings_of(chain, participants, self.book)

    def _activities(self, passing: Passing, sentence: DocSpan, reading: Reading) -> Iterator[Activity]:
        """The activity of a passing, and the transfer at sea that it may be at once."""
        words = sentence.text
        goods = list(passing.item.goods)
        reasons = list(passing.reasons)
        unlawful = self.illicit.search(words)
        if unlawful and passing.item.group == "goods":
            goods.append(ILLICIT)
            reasons.append(f"by unlawful means: '{unlawful.group()}'")
        made = Activity(
            kind=passing.kind,
            goods=goods,
            givers=entities(passing.givers),
            receivers=entities(passing.receivers),
            spans=[
                Span(start=token.idx, end=token.idx + len(token.text))
                for token in sorted(set(passing.words), key=lambda t: t.i)
            ],
            discussed=passing.discussed,
            agreed=passing.agreed,
            against=self._against(words),
            reasons=reasons,
        )
        yield made
        lowered = words.lower()
        cue = next((cue for cue in self.book.at_sea if cue in lowered), None)
        if cue is not None and passing.item.group == "goods" and passing.kind != "ship_sale_or_charter":
            yield made.model_copy(update={"kind": AT_SEA, "reasons": [*reasons, f"moved '{cue}'"]}, deep=True)

    def _against(self, words: str) -> list[str]:
        """What the sentence says that argues against a concern, with the word that says so."""
        lowered = words.lower()
        found = []
        for row in self.book.against:
            word = next((word for word in row.words if re.search(rf"\b{re.escape(word)}\b", lowered)), None)
            if word is not None:
                found.append(f"{row.says} ('{word}')")
        return found


def entities(mentions: Iterable[Mention]) -> list[str]:
    """The entities of mentions, once each."""
    return list(dict.fromkeys(mention.entity for mention in mentions))
