"""Plain text to article: exact text, segments by layout and wording, stamps, publisher, translation."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.intake.refusals import DateError
from dragoman.intake.text import article_from_text, article_id
from dragoman.record import Article

HARBOUR = """Navy chief visits shipyard as order book grows

Admiral says three frigates will be ready before the winter

The admiral, left, is shown the hull of a frigate at the Northern Shipyard in Port Anders. EPA
Powered by automated translation

The head of the navy visited the Northern Shipyard on Monday and asked for faster work on three frigates.

He was told that steel from abroad had come late.

A welder works on the second frigate in a dry dock. Jo Doe / Reuters

“We will keep our word,” the director of the yard told the visitors.

Updated: March 4, 2024, 7:30 PM"""


def roles(article: Article) -> list[tuple[str, str]]:
    return [(segment.role, article.text[segment.start : segment.end]) for segment in article.segments]


def first(article: Article, role: str) -> str:
    return next(words for found, words in roles(article) if found == role)


def test_whole_report() -> None:
    article = article_from_text(HARBOUR)
    assert article.text == HARBOUR
    assert [role for role, _ in roles(article)] == [
        "title", "standfirst", "caption", "credit", "notice", "paragraph", "paragraph", "caption", "credit",
        "paragraph", "notice",
    ]  # fmt: skip
    assert article.title == "Navy chief visits shipyard as order book grows"
    assert first(article, "standfirst") == "Admiral says three frigates will be ready before the winter"
    assert [words for role, words in roles(article) if role == "credit"] == ["EPA", "Jo Doe / Reuters"]
    assert first(article, "caption").endswith("Port Anders.")
    assert article.updated == "2024-03-04T19:30"
    assert article.published is None
    assert article.reasons["published"] == "the text has no stamp of publication"
    assert article.translated
    assert article.translated_from is None
    assert article.reasons["translated_from"] == "the notice of translation names no language"
    assert article.language == "en"


@pytest.mark.parametrize("text", ["The envoys met in Port Anders on Monday.", "Envoys to meet in Port Anders", "«Да»"])
def test_only_line_is_a_paragraph(text: str) -> None:
    article = article_from_text(text)
    assert roles(article) == [("paragraph", text)]
    assert article.title is None


def test_dateline_of_only_line() -> None:
    article = article_from_text("PORT ANDERS (Reuters) - The envoys met on Monday.")
    assert roles(article) == [("dateline", "PORT ANDERS (Reuters) -"), ("paragraph", "The envoys met on Monday.")]
    assert (article.publisher, article.publisher_id) == ("Reuters", "publisher:reuters")


def test_line_ends_are_kept() -> None:
    text = "Envoys to meet again\r\n\r\nThe envoys met on Monday.\r\nThey parted as friends.\r\n"
    article = article_from_text(text)
    assert article.text == text
    assert [words for _, words in roles(article)] == [
        "Envoys to meet again", "The envoys met on Monday.", "They parted as friends.",
    ]  # fmt: skip


def test_wrapped_paragraphs_are_whole() -> None:
    text = (
        "Ferry line opens again after two years\n\n"
        "The ferry between the two ports will sail again from Monday, the company\n"
        "said, two years after both states had closed the strait to traffic. Six\n"
        "sailings a day are planned at first, and tickets are on sale already to\n"
        "those who hold a visa.\n\n"
        "Lorries will have to wait until the customs posts are staffed again, as\n"
        "the ministry had warned.\n"
    )
    found = roles(article_from_text(text))
    assert [role for role, _ in found] == ["title", "paragraph", "paragraph"]
    assert found[1][1].startswith("The ferry")
    assert found[1][1].endswith("hold a visa.")


def test_short_lines_are_paragraphs_of_their_own() -> None:
    found = roles(article_from_text("What we know\n\nThe strait is closed.\nThe ferries wait.\nNobody was hurt."))
    assert [role for role, _ in found] == ["title", "paragraph", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    "title",
    [
        "Envoys agree on grain corridor",
        "Is the truce holding?",
        "Envoys Agree On Grain Corridor After Long Night.",
        "Governor: 'We are ready'",
        "Neighbours to share river water again.",
    ],
)
def test_titles(title: str) -> None:
    body = "The governors of both banks signed the paper on Friday after a night of talks.\n\nIt takes effect in May."
    article = article_from_text(f"{title}\n\n{body}")
    assert article.title == title


@pytest.mark.parametrize(
    "lead",
    [
        "The governors of both banks signed the paper on Friday after a night of talks.",
        "He was tired.",
        "Caption of nothing, but a list:",
        "PORT ANDERS - The governors signed the paper",
    ],
)
def test_leads_are_no_titles(lead: str) -> None:
    article = article_from_text(f"{lead}\n\nIt takes effect in May, both said.\n\nFishermen had asked for it.")
    assert article.title is None


def test_standfirst_before_dateline_may_end_in_a_stop() -> None:
    text = "River deal signed\n\nBoth banks gain water.\n\nPORT ANDERS - The deal was signed on Friday.\n\nAll is well."
    assert [role for role, _ in roles(article_from_text(text))][:3] == ["title", "standfirst", "dateline"]


def test_standfirst_in_italics() -> None:
    text = "River deal signed\n\n*Both banks gain. Nobody loses.*\n\nThe deal was signed on Friday.\n\nAll is well."
    assert [role for role, _ in roles(article_from_text(text))][:3] == ["title", "standfirst", "paragraph"]


def test_byline_and_agency() -> None:
    text = (
        "River deal signed\n\nBy Jane Doe and John Roe, Associated Press\n\nPORT ANDERS (AP) — The deal was signed.\n\n"
        "It takes effect in May.\n\n(Reporting by Jane Doe; editing by John Roe)\n\n"
        "© 2024 The Example. All rights reserved."
    )
    article = article_from_text(text)
    assert article.byline == ["Jane Doe", "John Roe"]
    assert article.publisher_id == "publisher:ap"
    assert [role for role, _ in roles(article)] == [
        "title", "byline", "dateline", "paragraph", "paragraph", "notice", "notice",
    ]  # fmt: skip


def test_caption_and_credit_on_their_own_lines() -> None:
    text = "River deal signed\n\nThe governors shake hands.\nPhoto: Jane Doe\n\nThe deal was signed.\n\nAll is well."
    found = roles(article_from_text(text))
    assert found[1:3] == [("caption", "The governors shake hands."), ("credit", "Photo: Jane Doe")]


def test_agency_after_the_last_paragraph_signs_the_report() -> None:
    text = "River deal signed\n\nThe deal was signed on Friday.\n\nFishermen had asked for it. — AFP"
    assert [role for role, _ in roles(article_from_text(text))] == ["title", "paragraph", "paragraph", "credit"]


def test_caption_may_be_the_last_line() -> None:
    text = "River deal signed\n\nThe deal was signed.\n\nFishermen cheer at the port. EPA\n\nUpdated: May 4, 2024"
    assert [role for role, _ in roles(article_from_text(text))] == ["title", "paragraph", "caption", "credit", "notice"]


def test_given_metadata_wins() -> None:
    article = article_from_text(
        HARBOUR, published="2024-03-03", url="https://www.example.org/a", publisher="Reuters", language="xx"
    )
    assert article.published == "2024-03-03"
    assert article.reasons["published"] == "given with the text"
    assert article.publisher_id == "publisher:reuters"
    assert article.language == "xx"


def test_publisher_by_address() -> None:
    article = article_from_text("The envoys met on Monday.", url="https://www.reuters.com/world/envoys-meet")
    assert article.publisher_id == "publisher:reuters"
    assert article.reasons["publisher"] == "by the host of the address"


def test_unknown_publisher_keeps_its_name() -> None:
    article = article_from_text("The envoys met on Monday.", publisher="The Harbour Gazette")
    assert (article.publisher, article.publisher_id) == ("The Harbour Gazette", None)


def test_known_title_is_cut_off_the_line_that_it_begins() -> None:
    article = article_from_text("River deal signed. The deal was signed on Friday.", title="River deal signed")
    assert roles(article) == [("title", "River deal signed."), ("paragraph", "The deal was signed on Friday.")]


def test_known_title_that_the_text_lacks() -> None:
    article = article_from_text("The deal was signed on Friday.", title="River deal signed")
    assert article.title == "River deal signed"
    assert roles(article) == [("paragraph", "The deal was signed on Friday.")]


@pytest.mark.parametrize(
    ("notice", "language"),
    [
        ("Translated from Korean by Jane Doe", "ko"),
        ("This article was translated from the original Ukrainian.", "uk"),
        ("This article was originally published in Spanish", "es"),
        ("Machine-translated from Chinese", "zh"),
        ("Powered by automated translation", None),
        ("(Translated by Jane Doe)", None),
    ],
)
def test_translation(notice: str, language: str | None) -> None:
    article = article_from_text(f"River deal signed\n\n{notice}\n\nThe deal was signed on Friday.")
    assert article.translated
    assert article.translated_from == language
    assert ("notice", notice) in roles(article)


def test_published_and_updated_are_kept_apart() -> None:
    text = "River deal signed\n\nPublished: 3 May 2024 10:00 | Updated: 4 May 2024 09:05\n\nThe deal was signed."
    article = article_from_text(text)
    assert (article.published, article.updated) == ("2024-05-03T10:00", "2024-05-04T09:05")


def test_stamp_that_cannot_be_read_is_null_with_a_reason() -> None:
    article = article_from_text("River deal signed\n\nUpdated: 31 June 2024\n\nThe deal was signed on Friday.")
    assert article.updated is None
    assert article.reasons["updated"] == "'31 June 2024' is no day of the calendar"
    assert article.published is None


def test_stamp_with_a_named_zone_is_not_converted() -> None:
    article = article_from_text("River deal signed\n\nUpdated 9:05 p.m. EST, May 4, 2024\n\nThe deal was signed.")
    assert article.updated == "2024-05-04T21:05"
    assert article.reasons["updated"] == "local time, zone 'EST' not converted"


def test_dateline_with_year_is_the_day_of_filing() -> None:
    article = article_from_text("PORT ANDERS, May 3, 2024 (Xinhua) -- The deal was signed on Friday.")
    assert article.published == "2024-05-03"
    assert "dateline" in article.reasons["published"]


def test_dateline_without_year_gives_no_date() -> None:
    article = article_from_text("PORT ANDERS, May 3 (Xinhua) -- The deal was signed on Friday.")
    assert article.published is None
    assert "May 3" in article.reasons["published"]


def test_date_that_is_none() -> None:
    with pytest.raises(DateError, match=r"\[D209\] no date: 'soon' is no full date"):
        article_from_text("The deal was signed.", published="soon")


def test_id_is_of_the_text() -> None:
    text = "The deal was signed."
    assert article_from_text(text).id == article_id(text) == article_from_text(text, published="2024-05-03").id
    assert article_id(text) != article_id(text + " ")
    assert len(article_id("half a character: \ud800")) == len("sha256:") + 16


SNIPPETS = [
    "River deal signed", "By Jane Doe, Associated Press", "PORT ANDERS (AP) — The deal was signed. EPA", "— ",
    "The governors shake hands. (AP Photo/Jane Doe)", "Updated: May 4, 2024", "Advertisement", "Photo: KCNA", "***",
    "and so on", "Powered by automated translation", "FILE PHOTO: A tanker. REUTERS/Jo Doe", "4 May 2024", "Reuters",
    "World", "a", " ", "\t", "\u00a0", "The ferry sails from Monday, the company said.", "“We are ready,” he said.",
]  # fmt: skip
LINES = st.lists(
    st.tuples(st.sampled_from(SNIPPETS), st.sampled_from(["\n", "\n\n", "\r\n", "\r\n\r\n", "\r", " ", "\u2028", ""]))
)


def check_cover(text: str, article: Article) -> None:
    assert article.text == text
    places = [0, *(place for segment in article.segments for place in (segment.start, segment.end)), len(text)]
    assert all(before <= after for before, after in pairwise(places))
    assert all(segment.start < segment.end for segment in article.segments)
    assert not any(text[end:start].strip() for end, start in zip(places[::2], places[1::2], strict=True))


@given(st.text())
def test_segments_cover_any_text(text: str) -> None:
    check_cover(text, article_from_text(text))


@given(LINES)
def test_segments_cover_any_layout(lines: list[tuple[str, str]]) -> None:
    text = "".join(words + end for words, end in lines)
    check_cover(text, article_from_text(text))


@given(LINES, st.sampled_from(SNIPPETS))
def test_segments_cover_with_a_known_title(lines: list[tuple[str, str]], title: str) -> None:
    text = "".join(words + end for words, end in lines)
    check_cover(text, article_from_text(text, title=title))


def test_a_paragraph_in_another_language_is_marked() -> None:
    french = (
        "Les ministres des deux États se sont rencontrés lundi et ont décidé de rouvrir le détroit avant la fin juin."
    )
    english = "The ministers of both states met on Monday and decided to open the strait again before the end of June."
    article = article_from_text(f"{english}\n\n{french}\n\n{english}\n\n{english}")
    assert article.language == "en"
    assert [segment.language for segment in article.segments] == [None, "fr", None, None]
