"""Dumps in the layout of GeoNames, made up: places and their other names, the same ones for the same seed.

    python -m benchmarks.geonames FOLDER --places 2000000

Shares of features, lengths of lines and the order (by country, numbers rising within one) are about those of GeoNames.
"""

from __future__ import annotations

import argparse
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.articles import SYLLABLES

COUNTRIES = ("AR", "BR", "CN", "DE", "ET", "FR", "ID", "IN", "IR", "KE", "KZ", "MX", "NG", "NO", "PE", "PL", "RU", "TR",
             "UA", "US", "VN", "ZA")  # fmt: skip
AREAS, DISTRICTS = 12, 60
FEATURES = {
    "P.PPL": 36, "P.PPLX": 2, "H.STM": 12, "H.LK": 4, "H.SPNG": 1, "S.SCH": 6, "S.CH": 4, "S.HTL": 5, "S.FRM": 3,
    "S.AIRP": 1, "T.MT": 6, "T.HLL": 5, "T.ISL": 1, "L.LCTY": 3, "L.PRK": 1, "A.ADM3": 2, "A.ADM4": 3, "R.RD": 1,
    "V.FRST": 1,
}  # fmt: skip
LANGUAGES = {
    "": 24, "en": 15, "link": 9, "wkdt": 8, "ru": 8, "zh": 7, "ar": 5, "de": 6, "fr": 6, "es": 6, "uk": 5, "post": 1,
}  # fmt: skip
OTHER_NAMES = 1.4
FIRST_ID = 14_000_000
KINDS, WEIGHTS = list(FEATURES), list(FEATURES.values())
TONGUES, SHARES = list(LANGUAGES), list(LANGUAGES.values())
ENDS = ("", "", "", "", " Dolna", " del Norte", " Creek", " Nouveau", "-on-Ven")


def word(chance: random.Random) -> str:
    """A made-up name; short ones come often, as those of villages do."""
    return "".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4)))).capitalize() + chance.choice(ENDS)


def place_lines(count: int, seed: int) -> Iterator[str]:
    """So many places: the areas of each country first, then what lies in them."""
    chance = random.Random(seed)
    each = count // len(COUNTRIES)
    for at, country in enumerate(COUNTRIES):
        for number in range(each + (count % len(COUNTRIES) if at == 0 else 0)):
            area, district = chance.randrange(AREAS), chance.randrange(DISTRICTS)
            codes = (f"{area:02d}", f"{area:02d}{district:03d}")
            feature = chance.choices(KINDS, WEIGHTS)[0]
            if number < AREAS:
                feature, codes = "A.ADM1", (f"{number:02d}", "")
            elif number < AREAS + AREAS * DISTRICTS:
                area, district = divmod(number - AREAS, DISTRICTS)
                feature, codes = "A.ADM2", (f"{area:02d}", f"{area:02d}{district:03d}")
            yield place_line(chance, FIRST_ID + number * len(COUNTRIES) + at, country, feature, codes)


def place_line(chance: random.Random, number: int, country: str, feature: str, codes: tuple[str, str]) -> str:
    """A line of 19 columns."""
    name = word(chance)
    others = ",".join(word(chance) for _ in range(chance.choice((0, 0, 1, 3))))
    people = int(chance.paretovariate(0.6)) if feature.startswith("P") and chance.random() < 0.3 else 0
    lat, lon = chance.uniform(-60, 75), chance.uniform(-179, 179)
    letter, code = feature.split(".")
    fields = (
        number, name, name, others, f"{lat:.5f}", f"{lon:.5f}", letter, code, country, "", *codes, "", "",
        min(people, 20_000_000), "", chance.randrange(3000), "Etc/UTC", "2024-05-07",
    )  # fmt: skip
    return "\t".join(map(str, fields))


def name_lines(places: int, seed: int) -> Iterator[str]:
    """The other names of so many places, lines of 10 columns in no order of places."""
    chance = random.Random(seed + 1)
    most = FIRST_ID + places
    for number in range(int(places * OTHER_NAMES)):
        language = chance.choices(TONGUES, SHARES)[0]
        name = f"https://example.org/{number}" if language == "link" else word(chance)
        flags = ["1" if chance.random() < share else "" for share in (0.1, 0.02, 0.01, 0.03)]
        fields = (number + 1, chance.randrange(FIRST_ID, most), language, name, *flags, "", "")
        yield "\t".join(map(str, fields))


def write_zip(path: Path, member: str, lines: Iterator[str], beside: str | None = None) -> None:
    """Write lines as a member of a zip file, and a note beside it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        if beside:
            archive.writestr(beside, "iso\tname\n" * 10)
        with archive.open(member, "w", force_zip64=True) as file:
            for line in lines:
                file.write(f"{line}\n".encode())


def write_dump(folder: Path, places: int, seed: int = 5) -> tuple[Path, Path]:
    """Write both files into a folder; gives their paths."""
    dump, names = folder / "allCountries.zip", folder / "alternateNamesV2.zip"
    write_zip(dump, "allCountries.txt", place_lines(places, seed))
    write_zip(names, "alternateNamesV2.txt", name_lines(places, seed), beside="iso-languagecodes.txt")
    return dump, names


def main() -> None:
    """Write a dump."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--places", type=int, default=2_000_000)
    options = parser.parse_args()
    print(*write_dump(options.folder, options.places))


if __name__ == "__main__":
    main()
