"""The tally of a query, page by page, and the quoted words of many events: the same on both databases."""

from __future__ import annotations

import pytest

from dragoman.desk import Desk
from dragoman.merge.keys import public_id
from dragoman.record import Record
from dragoman.store.query import Query
from dragoman.store.refusals import QueryError
from dragoman.store.search import Facets, statement_by
from dragoman.store.tally import listing


@pytest.fixture
def desk(store: str, coded: dict[str, Record]) -> Desk:
    """A desk with four articles."""
    opened = Desk(store)
    opened.add_records(coded.values())
    return opened


def counts(desk: Desk, group: str, **conditions: object) -> dict[str, int]:
    """One group of the tally of a query."""
    tally = desk.listing(Query.model_validate(conditions)).tally
    return {one.value: one.events for name, listed in tally.counts.items() if name == group for one in listed}


def test_all_is_counted_as_it_is_found(desk: Desk) -> None:
    whole = desk.listing(Query())
    found = desk.find()
    assert whole.page.events == found
    assert whole.page.older is None
    assert (whole.tally.events, whole.tally.complete) == (len(found), True)
    for group in ("type", "factuality"):
        assert counts(desk, group) == {
            value: sum(getattr(event, group) == value for event in found)
            for value in {getattr(event, group) for event in found}
        }
    states = counts(desk, "state")
    for state in states:
        parties = [{one.state for one in (*event.actors, *event.recipients)} for event in found]
        assert states[state] == sum(state in one for one in parties)


def test_a_facet_leads_to_as_many_events(desk: Desk) -> None:
    for name, condition in (("state", "actor"), ("context", "context"), ("source_class", "source_class")):
        for value, events in counts(desk, name).items():
            assert desk.count(**{condition: value}) == events


def test_years_and_months(desk: Desk) -> None:
    assert set(counts(desk, "year")) == {"2019", "2023"}
    assert set(counts(desk, "month", since="2019", until="2019")) == {"2019-04"}
    assert counts(desk, "year", since="2019", until="2019") == {}


def test_beyond_its_limit_the_tally_is_of_the_newest(desk: Desk) -> None:
    with desk.database.reading() as connection:
        found = listing(connection, Query(limit=2), most=3)
    assert (found.tally.events, found.tally.complete) == (3, False)
    assert [event.id for event in found.page.events] == [event.id for event in desk.find(limit=2)]
    assert sum(one.events for one in found.tally.counts["type"]) == 3


def test_of_a_frequent_facet_the_newest_events_are_looked_at(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = desk.listing(Query(actor="RUS"))
    assert whole.tally.complete
    monkeypatch.setattr("dragoman.store.search.FREQUENT", 2)
    newest = desk.listing(Query(actor="RUS"))
    assert not newest.tally.complete
    assert 2 <= newest.tally.events < whole.tally.events or newest.tally.events == len(newest.page.events)
    assert newest.page.events == whole.page.events


def test_pages_hold_every_event_once(desk: Desk) -> None:
    whole = [event.id for event in desk.find()]
    seen: list[str] = []
    after = None
    for _ in range(len(whole)):
        page = desk.page(Query(limit=2), after)
        seen += [event.id for event in page.events]
        after = page.older
        if after is None:
            break
    assert seen == whole


def test_pages_of_a_pair_hold_every_event_once(desk: Desk) -> None:
    asked = {"between": ("RUS", "PRK"), "limit": 1}
    whole = [event.id for event in desk.find(between=("RUS", "PRK"))]
    first = desk.page(Query.model_validate(asked))
    second = desk.page(Query.model_validate(asked), first.older)
    assert [event.id for page in (first, second) for event in page.events] == whole[:2]


@pytest.mark.parametrize("after", ["", "nonsense", "1.ev-short", "1e5.ev-0000000000000", "٣.ev-0000000000000"])
def test_what_is_no_place_in_the_list(desk: Desk, after: str) -> None:
    with pytest.raises(QueryError):
        desk.page(Query(), after)


def test_an_event_with_several_of_the_facets_is_found_once(desk: Desk) -> None:
    wanted = [Facets(["actor:state:PRK", "actor:state:RUS"], 0)]
    with desk.database.reading() as connection:
        rows = connection.execute(statement_by(wanted, connection, Query())).mappings().all()
    found = [public_id("ev", row["key"]) for row in rows]
    either = {event.id for state in ("PRK", "RUS") for event in desk.find(actor=state)}
    assert sorted(found) == sorted(either)
    assert len(found) < len(desk.find(actor="PRK")) + len(desk.find(actor="RUS"))


def test_quoted_words_are_those_of_the_evidence(desk: Desk) -> None:
    events = desk.find()
    quoted = desk.quoted(*(event.id for event in events))
    assert set(quoted) == {event.id for event in events}
    for event in events:
        evidence = {one.id: one for one in desk.show(event.id).mentions}
        found = quoted[event.id]
        assert found.reports == len(evidence) == event.mentions
        for quote in found.quotes:
            mention = evidence[quote.mention]
            assert (quote.words, quote.origin) == (mention.sentence, mention.origin)
            assert (quote.publisher, quote.article) == (mention.article.publisher, mention.article.id)
        assert evidence[found.quotes[0].mention].merged_because == ["the most definite report of this act"]


def test_a_rejected_report_is_not_quoted(desk: Desk) -> None:
    [event] = [one for one in desk.find() if one.mentions > 1][:1]
    first, *_, last = desk.quoted(event.id)[event.id].quotes
    desk.review(last.mention, "reject")
    [found] = desk.quoted(desk.event_id(first.mention)).values()
    assert last.mention not in {quote.mention for quote in found.quotes}
    assert desk.quoted("ev-0000000000000", "nonsense") == {}
