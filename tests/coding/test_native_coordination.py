"""Who does what is coordinated in French and Spanish: the second verb has the subject of the first."""

from __future__ import annotations

import pytest
from tests.coding.native import read, states


@pytest.mark.parametrize(
    ("language", "text", "sides"),
    [
        (
            "fr",
            "Le ministère polonais a convoqué l'ambassadeur russe et exigé que Moscou cesse de mentir.",
            [("POL", "RUS"), ("POL", "RUS")],
        ),
        ("fr", "Le Kenya a accusé Kampala de mentir et menacé Kigali.", [("KEN", "UGA"), ("KEN", "RWA")]),
        (
            "fr",
            "La porte-parole chinoise a accusé Tokyo de provoquer Pékin et averti Manille.",
            [("CHN", "JPN"), ("CHN", "PHL")],
        ),
        (
            "fr",
            "Le ministre iranien a accusé Israël d'avoir attaqué le Liban, condamné Washington et remercié Moscou.",
            [("IRN", "ISR"), ("ISR", "LBN"), ("IRN", "USA"), ("IRN", "RUS")],
        ),
        (
            "fr",
            "Le Chili a rappelé son ambassadeur à Lima et expulsé deux diplomates péruviens.",
            [("CHL", "PER"), ("CHL", "PER")],
        ),
        ("fr", "L'Iran a été attaqué par Israël et bombardé par la Turquie.", [("ISR", "IRN"), ("TUR", "IRN")]),
        (
            "fr",
            "La Norvège a demandé à la Finlande d'aider la Suède, et le Danemark a condamné la Russie.",
            [("NOR", "FIN"), ("DNK", "RUS")],
        ),
        ("es", "Kenia acusó a Kampala de mentir y advirtió a Yuba.", [("KEN", "UGA"), ("KEN", "SSD")]),
        (
            "es",
            "El ministro iraní acusó a Israel de haber atacado Líbano, condenó a Washington y agradeció a Moscú.",
            [("IRN", "ISR"), ("ISR", "LBN"), ("IRN", "USA"), ("IRN", "RUS")],
        ),
        (
            "es",
            "El presidente turco denunció los ataques israelíes contra Siria e instó a Washington a actuar.",
            [("TUR", "ISR"), ("ISR", "SYR"), ("TUR", "USA")],
        ),
        (
            "es",
            "Noruega pidió a Finlandia que ayude a Suecia, y Dinamarca condenó a Rusia.",
            [("NOR", "FIN"), ("DNK", "RUS")],
        ),
        (
            "es",
            "Mientras Grecia negocia con Libia, Turquía, su vecino, amenazó a Chipre.",
            [("GRC", "LBY"), ("TUR", "CYP")],
        ),
    ],
)
def test_a_coordinated_verb_has_the_subject_of_the_first(
    language: str, text: str, sides: list[tuple[str, str]]
) -> None:
    reading = read(language, text)
    assert [(states(reading, e.actors), states(reading, e.recipients)) for e in reading.events] == sides


@pytest.mark.parametrize(
    ("language", "text", "side"),
    [
        (
            "fr",
            "La Norvège a salué l'accord, tandis que la Finlande, qui avait visité Kiev, a condamné la Russie.",
            ("FIN", "RUS"),
        ),
        ("fr", "La ministre chilienne, qui visitera Lima, a promis des vivres à la police péruvienne.", ("CHL", "PER")),
        (
            "es",
            "Kenia dijo que Somalia calla, mientras que la ministra chilena, que visitará Lima, prometió ayuda a Perú.",
            ("CHL", "PER"),
        ),
    ],
)
def test_a_verb_behind_an_insertion_has_the_subject_before_it(language: str, text: str, side: tuple[str, str]) -> None:
    reading = read(language, text)
    last = reading.events[-1]
    assert (states(reading, last.actors), states(reading, last.recipients)) == side


@pytest.mark.parametrize(
    ("language", "text", "actors"),
    [
        ("fr", "Drones ukrainiens ont frappé une raffinerie russe.", "UKR"),
        ("fr", "Un missile iranien a frappé une base américaine.", "IRN"),
        ("fr", "Des hélicoptères pakistanais ont attaqué l'Afghanistan.", "PAK"),
        ("es", "Drones ucranios alcanzaron una refinería rusa.", "UKR"),
        ("es", "Drones ucranianos alcanzaron una refinería rusa.", "UKR"),
        ("es", "Buques chinos atacaron un barco filipino.", "CHN"),
    ],
)
def test_arms_act_for_the_state_of_their_adjective(language: str, text: str, actors: str) -> None:
    reading = read(language, text)
    (event,) = reading.events
    assert states(reading, event.actors) == actors


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Un séisme a frappé la Turquie."),
        ("fr", "Une vague de chaleur a frappé l'Espagne."),
        ("es", "Un terremoto golpeó Turquía."),
        ("es", "La tormenta golpeó Cuba."),
    ],
)
def test_what_nature_does_is_nobodys_act(language: str, text: str) -> None:
    assert not read(language, text).events
