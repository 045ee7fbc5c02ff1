"""Records of own-written articles, coded once a session, for the tests of the store."""

from __future__ import annotations

import pytest

from dragoman.coding.reader import Reader
from dragoman.intake.text import article_from_text
from dragoman.record import Record

SUMMIT = (
    "Putin and Kim meet in Vladivostok\n\n"
    "VLADIVOSTOK, Russia, April 25 (Reuters) - Russian President Vladimir Putin met North Korean leader Kim Jong Un in "
    "Vladivostok on Thursday.\n\n"
    "The two men talked for two hours in a hall by the sea. Putin said that Moscow wanted guarantees for Pyongyang.\n\n"
    "It was the first journey of the North Korean leader to Russia since he came to power, and he went by train.\n"
)
TALKS = (
    "Supreme leader holds talks in Russia\n\n"
    "Pyongyang, April 26 (KCNA) -- Kim Jong Un held talks with Vladimir Putin, president of the Russian Federation, in "
    "Vladivostok on April 25.\n\n"
    "The heads of state spoke of peace on the Korean peninsula at a table set for twelve.\n"
)
ACCUSED = (
    "Washington says Moscow got shells\n\n"
    "WASHINGTON, Oct 13 (AP) - The United States accused Russia of receiving shells from North Korea.\n\n"
    "North Korea sent artillery shells to Russia in September, the Pentagon said.\n\n"
    "Russia denied the accusation on Friday. The South Korean foreign minister met his Japanese counterpart in Tokyo "
    "on Thursday.\n"
)
ARTICLES = (
    ("summit", SUMMIT, "2019-04-25T09:30:00Z", "Reuters"),
    (
        "carried",
        SUMMIT.replace("Putin and Kim meet in", "Leaders talk in"),
        "2019-04-25T12:00:00Z",
        "Gulf Morning Post",
    ),
    ("talks", TALKS, "2019-04-26", "KCNA"),
    ("accused", ACCUSED, "2023-10-14", "Associated Press"),
)


@pytest.fixture(scope="session")
def coded(reader: Reader) -> dict[str, Record]:
    """The records of the articles, by name."""
    articles = [
        article_from_text(text, published=published, publisher=publisher, url=f"https://dispatches.example/{name}")
        for name, text, published, publisher in ARTICLES
    ]
    return dict(zip([name for name, *_ in ARTICLES], reader.pipe(articles), strict=True))
