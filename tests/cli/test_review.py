"""``dragoman review``, ``recode`` and ``failures``: what analysts say wins everywhere, and can be taken back."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from tests.cli.conftest import Run
from tests.store.snapshot import snapshot

from dragoman.desk import Desk
from dragoman.merge.keys import public_id
from dragoman.store.tables import article, attribution

REVIEW = re.compile(r"re-[0-9a-z]{13}\n")


@pytest.fixture
def best(copied: Path) -> dict[str, Any]:
    """The evidence of the event with the most independent origins."""
    with Desk(copied) as desk:
        found = max(desk.find(limit=1000), key=lambda event: (len(event.origins), event.id))
        return desk.show(found.id).model_dump(mode="json")


def events(run: Run, store: Path, *words: str) -> dict[str, dict[str, Any]]:
    """The events that are found, by id."""
    found = json.loads(run("find", "--limit", "1000", "-f", "json", "--store", store, *words).out)
    return {event["id"]: event for event in found}


def reviewed(run: Run, store: Path, *words: str) -> str:
    """Review something; gives the review's id."""
    done = run("review", *words, "--store", store)
    assert done.code == 0, done.err
    assert REVIEW.fullmatch(done.out)
    return done.out.strip()


def merged(store: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of a store but for the reviews themselves."""
    return {name: rows for name, rows in snapshot(str(store)).items() if name not in ("review", "pin")}


def test_confirming_marks_an_event(run: Run, copied: Path, best: dict[str, Any]) -> None:
    name = best["event"]["id"]
    reviewed(run, copied, "confirm", name, "--note", "read all reports", "--author", "ada")
    assert events(run, copied)[name]["standing"] == "confirmed"
    told = run("show", name, "--store", copied).out
    assert "confirmed" in told
    assert "by ada: read all reports" in told
    assert "[confirmed]" in " ".join(run("find", "--min-origins", "2", "--store", copied).out.split())


def test_a_rejected_event_is_found_only_when_asked_for(run: Run, copied: Path, best: dict[str, Any]) -> None:
    name = best["event"]["id"]
    before = events(run, copied)
    reviewed(run, copied, "reject", name)
    assert events(run, copied) == {key: event for key, event in before.items() if key != name}
    assert events(run, copied, "--rejected")[name]["standing"] == "rejected"
    with Desk(copied) as desk:
        assert name not in {event.id for event in desk.events()}


def test_corrections_win_everywhere(run: Run, copied: Path, best: dict[str, Any]) -> None:
    name = best["event"]["id"]
    fields = ["type=AID", "when_value=2021-02-03", "factuality=future", "reliability=D", "credibility=5"]
    reviewed(run, copied, "correct", name, *fields)
    found = events(run, copied, "--type", "AID", "--since", "2021-02-03", "--until", "2021-02-03")[name]
    assert (found["type"], found["mode"], found["quad"]) == ("AID", None, "material cooperation")
    assert (found["when_value"], found["when_precision"], found["when_end"]) == ("2021-02-03", "day", None)
    assert (found["factuality"], found["reliability"], found["credibility"]) == ("future", "D", 5)
    assert found["standing"] == "corrected"
    assert name not in events(run, copied, "--type", best["event"]["type"])
    table = run("find", "--limit", "1000", "-f", "csv", "--store", copied).out
    row = next(row for row in csv.DictReader(io.StringIO(table)) if row["id"] == name)
    assert (row["type"], row["when_value"], row["reliability"]) == ("AID", "2021-02-03", "D")
    told = " ".join(run("show", name, "--store", copied).out.split())
    assert "AID (future)" in told
    assert "2021-02-03" in told
    assert "D5" in told
    assert "type = AID" in told


def test_the_latest_word_on_a_field_wins(run: Run, copied: Path, best: dict[str, Any]) -> None:
    name = best["event"]["id"]
    reviewed(run, copied, "correct", name, "credibility=5")
    second = reviewed(run, copied, "correct", name, "credibility=2")
    assert events(run, copied)[name]["credibility"] == 2
    reviewed(run, copied, "withdraw", second)
    assert events(run, copied)[name]["credibility"] == 5


@pytest.mark.parametrize(
    "words", [["confirm"], ["reject"], ["correct", "type=AID", "when_value=2021"]], ids=lambda words: words[0]
)
@pytest.mark.parametrize("kind", ["event", "mention"])
def test_withdrawing_restores_what_was(
    run: Run, copied: Path, best: dict[str, Any], words: list[str], kind: str
) -> None:
    name = best["event"]["id"] if kind == "event" else best["mentions"][1]["id"]
    before = merged(copied)
    action, *fields = words
    review = reviewed(run, copied, action, name, *fields)
    assert merged(copied) != before
    assert run("review", "withdraw", review, "--store", copied).out == f"{review}\n"
    assert merged(copied) == before
    assert "(withdrawn " in run("review", "list", "--store", copied).out


def test_a_rejected_mention_leaves_its_event(run: Run, copied: Path, best: dict[str, Any]) -> None:
    gone = best["mentions"][-1]["id"]
    reviewed(run, copied, "reject", gone)
    shown = json.loads(run("show", best["event"]["id"], "-f", "json", "--store", copied).out)
    assert gone not in {mention["id"] for mention in shown["mentions"]}
    assert shown["event"]["mentions"] < best["event"]["mentions"]
    done = run("show", gone, "--store", copied)
    assert done.code in (0, 2)
    assert "Traceback" not in done.err


def test_join_and_its_withdrawal(run: Run, copied: Path) -> None:
    before, rows = events(run, copied), merged(copied)
    one, *_, other = list(before)[:8]
    review = reviewed(run, copied, "join", one, other, "--note", "the same visit")
    joined = [json.loads(run("show", name, "-f", "json", "--store", copied).out) for name in (one, other)]
    assert joined[0]["event"]["id"] == joined[1]["event"]["id"]
    assert joined[0]["event"]["mentions"] == before[one]["mentions"] + before[other]["mentions"]
    assert ["an analyst says so"] in [mention["merged_because"] for mention in joined[0]["mentions"]]
    assert len(events(run, copied)) == len(before) - 1
    reviewed(run, copied, "withdraw", review)
    assert merged(copied) == rows


def test_split_and_its_withdrawal(run: Run, copied: Path, best: dict[str, Any]) -> None:
    before, rows = events(run, copied), merged(copied)
    apart = [mention["id"] for mention in best["mentions"][-2:]]
    review = reviewed(run, copied, "split", best["event"]["id"], *apart)
    first = json.loads(run("show", apart[0], "-f", "json", "--store", copied).out)
    assert {mention["id"] for mention in first["mentions"]} == set(apart)
    rest = json.loads(run("show", best["mentions"][0]["id"], "-f", "json", "--store", copied).out)
    assert rest["event"]["mentions"] == best["event"]["mentions"] - 2
    assert len(events(run, copied)) == len(before) + 1
    reviewed(run, copied, "withdraw", review)
    assert merged(copied) == rows


def test_reviews_are_listed_with_what_was_withdrawn(run: Run, copied: Path, best: dict[str, Any]) -> None:
    assert run("review", "list", "--store", copied).out == ""
    first = reviewed(run, copied, "confirm", best["event"]["id"], "--author", "ada")
    second = reviewed(run, copied, "correct", best["mentions"][0]["id"], "mode=", "--note", "no\x1b[2J visit")
    reviewed(run, copied, "withdraw", first)
    lines = run("review", "list", "--store", copied).out.splitlines()
    assert [line[-17:-1] for line in lines] == [first, second]
    assert "confirm" in lines[0]
    assert "by ada" in lines[0]
    assert "(withdrawn " in lines[0]
    assert "mode = None; no[2J visit" in lines[1]


def test_an_attribution_is_reviewed(run: Run, copied: Path) -> None:
    def row() -> dict[str, Any]:
        with Desk(copied) as desk, desk.database.reading() as connection:
            return dict(connection.execute(select(attribution).limit(1)).mappings().one())

    before = row()
    name = public_id("at", before["key"])
    review = reviewed(run, copied, "correct", name, "source_entity=organisation:kremlin", "stance=deny")
    assert (row()["source_entity"], row()["stance"]) == ("organisation:kremlin", "deny")
    assert row()["standing"] == "corrected"
    reviewed(run, copied, "withdraw", review)
    assert row() == before


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["confirm", "ev-0000000000000"], "D604", "ev-0000000000000"),
        (["reject", "nothing"], "D604", "nothing"),
        (["confirm", "ar-0000000000000"], "D604", "ar-"),
        (["correct", "em-0000000000000", "type=AID"], "D604", "em-"),
        (["correct", "EVENT", "type"], "D606", "FIELD=VALUE"),
        (["correct", "EVENT", "type=FEUD"], "D606", "FEUD"),
        (["correct", "EVENT", "typ=AID"], "D606", "when_value"),
        (["correct", "EVENT", "when_value=soon"], "D606", "soon"),
        (["correct", "EVENT", "credibility=7"], "D606", "7"),
        (["correct", "EVENT", "credibility=high"], "D606", "high"),
        (["correct", "EVENT", "reliability=Z"], "D606", "Z"),
        (["correct", "EVENT", "factuality=maybe"], "D606", "maybe"),
        (["correct", "MENTION", "reliability=A"], "D606", "reliability"),
        (["join", "EVENT"], "D606", "two"),
        (["join", "EVENT", "EVENT"], "D606", "two"),
        (["join", "EVENT", "MENTION"], "D606", "two"),
        (["join", "EVENT", "ev-0000000000000"], "D604", "ev-0000000000000"),
        (["split", "EVENT", "ev-0000000000000"], "D604", "ev-0000000000000"),
        (["split", "ev-0000000000000", "MENTION"], "D604", "ev-0000000000000"),
        (["split", "EVENT", "ELSEWHERE"], "D606", "mentions"),
        (["withdraw", "re-0000000000000"], "D604", "re-"),
        (["withdraw", "EVENT"], "D604", "EVENT"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_cannot_be_reviewed_is_one_line_and_changes_nothing(
    run: Run, copied: Path, best: dict[str, Any], words: list[str], code: str, said: str
) -> None:
    name = best["event"]["id"]
    with Desk(copied) as desk:
        elsewhere = next(event.id for event in desk.find(limit=1000) if event.id != name)
        other = desk.show(elsewhere).mentions[0].id
    names = {"EVENT": name, "MENTION": best["mentions"][0]["id"], "ELSEWHERE": other}
    before = snapshot(str(copied))
    done = run("review", *(names.get(word, word) for word in words), "--store", copied)
    assert (done.code, done.out) == (2, "")
    assert len(done.errors) == 1
    assert done.err.startswith(f"Error: [{code}] ")
    assert names.get(said, said) in done.err
    assert snapshot(str(copied)) == before


def test_withdrawing_twice(run: Run, copied: Path, best: dict[str, Any]) -> None:
    review = reviewed(run, copied, "confirm", best["event"]["id"])
    reviewed(run, copied, "withdraw", review)
    done = run("review", "withdraw", review, "--store", copied)
    assert done.code == 2
    assert "[D606]" in done.err


@pytest.mark.parametrize("words", [["review", "list"], ["recode"], ["failures"], ["review", "withdraw", "re-1"]])
def test_without_a_store_nothing_is_made(run: Run, tmp_path: Path, words: list[str]) -> None:
    done = run(*words, "--store", tmp_path / "none.db")
    assert done.code == 2
    assert "[D601]" in done.err
    assert not (tmp_path / "none.db").exists()


def test_recoding_what_is_of_this_coder_does_nothing(run: Run, copied: Path) -> None:
    before = snapshot(str(copied))
    assert run("recode", "--store", copied).out == "0 articles coded again\n"
    assert snapshot(str(copied)) == before


def test_recoding_makes_the_same_of_an_old_store_and_keeps_reviews(
    run: Run, copied: Path, best: dict[str, Any]
) -> None:
    name = best["event"]["id"]
    reviewed(run, copied, "confirm", best["mentions"][0]["id"])
    reviewed(run, copied, "correct", name, "credibility=4")
    before = snapshot(str(copied))
    keys = {mention["article"]["id"] for mention in best["mentions"]}
    with Desk(copied) as desk, desk.database.writing() as connection:
        rows = connection.execute(select(article.c.key)).scalars().all()
        old = [key for key in rows if public_id("ar", key) in keys]
        connection.execute(update(article).where(article.c.key.in_(old)).values(coder="older"))
    assert run("recode", "--store", copied).out == f"{len(keys)} articles coded again\n"
    assert snapshot(str(copied)) == before
    assert events(run, copied)[name]["credibility"] == 4
