"""Things that can pass between two sides: arms, goods, technology, people, ventures, by the words for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from dragoman.coding.lemmas import lemma
from dragoman.coding.reading import Reading
from dragoman.knowledge.activities import Activities
from dragoman.knowledge.materiel import materiel
from dragoman.record import Entity

NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
# Materiel that the regimes count as ammunition as well.
AMMUNITION = "ammunition"
DIVIDED = frozenset({"co", "Co"})


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that may pass.

    Attributes:
        token: its head noun.
        group: what verbs and nouns ask for.
        kind: the kind of activity that its passing is.
        goods: codes of goods.
        word: what it is called, for the reasons.
    """

    token: Token
    group: str
    kind: str
    goods: tuple[str, ...]
    word: str


def may_hold(sentence: Span, reading: Reading, book: Activities) -> bool:
    """Whether a sentence has a word for anything that can pass; cheap, before any work on its tree."""
    for token in sentence:
        tag = token.tag_
        if tag[:1] == "N" or tag == "JJ":
            word = token.lower_
            if tag == "NNPS" or word in book.heads or word == "operation" or lemma(token) in book.heads:
                return True
    return any(m.kind == "materiel" for m in reading.mentions_in(sentence.start, sentence.end))


def items_in(sentence: Span, reading: Reading, book: Activities) -> list[Item]:
    """The things of a sentence, in text order; a helicopter is arms and a vehicle of trade at once."""
    found: list[Item] = []
    for token in sentence:
        if token.tag_ in NOUN_TAGS or token.tag_ in {"JJ", "VBZ"}:
            found.extend(_items_at(token, reading, book))
    return found


def _items_at(token: Token, reading: Reading, book: Activities) -> Iterator[Item]:
    name = next(
        (m for m in reading.mentions_on(token.i) if m.form == "name" and m.kind not in {"materiel", "state"}), None
    )
    if name is not None and " " in name.text and name.kind != "group":
        return  # a part of a name: "Workers' Party", "Marine Corps"
    if token.tag_ in {"NNPS", "NNS"} and any(
        m.kind == "state" and m.form == "demonym" and reading.head_of(m) == token.i
        for m in reading.mentions_on(token.i)
    ):
        for row in (book.nationals, book.students):
            yield Item(token, row.group, row.kind, row.goods, token.text)
        return
    thing = next((book.things[word] for word in words_of(token) if word in book.things), None)
    arms = next((m for m in reading.mentions_on(token.i) if m.kind == "materiel"), None)
    if thing is not None and (token.tag_ in NOUN_TAGS or thing.id in {"crude", "luxury"}):
        shown = "" if thing.group == "arms" else token.text.lower()
        if thing.group != "arms" or arms is None:
            yield Item(token, thing.group, thing.kind, thing.goods, shown or token.text.lower())
        if thing.group == "technology":
            return
    if arms is not None and reading.head_of(arms) == token.i:
        yield Item(token, "arms", "arms_transfer", goods_of(reading.entities[arms.entity]), arms.text.lower())


def words_of(token: Token) -> list[str]:
    """The keys under which a noun may stand, two words before one: 'iron ore', 'ore'."""
    head = lemma(token)
    forms = dict.fromkeys((head, str(token.lower_)))
    modifiers = [child for child in token.lefts if child.dep_ in {"compound", "amod", "nmod"}]
    modifiers += [other for child in modifiers for other in child.rights if other.dep_ == "conj"]
    before = token.doc[token.i - 1] if token.i > token.sent.start else None
    if token.lower_ == "operation" and token.i - 2 >= token.sent.start and token.nbor(-2).text in DIVIDED:
        forms = {"cooperation": None}  # the tokenizer divides 'co-operation'
        before = token.doc[token.i - 3] if token.i - 3 >= token.sent.start else None
    if before is not None and (before.tag_[:1] in "NJ" or before.tag_ in {"VBN", "PRP"}):
        modifiers.append(before)
    found = [f"{modifier.lower_} {form}" for form in forms for modifier in modifiers]
    found += [f"{modifier.text[:1].lower()}{modifier.lower_[1:]} {form}" for form in forms for modifier in modifiers]
    if before is not None and before.lower_ == "technical" and "cooperation" in forms:
        found.append("technical cooperation")
    return list(dict.fromkeys([*found, *forms]))


def goods_of(entity: Entity) -> tuple[str, ...]:
    """The goods of materiel as provisions name them: its class in the UN Register, small arms, ammunition."""
    known = materiel().by_id.get(entity.id.removeprefix("materiel:"))
    found = []
    if entity.materiel_class == "VIII":
        found.append("salw")
    elif entity.materiel_class is not None:
        found.append(f"unroca_{entity.materiel_class}")
    if known is not None and known.type == AMMUNITION:
        found.append("ammunition")
    return tuple(found) or ("arms",)
