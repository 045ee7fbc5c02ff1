"""Capitals in a language read natively: the town, or the government that sits there and is spoken to."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.coding.native_forms import Forms
from dragoman.coding.native_verbs import word_of
from dragoman.knowledge.gazetteer import gazetteer, place_entity
from dragoman.knowledge.name_places import capital_place, foreign_capital
from dragoman.knowledge.names import NameMatch
from dragoman.knowledge.spelling import slug
from dragoman.record import Entity

# How far before a capital the verb or noun that speaks to it may stand, in words.
REACH = 8
VISIT = "visit"


def seat_of(state: Entity, match: NameMatch, language: str) -> Entity:
    """A capital as a place: the gazetteer's, with its state and coordinates, else one made of its name."""
    found = foreign_capital(state, match.surface, language)
    if found is None:
        towns = [
            place for place in gazetteer().lookup(match.surface)
            if place.kind == "city" and place.country_iso3 == state.state
        ]  # fmt: skip
        largest = max(towns, key=lambda place: place.population, default=None)
        found = place_entity(largest) if largest is not None else capital_place(state, match.surface)
    if found is not None:
        return found.model_copy(deep=True)
    return Entity(
        id=f"place:{slug(match.surface)}", name=match.surface, kind="place", known=True, state=state.state,
        reasons=["the capital as a place"],
    )  # fmt: skip


class Seats:
    """Tells whether the name of a capital means the town or the government.

    Args:
        forms: the lexicon of the language.
    """

    def __init__(self, forms: Forms) -> None:
        self.forms = forms
        self.words = forms.words

    def is_town(self, token: Token) -> bool:
        """Whether a preposition of place stands before a name, and nobody is spoken to there."""
        lead = self._lead(token)
        if lead is None:
            return False
        if self._is_near(lead):
            return True
        slot = self.words.prepositions.get(word_of(lead))
        return slot in self.words.locative and not (slot in {"a", "à"} and self._is_addressed(lead, slot))

    def _lead(self, token: Token) -> Token | None:
        """The preposition that leads to a name, past an article."""
        if token.is_sent_start or token.i == 0:
            return None
        before = token.nbor(-1)
        article = word_of(before) in self.words.determiners and word_of(before) not in self.words.prepositions
        if article and not before.is_sent_start and before.i:
            before = before.nbor(-1)
        return before if word_of(before) in self.words.prepositions else None

    def _is_near(self, lead: Token) -> bool:
        """'Près de Moscou', 'cerca de Moscú'."""
        return not lead.is_sent_start and lead.i > 0 and word_of(lead.nbor(-1)) in self.words.locative

    def _is_addressed(self, lead: Token, slot: str) -> bool:
        """Whether the last verb before a preposition speaks to somebody with it, and leads nowhere."""
        doc = lead.doc
        for index in range(lead.i - 1, max(lead.sent.start, lead.i - REACH) - 1, -1):
            form = word_of(doc[index])
            between = {word_of(doc[i]) for i in range(index + 1, lead.i)}
            rows = [
                act
                for lemma in self.forms.verbs.get(form, {})
                for act, rest, _ in self.forms.acts.get(lemma, ())
                if between.issuperset(rest)
            ]
            if rows and form not in self.words.prepositions:
                takes = {slot, "obj"} if slot in self.words.personal_a else {slot}
                return any(takes & set(act.recipient) and act.mode != VISIT and act.type != "CONSULT" for act in rows)
            if doc[index].text in {";", ":", ".", "(", ")"}:
                return False
        return False
