"""The forms under which a written name is looked up: as it is, without title or patronymic, turned, with an initial."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.knowledge.foreign_rows import people_names
from dragoman.knowledge.sounds import PEOPLE_LANGUAGES
from dragoman.knowledge.spelling import folded
from dragoman.knowledge.transliteration import Script, word_list

INITIALS = re.compile(r"(?:(?P<first>[^\W\d_])\. ?)(?:[^\W\d_]\. ?)?(?=[^\W\d_]{2})")
MIDDLE = re.compile(r"(?<=\w) [^\W\d_]{1,2}\.(?= \w)")
# Scripts without spaces between a name and its title.
JOINED: frozenset[Script] = frozenset({"han", "kana", "hangul"})


@dataclass(frozen=True, slots=True)
class NameForm:
    """One form of a name, and what was done to it.

    Args:
        initial: with what its bearer's first name must begin.
        turned: it was turned round, which only people of states where the family name comes first bear.
    """

    text: str
    reasons: tuple[str, ...] = ()
    initial: str | None = None
    turned: bool = False


def name_forms(name: str, script: Script, languages: Sequence[str]) -> Iterator[NameForm]:
    """The forms of a name, the name itself first; each is a whole name, never a part of one."""
    for form in titled_forms(name, script, languages):
        yield form
        yield from person_forms(form, script)


def titled_forms(name: str, script: Script, languages: Sequence[str]) -> Iterator[NameForm]:
    """The name itself, and without a title that stands before or behind it."""
    yield NameForm(name)
    low = folded(name).casefold()
    for title in titles(tuple(languages)):
        gap = "" if script in JOINED else " "
        before = name[len(title) :] if low.startswith(title + gap) else ""
        behind = name[: -len(title)] if low.endswith(gap + title) else ""
        for bare in (before, behind):
            if bare.strip():
                yield NameForm(bare.strip(" ·・,"), (f"without the title '{title}'",))


def person_forms(form: NameForm, script: Script) -> Iterator[NameForm]:
    """A person's name without patronymic or middle initial, with the family name last, and with an initial alone."""
    name, why = form.text, form.reasons
    if MIDDLE.search(name):
        yield NameForm(MIDDLE.sub("", name), (*why, "without the middle initial"))
    match = INITIALS.match(name)
    if match is not None and match["first"].isupper():
        yield NameForm(name[match.end() :], (*why, "with an initial"), initial=match["first"])
    if script not in ("latin", "cyrillic"):
        return
    before, comma, behind = name.partition(",")
    words = [*behind.split(), *before.split()] if comma else name.split()
    turned = "with the family name first"
    if comma:
        yield NameForm(" ".join(words), (*why, turned))
    kept = [word for place, word in enumerate(words) if not (place and patronymic().fullmatch(folded(word).casefold()))]
    if 1 < len(kept) < len(words) and len(words) == 3:
        yield NameForm(" ".join(kept), (*why, "without the patronymic"))
        yield NameForm(" ".join(reversed(kept)), (*why, "without the patronymic", turned))
    if comma or len(words) not in (2, 3):
        return
    # In Russian and Ukrainian lists everybody stands family name first.
    yield NameForm(" ".join((*words[1:], words[0])), (*why, turned), turned=script == "latin")
    if script == "latin" and len(words) == 3:
        yield NameForm(" ".join((words[2], *words[:2])), (*why, "with the family name last"), turned=True)


@cache
def patronymic() -> re.Pattern[str]:
    """A patronymic, in any of its cases."""
    return re.compile(rf"\w+(?:{'|'.join(sorted(word_list('patronymics')))})")


@cache
def titles(languages: tuple[str, ...]) -> tuple[str, ...]:
    """The titles of some languages, the longest first."""
    found = {
        folded(title).casefold()
        for language in languages
        if language in PEOPLE_LANGUAGES
        for title in people_names(language).titles
    }
    return tuple(sorted(found, key=lambda title: (-len(title), title)))
