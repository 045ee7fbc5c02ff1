"""Origins and grades: copies and quoted agencies are one origin; what rests on more is graded higher."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dragoman.coding.reader import Reader
from dragoman.desk import Desk
from dragoman.intake.text import article_from_text
from dragoman.merge.grades import Reports, credibility
from dragoman.store.found import FoundEvent

LEADS = {
    "Reuters": "Iranian President Masoud Pezeshkian met Russian President Vladimir Putin in Moscow on Friday",
    "IRNA": "Masoud Pezeshkian, president of Iran, had talks with Russian President Vladimir Putin in Moscow on Friday",
    "TASS": "Russian President Vladimir Putin received his Iranian counterpart, Masoud Pezeshkian, in Moscow on Friday",
}
USUAL = "Russian President Vladimir Putin held talks with Iranian President Masoud Pezeshkian in Moscow on Friday"
MORE = {
    "a": "They spoke for three hours in the green hall and then walked in the garden.",
    "b": "A guard of honour had waited for them since the morning in the rain.",
    "c": "It was their third conversation in the year, after two at a distance.",
    "d": "The price of oil was not spoken of, as far as could be learnt.",
}
Told = tuple[str, str, str]


def merged(reader: Reader, reports: Sequence[Told], folder: object) -> FoundEvent:
    """The meeting, as the reports tell it: (publisher, what follows the lead, the rest)."""
    articles = [
        article_from_text(
            f"Presidents meet, report {number}\n\n{lead_of(publisher, rest)}{tail}.\n\n{rest}\n",
            published="2025-01-18",
            publisher=publisher,
            url=f"https://trial.example/{number}",
        )
        for number, (publisher, tail, rest) in enumerate(reports)
    ]
    with Desk(f"{folder}/desk.db") as desk:
        desk.add_records(reader.pipe(articles))
        [event] = desk.find(between=("IRN", "RUS"), type="CONSULT")
    return event


def lead_of(publisher: str, rest: str) -> str:
    """The first sentence of an outlet; whoever carries the text of Reuters has that of Reuters."""
    return LEADS["Reuters"] if rest == MORE["a"] else LEADS.get(publisher, USUAL)


@pytest.mark.parametrize(
    ("reports", "names"),
    [
        ([("Reuters", "", MORE["a"]), ("Associated Press", "", MORE["b"])], {"Reuters", "Associated Press"}),
        ([("Reuters", ", TASS reported", MORE["a"]), ("Kyodo News", ", TASS said", MORE["b"])], {"TASS"}),
        ([("Reuters", "", MORE["a"]), ("The Hill Courier", "", MORE["a"])], {"Reuters"}),
        ([("Reuters", ", the Kremlin said", MORE["a"]), ("IRNA", "", MORE["b"])], {"Russia", "IRNA"}),
        (
            [("Reuters", ", TASS reported", MORE["a"]), ("TASS", "", MORE["b"]), ("Lake Tribune", "", MORE["c"])],
            {"TASS", "Lake Tribune"},
        ),
    ],
    ids=["two agencies", "both quote one agency", "a copy", "a party and the other", "an agency and who quotes it"],
)
def test_independent_origins(reader: Reader, reports: list[Told], names: set[str], tmp_path: object) -> None:
    event = merged(reader, reports, tmp_path)
    assert {origin.name for origin in event.origins} == names
    assert len(event.outlets) == len(reports)


def test_the_voice_of_a_party_is_marked(reader: Reader, tmp_path: object) -> None:
    event = merged(reader, [("IRNA", "", MORE["a"]), ("Kyodo News", "", MORE["b"])], tmp_path)
    assert {origin.name: origin.party for origin in event.origins} == {"IRNA": True, "Kyodo News": False}
    assert event.grade == "B2"


def test_a_party_alone_is_doubtful(reader: Reader, tmp_path: object) -> None:
    assert merged(reader, [("IRNA", "", MORE["a"])], tmp_path).grade == "C4"


def test_three_origins_confirm(reader: Reader, tmp_path: object) -> None:
    reports = [("Reuters", "", MORE["a"]), ("Kyodo News", "", MORE["b"]), ("IRNA", "", MORE["c"])]
    assert merged(reader, reports, tmp_path).credibility == 1


@pytest.mark.parametrize(
    ("reports", "number"),
    [
        (Reports(False, "future", 0, 0, 1), 6),
        (Reports(False, "happened", 1, 1, 2), 4),
        (Reports(False, "happened", 4, 1, 5), 3),
        (Reports(False, "negated", 0, 2, 2), 5),
        (Reports(True, "happened", 1, 0, 3), 2),
    ],
)
def test_credibility_by_what_is_said(reports: Reports, number: int) -> None:
    assert credibility([], reports)[0] == number
