"""Tests of dragoman_times: expressions in context, with the values that they must have on Monday, 18 September 2023."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from dragoman.coding.pipeline import load_pipeline
from dragoman.coding.reading import KEY, Reading
from dragoman.intake.text import article_from_text

MONDAY = "2023-09-18"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline(["dragoman_times"])


def read(nlp: Language, text: str, published: str | None = MONDAY) -> Reading:
    article = article_from_text(text, published=published)
    doc = nlp.make_doc(text)
    doc.user_data[KEY] = Reading(article, doc)
    return Reading.of(nlp(doc))


# (text, expression, value, value_end, precision)
CASES = [
    ("The delegations met on Saturday in Muscat.", "Saturday", "2023-09-16", None, "day"),
    ("The envoy landed on Monday.", "Monday", "2023-09-18", None, "day"),
    ("Shelling resumed on Sunday night near the border.", "Sunday night", "2023-09-17", None, "day"),
    ("The court will rule on Friday.", "Friday", "2023-09-22", None, "day"),
    ("He is due to arrive in Oslo on Thursday.", "Thursday", "2023-09-21", None, "day"),
    ("She said the two would sign the pact on Wednesday.", "Wednesday", "2023-09-20", None, "day"),
    ("The council meets again next Monday.", "next Monday", "2023-09-25", None, "day"),
    ("Two sailors were freed last Tuesday.", "last Tuesday", "2023-09-12", None, "day"),
    ("Two sailors were freed last Monday.", "last Monday", "2023-09-11", None, "day"),
    ("The talks are scheduled for Thursday.", "Thursday", "2023-09-21", None, "day"),
    ("The minister agreed to meet the families on Wednesday.", "Wednesday", "2023-09-20", None, "day"),
    ("The pilot failed to return on Wednesday.", "Wednesday", "2023-09-13", None, "day"),
    ("Ahead of Friday's summit, police closed the square.", "Friday", "2023-09-22", None, "day"),
    ("Thursday's raid killed two guards.", "Thursday", "2023-09-14", None, "day"),
    ("A rally was held on Tuesday evening.", "Tuesday evening", "2023-09-12", None, "day"),
    ("The ferry sails every Friday.", "every Friday", None, None, None),
    ("Markets are shut on Sundays.", "Sundays", None, None, None),
    ("The ship left port on Thursday last week.", "Thursday last week", "2023-09-14", None, "day"),
    ("They will reconvene on Tuesday next week.", "Tuesday next week", "2023-09-26", None, "day"),
    ("From Monday to Wednesday the port will be closed.", "Monday to Wednesday", "2023-09-18", "2023-09-20", "day"),
    ("The army said on Friday that it had withdrawn.", "Friday", "2023-09-15", None, "day"),
    ("The premier is meeting union leaders on Tuesday.", "Tuesday", "2023-09-19", None, "day"),
    ("The president flew to Lima on Friday to meet his peer.", "Friday", "2023-09-15", None, "day"),
    ("The ministry summoned the envoy yesterday.", "yesterday", "2023-09-17", None, "day"),
    ("The ministry summons the envoy today.", "today", "2023-09-18", None, "day"),
    ("Parliament votes tomorrow.", "tomorrow", "2023-09-19", None, "day"),
    ("Jets struck the depot last night.", "last night", "2023-09-17", None, "day"),
    ("The bridge reopened this morning.", "this morning", "2023-09-18", None, "day"),
    ("They spoke the day before yesterday.", "the day before yesterday", "2023-09-16", None, "day"),
    ("He leaves the day after tomorrow.", "the day after tomorrow", "2023-09-20", None, "day"),
    ("A vote is expected tonight.", "tonight", "2023-09-18", None, "day"),
    ("On April 28 the two signed a pact.", "April 28", "2023-04-28", None, "day"),
    ("The base was opened on Sept 18, 2023.", "Sept 18, 2023", "2023-09-18", None, "day"),
    ("The base was opened on Sept. 3, 2021, officials said.", "Sept. 3, 2021", "2021-09-03", None, "day"),
    ("It began on 18 September.", "18 September", "2023-09-18", None, "day"),
    ("It began on 25 December.", "25 December", "2022-12-25", None, "day"),
    ("Voting will begin on 25 December.", "25 December", "2023-12-25", None, "day"),
    ("The treaty dates from 3 May 1815.", "3 May 1815", "1815-05-03", None, "day"),
    ("It was signed on the 4th of July 1999.", "the 4th of July 1999", "1999-07-04", None, "day"),
    ("They met on Tuesday, June 12, 2018, on an island.", "Tuesday, June 12, 2018", "2018-06-12", None, "day"),
    ("They met on Tuesday 13 June.", "Tuesday 13 June", "2023-06-13", None, "day"),
    ("The log is dated 2022-11-05.", "2022-11-05", "2022-11-05", None, "day"),
    ("The log is dated 05.11.2022.", "05.11.2022", "2022-11-05", None, "day"),
    ("The log is dated 25/11/2022.", "25/11/2022", "2022-11-25", None, "day"),
    ("The log is dated 05/11/2022.", "05/11/2022", "2022", None, "year"),
    ("The edict of 31 February 2020 is a hoax.", "31 February 2020", None, None, None),
    ("An accord was reached in March 2015.", "March 2015", "2015-03", None, "month"),
    ("An accord was reached in May.", "May", "2023-05", None, "month"),
    ("An accord was reached in November.", "November", "2022-11", None, "month"),
    ("The accord will lapse in November.", "November", "2023-11", None, "month"),
    ("Exports fell last June.", "last June", "2023-06", None, "month"),
    ("Troops crossed the river in early August.", "early August", "2023-08", None, "month"),
    ("The dam failed in mid-June.", "mid-June", "2023-06", None, "month"),
    ("The front moved in late 2022.", "late 2022", "2022", None, "year"),
    ("The mission left at the end of 2021.", "the end of 2021", "2021", None, "year"),
    ("The pipeline was built in 2006.", "2006", "2006", None, "year"),
    ("Under a 2006 arms embargo, such sales are illegal.", "2006", "2006", None, "year"),
    ("The 2014 protests toppled him.", "2014", "2014", None, "year"),
    ("Her 1998 memoir named him.", "1998", "1998", None, "year"),
    ("The general (1921-2003) led two coups.", "1921-2003", "1921", "2003", "year"),
    ("He won the June 2021 election.", "June 2021", "2021-06", None, "month"),
    ("The drill ran from 3 to 5 May.", "3 to 5 May", "2023-05-03", "2023-05-05", "day"),
    ("The drill ran on September 12-17.", "September 12-17", "2023-09-12", "2023-09-17", "day"),
    ("Between 2015 and 2018 the fleet doubled.", "2015 and 2018", "2015", "2018", "year"),
    ("From April 28 to May 3, 2022, the port was shut.", "April 28 to May 3, 2022", "2022-04-28", "2022-05-03", "day"),
    ("From May to July 2022, exports fell.", "May to July 2022", "2022-05", "2022-07", "month"),
    ("From November to February 2022, exports fell.", "November to February 2022", "2021-11", "2022-02", "month"),
    ("He served in 2015-16 as envoy.", "2015-16", "2015", "2016", "year"),
    ("He ruled from 1999 to 2004.", "1999 to 2004", "1999", "2004", "year"),
    ("In May and June 2014 the talks stalled.", "May", "2014-05", None, "month"),
    (
        "The siege lasted from 9 October until 20 November 2012.",
        "9 October until 20 November 2012",
        "2012-10-09",
        "2012-11-20",
        "day",
    ),
    ("In the 1990s the plant was closed.", "the 1990s", "1990", "1999", "decade"),
    ("In the late 1980s trade grew.", "late 1980s", "1987", "1989", "decade"),
    ("In the nineties the plant was closed.", "the nineties", "1990", "1999", "decade"),
    ("The fort dates from the 18th century.", "the 18th century", "1701", "1800", "century"),
    ("It was a nineteenth-century treaty.", "nineteenth-century", "1801", "1900", "century"),
    ("They fought in the summer of 2022.", "summer of 2022", "2022-06", "2022-08", "season"),
    ("They fought last winter.", "last winter", "2022-12", "2023-02", "season"),
    ("An offensive is expected next spring.", "next spring", "2024-03", "2024-05", "season"),
    ("Output rose in the third quarter of 2022.", "the third quarter of 2022", "2022-07", "2022-09", "quarter"),
    ("Output rose in the first half of 2022.", "the first half of 2022", "2022-01", "2022-06", "month"),
    ("The two met last week.", "last week", "2023-09-11", "2023-09-17", "week"),
    ("The two met this week.", "this week", "2023-09-18", "2023-09-24", "week"),
    ("The two meet next week.", "next week", "2023-09-25", "2023-10-01", "week"),
    ("Trade fell last month.", "last month", "2023-08", None, "month"),
    ("Trade fell last year.", "last year", "2022", None, "year"),
    ("Trade will fall next year.", "next year", "2024", None, "year"),
    ("He was sworn in earlier this year.", "earlier this year", "2023", None, "year"),
    ("They quarrelled over the weekend.", "the weekend", "2023-09-16", "2023-09-17", "day"),
    ("They quarrelled last weekend.", "last weekend", "2023-09-16", "2023-09-17", "day"),
    ("They will talk next weekend.", "next weekend", "2023-09-23", "2023-09-24", "day"),
    ("Two weeks ago the pact collapsed.", "Two weeks ago", "2023-09-04", "2023-09-10", "week"),
    ("Three days ago a shell hit the mill.", "Three days ago", "2023-09-15", None, "day"),
    ("Twenty-one years ago he fled.", "Twenty-one years ago", "2002", None, "year"),
    ("Eighteen months ago he fled.", "Eighteen months ago", "2022-03", None, "month"),
    ("A few days ago he fled.", "A few days ago", None, None, None),
    ("Hours ago he fled.", "Hours ago", None, None, None),
    ("In the past three months, 40 ships sank.", "the past three months", "2023-06", "2023-09", "month"),
    ("Over the past decade, arms sales doubled.", "the past decade", "2013", "2023", "decade"),
    ("In the last 24 hours, two mills burned.", "the last 24 hours", "2023-09-17", "2023-09-18", "day"),
    ("It will be delivered in two weeks.", "in two weeks", "2023-10-02", "2023-10-08", "week"),
    ("It will be delivered within 30 days.", "within 30 days", "2023-09-18", "2023-10-18", "day"),
    ("A ruling is likely by the end of the year.", "end of the year", None, "2023", "year"),
    ("Fighting has worsened in recent weeks.", "recent weeks", None, None, None),
    ("It has been banned since 2006.", "2006", "2006", None, "year"),
    ("Fighting has raged since Friday.", "Friday", "2023-09-15", None, "day"),
    ("He ruled until 2011.", "2011", None, "2011", "year"),
    ("Troops must leave by 1 October.", "1 October", None, "2023-10-01", "day"),
    ("Before 2014, the port was Ukrainian.", "2014", None, "2013", "year"),
    ("After 2014, the port changed hands.", "2014", "2015", None, "year"),
    ("From Friday onwards, no ship was seen.", "Friday", "2023-09-15", None, "day"),
    ("They met on 4 May 2021. Three days later the truce broke.", "Three days later", "2021-05-07", None, "day"),
    (
        "They met on 4 May 2021. The following week the truce broke.",
        "The following week",
        "2021-05-10",
        "2021-05-16",
        "week",
    ),
    ("They met on 4 May 2021. The next day the truce broke.", "The next day", "2021-05-05", None, "day"),
    ("They met on 4 May 2021. That year the truce broke.", "That year", "2021", None, "year"),
    ("He won in 2010. Two years later he was ousted.", "Two years later", "2012", None, "year"),
    ("He won in 2010. Two days later he was ousted.", "Two days later", None, None, None),
    ("The truce broke three days later.", "three days later", None, None, None),
    (
        "He fled on 4 May 2021; his family had left a week earlier.",
        "a week earlier",
        "2021-04-26",
        "2021-05-02",
        "week",
    ),
    ("She flew in on Friday, having landed in Rome the day before.", "the day before", "2023-09-14", None, "day"),
    (
        "A day after touring a shipyard in Gdansk, the premier on Saturday opened a rail link.",
        "A day after",
        "2023-09-15",
        None,
        "day",
    ),
    (
        "Two days after he toured the yard, the minister flew home on Friday.",
        "Two days after",
        "2023-09-13",
        None,
        "day",
    ),
    ("A week before the vote, he had resigned on 4 May 2021.", "A week before", "2021-05-10", "2021-05-16", "week"),
    ("Two days after Friday's attack, the border was shut.", "Two days after", "2023-09-17", None, "day"),
    ("The mayor quit a day after resigning from his party.", "a day after", None, None, None),
    (
        "Nineteen months into the Russia-Ukraine war, shells are scarce.",
        "Nineteen months into the Russia-Ukraine war",
        "2023-09",
        None,
        "month",
    ),
    ("Before the invasion of Ukraine, gas was cheap.", "the invasion of Ukraine", None, "2022-02-23", "day"),
    ("Sanctions have grown since the 2003 Iraq war.", "the 2003 Iraq war", "2003-03-20", None, "day"),
    ("Trade shrank during the pandemic.", "the pandemic", "2020-03-11", "2023-05-05", "day"),
    ("The two have been divided since the end of the Korean War.", "the Korean War", "1953-07-27", None, "day"),
    (
        "Two decades after the invasion of Iraq, courts still sit.",
        "Two decades after the invasion of Iraq",
        "2023",
        None,
        "decade",
    ),
    ("After the September 11 attacks, laws were tightened.", "the September 11 attacks", "2001-09-11", None, "day"),
    ("He was born during World War II.", "World War II", "1939-09-01", "1945-09-02", "day"),
    (
        "Two years after the annexation of Crimea, talks died.",
        "Two years after the annexation of Crimea",
        "2016",
        None,
        "year",
    ),
    ("The war in Ukraine is costly. Since the war began, gas has doubled.", "the war began", "2022-02-24", None, "day"),
    ("The blast came at 9.30 a.m. on Sunday.", "9.30 a.m. on Sunday", "2023-09-17T09:30", None, "minute"),
    ("The blast came on Sunday at 14:05 GMT.", "Sunday at 14:05 GMT", "2023-09-17T14:05Z", None, "minute"),
    ("The truce held on Christmas Day.", "Christmas Day", "2022-12-25", None, "day"),
    ("They will sing on New Year's Eve.", "New Year's Eve", "2023-12-31", None, "day"),
    ("The row began on 16 June of last year.", "16 June of last year", "2022-06-16", None, "day"),
    ("He was jailed in May this year.", "May this year", "2023-05", None, "month"),
    (
        "He was jailed in 2009 and freed in October of the following year.",
        "October of the following year",
        "2010-10",
        None,
        "month",
    ),
    ("In the wake of Thursday's blast, streets are empty.", "Thursday", "2023-09-14", None, "day"),
    ("Turnout may fall after Friday's attack.", "Friday", "2023-09-15", None, "day"),
    ("The embassy rejects Friday's claims.", "Friday", "2023-09-15", None, "day"),
    ("In the next eight weeks, the crew will train.", "the next eight weeks", "2023-09-18", "2023-11-13", "week"),
    ("Two days after 4 May 2021, he quit.", "Two days after", "2021-05-06", None, "day"),
    ("A week before Christmas, the truce broke.", "A week before", "2022-12-12", "2022-12-18", "week"),
    ("The day after Friday, shops reopened.", "The day after", "2023-09-16", None, "day"),
]

NO_TIMES = [
    "The school was closed for two days after the blast.",
    "They cut down a Christmas tree.",
    "More than 2006 people fled the fire.",
    "A Boeing 747 and a Boeing 2000 landed.",
    "Under Resolution 1718 and Resolution 1874, such sales are banned.",
    "The Sun reported the row.",
    "Rebels may march on the town.",
    "Mrs May resigned as leader.",
    "Theresa May said she was sorry.",
    "The second man sat down.",
    "The army began its march on the capital.",
    "The hall seats 2015 guests.",
    "He lost 1999 dollars at cards.",
    "The Good Friday Agreement holds.",
    "Bloody Sunday is remembered.",
    "The Sunday Times reported the leak.",
    "An august body will decide.",
    "Mirage 2000 jets circled the town.",
    "April said she would sue.",
    "They may sue.",
    "A two-year-old boy was found.",
    "It took 2500 soldiers to hold the fort.",
    "Ten years old, the boy fled.",
    "He won by 2:1 in the final.",
]


@pytest.mark.parametrize(("text", "expression", "value", "value_end", "precision"), CASES)
def test_value(
    nlp: Language, text: str, expression: str, value: str | None, value_end: str | None, precision: str | None
) -> None:
    found = [time for time in read(nlp, text).times if time.text == expression]
    assert [(time.value, time.value_end, time.precision) for time in found] == [(value, value_end, precision)]


@pytest.mark.parametrize("text", NO_TIMES)
def test_no_time(nlp: Language, text: str) -> None:
    assert [time for time in read(nlp, text).times if time.kind != "duration"] == []


def test_what_is_not_known_has_a_reason(nlp: Language) -> None:
    for text, expression, value, value_end, _ in CASES:
        if value is None and value_end is None:
            [time] = [time for time in read(nlp, text).times if time.text == expression]
            assert time.reason


@pytest.mark.parametrize(
    "text",
    [
        "The two met on Saturday.",
        "The two met yesterday.",
        "The two met two weeks ago.",
        "The two met in May.",
        "The two met last month.",
        "The two met on Christmas Day.",
        "They were rivals in the nineties.",
        "They fought last winter.",
        "It will end in two weeks.",
    ],
)
def test_without_a_date_of_the_article_nothing_is_counted_from_today(nlp: Language, text: str) -> None:
    [time] = read(nlp, text, published=None).times
    assert (time.value, time.value_end, time.precision) == (None, None, None)
    assert time.reason is not None
    assert "no date" in time.reason


def test_the_update_stands_in_for_the_publication(nlp: Language) -> None:
    text = "Envoys met in Oslo\n\nThe two envoys met on Saturday in Oslo.\n\nUpdated: September 18, 2023, 9:05 AM"
    reading = read(nlp, text, published=None)
    assert [(time.text, time.value) for time in reading.times] == [("Saturday", "2023-09-16")]


def test_stamps_and_credits_are_no_expressions(nlp: Language) -> None:
    text = "A long report about grain.\n\nUpdated: September 18, 2023, 9:05 AM"
    assert [time for time in read(nlp, text).times if time.kind != "duration"] == []


def test_an_anchor_after_the_articles_date_is_not_meant(nlp: Language) -> None:
    reading = read(nlp, "Since the war in Gaza, trade has stopped.", published="2010-01-05")
    assert [(time.text, time.value) for time in reading.times] == [("the war in Gaza", "2008-12-27")]


def test_an_ambiguous_anchor_without_a_date_is_left_out(nlp: Language) -> None:
    assert read(nlp, "Since the war in Gaza, trade has stopped.", published=None).times == []


def test_a_headline_in_the_present_tense_tells_of_the_past(nlp: Language) -> None:
    text = "Envoys meet on Saturday in Oslo\n\nThe two envoys met for an hour. They signed nothing."
    reading = read(nlp, text)
    assert [time.value for time in reading.times if time.kind == "date"] == ["2023-09-16"]


def test_every_time_says_how_it_was_counted(nlp: Language) -> None:
    [time] = read(nlp, "The delegations met on Saturday in Muscat.").times
    assert time.reason == "last Saturday on or before the article's date 2023-09-18"


SOUP = """
    on in the May March Saturday 2006 3 5 to two weeks ago last next after before since visiting ended 1990s , .
    mid-June 18/09/2023 9:05 am Q3 31 of year century first early late war Ukraine
