"""Tests of modes: which way of doing an act the words around it speak for, with and without a recipient."""

from __future__ import annotations

import pytest

from dragoman.coding.learned.modes import held_back, label, mode_model
from dragoman.coding.modes import set_given_modes
from dragoman.coding.reader import Reader
from dragoman.intake.text import article_from_text
from dragoman.knowledge.plover import plover
from dragoman.record import Event, Span


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def of_type(reader: Reader, text: str, type_: str) -> Event:
    found = [event for event in reader.read(article_from_text(text)).events if event.type == type_]
    assert found, f"no {type_}"
    return found[0]


@pytest.mark.parametrize(
    ("text", "type_", "mode"),
    [
        ("Police in Lima arrested two union leaders on Friday.", "COERCE", "arrest"),
        ("Malian soldiers shot dead three traders in Gao.", "ASSAULT", "firearms"),
        ("Ethiopian warplanes bombed a rebel camp near Dessie.", "ASSAULT", "aerial"),
        ("Norway expelled two Belarusian diplomats.", "SANCTION", "expel"),
        ("Students marched through Dhaka against the government.", "PROTEST", "demo"),
        ("Chad freed six miners from Cameroon.", "RETREAT", "release"),
        ("Bolivia accused Chile of stealing water.", "ACCUSE", "allege"),
    ],
)
def test_plain_acts_have_their_mode(reader: Reader, text: str, type_: str, mode: str) -> None:
    assert of_type(reader, text, type_).mode == mode


def test_the_score_is_that_of_the_mode(reader: Reader) -> None:
    event = of_type(reader, "Norway expelled two Belarusian diplomats.", "SANCTION")
    expected = plover().types["SANCTION"].modes["expel"].score
    assert event.score == (expected if expected is not None else plover().types["SANCTION"].score)


def test_a_type_without_modes_has_none(reader: Reader) -> None:
    assert mode_model().shares("AID", {"t:send"}) == {}
    assert of_type(reader, "Kenya sent food to Malawi.", "AID").mode is None


def test_the_lexicon_and_the_words_decide_and_are_told() -> None:
    words = ("lexicon none", "t:attack", "w:drone", "c:drone", "part with drone", "object drone")
    listed = ("cue clause word drone", "cue most drone", "cue clearly drone", "cue 1 drone")
    found = dict.fromkeys(words, "") | dict.fromkeys(listed, "drone")
    shares = mode_model().shares("ASSAULT", found)
    assert max(shares, key=shares.__getitem__) == "drone"
    assert 0.3 < shares["drone"] <= 1.0
    assert sum(shares.values()) == pytest.approx(1.0)
    assert "'drone'" in mode_model().words_for(found, "ASSAULT", "drone")


@pytest.mark.parametrize(
    ("text", "trigger", "type_", "mode"),
    [
        (
            "Bandits waylaid a bus near Kaduna and marched nine passengers into the bush.",
            "waylaid",
            "ASSAULT",
            "abduct",
        ),
        ("Customs officers impounded a trawler off Conakry.", "impounded", "COERCE", "seize"),
        ("Dockers in Durban downed tools over pay.", "downed tools", "PROTEST", "strike"),
        ("The emir had the two poets hauled off to the cells.", "hauled off to the cells", "COERCE", "arrest"),
    ],
)
def test_a_rare_word_counts_as_its_commoner_kin(reader: Reader, text: str, trigger: str, type_: str, mode: str) -> None:
    assert given(reader, text, trigger, type_).mode == mode


def test_a_listed_word_is_told_as_a_reason(reader: Reader) -> None:
    event = given(reader, "Bandits waylaid a bus near Kaduna and marched nine passengers off.", "waylaid", "ASSAULT")
    assert any("'waylaid'" in reason for reason in event.reasons)


def test_no_mode_counts_for_less_than_a_mode() -> None:
    shares = held_back({"none": 0.5, "drone": 0.5})
    assert shares["drone"] > shares["none"]
    assert sum(shares.values()) == pytest.approx(1.0)


def given(reader: Reader, text: str, trigger: str, type_: str) -> Event:
    (reading,) = reader.mentions([text])
    start = text.index(trigger)
    kind = plover().types[type_]
    event = Event(
        id="e1", type=type_, quad=kind.quad, score=kind.score, actors=[], confidence=1.0,
        trigger=[Span(start=start, end=start + len(trigger))], sentence=Span(start=0, end=len(text)),
    )  # fmt: skip
    set_given_modes([event], reading)
    return event


def test_an_act_that_nobody_codes_has_a_mode_by_its_words(reader: Reader) -> None:
    event = given(reader, "Kenyan soldiers flibbered three herders with rifles near Garissa.", "flibbered", "ASSAULT")
    assert event.mode == "firearms"
    (reason,) = event.reasons
    assert "rifle" in reason
    assert reason.startswith("mode firearms by the learned model")


def test_what_the_lexicon_says_of_a_given_act_stands_without_a_reason_of_its_own(reader: Reader) -> None:
    event = given(reader, "Police in Lima arrested two union leaders on Friday.", "arrested", "COERCE")
    assert event.mode == "arrest"
    assert event.reasons == []


def test_labels_name_type_and_mode() -> None:
    assert label("ASSAULT", "drone") == "ASSAULT drone"
    assert label("ASSAULT", None) == "ASSAULT none"
