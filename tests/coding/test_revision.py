"""The encoder's second opinion on coded events, on own-written reports that the lexicon alone gets wrong or right.

Weights are trained anew now and then; so most of a handful of sentences must come out right, not each of them.
"""

from __future__ import annotations

import pytest

from dragoman.coding.reader import Reader
from dragoman.intake.text import article_from_text
from dragoman.knowledge.plover import plover
from dragoman.record import Event

ATTACKED_IN_WORDS = [
    "Poland attacked Hungary verbally over its veto of the loan.",
    "Sudan attacked Egypt verbally over its criticism of the dam.",
    "Peru attacked Ecuador as a liar and a hypocrite.",
    "Jordan attacked Qatar for its criticism of the king.",
    "Oman attacked Yemen for its criticism of the sultan.",
    "Kenya attacked Uganda for its criticism of the president.",
]


def read(reader: Reader, text: str) -> list[Event]:
    return reader.read(article_from_text(text, published="2024-03-14")).events


def by_word(reader: Reader, text: str, word: str) -> Event:
    """The event that is told by a word of the text."""
    start = text.index(word)
    found = [event for event in read(reader, text) if any(span.start == start for span in event.trigger)]
    assert len(found) == 1, [(event.type, event.reasons) for event in found]
    return found[0]


def test_an_attack_in_words_becomes_an_accusation(reader: Reader) -> None:
    events = [by_word(reader, text, "attacked") for text in ATTACKED_IN_WORDS]
    changed = [event for event in events if event.type == "ACCUSE"]
    assert {event.type for event in events} <= {"ACCUSE", "ASSAULT"}
    assert len(changed) >= len(events) * 2 / 3
    for event in changed:
        assert any("lexicon entry attack" in reason for reason in event.reasons)
        assert any(
            reason.startswith("ASSAULT by the lexicon, but the encoder gives ACCUSE ") for reason in event.reasons
        )


def test_a_changed_event_has_quad_mode_and_score_of_its_new_type(reader: Reader) -> None:
    for text in ATTACKED_IN_WORDS:
        event = by_word(reader, text, "attacked")
        kind = plover().types[event.type]
        assert event.quad == kind.quad
        assert event.mode is None or event.mode in kind.modes
        scored = kind.modes[event.mode].score if event.mode is not None else None
        assert event.score == (kind.score if scored is None else scored)


def test_a_mode_by_the_learned_model_is_worded(reader: Reader) -> None:
    told = [
        (event, reason)
        for text in ATTACKED_IN_WORDS
        for event in read(reader, text)
        for reason in event.reasons
        if reason.startswith("mode ")
    ]
    assert told
    for event, reason in told:
        assert reason.startswith(f"mode {event.mode} by the learned model ")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Kenya attacked Uganda with mortars near the border post.", "attacked"),
        ("Turkish jets attacked Syrian barracks before dawn.", "attacked"),
    ],
)
def test_an_attack_with_arms_stays_and_the_encoder_agrees(reader: Reader, text: str, word: str) -> None:
    event = by_word(reader, text, word)
    assert event.type == "ASSAULT"
    assert any(reason.startswith("the encoder agrees: 0.") for reason in event.reasons)


@pytest.mark.parametrize(
    "text",
    [
        "Jordan criticised Qatar and attacked Qatar for its criticism of the king.",
        "Peru condemned Ecuador and attacked Ecuador as a liar and a hypocrite.",
    ],
)
def test_what_another_act_accounts_for_changes_nothing(reader: Reader, text: str) -> None:
    event = by_word(reader, text, "attacked")
    assert event.type == "ASSAULT"
    assert any(
        reason.startswith("the encoder gives ACCUSE") and reason.endswith("which another act accounts for")
        for reason in event.reasons
    )


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Kenya sent troops to Somalia to arrest Somali pirates.", "arrest", "COERCE"),
        ("Peru sent planes to Chile to bomb the rebels.", "bomb", "ASSAULT"),
    ],
)
def test_a_mere_purpose_is_not_asked_about(reader: Reader, text: str, word: str, kind: str) -> None:
    event = by_word(reader, text, word)
    assert event.type == kind
    assert "only a purpose" in event.reasons
    assert not any("the encoder gives" in reason or "the encoder agrees" in reason for reason in event.reasons)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("India lodged a complaint against Pakistan at the court.", "lodged"),
        ("Vietnam sent China a warning over the drilling rig.", "sent"),
        ("Belgium ended its arms embargo on Chad.", "ended"),
    ],
)
def test_entries_that_are_trusted_are_not_asked_about(reader: Reader, text: str, word: str) -> None:
    event = by_word(reader, text, word)
    assert not any("the encoder gives" in reason or "the encoder agrees" in reason for reason in event.reasons)


def test_the_encoder_agrees_only_where_it_does(reader: Reader) -> None:
    text = (
        "Kenya hit Uganda with higher tariffs on sugar. Japan attacked China in a note over the buoy. "
        "Norway killed a Danish proposal to share the fishing grounds. Iran forced Iraq to close its border."
    )
    asked = [event for event in read(reader, text) if any("encoder" in reason for reason in event.reasons)]
    assert len(asked) >= 3
    for event in asked:
        for reason in event.reasons:
            if reason.startswith("the encoder agrees: "):
                assert float(reason.rpartition(" ")[2]) > 1 / len(plover().types)
            if reason.endswith("too little against the lexicon"):
                assert f"and {event.type} 0." in reason
