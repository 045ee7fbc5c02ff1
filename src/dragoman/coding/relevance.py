"""Relevance: whether a page or an article is worth parsing, by its language and by whom and what it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dragoman.coding.lemmas import lemma_of
from dragoman.errors import IntakeError
from dragoman.intake.decoding import decoded_page, refuse_binary
from dragoman.intake.parcels import Parcel
from dragoman.intake.source import Source, form_of, refuse_size
from dragoman.intake.stripped import stripped
from dragoman.knowledge.names import names
from dragoman.knowledge.notices import notices
from dragoman.knowledge.relevance import act_words, relevance_rules
from dragoman.knowledge.roles import roles
from dragoman.language.identify import identify
from dragoman.record import Article

SkipKind = Literal["language", "relevance"]
# Kinds of names that are no actors, and one that stands on its own pages without acting.
NO_ACTORS = frozenset({"materiel", "place", "publisher"})
# Pieces of a page from this length on are prose rather than menus, and tell its language.
PROSE = 80
# So many characters of it are enough; the cost of an answer grows with them.
SAMPLE = 800
# A sentence ends at a stop before a capital; not after initials, 'Mr.', 'Gen.' and the like.
ENDS = re.compile(
    r"(?<=[^A-Z\s][.!?])(?<![A-Z][a-z]\.)(?<![A-Z][a-z]{2}\.)(?<![A-Z][a-z]{3}\.)[\"”’')]{0,2}\s+(?=[\"“‘'(]?[A-Z0-9])"
)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
DECLARED = re.compile(r"<html\b[^<>]{0,300}?\blang\s*=\s*[\"']?([A-Za-z]{2})\b", re.IGNORECASE)
HEAD = 4_096


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles are parsed.

    Args:
        languages: ISO 639-1 codes of the languages that are read; empty means that no language is refused.
        relevance: whether an article in English must name two who could act, and an act, in one sentence.
    """

    languages: tuple[str, ...] = ("en",)
    relevance: bool = True


@dataclass(frozen=True, slots=True)
class Skip:
    """Why a page or an article is not parsed.

    Args:
        kind: 'language' or 'relevance'.
        reason: in words, such as 'names no two who could act: only North Korea'.
    """

    kind: SkipKind
    reason: str


class Relevance:
    """Judges pages before the extraction of their text, and articles before they are parsed.

    Both judgements are made in a few milliseconds, and neither raises: what cannot be judged is not skipped, so that
    the intake says what is wrong with it.

    Args:
        filters: which articles are parsed; by default those in English that name two who could act, and an act.
    """

    def __init__(self, filters: Filters | None = None) -> None:
        self.filters = filters or Filters()

    def page(self, parcel: Parcel) -> Skip | None:
        """Why a page need not be read, judged by its text without tags; None where it must, or is no page."""
        markup = markup_of(parcel)
        if markup is None:
            return None
        blocks = stripped(markup, relevance_rules().unread_elements)
        declared = DECLARED.search(markup[:HEAD])
        return self._judged(blocks, declared[1].lower() if declared else parcel.language)

    def article(self, article: Article) -> Skip | None:
        """Why an article need not be parsed; None where it must."""
        return self._judged(article.text.split("\n"), article.language)

    def _judged(self, blocks: list[str], declared: str | None) -> Skip | None:
        if not self.filters.languages and not self.filters.relevance:
            return None
        code = language_of(blocks, declared)
        if self.filters.languages and code and code not in self.filters.languages:
            return Skip("language", f"in {language_names().get(code, 'a language')} ({code}), which is not read")
        # Who acts, and the words of acts, are looked for in English.
        return irrelevance(blocks) if self.filters.relevance and code in ("", "en") else None


