"""Links: whether one mention acts on another and how, read off the dependencies between them.

Linear models over named features: one says for an ordered pair of words which type of act leads from the first to
the second, or none; one which word on the way tells it; a small one which ways are worth a look. ``training/links.py``
trains them on the project's own sentences. They find acts that no entry of the lexicon tells, and cost a small part of
what the encoder costs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from spacy.tokens import Token

from dragoman.coding.clauses import is_verb
from dragoman.coding.learned.linear import LinearModel
from dragoman.coding.learned.reader import shares_of
from dragoman.coding.lemmas import lemma
from dragoman.coding.paths import path

NONE = "NONE"
FILE = Path(__file__).parent / "links.npz"
TRIGGERS = Path(__file__).parent / "link_triggers.npz"
WAYS = Path(__file__).parent / "link_ways.npz"
# Longer ways between two mentions lead to no act (99.5 % of those in the sentences are shorter).
LONGEST = 12
# Dependents of a verb on the way that say what it does.
TELLING = frozenset(
    {"dobj", "prt", "acomp", "neg", "aux", "auxpass", "attr", "xcomp", "ccomp", "nsubjpass", "dative", "advmod", "oprd"}
)
# Dependents of a word on the way that may tell the act instead of it ('launched an attack', 'went on strike').
CARRYING = frozenset({"dobj", "attr", "acomp", "xcomp", "oprd", "nsubjpass", "pobj"})
# The least log odds of an act along a way that is worth a closer look: about one in six.
LEAST_WAY = -1.5
DISTANCES = (1, 3, 6, 10, 16, 24)


@dataclass(frozen=True, slots=True)
class Link:
    """The way from the head of one mention to that of another.

    Attributes:
        up: from the first mention's head to below the top; top: the word above both; down: from below it to the other.
    """

    up: tuple[Token, ...]
    top: Token
    down: tuple[Token, ...]

    @property
    def way(self) -> tuple[Token, ...]:
        """All words on the way, both ends included."""
        return (*self.up, self.top, *self.down)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the model says of a link: the share of each type and of ``NONE``, and the features that it saw."""

    shares: dict[str, float]
    features: set[str]

    @property
    def act(self) -> float:
        """How likely there is an act at all."""
        return 1 - self.shares[NONE]

    def reason(self, type_: str) -> str:
        """What speaks most for a type, for people."""
        named = "; ".join(feature for feature, _ in link_model().reasons(self.features, type_))
        return f"{type_} {self.shares[type_]:.2f} ({named or 'nothing by itself'})"


def link_of(actor: Token, recipient: Token) -> Link | None:
    """The way from one word to another; None where there is none, or a very long one."""
    way = path(actor, recipient)
    if way is None or len(way) > LONGEST:
        return None
    place = 0
    while place < len(way) - 1 and way[place].head.i == way[place + 1].i:
        place += 1
    return Link(tuple(way[:place]), way[place], tuple(way[place + 1 :]))


def features(link: Link, others: set[int]) -> set[str]:
    """The features of a link.

    Args:
        link: the way between two mentions.
        others: the heads of the other mentions of the sentence.
    """
    first, last = link.way[0], link.way[-1]
    found = set(_steps(link))
    verbs = [token for token in link.way if is_verb(token)]
    nouns = [token for token in link.way[1:-1] if token.tag_[:2] == "NN"]
    for verb in verbs:
        name = lemma(verb)
        found.update((f"verb {name}", f"verb {verb.dep_}", f"verb {verb.tag_}", f"verb {name} {verb.dep_}"))
    for noun in nouns:
        found.update((f"noun {lemma(noun)}", f"noun {noun.dep_}"))
    found.update((f"{len(verbs)} verbs", f"{len(nouns)} nouns"))
    if verbs:
        found.update(_telling("first", verbs[0]))
        if len(verbs) > 1:
            found.update(_telling("last", verbs[-1]))
    found.update(_ends(first, last))
    found.update(_between(first, last, others))
    through = sum(token.i in others for token in link.way[1:-1])
    found.add(f"through {through} mentions")
    return found


def way_features(link: Link) -> set[str]:
    """The few features of a link that :func:`is_open` looks at: the steps on both sides of the top."""
    up, down = " ".join(map(_step, link.up)), " ".join(map(_step, link.down))
    return {f"up {up}", f"down {down}", f"down {down} {link.top.tag_[:2]}"}


