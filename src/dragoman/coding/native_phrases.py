"""Phrases of nouns in a language read natively: who stands behind a preposition, inside a noun, or listed together."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spacy.tokens import Span, Token

from dragoman.coding.native_forms import Forms
from dragoman.coding.native_units import Unit
from dragoman.coding.native_verbs import word_of
from dragoman.record import Mention

# What ends the words of a clause.
STOPS = frozenset({";", ":", ".", "!", "?", "(", ")", "—", "–"})


class Phrases:
    """The phrases of the nouns of one sentence.

    Args:
        sentence: the sentence.
        units: its actors in order.
        forms: the lexicon's forms.
        times: the tokens of expressions of time, which are nobody's object.
        states: the state that a mention belongs to.
    """

    def __init__(
        self,
        sentence: Span,
        units: list[Unit],
        forms: Forms,
        times: frozenset[int] = frozenset(),
        states: Callable[[Mention], str | None] | None = None,
    ) -> None:
        self.sentence = sentence
        self.doc = sentence.doc
        self.units = units
        self.forms = forms
        self.words = forms.words
        self.times = times
        self.states = states or (lambda mention: None)

    def is_bare(self, index: int, start: int) -> bool:
        """Whether no preposition but a partitive or a mark of persons leads to a word behind a verb."""
        for place in range(index - 1, start, -1):
            token = self.doc[place]
            word = word_of(token)
            slot = self.words.prepositions.get(word)
            if slot is not None:
                if slot == self.words.possessive:
                    quantity = place - 1 > start and self._is_quantity(place - 1)
                    light = self.words.adverbs | self.words.negation
                    partitive = all(word_of(self.doc[i]) in light for i in range(start + 1, place))
                    if word in self.words.determiners and self.doc[place - 1].pos_ in {"VERB", "ADV", "PUNCT"}:
                        return True
                    return quantity or partitive
                return word in self.words.personal_a
            if word not in self.words.determiners and token.pos_ not in {"ADJ", "NUM", "DET"}:
                return True
        return True

    def _is_quantity(self, index: int) -> bool:
        """Whether a word counts what follows: 'dix millions de', 'une série de'."""
        return self.doc[index].pos_ in {"NUM", "NOUN"} and word_of(self.doc[index]) in self.words.quantities

    def prepositional(self, start: int, end: int, slot: str) -> list[Mention]:
        """The actors behind one preposition among the tokens ``[start, end)``."""
        for unit in self.units:
            if start <= unit.first < end and unit.slot == slot and not unit.adjective and unit.lead >= start:
                if self._is_helper(unit):
                    continue
                return self.together(unit)
        for index in range(start, end):  # 'à l'adhésion de l'Ukraine': whose it is
            led = self.words.prepositions.get(word_of(self.doc[index])) == slot
            noun = self._noun_after(index, end) if led else None
            if noun is not None and word_of(noun) in self.words.helping and self._is_help_led(noun.i):
                continue
            if noun is not None and (found := self.inside(noun, end)):
                return found
        return []

    def _noun_after(self, index: int, end: int) -> Token | None:
        for place in range(index + 1, min(end, index + 5)):
            token = self.doc[place]
            if token.pos_ in {"NOUN", "PROPN"}:
                return token if place not in self.times and self.at(place) is None else None
            if word_of(token) in self.words.prepositions and word_of(token) not in self.words.determiners:
                return None
        return None

    def inside(self, noun: Token, end: int) -> list[Mention]:
        """The actors that a noun belongs to: its adjectives first, then what stands behind 'de', then any."""
        within = [u for u in self.units if noun.i < u.first < min(end, noun.i + 14)]
        within = [u for u in within if not self._parted(noun.i + 1, u.lead)]
        adjectives = [u for u in within if u.adjective and u.first - noun.i <= 3]
        if adjectives:
            return self.together(adjectives[0])
        owners = [u for u in within if u.slot == self.words.possessive]
        if owners:
            return self.together(owners[0])
        unit = self.at(noun.i)
        if unit is not None and not unit.adjective:
            return self.together(unit)
        further = [u for u in within if u.adjective or u.slot in self.words.locative]
        return self.together(further[0]) if further else []

    def _parted(self, start: int, end: int) -> bool:
        return any(self.doc[i].text in STOPS | {","} for i in range(start, end))

    def at(self, index: int) -> Unit | None:
        """The unit that covers a token."""
        return next((unit for unit in self.units if unit.first <= index < unit.last), None)

    def together(self, unit: Unit) -> list[Mention]:
        """A unit with those coordinated behind it."""
        found = [unit.mention, *unit.more]
        last = unit
        for other in self.units:
            if other.joined is last and not other.adjective:
                found.extend([other.mention, *other.more])
                last = other
        return list({mention.entity: mention for mention in found}.values())

    def classes_match(self, start: int, end: int, names: Iterable[str]) -> int | None:
        """The first token among ``[start, end)`` where a noun of one of the classes begins; None where none does."""
        for index in range(start, end):
            form = word_of(self.doc[index])
            for name in names:
                for rest in self.forms.classes[name].get(form, ()):
                    if all(
                        index + 1 + place < len(self.doc) and word_of(self.doc[index + 1 + place]) == word
                        for place, word in enumerate(rest)
                    ):
                        return index
        return None

    def _is_helper(self, unit: Unit) -> bool:
        """Whether an act is done with somebody's help, not with him: 'sous l'égide de X', 'bajo la tutela de X'."""
        index = unit.lead - 1
        while index > self.sentence.start and self.doc[index].pos_ == "ADJ":
            index -= 1
        return (
            unit.slot == self.words.possessive
            and index > self.sentence.start
            and word_of(self.doc[index]) in self.words.helping
            and self._is_help_led(index)
        )

    def _is_help_led(self, noun: int) -> bool:
        near = range(max(self.sentence.start, noun - 3), noun)
        slots = {self.words.prepositions.get(word_of(self.doc[i]), word_of(self.doc[i])) for i in near}
        return bool(slots & self.words.helped_by)
