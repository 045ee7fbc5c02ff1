"""Homes in a language read natively: the state of an office or body beside which none is named."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.coding.native_titles import Titled
from dragoman.coding.native_verbs import word_of
from dragoman.coding.reading import Reading
from dragoman.knowledge.native import Words
from dragoman.record import Mention

# Who belongs to the state named last; how far into a sentence the place that stands before it may stand.
RULING = frozenset({"GOV", "MIL", "SPY", "LEG"})
FRONT = 8
# Who serves one state in another: 'the embassy' is that of the diplomat named before, not of the host.
ABROAD = frozenset({"embassy", "ambassador", "diplomat", "envoy"})


@dataclass
class Homes:
    """Finds the states of offices by what the text names before them.

    Args:
        reading: the article with its names and the offices before.
        words: the grammar of its language.
    """

    reading: Reading
    words: Words

    def of(self, titled: Titled) -> tuple[str, str] | None:
        """The state of an office and the words that tell it; None where it needs none, or none is named before."""
        row = titled.role.row
        if row.sector not in RULING or titled.word or (titled.role.plural and row.kind == "organisation"):
            return None
        found = self._found(titled)
        state = self.reading.entities[found.entity].state if found is not None else None
        return (state, found.text) if found is not None and state else None

    def _found(self, titled: Titled) -> Mention | None:
        token = self.reading.doc[titled.first]
        sentence = token.sent
        before = [m for m in self.reading.mentions if m.end <= token.idx and self.reading.entities[m.entity].state]
        before.sort(key=lambda m: m.start)
        rulers = [m for m in before if self._rules(m)]
        within = [m for m in rulers if m.start >= sentence.start_char]
        if self._is_owned(token):
            return within[0] if within else self._leading(rulers)
        if titled.role.row.english in ABROAD:
            abroad = [m for m in before if self.reading.entities[m.entity].role in ABROAD or self._is_embassy(m)]
            if abroad:
                return abroad[-1]
        fronted = [m for m in before if m.kind == "place" and m.start >= sentence.start_char]
        if fronted and fronted[0].start - sentence.start_char <= FRONT:
            return fronted[0]
        return rulers[-1] if rulers else None

    def _rules(self, mention: Mention) -> bool:
        """Whether a mention is of a state or of those who govern it; an adjective tells of its noun."""
        named = self.reading.entities[mention.entity]
        return mention.kind == "state" or named.sector in RULING

    def _is_embassy(self, mention: Mention) -> bool:
        return mention.entity.endswith("-embassy")

    def _leading(self, rulers: list[Mention]) -> Mention | None:
        """Whom the last sentence that names a government names first."""
        if not rulers:
            return None
        last = self.reading.doc[self.reading.head_of(rulers[-1])].sent
        return next(m for m in rulers if last.start_char <= m.start < last.end_char)

    def _is_owned(self, token: Token) -> bool:
        return token.i > 0 and word_of(token.nbor(-1)) in self.words.own
