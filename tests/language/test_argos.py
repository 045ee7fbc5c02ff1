"""Argos models run by the real CTranslate2 and SentencePiece: a tiny one made here, a whole one where it is named."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest
from tests.language.conftest import SetSetting
from tests.language.tiny_model import tiny_model

from dragoman.language.argos import MOST_PIECES, Argos
from dragoman.language.engines import engine
from dragoman.language.refusals import MissingEngineError, ModelError
from dragoman.language.translation import Translator

# Names an .argosmodel file from some language into English, where a tester has one.
REAL = os.environ.get("DRAGOMAN_TEST_ARGOS_MODEL")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one model, packed and unpacked."""
    made = tmp_path_factory.mktemp("models")
    tiny_model(made)
    return made


def test_a_model_says_what_it_is(folder: Path) -> None:
    found = Argos(folder)
    assert found.pairs() == {("es", "en")}
    version, _, digest = found.version("es", "en").partition(", ")
    assert (version, len(digest)) == ("1.0", 12)
    packed = next(folder.glob("*.argosmodel"))
    assert Argos(packed).version("es", "en") != Argos(folder / "es_en").version("es", "en")


def test_packed_and_unpacked_say_the_same(folder: Path) -> None:
    texts = ["El perro duerme. Los barcos salen.\n\n Un tren.", "", "Un tren."]
    packed = Argos(next(folder.glob("*.argosmodel"))).translate(texts, "es", "en")
    assert packed == Argos(folder / "es_en").translate(texts, "es", "en")
    first, empty, last = packed
    assert empty == ""
    # Sentence by sentence, between the white space of the text.
    assert first.endswith(f"\n\n {last}")
    assert first.partition("\n")[0].strip()


def test_long_sentences_are_not_cut_off(folder: Path) -> None:
    found = Argos(folder)
    (short,) = found.translate(["a"], "es", "en")
    (long,) = found.translate(["a" * (MOST_PIECES * 3)], "es", "en")
    assert len(long) > 2 * len(short) > 0


def test_the_settings_lead_to_it(folder: Path, set_setting: SetSetting) -> None:
    set_setting("translator", "argos")
    set_setting("translator_models", folder)
    (said,) = Translator(engine()).translate(["El perro duerme."], "es")
    assert (said.engine, said.version) == ("argos", Argos(folder).version("es", "en"))


def packed(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return path


ABOUT = json.dumps({"package_version": "1.0", "from_code": "ko", "to_code": "en"}).encode()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "no metadata"),
        ({"m/metadata.json": b"{"}, "no JSON"),
        ({"m/metadata.json": b"[]"}, "does not translate"),
        ({"m/metadata.json": b'{"from_code": "../x", "to_code": "en"}'}, "names no languages"),
        ({"m/metadata.json": b'{"from_code": 3, "to_code": "en"}'}, "no texts"),
        ({"m/metadata.json": b"[" * 900_000}, "no JSON"),
        ({"m/metadata.json": b" " * 2_000_000}, "more than"),
    ],
)
def test_what_is_no_model(tmp_path: Path, files: dict[str, bytes], said: str) -> None:
    with pytest.raises(ModelError, match=said):
        Argos(packed(tmp_path / "a.argosmodel", files)).pairs()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, r"no sentencepiece\.model"),
        ({"m/sentencepiece.model": b"x"}, r"no model/model\.bin"),
        ({"m/sentencepiece.model": b"x", "m/model/model.bin": b"x"}, "not loaded"),
    ],
)
def test_a_model_that_cannot_be_loaded(tmp_path: Path, files: dict[str, bytes], said: str) -> None:
    path = packed(tmp_path / "a.argosmodel", {"m/metadata.json": ABOUT, **files})
    with pytest.raises(ModelError, match=said):
        Argos(path).translate(["하나"], "ko", "en")


def test_no_archive_and_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a.argosmodel").write_bytes(b"no archive")
    with pytest.raises(ModelError, match="no archive"):
        Argos(tmp_path).pairs()
    with pytest.raises(MissingEngineError, match="--install"):
        Argos(tmp_path / "none")


def test_a_whole_model() -> None:
    """With the model that the environment names; without one, that a name of none is refused."""
    if REAL is None:
        with pytest.raises(MissingEngineError):
            Argos(None)
        return
    found = Argos(Path(REAL))
    source = min(source for source, target in found.pairs() if target == "en")
    (said,) = found.translate(["2024"], source, "en")
    assert "2024" in said
