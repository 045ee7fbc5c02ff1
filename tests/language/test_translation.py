"""Translation: the memory is asked first, the engine for the rest, and what stands for names comes back whole."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.language.conftest import Clock, Libre, SetSetting

from dragoman.language.engines import listed, translator
from dragoman.language.libretranslate import LibreTranslate, parts_of, seconds_of
from dragoman.language.none import NoEngine
from dragoman.language.paragraphs import translated
from dragoman.language.protection import protect
from dragoman.language.refusals import (
    BrokenEngineError,
    BusyEngineError,
    GivenFileError,
    MissingEngineError,
    NotGivenError,
    NoTranslatorError,
)
from dragoman.language.translation import NEGATION, UNPROTECTED, Naming, ProcessMemory, Translator
from dragoman.store.database import Database
from dragoman.store.translations import StoredTranslations


class Shouting:
    """An engine that says everything in capitals, and may change what stands for names."""

    name = "shouting"
    remote = False
    naming: Naming = "marks"

    def __init__(self, breaks: str = "") -> None:
        self.asked: list[list[str]] = []
        self.breaks = breaks

    def pairs(self) -> set[tuple[str, str]]:
        return {("ru", "en"), ("xx", "en")}

    def version(self, source: str, target: str) -> str:
        return "1"

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        self.asked.append(list(texts))
        return [f"<{text.replace(self.breaks, '?') if self.breaks else text}>" for text in texts]

    def advice(self, source: str, target: str) -> str:
        return "shout"


def test_each_text_is_asked_once(set_setting: SetSetting) -> None:
    set_setting("translator_batch", 2)
    engine = Shouting()
    made = Translator(engine)
    texts = ["eins", "zwei", "eins", " ", "drei", "…"]
    assert [one.text for one in made.translate(texts, "xx")] == ["<eins>", "<zwei>", "<eins>", " ", "<drei>", "…"]
    assert engine.asked == [["eins", "zwei"], ["drei"]]
    again = made.translate(["drei", "vier"], "xx")
    assert [one.remembered for one in again] == [True, False]
    assert engine.asked[2:] == [["vier"]]


def test_a_pair_that_is_not_there_is_refused() -> None:
    with pytest.raises(NoTranslatorError) as caught:
        Translator(Shouting()).translate(["한국"], "ko")
    assert caught.value.what == "no translator for ko"
    assert (caught.value.code, caught.value.do) == ("D351", "shout")
    with pytest.raises(NoTranslatorError, match="DRAGOMAN_TRANSLATOR"):
        Translator(NoEngine()).translate(["한국"], "ko")


# -- names -----------------------------------------------------------------------------------------------------------


def test_names_stand_as_marks_and_come_back_in_english() -> None:
    engine = Shouting()
    (said,) = Translator(engine).translate(["Россия и Северная Корея, снова Россия."], "ru")
    assert said.text == "<Russia и North Korea, снова Russia.>"
    assert engine.asked == [["Xqbb и Xqbc, снова Xqbb."]]
    assert said.notes == ()


def test_a_lost_mark_is_translated_again_without_and_said() -> None:
    engine = Shouting(breaks="Xqbb")
    (said,) = Translator(engine).translate(["Россия и Япония."], "ru")
    assert said.text == "<Россия и Япония.>"
    assert said.notes == (UNPROTECTED,)
    assert engine.asked[1] == ["Россия и Япония."]


def test_a_mark_is_no_word_of_the_text() -> None:
    guard = protect("Xqbb: Россия", "ru", "en", "shouting", "marks")
    assert guard.text == "Xqbb: Zqbb"
    assert guard.restored("Xqbb: Zqbb") == "Xqbb: Russia"
    assert guard.restored("Xqbb: ZQBB") is None
    assert guard.restored("Xqbb: Zqbb, Zqbc") is None


def test_a_translator_that_reads_contexts_gets_the_english_name() -> None:
    guard = protect("Россия молчит", "ru", "en", "libretranslate", "english")
    assert guard.text == "Russia молчит"
    assert guard.restored("Russia is silent") == "Russia is silent"
    assert guard.restored("The country is silent") is None


def test_a_negation_that_is_lost_is_said() -> None:
    (said,) = Translator(Shouting()).translate(["Он не придёт. Войны не будет."], "ru")
    assert said.notes == (NEGATION,)


def test_surrogates_and_zeros_do_no_harm() -> None:
    (said,) = Translator(Shouting()).translate(["a\0b\ud800c"], "xx")
    assert said.text == "<a\ufffdb\ufffdc>"


# -- LibreTranslate --------------------------------------------------------------------------------------------------


def server(libre: Libre, clock: Clock, key: str | None = None) -> Translator:
    return Translator(LibreTranslate(libre.address, key, wait=clock.wait, clock=clock), wait=clock.wait)


def test_a_server_is_asked_politely_and_as_its_contract_says(
    libre: Libre, clock: Clock, set_setting: SetSetting
) -> None:
    set_setting("translator_batch", 2)
    said = server(libre, clock).translate(["uno", "dos", "tres"], "es")
    assert [one.text for one in said] == ["UNO", "DOS", "TRES"]
    assert {(one.engine, one.version) for one in said} == {("libretranslate", "1.9.6")}
    assert libre.asked[0] == {"q": ["uno", "dos"], "source": "es", "target": "en", "format": "text"}
    assert clock.waits == [1.0]
    assert LibreTranslate(libre.address).healthy()


def test_too_many_and_too_long_texts_go_in_parts(libre: Libre, clock: Clock) -> None:
    long = "Un perro duerme.\n" * 40
    said = server(libre, clock).translate([long], "es")
    assert said[0].text == long.upper()
    assert all(len(one) <= 300 for asked in libre.asked for one in asked["q"])
    libre.asked.clear()
    said = server(libre, clock).translate(["a", "b", "c", "d", "e", "f", "g", "h"], "es")
    assert [one.text for one in said] == ["A", "B", "C", "D", "E", "F", "G", "H"]
    # It learns how many the server takes, and waits between all requests.
    assert [len(asked["q"]) for asked in libre.asked] == [8, 4, 2, 2, 2, 2]
    assert clock.waits[-5:] == [1.0] * 5


def test_what_a_busy_server_did_is_not_asked_again(libre: Libre, clock: Clock, set_setting: SetSetting) -> None:
    made = server(libre, clock)
    libre.next = [(400, {}, json.dumps({"error": "request (3) exceeds text limit (1)"}).encode())]
    libre.refuse("busy")
    libre.next.insert(1, (200, {}, b'{"translatedText": ["EINS"]}'))
    assert [one.text for one in made.translate(["uno", "dos", "tres"], "es")] == ["EINS", "DOS", "TRES"]
    assert [asked["q"] for asked in libre.asked] == [["uno", "dos", "tres"], ["uno"], ["dos"], ["dos"], ["tres"]]


def test_a_busy_server_is_asked_again_later(libre: Libre, clock: Clock) -> None:
    libre.refuse("busy")
    libre.refuse("busy", **{"Retry-After": "7"})
    libre.refuse("busy")
    assert server(libre, clock).translate(["uno"], "es")[0].text == "UNO"
    assert [one for one in clock.waits if one >= 1] == [1.0, 7.0, 4.0]


@pytest.mark.parametrize("after", [None, "9999"])
def test_a_server_that_stays_busy_is_left_alone(libre: Libre, clock: Clock, after: str | None) -> None:
    for _ in range(20):
        libre.refuse("busy", **({"Retry-After": after} if after else {}))
    with pytest.raises(BusyEngineError, match="answers 429"):
        server(libre, clock).translate(["uno"], "es")
    assert len(libre.asked) == (1 if after else 7)


@pytest.mark.parametrize(
    ("name", "said"), [("key", "lets nobody in"), ("language", "ko is not supported"), ("broken", "answers 500")]
)
def test_a_refusal_is_one_line_and_not_asked_again(libre: Libre, clock: Clock, name: str, said: str) -> None:
    libre.refuse(name)
    with pytest.raises(BrokenEngineError, match=said) as caught:
        server(libre, clock).translate(["uno"], "es")
    assert "\n" not in caught.value.message
    assert len(libre.asked) == 1


def test_the_key_is_sent_and_never_shown(libre: Libre, set_setting: SetSetting) -> None:
    libre.key = "s3cret-key"
    set_setting("translator_key", "s3cret-key")
    set_setting("translator", "libretranslate")
    assert translator().translate(["uno"], "es")[0].text == "UNO"
    assert libre.asked[0]["api_key"] == "s3cret-key"
    libre.next.append((403, {}, b'{"error": "s3cret-key is wrong"}'))
    with pytest.raises(BrokenEngineError) as caught:
        translator().translate(["dos"], "es")
    assert "s3cret" not in caught.value.message


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b"{}", b'{"translatedText": "one"}', b'{"translatedText": []}', b'{"translatedText": [1]}',
        b'{"translatedText": ["a", "b"]}', b"[" * 100_000, b"\xff\xfe", b"x" * 300_000,
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_used(libre: Libre, clock: Clock, body: bytes) -> None:
    libre.next.append((200, {}, body))
    with pytest.raises(BrokenEngineError):
        server(libre, clock).translate(["uno"], "es")


@pytest.mark.parametrize(
    "said", [b"{}", b"[{}]", b'[{"code": 1, "targets": []}]', b'[{"code": "es", "targets": 3}]', b"no"]
)
def test_languages_that_cannot_be_used(libre: Libre, clock: Clock, said: bytes) -> None:
    libre.said["/languages"] = said
    with pytest.raises(BrokenEngineError):
        server(libre, clock).translate(["uno"], "es")


def test_a_redirect_is_not_followed_and_terminals_are_not_steered(libre: Libre, clock: Clock) -> None:
    libre.next.append((307, {"Location": "http://127.0.0.1:9/translate"}, b""))
    with pytest.raises(BrokenEngineError, match="307"):
        server(libre, clock).translate(["uno"], "es")
    libre.next.append((200, {}, json.dumps({"translatedText": ["a\x1b[31mb\x00\x9bc\nd"]}).encode()))
    assert server(libre, clock).translate(["dos"], "es")[0].text == "a[31mbc\nd"


@pytest.mark.parametrize("address", [None, "", "ftp://a", "http://", "http://me:pw@host", "http://a:0", "host:5000"])
def test_an_address_that_is_none(address: str | None) -> None:
    with pytest.raises(MissingEngineError):
        LibreTranslate(address)


def test_small_parts() -> None:
    assert "".join(parts_of("a b. c\nd" * 50, 20)) == "a b. c\nd" * 50
    assert max(map(len, parts_of("x" * 95, 20))) == 20
    assert seconds_of("12") == 12.0
    assert seconds_of("Thu, 01 Jan 1970 00:00:00 GMT") == 0.0
    assert seconds_of("soon") is None


# -- translations made by people ---------------------------------------------------------------------------------------


def given_file(folder: Path, *lines: dict[str, str]) -> Path:
    path = folder / "given.jsonl"
    path.write_text("\n".join(json.dumps({"source": "ko", "target": "en", **one}) for one in lines) + "\n", "utf-8")
    return path


def test_people_are_believed_by_article_and_by_paragraph(tmp_path: Path, set_setting: SetSetting) -> None:
    path = given_file(tmp_path, {"text": "하나\n\n둘", "translation": "One.\n\nTwo.", "by": "A. Exemplar"},
                      {"text": "셋", "translation": "Three."})  # fmt: skip
    set_setting("translator", "given")
    set_setting("translator_file", path)
    made = translator()
    assert translated("둘\n\n셋\n", made, "ko").text == "Two.\n\nThree.\n"
    assert made.translate(["하나\n둘"], "ko")[0].text == "One.\n\nTwo."
    assert made.translate(["하나\n셋"], "ko")[0].text == "One.\nThree."
    with pytest.raises(NotGivenError, match="no translation from ko is given"):
        made.translate(["넷"], "ko")
    with pytest.raises(NoTranslatorError, match="no translator for ja"):
        made.translate(["ひとつ"], "ja")


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"source": "ko"}', '{"source": "korean", "text": "a", "translation": "b"}']
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, set_setting: SetSetting, line: str) -> None:
    path = given_file(tmp_path, {"text": "하나", "translation": "One."})
    path.write_text(path.read_text("utf-8") + line, "utf-8")
    set_setting("translator_file", path)
    with pytest.raises(GivenFileError, match="line 2"):
        translator(name="given")


# -- the store -------------------------------------------------------------------------------------------------------


def test_the_store_remembers(store: str) -> None:
    database = Database(store)
    engine = Shouting()
    Translator(engine, StoredTranslations(database)).translate(["Россия", "зима"], "ru")
    version = database.version()
    again = Translator(engine, StoredTranslations(database)).translate(["зима", "Россия"], "ru")
    assert [(one.text, one.remembered) for one in again] == [("<зима>", True), ("<Russia>", True)]
    assert len(engine.asked) == 1
    assert database.version() == version
    database.close()


def test_what_people_say_wins_and_is_corrected(store: str, tmp_path: Path) -> None:
    from dragoman.desk import Desk

    with Desk(store) as desk:
        desk.load_translations(given_file(tmp_path, {"text": "하나 둘", "translation": "One two."}))
        (said,) = desk.translate(["하나  둘"], "ko", engine="none")
        assert (said.text, said.engine, said.remembered) == ("One two.", "given", True)
        desk.load_translations(given_file(tmp_path, {"text": "하나 둘", "translation": "One, two."}))
        assert desk.translate(["하나 둘"], "ko", engine="none")[0].text == "One, two."


CRASH = """
import sys, time
from dragoman.language.translation import Translator
from dragoman.language.libretranslate import LibreTranslate
from dragoman.store.database import Database
from dragoman.store.translations import StoredTranslations
memory = StoredTranslations(Database(sys.argv[1]))
texts = [f"frase {letter}" for letter in "abcdefghij"]
print(len(Translator(LibreTranslate(sys.argv[2]), memory).translate(texts, "es")))
"""


def test_a_killed_run_goes_on_where_it_was(libre: Libre, tmp_path: Path) -> None:
    command = [sys.executable, "-c", CRASH, str(tmp_path / "desk.db"), libre.address]
    slow = {**os.environ, "DRAGOMAN_TRANSLATOR_BATCH": "2", "DRAGOMAN_TRANSLATOR_DELAY": "0.2"}
    with subprocess.Popen(command, env=slow) as first:
        deadline = time.monotonic() + 60
        while len(libre.asked) < 3 and time.monotonic() < deadline:
            time.sleep(0.02)
        first.send_signal(signal.SIGKILL)
    # The third request may have been answered or not; the first two are kept, as they were before it was sent.
    before = [text for asked in libre.asked for text in asked["q"]]
    libre.asked.clear()
    done = subprocess.run(command, env={**slow, "DRAGOMAN_TRANSLATOR_DELAY": "0"}, capture_output=True, text=True,
                          timeout=60, check=True)  # fmt: skip
    after = [text for asked in libre.asked for text in asked["q"]]
    assert done.stdout == "10\n"
    assert len(before) in (6, 8)
    assert not set(before[:4]) & set(after)
    assert set(before) | set(after) == {f"frase {letter}" for letter in "abcdefghij"}


def test_the_list_says_what_is_missing_and_asks_nobody(set_setting: SetSetting) -> None:
    rows = {row.name: row for row in listed()}
    assert list(rows) == ["apertium", "libretranslate", "argos", "given"]
    assert "DRAGOMAN_TRANSLATOR_URL" in (rows["libretranslate"].missing or "")
    assert "--install" in (rows["argos"].missing or "")
    assert not any(row.chosen for row in rows.values())
    assert ProcessMemory().get([1]) == {}
