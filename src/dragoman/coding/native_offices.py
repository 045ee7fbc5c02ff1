"""Offices in a language read natively: whose they are, by a name beside them, a list of holders, or nobody's name."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from dragoman.coding.actor_persons import leader_entity
from dragoman.coding.native_homes import Homes
from dragoman.coding.native_lists import Holder, holders
from dragoman.coding.native_titles import COUNTERPART, Role, Titled
from dragoman.coding.native_verbs import VERBAL, word_of
from dragoman.coding.reading import Reading
from dragoman.knowledge.leaders import SHARED, leaders
from dragoman.knowledge.name_table import state_entity
from dragoman.knowledge.native import Words
from dragoman.knowledge.spelling import slug
from dragoman.knowledge.states import states
from dragoman.record import Entity, Kind, Mention

# How many words may stand between an office and the comma before a name: 'de la diplomatie', 'à l'ONU'.
TAIL = 9
# How many words may stand between two offices that share a state.
SHARING = 4
# What means the state itself.
COUNTRY = "country"


@dataclass
class Offices:
    """Gives the offices of one article to persons, and makes actors of those that nobody named holds.

    Args:
        reading: the article with its names.
        words: the grammar of its language.
    """

    reading: Reading
    words: Words

    def assign(self, titles: list[Titled]) -> None:
        """Add the mentions of all offices."""
        named = self._join(titles)
        homes = Homes(self.reading, self.words)
        for titled in titles:
            if not self.reading.is_prose(self.reading.doc[titled.first].idx):
                continue
            listed = holders(titled, self.reading, self.words)
            for holder in listed:
                self._hold(holder, titled)
            if listed:
                continue
            mentions = named.get(titled.first, ())
            if titled.state is None and (beside := self._shared(titled, titles)) is not None:
                titled.state, titled.word = beside.state, beside.word
            if titled.state is None and not any(self.reading.entities[m.entity].state for m in mentions):
                titled.state, titled.word = homes.of(titled) or (None, titled.word)
            for mention in mentions:
                self._give(mention, titled)
            if not mentions:
                self._nominal(titled)

    def _shared(self, titled: Titled, titles: list[Titled]) -> Titled | None:
        """An office joined to one whose state serves both: 'le secrétaire et le consul de l'ambassade du Kenya'."""
        doc = self.reading.doc
        after = next((one for one in titles if one.first >= titled.last), None)
        if after is None or after.state is None or not after.behind or after.first - titled.last > SHARING:
            return None
        between = [word_of(doc[i]) for i in range(titled.last, after.first)]
        light = self.words.joining | self.words.determiners | self.words.personal_a
        return after if light.issuperset(between) and (self.words.joining - {","}) & set(between) else None

    def _join(self, titles: list[Titled]) -> dict[int, list[Mention]]:
        """The persons beside whose names an office stands, by its first token."""
        doc = self.reading.doc
        found: dict[int, list[Mention]] = defaultdict(list)
        for mention in [m for m in self.reading.mentions if m.kind == "person" and m.form == "name"]:
            span = self.reading.tokens_of(mention.start, mention.end)
            if span is None:
                continue
            for titled in titles:
                if titled.role.plural or doc[span[0]].sent != doc[titled.first].sent:
                    continue
                if self._leads(titled, span, titles) or self._follows(titled, span):
                    found[titled.first].append(mention)
        return found

    def _leads(self, titled: Titled, span: tuple[int, int], titles: list[Titled]) -> bool:
        """Whether an office stands before a name: 'le ministre X', 'la porte-parole de la diplomatie, X,'."""
        doc = self.reading.doc
        if titled.role.row.kind != "person" or titled.last > span[0]:
            return False
        between = [doc[i] for i in range(titled.last, span[0])]
        if len(between) <= 2 and {token.text for token in between} <= {",", "M.", "Mme"}:
            return True
        if between[-1].text != "," or len(between) > TAIL + 1 or not self._is_closed(span[1]):
            return False
        tail = between[:-1]
        if not (word_of(tail[0]) in self.words.prepositions or all(token.pos_ == "ADJ" for token in tail)) or any(
            token.pos_ in VERBAL or token.is_punct or token.is_space for token in tail
        ):
            return False
        return not any(
            titled.last <= other.first < span[0] and other.role.row.kind == "person" for other in titles
        )  # fmt: skip

    def _is_closed(self, after: int) -> bool:
        """Whether a comma or the end closes a name that stands in apposition."""
        doc = self.reading.doc
        return after >= len(doc) or doc[after].is_punct or doc[after].is_space

    def _follows(self, titled: Titled, span: tuple[int, int]) -> bool:
        return (
            titled.first >= span[1] and titled.first - span[1] <= 3 and self._is_apposed(span[1], titled.first)
        )  # fmt: skip

    def _is_apposed(self, after: int, first: int) -> bool:
        doc = self.reading.doc
        between = [word_of(doc[i]) for i in range(after, first)]
        return between[:1] == [","] and all(word in self.words.determiners | self.words.former for word in between[1:])

    def _hold(self, holder: Holder, titled: Titled) -> None:
        """Give one of several holders the office; an adjective of a state before the name belongs to it."""
        mention, first = holder.mention, holder.first
        self._give(mention, Titled(titled.first, titled.last, titled.role, holder.state, titled.word, titled.former))
        if first != titled.first and (span := self.reading.tokens_of(mention.start, mention.end)) is not None:
            self.reading.add_mention(first, span[1], self.reading.entities[mention.entity], "nominal")

    def _give(self, mention: Mention, titled: Titled) -> None:
        entity = self.reading.entities[mention.entity]
        row = titled.role.row
        if entity.state is None and titled.state is not None:
            entity.state = titled.state
            entity.reasons.append(f"state from '{titled.word}'")
        if entity.role is None and row is not COUNTERPART:
            entity.role = row.english
        if entity.sector is None:
            entity.sector = "ELI" if titled.former else row.sector
        self.reading.add_mention(titled.first, titled.last, entity, "nominal")

    def _nominal(self, titled: Titled) -> None:
        """A described actor without a name; one for each of the states that share a noun."""
        row = titled.role.row
        if row is COUNTERPART and titled.state is None:
            return
        self._described(titled)
        for other in titled.others:
            self._described(Titled(titled.first, titled.last, Role(titled.role.rest, row, True), other, titled.word))

    def _described(self, titled: Titled) -> None:
        doc, row = self.reading.doc, titled.role.row
        if row.english == COUNTRY:
            if titled.state in states() and not self._is_plural(titled):
                entity = state_entity(states()[titled.state])
                self.reading.add_mention(titled.first, titled.last, entity, "nominal")
            return
        holder = self._holder(titled)
        if holder is None:
            text = re.sub(r"\s+", " ", doc[titled.first : titled.last].text)
            kind: Kind = "group" if row.kind == "person" and titled.role.plural else row.kind
            key = f"{titled.state.lower()}-{slug(row.english)}" if titled.state else slug(text)
            holder = Entity(
                id=f"{kind}:{key}", name=text, kind=kind, state=titled.state,
                sector="ELI" if titled.former else row.sector, role=row.english if kind == "person" else None,
                reasons=[f"state from '{titled.word}'"] if titled.state else ["no state is named beside it"],
            )  # fmt: skip
        self.reading.add_mention(titled.first, titled.last, holder, "nominal")

    def _is_plural(self, titled: Titled) -> bool:
        """Whether the word before an office says that there are several: 'les pays', 'deux pays'."""
        before = self.reading.doc[titled.first - 1] if titled.first else None
        return titled.role.plural or (
            before is not None and ("Plur" in before.morph.get("Number", []) or word_of(before) in self.words.both)
        )

    def _holder(self, titled: Titled) -> Entity | None:
        """Who held an office on the article's day; None where nobody or several did."""
        on, row = self.reading.anchor, titled.role.row
        if (
            titled.others
            or on is None
            or titled.state is None
            or not row.offices
            or titled.role.plural
            or titled.former
        ):
            return None
        for office in row.offices[:1]:
            if office in SHARED:
                return None
            terms = leaders().holders(titled.state, {office}, on)
            if len({term.person_id for term in terms}) == 1:
                return leader_entity(terms[0], f"{row.english} of {titled.state} on {on.isoformat()}")
        return None
