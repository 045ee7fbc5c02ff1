"""Slots: what stands as subject, object or behind a preposition of a verb, or of a noun that reports an act."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Span, Token

from dragoman.coding.native_coordination import around_insertion, is_in_relative, part_clauses, partner, sharing
from dragoman.coding.native_forms import Forms
from dragoman.coding.native_phrases import STOPS, Phrases
from dragoman.coding.native_units import BARE, Unit
from dragoman.coding.native_verbs import Verb, word_of
from dragoman.record import Mention

# What stands before a verb of saying that ends a report.
REPORTED = frozenset({",", "»", "”"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
# A noun at a verb that the parser takes for something else than its object.
NOT_OBJECT = frozenset({"obl:mod", "advmod", "nsubj", "nsubj:pass", "obl:agent"})
# How many words behind a verb the head of its object may stand.
NEAR = 12


class Slots(Phrases):
    """The slots of the verbs of one sentence.

    Args:
        sentence: the sentence.
        verbs: its verbs in order.
        units: its actors in order.
        forms: the lexicon's forms.
        times: the tokens of expressions of time, which are nobody's object.
        states: the state that a mention belongs to.
    """

    def __init__(
        self,
        sentence: Span,
        verbs: list[Verb],
        units: list[Unit],
        forms: Forms,
        times: frozenset[int] = frozenset(),
        states: Callable[[Mention], str | None] | None = None,
    ) -> None:
        super().__init__(sentence, units, forms, times, states)
        self.verbs = verbs
        self._implied: dict[int, list[Mention]] = {}
        part_clauses(verbs, units, forms.words)

    # --- where the words of a clause end

    def right(self, verb: Verb) -> int:
        """Where what stands behind a verb ends: at the next clause."""
        for index in range(verb.i + 1, self.sentence.end):
            word = word_of(self.doc[index])
            if self.doc[index].text in STOPS:
                return index
            if (
                word in self.words.relative | self.words.that | self.words.breaking
                and word not in self.words.prepositions
            ) and (word not in self.words.clitics or self.doc[index].pos_ in {"SCONJ", "PRON"}):
                return index
            for other in self.verbs if index not in self.times else ():
                if other.first == index and other.i > verb.i and (other.is_finite or self._leads_away(other, verb)):
                    return index
        return self.sentence.end

    def _leads_away(self, other: Verb, verb: Verb) -> bool:
        """Whether an infinitive or gerund is no part of a verb's own words."""
        return other.mood in {"infinitive", "gerund"} and other.over is not None and other.first > verb.i

    def left(self, verb: Verb) -> int:
        """Where what stands before a verb begins: behind the clause before."""
        start = self.sentence.start
        for other in self.verbs:
            if other.i < verb.first and other.is_finite and not self._is_inserted(other, verb):
                start = max(start, other.i + 1)
        opening = self.words.that | self.words.relative | self.words.clausal
        for index in range(verb.first - 1, start - 1, -1):
            if self.doc[index].text in STOPS or word_of(self.doc[index]) in opening:
                if not any(other.i > index and other.i < verb.first for other in self.verbs):
                    return index + 1
                return max(start, index + 1)
        return start

    def opening(self, verb: Verb) -> int:
        """Where what may be the subject before a verb begins: behind 'et' or a comma, where another verb stands before.

        What stands between that verb and the comma is its own.
        """
        start = self.left(verb)
        held = [other.i for other in self.verbs if start - 1 <= other.i < verb.first and other.is_finite]
        if not held:
            return start
        joints = [i for i in range(held[-1], verb.first) if word_of(self.doc[i]) in self.words.joining]
        return next((i + 1 for i in joints if i + 1 not in joints), start)

    def _is_inserted(self, other: Verb, verb: Verb) -> bool:
        """Whether a clause stands between a verb and its subject: 'X, qui a ..., a condamné'."""
        return any(
            word_of(self.doc[i]) in self.words.relative
            for i in range(max(self.sentence.start, other.first - 2), other.first)
        )

    # --- slots of verbs

    def region(self, verb: Verb) -> list[Unit]:
        """The units behind a verb in its clause."""
        end = self.right(verb)
        return [unit for unit in self.units if verb.i < unit.first < end]

    def subject(self, verb: Verb, depth: int = 0) -> list[Mention]:
        """Who stands as the subject of a verb, in whatever voice it is."""
        if verb.is_reduced:
            return self._reduced(verb)
        if verb.mood in {"infinitive", "gerund"} and depth < 4:
            return self._controlled(verb, depth)
        inserted = around_insertion(verb, self.verbs, self.units, self.words)
        if verb.is_finite and inserted is None and (behind := self._reporting(verb)):
            return behind
        shared = sharing(verb, self.verbs, self.units, self.words) if depth < 4 and inserted is None else None
        start = self.opening(verb)
        bare = [u for u in self.units if start <= u.first and u.last <= verb.first and u.slot == BARE]
        bare = [u for u in bare if not u.adjective]
        if inserted is not None:
            return self.together(self._first_of(inserted, self.left(verb)))
        told = self._parsed(verb, after=verb.first if shared is not None else start if bare else 0)
        if told:
            return told
        if shared is not None and (held := self.subject(shared, depth + 1)):
            return held
        relative = self._antecedent(verb)
        if relative is not None:
            return relative
        if bare and not self._has_noun_subject(verb, bare[-1]):
            return self.together(self._first_of(bare[-1], start))
        owned = self._of_noun(verb)
        if owned:
            return owned
        if depth < 4 and (head := partner(verb, self.verbs, self.words)) is not None:
            return self.subject(head, depth + 1)
        if verb.i in self._implied:
            return self._implied[verb.i]
        return self.inverted(verb)

    def _reporting(self, verb: Verb) -> list[Mention]:
        """The subject right behind a verb of saying that ends a report: 'X ne cédera pas, a averti Y'."""
        index = verb.first - 1
        if index < self.sentence.start or self.doc[index].text not in REPORTED or verb.passive or verb.shares:
            return []
        said = self.doc[index].text != "," or any(
            one.is_finite and one.over is None and not is_in_relative(one, self.words)
            for one in self.verbs
            if one.i < index
        )
        start = self.opening(verb)
        own = [u for u in self.units if start <= u.first and u.last < verb.first and u.slot == BARE and not u.adjective]
        if not said or (own and own[-1].joined is None) or not any(lemma in self.forms.cues for lemma in verb.lemmas):
            return []
        near = [u for u in self.region(verb) if u.slot == BARE and not u.adjective and u.lead - verb.i <= 2]
        return self.together(near[0]) if near else []

    def imply(self, verb: Verb, mentions: list[Mention]) -> None:
        """Say whom the text leaves out as the subject of a verb."""
        self._implied[verb.i] = mentions

    def _parsed(self, verb: Verb, after: int = 0) -> list[Mention]:
        """The subject by the parser, where an actor stands there; none that stands before a token."""
        for child in verb.token.children:
            if child.dep_ in SUBJECTS and not self._is_relative(child) and child.i >= after:
                unit = self.at(child.i)
                if unit is not None and not unit.adjective and (unit.slot == BARE or unit.lead > child.i):
                    return self.together(self._first_of(unit, self.opening(verb) if child.i < verb.i else 0))
        return []

    def _is_relative(self, token: Token) -> bool:
        return word_of(token) in self.words.relative | self.words.that

    def _first_of(self, unit: Unit, start: int = 0) -> Unit:
        while unit.joined is not None and unit.joined.first >= start:
            unit = unit.joined
        return unit

    def _has_noun_subject(self, verb: Verb, unit: Unit) -> bool:
        """Whether a noun that is no actor stands between a unit and the verb as its subject."""
        return any(
            child.dep_ in SUBJECTS
            and unit.last <= child.i < verb.first
            and self.at(child.i) is None
            and child.pos_ == "NOUN"
            for child in verb.token.children
        )

    def subject_noun(self, verb: Verb) -> Token | None:
        """The noun that is the subject of a verb, actor or not."""
        for child in verb.token.children:
            if child.dep_ in SUBJECTS and not self._is_relative(child):
                return child
        for index in range(self.left(verb), verb.first):
            token = self.doc[index]
            if token.pos_ in {"NOUN", "PROPN"} and not self._after_preposition(token):
                return token
        return None

    def _after_preposition(self, token: Token) -> bool:
        index = token.i - 1
        while index >= self.sentence.start and (
            word_of(self.doc[index]) in self.words.determiners or self.doc[index].pos_ == "ADJ"
        ):
            if word_of(self.doc[index]) in self.words.prepositions and index > self.sentence.start:
                return True
            index -= 1
        return index >= self.sentence.start and word_of(self.doc[index]) in self.words.prepositions

    def _of_noun(self, verb: Verb) -> list[Mention]:
        """The actor whose noun is the subject: 'les frappes russes ont tué'."""
        noun = self.subject_noun(verb)
        if noun is None or noun.i >= verb.first:
            return []
        unit = self.at(noun.i)  # the parser took the adjective of 'drones ucranianos' for the noun
        return self.together(unit) if unit is not None and unit.adjective else self.inside(noun, verb.first)

    def _antecedent(self, verb: Verb) -> list[Mention] | None:
        """Whom 'qui' stands for; None where no relative pronoun is the subject."""
        index = verb.first - 1
        if index < self.sentence.start or word_of(self.doc[index]) not in self.words.relative_subjects:
            return None
        if word_of(self.doc[index - 1]) in self.words.prepositions:
            return None  # 'a quien'
        before = [u for u in self.units if u.last <= index and not u.adjective and index - u.last <= 2]
        return self.together(self._first_of(before[-1])) if before else []

    def _reduced(self, verb: Verb) -> list[Mention]:
        """What a participle without an auxiliary says something of: the noun before it."""
        before = [u for u in self.units if u.last <= verb.first and verb.first - u.last <= 2]
        return [before[-1].mention] if before and not before[-1].adjective else []

    def _controlled(self, verb: Verb, depth: int) -> list[Mention]:
        """Whose act an infinitive is: the subject's or the object's of the verb above it."""
        over = verb.over
        if over is None:  # 'Après avoir reçu X, Y a promis': whose act the clause behind tells
            main = next((one for one in self.verbs if one.i > verb.i and one.is_finite), None)
            return self._parsed(verb) or (self.subject(main, depth + 1) if main is not None else [])
        rows = [act for lemma in over.lemmas for act, _, _ in self.forms.acts.get(lemma, ())]
        if any(act.controller == "obj" for act in rows):
            objects = [u for u in self.units if over.i < u.first < verb.first and not u.adjective]
            if objects:
                return self.together(objects[0])
            if over.passive:
                return self.subject(over, depth + 1)
        return (
            self.agent(over)
            if over.passive and not over.is_reduced and self.agent(over)
            else self.subject(over, depth + 1)
        )

    def inverted(self, verb: Verb) -> list[Mention]:
        """The subject behind its verb: '..., a déclaré Lavrov', 'anunció el presidente'."""
        for child in verb.token.rights:
            if child.dep_ in SUBJECTS:
                unit = self.at(child.i)
                if unit is not None and not unit.adjective:
                    return self.together(unit)
        return []

    def agent(self, verb: Verb) -> list[Mention]:
        """Who does it in the passive: behind 'par'."""
        for unit in self.region(verb):
            if unit.slot in self.words.agents and not unit.adjective:
                return self.together(self._first_of(unit))
        return []

    def object(self, verb: Verb) -> list[Mention]:
        """The actors that are the object of a verb, or that its object belongs to."""
        end = self.right(verb)
        subjects = {child.i for child in verb.token.children if child.dep_ in SUBJECTS}
        bare = [
            u for u in self.region(verb)
            if (u.slot == BARE or self._is_marked(u)) and not u.adjective
            and not any(u.first <= index < u.last for index in subjects)
        ]  # fmt: skip
        noun = self.object_noun(verb)
        if bare and (noun is None or bare[0].first <= noun.i):
            return self.together(bare[0])
        if noun is not None:
            return self.inside(noun, end)
        return self.together(bare[0]) if bare else []

    def has_bare(self, verb: Verb) -> bool:
        """Whether an actor stands as the object of a verb itself, not inside another noun."""
        return any((u.slot == BARE or self._is_marked(u)) and not u.adjective for u in self.region(verb))

    def _is_marked(self, unit: Unit) -> bool:
        """Whether a unit is an object that its preposition only marks ('a' before persons)."""
        return unit.slot in self.words.personal_a

    def object_noun(self, verb: Verb) -> Token | None:
        """The head of the object: the first noun behind the verb that stands behind no preposition."""
        for index in range(verb.i + 1, min(self.right(verb), verb.i + 1 + NEAR)):
            token = self.doc[index]
            if token.pos_ not in {"NOUN", "PROPN"} or token.i in self.times or self._is_subject(token, verb):
                continue
            if self.is_bare(index, verb.i):
                return token
        return None

    def _is_subject(self, token: Token, verb: Verb) -> bool:
        return token.dep_ in SUBJECTS and token.head.i == verb.i
