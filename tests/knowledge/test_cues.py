"""The cues of attribution follow their schema and stand in one row each."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge.cues import VerbCues, VerbRow, cues, variants
from dragoman.knowledge.data import load_data
from dragoman.settings import settings


def row(name: str, *listed: str, frame: str = "that") -> VerbRow:
    return VerbRow.model_validate(
        {"id": name, "kind": "speech", "stance": "assert", "frames": [frame], "cues": list(listed)}
    )


def test_the_lexicon_is_large() -> None:
    book = cues()
    verbs = len(book.verbs.single) + sum(map(len, book.verbs.compound.values()))
    others = len(book.nouns) + len(book.adjectives) + sum(map(len, book.phrases.values()))
    assert verbs >= 900
    assert others >= 300


def test_cues_are_lower_case_words() -> None:
    book = cues()
    for word in [*book.verbs.single, *book.verbs.compound, *book.nouns, *book.adjectives, *book.phrases]:
        assert word == word.strip().lower()
        assert word


@pytest.mark.parametrize(
    ("verb", "frame", "stance"),
    [
        ("say", "that", "assert"),
        ("deny", "object", "deny"),
        ("urge", "object_to", "demand"),
        ("vow", "to", "promise"),
        ("hope", "that", "hope"),
        ("call", "as", "describe"),
        ("find", "that", "show"),
        ("seem", "seem", "seem"),
    ],
)
def test_frames_and_stances(verb: str, frame: str, stance: str) -> None:
    frames = {str(name): found for name, found in cues().verbs.single[verb].items()}
    assert frames[frame].stance == stance


def test_compounds_are_listed_by_their_companions() -> None:
    assert list(variants("speak about|of")) == [("speak", "about"), ("speak", "of")]
    assert list(variants("push back on|against")) == [("push", "back on"), ("push", "back against")]
    assert list(variants("say")) == [("say", "")]
    assert "object" in cues().verbs.compound["call"]["for"]


def test_a_cue_has_a_frame_in_one_row_only() -> None:
    assert set(VerbCues([row("one", "say"), row("two", "say", frame="quote")]).single["say"]) == {"that", "quote"}
    with pytest.raises(KnowledgeError, match="'say' has frame 'that' in two rows, one and two"):
        VerbCues([row("one", "say"), row("two", "say")])


def test_a_wrong_row_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "cues_verbs.yaml"
    own.write_text("verbs:\n  - {id: mine, kind: speech, stance: shouting, frames: [that], cues: [holler]}\n")
    with own_data(tmp_path, monkeypatch), pytest.raises(KnowledgeError, match=r"mine.*mend the row"):
        cues()


def test_a_row_of_the_users_own_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "cues_verbs.yaml"
    own.write_text("verbs:\n  - {id: mine, kind: speech, stance: assert, frames: [that], cues: [holler]}\n")
    with own_data(tmp_path, monkeypatch):
        assert "holler" in cues().verbs.single
    assert "holler" not in cues().verbs.single


class own_data:  # noqa: N801 (a context manager reads like a function)
    """Read the user's data from a folder for a while."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.monkeypatch = monkeypatch

    def __enter__(self) -> None:
        self.monkeypatch.setenv("DRAGOMAN_DATA", str(self.folder))
        self._forget()

    def __exit__(self, *_: object) -> None:
        self.monkeypatch.delenv("DRAGOMAN_DATA")
        self._forget()

    @staticmethod
    def _forget() -> None:
        for cached in (settings, load_data, cues):
            cached.cache_clear()
