"""Units: the actors of a sentence as wholes, title and name in one, each with the preposition that leads to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from dragoman.coding.native_verbs import VERBAL, word_of
from dragoman.coding.reading import Reading
from dragoman.knowledge.native import Words
from dragoman.record import Kind, Mention

ACTING: frozenset[Kind] = frozenset({"person", "state", "organisation", "group", "publisher", "place"})
# Which mention speaks for a unit: a name of a person before a body, before a described person, before a state.
RANK = {"person": 0, "group": 1, "organisation": 1, "publisher": 1, "place": 2, "state": 3}
BARE = ""
# How many words may stand between an office and the name of its holder.
TAIL = 10


@dataclass(slots=True, eq=False)
class Unit:
    """An actor in a sentence.

    Attributes:
        first, last: its tokens ``[first, last)`` without article and preposition.
        mention: what it names; inner: mentions inside, such as the demonym of a title.
        slot: the name of the preposition before it; empty for none. ``lead`` is where that preposition stands.
        adjective: whether it is an adjective of another noun ('les frappes israéliennes').
        joined: the unit that it is coordinated with; None for the first.
    """

    first: int
    last: int
    mention: Mention
    inner: list[Mention] = field(default_factory=list)
    slot: str = BARE
    lead: int = 0
    adjective: bool = False
    joined: Unit | None = None
    more: list[Mention] = field(default_factory=list)


class Units:
    """Finds the units of a document's sentences."""

    def __init__(self, reading: Reading, words: Words) -> None:
        self.reading = reading
        self.words = words

    def of(self, sentence: Span) -> list[Unit]:
        """The units of a sentence from left to right."""
        found: list[Unit] = []
        for first, last, mentions in self._spans(sentence):
            best = min(mentions, key=lambda m: (RANK[m.kind], m.form == "demonym", m.start - m.end))
            same = [m for m in mentions if m.entity != best.entity]
            pair = [m for m in same if (m.start, m.end) == (best.start, best.end)]
            unit = Unit(first, last, best, same, more=pair)
            unit.adjective = best.form == "demonym" and not self._stands_alone(unit)
            found.append(unit)
        for place, unit in enumerate(found):
            self._lead(unit, found[place - 1] if place else None, sentence, found[place + 1 :])
        return found

    def _spans(self, sentence: Span) -> list[tuple[int, int, list[Mention]]]:
        """Overlapping and adjoining mentions together: a title and the name behind it are one unit."""
        doc = sentence.doc
        spans: list[tuple[int, int, list[Mention]]] = []
        for mention in self.reading.mentions_in(sentence.start, sentence.end):
            if mention.kind not in ACTING:
                continue
            first, last = self.reading.tokens_of(mention.start, mention.end) or (0, 0)
            if first >= last or first < sentence.start or last > sentence.end:
                continue
            if spans:
                start, end, kept = spans[-1]
                same = any(m.entity == mention.entity for m in kept) and (
                    (first - end <= 3 and self._is_light(doc, end, first))
                    or (mention.form == "name" and first - end <= TAIL and self._is_tail(doc, end, first))
                )
                if first < end or (same and mention.kind == "person"):
                    spans[-1] = (start, max(end, last), [*kept, mention])
                    continue
            spans.append((first, last, [mention]))
        return spans

    def _is_tail(self, doc: Doc, first: int, last: int) -> bool:
        """Whether what stands between an office and its holder's name belongs to the office: 'de Exteriores,'."""
        return doc[last - 1].text == "," and not any(
            doc[i].pos_ in VERBAL or doc[i].is_punct for i in range(first, last - 1)
        )

    def _is_light(self, doc: Doc, first: int, last: int) -> bool:
        return all(
            doc[i].text == "," or word_of(doc[i]) in self.words.determiners | self.words.honorifics
            for i in range(first, last)
        )

    def _stands_alone(self, unit: Unit) -> bool:
        """Whether a demonym is a noun: 'les Russes', 'los rusos'."""
        doc = self.reading.doc
        token = doc[unit.first]
        if token.text[:1].isupper() and (token.pos_ == "PROPN" or (token.pos_ != "ADJ" and not token.is_sent_start)):
            return True
        if unit.first == 0:
            return False
        if token.pos_ == "NOUN" and word_of(doc[unit.first - 1]) in self.words.prepositions:
            return True  # 'miles de georgianos'
        after = doc[unit.last] if unit.last < len(doc) else None
        return word_of(doc[unit.first - 1]) in self.words.determiners and (
            after is None or after.pos_ not in {"NOUN", "PROPN"} or (after.text[:1].islower() and after.pos_ != "NOUN")
        )

    def _lead(self, unit: Unit, before: Unit | None, sentence: Span, after: list[Unit]) -> None:
        """Find the preposition before a unit; a coordinated one has that of the unit before it."""
        doc = sentence.doc
        index = unit.first - 1
        while index >= sentence.start:
            word = word_of(doc[index])
            if before is not None and index < before.last:
                break
            slot = self.words.prepositions.get(word)
            if slot is not None and not self._is_partitive(doc, index):
                unit.slot, unit.lead = slot, index
                return
            light = doc[index].pos_ in {"ADJ", "NUM", "DET"} or word in self.words.honorifics
            if light or word in self.words.determiners or self._is_apposed(unit, doc[index]):
                index -= 1
                continue
            break
        unit.lead = index + 1
        if before is None or unit.adjective:
            return
        between = [word_of(doc[i]) for i in range(before.last, unit.lead)]
        also = between[-1:] and between[-1] in self.words.that and between[-2:-1] and between[-2] in self.words.joining
        joins = also or all(word in self.words.joining for word in between)
        end = self._listed(unit, after)
        apposed = between == [","] and (end is None or (self._opens(before, sentence) and doc[end].text != ","))
        alike = len(between) == 1 and between[0] in self.words.alike
        if (between and joins and len(between) <= 3 and not before.adjective and not apposed) or alike:
            unit.slot, unit.joined = before.slot, before

    def _is_apposed(self, unit: Unit, token: Token) -> bool:
        """Whether a noun right before a name says what it is: 'par l'agence publique X', 'du fleuve Y'."""
        named = unit.mention.form == "name" and unit.mention.kind != "state"
        return named and not unit.adjective and token.pos_ == "NOUN" and token.text[:1].islower()

    def _opens(self, unit: Unit, sentence: Span) -> bool:
        """Whether a unit behind a preposition opens a sentence: the comma behind it lists nothing."""
        while unit.joined is not None:
            unit = unit.joined
        return unit.slot != BARE and not any(self.reading.doc[i].is_alpha for i in range(sentence.start, unit.lead))

    def _is_partitive(self, doc: Doc, index: int) -> bool:
        """Whether 'des', 'du', 'de' is an article: right behind a verb ('déploie des soldats')."""
        if word_of(doc[index]) not in self.words.determiners:
            return False
        if self.words.prepositions[word_of(doc[index])] != self.words.possessive:
            return False
        if index == 0 or doc[index].is_sent_start is True or word_of(doc[index - 1]) in self.words.prepositions:
            return True
        return doc[index - 1].pos_ in {"VERB", "PUNCT", "SCONJ", "CCONJ"}

    def _listed(self, unit: Unit, after: list[Unit]) -> int | None:
        """Where the list ends in which a comma stands: 'et' and a further name follow; None where it lists nothing."""
        doc, end, joint = self.reading.doc, unit.last, False
        light = self.words.joining | self.words.determiners | set(self.words.prepositions)
        for other in after:
            between = [word_of(doc[i]) for i in range(end, other.first)]
            if joint or not light.issuperset(between) or not self.words.joining & set(between):
                break
            joint = bool((self.words.joining - {","}) & set(between))
            end = other.last
        return min(end, len(doc) - 1) if joint else None
