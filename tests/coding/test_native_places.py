"""Places in French and Spanish: towns before areas, areas by their words, and no place of the source."""

from __future__ import annotations

import pytest
from tests.coding.native import read

ODESA, ODESA_OBLAST = "place:698740", "place:698738"


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("fr", "La Russie a attaqué l'Ukraine à Odessa avec des drones.", ODESA),
        ("fr", "La Russie a frappé l'Ukraine dans la région d'Odessa.", ODESA_OBLAST),
        ("fr", "L'Ukraine a frappé la Russie dans la région russe de Belgorod.", "place:578071"),
        ("fr", "La Turquie a frappé la Syrie dans la province d'Alep.", "place:170062"),
        ("fr", "La Colombie a attaqué le Venezuela dans le département de La Guajira.", "place:3678847"),
        ("fr", "La Russie a bombardé la ville d'Odessa.", ODESA),
        ("es", "Rusia atacó a Ucrania en Odesa con drones.", ODESA),
        ("es", "Rusia atacó a Ucrania en la ciudad de Odesa.", ODESA),
        ("es", "Rusia atacó a Ucrania en la región de Odesa.", ODESA_OBLAST),
        ("es", "Ucrania atacó a Rusia en la región rusa de Bélgorod.", "place:578071"),
        ("es", "Turquía atacó a Siria en la gobernación de Alepo.", "place:170062"),
    ],
)
def test_a_name_is_the_towns_unless_a_word_says_that_it_is_the_areas(language: str, text: str, place: str) -> None:
    (event,) = read(language, text).events
    assert event.where is not None
    assert (event.where.entity, event.where.role) == (place, "venue")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "La Corée du Nord a attaqué un navire sud-coréen, selon le ministère de la Défense à Séoul."),
        ("fr", "Selon le ministère de la Défense à Séoul, la Corée du Nord a attaqué un navire sud-coréen."),
        ("fr", "Le ministère à Rabat a affirmé que l'Algérie avait attaqué des soldats marocains."),
        ("fr", "La ministre norvégienne, qui a passé un an à Oslo, a condamné la Russie."),
        ("es", "Corea del Norte atacó un buque surcoreano, según el Ministerio de Defensa en Seúl."),
        ("es", "Según el Ministerio de Defensa en Seúl, Corea del Norte atacó un buque surcoreano."),
        ("es", "Turquía bombardeó el norte de Irak, dijo una fuente militar en Bagdad."),
        ("es", "Noruega pidió a Finlandia que ayude a Suecia, y Dinamarca condenó a Rusia."),
    ],
)
def test_where_a_source_speaks_or_another_acts_is_not_where_it_happened(language: str, text: str) -> None:
    assert [event.where for event in read(language, text).events][-1] is None


def test_where_both_are_named_the_place_of_the_act_counts() -> None:
    text = "La ministra polaca se reunió con su homólogo checo en Viena, según un comunicado publicado en Praga."
    (event,) = read("es", text).events
    assert event.where is not None
    assert event.where.entity == "place:2761369"


def test_a_name_that_two_states_bear_is_the_one_named_in_full() -> None:
    text = "Ruanda acusó a la República Democrática del Congo de mentir. Kenia condenó al Congo."
    assert "state:COG" not in read("es", text).entities
