"""Tests of dragoman_materiel: named and generic arms, their class, and words that only look like arms."""

from __future__ import annotations

import pytest
from spacy.language import Language

from dragoman.coding.pipeline import load_pipeline
from dragoman.coding.reading import Reading


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline(["dragoman_materiel"])


def found(nlp: Language, text: str) -> list[tuple[str, str | None]]:
    reading = Reading.of(nlp(text))
    return [
        (mention.text, reading.entities[mention.entity].materiel_class)
        for mention in sorted(reading.mentions, key=lambda mention: mention.start)
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The fleet flies Tu-160, Tu-95 and Tu-22 bombers.",
            [("Tu-160", "IV"), ("Tu-95", "IV"), ("Tu-22", "IV")],
        ),
        ("The army lost artillery shells and rockets.", [("artillery shells", "III"), ("rockets", "VII")]),
        ("A fighter jet crashed near the lake.", [("fighter jet", "IV")]),
        ("The ship fired cruise missiles.", [("cruise missiles", "VII")]),
        (
            "He was shown strategic bombers and other warplanes.",
            [("strategic bombers", "IV"), ("warplanes", "IV")],
        ),
        ("The general asked for 12 F-16s.", [("F-16s", "IV")]),
        ("Poland will send Patriot batteries to its neighbour.", [("Patriot", None)]),
        ("Rebels shelled the town with mortars and tanks.", [("mortars", "III"), ("tanks", "I")]),
        ("Police found rifles and grenades in the cellar.", [("rifles", "VIII"), ("grenades", "VIII")]),
        ("The state sold arms to the junta.", [("arms", None)]),
    ],
)
def test_found(nlp: Language, text: str, wanted: list[tuple[str, str | None]]) -> None:
    assert found(nlp, text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The think tank published a report.",
        "A suicide bomber killed six people.",
        "She held the baby in her arms.",
        "Tor is a network for privacy.",
        "The Patriot Party lost two seats.",
        "The company shells out too much money.",
        "He tanks the economy with every speech.",
        "You need not be a rocket scientist.",
        "Gun control remains divisive.",
        "The Strategic Rocket Forces marked their day.",
        "Typhoon Haikui made landfall.",
    ],
)
def test_only_looks_like_arms(nlp: Language, text: str) -> None:
    assert found(nlp, text) == []


def test_designations_that_no_file_lists_take_the_class_of_their_noun(nlp: Language) -> None:
    reading = Reading.of(nlp("The show had Su-24 and Su-79 fighter jets."))
    entity = reading.entities["materiel:su-79"]
    assert (entity.known, entity.materiel_class) == (False, "IV")
    assert entity.reasons[0] == "class of the noun after it, 'fighter jets'"
    assert "materiel:su-24" in reading.entities


def test_a_class_that_is_null_has_a_reason(nlp: Language) -> None:
    reading = Reading.of(
        nlp("Rebels fired at helicopters, drones and a Patriot battery with weapons and radar systems.")
    )
    unclassed = [entity for entity in reading.entities.values() if entity.materiel_class is None]
    assert unclassed
    assert all(entity.reasons for entity in unclassed)


def test_one_sense_an_article(nlp: Language) -> None:
    text = "The troops fired two Buk missiles at dawn. The Buk was hidden in a wood."
    assert [text for text, _ in found(nlp, text)].count("Buk") == 2


def test_articles_do_not_share_entities(nlp: Language) -> None:
    first, second = (Reading.of(nlp("A fighter jet crashed.")) for _ in range(2))
    first.entities["materiel:fighter-jet"].reasons.append("seen")
    assert "seen" not in second.entities["materiel:fighter-jet"].reasons
