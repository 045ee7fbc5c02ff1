"""Datelines, bylines, credits and notices, line by line."""

from __future__ import annotations

import pytest

from dragoman.intake.bylines import authors, byline_of
from dragoman.intake.credits import credit_start
from dragoman.intake.datelines import dateline_of
from dragoman.knowledge.notices import notices

DATELINES = [
    ("PORT ANDERS (Reuters) - The envoys met.", "PORT ANDERS (Reuters) -", "reuters", None),
    ("MOSCOW, May 3 (TASS) -- The envoys met.", "MOSCOW, May 3 (TASS) --", "tass", "May 3"),
    ("MOSCOW. May 3 (Interfax) - The envoys met.", "MOSCOW. May 3 (Interfax) -", "interfax", "May 3"),
    ("Seoul, 3 May 2024 (Yonhap) -- The envoys met.", "Seoul, 3 May 2024 (Yonhap) --", "yonhap", "3 May 2024"),
    ("ANKARA, Turkey (AP) — The envoys met.", "ANKARA, Turkey (AP) —", "ap", None),
    ("(Reuters) - The envoys met.", "(Reuters) -", "reuters", None),
    ("TALLAHASSEE, Fla. — The envoys met.", "TALLAHASSEE, Fla. —", None, None),
    ("PORT ANDERS/SEOUL, May 3 – The envoys met.", "PORT ANDERS/SEOUL, May 3 –", None, "May 3"),
    ("Port Anders, May 3 – The envoys met.", "Port Anders, May 3 –", None, "May 3"),
    ("PORT ANDERS - “The envoys met,” he said.", "PORT ANDERS -", None, None),
    ("NEW DELHI: The envoys met.", "NEW DELHI:", None, None),
]
NO_DATELINES = [
    "AFL-CIO members met.",
    "NATO–Russia talks began.",
    "NATO - the alliance - met.",
    "WALLACE: The envoys met.",
    "UPDATE - The envoys met.",
    "The International Atomic Energy Agency (IAEA) - the watchdog - met.",
    "The envoys met - in Port Anders.",
    "He said (Reuters) - perhaps.",
    "",
]


@pytest.mark.parametrize(("line", "words", "agency", "day"), DATELINES)
def test_datelines(line: str, words: str, agency: str | None, day: str | None) -> None:
    found = dateline_of(line, first=True)
    assert found is not None
    assert line[: found.length] == words
    assert (found.agency.id if found.agency else None, found.day) == (agency, day)


@pytest.mark.parametrize("line", NO_DATELINES)
def test_no_datelines(line: str) -> None:
    assert dateline_of(line, first=True) is None


def test_later_datelines_need_an_agency() -> None:
    assert dateline_of("PORT ANDERS - The envoys met.", first=False) is None
    assert dateline_of("PORT ANDERS (AFP) - The envoys met.", first=False) is not None


BYLINES = [
    ("By Jane Doe", ["Jane Doe"], None),
    ("By Jane Doe and John Roe, Associated Press", ["Jane Doe", "John Roe"], "ap"),
    ("By JANE DOE Associated Press", ["JANE DOE"], "ap"),
    (
        "By Jane van Doe in Port Anders, John al-Roe and Jo Poe in Seoul",
        ["Jane van Doe", "John al-Roe", "Jo Poe"],
        None,
    ),
    ("By Jane Doe, Diplomatic Correspondent", ["Jane Doe"], None),
    ("By Reuters", [], "reuters"),
    ("By Our Correspondent", [], None),
    ("By staff writers", [], None),
    ("Written by: Jane Doe | AFP", ["Jane Doe"], "afp"),
    ("By Jane Doe for Reuters", ["Jane Doe"], "reuters"),
]
NO_BYLINES = [
    "By Monday the envoys had left.",
    "By signing the paper, both banks gain.",
    "The book was written by Jane Doe.",
    "Bypass opens",
    "By " + "Jane Doe, " * 40,
]


@pytest.mark.parametrize(("line", "names", "publisher"), BYLINES)
def test_bylines(line: str, names: list[str], publisher: str | None) -> None:
    found = byline_of(line)
    assert found is not None
    assert found.names == names
    assert (found.publisher.id if found.publisher else None) == publisher


@pytest.mark.parametrize("line", NO_BYLINES)
def test_no_bylines(line: str) -> None:
    assert byline_of(line) is None


def test_authors_of_a_field() -> None:
    assert authors("Jane Doe; John Roe, Staff Writer") == ["Jane Doe", "John Roe"]
    assert authors("By Jane Doe") == ["Jane Doe"]
    assert authors("Reuters") == []