"""
WORDS = st.sampled_from([*SOUP.split(), "a day", "31 February", "\n", "\n\n"])


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=25))
def test_any_words_give_well_formed_times(nlp: Language, words: list[str]) -> None:
    text = " ".join(words)
    for time in read(nlp, text).times:
        assert time.text == text[time.start : time.end]
        for value in (time.value, time.value_end):
            assert value is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\dZ?)?)?)?", value)
        if time.value and time.value_end:
            assert time.value < time.value_end
        assert (time.precision is None) == (time.value is None and time.value_end is None)
        assert time.value or time.reason


TIMEX = [
    ("The talks lasted three weeks.", "three weeks", "P3W", "duration", None),
    ("It was a two-day visit.", "two-day", "P2D", "duration", None),
    ("They waited for a year and a half.", "a year and a half", "P1.5Y", "duration", None),
    ("They waited more than 48 hours.", "48 hours", "PT48H", "duration", "more"),
    ("Weeks of talks ended.", "Weeks", "PXW", "duration", None),
    ("They met every Tuesday.", "every Tuesday", "XXXX-WXX-2", "set", None),
    ("They meet twice a month.", "twice a month", "P1M", "set", None),
    ("It costs $30 billion a year.", "a year", "P1Y", "set", None),
    ("They parade every 9 May.", "every 9 May", "XXXX-05-09", "set", None),
    ("It is an annual meeting.", "annual", "P1Y", "set", None),
    ("He recently left.", "recently", "PAST_REF", "date", None),
    ("It will end in the coming days.", "the coming days", "FUTURE_REF", "date", None),
    ("The border was closed in early August.", "early August", "2023-08", "date", "start"),
    ("It was closed in the mid-1990s.", "mid-1990s", "199", "date", "mid"),
    ("It has been closed since 2006.", "2006", "2006/..", "date", None),
    ("They met last week.", "last week", "2023-W37", "date", None),
    ("They met last weekend.", "last weekend", "2023-W37-WE", "date", None),
    ("They met in the first half of 2022.", "the first half of 2022", "2022-H1", "date", None),
    ("They met on Saturday night.", "Saturday night", "2023-09-16TNI", "time", None),
    ("They met at 9.30 am on Saturday.", "9.30 am on Saturday", "2023-09-16T09:30", "time", None),
    ("They met on the tenth anniversary of the September 11 attacks.", None, "2011-09-11", "date", None),
    ("They met on 3 May. Two days after that they left.", "Two days after that", "2023-05-05", "date", None),
    ("They met on 3 May. The next morning they left.", "The next morning", "2023-05-04TMO", "time", None),
    ("The talks of 28 September were called off.", "28 September", "2023-09-28", "date", None),
]


@pytest.mark.parametrize(("text", "expression", "timex", "kind", "modifier"), TIMEX)
def test_timex(nlp: Language, text: str, expression: str | None, timex: str, kind: str, modifier: str | None) -> None:
    found = [time for time in read(nlp, text).times if expression in {None, time.text}]
    assert [(time.timex, time.kind, time.modifier) for time in found] == [(timex, kind, modifier)]
