"""``dragoman gazetteer import``: killed and taken up again, options, and files that are not what they should be."""

from __future__ import annotations

import os
import pty
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from benchmarks.geonames import write_dump
from tests.cli.conftest import Run
from tests.cli.geonames_files import COMMAND, dragoman, name, named, place, zipped

from dragoman.knowledge.gazetteer import MOST, Gazetteer, gazetteer
from dragoman.knowledge.gazetteer_file import embedded_file
from dragoman.settings import settings

TOWN = 90_000_001
LINE = place(TOWN, "Zelmarsk", people="5000", others="Selmarsk,Зельмарск")
OTHER = name(TOWN, "en", "Selmar Town")
TABLES = ("place", "name", "people")
Choose = Callable[[Path], None]


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Iterator[Choose]:
    """Lets the setting name a gazetteer, in this process, for one test."""

    def forget() -> None:
        settings.cache_clear()
        gazetteer.cache_clear()

    def chosen(path: Path) -> None:
        monkeypatch.setenv("DRAGOMAN_GAZETTEER", str(path))
        forget()

    yield chosen
    monkeypatch.undo()
    forget()


def rows(path: Path) -> list[list[tuple[object, ...]]]:
    """All rows of a gazetteer."""
    connection = sqlite3.connect(path)
    found = [connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in TABLES]
    connection.close()
    return found


def started(folder: Path, *arguments: str | Path) -> subprocess.Popen[str]:
    command = [*COMMAND, "gazetteer", "import", *map(str, arguments)]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_killed_at_any_moment_and_taken_up_again_it_ends_equal(tmp_path: Path) -> None:
    files = write_dump(tmp_path, 80_000)
    assert dragoman("gazetteer", "import", *files, "--to", "whole.sqlite", folder=tmp_path).returncode == 0
    target, part, new = (tmp_path / f"killed.sqlite{ending}" for ending in ("", ".part", ".new"))
    begun = embedded_file().stat().st_size
    # While the embedded one is copied, places are read, early and late, names are read, names are sorted.
    moments = [(part, 0), (part, begun + 1_000_000), (part, begun + 4_500_000), (part, begun + 7_300_000), (new, 0)]
    chance = random.Random(7)
    for path, size in moments:
        running = started(tmp_path, *files, "--to", target)
        while not (path.exists() and path.stat().st_size > size):
            assert running.poll() is None, running.communicate()[1]
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.1))
        running.kill()
        running.communicate()
        assert running.returncode == -signal.SIGKILL
        assert not target.exists(), "a gazetteer that is not whole is in use"
    last = dragoman("gazetteer", "import", *files, "--to", target, folder=tmp_path)
    assert last.returncode == 0, last.stderr
    assert "went on after 192,000 lines of an earlier call" in last.stderr
    assert rows(target) == rows(tmp_path / "whole.sqlite")
    assert sorted(path.name for path in tmp_path.glob("killed*")) == ["killed.sqlite"]


def test_stopped_by_hand_it_says_that_it_goes_on(tmp_path: Path) -> None:
    files = write_dump(tmp_path, 20_000)
    for path in (tmp_path / "g.sqlite.part", tmp_path / "g.sqlite.new"):
        running = started(tmp_path, *files, "--to", "g.sqlite")
        while not (path.exists() and path.stat().st_size > 0):
            assert running.poll() is None, running.communicate()[1]
            time.sleep(0.005)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate()
        assert running.returncode != 0
        assert "the same command goes on from here" in told
        assert "Traceback" not in told
    assert dragoman("gazetteer", "import", *files, "--to", "g.sqlite", folder=tmp_path).returncode == 0


def test_the_same_again_is_not_made_twice_and_other_options_begin_anew(tmp_path: Path, run: Run) -> None:
    files = (zipped(tmp_path / "a.zip", [LINE]), named(tmp_path / "n.zip", [OTHER]))
    target = tmp_path / "g.sqlite"
    command = ("gazetteer", "import", *files, "--to", target)
    assert run(*command).code == 0
    made = target.stat().st_ino
    assert "is made of these files already" in run(*command).out
    assert target.stat().st_ino == made
    # A half-made one of other options is there.
    half = sqlite3.connect(tmp_path / "g.sqlite.part")
    half.executescript("CREATE TABLE plan (said TEXT); INSERT INTO plan VALUES ('{}')")
    half.close()
    assert "began anew: files or options are others" in run(*command, "--languages", "fr").err
    book = Gazetteer(target)
    assert (book.lookup("Selmar Town"), len(book.lookup("Zelmarsk"))) == ((), 1)


