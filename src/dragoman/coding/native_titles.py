"""Nouns of office in a language read natively: 'le ministre français de la Défense', with the state beside them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Token

from dragoman.coding.native_forms import pieces, plurals
from dragoman.coding.native_verbs import word_of
from dragoman.coding.reading import Reading
from dragoman.knowledge.native import Native, RoleWords, Words, roles

# How far behind a noun its state may stand, in words.
LONGEST = 9
# Whose an office may be: 'un ministre de X' serves whom X leads.
HOLDERS = frozenset({"state", "organisation", "group", "person"})
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
COUNTERPART = RoleWords(nouns=("homologue",), english="counterpart", sector="GOV", kind="person")


@dataclass(slots=True)
class Role:
    """A form of a noun of office: the words after the first, its row, and whether it names several."""

    rest: tuple[str, ...]
    row: RoleWords
    plural: bool


@lru_cache(maxsize=4)
def role_table(language: Native) -> dict[str, list[Role]]:
    """The nouns of office of a language by their first word, longest first."""
    table: dict[str, list[Role]] = defaultdict(list)
    for row in roles(language).roles:
        for noun in row.nouns:
            first, *rest = pieces(noun.lower())
            several = row.kind == "group"
            table[first].append(Role(tuple(rest), row, several))
            if not row.plurals:
                for form in plurals(noun.lower()) if not several else ():
                    first, *rest = pieces(form)
                    table[first].append(Role(tuple(rest), row, True))
        for noun in row.plurals:
            first, *rest = pieces(noun.lower())
            table[first].append(Role(tuple(rest), row, True))
    for listed in table.values():
        listed.sort(key=lambda role: -len(role.rest))
    return table


@dataclass(slots=True)
class Titled:
    """A noun of office in the text: its words, and what they say."""

    first: int
    last: int
    role: Role
    state: str | None = None
    word: str = ""
    former: bool = False
    behind: bool = False
    others: list[str] = field(default_factory=list)


@dataclass
class Titles:
    """The nouns of office of one article, after its names.

    Args:
        reading: the article with the names found so far.
        words: the grammar of its language.
        roles: the nouns of office by their first word.
        covered: the tokens of names.
    """

    reading: Reading
    words: Words
    roles: dict[str, list[Role]]
    covered: set[int]

    def find(self) -> list[Titled]:
        """All nouns of office, with the state that stands beside them."""
        doc = self.reading.doc
        found: list[Titled] = []
        free = 0
        for token in doc:
            if token.i < free or token.i in self.covered:
                continue
            titled = self._title_at(token)
            if titled is not None:
                found.append(titled)
                free = titled.last
        return found

    def _title_at(self, token: Token) -> Titled | None:
        doc = token.doc
        form = word_of(token)
        counterpart = form in self.words.counterpart
        options = self.roles.get(form, [])
        if not options and not counterpart:
            return None
        if token.pos_ in {"VERB", "AUX"} and not self._determined(token):
            return None
        best: Titled | None = None
        for role in options:
            end, found = self._match(token, role)
            if end is not None:
                state, word = found[0] if found else (None, "")
                best = Titled(token.i, end, role, state, word, others=[other for other, _ in found[1:]])
                break
        if best is None and counterpart:
            best = Titled(token.i, token.i + 1, Role((), COUNTERPART, form.endswith("s")))
        if best is None:
            return None
        self._find_state(best)
        before = word_of(doc[token.i - 1]) if token.i else ""
        after = word_of(doc[token.i + 1]) if token.i + 1 < len(doc) else ""
        best.former = before in self.words.former or after in self.words.former
        return best

    def _determined(self, token: Token) -> bool:
        return token.i > 0 and word_of(token.nbor(-1)) in self.words.determiners

    def _match(self, token: Token, role: Role) -> tuple[int | None, list[tuple[str, str]]]:
        """Where a phrase of office that begins here ends, with the states of adjectives behind its first word."""
        doc = token.doc
        for gap in (0, 1, 2, 3):
            end = token.i + 1
            if gap and not role.rest:
                break
            inner = range(end, min(end + gap, len(doc)))
            if any(doc[i].pos_ not in NOMINAL | {"CCONJ"} for i in inner):
                break
            end += gap
            words = tuple(word_of(doc[i]) for i in range(end, min(end + len(role.rest), len(doc))))
            if words == tuple(word.lower() for word in role.rest):
                states = [(state, doc[i].text) for i in inner if (state := self._state_on(i))]
                if gap > 1 and not states:
                    continue
                return end + len(role.rest), states
        return None, []

    def _state_on(self, index: int) -> str | None:
        for mention in self.reading.mentions_on(index):
            entity = self.reading.entities[mention.entity]
            if mention.kind in {"state", "organisation", "group"} and entity.state:
                return entity.state
        return None

    def _find_state(self, titled: Titled) -> None:
        """The state in the adjectives behind a noun of office, before it, or behind 'de'."""
        doc = self.reading.doc
        before = doc[titled.first - 1] if titled.first else None
        if titled.state is None and before is not None and before.pos_ == "ADJ" and (state := self._state_on(before.i)):
            titled.state, titled.word = state, before.text
        end = titled.last
        while end < min(len(doc), titled.last + LONGEST):
            state = self._state_on(end)
            token = doc[end]
            demonym = any(m.form == "demonym" for m in self.reading.mentions_on(end))
            if demonym and state and titled.state is None:
                titled.state, titled.word, titled.last = state, token.text, end + 1
            elif titled.state and self._is_joined(end) and (other := self._state_on(end + 1)):
                titled.others.append(other)
                titled.last = end = end + 2
                continue
            elif word_of(token) in self.words.prepositions:
                if not self._qualified(titled, end):
                    self._behind(titled, end)
                return
            elif token.pos_ != "ADJ" or token.text[:1].isupper():
                return
            end += 1

    def _qualified(self, titled: Titled, index: int) -> bool:
        """'Aviones de combate israelíes': an adjective behind a bare noun that says what kind they are."""
        doc = self.reading.doc
        if self.words.prepositions[word_of(doc[index])] != self.words.possessive or index + 2 >= len(doc):
            return False
        kind, adjective = doc[index + 1], doc[index + 2]
        demonym = any(m.form == "demonym" for m in self.reading.mentions_on(adjective.i))
        if not demonym or kind.text[:1].isupper() or word_of(kind) in self.words.determiners or self._state_on(kind.i):
            return False
        if titled.state is None:
            titled.state, titled.word, titled.last = self._state_on(adjective.i), adjective.text, adjective.i + 1
        return True

    def _is_joined(self, index: int) -> bool:
        """Whether a word joins two adjectives of one noun: 'les ministres japonais et coréen'."""
        doc = self.reading.doc
        if index + 1 >= len(doc) or word_of(doc[index]) not in self.words.joining:
            return False
        return (
            any(m.form == "demonym" for m in self.reading.mentions_on(index + 1)) and doc[index + 1].text[:1].islower()
        )

    def _behind(self, titled: Titled, index: int) -> None:
        """'Le président de la France': the state behind the possessive preposition."""
        doc = self.reading.doc
        if self.words.prepositions[word_of(doc[index])] != self.words.possessive:
            return
        if titled.first and word_of(doc[titled.first - 1]) in self.words.own:
            return  # 'ses troupes du Tchad': whose they are is said already
        start = index + 1
        while start < len(doc) and start < index + 3 and word_of(doc[start]) in self.words.determiners:
            start += 1
        if start >= len(doc):
            return
        mention = next((m for m in self.reading.mentions_on(start) if m.kind in HOLDERS), None)
        if mention is None and self._is_nested(start):  # 'président de la Commission de la Cedeao'
            self._behind(titled, start + 1)
            return
        if mention is None or mention.form == "demonym":
            inner = self.roles.get(word_of(doc[start]))
            if inner is not None and titled.state is None:  # 'porte-parole du gouvernement allemand'
                held = self._title_at(doc[start])
                if held is not None and held.state:
                    titled.state, titled.word, titled.last, titled.behind = held.state, held.word, held.last, True
            return
        state = self.reading.entities[mention.entity].state
        if titled.state is None and (state or mention.kind == "organisation"):
            titled.state, titled.word, titled.behind = state, mention.text, True
            titled.last = (self.reading.tokens_of(mention.start, mention.end) or (0, titled.last))[1]
            if titled.role.row.kind in {"group", "organisation"} or titled.role.plural:
                self._further(titled)

    def _is_nested(self, index: int) -> bool:
        """Whether a noun that is no office stands here, and whose it is behind it."""
        doc = self.reading.doc
        return (
            index + 2 < len(doc)
            and doc[index].pos_ in {"NOUN", "PROPN"}
            and self._title_at(doc[index]) is None
            and self.words.prepositions.get(word_of(doc[index + 1])) == self.words.possessive
        )

    def _further(self, titled: Titled) -> None:
        """'Les forces du Pakistan et de l'Afghanistan': the second state."""
        doc, after = self.reading.doc, titled.last
        if after + 1 >= len(doc) or word_of(doc[after]) not in self.words.joining - {","}:
            return
        start = after + 1
        while start < min(len(doc), after + 3) and word_of(doc[start]) in self.words.determiners | {
            self.words.possessive
        }:
            start += 1
        other = self._state_on(start) if start < len(doc) else None
        if other is not None and other != titled.state:
            titled.others.append(other)
            titled.last = start + 1
