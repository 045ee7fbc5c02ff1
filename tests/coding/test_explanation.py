"""Explanations: what they hold for each event of own-written sentences."""

from __future__ import annotations

import pytest

from dragoman.coding.explanation import Explanation, UnknownEventError
from dragoman.coding.reader import Reader
from dragoman.intake.text import article_from_text

ACCUSED = "Kenya’s foreign ministry accused Somalia of arming militias, while Ethiopia urged both sides to hold talks."


@pytest.fixture(scope="module")
def accused(reader: Reader) -> Explanation:
    return reader.explain(article_from_text(ACCUSED), "ev1")


def test_words_keep_their_places_and_roles(accused: Explanation) -> None:
    assert all(ACCUSED[word.start : word.end] == word.text for word in accused.words)
    roles = {word.text: word.role for word in accused.words}
    assert (roles["ministry"], roles["accused"], roles["Somalia"], roles["Ethiopia"]) == (
        "actor", "trigger", "recipient", None,
    )  # fmt: skip
    tops = [place for place, word in enumerate(accused.words) if word.head == place]
    assert [accused.words[place].text for place in tops] == ["accused"]


def test_paths_lead_from_the_actor_to_the_trigger_and_on_to_the_recipient(accused: Explanation) -> None:
    assert [side.path for side in accused.actors] == ["ministry <-nsubj- accused"]
    assert [side.path for side in accused.recipients] == ["accused -dobj-> Somalia"]


def test_grounds_add_up_to_the_confidence(reader: Reader) -> None:
    article = article_from_text(ACCUSED)
    for event in reader.read(article).events:
        found = reader.explain(article, event.id)
        assert sum(ground.points for ground in found.grounds) == pytest.approx(event.confidence, abs=0.006)


def test_the_runner_up_is_the_best_other_type(accused: Explanation) -> None:
    assert accused.scored is not None
    assert accused.runner_up is not None
    assert accused.scored.type == "ACCUSE"
    assert accused.runner_up.type == "REQUEST"
    assert accused.runner_up.score < accused.scored.score
    assert accused.runner_up_reason == "the sentence reports it, too: ev3"


def test_without_a_pair_there_is_no_runner_up(reader: Reader) -> None:
    found = reader.explain(article_from_text("Azerbaijan denied that the road was closed."), "ev1")
    assert found.runner_up is None
    assert found.runner_up_reason == "no recipient is named, so that there is no pair to score"


def test_one_type_alone_has_no_runner_up(reader: Reader) -> None:
    found = reader.explain(article_from_text("Norway condemned Russia on Friday."), "ev1")
    assert found.runner_up is None
    assert found.runner_up_reason == "no other type was found in the sentence"


def test_a_side_that_the_sentence_does_not_name_has_a_reason(reader: Reader) -> None:
    article = article_from_text("Chile’s envoy spoke to reporters. She accused Peru of spying.")
    for event in reader.read(article).events:
        found = reader.explain(article, event.id)
        for side in (*found.actors, *found.recipients):
            assert (side.path is None) == (side.reason is not None)


def test_an_unknown_event_is_refused_with_those_that_there_are(reader: Reader) -> None:
    with pytest.raises(UnknownEventError) as error:
        reader.explain(article_from_text(ACCUSED), "ev99", "report.txt")
    assert "no event 'ev99' (report.txt)" in error.value.message
    assert "ev1, ev2" in error.value.message