@pytest.mark.parametrize("left", [b"x" * 5000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_what_cannot_be_gone_on_with_is_made_anew(tmp_path: Path, left: bytes, run: Run) -> None:
    (tmp_path / "g.sqlite.part").write_bytes(left)
    done = run("gazetteer", "import", zipped(tmp_path / "a.zip", [LINE]), "--to", tmp_path / "g.sqlite")
    assert done.code == 0, done.err
    assert "began anew" in done.err
    assert not (tmp_path / "g.sqlite.part").exists()


def test_options_choose_features_languages_and_names(tmp_path: Path, run: Run) -> None:
    lines = [
        LINE,
        place(90_000_002, "Hotel Selma", "S.HTL"),
        place(90_000_003, "Lake Selma", "H.LK"),
        place(90_000_004, "Staryi Zelmar", "P.PPLH"),
    ]
    others = [
        OTHER,
        name(TOWN, "de", "Selmarburg"),
        name(TOWN, "iata", "ZLM"),
        name(TOWN, "en", "Petrozelmar", flags="h"),
        name(TOWN, "en", "Pearl of the Ros", flags="c"),
        "\t".join(["7", str(TOWN), "en", "Zelmar of Eight", "", "", "", ""]),
    ]
    options = ("--features", "P,S.HTL", "--languages", "de,iata,en", "--historic", "--colloquial")
    files = (zipped(tmp_path / "a.zip", lines), named(tmp_path / "n.zip", others))
    assert run("gazetteer", "import", *files, *options, "--to", tmp_path / "g.sqlite").code == 0
    book = Gazetteer(tmp_path / "g.sqlite")
    for text in ("Selmarburg", "ZLM", "Petrozelmar", "Pearl of the Ros", "Selmar Town", "Zelmar of Eight"):
        assert [found.geonames_id for found in book.lookup(text)][-1:] == [TOWN], text
    assert [found.kind for found in book.lookup("Hotel Selma")] == ["feature"]
    assert book.lookup("Lake Selma") == book.lookup("Staryi Zelmar") == ()


def test_one_file_alone_brings_its_own_names(tmp_path: Path) -> None:
    lines = [LINE, place(90_000_002, "Dubrelka", people="90", others="Dubrelke")]
    dump = zipped(tmp_path / "UA.zip", lines, "UA.txt")
    done = dragoman("gazetteer", "import", dump, folder=tmp_path, gazetteer=tmp_path / "ukraine.sqlite")
    assert done.returncode == 0, done.stderr
    assert "to use it" not in done.stderr, "the setting names it already"
    book = Gazetteer(tmp_path / "ukraine.sqlite")
    assert [found.geonames_id for found in book.lookup("Selmarsk")] == [TOWN]
    assert book.lookup("Dubrelke") == ()


def test_of_very_many_places_of_a_name_the_largest_of_each_area_are_looked_at(
    tmp_path: Path, run: Run, choose: Choose
) -> None:
    lines = [place(90_000_000 + area, f"Area {area}", "A.ADM1", admin1=f"9{area}") for area in range(3)]
    lines += [
        place(91_000_000 + number, "Selmavera", admin1=f"9{number % 3}", people=str(number))
        for number in range(MOST + 100)
    ]
    dump = zipped(tmp_path / "a.zip", lines)
    assert run("gazetteer", "import", dump, "--to", tmp_path / "g.sqlite").code == 0
    found = Gazetteer(tmp_path / "g.sqlite").lookup("Selmavera")
    assert sorted(one.population for one in found) == [MOST + 97, MOST + 98, MOST + 99]
    choose(tmp_path / "g.sqlite")
    assert f"{MOST + 100} places in all" in run("gazetteer", "find", "Selmavera").err


def test_a_second_import_of_one_gazetteer_is_told(tmp_path: Path, run: Run) -> None:
    first = sqlite3.connect(tmp_path / "g.sqlite.part", isolation_level=None)
    first.execute("BEGIN EXCLUSIVE")
    done = run("gazetteer", "import", zipped(tmp_path / "a.zip", [LINE]), "--to", tmp_path / "g.sqlite")
    first.close()
    assert done.code == 2
    assert "[D300] another import is writing this gazetteer" in done.err


def test_the_bar_shows_lines_a_second(tmp_path: Path) -> None:
    dump = zipped(tmp_path / "a.zip", [LINE])
    leader, follower = pty.openpty()
    shown: list[bytes] = []

    def drain() -> None:
        try:
            while block := os.read(leader, 4096):
                shown.append(block)
        except OSError:
            return

    reading = threading.Thread(target=drain)
    reading.start()
    command = [*COMMAND, "gazetteer", "import", str(dump), "--to", "g.sqlite"]
    done = subprocess.run(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=follower, text=True, timeout=120)
    os.close(follower)
    reading.join(10)
    os.close(leader)
    whole = b"".join(shown)
    assert b"reading places: 0 lines" in whole
    assert re.search(rb"sorting names: 1 lines, \d+ lines/s", whole)
    assert done.stdout.startswith("g.sqlite: ")


def bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("allCountries.txt", "w") as file:
        for _ in range(110):
            file.write(bytes(1 << 20))
    return path


def cut(path: Path) -> Path:
    whole = zipped(path, [LINE] * 1_000).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def flipped(path: Path) -> Path:
    lines = [place(90_000_000 + number, f"Zelm{random.Random(number).random()}") for number in range(3_000)]
    whole = bytearray(zipped(path, lines).read_bytes())
    whole[len(whole) * 2 // 3] ^= 0xFF
    path.write_bytes(whole)
    return path


def text(path: Path) -> Path:
    path.write_text(f"{LINE}\n", encoding="utf-8")
    return path


def encrypted(path: Path) -> Path:
    whole = bytearray(zipped(path, [LINE]).read_bytes())
    at = whole.rfind(b"PK\x01\x02")
    whole[at + 8] |= 1
    path.write_bytes(whole)
    return path


WRONG: list[tuple[Callable[[Path], Path], str]] = [
    (lambda path: path, r"cannot be read: No such file"),
    (text, r"is no whole zip file"),
    (cut, r"is no whole zip file"),
    (flipped, r"zip file is damaged after [\d,]+ of [\d,]+ bytes"),
    (bomb, r"would unpack to 115,343,360 bytes"),
    (encrypted, r"zip file is encrypted"),
    (lambda path: zipped(path, ["a\tb\tc"] * 9), r"has 3 columns where GeoNames has 19"),
    (lambda path: zipped(path, []), r"allCountries.txt is empty"),
    (lambda path: zipped(path, [LINE], "allCountries.csv"), r"holds iso-languagecodes.txt, allCountries.csv"),
    (lambda path: named(path, [OTHER]), r"holds names where places are expected.*in this order"),
]


@pytest.mark.parametrize(("make", "said"), WRONG, ids=[said for _, said in WRONG])
def test_a_wrong_file_is_one_line_that_says_what_is_wrong(
    make: Callable[[Path], Path], said: str, tmp_path: Path, run: Run
) -> None:
    target = tmp_path / "g.sqlite"
    done = run("gazetteer", "import", make(tmp_path / "a.zip"), "--to", target)
    assert done.code == 2
    assert done.errors[-1].startswith("Error: [D300]")
    assert re.search(said, done.errors[-1])
    assert len(done.errors) == 1
    assert not target.exists()


def test_places_where_names_are_expected(tmp_path: Path, run: Run) -> None:
    files = (zipped(tmp_path / "a.zip", [LINE]), zipped(tmp_path / "b.zip", [LINE]))
    done = run("gazetteer", "import", *files, "--to", tmp_path / "g.sqlite")
    assert done.code == 2
    assert "holds places where names are expected" in done.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--features", "A,PPL"), "'PPL' is no feature"),
        (("--languages", "en,link"), "'link' is no language of names"),
        (("--languages", "en;drop"), "'en;drop' is no language"),
    ],
)
def test_options_that_cannot_be_used(options: tuple[str, str], said: str, tmp_path: Path, run: Run) -> None:
    done = run("gazetteer", "import", zipped(tmp_path / "a.zip", [LINE]), *options, "--to", tmp_path / "g.sqlite")
    assert done.code == 2
    assert said in done.err


def test_a_file_that_is_no_gazetteer_is_not_replaced(tmp_path: Path, run: Run) -> None:
    diary = tmp_path / "diary.txt"
    diary.write_text("Monday\n", encoding="utf-8")
    done = run("gazetteer", "import", zipped(tmp_path / "a.zip", [LINE]), "--to", diary)
    assert done.code == 2
    assert "is no gazetteer, and is not replaced" in done.err
    assert diary.read_text("utf-8") == "Monday\n"


def damage(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[200:] = bytes(len(whole) - 200)
    path.write_bytes(whole)


def age(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 1")
    connection.close()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Path.unlink, "the gazetteer cannot be read: No such file or directory"),
        (lambda path: path.write_text("no gazetteer"), "the file is no gazetteer"),
        (age, "layout 1"),
        (damage, "the gazetteer's file is damaged"),
    ],
    ids=["missing", "foreign", "old", "damaged"],
)
def test_a_setting_that_names_no_gazetteer(
    change: Callable[[Path], object], said: str, tmp_path: Path, run: Run, choose: Choose
) -> None:
    path = tmp_path / "g.sqlite"
    shutil.copy(embedded_file(), path)
    change(path)
    choose(path)
    for command in (("gazetteer", "find", "Kazan"), ("gazetteer", "info")):
        done = run(*command)
        assert done.code == 2
        assert len(done.errors) == 1
        assert done.errors[0].startswith("Error: [D300]")
        assert said in done.errors[0]


def test_the_reader_names_the_setting_that_cannot_be_used(tmp_path: Path) -> None:
    done = dragoman("read", "-", folder=tmp_path, gazetteer=tmp_path / "none.sqlite", stdin="Norway sent tents.\n")
    assert done.returncode == 2
    assert "[D300] the gazetteer cannot be read" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
