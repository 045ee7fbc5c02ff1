"""Who stands where in French and Spanish: clitics, relatives, lists, sources before the act, and names after nouns."""

from __future__ import annotations

import pytest
from tests.coding.native import read, states


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("fr", "Lima l'accuse de complot au profit du Chili.", [("ACCUSE", "PER", "")]),
        ("fr", "Le Chili a démenti recevoir des armes du Pérou.", [("REJECT", "CHL", "")]),
        (
            "fr",
            "Le ministre kényan a téléphoné au président somalien, auquel il a demandé du blé.",
            [("CONSULT", "KEN", "SOM"), ("REQUEST", "KEN", "SOM")],
        ),
        ("fr", "Le Chili a rejeté la demande que le Pérou avait présentée à Quito.", [("REJECT", "CHL", "")]),
        ("fr", "Selon le Kenya, le Chili et le Pérou ont signé un accord.", [("SUPPORT", "CHL", "PER")]),
        ("fr", "Lima comme Santiago démentent avoir menti.", [("REJECT", "CHL PER", "")]),
        (
            "fr",
            "Le Kenya a attaqué la Somalie, a dénoncé Mogadiscio.",
            [("ASSAULT", "KEN", "SOM"), ("ACCUSE", "SOM", "")],
        ),
        ("fr", "Le Kenya a laissé six heures aux soldats somaliens pour partir.", [("REQUEST", "KEN", "SOM")]),
        ("fr", "La Finlande a fait décoller des chasseurs.", [("MOBILIZE", "FIN", "")]),
        ("fr", "Le Chili a pour sa part promis dix tentes à la police péruvienne.", [("AGREE", "CHL", "PER")]),
        ("fr", "Le Chili a au contraire accusé le Pérou de mentir.", [("ACCUSE", "CHL", "PER")]),
        (
            "fr",
            "Le Tchad bombarde un port libyen, la Libye promet de riposter.",
            [("ASSAULT", "TCD", "LBY"), ("THREATEN", "LBY", "TCD")],
        ),
        (
            "fr",
            "L'accord date d'une réunion entre la sous-secrétaire chilienne aux Affaires étrangères, Ana Rojas, et le "
            "vice-ministre péruvien, Luis Quispe.",
            [("CONSULT", "CHL", "PER")],
        ),
        (
            "fr",
            "Le Pérou a expulsé le consul et le premier secrétaire de l'ambassade du Chili.",
            [("SANCTION", "PER", "CHL")],
        ),
        (
            "es",
            "Perú expulsa a dos diplomáticos chilenos y Chile amenaza con responder.",
            [("SANCTION", "PER", "CHL"), ("THREATEN", "CHL", "PER")],
        ),
        (
            "es",
            "El pacto salió de una reunión en Lima entre la subsecretaria chilena de Exteriores, Ana Rojas, y el "
            "viceministro peruano Luis Quispe.",
            [("CONSULT", "CHL", "PER")],
        ),
        ("es", "Noruega disparó un misil de largo alcance al mar del Norte.", [("MOBILIZE", "NOR", "")]),
        ("es", "Chile recibió armas de Perú.", []),
        ("es", "Según Kenia, Chile y Perú firmaron un acuerdo.", [("SUPPORT", "CHL", "PER")]),
        ("es", "Tanto Lima como Santiago han negado haber mentido.", [("REJECT", "CHL PER", "")]),
        ("es", "Chile ataca Perú y Bolivia amenaza a Brasil.", [("ASSAULT", "CHL", "PER"), ("THREATEN", "BOL", "BRA")]),
        ("es", "Chile abordó con Perú la crisis.", [("CONSULT", "CHL", "PER")]),
        ("es", "Las fuerzas chilenas abordaron un buque peruano.", [("COERCE", "CHL", "PER")]),
        (
            "es",
            "En un comunicado difundido por la agencia estatal KCNA, Corea del Norte amenazó a Japón.",
            [("THREATEN", "PRK", "JPN")],
        ),
    ],
)
def test_sides_stand_in_their_slots(language: str, text: str, told: list[tuple[str, str, str]]) -> None:
    reading = read(language, text)
    found = [(e.type, states(reading, e.actors), states(reading, e.recipients)) for e in reading.events]
    assert found == told
