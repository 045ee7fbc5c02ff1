"""``dragoman show`` and ``dragoman cite``: every kind of id, ids that an event once had, and hostile text."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from tests.cli.conftest import Run

from dragoman.desk import AddOptions, Desk
from dragoman.merge.keys import public_id
from dragoman.record import Record
from dragoman.store.tables import attribution

HOSTILE = "\x1b]0;owned\x07\x1b[2J\u202e\u200b"
STEERING = {
    "text": f"Norway sends tents {HOSTILE}\n\nNorway sent tents to Moldova on Tuesday, an official {HOSTILE} said.",
    "title": f"Norway sends tents{HOSTILE} to Moldova [bold red]now[/]",
    "publisher": f"The {HOSTILE}Gazette",
    "url": "https://gazette.example/1",
    "date": "2024-05-01",
}


@pytest.fixture
def meeting(filled: Path) -> dict[str, Any]:
    """The evidence of the event with the most independent origins."""
    with Desk(filled) as desk:
        best = max(desk.find(limit=1000), key=lambda event: (len(event.origins), event.id))
        return desk.show(best.id).model_dump(mode="json")


def test_an_event_is_shown_with_every_report(run: Run, filled: Path, meeting: dict[str, Any]) -> None:
    done = run("show", meeting["event"]["id"], "--store", filled)
    assert (done.code, done.err) == (0, "")
    told = " ".join(done.out.split())
    for mention in meeting["mentions"]:
        assert mention["id"] in told
        assert mention["article"]["id"] in told
        assert " ← ".join(mention["chain"]) in told
    for origin in meeting["origins"]:
        assert origin["name"] in told
    assert f"{len(meeting['mentions'])} mentions" in told
    assert f"{len(meeting['origins'])} independent origins" in told
    assert "the most definite report of this act" in told
    assert max(map(len, done.out.splitlines())) <= 100


def test_it_is_json_for_programs(run: Run, filled: Path, meeting: dict[str, Any]) -> None:
    assert json.loads(run("show", meeting["event"]["id"], "-f", "json", "--store", filled).out) == meeting


def test_every_mention_points_at_its_words(filled: Path, meeting: dict[str, Any]) -> None:
    with Desk(filled) as desk:
        for mention in meeting["mentions"]:
            text = desk.record(mention["article"]["id"]).article.text
            assert text[mention["start"] : mention["end"]] == mention["sentence"]
            assert mention["merged_because"]


def test_origins_share_out_the_mentions(meeting: dict[str, Any]) -> None:
    listed = [mention for origin in meeting["origins"] for mention in origin["mentions"]]
    assert sorted(listed) == sorted(mention["id"] for mention in meeting["mentions"])
    assert all(origin["reasons"] for origin in meeting["origins"])
    assert len(meeting["grade_reasons"]) == 2


def test_a_mention_shows_its_event(run: Run, filled: Path, meeting: dict[str, Any]) -> None:
    whole = run("show", meeting["event"]["id"], "--store", filled).out
    assert run("show", meeting["mentions"][-1]["id"], "--store", filled).out == whole


def test_an_id_that_an_event_once_had_still_finds_it(run: Run, filled: Path, meeting: dict[str, Any]) -> None:
    """An event is named after its earliest reported mention; before that one came, it had another name."""
    name = meeting["event"]["id"]
    for mention in meeting["mentions"]:
        former = mention["id"].replace("em-", "ev-")
        found = json.loads(run("show", former, "-f", "json", "--store", filled).out)
        assert found["event"]["id"] == name


def test_ids_are_read_whatever_their_case(run: Run, filled: Path, meeting: dict[str, Any]) -> None:
    name = meeting["event"]["id"]
    assert run("show", f" {name.upper()} ", "--store", filled).out == run("show", name, "--store", filled).out


def test_an_article_shows_what_was_read_out_of_it(run: Run, filled: Path, meeting: dict[str, Any]) -> None:
    article = meeting["mentions"][0]["article"]
    done = run("show", article["id"], "--store", filled)
    assert article["title"] in done.out
    assert "Events" in done.out
    record = Record.model_validate_json(run("show", article["id"], "-f", "json", "--store", filled).out)
    assert record.article.title == article["title"]


def test_an_event_is_cited_once_for_each_article(run: Run, filled: Path, meeting: dict[str, Any]) -> None:
    lines = run("cite", meeting["event"]["id"], "--store", filled).out.splitlines()
    articles = {mention["article"]["url"] for mention in meeting["mentions"]}
    assert len(lines) == len(articles)
    assert all(any(f"{url}: “" in line for line in lines) for url in articles)


def test_a_footnote_has_publisher_title_date_address_and_words(run: Run, filled: Path, meeting: dict[str, Any]) -> None:
    mention = meeting["mentions"][0]
    article = mention["article"]
    (line,) = run("cite", mention["id"], "--store", filled).out.splitlines()
    byline = [", ".join(article["byline"])] if article["byline"] else []
    parts = [*byline, f"“{article['title']}”", article["publisher"], article["published"][:10], article["url"]]
    assert line == f"{', '.join(parts)}: “{' '.join(mention['sentence'].split())}”"
    (cited,) = json.loads(run("cite", mention["id"], "-f", "json", "--store", filled).out)
    assert (cited["id"], cited["words"]) == (mention["id"], mention["sentence"])


def test_an_article_and_an_attribution_are_cited(run: Run, filled: Path, meeting: dict[str, Any]) -> None:
    article = meeting["mentions"][0]["article"]
    (line,) = run("cite", article["id"], "--store", filled).out.splitlines()
    assert article["publisher"] in line
    with Desk(filled) as desk, desk.database.reading() as connection:
        row = connection.execute(select(attribution).limit(1)).mappings().one()
        text = desk.record(public_id("ar", row["article"])).article.text
    words = " ".join(text[row["content_start"] : row["content_end"]].split())
    (line,) = run("cite", public_id("at", row["key"]), "--store", filled).out.splitlines()
    assert line.endswith(f"“{words}”")


@pytest.mark.parametrize("command", ["show", "cite"])
@pytest.mark.parametrize(
    "name",
    ["ev-0000000000000", "em-0000000000000", "ar-0000000000000", "at-zzzzzzzzzzzzz", "ev-1", "", "7", "ev-é", "-"],
)
def test_an_unknown_id_is_one_line(run: Run, filled: Path, command: str, name: str) -> None:
    done = run(command, "--store", filled, "--", name)
    assert (done.code, done.out) == (2, "")
    assert len(done.errors) == 1
    assert done.err.startswith("Error: [D604] ")
    assert "dragoman find" in done.err


@pytest.mark.parametrize("command", ["show", "cite"])
def test_without_a_store_nothing_is_made(run: Run, tmp_path: Path, command: str) -> None:
    done = run(command, "ev-0000000000000", "--store", tmp_path / "none.db")
    assert done.code == 2
    assert "[D601]" in done.err
    assert not (tmp_path / "none.db").exists()


def test_words_of_an_article_never_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "report.json"
    source.write_text(json.dumps(STEERING), "utf-8")
    store = tmp_path / "desk.db"
    with Desk(store) as desk:
        desk.add(source, options=AddOptions())
        event = desk.find("tents")[0]
        mention = desk.show(event.id).mentions[0]
    said = [run("find", "--store", store).out]
    said += [run("find", "-f", "csv", "--store", store).out]
    said += [run("show", name, "--store", store).out for name in (event.id, mention.id, mention.article.id)]
    said += [run("cite", name, "--store", store).out for name in (event.id, mention.id, mention.article.id)]
    for text in said:
        assert "Norway" in text
        wild = {char for char in text if unicodedata.category(char)[0] == "C"} - {"\n"}
        assert not wild, sorted(wild)
    assert "[bold red]now[/]" in said[2], "what looks like markup is shown as it stands"
