"""How names are spelt: folding of text, character for character, and the variants under which a name is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator

# Letters with no decomposition, marks of transliteration, and the many dashes, apostrophes and spaces.
SINGLE = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ð": "d", "ə": "e", "ħ": "h"}
SINGLE |= dict.fromkeys("’‘ʼʻʿʾ`´′", "'") | dict.fromkeys("‐‑‒–—−", "-")
SINGLE |= dict.fromkeys("\u00a0\u2009\u202f\u2007\t\n\r", " ")
LATIN = (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00))
# Articles and particles of names that writers drop, join or spell in several ways.
PARTICLE = re.compile(r"\b([Aa]l|[Ee]l|[Aa]d|[Aa]n|[Aa]s|[Aa]sh|[Aa]z)-(?=[A-Z])")

INITIAL = re.compile(r" [A-Z]\.?(?= )")
LEADING_INITIAL = re.compile(r"[A-Z]\.? ")


def folding() -> dict[int, str]:
    """The table that folds text, one character to one character: offsets stay what they are."""
    table = {ord(letter): plain for letter, plain in SINGLE.items()}
    for code in LATIN:
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and chr(code) not in SINGLE:
            table[code] = base
    return table


FOLDING = folding()
WHITE = str.maketrans("\t\n\r", "   ")


def folded(text: str) -> str:
    """A text of the same length without accents, with plain hyphens, apostrophes and spaces."""
    return text.translate(WHITE if text.isascii() else FOLDING)


def slug(name: str) -> str:
    """The tail of an entity id: 'Kim Jong Un' is 'kim-jong-un'."""
    plain = unicodedata.normalize("NFKD", folded(name)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "").lower()).strip("-")


def spellings(name: str) -> set[str]:
    """A name as it is and without its marks and points: 'U.S.A.' also 'USA', "Sa'ar" also 'Saar'."""
    plain = folded(name)
    found = {plain}
    if "'" in plain:
        found.add(plain.replace("'", ""))
    if re.search(r"\b[A-Z]\. ", plain):
        found.add(re.sub(r"\b([A-Z])\. ", r"\1 ", plain))
    return found


def person_spellings(name: str, transliterations: Iterable[Collection[str]] = ()) -> set[str]:
    """The ways in which a person's full name is written: hyphens, joined parts, particles, middle initials, and parts
    that are transliterated in several ways."""
    found = spellings(name)
    for spelt in tuple(found):
        found.update(hyphen_variants(spelt))
        if PARTICLE.search(spelt):
            found.update(particle_variants(spelt))
        without = INITIAL.sub("", spelt)
        if " " in without and not LEADING_INITIAL.match(without):
            found.add(without)
    for group in transliterations:
        for part in group:
            if part in name:
                found.update(transliterated(found, part, group))
    return found


def transliterated(names: Collection[str], part: str, group: Iterable[str]) -> set[str]:
    """Names with one of their parts spelt in the other ways of its group: 'Sergei Lavrov' as 'Sergey Lavrov'."""
    whole = re.compile(rf"(?<!\w){re.escape(folded(part))}(?!\w)")
    return {whole.sub(folded(other), name) for name in names if whole.search(name) for other in group}


def hyphen_variants(name: str) -> Iterator[str]:
    """'Kim Jong-un' as 'Kim Jong Un', 'Kim Jong-Un', 'Kim Jong un', 'Kim Jongun', and back from 'Kim Jong Un'."""
    words = name.split(" ")
    if len(words) == 3 and all(word.isalpha() and len(word) <= 6 for word in words):
        yield f"{words[0]} {words[1]}-{words[2].lower()}"
        yield f"{words[0]} {words[1]}-{words[2]}"
    match = re.fullmatch(r"([A-Z][a-z]+) ([A-Z][a-z]+)-([A-Za-z][a-z]+)", name)
    if match and not PARTICLE.search(name):
        family, first, second = match.groups()
        for tail in (f" {second.capitalize()}", f"-{second.capitalize()}", f"-{second.lower()}", second.lower()):
            yield f"{family} {first}{tail}"


def particle_variants(name: str) -> Iterator[str]:
    """'Bashar al-Assad' as 'Bashar Al-Assad', 'Bashar al Assad', 'Bashar el-Assad' and 'Bashar Assad'."""
    for article in ("al-", "Al-", "al ", "Al ", "el-", "El-", "el "):
        yield PARTICLE.sub(article, name)
    if name.count(" "):
        yield PARTICLE.sub("", name)


def plural(noun: str) -> str:
    """The regular plural of an English noun or of the last word of a phrase."""
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    if re.search(r"(s|x|z|ch|sh)$", noun):
        return noun + "es"
    if noun.endswith("man") and not noun.endswith(("human", "german", "roman")):
        return noun[:-3] + "men"
    return noun + "s"
