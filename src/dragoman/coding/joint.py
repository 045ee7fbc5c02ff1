"""Joint actors: persons who are named in one breath and speak together ('Breslin and Skarsvik said', 'the two women').

Each stays a person of his own; what they say together has a group as its source, which is named after them.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from dragoman.coding.clauses import coordinated
from dragoman.coding.lemmas import lemma
from dragoman.coding.reading import Reading
from dragoman.knowledge.spelling import slug
from dragoman.record import Entity, Mention

# Words for two persons, which say neither what they are nor whom they rule.
COUPLE = frozenset(
    {"man", "woman", "brother", "sister", "twin", "couple", "pair", "duo", "boy", "girl", "friend", "colleague"}
    | {
        "lawyer",
        "lawmaker",
        "politician",
        "activist",
        "journalist",
        "player",
        "candidate",
        "rival",
        "parent",
        "student",
    }
)
# Those of them that need no 'two', since nobody else would be called so.
SINGULAR = frozenset({"couple", "pair", "duo"})
KIN = frozenset({"brother", "sister", "twin"})
# What may stand before them without saying more.
BARE = frozenset({"the", "both", "two"})


def named_together(reading: Reading, token: Token) -> list[Mention]:
    """The persons that are named in one breath with the one whose name has its head here, in text order, with him."""
    head = token
    while head.dep_ == "conj" and head.head.i != head.i:
        head = head.head
    # 'The former ministers, A B and C D,': the names follow the description.
    after = [child for child in head.rights if child.dep_ == "appos"]
    found: dict[str, Mention] = {}
    for other in sorted({*coordinated(head), *after}, key=lambda other: other.i):
        for mention in reading.mentions_on(other.i):
            if mention.kind == "person" and mention.form == "name" and reading.head_of(mention) == other.i:
                found.setdefault(mention.entity, mention)
    return list(found.values())


def is_couple(token: Token) -> bool:
    """Whether a noun means two persons who were named before: 'the two women', 'the sisters', 'the pair'."""
    word = lemma(token)
    left = {child.lower_ for child in token.lefts}
    if word not in COUPLE or not left or not left <= BARE or (word not in SINGULAR and token.tag_ != "NNS"):
        return False
    return word in SINGULAR | KIN or bool(left & {"both", "two"})


def joint_entity(reading: Reading, mentions: Sequence[Mention]) -> Entity:
    """The group of some persons, in the order of the text; state and sector are theirs where all share them."""
    members = [reading.entities[mention.entity] for mention in mentions]
    names = [member.name for member in members]
    states, sectors = {member.state for member in members}, {member.sector for member in members}
    return reading.add_entity(
        Entity(
            id="group:" + "+".join(slug(name) for name in names),
            name=f"{', '.join(names[:-1])} and {names[-1]}",
            kind="group",
            state=states.pop() if len(states) == 1 else None,
            sector=sectors.pop() if len(sectors) == 1 else None,
            reasons=[f"named together: {', '.join(member.id for member in members)}"],
        )
    )


def add_joint_mentions(reading: Reading) -> None:
    """Give the groups that speak together a mention each, where they do.

    This comes last: events are done by the persons.
    """
    mentioned = {mention.entity for mention in reading.mentions}
    for attribution in reading.attributions:
        name = attribution.source_entity
        if name is not None and name not in mentioned:
            span = attribution.source[0]
            reading.add_mention(*reading.tokens_of_span(span), reading.entities[name], "nominal")
