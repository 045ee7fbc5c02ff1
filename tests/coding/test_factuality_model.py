"""The learned second opinion on factuality: its features, its shares and reasons, and when it is believed."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from dragoman.coding.factuality import choose, factuality_at, features_at, verdict_at
from dragoman.coding.learned.factuality import FILE, opinion
from dragoman.coding.reading import KEY, Reading
from dragoman.evaluation.factuality import CLASSES
from dragoman.intake.text import article_from_text


def at(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def features(parser: Language, text: str, words: str) -> set[str]:
    return features_at(verdict_at(parser(text), at(text, words)))


def test_features_name_the_words_around_a_trigger(parser: Language) -> None:
    found = features(parser, "The mayor denied that guards had fired on the crowd.", "fired")
    assert {"rules: negated by 'denied'", "under 'deny'", "under one that denies", "'had' 1 before"} <= found


@pytest.mark.parametrize(("published", "age"), [("1996-05-01", "1"), ("2026-05-01", "5")])
def test_years_count_by_their_age_when_the_article_was_written(parser: Language, published: str, age: str) -> None:
    text = "The guards of the old port fired on a crowd in 1995."
    doc = parser.make_doc(text)
    article = article_from_text(text).model_copy(update={"published": published})
    doc.user_data[KEY] = Reading(article, doc)
    found = features_at(verdict_at(parser(doc), at(text, "fired")))
    assert f"year {age} in the clause" in found


def test_shares_sum_to_one_and_have_reasons(parser: Language) -> None:
    text = "The queen plans to visit Lima next week."
    said = opinion(*verdict_at(parser(text), at(text, "visit")))
    assert set(said.shares) == set(CLASSES)
    assert sum(said.shares.values()) == pytest.approx(1, abs=1e-5)
    assert max(said.shares, key=lambda name: said.shares[name]) == "future"
    reason = said.reason_for("future")
    assert reason.startswith(f"future: factuality model {said.shares['future']:.2f} (")
    assert reason.split("(", 1)[1].rstrip(")").split("; ")[0] in said.features


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The mayor scoffed at a rumour that guards had fired on the crowd.", "fired", "negated"),
        ("The council is flirting with a boycott of the fair.", "boycott", "hypothetical"),
    ],
)
def test_the_model_finds_what_no_rule_knows(parser: Language, text: str, word: str, expected: str) -> None:
    doc = parser(text)
    assert verdict_at(doc, at(text, word)).rules.factuality == "happened"
    found = factuality_at(doc, at(text, word))
    assert found.factuality == expected
    assert found.reason is not None
    assert found.reason.startswith(f"{expected}: factuality model 0.")


@pytest.mark.parametrize(
    ("rules", "future", "expected"),
    [
        ("happened", 0.2, "happened"),
        ("happened", 0.6, "future"),
        ("negated", 0.6, "negated"),
        ("negated", 0.95, "future"),
    ],
)
def test_the_model_is_believed_where_it_is_clear(rules: str, future: float, expected: str) -> None:
    shares = {**dict.fromkeys(CLASSES, 0.0), rules: 1 - future, "future": future}
    assert choose(rules, shares) == expected


def test_the_model_is_small() -> None:
    assert Path(FILE).stat().st_size < 500_000
