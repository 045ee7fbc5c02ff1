"""The rules of relevance follow their schema, and name sectors and verbs that the other files hold."""

from __future__ import annotations

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge.data import checked
from dragoman.knowledge.relevance import RelevanceRules, act_words, relevance_rules
from dragoman.knowledge.roles import roles


def test_sectors_and_verbs_are_known_elsewhere() -> None:
    rules = relevance_rules()
    assert rules.everyday < {noun.sector for noun in roles().nouns.values()}
    assert rules.empty_verbs < act_words().verbs
    assert {"script", "nav"} <= rules.unread_elements


def test_words_of_acts_are_those_of_the_lexicon() -> None:
    words = act_words()
    assert {"arrest", "meet", "refuse"} <= words.verbs
    assert {"visit", "talks", "illegal"} <= words.nouns
    assert all(word and " " not in word for word in words.verbs | words.nouns)


@pytest.mark.parametrize(
    "change", [{"everyday": "CVL"}, {"empty_verbs": None}, {"unread_elements": [7]}, {"more": ["words"]}]
)
def test_a_wrong_file_is_refused(change: dict[str, object]) -> None:
    data = {name: list(value) for name, value in relevance_rules()}
    with pytest.raises(KnowledgeError):
        checked({**data, **change}, RelevanceRules, "relevance.yaml")
