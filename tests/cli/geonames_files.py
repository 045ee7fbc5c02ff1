"""Small files in GeoNames' layout, with made-up places."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

COMMAND = [sys.executable, "-c", "from dragoman.cli import main; main()"]


def place(
    number: int | str, name: str, feature: str = "P.PPL", *, lat: str = "49.1", lon: str = "32.2", country: str = "UA",
    admin1: str = "", admin2: str = "", people: str = "0", others: str = "",
) -> str:  # fmt: skip
    """A line of allCountries.txt: 19 columns."""
    letter, _, code = feature.partition(".")
    fields = (number, name, name, others, lat, lon, letter, code, country, "", admin1, admin2, "", "", people, "", "88",
              "Europe/Kyiv", "2025-02-01")  # fmt: skip
    return "\t".join(map(str, fields))


def name(number: int, language: str, text: str, *, flags: str = "", years: tuple[str, str] = ("", "")) -> str:
    """A line of alternateNamesV2.txt: 10 columns. Flags: p(referred), s(hort), c(olloquial), h(istoric)."""
    marks = ["1" if flag in flags else "" for flag in "psch"]
    return "\t".join(["7", str(number), language, text, *marks, *years])


def zipped(path: Path, lines: Iterable[str | bytes], member: str = "allCountries.txt") -> Path:
    """A zip file with lines in a member, and GeoNames' list of languages beside it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("iso-languagecodes.txt", "ISO 639-3\tISO 639-2\n" * 3)
        archive.writestr(member, b"".join((x if isinstance(x, bytes) else x.encode()) + b"\n" for x in lines))
    return path


def named(path: Path, lines: Iterable[str]) -> Path:
    """A zip file of names."""
    return zipped(path, lines, "alternateNamesV2.txt")


def dragoman(
    *arguments: str | Path, folder: Path, gazetteer: Path | None = None, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, in a process of its own; with a gazetteer as the setting, where one is given."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "COLUMNS": "140"}
    if gazetteer is not None:
        environment["DRAGOMAN_GAZETTEER"] = str(gazetteer)
    return subprocess.run(
        [*COMMAND, *map(str, arguments)], cwd=folder, env=environment, input=stdin, capture_output=True, text=True,
        timeout=300,
    )  # fmt: skip
