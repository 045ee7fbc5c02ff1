"""``dragoman find``: each condition, words, the shapes of what comes out, and what cannot be asked."""

from __future__ import annotations

import csv
import inspect
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.cli.conftest import Run

from dragoman.cli.find import find, question
from dragoman.cli.main import application
from dragoman.desk import AddOptions, Desk
from dragoman.formats.found import COLUMNS
from dragoman.knowledge.materiel import materiel
from dragoman.store.query import Query

Event = dict[str, Any]
Ask = Callable[..., list[Event]]
WORDS = (
    "Chile and Peru signed a fishing accord on Monday.",
    "Peru delivered forty tractors to Bolivia on Tuesday.",
    "Bolivia and Chile signed an accord on railways on Wednesday.",
    "Chile's foreign minister criticised Peru over fishery rights on Thursday.",
)


@pytest.fixture
def ask(run: Run, filled: Path) -> Ask:
    """The events that a question finds in the example desk, all of them."""

    def asking(*words: str) -> list[Event]:
        limit = () if "--limit" in words else ("--limit", "1000")
        done = run("find", *words, *limit, "--format", "json", "--store", filled)
        assert done.code == 0, done.err
        found: list[Event] = json.loads(done.out)
        return found

    return asking


@pytest.fixture(scope="module")
def worded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a sentence an article."""
    folder = tmp_path_factory.mktemp("worded")
    lines = [json.dumps({"text": f"A short report\n\n{text}", "date": "2024-05-03"}) for text in WORDS]
    (folder / "reports.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    with Desk(folder / "desk.db") as desk:
        desk.add(folder / "reports.jsonl", options=AddOptions())
    return folder / "desk.db"


@pytest.fixture
def sentences(run: Run, worded: Path) -> Callable[..., set[int]]:
    """Which of the sentences a question finds."""

    def asking(*words: str) -> set[int]:
        done = run("find", "--store", worded, "--format", "json", *words)
        assert done.code == 0, done.err
        with Desk(worded) as desk:
            found = [mention.sentence for event in json.loads(done.out) for mention in desk.show(event["id"]).mentions]
        return {WORDS.index(sentence) for sentence in found}

    return asking


def states(event: Event) -> set[str]:
    return {party["state"] for party in (*event["actors"], *event["recipients"]) if party["state"]}


def parties(event: Event) -> set[str]:
    return {party["id"] for party in (*event["actors"], *event["recipients"])}


def classes(event: Event) -> set[str]:
    return set(event["source_classes"])


ARTILLERY = {f"materiel:{row.id}" for row in materiel().by_id.values() if row.un_class == "III"}
CONDITIONS: dict[str, tuple[list[str], Callable[[Event], bool]]] = {
    "between": (["--between", "RUS", "PRK"], lambda e: states(e) >= {"RUS", "PRK"}),
    "between, by name": (["--between", "North Korea", "Russian"], lambda e: states(e) >= {"RUS", "PRK"}),
    "actor, a name": (["--actor", "Kim Jong Un"], lambda e: "person:kim-jong-un" in parties(e)),
    "actor, an id": (["--actor", "person:vladimir-putin"], lambda e: "person:vladimir-putin" in parties(e)),
    "actor, a state": (["--actor", "USA"], lambda e: "USA" in states(e)),
    "type": (["--type", "consult"], lambda e: e["type"] == "CONSULT"),
    "context": (["--context", "Military"], lambda e: "military" in e["contexts"]),
    "materiel, a class": (["--materiel", "iii"], lambda e: bool(ARTILLERY & set(e["materiel"]))),
    "place": (
        ["--place", "Pyongyang"], lambda e: e["place"] is not None and e["place"]["name"] == "Pyongyang",
    ),
    "place, a state": (
        ["--place", "PRK"],
        lambda e: e["place"] is not None and (e["place"]["state"] == "PRK" or e["place"]["id"] == "state:PRK"),
    ),
    "source class": (["--source-class", "state-media"], lambda e: "state_media" in classes(e)),
    "min origins": (["--min-origins", "2"], lambda e: len(e["origins"]) >= 2),
    "factuality": (["--factuality", "negated"], lambda e: e["factuality"] == "negated"),
    "contested": (["--contested"], lambda e: e["contested"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CONDITIONS)
def test_each_condition_finds_all_that_meet_it_and_nothing_else(ask: Ask, name: str) -> None:
    words, holds = CONDITIONS[name]
    every = ask()
    expected = [event for event in every if holds(event)]
    assert ask(*words) == expected
    assert len(expected) < len(every)
    assert expected or name == "contested"


@pytest.mark.parametrize("other", ["type", "context", "place, a state", "source class", "min origins", "factuality"])
@pytest.mark.parametrize("one", ["between", "actor, a name", "materiel, a class"])
def test_conditions_hold_together(ask: Ask, one: str, other: str) -> None:
    (first, holds), (second, also) = CONDITIONS[one], CONDITIONS[other]
    assert ask(*first, *second) == [event for event in ask() if holds(event) and also(event)]


def test_all_conditions_together(ask: Ask) -> None:
    named = ["between", "actor, a name", "type", "min origins", "source class"]
    words = [word for name in named for word in CONDITIONS[name][0]]
    found = ask("Kim", *words, "--since", "2019", "--until", "2019-12", "--factuality", "happened")
    assert found
    assert all(CONDITIONS[name][1](event) for event in found for name in named)
    assert all(event["when_value"].startswith("2019") for event in found)


@pytest.mark.parametrize(("since", "until"), [("2019", "2019"), ("2019-04", "2019-04"), ("2019-04-25", "2019-04-25")])
def test_dates_are_inclusive(ask: Ask, since: str, until: str) -> None:
    found = ask("--since", since, "--until", until)
    dated = [
        event for event in ask() if event["when_precision"] == "day" and event["when_value"][: len(since)] == since
    ]
    assert {event["id"] for event in dated} <= {event["id"] for event in found}
    days = [(event["when_value"] or event["first_report"])[:10] for event in found]
    assert days
    assert all(day[: len(since)] <= since or day <= until + "-99" for day in days)


def test_since_and_until_part_the_store(ask: Ask) -> None:
    before, after = ask("--until", "2022-12-31"), ask("--since", "2023")
    assert {event["id"] for event in (*before, *after)} == {event["id"] for event in ask()}
    both = {event["id"] for event in before} & {event["id"] for event in after}
    # Only what lasted over the border is in both.
    assert len(both) < len(after) / 10


def test_the_newest_come_first(ask: Ask) -> None:
    days = [event["when_value"] for event in ask() if event["when_precision"] == "day"]
    assert [day[:10] for day in days] == sorted((day[:10] for day in days), reverse=True)


def test_the_limit_leaves_the_newest_and_says_how_many_there_are(run: Run, filled: Path, ask: Ask) -> None:
    every = ask("--between", "RUS", "PRK")
    assert ask("--between", "RUS", "PRK", "--limit", "3") == every[:3]
    done = run("find", "--between", "RUS", "PRK", "--limit", "3", "--store", filled)
    assert done.err == f"3 of {len(every)} events; more with --limit\n"


def test_nothing_found_is_no_error(run: Run, filled: Path) -> None:
    done = run("find", "zeppelins", "--store", filled)
    assert (done.code, done.out, done.err) == (0, "", "no event found\n")
    assert json.loads(run("find", "zeppelins", "-f", "json", "--store", filled).out) == []
    assert run("find", "zeppelins", "-f", "csv", "--store", filled).out == ",".join(COLUMNS) + "\n"


# -- words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["accord"], {0, 2}),
        (["ACCORDS"], {0, 2}),
        (["signed", "Bolivia"], {2}),
        (["fishing accord"], {0}),
        (["accord fishing"], set()),
        (["fish*"], {0, 3}),
        (["fish"], {0}),
        (["accord -railways"], {0}),
        (["--", "accord", "-railways"], {0}),
        (['"signed a fishing accord"'], {0}),
        (['"an accord" -tractors Bolivia'], {2}),
        (["tractors -Bolivia"], set()),
        (["fish* -accord"], {3}),
    ],
)
def test_words(sentences: Callable[..., set[int]], words: list[str], expected: set[int]) -> None:
    assert sentences(*words) == expected


def test_words_anywhere_in_the_article(run: Run, filled: Path) -> None:
    told = json.loads(run("find", "train", "-f", "json", "--limit", "1000", "--store", filled).out)
    anywhere = json.loads(run("find", "train", "--anywhere", "-f", "json", "--limit", "1000", "--store", filled).out)
    assert {event["id"] for event in told} < {event["id"] for event in anywhere}


def test_words_are_no_query_language(run: Run, filled: Path) -> None:
    for words in ("a OR b", "NEAR(a b)", "col:umn", "'; DROP TABLE event; --", "(((", "^a", "a & !b", "%s", "{}", "é"):
        done = run("find", "--store", filled, "--", f"Kim {words}")
        assert done.code == 0, (words, done.err)


@pytest.mark.parametrize("words", ["-word", '""', "...", "-"])
def test_no_words_to_look_for(run: Run, filled: Path, words: str) -> None:
    done = run("find", "--store", filled, "--", words)
    assert done.code == 2
    assert len(done.errors) == 1
    assert "[D605] no words" in done.err


def test_too_many_words(run: Run, filled: Path) -> None:
    done = run("find", "--store", filled, *["tank"] * 40)
    assert (done.code, len(done.errors)) == (2, 1)
    assert "32" in done.err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (None, None),
        ([], None),
        (["arms", "embargo"], "arms embargo"),
        (["arms embargo"], '"arms embargo"'),
        (["arms embargo", "jet"], '"arms embargo" jet'),
        (["arms -embargo"], "arms -embargo"),
        (['"arms embargo" jet'], '"arms embargo" jet'),
        (["arms emb*"], "arms emb*"),
        (["Su-35 jets"], '"Su-35 jets"'),
    ],
)
def test_an_argument_of_several_words_is_a_phrase_or_a_whole_question(
    words: list[str] | None, expected: str | None
) -> None:
    assert question(words) == expected


# -- what cannot be asked --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said", "advice"),
    [
        (["--type", "FEUD"], "no event type 'FEUD'", "CONSULT"),
        (["--context", "cooking"], "no context 'cooking'", "military"),
        (["--source-class", "gossip"], "no source class 'gossip'", "wire_agency"),
        (["--between", "RUS", "Atlantis"], "no state 'Atlantis'", "North Korea"),
        (["--since", "last week"], "no date 'last week'", "2023-09-13"),
        (["--until", "2023-13"], "no date '2023-13'", "2023-09-13"),
        (["--since", "2023-02-30"], "no date '2023-02-30'", "2023-09-13"),
    ],
)
def test_a_wrong_value_is_one_line_with_advice(
    run: Run, filled: Path, words: list[str], said: str, advice: str
) -> None:
    done = run("find", *words, "--store", filled)
    assert (done.code, done.out) == (2, "")
    assert len(done.errors) == 1
    assert done.err.startswith("Error: [D605] ")
    assert said in done.err
    assert advice in done.err


@pytest.mark.parametrize(
    "words",
    [["--min-origins", "0"], ["--limit", "0"], ["--factuality", "maybe"], ["--format", "xml"], ["--between", "RUS"]],
)
def test_values_that_the_parser_of_options_refuses(run: Run, filled: Path, words: list[str]) -> None:
    done = run("find", "--store", filled, *words)
    assert done.code == 2
    assert words[0] in done.err
    assert "Traceback" not in done.err


def test_no_store(run: Run, tmp_path: Path) -> None:
    done = run("find", "--store", tmp_path / "none.db")
    assert (done.code, len(done.errors)) == (2, 1)
    assert "[D601]" in done.err
    assert "dragoman add" in done.err
    assert not (tmp_path / "none.db").exists()


# -- shapes ----------------------------------------------------------------------------------------------------------


def test_the_table_has_a_row_an_event_and_fits(run: Run, filled: Path, ask: Ask) -> None:
    done = run("find", "--between", "RUS", "PRK", "--limit", "1000", "--store", filled)
    head, *rows = done.out.splitlines()
    assert head.split() == ["id", "when", "who", "→", "whom", "what", "where", "reports", "origins", "grade"]
    found = [row.split()[0] for row in rows if row.startswith("ev-")]
    assert found == [event["id"] for event in ask("--between", "RUS", "PRK")]
    assert max(map(len, done.out.splitlines())) <= 100


def test_csv_and_json_hold_the_same_events(run: Run, filled: Path, ask: Ask) -> None:
    done = run("find", "--limit", "1000", "--format", "csv", "--store", filled)
    rows = list(csv.DictReader(io.StringIO(done.out)))
    events = ask()
    assert [row["id"] for row in rows] == [event["id"] for event in events]
    for row, event in zip(rows, events, strict=True):
        assert tuple(row) == COLUMNS
        assert row["type"] == event["type"]
        assert row["when_value"] == (event["when_value"] or "")
        assert row["mentions"] == str(event["mentions"])
        assert row["contested"] == str(event["contested"]).lower()
        assert row["actor_states"].split(";") == (
            list(dict.fromkeys(party["state"] for party in event["actors"] if party["state"])) or [""]
        )


def test_each_event_has_a_grade_and_counts_that_agree(ask: Ask) -> None:
    for event in ask():
        assert re.fullmatch("[A-F][1-6]", event["reliability"] + str(event["credibility"]))
        assert event["mentions"] >= len(event["outlets"]) >= 1
        assert len(event["origins"]) >= 1
        assert (event["first_report"] or "") <= (event["last_report"] or "")
        assert event["standing"] == "machine"


# -- the same from Python ----------------------------------------------------------------------------------------------


def test_the_options_are_the_fields_of_a_query() -> None:
    options = set(inspect.signature(find).parameters) - {"store", "shape"}
    assert {name.rstrip("_") for name in options} == set(Query.model_fields)


def test_the_commands_are_methods_of_a_desk() -> None:
    """Reading, explaining, evaluating, names and the gazetteer have nothing to do with a store; ``serve`` shows a desk.

    A lake is coded, merged and added to without one; exports are formats of what ``stream`` gives.
    """
    command = typer.main.get_command(application())
    apart = {"read", "explain", "provisions", "schema", "evaluate", "watch", "account", "serve", "gazetteer"}
    apart |= {"code", "merge", "import", "export", "names"}
    named = set(getattr(command, "commands")) - apart  # noqa: B009
    methods = {name for name, _ in inspect.getmembers(Desk, inspect.isfunction) if not name.startswith("_")}
    assert named <= methods
    reviews = set(getattr(command, "commands")["review"].commands)  # noqa: B009
    assert reviews == {"confirm", "correct", "reject", "join", "split", "withdraw", "list"}
    assert {"join", "split", "withdraw", "reviews", "review"} <= methods
    watching = set(getattr(command, "commands")["watch"].commands)  # noqa: B009
    assert watching == {"add", "list", "remove", "test", "run", "alerts"}
    assert {"watch_add", "watch_rules", "watch_remove", "watch_test", "watch_run", "alerts"} <= methods
    accounts = set(getattr(command, "commands")["account"].commands)  # noqa: B009
    assert accounts == {"add", "token", "list", "remove"}
    assert {"account_add", "account_token", "accounts", "account_remove"} <= methods


@pytest.mark.parametrize("name", CONDITIONS)
def test_python_finds_the_same(ask: Ask, filled: Path, name: str) -> None:
    words, _ = CONDITIONS[name]
    key = words[0].removeprefix("--").replace("-", "_")
    value: Any = True if key == "contested" else tuple(words[1:]) if key == "between" else words[1]
    with Desk(filled) as desk:
        found = desk.find(**{key: int(value) if key == "min_origins" else value}, limit=1000)
        assert [event.model_dump(mode="json") for event in found] == ask(*words)
        assert desk.count(**{key: int(value) if key == "min_origins" else value}) == len(found)
        assert len(list(desk.events())) == len(ask())
