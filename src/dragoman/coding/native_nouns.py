"""Acts of nouns in a language read natively: 'la rencontre entre X et Y', 'una visita de X a Y'."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.coding.native_acts import Made, turn
from dragoman.coding.native_factuality import factuality_of
from dragoman.coding.native_forms import Forms
from dragoman.coding.native_phrases import STOPS
from dragoman.coding.native_slots import Slots
from dragoman.coding.native_verbs import Verb, word_of
from dragoman.knowledge.native import Acts
from dragoman.record import Factuality, Mention

# How many words behind a noun belong to it at most.
REACH = 24
# How far before a noun what makes it an occasion may stand, in words.
OCCASION = 3
MODIFIED = "mod"


class NounReader:
    """Reads the acts of the nouns of one sentence, after those of its verbs."""

    def __init__(self, slots: Slots, forms: Forms, taken: set[int]) -> None:
        self.slots = slots
        self.forms = forms
        self.words = forms.words
        self.doc = slots.doc
        self.taken = taken

    def read(self) -> list[Made]:
        """The acts of all nouns whose words are part of no verb's act."""
        found: list[Made] = []
        verbs = {verb.i for verb in self.slots.verbs}
        for token in self.slots.sentence:
            if token.i in self.taken or token.i in verbs or token.pos_ in {"AUX"}:
                continue
            rows = self.forms.noun_acts.get(word_of(token), ())
            fits = [(act, rest) for act, rest in rows if self._follows(token, rest)]
            fits.sort(key=lambda row: (-len(row[1]), -row[0].weight))
            for act, rest in fits:
                made = self._made(token, act, len(rest))
                if made is not None:
                    found.append(made)
                    break
        return found

    def _follows(self, token: Token, rest: tuple[str, ...]) -> bool:
        end = token.i + 1 + len(rest)
        return end <= len(self.doc) and all(word_of(self.doc[token.i + 1 + n]) == word for n, word in enumerate(rest))

    def _made(self, token: Token, act: Acts, more: int) -> Made | None:
        start, end = token.i + 1 + more, self._end(token)
        verb = self._light(token)
        actors, slot = self._actors(token, act, start, end, verb)
        recipients = self._recipients(token, act, start, end, verb, {m.entity for m in actors}, slot)
        if act.mutual and not recipients and len(actors) > 1:
            actors, recipients = actors[:1], actors[1:]
        if not actors or (act.needs and not recipients):
            return None
        made = Made(
            act, act.type or "", act.mode, token, [self.doc[i] for i in range(token.i, start)], actors, recipients,
            self._factuality(token, verb),
        )  # fmt: skip
        if verb is not None:
            made.trigger.insert(0, verb.token)
        turn(made)
        return made

    def _end(self, token: Token) -> int:
        """Where the words that belong to a noun end."""
        limit = min(self.slots.sentence.end, token.i + REACH)
        for index in range(token.i + 1, limit):
            word = word_of(self.doc[index])
            if self.doc[index].text in STOPS or (word in self.words.that and self.doc[index].pos_ == "SCONJ"):
                return index
            if any(v.first == index and (v.is_finite or v.mood == "infinitive") for v in self.slots.verbs):
                return index
        return limit

    def _light(self, token: Token) -> Verb | None:
        """The verb that lends a noun its subject: it has the noun as its object, or as its subject in the passive."""
        for verb in self.slots.verbs:
            if not any(lemma in self.words.light for lemma in verb.lemmas):
                continue
            noun = self.slots.object_noun(verb) if verb.i < token.i < self.slots.right(verb) else None
            if noun is not None and noun.i <= token.i <= noun.i + 4:
                return verb
            if verb.passive and token.i < verb.first and self.slots.left(verb) <= token.i:
                return verb
            if verb.is_reduced and 0 < verb.first - token.i <= 3:
                return verb
        return None

    def _actors(
        self, token: Token, act: Acts, start: int, end: int, verb: Verb | None
    ) -> tuple[list[Mention], str | None]:
        for slot in act.actor:
            if slot == MODIFIED:
                found = self._adjectives(token)
            elif slot == "subj":
                continue
            else:
                found = self.slots.prepositional(start, end, slot)
                if slot == self.words.possessive and found and self._is_theme(token, found[0], start):
                    found = []
            if found:
                return found, slot
        if verb is not None:
            undone = verb.passive or verb.is_reduced
            found = self.slots.agent(verb) if undone else self.slots.subject(verb)
            if found:
                return found, None
        before = word_of(self.doc[token.i - 1]) if token.i else ""
        if before in self.words.own:
            owner = next((v for v in reversed(self.slots.verbs) if v.first < token.i and v.is_finite), None)
            return (self.slots.subject(owner) if owner is not None else []), None
        return (self._present(token) if act.mutual else []), None

    def _present(self, token: Token) -> list[Mention]:
        """Who was at a meeting that is the occasion of a clause: the subject of that clause."""
        near = range(max(self.slots.sentence.start, token.i - OCCASION), token.i)
        if not any(word_of(self.doc[i]) in self.words.occasions for i in near):
            return []
        finite = [verb for verb in self.slots.verbs if verb.is_finite]
        before = [verb for verb in finite if verb.i < token.i]
        main = before[-1] if before else next(iter(finite), None)
        return self.slots.subject(main) if main is not None and not main.passive else []

    def _is_theme(self, token: Token, mention: Mention, start: int) -> bool:
        """Whether what stands behind 'de' belongs to a later noun, not to this one."""
        unit = next((u for u in self.slots.units if u.mention.id == mention.id), None)
        if unit is None:
            return True
        between = range(start, unit.lead)
        return any(self.doc[i].pos_ == "NOUN" or word_of(self.doc[i]) in self.words.prepositions for i in between)

    def _adjectives(self, token: Token) -> list[Mention]:
        for unit in self.slots.units:
            if unit.adjective and 0 < unit.first - token.i <= 3 and not self._noun_between(token.i, unit.first):
                return self.slots.together(unit)
        return []

    def _noun_between(self, first: int, last: int) -> bool:
        return any(self.doc[i].pos_ in {"NOUN", "VERB", "ADP"} and i not in self.taken for i in range(first + 1, last))

    def _recipients(
        self, token: Token, act: Acts, start: int, end: int, verb: Verb | None, actors: set[str], actor_slot: str | None
    ) -> list[Mention]:
        for slot in act.recipient:
            if slot == actor_slot:
                continue
            found = self._adjectives(token) if slot == MODIFIED else self.slots.prepositional(start, end, slot)
            if not found and verb is not None and slot != MODIFIED:
                found = self.slots.prepositional(max(start, verb.i), self.slots.right(verb), slot)
            found = [m for m in found if m.entity not in actors]
            if found:
                return found
        return []

    def _factuality(self, token: Token, verb: Verb | None) -> Factuality:
        near = range(max(self.slots.sentence.start, token.i - 3), min(self.slots.sentence.end, token.i + 5))
        if any(word_of(self.doc[i]) in self.words.planned for i in near):
            return "future"
        if verb is not None:
            return factuality_of(verb, self.forms)
        over = next((v for v in reversed(self.slots.verbs) if v.first < token.i < self.slots.right(v)), None)
        return "hypothetical" if over is not None and over.mood == "conditional" else "happened"
