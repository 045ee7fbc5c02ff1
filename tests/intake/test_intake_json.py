"""JSON to articles."""

from __future__ import annotations

import json

import pytest

from dragoman.errors import IntakeError
from dragoman.intake.json import articles_from_json
from dragoman.intake.refusals import DateError, JsonInputError

TEXT = "The envoys met in Port Anders on Monday."


def read(text: str, published: str | None = None) -> list[dict[str, object]]:
    return [article.model_dump() for article in articles_from_json(text, where="data.json", published=published)]


def test_object() -> None:
    row = {"text": TEXT, "url": "https://www.reuters.com/a", "date": "2024-05-03", "title": "Envoys meet", "id": 7}
    (article,) = read(json.dumps(row))
    assert article["text"] == TEXT
    assert article["published"] == "2024-05-03"
    assert article["title"] == "Envoys meet"
    assert article["publisher_id"] == "publisher:reuters"


def test_list_and_lines_keep_their_order() -> None:
    rows = [{"text": f"{TEXT} {number}"} for number in range(3)]
    expected = [row["text"] for row in rows]
    assert [article["text"] for article in read(json.dumps(rows))] == expected
    assert [article["text"] for article in read("\n".join(map(json.dumps, rows)) + "\n\n")] == expected
    assert [article["text"] for article in read(json.dumps(rows, indent=1))] == expected


def test_given_date_wins() -> None:
    (article,) = read(json.dumps({"text": TEXT, "date": "2024-05-03"}), published="2024-06-01")
    assert article["published"] == "2024-06-01"


def test_other_names_of_fields() -> None:
    row = {"content": TEXT, "link": "https://tass.com/a", "published_at": "2024-05-03T10:00:00Z", "headline": "Envoys"}
    (article,) = read(json.dumps(row))
    assert (article["url"], article["published"], article["title"]) == (
        "https://tass.com/a",
        "2024-05-03T10:00Z",
        "Envoys",
    )


def test_blank_and_odd_metadata_is_not_given() -> None:
    row = {"text": TEXT * 3, "date": " ", "title": None, "publisher": {"x": 1}, "language": "English"}
    (article,) = read(json.dumps(row))
    assert article["published"] is None
    assert article["publisher"] is None
    assert article["language"] == "en"


def test_html_field() -> None:
    body = f"<p>{TEXT} They agreed to open the strait to all ships again, the ministry said.</p>"
    page = f"<html><body><h1>Envoys meet</h1>{body}</body></html>"
    (article,) = read(json.dumps({"html": page}))
    assert article["title"] == "Envoys meet"


def test_text_is_exact() -> None:
    text = "  The envoys met.\r\n\tThey parted. \n"
    assert read(json.dumps({"text": text}))[0]["text"] == text


@pytest.mark.parametrize(
    ("data", "kind", "message"),
    [
        ('{"text": "a', JsonInputError, "broken JSON"),
        ('{"text": "a b"}\n{"text": ', JsonInputError, r"\(data.json, line 2\): mend the line"),
        ('{"title": "a"}', JsonInputError, "without text"),
        ('{"text": 5}', JsonInputError, "text: Input should be a valid string"),
        ("[1]", JsonInputError, r"data.json, item 1"),
        ("5", JsonInputError, "give objects"),
        ("[" * 100_000, JsonInputError, "JSON"),
        ('{"text": "a b", "date": "soon"}', DateError, r"\[D209\] no date: 'soon' is no full date \(data.json\)"),
        ('{"text": "half \\ud800 a letter"}', JsonInputError, "half a character at 5"),
    ],
)
def test_refusals(data: str, kind: type[IntakeError], message: str) -> None:
    with pytest.raises(kind, match=message) as caught:
        read(data)
    assert "\n" not in str(caught.value)


def test_bad_lines_are_reported_and_the_others_come_out() -> None:
    good = json.dumps({"text": TEXT})
    lines = "\n".join([good, "{broken", json.dumps({"text": TEXT, "date": "soon"}), json.dumps({"text": ""}), good])
    reported: list[IntakeError] = []
    found = list(articles_from_json(lines, where="data.jsonl", report=reported.append))
    assert [article.text for article in found] == [TEXT, TEXT]
    assert [error.where for error in reported] == ["data.jsonl, line 2", "data.jsonl, line 3", "data.jsonl, line 4"]
