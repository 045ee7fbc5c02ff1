"""The words around an act as named features: of its sentence, of its clause, of its trigger and of its parties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dragoman.coding.lemmas import lemma

# Letters that the beginning of a long word is cut to ('economy' and 'economic' begin alike).
BEGINNING, LONG = 5, 7
# Features that are words, with what they are: of the clause, of the sentence, of the trigger, beginnings, pairs.
KEPT = "dragoman_sentence_words"
CLAUSE, SENTENCE, TRIGGER, ACTOR, RECIPIENT = "c:", "w:", "t:", "a:", "r:"


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around an act, as far as words go.

    Attributes:
        triggers: tokens that report it; clause, sentence: tokens of its clause and of its sentence, in text order.
        actors, recipients: tokens of the parties that are named in the sentence.
        sectors: PLOVER sectors and kinds of the parties, each with its side ('a:MIL', 'r:state').
    """

    doc: Doc
    triggers: tuple[int, ...]
    clause: tuple[int, ...]
    sentence: tuple[int, ...]
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    sectors: tuple[str, ...]


def is_word(token: Token) -> bool:
    """Whether a token is a word (no mark, no number)."""
    return bool(token.lower_[:1].isalpha())


def words(doc: Doc, tokens: Iterable[int], prefix: str) -> Iterator[str]:
    """The lemmas of the words among some tokens, each with a prefix, and the beginnings of long ones."""
    for index in tokens:
        token = doc[index]
        if is_word(token):
            word = lemma(token)
            yield prefix + word
            if len(word) >= LONG and token.tag_[:3] != "NNP":
                yield f"{prefix}{word[:BEGINNING]}*"


def sentence_words(around: Around) -> frozenset[str]:
    """The words of the sentence of an act, as :func:`words` names them; kept with the document for its other acts."""
    kept: dict[int, frozenset[str]] = around.doc.user_data.setdefault(KEPT, {})
    first = around.sentence[0]
    if first not in kept:
        kept[first] = frozenset(words(around.doc, around.sentence, SENTENCE))
    return kept[first]


def pairs(doc: Doc, tokens: Iterable[int], prefix: str) -> Iterator[str]:
    """Pairs of neighbouring words among some tokens ('w:polling_station')."""
    before: Token | None = None
    for index in tokens:
        token = doc[index]
        if not is_word(token):
            before = None
            continue
        if before is not None and before.i == index - 1:
            yield f"{prefix}{before.lower_}_{lemma(token)}"
        before = token


def told(feature: str) -> str | None:
    """A word feature as readers are told it, in quotation marks; None for features that are no words."""
    if feature[:2] not in {CLAUSE, SENTENCE, TRIGGER, ACTOR, RECIPIENT}:
        return None
    return f"'{feature[2:].replace('_', ' ')}'"


def told_words(weighed: Iterable[tuple[str, float]], most: int = 3) -> list[str]:
    """The words of the heaviest features as readers are told them: each once, no beginning of one that is told."""
    found: list[str] = []
    for feature, _ in weighed:
        word = told(feature)
        if word is None or any(word.strip("'*") in other or other.strip("'*") in word for other in found):
            continue
        found.append(word)
    return found[:most]
