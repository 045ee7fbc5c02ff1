"""What is known of FollowTheMoney follows its schema; the tests of the export hold it against the library."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge.data import load_data
from dragoman.knowledge.followthemoney import followthemoney
from dragoman.settings import settings


def test_every_property_has_a_type_with_a_length() -> None:
    known = followthemoney()
    assert set(known.properties.values()) == set(known.longest)
    assert known.languages["fr"] == "fra"


@pytest.mark.parametrize(
    "rows", ["languages: {fr: fr}", "properties: {colour: shade}", "longest: {text: much}", "colours: [red]"]
)
def test_a_wrong_file_is_refused(rows: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "followthemoney.yaml").write_text(rows, encoding="utf-8")
    monkeypatch.setenv("DRAGOMAN_DATA", str(tmp_path))
    caches = (settings, load_data, followthemoney)
    for one in caches:
        one.cache_clear()
    try:
        with pytest.raises(KnowledgeError):
            followthemoney()
    finally:
        monkeypatch.undo()
        for one in caches:
            one.cache_clear()
