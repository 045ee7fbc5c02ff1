"""The reader of marked pairs: its shares are probabilities, on tiny weights and on the packaged ones."""

from __future__ import annotations

import pytest
from spacy.language import Language
from tests.coding.learned.tiny import WORDS, labels, write_tiny

from dragoman.coding.learned.encoder import Encoder
from dragoman.coding.learned.reader import PairReader, Said
from dragoman.knowledge.plover import plover

TEXT = " ".join(WORDS[:12]) + "."
ACTOR, RECIPIENT = (0, 9), (25, 29)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> PairReader:
    return PairReader(Encoder(write_tiny(tmp_path_factory.mktemp("tiny") / "tiny.npz", 2)))


@pytest.fixture(scope="module", params=[RECIPIENT, None], ids=["with a recipient", "without"])
def said(request: pytest.FixtureRequest, tiny: PairReader, parser: Language) -> Said:
    found = tiny.read(parser(TEXT), ACTOR, request.param)
    assert found is not None
    return found


def test_types_and_none_sum_to_one(said: Said) -> None:
    assert list(said.types) == labels()["type"]
    assert sum(said.types.values()) == pytest.approx(1, abs=1e-5)
    assert said.none == said.types["NONE"] > 0


def test_given_an_act_the_types_sum_to_one(said: Said) -> None:
    assert set(said.given_act) == set(plover().types)
    assert sum(said.given_act.values()) == pytest.approx(1, abs=1e-5)
    for name, share in said.given_act.items():
        assert share == pytest.approx(said.types[name] / (1 - said.none), rel=1e-3)


def test_modes_compete_within_their_type(said: Said) -> None:
    for name, kind in plover().types.items():
        shares = said.modes(name)
        assert set(shares) == ({"", *kind.modes} if kind.modes else set())
        assert not shares or sum(shares.values()) == pytest.approx(1, abs=1e-5)


def test_factualities_sum_to_one_and_each_context_stands_alone(said: Said) -> None:
    assert sum(said.factuality.values()) == pytest.approx(1, abs=1e-5)
    assert set(said.factuality) == set(labels()["factuality"])
    assert set(said.contexts) == set(plover().contexts)
    assert all(0 < share < 1 for share in said.contexts.values())


def test_a_span_without_a_word_says_nothing(tiny: PairReader, parser: Language) -> None:
    assert tiny.read(parser(TEXT), (4, 5), RECIPIENT) is None
    assert tiny.read(parser(TEXT), ACTOR, (4, 5)) is None


def pair_in(parser: Language, text: str, actor: str, recipient: str) -> Said:
    spans = [(text.index(words), text.index(words) + len(words)) for words in (actor, recipient)]
    found = PairReader().read(parser(text), spans[0], spans[1])
    assert found is not None
    return found


def test_the_packaged_encoder_tells_acts_from_none(parser: Language) -> None:
    text = "Gunmen kidnapped two nurses on the road to Kayes, the Malian army said."
    act = pair_in(parser, text, "Gunmen", "two nurses")
    none = pair_in(parser, text, "two nurses", "the Malian army")
    assert act.none < 0.5 < none.none
    assert max(act.types, key=act.types.__getitem__) == "ASSAULT"
    assert max(act.factuality, key=act.factuality.__getitem__) == "happened"
    modes = act.modes("ASSAULT")
    assert max(modes, key=modes.__getitem__) == "abduct"
