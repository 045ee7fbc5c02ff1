"""Wording: whether the words of an article went through a translation, and what then must not be taken at its word.

A translator chose the words: a quotation is then not verbatim, a short quotation in common is weak evidence of a common
source, and words such as 'claimed' or 'illegal' may be the translator's own. Who concludes from exact words asks here.
"""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.knowledge.merging import merging
from dragoman.knowledge.notices import notices
from dragoman.record import Article, Attribution

# How the reasons begin by which such words are known again.
QUOTED = "the words went through a translation"
CUED = "the cue went through a translation"
# Stances that often hang on one word for "said": which word it is, the translator decides.
FINE_STANCES: frozenset[str] = frozenset({"accuse", "doubt", "threaten", "warn", "withhold"})


def passage(language: str | None, how: str) -> str:
    """How words were translated, as reasons tell it: 'from Korean, by its notice'.

    Args:
        language: the language translated from (ISO 639-1); None where it is not known.
        how: who says so or who translated: 'by its notice', 'by Apertium 3.8'.
    """
    origin = f"from {notices().language_name(language)}" if language else "from a language that is not named"
    return f"{origin}, {how}"


def translated_by(article: Article) -> str | None:
    """How the words of an article were translated; None where nothing says that they were."""
    if not article.translated:
        return None
    return passage(article.translated_from, "by its address" if "translated" in article.reasons else "by its notice")


def with_wording(attributions: Iterable[Attribution], how: str | None) -> None:
    """Give the attributions of a text that was translated the reasons that say so; nothing changes without ``how``.

    Args:
        attributions: of one article; their reasons are added to, once each.
        how: what ``translated_by`` or ``passage`` says.
    """
    if how is None:
        return
    for one in attributions:
        for reason in reasons_of(one, how):
            if reason not in one.reasons:
                one.reasons.append(reason)


def reasons_of(attribution: Attribution, how: str) -> list[str]:
    """What a translation takes from the words of an attribution."""
    found = []
    if attribution.kind != "indirect":
        found.append(f"{QUOTED} ({how}): not verbatim")
    if attribution.stance in FINE_STANCES:
        found.append(f"{CUED} ({how}): that the source '{attribution.stance}s' may be the translator's word")
    return found


def is_translated(attribution: Attribution) -> bool:
    """Whether quoted words of an attribution went through a translation."""
    return is_marked(attribution.reasons)


def is_marked(reasons: Iterable[str]) -> bool:
    """Whether the reasons of an attribution say that its quoted words went through a translation."""
    return any(reason.startswith(QUOTED) for reason in reasons)


def least_quoted(article: Article) -> int:
    """How many words a quotation must have for its wording to join reports.

    Translators make short quotations alike, so that a translated one must be as long as a sentence.
    """
    return merging().sentence_words if translated_by(article) else merging().quote_words
