"""The families of words of factuality follow their schema."""

from __future__ import annotations

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge.data import checked
from dragoman.knowledge.factuality_words import FactualityWords, families_of_words


def test_words_have_their_families() -> None:
    found = families_of_words()
    assert "denies" in found["scoff"]
    assert set(found["plan"]) == {"plans"}
    assert all(word == word.lower().strip() for word in found)
    assert all(len(set(families)) == len(families) for families in found.values())


def test_a_wrong_file_is_refused() -> None:
    with pytest.raises(KnowledgeError, match=r"factuality_words\.yaml"):
        checked({"families": {"denies": "deny"}}, FactualityWords, "factuality_words.yaml")
    with pytest.raises(KnowledgeError, match=r"factuality_words\.yaml"):
        checked({"families": {}}, FactualityWords, "factuality_words.yaml")
