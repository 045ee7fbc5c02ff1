"""The words of modality follow their schema, and none means two things."""

from __future__ import annotations

from collections import Counter

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge.data import checked
from dragoman.knowledge.modality import ByFactuality, Modality, modality_words

LISTS = {
    "verbs": modality_words().governors.verbs,
    "nouns": modality_words().governors.nouns,
    "adjectives": modality_words().governors.adjectives,
    "over nouns": modality_words().over_nouns,
    "modifiers": modality_words().modifiers,
    "prepositions": modality_words().prepositions,
}


@pytest.mark.parametrize("name", LISTS)
def test_a_word_gives_one_factuality(name: str) -> None:
    listed = LISTS[name]
    counted = Counter(word for words in listed.model_dump().values() for word in words)
    assert [word for word, count in counted.items() if count > 1] == []
    assert set(listed.by_word) == set(counted)
    assert all(word == word.lower().strip() for word in counted)


def test_governors_are_found_by_kind() -> None:
    words = modality_words()
    assert words.governor("verbs", "plan") == "future"
    assert words.governor("nouns", "refusal") == "negated"
    assert words.governor("adjectives", "possible") == "hypothetical"
    assert words.governor("adjectives", "green") is None


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(KnowledgeError, match=r"modality\.yaml"):
        checked({"sometime": ["soon"]}, Modality, "modality.yaml")
    assert ByFactuality(future=("soon",)).by_word == {"soon": "future"}
