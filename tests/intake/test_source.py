"""Sources to articles: what a file is told by, and what is refused and how."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.errors import IntakeError
from dragoman.intake import refusals
from dragoman.intake.source import articles_from

SetSetting = Callable[[str, object], None]
TEXT = "The envoys met in Port Anders on Monday.\r\n\r\nThey parted as friends, the ministry said.\r\n"


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize("name", ["a.txt", "a", "a.md", "a.eml"])
def test_text_is_exact(tmp_path: Path, name: str) -> None:
    (article,) = articles_from(write(tmp_path, name, TEXT))
    assert article.text == TEXT
    assert article.url is None


def test_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    (article,) = articles_from(write(tmp_path, "a.txt", b"\xef\xbb\xbf" + TEXT.encode()))
    assert article.text == TEXT


def test_other_encodings_need_a_mark(tmp_path: Path) -> None:
    (article,) = articles_from(write(tmp_path, "a.txt", TEXT.encode("utf-16")))
    assert article.text == TEXT


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.txt", "a"])
def test_pages_are_told_by_their_content(tmp_path: Path, page: str, name: str) -> None:
    (article,) = articles_from(write(tmp_path, name, f"<!-- saved -->\n<!doctype html>{page}"))
    assert article.title == "Strait opens"


def test_pages_without_html_element_are_told_by_their_name(tmp_path: Path, page: str) -> None:
    inner = page[page.index("<article>") :]
    assert next(articles_from(write(tmp_path, "a.html", inner))).text.startswith("Strait opens")
    assert next(articles_from(write(tmp_path, "a.txt", inner))).text == inner


@pytest.mark.parametrize("name", ["a.json", "a.txt", "a"])
def test_json_is_told_by_its_content(tmp_path: Path, name: str) -> None:
    (article,) = articles_from(write(tmp_path, name, json.dumps({"text": TEXT, "url": "https://example.org/a"})))
    assert (article.text, article.url) == (TEXT, "https://example.org/a")


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a"])
def test_json_lines(tmp_path: Path, name: str) -> None:
    lines = "\n".join(json.dumps({"text": f"{TEXT}{number}"}) for number in range(3))
    assert [article.text[-1] for article in articles_from(write(tmp_path, name, lines))] == ["0", "1", "2"]


def test_list_without_a_name(tmp_path: Path) -> None:
    assert len(list(articles_from(write(tmp_path, "a", json.dumps([{"text": TEXT}] * 2))))) == 2


def test_braces_alone_are_text(tmp_path: Path) -> None:
    text = "{Editor} The envoys met in Port Anders."
    assert next(articles_from(write(tmp_path, "a.txt", text))).text == text
    assert next(articles_from(write(tmp_path, "b.txt", f"[Update] {text}"))).text == f"[Update] {text}"


def test_plain_is_plain(tmp_path: Path, page: str) -> None:
    (article,) = articles_from(write(tmp_path, "a.html", page), plain=True)
    assert article.text == page
    data = json.dumps({"text": TEXT})
    assert next(articles_from(write(tmp_path, "a.json", data), plain=True)).text == data


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    (article,) = articles_from("-")
    assert article.text == TEXT


def test_published_is_checked_and_normalised(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", TEXT)
    assert next(articles_from(path, published="4 March 2024")).published == "2024-03-04"
    with pytest.raises(refusals.DateError, match=r"\[D209\] no date: 'soon' is no full date"):
        next(articles_from(path, published="soon"))


def test_bad_items_are_reported(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", json.dumps({"text": TEXT}) + "\n{\n" + json.dumps({"text": TEXT}))
    reported: list[IntakeError] = []
    assert len(list(articles_from(path, report=reported.append))) == 2
    assert [error.where for error in reported] == [f"{path}, line 2"]


BAD = [
    ("empty.txt", b"", refusals.EmptyInputError, "nothing in it"),
    ("blank.txt", b" \r\n\t", refusals.EmptyInputError, "nothing in it"),
    ("blank.html", b"\xef\xbb\xbf ", refusals.EmptyInputError, "nothing but white space"),
    ("marked.txt", b"\xef\xbb\xbf\n", refusals.EmptyInputError, "nothing but white space"),
    ("a.pdf", b"%PDF-1.7 and so on", refusals.BinaryInputError, "a PDF"),
    ("a.docx", b"PK\x03\x04 and so on", refusals.BinaryInputError, "a ZIP archive or office document"),
    ("a.txt", b"text\x00text", refusals.BinaryInputError, "binary data"),
    ("a.html", b"\x89PNG\r\n", refusals.BinaryInputError, "a PNG image"),
    ("broken.txt", b"The envoys met.\xff.", refusals.BrokenEncodingError, r"byte 15 \(0xff\) is not UTF-8"),
    ("broken.json", b'{"text": "\xff"}', refusals.BrokenEncodingError, "byte 10"),
    ("one-word.txt", b"a" * 5_000_000, refusals.NoWordsError, "no words: a word of 5000000 characters"),
    ("figures.txt", b"12 34 56, 78.", refusals.NoWordsError, "no words: no letters"),
    ("one-word.json", json.dumps({"text": "a" * 6_000}).encode(), refusals.NoWordsError, "a word of 6000 characters"),
    ("login.html", b"<html><body><h1>Log in</h1></body></html>", refusals.NoArticleError, "no article on the page"),
    ("half.json", b'{"text": "The envoys', refusals.JsonInputError, "broken JSON"),
    ("empty.json", b'{"url": "https://example.org"}', refusals.JsonInputError, "an item without text"),
    ("date.json", b'{"text": "The envoys met.", "date": "some day"}', refusals.DateError, "'some day' is no full date"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "kind", "message"), BAD, ids=[row[0] for row in BAD])
def test_refusals(tmp_path: Path, name: str, data: bytes, kind: type[IntakeError], message: str) -> None:
    path = write(tmp_path, name, data)
    with pytest.raises(kind, match=message) as caught:
        list(articles_from(path))
    assert str(caught.value).startswith(f"[{kind.code}] ")
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)
    assert caught.value.do


def test_missing_and_folder(tmp_path: Path) -> None:
    with pytest.raises(refusals.MissingInputError, match=r"\[D201\] no such file"):
        list(articles_from(tmp_path / "none.txt"))
    with pytest.raises(refusals.FolderError, match=r"\[D202\] a folder, not a file"):
        list(articles_from(tmp_path))
    with pytest.raises(refusals.UnreadableError, match=r"\[D213\] cannot be read"):
        list(articles_from("a\0b"))
    with pytest.raises(refusals.UnreadableError, match=r"cannot be read: File name too long"):
        list(articles_from("a" * 1_000))


def test_codes_are_distinct() -> None:
    kinds = [kind for kind in vars(refusals).values() if isinstance(kind, type) and issubclass(kind, IntakeError)]
    assert len({kind.code for kind in kinds}) == len(kinds)


def test_limits(tmp_path: Path, set_setting: SetSetting) -> None:
    path = write(tmp_path, "a.txt", TEXT)
    set_setting("max_chars", 50)
    with pytest.raises(refusals.TooLargeError, match="characters, more than 50"):
        list(articles_from(path))
    set_setting("max_bytes", 50)
    with pytest.raises(refusals.TooLargeError, match="more than 50 bytes"):
        list(articles_from(path))


def test_scripts_without_spaces_have_words(tmp_path: Path) -> None:
    text = "两国部长星期一举行会谈，同意重新开放海峡。" * 500
    assert next(articles_from(write(tmp_path, "a.txt", text))).language == "zh"
