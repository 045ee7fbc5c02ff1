"""Numbers in a text of any language by value: digits of any script with their scales, words for small ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dragoman.knowledge.anchor_words import JOINED, calendar_words, number_words

# Digits in groups of three with any separator, then decimals: 10,000 and 10 000 and 1.234.567,8 and ١٢٣.
DIGITS = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f \u066c'’]\d{3})+(?:[.,\u066b]\d+)?(?!\d)|\d+(?:[.,\u066b]\d+)?")
GROUPED = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f \u066c'’]\d{3})+(?=[.,\u066b]?\d{0,9}$)")
SEPARATOR = re.compile(r"[\u00a0\u202f \u066c'’.,]")
# What goes on behind a scale: '1万2000', '1만 2천'.
MORE = re.compile(r"( ?)(\d+)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number at ``text[start:end]``; ``value`` is its shortest decimal, 'month 3' or 'weekday 0' (a Monday)."""

    start: int
    end: int
    value: str


class Patterns:
    """How scales and words for numbers are found in a language, with their values."""

    def __init__(self, language: str) -> None:
        rows = number_words()
        self.scales, self.words = rows.scales.get(language, {}), rows.numbers.get(language, {})
        self.joined = language in JOINED
        self.scale = worded(self.scales, r"[ \u00a0-]?{}" + ("" if self.joined else r"\b\.?"))
        self.word = worded(self.words, framed(language))


@lru_cache(maxsize=32)
def patterns(language: str) -> Patterns:
    """The patterns of a language."""
    return Patterns(language)


def framed(language: str) -> str:
    """Where a word for a number may stand: in Chinese and Japanese anywhere, in Korean where a word begins."""
    if language in ("zh", "ja"):
        return "{}"
    # One syllable is the beginning of many other words.
    return r"(?<!\w){}(?:(?<=\w\w)|(?= ))" if language == "ko" else r"(?i:\b{}\b)"


def worded(words: dict[str, int], frame: str) -> re.Pattern[str] | None:
    """A pattern of words, longest first, that has them in its first group; None where there are none."""
    either = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(frame.format(f"({either})")) if words else None


def numbers(text: str, language: str) -> list[Number]:
    """The numbers, months and weekdays of a text from left to right."""
    known = patterns(language)
    standing = [
        (match.start(), -match.end(), value)
        for pattern, value in calendar_words(language)
        for match in pattern.finditer(text)
    ]
    dated = bytearray(len(text))
    for start, end, _ in standing:
        dated[start:-end] = b"\1" * (-end - start)
    for match in DIGITS.finditer(text):
        if not dated[match.start()]:
            end, value = scaled(text, match.end(), value_of(match.group()), known)
            standing.append((match.start(), -end, value))
    standing += [
        (match.start(), -match.end(), str(known.words.get(match[1]) or known.words[match[1].lower()]))
        for match in (known.word.finditer(text) if known.word else ())
    ]
    found: list[Number] = []
    for start, end, value in sorted(standing):
        if not found or start >= found[-1].end:
            found.append(Number(start, -end, value))
    return found


def value_of(written: str) -> float:
    """The value of digits with separators: what groups in threes is no decimal, as far as it can be told."""
    grouped = GROUPED.match(written)
    if grouped:
        whole, rest = SEPARATOR.sub("", grouped.group()), written[grouped.end() :]
        return float(whole + rest.replace(",", ".").replace("\u066b", "."))
    return float(written.replace(",", ".").replace("\u066b", "."))


def scaled(text: str, end: int, value: float, known: Patterns) -> tuple[int, str]:
    """Where a number ends with the scales behind it, and its value: '1만 2천' is 12000, '3 million' 3000000."""
    total = 0.0
    while known.scale is not None and (found := known.scale.match(text, end)):
        while found:
            end, value = found.end(), value * known.scales[found[1]]
            # '2천만' are two scales; '3 million thousand' are not written.
            found = known.scale.match(text, end) if known.joined else None
        total, value = total + value, 0.0
        more = MORE.match(text, end) if known.joined else None
        if more is None or (more[1] and known.scale.match(text, more.end()) is None):
            break
        end, value = more.end(), float(more[2])
    return end, f"{total + value:.10g}"
