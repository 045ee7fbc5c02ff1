"""Events of an article that is read natively: the acts of its verbs and nouns, with when, where and who says so."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from dragoman.coding.grounds import confidence, grounds_of
from dragoman.coding.native_acts import Made, Reader
from dragoman.coding.native_circumstances import place_of, when_of
from dragoman.coding.native_clauses import sentences_of
from dragoman.coding.native_deeds import point_back
from dragoman.coding.native_forms import Forms, forms, plurals
from dragoman.coding.native_nouns import NounReader
from dragoman.coding.native_slots import Slots
from dragoman.coding.native_verbs import word_of
from dragoman.coding.reading import Reading
from dragoman.knowledge.native import Native
from dragoman.knowledge.plover import plover
from dragoman.record import Attribution, Event, Mention, Span

# Acts that are worth a row with nobody named as the recipient, and those with nobody named as the actor.
WITHOUT_RECIPIENT = frozenset(
    {"PROTEST", "MOBILIZE", "RETREAT", "CONCEDE", "COERCE", "AGREE", "REJECT", "ACCUSE", "SANCTION", "THREATEN"}
)
WITHOUT_ACTOR = frozenset({"COERCE", "ASSAULT", "SANCTION"})
NO_PLACE = frozenset({"CONSULT", "SANCTION", "AID", "MOBILIZE", "COOPERATE", "ASSAULT", "RETREAT"})


@Language.factory("dragoman_native_events")
def make_events(nlp: Language, name: str) -> NativeEvents:
    """Make the component for a pipeline."""
    return NativeEvents("fr" if nlp.lang == "fr" else "es")


class NativeEvents:
    """Codes the events of a document in one language."""

    def __init__(self, language: Native) -> None:
        self.forms: Forms = forms(language)
        self.contexts = {
            form: code
            for code, nouns in self.forms.book.contexts.items()
            for noun in nouns
            for form in (noun, *plurals(noun))
        }

    def __call__(self, doc: Doc) -> Doc:
        """Add the events of one document to its reading."""
        reading = Reading.of(doc)
        for slots in sentences_of(doc, self.forms):
            made = Reader(slots, self.forms).read()
            taken = {token.i for one in made for token in one.trigger}
            made += NounReader(slots, self.forms, taken).read()
            for one in made:
                point_back(one, slots, self.forms, reading)
            threaten_back(made, reading)
            kept = [one for one in made if is_worth_coding(one, reading)]
            for one in distinct(kept):
                reading.events.append(self._event(one, slots, reading))
        for number, event in enumerate(reading.events, start=1):
            event.id = f"ev{number}"
        return doc

    def _event(self, made: Made, slots: Slots, reading: Reading) -> Event:
        sentence = slots.sentence
        kind = plover().types[made.type]
        mode = kind.modes.get(made.mode) if made.mode else None
        grounds = grounds_of(made.act.weight, made.actors, made.recipients, reading.entities, made.factuality)
        attribution = reading.attribution_at(made.head.idx) or said_by(made, reading)
        words = [token for token in sentence if not token.is_space]
        event = Event(
            id="",
            type=made.type,
            mode=made.mode if mode is not None else None,
            contexts=self._contexts(sentence, made, reading),
            quad=kind.quad,
            score=mode.score if mode is not None and mode.score is not None else kind.score,
            actors=[m.entity for m in made.actors],
            recipients=[m.entity for m in made.recipients],
            when=when_of(made, slots, reading),
            where=place_of(made, slots, reading),
            materiel=materiel(sentence, reading),
            factuality=made.factuality,
            attribution=attribution.id if attribution else None,
            confidence=confidence(grounds),
            reasons=[f"{made.type} by the words '{' '.join(t.text for t in made.trigger)}'", *made.reasons],
            trigger=[span_of(token.idx, token.text) for token in sorted(set(made.trigger), key=lambda t: t.i)],
            sentence=Span(start=words[0].idx, end=words[-1].idx + len(words[-1].text)),
        )
        reading.grounds.append((event, grounds))
        return event

    def _contexts(self, sentence: DocSpan, made: Made, reading: Reading) -> list[str]:
        """The contexts whose words stand in the sentence, and the one of armed forces that take part."""
        found = [self.contexts[word] for token in sentence if (word := word_of(token)) in self.contexts]
        if any(reading.entities[m.entity].sector == "MIL" for m in (*made.actors, *made.recipients)):
            found.append("military")
        return list(dict.fromkeys(found))


def span_of(start: int, text: str) -> Span:
    """The span of a word."""
    return Span(start=start, end=start + len(text))


def said_by(made: Made, reading: Reading) -> Attribution | None:
    """The attribution whose cue the trigger is, where its source is the actor."""
    actors = {m.entity for m in made.actors}
    for attribution in reading.attributions:
        if attribution.source_entity in actors and any(s.start <= made.head.idx < s.end for s in attribution.cue):
            return attribution
    return None


def materiel(sentence: DocSpan, reading: Reading) -> list[str]:
    """Materiel named in the sentence of an act."""
    mentions = reading.mentions_in(sentence.start, sentence.end)
    return list(dict.fromkeys(m.entity for m in mentions if m.kind == "materiel"))


def threaten_back(made: list[Made], reading: Reading) -> None:
    """Who threatens nobody by name threatens those whose act against him the sentence tells."""
    quads = plover().types
    for one in made:
        if one.type != "THREATEN" or one.recipients or not one.actors:
            continue
        own = {reading.entities[m.entity].state for m in one.actors} - {None}
        for other in made:
            hit = {reading.entities[m.entity].state for m in other.recipients}
            if other is not one and own & hit and "conflict" in quads[other.type].quad:
                one.recipients = other.actors
                one.reasons.append("threatens those who acted against it")
                break


def is_worth_coding(made: Made, reading: Reading) -> bool:
    """Whether enough is known of who takes part for a row."""
    if not made.recipients and made.type not in WITHOUT_RECIPIENT:
        return False
    if not made.actors and made.type not in WITHOUT_ACTOR:
        return False
    sides = [reading.entities[m.entity] for m in (*made.actors, *made.recipients)]
    if not sides or (not (made.actors and made.recipients) and not any(side.state for side in sides)):
        return False
    if made.actors and all(reading.entities[m.entity].kind == "place" for m in made.actors):
        return False
    told = [reading.entities[m.entity].sector for m in made.recipients]
    return not (made.type == "CONSULT" and told and all(sector == "JRN" for sector in told))


def distinct(made: list[Made]) -> list[Made]:
    """One act for each type and sides in a sentence: the most trusted."""
    best: dict[tuple[object, ...], Made] = {}
    for one in made:
        sides = (tuple(sorted(ids(one.actors))), tuple(sorted(ids(one.recipients))))
        key: tuple[object, ...] = (one.type, *sides)
        if one.act.mutual:
            key = (one.type, tuple(sorted((*sides[0], *sides[1]))))
        if key not in best or one.act.weight > best[key].act.weight:
            best[key] = one
    return sorted(best.values(), key=lambda one: one.head.i)


def ids(mentions: list[Mention]) -> list[str]:
    """The entities of mentions."""
    return [mention.entity for mention in mentions]
