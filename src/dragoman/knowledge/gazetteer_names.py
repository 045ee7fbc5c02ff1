"""How the gazetteer spells a name: one look-up key for all the ways in which a toponym is written in Latin letters."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not decompose; transliteration marks fall away.
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "ħ": "h"}
    | dict.fromkeys("'’‘ʼʻʿʾ`´′.,", "")
    | dict.fromkeys("-–—‐‑/_()", " ")
)
SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "pt": "point", "&": "and"}
LAST_LATIN = 0x250


def name_key(name: str) -> str:
    """The look-up key of a name: lower case, without accents and points, hyphens as spaces, 'St.' as 'saint'."""
    if name.isascii():
        if name.isalpha():
            # Most names are one plain word, and millions of them are asked for.
            word = name.lower()
            return SHORT.get(word, word)
    else:
        decomposed = unicodedata.normalize("NFKD", name.translate(LETTERS))
        name = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    lowered = name.casefold()
    words = lowered.translate(LETTERS).split()
    return " ".join([SHORT.get(word, word) for word in words])


def is_latin(name: str) -> bool:
    """Whether a name is written in Latin letters, as a name and not as a code or a syllable-wise romanisation."""
    if name.isascii():
        return name[:1].isupper() and not (name.isupper() and len(name) <= 4)
    if ord(max(unicodedata.normalize("NFC", name))) >= LAST_LATIN:
        name = re.sub("[’‘ʼʻʿʾ]|[\u1e00-\u1eff]", "", name)
    return bool(name) and ord(max(name)) < LAST_LATIN and name[0].isupper()
