"""Actors that dragoman knows by name: states, organisations, groups, publishers and leaders, read in their context."""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Span, Token

from dragoman.coding.clauses import is_verb
from dragoman.coding.lemmas import lemma
from dragoman.coding.reading import Reading
from dragoman.knowledge.name_table import NameReading
from dragoman.knowledge.names import NameMatch
from dragoman.record import SegmentRole

# Prepositions after which a capital or a palace is a place.
LOCATIVE = frozenset(
    {"in", "at", "near", "outside", "inside", "around", "off", "through", "via", "across", "into", "within", "over"}
)
GOVERNING = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "agent"})
# Prepositions after which a capital means its government where no motion is told ('ties with Moscow').
RELATIONAL = frozenset({"between", "with", "against", "by", "to", "from", "on", "toward", "towards", "for", "of"})
MOTION = frozenset(
    {"travel", "fly", "arrive", "go", "return", "come", "move", "drive", "head", "journey", "visit", "trip", "tour",
     "flight", "road", "route", "way", "train", "stop", "city", "airport", "street", "suburb", "outskirt", "resident"}
)  # fmt: skip
NAMING_ROLES: frozenset[SegmentRole] = frozenset({"title", "standfirst", "paragraph", "caption"})


def add_known_actors(reading: Reading) -> dict[int, str]:
    """Add the mentions of known names; return the state of each token that names a capital, metonym or not."""
    chosen = [(match, span) for match in reading.known_names if (span := reading.tokens_of(match.start, match.end))]
    sure = Counter(
        r.entity.id for match, _ in chosen for r in match.readings[:1] if not (r.needs_context or r.weak or r.capital)
    )
    capitals: dict[int, str] = {}
    for match, (first, last) in chosen:
        for known in match.readings:
            if known.capital and known.entity.state:
                capitals.update(dict.fromkeys(range(first, last), known.entity.state))
        role = reading.role_at(match.start)
        fitting = _fitting(reading, match, reading.doc[first:last], sure)
        if fitting is None or (role not in NAMING_ROLES and fitting.entity.kind != "publisher"):
            continue
        entity = fitting.entity.model_copy(deep=True)
        reading.add_mention(first, last, entity, fitting.form)
    return capitals


def _fitting(reading: Reading, match: NameMatch, span: Span, sure: Counter[str]) -> NameReading | None:
    """The reading of a name that its context bears out; None where none does."""
    for known in match.readings:
        kind = known.entity.kind
        if known.weak or kind in {"materiel", "place"}:
            continue
        if kind != "person" and _is_inside_person(span):
            continue
        if known.needs_context and not _is_borne_out(known, span, sure):
            continue
        if known.form == "metonym" and not _is_government(span, known.capital):
            continue
        return known
    return None


def _is_inside_person(span: Span) -> bool:
    """Whether the name is part of a longer person's name ('Jordan Henderson', 'Prince William of Wales')."""
    root = span[0]
    if root.ent_type_ != "PERSON":
        return False
    before = span.start > 0 and root.ent_iob_ == "I"
    after = span.end < len(span.doc) and span.doc[span.end].ent_iob_ == "I" and span.doc[span.end].tag_ == "NNP"
    return before or after


def _is_borne_out(known: NameReading, span: Span, sure: Counter[str]) -> bool:
    """Whether an ambiguous name means this here: by the parser's label, or as it is named beyond doubt elsewhere."""
    label = span.root.ent_type_
    kind = known.entity.kind
    if kind == "state":
        if sure[known.entity.id]:
            return label != "PERSON"
        others = sum(count for name, count in sure.items() if name.startswith("state:") and name != "state:USA")
        return label in {"GPE", "NORP"} and others >= sure["state:USA"]
    if kind in {"publisher", "organisation", "group"}:
        return bool(sure[known.entity.id]) or (label == "ORG" and len(span.text) > 1 and not span.text.islower())
    return label == "PERSON"


def _is_government(span: Span, capital: bool) -> bool:
    """Whether a seat of government stands for the government rather than for the place."""
    root = span.root
    while root.dep_ == "conj" and root.head.i != root.i:
        root = root.head
    if root.dep_ in {"pobj", "pcomp"}:
        return _is_related(root, capital)
    if not capital:
        return True
    if root.dep_ == "poss":
        return root.head.tag_ in {"NN", "NNS"} and lemma(root.head) not in MOTION
    if root.dep_ == "dobj":
        return lemma(root.head) not in MOTION
    return root.dep_ in GOVERNING


def _is_related(root: Token, capital: bool) -> bool:
    """Whether the preposition before a seat relates to a government and is no way to a place."""
    preposition = root.head
    while preposition.dep_ == "prep" and preposition.head.dep_ == "prep":
        preposition = preposition.head
    word = root.head.lower_
    if word in LOCATIVE:
        return False
    if not capital:
        return True
    if word not in RELATIONAL and root.head.dep_ != "agent":
        return False
    governor = preposition.head
    if lemma(governor) in MOTION or (word in {"to", "from"} and not is_verb(governor) and governor.tag_[:1] != "N"):
        return False
    return word != "of" or (governor.tag_ in {"NN", "NNS"} and lemma(governor) not in MOTION)
