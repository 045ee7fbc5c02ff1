"""Pronouns and left-out subjects in a language read natively, and 'the two countries': whom each means."""

from __future__ import annotations

from collections import Counter

from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman.coding.native_clauses import sentences_of
from dragoman.coding.native_forms import Forms, forms
from dragoman.coding.native_slots import Slots
from dragoman.coding.native_verbs import Verb, word_of
from dragoman.coding.reading import Reading
from dragoman.knowledge.name_table import state_entity
from dragoman.knowledge.native import Native
from dragoman.knowledge.states import states
from dragoman.record import Entity, Mention

# How far before a pronoun or a pair what it means may stand, in sentences.
REACH = 3
IMPERSONAL = frozenset({"expl:subj", "expl"})


@Language.factory("dragoman_native_pronouns")
def make_pronouns(nlp: Language, name: str) -> Pronouns:
    """Make the component for a pipeline."""
    return Pronouns("fr" if nlp.lang == "fr" else "es")


class Pronouns:
    """Resolves the pronouns of a document in one language."""

    def __init__(self, language: Native) -> None:
        self.forms: Forms = forms(language)
        self.words = self.forms.words

    def __call__(self, doc: Doc) -> Doc:
        """Say whom the pronouns and left-out subjects of one document mean."""
        reading = Reading.of(doc)
        self._pairs(reading)
        self._neighbours(reading)
        history: list[list[Mention]] = []
        for slots in sentences_of(doc, self.forms):
            subjects: list[Mention] = []
            for verb in slots.verbs:
                found = self._meant(verb, slots, subjects or next(reversed(history), []), reading)
                if found and (not subjects or verb.over is None):
                    subjects = subjects or found
            if subjects:
                history = [*history[-REACH:], subjects]
        return doc

    def _meant(self, verb: Verb, slots: Slots, before: list[Mention], reading: Reading) -> list[Mention]:
        """The subject of a verb, a pronoun or left out where need be."""
        if not verb.is_finite:
            return slots.subject(verb) if not verb.is_reduced else []
        pronoun = self._pronoun(verb, slots)
        if pronoun is None:
            found = slots.subject(verb)
            if found or not self.words.implied or slots.subject_noun(verb) is not None or not before:
                return found
            slots.imply(verb, before)
            return before
        if pronoun.dep_ in IMPERSONAL or not before:
            return []
        entities = before if self.words.subjects[word_of(pronoun)] == "p" else before[:1]
        made = [reading.add_mention(pronoun.i, pronoun.i + 1, reading.entities[m.entity], "pronoun") for m in entities]
        slots.imply(verb, made)
        return made

    def _pronoun(self, verb: Verb, slots: Slots) -> Token | None:
        for index in range(verb.first - 1, max(slots.sentence.start, verb.first - 3) - 1, -1):
            token = slots.doc[index]
            if word_of(token) in self.words.subjects and token.pos_ in {"PRON", "NOUN"}:
                return token
        for child in verb.token.children:
            if word_of(child).lstrip("-t") in self.words.subjects and child.dep_.startswith("nsubj"):
                return child if word_of(child) in self.words.subjects else None
        return None

    def _pairs(self, reading: Reading) -> None:
        """'The two countries', 'both presidents': the two states or persons named last."""
        doc = reading.doc
        for token in doc:
            kind = self.words.pair.get(word_of(token))
            if kind is None or not self._is_counted(token):
                continue
            before = [m for m in reading.mentions if m.start < token.idx and m.form != "pronoun"]
            named = Counter(reading.entities[m.entity].state for m in before)
            found: dict[str, Entity] = {}
            for mention in sorted(
                before, key=lambda m: (-named[reading.entities[m.entity].state] if kind == "state" else 0, -m.start)
            ):
                entity = reading.entities[mention.entity]
                if kind == "person" and entity.kind == "person":
                    found.setdefault(entity.id, entity)
                elif kind == "state" and entity.state in states():
                    found.setdefault(entity.state or "", state_entity(states()[entity.state or ""]))
                if len(found) == 2:
                    break
            if len(found) == 2:
                reading.drop_mentions([m for m in reading.mentions_on(token.i) if m.form == "nominal"])
                for entity in reversed(found.values()):
                    reading.add_mention(token.i, token.i + 1, entity, "nominal")

    def _neighbours(self, reading: Reading) -> None:
        """'Son voisin': the state most spoken of before, other than that of who is spoken of in the sentence."""
        doc = reading.doc
        for token in doc:
            owned = token.i > 0 and word_of(token.nbor(-1)) in self.words.own
            if word_of(token) not in self.words.neighbours or not owned or reading.mentions_on(token.i + 1):
                continue
            told = [m for m in reading.mentions if m.end <= token.idx and reading.entities[m.entity].state in states()]
            own = {reading.entities[m.entity].state for m in told if m.start >= token.sent.start_char}
            named = Counter(reading.entities[m.entity].state for m in told)
            other = next((state for state, _ in named.most_common() if state not in own), None)
            if own and other is not None and not reading.mentions_on(token.i):
                reading.add_mention(token.i, token.i + 1, state_entity(states()[other]), "nominal")

    def _is_counted(self, token: Token) -> bool:
        before = [word_of(token.doc[i]) for i in range(max(0, token.i - 2), token.i)]
        return any(word in self.words.both for word in before)
