"""The own gold is well formed, and floors only go up."""

from __future__ import annotations

import json

import pytest
from benchmarks.floors import FLOORS, OWN, raised

from dragoman.evaluation import attributions, events, parallel, places


@pytest.mark.parametrize(("name", "count"), [("event_pairs.jsonl", 33), ("event_sentences.jsonl", 20)])
def test_event_gold_names_its_sides_in_the_text(name: str, count: int) -> None:
    gold = events.load_gold(OWN / name)
    assert len(gold) == count
    for event in gold:
        for actor in [*event.actors, *event.recipients]:
            assert actor.text in event.text
        for span in (event.actor, event.recipient):
            assert span is None or event.text[span[0] : span[1]].strip() == event.text[span[0] : span[1]] != ""


def test_attribution_gold_has_its_spans_in_the_text() -> None:
    gold = attributions.load_gold(OWN / "attributions")
    assert sum(len(document.attributions) for document in gold) == 23
    for document in gold:
        for one in document.attributions:
            assert all(document.text[start:end].strip() for start, end in (*one.content, *one.source, *one.cue))


def test_place_gold_has_its_names_in_the_text() -> None:
    gold = places.load_gold(OWN / "places.jsonl")
    assert sum(len(article.toponyms) for article in gold) == 36
    assert all(article.text[one.start : one.end].istitle() for article in gold for one in article.toponyms)


def test_parallel_gold_refers_to_what_it_has() -> None:
    stories = parallel.load_stories(OWN / "parallel")
    assert len(stories) == 14
    for story in stories:
        assert set(story.versions) >= {"en", "fr", "es"}
        for version in story.versions.values():
            assert all(version.text[span.start : span.end].strip() for span in version.spans.values())


def test_floors_only_go_up() -> None:
    floors = {"own": {"places.jsonl": {"acc161": 0.5, "overlap_f1": 0.5}}}
    found = {"own": {"places.jsonl": {"acc161": 0.6, "overlap_f1": 0.4}}}
    assert raised(floors, found) == {"own": {"places.jsonl": {"acc161": 0.599, "overlap_f1": 0.5}}}
    assert raised(floors, {}) == floors


def test_every_own_gold_set_has_floors() -> None:
    floors = json.loads(FLOORS.read_text("utf-8"))
    sets = {path.name for path in OWN.iterdir() if path.suffix in {".jsonl", ".yaml"} or path.is_dir()}
    assert set(floors["own"]) == sets
    assert set(floors) == {"own", "examples", "sentences", "development"}
