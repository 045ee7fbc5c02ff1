"""Factuality on own-written sentences: of any words, of event nouns, of history, and of coded events."""

from __future__ import annotations

import pytest
from spacy.language import Language

from dragoman.coding.factuality import factuality_at
from dragoman.coding.reader import Reader
from dragoman.intake.text import article_from_text

VERBS = [
    # ahead
    ("Malta is to host the next round of talks.", "host", "future"),
    ("Malta is due to host the next round.", "host", "future"),
    ("The navy is set to leave the port on Friday.", "leave", "future"),
    ("The navy is about to leave the port.", "leave", "future"),
    ("Malta to host talks", "host", "future"),
    ("Malta promised tents to Tunisia.", "promised", "future"),
    ("Malta is ready to help Tunisia.", "ready to help", "future"),
    # possible
    ("Malta would help Tunisia if the storm came closer.", "help", "hypothetical"),
    ("Malta is ready to help Tunisia if the storm comes closer.", "ready to help", "hypothetical"),
    ("Should Malta help Tunisia, the storm will do less harm.", "help", "hypothetical"),
    ("The cabinet is considering a loan to Tunisia.", "considering", "hypothetical"),
    ("The cabinet hopes that Malta helped Tunisia.", "helped", "hypothetical"),
    # not done
    ("The guards never fired on the crowd.", "fired", "negated"),
    ("Neither guard fired on the crowd.", "fired", "negated"),
    ("Nobody fired on the crowd.", "fired", "negated"),
    ("Not one guard fired on the crowd.", "fired", "negated"),
    ("At no point did the guards fire on the crowd.", "fire", "negated"),
    ("The general denied that his men had fired on the crowd.", "fired", "negated"),
    ("The general denied reports that his men had fired on the crowd.", "fired", "negated"),
    ("Rumours that his men had fired on the crowd were false, the general said.", "fired", "negated"),
    ("Far from firing on the crowd, the guards brought water.", "firing", "negated"),
    ("The rain kept the guards from firing on the crowd.", "firing", "negated"),
    ("Had the guards fired on the crowd, many would be dead.", "fired", "negated"),
    ("The guards could have fired on the crowd.", "fired", "negated"),
    ("It was not the army that fired on the crowd.", "fired", "negated"),
    # done after all
    ("Had the guards not fired, many would be dead.", "fired", "happened"),
    ("The guards did not leave but fired on the crowd.", "fired", "happened"),
    ("No fewer than nine guards fired on the crowd.", "fired", "happened"),
    ("Not only the guards fired on the crowd.", "fired", "happened"),
    ("The envoy flew to Lima to thank the rescuers.", "thank", "happened"),
    ("The court's decision to free the nurse was praised.", "free", "happened"),
    ("The paper had to retract the story.", "retract", "happened"),
    ("The guards did not hesitate to fire.", "fire", "happened"),
    # acts that are in words: a refusal, a threat, a demand
    ("The landlord would not budge on the rent.", "would not budge", "happened"),
    ("The landlord paid no heed to the tenants.", "paid no heed", "happened"),
    ("The union warned that it would paralyse the port.", "would paralyse", "happened"),
    ("The union will paralyse the port unless it is heard.", "will paralyse", "happened"),
    ("The guards must do more, the mayor said.", "must do more", "happened"),
]  # fmt: skip
NOUNS = [
    ("A planned visit to Lima was on everybody's lips.", "visit", "future"),
    ("The town was swept ahead of a visit by the king.", "visit", "future"),
    ("The paper wrote of a possible visit to Lima.", "visit", "hypothetical"),
    ("The senate called for talks with the rebels.", "talks", "hypothetical"),
    ("The king cancelled a visit to Lima.", "visit", "negated"),
    ("The averted strike cost nobody a day.", "strike", "negated"),
    ("There was no contact between the two.", "contact", "negated"),
    ("The two will hold talks in Lima.", "talks", "future"),
    ("The senate will discuss the attack on the port.", "attack", "happened"),
    ("The king welcomed the visit.", "visit", "happened"),
]
HISTORY = [
    ("In 1974 the army seized the port.", "seized", "historical"),
    ("The army seized the port in April 1974 and shelled the town.", "shelled", "historical"),
    ("In the 1970s the army seized the port.", "seized", "historical"),
    ("The army seized the port decades ago.", "seized", "historical"),
    ("The mayor once accused the army of theft.", "accused", "historical"),
    ("A court sentenced a guard for the murder of two nurses in 1992.", "murder", "historical"),
    ("A court sentenced a guard for the murder of two nurses in 1992.", "sentenced", "happened"),
    ("The port opened again four years after the army closed it.", "closed", "historical"),
    ("The port opened again four years after the army closed it.", "opened", "happened"),
    ("The army has held the port since 1974.", "held", "happened"),
    ("The army returned a flag that rebels had taken in 1851.", "returned", "happened"),
    ("The army seized the port on 3 May 2024.", "seized", "happened"),
    ("The army accused the mayor, who at once left the hall.", "left", "happened"),
    ("The army will leave the port by 2030.", "leave", "future"),
]


@pytest.mark.parametrize(("text", "words", "expected"), [*VERBS, *NOUNS, *HISTORY])
def test_the_factuality_of_any_words(parser: Language, text: str, words: str, expected: str) -> None:
    start = text.index(words)
    assert factuality_at(parser(text), (start, start + len(words))).factuality == expected


def test_the_word_that_decides_is_given(parser: Language) -> None:
    text = "The general denied that his men had fired on the crowd."
    found = factuality_at(parser(text), (text.index("fired"), text.index("fired") + 5))
    assert found.reason == "negated: 'denied'"


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("In 1974 Peru accused Chile of theft.", "ACCUSE", "historical"),
        ("Peru agreed to send tents to Chile.", "AGREE", "future"),
        ("Peru agreed to send tents to Chile if it pays.", "AGREE", "hypothetical"),
        ("Peru warned that it would not hesitate to bomb Chile.", "THREATEN", "happened"),
        ("Peru sent planes to Chile to bomb the rebels.", "ASSAULT", "hypothetical"),
        ("Peru did not come to help Chile.", "AID", "negated"),
    ],
)
def test_events_have_it(reader: Reader, text: str, kind: str, expected: str) -> None:
    events = [event for event in reader.read(article_from_text(text)).events if event.type == kind]
    assert [event.factuality for event in events] == [expected]


def test_an_old_year_is_measured_from_the_article(reader: Reader) -> None:
    article = article_from_text("In 2019 Peru accused Chile of theft.").model_copy(update={"published": "2019-07-01"})
    assert [event.factuality for event in reader.read(article).events if event.type == "ACCUSE"] == ["happened"]
    later = article.model_copy(update={"published": "2026-07-01"})
    assert [event.factuality for event in reader.read(later).events if event.type == "ACCUSE"] == ["historical"]
