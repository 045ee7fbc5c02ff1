"""Scores of factuality, modes and contexts on own-made acts, with figures worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from dragoman.evaluation import contexts, factuality, modes
from dragoman.evaluation.acts import matched_acts
from dragoman.evaluation.annotated import Compared
from dragoman.evaluation.sentences import Act, Sentence
from dragoman.record import Article, Coder, Entity, Event, Factuality, Mention, Record, Span

TEXT = "Malta thanked Tunisia and met Cyprus."
NAMES = ("Malta", "Tunisia", "Cyprus")


def place(word: str) -> tuple[int, int]:
    return TEXT.index(word), TEXT.index(word) + len(word)


def act(
    kind: str, word: str, recipient: int, mode: str | None = None, *, said: str = "happened", **other: object
) -> Act:
    return Act(1, recipient, kind, mode, place(word), said, **{"contexts": (), **other})  # type: ignore[arg-type]


def sentence(*acts: Act) -> Sentence:
    return Sentence(TEXT, {number: place(name) for number, name in enumerate(NAMES, start=1)}, acts, "own:1")


def event(kind: str, word: str, recipient: str, said: Factuality = "happened", mode: str | None = None) -> Event:
    start, end = place(word)
    return Event(
        id="ev1", type=kind, mode=mode, quad="verbal cooperation", score=1, actors=["Malta"], recipients=[recipient],
        confidence=0.5, trigger=[Span(start=start, end=end)], sentence=Span(start=0, end=len(TEXT)), factuality=said,
        contexts=["diplomatic"],
    )  # fmt: skip


def reads(*events: Event) -> object:
    def read(articles: Iterable[Article]) -> Iterator[Record]:
        for article in articles:
            yield Record(
                coder=Coder(version="0", model="none"),
                article=article,
                mentions=[
                    Mention(id=name, start=place(name)[0], end=place(name)[1], text=name, kind="state", entity=name)
                    for name in NAMES
                ],
                entities=[Entity(id=name, name=name, kind="state") for name in NAMES],
                events=list(events),
            )

    return read


def test_an_act_is_found_by_its_trigger_or_by_type_and_sides() -> None:
    gold = sentence(act("SUPPORT", "thanked", 2), act("CONSULT", "met", 3), act("AID", "met", 2))
    coded = [event("AID", "thanked", "Cyprus"), event("CONSULT", "Cyprus", "Cyprus")]
    found = [one.event and one.event.type for one in matched_acts([gold], reads(*coded))]  # type: ignore[arg-type]
    assert found == ["AID", "CONSULT", None]


def test_of_two_events_at_a_trigger_the_one_of_the_type_goes_first() -> None:
    gold = sentence(act("CONSULT", "met", 3))
    coded = [event("AID", "met", "Cyprus"), event("CONSULT", "met", "Tunisia")]
    (found,) = matched_acts([gold], reads(*coded))  # type: ignore[arg-type]
    assert found.event is coded[1]


def test_acts_of_both_together_are_found_either_way() -> None:
    gold = sentence(Act(3, 1, "CONSULT", None, place("Cyprus"), "happened", (), reciprocal=True))
    (found,) = matched_acts([gold], reads(event("CONSULT", "met", "Cyprus")))  # type: ignore[arg-type]
    assert found.event is not None


def test_factuality_by_hand() -> None:
    at = [("happened", "happened"), ("happened", "future"), ("future", "future")]
    of = [("happened", "happened"), ("happened", None), ("future", "future"), ("negated", "happened")]
    figures = factuality.scored(at, of).figures  # type: ignore[arg-type]
    # happened: P 1, R 1/2; future: P 1/2, R 1: both 2/3
    assert figures["factuality_at_triggers"] == pytest.approx(2 / 3)
    # found: happened P 1/2, R 1: 2/3; future 1; negated 0
    assert figures["factuality_of_acts_found"] == pytest.approx((2 / 3 + 1 + 0) / 3)
    # all: happened P 1/2, R 1/2: 1/2
    assert figures["factuality_of_all_acts"] == pytest.approx((1 / 2 + 1 + 0) / 3)
    assert figures["factuality_found"] == pytest.approx(3 / 4)


def test_factuality_is_judged_at_every_trigger() -> None:
    gold = sentence(act("SUPPORT", "thanked", 2), act("CONSULT", "met", 3, said="negated"))
    result = factuality.evaluate([gold], reads(), lambda text, triggers: ["happened" for _ in triggers])  # type: ignore[arg-type]
    assert result.figures["factuality_at_triggers"] == pytest.approx((2 / 3 + 0) / 2)
    assert result.figures["factuality_found"] == 0
    assert any("taken for happened 1" in line for line in result.lines())


def found(gold: Sentence, *events: Event) -> Compared:
    matched = matched_acts([gold], reads(*events))  # type: ignore[arg-type]
    return Compared([], [(one.act, one.event) for one in matched if one.event is not None])


def test_modes_by_hand() -> None:
    gold = sentence(
        act("CONSULT", "met", 3, "visit"), act("CONSULT", "met", 3, "phone"), act("SUPPORT", "thanked", 2),
        act("AID", "Cyprus", 3, None),
    )  # fmt: skip
    figures = modes.scored(found(gold, event("CONSULT", "met", "Cyprus", mode="visit"))).figures
    assert figures["modes_accuracy_found"] == pytest.approx(1 / 2)
    assert figures["modes_compared_found"] == 2
    without = modes.scored(found(gold, event("CONSULT", "met", "Cyprus"))).figures
    assert without["modes_accuracy_found"] == 0


def test_modes_at_acts_count_every_act_with_a_mode() -> None:
    gold = [act("CONSULT", "met", 3, "visit"), act("CONSULT", "met", 3, "phone"), act("SUPPORT", "thanked", 2)]
    given = [event("CONSULT", "met", "Cyprus", mode="visit"), event("CONSULT", "met", "Cyprus", mode="visit")]
    acts = Compared(list(zip(gold, [*given, event("SUPPORT", "thanked", "Tunisia")], strict=True)), [])
    result = modes.scored(acts)
    assert result.figures["modes_accuracy"] == pytest.approx(1 / 2)
    assert result.figures["modes_compared"] == 2
    assert result.figures["modes_compared_found"] == 0
    assert "  CONSULT phone as visit: 1" in result.lines()


def test_contexts_by_hand() -> None:
    gold = sentence(
        act("CONSULT", "met", 3, contexts=("diplomatic", "military")),
        act("SUPPORT", "thanked", 2, contexts=("health",)),
    )
    coded = [event("CONSULT", "met", "Cyprus"), event("SUPPORT", "thanked", "Tunisia")]
    figures = contexts.scored(found(gold, *coded)).figures
    assert figures["contexts_precision_found"] == pytest.approx(1 / 2)
    assert figures["contexts_recall_found"] == pytest.approx(1 / 3)
    assert figures["contexts_f1_found"] == pytest.approx(2 / 5)
    at_acts = contexts.scored(Compared([(gold.acts[0], coded[0])], [])).figures
    assert at_acts["contexts_f1"] == pytest.approx(2 / 3)
    assert at_acts["contexts_f1_found"] == 0