def _steps(link: Link) -> Iterator[str]:
    up, down = " ".join(map(_step, link.up)), " ".join(map(_step, link.down))
    name = lemma(link.top)
    yield f"up {up}"
    yield f"down {down}"
    yield f"way {up} {link.top.tag_[:2]} {down}"
    yield f"top {name}"
    yield f"top {link.top.tag_}"
    yield f"top {name} up {up}"
    yield f"top {name} down {down}"
    yield f"top {name} way {up} | {down}"
    yield f"steps {len(link.up)} {len(link.down)}"


def _step(token: Token) -> str:
    return f"{token.dep_}:{token.lower_}" if token.dep_ in {"prep", "agent"} else token.dep_


def _telling(which: str, verb: Token) -> Iterator[str]:
    name = lemma(verb)
    for child in verb.children:
        if child.dep_ in TELLING:
            yield f"{which} {child.dep_}"
            yield f"{which} {child.dep_} {lemma(child)}"
            yield f"{name} {child.dep_} {lemma(child)}"
        elif child.dep_ == "prep":
            yield f"{which} prep {child.lower_}"
            yield f"{name} prep {child.lower_}"


def _ends(first: Token, last: Token) -> Iterator[str]:
    for side, token in (("actor", first), ("recipient", last)):
        yield f"{side} {token.tag_} {token.dep_}"
        yield f"{side} {token.ent_type_ or 'no name'}"
        yield f"{side} {lemma(token)}"


def _between(first: Token, last: Token, others: set[int]) -> Iterator[str]:
    low, high = sorted((first.i, last.i))
    yield "actor first" if first.i < last.i else "recipient first"
    yield f"distance {sum(high - low > border for border in DISTANCES)}"
    for token in first.doc[low + 1 : high]:
        if token.lower_[:1].isalpha():
            yield f"between {lemma(token)}"
    yield f"between {min(sum(low < other < high for other in others), 3)} mentions"


def carriers(link: Link) -> list[tuple[Token, set[str]]]:
    """The words that may tell the act of a link, each with its features: on the way, or just below a word on it."""
    found: dict[int, tuple[Token, str]] = {}
    inner = link.way[1:-1] or link.way
    for token in inner:
        found[token.i] = (token, "top" if token.i == link.top.i else "up" if token in link.up else "down")
    ends = {link.way[0].i, link.way[-1].i}
    for token in inner:
        for child in token.children:
            if child.dep_ in CARRYING and child.i not in ends:
                found.setdefault(child.i, (child, f"below {found[token.i][1]}"))
    return [(token, _carrying(token, place)) for token, place in found.values() if token.tag_[:1] in "VNJR"]


def _carrying(token: Token, place: str) -> set[str]:
    name = lemma(token)
    return {
        place,
        f"{name}",
        f"{name} {place}",
        f"{token.tag_} {token.dep_}",
        f"{place} {token.tag_[:2]}",
        f"{place} {token.dep_} of {lemma(token.head)}",
        f"{token.tag_[:2]} below {token.head.tag_[:2]} {place}",
    }


@lru_cache(maxsize=1)
def link_model() -> LinearModel:
    """The packaged model of links, read once."""
    return LinearModel(FILE)


@lru_cache(maxsize=1)
def trigger_model() -> LinearModel:
    """The packaged model of triggers, read once."""
    return LinearModel(TRIGGERS)


@lru_cache(maxsize=1)
def way_model() -> LinearModel:
    """The packaged model of ways, read once."""
    return LinearModel(WAYS)


def is_open(link: Link) -> bool:
    """Whether a link is worth a closer look: acts lead along such ways now and then (in one case of six).

    Seven in ten pairs of mentions need no more than this.
    """
    return _are_open(frozenset(way_features(link)))


@lru_cache(maxsize=20_000)
def _are_open(found: frozenset[str]) -> bool:
    """Whether acts lead along ways with these features; the same ones come again in every article."""
    return float(way_model().scores(found)[0]) > LEAST_WAY


def judged(link: Link, others: set[int]) -> Judged:
    """What the model says of a link; see :func:`features`."""
    model = link_model()
    found = features(link, others)
    return Judged(dict(zip(model.labels, map(float, shares_of(model.scores(found))), strict=True)), found)


def trigger_of(link: Link) -> Token | None:
    """The word that most likely tells the act of a link; None where only the two mentions are on the way."""
    model = trigger_model()
    ends = {link.way[0].i, link.way[-1].i}
    listed = [row for row in carriers(link) if row[0].i not in ends]
    return max(listed, key=lambda row: float(model.scores(row[1])[0]))[0] if listed else None
