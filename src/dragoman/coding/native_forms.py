"""The forms of the words that a native lexicon lists: which verb or noun a written word may be, and in which mood."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from dragoman.knowledge.native import Acts, Conjugation, Mood, Moods, Native, cues, events, words

# What a verb's form says: the infinitives that it may belong to, each with its moods.
Table = dict[str, dict[str, set[Mood]]]
# Plurals are regular but for these ends of nouns.
PLURALS = (("al", "aux"), ("eau", "eaux"), ("eu", "eux"), ("z", "ces"), ("ón", "ones"), ("és", "eses"), ("án", "anes"))
PIECE = re.compile(r"[^\s']+'(?!\w{0,2}hui)|[^\s]+")
VOWELS = "aeiouáéíóúy"


def paradigm(verb: str, rules: Conjugation) -> Iterator[tuple[str, Mood]]:
    """The forms of a verb with their moods; those that do not exist do no harm."""
    fitting = (name for name in rules.families if verb.endswith(name) and (verb == name or name not in rules.alone))
    family = max(fitting, key=len, default=None)
    if family is not None:
        yield from _with_endings(verb.removesuffix(family), rules.families[family])
        if family not in rules.partly:
            return
    for ending, moods in rules.endings.items():
        if verb.endswith(ending):
            for stem in stems(verb.removesuffix(ending), rules.changes):
                yield from _with_endings(stem, moods)
            return


def stems(stem: str, changes: dict[str, tuple[str, ...]]) -> set[str]:
    """A stem and what its last letters, or its last vowel, may turn into."""
    found = {stem}
    for before, afters in changes.items():
        for after in afters:
            for one in tuple(found):
                if one.endswith(before):
                    found.add(one.removesuffix(before) + after)
    place = max((stem.rfind(vowel) for vowel in VOWELS), default=-1)
    if place > 0:
        for after in changes.get(f"_{stem[place]}_", ()):
            found.update(one[:place] + after + one[place + 1 :] for one in tuple(found) if len(one) >= len(stem))
    return found


def _with_endings(stem: str, moods: Moods) -> Iterator[tuple[str, Mood]]:
    for mood, endings in moods.items():
        for ending in endings:
            yield stem + ending, mood


def pieces(phrase: str) -> list[str]:
    """The words of a phrase as the tokenizer parts them: an article that lost its vowel is a word."""
    return PIECE.findall(phrase)


def plurals(noun: str) -> set[str]:
    """The regular plurals of a noun or of the first word of a phrase."""
    first, _, rest = noun.partition(" ")
    made = {first + "s", first + "es"}
    made.update(first.removesuffix(end) + plural for end, plural in PLURALS if first.endswith(end))
    if first[-1:] in "sxz":
        made.add(first)
    return {f"{one} {rest}" if rest else one for one in made}


class Forms:
    """All forms of the words of one language's lexicon.

    Attributes:
        verbs: written forms to infinitives with moods; nouns: written nouns to their singulars.
        acts: infinitives to the rows whose verbs they are, with the words that must follow and whether 'se' stands
            with them.
        nouns: first words of nouns that the lexicon lists for whatever reason.
        noun_acts: first words of nouns of acts to the row and the words that must follow.
    """

    def __init__(self, language: Native) -> None:
        self.words = words(language)
        self.book = events(language)
        self.verbs: Table = defaultdict(dict)
        self.acts: dict[str, list[tuple[Acts, tuple[str, ...], bool]]] = defaultdict(list)
        self.noun_acts: dict[str, list[tuple[Acts, tuple[str, ...]]]] = defaultdict(list)
        self.classes: dict[str, dict[str, list[tuple[str, ...]]]] = {}
        self.cues = {verb: row for row in cues(language).cues for verb in row.verbs}
        for act in self.book.acts:
            for written in act.verbs:
                reflexive, phrase = self._unreflexive(written)
                first, *rest = pieces(phrase)
                self.acts[first].append((act, tuple(rest), reflexive or act.voice == "reflexive"))
            for written in act.nouns:
                for form in (written, *plurals(written)):
                    first, *rest = pieces(form)
                    self.noun_acts[first].append((act, tuple(rest)))
        for verb in self._all_verbs():
            for form, mood in paradigm(verb, self.words.conjugation):
                self.verbs[form].setdefault(verb, set()).add(mood)
                if mood in {"infinitive", "gerund"}:
                    for enclitic in self.words.enclitics:
                        self.verbs[form + enclitic].setdefault(verb, set()).add(mood)
        for name, nouns in self.book.classes.items():
            listed: dict[str, list[tuple[str, ...]]] = defaultdict(list)
            for noun in nouns:
                for form in (noun, *plurals(noun)):
                    first, *rest = pieces(form)
                    listed[first].append(tuple(rest))
            self.classes[name] = listed
        self.nouns = {*self.noun_acts, *(first for listed in self.classes.values() for first in listed)}

    def _unreflexive(self, written: str) -> tuple[bool, str]:
        for mark in self.words.reflexive:
            lead = mark if mark.endswith("'") else f"{mark} "
            if written.startswith(lead):
                return True, written.removeprefix(lead)
        return False, written

    def _all_verbs(self) -> Iterable[str]:
        grammar = self.words
        listed = {*self.acts, *grammar.have, *grammar.be, *grammar.moving, *grammar.modals, *grammar.light}
        listed.update(self._unreflexive(verb)[1].split(" ")[0] for verb in self.cues)
        return sorted(listed)

    def moods(self, form: str) -> set[Mood]:
        """The moods that a written form may be in."""
        return {mood for moods in self.verbs.get(form, {}).values() for mood in moods}


@lru_cache(maxsize=4)
def forms(language: Native) -> Forms:
    """The forms of a language, made once."""
    return Forms(language)
