"""French is read natively: acts, who does them to whom, whether they happened, who says so, when and where."""

from __future__ import annotations

import pytest
from tests.coding.native import Told, acts, read, table

from dragoman.coding.native_pipeline import native_pipeline
from dragoman.errors import SettingsError


@pytest.mark.parametrize("told", table("native_french.txt"), ids=lambda told: told.text[:60])
def test_a_sentence_tells_its_act(told: Told) -> None:
    assert told in acts(read("fr", told.text))


@pytest.mark.parametrize(
    "text",
    [
        "Le président français aime la musique.",
        "La ville de Lyon a inauguré un musée.",
        "La pluie a frappé la Bretagne.",
        "Le Portugal attend une bonne récolte.",
    ],
)
def test_a_sentence_without_an_act_between_states_tells_none(text: str) -> None:
    assert not read("fr", text).events


def test_every_span_is_one_of_the_text() -> None:
    text = "Le ministre grec des Affaires étrangères a rencontré lundi à Ankara son homologue turc."
    reading = read("fr", text)
    (event,) = reading.events
    assert [text[span.start : span.end] for span in event.trigger] == ["rencontré"]
    assert text[event.sentence.start : event.sentence.end] == text
    assert (event.when.value, event.when.precision) == ("2025-03-10", "day")
    assert event.when.start is not None
    assert text[event.when.start : event.when.end] == "lundi"
    assert event.where is not None
    assert reading.entities[event.where.entity].state == "TUR"
    assert event.reasons
    assert 0.5 < event.confidence <= 0.95
    assert all(text[m.start : m.end] == m.text for m in reading.mentions)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Paris a sanctionné Minsk le 3 février 2024.", "2024-02-03"),
        ("Paris a sanctionné Minsk hier.", "2025-03-11"),
        ("Paris a sanctionné Minsk le mois dernier.", "2025-02"),
        ("Paris a sanctionné Minsk il y a 3 jours.", "2025-03-09"),
        ("Paris a sanctionné Minsk en 2019.", "2019"),
        ("Paris a sanctionné Minsk.", None),
    ],
)
def test_an_act_has_the_day_that_its_sentence_gives(text: str, value: str | None) -> None:
    (event,) = read("fr", text).events
    assert event.when.value == value
    assert value is not None or event.when.reason


def test_a_quotation_is_direct_and_a_clause_indirect() -> None:
    text = "« Nous aiderons nos voisins », a déclaré le président polonais. Il a ajouté que Varsovie soutenait Kiev."
    direct, indirect = read("fr", text).attributions
    assert (direct.kind, text[direct.content[0].start : direct.content[0].end]) == (
        "direct",
        "« Nous aiderons nos voisins »",
    )
    assert indirect.kind == "indirect"
    assert direct.source_entity == indirect.source_entity


def test_a_language_without_a_pipeline_is_refused() -> None:
    with pytest.raises(SettingsError, match="no native pipeline for it"):
        native_pipeline("it")
