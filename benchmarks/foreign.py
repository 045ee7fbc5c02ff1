"""Speed of importing foreign files: a day of GDELT and a year of POLECAT, made up in their layouts with their defects.

    python benchmarks/foreign.py --rows 300000

The rows are spread as real ones are: some 200 states and the names of actors of very different weight (Zipf), a third
of the rows without a second actor, a tenth without a place, event codes most of which are words, outlets of which a few
hundred carry most; and the known defects, each in some rows of a thousand: lines in ISO-8859-1, columns too many and
too few, trailing tabs, days that no calendar has, ids that come twice, codes of regions and of nobody. Making the file
is not timed. Each import runs in a process of its own, whose peak of memory is told, and beside the time that passed
stands the time for which its two threads worked, which other programs lengthen less; the second one of the same file
must give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from dragoman.knowledge.cameo import cameo
from dragoman.knowledge.country_codes import country_codes
from dragoman.knowledge.plover import plover
from dragoman.scale.foreign import import_foreign
from dragoman.scale.foreign_gdelt import NAMES as GDELT_NAMES
from dragoman.scale.foreign_polecat import NAMES as POLECAT_NAMES

SEED, BATCH = 5, 20_000
TARGET = 50_000
DEFECTS = ("latin", "wide", "narrow", "trailing", "undated", "region", "unknown")
ROLES = ("", "", "", "GOV", "MIL", "COP", "OPP", "REB", "CVL", "BUS", "JUD", "MED")
TOWNS, OUTLETS, ACTORS = 4_000, 3_000, 6_000


class Maker:
    """Makes rows up, the same ones for the same seed."""

    def __init__(self, rows: int) -> None:
        self.chance = np.random.default_rng(SEED)
        self.rows = rows
        often = ("042", "040", "010", "043", "036", "051", "020", "112", "190", "173", "046", "012", "057", "111")
        self.codes = [*often, *cameo().codes]
        known = [row for row in country_codes().values() if row.fips]
        self.states = [(row.cameo or row.iso3, row.fips or "", row.iso3) for row in known]
        # Each actor has its country and its role, each town its country; every third actor is a state.
        self.home = [self.pick(len(self.states), size) for size in (ACTORS * 10, TOWNS)]
        self.roles = [ROLES[at] for at in self.chance.integers(len(ROLES), size=ACTORS * 10).tolist()]

    def pick(self, count: int, size: int, power: float = 1.0) -> list[int]:
        """Numbers below a count, the low ones most often."""
        weights = 1 / (1 + np.arange(count)) ** power
        found: list[int] = self.chance.choice(count, size=size, p=weights / weights.sum()).tolist()
        return found

    def gdelt(self) -> Iterator[bytes]:
        """The lines of a day of GDELT 2.0."""
        for start in range(0, self.rows, BATCH):
            size = min(BATCH, self.rows - start)
            code, town, outlet = self.pick(len(self.codes), size, 0.8), self.pick(TOWNS, size), self.pick(OUTLETS, size)
            actor = [self.pick(ACTORS, size), self.pick(ACTORS, size)]
            chance = self.chance.random((3, size)).tolist()
            for at in range(size):
                cells = dict.fromkeys(GDELT_NAMES, "")
                defect = self.defect(chance[2][at])
                cells |= self.event(start + at, self.codes[code[at]], outlet[at], defect)
                cells |= self.actor(1, actor[0][at], defect)
                if chance[0][at] > 0.33:
                    cells |= self.actor(2, actor[1][at], "")
                if chance[1][at] > 0.1:
                    for what in ("Actor1Geo", "Actor2Geo", "ActionGeo"):
                        cells |= self.place(what, self.home[1][town[at]], town[at])
                yield self.line(list(cells.values()), defect)

    def event(self, number: int, code: str, outlet: int, defect: str) -> dict[str, str]:
        """What an event is."""
        id_ = 1_100_000_000 + (number - 1 if defect == "latin" else number)
        days = "20230931" if defect == "undated" else "20220913" if number % 50 == 0 else "20230913"
        return {
            "GLOBALEVENTID": str(id_), "SQLDATE": days, "MonthYear": "202309", "Year": "2023",
            "FractionDate": "2023.6959", "IsRootEvent": str(number % 2), "EventCode": code, "EventBaseCode": code[:3],
            "EventRootCode": code[:2], "QuadClass": "1", "GoldsteinScale": "2.8", "NumMentions": "10",
            "NumSources": "1", "NumArticles": "10", "AvgTone": f"-1.{number * 7919 % 10**8:08}",
            "DATEADDED": f"20230913{number % 24:02}1500",
            "SOURCEURL": f"https://www.outlet{outlet}.example/news/2023/09/13/some-words-of-a-headline-{number}",
        }  # fmt: skip

    def actor(self, side: int, number: int, defect: str) -> dict[str, str]:
        """One who takes part."""
        state, role = self.home[0][number], self.roles[number]
        country = {"region": "AFR", "unknown": "QQQ"}.get(defect, self.states[state][0])
        name = f"ACTOR {number}" if role else f"STATE {state}"
        found = {"Code": country + role, "Name": name, "CountryCode": country, "Type1Code": role}
        return {f"Actor{side}{key}": value for key, value in found.items()}

    def place(self, what: str, state: int, town: int) -> dict[str, str]:
        """Where it was: a country in a third of all, else a town."""
        country = self.states[state][1]
        kind = "1" if town % 3 == 0 else "4"
        name = f"Town {town}, Province, Country {state}" if kind == "4" else f"Country {state}"
        found = {
            "Type": kind, "FullName": name, "CountryCode": country, "ADM1Code": f"{country}{town % 90:02}",
            "Lat": f"{town % 80}.25", "Long": f"{town % 170}.75",
            "FeatureID": f"-{town + 1000}" if kind == "4" else country,
        }  # fmt: skip
        return {f"{what}_{key}": value for key, value in found.items()}

    def polecat(self) -> Iterator[bytes]:
        """A header and the lines of POLECAT."""
        yield self.line(list(POLECAT_NAMES), "")
        types = list(plover().types.values())
        contexts = list(plover().contexts)
        for start in range(0, self.rows, BATCH):
            size = min(BATCH, self.rows - start)
            kind, town, outlet = self.pick(len(types), size), self.pick(TOWNS, size), self.pick(OUTLETS, size)
            names = [self.pick(ACTORS * 10, size), self.pick(ACTORS * 10, size)]
            about = self.chance.integers(len(contexts), size=(2, size)).tolist()
            chance = self.chance.random((2, size)).tolist()
            for at in range(size):
                number, defect, type_ = start + at, self.defect(chance[0][at]), types[kind[at]]
                mode = next(iter(type_.modes), "None")
                day = f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}"
                other = "None" if chance[1][at] < 0.3 else f"Body {names[1][at]};Person {names[1][at] + 1}"
                country = {"region": "IGO", "unknown": "QQQ"}.get(defect, self.states[self.home[0][names[0][at]]][2])
                cells = dict.fromkeys(POLECAT_NAMES, "None") | {
                    "Event ID": f"STORY{number - (defect == 'latin')}_{type_.name}_{mode}",
                    "Event Date": "2023-09-31" if defect == "undated" else day,
                    "Event Type": type_.name, "Event Mode": mode, "Intensity": str(type_.score),
                    "Quad Code": type_.quad.upper(), "Contexts": f"{contexts[about[0][at]]};{contexts[about[1][at]]}",
                    "Actor Name": f"Person {names[0][at]}", "Actor Country": country, "Primary Actor Sector": "GOV",
                    "Recipient Name": other,
                    "Recipient Country": self.states[self.home[0][names[1][at]]][2], "Placename": f"Town {town[at]}",
                    "Country": self.states[self.home[1][town[at]]][2], "Latitude": f"{town[at] % 80}.25",
                    "Longitude": f"{town[at] % 170}.75", "GeoNames ID": str(town[at] + 500_000), "Feature Type": "PPL",
                    "Source": f"outlet{outlet[at]}", "Publication Date": "2023-12-31", "Language": "English",
                    "Version": "NGEC",
                }  # fmt: skip
                yield self.line(list(cells.values()), defect)

    def defect(self, chance: float) -> str:
        """A defect, in two rows of a thousand each."""
        at = int(chance / 0.002)
        return DEFECTS[at] if at < len(DEFECTS) else ""

    def line(self, cells: list[str], defect: str) -> bytes:
        """A line of a file."""
        if defect == "latin":
            cells[6] += "Café"
        more = {"wide": ["more"], "trailing": ["", ""]}.get(defect, [])
        cells = cells[:-2] if defect == "narrow" else [*cells, *more]
        return ("\t".join(cells) + "\n").encode("iso-8859-1" if defect == "latin" else "utf-8")


def made(folder: Path, coding: str, rows: int) -> Path:
    """A file of a coding."""
    maker = Maker(rows)
    lines = maker.gdelt() if coding == "gdelt" else maker.polecat()
    path = folder / ("20230913.export.CSV" if coding == "gdelt" else "ngecEventsDV-2023.txt")
    with path.open("wb") as file:
        file.writelines(lines)
    if coding == "gdelt":
        packed = path.with_name(f"{path.name}.zip")
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            archive.write(path, path.name)
        path.unlink()
        path = packed
    return path


def measured(path: Path, out: Path) -> None:
    """Import a file and print what it took: this runs in the child process."""
    worked = time.process_time()
    done = import_foreign(path, out)
    worked = time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"rows": done.rows, "events": done.events, "ties": done.ties, "seconds": done.seconds, "worked": worked}
    print(
        json.dumps({**told, "peak_mb": peak, "left_out": done.left_out, "noted": done.noted, "unknown": done.unknown})
    )


def digests(out: Path) -> dict[str, str]:
    """The digests of the files of a lake."""
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in out.rglob("*.parquet")
    }


def child(path: Path, out: Path) -> dict[str, float]:
    """Import a file in a process of its own."""
    command = [sys.executable, __file__, "--import", str(path), "--out", str(out)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def main() -> None:
    """Make files up, import each twice, and print the speed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=300_000)
    parser.add_argument("--import", dest="path", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.path:
        measured(given.path, given.out)
        return
    for coding in ("gdelt", "polecat"):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            path = made(folder, coding, given.rows)
            done = child(path, folder / "lake")
            before = digests(folder / "lake")
            child(path, folder / "lake")
            rate = done["rows"] / done["seconds"]
            size = sum(one.stat().st_size for one in (folder / "lake").rglob("*.parquet")) / 1e6
            wanted = f" ({'reached' if rate >= TARGET else 'MISSED'}: {TARGET:,})" if coding == "gdelt" else ""
            print(f"{coding}: {done['rows']:,} rows ({path.stat().st_size / 1e6:.0f} MB) in {done['seconds']:.1f} s")
            print(f"  {rate:,.0f} rows/s{wanted}, peak {done['peak_mb']:.0f} MB, lake {size:.0f} MB")
            print(f"  the processors worked for {done['worked']:.1f} s")
            print(f"  {done['events']:,} events; left out {done['left_out']}; noted {done['noted']}")
            print(f"  the same bytes again: {'yes' if digests(folder / 'lake') == before else 'NO'}")


if __name__ == "__main__":
    main()