CREDITS = [
    ("The envoys at the port. EPA", "EPA"),
    ("The envoys at the port. Jane Doe/AFP via Getty Images", "Jane Doe/AFP via Getty Images"),
    ("The envoys at the port. KCNA via REUTERS", "KCNA via REUTERS"),
    ("The envoys at the port. (AP Photo/Jane Doe, File)", "(AP Photo/Jane Doe, File)"),
    ("The envoys at the port (Reuters)", "(Reuters)"),
    ("The envoys at the port. Photo: Jane Doe", "Photo: Jane Doe"),
    ("The envoys at the port Photo: KCNA", "Photo: KCNA"),
    ("The envoys at the port | AP", "| AP"),
    ("The envoys at the port. © 2024 Example Pictures", "© 2024 Example Pictures"),
    ("“We are ready,” it said. Courtesy of the Port Authority", "Courtesy of the Port Authority"),
    ("The envoys at the port. Jane Doe / The Port Gazette", "Jane Doe / The Port Gazette"),
    ("The envoys at the port. Handout / Port Gazette", "Handout / Port Gazette"),
    ("RIVER VOTE // ROUND TWO", None),
    ("The envoys met at the port. He chose war and/or peace", None),
    ("Bloomberg via Getty Images", "Bloomberg via Getty Images"),
    ("Image credit: Port Authority", "Image credit: Port Authority"),
    ("He told the Associated Press (AP)", None),
    ("The envoys met in Port Anders. They left on Monday.", None),
    ("He works for the agency TASS", None),
    ("A photo of the port by Jane", None),
    ("", None),
]


@pytest.mark.parametrize(("line", "credit"), CREDITS)
def test_credits(line: str, credit: str | None) -> None:
    start = credit_start(line)
    assert (line[start:] if start is not None else None) == credit


NOTICES = [
    ("Powered by automated translation", "translation"),
    ("*This article was automatically translated.*", "translation"),
    ("Advertisement", "advertisement"),
    ("Story continues below advertisement", "advertisement"),
    ("Sign up for our newsletter", "promotion"),
    ("Follow us on Telegram", "promotion"),
    ("Follow Jane Doe on Twitter @janedoe.", "promotion"),
    ("Read more: Envoys leave", "navigation"),
    ("READ MORE", "navigation"),
    ("Click here to read the full report.", "navigation"),
    ("3 min read", "navigation"),
    ("Share", "navigation"),
    ("(Reporting by Jane Doe in Seoul; additional reporting by John Roe; Editing by Jo Poe)", "contributors"),
    ("Jane Doe contributed to this report.", "contributors"),
    ("With agencies", "contributors"),
    ("Copyright 2024 The Example", "copyright"),
    ("© The Example 2024. All rights reserved.", "copyright"),
    ("Editor's note: This text was written before the talks.", "correction"),
    ("This story has been updated with a statement of the ministry.", "correction"),
    ("This is a developing story; check back for updates.", "correction"),
    ("World", "section"),
    ("ENDS", "end"),
    ("* * *", "end"),
    ("###", "end"),
]
PROSE = [
    "The envoys met on Monday.",
    "Reporting by the newspaper showed that the envoys had met.",
    "Sharing the river has never been easy.",
    "Read the paper again, he told the envoys.",
    "Following the talks, the envoys left.",
    "The text was translated by machines and full of errors, the minister said.",
    "World leaders met in Port Anders.",
    "More ships have left the port.",
    "Follow the money, she said.",
    "Support for the deal is growing.",
    "Tags were cut from the captured rifles.",
    "Copyrights were part of the deal.",
    "Adding details, he said that 200 men had been moved.",
]


@pytest.mark.parametrize(("line", "kind"), NOTICES)
def test_notices(line: str, kind: str) -> None:
    assert notices().kind_of(line) == kind


@pytest.mark.parametrize("line", PROSE)
def test_prose_is_no_notice(line: str) -> None:
    assert notices().kind_of(line) is None


@pytest.mark.parametrize(
    "piece", ["A", "a ", "By ", "reporting by A ", "Follow Aa", "our daily ", "read more ", "(", "translated "]
)
def test_matching_is_linear_enough(piece: str) -> None:
    line = piece * (900 // len(piece)) + "!"
    for _ in range(20):
        notices().kind_of(line)
        credit_start(line)
        byline_of(line)
        dateline_of(line, first=True)
