"""Bytes to text: byte order marks, declared encodings, and refusal of what is binary or broken."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from dragoman.intake.refusals import BinaryInputError, BrokenEncodingError

# First bytes of formats that are not text, and what to call them.
MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\x1f\x8b": "a gzip archive",
    b"BZh91AY&SY": "a bzip2 archive",
    b"\xfd7zXZ\x00": "an xz archive",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"\x28\xb5\x2f\xfd": "a Zstandard archive",
    b"Rar!\x1a": "a RAR archive",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"SQLite format 3": "an SQLite database",
    b"{\\rtf": "an RTF document",
    b"\xd0\xcf\x11\xe0": "an old office document",
}
# The longest marks come first: UTF-32's little-endian mark begins with UTF-16's.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
# Codecs that turn text into text; no document is written in them.
NO_CHARSETS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"})
HEAD = 4_096
SAMPLE = 65_536
# Where a smaller share of the bytes is outside ASCII, they do not tell which encoding it is.
FEWEST_TELLING = 0.02
COMMON = [
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "koi8_u", "iso8859_2",
    "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp949", "cp874",
]  # fmt: skip
# What browsers read under these labels.
BROWSERS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}


def refuse_binary(data: bytes, where: str) -> None:
    """Refuse bytes that are not text.

    Raises:
        BinaryInputError: the bytes begin as a known format does, or hold NUL bytes.
    """
    kind = next((name for first, name in MAGIC.items() if data.startswith(first)), None)
    if kind is None and b"\0" in data and marked(data) in (None, "utf-8"):
        kind = "binary data"
    if kind is not None:
        raise BinaryInputError(f"this is {kind}, not text", where=where, do="save it as plain text or HTML first")


def marked(data: bytes) -> str | None:
    """The encoding that a byte order mark names."""
    return next((name for mark, name in MARKS if data.startswith(mark)), None)


def decoded(data: bytes, where: str, declared: str | None = None) -> str:
    """The text of a plain file, exactly: nothing is replaced, and only a byte order mark is left out.

    Args:
        data: the bytes.
        where: what an error calls them.
        declared: the encoding that came with them, such as in an HTTP header; UTF-8 where none did.

    Raises:
        BrokenEncodingError: they are not text in that encoding.
    """
    encoding = marked(data) or known_encoding(declared) or "utf-8"
    mark = next((mark for mark, name in MARKS if name == encoding and data.startswith(mark)), b"")
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        place = error.start + len(mark)
        raise BrokenEncodingError(
            f"byte {place} (0x{data[place]:02x}) is not {encoding.upper()}",
            where=where,
            do="convert the file, for example with: iconv -f WINDOWS-1252 -t UTF-8",
        ) from error


def decoded_page(data: bytes, declared: str | None = None) -> tuple[str, str | None]:
    """The text of a page and, where characters had to be guessed or replaced, a sentence about it.

    A mark wins, then UTF-8 where the bytes are UTF-8, then what the server or page declares, then what the bytes
    look like. Bytes that fit nothing become replacement characters: a page is read as browsers read it.
    """
    if encoding := marked(data):
        return data.decode(encoding, "replace").lstrip("\ufeff"), None
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        broken = error
    said = known_encoding(declared) or declared_encoding(data)
    if said and said != "utf-8":
        try:
            return data.decode(said), None
        except UnicodeDecodeError:
            return data.decode(said, "replace"), f"bytes that are not {said} were replaced"
    if said:
        return data.decode("utf-8", "replace"), f"bytes that are not UTF-8 were replaced, the first at {broken.start}"
    likely = guessed_encoding(data)
    return data.decode(likely, "replace"), f"the page declares no encoding and is not UTF-8; read as {likely}"


def guessed_encoding(data: bytes) -> str:
    """The encoding that bytes look like; browsers' default where few of them tell."""
    telling = sum(byte > 0x7F for byte in data)
    if telling < FEWEST_TELLING * len(data):
        return "cp1252"
    start = max(0, next(place for place, byte in enumerate(data) if byte > 0x7F) - SAMPLE // 2)
    best = from_bytes(data[start : start + SAMPLE], cp_isolation=COMMON).best()
    return best.encoding if best is not None else "cp1252"


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page declares in its head."""
    found = XML.search(data[:HEAD]) or META.search(data[:HEAD])
    said = known_encoding(found[1].decode("ascii", "replace")) if found else None
    # A page whose declaration can be read byte by byte is not in UTF-16, whatever it says.
    return "utf-8" if said and said.startswith(("utf-16", "utf-32")) else said


def known_encoding(label: str | None) -> str | None:
    """The codec of an encoding's label, as browsers read it; None where it is no text encoding."""
    if not label:
        return None
    try:
        name = codecs.lookup(label.strip()).name
        "".encode(name)
    except (LookupError, ValueError, UnicodeError):
        return None
    return None if name in NO_CHARSETS else BROWSERS.get(name, name)
