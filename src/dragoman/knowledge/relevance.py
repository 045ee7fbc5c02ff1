"""The rules of relevance: which words could name an act, and between whom, read from the lexicon and the data."""

from __future__ import annotations

from functools import lru_cache

from dragoman.knowledge.data import Row, checked, load_data
from dragoman.knowledge.lexicon import lexicon


class RelevanceRules(Row):
    """The whole data file, without its ``meta`` block.

    Args:
        everyday: sectors of which two alone ask for a sure verb; None stands for nouns without a sector.
        empty_verbs: lemmas that are on every page.
        before_verbs: words after which a base form is a verb.
        unread_elements: elements of HTML that hold no text of the article.
    """

    everyday: frozenset[str | None]
    empty_verbs: frozenset[str]
    before_verbs: frozenset[str]
    unread_elements: frozenset[str]


class ActWords(Row):
    """The words of the lexicon that could report an act, as lemmas.

    Args:
        verbs: verbs and verbs of operators; of several words the first.
        nouns: event nouns, nouns of operators and judgements; of several words the last.
    """

    verbs: frozenset[str]
    nouns: frozenset[str]


@lru_cache(maxsize=1)
def relevance_rules() -> RelevanceRules:
    """The rules, read once.

    Raises:
        KnowledgeError: the file does not follow its schema.
    """
    data = {name: value for name, value in load_data("relevance").items() if name != "meta"}
    found: RelevanceRules = checked(data, RelevanceRules, "relevance.yaml")
    return found


@lru_cache(maxsize=1)
def act_words() -> ActWords:
    """The words of the event lexicon that could report an act."""
    book = lexicon()
    operators = {kind: {word for found, word in book.operators if found == kind} for kind in ("verb", "noun")}
    return ActWords(
        verbs=frozenset(name.split()[0] for name in {*book.verbs, *operators["verb"]}),
        nouns=frozenset(name.split()[-1] for name in {*book.nouns, *operators["noun"], *book.judgements}),
    )
