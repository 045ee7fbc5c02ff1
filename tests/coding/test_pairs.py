"""Types given a pair, on own-written sentences: one line each, the actor in [brackets], the recipient in {braces}."""

from __future__ import annotations

import re

import pytest
from spacy.language import Language

from dragoman.coding.pairs import TypeScore, classify, classify_all, lexicon_fits
from dragoman.knowledge.plover import plover
from dragoman.knowledge.type_choice import type_choice

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


SANCTIONED = [
    ("COERCE", "restrict", "[Washington] imposed sanctions on {the banker Idris Toure}."),
    ("COERCE", "restrict", "[The European Union] slapped sanctions on {the general} on Monday."),
    ("SANCTION", "discontinue", "[Washington] imposed sanctions on {Eritrea}."),
    ("SANCTION", "discontinue", "[The European Union] slapped sanctions on {Belarus} on Monday."),
]


@pytest.mark.parametrize(("expected", "mode", "text"), SANCTIONED, ids=[text[:60] for _, _, text in SANCTIONED])
def test_sanctions_go_by_whom_they_hit(parser: Language, expected: str, mode: str, text: str) -> None:
    found = best(parser, text)
    assert found is not None
    assert (found.type, found.mode) == (expected, mode)
    told = "SANCTION is COERCE-restrict where the recipient is no state"
    assert (told in found.reasons) == (expected == "COERCE")


# What the lexicon finds nothing for, or something else.
LEXICON_ASIDE = [
    ("SUPPORT", "[Denmark] gave its blessing to {Iceland}'s bid."),
    ("ASSAULT", "[Gunmen] opened up on {a minibus} near Goma."),
    ("ASSAULT", "[Rebels] rained mortar rounds on {the barracks} at Dourou."),
    ("COERCE", "[Police] put {the union leader} behind bars on Tuesday."),
    ("ACCUSE", "[Jordan] poured scorn on {Qatar} over the leaked cables."),
    ("ACCUSE", "[Poland] attacked {Hungary} verbally over its veto of the loan."),
]


@pytest.mark.parametrize(("expected", "text"), LEXICON_ASIDE, ids=[text[:40] for _, text in LEXICON_ASIDE])
def test_the_encoder_finds_what_the_lexicon_does_not(parser: Language, expected: str, text: str) -> None:
    plain, actor, recipient = parsed_pair(text)
    doc = parser(plain)
    fits = lexicon_fits(doc, actor, recipient)
    assert not fits or max(fits, key=lambda name: fits[name].points) != expected
    assert classify(doc, actor, recipient)[0].type == expected


def test_plain_text_gives_what_a_parsed_document_gives(parser: Language) -> None:
    for _, text in SENTENCES[::6]:
        plain, actor, recipient = parsed_pair(text)
        assert classify(plain, actor, recipient) == classify(parser(plain), actor, recipient)


def test_many_at_once_give_what_each_gives(parser: Language) -> None:
    given = [parsed_pair(text) for _, text in SENTENCES]
    found = list(classify_all(given))
    assert len(found) == len(given)
    for (plain, actor, recipient), scored in zip(given, found, strict=True):
        alone = {one.type: one for one in classify(plain, actor, recipient)}
        assert scored[0].type == max(alone.values(), key=lambda one: one.score).type
        for one in scored:
            assert one.score == pytest.approx(alone[one.type].score, abs=0.005)
    assert [scored[0] for scored in classify_all(given, parser)] == [scored[0] for scored in found]


def test_none_at_all_give_none() -> None:
    assert list(classify_all([])) == []


def test_scores_are_shares_of_all_types(parser: Language) -> None:
    for _, text in SENTENCES[::4]:
        plain, actor, recipient = parsed_pair(text)
        found = classify(parser(plain), actor, recipient)
        assert {one.type for one in found} == set(plover().types)
        assert all(0 <= one.score <= 1 for one in found)
        assert sum(one.score for one in found) == pytest.approx(1, abs=0.002)
        assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_every_score_has_its_reasons_and_a_mode_of_its_type(parser: Language) -> None:
    plain, actor, recipient = parsed_pair("[Paris] condemned and sanctioned {Minsk}.")
    for one in classify(parser(plain), actor, recipient):
        assert any(reason.startswith(f"the encoder gives {one.type} ") for reason in one.reasons)
        assert one.mode is None or one.mode in plover().types[one.type].modes


def test_what_joins_the_pair_is_told(parser: Language) -> None:
    found = best(parser, "[Kyiv] accused {Moscow} of shelling a school.")
    assert found is not None
    assert {"the actor is its subject", "the recipient is its obj", "it stands between them"} <= set(found.reasons)
    assert found.reasons[0].startswith("verb 'accuse'")


def test_both_may_do_it_with_each_other(parser: Language) -> None:
    plain, actor, recipient = parsed_pair("[France] and {Spain} held talks in Pau.")
    doc = parser(plain)
    fit, back = (lexicon_fits(doc, *spans)["CONSULT"] for spans in ((actor, recipient), (recipient, actor)))
    points = type_choice().points
    assert "both do it with each other" in fit.reasons
    assert fit.points == back.points >= points.subject + points.slot
    plain, actor, recipient = parsed_pair("[France] and {Spain} condemned the raid in Pau.")
    one_sided = lexicon_fits(parser(plain), actor, recipient)["ACCUSE"]
    assert "both do it with each other" not in one_sided.reasons
    assert one_sided.points < fit.points


def test_who_suffers_is_no_actor(parser: Language) -> None:
    plain, actor, recipient = parsed_pair("[Kyiv] accused {Moscow} of shelling a school.")
    doc = parser(plain)
    assert lexicon_fits(doc, recipient, actor)["ACCUSE"].points < lexicon_fits(doc, actor, recipient)["ACCUSE"].points


@pytest.mark.parametrize(("actor", "recipient"), [((5, 6), (13, 19)), ((0, 5), (12, 13)), ((0, 0), (0, 0))])
def test_a_span_without_a_word_gives_nothing(actor: tuple[int, int], recipient: tuple[int, int]) -> None:
    assert classify("Kenya warned Uganda.", actor, recipient) == []