def markup_of(parcel: Parcel) -> str | None:
    """The text of an HTML parcel with its tags; None where it is none, or the intake will refuse it."""
    try:
        refuse_size(len(parcel.data), parcel.locator)
        refuse_binary(parcel.data, parcel.locator)
    except IntakeError:
        return None
    source = Source(parcel.data, parcel.locator, parcel.url, parcel.form, parcel.charset)
    if parcel.form in ("text", "json") or not parcel.data.strip() or form_of(source) != "html":
        return None
    return decoded_page(parcel.data, parcel.charset)[0]


def language_of(blocks: list[str], declared: str | None) -> str:
    """The language of a text, told by its longest pieces; empty where it cannot be told.

    What is declared only counts where the text is too short or too mixed to tell.
    """
    longest = sorted(blocks, key=len, reverse=True)
    prose = [block for block in longest if len(block) >= PROSE] or longest
    sample = ""
    for block in prose:
        sample += f"{block[:SAMPLE]}\n"
        if len(sample) >= SAMPLE:
            break
    return identify(sample).code or (declared or "")[:2].lower()


@lru_cache(maxsize=1)
def language_names() -> dict[str, str]:
    """English names of languages by their codes, the first that notices list."""
    found: dict[str, str] = {}
    for name, code in notices().languages.items():
        found.setdefault(code, name.capitalize())
    return found


def irrelevance(blocks: list[str]) -> Skip | None:
    """The refusal of a text none of whose sentences names two who could act, and an act; None where one does."""
    seen: dict[str, str] = {}
    for sentence in (sentence for block in blocks for sentence in ENDS.split(block)):
        actors, everyday = actors_in(sentence)
        if len(actors) > 1 and (is_sure_act(sentence) if everyday else is_act(sentence)):
            return None
        for key, said in actors.items():
            seen.setdefault(key, said)
    if not seen:
        return Skip("relevance", "names nobody who could act")
    listed = ", ".join(list(seen.values())[:3])
    if len(seen) == 1:
        return Skip("relevance", f"names no two who could act: only {listed}")
    more = f" and {len(seen) - 3} more" if len(seen) > 3 else ""
    return Skip("relevance", f"no sentence names two who could act and an act: {listed}{more}")


def actors_in(sentence: str) -> tuple[dict[str, str], bool]:
    """Those whom a sentence names or describes, by a key with the words for them, and whether all are everyday ones."""
    found = {
        known.entity.id: match.surface if known.weak else known.entity.name
        for match in names().find(sentence)
        if (known := match.readings[0]).entity.kind not in NO_ACTORS
    }
    everyday = not found
    nouns, rules = roles(), relevance_rules()
    words = list(lowered_words(sentence))
    for place, word in enumerate(words):
        if word not in nouns.heads:
            continue
        for size in range(min(nouns.words, place + 1), 0, -1):
            noun = nouns.lookup(" ".join(words[place + 1 - size : place + 1]))
            if noun is not None:
                found[f"noun:{noun.noun}"] = noun.noun
                everyday = everyday and noun.sector in rules.everyday
                break
    return found, everyday


def is_act(sentence: str) -> bool:
    """Whether any word of a sentence could be one of the lexicon's, whatever else it means."""
    held = act_words()
    return any(is_noun(word) or lemma_of(word, "verb") in held.verbs for word in lowered_words(sentence))


def is_sure_act(sentence: str) -> bool:
    """Whether a sentence has a noun of an act, or a verb that is surely one and not on every page."""
    held, rules = act_words(), relevance_rules()
    before = ""
    for word in lowered_words(sentence):
        if is_noun(word):
            return True
        verb = lemma_of(word, "verb")
        inflected = verb != word or before in rules.before_verbs
        if inflected and verb in held.verbs and verb not in rules.empty_verbs:
            return True
        before = word
    return False


def is_noun(word: str) -> bool:
    """Whether a word is one of the lexicon's nouns of acts, singular or plural."""
    held = act_words()
    return word in held.nouns or lemma_of(word, "noun") in held.nouns


def lowered_words(sentence: str) -> Iterator[str]:
    """The words of a sentence in lower case."""
    return (word.lower() for word in WORD.findall(sentence))
