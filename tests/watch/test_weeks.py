"""A changed rate in a store: told once, with the weeks, the events, and what was usual; on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from tests.example import copied
from tests.postgres import Server

from dragoman.desk import Desk
from dragoman.knowledge.states import states
from dragoman.record import Article, Coder, Entity, Event, Record, Segment, Span, When
from dragoman.watch.rules import rule_of

WEEKS, CHANGE = 100, 84
MONDAY = date(2022, 1, 3)
OTHERS = [("NOR", "MDA"), ("PER", "CHL"), ("KEN", "UGA"), ("FJI", "TON"), ("LAO", "VNM")]
PAIR = ("KAZ", "TJK")
WORDS = [
    "grain",
    "rails",
    "bridges",
    "schools",
    "water",
    "clinics",
    "maps",
    "seeds",
    "pumps",
    "roads",
    "looms",
    "kilns",
    "ferries",
    "wells",
]


def week_record(number: int, acts: int) -> Record:
    """A digest of one week: so many acts of the pair, and two of each other pair."""
    day = MONDAY + timedelta(weeks=number)
    pairs = [PAIR] * acts + [one for one in OTHERS for _ in range(2)]
    names = states()
    lines = [f"Digest of week {number}"]
    for at, (one, other) in enumerate(pairs):
        thing = f"{WORDS[(at + number) % len(WORDS)]} {WORDS[(3 * at + number // 2) % len(WORDS)]}"
        lines.append(f"{names[one].name} gave {names[other].name} lot {number}-{at} of {thing}.")
    spans, start = [], 0
    for line in lines:
        spans.append(Span(start=start, end=start + len(line)))
        start += len(line) + 2
    events = [
        Event(
            id=f"ev{at}", type="AID", quad="material cooperation", score=7.0, actors=[f"state:{one}"],
            recipients=[f"state:{other}"], when=When(value=(day + timedelta(days=at % 7)).isoformat(), precision="day"),
            confidence=0.8, trigger=[Span(start=span.start, end=span.start + 4)], sentence=span,
        )
        for at, ((one, other), span) in enumerate(zip(pairs, spans[1:], strict=True))
    ]  # fmt: skip
    article = Article(
        id=f"sha256:{number:016x}", url=f"https://digest.example/{number}", publisher="Weekly Digest", title=lines[0],
        published=(day + timedelta(days=7)).isoformat(), language="en", text="\n\n".join(lines),
        segments=[Segment(role="title" if not at else "paragraph", start=one.start, end=one.end)
                  for at, one in enumerate(spans)],
    )  # fmt: skip
    involved = {code for pair in pairs for code in pair}
    entities = [Entity(id=f"state:{code}", name=names[code].name, kind="state", state=code, known=True)
                for code in sorted(involved)]  # fmt: skip
    return Record(coder=Coder(version="0", model="made up"), article=article, entities=entities, events=events)


def fill(where: str | Path) -> None:
    """Make a store in which the pair's rate triples."""
    chance = np.random.default_rng(4)
    counts = chance.poisson(np.where(np.arange(WEEKS) < CHANGE, 2.0, 7.0))
    with Desk(where) as desk:
        desk.add_records(week_record(number, int(acts)) for number, acts in enumerate(counts))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def another(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], str]:
    """Copies a store in which the pair's rate triples, for a test with a folder; it is filled once on each database."""
    if request.param == "sqlite":
        file = tmp_path_factory.mktemp("weeks") / "desk.db"
        fill(file)
        return lambda folder: str(copied(file, folder))
    server: Server = request.getfixturevalue("postgres")
    address = server.store()
    fill(address)
    return lambda _: server.copy(address)


@pytest.fixture
def filled(another: Callable[[Path], str], tmp_path: Path) -> Iterator[Desk]:
    """A store in which the pair's rate triples."""
    with Desk(another(tmp_path)) as desk:
        yield desk


RULE = {"name": "ties", "between": [PAIR], "on": ["rise", "fall"], "since": "2022-06-01"}


def test_a_risen_rate_is_told_once_with_what_was_usual(filled: Desk) -> None:
    filled.watch_add(rule_of(RULE))
    outcome, _ = filled.watch_run(as_of="2023-12-31", send=False)
    (alert,) = outcome.alerts["ties"]
    changed = MONDAY + timedelta(weeks=CHANGE)
    assert alert.trigger == "rise"
    assert alert.dyad == "KAZ-TJK"
    # A few busy weeks before may be taken for the beginning; the change itself is within the weeks that are told.
    assert changed - timedelta(weeks=6) <= date.fromisoformat(alert.day) <= changed + timedelta(weeks=2)
    assert (alert.window or (0, 0))[1] >= (changed - date(1970, 1, 1)).days
    assert alert.count is not None
    assert alert.baseline is not None
    assert alert.count > 2 * alert.baseline
    assert alert.p is not None
    assert alert.p < 0.001
    assert alert.events
    assert "Weekly Digest" in alert.events[0].citations[0]
    assert "usual are" in alert.why[0]
    assert filled.watch_run(as_of="2023-12-31", send=False)[0].count == 0
    replayed = filled.watch_test("ties", since="2022-06-01", until="2023-12-31")
    assert [one.what for one in replayed] == [alert.what]


def test_it_is_withdrawn_when_its_events_are_rejected(filled: Desk) -> None:
    filled.watch_add(rule_of(RULE))
    ((alert,),) = filled.watch_run(as_of="2023-12-31", send=False)[0].alerts.values()
    for event in filled.find(between=PAIR, since=alert.day, limit=200):
        filled.review(event.id, "reject")
    (told,) = filled.watch_run(as_of="2023-12-31", send=False)[0].alerts.values()
    after = next(one for one in told if one.id == alert.id)
    assert after.state == "withdrawn"
    assert "0 acts stand in those weeks now" in after.revisions[-1].what


def test_weeks_that_have_not_ended_say_nothing(filled: Desk) -> None:
    filled.watch_add(rule_of(RULE))
    before = (MONDAY + timedelta(weeks=CHANGE, days=3)).isoformat()
    assert filled.watch_run(as_of=before, send=False)[0].count == 0


def test_a_rule_for_one_state_watches_all_its_pairs(filled: Desk) -> None:
    filled.watch_add(rule_of({**RULE, "between": [], "states": ["TJK"]}))
    ((alert,),) = filled.watch_run(as_of="2023-12-31", send=False)[0].alerts.values()
    assert alert.dyad == "KAZ-TJK"
