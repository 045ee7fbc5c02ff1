"""Screening a synthetic list against synthetic names: how long it takes, and that planted names are found.

    python benchmarks/screen.py --entries 200000 --names 10000

Both are made of random syllables with a few frequent surnames, so that many entries share a part with many names, as
real ones do. A part of the entries are names of the store, their parts in another order, with a letter changed in one.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from dragoman.screening.lists import ListFile
from dragoman.screening.screen import Screen
from dragoman.screening.subjects import Subject

STARTS = (
    "b",
    "bl",
    "d",
    "dr",
    "f",
    "g",
    "gr",
    "h",
    "k",
    "kr",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "st",
    "t",
    "tr",
    "v",
    "z",
    "",
)
ENDS = ("", "", "", "n", "r", "l", "m", "s", "k", "sh", "v")
SYLLABLES = [start + vowel + end for start in STARTS for vowel in ("a", "e", "i", "o", "u") for end in ENDS]
STATES = {"RUS": "ru", "PRK": "kp", "IRN": "ir", "CHN": "cn", "SYR": "sy", "NOR": "no"}
FREQUENT = 60
PLANTED = 0.01
ORGANISATIONS = 0.3
GENERIC = ("Trading", "Shipping", "Bank", "Group", "Industries", "Ministry of", "Holding")
LEGAL = ("Ltd", "LLC", "JSC", "GmbH", "Co., Ltd.")


class Names:
    """Makes names.

    Args:
        seed: of chance.
    """

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.frequent = [self.word() for _ in range(FREQUENT)]

    def word(self) -> str:
        """A made-up word."""
        return "".join(self.chance.choices(SYLLABLES, k=self.chance.choice((2, 2, 3, 3)))).capitalize()

    def person(self) -> str:
        """A person's name; half of all have a frequent part."""
        first = self.chance.choice(self.frequent) if self.chance.random() < 0.5 else self.word()
        return " ".join([first, *(self.word() for _ in range(self.chance.choice((1, 1, 2))))])

    def organisation(self) -> str:
        """An organisation's name with common words."""
        return f"{self.word()} {self.word()} {self.chance.choice(GENERIC)} {self.chance.choice(LEGAL)}"

    def altered(self, name: str) -> str:
        """A name with its parts in another order and one letter changed."""
        parts = name.split()
        at = self.chance.randrange(len(parts))
        vowel = next((letter for letter in "aeiou" if letter in parts[at][1:]), None)
        if vowel is not None:
            parts[at] = parts[at][0] + parts[at][1:].replace(vowel, self.chance.choice("aeiou"), 1)
        return f"{parts[-1].upper()}, {' '.join(parts[:-1])}"


def subjects(names: Names, count: int) -> list[Subject]:
    """The names of a store."""
    found = []
    for number in range(count):
        person = names.chance.random() >= ORGANISATIONS
        state = names.chance.choice(list(STATES))
        name = names.person() if person else names.organisation()
        kind = "person" if person else "organisation"
        found.append(
            Subject(f"{kind}:{number}", name, (name,), kind, state, frozenset({state}), False, 1, 1)  # type: ignore[arg-type]
        )
    return found


def write_list(path: Path, names: Names, known: list[Subject], count: int) -> dict[str, str]:
    """Write a list; gives by id of entry the planted subjects."""
    planted: dict[str, str] = {}
    with path.open("w", encoding="utf-8") as file:
        for line, id_ in lines(names, known, count, planted):
            file.write(json.dumps(line | {"id": id_}) + "\n")
    return planted


def lines(
    names: Names, known: list[Subject], count: int, planted: dict[str, str]
) -> Iterator[tuple[dict[str, object], str]]:
    """The entities of the list."""
    persons = [one for one in known if one.kind == "person"]
    for number in range(count):
        id_ = f"own-{number}"
        properties: dict[str, list[str]] = {"country": [names.chance.choice(list(STATES.values()))]}
        if names.chance.random() < PLANTED:
            one = names.chance.choice(persons)
            planted[id_] = one.id
            properties |= {"name": [names.altered(one.name)], "country": [STATES[one.state or "RUS"]]}
            schema = "Person"
        elif names.chance.random() < ORGANISATIONS:
            schema, properties["name"] = "Company", [names.organisation(), names.organisation()]
        else:
            schema, properties["name"] = "Person", [names.person() for _ in range(3)]
        yield {"schema": schema, "properties": properties, "datasets": ["made_up"]}, id_


def main() -> None:
    """Print times and what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=200_000)
    parser.add_argument("--names", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    names = Names(options.seed)
    known = subjects(names, options.names)
    with tempfile.TemporaryDirectory(prefix="dragoman-screen-") as folder:
        path = Path(folder) / "list.ftm.json"
        planted = write_list(path, names, known, options.entries)
        began, spent = time.monotonic(), time.process_time()
        screen = Screen(known)
        prepared = time.process_time() - spent
        report = screen.hold_against(ListFile(path))
        wall, spent = time.monotonic() - began, time.process_time() - spent
    pairs = {(hit.list_id, hit.entity) for hit in report.hits}
    found = sum(pair in pairs for pair in planted.items())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{options.names:,} names against {report.entries:,} entries: {wall:.1f} s, {spent:.1f} CPU-s", end="")
    print(f" ({prepared:.1f} of them for the dictionary and the index), {memory:,.0f} MB at most")
    print(f"{(spent - prepared) / report.entries * 1e6:.0f} CPU-microseconds an entry; {len(report.hits):,} hits")
    print(f"{found:,} of {len(planted):,} planted names found")


if __name__ == "__main__":
    main()
