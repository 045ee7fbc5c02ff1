"""Bodies: whom 'the agency', 'the company' or 'the court' means, after it was named.

The last body that was named with the word in its name is meant ('the Constitutional Court ... the court'); failing
that, for words that fit many names, the last named one of the fitting kind.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from dragoman.coding.lemmas import lemma
from dragoman.coding.reading import Reading
from dragoman.record import Entity, Mention

# Words for firms, for other bodies, and for media, which their names need not hold.
FIRMS = frozenset(
    {"company", "firm", "manufacturer", "utility", "operator", "retailer", "carrier", "airline", "developer", "giant"}
    | {"lender", "supplier", "shipbuilder", "carmaker", "brewer", "insurer", "conglomerate", "maker", "enterprise"}
)
OTHERS = frozenset(
    {"agency", "organisation", "organization", "group", "charity", "fund", "body", "watchdog", "alliance", "bloc"}
    | {"association", "federation", "institute", "network", "movement", "regulator", "foundation", "militia"}
)
MEDIA = frozenset({"newspaper", "broadcaster", "paper", "daily", "magazine", "network", "channel", "station", "outlet"})
# Words that only mean a body with the word in its name.
NAMED = frozenset(
    {"court", "ministry", "commission", "council", "committee", "party", "union", "bank", "department", "board"}
    | {"authority", "service", "bureau", "office", "parliament", "senate", "tribunal", "front", "society", "league"}
)
BODIES = frozenset({"organisation", "group", "publisher"})
# Sectors of those who rule and fight for a state: no firms.
RULING = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
BUSINESS = frozenset({"BUS", "MNC"})
# What may stand beside a word that points back without saying more.
BARE = frozenset({"det", "case", "punct", "appos"})


def is_pointing(token: Token) -> bool:
    """Whether a noun points back to a body: 'the agency', with nothing that says which."""
    if token.tag_ != "NN" or lemma(token) not in FIRMS | OTHERS | MEDIA | NAMED or token.dep_ in {"compound", "appos"}:
        return False
    children = list(token.children)
    return any(child.lower_ == "the" for child in children) and all(
        child.dep_ in BARE or (child.dep_ == "relcl" and child.i > token.i) for child in children
    )


def body_meant(token: Token, before: Iterable[list[Mention]], reading: Reading) -> Entity | None:
    """The body that a pointing noun means; None where none of those named before fits.

    Args:
        before: the mentions of the sentences before, the last sentence first, in each the likeliest first.
    """
    word = lemma(token)
    named = [
        entity
        for mentions in before
        for mention in mentions
        if mention.form == "name" and (entity := reading.entities[mention.entity]).kind in BODIES
    ]
    holding = [entity for entity in named if word in entity.name.lower().split()]
    return next((entity for entity in [*holding, *named] if entity in holding or _fits(entity, word)), None)


def _fits(entity: Entity, word: str) -> bool:
    if word in MEDIA and entity.kind == "publisher":
        return True
    if entity.kind == "publisher":
        return False
    if word in FIRMS:
        return entity.kind == "organisation" and entity.sector not in RULING
    return word in OTHERS and entity.sector not in BUSINESS
