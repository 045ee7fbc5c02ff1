"""Spanish is read natively: acts, who does them to whom, whether they happened, who says so, when and where."""

from __future__ import annotations

import pytest
from tests.coding.native import Told, acts, read, table


@pytest.mark.parametrize("told", table("native_spanish.txt"), ids=lambda told: told.text[:60])
def test_a_sentence_tells_its_act(told: Told) -> None:
    assert told in acts(read("es", told.text))


@pytest.mark.parametrize(
    "text",
    [
        "Al presidente español le gusta la música.",
        "La ciudad de Sevilla inauguró un museo.",
        "Portugal espera una buena cosecha.",
    ],
)
def test_a_sentence_without_an_act_between_states_tells_none(text: str) -> None:
    assert not read("es", text).events


def test_every_span_is_one_of_the_text() -> None:
    text = "El ministro griego de Exteriores se reunió el lunes en Ankara con su homólogo turco."
    reading = read("es", text)
    (event,) = reading.events
    assert [text[span.start : span.end] for span in event.trigger] == ["reunió"]
    assert (event.when.value, event.when.precision) == ("2025-03-10", "day")
    assert event.where is not None
    assert reading.entities[event.where.entity].state == "TUR"
    assert all(text[m.start : m.end] == m.text for m in reading.mentions)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Madrid sancionó a Minsk el 3 de febrero de 2024.", "2024-02-03"),
        ("Madrid sancionó a Minsk ayer.", "2025-03-11"),
        ("Madrid sancionó a Minsk el mes pasado.", "2025-02"),
        ("Madrid sancionó a Minsk hace 3 días.", "2025-03-09"),
        ("Madrid sancionó a Minsk en 2019.", "2019"),
    ],
)
def test_an_act_has_the_day_that_its_sentence_gives(text: str, value: str) -> None:
    (event,) = read("es", text).events
    assert event.when.value == value


def test_a_left_out_subject_is_the_one_before() -> None:
    reading = read("es", "El Gobierno chileno expulsó a dos diplomáticos rusos. Cerrará además su consulado en Moscú.")
    assert [event.type for event in reading.events] == ["SANCTION", "SANCTION"]
    assert reading.events[0].actors == reading.events[1].actors


def test_a_report_at_the_end_covers_its_sentence() -> None:
    text = "Turquía envió tropas a Siria, informó el Ministerio turco de Defensa."
    (attribution,) = read("es", text).attributions
    assert text[attribution.content[0].start : attribution.content[0].end] == "Turquía envió tropas a Siria"
