"""Questions to the encoder: each pair is read once, and together with the others of its document."""

from __future__ import annotations

import pytest
from spacy.language import Language

from dragoman.coding import questions
from dragoman.coding.learned.reader import PairReader
from dragoman.coding.pairs import pair_reader
from dragoman.coding.questions import Questions

TEXT = "Chad's army shelled a camp of Sudanese rebels, and Niger condemned Chad."
CHAD, REBELS, NIGER = (0, 11), (30, 45), (51, 56)


class Counting:
    """The packaged reader of pairs, with what it was asked."""

    def __init__(self, reader: PairReader) -> None:
        self.reader, self.batches = reader, list[int]()

    def read_all(self, asked: list[object]) -> object:
        self.batches.append(len(asked))
        return self.reader.read_all(asked)  # type: ignore[arg-type]


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Counting:
    made = Counting(pair_reader())
    monkeypatch.setattr(questions, "pair_reader", lambda: made)
    return made


def test_a_pair_is_read_once_with_the_others(parser: Language, counting: Counting) -> None:
    asked = Questions(parser(TEXT))
    asked.ask([(CHAD, REBELS), (NIGER, CHAD), (CHAD, REBELS)])
    first = asked.said((CHAD, REBELS))
    asked.ask([(NIGER, CHAD)])
    assert first is asked.said((CHAD, REBELS))
    assert [size for size in counting.batches if size] == [2]


def test_a_pair_that_nobody_announced_is_read_when_it_is_needed(parser: Language, counting: Counting) -> None:
    said = Questions(parser(TEXT)).said((NIGER, CHAD))
    assert said is not None
    assert max(said.given_act, key=said.given_act.__getitem__) == "ACCUSE"
    assert counting.batches == [1]


def test_together_says_the_same_as_alone(parser: Language) -> None:
    doc = parser(TEXT)
    asked = Questions(doc)
    asked.ask([(CHAD, REBELS), (NIGER, CHAD), (CHAD, None)])
    alone = pair_reader().read(doc, CHAD, None)
    together = asked.said((CHAD, None))
    assert alone is not None
    assert together is not None
    assert together.types == pytest.approx(alone.types, abs=1e-4)
