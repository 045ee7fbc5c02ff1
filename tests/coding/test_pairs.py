"""Types given a pair, on own-written sentences: one line each, the actor in [brackets], the recipient in {braces}."""

from __future__ import annotations

import re

import pytest
from spacy.language import Language

from dragoman.coding.pairs import TypeScore, classify

SENTENCES = [
    ("AGREE", "[Norvia] agreed to send engineers to {Estonia} next spring."),
    ("AGREE", "[Chile] is willing to open its ports to {Bolivia}."),
    ("AGREE", "[The ministry] said it will deliver grain to {Lebanon} in May."),
    ("CONSULT", "[The Polish president] met {his Czech counterpart} in Brno on Friday."),
    ("CONSULT", "[The envoy] held talks with {the rebels} in a border town."),
    ("CONSULT", "[Prime Minister Lind] called {President Moreau} to discuss the floods."),
    ("SUPPORT", "[Canada] praised {Ghana} for its peaceful vote."),
    ("SUPPORT", "[Peru] signed a fisheries accord with {Ecuador} on Tuesday."),
    ("CONCEDE", "[The king] pardoned {the former mayor}."),
    ("CONCEDE", "[The governor] accepted demands from {the teachers}."),
    ("COOPERATE", "[Sweden] has shared intelligence with {Latvia} about the cable."),
    ("AID", "[Japan] provided tents and medicine to {Nepal}."),
    ("AID", "[Brazil] sent troops as part of a peacekeeping force to {Haiti}."),
    ("RETREAT", "[The army] released {twelve prisoners} at dawn."),
    ("RETREAT", "[Ethiopia] withdrew its troops from {the valley}."),
    ("RETREAT", "[London] lifted sanctions on {the airline}."),
    ("RETREAT", "[The museum] returned the bronze head to {Benin}."),
    ("REQUEST", "[Manila] urged {Beijing} to pull back its ships."),
    ("REQUEST", "[The minister] said {Serbia} must open its archives."),
    ("ACCUSE", "[Kyiv] accused {Moscow} of shelling a school."),
    ("ACCUSE", "[The senator] condemned {the junta} for the arrests."),
    ("ACCUSE", "[The bank] filed a lawsuit against {the insurer}."),
    ("REJECT", "[Athens] rejected {a Turkish proposal} on the islands."),
    ("REJECT", "[The court] refused to release {the editor}."),
    ("REJECT", "[The two sides] failed to reach an agreement with {the union}."),
    ("THREATEN", "[The general] threatened to bomb {the port}."),
    ("THREATEN", "[Ankara] vowed to attack {the militia} within days."),
    ("PROTEST", "[Thousands of farmers] rallied against {the ministry} in the capital."),
    ("PROTEST", "[Dock workers] went on strike over pay at {the harbour company}."),
    ("SANCTION", "[The union] imposed sanctions on {Belarus}."),
    ("SANCTION", "[Venezuela] broke off diplomatic relations with {Paraguay}."),
    ("SANCTION", "[Tirana] expelled {an Iranian diplomat}."),
    ("MOBILIZE", "[Greece] deployed troops along the border with {Turkey}."),
    ("COERCE", "[Police] arrested {forty students} after the march."),
    ("COERCE", "[The government] imposed a curfew in {the northern provinces}."),
    ("ASSAULT", "[The air force] bombed {a rebel camp} overnight."),
    ("ASSAULT", "[Gunmen] attacked {a convoy} near the lake."),
    ("ASSAULT", "[The gang] kidnapped {two aid workers}."),
]


def parsed_pair(text: str) -> tuple[str, tuple[int, int], tuple[int, int]]:
    """The plain text and the two spans of a marked sentence."""
    plain = re.sub(r"[\[\]{}]", "", text)
    spans = []
    for opening, closing in ("[]", "{}"):
        words = text[text.index(opening) + 1 : text.index(closing)]
        start = plain.index(words)
        spans.append((start, start + len(words)))
    return plain, spans[0], spans[1]


def best(nlp: Language, text: str) -> TypeScore | None:
    plain, actor, recipient = parsed_pair(text)
    found = classify(nlp(plain), actor, recipient)
    return found[0] if found else None


@pytest.mark.parametrize(("expected", "text"), SENTENCES, ids=[text[:40] for _, text in SENTENCES])
def test_type_of_a_pair(parser: Language, expected: str, text: str) -> None:
    found = best(parser, text)
    assert found is not None
    assert found.type == expected
    assert found.reasons


def test_the_nearer_act_wins(parser: Language) -> None:
    text = "[Oslo] praised the festival and then expelled {a Russian consul}."
    found = best(parser, text)
    assert found is not None
    assert found.type == "SANCTION"


def test_nothing_reported_gives_nothing(parser: Language) -> None:
    assert best(parser, "[Iceland] lies north of {Ireland}.") is None


def test_every_type_comes_once_best_first(parser: Language) -> None:
    plain, actor, recipient = parsed_pair("[Paris] condemned and sanctioned {Minsk}.")
    found = classify(parser(plain), actor, recipient)
    assert len({one.type for one in found}) == len(found)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
