"""To whom acts were done, where it is said beside the act: whole reader, own-written reports."""

from __future__ import annotations

import pytest

from dragoman.coding.reader import Reader
from dragoman.intake.text import article_from_text
from dragoman.record import Event, Record


def read(reader: Reader, text: str) -> Record:
    return reader.read(article_from_text(text, published="2024-03-14"))


def names_of(record: Record, entities: list[str]) -> str:
    """The words of all mentions of some entities, and their states."""
    states = [entity.state or "" for entity in record.entities if entity.id in entities]
    return " | ".join([mention.text for mention in record.mentions if mention.entity in entities] + states)


def joining(record: Record, kind: str, actor: str, recipient: str) -> list[Event]:
    return [
        event
        for event in record.events
        if event.type == kind
        and actor in names_of(record, event.actors)
        and recipient in names_of(record, event.recipients)
    ]


@pytest.mark.parametrize(
    ("text", "kind", "actor", "recipient"),
    [
        # what is announced is done to whom the noun reaches
        ("Norway announced the arrest of two Chilean sailors.", "COERCE", "NOR", "CHL"),
        ("Morocco announced a suspension of flights with Portugal.", "SANCTION", "MAR", "PRT"),
        # a clause on the noun
        ("Peru has lifted the economic sanctions imposed on Bolivia.", "RETREAT", "PER", "BOL"),
        ("Georgia rejected every proposal made by Armenia.", "REJECT", "GEO", "ARM"),
        ("Danish prosecutors opened a probe into claims that two Swedish officers lied.", "ACCUSE", "DNK", "SWE"),
        # the condition of a threat and of a refusal
        ("Austria threatened to leave the talks unless Hungary pays.", "THREATEN", "AUT", "HUN"),
        ("Kenya will not lift the ban until Uganda changes the law.", "REJECT", "KEN", "UGA"),
        # the purpose
        ("Teachers marched, demanding better pay from the Bulgarian government.", "PROTEST", "Teachers", "BGR"),
        ("Finland has given 40 million euros to help farmers in Malawi.", "AID", "FIN", "MWI"),
        ("Japan sent four engineers to Fiji to investigate the collapse.", "ACCUSE", "JPN", "FJI"),
        # one operator under another
        ("Turkey refused to allow two Greek ferries to enter the bay.", "REJECT", "TUR", "GRC"),
        ("Chad has agreed to allow Sudanese nurses to work in the camps.", "AGREE", "TCD", "SDN"),
        # small clauses, orders that are suffered, raised subjects, counts
        ("A court in Vilnius found Boris Petrauskas guilty of fraud.", "SANCTION", "LTU", "Petrauskas"),
        ("A Dutch judge has ordered three Belgian dealers jailed.", "COERCE", "NLD", "BEL"),
        ("The court in Zagreb, Croatia, convicted the Norwegian bank to pay a fine.", "SANCTION", "court", "NOR"),
        ("Malian rebels have abducted up to 12 Belgian nurses from a clinic.", "ASSAULT", "MLI", "BEL"),
        # whose deed it was, not what it concerned
        ("Sweden welcomed Estonia's invitation to Latvia.", "SUPPORT", "SWE", "EST"),
        ("The Irish parliament rejected Portugal's agreement with Spain.", "REJECT", "IRL", "PRT"),
        ("Uruguay dismissed an appeal lodged by Paraguay against the dam.", "REJECT", "URY", "PRY"),
        # the giver of what is undergone
        ("The Maltese government faced harsh criticism from Cyprus.", "ACCUSE", "CYP", "MLT"),
        # duties come first
        ("Ghana said Togo must end the attacks on fishermen.", "REQUEST", "GHA", "TGO"),
        # places that suffer
        ("Ethiopian militiamen torched a village elsewhere in Eritrea.", "ASSAULT", "ETH", "ERI"),
    ],
)  # fmt: skip
def test_recipients_beside_the_act(reader: Reader, text: str, kind: str, actor: str, recipient: str) -> None:
    record = read(reader, text)
    found = joining(record, kind, actor, recipient)
    assert found, [(e.type, names_of(record, e.actors), names_of(record, e.recipients)) for e in record.events]
    assert all(event.reasons for event in found)


def test_what_follows_in_the_wake_of_is_no_party(reader: Reader) -> None:
    record = read(reader, "Sweden has launched an investigation in the wake of a Reuters report.")
    event = next(event for event in record.events if event.type == "ACCUSE")
    assert "Reuters" not in names_of(record, event.recipients)


def test_third_parties_are_not_taken_for_the_other_side_of_what_two_did(reader: Reader) -> None:
    record = read(reader, "Kenya and Uganda reached an agreement on Rwandan grain.")
    event = next(event for event in record.events if {"KEN", "UGA"} <= _states(record, event))
    assert len(event.actors) == len(event.recipients) == 1


def _states(record: Record, event: Event) -> set[str | None]:
    taking_part = set(event.actors + event.recipients)
    return {entity.state for entity in record.entities if entity.id in taking_part}


def test_the_demand_of_a_protest_is_no_act_of_its_own(reader: Reader) -> None:
    record = read(reader, "Nurses in Zambia marched to demand higher wages from the Zambian government.")
    assert joining(record, "PROTEST", "Nurses", "ZMB")
    assert not [event for event in record.events if event.type == "REQUEST"]


def test_a_mere_purpose_between_the_same_two_is_no_second_act(reader: Reader) -> None:
    record = read(reader, "Canada has offered troops to Niger's president to help him.")
    assert joining(record, "AGREE", "CAN", "NER")
    assert not joining(record, "AID", "CAN", "NER")


def test_answering_an_appeal_is_no_appeal(reader: Reader) -> None:
    record = read(reader, "Rebels in Mali dismissed an appeal from the Malian president to lay down their arms.")
    assert joining(record, "REJECT", "Rebels", "MLI")
    assert not joining(record, "REQUEST", "Rebels", "president")


def test_participles_before_a_noun_only_describe(reader: Reader) -> None:
    record = read(
        reader,
        "Three Danes and one Swede were freed in the conflict-torn south, drawing attention to Oslo's role there.",
    )
    assert not [event for event in record.events if event.type == "PROTEST"]


@pytest.mark.parametrize("verb", ["called off", "ended"])
def test_ending_a_strike_is_no_ceasefire(reader: Reader, verb: str) -> None:
    record = read(reader, f"Workers in Chile {verb} a long strike after talks with the Chilean government.")
    event = next(event for event in record.events if event.type == "CONCEDE")
    assert event.mode is None


def test_lifting_a_curfew_is_conceded(reader: Reader) -> None:
    record = read(reader, "Nepal lifted the curfew in the valley.")
    assert [event.type for event in record.events] == ["CONCEDE"]
