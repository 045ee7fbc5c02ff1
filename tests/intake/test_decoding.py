"""Bytes to text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.intake.decoding import decoded, decoded_page, known_encoding, refuse_binary
from dragoman.intake.refusals import BinaryInputError, BrokenEncodingError


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_utf8_is_exact(text: str) -> None:
    assert decoded(text.encode(), "a file") == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
     (codecs.BOM_UTF32_LE, "utf-32-le")],
)  # fmt: skip
def test_mark_is_no_text(mark: bytes, encoding: str) -> None:
    data = mark + "Cảng mở cửa\r\n".encode(encoding)
    refuse_binary(data, "a file")
    assert decoded(data, "a file") == "Cảng mở cửa\r\n"


def test_broken_utf8_names_the_byte() -> None:
    with pytest.raises(BrokenEncodingError, match=r"\[D205\] byte 4 \(0xe9\) is not UTF-8 \(letter.txt\): convert"):
        decoded("caf\u00e9 au lait".encode("latin-1")[0:3] + b" \xe9t\xe9", "letter.txt")


def test_declared_encoding_is_used() -> None:
    assert decoded("порт".encode("koi8-r"), "a page", "koi8-r") == "порт"


def test_unknown_encoding_is_passed_over() -> None:
    assert decoded("порт".encode(), "a page", "no-such-thing") == "порт"


@pytest.mark.parametrize("label", ["idna", "rot13", "base64", "unicode_escape", "\0", "", None, "utf-7"])
def test_no_encodings(label: str | None) -> None:
    assert known_encoding(label) is None


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 text", "a PDF"),
        (b"PK\x03\x04rest", "a ZIP"),
        (b"\x89PNG\r\n\x1a\n", "a PNG"),
        (b"\xff\xd8\xff\xe0", "a JPEG"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"some\0bytes", "binary data"),
    ],
)
def test_binary(data: bytes, kind: str) -> None:
    with pytest.raises(BinaryInputError, match=rf"\[D204\] this is .*{kind.split()[-1]}.*: save it as plain text"):
        refuse_binary(data, "a file")


def test_page_in_its_declared_encoding() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>Порт открыт'
    assert decoded_page(page.encode("cp1251")) == (page, None)
    assert decoded_page("Порт".encode("koi8-r"), "koi8-r") == ("Порт", None)


def test_page_that_is_utf8_whatever_it_says() -> None:
    page = '<meta charset="iso-8859-1">Порт'
    assert decoded_page(page.encode()) == (page, None)


def test_page_without_declaration() -> None:
    text, doubt = decoded_page("<p>Le port a \u00e9t\u00e9 ouvert.</p>".encode("latin-1") * 3)
    assert "été" in text
    assert doubt is not None
    assert doubt.startswith("the page declares no encoding and is not UTF-8; read as cp125")


def test_page_with_broken_bytes() -> None:
    text, doubt = decoded_page(b'<meta charset="utf-8"><p>The port \xff is open.</p>')
    assert "The port \ufffd is open." in text
    assert doubt == "bytes that are not UTF-8 were replaced, the first at 34"


@given(st.binary(), st.sampled_from([None, "utf-8", "utf-16", "shift_jis", "x", "cp037"]))
def test_any_page_is_decoded(data: bytes, charset: str | None) -> None:
    decoded_page(data, charset)
