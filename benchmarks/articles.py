"""Short articles for trying the store out, put together from own words: the same ones for the same seed."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

PAIRS = (
    ("Kazakhstan", "Uzbekistan", "Astana"), ("Norway", "Finland", "Oslo"), ("Kenya", "Ethiopia", "Nairobi"),
    ("Chile", "Peru", "Santiago"), ("Poland", "Lithuania", "Warsaw"), ("Vietnam", "Laos", "Hanoi"),
    ("Jordan", "Egypt", "Amman"), ("Ghana", "Togo", "Accra"), ("Georgia", "Armenia", "Tbilisi"),
)  # fmt: skip
OFFICES = ("foreign minister", "defence minister", "trade minister", "interior minister", "transport minister")
ACTS = (
    "met {other} counterpart in {city} on {day}",
    "accused {state2} of closing the border on {day}",
    "signed an agreement with {state2} on {day}",
    "called on {state2} to open the road",
    "sent tents and medicine to {state2} on {day}",
    "warned {state2} on {day} that it would close its airspace",
    "arrived in {city} on {day} for talks with officials of {state2}",
)
ENDS = (
    "The talks went on until the evening, an aide said.",
    "Rain fell on the square while the flags were raised.",
    "No date was given for the next round.",
    "Lorries had been waiting at the crossing for a week.",
    "Both sides spoke of water, power lines and the harvest.",
)
OUTLETS = ("Reuters", "Associated Press", "The Hill Courier", "Lake Tribune", "Morning Ledger", "Agence France-Presse")
SYLLABLES = ("ba", "cer", "di", "fol", "gu", "kan", "le", "mir", "no", "pus", "ra", "sel", "ti", "vor", "zu")
START = date(2022, 1, 3)


def articles(count: int, seed: int) -> Iterator[dict[str, str]]:
    """So many articles as items of JSON: text, title, date, publisher, url. One in twelve is another's copy."""
    chance = random.Random(seed)
    made: list[str] = []
    for number in range(count):
        day = START + timedelta(days=chance.randrange(700))
        if made and chance.random() < 1 / 12:
            text = chance.choice(made)
        else:
            text = story(chance, day, number)
            made.append(text)
        yield {
            "url": f"https://trial.example/{seed}/{number}", "publisher": chance.choice(OUTLETS),
            "date": day.isoformat(), "title": text.split("\n", 1)[0], "text": text,
        }  # fmt: skip


def story(chance: random.Random, day: date, number: int) -> str:
    """The text of an article: a headline and three paragraphs."""
    one, other, city = chance.choice(PAIRS)
    told = chance.sample(ACTS, 2)
    values = {"other": "his", "state2": other, "city": city, "day": day.strftime("%A")}
    first, second = (act.format(**values) for act in told)
    return (
        f"{one} and {other}: report {number}\n\n"
        f"{city.upper()} - The {chance.choice(OFFICES)} of {one} {first}. {witnesses(chance)}\n\n"
        f"The {chance.choice(OFFICES)} of {one} {second}, officials said. {witnesses(chance)}\n\n"
        f"{chance.choice(ENDS)} {witnesses(chance)}\n"
    )


def witnesses(chance: random.Random) -> str:
    """A sentence that no other article has."""
    people = [f"{word(chance)} {word(chance)}" for _ in range(3)]
    return (
        f"Among the {chance.randrange(3, 900)} guests were {people[0]}, {people[1]} of {word(chance)} and {people[2]}, "
        f"who came from {word(chance)} by way of {word(chance)}."
    )


def word(chance: random.Random) -> str:
    """A made-up name."""
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 3))).capitalize()


def write_articles(path: Path, count: int, seed: int) -> None:
    """Write articles to a file, one a line."""
    path.write_text("".join(json.dumps(one) + "\n" for one in articles(count, seed)), encoding="utf-8")
