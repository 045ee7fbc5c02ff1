"""Articles in other languages in a store: kept unread, read once there is a translation, counted for ties till then."""

from __future__ import annotations

import json
from pathlib import Path

from tests.coding.test_foreign import ENGLISH, KOREAN

from dragoman.desk import Desk
from dragoman.desk.options import AddOptions
from dragoman.desk.reading import memory_of
from dragoman.language.translation import given_row


def lines(folder: Path) -> Path:
    """Two reports, one in Korean that nothing reads and its English edition."""
    rows = [
        {"text": KOREAN, "published": "2026-03-05", "publisher": "Yonhap", "url": "https://example.org/ko"},
        {"text": ENGLISH, "published": "2026-03-05", "publisher": "Yonhap", "url": "https://example.org/en"},
    ]
    path = folder / "reports.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_an_article_is_kept_unread_and_read_by_a_second_try(store: str, tmp_path: Path) -> None:
    with Desk(store) as desk:
        report = desk.add(lines(tmp_path))
        assert (report.added.new, report.unread, report.failed) == (2, 1, 0)
        (korean,) = (one for one in desk.articles().articles if one.language == "ko")
        assert korean.mentions == 0
        assert desk.record(korean.id).notes == ["not read: no translator for ko"]
        assert any("were not read" in note for note in desk.ties("KOR", "PRK").notes)
        before = {one.id: one.mentions for one in desk.find(limit=50)}

        again = desk.add(options=AddOptions(retry=True))
        assert again.reread == 0

        memory_of(desk.database).put([given_row(KOREAN, ENGLISH, "ko", "en", "by hand")])
        again = desk.add(options=AddOptions(retry=True))
        assert again.reread == 1
        assert not any("were not read" in note for note in desk.ties("KOR", "PRK").notes)
        (korean,) = (one for one in desk.articles("회담").articles if one.language == "ko")
        assert korean.mentions > 0
        assert korean.translated_title == "Choe Son Hui holds talks with Lavrov in Moscow"
        (met,) = desk.find("최선희", since="2026-03", type="CONSULT", limit=1)
        # Of the event that the English edition told, the Korean report is a further mention.
        known = [name for name in before if desk.show(name).event.id == met.id]
        assert known
        assert met.mentions > max(before[name] for name in known)


def test_evidence_shows_the_original_and_its_translation(tmp_path: Path) -> None:
    with Desk(tmp_path / "desk.db") as desk:
        memory_of(desk.database).put([given_row(KOREAN, ENGLISH, "ko", "en", "by hand")])
        assert desk.add(lines(tmp_path)).unread == 0
        (met,) = desk.find("met", between=("PRK", "RUS"), type="CONSULT", limit=1)
        told = desk.show(met.id)
        assert {one.article.language for one in told.mentions} == {"en", "ko"}
        korean = next(one for one in told.mentions if one.article.language == "ko" and one.start > 20)
        assert korean.sentence in KOREAN
        assert korean.translation in ENGLISH.replace("\n\n", " ") or korean.translation in ENGLISH
        assert korean.article.translator == "given by hand (ko-en)"
        (cited,) = (one for one in desk.cite(korean.id))
        assert cited.words in KOREAN
        assert f"in translation by given by hand (ko-en): {cited.translation}" in cited.text()
        reading = desk.read_article(korean.article.id)
        assert all(one.rendered is not None and one.translation for one in reading.mentions)
