"""A run gives the same rows however it is done, passes over what is there, and sets aside what cannot be coded."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import spacy
from benchmarks.lake_rows import coded_digests
from spacy.language import Language
from spacy.tokens import Doc

from dragoman.coding.relevance import Filters
from dragoman.merge.keys import public_id
from dragoman.scale import process
from dragoman.scale.coded_tables import schemas
from dragoman.scale.coder import CodeOptions
from dragoman.scale.journal import Journal, read_page
from dragoman.scale.refusals import BusyLakeError
from dragoman.scale.run import alone, code
from dragoman.settings import settings
from dragoman.store.lake_files import LakeFiles


@Language.component("test_poison")
def poisoned(doc: Doc) -> Doc:
    """Fails on one word."""
    if "poison" in doc.text:
        raise ValueError("poison found")
    return doc


def rows(lake: Path, table: str) -> list[dict[str, object]]:
    """The rows of a table of all shards."""
    files = LakeFiles(lake)
    found: list[dict[str, object]] = []
    for name in files.shards():
        found += pq.read_table(files.shard(name) / f"{table}.parquet").to_pylist()
    return found


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles of interest, one that is not, one in another language, one twice, one empty, one too long."""
    folder = tmp_path_factory.mktemp("coded")
    texts = [
        "Chile sends tents to Peru\n\nChile sent tents to Peru on Monday, a Chilean official said.",
        "Peru criticises Bolivia\n\nPeru's president accused Bolivia on Tuesday of closing the border.",
        "Onion soup\n\nPeel the onions and fry them slowly in butter until they are brown.",
        "La sopa\n\nPele las cebollas y fríalas despacio en mantequilla hasta que estén doradas, dice la cocinera.",
        "Peru criticises Bolivia\n\nPeru's president accused Bolivia on Tuesday of closing the border.",
        " ",
        "Chile signed an accord with Peru. " * 40_000,
    ]
    lines = [json.dumps({"text": text, "date": "2024-05-03"}) for text in texts]
    (folder / "reports.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    code([str(folder / "reports.jsonl")], folder / "lake", processes=1)
    return folder


def test_what_becomes_of_each_document(coded: Path) -> None:
    report = json.loads((coded / "lake" / "report.json").read_text(encoding="utf-8"))
    assert report["documents"] == 7
    assert report["articles"] == 2
    assert report["repeated"] == 1
    assert report["skipped"] == {"language": 1, "relevance": 1}
    assert report["failed"] == 2
    assert report["coder"].startswith("dragoman ")
    skipped = {str(row["locator"]).rsplit(" ", 1)[-1]: row for row in rows(coded / "lake", "skipped")}
    assert skipped["3"]["kind"] == "relevance"
    assert "(es)" in str(skipped["4"]["reason"])
    assert {str(row["locator"]).rsplit(" ", 1)[-1] for row in rows(coded / "lake", "failures")} == {"6", "7"}


def test_tables_hang_together(coded: Path) -> None:
    articles = {public_id("ar", int(str(row["key"]))): row for row in rows(coded / "lake", "articles")}
    events = rows(coded / "lake", "events")
    assert {(row["type"], tuple(row["actor_states"]), tuple(row["recipient_states"])) for row in events} >= {  # type: ignore[arg-type]
        ("AID", ("CHL",), ("PER",)),
        ("ACCUSE", ("PER",), ("BOL",)),
    }
    for row in events:
        text = str(articles[str(row["article"])]["text"])
        assert text[int(str(row["sentence_start"])) : int(str(row["sentence_end"]))] == row["sentence"]
    for row in rows(coded / "lake", "mentions"):
        assert str(articles[str(row["article"])]["text"])[int(str(row["start"])) : int(str(row["end"]))] == row["text"]
    for place in rows(coded / "lake", "places"):
        assert place["kind"] in ("place", "state")
        assert str(place["article"]) in articles
    for name, schema in schemas().items():
        for row in rows(coded / "lake", name)[:1]:
            assert list(row) == schema.names


def test_a_second_run_does_nothing_and_another_filter_everything(coded: Path) -> None:
    source, lake = str(coded / "reports.jsonl"), coded / "lake"
    before = coded_digests(lake)
    again = code([source], lake, processes=1)
    assert (again.known, again.fresh, again.articles) == (1, 0, 2)
    assert coded_digests(lake) == before
    everything = CodeOptions(filters=Filters(languages=(), relevance=False))
    whole = code([source], lake, processes=1, options=everything)
    assert (whole.known, whole.articles, whole.skipped) == (0, 4, {})
    assert code([source], lake, processes=1).articles == 2
    assert coded_digests(lake) == before


def test_a_document_on_which_the_coder_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parser: Language) -> None:
    nlp = spacy.load(settings().model)
    nlp.add_pipe("test_poison", last=True)
    nlp.to_disk(tmp_path / "model")
    monkeypatch.setenv("DRAGOMAN_MODEL", str(tmp_path / "model"))
    settings.cache_clear()
    process.loaded.cache_clear()
    texts = ["Chile met Peru.", "Peru found poison in a letter from Chile.", "Bolivia met Peru."]
    source = tmp_path / "reports.jsonl"
    source.write_text("\n".join(json.dumps({"text": f"{text} It was Monday."}) for text in texts), encoding="utf-8")
    try:
        report = code([str(source)], tmp_path / "lake", processes=1, options=CodeOptions(filters=Filters((), False)))
    finally:
        monkeypatch.undo()
        settings.cache_clear()
        process.loaded.cache_clear()
    assert (report.articles, report.errors) == (2, {"D403": 1})
    (failure,) = rows(tmp_path / "lake", "failures")
    assert str(failure["locator"]).endswith("line 2")
    assert "poison found" in str(failure["what"])


def test_a_document_on_which_workers_died(coded: Path, tmp_path: Path) -> None:
    """What a worker that was killed leaves is its journal."""
    source = coded / "reports.jsonl"
    lake = tmp_path / "lake"
    code([str(source)], lake, processes=1)
    (shard,) = LakeFiles(lake).shards()
    journal = lake / "coded" / f".shard={shard}.journal"
    place = f"{source}, line 2"
    for alone_now, deaths in (([f"{source}, line 1", place], 0), ([place], 1), ([place], 2)):
        Journal(journal).begin(2, alone_now)
        assert read_page(journal).under_way == tuple(alone_now)
        assert Journal(journal).deaths == (deaths if len(alone_now) == 1 else 0)
    (lake / "coded" / f"shard={shard}" / "done.json").unlink()
    report = code([str(source)], lake, processes=1)
    assert report.articles == 1
    assert report.errors["D453"] == 1
    assert not journal.exists()


def test_two_runs_at_once_are_refused(coded: Path) -> None:
    with alone(coded / "lake"), pytest.raises(BusyLakeError):
        code([str(coded / "reports.jsonl")], coded / "lake", processes=1)
